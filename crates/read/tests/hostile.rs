//! What outside bytes may do to the reader: nothing but give less text.

use chancery_record::{Document, Page, PageForm};
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
    #![proptest_config(ProptestConfig::with_cases(128))]

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

/// Each of these has broken some reader; here they are long, and the test ends in the time of any other.
#[test]
fn hostile_pages_end() {
    let many = |piece: &str, times: usize| piece.repeat(times);
    let many_attributes: Vec<String> = (0..50_000).map(|n| format!("a{n}=1")).collect();
    let pages = [
        (
            "deep",
            many("<div>", 100_000)
                + "The envoys left the lake on Friday without a word about the talks.",
        ),
        ("deep inline", many("<b><i><span>", 50_000) + "text"),
        ("deep lists", many("<ul><li>", 50_000) + "text"),
        ("deep tables", many("<table><tr><td>", 50_000) + "text"),
        ("stray ends", many("</div></p></b>", 100_000) + "text"),
        ("crossed", many("<p><b><div></b></p><a>", 50_000) + "text"),
        ("long attribute", format!("<p class=\"{}\">text", many("share ", 300_000))),
        ("many attributes", format!("<p {}>text", many_attributes.join(" "))),
        ("entities", many("&amp;&#x41;&unknown;&#99999999;", 20_000)),
        ("open comment", "<!--".to_owned() + &many("-", 500_000)),
        ("open tag", "<p ".to_owned() + &many("x", 500_000)),
        ("open script", "<p>text<script>".to_owned() + &many("<p>", 200_000)),
        ("paragraphs", many("<p>Lund<br>", 10_000)),
        ("headings", many("<h1>Lake talks end</h1>", 5_000)),
    ];
    for (name, page) in pages {
        if let Some(document) = read(PageForm::Html, page.as_bytes()) {
            covered(&document);
            assert!(document.text.len() <= 2 * page.len(), "{name}");
        }
    }
    let texts = [
        many("word ", 400_000),
        many("a\n", 30_000),
        many("\n", 500_000),
        many("SUND, June 4 (", 50_000),
        many("12 May 2031, ", 50_000),
        many(
            "Share\n\nЧитайте также:\nThe envoys left the lake on Friday without a word.\n",
            2_000,
        ),
        many("1. The heads of state met;\n", 4_000),
        many("Photo: ", 100_000),
        many("the post ", 100_000),
        many("Lund |", 100_000),
        many("(((((", 100_000),
        many("\u{301}", 100_000),
    ];
    for text in texts {
        read(PageForm::Text, text.as_bytes()).iter().for_each(covered);
    }
}
