//! Whole invented pages of each genre: roles at quoted words, title, date, place, language, hands.

use chancery_record::{Document, Language, NoteKind, Page, PageForm, RegionRole};

fn page(address: &str, body: &str) -> Page {
    Page {
        address: address.into(),
        url: None,
        form: PageForm::Unknown,
        title: None,
        date: None,
        body: body.as_bytes().into(),
    }
}

fn read(body: &str) -> Document {
    chancery_read::read(&page("page", body)).value.expect("the page holds text")
}

/// Asserts the role of each quoted stretch, over its whole length.
fn check(document: &Document, rows: &[(&str, &str)]) {
    for (role, words) in rows {
        let start = document.text.find(words).unwrap_or_else(|| panic!("not in the text: {words}"));
        let expected = RegionRole::from_word(role).expect("a role");
        for (at, c) in words.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            assert_eq!(document.role_at(start + at), Some(expected), "{words:?} at {c:?}");
        }
    }
}

fn dated(document: &Document) -> &str {
    document.dated.as_ref().and_then(|time| time.edtf.as_deref()).unwrap_or("none")
}

fn title(document: &Document) -> &str {
    document.title.map_or("", |span| span.of(&document.text))
}

fn place(document: &Document) -> &str {
    document.dateline.map_or("", |span| span.of(&document.text))
}

fn publisher(document: &Document) -> &str {
    document.publisher.map_or("", |span| span.of(&document.text))
}

fn chain(document: &Document) -> Vec<(&str, &str)> {
    document.chain.iter().map(|hand| (hand.kind.as_str(), hand.name.of(&document.text))).collect()
}

#[test]
fn release_of_a_ministry() {
    let document = read(
        "Ministry of Foreign Affairs of the Republic of Norland\nPRESS RELEASE\nNo. 114/31\n\n7 May 2031\n\n\
         On the talks between Foreign Minister Ida Voss and the Sundish ambassador\n\n\
         On 7 May Foreign Minister Ida Voss received the Ambassador of Sund, Karl Lind, at the latter's request.\n\n\
         The sides discussed fisheries. The Ambassador handed over a letter.\n\n\
         Department of Press and Information\nTel.: (+00 1) 555-00-00\n",
    );
    check(
        &document,
        &[
            ("site-name", "Ministry of Foreign Affairs of the Republic of Norland"),
            ("boilerplate", "PRESS RELEASE\nNo. 114/31"),
            ("date", "7 May 2031"),
            ("title", "On the talks between Foreign Minister Ida Voss and the Sundish ambassador"),
            ("body", "On 7 May Foreign"),
            ("body", "handed over a letter."),
            ("signature", "Department of Press and Information"),
            ("boilerplate", "Tel.: (+00 1) 555-00-00"),
        ],
    );
    assert_eq!(dated(&document), "2031-05-07");
    let ministry = "Ministry of Foreign Affairs of the Republic of Norland";
    assert_eq!(chain(&document), [("issued", ministry)]);
    assert_eq!(publisher(&document), ministry);
}

#[test]
fn report_with_furniture_around_and_inside() {
    let document = read(
        "LakeNews.example\nHome > World > Diplomacy\nNorland, Sund agree to reopen ferry line\nBy Marta Quill\n\
         Published: 13/06/2031 14:30\nShare\nFacebook\n\
         VESTMARK (Lake Wire) — Norland and Sund agreed on Friday to reopen the ferry line that both had closed in March.\n\
         \"We have waited long enough,\" Prime Minister Ole Brandt told reporters.\n\
         READ ALSO: Storm closes three harbours on the lake\n\
         Brandt said the first boat would leave on July 1.\n\
         Pictured: the harbour of Vestmark. Photo: Norland Government Press Office\n\
         Tags: Norland, Sund, ferries\nYou may also like\nSund raises harbour fees\nOpposition calls for early vote\n\
         Copyright © 2031 LakeNews. All rights reserved.\n",
    );
    check(
        &document,
        &[
            ("site-name", "LakeNews.example"),
            ("boilerplate", "Home > World > Diplomacy"),
            ("title", "Norland, Sund agree to reopen ferry line"),
            ("signature", "By Marta Quill"),
            ("date", "Published: 13/06/2031 14:30"),
            ("boilerplate", "Share\nFacebook"),
            ("dateline", "VESTMARK (Lake Wire) —"),
            ("body", "Norland and Sund agreed on Friday"),
            ("teaser", "READ ALSO: Storm closes three harbours on the lake"),
            ("body", "Brandt said the first boat would leave on July 1."),
            ("caption", "Pictured: the harbour of Vestmark."),
            ("credit", "Photo: Norland Government Press Office"),
            ("teaser", "Sund raises harbour fees\nOpposition calls for early vote"),
            ("boilerplate", "Copyright © 2031 LakeNews. All rights reserved."),
        ],
    );
    assert_eq!((dated(&document), place(&document)), ("2031-06-13T14:30", "VESTMARK"));
    assert_eq!(
        chain(&document),
        [
            ("reported", "Lake Wire"),
            ("republished", "LakeNews.example"),
            ("picture", "Norland Government Press Office"),
        ]
    );
}

