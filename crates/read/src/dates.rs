//! Dates as pages print them: in title blocks, datelines, beside counters, in addresses and HTML attributes.
//!
//! A stretch of text comes in, the dates printed there go out, with whatever parts are printed: year, month, day,
//! minute, weekday. Never fills in a part that is not there, and never reads the times of the story: that is `parse`.

use chancery_knowledge::calendar;
use chancery_record::{Day, Moment, Precision, Span, Time, TimeKind};

/// A printed date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    /// The words, weekday and clock included.
    pub(crate) span: Span,
    /// Year, when printed.
    pub(crate) year: Option<i32>,
    /// Month.
    pub(crate) month: u8,
    /// Day of the month, when printed.
    pub(crate) day: Option<u8>,
    /// Minute of the day, when printed.
    pub(crate) minute: Option<u16>,
    /// Monday 0 to Sunday 6, when printed.
    pub(crate) weekday: Option<u8>,
    /// Figures that could be read in two orders (03/04/2031) were read day first.
    pub(crate) day_first: bool,
}

impl Printed {
    /// Year, month and day are all there.
    pub(crate) fn is_whole(&self) -> bool {
        self.year.is_some() && self.day.is_some()
    }

    /// The day, when year, month and day are printed.
    pub(crate) fn day(&self) -> Option<Day> {
        Day::of(self.year?, self.month, self.day?)
    }

    /// As a time of the record.
    pub(crate) fn time(&self) -> Time {
        let mut time = match (self.day(), self.year, self.day) {
            (Some(day), _, _) => self.clocked(day),
            (None, Some(year), None) => month(year, self.month, self.span),
            (_, _, day) => Time {
                edtf: Some(match day {
                    Some(day) => format!("XXXX-{:02}-{day:02}", self.month),
                    None => format!("XXXX-{:02}", self.month),
                }),
                precision: if day.is_some() { Precision::Day } else { Precision::Month },
                kind: TimeKind::Explicit,
                ..Time::vague(Some(self.span))
            },
        };
        if self.day_first {
            time.reasons.push("figures read day before month".into());
        }
        if let (None, Some(weekday)) = (self.year, self.weekday) {
            time.reasons.push(format!("no year printed; a {}", WEEKDAYS[usize::from(weekday % 7)]));
        } else if self.year.is_none() {
            time.reasons.push("no year printed".into());
        }
        time
    }

    fn clocked(&self, day: Day) -> Time {
        let mut time = Time::day(day, TimeKind::Explicit, Some(self.span));
        if let Some(minute) = self.minute {
            let moment = Moment { day, minute: Some(minute) };
            time.edtf = Some(moment.to_string());
            time.earliest = Some(moment);
            time.latest = Some(moment);
            time.precision = Precision::Minute;
        }
        time
    }
}

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A whole month of a year.
pub(crate) fn month(year: i32, month: u8, at: Span) -> Time {
    let first = Day::of(year, month, 1);
    let last = first.map(|day| day.plus_months(1).plus(-1));
    Time {
        edtf: Some(format!("{year:04}-{month:02}")),
        earliest: first.map(Moment::from),
        latest: last.map(Moment::from),
        precision: Precision::Month,
        kind: TimeKind::Explicit,
        ..Time::vague(Some(at))
    }
}

/// Every date printed in `text[from..to]`, in order, none overlapping.
pub(crate) fn printed(text: &str, from: usize, to: usize) -> Vec<Printed> {
    let tokens = tokens(text, from, to);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match date_at(&tokens, at) {
            Some((date, mut first, mut after)) => {
                let mut date = date;
                let floor = found.last().map_or(0, |(_, after): &(Printed, usize)| *after);
                (first, after) = with_weekday(&tokens, first, after, floor, &mut date);
                (first, after) = with_clock(&tokens, first, after, floor, &mut date);
                date.span = Span::new(tokens[first].start, tokens[after - 1].end);
                found.push((date, after));
                at = after;
            }
            None => at += 1,
        }
    }
    found.into_iter().map(|(date, _)| date).collect()
}

