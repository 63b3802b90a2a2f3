//! Cuts a text into tokens: runs between spaces, then their prefixes, suffixes, infixes and exceptions.
//!
//! News repeats its words, so a run is cut once and remembered; the patterns are slow only when new.

use std::collections::{BTreeMap, HashMap};

use crate::bundle::{Bundle, Refusal};
use crate::chars;
use crate::lexicon::{Lexicon, Norms};
use crate::narrow;
use crate::pattern::{Pattern, Trail};
use crate::ruler::Ruler;

/// A token of a text: where it lies and which word type it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) lexeme: u32,
    pub(crate) space_after: bool,
}

/// Texts and norms (empty: as usual) of the tokens an exception makes.
type Exception = Vec<(Box<str>, Box<str>)>;

#[derive(Debug)]
pub(crate) struct Tokenizer {
    prefix: Pattern,
    suffix: Pattern,
    infix: Pattern,
    url: Pattern,
    exceptions: BTreeMap<Box<str>, Exception>,
    longest_exception: usize,
    /// Exceptions that the patterns would cut, as the texts they cut them into, by the first text.
    phrases: HashMap<Box<str>, Vec<Vec<Box<str>>>>,
    norms: Norms,
}

/// What was cut before, and working memory.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    cuts: HashMap<Box<str>, (u32, u32)>,
    tokens: Vec<(u32, u32)>,
    chars: Vec<char>,
    trail: Trail,
    parts: Vec<Part>,
}

/// Runs longer than this are not remembered.
const LONGEST_RUN: usize = 64;
/// Runs longer than this are no URLs; the reference would try, at great length.
const LONGEST_URL: usize = 16_384;
/// Word types and runs remembered before all are forgotten.
const MOST_LEXEMES: usize = 24_576;
const MOST_RUNS: usize = 32_768;

/// A part of a run, in characters, or one token of an exception found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Plain { chars: usize },
    Norm { chars: usize, norm: Box<str> },
}

impl Tokenizer {
    pub(crate) fn load(bundle: &Bundle) -> Result<Self, Refusal> {
        let mut fields = bundle.fields("tokenizer")?;
        let mut pattern = || Pattern::compile(fields.text()?);
        let (prefix, suffix, infix, url) = (pattern()?, pattern()?, pattern()?, pattern()?);
        let mut exceptions = BTreeMap::<Box<str>, Exception>::new();
        for _ in 0..fields.count()? {
            let chunk = fields.text()?;
            let tokens = (0..fields.count()?)
                .map(|_| Ok((fields.text()?.into(), fields.text()?.into())))
                .collect::<Result<Exception, Refusal>>()?;
            let joined: String = tokens.iter().map(|(text, _)| &**text).collect();
            if joined != chunk || tokens.iter().any(|(text, _)| text.is_empty()) {
                return Err("an exception does not rejoin to its text".to_owned());
            }
            exceptions.insert(chunk.into(), tokens);
        }
        let longest_exception = exceptions.keys().map(|key| key.len()).max();
        let mut tokenizer = Self {
            prefix,
            suffix,
            infix,
            url,
            exceptions,
            longest_exception: longest_exception.unwrap_or(0),
            phrases: HashMap::new(),
            norms: Norms::load(bundle)?,
        };
        tokenizer.phrases = tokenizer.make_phrases();
        Ok(tokenizer)
    }

    /// Whether so much is remembered that it should be cleared before the next text.
    pub(crate) fn is_full(lexicon: &Lexicon, runs: &Runs) -> bool {
        lexicon.len() > MOST_LEXEMES || runs.cuts.len() > MOST_RUNS
    }

    /// Cuts a text; the pieces are appended to `out`.
    pub(crate) fn tokenize(
        &self,
        text: &str,
        ruler: &Ruler,
        lexicon: &mut Lexicon,
        runs: &mut Runs,
        out: &mut Vec<Piece>,
    ) {
        let first = out.len();
        let mut cutter = Cutter { tokenizer: self, ruler, lexicon, runs, out };
        cutter.text(text);
        self.join_phrases(text, first, &mut cutter);
    }

    /// The exceptions that need the second pass, cut as the patterns cut them.
    fn make_phrases(&self) -> HashMap<Box<str>, Vec<Vec<Box<str>>>> {
        let mut phrases: HashMap<Box<str>, Vec<Vec<Box<str>>>> = HashMap::new();
        let mut runs = Runs::default();
        for chunk in self.exceptions.keys() {
            let text: Vec<char> = chunk.chars().collect();
            let trail = &mut runs.trail;
            let is_cut = self.prefix_length(&text, trail) > 0
                || self.suffix_length(&text, trail) > 0
                || (0..text.len()).any(|at| self.infix.match_at(&text, at, trail).is_some())
                || chunk.contains(' ');
            if !is_cut {
                continue;
            }
            let tokens = self.cut_without_exceptions(chunk, &mut runs);
            phrases.entry(tokens[0].clone()).or_default().push(tokens);
        }
        phrases
    }

