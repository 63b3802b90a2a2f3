//! Words between quotation marks.
//!
//! Paragraphs and tokens come in; quotations go out, nested ones after the outer. All styles of marks; apostrophes are no
//! marks. A paragraph that ends inside a quotation leaves it open, whether the next one takes it up again or not.

use crate::layout::Paragraph;
use chancery_record::{Analysis, Pos, Quotation, Span, Tag};

/// The quotations of a document, in order of start.
pub(crate) fn find(text: &str, paragraphs: &[Paragraph], words: &Analysis) -> Vec<Quotation> {
    let mut reader = Reader { text, pending: Vec::new(), found: Vec::new() };
    for (n, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(n + 1).filter(|next| next.region == paragraph.region);
        reader.paragraph(paragraph, next);
    }
    let mut found = reader.found;
    found.sort_by_key(|q| (q.span.start(), std::cmp::Reverse(q.span.end())));
    for quotation in &mut found {
        quotation.scare = !quotation.open && is_scare(text, words, quotation);
    }
    found
}

/// Kinds of marks that close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// `“ ”`, `„ “`, `„ ”`.
    Curly,
    /// `« »`.
    Angle,
    /// `‘ ’`.
    Single,
    /// `"`.
    Straight,
    /// `'`.
    StraightSingle,
}

/// An opening mark that still waits for its end.
#[derive(Clone, Copy, Debug)]
struct Opening {
    mark: Mark,
    start: usize,
    /// First byte after the mark.
    inner: usize,
    /// End of the paragraph in which it opened.
    paragraph_end: usize,
}

struct Reader<'t> {
    text: &'t str,
    pending: Vec<Opening>,
    found: Vec<Quotation>,
}

/// Longest quotation that is looked for over paragraph ends.
const FARTHEST: usize = 4_000;
/// Deeper nesting is noise.
const DEEPEST: usize = 8;

impl Reader<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>) {
        let text = self.text;
        let stretch = paragraph.span.of(text);
        let offset = paragraph.span.start();
        let singles = closing_singles(stretch);
        let mut before = ' ';
        let mut chars = stretch.char_indices().peekable();
        while let Some((at, mark)) = chars.next() {
            let after = chars.peek().map_or(' ', |(_, c)| *c);
            let place = (offset + at, offset + at + mark.len_utf8());
            self.mark(mark, place, (before, after), paragraph, singles.get(&at).copied());
            before = mark;
        }
        self.end_paragraph(paragraph, next);
    }

    fn mark(
        &mut self,
        mark: char,
        place: (usize, usize),
        (before, after): (char, char),
        paragraph: &Paragraph,
        single_later: Option<bool>,
    ) {
        let opens =
            !before.is_alphanumeric() && !after.is_whitespace() && !")],.;:!?".contains(after);
        let open = |this: &mut Self, mark: Mark| this.open(mark, place, paragraph);
        match mark {
            '«' => open(self, Mark::Angle),
            '»' => self.close(Mark::Angle, place),
            '„' | '‟' => open(self, Mark::Curly),
            '“' if self.low_open() && !opens => self.close(Mark::Curly, place),
            '“' if self.low_open() && after.is_whitespace() => self.close(Mark::Curly, place),
            '“' => open(self, Mark::Curly),
            '”' if self.waits(Mark::Curly) => self.close(Mark::Curly, place),
            '”' if opens => open(self, Mark::Curly),
            '"' if self.waits(Mark::Straight) && !(opens && before.is_whitespace()) => {
                self.close(Mark::Straight, place);
            }
            '"' if opens => open(self, Mark::Straight),
            '‘' if !before.is_alphanumeric()
                && after.is_alphabetic()
                && single_later == Some(true) =>
            {
                open(self, Mark::Single);
            }
            '’' if self.waits(Mark::Single) && !after.is_alphanumeric() => {
                self.close_single(Mark::Single, place, (before, after), single_later);
            }
            '\'' if self.waits(Mark::StraightSingle)
                && !after.is_alphanumeric()
                && !before.is_whitespace() =>
            {
                self.close_single(Mark::StraightSingle, place, (before, after), single_later);
            }
            '\'' if opens
                && after.is_alphanumeric()
                && !after.is_ascii_digit()
                && single_later == Some(true) =>
            {
                open(self, Mark::StraightSingle);
            }
            _ => {}
        }
    }

    fn waits(&self, mark: Mark) -> bool {
        self.pending.iter().any(|o| o.mark == mark)
    }

    /// The innermost curly quotation opened with a low mark.
    fn low_open(&self) -> bool {
        let last = self.pending.iter().rev().find(|o| o.mark == Mark::Curly);
        last.is_some_and(|o| self.text[o.start..].starts_with(['„', '‟', '”']))
    }

    fn open(&mut self, mark: Mark, (start, inner): (usize, usize), paragraph: &Paragraph) {
        if self.pending.len() >= DEEPEST {
            return;
        }
        // A quotation taken up again leaves the earlier stretch as it stood at the end of its paragraph.
        let reopened = |o: &Opening| o.mark == mark && o.paragraph_end <= start;
        let (stale, pending) = self.pending.iter().partition(|o| reopened(o));
        self.pending = pending;
        self.leave_open(stale);
        self.pending.push(Opening { mark, start, inner, paragraph_end: paragraph.span.end() });
    }

    fn close(&mut self, mark: Mark, (inner_end, end): (usize, usize)) {
        let Some(at) = self.pending.iter().rposition(|o| o.mark == mark) else {
            return;
        };
        let opening = self.pending[at];
        self.pending.truncate(at);
        if inner_end > opening.inner {
            self.found.push(Quotation {
                span: Span::new(opening.start, end),
                inner: trimmed(self.text, opening.inner, inner_end),
                open: false,
                scare: false,
            });
        }
    }

    /// Closes unless the mark is the apostrophe of a plural owner.
    fn close_single(
        &mut self,
        mark: Mark,
        place: (usize, usize),
        (before, after): (char, char),
        single_later: Option<bool>,
    ) {
        let owner = before == 's' && after.is_whitespace() && single_later == Some(true);
        if !owner {
            self.close(mark, place);
        }
    }

    fn end_paragraph(&mut self, paragraph: &Paragraph, next: Option<&Paragraph>) {
        let end = paragraph.span.end();
        let again = next.map_or("", |next| next.span.of(self.text));
        let goes_on = |o: &Opening| {
            matches!(o.mark, Mark::Curly | Mark::Angle)
                && next.is_some()
                && end - o.start < FARTHEST
                && !again.starts_with(['“', '«', '„'])
        };
        let (kept, stale): (Vec<_>, Vec<_>) = self.pending.iter().partition(|o| goes_on(o));
        self.pending = kept;
        self.leave_open(stale);
    }

    fn leave_open(&mut self, openings: Vec<Opening>) {
        for opening in openings {
            let said = matches!(opening.mark, Mark::Curly | Mark::Angle | Mark::Straight);
            if said && opening.paragraph_end > opening.inner {
                self.found.push(Quotation {
                    span: Span::new(opening.start, opening.paragraph_end),
                    inner: trimmed(self.text, opening.inner, opening.paragraph_end),
                    open: true,
                    scare: false,
                });
            }
        }
    }
}

