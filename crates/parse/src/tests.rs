//! What holds for any text, and what belongs to the whole stage: languages, furniture, notes.

use crate::{Models, parse};
use chancery_record::{
    Analysis, Document, Id, Language, Making, NoteKind, Region, RegionRole, Span, Time, TimeKind,
};
use proptest::prelude::*;

/// A document of regions that follow each other, parted by blank lines.
pub(crate) fn document(dated: Option<&str>, regions: &[(RegionRole, Language, &str)]) -> Document {
    let mut text = String::new();
    let mut placed = Vec::new();
    for (role, language, words) in regions {
        let start = text.len();
        text.push_str(words);
        placed.push(Region {
            role: *role,
            span: Span::new(start, text.len()),
            language: *language,
        });
        text.push_str("\n\n");
    }
    let (id, sha256) = Id::document(&text);
    let body = regions.iter().find(|r| r.0 == RegionRole::Body).map_or(Language::English, |r| r.1);
    Document {
        id,
        sha256,
        address: String::new(),
        text: text.into(),
        title: None,
        dated: dated.map(date),
        dateline: None,
        language: body,
        regions: placed,
        chain: Vec::new(),
        publisher: None,
        made: Making::default(),
    }
}

fn date(edtf: &str) -> Time {
    match chancery_record::Day::parse(edtf) {
        Some(day) => Time::day(day, TimeKind::Explicit, None),
        None => Time { edtf: Some(edtf.to_owned()), ..Time::vague(None) },
    }
}

fn valid(text: &str, found: &Analysis) {
    let sound = |span: Span| !span.is_empty() && !span.of(text).is_empty();
    let count = u32::try_from(found.tokens.len()).unwrap();
    for pair in found.tokens.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start(), "tokens in order");
    }
    for token in &found.tokens {
        assert!(sound(token.span) && token.head < count);
        let sentence = &found.sentences[token.sentence as usize];
        assert!(sentence.span.covers(token.span) && sentence.tokens.contains(&token.head));
    }
    for quotation in &found.quotations {
        assert!(sound(quotation.span) && quotation.span.covers(quotation.inner));
        assert!(text.get(quotation.inner.start()..quotation.inner.end()).is_some());
    }
    assert!(found.quotations.is_sorted_by_key(|q| q.span.start()));
    let places: Vec<Span> = found.times.iter().filter_map(|t| t.at).collect();
    assert_eq!(places.len(), found.times.len());
    assert!(places.iter().all(|span| sound(*span)));
    assert!(places.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "times in order");
    for time in &found.times {
        if let (Some(earliest), Some(latest)) = (time.earliest, time.latest) {
            assert!(earliest <= latest, "{time:?}");
        }
    }
}

#[test]
fn furniture_is_not_read() {
    let page = document(
        Some("2031-05-08"),
        &[
            (RegionRole::Boilerplate, Language::English, "Updated 1 May 2031"),
            (RegionRole::Body, Language::English, "The envoys met in Orrin on Tuesday."),
        ],
    );
    let found = parse(&Models::none(), &page).value;
    assert_eq!(found.sentences.len(), 1);
    assert_eq!(found.times.len(), 1);
    assert_eq!(found.times[0].edtf.as_deref(), Some("2031-05-06"));
}

#[test]
fn russian_text_is_split_dated_and_noted_once() {
    let text =
        "Послы встретились во вторник в г. Оррин. Там был и А. Б. Веснин.\n\nВстреча завершилась.";
    let page = document(Some("2031-05-08"), &[(RegionRole::Body, Language::Russian, text)]);
    let noted = parse(&Models::none(), &page);
    assert_eq!(noted.value.sentences.len(), 3);
    assert_eq!(noted.value.times[0].edtf.as_deref(), Some("2031-05-06"));
    let kinds: Vec<NoteKind> = noted.notes.iter().map(|n| n.kind).collect();
    assert_eq!(kinds, [NoteKind::NotCoded]);
}

#[test]
fn a_parallel_title_is_read_only_in_english() {
    let page = document(
        None,
        &[
            (RegionRole::Title, Language::English, "Envoys meet"),
            (RegionRole::ParallelTitle, Language::Russian, "Встреча послов"),
            (RegionRole::Body, Language::English, "They met."),
        ],
    );
    let noted = parse(&Models::none(), &page);
    let words: Vec<&str> = noted.value.tokens.iter().map(|t| t.span.of(&page.text)).collect();
    assert_eq!(words, ["Envoys", "meet", "They", "met", "."]);
    assert!(noted.notes.is_empty());
}

#[test]
fn paragraphs_are_numbered_through_the_document() {
    let page = document(
        None,
        &[
            (RegionRole::Title, Language::English, "Envoys meet"),
            (RegionRole::Body, Language::English, "They met. They ate.\n\nThey left."),
        ],
    );
    let found = parse(&Models::none(), &page).value;
    let numbers: Vec<u32> = found.sentences.iter().map(|s| s.paragraph).collect();
    assert_eq!(numbers, [0, 1, 1, 2]);
}

#[test]
fn a_huge_text_is_read_in_one_go() {
    let text = "“On Monday, 5 May 2031, ‘they’ met for 3 days. ".repeat(20_000);
    let page = document(Some("2031-05-08"), &[(RegionRole::Body, Language::English, &text)]);
    valid(&page.text, &parse(&Models::none(), &page).value);
}

/// Pieces that make hard text when strewn together.
const PIECES: &[&str] = &[
    "the ",
    "May ",
    "31 ",
    "February ",
    "30",
    "–",
    "2029",
    " to ",
    "last ",
    "next ",
    "week",
    "Thursday",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "“",
    "”",
    "«",
    "»",
    "'",
    "\"",
    "’s ",
    "‘",
    "since ",
    "by ",
    "until ",
    "within ",
    "years ",
    "ago ",
    "99999999999 ",
    "1.5.",
    "12:30 ",
    "a.m. ",
    "the 31st ",
    "first quarter ",
    "of ",
    "в ",
    "на ",
    "мая ",
    "года ",
    "прошлого ",
    "сегодня ",
    "до ",
    "конца ",
    "трое ",
    "суток ",
    "через ",
    "9999 ",
    "0000-00-00 ",
    "2024-02-30 ",
    "two ",
    "hours ",
    "later ",
    "the same day ",
    "é",
    "\u{301}",
    "-",
    "(1) ",
    "Q3 ",
    "winter ",
    "зимой ",
    "назад ",
    "4000 years ago ",
    "the following month ",
];

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in ".{0,200}", russian: bool) {
        let language = if russian { Language::Russian } else { Language::English };
        let page = document(Some("2028-02-29"), &[(RegionRole::Body, language, &text)]);
        valid(&page.text, &parse(&Models::none(), &page).value);
    }

    #[test]
    fn strewn_pieces_are_read_without_harm(
        picks in prop::collection::vec(0..PIECES.len(), 0..60),
        language in prop::sample::select(vec![Language::English, Language::Russian, Language::French]),
        // X stands for a digit that EDTF leaves open: a 29 February of no printed year.
        dated in prop::sample::select(vec![
            None, Some("2028-02-29"), Some("XXXX-02-29"), Some("2028"), Some("2028-11"), Some("0001-01-01"), Some("9999-12-31"),
        ]),
    ) {
        let text: String = picks.iter().map(|n| PIECES[*n]).collect();
        let regions = [(RegionRole::Dateline, language, "12 May"), (RegionRole::Body, language, text.as_str())];
        let page = document(dated, &regions);
        valid(&page.text, &parse(&Models::none(), &page).value);
    }
}