    fn cut_without_exceptions(&self, chunk: &str, runs: &mut Runs) -> Vec<Box<str>> {
        runs.chars.clear();
        runs.chars.extend(chunk.chars());
        self.cut(false, runs);
        let mut rest = runs.chars.as_slice();
        let mut tokens = Vec::new();
        for part in &runs.parts {
            let (token, after) = rest.split_at(part.chars());
            tokens.push(token.iter().collect::<String>().into());
            rest = after;
        }
        tokens
    }

    fn prefix_length(&self, text: &[char], trail: &mut Trail) -> usize {
        self.prefix.match_at(text, 0, trail).unwrap_or(0)
    }

    /// The longest suffix is the leftmost; all have at most five characters, but for a row of dots.
    fn suffix_length(&self, text: &[char], trail: &mut Trail) -> usize {
        const LONGEST: usize = 8;
        let Some(&last) = text.last() else { return 0 };
        if !self.suffix.may_end_with(last) {
            return 0;
        }
        let dots = text.iter().rev().take_while(|&&c| c == '.').count();
        let from = text.len().saturating_sub(LONGEST.max(dots));
        (from..text.len())
            .find(|&at| self.suffix.match_at(text, at, trail).is_some())
            .map_or(0, |at| text.len() - at)
    }

    fn exception(&self, text: &[char]) -> Option<&Exception> {
        // No exception is longer in bytes, hence none is in characters.
        if text.is_empty() || text.len() > self.longest_exception {
            return None;
        }
        let mut key = [0; 64];
        let mut length = 0;
        for c in text {
            let end = length + c.len_utf8();
            c.encode_utf8(key.get_mut(length..end)?);
            length = end;
        }
        self.exceptions.get(std::str::from_utf8(&key[..length]).ok()?)
    }

    /// Cuts the run in `runs.chars` into `runs.parts`.
    fn cut(&self, with_exceptions: bool, runs: &mut Runs) {
        let Runs { chars, trail, parts, .. } = runs;
        parts.clear();
        let exception = |text: &[char]| if with_exceptions { self.exception(text) } else { None };
        if let Some(tokens) = exception(chars) {
            push_exception(tokens, parts);
            return;
        }
        let (mut start, mut end) = (0, chars.len());
        let mut suffixes = Vec::new();
        while start < end && exception(&chars[start..end]).is_none() {
            let rest = &chars[start..end];
            let prefix = self.prefix_length(rest, trail);
            if prefix > 0 && exception(&rest[prefix..]).is_some() {
                parts.push(Part::Plain { chars: prefix });
                start += prefix;
                break;
            }
            let suffix = self.suffix_length(&rest[prefix..], trail);
            if suffix > 0 && exception(&rest[..rest.len() - suffix]).is_some() {
                suffixes.push(suffix);
                end -= suffix;
                break;
            }
            if prefix + suffix == 0 {
                break;
            }
            if prefix > 0 {
                parts.push(Part::Plain { chars: prefix });
                start += prefix;
            }
            if suffix > 0 {
                suffixes.push(suffix);
                end -= suffix;
            }
        }
        let middle = &chars[start..end];
        if let Some(tokens) = exception(middle) {
            push_exception(tokens, parts);
        } else if self.is_url(middle, trail) {
            parts.push(Part::Plain { chars: middle.len() });
        } else {
            self.cut_infixes(middle, trail, parts);
        }
        parts.extend(suffixes.into_iter().rev().map(|chars| Part::Plain { chars }));
    }

    fn is_url(&self, text: &[char], trail: &mut Trail) -> bool {
        // Every host has a dot in it.
        text.len() <= LONGEST_URL && text.contains(&'.') && self.url.matches_whole(text, trail)
    }

    fn cut_infixes(&self, text: &[char], trail: &mut Trail, parts: &mut Vec<Part>) {
        let (mut at, mut token) = (0, 0);
        while at < text.len() {
            let found = self.infix.match_at(text, at, trail).filter(|&end| end > at);
            let Some(end) = found else {
                at += 1;
                continue;
            };
            if at > 0 {
                if at > token {
                    parts.push(Part::Plain { chars: at - token });
                }
                parts.push(Part::Plain { chars: end - at });
                token = end;
            }
            at = end;
        }
        if token < text.len() {
            parts.push(Part::Plain { chars: text.len() - token });
        }
    }

