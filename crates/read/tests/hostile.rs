//! What outside bytes may do to the reader: nothing but give less text.

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

/// Each of these has broken some reader. Here they are long, the work must grow with their length and nothing else, and what
/// is lost must be noted.
#[test]
fn hostile_pages_end() {
    for (name, page) in hostile_pages() {
        let (document, notes) = noted(PageForm::Html, page.as_bytes());
        if let Some(document) = &document {
            covered(document);
            assert!(document.text.len() <= 2 * page.len() + 100, "{name}");
        } else {
            assert!(notes.contains(&NoteKind::NoText), "{name}: {notes:?}");
        }
        if ["deep", "deep inline", "deep lists", "deep tables", "crossed"].contains(&name) {
            assert!(notes.contains(&NoteKind::Bounded), "{name}: {notes:?}");
        }
    }
}

#[test]
fn hostile_texts_end() {
    for text in hostile_texts() {
        let (document, notes) = noted(PageForm::Text, text.as_bytes());
        assert!(document.is_some() || !notes.is_empty());
        document.iter().for_each(covered);
    }
}

#[test]
fn hostile_bytes_are_noted() {
    let wide: Vec<u8> = "озеро ".repeat(2_000).encode_utf16().flat_map(u16::to_be_bytes).collect();
    let rows: [(&str, Vec<u8>, Option<NoteKind>); 7] = [
        ("nothing", Vec::new(), Some(NoteKind::NoText)),
        ("blanks", vec![b' '; 20_000], Some(NoteKind::NoText)),
        ("zeros", vec![0; 20_000], Some(NoteKind::Binary)),
        ("no letters of any charset", [0xff, 0xc0, 0x41].repeat(8_000), None),
        ("a truncated letter", "Озеро".as_bytes()[..9].to_vec(), None),
        ("wide letters without a mark", wide, Some(NoteKind::Binary)),
        (
            "a picture",
            [b"\x89PNG\r\n\x1a\n".to_vec(), vec![7; 9_000]].concat(),
            Some(NoteKind::Binary),
        ),
    ];
    for (name, bytes, expected) in rows {
        let (document, notes) = noted(PageForm::Unknown, &bytes);
        document.iter().for_each(covered);
        if let Some(expected) = expected {
            assert!(document.is_none() && notes.contains(&expected), "{name}: {notes:?}");
        }
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

fn hostile_pages() -> Vec<(&'static str, String)> {
    let many = |piece: &str, times: usize| piece.repeat(times);
    let many_attributes: Vec<String> = (0..4_000).map(|n| format!("a{n}=1")).collect();
    let story = "The envoys left the lake on Friday without a word about the talks.";
    vec![
        ("deep", many("<div>", 10_000) + story),
        ("deep inline", many("<b><i><span>", 5_000) + story),
        ("deep lists", many("<ul><li>", 5_000) + story),
        ("deep tables", many("<table><tr><td>", 5_000) + story),
        ("stray ends", many("</div></p></b>", 10_000) + story),
        ("crossed", many("<p><b><div></b></p><a>", 5_000) + story),
        ("long attribute", format!("<p class=\"{}\">{story}", many("share ", 40_000))),
        ("many attributes", format!("<p {}>{story}", many_attributes.join(" "))),
        ("entities", many("&amp;&#x41;&unknown;&#99999999;", 2_000)),
        ("open comment", "<!--".to_owned() + &many("-", 60_000)),
        ("open tag", "<p ".to_owned() + &many("x", 60_000)),
        ("open script", format!("<p>{story}<script>{}", many("<p>", 20_000))),
        ("open title", format!("<title>{}", many("Lake talks ", 5_000))),
        ("paragraphs", many("<p>Lund<br>", 2_000)),
        ("headings", many("<h1>Lake talks end</h1>", 1_000)),
        ("headings of others", many(&format!("<h2>Related stories</h2><p>{story}</p>"), 500)),
        ("bylines", many("<span class=author>By Ida Voss", 2_000)),
        ("dates", many("<time datetime=2031-05-08>8 May 2031</time> ", 2_000)),
        ("comments", many(&format!("<article class=comment><p>{story}"), 500)),
        ("articles", many(&format!("<article><h2>Lake</h2><p>{story}</article>"), 500)),
        ("data", format!("<script type='application/ld+json'>{}", many("[", 20_000))),
        (
            "data without end",
            format!(
                "<script type='application/ld+json'>{{\"author\":{}",
                many("[{\"name\":", 2_000)
            ),
        ),
        ("many scripts", many("<script>var datePublished = {\"datePublished\":</script>", 1_000)),
        ("metas", many("<meta name=author content='Ida Voss, Karl Lind; and, and, and'>", 1_000)),
        ("one word", format!("<p>{}", many("x", 60_000))),
        ("invisible", format!("<p>{}", many("&#8203;&shy;&zwnj;", 5_000))),
        ("right to left", format!("<p>{}", many("\u{202e}فرستادگان\u{202c} ", 2_000))),
        ("links", many("<a href=/author/x>Ida</a>", 2_000)),
    ]
}

fn hostile_texts() -> Vec<String> {
    let many = |piece: &str, times: usize| piece.repeat(times);
    vec![
        many("word ", 20_000),
        many("a\n", 3_000),
        many("\n", 60_000),
        many("SUND, June 4 (", 4_000),
        many("12 May 2031, ", 4_000),
        many("Share\n\nЧитайте также:\nThe envoys left the lake on Friday without a word.\n", 200),
        many("1. The heads of state met;\n", 500),
        many("Photo: ", 8_000),
        many("the post ", 8_000),
        many("Lund |", 8_000),
        many("(((((", 10_000),
        many("\u{301}", 20_000),
    ]
}
