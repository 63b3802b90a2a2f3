//! The hands a text went through: who issued, reported, published and republished it, and whose the pictures are.
//!
//! Text and layout come in, hands with the spans of their names go out, origin first. Who they are, `resolve` says;
//! a hand that no words name is not there.

use crate::cues;
use crate::lines;
use crate::regions::Layout;
use chancery_record::{Hand, HandKind, RegionRole as Role, Span, fold};

/// The hands of a text.
pub(crate) struct Hands {
    /// Origin first.
    pub(crate) chain: Vec<Hand>,
    /// The last hand that published.
    pub(crate) publisher: Option<Span>,
}

/// Reads the hands off the furniture and the first paragraphs.
pub(crate) fn hands(text: &str, layout: &Layout) -> Hands {
    let marks = Marks::read(text, layout);
    let mut chain = Chain { text, hands: Vec::new() };
    chain.add(HandKind::Issued, marks.issuer());
    chain.add(HandKind::Told, marks.told);
    chain.add(HandKind::Reported, marks.source);
    chain.add(HandKind::Reported, marks.agency.or(marks.outlet));
    chain.add(HandKind::Reported, marks.syndicated);
    chain.add(HandKind::Published, marks.house);
    let site = marks.site.filter(|_| !marks.site_is_office || chain.hands.is_empty());
    let again =
        chain.hands.iter().any(|h| matches!(h.kind, HandKind::Reported | HandKind::Published));
    chain.add(if again { HandKind::Republished } else { HandKind::Published }, site);
    let publisher = marks.publisher();
    for picture in &marks.pictures {
        chain.add(HandKind::Picture, Some(*picture));
    }
    Hands { chain: chain.hands, publisher }
}

/// A name and the words that say what it did.
type Named = (Span, Span);

struct Chain<'a> {
    text: &'a str,
    hands: Vec<Hand>,
}

impl Chain<'_> {
    fn add(&mut self, kind: HandKind, named: Option<Named>) {
        let Some((name, span)) = named else { return };
        let key = fold(name.of(self.text));
        let known = self.hands.iter().any(|h| {
            (kind == HandKind::Picture) == (h.kind == HandKind::Picture)
                && fold(h.name.of(self.text)) == key
        });
        if !name.is_empty() && !known {
            self.hands.push(Hand { kind, name, span });
        }
    }
}

#[derive(Default)]
struct Marks {
    /// Office that signs under the text.
    signed: Option<Named>,
    /// It does not say whose office it is.
    signed_generic: bool,
    /// Office named in the title of a paper.
    titled: Option<Named>,
    /// Press office that the first paragraphs lean on.
    quoted: Option<Named>,
    told: Option<Named>,
    /// "Based on materials from ..."
    source: Option<Named>,
    /// Agency of the dateline.
    agency: Option<Named>,
    /// Outlet of the byline, or that "learnt" what the first paragraphs tell.
    outlet: Option<Named>,
    syndicated: Option<Named>,
    /// Outlet under the text.
    house: Option<Named>,
    site: Option<Named>,
    site_is_office: bool,
    pictures: Vec<Named>,
}

impl Marks {
    fn issuer(&self) -> Option<Named> {
        let site = self.site.filter(|_| self.site_is_office);
        // "Press service" under the text is that of the house over it.
        let signed = if self.signed_generic { site.or(self.signed) } else { self.signed };
        signed.or(self.titled).or(self.quoted).or(site)
    }

    /// The last hand that published.
    fn publisher(&self) -> Option<Span> {
        let site = self.site.filter(|_| !self.site_is_office);
        let own = site.or(self.house).or(self.syndicated).or(self.agency).or(self.outlet);
        let office =
            if self.signed_generic { self.site.or(self.signed) } else { self.signed.or(self.site) };
        own.or(office).map(|(name, _)| name)
    }

