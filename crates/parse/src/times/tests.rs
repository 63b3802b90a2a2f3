//! One sentence or two a kind of expression: the words found and the day they mean.

use crate::tests::document;
use crate::{Models, parse};
use chancery_record::{Day, Language, Moment, RegionRole, Time, TimeKind};
use proptest::prelude::*;

fn times(
    dated: Option<&str>,
    language: Language,
    text: &str,
) -> (Vec<Time>, Vec<(String, String)>) {
    let page = document(dated, &[(RegionRole::Body, language, text)]);
    let times = parse(&Models::none(), &page).value.times;
    let shown = times
        .iter()
        .map(|t| {
            let words = t.at.expect("every expression has its words").of(&page.text);
            (words.to_owned(), t.edtf.clone().unwrap_or_default())
        })
        .collect();
    (times, shown)
}

#[track_caller]
fn check(language: Language, dated: Option<&str>, text: &str, wanted: &[(&str, &str)]) {
    let (_, found) = times(dated, language, text);
    let found: Vec<(&str, &str)> = found.iter().map(|(w, e)| (w.as_str(), e.as_str())).collect();
    assert_eq!(found, wanted, "in: {text}");
}

/// The document is of Thursday, 8 May 2031.
#[track_caller]
fn en(text: &str, wanted: &[(&str, &str)]) {
    check(Language::English, Some("2031-05-08"), text, wanted);
}

#[track_caller]
fn ru(text: &str, wanted: &[(&str, &str)]) {
    check(Language::Russian, Some("2031-05-08"), text, wanted);
}

#[test]
fn printed_dates_in_every_order() {
    en("Signed on 5 May 2031 in Orrin.", &[("5 May 2031", "2031-05-05")]);
    en("Signed on May 5, 2031, in Orrin.", &[("May 5, 2031", "2031-05-05")]);
    en("Signed on the 5th of May 2031.", &[("the 5th of May 2031", "2031-05-05")]);
    en("Signed on Monday, Nov. 4, 2030.", &[("Monday, Nov. 4, 2030", "2030-11-04")]);
    en("Signed 05.11.2030.", &[("05.11.2030", "2030-11-05")]);
    en("Signed 2030-11-05.", &[("2030-11-05", "2030-11-05")]);
}

#[test]
fn clock_times_join_their_date() {
    en(
        "Posted 4 May 2031, 10:05 UTC by Orrin Radio.",
        &[("4 May 2031, 10:05 UTC", "2031-05-04T10:05")],
    );
    en("Talks began at 3 p.m. on 5 May.", &[("3 p.m. on 5 May", "2031-05-05T15:00")]);
    en("The ferry left at 15:05.", &[("15:05", "2031-05-08T15:05")]);
    en("The team won 3:2 and lost 10.5 points.", &[]);
}

#[test]
fn ranges_of_days_and_years() {
    en("They met on 16–17 October 2030.", &[("16–17 October 2030", "2030-10-16/2030-10-17")]);
    en("They met from 5 to 7 May.", &[("5 to 7 May", "2031-05-05/2031-05-07")]);
    en(
        "They met on October 30 – November 2, 2030.",
        &[("October 30 – November 2, 2030", "2030-10-30/2030-11-02")],
    );
    en("The plan for 2032–2035 was adopted.", &[("2032–2035", "2032/2035")]);
    en("Flight 2029-300 was late.", &[]);
    en("In 2029-30 it was dry.", &[("2029-30", "2029/2030")]);
}

#[test]
fn a_date_without_a_year_takes_the_one_that_fits() {
    en("The bridge collapsed in November.", &[("November", "2030-11")]);
    en("The bridge will open in November.", &[("November", "2031-11")]);
    en("Ministers met on 20 December.", &[("20 December", "2030-12-20")]);
    en("Ministers will meet on 20 January.", &[("20 January", "2032-01-20")]);
    let (found, _) = times(Some("2031-05-08"), Language::English, "Ministers met on 20 April.");
    assert_eq!(found[0].kind, TimeKind::Explicit);
    assert!(found[0].reasons.iter().any(|r| r.contains("date of the document")));
}

