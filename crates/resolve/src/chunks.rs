//! Names that the register does not know: runs of capitalised words to persons, places, organizations, outlets, groups.
//!
//! The model's names are one witness; titles beside a name, its last noun, the verb it governs and the other places where
//! the document uses it are the others. Each name gets one verdict for the whole document.

use crate::found::{Finds, Found};
use crate::lexicon::Lexicon;
use crate::names::Open;
use crate::spots::Spots;
use crate::words::{Glue, Shape, Words};
use chancery_knowledge::gender;
use chancery_record::{Dep, Id, MentionForm, NameLabel, Pos, RegionRole, Span, Tag, World, slug};
use std::collections::BTreeMap;

/// A run of capitalised words.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// What a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Person,
    Place,
    Organization,
    Outlet,
    Group,
    Nothing,
}

const SORTS: [Sort; 6] =
    [Sort::Person, Sort::Place, Sort::Organization, Sort::Outlet, Sort::Group, Sort::Nothing];

/// Finds the runs.
pub(crate) fn runs(
    lexicon: &Lexicon,
    words: &Words,
    finds: &Finds,
    spots: &Spots,
    open: &[Open],
) -> Vec<Chunk> {
    let alone =
        |name: &&Open| name.first < name.last || !in_capitals(lexicon, words, spots, name.first);
    let mut claimed = vec![false; words.len()];
    for name in open.iter().filter(alone) {
        claimed[name.first..=name.last].fill(true);
    }
    let mut free = Free { lexicon, words, finds, spots, unclaimed: Vec::new() };
    free.unclaimed = (0..words.len()).map(|at| !claimed[at] && free.may_be_name(at)).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match free.run(at) {
            Some(chunk) => {
                at = chunk.last + 1;
                out.extend(free.trimmed(&chunk));
            }
            None => at += 1,
        }
    }
    out
}

/// The word stands in a longer run of capitals.
fn in_capitals(lexicon: &Lexicon, words: &Words, spots: &Spots, at: usize) -> bool {
    let capital = |at: usize| {
        words.get(at).is_some_and(|w| w.shape != Shape::Lower && !lexicon.is("not-names", &w.fold))
    };
    let joined =
        |at: usize| words.get(at).is_some_and(|w| matches!(w.glue, Glue::Blank | Glue::Hyphen));
    let before =
        at > 0 && joined(at) && capital(at - 1) && !words.get(at - 1).is_some_and(|w| w.possessive);
    before || (joined(at + 1) && capital(at + 1) && !spots.blocks(at + 1))
}

/// Words of the longest name believed in; more capitals in a row are a heading.
const LONGEST_NAME: usize = 12;

struct Free<'a> {
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    finds: &'a Finds,
    spots: &'a Spots,
    /// Capitalised words that nothing else has claimed.
    unclaimed: Vec<bool>,
}

