//! Coarse parts of speech and features: a list of rules over tags, words and dependency labels.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::bundle::{Bundle, Refusal};
use crate::pattern::{Pattern, Trail};
use crate::{narrow, narrow16};

/// What the rules test and set of a token.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    pub(crate) tag: u16,
    pub(crate) dep: u16,
    pub(crate) pos: u16,
    pub(crate) morph: u16,
    pub(crate) lemma: Option<Arc<str>>,
}

/// What the rules test of a token besides its marks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// From [`Ruler::rules_for`].
    pub(crate) rules: u32,
    pub(crate) is_space: bool,
}

#[derive(Debug)]
pub(crate) struct Ruler {
    rules: Vec<Rule>,
    /// Which words of the rules' word tests a lower-cased text passes: one row of flags per class of texts.
    words: HashMap<Box<str>, u32>,
    word_tests: Vec<WordTest>,
    passed: Vec<Vec<bool>>,
    /// For each tag, the rules that a token with it may begin.
    by_tag: Vec<Vec<u16>>,
}

/// One rule; the first of its alternative patterns that matches is enough.
#[derive(Debug)]
struct Rule {
    patterns: Vec<Vec<Tests>>,
    index: usize,
    tag: Option<u16>,
    dep: Option<u16>,
    pos: Option<u16>,
    morph: Option<u16>,
    lemma: Option<Arc<str>>,
}

/// The tests of one token.
#[derive(Debug, Default)]
struct Tests {
    tags: Option<Set>,
    deps: Option<Set>,
    word: Option<usize>,
    is_space: Option<bool>,
}

/// Labels that pass, or that fail when `negated`.
#[derive(Debug)]
struct Set {
    labels: Vec<u16>,
    negated: bool,
}

impl Set {
    fn holds(&self, label: u16) -> bool {
        self.labels.contains(&label) != self.negated
    }
}

#[derive(Debug)]
enum WordTest {
    OneOf(Vec<Box<str>>),
    Search(Pattern),
}

impl WordTest {
    fn passes(&self, text: &str) -> bool {
        match self {
            WordTest::OneOf(words) => words.iter().any(|word| **word == *text),
            WordTest::Search(pattern) => {
                let text: Vec<char> = text.chars().collect();
                let trail = &mut Trail::default();
                (0..=text.len()).any(|at| pattern.match_at(&text, at, trail).is_some())
            }
        }
    }
}

/// The names that rules use, which get numbers while the rules are read. The empty name is number 0 of
/// parts of speech and features.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) tags: Vec<String>,
    pub(crate) deps: Vec<String>,
    pub(crate) pos: Vec<String>,
    pub(crate) morphs: Vec<String>,
}

fn number(names: &mut Vec<String>, name: &str) -> Result<u16, Refusal> {
    let at = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    u16::try_from(at).map_err(|_| "too many names".to_owned())
}

impl Ruler {
    pub(crate) fn load(bundle: &Bundle, names: &mut Names) -> Result<Self, Refusal> {
        let rules: Json =
            serde_json::from_slice(bundle.bytes("ruler")?).map_err(|e| e.to_string())?;
        let mut ruler = Self {
            rules: Vec::new(),
            words: HashMap::new(),
            word_tests: Vec::new(),
            passed: Vec::new(),
            by_tag: Vec::new(),
        };
        for rule in rules.as_array().ok_or("the rules are no list")? {
            let rule = ruler.rule(rule, names)?;
            ruler.rules.push(rule);
        }
        ruler.index(names.tags.len());
        Ok(ruler)
    }