#[test]
fn months_that_are_names_or_verbs_are_left_alone() {
    en("April Lindgren may march in June.", &[("June", "2031-06")]);
    en("May Odell said the talks may fail.", &[]);
    en(
        "The chair for May spoke at the November session.",
        &[("May", "2031-05"), ("November", "2030-11")],
    );
}

#[test]
fn bare_years_are_read_where_a_date_is_called_for() {
    en("It was founded in 1994 with 2000 troops.", &[("1994", "1994")]);
    en("Resolution 2031 and Vision 2040 were praised.", &[]);
    en("Trade has grown since 2019.", &[("since 2019", "2019/..")]);
    en("They want to double it by 2035.", &[("by 2035", "../2035")]);
    en("It began in the 1990s.", &[("the 1990s", "199X")]);
}

#[test]
fn weekdays_follow_the_tense() {
    en("The envoy arrived on Tuesday.", &[("Tuesday", "2031-05-06")]);
    en("The envoy will arrive on Tuesday.", &[("Tuesday", "2031-05-13")]);
    en("The envoy arrived on Thursday.", &[("Thursday", "2031-05-08")]);
    en("The envoy left last Thursday.", &[("last Thursday", "2031-05-01")]);
    en("It is due next Monday.", &[("next Monday", "2031-05-12")]);
    en("It meets again on Thursday of next week.", &[("Thursday of next week", "2031-05-15")]);
    en("He was seen on Friday evening.", &[("Friday evening", "2031-05-02")]);
    en("Monday's vote was lost.", &[("Monday's", "2031-05-05")]);
    en("Norland deplores the burning of a lorry on Tuesday.", &[("Tuesday", "2031-05-06")]);
}

#[test]
fn days_counted_from_the_document() {
    en("They spoke today and yesterday.", &[("today", "2031-05-08"), ("yesterday", "2031-05-07")]);
    en("He left the day before yesterday.", &[("the day before yesterday", "2031-05-06")]);
    en("The port was shelled last night.", &[("last night", "2031-05-07")]);
    en("The run of this drill lasts until the 21st.", &[("the 21st", "2031-05-21")]);
}

#[test]
fn weeks_months_and_years_counted_from_the_document() {
    en("It happened last week.", &[("last week", "2031-04-28/2031-05-04")]);
    en("It was announced earlier this month.", &[("earlier this month", "2031-05")]);
    en("It will be held next year.", &[("next year", "2032")]);
    en("It was founded two years ago.", &[("two years ago", "2029")]);
    en("It began three days ago.", &[("three days ago", "2031-05-05")]);
    en("It opens in January of next year.", &[("January of next year", "2032-01")]);
}

#[test]
fn parts_of_a_year() {
    en("The summit falls in the second half of 2031.", &[("the second half of 2031", "2031-41")]);
    en("Exports fell in the third quarter of 2030.", &[("the third quarter of 2030", "2030-35")]);
    en("It was agreed this spring.", &[("this spring", "2031-21")]);
    en("Flights begin next summer.", &[("next summer", "2032-22")]);
    en("Work will end before the end of October.", &[("before the end of October", "../2031-10")]);
    en("He will retire in early 2033.", &[("early 2033", "2033")]);
}

#[test]
fn durations() {
    en("They must leave within 72 hours.", &[("within 72 hours", "PT72H")]);
    en("The truce holds for two years.", &[("for two years", "P2Y")]);
    en("He was named for a term of three years.", &[("a term of three years", "P3Y")]);
    en("It is a three-day visit.", &[("three-day", "P3D")]);
    en("Ties grew over the past three years.", &[("the past three years", "P3Y")]);
    en("A 12-year-old and men six years old ran 24 hours a day.", &[]);
}

