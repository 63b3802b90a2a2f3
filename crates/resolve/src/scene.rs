//! What every step of resolving looks at: the words, the world, the lexicon, and what the text speaks of where.

use crate::found::{Finds, Found};
use crate::lexicon::Lexicon;
use crate::words::{Glue, Words};
use chancery_record::{Dep, Document, HandKind, Id, MentionForm, RegionRole, Token, World};
use std::collections::BTreeMap;

/// What does not change while a document is resolved.
pub(crate) struct Scene<'a> {
    pub(crate) world: &'a dyn World,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) document: &'a Document,
    pub(crate) words: Words<'a>,
}

impl<'a> Scene<'a> {
    pub(crate) fn tokens(&self) -> &'a [Token] {
        &self.words.analysis.tokens
    }

    /// The governing token of these words.
    pub(crate) fn head(&self, first: usize, last: usize) -> Option<&'a Token> {
        self.tokens().get(self.words.head(first, last)? as usize)
    }

    pub(crate) fn governor(&self, token: &Token) -> Option<&'a Token> {
        self.tokens().get(token.head as usize)
    }

    /// The state that a thing belongs to, by register or by its id.
    pub(crate) fn state_of(&self, id: &Id) -> Option<Id> {
        if id.prefix() == "state" {
            return Some(id.clone());
        }
        if let Some(entry) = self.world.entry(id) {
            let up = entry.country.clone().or_else(|| entry.parent.clone());
            return up.filter(|up| up.prefix() == "state");
        }
        self.owner_of(id).filter(|owner| owner.prefix() == "state")
    }

    /// Owner of a body, force or post by the path of its id.
    pub(crate) fn owner_of(&self, id: &Id) -> Option<Id> {
        if let Some(parent) = self.world.entry(id).and_then(|entry| entry.parent.clone()) {
            return Some(parent);
        }
        let path = id.path();
        let (owner, _) =
            path.split_once('/').filter(|_| matches!(id.prefix(), "body" | "force" | "post"))?;
        let state = Id::new(&format!("state/{owner}"));
        let named_so = owner.len() == 3 && self.world.entry(&state).is_some();
        Some(if named_so { state } else { Id::new(&format!("org/{owner}")) })
    }

    /// Folded word.
    pub(crate) fn fold(&self, at: usize) -> &str {
        self.words.fold(at).unwrap_or_default()
    }
}

/// The states and organizations that the text speaks of, word by word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Focus {
    states: Vec<Spoken>,
    organizations: Vec<Spoken>,
    /// The state from which the text is written.
    pub(crate) home: Option<Id>,
}

/// How many namings back the text is still about the same.
const REACH: usize = 400;

#[derive(Clone, Debug)]
struct Spoken {
    word: usize,
    id: Id,
    weight: u8,
}

impl Focus {
    /// Reads it off the finds.
    pub(crate) fn of(scene: &Scene, finds: &Finds) -> Self {
        let mut focus = Self { home: home(scene, finds), ..Self::default() };
        let mut order: Vec<&Found> = finds.list.iter().collect();
        order.sort_by_key(|found| (found.first, std::cmp::Reverse(found.last)));
        for found in order {
            if scene.words.get(found.first).is_some_and(|w| w.region == RegionRole::Credit) {
                continue;
            }
            let spoken = |id: Id| Spoken { word: found.first, id, weight: weight(scene, found) };
            match found.refers.prefix() {
                "state" => focus.states.push(spoken(found.refers.clone())),
                "org" | "armed-group" => focus.organizations.push(spoken(found.refers.clone())),
                "body" | "force" => {
                    focus.organizations.push(spoken(found.refers.clone()));
                    focus.states.extend(scene.state_of(&found.refers).map(spoken));
                }
                "place" => {
                    let state = scene.state_of(&found.refers);
                    focus.states.extend(state.map(|id| Spoken {
                        word: found.first,
                        id,
                        weight: 0,
                    }));
                }
                _ => {}
            }
        }
        focus
    }