    fn read(text: &str, layout: &Layout) -> Self {
        let mut marks =
            Self { agency: agency(layout), titled: titled(text, layout), ..Self::default() };
        let mut bodies = 0;
        for region in &layout.regions {
            for line in line_spans(text, region.span) {
                match region.role {
                    Role::Signature => marks.signature(text, line),
                    Role::SiteName => marks.site_name(text, line),
                    Role::Syndication if marks.syndicated.is_none() => {
                        marks.syndicated = syndicated(text, line);
                    }
                    Role::Credit => marks.credit(text, line),
                    Role::Body if bodies < 2 => {
                        bodies += 1;
                        marks.opening(text, line);
                    }
                    _ => {}
                }
                // Nothing that is looked for stands further down in a body.
                if region.role == Role::Body && bodies >= 2 {
                    break;
                }
            }
        }
        marks
    }

    fn signature(&mut self, text: &str, line: Span) {
        let words = line.of(text);
        let low = lines::small(words);
        let name = bare(text, line);
        if cues::names_press_office(&low)
            || cues::begins_with_office(low.trim_start_matches(|c: char| !c.is_alphanumeric()))
        {
            if self.signed.is_none() {
                self.signed = Some((name, line));
                self.signed_generic = !OWNERS.iter().any(|owner| low.contains(owner));
            }
            return;
        }
        // "By staff writers, Lake Relief Monitor"
        if let Some((_, house)) = words.rsplit_once([',', '|']) {
            let start = line.end() - house.trim_start().len();
            let house = Span::new(start, line.end());
            if cues::names_outlet(&lines::small(house.of(text))) || words.starts_with("By staff") {
                self.outlet.get_or_insert((house, line));
            }
            return;
        }
        let byline =
            cues::cue(words, &low, words.split_whitespace().count()) == Some(cues::Cue::Byline);
        if !byline
            && !cues::signs_by_role(&low)
            && (cues::names_outlet(&low) || words.contains(['«', '"', '“']))
        {
            self.house.get_or_insert((name, line));
        }
    }

    fn site_name(&mut self, text: &str, line: Span) {
        let low = lines::small(line.of(text));
        let second = self.site.is_some();
        let office = cues::begins_with_office(&low);
        // A domain over a slogan or a section names the house best.
        let weak = |own: Span| {
            let low = lines::small(own.of(text));
            !cues::begins_with_office(&low) && !cues::is_domain(&low) && !cues::names_outlet(&low)
        };
        let better =
            cues::is_domain(&low) || (office && self.site.is_some_and(|(own, _)| weak(own)));
        if second && !better {
            return;
        }
        self.site_is_office = office || cues::names_press_office(&low);
        self.site = Some((without_issue(text, bare(text, line)), line));
    }

    fn credit(&mut self, text: &str, line: Span) {
        let words = line.of(text);
        let low = lines::small(words);
        let head = SOURCES.iter().find(|head| low.starts_with(**head));
        let mut name = after_head(text, line, head.copied());
        // "Source: Lake Herald. Read the whole story."
        if let Some(stop) = name.of(text).find(". ").filter(|at| *at > 3 && head.is_some()) {
            name = Span::new(name.start(), name.start() + stop);
        }
        if name.is_empty() {
            return;
        }
        if head.is_some() {
            self.source.get_or_insert((name, line));
        } else if self.pictures.len() < 20 {
            self.pictures.push((name, line));
        }
    }

    fn opening(&mut self, text: &str, paragraph: Span) {
        if self.quoted.is_none() {
            self.quoted = press_office(text, paragraph).or_else(|| ministry_said(text, paragraph));
        }
        if self.outlet.is_none() {
            self.outlet = learnt(text, paragraph).or_else(|| verbed(text, paragraph, REPORTS));
        }
        if self.told.is_none() {
            self.told = told(text, paragraph)
                .or_else(|| interviewed(text, paragraph))
                .or_else(|| verbed(text, paragraph, TELLS));
        }
    }
}

/// "Lake Bulletin no. 88": the name without the number of the issue.
fn without_issue(text: &str, name: Span) -> Span {
    let low = lines::small(name.of(text));
    let marks =
        [" no. ", " no ", " nr. ", " № ", " №", " issue ", ", issue ", " vol. ", " выпуск "];
    // Small letters may take other bytes than the capitals they stand for.
    let same = low.len() == name.len();
    let cut = marks.iter().filter_map(|mark| Some((low.find(mark)?, mark.len()))).min();
    match cut.filter(|(at, _)| same && *at > 3) {
        Some((at, mark))
            if low[at + mark..].starts_with(|c: char| c.is_ascii_digit() || c == 'n') =>
        {
            Span::new(name.start(), name.start() + at)
        }
        _ => name,
    }
}