#[test]
fn what_the_text_just_named_is_counted_from() {
    en(
        "He landed on Monday. He dined with her the same evening.",
        &[("Monday", "2031-05-05"), ("the same evening", "2031-05-05")],
    );
    en(
        "Talks opened on 2 April. Three days later they failed.",
        &[("2 April", "2031-04-02"), ("Three days later", "2031-04-05")],
    );
}

#[test]
fn a_document_without_a_year_counts_within_it() {
    // EDTF writes a digit that is not known as X: a day of a year that nobody states.
    let undated = Some("XXXX-09-02");
    let text = "The two spoke on Thursday. The last call was on Monday. They will meet next month.";
    check(
        Language::English,
        undated,
        text,
        &[("Thursday", "XXXX-09-02"), ("Monday", "XXXX-08-30"), ("next month", "XXXX-10")],
    );
    // The year stays open (X), and so do the bounds.
    let (found, _) = times(undated, Language::English, "They met on 3 July.");
    assert_eq!((found[0].edtf.as_deref(), found[0].earliest), (Some("XXXX-07-03"), None));
}

#[test]
fn a_count_beside_a_year_dates_the_document() {
    let text = "It is the first drill since the fleet was founded in 2027, two years ago. It opened on Monday.";
    let regions = [
        (RegionRole::Dateline, Language::English, "ORRIN, Saturday, 8 September"),
        (RegionRole::Body, Language::English, text),
    ];
    // The dateline prints no year, so EDTF has X for its digits.
    let page = document(Some("XXXX-09-08"), &regions);
    let found = parse(&Models::none(), &page).value.times;
    let shown: Vec<&str> = found.iter().filter_map(|t| t.edtf.as_deref()).collect();
    assert_eq!(shown, ["2029-09-08", "2027", "2027", "2029-09-03"]);
}

#[test]
fn without_any_date_weekdays_stay_open() {
    let (found, _) = times(None, Language::English, "She left on Saturday and on 5 May.");
    assert_eq!(found[0].edtf, None);
    assert_eq!((found[0].kind, found[0].latest), (TimeKind::Weekday, None));
    // 5 May of a year that nothing tells: X in EDTF.
    assert_eq!(found[1].edtf.as_deref(), Some("XXXX-05-05"));
}

#[test]
fn bounds_and_reasons_are_filled() {
    let (found, _) =
        times(Some("2031-05-08"), Language::English, "The plan for 2032–2035 was adopted.");
    let day = |m: Option<chancery_record::Moment>| m.map(|m| m.to_string()).unwrap_or_default();
    assert_eq!(
        (day(found[0].earliest), day(found[0].latest)),
        ("2032-01-01".into(), "2035-12-31".into())
    );
    assert_eq!(found[0].kind, TimeKind::Period);
}

#[test]
fn russian_dates() {
    ru("Подписано 5 мая 2031 года в Оррине.", &[("5 мая 2031 года", "2031-05-05")]);
    ru("Опубликовано 12 ноября 2030, 15:05.", &[("12 ноября 2030, 15:05", "2030-11-12T15:05")]);
    ru("Встреча пройдёт 28–29 мая.", &[("28–29 мая", "2031-05-28/2031-05-29")]);
    ru("Работа шла с 5 по 7 мая.", &[("с 5 по 7 мая", "2031-05-05/2031-05-07")]);
    ru("План на 2032–2035 годы одобрен.", &[("2032–2035 годы", "2032/2035")]);
    ru("В 2030 году торговля выросла.", &[("2030 году", "2030")]);
    ru("Он возглавляет союз с 1 января.", &[("с 1 января", "2031-01-01/..")]);
}

#[test]
fn russian_weekdays_and_counted_days() {
    ru("Посол прибыл во вторник.", &[("во вторник", "2031-05-06")]);
    ru("Запланированный на среду визит отложен.", &[("на среду", "2031-05-14")]);
    ru("Об этом вчера вечером сообщил посол.", &[("вчера вечером", "2031-05-07")]);
    ru("Они прибыли утром в понедельник.", &[("утром в понедельник", "2031-05-05")]);
    ru("Обстрел начался в ночь на понедельник.", &[("в ночь на понедельник", "2031-05-05")]);
}

