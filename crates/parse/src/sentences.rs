//! Where the sentences of a running text end, by rule: stops, the words around them, quotes, brackets and lists.
//!
//! A text comes in; the spans of its sentences go out, trimmed, in order and not overlapping. Needs no model. Never looks at
//! what the words mean beyond lists of abbreviations and of words that open a sentence.

use crate::layout;
use chancery_record::{Language, Span};

/// The sentences of a text.
///
/// ```
/// use chancery_parse::sentences;
/// use chancery_record::Language;
/// let text = "Dr. Lind left Orrin at 6 p.m. The U.S. envoy stayed.";
/// let found: Vec<&str> = sentences(text, Language::English).iter().map(|s| s.of(text)).collect();
/// assert_eq!(found, ["Dr. Lind left Orrin at 6 p.m.", "The U.S. envoy stayed."]);
/// ```
pub fn sentences(text: &str, language: Language) -> Vec<Span> {
    let mut out = Vec::new();
    for (start, end) in layout::lines(text) {
        split(text, start, end, language, &mut out);
    }
    out
}

/// One paragraph.
fn split(text: &str, start: usize, end: usize, language: Language, out: &mut Vec<Span>) {
    let paragraph = Paragraph::new(&text[start..end], language);
    let mut from = 0;
    for at in 0..paragraph.chars.len() {
        let Some(stop) = paragraph.ends_at(at, from) else {
            continue;
        };
        push(text, start + paragraph.byte(from), start + paragraph.byte(stop), out);
        from = stop;
    }
    push(text, start + paragraph.byte(from), end, out);
}

fn push(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    let piece = &text[start..end];
    let start = start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    if start < end {
        out.push(Span::new(start, end));
    }
}

/// The characters of a paragraph, with what is needed to look back from each.
struct Paragraph<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    /// The paragraph is a list that goes on in one line, with markers of this form.
    list: Option<Marker>,
    /// Whether a bracket or a quotation begun inside a sentence is open at each character.
    inside: Vec<bool>,
    language: Language,
}

/// How the items of a list in one line are marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Number,
    Letter,
    Bullet(char),
}