impl Free<'_> {
    /// A capitalised word that nothing else has claimed.
    fn is_free(&self, at: usize) -> bool {
        self.unclaimed.get(at).copied().unwrap_or(false)
    }

    fn may_be_name(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            word.shape != Shape::Lower
                && !word.shouted
                && !self.opens_point(word)
                && !self.finds.covers(at)
                && !self.spots.blocks(at)
                && !self.trims_role(at, &word.fold)
                && !self.lexicon.is("calendar", &word.fold)
                && !self.is_time(word.span)
                && word.fold.chars().any(char::is_alphabetic)
        })
    }

    /// "DEPLORES": the verb that opens a point of a statement.
    fn opens_point(&self, word: &crate::words::Word) -> bool {
        word.shape == Shape::Upper && self.lexicon.is("resolves", &word.fold)
    }

    /// "State" in "State Secretary X": a word that belongs to the role behind it.
    fn trims_role(&self, at: usize, fold: &str) -> bool {
        self.lexicon.is("trimmings", fold)
            && self.spots.roles.contains_key(&(at + 1))
            && self.words.get(at + 1).is_some_and(|w| w.glue == Glue::Blank)
    }

    fn is_time(&self, span: Span) -> bool {
        let analysis = self.words.analysis;
        let at = analysis.names.partition_point(|name| name.span.end() <= span.start());
        analysis.names.get(at).is_some_and(|name| {
            name.span.touches(span)
                && matches!(
                    name.label,
                    NameLabel::Date
                        | NameLabel::Time
                        | NameLabel::Money
                        | NameLabel::Percent
                        | NameLabel::Ordinal
                )
        })
    }

    fn run(&self, first: usize) -> Option<Chunk> {
        let particle = |at: usize| {
            self.words
                .get(at)
                .is_some_and(|w| w.shape == Shape::Lower && self.lexicon.is("particles", &w.fold))
        };
        let hyphened = |at: usize| self.words.get(at).is_some_and(|w| w.glue == Glue::Hyphen);
        if !(self.is_free(first)
            || (hyphened(first + 1) && self.is_free(first + 1) && particle(first)))
        {
            return None;
        }
        let mut last = first;
        while last - first < LONGEST_NAME {
            let next = last + 1;
            if (self.person_begins(next) && !self.behind_honorific(first, last))
                || self.given_name_begins(first, next)
                || self.name_behind_body(first, next)
            {
                break;
            } else if self.joins(next) && (self.is_free(next) || self.second_syllable(next)) {
                last = next;
            } else if self.joins(next)
                && particle(next)
                && self.joins(next + 1)
                && self.is_free(next + 1)
            {
                last = next + 1;
            } else if self.joins(next)
                && particle(next)
                && particle(next + 1)
                && self.joins(next + 1)
                && self.is_free(next + 2)
            {
                last = next + 2;
            } else if let Some(end) = self.named_of(first, last) {
                if self.finds.covers(end) {
                    return Some(Chunk { first, last: end });
                }
                last = end;
            } else {
                break;
            }
        }
        Some(Chunk { first, last: self.with_place_noun(last) })
    }

    /// "jun" of "Seo Hye-jun": behind a hyphen in what the model sees as one person's name.
    fn second_syllable(&self, at: usize) -> bool {
        let (Some(before), Some(word)) = (self.words.get(at.wrapping_sub(1)), self.words.get(at))
        else {
            return false;
        };
        let names = &self.words.analysis.names;
        let index = names.partition_point(|name| name.span.end() <= before.span.start());
        let whole = before.span.join(word.span);
        let seen =
            names.get(index).is_some_and(|n| n.label == NameLabel::Person && n.span.covers(whole));
        word.glue == Glue::Hyphen
            && word.shape == Shape::Lower
            && before.shape == Shape::Capital
            && !self.finds.covers(at)
            && !self.spots.blocks(at)
            && seen
    }

    /// The model sees a person's name begin here, apart from the words before.
    fn person_begins(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let names = &self.words.analysis.names;
        let index = names.partition_point(|name| name.span.start() < word.span.start());
        names.get(index).is_some_and(|name| {
            name.span.start() == word.span.start()
                && name.label == NameLabel::Person
                && self.words.within(name.span).len() > 1
        })
    }

    /// A given name with another name behind it, after a run that is an organization already.
    fn given_name_begins(&self, first: usize, at: usize) -> bool {
        let given = self.words.fold(at).is_some_and(|f| gender(f).is_some());
        let is = |section: &str, at: usize| {
            self.words.fold(at).is_some_and(|f| self.lexicon.is(section, f))
        };
        let thing = (first..at).any(|w| is("org-nouns", w)) || is("field-nouns", at - 1);
        given && thing && self.is_free(at + 1) && self.joins(at + 1)
    }

    /// "Vice-Marshal Kendra" before "Joseph-Baptiste": the first word behind a rank.
    fn behind_honorific(&self, first: usize, last: usize) -> bool {
        first == last && first.checked_sub(1).is_some_and(|before| self.spots.honorific_to(before))
    }

    /// "Chairman of the Sea Forum Karl Vella": two words of no body behind a body that a title leads to.
    fn name_behind_body(&self, first: usize, at: usize) -> bool {
        let is = |section: &str, at: usize| {
            self.words.fold(at).is_some_and(|f| self.lexicon.is(section, f))
        };
        let small = |at: usize| {
            self.words
                .fold(at)
                .is_some_and(|f| self.lexicon.link("of", f) || self.lexicon.link("the", f))
        };
        let titled = first >= 2
            && small(first - 1)
            && (first.saturating_sub(3)..first)
                .any(|w| self.words.together(w, first) && self.spots.role_to(w).is_some());
        let other = |w: usize| {
            is("org-nouns", w)
                || is("field-nouns", w)
                || is("place-nouns", w)
                || is("event-nouns", w)
        };
        let pair = self.is_free(at)
            && self.is_free(at + 1)
            && self.joins(at)
            && self.joins(at + 1)
            && !other(at)
            && !other(at + 1);
        titled && at > first + 1 && is("org-nouns", at - 1) && pair
    }

    /// The word goes on with a name: no mark between, and no possessive unless a place is named after someone.
    fn joins(&self, at: usize) -> bool {
        let (Some(before), Some(word)) = (self.words.get(at.wrapping_sub(1)), self.words.get(at))
        else {
            return false;
        };
        let linked = matches!(word.glue, Glue::Blank | Glue::Hyphen)
            || (word.glue == Glue::Dot && before.fold.len() <= 2);
        let one_name = || {
            let names = &self.words.analysis.names;
            let index = names.partition_point(|name| name.span.end() <= before.span.start());
            names.get(index).is_some_and(|n| {
                n.label == NameLabel::Org && n.span.covers(before.span.join(word.span))
            })
        };
        let possessed = before.possessive
            && !(word.shape != Shape::Lower && one_name())
            && !(word.shape != Shape::Lower && self.lexicon.is("place-nouns", &word.fold));
        linked && !possessed && before.sentence == word.sentence
    }

    /// "Strait of Hormuz", "Bank for X": a noun of place or body, a small word, a name.
    fn named_of(&self, first: usize, last: usize) -> Option<usize> {
        let noun = self.words.fold(last)?;
        let place = self.lexicon.is("place-nouns", noun);
        let thing = place || self.lexicon.is("org-nouns", noun);
        self.words
            .fold(last + 1)
            .filter(|f| self.lexicon.link("of", f) || self.lexicon.link("for", f))?;
        if !thing || !self.joins(last + 1) {
            return None;
        }
        let mut at = last + 2;
        if self.words.fold(at).is_some_and(|f| self.lexicon.link("the", f)) {
            at += 1;
        }
        if !self.joins(at) || self.words.get(at)?.shape == Shape::Lower {
            return None;
        }
        if self.is_free(at) {
            return Some(at);
        }
        let known = self.finds.longest_from(at)?;
        if !place && first < last && known.is("state") && known.form == MentionForm::Name {
            return Some(known.last);
        }
        (place && (first == last || known.is("place"))).then_some(known.last)
    }

    fn with_place_noun(&self, last: usize) -> usize {
        let next = self.words.get(last + 1);
        let noun = next.is_some_and(|w| {
            w.shape == Shape::Lower
                && w.glue == Glue::Blank
                && self.lexicon.is("place-nouns", &w.fold)
                && w.token.is_some()
        });
        let owned = self.words.get(last).is_some_and(|w| w.possessive);
        let noun_here = self
            .words
            .token(last + 1)
            .is_some_and(|t| matches!(t.pos, Pos::Noun | Pos::Propn) || t.tag == Tag::Vbg);
        if noun && noun_here && !owned && self.joins(last + 1) { last + 1 } else { last }
    }

    /// Without a sentence's first word that is no name, and only where some witness speaks for a name.
    fn trimmed(&self, chunk: &Chunk) -> Option<Chunk> {
        let word = self.words.get(chunk.first)?;
        let starts = word.glue == Glue::Start || word.glue == Glue::Other;
        let proper = |at: usize| {
            self.words.token(at).is_none_or(|t| t.pos == Pos::Propn || t.pos == Pos::X)
                || self.model_name(at).is_some()
        };
        let mut first = if starts && !proper(chunk.first) { chunk.first + 1 } else { chunk.first };
        while first <= chunk.last
            && self.words.fold(first).is_some_and(|f| self.lexicon.is("not-names", f))
        {
            first += 1;
        }
        let described =
            first == chunk.last && self.lexicon.descriptions.get(self.words.fold(first)?).is_some();
        let article =
            first > 0 && self.words.fold(first - 1).is_some_and(|f| self.lexicon.link("the", f));
        if described && article {
            return None;
        }
        if first > chunk.last || !(first..=chunk.last).any(|at| self.is_free(at)) {
            return None;
        }
        (first..=chunk.last).any(proper).then_some(Chunk { first, last: chunk.last })
    }

    fn model_name(&self, at: usize) -> Option<NameLabel> {
        let span = self.words.get(at)?.span;
        model_label(self.words, span)
    }
}

