//! The words by which the furniture of a page is known, in the languages it comes in.
//!
//! One line comes in, what kind of furniture it announces goes out, or nothing. Tables only: where a line stands, and
//! so what it is, `regions` decides.

/// What a line says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// Share buttons, counters, menus, section labels, contacts, legal notes.
    Furniture,
    /// Announces titles of other stories.
    Related,
    /// Who took the picture, where the text was taken from.
    Credit,
    /// Says what a picture shows.
    Caption,
    /// Names the author.
    Byline,
    /// Names an office that issues texts.
    Issuer,
    /// Says that the text came from elsewhere.
    Syndication,
    /// Address of the site, or its name.
    SiteName,
}

/// The cue of a line, if it has one. `low` is the line in small letters, `ё` written `е`.
pub(crate) fn cue(line: &str, low: &str, words: usize) -> Option<Cue> {
    if is_syndication(low) {
        return Some(Cue::Syndication);
    }
    if words > 60 {
        return None;
    }
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || bare.chars().all(|c| !c.is_alphabetic()) && words < 4 {
        return Some(Cue::Furniture);
    }
    if words <= 25 && announces(bare, low, words, RELATED) {
        return Some(Cue::Related);
    }
    if words <= 25 && is_credit(low, bare, words) {
        return Some(Cue::Credit);
    }
    if words <= 40 && begins(bare, CAPTION) {
        return Some(Cue::Caption);
    }
    if (words <= 14 && is_byline(line, bare, words))
        || (words <= 30 && begins(bare, REPORTED_BY) && line.starts_with(char::is_uppercase))
    {
        return Some(Cue::Byline);
    }
    if is_domain(bare) {
        return Some(Cue::SiteName);
    }
    if words <= 25 && begins_contact(bare) {
        return Some(Cue::Furniture);
    }
    if words <= 14 && names_press_office(bare) && !ends_sentence(low) {
        return Some(Cue::Issuer);
    }
    if is_furniture(low, bare, words) {
        return Some(Cue::Furniture);
    }
    None
}

/// A lone address of a site: `lakenews.example`, `www.lakenews.example`.
pub(crate) fn is_domain(bare: &str) -> bool {
    let name = bare.trim_start_matches("https://").trim_start_matches("http://");
    let name = name.trim_start_matches("www.").trim_end_matches('/');
    let Some((before, ending)) = name.rsplit_once('.') else { return false };
    !name.contains(char::is_whitespace)
        && !name.contains(['/', '@', ':', ','])
        && before.chars().any(char::is_alphabetic)
        && before.chars().all(|c| c.is_alphanumeric() || "-.".contains(c))
        && (2..=8).contains(&ending.chars().count())
        && ending.chars().all(char::is_alphabetic)
}

/// Trails off menu paths: `Home / World / Asia`, `Main > News`.
pub(crate) fn is_menu_path(line: &str) -> bool {
    ["/", "|", ">", "»", "›", "→", "•", "·"].iter().any(|mark| {
        let mut parts = 0;
        let short = line.split(mark).all(|part| {
            parts += 1;
            let part = part.trim();
            !part.is_empty()
                && part.split_whitespace().count() <= 3
                && !part.contains(|c: char| c.is_ascii_digit())
        });
        short && parts >= 3
    })
}

/// Says who holds the post of speaking for somebody: a press service, a ministry's department of information.
pub(crate) fn names_press_office(low: &str) -> bool {
    PRESS_OFFICES.iter().any(|word| low.contains(word))
}

/// The line begins with an office, body or post that issues releases.
pub(crate) fn begins_with_office(low: &str) -> bool {
    let low = low
        .trim_start_matches("the ")
        .trim_start_matches("official website of the ")
        .trim_start_matches("official site of the ");
    begins(low, OFFICES)
}

/// A word that newspapers, agencies and stations carry in their names.
pub(crate) fn names_outlet(low: &str) -> bool {
    low.split(|c: char| !c.is_alphanumeric()).any(|word| OUTLETS.contains(&word))
}

/// "LAKE BULLETIN no. 88": a house and the number of its issue.
pub(crate) fn is_numbered_issue(low: &str) -> bool {
    let numbered =
        [" no. ", " nr. ", " № ", " №", ", no. ", " issue no. ", " issue "].iter().any(|mark| {
            low.find(mark).is_some_and(|at| {
                let rest = &low[at + mark.len()..];
                !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || "/-()".contains(c))
            })
        });
    numbered && names_outlet(low)
}

/// The name of an agency or house that goes by one word alone.
pub(crate) fn is_agency(low: &str) -> bool {
    low.split(|c: char| !c.is_alphanumeric()).any(|word| AGENCIES.contains(&word))
}

