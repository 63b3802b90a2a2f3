//! Mentions in the making: stretches of words with what they mean, looked up by where they begin and end.

use crate::words::Words;
use chancery_record::{Id, MentionForm, Span};

/// A stretch of words that means something.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// First and last word.
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) refers: Id,
    pub(crate) form: MentionForm,
    /// Thousandths.
    pub(crate) reading: u16,
    pub(crate) why: &'static str,
    pub(crate) candidates: Vec<(Id, u16)>,
}

impl Found {
    pub(crate) fn new(
        first: usize,
        last: usize,
        refers: Id,
        form: MentionForm,
        reading: u16,
        why: &'static str,
    ) -> Self {
        Self { first, last, refers, form, reading, why, candidates: Vec::new() }
    }

    pub(crate) fn span(&self, words: &Words) -> Span {
        words.span(self.first, self.last)
    }

    pub(crate) fn is(&self, prefix: &str) -> bool {
        self.refers.prefix() == prefix
    }
}

/// All stretches found so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Finds {
    pub(crate) list: Vec<Found>,
    begins: Vec<Vec<u32>>,
    ends: Vec<Vec<u32>>,
    cover: Vec<u16>,
}

impl Finds {
    pub(crate) fn for_words(count: usize) -> Self {
        Self {
            list: Vec::new(),
            begins: vec![Vec::new(); count],
            ends: vec![Vec::new(); count],
            cover: vec![0; count],
        }
    }

    /// Adds a find; a second one of the same stretch and meaning is dropped.
    pub(crate) fn add(&mut self, found: Found) {
        let (first, last) = (found.first, found.last);
        if last >= self.ends.len() || first > last {
            return;
        }
        let same = |f: &Found| f.last == last && f.refers == found.refers && f.form == found.form;
        if self.begin_at(first).any(same) {
            return;
        }
        let index = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.begins[first].push(index);
        self.ends[last].push(index);
        self.cover[first..=last].iter_mut().for_each(|c| *c = c.saturating_add(1));
        self.list.push(found);
    }

    pub(crate) fn begin_at(&self, word: usize) -> impl Iterator<Item = &Found> {
        self.begins.get(word).into_iter().flatten().filter_map(|at| self.list.get(*at as usize))
    }

    /// Corrects those that begin here; their stretch stays.
    pub(crate) fn correct_at(&mut self, word: usize, mut correct: impl FnMut(&mut Found)) {
        for at in self.begins.get(word).into_iter().flatten() {
            if let Some(found) = self.list.get_mut(*at as usize) {
                correct(found);
            }
        }
    }

    /// Puts another find in the place of one in the list.
    pub(crate) fn replace(&mut self, index: usize, found: Found) {
        let (Some(old), Ok(key)) = (self.list.get_mut(index), u32::try_from(index)) else { return };
        if found.last >= self.ends.len() || found.first > found.last {
            return;
        }
        let (first, last) = (old.first, old.last);
        self.begins[first].retain(|at| *at != key);
        self.ends[last].retain(|at| *at != key);
        self.cover[first..=last].iter_mut().for_each(|c| *c = c.saturating_sub(1));
        self.begins[found.first].push(key);
        self.ends[found.last].push(key);
        self.cover[found.first..=found.last].iter_mut().for_each(|c| *c = c.saturating_add(1));
        *old = found;
    }

    pub(crate) fn end_at(&self, word: usize) -> impl Iterator<Item = &Found> {
        self.ends.get(word).into_iter().flatten().filter_map(|at| self.list.get(*at as usize))
    }

    /// The longest find that begins here.
    pub(crate) fn longest_from(&self, word: usize) -> Option<&Found> {
        self.begin_at(word).max_by_key(|f| f.last)
    }

    /// Some find holds this word.
    pub(crate) fn covers(&self, word: usize) -> bool {
        self.cover.get(word).is_some_and(|c| *c > 0)
    }
}