/// What the model says of these words.
fn model_label(words: &Words, span: Span) -> Option<NameLabel> {
    let names = &words.analysis.names;
    let at = names.partition_point(|name| name.span.end() <= span.start());
    names.get(at).filter(|name| name.span.touches(span)).map(|name| name.label)
}

/// Gives each run its verdict and adds what is someone or something to the finds.
pub(crate) fn judge(
    world: &dyn World,
    lexicon: &Lexicon,
    words: &Words,
    spots: &Spots,
    finds: &mut Finds,
    chunks: &[Chunk],
    outlets: &[Span],
) {
    let mut weights: BTreeMap<String, [i32; 6]> = BTreeMap::new();
    for chunk in chunks {
        let evidence = Witness { world, lexicon, words, spots, finds, chunk, outlets }.weigh();
        let sum = weights.entry(key(words, chunk)).or_default();
        for (total, weight) in sum.iter_mut().zip(evidence) {
            *total += weight;
        }
    }
    let verdicts = verdicts(&weights);
    let places = short_places(words, chunks, &verdicts, lexicon);
    for chunk in chunks {
        let key = key(words, chunk);
        if adjective(words, chunk) {
            let id = Id::new(&format!("place/{}", stem(&key)));
            finds.add(Found::new(
                chunk.first,
                chunk.last,
                id,
                MentionForm::Demonym,
                700,
                "adjective of a place",
            ));
        } else if let Some(id) = places.get(&key) {
            let why = "short for a place named in full";
            finds.add(Found::new(chunk.first, chunk.last, id.clone(), MentionForm::Name, 850, why));
        } else if let Some(sort) = verdicts.get(&key) {
            let whole = with_nation(lexicon, words, finds, chunk, *sort);
            if let Some(found) = entity(words, &whole, *sort) {
                finds.add(found);
            }
        }
    }
}