const AGENCIES: &[&str] = &[
    "reuters",
    "bloomberg",
    "interfax",
    "xinhua",
    "kyodo",
    "yonhap",
    "anadolu",
    "tass",
    "sputnik",
    "afp",
    "ap",
    "upi",
    "dpa",
    "efe",
    "ansa",
    "ani",
    "pti",
    "belta",
    "kazinform",
    "ukrinform",
    "azertag",
    "armenpress",
    "akipress",
    "kabar",
    "khovar",
    "bbc",
    "cnn",
    "rferl",
    "тасс",
    "интерфакс",
    "рейтер",
    "рейтерс",
    "ройтерс",
    "белта",
    "казинформ",
    "укринформ",
    "кабар",
    "ховар",
    "синьхуа",
    "би-би-си",
];

/// Heading of the comments of readers: "12 comments", "Комментарии (4)".
pub(crate) fn heads_comments(low: &str, words: usize) -> bool {
    words <= 5
        && low.split(|c: char| !c.is_alphabetic()).any(|word| COMMENTS.contains(&word))
        && !low.contains('.')
}

const COMMENTS: &[&str] = &[
    "comments",
    "comment",
    "responses",
    "комментарии",
    "комментариев",
    "комментария",
    "комментарий",
    "обсуждение",
    "kommentare",
    "commentaires",
    "comentarios",
    "comentários",
    "commenti",
    "yorumlar",
    "коментарі",
    "пікірлер",
];

/// A line that only stands among comments of readers: buttons to answer and like, "3 hours ago" beside a name.
pub(crate) fn is_of_comments(low: &str, words: usize) -> bool {
    let first = low.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or_default();
    let aged = [" ago", " назад", " edited"].iter().any(|w| low.ends_with(w))
        && low.contains(|c: char| c.is_ascii_digit());
    words <= 8
        && (ANSWERS.contains(&first) && words <= 5
            || aged
            || COMMENT_PHRASES.iter().any(|phrase| low.starts_with(phrase)))
}

const ANSWERS: &[&str] = &[
    "reply",
    "upvote",
    "downvote",
    "ответить",
    "пожаловаться",
    "antworten",
    "répondre",
    "responder",
    "rispondi",
    "yanıtla",
];

const COMMENT_PHRASES: &[&str] = &[
    "log in to post",
    "log in to comment",
    "log in to reply",
    "sign in to comment",
    "sort by",
    "load more comments",
    "view all comments",
    "join the discussion",
    "войдите, чтобы",
    "сначала новые",
    "показать все комментарии",
    "загрузить еще комментарии",
];

/// The line begins as lines do that sign a text: with "Signed", or with the post of one who speaks for an office.
pub(crate) fn signs_by_role(low: &str) -> bool {
    begins(low, SIGNERS)
}

/// How lines begin that sign a text: "Signed / Ida Voss / Spokesperson", "Press secretary Ida Voss".
const SIGNERS: &[&str] = &[
    "signed",
    "signed by",
    "(signed)",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "press secretary",
    "press officer",
    "director",
    "head of",
    "secretary-general",
    "secretary general",
    "permanent secretary",
    "chief of staff",
    "подписал",
    "подписала",
    "подпись",
    "пресс-секретарь",
    "официальный представитель",
    "руководитель пресс",
    "начальник пресс",
    "глава пресс",
];

/// A kind of paper, standing over its title: "JOINT STATEMENT", "Коммюнике".
pub(crate) fn names_paper(low: &str) -> bool {
    low.split(|c: char| !c.is_alphanumeric()).any(|word| PAPERS.contains(&word))
}

/// A section or genre label that is no title by itself.
pub(crate) fn is_label(bare: &str) -> bool {
    LABELS.contains(&bare)
}

/// The line ends as sentences do.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let closers = ['"', '”', '»', '’', '\'', ')', ']', '“'];
    let line = line.trim_end_matches(|c: char| closers.contains(&c) || c.is_whitespace());
    line.ends_with(['.', '!', '?', '…', '。', '؟', '۔', '！', '？'])
}

