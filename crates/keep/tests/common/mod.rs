//! Tellings built by hand for the tests of this crate.
#![allow(dead_code, reason = "each test file uses its own part")]

use chancery_record::matter::*;
use chancery_record::*;
use std::sync::Arc;

/// Where the words stand.
pub(crate) fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("`{words}` stands in the text"));
    Span::new(start, start + words.len())
}

/// A ground over some words.
pub(crate) fn ground(document: &Document, words: &str, reading: u16, fields: &[Field]) -> Ground {
    Ground {
        document: document.id.clone(),
        span: at(&document.text, words),
        fields: fields.to_vec(),
        reading: Reading(reading),
    }
}

/// A document of title, blank line and body.
pub(crate) fn document(text: &str, address: &str, dated: Option<Day>) -> Document {
    let (id, sha256) = Id::document(text);
    let title_end = text.find('\n').unwrap_or(0);
    let title = Span::new(0, title_end);
    let body = Span::new((title_end + 2).min(text.len()), text.len());
    let language = Language::English;
    Document {
        id,
        sha256,
        address: address.to_owned(),
        text: Arc::from(text),
        title: Some(title),
        dated: dated.map(|day| Time::day(day, TimeKind::Explicit, None)),
        dateline: None,
        language,
        regions: vec![
            Region { role: RegionRole::Title, span: title, language },
            Region { role: RegionRole::Body, span: body, language },
        ],
        chain: Vec::new(),
        publisher: None,
        made: Making::default(),
    }
}

/// A telling without mentions.
pub(crate) fn telling(document: Document, claims: Vec<Claim>) -> Telling {
    Telling {
        document,
        analysis: Analysis::default(),
        resolution: Resolution::default(),
        claims,
        notes: Vec::new(),
    }
}

/// A claim on some grounds.
pub(crate) fn claim(id: &str, matter: Matter, grounds: Vec<Ground>) -> Claim {
    Claim { id: Id::new(id), matter, grounds, rule: "hand".to_owned() }
}

/// An occasion of a kind, nothing else known.
pub(crate) fn occasion(kind: OccasionKind) -> Occasion {
    Occasion {
        kind,
        body: None,
        parties: Vec::new(),
        format: Vec::new(),
        time: None,
        place: None,
        host: None,
        agenda: Vec::new(),
        outcome: Vec::new(),
        part_of: None,
        series: None,
        ordinal: None,
        state: State::Held,
        attendance: None,
        figures: Vec::new(),
    }
}

/// The sample text: accents and long dashes before most spans, so that bytes and code points differ.
pub(crate) const SAMPLE: &str = "Élan of the Tarn Basin Forum — a short report\n\n\
    The Tarn Basin Forum (TBF) gathered in Öland on 3 March 2032. Veskian Foreign Minister Réka Holm, in the chair, \
    promised that Veskia would lend 1.5 million euros to the ferrymen of Öland. “Nobody crosses alone,” she added.";

