//! Number words, for whoever reads counts, years or sums.

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The number of an English word in small letters: zero to nineteen, and the tens.
///
/// ```
/// use chancery_knowledge::numbers::english;
/// assert_eq!(english("twelve"), Some(12));
/// assert_eq!(english("forty"), Some(40));
/// assert_eq!(english("many"), None);
/// ```
pub fn english(word: &str) -> Option<u32> {
    let place = |list: &[&str]| list.iter().position(|w| *w == word);
    let number = place(&ONES).or_else(|| place(&TENS).map(|tens| (tens + 2) * 10))?;
    u32::try_from(number).ok()
}

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// The place in line that an English ordinal in small letters says: first to twentieth, and thirtieth.
///
/// ```
/// use chancery_knowledge::numbers::english_ordinal;
/// assert_eq!(english_ordinal("fourteenth"), Some(14));
/// assert_eq!(english_ordinal("fourteen"), None);
/// ```
pub fn english_ordinal(word: &str) -> Option<u32> {
    let place = ORDINALS.iter().position(|w| *w == word);
    u32::try_from(place.or((word == "thirtieth").then_some(29))? + 1).ok()
}

/// The number of a Russian word in small letters, `ё` as `е`, in nominative, genitive or accusative.
///
/// ```
/// use chancery_knowledge::numbers::russian;
/// assert_eq!(russian("двух"), Some(2));
/// assert_eq!(russian("сорок"), Some(40));
/// assert_eq!(russian("много"), None);
/// ```
pub fn russian(word: &str) -> Option<u32> {
    Some(match word {
        "один" | "одного" | "одну" | "одной" => 1,
        "два" | "две" | "двух" | "двое" => 2,
        "три" | "трех" | "трое" => 3,
        "четыре" | "четырех" | "четверо" => 4,
        "пять" | "пяти" => 5,
        "шесть" | "шести" => 6,
        "семь" | "семи" => 7,
        "восемь" | "восьми" => 8,
        "девять" | "девяти" => 9,
        "десять" | "десяти" => 10,
        "одиннадцать" | "одиннадцати" => 11,
        "двенадцать" | "двенадцати" => 12,
        "тринадцать" | "тринадцати" => 13,
        "четырнадцать" | "четырнадцати" => 14,
        "пятнадцать" | "пятнадцати" => 15,
        "двадцать" | "двадцати" => 20,
        "тридцать" | "тридцати" => 30,
        "сорок" | "сорока" => 40,
        "пятьдесят" | "пятидесяти" => 50,
        _ => return None,
    })
}