    fn rule(&mut self, rule: &Json, names: &mut Names) -> Result<Rule, Refusal> {
        let mut patterns = Vec::new();
        for pattern in rule["patterns"].as_array().ok_or("a rule without patterns")? {
            let tokens = pattern.as_array().ok_or("a pattern is no list")?;
            let tests = tokens.iter().map(|token| self.tests(token, names));
            patterns.push(tests.collect::<Result<Vec<_>, _>>()?);
        }
        let index = rule["index"].as_u64().ok_or("a rule without an index")?;
        let index = usize::try_from(index).map_err(|e| e.to_string())?;
        let mut made =
            Rule { patterns, index, tag: None, dep: None, pos: None, morph: None, lemma: None };
        if made.patterns.iter().any(|p| p.len() > 2 || p.len() <= index) || made.patterns.is_empty()
        {
            return Err("a rule that reaches too far".to_owned());
        }
        for (name, value) in rule["attrs"].as_object().ok_or("a rule without effects")? {
            let value = value.as_str().ok_or("an effect is no text")?;
            match name.as_str() {
                "TAG" => made.tag = Some(number(&mut names.tags, value)?),
                "DEP" => made.dep = Some(number(&mut names.deps, value)?),
                "POS" => made.pos = Some(number(&mut names.pos, value)?),
                "MORPH" => {
                    let value = if value == "_" { "" } else { value };
                    made.morph = Some(number(&mut names.morphs, value)?);
                }
                "LEMMA" => made.lemma = Some(value.into()),
                _ => return Err(format!("a rule sets {name}")),
            }
        }
        Ok(made)
    }

    fn tests(&mut self, token: &Json, names: &mut Names) -> Result<Tests, Refusal> {
        let mut tests = Tests::default();
        for (name, test) in token.as_object().ok_or("a token test is no map")? {
            match name.as_str() {
                "TAG" => tests.tags = Some(set(test, &mut names.tags)?),
                "DEP" => tests.deps = Some(set(test, &mut names.deps)?),
                "LOWER" => {
                    tests.word = Some(self.word_tests.len());
                    self.word_tests.push(word_test(test)?);
                }
                "IS_SPACE" => tests.is_space = Some(test.as_bool().ok_or("no truth value")?),
                _ => return Err(format!("a rule tests {name}")),
            }
        }
        Ok(tests)
    }

    /// Prepares the rules: the words they name are looked up, the tags narrow them down.
    fn index(&mut self, tags: usize) {
        self.passed.push(vec![false; self.word_tests.len()]);
        let mut words: Vec<Box<str>> = Vec::new();
        for test in &self.word_tests {
            if let WordTest::OneOf(named) = test {
                words.extend(named.iter().cloned());
            }
        }
        for word in words {
            let passed: Vec<bool> = self.word_tests.iter().map(|t| t.passes(&word)).collect();
            let class = self.class(passed);
            self.words.insert(word, class);
        }
        // What only a search can pass: each search gets a class of its own, tried when a word is new.
        for test in 0..self.word_tests.len() {
            if matches!(self.word_tests[test], WordTest::Search(_)) {
                let passed = (0..self.word_tests.len()).map(|at| at == test).collect();
                self.class(passed);
            }
        }
        self.by_tag = (0..tags)
            .map(|tag| {
                let may_begin = |rule: &Rule| {
                    let first = |pattern: &Vec<Tests>| {
                        pattern[0].tags.as_ref().is_none_or(|tags| tags.holds(narrow16(tag)))
                    };
                    rule.patterns.iter().any(first)
                };
                let rules = self.rules.iter().enumerate().filter(|(_, rule)| may_begin(rule));
                rules.map(|(at, _)| narrow16(at)).collect()
            })
            .collect();
    }

    fn class(&mut self, passed: Vec<bool>) -> u32 {
        let known = self.passed.iter().position(|known| *known == passed);
        let class = known.unwrap_or_else(|| {
            self.passed.push(passed);
            self.passed.len() - 1
        });
        narrow(class)
    }

    /// The class of a lower-cased text: texts of a class pass the same word tests.
    pub(crate) fn rules_for(&self, lower: &str) -> u32 {
        if let Some(&class) = self.words.get(lower) {
            return class;
        }
        let searched = self.word_tests.iter().position(|test| {
            matches!(test, WordTest::Search(_)) && lower.len() <= 16 && test.passes(lower)
        });
        let Some(searched) = searched else { return 0 };
        let only = |passed: &Vec<bool>| {
            passed.iter().enumerate().all(|(at, &passes)| passes == (at == searched))
        };
        self.passed.iter().position(only).map_or(0, narrow)
    }

