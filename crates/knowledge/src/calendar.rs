//! Names of months and weekdays by language, for whoever reads dates.

use chancery_record::Language;

/// Month 1 to 12 of a word in any case, full or usual abbreviation (without its stop); Russian in nominative and genitive.
///
/// ```
/// use chancery_knowledge::calendar::month;
/// use chancery_record::Language;
/// assert_eq!(month("Sept", Language::English), Some(9));
/// assert_eq!(month("ноября", Language::Russian), Some(11));
/// assert_eq!(month("mai", Language::French), Some(5));
/// ```
pub fn month(word: &str, language: Language) -> Option<u8> {
    position(word, months(language))
}

/// Weekday, Monday 0 to Sunday 6, of a word in any case, full or usual abbreviation.
///
/// ```
/// use chancery_knowledge::calendar::weekday;
/// use chancery_record::Language;
/// assert_eq!(weekday("Thursday", Language::English), Some(3));
/// assert_eq!(weekday("среду", Language::Russian), Some(2));
/// ```
pub fn weekday(word: &str, language: Language) -> Option<u8> {
    position(word, weekdays(language))
}

/// The month of a word in whichever known language has it, with that language.
pub fn any_month(word: &str) -> Option<(u8, Language)> {
    LANGUAGES.iter().find_map(|&language| month(word, language).map(|m| (m, language)))
}

const LANGUAGES: [Language; 5] =
    [Language::English, Language::Russian, Language::French, Language::German, Language::Spanish];

fn position(word: &str, rows: &[&str]) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.is_empty() {
        return None;
    }
    let row = rows.iter().position(|row| row.split(' ').any(|w| w == word))?;
    u8::try_from(row).ok().map(|r| if rows.len() == 12 { r + 1 } else { r })
}

fn months(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        Language::Russian => &[
            "январь января январе янв",
            "февраль февраля феврале фев",
            "март марта марте мар",
            "апрель апреля апреле апр",
            "май мая мае",
            "июнь июня июне июн",
            "июль июля июле июл",
            "август августа августе авг",
            "сентябрь сентября сентябре сен сент",
            "октябрь октября октябре окт",
            "ноябрь ноября ноябре ноя нояб",
            "декабрь декабря декабре дек",
        ],
        Language::French => &[
            "janvier janv",
            "février fevrier févr",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "août aout",
            "septembre",
            "octobre",
            "novembre",
            "décembre decembre déc",
        ],
        Language::German => &[
            "januar",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober okt",
            "november",
            "dezember dez",
        ],
        Language::Spanish => &[
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre setiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        _ => &[],
    }
}

fn weekdays(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ],
        Language::Russian => &[
            "понедельник понедельника пн",
            "вторник вторника вт",
            "среда среду среды ср",
            "четверг четверга чт",
            "пятница пятницу пятницы пт",
            "суббота субботу субботы сб",
            "воскресенье воскресенья вс",
        ],
        Language::French => {
            &["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        }
        Language::German => {
            &["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]
        }
        Language::Spanish => {
            &["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
        }
        _ => &[],
    }
}
