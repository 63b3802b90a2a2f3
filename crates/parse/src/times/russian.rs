//! Time expressions in Russian words.
//!
//! As the English grammar: lexemes and a place come in, the longest expression that begins there goes out. Prepositions
//! that carry the meaning of the date ("во вторник", "до 2032 года", "с 1 января") belong to the expression.

use super::feasts;
use super::raw::{Edge, Match, Printed, Raw, Unit, Which, YearOf};
use super::words::{Words, clock, figures, possible, with_clock};
use chancery_knowledge::{calendar, numbers};
use chancery_record::Language;

/// The expression that begins at lexeme `i`.
pub(crate) fn at(w: &Words<'_>, i: usize) -> Option<Match> {
    bounded(w, i)
        .or_else(|| lasting_phrase(w, i))
        .or_else(|| led(w, i))
        .or_else(|| plain(w, i).map(|(raw, to)| Match::new(i, to, raw)))
        .map(|mut found| {
            found.ahead |= w.before(found.from) == "на" && !matches!(found.raw, Raw::Lasting(..));
            found
        })
}

/// "с 1 января", "до 2032 года", "к концу года", "с 5 по 9 мая".
fn bounded(w: &Words<'_>, i: usize) -> Option<Match> {
    let wrap = |to: usize, raw: Raw, ahead: bool| Some(Match { from: i, to, raw, ahead });
    let at = i + 1;
    if w.get(at)?.apart {
        return None;
    }
    if w.opens(i, &["с", "со", "начиная"]) {
        let at = if w.low(i) == "начиная" { w.skip(at, &["с", "со"]) } else { at };
        if let Some((raw, to)) = span_by_po(w, at) {
            return wrap(to, raw, false);
        }
        if let (Some(first), true) = (weekday_name(w.low(at)), w.is(at + 1, &["по", "до"]))
            && let Some(last) = weekday_name(w.low(at + 2)).filter(|last| *last != first)
        {
            return wrap(at + 3, Raw::Weekdays(first, last), false);
        }
        let (raw, to) = plain(w, at)?;
        let dated = matches!(
            raw,
            Raw::Date { .. }
                | Raw::Month(..)
                | Raw::Year(_)
                | Raw::Season(..)
                | Raw::Weekday { .. }
                | Raw::Part(..)
                | Raw::UnitOffset(..)
        );
        return if dated { wrap(to, Raw::Since(Box::new(raw)), false) } else { None };
    }
    if w.opens(i, &["до", "к", "ко", "по"]) {
        let (raw, to) = plain(w, at)?;
        let dated = matches!(
            raw,
            Raw::Date { .. }
                | Raw::Month(..)
                | Raw::Year(_)
                | Raw::Season(..)
                | Raw::Weekday { .. }
                | Raw::Part(..)
                | Raw::UnitOffset(..)
        );
        return if dated && w.low(i) != "по" {
            wrap(to, Raw::Until(Box::new(raw)), true)
        } else {
            None
        };
    }
    None
}

/// "5 по 9 мая 2029 года", "28 ноября по 1 декабря", "2025 по 2027 год".
fn span_by_po(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    if let (Some(first), true) = (w.year(i), w.is(skip_year(w, i + 1), &["по", "до"])) {
        let at = skip_year(w, i + 1) + 1;
        let last = w.year(at).filter(|last| *last > first)?;
        return Some((Raw::Years(first, last), skip_year(w, at + 1)));
    }
    let day = w.day(i)?;
    let named = month(w, i + 1);
    let joint = if named.is_some() { i + 2 } else { i + 1 };
    if !w.is(joint, &["по", "до"]) {
        return None;
    }
    let (last, year, to) = day_and_month(w, joint + 1)?;
    let first = Printed { year, month: named.unwrap_or(last.month), day };
    Some((Raw::Dates(first, Printed { year, ..last }), to))
}