/// The month a lone word names ("Ноябрь"), and the year a lone number names ("2024").
pub(crate) fn lone_month(word: &str) -> Option<u8> {
    let word = word.trim();
    calendar::any_month(word).map(|(month, _)| month).or_else(|| {
        let word = word.trim_end_matches('.').to_lowercase();
        let row = MORE_MONTHS.iter().position(|row| row.split(' ').any(|w| w == word))?;
        u8::try_from(row + 1).ok()
    })
}

/// Months of languages whose pages are read for their dates alone, and abbreviations of the press.
const MORE_MONTHS: [&str; 12] = [
    "gennaio januari janeiro stycznia styczeń ledna leden ianuarie január januára januar jän jänner janar januarie yanvar јануар јануара януари ιανουάριος ιανουαρίου tammikuuta يناير ژانویه იანვარი იანვარს հունվար հունվարի",
    "febbraio februari fevereiro lutego luty února únor februarie február februára februar fevral фебруар фебруара февруари φεβρουάριος φεβρουαρίου helmikuuta فبراير شباط فوریه თებერვალი თებერვალს փետրվար փետրվարի",
    "marzo maart mrt mars março marca marzec března březen martie március marts maret mart mär mrz март марта μάρτιος μαρτίου maaliskuuta مارس آذار მარტი მარტს մարտ մարտի",
    "aprile avril abril kwietnia kwiecień dubna duben aprilie április apríla aprel април априла απρίλιος απριλίου huhtikuuta أبريل ابريل إبريل نيسان آوریل აპრილი აპრილს ապրիլ ապրիլի",
    "maggio mei maj maio maja května květen május mája mai мај маја май μάιος μαΐου toukokuuta مايو أيار مه მაისი მაისს մայիս մայիսի",
    "giugno giu juni junho czerwca czerwiec června červen iunie június júna iyun јун јуна юни ιούνιος ιουνίου kesäkuuta يونيو حزيران ژوئن ივნისი ივნისს հունիս հունիսի",
    "luglio juli julho lipca lipiec července červenec iulie július júla iyul јул јула юли ιούλιος ιουλίου heinäkuuta يوليو تموز ژوئیه ივლისი ივლისს հուլիս հուլիսի",
    "agosto augusti augustus sierpnia sierpień srpna srpen augusztus augusta agustus avgust avqust август августа αύγουστος αυγούστου elokuuta أغسطس اغسطس آب اوت აგვისტო აგვისტოს օգոստոս օգոստոսի",
    "settembre setembro września wrzesień září septembrie szeptember septembra sentyabr септембар септембра септември σεπτέμβριος σεπτεμβρίου syyskuuta سبتمبر أيلول سپتامبر სექტემბერი სექტემბერს սեպտեմբեր սեպտեմբերի",
    "ottobre outubro października październik října říjen octombrie október oktober oktobra október októbra oktyabr октобар октобра октомври οκτώβριος οκτωβρίου lokakuuta أكتوبر اكتوبر اکتبر ოქტომბერი ოქტომბერს հոկտեմբեր հոկտեմբերի okt",
    "novembre novembro listopada listopad listopadu noiembrie novembra noyabr новембар новембра ноември νοέμβριος νοεμβρίου marraskuuta نوفمبر نوامبر ნოემბერი ნოემბერს նոյեմբեր նոյեմբերի",
    "dicembre dezembro grudnia grudzień prosince prosinec decembrie decembra desember dekabr децембар децембра декември δεκέμβριος δεκεμβρίου joulukuuta ديسمبر دسامبر დეკემბერი დეკემბერს դեկտեմբեր դեկտեմբերի",
];

/// The minute of the day that a lone clock names ("14:05").
pub(crate) fn lone_clock(line: &str) -> Option<u16> {
    if line.len() > 12 {
        return None;
    }
    let tokens = tokens(line, 0, line.len());
    clock(&tokens, 0).filter(|(_, after)| *after == tokens.len()).map(|(minute, _)| minute)
}