#[test]
fn russian_periods_and_durations() {
    ru("Заседание прошло в ноябре прошлого года.", &[("в ноябре прошлого года", "2030-11")]);
    ru("Мост откроют до конца года.", &[("до конца года", "../2031")]);
    ru("Проект рассчитан до 2035 года.", &[("до 2035 года", "../2035")]);
    ru("На сборы дано трое суток.", &[("трое суток", "P3D")]);
    ru("Порт закрыт на два года.", &[("на два года", "P2Y")]);
    ru("Союз создан три года назад.", &[("три года назад", "2028")]);
    ru("Посол прибыл с трёхдневным визитом.", &[("трёхдневным", "P3D")]);
    ru("Форум пройдёт в первой половине 2032 года.", &[("в первой половине 2032 года", "2032-40")]);
}

#[test]
fn sessions_years_and_stretches() {
    en("They meet again at the November session.", &[("November", "2031-11")]);
    en("It opens in January of next year.", &[("January of next year", "2032-01")]);
    en("Boats ran throughout the year.", &[("the year", "2031")]);
    en("A plan for 2032-2034 was adopted.", &[("2032-2034", "2032/2034")]);
    en("Prices rose between February and April.", &[("February and April", "2031-02/2031-04")]);
    en("They met between 3 and 6 May.", &[("3 and 6 May", "2031-05-03/2031-05-06")]);
    en("Talks began in the spring of 2030.", &[("the spring of 2030", "2030-21")]);
    en("Trade grew in the second quarter of 2031.", &[("the second quarter of 2031", "2031-34")]);
    en("The fort is of the 18th century.", &[("the 18th century", "1701/1800")]);
    en("The fort is of the nineteenth century.", &[("the nineteenth century", "1801/1900")]);
}

#[test]
fn feasts_lie_on_their_day() {
    en("Ministers met on Victory Day.", &[("Victory Day", "2031-05-09")]);
    en("It was signed on New Year's Eve.", &[("New Year's Eve", "2030-12-31")]);
    en("The port will close on New Year's Day.", &[("New Year's Day", "2032-01-01")]);
    en("The border was shut on Christmas Eve.", &[("Christmas Eve", "2030-12-24")]);
    en("They marched on May Day.", &[("May Day", "2031-05-01")]);
    en("A New York paper told of the victory day by day.", &[]);
    ru("Послы встретились в День Победы.", &[("День Победы", "2031-05-09")]);
    ru("Порт закроют в канун Нового года.", &[("канун Нового года", "2031-12-31")]);
    ru("Крепость построена в XIX веке.", &[("XIX веке", "1801/1900")]);
}

#[test]
fn what_recurs_is_no_day() {
    en("Patrols leave every Monday and meet twice a year.", &[]);
    ru("Патрули выходят каждый понедельник.", &[]);
}

#[test]
fn a_date_line_in_another_language_is_read() {
    let regions = [(RegionRole::Date, Language::French, "Mercredi 7 mai 2031")];
    let page = document(None, &regions);
    let found = parse(&Models::none(), &page).value.times;
    assert_eq!(found[0].edtf.as_deref(), Some("2031-05-07"));
    assert_eq!(found[0].at.map(|s| s.of(&page.text)), Some("Mercredi 7 mai 2031"));
}

#[test]
fn an_end_that_is_a_stretch_is_its_last_day() {
    en("They want it by the end of the week.", &[("by the end of the week", "../2031-05-11")]);
}