/// Prepositions that belong to the expression: "во вторник", "в ноябре прошлого года", "на следующей неделе".
fn led(w: &Words<'_>, i: usize) -> Option<Match> {
    if w.opens(i, &["поздно", "рано"]) && !w.get(i + 1)?.apart {
        let found = led(w, i + 1)
            .or_else(|| plain(w, i + 1).map(|(raw, to)| Match::new(i + 1, to, raw)))?;
        return matches!(found.raw, Raw::Weekday { .. } | Raw::DayOffset(..))
            .then_some(Match { from: i, ..found });
    }
    if day_part(w.low(i)) && !w.get(i + 1)?.apart {
        let found = led(w, i + 1)
            .or_else(|| plain(w, i + 1).map(|(raw, to)| Match::new(i + 1, to, raw)))?;
        let dated =
            matches!(found.raw, Raw::Weekday { .. } | Raw::DayOffset(..) | Raw::Date { .. });
        return dated.then_some(Match { from: i, ..found });
    }
    if !w.opens(i, &["в", "во", "на", "за"]) || w.get(i + 1)?.apart {
        return None;
    }
    let ahead = w.low(i) == "на";
    if w.is(i + 1, &["ночь"]) && w.is(i + 2, &["на", "с"]) {
        let (raw, to) = plain(w, i + 3)?;
        return matches!(raw, Raw::Weekday { .. } | Raw::Date { .. }).then_some(Match {
            from: i,
            to,
            raw,
            ahead: false,
        });
    }
    if w.is(i + 1, &["тот"]) && w.is(i + 2, &["же"]) && w.is(i + 3, &["день", "вечер"])
    {
        return Some(Match::new(i, i + 4, Raw::Same));
    }
    if let Some(found) = weekend(w, i).or_else(|| first_days(w, i)) {
        return Some(found);
    }
    if w.is(i, &["в"]) && w.is(i + 1, &["течение"]) && whole_year(w, i + 2) {
        return Some(Match::new(i, i + 4, Raw::UnitOffset(Unit::Year, 0)));
    }
    if w.is(i, &["на"]) && w.is(i + 1, &["протяжении"]) && whole_year(w, i + 2) {
        return Some(Match::new(i, i + 4, Raw::UnitOffset(Unit::Year, 0)));
    }
    let (raw, to) = plain(w, i + 1)?;
    let belongs = match &raw {
        Raw::Weekday { .. } => true,
        Raw::UnitOffset(..) | Raw::Half(..) | Raw::Quarter(..) | Raw::Part(..) => true,
        Raw::Month(..) => w.low(i) != "на",
        _ => false,
    };
    belongs.then_some(Match { from: i, to, raw, ahead })
}

/// "всего года".
fn whole_year(w: &Words<'_>, i: usize) -> bool {
    w.is(i, &["всего", "этого", "целого"]) && w.is(i + 1, &["года"])
}

/// "в выходные", "в минувшие выходные", "на следующих выходных".
fn weekend(w: &Words<'_>, i: usize) -> Option<Match> {
    let turn = stem(w.low(i + 1));
    let at = if matches!(turn, Turn::No) { w.skip(i + 1, &["эти", "этих"]) } else { i + 2 };
    let said = if matches!(turn, Turn::No) && at > i + 1 { Some(0) } else { None };
    let weeks = if matches!(turn, Turn::No) { said } else { Some(turn.offset()) };
    let named = w.is(at, &["выходные", "выходных"]) && !w.is(at + 1, &["дни", "данные"]);
    let free = named && !w.get(at)?.apart;
    free.then(|| Match::new(i, at + 1, Raw::Weekend(weeks)))
}

/// "в первых числах мая", "в последних числах октября".
fn first_days(w: &Words<'_>, i: usize) -> Option<Match> {
    let edge = match w.low(i + 1) {
        "первых" => Edge::Start,
        "последних" => Edge::End,
        _ => return None,
    };
    if !w.is(i + 2, &["числах"]) {
        return None;
    }
    let (raw, to) = month_alone(w, i + 3)?;
    Some(Match::new(i, to, Raw::Part(edge, Box::new(raw))))
}