/// The year a lone number names, within a century and a half of living press.
pub(crate) fn lone_year(word: &str) -> Option<i32> {
    let word = word.trim().trim_end_matches(['.', ' ', 'г']);
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|y| YEARS.contains(y))
}

const YEARS: std::ops::Range<i32> = 1900..2100;

#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    Number(i32, usize),
    Word(&'a str),
    Mark(char),
}

#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    kind: Kind<'a>,
    start: usize,
    end: usize,
}

fn tokens(text: &str, from: usize, to: usize) -> Vec<Token<'_>> {
    let Some(stretch) = text.get(from..to) else { return Vec::new() };
    let mut out: Vec<Token<'_>> = Vec::new();
    let mut chars = stretch.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let digit = figure(c).is_some();
        let mut end = at + c.len_utf8();
        if digit || c.is_alphabetic() {
            while let Some(&(next, d)) = chars.peek() {
                let same = if digit { figure(d).is_some() } else { d.is_alphabetic() };
                if !same {
                    break;
                }
                end = next + d.len_utf8();
                chars.next();
            }
        }
        let piece = &stretch[at..end];
        let kind = if digit {
            number_of(piece)
        } else if c.is_alphabetic() {
            Kind::Word(piece)
        } else {
            Kind::Mark(c)
        };
        out.push(Token { kind, start: from + at, end: from + end });
    }
    out
}

/// Figures of Latin, Arabic and Persian pages.
fn figure(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(c as u32 - 0x6F0),
        _ => None,
    }
}

fn number_of(piece: &str) -> Kind<'_> {
    let value = piece
        .chars()
        .filter_map(figure)
        .fold(0_u32, |value, figure| value.saturating_mul(10).saturating_add(figure));
    Kind::Number(i32::try_from(value).unwrap_or(i32::MAX), piece.chars().count())
}

type Found = (Printed, usize, usize);

fn date_at(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    figures(tokens, at)
        .or_else(|| signs(tokens, at))
        .or_else(|| year_day_month(tokens, at))
        .or_else(|| day_month(tokens, at))
        .or_else(|| month_day(tokens, at))
}

fn date(year: Option<i32>, month: u8, day: Option<u8>) -> Option<Printed> {
    let fits = match (year, day) {
        (Some(year), Some(day)) => Day::of(year, month, day).is_some(),
        // 2028 is a leap year: the 29th of February is possible while the year is open.
        (None, Some(day)) => Day::of(2028, month, day).is_some(),
        (_, None) => (1..=12).contains(&month),
    };
    fits.then_some(Printed {
        span: Span::new(0, 0),
        year,
        month,
        day,
        minute: None,
        weekday: None,
        day_first: false,
    })
}

/// `2031-05-08`, `08.05.2031`, `5/8/2031`, `08.05.31`: three numbers with the same mark between, nothing blank.
fn figures(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let piece = tokens.get(at..at + 5)?;
    let [
        Kind::Number(one, one_length),
        Kind::Mark(mark),
        Kind::Number(two, two_length),
        Kind::Mark(again),
        Kind::Number(three, three_length),
    ] = [piece[0].kind, piece[1].kind, piece[2].kind, piece[3].kind, piece[4].kind]
    else {
        return None;
    };
    let close = piece.windows(2).all(|two| two[0].end == two[1].start);
    // "26 | 01 | 2031", "26. 01. 2031": blanks between do no harm when the year has four figures.
    let spaced = "./|".contains(mark) && one_length == 2 && two_length == 2 && three_length == 4;
    let whole = close && ".-/".contains(mark) || spaced;
    if mark != again || !whole || two_length > 2 {
        return None;
    }
    let small = |n: i32| u8::try_from(n).ok();
    let mut found = if one_length == 4 && three_length <= 2 {
        date(Some(one).filter(|y| YEARS.contains(y)), small(two)?, Some(small(three)?))?
    } else if one_length <= 2
        && (three_length == 4
            || (three_length == 2 && one_length == 2 && two_length == 2 && mark != '-'))
    {
        let year = if three_length == 2 { 2000 + three } else { three };
        let year = Some(year).filter(|y| YEARS.contains(y));
        let day_first = date(year, small(two)?, small(one));
        let month_first = if mark == '/' { date(year, small(one)?, small(two)) } else { None };
        let two_ways = day_first.is_some() && month_first.is_some() && one != two;
        Printed { day_first: two_ways, ..day_first.or(month_first)? }
    } else {
        return None;
    };
    found.year?;
    let after = at + 5;
    // `2031-05-08T14:05:00`
    if let (Some(Kind::Word("T")), Some(minute)) =
        (tokens.get(after).map(|t| t.kind), clock(tokens, after + 1))
    {
        found.minute = Some(minute.0);
        return Some((found, at, minute.1));
    }
    Some((found, at, after))
}