const LEADS: &[&str] = &[
    "by",
    "since",
    "until",
    "from",
    "before the end of",
    "by the end of",
    "after",
    "between",
    "on",
    "in",
    "early",
    "до конца",
    "с",
    "по",
    "к",
];
const WHENS: &[&str] = &[
    "next week",
    "the week",
    "last week",
    "this weekend",
    "30 February 2031",
    "31 June",
    "the 18th century",
    "the 1990s",
    "winter",
    "the spring of 2030",
    "2035",
    "the first half of 2031",
    "Friday",
    "the 31st",
    "0000",
    "three weeks",
    "5–7 May",
    "следующей недели",
    "прошлой недели",
    "31 июня 2031 года",
    "зимы 2030 года",
    "XIX века",
    "ноября",
];

proptest! {
    #[test]
    fn what_is_printed_can_be_read(parts in prop::collection::vec((0..LEADS.len(), 0..WHENS.len(), any::<bool>()), 1..5)) {
        let mut text = String::from("It was");
        for (lead, when, joined) in parts {
            let joint = if joined { " and" } else { "" };
            text = format!("{text} {} {}{joint}", LEADS[lead], WHENS[when]);
        }
        for language in [Language::English, Language::Russian] {
            for (words, edtf) in times(Some("2031-05-08"), language, &text).1 {
                prop_assert!(readable(&edtf), "{words}: {edtf}");
            }
        }
    }
}

/// Whether this is a duration, a date or two of them with one stroke between, every day on the calendar.
fn readable(edtf: &str) -> bool {
    let sides: Vec<&str> = edtf.split('/').collect();
    edtf.is_empty()
        || edtf.starts_with('P')
        || match sides[..] {
            [date] => is_date(date),
            [first, last] => {
                first != last && [first, last].iter().all(|side| *side == ".." || is_date(side))
            }
            _ => false,
        }
}

fn is_date(text: &str) -> bool {
    let text = text.split('T').next().unwrap_or_default();
    let numbers: Vec<Option<i32>> = text.split('-').map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [Some(year), Some(month), Some(day)] => {
            Day::of(year, u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0))
                .is_some()
        }
        [Some(year), Some(month)] => {
            year > 0 && matches!(month, 1..=12 | 21..=24 | 33..=36 | 40..=41)
        }
        [Some(year)] => year > 0,
        [None, ..] => text.starts_with("XXXX-") || (text.len() == 4 && text.ends_with('X')),
        _ => false,
    }
}

#[test]
fn feasts_and_the_day_before_them() {
    en("Both presidents met on the eve of Nowruz.", &[("the eve of Nowruz", "2031-03-20")]);
    en("Veterans marched on Victory Day.", &[("Victory Day", "2031-05-09")]);
    en("The shops were shut on Labour Day.", &[("Labour Day", "2031-05-01")]);
    en("The shops will shut on Labor Day.", &[("Labor Day", "2031-09-01")]);
    en("Mass was held on Easter Sunday.", &[("Easter Sunday", "2031-04-13")]);
    en("The embassy closed on New Year's Eve.", &[("New Year's Eve", "2030-12-31")]);
    en("The pact was signed on Victory Day 2029.", &[("Victory Day 2029", "2029-05-09")]);
    en("She congratulated the veterans on Victory Day.", &[]);
    en("The embassy marked Independence Day.", &[]);
    ru("Главы государств встретились накануне Навруза.", &[("накануне Навруза", "2031-03-20")]);
    ru("Ветераны собрались в День Победы.", &[("День Победы", "2031-05-09")]);
    ru("Он поздравил коллег с Днём труда.", &[]);
}

#[test]
fn days_inside_a_month() {
    en(
        "The council will sit on the first Monday of September.",
        &[("the first Monday of September", "2031-09-01")],
    );
    en(
        "They met on the last Friday of March 2030.",
        &[("the last Friday of March 2030", "2030-03-29")],
    );
    en(
        "The envoys met in the second week of March.",
        &[("the second week of March", "2031-03-08/2031-03-14")],
    );
    en(
        "The harvest ended in the last week of August 2030.",
        &[("the last week of August 2030", "2030-08-25/2030-08-31")],
    );
    ru("В первых числах мая границу закрыли.", &[("В первых числах мая", "2031-05")]);
    ru("Вопрос решат на ноябрьской сессии.", &[("ноябрьской", "2031-11")]);
    ru("Выставка в Октябрьском районе закрыта.", &[]);
}