/// "на два года", "в течение трёх лет", "за последние три года", "сроком на год".
fn lasting_phrase(w: &Words<'_>, i: usize) -> Option<Match> {
    let at = if w.opens(i, &["в"]) && w.is(i + 1, &["течение"]) {
        i + 2
    } else if w.opens(i, &["на", "за"]) {
        i + 1
    } else if w.opens(i, &["через", "спустя"]) {
        let (count, unit, to) = counted(w, i + 1).or_else(|| bare_unit(w, i + 1))?;
        return Some(Match {
            from: i,
            to,
            raw: Raw::FromNow(i32::try_from(count).ok()?, unit),
            ahead: true,
        });
    } else {
        return None;
    };
    let ahead = w.low(i) == "на";
    let past = w.skip(
        at,
        &[
            "последние",
            "последний",
            "прошедшие",
            "минувшие",
            "ближайшие",
            "последующие",
            "предстоящие",
        ],
    );
    let past = w.skip(past, &["последних", "ближайших"]);
    if w.get(past)?.apart {
        return None;
    }
    let (count, unit, to) = counted(w, past).or_else(|| {
        bare_unit(w, past).filter(|_| past > at || w.low(i) == "на" || w.low(i) == "в")
    })?;
    if w.is(to, &["назад"]) {
        return None;
    }
    Some(Match { from: i, to, raw: Raw::Lasting(count, unit), ahead })
}

fn plain(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let first = w.get(i)?;
    if first.number.is_some() {
        return from_number(w, i);
    }
    if !first.is_word() {
        return None;
    }
    feast(w, i)
        .or_else(|| deictic(w, i))
        .or_else(|| night(w, i))
        .or_else(|| century(w, i))
        .or_else(|| weekday(w, i))
        .or_else(|| month_alone(w, i))
        .or_else(|| of_month(w, i))
        .or_else(|| offset_unit(w, i))
        .or_else(|| part_of_year(w, i))
        .or_else(|| season(w, i))
        .or_else(|| part_of(w, i))
        .or_else(|| counted_phrase(w, i))
        .or_else(|| compound_days(w, i))
}

fn from_number(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    if let Some((date, to)) = figures(w, i) {
        let (minute, to) = with_clock(w, skip_year(w, to));
        return Some((Raw::Date { weekday: None, date, minute }, to));
    }
    dated(w, i, None)
        .or_else(|| years(w, i))
        .or_else(|| clocked(w, i))
        .or_else(|| counted_phrase(w, i))
}

/// `19 августа 2026 года`, `28–29 ноября`, `12 ноября 2029, 15:05`.
fn dated(w: &Words<'_>, i: usize, weekday: Option<u8>) -> Option<(Raw, usize)> {
    if let Some((date, year, to)) = day_and_month(w, i) {
        let first = Printed { year, ..date };
        let rises = |last: &Printed| (last.month, last.day) > (first.month, first.day);
        let second = w.dash(to).then(|| day_and_month(w, to + 1)).flatten();
        if let Some((last, year, to)) = second.filter(|(last, ..)| year.is_some() || rises(last)) {
            let first = Printed { year: first.year.or(year), ..first };
            return Some((Raw::Dates(first, Printed { year: year.or(first.year), ..last }), to));
        }
        let (minute, to) = with_clock(w, to);
        return Some((Raw::Date { weekday, date: first, minute }, to));
    }
    let day = w.day(i)?;
    let joint = number_end(w, i);
    if !(w.dash(joint) || w.is(joint, &["и"])) {
        return None;
    }
    let (last, year, to) = day_and_month(w, joint + 1)?;
    let near = !w.is(joint, &["и"]) || last.day == day + 1;
    (last.day > day && near).then(|| {
        let first = Printed { year, month: last.month, day };
        (Raw::Dates(first, Printed { year, ..last }), to)
    })
}

fn day_and_month(w: &Words<'_>, i: usize) -> Option<(Printed, Option<i32>, usize)> {
    let day = w.day(i)?;
    let at = number_end(w, i);
    if w.get(at)?.apart {
        return None;
    }
    let month = month(w, at).filter(|m| possible(*m, day))?;
    let at = at + 1;
    let date = Printed { year: None, month, day };
    if let Some((offset, to)) = year_words(w, at) {
        // The offset is only sound with a document year; a fitting year says the same.
        return Some((date, None, if offset.abs() <= 1 { to } else { at }));
    }
    let year_at = w.skip(at, &[","]);
    match w.year(year_at).filter(|_| !w.get(year_at).is_some_and(|l| l.apart)) {
        Some(year) => Some((date, Some(year), skip_year(w, year_at + 1))),
        None => Some((date, None, at)),
    }
}