/// Words that say whose press service it is.
const OWNERS: &[&str] = &[
    "president",
    "minist",
    "government",
    "embassy",
    "parliament",
    "secretariat",
    "committee",
    "council",
    "cabinet",
    "assembly",
    "senate",
    "commission",
    "organi",
    "prime",
    "президент",
    "министер",
    "мид",
    "правительств",
    "посольств",
    "парламент",
    "секретариат",
    "комитет",
    "совет",
    "администрац",
    "содружеств",
    "премьер",
    "сената",
    "комисси",
    "королев",
];

const SOURCES: &[&str] = &[
    "based on materials from the",
    "based on materials from",
    "based on materials of",
    "based on reports by",
    "based on reporting by",
    "with materials from",
    "with information from",
    "source:",
    "sources:",
    "по материалам агентства",
    "по материалам",
    "по информации сайта",
    "источник:",
    "quelle:",
    "fuente:",
    "fonte:",
    "bron:",
    "źródło:",
    "izvor:",
    "zdroj:",
    "джерело:",
    "крыніца:",
    "дереккөз:",
    "булак:",
    "manba:",
    "манба:",
    "kaynak:",
];

fn agency(layout: &Layout) -> Option<Named> {
    let line = layout.dateline.as_ref()?;
    Some((line.agency?, line.span))
}

fn line_spans(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start();
    span.of(text).split(['\n', '\r']).filter_map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len() + 1;
        let kept = line.trim();
        (!kept.is_empty()).then(|| Span::new(start, start + kept.len()))
    })
}

/// Without marks at its ends: "@Press service of ..." and "Lake Courier |".
fn bare(text: &str, line: Span) -> Span {
    let words = line.of(text);
    let cut = words.trim_start_matches(|c: char| !c.is_alphanumeric() && !"«\"“".contains(c));
    let cut_end = cut.strip_suffix(" staff").or_else(|| cut.strip_suffix(" Staff")).unwrap_or(cut);
    let kept = cut_end.trim_end_matches(|c: char| !c.is_alphanumeric() && !"»\"”)".contains(c));
    let start = line.end() - cut.len();
    Span::new(start, start + kept.len())
}

/// What stands after "Photo:", or after one of the heads of a source credit.
fn after_head(text: &str, line: Span, head: Option<&str>) -> Span {
    let words = line.of(text);
    let rest = match head {
        // Heads are in small letters; the same letters in the line take as many bytes.
        Some(head) => words.get(head.len()..).unwrap_or_default(),
        None => words.split_once([':', '©']).map_or_else(
            || words.split_once(" by ").map_or("", |(_, rest)| rest),
            |(_, rest)| rest,
        ),
    };
    bare(text, Span::new(line.end() - rest.len(), line.end()))
}

/// "The post ... appeared first on Radio Sund."
fn syndicated(text: &str, line: Span) -> Option<Named> {
    let words = line.of(text);
    let marks = [
        " appeared first on ",
        " first appeared on ",
        " premier sur ",
        " primero en ",
        " zuerst auf ",
        " published by ",
        " published in ",
        " published on ",
        " published at ",
        " appeared in ",
        " appeared on ",
        " story on ",
        " erschienen im ",
        " erschienen in ",
        " originalmente en ",
        " primero en ",
        " publicado em ",
        " publicado no ",
        " from ",
        " сначала на ",
        " появилась на ",
        " появилось на ",
        " на сайте ",
        " с сайта ",
    ];
    let at = marks.iter().find_map(|mark| words.rfind(mark).map(|at| at + mark.len()))?;
    let name = words[at..].split(['\n', ',']).next().unwrap_or_default();
    let name = name.strip_prefix("the ").unwrap_or(name);
    let start = line.start() + words[at..].find(name).map_or(at, |inner| at + inner);
    Some((bare(text, Span::new(start, start + name.len())), line))
}