fn begins(low: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        low.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// The line is one of these labels, alone or before a colon; a label of several words may run on a little.
/// A lone word must not run on: "Home", but not "Home secretary resigns".
fn announces(bare: &str, low: &str, words: usize, labels: &[&str]) -> bool {
    labels.iter().any(|label| {
        let Some(rest) = bare.strip_prefix(label) else { return false };
        let several = label.contains(' ');
        rest.is_empty()
            || rest.trim_start().starts_with(':')
            || (several
                && words <= 8
                && !rest.starts_with(char::is_alphanumeric)
                && !ends_sentence(low))
    })
}

fn is_syndication(low: &str) -> bool {
    let low = low.get(..low.len().min(600)).unwrap_or(low);
    SYNDICATION.iter().any(|(first, then)| {
        low.find(first).is_some_and(|at| low[at + first.len()..].contains(then))
    })
}

const SYNDICATION: &[(&str, &str)] = &[
    ("the post ", " appeared first on "),
    ("the post ", " first appeared on "),
    ("this article ", " originally published "),
    ("this article ", " originally appeared "),
    ("this story ", " originally published "),
    ("this story ", " originally appeared "),
    ("this article ", " first published "),
    ("originally published ", ""),
    ("republished with permission", ""),
    ("republished from ", ""),
    ("zuerst erschienen ", ""),
    ("ursprünglich erschienen ", ""),
    ("publicado originalmente ", ""),
    ("publicado primero ", ""),
    ("originalmente publicado ", ""),
    ("publié à l'origine ", ""),
    ("pubblicato originariamente ", ""),
    ("read the original article", ""),
    ("read the full story on ", ""),
    ("cet article ", " est apparu en premier sur "),
    ("l'article ", " est apparu en premier sur "),
    ("l’article ", " est apparu en premier sur "),
    ("la entrada ", " se publicó primero en "),
    ("der beitrag ", " erschien zuerst auf "),
    ("запись ", " впервые появилась "),
    ("сообщение ", " появились сначала на "),
    ("сообщение ", " впервые появилось "),
    ("материал впервые опубликован", ""),
    ("впервые опубликовано ", ""),
    ("перепечатано с ", ""),
];

const RELATED: &[&str] = &[
    "read also",
    "read more",
    "also read",
    "see also",
    "more on this",
    "more news",
    "more stories",
    "more from",
    "latest news",
    "related",
    "related articles",
    "related news",
    "related stories",
    "related topics",
    "recommended",
    "you may also like",
    "you might also like",
    "most read",
    "most popular",
    "popular",
    "trending",
    "top stories",
    "top news",
    "other news",
    "editor's picks",
    "editors' picks",
    "currently reading",
    "in other news",
    "don't miss",
    "previous article",
    "next article",
    "previous post",
    "next post",
    "читайте также",
    "читать также",
    "читайте далее",
    "смотрите также",
    "см. также",
    "по теме",
    "еще по теме",
    "другие новости",
    "последние новости",
    "новости по теме",
    "похожие новости",
    "похожие материалы",
    "материалы по теме",
    "ранее по теме",
    "главные новости",
    "самое читаемое",
    "популярное",
    "популярные новости",
    "рекомендуем",
    "вам может быть интересно",
    "новости партнеров",
    "лента новостей",
    "предыдущая новость",
    "следующая новость",
    "à lire aussi",
    "a lire aussi",
    "lire aussi",
    "lire également",
    "sur le même sujet",
    "dans la même rubrique",
    "articles liés",
    "à la une",
    "les plus lus",
    "lesen sie auch",
    "mehr zum thema",
    "auch interessant",
    "meistgelesen",
    "lea también",
    "lee también",
    "le puede interesar",
    "te puede interesar",
    "noticias relacionadas",
    "más leídas",
    "ayrıca okuyun",
    "ilgili haberler",
    "diğer haberler",
    "son haberler",
    "çok okunanlar",
    "o‘qing",
    "shuningdek o'qing",
    "оқи отырыңыз",
    "тағы оқыңыз",
    "дагы окуңуз",
    "leggi anche",
    "leia também",
    "читайте також",
    "بیشتر بخوانید",
    "اقرأ أيضا",
    "相关新闻",
];

const CAPTION: &[&str] = &[
    "pictured",
    "in the photo",
    "in this photo",
    "in the picture",
    "file photo",
    "archive photo",
    "на фото",
    "на снимке",
    "архивное фото",
    "на архивном фото",
];

fn is_credit(low: &str, bare: &str, words: usize) -> bool {
    let with_colon = |word: &str| {
        bare.strip_prefix(word).is_some_and(|rest| {
            rest.trim_start().starts_with([':', '©', '/', '—', '–', '-'])
                || rest.trim_start().starts_with("by ")
                || rest.trim_start().starts_with("courtesy")
        })
    };
    CREDIT_HEADS.iter().any(|w| with_colon(w))
        || begins(bare, SOURCE_HEADS)
        || (words <= 8
            && low.starts_with('©')
            && low.chars().filter(char::is_ascii_digit).count() < 4
            && !low.contains("reserved")
            && !low.contains("защищен"))
        || (words <= 8
            && (bare.ends_with("/afp")
                || bare.ends_with("/reuters")
                || bare.ends_with("via getty images")))
}

const CREDIT_HEADS: &[&str] = &[
    "photo",
    "photos",
    "photo credit",
    "photo credits",
    "photograph",
    "photo source",
    "image",
    "images",
    "image credit",
    "image source",
    "picture",
    "pictures",
    "picture credit",
    "video",
    "credit",
    "credits",
    "source",
    "sources",
    "фото",
    "фотография",
    "фотографии",
    "фото и видео",
    "автор фото",
    "видео",
    "изображение",
    "иллюстрация",
    "источник",
    "источник фото",
    "снимок",
    "crédit photo",
    "crédits photo",
    "crédit",
    "photographie",
    "foto",
    "fotos",
    "bild",
    "bildquelle",
    "quelle",
    "imagen",
    "fuente",
    "fuentes",
    "fonte",
    "fontes",
    "imagem",
    "bron",
    "źródło",
    "izvor",
    "zdroj",
    "джерело",
    "крыніца",
    "дереккөз",
    "булак",
    "manba",
    "манба",
    "сарчашма",
    "منبع",
    "المصدر",
    "来源",
    "fotoğraf",
    "kaynak",
    "сурет",
    "сүрөт",
    "акс",
    "surat",
];

const SOURCE_HEADS: &[&str] = &[
    "based on materials from",
    "based on materials of",
    "based on reports by",
    "based on reporting by",
    "with information from",
    "with materials from",
    "photo courtesy of",
    "photo by",
    "photos by",
    "image courtesy of",
    "image by",
    "picture by",
    "по материалам",
    "по информации сайта",
    "с использованием материалов",
    "avec afp",
    "avec reuters",
    "d'après",
];

fn is_byline(line: &str, bare: &str, words: usize) -> bool {
    if BYLINE_HEADS.iter().any(|head| {
        bare.strip_prefix(head)
            .is_some_and(|rest| rest.trim_start().starts_with(':') && rest.len() < 90)
    }) {
        return true;
    }
    if begins(bare, BYLINE_STARTS) && !ends_sentence(line.trim_end_matches('.')) {
        return true;
    }
    let rest = ["By ", "BY ", "Par ", "Von ", "Por "]
        .iter()
        .find_map(|by| line.trim_start().strip_prefix(by));
    // Names follow, or "staff writers": small words would make it a sentence.
    rest.is_some_and(|rest| {
        words <= 12
            && !ends_sentence(line)
            && (rest.starts_with("staff") || rest.starts_with("our ") || mostly_capitalised(rest))
            && !rest.contains(|c: char| c.is_ascii_digit())
    })
}

const BYLINE_HEADS: &[&str] = &[
    "author",
    "authors",
    "written by",
    "reporter",
    "correspondent",
    "автор",
    "авторы",
    "автор текста",
    "редактор",
    "материал подготовил",
    "материал подготовила",
    "текст",
    "корреспондент",
    "подготовил",
    "подготовила",
    "auteur",
    "autor",
    "autora",
    "yazar",
];

/// Those who helped to write a text, and who edited it.
const REPORTED_BY: &[&str] = &[
    "with reporting by",
    "with additional reporting by",
    "additional reporting by",
    "reporting by",
    "editing by",
    "with contributions from",
    "при участии",
];

const BYLINE_STARTS: &[&str] = &[
    "written by",
    "reporting by",
    "reported by",
    "editing by",
    "compiled by",
    "by our correspondent",
    "by our staff",
    "by a correspondent",
    "подготовил",
    "подготовила",
];

/// Most words of the stretch begin with a capital letter.
pub(crate) fn mostly_capitalised(stretch: &str) -> bool {
    let (mut high, mut low) = (0, 0);
    for word in stretch.split_whitespace() {
        match word.chars().find(|c| c.is_alphabetic()) {
            Some(c) if c.is_lowercase() && !SMALL.contains(&word) => low += 1,
            Some(c) if !c.is_lowercase() => high += 1,
            _ => {}
        }
    }
    high > 0 && high > 2 * low
}

/// Words that stay small inside names.
const SMALL: &[&str] = &[
    "of", "the", "and", "for", "in", "on", "de", "du", "la", "и", "по", "в", "al", "bin", "van",
    "von", "et",
];

const PRESS_OFFICES: &[&str] = &[
    "press service",
    "press-service",
    "press office",
    "press centre",
    "press center",
    "press department",
    "press secretariat",
    "press and information",
    "information department",
    "information office",
    "information service",
    "media office",
    "media service",
    "communication service",
    "communications service",
    "communications office",
    "communications department",
    "communication department",
    "department of information",
    "department of communication",
    "office of the spokesperson",
    "office of press",
    "public affairs office",
    "public relations department",
    "directorate of communication",
    "directorate of information",
    "пресс-служб",
    "пресс служб",
    "пресс-центр",
    "пресс-бюро",
    "пресс-секретариат",
    "служба информационной политики",
    "информационная служба",
    "служба информации",
    "департамент информации",
    "департамент печати",
    "управление информации",
    "управление пресс",
    "отдел информации",
    "отдел по связям с общественностью",
    "управление по связям",
    "служба коммуникаций",
    "баспасөз қызметі",
    "басма сөз кызматы",
    "хадамоти матбуот",
    "дафтари матбуот",
    "matbuot xizmati",
    "service de presse",
    "bureau de presse",
    "pressestelle",
    "oficina de prensa",
];

const OFFICES: &[&str] = &[
    "office of",
    "ministry of",
    "ministry for",
    "minister of",
    "foreign ministry",
    "president of",
    "presidency of",
    "presidential",
    "prime minister of",
    "government of",
    "cabinet of",
    "council of",
    "embassy of",
    "consulate",
    "permanent mission",
    "permanent representation",
    "mission of",
    "secretariat of",
    "secretariat",
    "executive committee",
    "parliament of",
    "national assembly",
    "administration of",
    "state department",
    "department of",
    "commission of",
    "republic of",
    "kingdom of",
    "commonwealth of",
    "organization of",
    "organisation of",
    "union of",
    "league of",
    "amiri diwan",
    "royal court",
    "office for",
    "chancellery of",
    "cabinet office",
    "канцелярия",
    "аппарат",
    "official website",
    "official site",
    "official web-site",
    "official web portal",
    "президент",
    "администрация президента",
    "правительство",
    "министерство",
    "мид",
    "посольство",
    "генеральное консульство",
    "постоянное представительство",
    "исполнительный комитет",
    "секретариат",
    "парламент",
    "государственная дума",
    "совет федерации",
    "официальный сайт",
    "официальный интернет",
    "официальный портал",
    "présidence",
    "ministère",
    "gouvernement",
    "ambassade",
    "ministerio",
    "presidencia",
    "bundesregierung",
    "auswärtiges amt",
];

const OUTLETS: &[&str] = &[
    "news",
    "times",
    "herald",
    "gazette",
    "courier",
    "tribune",
    "post",
    "daily",
    "weekly",
    "monitor",
    "wire",
    "press",
    "agency",
    "observer",
    "journal",
    "telegraph",
    "chronicle",
    "radio",
    "tv",
    "broadcasting",
    "media",
    "today",
    "mail",
    "review",
    "standard",
    "star",
    "echo",
    "voice",
    "bulletin",
    "dispatch",
    "register",
    "mirror",
    "guardian",
    "independent",
    "online",
    "newsroom",
    "newspaper",
    "newswire",
    "desk",
    "beacon",
    "argus",
    "advocate",
    "spectator",
    "messenger",
    "ledger",
    "lantern",
    "sentinel",
    "examiner",
    "digest",
    "globe",
    "noticiero",
    "prensa",
    "jornal",
    "diário",
    "correio",
    "gazeta",
    "kurier",
    "corriere",
    "новости",
    "вести",
    "вестник",
    "газета",
    "время",
    "известия",
    "правда",
    "вечерний",
    "вечерняя",
    "вечернее",
    "утро",
    "труд",
    "голос",
    "курьер",
    "телеграф",
    "обозрение",
    "обозреватель",
    "журнал",
    "агентство",
    "информ",
    "пресс",
    "радио",
    "тв",
    "телеканал",
    "портал",
    "ведомости",
    "листок",
    "слово",
    "эхо",
    "хроника",
    "le",
    "journal",
    "nouvelles",
    "actualités",
    "zeitung",
    "nachrichten",
    "diario",
    "noticias",
    "haber",
    "haberler",
    "gazetesi",
    "yangiliklar",
    "жаңалықтар",
];

const PAPERS: &[&str] = &[
    "communiqué",
    "communique",
    "statement",
    "declaration",
    "resolution",
    "decision",
    "protocol",
    "memorandum",
    "transcript",
    "remarks",
    "address",
    "agreement",
    "conclusions",
    "summary",
    "коммюнике",
    "заявление",
    "декларация",
    "резолюция",
    "решение",
    "протокол",
    "меморандум",
    "стенограмма",
    "обращение",
    "соглашение",
    "сообщение",
];

const LABELS: &[&str] = &[
    "press release",
    "press-release",
    "news release",
    "media release",
    "for immediate release",
    "press releases",
    "news",
    "world",
    "politics",
    "breaking",
    "breaking news",
    "exclusive",
    "opinion",
    "analysis",
    "пресс-релиз",
    "новости",
    "новость",
    "событие",
    "события",
    "политика",
    "в мире",
    "мир",
    "общество",
    "экономика",
    "срочно",
    "главное",
    "международные отношения",
    "внешняя политика",
    "official",
    "unofficial translation",
    "неофициальный перевод",
    "embargoed",
    "draft",
];

fn is_furniture(low: &str, bare: &str, words: usize) -> bool {
    let dated = low.chars().filter(char::is_ascii_digit).count() >= 4;
    is_label(bare)
        || (words <= 8 && low.starts_with('©') && dated)
        || (words <= 10 && low.starts_with("copyright ") && dated)
        || (words <= 5 && is_number_of_release(bare))
        || HEADERS.iter().any(|head| low.starts_with(head))
        || (words <= 25 && announces(bare, low, words, FURNITURE))
        || (words <= 45 && LEGAL.iter().any(|phrase| low.contains(phrase)))
        || (words <= 25 && is_contact(low, bare))
        || (words <= 4 && is_counter(bare))
        || (is_menu_path(low) && !signs_by_role(bare))
        || (words <= 3 && low.starts_with('#'))
}

/// Heads of letters that stand over a text sent on.
const HEADERS: &[&str] = &["from:", "to:", "cc:", "subject:", "sent:", "от:", "кому:", "тема:"];

/// "No. 14/31", "№ 7", "Ref. 2031/5".
fn is_number_of_release(bare: &str) -> bool {
    ["no", "nr", "№", "n°", "ref", "press release no", "release no", "пресс-релиз №"].iter().any(
        |head| {
            bare.strip_prefix(head).is_some_and(|rest| {
                rest.trim_start_matches([' ', '.', ':', '№'])
                    .starts_with(|c: char| c.is_ascii_digit())
            })
        },
    ) || bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.contains(['/', '-'])
        && !bare.contains(' ')
        && bare.chars().all(|c| c.is_ascii_digit() || "/-".contains(c) || c.is_alphabetic())
        && bare.chars().any(char::is_alphabetic)
}

fn is_counter(bare: &str) -> bool {
    let mut words =
        bare.split(|c: char| c.is_whitespace() || ":/()".contains(c)).filter(|w| !w.is_empty());
    let counted = |w: &str| COUNTED.contains(&w);
    let figure = |w: &str| {
        w.starts_with(|c: char| c.is_ascii_digit())
            && w.chars().all(|c| c.is_ascii_digit() || ".,kкmtт".contains(c))
    };
    words.clone().any(figure) && words.all(|w| figure(w) || counted(w))
}

const COUNTED: &[&str] = &[
    "comment",
    "comments",
    "views",
    "view",
    "shares",
    "share",
    "likes",
    "reads",
    "read",
    "min",
    "minute",
    "minutes",
    "reactions",
    "commentaire",
    "commentaires",
    "vues",
    "partages",
    "комментарий",
    "комментария",
    "комментариев",
    "комментарии",
    "просмотр",
    "просмотра",
    "просмотров",
    "просмотры",
    "мин",
    "минуты",
    "чтения",
    "kommentare",
    "comentarios",
    "yorum",
];

/// "Media contact: ...", "Tel. ...".
fn begins_contact(bare: &str) -> bool {
    CONTACT.iter().any(|word| {
        bare.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty()
                || rest
                    .trim_start()
                    .starts_with(|c: char| ":.+(/;".contains(c) || c.is_ascii_digit())
        })
    })
}