#[test]
fn aggregator_with_menus_in_a_third_language() {
    let document = read(
        "Новости\nСпорт\nЭкономика\nКультура\nозерные-новости.example\nМарт\n2031\n\
         Lake Union chief urges restraint after ferry clash\n12\n\
         The head of the Lake Union, Karl Lind, on Monday urged both sides to show restraint after a ferry was fired on near Sund.\n\
         Two sailors were wounded in the clash, the Norland coast guard said.\n\
         Norland's foreign ministry welcomed the offer.\n\
         The post Lake Union chief urges restraint after ferry clash appeared first on Lake Herald.\n\
         Читайте также на сайте\nВ Лунде открыли новый мост через озеро\n\
         Сборная Сунда проиграла в финале кубка. Тренер подал в отставку.\nВсе новости\n",
    );
    check(
        &document,
        &[
            ("boilerplate", "Новости\nСпорт\nЭкономика\nКультура"),
            ("site-name", "озерные-новости.example"),
            ("date", "Март\n2031"),
            ("title", "Lake Union chief urges restraint after ferry clash"),
            ("boilerplate", "12"),
            ("body", "The head of the Lake Union"),
            ("body", "welcomed the offer."),
            ("syndication", "The post Lake Union chief"),
            ("boilerplate", "Читайте также на сайте"),
            ("teaser", "В Лунде открыли новый мост через озеро"),
            ("teaser", "Сборная Сунда проиграла"),
            ("boilerplate", "Все новости"),
        ],
    );
    assert_eq!((dated(&document), document.language), ("2031-03", Language::English));
    assert_eq!(
        chain(&document),
        [("reported", "Lake Herald"), ("republished", "озерные-новости.example")]
    );
    assert_eq!(publisher(&document), "озерные-новости.example");
}

#[test]
fn declaration_with_preamble_and_closing_formula() {
    let document = read(
        "Declaration of the Heads of State of the Northern Compact\n\n\
         The Heads of State of the Northern Compact, meeting in Lund on 3 March 2029,\n\n\
         Recalling the Charter of the Compact,\n\n1. Condemn the seizure of the ferry Svala;\n\n\
         2. Decide to establish a Lake Council, with the following tasks:\n- fisheries\n- ferries\n\n\
         Done at Lund on 3 March 2029 in two originals.\n\nFor Norland: Ole Brandt\nFor Sund: Karl Lind\n",
    );
    check(
        &document,
        &[
            ("title", "Declaration of the Heads of State of the Northern Compact"),
            ("body", "The Heads of State of the Northern Compact, meeting in Lund"),
            ("body", "Recalling the Charter"),
            ("body", "- fisheries\n- ferries"),
            ("body", "Done at Lund on 3 March 2029"),
            ("signature", "For Norland: Ole Brandt\nFor Sund: Karl Lind"),
        ],
    );
    assert_eq!(dated(&document), "2029-03-03");
    assert_eq!(chain(&document), [("issued", "Northern Compact")]);
}

