//! What counts as a letter, a digit or a space: the answers of Python's `str`, which the models were
//! trained with. They differ from Rust's in places (marks, number letters, control separators).

use unicode_general_category::{GeneralCategory, get_general_category};

/// Digits that are no decimal numbers (superscripts, circled figures ...), as inclusive ranges.
const OTHER_DIGITS: [(u32, u32); 20] = [
    (0xB2, 0xB3),
    (0xB9, 0xB9),
    (0x1369, 0x1371),
    (0x19DA, 0x19DA),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247C),
    (0x2488, 0x2490),
    (0x24EA, 0x24EA),
    (0x24F5, 0x24FD),
    (0x24FF, 0x24FF),
    (0x2776, 0x277E),
    (0x2780, 0x2788),
    (0x278A, 0x2792),
    (0x10A40, 0x10A43),
    (0x10E60, 0x10E68),
    (0x11052, 0x1105A),
    (0x1F100, 0x1F10A),
];

pub(crate) fn is_alpha(c: char) -> bool {
    use GeneralCategory::{
        LowercaseLetter, ModifierLetter, OtherLetter, TitlecaseLetter, UppercaseLetter,
    };
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    matches!(
        get_general_category(c),
        LowercaseLetter | ModifierLetter | OtherLetter | TitlecaseLetter | UppercaseLetter
    )
}

pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    get_general_category(c) == GeneralCategory::DecimalNumber
}

pub(crate) fn is_digit(c: char) -> bool {
    is_decimal(c)
        || OTHER_DIGITS.iter().any(|&(first, last)| (first..=last).contains(&u32::from(c)))
}

pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A character of `\w`: a letter, a number of any kind, or the underscore.
pub(crate) fn is_word(c: char) -> bool {
    use GeneralCategory::{DecimalNumber, LetterNumber, OtherNumber};
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    is_alpha(c) || matches!(get_general_category(c), DecimalNumber | LetterNumber | OtherNumber)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_spaces_and_the_zero_width_space_is_not() {
        assert!(['\u{1c}', '\u{1f}', '\u{85}', '\u{a0}', '\u{2028}'].into_iter().all(is_space));
        assert!(!['\u{200b}', '\u{feff}'].into_iter().any(is_space));
    }

    #[test]
    fn superscripts_are_digits_and_fractions_are_not() {
        assert!(is_digit('²') && is_digit('7') && !is_digit('½'));
        assert!(is_word('½') && !is_alpha('Ⅷ') && is_alpha('ʰ'));
    }
}