/// A telling of the sample text with every shape of value.
pub(crate) fn sample() -> Telling {
    let mut document = document(SAMPLE, "notes/forum.txt", Day::of(2032, 3, 4));
    let text = document.text.clone();
    let place = |words: &str| at(&text, words);
    document.chain = vec![Hand {
        kind: HandKind::Issued,
        name: place("Tarn Basin Forum"),
        span: place("Tarn Basin Forum"),
    }];
    let [forum, oland, veskia, holm, post, ferrymen] = [
        "org/tarn-basin-forum",
        "place/oland",
        "state/vsk",
        "person/reka-holm",
        "post/vsk/foreign-minister",
        "collective/ferrymen",
    ]
    .map(Id::new);
    let mut mentions = Vec::new();
    for (words, id, form) in [
        ("Tarn Basin Forum", &forum, MentionForm::Name),
        ("TBF", &forum, MentionForm::Acronym),
        ("Öland", &oland, MentionForm::Name),
        ("Veskian Foreign Minister", &post, MentionForm::Title),
        ("Veskian", &veskia, MentionForm::Demonym),
        ("Réka Holm", &holm, MentionForm::Name),
        ("the ferrymen of Öland", &ferrymen, MentionForm::Description),
        ("she", &holm, MentionForm::Pronoun),
    ] {
        let span = place(words);
        mentions.push(Mention {
            span,
            refers: id.clone(),
            form,
            region: document.role_at(span.start()).unwrap(),
            reading: Reading(980),
            candidates: Vec::new(),
            head: None,
            why: String::new(),
        });
    }
    mentions[1].candidates = vec![(Id::new("org/tbf-bank"), 120)];
    let referent =
        |id: &Id, kind, label: &str, parent: Option<&Id>, code: Option<&str>, registered| {
            let referent = Referent {
                id: id.clone(),
                kind,
                label: label.to_owned(),
                parent: parent.cloned(),
                country: None,
                code: code.map(str::to_owned),
                capacity: None,
                registered,
                coordinates: (id.prefix() == "place").then_some((56.7, 16.6)),
            };
            (id.clone(), referent)
        };
    let resolution = Resolution {
        mentions,
        referents: [
            referent(
                &forum,
                Some(EntityKind::Organization),
                "Tarn Basin Forum",
                None,
                Some("IGO TBF"),
                false,
            ),
            referent(&oland, Some(EntityKind::Place), "Öland", None, None, true),
            referent(&veskia, Some(EntityKind::State), "Veskia", None, Some("VSK"), true),
            referent(&holm, Some(EntityKind::Person), "Réka Holm", None, Some("VSK GOV"), false),
            referent(&post, None, "Foreign Minister of Veskia", Some(&veskia), None, true),
            referent(
                &ferrymen,
                Some(EntityKind::Collective),
                "ferrymen of Öland",
                None,
                Some("CVL"),
                false,
            ),
        ]
        .into(),
        holdings: Vec::new(),
        dateline: None,
        publisher: None,
        hands: vec![Some(forum.clone())],
    };
    let day =
        Time::day(Day::of(2032, 3, 3).unwrap(), TimeKind::Explicit, Some(place("3 March 2032")));
    let met = "The Tarn Basin Forum (TBF) gathered in Öland on 3 March 2032";
    let occasion = Occasion {
        body: Some(forum.clone()),
        time: Some(day.clone()),
        place: Some(oland.clone()),
        attendance: Some(Attendance::Unstated),
        ..occasion(OccasionKind::Session)
    };
    let sum = Amount {
        value: 1_500_000.0,
        unit: "EUR".to_owned(),
        qualifier: None,
        at: place("1.5 million euros"),
    };
    let promise = "Veskia would lend 1.5 million euros to the ferrymen of Öland";
    let occasion_id = Id::new("occasion/aaaaaaaaaaaa");
    let statement = Statement {
        speaker: Some(holm.clone()),
        capacity: Some(post.clone()),
        act: StatementAct::Promise,
        form: StatementForm::Indirect,
        content: vec![place(promise)],
        inside: None,
        to: Vec::new(),
        about: Vec::new(),
        topics: Vec::new(),
        occasion: Some(occasion_id.clone()),
        time: None,
        through: None,
        stance: Some((ferrymen.clone(), 1)),
    };
    let party = |entity: &Id, code: &str| Party {
        entity: entity.clone(),
        code: code.to_owned(),
        capacity: None,
    };
    let claims = vec![
        claim(
            "tenure/bbbbbbbbbbbb",
            Matter::Tenure(Tenure {
                holder: holm.clone(),
                post: post.clone(),
                start: None,
                end: None,
                status: TenureStatus::Current,
            }),
            vec![ground(&document, "Veskian Foreign Minister Réka Holm", 960, &[])],
        ),
        claim(
            occasion_id.as_str(),
            Matter::Occasion(occasion),
            vec![
                ground(&document, met, 955, &[]),
                ground(&document, "Öland", 970, &[Field::Place]),
                ground(&document, "3 March 2032", 940, &[Field::Time]),
            ],
        ),
        claim(
            "participation/cccccccccccc",
            Matter::Participation(Participation {
                occasion: occasion_id.clone(),
                entity: holm.clone(),
                part: vec![Part::Chair, Part::Speaker],
                capacity: Some(post),
                on_behalf_of: None,
            }),
            vec![ground(&document, "in the chair", 950, &[Field::Part])],
        ),
        claim(
            "statement/dddddddddddd",
            Matter::Statement(statement),
            vec![ground(&document, promise, 950, &[])],
        ),
        claim(
            "act/eeeeeeeeeeee",
            Matter::Act(Act {
                event: Root::Consult,
                mode: vec!["multilateral".to_owned()],
                context: Vec::new(),
                cameo: None,
                actors: vec![party(&forum, "IGO TBF")],
                recipients: Vec::new(),
                time: Some(day),
                place: Some(oland),
                state: State::Held,
                magnitude: None,
                occasion: Some(occasion_id),
                statement: None,
            }),
            vec![ground(&document, met, 900, &[])],
        ),
        claim(
            "undertaking/ffffffffffff",
            Matter::Undertaking(Undertaking {
                kind: UndertakingKind::Aid,
                by: Some(veskia),
                to: None,
                beneficiary: Some(ferrymen),
                content: "lend 1.5 million euros to the ferrymen of Öland".to_owned(),
                amount: Some(sum),
                channel: None,
                place: None,
                period: None,
                stage: UndertakingStage::Voiced,
            }),
            vec![ground(&document, "lend 1.5 million euros to the ferrymen of Öland", 960, &[])],
        ),
        claim(
            "figure/abababababab",
            Matter::Figure(Figure {
                measure: "aid".to_owned(),
                value: Some(1_500_000.0),
                unit: "EUR".to_owned(),
                qualifier: None,
                scope: None,
                period: None,
                change: Some((2.5, "percent".to_owned(), None)),
                extreme: None,
                of: Some(Id::new("undertaking/ffffffffffff")),
                given_by: Some(holm),
            }),
            vec![ground(&document, "1.5 million euros", 960, &[])],
        ),
    ];
    let times = vec![Time::day(
        Day::of(2032, 3, 3).unwrap(),
        TimeKind::Explicit,
        Some(place("3 March 2032")),
    )];
    Telling {
        document,
        analysis: Analysis { times, ..Analysis::default() },
        resolution,
        claims,
        notes: Vec::new(),
    }
}

/// Lines a store exports.
pub(crate) fn count_lines(store: &chancery_keep::Store) -> usize {
    let mut out = Vec::new();
    store.write_lines(&mut out, &chancery_keep::LineOptions::default()).unwrap();
    String::from_utf8(out).unwrap().lines().count()
}

/// Writes a file.
#[expect(clippy::disallowed_methods, reason = "tests of files touch files")]
pub(crate) fn write(path: &std::path::Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

/// Reads a file.
#[expect(clippy::disallowed_methods, reason = "tests of files touch files")]
pub(crate) fn read(path: &std::path::Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// Names of the files in a folder.
pub(crate) fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
}

/// Leaves a file behind for the form checker, which is run by hand: `check.py output <this> <texts>`.
pub(crate) fn leave(name: &str, bytes: &[u8]) {
    write(&std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), bytes);
}