#[test]
fn weekends_nights_and_runs_of_weekdays() {
    en("Talks were held over the weekend.", &[("the weekend", "2031-05-03/2031-05-04")]);
    en("They will meet at the weekend.", &[("the weekend", "2031-05-10/2031-05-11")]);
    en("They will meet on Monday week.", &[("Monday week", "2031-05-19")]);
    en("They met last weekend.", &[("last weekend", "2031-05-03/2031-05-04")]);
    en("Shells fell overnight.", &[("overnight", "2031-05-07/2031-05-08")]);
    en("An overnight curfew was lifted.", &[]);
    en(
        "The talks ran from Monday to Wednesday.",
        &[("Monday to Wednesday", "2031-05-05/2031-05-07")],
    );
    en(
        "The talks on Monday and Wednesday failed.",
        &[("Monday", "2031-05-05"), ("Wednesday", "2031-05-07")],
    );
    ru(
        "Переговоры прошли в минувшие выходные.",
        &[("в минувшие выходные", "2031-05-03/2031-05-04")],
    );
    ru("Ночью посёлок обстреляли.", &[("Ночью", "2031-05-07/2031-05-08")]);
    ru("Минувшей ночью посёлок обстреляли.", &[("Минувшей ночью", "2031-05-07/2031-05-08")]);
    ru(
        "Переговоры шли с понедельника по среду.",
        &[("с понедельника по среду", "2031-05-05/2031-05-07")],
    );
}

#[test]
fn stretches_counted_and_left() {
    en("The truce will last a fortnight.", &[("a fortnight", "P2W")]);
    en("She was recalled a fortnight ago.", &[("a fortnight ago", "2031-04-21/2031-04-27")]);
    en("The council meets in a month's time.", &[("a month's time", "2031-06")]);
    en("Exports will recover in Q3.", &[("Q3", "2031-35")]);
    en("Exports fell in Q3 2030.", &[("Q3 2030", "2030-35")]);
    en("He stays for the rest of the month.", &[("the rest of the month", "2031-05")]);
    en(
        "The dam will be finished by the end of the decade.",
        &[("by the end of the decade", "../2039")],
    );
    ru("Плотину достроят до конца десятилетия.", &[("до конца десятилетия", "../2039")]);
    ru("Помощь будет идти в течение всего года.", &[("в течение всего года", "2031")]);
    ru("Совет собирается каждые два года.", &[]);
}

#[test]
fn a_night_before_the_weekday_of_the_lead_hides_nothing() {
    let text = "Five people died overnight when soldiers met, the army said on Saturday.";
    let mut page = document(None, &[(RegionRole::Body, Language::English, text)]);
    page.dated = Some(Time { edtf: Some("XXXX-12-19".into()), ..Time::vague(None) });
    let times = parse(&Models::none(), &page).value.times;
    let found: Vec<_> = times.iter().map(|t| t.edtf.as_deref()).collect();
    assert_eq!(found, [Some("XXXX-12-18/XXXX-12-19"), Some("XXXX-12-19")]);
}

#[test]
fn the_day_of_a_document_without_a_year_keeps_its_bounds() {
    let text = "Ministers met on 5 March and will meet again on 9 March.";
    let mut page = document(None, &[(RegionRole::Body, Language::English, text)]);
    let day = |year| Day::of(year, 3, 5).map(Moment::from);
    page.dated = Some(Time {
        edtf: Some("XXXX-03-05".into()),
        earliest: day(2028),
        latest: day(2030),
        ..Time::vague(None)
    });
    let times = parse(&Models::none(), &page).value.times;
    let found: Vec<_> = times.iter().map(|t| (t.edtf.as_deref(), t.earliest, t.latest)).collect();
    let open = (Some("XXXX-03-09"), None, None);
    assert_eq!(found, [(Some("XXXX-03-05"), day(2028), day(2030)), open]);
}
