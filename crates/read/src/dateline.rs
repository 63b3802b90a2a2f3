//! The dateline at the head of a report: place, date, agency, and the mark after which the story begins.
//!
//! The first paragraph comes in, where its dateline ends and what it names goes out. A place alone needs a dash or
//! capital letters beside it; words of the story are never taken for a dateline.

use crate::cues;
use crate::dates::{self, Printed};
use chancery_record::Span;

/// A dateline at the start of a stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// All of it, the closing mark included.
    pub(crate) span: Span,
    /// The place filed from.
    pub(crate) place: Option<Span>,
    /// The agency named there.
    pub(crate) agency: Option<Span>,
    /// The date printed there.
    pub(crate) date: Option<Printed>,
}

/// Reads the dateline with which `text[from..to]` begins, if it does.
pub(crate) fn dateline(text: &str, from: usize, to: usize) -> Option<Dateline> {
    let to = head_end(text, from, to);
    let dates = dates::printed(text, from, to);
    let mut scan = Scan { text, at: from, to, dates: &dates, parts: Parts::default() };
    scan.place();
    // "QUESTION (Lake Post):" calls a speaker.
    let called = |place: Span| {
        place.of(text).split(|c: char| !c.is_alphanumeric()).any(|word| CALLED.contains(&word))
    };
    if scan.parts.place.is_some_and(called) {
        return None;
    }
    let end = scan.rest()?;
    let mut parts = scan.parts;
    // "Lake Wire, 9 March 2031.": the house itself, not a town.
    if parts.agency.is_none() && parts.place.is_some_and(|span| names_house(span.of(text))) {
        parts.agency = parts.place.take();
    }
    // "Voss — the first to come — spoke": a name in small letters needs a sentence after the dash.
    let bare = !parts.named && !parts.loud && parts.agency.is_none() && parts.date.is_none();
    let story = text.get(end..).unwrap_or_default().trim_start().chars().next();
    if bare && story.is_none_or(char::is_lowercase) {
        return None;
    }
    parts.suffices().then(|| Dateline {
        span: Span::new(from, end),
        place: parts.place,
        agency: parts.agency,
        date: parts.date,
    })
}

/// A dateline that fills a line of its own, its closing mark left out: "SUND, 4 June (Lake Wire)".
pub(crate) fn whole_line(text: &str, line: Span) -> Option<Dateline> {
    let closed = format!("{} — X", line.of(text));
    let found = dateline(&closed, 0, closed.len())?;
    if found.span.end() < line.len() {
        return None;
    }
    let here = |span: Span| Span::new(line.start() + span.start(), line.start() + span.end());
    Some(Dateline {
        span: line,
        place: found.place.map(here),
        agency: found.agency.map(here),
        date: found.date.map(|date| Printed { span: here(date.span), ..date }),
    })
}

/// A line of its own: what stands beside the date is the place, unless it names a house.
pub(crate) fn beside(text: &str, span: Span, words: Span, date: Option<Printed>) -> Dateline {
    let house = names_house(words.of(text));
    let (place, agency) = if house { (None, Some(words)) } else { (Some(words), None) };
    Dateline { span, place, agency, date }
}

fn names_house(words: &str) -> bool {
    let low = crate::lines::small(words);
    cues::names_outlet(&low) || cues::is_agency(&low)
}

/// A line of its own with place and date only: "Sund, 4 June 2033", "07.02.2030 09:45, Sund"; the first of "LUND/SUND".
/// Gives the place, when the words that are not the date look like one.
pub(crate) fn place_beside(text: &str, line: Span, date: Span) -> Option<Span> {
    let before = trimmed(text, line.start(), date.start());
    let after = trimmed(text, date.end(), line.end());
    let place = match (before.is_empty(), after.is_empty()) {
        (false, true) => before,
        (true, false) => after,
        _ => return None,
    };
    let place = without_town_word(text, place);
    // "TANGA, Tanzania": the state behind the town says only where the town lies.
    let town = place.of(text).split(',').next().unwrap_or_default().trim_end().len();
    let place = Span::new(place.start(), place.start() + town);
    if ["By ", "Par ", "Von ", "Por "].iter().any(|by| place.of(text).starts_with(by)) {
        return None;
    }
    let towns = |part: &str| part.starts_with(char::is_uppercase) && part.len() > 2;
    let place = match place.of(text).split_once('/') {
        Some((first, rest)) if towns(first) && rest.split('/').all(towns) => {
            Span::new(place.start(), place.start() + first.trim_end().len())
        }
        _ => place,
    };
    let words = place.of(text).split_whitespace().count();
    if place.of(text).split(|c: char| !c.is_alphanumeric()).any(is_date_word) {
        return None;
    }
    let named = place.of(text).chars().next().is_some_and(char::is_uppercase)
        && (1..=4).contains(&words)
        && !place.of(text).contains(|c: char| c.is_ascii_digit() || ":|/(.".contains(c));
    named.then_some(place)
}