#[test]
fn russian_agency_report_without_a_year() {
    let document = read(
        "Нордландия и Сунд открыли линию парома\n\n\
         ЛУНД, 4 июня. /Корр. «Озеро-пресс» Ида Восс/. Президент Нордландии Оле Брандт открыл паромную линию, сообщил его помощник.\n\n\
         «Мы ждали этого три года», — сказал Брандт.\n",
    );
    check(
        &document,
        &[
            ("title", "Нордландия и Сунд открыли линию парома"),
            ("dateline", "ЛУНД, 4 июня. /Корр. «Озеро-пресс» Ида Восс/."),
            ("body", "Президент Нордландии Оле Брандт"),
            ("body", "— сказал Брандт."),
        ],
    );
    let time = document.dated.as_ref().unwrap();
    assert_eq!((dated(&document), &time.earliest, &time.latest), ("XXXX-06-04", &None, &None));
    assert_eq!(time.at.unwrap().of(&document.text), "4 июня");
    assert_eq!((place(&document), document.language), ("ЛУНД", Language::Russian));
    assert_eq!(chain(&document), [("reported", "«Озеро-пресс»")]);
}

#[test]
fn russian_site_of_a_president() {
    let document = read(
        "Официальный сайт Президента Республики Нордландия\nНовости / Встречи / Архив\n\
         Встреча с Генеральным секретарём Озёрного союза\n3 марта 2031 года\n12:40\nВестмарк\n\
         Президент Республики Нордландия Оле Брандт принял Генерального секретаря Озёрного союза Карла Линда.\n\
         Обсуждены подготовка к саммиту в Лунде и вопросы расширения.\nВерсия для печати\nЧитайте также:\n\
         Президент посетил школу в Лунде\nПресс-служба Президента\n",
    );
    check(
        &document,
        &[
            ("site-name", "Официальный сайт Президента Республики Нордландия"),
            ("boilerplate", "Новости / Встречи / Архив"),
            ("title", "Встреча с Генеральным секретарём Озёрного союза"),
            ("date", "3 марта 2031 года\n12:40"),
            ("dateline", "Вестмарк\n"),
            ("body", "Президент Республики Нордландия Оле Брандт принял"),
            ("boilerplate", "Версия для печати\nЧитайте также:"),
            ("teaser", "Президент посетил школу в Лунде"),
            ("signature", "Пресс-служба Президента"),
        ],
    );
    assert_eq!((dated(&document), place(&document)), ("2031-03-03T12:40", "Вестмарк"));
    assert_eq!(chain(&document), [("issued", "Пресс-служба Президента")]);
}

#[test]
fn title_in_two_languages() {
    let document = read(
        "Министерство иностранных дел Республики Нордландия\n\n\
         Нордландия мен Сунд сыртқы істер министрлері келіссөз жүргізді\n\
         Состоялись переговоры министров иностранных дел Нордландии и Сунда\n\nВестмарк, 5 апреля 2030 г.\n\n\
         Министр иностранных дел Нордландии Ида Восс провела переговоры с коллегой из Сунда Карлом Линдом.\n",
    );
    check(
        &document,
        &[
            ("parallel-title", "Нордландия мен Сунд сыртқы істер"),
            ("title", "Состоялись переговоры министров"),
            ("dateline", "Вестмарк, 5 апреля 2030 г."),
            ("body", "Министр иностранных дел Нордландии Ида Восс"),
        ],
    );
    let region = document.regions.iter().find(|r| r.role == RegionRole::ParallelTitle).unwrap();
    assert_eq!((region.language, document.language), (Language::Kazakh, Language::Russian));
}

#[test]
fn briefing_keeps_its_short_answers() {
    let document = read(
        "Briefing by the Spokesperson of the Foreign Ministry of Norland\n\nVestmark, 6 April 2030\n\nQuestion: Will the ambassador be recalled?\n\n\
         Ms Dahl: No.\n\nQuestion: When do the ministers meet?\n\nMs Dahl: On 10 April, in Lund. That is all I can say today.\n",
    );
    check(
        &document,
        &[
            ("body", "Question: Will"),
            ("body", "Ms Dahl: No."),
            ("body", "That is all I can say today."),
        ],
    );
    assert_eq!(title(&document), "Briefing by the Spokesperson of the Foreign Ministry of Norland");
    assert_eq!((dated(&document), place(&document)), ("2030-04-06", "Vestmark"));
}

#[test]
fn a_deck_under_the_title_is_body() {
    let document = read(
        "Norland expels two Sundish diplomats over lake spying case\n\n\
         Foreign ministry gives them a week to leave; Sund promises an answer\n\n14 June 2031\nMarta Quill, Vestmark\n\n\
         Norland has told two diplomats of the Sundish embassy to leave within a week, the foreign ministry said.\n",
    );
    check(
        &document,
        &[
            ("title", "Norland expels two Sundish diplomats over lake spying case"),
            ("body", "Foreign ministry gives them a week"),
            ("date", "14 June 2031"),
            ("signature", "Marta Quill, Vestmark"),
        ],
    );
}