    /// Applies the rules. All tests see the marks as they were; of two rules that set the same, the later wins.
    pub(crate) fn apply(&self, words: &[Word], marks: &mut [Marks], before: &mut Vec<(u16, u16)>) {
        before.clear();
        before.extend(marks.iter().map(|marks| (marks.tag, marks.dep)));
        // Rules that began at the token before and set this one.
        let (mut carried, mut next) = (Vec::new(), Vec::new());
        for token in 0..words.len() {
            next.clear();
            let tag = usize::from(before[token].0);
            for &rule in self.by_tag.get(tag).into_iter().flatten() {
                if !self.rules[usize::from(rule)].matches(self, token, words, before) {
                    continue;
                }
                if self.rules[usize::from(rule)].index == 1 {
                    next.push(rule);
                    continue;
                }
                let earlier = carried.iter().take_while(|&&carried| carried <= rule).count();
                for carried in carried.drain(..earlier) {
                    self.rules[usize::from(carried)].set(&mut marks[token]);
                }
                self.rules[usize::from(rule)].set(&mut marks[token]);
            }
            for carried in carried.drain(..) {
                self.rules[usize::from(carried)].set(&mut marks[token]);
            }
            std::mem::swap(&mut carried, &mut next);
        }
    }
}

impl Rule {
    fn matches(&self, ruler: &Ruler, token: usize, words: &[Word], before: &[(u16, u16)]) -> bool {
        self.patterns.iter().any(|pattern| {
            token + pattern.len() <= words.len()
                && pattern.iter().zip(token..).all(|(tests, at)| {
                    let (tag, dep) = before[at];
                    tests.pass(ruler, words[at], tag, dep)
                })
        })
    }

    fn set(&self, marks: &mut Marks) {
        marks.tag = self.tag.unwrap_or(marks.tag);
        marks.dep = self.dep.unwrap_or(marks.dep);
        marks.pos = self.pos.unwrap_or(marks.pos);
        marks.morph = self.morph.unwrap_or(marks.morph);
        if let Some(lemma) = &self.lemma {
            marks.lemma = Some(Arc::clone(lemma));
        }
    }
}

impl Tests {
    fn pass(&self, ruler: &Ruler, word: Word, tag: u16, dep: u16) -> bool {
        self.word.is_none_or(|test| ruler.passed[word.rules as usize][test])
            && self.tags.as_ref().is_none_or(|tags| tags.holds(tag))
            && self.deps.as_ref().is_none_or(|deps| deps.holds(dep))
            && self.is_space.is_none_or(|is_space| is_space == word.is_space)
    }
}

fn texts(test: &Json) -> Result<Vec<&str>, Refusal> {
    let texts = test.as_array().ok_or("a test is no list")?;
    texts.iter().map(|text| text.as_str().ok_or_else(|| "a test is no text".to_owned())).collect()
}

fn set(test: &Json, names: &mut Vec<String>) -> Result<Set, Refusal> {
    let (labels, negated) = match test {
        Json::String(label) => (vec![label.as_str()], false),
        _ if test.get("IN").is_some() => (texts(&test["IN"])?, false),
        _ => (texts(&test["NOT_IN"])?, true),
    };
    let labels = labels.into_iter().map(|label| number(names, label));
    Ok(Set { labels: labels.collect::<Result<_, _>>()?, negated })
}

fn word_test(test: &Json) -> Result<WordTest, Refusal> {
    Ok(match test {
        Json::String(word) => WordTest::OneOf(vec![word.as_str().into()]),
        _ if test.get("REGEX").is_some() => {
            let source = test["REGEX"].as_str().ok_or("a pattern is no text")?;
            WordTest::Search(Pattern::compile(source)?)
        }
        _ => WordTest::OneOf(texts(&test["IN"])?.into_iter().map(Into::into).collect()),
    })
}