/// The office that a paper's title names: "Statement by the Ministry of Lakes of Norland".
fn titled(text: &str, layout: &Layout) -> Option<Named> {
    let title = layout.title?;
    let words = title.of(text);
    let low = lines::small(words);
    let paper = [
        "communiqu",
        "statement by",
        "statement of",
        "joint statement",
        "declaration",
        "briefing",
        "transcript",
        "press release",
        "conclusions of",
        "resolution of",
        "коммюнике",
        "заявление мид",
        "заявление министерства",
        "совместное заявление",
        "декларация",
        "стенограмма",
        "брифинг",
        "пресс-релиз",
    ];
    if !paper.iter().any(|p| {
        low.starts_with(p)
            || (p.len() > 8 && low.split('\n').any(|l| l.contains(p)) && low.len() < 220)
    }) {
        return None;
    }
    let nouns = [
        "Ministry",
        "Ministries",
        "Office",
        "Embassy",
        "Secretariat",
        "Council",
        "Government",
        "Presidency",
        "Commission",
        "Department",
        "Organization",
        "Organisation",
        "Union",
        "Association",
        "League",
        "Cabinet",
        "Community",
        "Commonwealth",
        "Administration",
        "Foreign Ministry",
        "Compact",
        "Alliance",
        "Conference",
        "Cooperation",
        "Forum",
        "Group",
        "Bloc",
        "Министерств",
        "МИД",
        "Секретариат",
        "Совет",
        "Комитет",
        "Правительств",
        "Администраци",
        "Организаци",
        "Содружеств",
        "Союз",
        "Посольств",
        "Лиг",
        "Ассоциаци",
        "Комисси",
        "Госдепартамент",
        "Форум",
        "Альянс",
        "Объединени",
    ];
    let small = [
        "союза",
        "содружества",
        "организации",
        "совета",
        "лиги",
        "сообщества",
        "альянса",
        "форума",
        "объединения",
    ];
    let after_capital = |noun: &&&str| {
        let at = word_start(words, noun)?;
        let word = words[..at].trim_end().rfind([' ', '\n']).map_or(0, |i| i + 1);
        words[word..].starts_with(char::is_uppercase).then_some(word)
    };
    let start = nouns.iter().filter_map(|noun| word_start(words, noun)).min();
    let start = start.or_else(|| small.iter().filter_map(|noun| after_capital(&noun)).min())?;
    // "Northern Cooperation Forum": the words before the noun belong to it when capitalised.
    let before = &words[..start];
    if words[..start].ends_with("at the ") || words[..start].ends_with("at ") {
        return None;
    }
    let mut from = start;
    for word in before.split(' ').rev().filter(|w| !w.is_empty()) {
        let capital = word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().any(char::is_lowercase);
        let generic = [
            "Joint",
            "Statement",
            "Summit",
            "Communiqué",
            "Communique",
            "Declaration",
            "Briefing",
            "Transcript",
            "Press",
        ]
        .contains(&word);
        if !capital || generic || word.contains('\n') || word.ends_with([',', ':']) {
            break;
        }
        from = before[..from].rfind(word).unwrap_or(from);
    }
    let rest = &words[from..];
    let stop = [
        " on ",
        " following ",
        " regarding ",
        " concerning ",
        " in connection ",
        " after ",
        " to ",
        " о ",
        " об ",
        " в связи ",
        " по ",
        " с ",
    ]
    .iter()
    .filter_map(|w| rest.find(w))
    .chain(rest.find(['\n', ':', '(', ';', ',']))
    .min()
    .unwrap_or(rest.len());
    let name = bare(text, Span::new(title.start() + from, title.start() + from + stop));
    Some((name, title))
}