/// "Nordian Radio", "Nordland Fund for Trade": the nation belongs to the name.
fn with_nation(
    lexicon: &Lexicon,
    words: &Words,
    finds: &Finds,
    chunk: &Chunk,
    sort: Sort,
) -> Chunk {
    let joined = words.get(chunk.first).is_some_and(|w| w.glue == Glue::Blank);
    let party = matches!(sort, Sort::Organization | Sort::Outlet);
    let nation =
        chunk.first.checked_sub(1).filter(|at| joined && party && words.together(*at, chunk.first));
    let bare = |at: usize| words.get(at).is_some_and(|w| !w.possessive && w.glue != Glue::Start);
    let noun = chunk.last > chunk.first
        && words.fold(chunk.first).is_some_and(|f| lexicon.is("org-nouns", f));
    let found = nation.and_then(|at| {
        finds.end_at(at).find(|f| {
            f.is("state") && (f.form == MentionForm::Demonym || noun && bare(f.first) && bare(at))
        })
    });
    found.map_or_else(|| chunk.clone(), |found| Chunk { first: found.first, last: chunk.last })
}

/// An adjective of a region that the register does not know: "Nordian negotiators".
fn adjective(words: &Words, chunk: &Chunk) -> bool {
    let label = model_label(words, words.span(chunk.first, chunk.last));
    let adjective =
        words.token(chunk.first).is_some_and(|t| t.pos == Pos::Adj && t.dep == Dep::Amod);
    chunk.first == chunk.last
        && adjective
        && label.is_none_or(|l| matches!(l, NameLabel::Norp | NameLabel::Gpe))
}

/// The place behind its adjective, as far as endings tell.
fn stem(adjective: &str) -> String {
    let cut = adjective.strip_suffix("ian").map(|stem| format!("{stem}ia"));
    slug(&cut.unwrap_or_else(|| adjective.to_owned()))
}

/// "the Arno" where the text also has "Arno canal": the same place.
fn short_places(
    words: &Words,
    chunks: &[Chunk],
    verdicts: &BTreeMap<String, Sort>,
    lexicon: &Lexicon,
) -> BTreeMap<String, Id> {
    let mut out = BTreeMap::new();
    for chunk in chunks {
        let whole = key(words, chunk);
        let Some((start, noun)) = whole.rsplit_once(' ') else { continue };
        if verdicts.get(&whole) == Some(&Sort::Place)
            && lexicon.is("place-nouns", noun)
            && !(lexicon.is("built-nouns", noun) && verdicts.get(start) == Some(&Sort::Place))
            && verdicts.get(start) != Some(&Sort::Person)
        {
            let id = Id::new(&format!("place/{}", slug(words.slice(chunk.first, chunk.last))));
            out.insert(start.to_owned(), id);
        }
    }
    out
}