fn is_contact(low: &str, bare: &str) -> bool {
    begins_contact(bare)
        || (low.contains('@') && !low.contains(' '))
        || low.contains("e-mail:")
        || holds_number_to_call(low)
        || low.starts_with("http://")
        || low.starts_with("https://")
        || (low.starts_with("www.") && !low.contains(' '))
}

/// "+7 700 000-00-00" or "tel. 20 10 00" anywhere in a short line.
fn holds_number_to_call(low: &str) -> bool {
    let from =
        low.find('+').or_else(|| ["tel.", "tel:", "тел.", "тел:"].iter().find_map(|w| low.find(w)));
    from.is_some_and(|at| {
        low[at..].chars().skip(1).take(24).filter(char::is_ascii_digit).count() >= 5
    })
}

const CONTACT: &[&str] = &[
    "tel",
    "tel/fax",
    "telephone",
    "phone",
    "fax",
    "e-mail",
    "email",
    "mail",
    "contact",
    "contacts",
    "contact us",
    "media contact",
    "media contacts",
    "press contact",
    "for media inquiries",
    "for media enquiries",
    "for more information",
    "for further information",
    "postal address",
    "address",
    "тел",
    "телефон",
    "факс",
    "адрес",
    "эл. почта",
    "электронная почта",
    "почта",
    "контакты",
    "контактный телефон",
    "для справок",
    "за дополнительной информацией",
    "дополнительная информация",
    "téléphone",
    "courriel",
    "kontakt",
    "contacto",
];