impl<'t> Paragraph<'t> {
    fn new(text: &'t str, language: Language) -> Self {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let inside = inside(&chars);
        let mut paragraph = Self { text, chars, list: None, inside, language };
        paragraph.list = paragraph.marker_at(0);
        paragraph
    }

    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.text.len(), |(byte, _)| *byte)
    }

    fn at(&self, at: usize) -> char {
        self.chars.get(at).map_or('\0', |(_, c)| *c)
    }

    /// The end of the sentence begun at `from`, when one ends at character `at`.
    fn ends_at(&self, at: usize, from: usize) -> Option<usize> {
        let here = self.at(at);
        if at > from && self.list.is_some() && self.next_item(at, from) {
            return Some(at);
        }
        if !is_stop(here) || is_stop(self.at(at + 1)) || at < from {
            return None;
        }
        let closed = self.past_closers(at + 1);
        let end = self.past_notes(closed);
        let next = self.past_space(end);
        if next == end || next >= self.chars.len() {
            return None;
        }
        let breaks =
            self.opens(next, at, closed > at + 1) && !self.continues(at, from, next, closed);
        breaks.then_some(end)
    }

    fn past_closers(&self, mut at: usize) -> usize {
        while is_closer(self.at(at)) && !(self.at(at) == '"' && self.opens_quote(at)) {
            at += 1;
        }
        at
    }

    /// A straight mark with a space before it opens a quotation.
    fn opens_quote(&self, at: usize) -> bool {
        at == 0 || self.at(at - 1).is_whitespace()
    }

    /// Notes in brackets and figures raised behind a stop: `[17]`.
    fn past_notes(&self, mut at: usize) -> usize {
        loop {
            let open = self.past_space(at);
            if self.at(open) != '[' {
                return self.past_raised(open).unwrap_or(at);
            }
            let mut close = open + 1;
            while self.at(close).is_ascii_digit()
                || (close == open + 1 && self.at(close).is_ascii_lowercase())
            {
                close += 1;
            }
            if close == open + 1 || self.at(close) != ']' {
                return at;
            }
            at = close + 1;
        }
    }

    /// The number of a note that lost its raised place: "minority rights. 4 Even though".
    fn past_raised(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while self.at(end).is_ascii_digit() {
            end += 1;
        }
        let noted = end > at && end <= at + 2 && self.at(end) == ' ' && self.at(at) != '0';
        (noted && self.list.is_none() && self.starter(end + 1)).then_some(end)
    }

    /// Past space and the bullet of an item.
    fn past_marks(&self, mut at: usize) -> usize {
        while self.at(at).is_whitespace() || matches!(self.at(at), '•' | '⁃' | '·' | '▪' | '(')
        {
            at += 1;
        }
        at
    }

    fn past_space(&self, mut at: usize) -> usize {
        while self.at(at).is_whitespace() {
            at += 1;
        }
        at
    }

    /// A sentence can open at `next`.
    fn opens(&self, next: usize, stop: usize, quoted: bool) -> bool {
        let mut at = next;
        while is_opener(self.at(at))
            || matches!(self.at(at), '—' | '–' | '-' | '*' | '•')
            || (at > next && self.at(at) == ' ')
        {
            at += 1;
        }
        let first = self.at(at);
        if first == '.' && self.at(at + 1) == ' ' && at == next {
            // ". . . The practice": dots before a sentence, not behind the last.
            let mut after = at;
            while matches!(self.at(after), '.' | ' ') {
                after += 1;
            }
            return self.at(after).is_uppercase()
                && self.at(stop.wrapping_sub(1)).is_alphanumeric();
        }
        if first.is_lowercase() {
            // "iPhone sales", "eBay": a capital inside makes a name.
            return !quoted && self.at(at + 1).is_uppercase();
        }
        // Scripts without case open a sentence with any letter.
        first.is_alphanumeric() || matches!(first, '$' | '€' | '£' | '#' | '@' | '¿' | '¡')
    }

    /// The stop belongs to an abbreviation, an initial, a number, or to words quoted inside a sentence.
    fn continues(&self, stop: usize, from: usize, next: usize, closed: usize) -> bool {
        if self.inside.get(closed.min(self.chars.len() - 1)).copied().unwrap_or(false)
            && self.inside.get(stop).copied().unwrap_or(false)
        {
            return true;
        }
        if self.at(stop) != '.' {
            return false;
        }
        if self.at(stop.wrapping_sub(1)) == '.'
            || (stop >= 2 && self.at(stop - 1) == ' ' && self.at(stop - 2) == '.')
        {
            // An ellipsis: four dots end a sentence, three do before a word that opens one.
            let (dots, first) = self.dots(stop, from);
            return first <= self.past_space(from) || (dots == 3 && !self.starter(next));
        }
        if closed > stop + 1 && !matches!(self.at(stop + 1), ')' | ']') {
            return false;
        }
        let word = self.word_before(stop, from);
        if word.is_empty() {
            return self.at(stop.wrapping_sub(1)) == ' ' && stop > from;
        }
        self.is_short(&word, stop, from, next)
    }

    /// How many dots end at `stop`, spaces between them or not, and where the first stands.
    fn dots(&self, stop: usize, from: usize) -> (usize, usize) {
        let run = (from..=stop).rev().take_while(|at| matches!(self.at(*at), '.' | ' '));
        run.filter(|at| self.at(*at) == '.').fold((0, stop), |(count, _), at| (count + 1, at))
    }

    /// The run of letters, digits and inner stops that ends before the stop.
    fn word_before(&self, stop: usize, from: usize) -> String {
        let mut start = stop;
        while start > from
            && (self.at(start - 1).is_alphanumeric()
                || matches!(self.at(start - 1), '.' | '°' | '&'))
        {
            start -= 1;
        }
        self.chars[start..stop].iter().map(|(_, c)| *c).collect()
    }

    fn is_short(&self, word: &str, stop: usize, from: usize, next: usize) -> bool {
        let low = word.to_lowercase();
        let digit = self.at(next).is_numeric();
        let starts = stop - word.chars().count() <= self.past_marks(from);
        // "1." and "IV." before an item or a heading.
        if starts
            && (word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 3
                || word.chars().count() == 1)
        {
            return true;
        }
        if is_title(&low, self.language) {
            return true;
        }
        if is_pointer(&low) {
            return digit || self.at(next) == '§';
        }
        if word.contains('.') {
            let afternoon = matches!(low.as_str(), "a.m" | "p.m");
            if afternoon {
                return word.chars().all(|c| !c.is_uppercase()) && self.title_follows(next);
            }
            let initials = low.split('.').all(|part| part.chars().count() <= 2);
            return initials && !self.starter(next);
        }
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        if initial {
            // "you and I. Did": the pronoun, before a word that opens a sentence.
            let pronoun = word == "I" && self.starter(next);
            return !pronoun && !self.follows_word(stop, from, next);
        }
        is_abbreviation(&low, self.language) && !self.starter(next)
    }

    /// "Plan B. The": a letter after a small word, before a word that opens a sentence.
    fn follows_word(&self, stop: usize, from: usize, next: usize) -> bool {
        let mut at = stop.saturating_sub(2);
        while at > from && self.at(at).is_whitespace() {
            at -= 1;
        }
        let word = self.word_before(at + 1, from);
        word.chars().next().is_some_and(char::is_lowercase) && self.starter(next)
    }

    fn title_follows(&self, next: usize) -> bool {
        let word = self.word_from(next);
        is_title(&word.to_lowercase(), self.language)
    }

    fn word_from(&self, next: usize) -> String {
        let mut at = next;
        while is_opener(self.at(at)) {
            at += 1;
        }
        self.chars[at.min(self.chars.len())..]
            .iter()
            .map(|(_, c)| *c)
            .take_while(|c| c.is_alphabetic() || *c == '’' || *c == '\'')
            .collect()
    }

    /// A word that mostly opens a sentence stands at `next`.
    fn starter(&self, next: usize) -> bool {
        let word = self.word_from(next);
        is_opener(self.at(next)) && self.at(next) != '(' || is_starter(&word)
    }

    /// The form of the list marker at `at`.
    fn marker_at(&self, at: usize) -> Option<Marker> {
        let first = self.at(at);
        if matches!(first, '•' | '⁃' | '·' | '▪') {
            return Some(Marker::Bullet(first));
        }
        let mut end = at;
        while self.at(end).is_ascii_digit() && end < at + 3 {
            end += 1;
        }
        let letter = end == at && first.is_ascii_lowercase();
        if letter {
            end += 1;
        }
        if end == at || !matches!(self.at(end), '.' | ')') {
            return None;
        }
        let space = if self.at(end) == '.' && self.at(end + 1) == ')' { end + 2 } else { end + 1 };
        let opens = self.at(space) == ' ' && self.at(space + 1).is_uppercase();
        opens.then_some(if letter { Marker::Letter } else { Marker::Number })
    }

    /// The next item of the list begins at `at`.
    fn next_item(&self, at: usize, from: usize) -> bool {
        let list = self.list;
        self.at(at.wrapping_sub(1)) == ' '
            && at > self.past_space(from) + 2
            && self.marker_at(at) == list
            && !(self.at(at - 2) == '•' || self.at(at - 2) == '⁃')
    }
}