/// `2031年5月8日`, `2031년 5월 8일`.
fn signs(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let sign = |at: usize, signs: [&str; 2]| {
        let Some(Kind::Word(word)) = tokens.get(at).map(|t| t.kind) else { return false };
        signs.iter().any(|sign| word.starts_with(sign))
    };
    let (year, 4) = number(tokens, at)? else { return None };
    let (month, day) = (number(tokens, at + 2)?.0, number(tokens, at + 4)?.0);
    let signed =
        sign(at + 1, ["年", "년"]) && sign(at + 3, ["月", "월"]) && sign(at + 5, ["日", "일"]);
    let year = Some(year).filter(|y| YEARS.contains(y) && signed)?;
    let found = date(Some(year), u8::try_from(month).ok()?, Some(u8::try_from(day).ok()?))?;
    Some((found, at, at + 6))
}

/// `12 May 2031`, `12th of May`, `12 de mayo de 2031`, `19 августа 2031 года`, `12-may, 2031`.
fn day_month(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let (day, length) = number(tokens, at)?;
    if length > 2
        || at > 0
            && matches!(tokens[at - 1].kind, Kind::Mark(m) if ":.,".contains(m) && tokens[at - 1].end == tokens[at].start)
    {
        return None;
    }
    let mut next = at + 1;
    while next < at + 4
        && filler(tokens.get(next)?, &["st", "nd", "rd", "th", "of", "de", "го", "ші", "er"], ".-")
    {
        next += 1;
    }
    let month = month_word(tokens, next)?;
    // `24 نيسان / أبريل 2031`: the same month under its two names.
    if mark(tokens, next + 1, "/") && month_word(tokens, next + 2) == Some(month) {
        next += 2;
    }
    let (year, after) = year_after(tokens, next + 1);
    Some((date(year, month, u8::try_from(day).ok())?, at, after))
}

/// `May 12, 2031`, `Nov. 6`, `May 2031`.
fn month_day(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let mut next = at + 1 + usize::from(mark(tokens, at + 1, ".,"));
    let (value, length) = number(tokens, next)?;
    let month = month_word(tokens, at)?;
    if length == 4 && YEARS.contains(&value) {
        // "31 February 2030" is a mistake, not a month.
        let numbered = at > 0 && matches!(tokens[at - 1].kind, Kind::Number(_, 1 | 2));
        if numbered && !(at > 1 && mark(tokens, at - 2, ":")) {
            return None;
        }
        let after = after_year_word(tokens, next + 1);
        return Some((date(Some(value), month, None)?, at, after));
    }
    if length > 2 || mark(tokens, next + 1, ":") {
        return None;
    }
    next += 1;
    if tokens.get(next).is_some_and(|t| filler(t, &["st", "nd", "rd", "th"], "")) {
        next += 1;
    }
    let (year, after) = year_after(tokens, next);
    Some((date(year, month, u8::try_from(value).ok())?, at, after))
}

/// `2031 жылғы 12 мамыр`, `2031-yil 12-may`, `2031, May 12`.
fn year_day_month(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let (year, length) = number(tokens, at)?;
    if length != 4 || !YEARS.contains(&year) {
        return None;
    }
    let mut next = at + 1;
    let words =
        ["жылғы", "жылдын", "жылы", "жыл", "ж", "йил", "yil", "yili", "года", "год", "г", "соли"];
    while next < at + 4 && filler(tokens.get(next)?, &words, ".,-") {
        next += 1;
    }
    let (found, _, after) = day_month(tokens, next).or_else(|| month_day(tokens, next))?;
    if found.year.is_some() || found.day.is_none() {
        return None;
    }
    Some((date(Some(year), found.month, found.day)?, at, after))
}