/// For each single mark of a paragraph, whether a closing one stands later.
fn closing_singles(text: &str) -> std::collections::BTreeMap<usize, bool> {
    let mut later = false;
    let mut out = std::collections::BTreeMap::new();
    let mut after = ' ';
    let mut chars = text.char_indices().rev().peekable();
    while let Some((at, c)) = chars.next() {
        let before = chars.peek().map_or(' ', |(_, c)| *c);
        if matches!(c, '\'' | '’' | '‘') {
            out.insert(at, later);
            later |= c != '‘' && !after.is_alphanumeric() && !before.is_whitespace();
        }
        after = c;
    }
    out
}

/// Without blanks, and without one comma or stop before the closing mark.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let slice = text.get(start..end).unwrap_or_default();
    let start = start + (slice.len() - slice.trim_start().len());
    let mut rest = slice.trim();
    let dots = rest.ends_with("..");
    if let Some(shorter) = rest.strip_suffix([',', '.']).filter(|s| !dots && !s.is_empty()) {
        rest = shorter.trim_end();
    }
    Span::new(start, start + rest.len())
}

/// A word or short phrase of the narrator's sentence, or a name in marks.
fn is_scare(text: &str, words: &Analysis, quotation: &Quotation) -> bool {
    let inner = quotation.inner.of(text);
    let count = inner.split_whitespace().count();
    if count == 0 || count > 4 || inner.ends_with(['?', '!', '…']) {
        return false;
    }
    let first = words.tokens.partition_point(|t| t.span.end() <= quotation.inner.start());
    let last = words.tokens.partition_point(|t| t.span.start() < quotation.inner.end());
    let inside = &words.tokens[first.min(last)..last];
    if inside
        .iter()
        .any(|t| matches!(t.pos, Pos::Verb | Pos::Aux) && t.tag != Tag::Vbg && t.tag != Tag::Vbn)
    {
        return false;
    }
    let before = text[..quotation.span.start()].chars().rev().find(|c| !c.is_whitespace());
    let named = inner.chars().next().is_some_and(char::is_uppercase)
        && before.is_some_and(|c| !".:!?—–\n".contains(c))
        && text[quotation.inner.end()..quotation.span.end()].chars().count() == 1;
    named || !is_attributed(text, words, first, last)
}

/// A verb of saying or calling governs the marks: some words before them, or right behind.
fn is_attributed(text: &str, words: &Analysis, first: usize, last: usize) -> bool {
    let sentence = words.tokens.get(first).map(|t| t.sentence);
    let same = |t: &&chancery_record::Token| Some(t.sentence) == sentence;
    let said = |t: &chancery_record::Token| {
        is_calling(&t.lemma) || is_calling(&t.span.of(text).to_lowercase())
    };
    let before = words.tokens[..first].iter().rev().take_while(same).take(7).any(said);
    before || words.tokens[last..].iter().take_while(same).take(5).any(said)
}