/// Marks the characters inside brackets, and inside quotations that were begun in the middle of a sentence.
fn inside(chars: &[(usize, char)]) -> Vec<bool> {
    let mut out = vec![false; chars.len()];
    let mut open: Option<(usize, char)> = None;
    for (at, (_, c)) in chars.iter().enumerate() {
        match open {
            None => {
                let close = match c {
                    '(' => ')',
                    _ => continue,
                };
                open = Some((at, close));
            }
            Some((start, close)) if *c == close => {
                // Long asides hold sentences of their own.
                if at - start < 400 {
                    out[start..at].fill(true);
                }
                open = None;
            }
            Some((start, _)) if at - start >= 400 => open = None,
            Some(_) => {}
        }
    }
    out
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '。')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '“')
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '“' | '‘' | '\'' | '«' | '„' | '(' | '[' | '`')
}

/// Titles and the like: a name follows.
fn is_title(low: &str, language: Language) -> bool {
    let english = matches!(
        low,
        "mr" | "mrs"
            | "ms"
            | "dr"
            | "prof"
            | "gen"
            | "col"
            | "lt"
            | "sgt"
            | "capt"
            | "cmdr"
            | "maj"
            | "adm"
            | "sen"
            | "rep"
            | "gov"
            | "pres"
            | "rev"
            | "hon"
            | "st"
            | "mt"
            | "ft"
            | "messrs"
            | "mme"
            | "mlle"
            | "amb"
            | "brig"
            | "cpl"
            | "pvt"
            | "supt"
            | "insp"
            | "vs"
            | "fr"
            | "sr."
            | "attys"
            | "e.g"
            | "i.e"
            | "cf"
            | "viz"
    );
    let russian = matches!(
        low,
        "г" | "гг"
            | "им"
            | "ул"
            | "гор"
            | "пос"
            | "тов"
            | "акад"
            | "проф"
            | "доц"
            | "зам"
            | "св"
            | "пр"
            | "д"
            | "кв"
            | "обл"
            | "корр"
            | "см"
            | "ср"
            | "т.е"
            | "т.н"
            | "т.к"
            | "рис"
            | "стр"
            | "ген"
            | "полк"
            | "н"
    );
    if language == Language::English { english } else { english || russian }
}

