//! What outside bytes may do to the reader: nothing but give less text.

mod weight;

use chancery_record::{Document, NoteKind, Page, PageForm};
use proptest::prelude::*;

fn read(form: PageForm, body: &[u8]) -> Option<Document> {
    let page = Page {
        address: "page".into(),
        url: None,
        form,
        title: None,
        date: None,
        body: body.into(),
    };
    chancery_read::read(&page).value
}

/// Regions stand in order on character boundaries and hold every character that is not blank exactly once.
fn covered(document: &Document) {
    let mut at = 0;
    for region in &document.regions {
        let (start, end) = (region.span.start(), region.span.end());
        assert!(at <= start && start < end && end <= document.text.len());
        assert!(document.text.is_char_boundary(start) && document.text.is_char_boundary(end));
        assert!(
            document.text[at..start].chars().all(char::is_whitespace),
            "{:?}",
            &document.text[at..start]
        );
        at = end;
    }
    assert!(document.text[at..].chars().all(char::is_whitespace));
    let inside = |span: chancery_record::Span| {
        document.text.get(span.start()..span.end()).is_some_and(|s| !s.is_empty())
    };
    let spans = document.title.into_iter().chain(document.dateline).chain(document.publisher);
    for span in spans.chain(document.chain.iter().flat_map(|h| [h.name, h.span])) {
        assert!(inside(span), "{span:?}");
    }
    assert!(document.dated.iter().filter_map(|t| t.at).all(inside));
}

/// Lines such as pages have, thrown together.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "",
        " ",
        "Share",
        "Читайте также:",
        "SUND, June 4 (Lake Wire). The envoys met on Monday and left.",
        "By Ida Voss",
        "12 мая 2031 года, 14:05",
        "Photo: Lake Wire",
        "Press service of the President",
        "lakenews.example",
        "The post Lake talks end appeared first on Lake Herald.",
        "1. The heads of state met;",
        "— ход работ;",
        "Lake Courier | Friday, Oct. 3, 2031",
        "Март",
        "2031",
        "Norland and Sund agreed on Friday to reopen the ferry line, the ministry said.",
        "Послы обеих стран уехали с озера, ничего не подписав, сообщила пресс-служба министерства.",
        "JOINT COMMUNIQUÉ",
        "of the Lake Summit",
        "Pictured: a boat. Photo: x",
        "Based on materials from",
        "Источник:",
        "© 2031",
        "Done at Lund on 3 March 2029.",
        "(",
        "/",
        "SUND:",
        "«",
        "told",
        "told the news agency",
        "Statement by the Ministry",
        "\u{feff}",
    ]);
    prop_oneof![4 => known.prop_map(String::from), 1 => "\\PC{0,40}", 1 => "[A-ZЁа-я (/«».,:|0-9-]{0,60}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for form in [PageForm::Unknown, PageForm::Text, PageForm::Html] {
            read(form, &bytes).iter().for_each(covered);
        }
    }

    #[test]
    fn any_text(text in "\\PC{0,300}") {
        for form in [PageForm::Text, PageForm::Html] {
            read(form, text.as_bytes()).iter().for_each(covered);
        }
    }

    #[test]
    fn any_page(lines in prop::collection::vec(line(), 0..25), end in prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"])) {
        let text = lines.join(end);
        if let Some(document) = read(PageForm::Text, text.as_bytes()) {
            covered(&document);
            prop_assert_eq!(&*document.text, text.strip_prefix('\u{feff}').unwrap_or(&text));
        }
    }

    #[test]
    fn any_markup(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class=share>", "</div>", "<a href=x>", "</a>", "<li>", "<table><tr><td>", "</table>", "<script>", "</script>", "<h1>", "</h1>", "<br>", "<time datetime=2031-05-08>",
        "</time>", "<title>", "</title>", "&amp;", "&#x1F600", "&nbsp;", "<!--", "-->", "<", "\"", "<nav>", "</nav>", "<article>", "</article>", "<svg>", "</svg>", "<textarea>",
        "The envoys of both sides left the lake on Friday without a word. ", "Озеро ", "4 June 2031", "<meta property=og:title content='Lake talks'>", "<figcaption>", "</figcaption>", "<pre>", "\n",
    ]), 0..60)) {
        read(PageForm::Html, parts.concat().as_bytes()).iter().for_each(covered);
    }
}

/// A page meant to harm, and what must come of it.
struct Hostile {
    name: &'static str,
    form: PageForm,
    body: Vec<u8>,
    /// The complaint that must be among the notes; without one there must be text and no complaint.
    note: Option<NoteKind>,
}