fn is_calling(word: &str) -> bool {
    const ENGLISH: &[&str] = &[
        "say",
        "said",
        "call",
        "called",
        "describe",
        "described",
        "term",
        "termed",
        "label",
        "labelled",
        "labeled",
        "brand",
        "branded",
        "dub",
        "dubbed",
        "dismiss",
        "dismissed",
        "denounce",
        "denounced",
        "tell",
        "told",
        "add",
        "added",
        "warn",
        "warned",
        "write",
        "wrote",
        "speak",
        "spoke",
        "insist",
        "insisted",
        "declare",
        "declared",
        "accuse",
        "accused",
        "promise",
        "promised",
        "quote",
        "quoted",
        "praise",
        "praised",
        "hail",
        "hailed",
        "condemn",
        "condemned",
        "stress",
        "note",
        "noted",
        "says",
        "calls",
        "reject",
        "rejected",
        "characterise",
        "characterize",
        "characterised",
    ];
    const RUSSIAN: &[&str] = &[
        "назвал",
        "сказал",
        "заявил",
        "пообещал",
        "охарактеризовал",
        "отметил",
        "добавил",
        "подчеркнул",
        "призвал",
        "обвинил",
        "говор",
        "сообщил",
        "назыв",
        "предупред",
        "написал",
        "ответил",
        "осудил",
        "признал",
        "выразил",
    ];
    ENGLISH.contains(&word) || RUSSIAN.iter().any(|stem| word.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use crate::tests::document;
    use crate::{Models, parse};
    use chancery_record::{Language, RegionRole};

    /// Quotations as inner words with `~` for open ones and `?` for scare quotes before them.
    #[track_caller]
    fn check(language: Language, text: &str, wanted: &[&str]) {
        let page = document(None, &[(RegionRole::Body, language, text)]);
        let shown: Vec<String> = parse(&Models::none(), &page)
            .value
            .quotations
            .iter()
            .map(|q| {
                let sign = match (q.open, q.scare) {
                    (true, _) => "~",
                    (_, true) => "?",
                    _ => "",
                };
                format!("{sign}{}", q.inner.of(&page.text))
            })
            .collect();
        assert_eq!(shown, wanted, "in: {text}");
    }

    #[track_caller]
    fn en(text: &str, wanted: &[&str]) {
        check(Language::English, text, wanted);
    }

    #[test]
    fn every_style_of_marks() {
        en("“We are ready to sign,” she said.", &["We are ready to sign"]);
        en("\"We are ready to sign,\" she said.", &["We are ready to sign"]);
        en("‘We are ready to sign,’ she said.", &["We are ready to sign"]);
        en("'We are ready to sign,' she said.", &["We are ready to sign"]);
        en("«We are ready to sign», she said.", &["We are ready to sign"]);
        en("„We are ready to sign“, she said.", &["We are ready to sign"]);
        en("„We are ready to sign”, she said.", &["We are ready to sign"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        en("The ministers’ plan and Orrin's port don’t suit '90s ships.", &[]);
        en(
            "He said: ‘the ministers’ plan isn’t dead yet.’",
            &["the ministers’ plan isn’t dead yet"],
        );
        en("'We don't know the islands' names,' she said.", &["We don't know the islands' names"]);
    }

    #[test]
    fn nested_quotations_follow_the_outer() {
        en(
            "“He told me ‘we shall never sign’ and left,” she said.",
            &["He told me ‘we shall never sign’ and left", "we shall never sign"],
        );
        check(
            Language::Russian,
            "«Я читал „Вести Оррина“ вчера вечером дома», — сказал он.",
            &["Я читал „Вести Оррина“ вчера вечером дома", "?Вести Оррина"],
        );
    }

    #[test]
    fn a_quotation_over_sentences_is_one() {
        en(
            "“We came. We saw nothing there. We left.”",
            &["We came. We saw nothing there. We left"],
        );
    }

    #[test]
    fn a_paragraph_that_reopens_leaves_the_first_open() {
        en(
            "She said: “The port is closed to us.\n\n“It will stay closed for now,” she added.",
            &["~The port is closed to us", "It will stay closed for now"],
        );
    }

    #[test]
    fn a_quotation_may_run_over_a_paragraph() {
        check(
            Language::Russian,
            "Он сказал: «Порт закрыт для всех.\n\nОн будет закрыт и завтра».",
            &["Порт закрыт для всех.\n\nОн будет закрыт и завтра"],
        );
    }

    #[test]
    fn an_unclosed_quotation_ends_with_its_text() {
        en("She said: “The port is closed to us all", &["~The port is closed to us all"]);
    }

    #[test]
    fn words_in_marks_that_nobody_says() {
        en("The talks on the “three evils” went on.", &["?three evils"]);
        en("He called the plan “a bad joke” on Monday.", &["a bad joke"]);
        check(Language::Russian, "Катер «Быстрый» вышел в море.", &["?Быстрый"]);
        check(Language::Russian, "Он назвал ответ «странным».", &["странным"]);
    }
}