/// Words before a number.
fn is_pointer(low: &str) -> bool {
    matches!(
        low,
        "no" | "nos"
            | "n°"
            | "p"
            | "pp"
            | "vol"
            | "vols"
            | "art"
            | "sec"
            | "fig"
            | "figs"
            | "ch"
            | "para"
            | "eq"
            | "ver"
            | "ed"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sept"
            | "sep"
            | "oct"
            | "nov"
            | "dec"
            | "ca"
            | "approx"
            | "op"
            | "стр"
            | "ст"
            | "п"
            | "пп"
            | "№"
    )
}

/// Abbreviations that may end a sentence.
fn is_abbreviation(low: &str, language: Language) -> bool {
    let english = matches!(
        low,
        "co" | "inc"
            | "ltd"
            | "corp"
            | "jr"
            | "sr"
            | "bros"
            | "etc"
            | "dept"
            | "univ"
            | "assn"
            | "ave"
            | "blvd"
            | "rd"
            | "esq"
            | "est"
            | "gov't"
            | "al"
            | "llc"
            | "plc"
            | "calif"
            | "conn"
            | "fla"
            | "ga"
            | "ill"
            | "ind"
            | "kan"
            | "ky"
            | "mass"
            | "md"
            | "mich"
            | "minn"
            | "miss"
            | "mo"
            | "mont"
            | "neb"
            | "nev"
            | "okla"
            | "ore"
            | "pa"
            | "penn"
            | "tenn"
            | "tex"
            | "va"
            | "vt"
            | "wash"
            | "wis"
            | "wyo"
            | "ala"
            | "ariz"
            | "ark"
            | "colo"
            | "del"
            | "la"
            | "d.c"
            | "ph.d"
            | "intl"
            | "natl"
            | "ph"
            | "trans"
            | "eds"
            | "repr"
            | "govt"
            | "cit"
    );
    let russian = matches!(
        low,
        "тыс"
            | "млн"
            | "млрд"
            | "трлн"
            | "руб"
            | "коп"
            | "долл"
            | "др"
            | "пр"
            | "т.д"
            | "т.п"
            | "мин"
            | "сек"
            | "час"
            | "в"
            | "вв"
            | "л"
            | "кг"
            | "км"
            | "м"
    );
    if language == Language::English { english } else { english || russian }
}

