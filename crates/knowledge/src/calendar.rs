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

/// The weekday of a word in whichever known language has it, with that language.
///
/// ```
/// use chancery_knowledge::calendar::any_weekday;
/// use chancery_record::Language;
/// assert_eq!(any_weekday("Salı"), Some((1, Language::Turkish)));
/// ```
pub fn any_weekday(word: &str) -> Option<(u8, Language)> {
    LANGUAGES.iter().find_map(|&language| weekday(word, language).map(|d| (d, language)))
}

/// Languages with a calendar; of equal words the earlier language has it.
const LANGUAGES: [Language; 11] = [
    Language::English,
    Language::Russian,
    Language::French,
    Language::German,
    Language::Spanish,
    Language::Ukrainian,
    Language::Belarusian,
    Language::Kazakh,
    Language::Tajik,
    Language::Uzbek,
    Language::Turkish,
];

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
        Language::Ukrainian => &[
            "січень січня січні",
            "лютий лютого лютому",
            "березень березня березні",
            "квітень квітня квітні",
            "травень травня травні",
            "червень червня червні",
            "липень липня липні",
            "серпень серпня серпні",
            "вересень вересня вересні",
            "жовтень жовтня жовтні",
            "листопад листопада листопаді",
            "грудень грудня грудні",
        ],
        Language::Belarusian => &[
            "студзень студзеня",
            "люты лютага",
            "сакавік сакавіка",
            "красавік красавіка",
            "травень мая",
            "чэрвень чэрвеня",
            "ліпень ліпеня",
            "жнівень жніўня",
            "верасень верасня",
            "кастрычнік кастрычніка",
            "лістапад лістапада",
            "снежань снежня",
        ],
        Language::Kazakh => &[
            "қаңтар",
            "ақпан",
            "наурыз",
            "сәуір",
            "мамыр",
            "маусым",
            "шілде",
            "тамыз",
            "қыркүйек",
            "қазан",
            "қараша",
            "желтоқсан",
        ],
        Language::Tajik => &[
            "январи",
            "феврали",
            "марти",
            "апрели",
            "майи",
            "июни",
            "июли",
            "августи",
            "сентябри",
            "октябри",
            "ноябри",
            "декабри",
        ],
        Language::Uzbek => &[
            "yanvar январ",
            "fevral феврал",
            "mart",
            "aprel апрел",
            "may",
            "iyun",
            "iyul",
            "avgust",
            "sentabr sentyabr сентабр",
            "oktabr oktyabr октабр",
            "noyabr ноябр",
            "dekabr декабр",
        ],
        Language::Turkish => &[
            "ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül",
            "ekim", "kasım", "aralık",
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
        Language::Ukrainian => &[
            "понеділок",
            "вівторок",
            "середа середу",
            "четвер",
            "п'ятниця п'ятницю п’ятниця п’ятницю",
            "субота суботу",
            "неділя неділю",
        ],
        Language::Kazakh => {
            &["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"]
        }
        // Monday is left empty: its name is that of the capital.
        Language::Tajik => &["", "сешанбе", "чоршанбе", "панҷшанбе", "ҷумъа", "шанбе", "якшанбе"],
        Language::Uzbek => {
            &["dushanba", "seshanba", "chorshanba", "payshanba", "juma", "shanba", "yakshanba"]
        }
        Language::Turkish => {
            &["pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"]
        }
        _ => &[],
    }
}