    /// The state meant by words that need one here: of the sentence, of the paragraph, of the document.
    pub(crate) fn state_at(&self, scene: &Scene, at: usize) -> Option<(Id, u16)> {
        let words = &scene.words;
        if let Some(listed) = self.before_list(scene, at) {
            return Some((listed, 880));
        }
        let end = self.states.partition_point(|s| s.word < at);
        let before = || self.states[..end].iter().rev();
        let named = |s: &&Spoken| s.weight > 0;
        let here = best(before().take_while(|s| words.together(s.word, at)).filter(named));
        if let Some(here) = here.filter(|s| s.weight > 1) {
            return Some((here.id.clone(), 900));
        }
        let paragraph = words.paragraph(at);
        let mut sentences: BTreeMap<std::cmp::Reverse<u32>, Vec<&Spoken>> = BTreeMap::new();
        for spoken in before().take(24).filter(|s| words.paragraph(s.word) == paragraph) {
            let sentence = words.get(spoken.word).map_or(0, |w| w.sentence);
            sentences.entry(std::cmp::Reverse(sentence)).or_default().push(spoken);
        }
        let near =
            sentences.values().find_map(|list| best(list.iter().copied()).filter(|s| s.weight > 1));
        let seat = || {
            let place =
                before().take(24).find(|s| words.paragraph(s.word) == paragraph && s.weight == 0);
            place.filter(|_| self.home.is_none()).map(|s| (s.id.clone(), 740))
        };
        let choice = near
            .map(|s| (s.id.clone(), 860))
            .or_else(seat)
            .or_else(|| self.only_one_above(scene, at).map(|id| (id, 740)))
            .or_else(|| Some((self.home.clone()?, 840)));
        choice
            .or_else(|| here.map(|s| (s.id.clone(), 800)))
            .or_else(|| before().find(|s| s.weight > 1).map(|s| (s.id.clone(), 760)))
            .or_else(|| before().take(REACH).find(named).map(|s| (s.id.clone(), 700)))
            .or_else(|| self.states.iter().take(REACH).find(named).map(|s| (s.id.clone(), 600)))
    }

    /// Where the text never names the state it is written from: the only one that the paragraph before speaks of.
    fn only_one_above(&self, scene: &Scene, at: usize) -> Option<Id> {
        if self.home.is_none() || self.of_home().is_some() {
            return None;
        }
        let here = scene.words.paragraph(at)?;
        let end = self.states.partition_point(|s| s.word < at);
        let body = |s: &&Spoken| {
            scene.words.get(s.word).is_some_and(|w| w.region == RegionRole::Body)
                && scene.words.paragraph(s.word).is_some_and(|p| p < here)
        };
        let mut above = self.states[..end].iter().rev().take(24).filter(body);
        let last = above.next()?;
        let same = |s: &Spoken| scene.words.paragraph(s.word) == scene.words.paragraph(last.word);
        let only = above.take_while(|s| same(s)).all(|s| s.id == last.id);
        only.then(|| last.id.clone())
    }

    /// "three X officials: ministers A and B": the state right before the colon that opens the list.
    fn before_list(&self, scene: &Scene, at: usize) -> Option<Id> {
        let colon = (at.saturating_sub(60)..=at).rev().take_while(|w| scene.words.together(*w, at));
        let colon = colon.into_iter().find(|w| opens_list(scene, *w))?;
        let end = self.states.partition_point(|s| s.word < at);
        let last = self.states[..end].last().filter(|s| s.weight > 0)?;
        let near = last.word < colon && colon - last.word <= 4;
        (near && scene.words.together(last.word, at)).then(|| last.id.clone())
    }

    /// The organization or body meant here; `test` says which will do.
    pub(crate) fn organization_at(
        &self,
        scene: &Scene,
        at: usize,
        test: impl Fn(&Id) -> bool,
    ) -> Option<(Id, u16)> {
        let end = self.organizations.partition_point(|s| s.word < at);
        let before = || self.organizations[..end].iter().rev().take(REACH).filter(|s| test(&s.id));
        let here = best(before().take_while(|s| scene.words.together(s.word, at)));
        here.map(|s| (s.id.clone(), 900))
            .or_else(|| self.most_spoken(at, &test).map(|id| (id, 840)))
            .or_else(|| {
                self.organizations
                    .iter()
                    .take(REACH)
                    .find(|s| test(&s.id))
                    .map(|s| (s.id.clone(), 700))
            })
    }

    /// The nearest organization or body before this word in its paragraph: what "its" means.
    pub(crate) fn organization_near(&self, scene: &Scene, at: usize) -> Option<Id> {
        let end = self.organizations.partition_point(|s| s.word < at);
        let paragraph = scene.words.paragraph(at);
        let here = |s: &&Spoken| scene.words.paragraph(s.word) == paragraph;
        let run = || self.organizations[..end].iter().rev().take(REACH).take_while(here);
        let same = best(run().take_while(|s| scene.words.together(s.word, at)));
        same.or_else(|| run().next()).map(|s| s.id.clone())
    }

    /// The organization the text has named most before this word, the nearer among equals.
    fn most_spoken(&self, at: usize, test: impl Fn(&Id) -> bool) -> Option<Id> {
        let mut counts: BTreeMap<&Id, (usize, usize)> = BTreeMap::new();
        let end = self.organizations.partition_point(|s| s.word < at);
        for spoken in
            self.organizations[end.saturating_sub(REACH)..end].iter().filter(|s| test(&s.id))
        {
            let count = counts.entry(&spoken.id).or_default();
            *count = (count.0 + 1, spoken.word);
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(id, _)| id.clone())
    }

    /// The text speaks of the state it is written from, too.
    pub(crate) fn of_home(&self) -> Option<&Id> {
        let home = self.home.as_ref()?;
        self.states.iter().take(REACH).any(|s| s.weight > 0 && s.id == *home).then_some(home)
    }