#[test]
fn two_titles_in_capitals_are_one() {
    let document = read(
        "NORLAND, SUND SIGN PACT\nON LAKE PATROLS\nBy IDA REED\nLake Herald staff\nPosted at 6:15 p.m. on Tuesday, March 4, 2031\n\
         LUND — Norland and Sund signed a pact on joint lake patrols Tuesday after two years of talks.\n\"It took too long,\" Voss said.\n",
    );
    assert_eq!(title(&document), "NORLAND, SUND SIGN PACT\nON LAKE PATROLS");
    assert_eq!((dated(&document), publisher(&document)), ("2031-03-04T18:15", "Lake Herald"));
}

#[test]
fn the_year_comes_from_the_address_only_when_the_day_agrees() {
    let story = "Ferry line opens\n\nSUND, June 4 (Lake Wire). The ferry line between Sund and Lund opened on Wednesday.\n";
    let mut page = page("https://news.example/2031/06/05/ferry", story);
    let document = chancery_read::read(&page).value.unwrap();
    assert_eq!(dated(&document), "2031-06-04");
    assert!(document.dated.unwrap().reasons.iter().any(|r| r.contains("address")));
    page.address = "https://news.example/2031/11/05/ferry".into();
    assert_eq!(dated(&chancery_read::read(&page).value.unwrap()), "XXXX-06-04");
    page.date = chancery_record::Day::of(2032, 6, 4);
    assert_eq!(dated(&chancery_read::read(&page).value.unwrap()), "2032-06-04");
}

#[test]
fn no_date_is_made_of_the_story() {
    let document = read(
        "Lund waits\n\nThe envoys will meet again on 8 May 2031, the ministry said on Thursday.\n",
    );
    assert_eq!(document.dated, None);
}

#[test]
fn html_page() {
    let document = read(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Norland sends observers to Sund | Lake Tribune</title>\
         <meta property=\"og:site_name\" content=\"Lake Tribune\"></head><body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>\
         <article><h1>Norland sends observers to Sund</h1><p class=byline>By <a rel=author href=x>Ida Reed</a></p>\
         <time datetime=\"2031-03-10T08:00\">10 March 2031</time><figure><img src=a><figcaption>Observers in Lund. Photo: Lake Wire</figcaption></figure>\
         <p>VESTMARK (Lake Wire) &mdash; Norland will send forty observers to the northern shore of the lake, Foreign Minister Ida Voss said on Monday.</p>\
         <div class=share>Share this</div><p>“They are <b>unarmed</b>,” she added, “and they will stay that way.”\
         <p>Sund welcomed the decision, which had been expected since the ferry clash in February.</p></article>\
         <footer>© 2031 Lake Tribune. All rights reserved.</footer><script>var nothing = '<p>to read</p>';</script></body></html>",
    );
    check(
        &document,
        &[
            ("title", "Norland sends observers to Sund"),
            ("date", "10 March 2031"),
            ("signature", "By Ida Reed"),
            ("caption", "Observers in Lund."),
            ("dateline", "VESTMARK (Lake Wire) —"),
            ("body", "“They are unarmed,” she added, “and they will stay that way.”"),
            ("body", "Sund welcomed the decision"),
            ("site-name", "Lake Tribune"),
        ],
    );
    for gone in ["Home", "Share this", "All rights reserved", "nothing"] {
        assert!(!document.text.contains(gone), "{gone}");
    }
    assert_eq!((dated(&document), publisher(&document)), ("2031-03-10", "Lake Tribune"));
    assert!(document.text.starts_with("Norland sends observers to Sund\n\n10 March 2031\n\n"));
}

/// A page of markup around a story that prints no date itself.
fn made(head: &str, around: &str) -> Document {
    read(&format!(
        "<!DOCTYPE html><html><head><title>Ferry line opens</title>{head}</head><body><h1>Ferry line opens</h1>{around}\
         <p>The first boat left the northern shore at noon, with the ministers of both sides on board and a band that played.</p>\
         <p>It will call at four harbours of the lake every day until the ice comes, the harbour office said in a note.</p></body></html>"
    ))
}