/// Memory held at once, by byte of page, and for the smallest page. A page of tags alone costs most: each is kept as an element.
const HELD: (usize, usize) = (32, 1 << 18);
/// Memory asked for altogether, by byte of page and for the smallest page: what stands for time, because it does not depend on the
/// machine. Whatever grows with the square of the page breaks it.
const ASKED: (usize, usize) = (300, 1 << 18);

/// Each of these has broken some reader. The work must grow with their length and nothing else, and what is lost must be noted.
#[test]
fn hostile_pages_are_bounded() {
    let table = hostile_pages();
    assert!(table.len() >= 60);
    let mut faults = Vec::new();
    for Hostile { name, form, body, note } in table {
        let ((document, notes), weight) = weight::of(|| noted(form, &body));
        let most = |(by_byte, least): (usize, usize)| body.len() * by_byte + least;
        if weight.held > most(HELD) || weight.asked > most(ASKED) {
            faults.push(format!("{name}: {weight:?} for {} bytes", body.len()));
        }
        if let Some(document) = &document {
            covered(document);
            assert!(document.text.len() <= 3 * body.len() + 100, "{name}");
        }
        let noted = match note {
            Some(kind) => notes.contains(&kind),
            None => document.is_some() && notes.is_empty(),
        };
        if !noted {
            faults.push(format!("{name}: notes {notes:?}"));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Twice the page, at most a little more than twice the work.
#[test]
fn work_grows_with_the_page_and_nothing_else() {
    let story = "The envoys left the lake on Friday without a word about the talks. ";
    for piece in [
        "<div>",
        "<p><b><div></b></p><a>",
        "<table><tr><td>Lund",
        "<span class=author>By Ida Voss",
        "<h2>Related stories</h2><p>The envoys left the lake on Friday.</p>",
        "<article class=comment><p>The envoys left the lake on Friday without a word.",
        "<time datetime=2031-05-08>8 May 2031</time> ",
        "<script>{\"datePublished\":</script>",
        "&amp;&#x41;&unknown;",
        "<br>",
        "<!-- -->",
    ] {
        let page = |times: usize| format!("<p>{story}</p>{}", piece.repeat(times));
        let asked = |times: usize| {
            let page = page(times);
            weight::of(|| noted(PageForm::Html, page.as_bytes())).1.asked
        };
        let (once, twice) = (asked(500), asked(1_000));
        assert!(twice <= once * 5 / 2 + 65_536, "{piece}: {once} then {twice}");
    }
}

fn noted(form: PageForm, body: &[u8]) -> (Option<Document>, Vec<NoteKind>) {
    let page = Page {
        address: "page".into(),
        url: None,
        form,
        title: None,
        date: None,
        body: body.into(),
    };
    let noted = chancery_read::read(&page);
    (noted.value, noted.notes.iter().map(|note| note.kind).collect())
}

const STORY: &str = "The envoys left the lake on Friday without a word about the talks.";

fn hostile_pages() -> Vec<Hostile> {
    let mut all = hostile_markup();
    all.extend(hostile_data());
    all.extend(hostile_bytes());
    all.extend(hostile_texts());
    all
}

fn many(piece: &str, times: usize) -> String {
    piece.repeat(times)
}

fn markup(name: &'static str, page: String, note: Option<NoteKind>) -> Hostile {
    Hostile { name, form: PageForm::Html, body: page.into_bytes(), note }
}

/// Tags, attributes, comments and lists without reason or end.
fn hostile_markup() -> Vec<Hostile> {
    let attributes: Vec<String> = (0..4_000).map(|n| format!("a{n}=1")).collect();
    let related = format!("<h2>Related stories</h2><p>{STORY}</p>");
    let (none, bounded) = (None, Some(NoteKind::Bounded));
    let (no_text, story) = (Some(NoteKind::NoText), format!("<p>{STORY}</p>"));
    vec![
        markup("nested blocks", many("<div>", 100_000) + STORY, bounded),
        markup("nested inline", many("<b><i><span>", 5_000) + STORY, bounded),
        markup("nested lists", many("<ul><li>", 5_000) + STORY, bounded),
        markup("nested tables", many("<table><tr><td>", 5_000) + STORY, bounded),
        markup("nested quotations", many("<blockquote><p>", 5_000) + STORY, bounded),
        markup("ends without beginnings", many("</div></p></b>", 10_000) + STORY, none),
        markup("crossed tags", many("<p><b><div></b></p><a>", 5_000) + STORY, bounded),
        markup("only tags", many("<div></div><p></p>", 5_000), no_text),
        markup(
            "an attribute of a megabyte",
            format!("<p class=\"{}\">{STORY}", many("share ", 180_000)),
            bounded,
        ),
        markup("thousands of attributes", format!("<p {}>{STORY}", attributes.join(" ")), none),
        markup(
            "the same attribute again",
            format!("<p {}>{STORY}", many("class=share ", 20_000)),
            none,
        ),
        markup(
            "an open quotation mark",
            format!("{story}<p class=\"{}", many("<p>x", 20_000)),
            none,
        ),
        markup("entities", story.clone() + &many("&amp;&#x41;&unknown;&#99999999;", 20_000), none),
        markup("entities of entities", story.clone() + &many("&amp;amp;amp;lt;", 20_000), none),
        markup("an entity without end", format!("{story}&{}", many("a", 200_000)), none),
        markup("a comment without end", format!("{story}<!--{}", many("-", 200_000)), none),
        markup("comments in comments", story.clone() + &many("<!-- <!-- -->", 20_000), none),
        markup("only a comment", "<!--".to_owned() + &many("-", 60_000), no_text),
        markup("a tag without end", "<p ".to_owned() + &many("x", 60_000), no_text),
        markup("a script without end", format!("{story}<script>{}", many("<p>", 20_000)), none),
        markup("a style without end", format!("{story}<style>{}", many("p{}", 20_000)), none),
        markup("a title without end", format!("<title>{}", many("Lake talks ", 50_000)), none),
        markup("character data", format!("{story}<![CDATA[{}", many("]]", 20_000)), none),
        markup("instructions", format!("<?xml version=1?>{}{story}", many("<?x ", 20_000)), none),
        markup("doctypes", many("<!DOCTYPE html>", 5_000) + &story, none),
        markup("a million line breaks", story.clone() + &many("<br>", 1_000_000), none),
        markup("paragraphs of one word", many("<p>Lund<br>", 2_000), none),
        markup("headings", many("<h1>Lake talks end</h1>", 4_000), none),
        markup("headings of others", many(&related, 200), none),
        markup("bylines", many("<span class=author>By Ida Voss", 5_000), bounded),
        markup("dates", many("<time datetime=2031-05-08>8 May 2031</time> ", 10_000), none),
        markup(
            "what readers say",
            many(&format!("<article class=comment><p>{STORY}"), 300),
            bounded,
        ),
        markup("articles", many(&format!("<article><h2>Lake</h2><p>{STORY}</article>"), 200), none),
        markup("a giant table", format!("<table>{}", many("<tr><td>Lund<td>8<td>9", 2_000)), none),
        markup("links", many("<a href=/author/x>Ida</a>", 5_000), none),
        markup(
            "metas",
            many("<meta name=author content='Ida Voss, Karl Lind; and, and'>", 5_000) + &story,
            none,
        ),
        markup(
            "moved pages",
            many("<meta http-equiv=refresh content='0;url=b'>", 5_000) + &story,
            none,
        ),
        markup("frames", format!("<frameset>{}</frameset>", many("<frame src=a>", 5_000)), no_text),
        markup(
            "pictures in the page",
            format!("<img src='data:image/png;base64,{}'>{story}", many("QUJD", 500_000)),
            bounded,
        ),
        markup(
            "drawings",
            format!("{story}<svg>{}</svg>", many("<g><title>x</title></g>", 20_000)),
            none,
        ),
        markup("one word", format!("<p>{}", many("x", 100_000)), none),
        markup(
            "letters nobody sees",
            story.clone() + &many("&#8203;&shy;&zwnj;&#xfeff;", 20_000),
            none,
        ),
        markup(
            "letters that turn the line",
            format!("<p>{}", many("\u{202e}فرستادگان\u{202c} ", 5_000)),
            none,
        ),
        markup("a blank page", many(" \n\t&nbsp;", 20_000), no_text),
    ]
}

/// Scripts that describe the page to machines.
fn hostile_data() -> Vec<Hostile> {
    let data = |name: &'static str, words: String, note: Option<NoteKind>| {
        let script = format!("<p>{STORY}</p><script type='application/ld+json'>{words}</script>");
        markup(name, script, note)
    };
    let nodes = format!("[{}0]", many("{\"@type\":\"Person\",\"name\":\"Ida Voss\"},", 10_000));
    vec![
        data("deep data", many("[", 20_000), None),
        data("deep data with an end", many("[", 20_000) + &many("]", 20_000), None),
        data("data without end", format!("{{\"author\":{}", many("[{\"name\":", 2_000)), None),
        data("a long list of data", nodes, None),
        data(
            "megabytes of data",
            format!("{{\"articleBody\":\"{}\"}}", many("Lund ", 600_000)),
            Some(NoteKind::Bounded),
        ),
        data(
            "data that leads in a circle",
            "{\"@id\":\"a\",\"author\":{\"@id\":\"a\"}}".into(),
            None,
        ),
        markup("scripts", many("<script>{\"datePublished\":</script>", 5_000) + STORY, None),
    ]
}

/// Bytes that are no letters, or not those they are said to be.
fn hostile_bytes() -> Vec<Hostile> {
    let row = |name: &'static str, body: Vec<u8>, note: Option<NoteKind>| Hostile {
        name,
        form: PageForm::Unknown,
        body,
        note,
    };
    let russian =
        "Послы обеих сторон уехали с озера, ничего не подписав; переговоры продолжатся осенью. "
            .repeat(20);
    let page = |charset: &str| {
        format!("<html><head><meta charset={charset}></head><body><p>{russian}</p></body></html>")
    };
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (binary, bad) = (Some(NoteKind::Binary), Some(NoteKind::BadBytes));
    vec![
        row("nothing", Vec::new(), Some(NoteKind::NoText)),
        row("blanks", vec![b' '; 200_000], Some(NoteKind::NoText)),
        row("zeros", vec![0; 200_000], binary),
        row("zeros in a page", page("utf-8").replace(' ', " \0").into_bytes(), binary),
        row("a picture", [b"\x89PNG\r\n\x1a\n".to_vec(), vec![7; 9_000]].concat(), binary),
        row(
            "a packed bomb",
            [b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec(), vec![0; 9_000]].concat(),
            binary,
        ),
        row(
            "a bomb packed without a name",
            [vec![0x78, 0x9c, 0xed, 0xc1], vec![1; 9_000]].concat(),
            binary,
        ),
        row("an archive", [b"PK\x03\x04".to_vec(), vec![0; 9_000]].concat(), binary),
        row("letters of no charset", [0xff, 0xc0, 0x41].repeat(8_000), None),
        row("a letter cut short", russian.as_bytes()[..russian.len() - 3].to_vec(), bad),
        row(
            "broken letters",
            russian
                .as_bytes()
                .iter()
                .enumerate()
                .map(|(at, b)| if at % 400 == 9 { 0xff } else { *b })
                .collect(),
            bad,
        ),
        row("wide letters without a mark", wide(&russian), binary),
        row("wide letters, one cut", [vec![0xfe, 0xff], wide(&russian), vec![4]].concat(), bad),
        row("two marks", format!("\u{feff}\u{feff}{russian}").into_bytes(), None),
        row("another mark inside", format!("{russian}\u{feff}{russian}").into_bytes(), None),
        row(
            "Windows letters, not declared",
            encoding_rs::WINDOWS_1251.encode(&russian).0.into_owned(),
            None,
        ),
        row(
            "KOI8 letters, not declared",
            encoding_rs::KOI8_R.encode(&russian).0.into_owned(),
            None,
        ),
        row(
            "Windows letters declared as UTF-8",
            encoding_rs::WINDOWS_1251.encode(&page("utf-8")).0.into_owned(),
            None,
        ),
        row("UTF-8 declared as Latin", page("iso-8859-1").into_bytes(), None),
        row("a charset nobody knows", page("lake-8").into_bytes(), None),
    ]
}

/// Texts without markup.
fn hostile_texts() -> Vec<Hostile> {
    let row = |name: &'static str, text: String| Hostile {
        name,
        form: PageForm::Text,
        body: text.into_bytes(),
        note: None,
    };
    let lines = "Share\n\nЧитайте также:\nThe envoys left the lake on Friday without a word.\n";
    vec![
        row("a line of ten megabytes", many("word ", 2_000_000)),
        row("short lines", many("a\n", 4_000)),
        row("breaks of every kind", many("Lund\r\n\rSund\n\u{c}\u{b}\u{85}\u{2028}", 5_000)),
        row("datelines", many("SUND, June 4 (", 10_000)),
        row("days", many("12 May 2031, ", 10_000)),
        row("furniture and stories in turn", many(lines, 1_000)),
        row("numbered lines", many("1. The heads of state met;\n", 2_000)),
        row("credits", many("Photo: ", 20_000)),
        row("syndication", many("the post ", 20_000)),
        row("bars", many("Lund |", 20_000)),
        row("brackets", many("(((((", 20_000)),
        row("marks without letters", many("\u{301}", 50_000)),
        row("turned lines", many("\u{202e}\u{2066}Lund\u{2069} ", 10_000)),
        row("letters of no width", format!("Lund{}", many("\u{200b}\u{200d}", 50_000))),
    ]
}