/// Past the case ending of "21-го", "2028-м".
fn number_end(w: &Words<'_>, i: usize) -> usize {
    let ending = w.dash(i + 1)
        && w.glued(i + 1)
        && w.glued(i + 2)
        && w.is(i + 2, &["го", "е", "ого", "му", "м", "х", "й", "ом", "ых", "ые"]);
    if ending { i + 3 } else { i + 1 }
}

/// Past "года", "г.", "годы", "гг.".
fn skip_year(w: &Words<'_>, i: usize) -> usize {
    let after = w.skip(i, &["года", "году", "год", "годом", "годы", "годов", "годах", "г", "гг"]);
    let stop = after > i && w.is(i, &["г", "гг"]) && w.is(after, &["."]) && w.glued(after);
    if stop { after + 1 } else { after }
}

/// `2028 году`, `2025–2027 годы`, `2030-х годах`; bare years after a preposition.
fn years(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let year = w.year(i).filter(|y| (1900..2100).contains(y))?;
    if w.glued(i) && i > 0 && !w.opens(i - 1, &["(", "«", "–", "—"]) {
        return None;
    }
    let ended = number_end(w, i);
    if ended > i + 1 && w.is(i + 2, &["х", "е", "ые", "ых"]) && year % 10 == 0 {
        return Some((Raw::Decade(year), skip_year(w, ended)));
    }
    if w.dash(i + 1) || w.is(i + 1, &["/"]) {
        let last = w.year(i + 2).filter(|last| *last > year);
        if let Some(last) = last {
            return Some((Raw::Years(year, last), skip_year(w, i + 3)));
        }
    }
    let to = skip_year(w, ended);
    let before = w.before(i);
    let led = matches!(before, "в" | "с" | "до" | "к" | "после" | "начала" | "конца" | "от");
    let counts = w.word(to)
        && !w.capital(to)
        && to == ended
        && !w.is(to, &["и", "в", "на", "с", "по", "или", "а", "но"]);
    (to > ended || ended > i + 1 || (led && !counts && w.figure(i).is_some()))
        .then_some((Raw::Year(year), to))
}

fn clocked(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let (minute, to) = clock(w, i)?;
    (matches!(w.before(i), "в" | "к" | "до" | "с" | "около") || to > i + 3)
        .then_some((Raw::Clock(minute), to))
}

/// Feasts of every year, and the day before one: "День Победы", "накануне Навруза".
fn feast(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let eve = w.opens(i, &["канун", "накануне"]);
    // Wishes for a feast are sent on any day.
    let wished = (i.saturating_sub(6)..i).any(|at| w.low(at).starts_with("поздрав"));
    let (feast, to) = feasts::russian(w, if eve { i + 1 } else { i }).filter(|_| !wished)?;
    let year = w.year(to).filter(|_| !w.get(to).is_some_and(|l| l.apart));
    let to = if year.is_some() { skip_year(w, to + 1) } else { to };
    Some((Raw::Feast(feast, year, -i32::from(eve)), to))
}

/// "Ночью" at the head of a sentence, "минувшей ночью".
fn night(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let turned = !matches!(stem(w.low(i)), Turn::No | Turn::Next) && w.is(i + 1, &["ночью"]);
    if turned {
        return Some((Raw::Overnight, i + 2));
    }
    let alone = w.low(i) == "ночью" && w.capital(i) && plain(w, i + 1).is_none();
    (alone && !w.is(i + 1, &["на", "с", "в"])).then_some((Raw::Overnight, i + 1))
}