#[test]
fn the_date_of_a_page_of_markup() {
    let rows = [
        // The first rank of names in the head, then those nobody agreed on.
        (
            "<meta name=date content=2031-05-09><meta property=article:published_time content=2031-05-08>",
            "",
            "2031-05-08",
        ),
        ("<meta property=gallery:uploaded content=2031-05-08>", "", "2031-05-08"),
        ("<meta name=expires content=2031-05-08>", "", "none"),
        // Figures in two orders are read as the page prints them.
        (
            "<meta name=date content='05/08/2031'>",
            "<footer>Erstellt am 08.05.2031</footer>",
            "2031-05-08",
        ),
        // The day of the story, not of the account or of another story.
        ("", "<p>Registered: 3 March 2029</p><p>Posted on 8 May 2031</p>", "2031-05-08"),
        (
            "",
            "<time datetime=2031-05-08>8 May</time><ul><li>Sund<time pubdate datetime=2031-06-09>9 June</time></ul>",
            "2031-05-08",
        ),
        ("", "<span class=updated title=2031-05-08T10:00:00></span>", "2031-05-08T10:00"),
        (
            "",
            "<p><a href=x><span class=entry-time>08 | 05 | 2031</span></a> <a href=y>Ferries</a></p>",
            "2031-05-08",
        ),
        // Nobody made pages of markup then.
        ("<meta name=date content=2031-05-08>", "<p class=date>4 June 1988</p>", "2031-05-08"),
    ];
    for (head, around, expected) in rows {
        assert_eq!(dated(&made(head, around)), expected, "{head} {around}");
    }
}

#[test]
fn makers_of_a_page_and_why() {
    let reasons = |document: &Document| {
        let all = document.made.reasons.iter();
        all.map(|(what, why)| format!("{}: {why}", what.as_str())).collect::<Vec<_>>()
    };
    let document = made(
        "<meta property=og:site_name content='Lake Tribune'><meta name=author content='Ida Reed'>",
        "<p class=date>8 May 2031</p>",
    );
    assert_eq!(document.made.authors, ["Ida Reed"]);
    assert_eq!(document.made.site.as_deref(), Some("Lake Tribune"));
    assert_eq!(
        reasons(&document),
        [
            "title: heading that the head of the page repeats",
            "authors: named in the head of the page",
            "site: named in the head of the page",
            "date: printed",
        ]
    );
    // A house where authors are named gives way to a person under the story.
    let house = "<meta name=author content='Lake Foundation'>";
    let document = made(house, "<p>By Ida Reed and Ole Brandt</p>");
    assert_eq!(document.made.authors, ["Ida Reed", "Ole Brandt"]);
    assert_eq!(made(house, "").made.authors, ["Lake Foundation"]);
    let text = read(
        "Ferry line opens\n\nBy Ida Reed\n\nThe first boat left the northern shore at noon on Friday.\n",
    );
    assert_eq!(text.made.authors, ["Ida Reed"]);
}

#[test]
fn pages_for_small_screens_and_for_paper() {
    let story = "<p>The first boat left the northern shore at noon, with the ministers of both sides on board and a band that played.</p>\
                 <p>It will call at four harbours of the lake every day until the ice comes, the harbour office said in a note.</p>";
    let small = read(&format!(
        "<!doctype html><html amp><head><title>Ferry line opens</title></head><body><amp-sidebar id=menu><ul><li><a href=/>Harbours</a><li>Weather on the lake today</ul>\
         </amp-sidebar><h1>Ferry line opens</h1><amp-img src=a></amp-img>{story}<amp-social-share type=x>Tell others</amp-social-share>\
         <amp-ad>Boats at half the price until Friday, at every shop of the town.</amp-ad></body></html>"
    ));
    let paper = read(&format!(
        "<html><head><title>Ferry line opens - Print version</title></head><body onload=print()><h1>Ferry line opens</h1><p class=date>8 May 2031</p>{story}\
         <p>Source: https://tribune.example/ferry</p><a href=x>Close window</a></body></html>"
    ));
    for document in [&small, &paper] {
        assert_eq!(title(document), "Ferry line opens");
        check(
            document,
            &[("body", "The first boat left"), ("body", "It will call at four harbours")],
        );
        for gone in ["Weather", "Tell others", "half the price", "Close window"] {
            assert!(!document.text.contains(gone), "{gone}");
        }
    }
    assert_eq!(dated(&paper), "2031-05-08");
}