const LEGAL: &[&str] = &[
    "all rights reserved",
    "rights reserved",
    "copyright ©",
    "© copyright",
    "copyright (c)",
    "reproduction without",
    "reproduction in whole or in part",
    "may not be reproduced",
    "terms of use",
    "terms of service",
    "terms and conditions",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use cookies",
    "use of cookies",
    "accept cookies",
    "sign up for our",
    "subscribe to our",
    "subscribe to the",
    "our newsletter",
    "follow us on",
    "join us on",
    "join our telegram",
    "our telegram channel",
    "our whatsapp",
    "download our app",
    "click here to",
    "posted in ",
    "filed under",
    "powered by",
    "anonymous and will not be examined",
    "hyperlink to",
    "when using materials",
    "use of materials",
    "все права защищены",
    "при использовании материалов",
    "использование материалов",
    "при перепечатке",
    "перепечатка материалов",
    "при цитировании",
    "гиперссылка",
    "активная ссылка",
    "ссылка на сайт обязательна",
    "ссылка на источник обязательна",
    "ссылка обязательна",
    "подписывайтесь на",
    "подпишитесь на",
    "подписаться на",
    "наш телеграм",
    "наш telegram",
    "в нашем telegram",
    "пользовательское соглашение",
    "политика конфиденциальности",
    "файлы cookie",
    "файлов cookie",
    "нашли ошибку",
    "выделите ее и нажмите",
    "ctrl+enter",
    "свидетельство о регистрации",
    "зарегистрировано роскомнадзором",
    "мнение редакции может не совпадать",
    "tous droits réservés",
    "reproduction interdite",
    "alle rechte vorbehalten",
    "todos los derechos reservados",
    "her hakkı saklıdır",
    "tüm hakları saklıdır",
    "barcha huquqlar himoyalangan",
    "барлық құқықтар қорғалған",
    "бардык укуктар корголгон",
    "utilisons des cookies",
];