fn number(tokens: &[Token<'_>], at: usize) -> Option<(i32, usize)> {
    match tokens.get(at)?.kind {
        Kind::Number(value, length) => Some((value, length)),
        _ => None,
    }
}

fn mark(tokens: &[Token<'_>], at: usize, marks: &str) -> bool {
    matches!(tokens.get(at).map(|t| t.kind), Some(Kind::Mark(m)) if marks.contains(m))
}

fn filler(token: &Token<'_>, words: &[&str], marks: &str) -> bool {
    match token.kind {
        Kind::Word(word) => words.contains(&word.to_lowercase().as_str()),
        Kind::Mark(m) => marks.contains(m),
        Kind::Number(..) => false,
    }
}

fn month_word(tokens: &[Token<'_>], at: usize) -> Option<u8> {
    match tokens.get(at)?.kind {
        Kind::Word(word) if word.chars().count() > 2 => lone_month(word),
        _ => None,
    }
}

fn year_after(tokens: &[Token<'_>], at: usize) -> (Option<i32>, usize) {
    let mut next = at;
    while next < at + 2 && tokens.get(next).is_some_and(|t| filler(t, &["de", "del"], ".,-")) {
        next += 1;
    }
    match number(tokens, next) {
        Some((year, 4)) if YEARS.contains(&year) => (Some(year), after_year_word(tokens, next + 1)),
        _ => (None, at),
    }
}

fn after_year_word(tokens: &[Token<'_>], at: usize) -> usize {
    match tokens.get(at).map(|t| t.kind) {
        Some(Kind::Word("года" | "году" | "год" | "жыл" | "yil")) => at + 1,
        Some(Kind::Word("г" | "р")) => at + 1 + usize::from(mark(tokens, at + 1, ".")),
        _ => at,
    }
}

fn with_weekday(
    tokens: &[Token<'_>],
    first: usize,
    after: usize,
    floor: usize,
    date: &mut Printed,
) -> (usize, usize) {
    let named = |at: usize| match tokens.get(at).map(|t| t.kind) {
        Some(Kind::Word(word)) if word.chars().count() > 1 => {
            calendar::any_weekday(word).map(|(day, _)| day)
        }
        _ => None,
    };
    for back in 1..=3 {
        let Some(at) = first.checked_sub(back).filter(|at| *at >= floor) else { break };
        if let Some(day) = named(at) {
            date.weekday = Some(day);
            return (at, after);
        }
        if !filler(&tokens[at], &["the", "le", "den"], ".,") {
            break;
        }
    }
    let next = after + usize::from(mark(tokens, after, ",("));
    if let Some(day) = named(next).filter(|_| next > after) {
        date.weekday = Some(day);
        return (first, next + 1 + usize::from(mark(tokens, next + 1, ")")));
    }
    (first, after)
}

fn with_clock(
    tokens: &[Token<'_>],
    first: usize,
    after: usize,
    floor: usize,
    date: &mut Printed,
) -> (usize, usize) {
    if date.minute.is_some() || !date.is_whole() {
        return (first, after);
    }
    let mut next = after;
    while next < after + 3
        && tokens
            .get(next)
            .is_some_and(|t| filler(t, &["at", "в", "à", "um", "a", "las"], ",-–—|/•·("))
    {
        next += 1;
    }
    if let Some((minute, end)) = clock(tokens, next) {
        date.minute = Some(minute);
        return (first, end);
    }
    for length in 3..=10usize {
        let Some(start) = first.checked_sub(length).filter(|at| *at >= floor) else { continue };
        if let Some((minute, end)) = clock(tokens, start)
            && end <= first
            && tokens[end..first].iter().all(|t| filler(t, &["on", "gmt", "utc"], ",|-–—/•·."))
        {
            date.minute = Some(minute);
            return (start, after);
        }
    }
    (first, after)
}

/// `14:05`, `14:05:30`, `2:05 p.m.`, `14h05`: minute of the day and the token after.
fn clock(tokens: &[Token<'_>], at: usize) -> Option<(u16, usize)> {
    let (hour, length) = number(tokens, at)?;
    if length > 2 {
        return None;
    }
    let (minute, mut after) = minutes(tokens, at)?;
    if mark(tokens, after, ":") && number(tokens, after + 1).is_some_and(|(_, n)| n == 2) {
        after += 2;
    }
    let mut hour = u16::try_from(hour).ok()?;
    let half = match tokens.get(after).map(|t| t.kind) {
        Some(Kind::Word(word)) => word.to_lowercase(),
        _ => String::new(),
    };
    let dotted = mark(tokens, after + 1, ".")
        && matches!(tokens.get(after + 2).map(|t| t.kind), Some(Kind::Word("m" | "M")));
    let halved = half == "am" || half == "pm" || (dotted && (half == "a" || half == "p"));
    // "3.30" and a lone "3" are clock times only before "p.m.".
    if !halved && !filler(&tokens[at + 1], &["h", "ч"], ":") {
        return None;
    }
    if halved {
        if hour > 12 {
            return None;
        }
        hour = hour % 12 + if half.starts_with('p') { 12 } else { 0 };
        after += if dotted { 3 + usize::from(mark(tokens, after + 3, ".")) } else { 1 };
    }
    let minute = u16::try_from(minute).ok()?;
    (hour < 24 && minute < 60).then_some((hour * 60 + minute, after))
}

/// The minutes behind an hour, and the token after them: "3:30", "3.30", "15h30", none in "3 p.m.".
fn minutes(tokens: &[Token<'_>], at: usize) -> Option<(i32, usize)> {
    let between = tokens.get(at + 1)?;
    let close = between.start == tokens[at].end;
    let joined = close && filler(between, &["h", "ч"], ":.");
    match number(tokens, at + 2).filter(|_| joined) {
        Some((minute, 2)) if tokens[at + 2].start == between.end => Some((minute, at + 3)),
        _ => matches!(between.kind, Kind::Word(_)).then_some((0, at + 1)),
    }
}

/// The day a web address carries (`/2031/05/08/`, `/2031-05-08-`, `/20310508/`), or its month (`/2031/05/`).
pub(crate) fn in_address(address: &str) -> Option<(i32, u8, Option<u8>)> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).take(64).collect();
    for three in parts.windows(3) {
        let found = triple(three[0], three[1], three[2]);
        let turned =
            || (three[2].len() == 4).then(|| triple(three[2], three[1], three[0])).flatten();
        if let Some(found) = found.or_else(turned) {
            return Some(found);
        }
    }
    let mut whole = parts.iter().filter(|p| p.len() == 8 && p.bytes().all(|b| b.is_ascii_digit()));
    let compact = whole.find_map(|p| triple(&p[..4], &p[4..6], &p[6..]));
    let segments: Vec<&str> = path.split('/').take(64).collect();
    compact.or_else(|| segments.windows(2).find_map(|two| year_month(two[0], two[1])))
}

fn triple(year: &str, month: &str, day: &str) -> Option<(i32, u8, Option<u8>)> {
    let (year, month, _) = year_month(year, month)?;
    let day =
        day.parse().ok().filter(|_| day.len() <= 2 && day.bytes().all(|b| b.is_ascii_digit()))?;
    Day::of(year, month, day).map(|_| (year, month, Some(day)))
}

fn year_month(year: &str, month: &str) -> Option<(i32, u8, Option<u8>)> {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || month.is_empty() || month.len() > 3 || !digits(year) {
        return None;
    }
    let month = if digits(month) { month.parse().ok() } else { lone_month(month) };
    let year = year.parse().ok().filter(|y| YEARS.contains(y))?;
    month.filter(|m| (1..=12).contains(m)).map(|m| (year, m, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, edtf: &str) {
        let found = printed(text, 0, text.len());
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].span.of(text), words);
        assert_eq!(found[0].time().edtf.as_deref(), Some(edtf), "{text}");
    }

    #[test]
    fn dates_of_title_blocks() {
        check("Vestmark, 4 June 2033", "4 June 2033", "2033-06-04");
        check("07.02.2030 09:45, Sund", "07.02.2030 09:45", "2030-02-07T09:45");
        check("Updated: 9 July 2032, 18:20 GMT", "9 July 2032, 18:20", "2032-07-09T18:20");
        check("Friday, Oct. 3, 2031", "Friday, Oct. 3, 2031", "2031-10-03");
        check("Jeudi 1er juillet 2032", "Jeudi 1er juillet 2032", "2032-07-01");
        check("21 января 2031 года", "21 января 2031 года", "2031-01-21");
        check("8 марта 2029 г., 12:00", "8 марта 2029 г., 12:00", "2029-03-08T12:00");
        check("14:05, 3 сентября 2028", "14:05, 3 сентября 2028", "2028-09-03T14:05");
        check("2031-05-08T14:05:00+03:00", "2031-05-08T14:05:00", "2031-05-08T14:05");
        check("Sund | 26 | 01 | 2031", "26 | 01 | 2031", "2031-01-26");
        check("08 أكتوبر 2031", "08 أكتوبر 2031", "2031-10-08");
        check("٢٤ نيسان / أبريل ٢٠٣١", "٢٤ نيسان / أبريل ٢٠٣١", "2031-04-24");
        check("3 մարտի 2031", "3 մարտի 2031", "2031-03-03");
        check("12 ივნისი 2031", "12 ივნისი 2031", "2031-06-12");
        check("12 de mayo de 2031", "12 de mayo de 2031", "2031-05-12");
        check("2031 жылғы 12 мамыр", "2031 жылғы 12 мамыр", "2031-05-12");
        check("3/14/2031 2:30 p.m.", "3/14/2031 2:30 p.m.", "2031-03-14T14:30");
        check(
            "Posted at 6:15 p.m. on Tuesday, March 4, 2031",
            "6:15 p.m. on Tuesday, March 4, 2031",
            "2031-03-04T18:15",
        );
        check("March 2031", "March 2031", "2031-03");
    }

    #[test]
    fn a_missing_year_stays_open() {
        check("SUND, Monday, 8 September", "Monday, 8 September", "XXXX-09-08");
        check("25 июня", "25 июня", "XXXX-06-25");
        check("November 30 (Sund Wire)", "November 30", "XXXX-11-30");
        let text = "Monday, 8 September";
        let time = printed(text, 0, text.len())[0].time();
        assert_eq!(time.reasons, ["no year printed; a Monday"]);
        assert_eq!((time.earliest, time.latest), (None, None));
    }

    #[test]
    fn figures_in_two_orders_say_so() {
        let text = "03/04/2031";
        let time = printed(text, 0, text.len())[0].time();
        assert_eq!(time.edtf.as_deref(), Some("2031-04-03"));
        assert_eq!(time.reasons, ["figures read day before month"]);
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "Tel.: (+998 71) 200-00-00",
            "3 commentaires",
            "31 February 2030",
            "version 1.2.3",
            "May I ask",
            "52.10.2031",
        ] {
            assert_eq!(printed(text, 0, text.len()), [], "{text}");
        }
    }

    #[test]
    fn dates_of_addresses() {
        assert_eq!(in_address("https://news.example/2031/05/08/talks"), Some((2031, 5, Some(8))));
        assert_eq!(
            in_address("https://news.example/world/2031-5-8-talks.html"),
            Some((2031, 5, Some(8)))
        );
        assert_eq!(in_address("https://news.example/20310508/talks"), Some((2031, 5, Some(8))));
        assert_eq!(in_address("https://news.example/2031/05/talks"), Some((2031, 5, None)));
        assert_eq!(in_address("https://news.example/2031/may/08/talks"), Some((2031, 5, Some(8))));
        assert_eq!(in_address("https://news.example/article-20314455"), None);
        assert_eq!(in_address("notes/talks.txt"), None);
    }
}