#[test]
fn an_open_year_is_bounded_by_what_the_text_says() {
    let text = |line: &str, story: &str| {
        read(&format!(
            "Ferry line opens\n\nSUND, {line} (Lake Wire). The first boat left the northern shore at noon on that day. {story}\n"
        ))
    };
    let bound = |document: &Document| {
        let time = document.dated.clone().expect("a date line");
        (time.edtf.unwrap(), time.earliest.map(|m| m.to_string()), time.latest)
    };
    let open = text("June 4", "It ran before the war as well.");
    assert_eq!(bound(&open), ("XXXX-06-04".into(), None, None));
    let since = text("June 4", "It had been closed since August 2029.");
    assert_eq!(bound(&since), ("XXXX-06-04".into(), Some("2030-06-04".into()), None));
    assert!(since.dated.unwrap().reasons.iter().any(|reason| reason.contains("2029")));
}

#[test]
fn html_without_text_is_no_text() {
    for body in [
        "<html><body></body></html>",
        "<html><script>x()</script></html>",
        "<html><body><img src=a>",
    ] {
        let noted = chancery_read::read(&page("a.html", body));
        assert_eq!(noted.value, None);
        assert_eq!(noted.notes.last().map(|n| n.kind), Some(NoteKind::NoText), "{body}");
    }
}

/// A wire report whose first paragraph ends so.
fn wire(line: &str, end: &str) -> Document {
    read(&format!(
        "Ferry line opens on the lake\n\n{line} The first boat of the new line left the northern shore at noon{end}\n\n\
         It will call at four harbours of the lake every day until the ice comes.\n"
    ))
}

#[test]
fn hands_in_the_words_of_a_report() {
    let rows = [
        ("", ", the harbour master told Radio Sund.", ("told", "Radio Sund")),
        ("", ", he said in an interview with the Lake Lantern.", ("told", "Lake Lantern")),
        ("", ", he told Reuters.", ("told", "Reuters")),
        ("", ", the Foreign Ministry in Sund said.", ("issued", "Foreign Ministry in Sund")),
        ("(Lake Newswire) -", ".", ("reported", "Lake Newswire")),
        ("SUND, June 4 /Lake Wire/ -", ".", ("reported", "Lake Wire")),
        ("LAKEWIRE.COM -", ".", ("reported", "LAKEWIRE.COM")),
    ];
    for (line, end, hand) in rows {
        assert_eq!(chain(&wire(line, end)), [hand], "{line} {end}");
    }
    assert_eq!(chain(&wire("", ", he told reporters at the pier.")), []);
    assert_eq!(chain(&wire("", ", the ministry said.")), []);
}

#[test]
fn hands_in_the_words_of_a_russian_report() {
    let report = |line: &str, end: &str| {
        read(&format!(
            "На озере открыта паромная линия\n\n{line} Первый паром новой линии отошёл от северного берега в полдень{end}\n\n\
             Он будет заходить в четыре гавани каждый день, пока не встанет лёд.\n"
        ))
    };
    let rows = [
        ("", ", передаёт «Озёрный вестник».", ("reported", "«Озёрный вестник»")),
        ("", ", сообщает ОЗЕРОПРЕСС.", ("reported", "ОЗЕРОПРЕСС")),
        ("", ", рассказал смотритель агентству «Волна».", ("reported", "")),
        ("", ", сказал он в интервью газете «Волна».", ("told", "«Волна»")),
        ("", ", сообщило министерство озёр Норландии.", ("issued", "министерство озёр Норландии")),
        ("СУНД, 4 июня. ОЗЕРОПРЕСС.", ".", ("reported", "ОЗЕРОПРЕСС")),
    ];
    for (line, end, hand) in rows {
        let document = report(line, end);
        let wanted: &[(&str, &str)] = if hand.1.is_empty() { &[] } else { &[hand] };
        assert_eq!(chain(&document), wanted, "{line} {end}");
    }
    assert_eq!(chain(&report("", ", сообщает ЮНЕСКО.")), []);
}