/// Words that stand beside the date of a page and say nothing of place or title.
pub(crate) fn is_date_word(word: &str) -> bool {
    let low = word.to_lowercase();
    DATE_WORDS.contains(&low.as_str())
        || MORE_WEEKDAYS.split(' ').any(|weekday| weekday == low)
        || chancery_knowledge::calendar::any_weekday(&low).is_some()
}

/// Weekdays of languages whose pages are read for their dates alone.
const MORE_WEEKDAYS: &str = "segunda terça quarta quinta sexta feira sábado domingo lunedì martedì mercoledì giovedì venerdì sabato \
    domenica poniedziałek wtorek środa czwartek piątek sobota niedziela maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
    luni marți miercuri joi vineri sâmbătă duminică понеделник вторник сряда четвъртък петък събота неделя понедељак уторак среда \
    четвртак петак субота ponedjeljak ponedeljak utorak srijeda sreda četvrtak petak subota nedjelja nedelja måndag tisdag onsdag \
    torsdag fredag lördag söndag";

const DATE_WORDS: &[&str] = &[
    "posted",
    "a",
    "p",
    "m",
    "published",
    "updated",
    "modified",
    "created",
    "added",
    "date",
    "dated",
    "time",
    "on",
    "at",
    "last",
    "issued",
    "released",
    "release",
    "utc",
    "gmt",
    "msk",
    "мск",
    "cet",
    "cest",
    "est",
    "edt",
    "hours",
    "local",
    "first",
    "the",
    "of",
    "опубликовано",
    "опубликована",
    "опубликован",
    "обновлено",
    "изменено",
    "добавлено",
    "дата",
    "публикации",
    "время",
    "размещено",
    "создано",
    "от",
    "г",
    "года",
    "год",
    "publié",
    "publiée",
    "le",
    "mis",
    "mise",
    "à",
    "jour",
    "modifié",
    "date",
    "veröffentlicht",
    "am",
    "um",
    "uhr",
    "stand",
    "aktualisiert",
    "publicado",
    "el",
    "actualizado",
    "yayınlanma",
    "tarihi",
    "tarih",
    "güncelleme",
    "жарияланды",
    "сана",
    "санаи",
    "нашр",
    "eklenme",
    "chop",
    "etilgan",
    "min",
    "read",
];