/// Words that open sentences far more often than they go on after an abbreviation.
fn is_starter(word: &str) -> bool {
    let word = word.split(['’', '\'']).next().unwrap_or(word);
    matches!(
        word,
        "The"
            | "A"
            | "An"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "I"
            | "You"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "In"
            | "On"
            | "At"
            | "But"
            | "And"
            | "However"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "There"
            | "Here"
            | "When"
            | "While"
            | "After"
            | "Before"
            | "Since"
            | "As"
            | "If"
            | "For"
            | "What"
            | "How"
            | "Why"
            | "Who"
            | "Where"
            | "Did"
            | "Do"
            | "Does"
            | "Is"
            | "Are"
            | "Was"
            | "Were"
            | "Our"
            | "My"
            | "Your"
            | "Some"
            | "Many"
            | "Most"
            | "Then"
            | "Thus"
            | "So"
            | "Although"
            | "Though"
            | "Because"
            | "By"
            | "From"
            | "With"
            | "Under"
            | "During"
            | "Among"
            | "According"
            | "Earlier"
            | "Later"
            | "Meanwhile"
            | "Last"
            | "One"
            | "Two"
            | "Both"
            | "Each"
            | "Not"
            | "No"
            | "Yes"
            | "Once"
            | "Until"
            | "Despite"
            | "Even"
            | "Only"
            | "Also"
            | "To"
            | "All"
            | "Other"
            | "Let"
    ) || is_russian_starter(word)
}

fn is_russian_starter(word: &str) -> bool {
    matches!(
        word,
        "Он" | "Она"
            | "Они"
            | "Оно"
            | "Мы"
            | "Я"
            | "Вы"
            | "Это"
            | "Этот"
            | "Эта"
            | "Эти"
            | "В"
            | "Во"
            | "На"
            | "По"
            | "Но"
            | "И"
            | "А"
            | "Однако"
            | "Также"
            | "При"
            | "После"
            | "До"
            | "Как"
            | "Что"
            | "Если"
            | "Когда"
            | "Так"
            | "Для"
            | "За"
            | "Из"
            | "От"
            | "С"
            | "К"
            | "У"
            | "Кроме"
            | "Там"
            | "Тогда"
            | "Всего"
            | "Все"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(wanted: &[&str]) {
        let text = wanted.join(" ");
        let found = sentences(&text, Language::English);
        let found: Vec<&str> = found.iter().map(|s| s.of(&text)).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn titles_and_initials_go_on() {
        check(&["Gen. O. R. Lind met Mrs. Vane of the U.S. Treasury.", "He left."]);
        check(&["It was you and I.", "Did Albert I. Vane know?"]);
    }

    #[test]
    fn abbreviations_end_before_words_that_open() {
        check(&["It was sold by Lind, Vane & Co. of Orrin to Vane Inc.", "They paid."]);
        check(&["Talks end at 6 p.m.", "The envoys dine at 7 p.m. in Orrin."]);
        check(&["See No. 12 of vol. 3 on p. 44.", "It is there."]);
    }

    #[test]
    fn closing_marks_and_notes_belong_to_their_sentence() {
        check(&["\"We stay.\"", "She left. [12]", "Nobody asked."]);
        check(&["“Will they come?” he asked.", "Nobody (She knew. He did not.) spoke."]);
    }

    #[test]
    fn dots_and_marks() {
        check(&["Really?!", "I never said so....", "She left."]);
        check(&["It was . . . late.", "They slept... until dawn."]);
    }

    #[test]
    fn items_in_one_line() {
        check(&["1. The first ferry", "2. The second ferry", "3. The third ferry"]);
        check(&["• 9. The first ferry", "• 10. The second ferry"]);
    }

    #[test]
    fn headings_stand_alone() {
        let text = "Talks in Orrin\n\nThe envoys met. They parted.";
        let found = sentences(text, Language::English);
        let found: Vec<&str> = found.iter().map(|s| s.of(text)).collect();
        assert_eq!(found, ["Talks in Orrin", "The envoys met.", "They parted."]);
    }

    proptest! {
        #[test]
        fn every_letter_lies_in_one_sentence(text in "(\\PC|[.!?] |\n|\\. \\. |• |1\\. [A-Z]|\\(|\"){0,60}") {
            let found = sentences(&text, Language::English);
            prop_assert!(found.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            let kept: String = found.iter().map(|s| s.of(&text)).collect();
            let bare = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&kept), bare(&text));
        }
    }
}