#[test]
fn hands_in_credits_and_under_the_text() {
    let under = |lines: &str| {
        read(&format!(
            "Ferry line opens on the lake\n\nThe first boat of the new line left the northern shore at noon on Friday.\n\n\
             It will call at four harbours of the lake every day until the ice comes.\n\n{lines}\n"
        ))
    };
    let syndicated = "The post Ferry line opens on the lake appeared first on Radio Sund.";
    assert_eq!(chain(&under(syndicated)), [("reported", "Radio Sund")]);
    assert_eq!(
        chain(&under("Fonte: Diário do Lago. Leia o artigo original.")),
        [("reported", "Diário do Lago")]
    );
    assert_eq!(
        chain(&under("Based on materials from Lake Monitor")),
        [("reported", "Lake Monitor")]
    );
    assert_eq!(chain(&under("Photo: Ida Reed/Lake Wire")), [("picture", "Ida Reed/Lake Wire")]);
    let edited = under("With reporting by Ida Reed in Lund. Editing by Ole Brandt.");
    assert_eq!(chain(&edited), []);
    check(&edited, &[("signature", "With reporting by Ida Reed in Lund. Editing by Ole Brandt.")]);
    let signed = under("Signed\nIda Reed\nSpokesperson to the Harbour Board");
    check(&signed, &[("signature", "Signed"), ("signature", "Spokesperson to the Harbour Board")]);
    check(
        &under("Signed / I. Reed / Spokesperson"),
        &[("signature", "Signed / I. Reed / Spokesperson")],
    );
}

#[test]
fn comments_of_readers_are_not_the_story() {
    let document = read(
        "Ferry line opens on the lake\n\n0 comments\n\nThe first boat of the new line left the northern shore at noon on Friday.\n\n\
         It will call at four harbours of the lake every day until the ice comes.\n\n\
         2 comments\nSort by: newest\nseal_9 · 2 hours ago\nMy uncle has waited for this boat for all of ten years.\nReply · 4 likes\n\
         Anna\nWho is going to pay for it in the end?\nReply\n",
    );
    check(
        &document,
        &[
            ("body", "The first boat of the new line"),
            ("body", "It will call at four harbours"),
            ("boilerplate", "My uncle has waited for this boat for all of ten years."),
            ("boilerplate", "Who is going to pay for it in the end?"),
        ],
    );
}

#[test]
fn lines_with_a_date_in_more_forms() {
    let with = |line: &str| {
        read(&format!(
            "{line}\n\nFerry line opens on the lake\n\nThe first boat of the new line left the northern shore at noon on Friday.\n\n\
             The board agreed:\n- to buy two boats;\n- to hire a crew.\n"
        ))
    };
    let place = |document: &Document| document.dateline.map(|d| d.of(&document.text).to_owned());
    let rows = [
        ("Castle Hill, Monday, 4 June 2033 (3.30 p.m.)", Some("Castle Hill"), "2033-06-04T15:30"),
        ("LUND/SUND, 4 June 2033", Some("LUND"), "2033-06-04"),
        ("LUND, Norland, Saturday 4 June 2033", Some("LUND"), "2033-06-04"),
        ("Quinta-feira, 4 de junho de 2033", None, "2033-06-04"),
        ("LUND/SUND, 4 June 2033 (Lake News Agency)", Some("LUND/SUND"), "2033-06-04"),
    ];
    for (line, town, day) in rows {
        let document = with(line);
        assert_eq!((place(&document).as_deref(), dated(&document)), (town, day), "{line}");
        assert_eq!(title(&document), "Ferry line opens on the lake", "{line}");
        check(&document, &[("body", "- to buy two boats;"), ("body", "- to hire a crew.")]);
    }
    let agency = with("LUND/SUND, 4 June 2033 (Lake News Agency)");
    assert_eq!(chain(&agency), [("reported", "Lake News Agency")]);
    let house = with("LAKE RELIEF BULLETIN no. 88\n4 June 2033");
    assert_eq!(
        (title(&house), publisher(&house)),
        ("Ferry line opens on the lake", "LAKE RELIEF BULLETIN")
    );
    let called = read(
        "Briefing of the harbour board\nLund, 4 June 2033\n\nQUESTION (Lake Post): Will the ferry go on?\n\nMS REED: It will, until the ice comes.\n",
    );
    check(&called, &[("body", "QUESTION (Lake Post): Will the ferry go on?")]);
}