/// "на ноябрьской сессии": the adjective of a month, in small letters, before what took place in it.
fn of_month(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    const STEMS: [&str; 12] = [
        "январск",
        "февральск",
        "мартовск",
        "апрельск",
        "майск",
        "июньск",
        "июльск",
        "августовск",
        "сентябрьск",
        "октябрьск",
        "ноябрьск",
        "декабрьск",
    ];
    let ends = ["ий", "ая", "ое", "ой", "ом", "ую", "ого", "ому", "им", "ие", "их", "ими"];
    let word = w.low(i);
    let row = STEMS
        .iter()
        .position(|stem| word.strip_prefix(stem).is_some_and(|end| ends.contains(&end)))?;
    let holidays = w.is(i + 1, &["праздники", "праздников", "праздникам", "праздниками"]);
    let told = !w.capital(i) && w.word(i + 1) && !w.get(i + 1)?.apart && !holidays;
    told.then_some((Raw::Month(YearOf::Fitting, u8::try_from(row + 1).ok()?), i + 1))
}

/// "XIX век", "в 20 столетии": its hundred years.
fn century(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let roman = w.low(i).chars().rev().try_fold((0, 0), |(sum, last), c| {
        let own = match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            _ => return None,
        };
        Some((if own < last { sum - own } else { sum + own }, own))
    });
    let nth = roman.map(|(sum, _)| sum).filter(|nth| (2..=22).contains(nth))?;
    let named = w.is(i + 1, &["век", "века", "веке", "веку", "столетие", "столетия", "столетии"]);
    named.then_some((Raw::Years(nth * 100 - 99, nth * 100), i + 2))
}

fn weekday(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    // "каждый понедельник" is no day of the calendar.
    if matches!(w.before(i), "каждый" | "каждую" | "каждое") {
        return None;
    }
    let which = match stem(w.low(i)) {
        Turn::Last => Some(Which::Last),
        Turn::Next => Some(Which::Next),
        Turn::This => Some(Which::This),
        Turn::No => None,
    };
    let at = if which.is_some() { i + 1 } else { i };
    if which.is_some() && w.get(at)?.apart {
        return None;
    }
    let day = weekday_name(w.low(at))?;
    let mut to = at + 1;
    if which.is_none() {
        let date_at = w.skip(to, &[","]);
        let joined = !w.get(date_at).is_some_and(|l| l.apart);
        if let Some(found) = joined.then(|| dated(w, date_at, Some(day))).flatten() {
            return Some(found);
        }
    }
    let mut which = which.unwrap_or(Which::Fitting);
    let week_at = w.skip(to, &["на"]);
    let turn = stem(w.low(week_at));
    if !matches!(turn, Turn::No)
        && w.is(week_at, &[w.low(week_at)])
        && w.is(week_at + 1, &["неделе", "недели"])
    {
        which = Which::OfWeek(turn.offset());
        to = week_at + 2;
    }
    if day_part(w.low(to)) && w.is(to, &[w.low(to)]) {
        to += 1;
    }
    let (minute, to) = with_clock(w, to);
    Some((Raw::Weekday { day, which, minute }, to))
}

fn weekday_name(word: &str) -> Option<u8> {
    if word.chars().count() < 4 {
        return None;
    }
    calendar::weekday(word, Language::Russian).or(match word {
        "понедельнику" | "понедельником" => Some(0),
        "вторнику" | "вторником" => Some(1),
        "среде" | "средой" => Some(2),
        "четвергу" | "четвергом" => Some(3),
        "пятнице" | "пятницей" => Some(4),
        "субботе" | "субботой" => Some(5),
        "воскресенью" | "воскресеньем" => Some(6),
        _ => None,
    })
}

fn month(w: &Words<'_>, i: usize) -> Option<u8> {
    let word = w.low(i);
    let letters = word.chars().count();
    if !(3..=9).contains(&letters) || !w.word(i) {
        return None;
    }
    calendar::month(word, Language::Russian).or_else(|| {
        let root = ["ем", "ом", "ю", "у"].iter().find_map(|end| word.strip_suffix(end))?;
        [format!("{root}ь"), format!("{root}й"), root.to_owned()]
            .iter()
            .find_map(|word| calendar::month(word, Language::Russian))
            .filter(|_| letters > 3 || word == "маю")
    })
}