    /// The body or organization that the head of the document names: who issued it.
    pub(crate) fn issuer(scene: &Scene, finds: &Finds) -> Option<Id> {
        let head = |found: &&Found| {
            let region = scene.words.get(found.first).map(|w| w.region);
            matches!(region, Some(RegionRole::Title | RegionRole::SiteName))
                && matches!(found.refers.prefix(), "body" | "org")
        };
        let mut all = finds.list.iter().filter(head);
        all.find(|f| f.first < 40).map(|f| f.refers.clone())
    }

    /// Some state is named in this sentence before this word.
    pub(crate) fn named_here(&self, scene: &Scene, at: usize) -> bool {
        let end = self.states.partition_point(|s| s.word < at);
        let mut before = self.states[..end].iter().rev().take(24);
        before.any(|s| s.weight > 0 && scene.words.together(s.word, at))
    }

    /// The state that opens the sentence before in its paragraph as the subject, where that sentence names no home.
    pub(crate) fn told_of_before(&self, scene: &Scene, at: usize) -> Option<Id> {
        let paragraph = scene.words.paragraph(at);
        let sentence = |word: usize| scene.words.get(word).map(|w| w.sentence);
        let here = sentence(at)?;
        let end = self.states.partition_point(|s| s.word < at);
        let before: Vec<&Spoken> = self.states[..end]
            .iter()
            .rev()
            .take(24)
            .filter(|s| {
                scene.words.paragraph(s.word) == paragraph
                    && sentence(s.word).is_some_and(|n| n + 1 == here)
            })
            .collect();
        let opens = |s: &&&Spoken| {
            let first = |word: usize| scene.words.get(word).is_some_and(|w| w.glue == Glue::Start);
            s.weight == 4 && (first(s.word) || s.word.checked_sub(1).is_some_and(first))
        };
        let home = before.iter().any(|s| Some(&s.id) == self.home.as_ref());
        before.iter().find(opens).filter(|_| !home).map(|s| s.id.clone())
    }

    /// The first states the text names, in order, each once.
    pub(crate) fn first_states(&self, count: usize) -> Vec<Id> {
        let mut out: Vec<Id> = Vec::new();
        for spoken in self.states.iter().filter(|s| s.weight > 0) {
            if !out.contains(&spoken.id) {
                out.push(spoken.id.clone());
            }
            if out.len() == count {
                break;
            }
        }
        out
    }

    /// The last state before this word that is not `other`.
    pub(crate) fn state_beside(&self, at: usize, other: &Id) -> Option<Id> {
        let end = self.states.partition_point(|s| s.word < at);
        let mut before = self.states[..end].iter().rev().take(REACH);
        before.find(|s| s.id != *other && s.weight > 0).map(|s| s.id.clone())
    }
}

/// A colon stands right before this word.
fn opens_list(scene: &Scene, word: usize) -> bool {
    let end = |at: usize| scene.words.get(at).map(|w| w.span.end());
    let before = word.checked_sub(1).and_then(end);
    let start = scene.words.get(word).map(|w| w.span.start());
    let gap = before.zip(start).and_then(|(from, to)| scene.words.text.get(from..to));
    gap.is_some_and(|gap| gap.trim() == ":")
}

/// The weightiest of a run, the first given (nearest) among equals.
fn best<'s>(run: impl Iterator<Item = &'s Spoken>) -> Option<&'s Spoken> {
    run.fold(None, |held: Option<&Spoken>, next| match held {
        Some(held) if held.weight >= next.weight => Some(held),
        _ => Some(next),
    })
}

/// Subjects speak loudest; what stands behind a preposition of place least.
fn weight(scene: &Scene, found: &Found) -> u8 {
    let Some(token) = scene.head(found.first, found.last) else { return 2 };
    match token.dep {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Agent => 4,
        Dep::Poss | Dep::Amod | Dep::Compound | Dep::Nmod => 3,
        Dep::Pobj
            if scene
                .governor(token)
                .is_some_and(|p| scene.lexicon.is("place-prepositions", &p.lemma)) =>
        {
            1
        }
        Dep::Pobj | Dep::Dative | Dep::Dobj if found.form != MentionForm::Demonym => 2,
        _ => 2,
    }
}

/// The state of the issuer, of the site, of the dateline.
fn home(scene: &Scene, finds: &Finds) -> Option<Id> {
    let state_in = |span: chancery_record::Span| {
        let mut inside = finds.list.iter().filter(|f| span.covers(f.span(&scene.words)));
        inside.find_map(|found| scene.state_of(&found.refers))
    };
    let issued = scene.document.chain.iter().filter(|hand| hand.kind == HandKind::Issued);
    let site = scene
        .document
        .regions
        .iter()
        .filter(|r| matches!(r.role, RegionRole::SiteName | RegionRole::Signature));
    let datelines = scene.document.regions.iter().filter(|r| r.role == RegionRole::Dateline);
    issued
        .map(|hand| hand.name)
        .chain(site.map(|region| region.span))
        .chain(scene.document.dateline)
        .chain(datelines.map(|region| region.span))
        .find_map(state_in)
}