const FURNITURE: &[&str] = &[
    "share",
    "share this",
    "share this article",
    "our standards",
    "story continues below",
    "article continues below",
    "subscribe for",
    "subscribe now",
    "subscribe to",
    "reading time",
    "lesezeit",
    "temps de lecture",
    "tiempo de lectura",
    "tempo de leitura",
    "tempo di lettura",
    "okuma süresi",
    "время чтения",
    "your email",
    "your email address",
    "copy link",
    "accept all",
    "accept all cookies",
    "accept cookies",
    "reject all",
    "manage preferences",
    "cookie settings",
    "i'm not a robot",
    "please verify",
    "enter the characters",
    "enter your email",
    "your name",
    "your comment",
    "font size",
    "скопировать ссылку",
    "размер шрифта",
    "ваше имя",
    "ваш комментарий",
    "введите код",
    "введите символы",
    "я не робот",
    "принять",
    "принять все",
    "share on",
    "tweet",
    "print",
    "print this page",
    "print version",
    "save",
    "like",
    "like this",
    "comment",
    "comments",
    "leave a comment",
    "leave a reply",
    "no comments",
    "add comment",
    "post a comment",
    "facebook",
    "twitter",
    "x",
    "instagram",
    "youtube",
    "telegram",
    "whatsapp",
    "viber",
    "linkedin",
    "vk",
    "vkontakte",
    "ok",
    "odnoklassniki",
    "rss",
    "home",
    "main",
    "main page",
    "homepage",
    "menu",
    "search",
    "log in",
    "login",
    "sign in",
    "sign up",
    "register",
    "subscribe",
    "newsletter",
    "advertisement",
    "advertising",
    "advertise",
    "sponsored",
    "about us",
    "about",
    "archive",
    "news archive",
    "gallery",
    "photo gallery",
    "video gallery",
    "multimedia",
    "sitemap",
    "site map",
    "tags",
    "tag",
    "topics",
    "category",
    "categories",
    "keywords",
    "back",
    "back to top",
    "to top",
    "next",
    "previous",
    "continue",
    "continue reading",
    "show more",
    "load more",
    "view all",
    "all news",
    "news in english",
    "listen",
    "listen to this article",
    "watch",
    "image captcha",
    "captcha",
    "write to the president",
    "write to us",
    "this article is more than",
    "reuse this content",
    "send",
    "send to a friend",
    "weather",
    "exchange rates",
    "currency",
    "cookies",
    "skip to content",
    "skip to main content",
    "language",
    "eng",
    "rus",
    "english",
    "font size",
    "views",
    "published in",
    "department",
    "поделиться",
    "поделиться в",
    "поделитесь",
    "рассказать друзьям",
    "печать",
    "версия для печати",
    "распечатать",
    "сохранить",
    "комментарии",
    "комментировать",
    "оставить комментарий",
    "добавить комментарий",
    "добавить новость",
    "нет комментариев",
    "просмотров",
    "просмотры",
    "главная",
    "главная страница",
    "меню",
    "поиск",
    "войти",
    "вход",
    "регистрация",
    "подписаться",
    "подписка",
    "рассылка",
    "реклама",
    "на правах рекламы",
    "о нас",
    "о проекте",
    "о сайте",
    "редакция",
    "архив",
    "архив новостей",
    "фотогалерея",
    "галерея",
    "видеогалерея",
    "мультимедиа",
    "карта сайта",
    "теги",
    "тег",
    "метки",
    "рубрика",
    "рубрики",
    "категория",
    "ключевые слова",
    "назад",
    "наверх",
    "вверх",
    "далее",
    "показать еще",
    "загрузить еще",
    "все новости",
    "новости спорта",
    "слушать",
    "погода",
    "курс валют",
    "курсы валют",
    "гороскоп",
    "частные объявления",
    "объявления",
    "афиша",
    "вконтакте",
    "одноклассники",
    "телеграм",
    "дзен",
    "рус",
    "русский",
    "отправить",
    "отправить другу",
    "обратная связь",
    "accueil",
    "partager",
    "imprimer",
    "commentaires",
    "commenter",
    "mentions légales",
    "s'abonner",
    "abonnez-vous",
    "se connecter",
    "rechercher",
    "recherche",
    "publicité",
    "contactez-nous",
    "qui sommes-nous",
    "plan du site",
    "rubriques",
    "météo",
    "sport",
    "sports",
    "économie",
    "politique",
    "culture",
    "startseite",
    "teilen",
    "drucken",
    "kommentare",
    "impressum",
    "datenschutz",
    "anmelden",
    "suche",
    "werbung",
    "wetter",
    "inicio",
    "compartir",
    "imprimir",
    "comentarios",
    "publicidad",
    "aviso legal",
    "buscar",
    "suscríbete",
    "anasayfa",
    "ana sayfa",
    "paylaş",
    "yazdır",
    "yorumlar",
    "reklam",
    "bosh sahifa",
    "ulashish",
    "reklama",
    "басты бет",
    "бөлісу",
    "жарнама",
    "башкы бет",
    "бөлүшүү",
    "асосӣ",
    "саҳифаи асосӣ",
    "condividi",
    "pubblicità",
    "головна",
    "поширити",
    "поділитися",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_what_they_are() {
        let rows = [
            ("Partager", Some(Cue::Furniture)),
            ("14 commentaires", Some(Cue::Furniture)),
            ("Home / World / Lakes", Some(Cue::Furniture)),
            ("Тел.: (+7 700) 000-00-00", Some(Cue::Furniture)),
            ("0", Some(Cue::Furniture)),
            ("Lake Wire belongs to the Lake Group. All rights reserved.", Some(Cue::Furniture)),
            ("Читайте также:", Some(Cue::Related)),
            ("Photo: Ministry of Lakes", Some(Cue::Credit)),
            ("По материалам агентства «Озеро»", Some(Cue::Credit)),
            ("By Ida Voss", Some(Cue::Byline)),
            ("By Tuesday the lake had frozen over", None),
            ("Автор: Ида Восс", Some(Cue::Byline)),
            ("lakenews.example", Some(Cue::SiteName)),
            ("Пресс-служба Министерства озёр", Some(Cue::Issuer)),
            ("The press service said the lake was calm.", None),
            ("The post Lake talks end appeared first on Lake Herald.", Some(Cue::Syndication)),
            ("Photo shows nothing new in the talks", None),
            ("Norland and Sund sign a treaty on lakes", None),
        ];
        for (line, expected) in rows {
            let low = line.to_lowercase().replace('ё', "е");
            let words = line.split_whitespace().count();
            assert_eq!(cue(line, &low, words), expected, "{line}");
        }
    }
}