/// Datelines are short: look no further than this, on a character boundary.
fn head_end(text: &str, from: usize, to: usize) -> usize {
    let mut end = to.min(from + 200);
    while end > from && !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// The stretch without blanks, commas, stops and zone words at its ends.
fn trimmed(text: &str, from: usize, to: usize) -> Span {
    let mut stretch = text.get(from..to).unwrap_or_default();
    let mut start = from;
    let skip = |c: char| c.is_whitespace() || ",.;:–—-()".contains(c);
    loop {
        let cut = stretch.trim_start_matches(skip);
        start += stretch.len() - cut.len();
        stretch = cut.trim_end_matches(skip);
        let low = stretch.to_lowercase();
        let Some(word) = ZONES.iter().find(|zone| {
            low.strip_prefix(**zone).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        }) else {
            return Span::new(start, start + stretch.len());
        };
        start += word.len();
        stretch = stretch.get(word.len()..).unwrap_or_default();
    }
}

/// What may stand between clock and place.
const ZONES: &[&str] =
    &["utc", "gmt", "msk", "мск", "cet", "cest", "hours", "local time", "hrs", "часов", "ч"];

fn without_town_word(text: &str, place: Span) -> Span {
    let words = place.of(text);
    let cut =
        [" city", " City", " (city)"].iter().find_map(|w| words.strip_suffix(w)).unwrap_or(words);
    let head = ["г. ", "г.", "город ", "city of ", "City of "]
        .iter()
        .find_map(|w| cut.strip_prefix(w))
        .unwrap_or(cut);
    let end = place.start() + cut.len();
    Span::new(end - head.len(), end)
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent things seen")]
struct Parts {
    place: Option<Span>,
    /// The place stands in capitals.
    loud: bool,
    agency: Option<Span>,
    /// The agency stands in brackets.
    enclosed: bool,
    date: Option<Printed>,
    dashed: bool,
    /// A place in capitals stands before a colon.
    named: bool,
}

/// What in capitals before a colon is no place.
const CALLED: &[&str] = &[
    "QUESTION",
    "ANSWER",
    "Q",
    "A",
    "MR",
    "MS",
    "MRS",
    "DR",
    "SIR",
    "MODERATOR",
    "SPOKESPERSON",
    "SPOKESMAN",
    "SPOKESWOMAN",
    "MINISTER",
    "PRESIDENT",
    "SECRETARY",
    "AMBASSADOR",
    "BREAKING",
    "UPDATE",
    "UPDATED",
    "EXCLUSIVE",
    "ANALYSIS",
    "OPINION",
    "INTERVIEW",
    "NEWS",
    "LIVE",
    "WATCH",
    "VIDEO",
    "PHOTO",
    "PHOTOS",
    "NOTE",
    "BACKGROUND",
    "SUMMARY",
    "REPORT",
    "FACTBOX",
    "TIMELINE",
    "EXPLAINER",
    "CORRECTION",
    "HOST",
    "REPORTER",
    "JOURNALIST",
    "SUBJECT",
    "ANNEX",
    "READ",
    "RE",
    "ВОПРОС",
    "ОТВЕТ",
    "МОЛНИЯ",
    "СРОЧНО",
    "ОБНОВЛЕНО",
    "ФОТО",
    "ВИДЕО",
    "ВЕДУЩИЙ",
    "ЖУРНАЛИСТ",
    "ИНТЕРВЬЮ",
    "МНЕНИЕ",
    "АНАЛИЗ",
    "СПРАВКА",
    "ПРИМЕЧАНИЕ",
    "ПРИЛОЖЕНИЕ",
];

impl Parts {
    /// Enough of a dateline to believe it.
    fn suffices(&self) -> bool {
        let kinds = usize::from(self.place.is_some())
            + usize::from(self.agency.is_some())
            + usize::from(self.date.is_some());
        if self.named {
            true
        } else if self.dashed {
            self.place.is_some() || self.enclosed || self.date.is_some() && kinds > 1
        } else {
            kinds > 1 && (self.enclosed || self.loud || self.date.is_some())
        }
    }
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    to: usize,
    dates: &'a [Printed],
    parts: Parts,
}

impl Scan<'_> {
    fn left(&self) -> &str {
        self.text.get(self.at..self.to).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let left = self.left();
        self.at += left.len() - left.trim_start().len();
    }

    fn eat(&mut self, marks: &[char]) -> bool {
        match self.left().chars().next().filter(|c| marks.contains(c)) {
            Some(c) => {
                self.at += c.len_utf8();
                true
            }
            None => false,
        }
    }

    fn date_here(&self) -> Option<&Printed> {
        self.dates.iter().find(|d| d.span.start() == self.at)
    }

    /// Up to five capitalised words, a second place after a comma or stroke included ("SUND, Norland", "LUND/SUND").
    fn place(&mut self) {
        self.blanks();
        let start = self.at;
        if self.date_here().is_some() || self.left().starts_with(['(', '/']) {
            return;
        }
        // "LAKEWIRE.EXAMPLE - The envoys": a house by its address.
        let first = self.left().split_whitespace().next().unwrap_or_default();
        if cues::is_domain(&crate::lines::small(first)) && first.starts_with(char::is_uppercase) {
            self.at += first.len();
            self.parts.agency = Some(Span::new(start, self.at));
            self.parts.enclosed = true;
            return;
        }
        let Some(end) = self.capitalised(4) else { return };
        self.at = end;
        let words = &self.text[start..end];
        let letters = || words.chars().filter(|c| c.is_alphabetic());
        self.parts.loud = letters().count() > 1 && letters().all(|c| !c.is_lowercase());
        self.parts.place = Some(Span::new(start, end));
        // The state or province after the town.
        let back = self.at;
        if self.eat(&[',']) {
            self.blanks();
            let second = if self.date_here().is_some() { None } else { self.capitalised(3) };
            match second {
                Some(end)
                    if self.text[end..self.to]
                        .trim_start()
                        .starts_with(['(', ',', '-', '–', '—', '.', '/']) =>
                {
                    self.at = end;
                }
                _ => self.at = back,
            }
        }
    }

    /// End of a run of at most `most` capitalised words.
    fn capitalised(&self, most: usize) -> Option<usize> {
        let mut end = None;
        let mut at = self.at;
        for _ in 0..most {
            let left = self.text.get(at..self.to).unwrap_or_default();
            let length = left
                .char_indices()
                .find(|(i, c)| !(c.is_alphabetic() || "'’.-/".contains(*c) && inner(left, *i)))
                .map_or(left.len(), |(i, _)| i);
            let word = &left[..length];
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let small = ["de", "la", "al", "el", "of", "the", "und", "на"].contains(&word);
            if !(capital || small && end.is_some()) {
                break;
            }
            at += length;
            if capital {
                end = Some(at);
            }
            let left = self.text.get(at..self.to).unwrap_or_default();
            let blanks = left.len() - left.trim_start_matches(' ').len();
            if blanks != 1 || self.dates.iter().any(|d| d.span.start() == at + 1) {
                break;
            }
            at += blanks;
        }
        end
    }

    /// Dates and agencies up to the closing mark; the end of the dateline.
    fn rest(&mut self) -> Option<usize> {
        for _ in 0..8 {
            self.blanks();
            if let Some(date) = self.date_here().cloned() {
                self.at = date.span.end();
                self.parts.date.get_or_insert(date);
            } else if let Some(end) = self.enclosed() {
                self.at = end;
            } else if self.dash() {
                self.parts.dashed = true;
                return self.after_dash();
            } else if self.eat(&[',']) {
                self.agency_words();
            } else if self.left().starts_with(':') && self.names_place() {
                self.at += 1;
                return self.left().starts_with(char::is_whitespace).then_some(self.at);
            } else if self.eat(&['.', ':']) {
                if self.ends_here() {
                    return Some(self.at);
                }
                self.agency_words();
            } else {
                return None;
            }
        }
        None
    }

    /// Capitals before a colon are a place unless they call a speaker or a kind of text.
    fn names_place(&mut self) -> bool {
        let Some(place) = self.parts.place.filter(|p| p.end() == self.at && self.parts.loud) else {
            return false;
        };
        let words = place.of(self.text);
        let called = words.split(|c: char| !c.is_alphanumeric()).any(|w| CALLED.contains(&w));
        self.parts.named =
            !called && words.split_whitespace().count() < 4 && words.chars().count() > 2;
        self.parts.named
    }

    /// The story begins: enough is known, and what follows is a sentence and not one more part of the dateline.
    fn ends_here(&self) -> bool {
        let left = self.left();
        let next = left.trim_start();
        let blank = next.len() < left.len();
        let more = next.starts_with(['(', '/', '-', '–', '—'])
            || self.dates.iter().any(|d| d.span.start() == self.at + left.len() - next.len());
        blank && !more && self.parts.suffices() && !self.agency_follows()
    }

    /// "SUND. 4 June. LAKEWIRE - The envoys", "SUND, 4 June. LAKEWIRE. The envoys": capitals up to a dash or a stop.
    fn agency_follows(&self) -> bool {
        let left = self.left().trim_start();
        let stop = left.find(". ").filter(|stop| {
            let name = &left[..*stop];
            let letters = name.chars().filter(|c| c.is_alphabetic()).count();
            letters > 3
                && name.split_whitespace().count() <= 3
                && name.chars().all(|c| c.is_uppercase() || " -«»".contains(c))
                && left[stop + 2..].starts_with(|c: char| c.is_uppercase() || "«\"“".contains(c))
        });
        if stop.is_some() && self.parts.agency.is_none() {
            return true;
        }
        let end = left
            .find([' ', '\u{a0}'])
            .map_or(0, |first| left[first..].find(['-', '–', '—']).map_or(0, |dash| first + dash));
        end > 0
            && left[..end].split_whitespace().count() <= 3
            && left[..end].trim_end().chars().all(|c| !c.is_lowercase())
    }

    fn agency_words(&mut self) {
        self.blanks();
        if self.date_here().is_some() || self.parts.agency.is_some() {
            return;
        }
        if let Some(end) = self.capitalised(4) {
            let follows = self.text.get(end..self.to).unwrap_or_default().trim_start();
            if follows.starts_with(['-', '–', '—', ',', '.', '/', '(']) {
                let words = Span::new(self.at, end);
                // "4 June, Sund.": the place behind the date.
                let town = self.parts.place.is_none()
                    && self.parts.date.is_some()
                    && words.of(self.text).contains(char::is_lowercase)
                    && names_town(words.of(self.text));
                if town {
                    self.parts.place = Some(words);
                } else {
                    self.parts.agency = Some(words);
                }
                self.at = end;
            }
        } else if let Some(end) = self.quoted() {
            self.parts.agency = Some(Span::new(self.at, end));
            self.at = end;
        }
    }

    fn quoted(&self) -> Option<usize> {
        let left = self.left();
        let length = left.strip_prefix('«')?.find('»')?;
        (length < 60).then_some(self.at + length + '«'.len_utf8() + '»'.len_utf8())
    }

    /// "(Lake Wire)", "/Lake Wire/", "/Корр. «Озеро» Ида Восс/".
    fn enclosed(&mut self) -> Option<usize> {
        let left = self.left();
        let open = left.chars().next()?;
        let close = match open {
            '(' => ')',
            '/' => '/',
            '[' => ']',
            _ => return None,
        };
        let length = left[1..].find(close).filter(|n| (2..90).contains(n))?;
        let start = self.at + 1;
        let inside = Span::new(start, start + length);
        if inside.of(self.text).contains('\n') {
            return None;
        }
        let alone = self.parts.place.is_none() && self.parts.date.is_none();
        if alone && open == '(' && names_town(inside.of(self.text)) {
            self.parts.place = Some(inside);
            return Some(inside.end() + 1);
        }
        self.parts.enclosed = true;
        self.parts.agency = Some(agency_in(self.text, inside));
        Some(inside.end() + 1)
    }

    fn dash(&mut self) -> bool {
        let before_blank = self.text[..self.at].ends_with(char::is_whitespace)
            || self.text[..self.at].ends_with([')', '/', '.']);
        let left = self.left();
        let dashes = left.chars().take_while(|c| "-–—―".contains(*c)).count();
        let length = left.chars().take(dashes).map(char::len_utf8).sum::<usize>();
        let after_blank = left[length..].starts_with(char::is_whitespace);
        let wide = left.starts_with(['—', '―']) || dashes > 1;
        if dashes == 0 || dashes > 3 || !((before_blank && after_blank) || wide) {
            return false;
        }
        self.at += length;
        true
    }

    /// "Sund - Lake Wire - The envoys met": the agency may stand between two dashes.
    fn after_dash(&mut self) -> Option<usize> {
        let end = self.at;
        let left = self.left().trim_start();
        let start = self.at + self.left().len() - left.len();
        if self.parts.agency.is_some() {
            return Some(end);
        }
        if left.starts_with(['(', '/']) {
            self.at = start;
            return self.enclosed().map(|after| {
                let rest = self.text.get(after..self.to).unwrap_or_default();
                let marks =
                    rest.len() - rest.trim_start_matches([' ', '-', '–', '—', '.', ':']).len();
                after + rest[..marks].trim_end().len()
            });
        }
        let dash = [" - ", " – ", " — ", ". "]
            .iter()
            .filter_map(|d| left.find(d).map(|at| (at, d.trim_end().len())))
            .min();
        if let Some((at, mark)) = dash
            && (1..=80).contains(&at)
            && left[..at].split_whitespace().count() <= 5
            && left[..at]
                .split_whitespace()
                .all(|w| w.starts_with(|c: char| c.is_uppercase() || c == '«'))
            && (left[at..].starts_with(' ')
                || self.parts.date.is_some()
                || left[..at].chars().all(|c| !c.is_lowercase()))
        {
            // "SUND, 4 June - Lake Today, Ida Voss. The envoys": the reporter is no agency.
            let name = left[..at].split(',').next().unwrap_or_default().trim_end().len();
            self.parts.agency = Some(Span::new(start, start + name));
            return Some(start + at + mark);
        }
        Some(end)
    }
}

/// A town or two words of one: letters alone, no house and no abbreviation of one.
fn names_town(words: &str) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters > 4
        && words.chars().all(|c| c.is_alphabetic() || " -'’.,/".contains(c))
        && (1..=4).contains(&words.split_whitespace().count())
        && words.split_whitespace().all(capital)
        && !names_house(words)
}