fn key(words: &Words, chunk: &Chunk) -> String {
    words.all()[chunk.first..=chunk.last]
        .iter()
        .map(|w| w.fold.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The heaviest sort of each name; a single word goes with the person whose last name it is.
fn verdicts(weights: &BTreeMap<String, [i32; 6]>) -> BTreeMap<String, Sort> {
    let best = |sums: &[i32; 6]| {
        let (at, weight) =
            sums.iter().enumerate().max_by_key(|(at, w)| (**w, std::cmp::Reverse(*at)))?;
        (*weight >= 2).then_some(SORTS[at])
    };
    let mut out: BTreeMap<String, Sort> =
        weights.iter().filter_map(|(name, sums)| Some((name.clone(), best(sums)?))).collect();
    let tails = |name: &String| -> Vec<String> {
        name.match_indices(' ').map(|(at, _)| name[at + 1..].to_owned()).collect()
    };
    let surnames: Vec<String> = out
        .iter()
        .filter(|(_, sort)| **sort == Sort::Person)
        .flat_map(|(name, _)| tails(name))
        .collect();
    for surname in surnames {
        if weights.contains_key(&surname) {
            out.insert(surname, Sort::Person);
        }
    }
    out
}

fn entity(words: &Words, chunk: &Chunk, sort: Sort) -> Option<Found> {
    let prefix = match sort {
        Sort::Person => "person",
        Sort::Place => "place",
        Sort::Organization => "org",
        Sort::Outlet => "outlet",
        Sort::Group => "armed-group",
        Sort::Nothing => return None,
    };
    let id = Id::new(&format!("{prefix}/{}", slug(words.slice(chunk.first, chunk.last))));
    let form = if sort == Sort::Organization
        && chunk.first == chunk.last
        && words.get(chunk.first).is_some_and(|w| w.shape == Shape::Upper)
    {
        MentionForm::Acronym
    } else {
        MentionForm::Name
    };
    Some(Found::new(chunk.first, chunk.last, id, form, 900, "name in the text"))
}

/// What speaks for what a run of capitals is.
struct Witness<'a> {
    world: &'a dyn World,
    lexicon: &'a Lexicon,
    words: &'a Words<'a>,
    spots: &'a Spots,
    finds: &'a Finds,
    chunk: &'a Chunk,
    outlets: &'a [Span],
}

impl Witness<'_> {
    /// Weights in the order of `SORTS`.
    fn weigh(&self) -> [i32; 6] {
        let mut out = [0; 6];
        let mut add = |sort: Sort, weight: i32| out[sort as usize] += weight;
        match model_label(self.words, self.words.span(self.chunk.first, self.chunk.last)) {
            Some(NameLabel::Person) => add(Sort::Person, 4),
            Some(NameLabel::Gpe | NameLabel::Loc | NameLabel::Fac) => add(Sort::Place, 4),
            Some(NameLabel::Org) => add(Sort::Organization, 3),
            Some(NameLabel::Norp) => add(Sort::Organization, 2),
            Some(
                NameLabel::Product
                | NameLabel::Event
                | NameLabel::WorkOfArt
                | NameLabel::Law
                | NameLabel::Language,
            ) => {
                add(Sort::Nothing, 3);
            }
            _ => {}
        }
        self.by_nouns(&mut add);
        self.by_gazetteer(&mut add);
        self.by_neighbours(&mut add);
        self.by_verb(&mut add);
        out
    }

    fn by_nouns(&self, add: &mut impl FnMut(Sort, i32)) {
        let fold = |at: usize| self.words.fold(at).unwrap_or_default();
        let (first, last) = (fold(self.chunk.first), fold(self.chunk.last));
        let several = self.chunk.last > self.chunk.first;
        let is = |section: &str, word: &str| self.lexicon.is(section, word);
        let head = self.head_noun();
        if several && (is("place-nouns", head) || is("place-nouns", last)) {
            add(Sort::Place, 6);
        } else if several && is("place-nouns", first) {
            add(Sort::Place, 3);
        }
        if several && (is("outlet-nouns", last) || is("outlet-nouns", first)) {
            add(Sort::Outlet, 5);
        }
        if several && is("compass", first) {
            add(Sort::Place, 5);
        }
        let inside = (self.chunk.first + 1..self.chunk.last).any(|at| is("outlet-nouns", fold(at)));
        if inside {
            add(Sort::Outlet, 6);
        }
        if several && (is("org-nouns", last) || is("org-nouns", head)) {
            add(Sort::Organization, 5);
        }
        if is("event-nouns", head) || is("event-nouns", last) || is("event-nouns", first) {
            add(Sort::Nothing, if several { 8 } else { 4 });
        }
        if !several && is("field-nouns", last) {
            add(Sort::Nothing, 8);
        }
        if several && gender(first).is_some() {
            add(Sort::Person, 4);
        }
        if is("armed-nouns", last) && several {
            add(Sort::Group, 6);
        }
    }

    /// A town of this name is known, and nobody is called so; a dateline begins with a place.
    fn by_gazetteer(&self, add: &mut impl FnMut(Sort, i32)) {
        let (first, last) = (self.chunk.first, self.chunk.last);
        let word = self.words.get(first);
        let opens = |w: &crate::words::Word| {
            w.region == RegionRole::Dateline && matches!(w.glue, Glue::Start)
        };
        if word.is_some_and(opens) {
            add(Sort::Place, 10);
        }
        if last > first {
            return;
        }
        let running = |w: &crate::words::Word| {
            matches!(
                w.region,
                RegionRole::Body | RegionRole::Title | RegionRole::Caption | RegionRole::Dateline
            )
        };
        let label = model_label(self.words, self.words.span(first, last));
        let named = matches!(
            label,
            Some(
                NameLabel::Person
                    | NameLabel::Gpe
                    | NameLabel::Loc
                    | NameLabel::Fac
                    | NameLabel::Org
            )
        );
        if !named || !word.is_some_and(running) || self.lexicon.is("grammar", "genitive") {
            return;
        }
        let fold = self.words.fold(first).unwrap_or_default();
        let known = || self.world.places(fold).into_iter().next().is_some();
        if gender(fold).is_none() && known() {
            add(Sort::Place, 3);
        }
    }

    /// The noun before "of" or "for", else the last word.
    fn head_noun(&self) -> &str {
        let folds = || {
            (self.chunk.first..=self.chunk.last).filter_map(|at| Some((at, self.words.fold(at)?)))
        };
        let small = folds()
            .skip(1)
            .find(|(_, fold)| self.lexicon.link("of", fold) || self.lexicon.link("for", fold));
        let at = small.map_or(self.chunk.last, |(at, _)| at - 1);
        self.words.fold(at).unwrap_or_default()
    }

    fn by_neighbours(&self, add: &mut impl FnMut(Sort, i32)) {
        let (first, last) = (self.chunk.first, self.chunk.last);
        let before = first.checked_sub(1).and_then(|at| Some((at, self.words.get(at)?)));
        let after = self.words.get(last + 1);
        let glue = self.words.get(first).map(|w| w.glue);
        if let Some((at, word)) = before.filter(|(at, _)| self.words.together(*at, first)) {
            let body = word.shape != Shape::Lower && self.lexicon.is("org-nouns", &word.fold);
            if self.titled(at, glue) || (last > first && glue == Some(Glue::Blank) && body) {
                add(Sort::Person, 6);
            }
            if glue == Some(Glue::Blank) && self.lexicon.is("standing-prepositions", &word.fold) {
                add(Sort::Place, 5);
            } else if glue == Some(Glue::Blank) && self.lexicon.is("place-prepositions", &word.fold)
            {
                add(Sort::Place, 2);
            }
            if self.of_place(at) {
                add(Sort::Place, 8);
            }
            if self.out_of(at) && glue == Some(Glue::Blank) {
                add(Sort::Place, 6);
            }
            if first == last && word.fold == "the" && glue == Some(Glue::Blank) {
                add(Sort::Person, -3);
            }
            if self.paper_on(at) && glue == Some(Glue::Blank) {
                add(Sort::Nothing, 8);
            }
            let armed = self.lexicon.is("armed-nouns", &word.fold);
            let called = self
                .words
                .fold(at.saturating_sub(1))
                .is_some_and(|f| self.lexicon.is("armed-nouns", f))
                || self
                    .words
                    .fold(at.saturating_sub(2))
                    .is_some_and(|f| self.lexicon.is("armed-nouns", f));
            if armed
                || (called
                    && word.shape == Shape::Lower
                    && !self.lexicon.is("place-prepositions", &word.fold)
                    && !self.lexicon.link("of", &word.fold))
            {
                add(Sort::Group, 6);
            }
            if self.lexicon.is("event-nouns", &word.fold) && glue == Some(Glue::Blank) {
                add(Sort::Nothing, 6);
            }
            if word.shape == Shape::Lower
                && glue == Some(Glue::Blank)
                && self.lexicon.is("outlet-nouns", &word.fold)
            {
                add(Sort::Outlet, 6);
            }
            if self.of_honour(at) {
                add(Sort::Nothing, 8);
            }
            if glue == Some(Glue::Comma)
                && word.shape == Shape::Lower
                && self.lexicon.is("org-nouns", &word.fold)
            {
                add(Sort::Organization, 6);
            }
            if glue == Some(Glue::Open) && self.lexicon.is("questions", &word.fold) {
                add(Sort::Outlet, 8);
            }
            if glue == Some(Glue::Open)
                && self.words.get(first).is_some_and(|w| w.region == RegionRole::Dateline)
            {
                add(Sort::Outlet, 8);
            }
        }
        if let Some(word) = after.filter(|_| self.words.together(first, last + 1)) {
            if matches!(word.glue, Glue::Comma | Glue::Open) && self.role_follows(last + 1) {
                add(Sort::Person, 6);
            }
            if word.glue == Glue::Blank && self.lexicon.is("armed-nouns", &word.fold) {
                add(Sort::Group, 5);
            }
            if word.glue == Glue::Blank && self.lexicon.is("named-events", &word.fold) {
                add(Sort::Nothing, 14);
            }
            if word.glue == Glue::Comma && self.armed_in_apposition() {
                add(Sort::Group, 10);
            }
            if word.glue == Glue::Comma && self.event_in_apposition() {
                add(Sort::Nothing, 14);
            }
        }
        if self.beside_person() {
            add(Sort::Person, 4);
        }
        let span = self.words.span(first, last);
        if self.outlets.iter().any(|outlet| outlet.touches(span)) {
            add(Sort::Outlet, 10);
        }
    }

    /// "driven out of X"
    fn out_of(&self, of: usize) -> bool {
        let before = of.checked_sub(1).and_then(|at| self.words.fold(at));
        self.words.fold(of).is_some_and(|f| self.lexicon.link("of", f))
            && before.is_some_and(|f| self.lexicon.is("outward", f))
    }

    /// "Protocol on X": what a paper is about.
    fn paper_on(&self, on: usize) -> bool {
        let paper = on.checked_sub(1).and_then(|at| self.words.get(at));
        self.words.fold(on).is_some_and(|f| self.lexicon.is("subjects", f))
            && paper
                .is_some_and(|w| w.shape != Shape::Lower && self.lexicon.is("event-nouns", &w.fold))
    }

    /// "X and Y" where the model sees a person in the other name.
    fn beside_person(&self) -> bool {
        let and = |at: usize| self.words.fold(at).is_some_and(|f| self.lexicon.link("and", f));
        let person = |at: usize| {
            self.words.get(at).and_then(|w| model_label(self.words, w.span))
                == Some(NameLabel::Person)
        };
        let (first, last) = (self.chunk.first, self.chunk.last);
        let behind = and(last + 1) && self.words.together(last, last + 2) && person(last + 2);
        let before = first >= 2
            && and(first - 1)
            && self.words.together(first - 2, first)
            && person(first - 2);
        last > first && (behind || before)
    }

    /// "Order of X", "Declaration of X": one word behind a paper or honour.
    fn of_honour(&self, of: usize) -> bool {
        let noun = of
            .checked_sub(1)
            .filter(|_| self.words.fold(of).is_some_and(|f| self.lexicon.link("of", f)));
        self.chunk.first == self.chunk.last
            && noun
                .and_then(|at| self.words.get(at))
                .is_some_and(|w| w.shape != Shape::Lower && self.lexicon.is("event-nouns", &w.fold))
    }

    /// "port of X", "governor of X".
    fn of_place(&self, of: usize) -> bool {
        let noun = of
            .checked_sub(1)
            .filter(|_| self.words.fold(of).is_some_and(|f| self.lexicon.link("of", f)));
        noun.is_some_and(|at| {
            let place = self.words.get(at).is_some_and(|w| {
                w.shape == Shape::Lower && self.lexicon.is("place-nouns", &w.fold)
            });
            let head = self.spots.role_to(at).and_then(|spot| spot.role.state.as_deref());
            place || matches!(head, Some("governor" | "mayor"))
        })
    }

    /// A role phrase or honorific leads up to this name.
    fn titled(&self, before: usize, glue: Option<Glue>) -> bool {
        if self.spots.honorific_to(before) {
            return !matches!(glue, Some(Glue::Comma | Glue::Start));
        }
        if glue == Some(Glue::Blank) && self.spots.role_to(before).is_some() {
            return true;
        }
        let body_ends = || {
            let mut bodies = self.spots.bodies.range(before.saturating_sub(8)..=before);
            bodies.any(|(_, body)| body.last == before)
        };
        let behind_owner = glue == Some(Glue::Blank) && (self.finds.covers(before) || body_ends());
        if !behind_owner && !matches!(glue, Some(Glue::Comma | Glue::Close)) {
            return false;
        }
        let mut at = before;
        for _ in 0..16 {
            if self.spots.role_to(at).is_some() {
                return true;
            }
            let small = self.words.fold(at).is_some_and(|f| {
                self.lexicon.link("of", f)
                    || self.lexicon.link("the", f)
                    || self.lexicon.link("to", f)
                    || self.lexicon.link("for", f)
                    || self.lexicon.link("and", f)
                    || self.lexicon.is("pairs", f)
                    || self.lexicon.is("any-side", f)
            });
            if !(small || self.finds.covers(at) || self.spots.blocks(at))
                || at == 0
                || !self.words.together(at - 1, before)
            {
                return false;
            }
            at -= 1;
        }
        false
    }

    /// "X, the foreign minister of Y", "X (Minister of Z)".
    fn role_follows(&self, from: usize) -> bool {
        for at in from..from + 7 {
            if self.spots.roles.contains_key(&at) {
                return true;
            }
            let passes = self.finds.covers(at)
                || self.words.fold(at).is_some_and(|f| {
                    self.lexicon.link("the", f)
                        || self.lexicon.standing.get(f).is_some()
                        || self.lexicon.is("trimmings", f)
                        || self.lexicon.is("possessive-pronouns", f)
                        || self.lexicon.is("deputies", f)
                });
            if !passes || !self.words.together(from, at) {
                return false;
            }
        }
        false
    }

    /// "X, a rebel group ..."
    fn armed_in_apposition(&self) -> bool {
        let at = self.chunk.last + 1;
        let article = self.words.fold(at).is_some_and(|f| self.lexicon.link("the", f));
        article
            && (at + 1..at + 4).any(|w| {
                self.words.together(at, w)
                    && self.words.fold(w).is_some_and(|f| self.lexicon.is("armed-nouns", f))
            })
    }

    fn event_in_apposition(&self) -> bool {
        let comma = self.chunk.last + 1;
        let plain = |at: usize| {
            self.words.get(at).is_some_and(|w| {
                at == comma
                    || matches!(w.glue, Glue::Blank | Glue::Hyphen | Glue::Open | Glue::Close)
            })
        };
        let run =
            (comma..comma + 12).take_while(|at| plain(*at) && self.words.together(comma, *at));
        let last = run.last().and_then(|at| self.words.fold(at));
        if last.is_some_and(|f| self.lexicon.is("named-events", f)) {
            return true;
        }
        let tokens = &self.words.analysis.tokens;
        let Some(head) = self.words.head(self.chunk.first, self.chunk.last) else { return false };
        let near = (head as usize + 1..head as usize + 12).filter_map(|at| tokens.get(at));
        near.filter(|t| t.head == head && t.dep == Dep::Appos)
            .any(|t| self.lexicon.is("named-events", &t.lemma))
    }

    fn by_verb(&self, add: &mut impl FnMut(Sort, i32)) {
        let tokens = &self.words.analysis.tokens;
        let Some(token) =
            self.words.head(self.chunk.first, self.chunk.last).and_then(|t| tokens.get(t as usize))
        else {
            return;
        };
        let Some(verb) = tokens.get(token.head as usize) else { return };
        if token.dep == Dep::Nsubj && self.lexicon.is("telling", &verb.lemma) {
            add(Sort::Person, 2);
        }
        if matches!(token.dep, Dep::Dobj | Dep::Dative)
            && self.lexicon.is("tellings-to", &verb.lemma)
        {
            add(Sort::Outlet, 4);
        }
    }
}