    /// The second pass: exceptions that the patterns cut apart because they stood among other signs.
    fn join_phrases(&self, text: &str, first: usize, cutter: &mut Cutter) {
        let found = self.find_phrases(text, &cutter.out[first..]);
        if found.is_empty() {
            return;
        }
        let pieces = cutter.out.split_off(first);
        let mut next = 0;
        for (start, end) in found {
            let (head, tail) = (pieces[start].start, pieces[end - 1]);
            let Some(tokens) = self.exceptions.get(&text[head as usize..tail.end as usize]) else {
                continue;
            };
            cutter.out.extend(&pieces[next..start]);
            let mut at = head;
            for (token, norm) in tokens {
                cutter.push(at, token, norm);
                at += narrow(token.len());
            }
            if let Some(last) = cutter.out.last_mut() {
                last.space_after = tail.space_after;
            }
            next = end;
        }
        cutter.out.extend(&pieces[next..]);
    }

    /// Phrases in the text, the longest first, then the leftmost; in the order of the text at last.
    fn find_phrases(&self, text: &str, pieces: &[Piece]) -> Vec<(usize, usize)> {
        let token = |piece: &Piece| &text[piece.start as usize..piece.end as usize];
        let mut found = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            for phrase in self.phrases.get(token(piece)).into_iter().flatten() {
                let Some(here) = pieces.get(at..at + phrase.len()) else { continue };
                if here.iter().zip(phrase).all(|(piece, text)| token(piece) == &**text) {
                    found.push((at, at + phrase.len()));
                }
            }
        }
        found.sort_unstable_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        let mut covered = vec![false; if found.is_empty() { 0 } else { pieces.len() }];
        found.retain(|&(start, end)| {
            let free = !covered[start] && !covered[end - 1];
            covered[start..end].fill(true);
            free
        });
        found.sort_unstable();
        found
    }
}

impl Part {
    fn chars(&self) -> usize {
        match self {
            Part::Plain { chars } | Part::Norm { chars, .. } => *chars,
        }
    }

    fn norm(&self) -> &str {
        match self {
            Part::Plain { .. } => "",
            Part::Norm { norm, .. } => norm,
        }
    }
}

fn push_exception(tokens: &Exception, parts: &mut Vec<Part>) {
    parts.extend(tokens.iter().map(|(text, norm)| {
        let chars = text.chars().count();
        if norm.is_empty() {
            Part::Plain { chars }
        } else {
            Part::Norm { chars, norm: norm.clone() }
        }
    }));
}

/// Walks through one text.
struct Cutter<'a> {
    tokenizer: &'a Tokenizer,
    ruler: &'a Ruler,
    lexicon: &'a mut Lexicon,
    runs: &'a mut Runs,
    out: &'a mut Vec<Piece>,
}

impl Cutter<'_> {
    fn text(&mut self, text: &str) {
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(chars::is_space);
        for (at, c) in text.char_indices() {
            if chars::is_space(c) == in_space {
                continue;
            }
            if start < at {
                self.run(text, start, at);
            }
            start = at;
            if c == ' ' {
                // The token before the space keeps it as a flag.
                if let Some(last) = self.out.last_mut() {
                    last.space_after = true;
                }
                start += 1;
            }
            in_space = !in_space;
        }
        if start < text.len() {
            self.run(text, start, text.len());
        }
    }

    fn run(&mut self, text: &str, start: usize, end: usize) {
        let run = &text[start..end];
        if let Some(&(first, last)) = self.runs.cuts.get(run) {
            let mut at = narrow(start);
            for &(length, lexeme) in &self.runs.tokens[first as usize..last as usize] {
                self.out.push(Piece { start: at, end: at + length, lexeme, space_after: false });
                at += length;
            }
            return;
        }
        let first = self.out.len();
        self.cut(text, start, end);
        if run.len() <= LONGEST_RUN {
            self.remember(run, first);
        }
    }

    fn remember(&mut self, run: &str, first: usize) {
        let tokens = &mut self.runs.tokens;
        let from = narrow(tokens.len());
        tokens
            .extend(self.out[first..].iter().map(|piece| (piece.end - piece.start, piece.lexeme)));
        self.runs.cuts.insert(run.into(), (from, narrow(tokens.len())));
    }

    fn cut(&mut self, text: &str, start: usize, end: usize) {
        self.runs.chars.clear();
        self.runs.chars.extend(text[start..end].chars());
        self.tokenizer.cut(true, self.runs);
        let parts = std::mem::take(&mut self.runs.parts);
        let (mut at, mut seen) = (start, 0);
        for part in &parts {
            let chars = &self.runs.chars[seen..seen + part.chars()];
            let length: usize = chars.iter().map(|c| c.len_utf8()).sum();
            self.push(narrow(at), &text[at..at + length], part.norm());
            at += length;
            seen += part.chars();
        }
        self.runs.parts = parts;
    }

    fn push(&mut self, start: u32, token: &str, norm: &str) {
        let lexeme = self.lexicon.number(token, norm, &self.tokenizer.norms, self.ruler);
        let end = start + narrow(token.len());
        self.out.push(Piece { start, end, lexeme, space_after: false });
    }
}