fn word_start(words: &str, noun: &str) -> Option<usize> {
    words
        .match_indices(noun)
        .map(|(at, _)| at)
        .find(|&at| !words[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-'))
}

/// A press office that says what the paragraph tells.
fn press_office(text: &str, paragraph: Span) -> Option<Named> {
    let words = paragraph.of(text);
    let phrases = [
        "press service",
        "press office",
        "press-service",
        "press centre",
        "press center",
        "press secretariat",
        "information office",
        "пресс-служб",
        "пресс-центр",
        "Пресс-служб",
        "Пресс-центр",
        "Press service",
        "Press office",
    ];
    let (at, phrase) = phrases.iter().filter_map(|p| words.find(p).map(|at| (at, *p))).min()?;
    let before = &words[..at];
    let after = &words[at..];
    let cyrillic = !phrase.is_ascii();
    let start = if cyrillic { at } else { possessor(before, at) };
    let end = at + office_end(after, cyrillic);
    let lead =
        before.get(before.char_indices().rev().nth(60).map_or(0, |(i, _)| i)..).unwrap_or_default();
    let low = lines::small(lead);
    let heard = [
        "according to",
        "from the",
        "citing",
        "reported by",
        "by the",
        "сообща",
        "сообщил",
        "передает",
        "передал",
        "информирует",
        "по данным",
        "по информации",
        "со ссылкой",
        "рассказали в",
        "уточнили в",
        "заявили в",
        "отметили в",
        "проинформировал",
        "известил",
        "сказали в",
    ]
    .iter()
    .any(|w| low.contains(w));
    let next = words[end..].trim_start_matches([' ', ',']);
    let says = [
        "reported",
        "reports",
        "said",
        "says",
        "announced",
        "informed",
        "added",
        "stated",
        "has reported",
        "noted",
        "told",
        "let it be known",
        "confirmed",
        "disclosed",
        "made it known",
        "сообщила",
        "сообщил",
        "сообщает",
        "заявила",
        "информирует",
        "уточнила",
        "передает",
        "отметила",
    ]
    .iter()
    .any(|w| next.starts_with(w));
    // "Her press service" names nobody.
    let owned = words[start..end].split_whitespace().count() > if cyrillic { 1 } else { 2 };
    if !(heard || says) || !owned {
        return None;
    }
    let verb = if says && end + 1 < words.len() {
        end + 1 + words[end + 1..].find([' ', ',', '.', '\n']).unwrap_or(words.len() - end - 1)
    } else {
        end
    };
    let base = paragraph.start();
    Some((Span::new(base + start, base + end), Span::new(base + start, base + verb)))
}

/// The first words of a stretch: what is looked for stands near, and a long stretch is not searched again and again.
fn opening(words: &str) -> &str {
    let end = words.char_indices().nth(160).map_or(words.len(), |(at, _)| at);
    &words[..end]
}

/// "the Foreign Ministry in Sund said", "сообщило министерство озёр Норландии": a ministry behind what a report opens with.
fn ministry_said(text: &str, paragraph: Span) -> Option<Named> {
    let words = paragraph.of(text);
    let base = paragraph.start();
    let verbs = [" said", " announced", " reported", " confirmed"];
    let english = words.match_indices("inistry").find_map(|(at, _)| {
        let noun = at.checked_sub(1)?;
        let end = noun + "Ministry".len();
        words.get(noun..end).filter(|noun| matches!(*noun, "Ministry" | "ministry"))?;
        let rest = opening(&words[end..]);
        let (gap, verb) = verbs.iter().filter_map(|v| Some((rest.find(v)?, v.len()))).min()?;
        let between = &rest[..gap];
        let plain = between.split_whitespace().count() <= 4
            && !between.contains([',', '.', ';', '"', '”', '\n']);
        let start = possessor(&words[..noun], noun);
        let owned = start < noun || !between.trim().is_empty();
        (plain && owned).then(|| {
            let name = Span::new(base + start, base + end + between.trim_end().len());
            (name, Span::new(base + start, base + end + gap + verb))
        })
    });
    english.or_else(|| {
        let heads = ["сообщило ", "сообщили в ", "заявили в ", "объявило ", "заявило "];
        heads.iter().flat_map(|head| words.match_indices(head)).find_map(|(at, head)| {
            let rest = opening(&words[at + head.len()..]);
            let office = ["министерств", "Министерств", "МИД ", "Минобороны"];
            if !office.iter().any(|noun| rest.starts_with(noun)) {
                return None;
            }
            let end = rest.find([',', '.', ';', '(', '\n', '—']).unwrap_or(rest.len());
            let name = rest[..end].trim_end();
            let short = name.split_whitespace().count() <= 7;
            let start = base + at + head.len();
            (short && name.contains(' ')).then(|| {
                (Span::new(start, start + name.len()), Span::new(base + at, start + name.len()))
            })
        })
    })
}

/// Start of the words before "press office" that say whose it is.
fn possessor(before: &str, at: usize) -> usize {
    let mut start = at;
    let mut left = before.trim_end();
    for _ in 0..6 {
        let word_at = left.rfind([' ', '\n']).map_or(0, |i| i + 1);
        let word = &left[word_at..];
        let capital = word.chars().next().is_some_and(char::is_uppercase)
            && !["The", "On", "In", "At"].contains(&word);
        let owner = word.ends_with("'s")
            || word.ends_with("’s")
            || word.ends_with("s'")
            || word.ends_with("s’");
        let adjective = [
            "presidential",
            "government",
            "ministry",
            "foreign",
            "defence",
            "defense",
            "parliamentary",
            "cabinet",
        ]
        .contains(&word);
        if word.is_empty()
            || word.ends_with([',', '.', ';', ':'])
            || !(capital || owner || adjective)
        {
            break;
        }
        start = word_at;
        left = left[..word_at].trim_end();
        if left.is_empty() || left.ends_with(['.', ',', ';', ':']) {
            break;
        }
    }
    start
}

/// End of "press service of the leader of Norland", "пресс-служба министерства озёр": where a verb or a mark follows.
fn office_end(after: &str, cyrillic: bool) -> usize {
    let mut end = after.find([',', '.', ';', ':', '\n', '(', '—', '–']).unwrap_or(after.len());
    let verbs = [
        " reported",
        " reports",
        " said",
        " says",
        " announced",
        " informed",
        " added",
        " stated",
        " has ",
        " noted",
        " told",
        " which",
        " that",
        " on ",
        " сообщ",
        " заявил",
        " информ",
        " уточнил",
        " передае",
        " отметил",
        " со ссылкой",
        " по итогам",
        " в ",
    ];
    for verb in verbs {
        if let Some(at) = after[..end].find(verb) {
            end = at;
        }
    }
    if !cyrillic {
        let phrase = after.char_indices().nth(40).map_or(after.len(), |(i, _)| i);
        let of = after[..end.min(phrase)].contains(" of ");
        if !of {
            end = end.min(after.match_indices(' ').nth(1).map_or(after.len(), |(i, _)| i));
        }
    }
    after[..end].trim_end().len()
}

/// "Lake News Agency learnt from ...", "Lake Wire reports.": an outlet of the first paragraphs.
fn learnt(text: &str, paragraph: Span) -> Option<Named> {
    let words = paragraph.of(text);
    let verbs = [
        " learnt",
        " learned",
        " reports.",
        " reports,",
        " reported, citing",
        " reported citing",
        " reports citing",
        " reports with reference",
    ];
    let at = verbs.iter().filter_map(|v| words.find(v)).min()?;
    let start = possessor(&words[..at], at);
    let name = &words[start..at];
    let agency = cues::names_outlet(&lines::small(name));
    let base = paragraph.start();
    agency.then(|| {
        let end = at + 1 + words[at + 1..].find([' ', '.', ',']).unwrap_or(words.len() - at - 1);
        (Span::new(base + start, base + at), Span::new(base + start, base + end))
    })
}

/// Verbs before the name of an outlet that tells what others say.
const REPORTS: &[&str] =
    &["передает", "передаёт", "сообщает", "пишет", "передала", "передал", "информирует"];

/// Words before the name of an outlet that was told something.
const TELLS: &[&str] = &[
    "в интервью",
    "рассказал",
    "рассказала",
    "рассказали",
    "заявил",
    "заявила",
    "сообщил",
    "сообщила",
    "в беседе с",
    "в разговоре с",
];

/// What stands between such a word and the name.
const HOUSES: &[&str] = &[
    "агентство",
    "агентству",
    "агентства",
    "информагентство",
    "информагентству",
    "газета",
    "газете",
    "издание",
    "изданию",
    "портал",
    "порталу",
    "телеканал",
    "телеканалу",
    "радио",
    "журнал",
    "журналу",
    "корреспондент",
    "корреспонденту",
    "корреспондентом",
    "ИА",
];

/// Bodies that go by capitals and are no houses.
const NO_HOUSES: &[&str] = &["ЮНИСЕФ", "ЮНЕСКО", "МАГАТЭ", "УВКБ", "МККК"];

/// "передаёт «Озеро»", "рассказал агентству «Озеро»", "сообщает ОЗЕРОПРЕСС".
fn verbed(text: &str, paragraph: Span, verbs: &[&str]) -> Option<Named> {
    let words = paragraph.of(text);
    verbs.iter().flat_map(|verb| words.match_indices(verb)).find_map(|(at, verb)| {
        let whole = words[..at].chars().next_back().is_none_or(|c| !c.is_alphabetic());
        let mut rest = words[at + verb.len()..].strip_prefix(' ').filter(|_| whole)?;
        let mut called = false;
        while let Some(after) =
            HOUSES.iter().find_map(|noun| rest.strip_prefix(noun)?.strip_prefix(' '))
        {
            (called, rest) = (true, after);
        }
        let length = house_length(rest, called)?;
        let start = paragraph.start() + words.len() - rest.len();
        Some((Span::new(start, start + length), Span::new(paragraph.start() + at, start + length)))
    })
}

/// Length of the name of a house with which the words begin; `called` one before.
fn house_length(rest: &str, called: bool) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix('«') {
        let close = opening(inside).find('»').filter(|n| *n < 80)?;
        return Some('«'.len_utf8() + close + '»'.len_utf8());
    }
    let end = rest.find([' ', ',', '.', ';', ':', '\n']).unwrap_or(rest.len());
    let name = &rest[..end];
    let loud = name.chars().count() > 4
        && name.chars().all(|c| c.is_uppercase() || c == '-')
        && !NO_HOUSES.contains(&name);
    let named =
        name.starts_with(char::is_uppercase) && (called || cues::is_agency(&lines::small(name)));
    (loud || named).then_some(end)
}

/// "told Lake Wire", "in an interview with Radio Lake": an outlet by its name.
fn interviewed(text: &str, paragraph: Span) -> Option<Named> {
    let words = paragraph.of(text);
    let heads = [
        "in an interview with ",
        "in an interview to ",
        "in interviews with ",
        "interview with ",
        "told ",
        "speaking to ",
        "in remarks to ",
        "in comments to ",
    ];
    heads.iter().flat_map(|head| words.match_indices(head)).find_map(|(at, head)| {
        let rest = &words[at + head.len()..];
        let name = rest.strip_prefix("the ").unwrap_or(rest);
        let length = outlet_length(name)?;
        let start = paragraph.start() + words.len() - name.len();
        Some((Span::new(start, start + length), Span::new(paragraph.start() + at, start + length)))
    })
}

/// Length of a run of capitalised words that names an outlet.
fn outlet_length(words: &str) -> Option<usize> {
    let mut end = 0;
    for word in words.split(' ').take(5) {
        let bare = word.trim_end_matches([',', '.', ';', ':', '"', '”', ')']);
        if !bare.starts_with(char::is_uppercase) || bare.ends_with("'s") || bare.ends_with("’s") {
            break;
        }
        end += usize::from(end > 0) + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    let low = lines::small(words.get(..end)?);
    (cues::names_outlet(&low) || cues::is_agency(&low)).then_some(end)
}

/// "told Lake News Agency".
fn told(text: &str, paragraph: Span) -> Option<Named> {
    let words = paragraph.of(text);
    let (verb, at) =
        ["told the ", "told "].iter().find_map(|v| words.find(v).map(|at| (*v, at)))?;
    let rest = &words[at + verb.len()..];
    let end = ["news agency", "News Agency", "agency", "newspaper"]
        .iter()
        .filter_map(|w| rest.find(w).map(|i| i + w.len()))
        .min()
        .filter(|end| *end < 60)?;
    let name = &rest[..end];
    let named = name.starts_with(char::is_uppercase)
        && !name.contains(['.', ',', ';'])
        && name.split(' ').count() <= 5;
    let start = paragraph.start() + at + verb.len();
    named.then(|| (Span::new(start, start + end), Span::new(paragraph.start() + at, start + end)))
}