/// "ноябре прошлого года", "октябрь", "марте 2027 года".
fn month_alone(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let turn = stem(w.low(i));
    if !matches!(turn, Turn::No) && !w.get(i + 1)?.apart && month(w, i + 1).is_some() {
        let month = month(w, i + 1)?;
        let year = match turn {
            Turn::Last => YearOf::Last,
            Turn::Next => YearOf::Next,
            _ => YearOf::Offset(0),
        };
        return Some((Raw::Month(year, month), i + 2));
    }
    let first = month(w, i)?;
    if w.low(i).chars().count() == 3 && !matches!(w.low(i), "май" | "мая" | "мае") {
        return None;
    }
    if let Some((offset, to)) = year_words(w, i + 1) {
        return Some((Raw::Month(YearOf::Offset(offset), first), to));
    }
    if let Some(year) = w.year(i + 1).filter(|_| !w.get(i + 1).is_some_and(|l| l.apart)) {
        return Some((Raw::Month(YearOf::Given(year), first), skip_year(w, i + 2)));
    }
    if w.dash(i + 1) && month(w, i + 2).is_some() {
        let last = month(w, i + 2)?;
        let year = w.year(i + 3).map_or(YearOf::Fitting, YearOf::Given);
        let to = if year == YearOf::Fitting { i + 3 } else { skip_year(w, i + 4) };
        return Some((Raw::Months((year, first), (year, last)), to));
    }
    let named = w.capital(i) && !w.list[i].apart;
    let may = matches!(w.low(i), "мая" | "май" | "мае" | "марта") && !led_by(w, i);
    (!named && !may).then_some((Raw::Month(YearOf::Fitting, first), i + 1))
}

fn led_by(w: &Words<'_>, i: usize) -> bool {
    matches!(
        w.before(i),
        "в" | "на"
            | "с"
            | "до"
            | "к"
            | "начале"
            | "конце"
            | "середине"
            | "за"
            | "конца"
            | "начала"
            | "числах"
    )
}

fn deictic(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let offset = match w.low(i) {
        "сегодня" => 0,
        "вчера" | "накануне" => -1,
        "завтра" => 1,
        "позавчера" => -2,
        "послезавтра" => 2,
        _ => return None,
    };
    // "накануне саммита" is before the summit, not yesterday.
    if w.low(i) == "накануне" && w.word(i + 1) && !w.get(i + 1)?.apart && genitive(w.low(i + 1))
    {
        return None;
    }
    let to = if day_part(w.low(i + 1)) && w.is(i + 1, &[w.low(i + 1)]) { i + 2 } else { i + 1 };
    let (minute, to) = with_clock(w, to);
    Some((Raw::DayOffset(offset, minute), to))
}

fn genitive(word: &str) -> bool {
    !matches!(word, "в" | "на" | "о" | "об" | "и" | "что" | "он" | "она" | "они")
        && word.ends_with(['а', 'я', 'ы', 'и', 'в', 'й', 'о'])
        && !["ал", "ила", "ала", "или", "али", "ело", "ено", "ела", "ел"]
            .iter()
            .any(|end| word.ends_with(end))
}

fn day_part(word: &str) -> bool {
    matches!(word, "утром" | "днем" | "вечером" | "ночью")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Last,
    This,
    Next,
    No,
}

impl Turn {
    fn offset(self) -> i32 {
        match self {
            Self::Last => -1,
            Self::This | Self::No => 0,
            Self::Next => 1,
        }
    }
}

/// "прошлый", "текущий", "следующий" in any case.
fn stem(word: &str) -> Turn {
    let begins = |stems: &[&str]| {
        stems.iter().any(|s| {
            word.strip_prefix(s).is_some_and(|end| !end.is_empty() && end.chars().count() <= 3)
        })
    };
    if begins(&["прошл", "минувш", "прошедш", "предыдущ"]) {
        Turn::Last
    } else if begins(&["следующ", "будущ", "ближайш", "предстоящ", "наступающ"])
    {
        Turn::Next
    } else if begins(&["текущ", "нынешн"])
        || matches!(word, "этот" | "этого" | "этом" | "этой" | "эту" | "эта" | "этим")
    {
        Turn::This
    } else {
        Turn::No
    }
}

/// "прошлого года", "в этом году": years after the document's.
fn year_words(w: &Words<'_>, i: usize) -> Option<(i32, usize)> {
    let at = w.skip(i, &["в"]);
    let turn = stem(w.low(at));
    let said =
        !matches!(turn, Turn::No) && w.is(at, &[w.low(at)]) && w.is(at + 1, &["года", "году"]);
    said.then(|| (turn.offset(), at + 2))
}