/// A mark inside a word, not after it.
fn inner(text: &str, at: usize) -> bool {
    let next = text[at..].chars().nth(1);
    if text[at..].starts_with('.') {
        // "ST. PETERSBURG", "St.Petersburg": a stop belongs to a short word.
        return at <= 2
            && !text[..at].is_empty()
            && next.is_some_and(|c| c == ' ' || c.is_alphabetic());
    }
    at > 0 && next.is_some_and(char::is_alphabetic)
}

/// The name of the agency among what stands in brackets: without "corr." and the correspondent's name.
fn agency_in(text: &str, inside: Span) -> Span {
    let words = inside.of(text);
    if let (Some(open), Some(close)) = (words.find(['«', '"', '“']), words.rfind(['»', '"', '”']))
    {
        let end = close + words[close..].chars().next().map_or(0, char::len_utf8);
        let before = words[..open].trim();
        let generic = before.is_empty()
            || before.to_lowercase().starts_with("корр")
            || before.to_lowercase().starts_with("соб")
            || before.ends_with("ИА")
            || before.to_lowercase().ends_with("агентство");
        if open < close && generic {
            return Span::new(inside.start() + open, inside.start() + end);
        }
    }
    let skipped = ["Корр. ", "корр. ", "Соб. корр. ", "ИА ", "corr. ", "by "];
    let cut = skipped.iter().find_map(|w| words.strip_prefix(w)).unwrap_or(words);
    let name = cut.split([',', ';']).next().unwrap_or(cut).trim_end();
    let start = inside.end() - cut.len();
    Span::new(start, start + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, line: &str, place: &str, agency: &str, date: &str) {
        let found = dateline(text, 0, text.len()).unwrap_or_else(|| panic!("no dateline: {text}"));
        let words = |span: Option<Span>| span.map_or("", |s| s.of(text));
        assert_eq!(found.span.of(text), line);
        assert_eq!(words(found.place), place, "{text}");
        assert_eq!(words(found.agency), agency, "{text}");
        assert_eq!(words(found.date.map(|d| d.span)), date, "{text}");
    }

    #[test]
    fn datelines_of_agencies() {
        check(
            "SUND, June 4 (Lake Wire). The envoys met.",
            "SUND, June 4 (Lake Wire).",
            "SUND",
            "Lake Wire",
            "June 4",
        );
        check("SUND (Lake Wire) - The envoys met.", "SUND (Lake Wire) -", "SUND", "Lake Wire", "");
        check(
            "SUND, Dec 4, 2033 (Lake Wire) -- The envoys",
            "SUND, Dec 4, 2033 (Lake Wire) --",
            "SUND",
            "Lake Wire",
            "Dec 4, 2033",
        );
        check("SUND — The envoys met on Monday.", "SUND —", "SUND", "", "");
        check("Sund – The envoys met on Monday.", "Sund –", "Sund", "", "");
        check("SUND, Norland (LW) — The envoys met.", "SUND, Norland (LW) —", "SUND", "LW", "");
        check(
            "VESTMARK, 10 May 2033. The envoys met.",
            "VESTMARK, 10 May 2033.",
            "VESTMARK",
            "",
            "10 May 2033",
        );
        check(
            "ЛУНД, 5 июня. /Корр. «Озеро» Ида Восс/. Послы",
            "ЛУНД, 5 июня. /Корр. «Озеро» Ида Восс/.",
            "ЛУНД",
            "«Озеро»",
            "5 июня",
        );
        check(
            "ЛУНД, 5 июня — Озеро. Послы встретились",
            "ЛУНД, 5 июня — Озеро.",
            "ЛУНД",
            "Озеро",
            "5 июня",
        );
        check(
            "ЛУНД, 5 июн — Озеро Сегодня, Ида Восс. Послы",
            "ЛУНД, 5 июн — Озеро Сегодня, Ида Восс.",
            "ЛУНД",
            "Озеро Сегодня",
            "5 июн",
        );
        check("NEW SUND: The envoys met on Monday.", "NEW SUND:", "NEW SUND", "", "");
        check("(NEW SUND) - The envoys met.", "(NEW SUND) -", "NEW SUND", "", "");
        check("(Lake Wire) - The envoys met.", "(Lake Wire) -", "", "Lake Wire", "");
        check("LAKEWIRE.COM - The envoys met.", "LAKEWIRE.COM -", "", "LAKEWIRE.COM", "");
        check(
            "March 14, Sundhaven. The envoys",
            "March 14, Sundhaven.",
            "Sundhaven",
            "",
            "March 14",
        );
        check(
            "ЛУНД, 5 июня. ОЗЕРОПРЕСС. Послы встретились",
            "ЛУНД, 5 июня. ОЗЕРОПРЕСС.",
            "ЛУНД",
            "ОЗЕРОПРЕСС",
            "5 июня",
        );
        check(
            "Lund/Sund, June 4 (Lake Newswire) — The envoys",
            "Lund/Sund, June 4 (Lake Newswire) —",
            "Lund/Sund",
            "Lake Newswire",
            "June 4",
        );
        check(
            "ЛУНД, 5 июня - ОЗЕРО. Послы встретились",
            "ЛУНД, 5 июня - ОЗЕРО.",
            "ЛУНД",
            "ОЗЕРО",
            "5 июня",
        );
        check(
            "ЛУНД, 5 июня. /ОЗЕРО/. Послы встретились",
            "ЛУНД, 5 июня. /ОЗЕРО/.",
            "ЛУНД",
            "ОЗЕРО",
            "5 июня",
        );
        check(
            "Лунд. 5 июня. ОЗЕРОПРЕСС - Послы встретились",
            "Лунд. 5 июня. ОЗЕРОПРЕСС -",
            "Лунд",
            "ОЗЕРОПРЕСС",
            "5 июня",
        );
        check("ЛУНД, 5 июня (ОЗЕРО) – Послы", "ЛУНД, 5 июня (ОЗЕРО) –", "ЛУНД", "ОЗЕРО", "5 июня");
        check(
            "New Sund, 4 June (LW): The envoys",
            "New Sund, 4 June (LW):",
            "New Sund",
            "LW",
            "4 June",
        );
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "The envoys met in Sund on 4 June (see below). They spoke.",
            "Norland's envoy, who left on 4 June, said so.",
            "On 14 March the President received the envoy.",
            "Otieno, the first head of state to come since 2015, was met.",
            "President Voss — the first to visit — spoke.",
            "QUESTION: Will there be talks?",
            "MS VOSS: There will be talks.",
            "1. The heads of state met on 4 June 2033.",
            "Сунд и Лунд договорились 5 июня. Послы уехали.",
        ] {
            assert_eq!(dateline(text, 0, text.len()), None, "{text}");
        }
    }

    #[test]
    fn a_place_beside_the_date() {
        let text = "07.02.2030 09:45, Sund city";
        let place = place_beside(text, Span::new(0, text.len()), Span::new(0, 16)).unwrap();
        assert_eq!(place.of(text), "Sund");
        let text = "LUND/SUND, 4 June 2033";
        let date = Span::new(11, text.len());
        let place = place_beside(text, Span::new(0, text.len()), date).unwrap();
        assert_eq!(place.of(text), "LUND");
        let text = "Quinta-feira, 4 de junho de 2033";
        let date = Span::new(14, text.len());
        assert_eq!(place_beside(text, Span::new(0, text.len()), date), None);
        let text = "Lake Courier, 4 June 2033";
        let (line, words) = (Span::new(0, text.len()), Span::new(0, 12));
        assert_eq!(beside(text, line, words, None).agency, Some(words));
        let text = "Posted on 4 June 2033";
        assert_eq!(place_beside(text, Span::new(0, text.len()), Span::new(10, text.len())), None);
    }
}