/// The patterns of the English pack against a regex engine that was not written for them.
#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::sync::LazyLock;

    use fancy_regex::Regex;
    use proptest::prelude::*;

    use super::*;

    /// Prefix, suffix, infix and URL: ours and the oracle's.
    static PATTERNS: LazyLock<[(Pattern, Regex); 4]> = LazyLock::new(|| {
        let bundle = Bundle::open(&installed()).expect("the bundle is whole");
        let mut fields = bundle.fields("tokenizer").expect("the bundle has a tokenizer");
        [(); 4].map(|()| {
            let source = fields.text().expect("the tokenizer has four patterns");
            let oracle = Regex::new(&translated(source)).expect("the translation is well formed");
            (Pattern::compile(source).expect("the pattern is well formed"), oracle)
        })
    });

    #[expect(clippy::disallowed_methods, reason = "a test finds the user's models")]
    fn installed() -> PathBuf {
        let home = std::env::var_os("CHANCERY_HOME").map(PathBuf::from);
        let user = std::env::var_os("HOME").unwrap_or_default();
        let home = home.unwrap_or_else(|| Path::new(&user).join(".local/share/chancery"));
        let path = home.join("models/en.bundle");
        assert!(
            path.exists(),
            "{} is not there; run `make test`, which installs it",
            path.display()
        );
        path
    }

    /// Python's syntax in that of the oracle, which reads `[`, `&` and `~` in a class as operators.
    fn translated(source: &str) -> String {
        let mut out = String::new();
        let mut rest = source.strip_prefix("(?u)").unwrap_or(source).chars();
        let mut in_class = false;
        while let Some(c) = rest.next() {
            match c {
                '\\' => match rest.next() {
                    Some(kind @ ('u' | 'U')) => {
                        let digits = if kind == 'u' { 4 } else { 8 };
                        let code: String = rest.by_ref().take(digits).collect();
                        out.extend(["\\x{", &code, "}"]);
                    }
                    Some(escaped) => out.extend(['\\', escaped]),
                    None => out.push('\\'),
                },
                '[' if in_class => out.push_str("\\["),
                '&' | '~' if in_class => out.extend(['\\', c]),
                '[' | ']' => {
                    in_class = c == '[';
                    out.push(c);
                    if in_class && rest.as_str().starts_with('^') {
                        out.extend(rest.next());
                    }
                }
                _ => out.push(c),
            }
        }
        out
    }

    /// Runs as they stand between spaces, of characters on whose kind both engines agree.
    fn runs() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zA-Z]{1,5}",
            "[а-яА-ЯёÀ-ÿ一-三]{1,3}",
            "[0-9]{1,3}",
            r#"[-.,:;!?'"()\[\]{}<>/\\&@#%*+=~^_|$€£°…—–’‘“”„«»]{1,3}"#,
            "(km|kg|m²|°C|USD|k|%|'s|’S|\\.\\.+|http://|www\\.|\\.com|\\.org|:[0-9]{2}|//|😀|♥)",
        ];
        prop::collection::vec(piece, 1..10).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn patterns_match_as_an_oracle_says(run in runs()) {
            let [prefix, suffix, infix, url] = &*PATTERNS;
            let text: Vec<char> = run.chars().collect();
            let point = |byte: usize| run[..byte].chars().count();
            let trail = &mut Trail::default();

            let found = prefix.1.find(&run).expect("within its limits");
            prop_assert_eq!(prefix.0.match_at(&text, 0, trail), found.map(|found| point(found.end())));

            let found = suffix.1.find(&run).expect("within its limits");
            let ours = (0..text.len()).find(|&at| suffix.0.match_at(&text, at, trail).is_some());
            prop_assert_eq!(ours, found.map(|found| point(found.start())));
            prop_assert!(ours.is_none() || suffix.0.may_end_with(text[text.len() - 1]));

            let found = infix.1.find_iter(&run).map(|found| found.expect("within its limits"));
            let expected: Vec<_> = found.map(|f| (point(f.start()), point(f.end()))).collect();
            let (mut at, mut ours) = (0, Vec::new());
            while at < text.len() {
                let end = infix.0.match_at(&text, at, trail).filter(|&end| end > at);
                ours.extend(end.map(|end| (at, end)));
                at = end.unwrap_or(at + 1);
            }
            prop_assert_eq!(ours, expected);

            let found = url.1.is_match(&run).expect("within its limits");
            prop_assert_eq!(url.0.matches_whole(&text, trail), found);
        }
    }
}