/// "прошлом году", "этой неделе", "следующего месяца", "этой весной".
fn offset_unit(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let turn = stem(w.low(i));
    if matches!(turn, Turn::No) || w.get(i + 1)?.apart {
        return None;
    }
    let unit = match w.low(i + 1) {
        "году" | "год" | "года" => Unit::Year,
        "месяце" | "месяц" | "месяца" => Unit::Month,
        "неделе" | "неделю" | "недели" => Unit::Week,
        "квартале" | "квартал" | "квартала" => Unit::Quarter,
        "десятилетии" | "десятилетие" | "десятилетия" => {
            Unit::Decade
        }
        word => {
            let year = match turn {
                Turn::Last => YearOf::Last,
                Turn::Next => YearOf::Next,
                _ => YearOf::Offset(0),
            };
            return season_name(word).map(|season| (Raw::Season(year, season), i + 2));
        }
    };
    Some((Raw::UnitOffset(unit, turn.offset()), i + 2))
}

fn season_name(word: &str) -> Option<u8> {
    match word {
        "весна" | "весны" | "весне" | "весну" | "весной" => Some(1),
        "лето" | "лета" | "лету" | "летом" => Some(2),
        "осень" | "осени" | "осенью" => Some(3),
        "зима" | "зимы" | "зиме" | "зиму" | "зимой" => Some(4),
        _ => None,
    }
}

/// "осенью 2029 года", "до осени", "весной".
fn season(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let season = season_name(w.low(i))?;
    if let Some(year) = w.year(i + 1).filter(|_| !w.get(i + 1).is_some_and(|l| l.apart)) {
        return Some((Raw::Season(YearOf::Given(year), season), skip_year(w, i + 2)));
    }
    if let Some((offset, to)) = year_words(w, i + 1) {
        return Some((Raw::Season(YearOf::Offset(offset), season), to));
    }
    let adverb = matches!(w.low(i), "весной" | "летом" | "осенью" | "зимой");
    let led = matches!(w.before(i), "до" | "к" | "с" | "на");
    (adverb || led).then_some((Raw::Season(YearOf::Fitting, season), i + 1))
}

/// "первой половине 2029 года", "втором полугодии", "третьем квартале 2029 года".
fn part_of_year(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let nth = match w.low(i) {
        word if word.starts_with("перв") => 1,
        word if word.starts_with("втор") => 2,
        word if word.starts_with("трет") => 3,
        word if word.starts_with("четверт") => 4,
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" => 4,
        _ => return None,
    };
    let half = w.is(
        i + 1,
        &["половине", "половина", "половины", "половину", "полугодии", "полугодие", "полугодия"],
    ) && nth <= 2;
    let quarter = w.is(i + 1, &["квартале", "квартал", "квартала"]);
    if !half && !quarter {
        return None;
    }
    let made = |year: YearOf| if half { Raw::Half(year, nth) } else { Raw::Quarter(year, nth) };
    if let Some(year) = w.year(i + 2) {
        return Some((made(YearOf::Given(year)), skip_year(w, i + 3)));
    }
    if let Some((offset, to)) = year_words(w, i + 2) {
        return Some((made(YearOf::Offset(offset)), to));
    }
    if w.is(i + 2, &["года"]) {
        return Some((made(YearOf::Offset(0)), i + 3));
    }
    (quarter || w.low(i + 1).starts_with("полугод")).then(|| (made(YearOf::Fitting), i + 2))
}

/// "конца года", "начале 2027 года", "середине октября".
fn part_of(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let edge = match w.low(i) {
        "конце" | "конца" | "концу" | "конец" => Edge::End,
        "начале" | "начала" | "началу" => Edge::Start,
        "середине" | "середины" => Edge::Middle,
        _ => return None,
    };
    if w.get(i + 1)?.apart {
        return None;
    }
    let whole = |raw: Raw, to: usize| Some((Raw::Part(edge, Box::new(raw)), to));
    match w.low(i + 1) {
        "года" => return whole(Raw::UnitOffset(Unit::Year, 0), i + 2),
        "месяца" => return whole(Raw::UnitOffset(Unit::Month, 0), i + 2),
        "недели" => return whole(Raw::UnitOffset(Unit::Week, 0), i + 2),
        "десятилетия" => return whole(Raw::UnitOffset(Unit::Decade, 0), i + 2),
        _ => {}
    }
    if let Some(year) = w.year(i + 1) {
        let to = skip_year(w, i + 2);
        return if to > i + 2 { whole(Raw::Year(year), to) } else { None };
    }
    let (raw, to) =
        offset_unit(w, i + 1).or_else(|| month_alone(w, i + 1)).or_else(|| season(w, i + 1))?;
    whole(raw, to)
}

/// "два года назад", "трое суток", "72 часа".
fn counted_phrase(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let counted = counted(w, i);
    let (count, unit, to) =
        counted.or_else(|| bare_unit(w, i).filter(|(.., to)| w.is(*to, &["назад", "спустя"])))?;
    let signed = i32::try_from(count).ok()?;
    if w.is(to, &["назад"]) {
        return Some((Raw::FromNow(-signed, unit), to + 1));
    }
    if w.is(to, &["спустя"]) {
        return Some((Raw::FromThen(signed, unit), to + 1));
    }
    // "каждые два года" happens again and again.
    if matches!(w.before(i), "каждые" | "каждых" | "каждый" | "раз") {
        return None;
    }
    Some((Raw::Lasting(count, unit), to))
}

fn counted(w: &Words<'_>, i: usize) -> Option<(u32, Unit, usize)> {
    let at = i;
    let (count, at) = match w.figure(at) {
        Some(number) if w.digits(at) <= 4 && !w.glued(at) => (number, number_end(w, at)),
        Some(_) => return None,
        None => (numbers::russian(w.low(at))?, at + 1),
    };
    let joined = if w.dash(at) && w.glued(at) && w.glued(at + 1) { at + 1 } else { at };
    if w.get(joined)?.apart {
        return None;
    }
    Some((count, unit(w.low(joined))?, joined + 1))
}

fn bare_unit(w: &Words<'_>, i: usize) -> Option<(u32, Unit, usize)> {
    let single = matches!(w.low(i), "год" | "месяц" | "неделю" | "сутки" | "час" | "полгода");
    if !single || w.get(i)?.apart {
        return None;
    }
    if w.low(i) == "полгода" {
        Some((6, Unit::Month, i + 1))
    } else {
        Some((1, unit(w.low(i))?, i + 1))
    }
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "минута" | "минуты" | "минут" | "минуту" => Unit::Minute,
        "час" | "часа" | "часов" | "часовой" | "часового" => Unit::Hour,
        "день" | "дня" | "дней" | "дни" | "сутки" | "суток" | "дневный" | "дневного"
        | "дневной" => Unit::Day,
        "неделя" | "недели" | "недель" | "неделю" => Unit::Week,
        "месяц" | "месяца" | "месяцев" => Unit::Month,
        "год" | "года" | "лет" | "летний" | "летнего" => Unit::Year,
        "десятилетие" | "десятилетия" | "десятилетий" => {
            Unit::Decade
        }
        _ => return None,
    })
}

/// "трёхдневный", "двухлетней", "трехмесячного".
fn compound_days(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let word = w.low(i);
    let (count, rest) = [
        ("одно", 1),
        ("двух", 2),
        ("трех", 3),
        ("четырех", 4),
        ("пяти", 5),
        ("шести", 6),
        ("семи", 7),
        ("восьми", 8),
        ("девяти", 9),
        ("десяти", 10),
    ]
    .iter()
    .find_map(|(stem, count)| word.strip_prefix(stem).map(|rest| (*count, rest)))?;
    let unit = [
        ("дневн", Unit::Day),
        ("недельн", Unit::Week),
        ("месячн", Unit::Month),
        ("летн", Unit::Year),
        ("часов", Unit::Hour),
    ]
    .iter()
    .find_map(|(stem, unit)| {
        rest.strip_prefix(stem).filter(|end| (1..=4).contains(&end.chars().count())).map(|_| *unit)
    })?;
    Some((Raw::Lasting(count, unit), i + 1))
}
