//! Role words, pronouns, descriptions and "our country" to those they mean.
//!
//! Lower readings than names; a pronoun without a safe antecedent is left out. Nothing here makes a new entity except the
//! unnamed holder of a post.

use crate::collectives::article;
use crate::found::{Finds, Found};
use crate::holdings::Held;
use crate::lexicon::National;
use crate::people::People;
use crate::posts::{Lead, Post, unnamed};
use crate::scene::{Focus, Scene};
use crate::spots::Spots;
use crate::words::{Glue, Shape};
use chancery_knowledge::{Gender, gender};
use chancery_record::{Dep, Id, MentionForm, Pos, Quotation, Tag, Token};
use std::collections::{BTreeMap, BTreeSet};

/// Adds the role mentions: posts that no name stands beside.
pub(crate) fn roles(
    scene: &Scene,
    finds: &mut Finds,
    people: &mut People,
    posts: &[Post],
    held: &Held,
) {
    let mut out = Vec::new();
    for (at, post) in posts.iter().enumerate() {
        if held.joined.get(at).copied().unwrap_or(false)
            || post.inside
            || post.plural
            || scene.lexicon.is("offices", scene.fold(post.core))
            || finds.begin_at(post.first).any(|f| {
                f.last == post.last || (f.last > post.last && f.form != MentionForm::Title)
            })
        {
            continue;
        }
        if scene
            .head(post.core, post.last)
            .is_some_and(|t| matches!(t.dep, Dep::Compound | Dep::Amod | Dep::Nmod))
            || possessed(scene, post)
        {
            continue;
        }
        let explicit_title = post.explicit && post.id.is_some();
        if !explicit_title
            && matches!(post.lead, Lead::Nothing | Lead::A)
            && scene.words.get(post.core).is_some_and(|w| w.shape == Shape::Lower)
            && !telling(scene, post)
            && !bare_subject(scene, post)
        {
            continue;
        }
        if let Some(id) = post.id.clone().filter(|_| explicit_title) {
            out.push(Found::new(
                post.first,
                post.last,
                id,
                MentionForm::Title,
                post.reading,
                "role and owner",
            ));
        }
        if let Some(id) =
            post.id.clone().filter(|_| post.lead == Lead::Possessive && !explicit_title)
        {
            out.push(Found::new(
                post.first,
                post.last,
                id,
                MentionForm::Title,
                post.reading.min(800),
                "role of the owner before",
            ));
        }
        let Some(chosen) = holder(scene, people, held, post) else { continue };
        if bare_subject(scene, post) && !post.explicit && chosen.why != NAMED {
            continue;
        }
        let (first, last) =
            if post.explicit { (post.first, post.last) } else { (post.lead_at, post.last) };
        let Chosen { person, reading, why, others } = chosen;
        let mut found = Found::new(first, last, person, MentionForm::Role, reading, why);
        found.candidates = others.into_iter().map(|other| (other, 300)).collect();
        out.push(found);
    }
    for found in out {
        finds.add(found);
    }
}

/// The role words only own something ("the president's office").
fn possessed(scene: &Scene, post: &Post) -> bool {
    scene.words.get(post.last).is_some_and(|w| w.possessive) && post.id.is_none()
}

fn telling(scene: &Scene, post: &Post) -> bool {
    let Some(token) = scene.head(post.core, post.last) else { return false };
    token.dep == Dep::Nsubj
        && scene.governor(token).is_some_and(|verb| scene.lexicon.is("telling", &verb.lemma))
}

/// In a language without articles: the role stands alone as the subject.
fn bare_subject(scene: &Scene, post: &Post) -> bool {
    let bare = scene.lexicon.is("grammar", "genitive") && post.lead == Lead::Nothing;
    let subject = |t: &Token| matches!(t.dep, Dep::Nsubj | Dep::Nsubjpass);
    bare && post.first == post.last && scene.head(post.core, post.last).is_some_and(subject)
}

const NAMED: &str = "holder of the post named in the text";

/// Whom a role means, and who else might be meant.
struct Chosen {
    person: Id,
    reading: u16,
    why: &'static str,
    others: Vec<Id>,
}

/// Who a role without a name means: the holder named here, the register's, or someone unnamed.
fn holder(scene: &Scene, people: &mut People, held: &Held, post: &Post) -> Option<Chosen> {
    let named = |(person, reading)| Chosen { person, reading, why: NAMED, others: Vec::new() };
    let by_post = post
        .id
        .as_ref()
        .and_then(|id| held.holders.get(id))
        .map(|(person, _)| (person.clone(), 950));
    let by_role = || {
        let fits = |id: &Id| {
            id.path().split('/').any(|part| {
                part == post.role || (post.role == "minister" && part.ends_with("minister"))
            })
        };
        let open = !post.explicit && post.reading <= 900;
        let end = held.recent.partition_point(|(word, _, _)| *word < post.first);
        let before = held.recent[..end].iter().rev().take(200).filter(|(_, id, _)| fits(id));
        let same: Vec<_> = before
            .chain(held.recent[end..].iter().take(50).filter(|(_, id, _)| fits(id)))
            .collect();
        let (_, _, person) = same.first().filter(|_| open)?;
        let one = same.iter().all(|(_, _, other)| other == person);
        Some((person.clone(), if one { 900 } else { 750 }))
    };
    let by_head = || {
        let owner = post.owner.as_ref().filter(|_| post.explicit)?;
        let top = |id: &Id| {
            let role = id.path().strip_prefix(owner.path())?.trim_start_matches('/').to_owned();
            matches!(
                role.as_str(),
                "secretary-general"
                    | "director-general"
                    | "director"
                    | "president"
                    | "executive-secretary"
                    | "chair"
            )
            .then_some(())
        };
        let general =
            matches!(post.role.as_str(), "director-general" | "director" | "head" | "leader");
        held.holders
            .iter()
            .find(|(id, _)| general && top(id).is_some())
            .map(|(_, (person, _))| (person.clone(), 880))
    };
    let by_register = || {
        let mut holders = holders_known(scene, post.id.as_ref()?).into_iter();
        let person = holders.next()?;
        let others: Vec<Id> = holders.collect();
        let (reading, why) = if others.is_empty() {
            (800, "holder of the post on the day of the document")
        } else {
            (650, "latest of those known to hold the post on the day of the document")
        };
        Some(Chosen { person, reading, why, others })
    };
    let by_word = || {
        let word = (scene.fold(post.core).to_owned(), post.role.clone());
        let person = held.called.get(&word).cloned().flatten()?;
        let bare = post.id.is_some() || post.lead == Lead::The;
        (!post.explicit && !post.strange && bare).then_some((person, 900))
    };
    let bare = if post.explicit { None } else { by_word() };
    let here = bare.or(by_post).or_else(by_word).or_else(by_role).or_else(by_head);
    if let Some(found) = here.map(named).or_else(by_register) {
        return Some(found);
    }
    let singular = !matches!(post.lead, Lead::A) || post.explicit || telling(scene, post);
    if !singular || post.id.is_none() {
        return None;
    }
    let id = unnamed(scene, post.first, post.last);
    let person = people.by_id.entry(id.clone()).or_default();
    if person.name.is_empty() {
        scene.words.slice(post.first, post.last).clone_into(&mut person.name);
    }
    person.posts.extend(post.id.clone());
    Some(Chosen { person: id, reading: 800, why: "unnamed holder of the post", others: Vec::new() })
}

/// Those who held the post on every day that the document may be of, latest first; nobody where it has no date, or where
/// a change of holders falls on its days.
fn holders_known(scene: &Scene, post: &Id) -> Vec<Id> {
    let days = scene.document.dated.as_ref().and_then(|d| Some((d.earliest?.day, d.latest?.day)));
    let Some((first, last)) = days else { return Vec::new() };
    let on = |day| -> Vec<Id> {
        let mut seen: Vec<Id> = Vec::new();
        for holder in scene.world.holders(post, Some(day)) {
            if !seen.contains(&holder.person) {
                seen.push(holder.person);
            }
        }
        seen
    };
    let at_last = on(last);
    if first == last || on(first) == at_last { at_last } else { Vec::new() }
}

/// A mention that a pronoun may lean on.
#[derive(Clone, Debug)]
struct Antecedent {
    word: usize,
    last: usize,
    id: Id,
    subject: bool,
    sentence: u32,
    quoted: bool,
}

/// Adds pronouns, descriptions and deictic words.
pub(crate) fn point(scene: &Scene, spots: &Spots, finds: &mut Finds, people: &People) {
    short_forms(scene, finds);
    let focus = Focus::of(scene, finds);
    let speakers = speakers(scene, finds);
    let labels = labels(scene, finds);
    let mut told: BTreeMap<Id, Gender> = BTreeMap::new();
    let mut known = antecedents(scene, finds);
    let mut at = 0;
    while at < scene.words.len() {
        let step = Pointer {
            scene,
            spots,
            people,
            focus: &focus,
            known: &known,
            speakers: &speakers,
            labels: &labels,
            told: &told,
            finds,
        }
        .at(at);
        if let Some((id, sex)) = step.as_ref().and_then(|found| sex_told(scene, found)) {
            told.entry(id).or_insert(sex);
        }
        at += 1;
        if let Some(found) = step {
            at = at.max(found.last + 1);
            if !finds
                .begin_at(found.first)
                .any(|f| f.last == found.last && f.form == MentionForm::Role)
            {
                let place = known.partition_point(|a| a.word <= found.first);
                known.insert(place, antecedent(scene, &found));
                finds.add(found);
            }
        }
    }
}

/// The sex that a subject pronoun tells of the person it means.
fn sex_told(scene: &Scene, found: &Found) -> Option<(Id, Gender)> {
    let subject = scene.words.token(found.first).is_some_and(|t| t.dep == Dep::Nsubj);
    let pronoun = found.form == MentionForm::Pronoun && found.is("person") && subject;
    let sex = match *scene.lexicon.pronouns.get(scene.fold(found.first))? {
        "3 s m" => Gender::Male,
        "3 s f" => Gender::Female,
        _ => return None,
    };
    pronoun.then(|| (found.refers.clone(), sex))
}

/// "the Front" behind "Harbour Front", "the Community" behind "Coast Community": a noun that a longer name before it holds.
fn short_forms(scene: &Scene, finds: &mut Finds) {
    let mut order: Vec<usize> = (0..finds.list.len()).collect();
    order.sort_by_key(|at| (finds.list[*at].first, std::cmp::Reverse(finds.list[*at].last)));
    let mut longer: BTreeMap<String, Id> = BTreeMap::new();
    let mut changes = Vec::new();
    for index in order {
        let found = &finds.list[index];
        if !matches!(found.refers.prefix(), "org" | "armed-group" | "body") {
            continue;
        }
        if found.first == found.last && found.is("org") && found.form == MentionForm::Name {
            let word = scene.fold(found.first);
            let full = longer.get(word).filter(|full| **full != found.refers);
            let own = found.refers.path() == word;
            if let (Some(first), Some(full)) = (article(scene, found.first), full.filter(|_| own)) {
                let why = "short form of a name in the text";
                let form = MentionForm::Description;
                changes.push((index, Found::new(first, found.last, full.clone(), form, 900, why)));
            }
            continue;
        }
        let named = (found.first..=found.last).filter(|_| found.last > found.first);
        let entry = scene.world.entry(&found.refers).filter(|_| !found.is("body"));
        let label = entry.map_or_else(String::new, |entry| chancery_record::fold(&entry.label));
        for word in named.map(|at| scene.fold(at)).chain(label.split(' ')) {
            if scene.lexicon.is("org-nouns", word) || scene.lexicon.is("armed-nouns", word) {
                longer.insert(word.to_owned(), found.refers.clone());
            }
        }
    }
    for (index, found) in changes {
        finds.replace(index, found);
    }
}

fn antecedents(scene: &Scene, finds: &Finds) -> Vec<Antecedent> {
    let mut out: Vec<Antecedent> = finds
        .list
        .iter()
        .filter(|f| f.form != MentionForm::Title)
        .map(|f| antecedent(scene, f))
        .collect();
    out.sort_by_key(|a| a.word);
    out
}

fn antecedent(scene: &Scene, found: &Found) -> Antecedent {
    let opens = found.is("person")
        && scene.words.get(found.first).is_some_and(|w| w.glue == Glue::Start)
        && !scene.words.get(found.last).is_some_and(|w| w.possessive);
    let subject =
        opens || scene.head(found.first, found.last).is_some_and(|t| main_subject(scene, t));
    let span = found.span(&scene.words);
    Antecedent {
        word: found.first,
        last: found.last,
        id: found.refers.clone(),
        subject,
        sentence: scene.words.get(found.first).map_or(0, |w| w.sentence),
        quoted: quotation_at(scene, span.start()).is_some(),
    }
}

fn main_subject(scene: &Scene, token: &Token) -> bool {
    matches!(token.dep, Dep::Nsubj | Dep::Nsubjpass)
        || (token.dep == Dep::Appos
            && scene.governor(token).is_some_and(|t| matches!(t.dep, Dep::Nsubj | Dep::Nsubjpass)))
}

fn quotation_at<'s>(scene: &Scene<'s>, byte: usize) -> Option<(usize, &'s Quotation)> {
    let quotations = &scene.words.analysis.quotations;
    let after = quotations.partition_point(|q| q.span.start() <= byte);
    (after.saturating_sub(4)..after)
        .rev()
        .map(|at| (at, &quotations[at]))
        .find(|(_, q)| q.span.end() > byte && !q.scare)
}

/// Persons named before a colon, as transcripts label their speakers.
fn labels(scene: &Scene, finds: &Finds) -> Vec<(usize, Id)> {
    let colon = |found: &&Found| {
        let behind = scene.words.text.get(found.span(&scene.words).end()..);
        found.is("person") && behind.is_some_and(|rest| rest.starts_with(':'))
    };
    let mut out: Vec<(usize, Id)> =
        finds.list.iter().filter(colon).map(|found| (found.first, found.refers.clone())).collect();
    out.sort();
    out
}

/// The speaker of each quotation: the person before the colon, or the subject of the verb of telling beside it.
fn speakers(scene: &Scene, finds: &Finds) -> Vec<Speaker> {
    let mut out: Vec<Speaker> = Vec::new();
    let mut named: Option<Id> = None;
    for quotation in &scene.words.analysis.quotations {
        let beside =
            [quotation.span.end().saturating_add(1), quotation.span.start().saturating_sub(2)];
        let own =
            beside.into_iter().find_map(|byte| speaker_near(scene, finds, byte, named.as_ref()));
        if let Some(Speaker::Named(id)) = &own {
            named = Some(id.clone());
        }
        out.push(own.or_else(|| out.last().cloned()).unwrap_or(Speaker::Nobody));
    }
    out
}

/// Who says a quotation: a person, or the pronoun at a word, with the speaker named before.
#[derive(Clone, Debug)]
enum Speaker {
    Nobody,
    Named(Id),
    Pronoun(usize, Option<Id>),
}

fn speaker_near(scene: &Scene, finds: &Finds, byte: usize, named: Option<&Id>) -> Option<Speaker> {
    let sentences = &scene.words.analysis.sentences;
    let at = sentences.partition_point(|s| s.span.end() <= byte);
    let sentence = sentences.get(at).filter(|s| s.span.start() <= byte)?;
    let words = scene.words.within(sentence.span);
    let subjects = words.clone().flat_map(|w| finds.begin_at(w)).filter(|f| f.is("person"));
    let outside = subjects.filter(|f| quotation_at(scene, f.span(&scene.words).start()).is_none());
    let mut telling = outside.filter(|f| {
        scene.head(f.first, f.last).is_some_and(|t| {
            main_subject(scene, t)
                && scene
                    .governor(t)
                    .is_some_and(|v| matches!(v.pos, Pos::Verb | Pos::Noun | Pos::Propn))
        })
    });
    if let Some(found) = telling.next() {
        return Some(Speaker::Named(found.refers.clone()));
    }
    let mut pronouns = words.filter(|at| {
        let third = scene
            .lexicon
            .pronouns
            .get(scene.fold(*at))
            .is_some_and(|p| matches!(*p, "3 s m" | "3 s f"));
        let token = scene.words.token(*at);
        third
            && token.is_some_and(|t| {
                t.dep == Dep::Nsubj
                    && scene.governor(t).is_some_and(|v| scene.lexicon.is("telling", &v.lemma))
                    && quotation_at(scene, t.span.start()).is_none()
            })
    });
    pronouns.next().map(|at| Speaker::Pronoun(at, named.cloned()))
}

struct Pointer<'p> {
    scene: &'p Scene<'p>,
    spots: &'p Spots,
    people: &'p People,
    focus: &'p Focus,
    known: &'p [Antecedent],
    speakers: &'p [Speaker],
    /// Persons before a colon, by word.
    labels: &'p [(usize, Id)],
    /// What pronouns before have said of persons.
    told: &'p BTreeMap<Id, Gender>,
    finds: &'p Finds,
}

impl Pointer<'_> {
    fn at(&self, at: usize) -> Option<Found> {
        let word = self.scene.words.get(at)?;
        word.token?;
        self.deictic(at).or_else(|| self.pronoun(at)).or_else(|| self.description(at))
    }

    fn deictic(&self, at: usize) -> Option<Found> {
        let (count, meaning) = self.scene.lexicon.deictic.at(&self.scene.words, at)?;
        let make =
            |id, why| Some(Found::new(at, at + count - 1, id, MentionForm::Deictic, 750, why));
        match *meaning {
            "state" => {
                let speaker = self.speaker(at).and_then(|person| self.state_of_person(&person));
                make(speaker.or_else(|| self.focus.home.clone())?, "country of the speaker")
            }
            _ => None,
        }
    }

    fn speaker(&self, at: usize) -> Option<Id> {
        let (index, _) = quotation_at(self.scene, self.scene.words.get(at)?.span.start())?;
        match self.speakers.get(index)? {
            Speaker::Nobody => None,
            Speaker::Named(id) => Some(id.clone()),
            Speaker::Pronoun(word, named) => {
                let sex = match *self.scene.lexicon.pronouns.get(self.scene.fold(*word))? {
                    "3 s m" => Gender::Male,
                    "3 s f" => Gender::Female,
                    _ => return None,
                };
                self.person_before(*word, sex).map(|(id, _)| id).or_else(|| named.clone())
            }
        }
    }

    fn state_of_person(&self, person: &Id) -> Option<Id> {
        let post = self.people.post(person).cloned().or_else(|| {
            self.scene.world.tenures(person).first().map(|tenure| tenure.post.clone())
        })?;
        let owner = self.scene.owner_of(&post)?;
        self.scene.state_of(&owner)
    }

    fn pronoun(&self, at: usize) -> Option<Found> {
        let word = self.scene.words.get(at)?;
        let kind = self.scene.lexicon.pronouns.get(word.fold.as_str())?;
        if word.fold == "us" && word.shape == Shape::Upper {
            return None;
        }
        let token = self.scene.words.token(at)?;
        let possessive = token.tag == Tag::PrpPossessive;
        let (id, reading) = match *kind {
            "3 s m" => self.person_before(at, Gender::Male)?,
            "3 s f" => self.person_before(at, Gender::Female)?,
            "3 s n" if !possessive => self.thing_before(at, token)?,
            "3 p -" if !possessive => self.group_before(at)?,
            "1 s -" if !possessive => (self.speaker_of(at)?, 850),
            "1 p -" if !possessive => (self.state_of_person(&self.speaker_of(at)?)?, 700),
            _ => return None,
        };
        Some(Found::new(at, at, id, MentionForm::Pronoun, reading, "nearest fitting antecedent"))
    }

    /// The speaker of the quotation, or of a transcript's paragraph ("Ms X: ...").
    fn speaker_of(&self, at: usize) -> Option<Id> {
        if let Some(speaker) = self.speaker(at) {
            return Some(speaker);
        }
        let paragraph = self.scene.words.paragraph(at)?;
        let mut labelled = None;
        for back in (0..at).rev().take(400) {
            if self.scene.words.paragraph(back) != Some(paragraph) {
                break;
            }
            if let Some(found) = self.finds.begin_at(back).find(|f| f.is("person"))
                && self
                    .scene
                    .words
                    .text
                    .get(found.span(&self.scene.words).end()..)
                    .is_some_and(|rest| rest.starts_with(':'))
            {
                labelled = Some(found.refers.clone());
                break;
            }
        }
        labelled.or_else(|| self.labelled_above(paragraph, at))
    }

    /// In a transcript paragraphs without a label go on with the last speaker.
    fn labelled_above(&self, paragraph: u32, at: usize) -> Option<Id> {
        let end = self.labels.partition_point(|(word, _)| *word < at);
        let (word, speaker) = self.labels.get(end.checked_sub(1)?)?;
        let gap = paragraph.saturating_sub(self.scene.words.paragraph(*word)?);
        (gap <= 2).then(|| speaker.clone())
    }

    fn person_before(&self, at: usize, sex: Gender) -> Option<(Id, u16)> {
        let sentence = self.scene.words.get(at)?.sentence;
        let quoted = quotation_at(self.scene, self.scene.words.get(at)?.span.start()).is_some();
        let fits = |a: &&Antecedent| {
            let known = self.sex_of(&a.id);
            a.id.prefix() == "person"
                && known.is_none_or(|known| known == sex)
                && (quoted || !a.quoted)
        };
        let certain = |id: &Id| self.sex_of(id) == Some(sex);
        let end = self.known.partition_point(|a| a.word < at);
        let rival = self.subject_beside(at);
        let speaker = self.speaker(at);
        let fits = |a: &&Antecedent| {
            fits(a) && rival.is_none_or(|rival| a.id != *rival) && speaker.as_ref() != Some(&a.id)
        };
        let before: Vec<&Antecedent> = self.known[..end]
            .iter()
            .rev()
            .take(60)
            .filter(|a| sentence.saturating_sub(a.sentence) <= 4)
            .filter(fits)
            .collect();
        let subject = self
            .scene
            .words
            .token(at)
            .is_some_and(|t| matches!(t.dep, Dep::Nsubj | Dep::Nsubjpass));
        let mut best: Option<(i32, &Antecedent)> = None;
        for (rank, candidate) in before.into_iter().enumerate() {
            let near = i32::try_from(sentence.saturating_sub(candidate.sentence)).unwrap_or(9);
            let score = 100 - near * 20
                + if candidate.subject { 25 } else { 0 }
                + if candidate.subject && subject && near == 1 { 10 } else { 0 }
                + if certain(&candidate.id) { 30 } else { 0 }
                - i32::try_from(rank).unwrap_or(9) * 2;
            if best.is_none_or(|(held, _)| score > held) {
                best = Some((score, candidate));
            }
        }
        let (score, chosen) = best.filter(|(score, _)| *score >= 50)?;
        Some((chosen.id.clone(), u16::try_from((600 + score * 2).clamp(500, 880)).unwrap_or(500)))
    }

    /// What the text says of a person, else the given name in the register.
    fn sex_of(&self, person: &Id) -> Option<Gender> {
        let here = self.people.by_id.get(person).and_then(|p| p.sex);
        here.or_else(|| self.told.get(person).copied()).or_else(|| {
            let label = chancery_record::fold(&self.scene.world.entry(person)?.label);
            gender(label.split(' ').next()?)
        })
    }

    /// The subject of the verb whose object this word is: never the same person.
    fn subject_beside(&self, at: usize) -> Option<&Id> {
        let token = self
            .scene
            .words
            .token(at)
            .filter(|t| matches!(t.dep, Dep::Dobj | Dep::Dative | Dep::Pobj))?;
        let mut verb = self.scene.governor(token)?;
        if token.dep == Dep::Pobj {
            verb = self.scene.governor(verb)?;
        }
        let end = self.known.partition_point(|a| a.word < at);
        let sentence = self.scene.words.get(at)?.sentence;
        let near = self.known[..end]
            .iter()
            .rev()
            .take(20)
            .filter(|a| a.sentence == sentence && a.id.prefix() == "person");
        let governs = |t: &Token| {
            t.dep == Dep::Nsubj && self.scene.governor(t).is_some_and(|up| up.span == verb.span)
        };
        let subject_of = |a: &&Antecedent| {
            self.scene.head(a.word, a.last).is_some_and(|t| {
                governs(t) || (t.dep == Dep::Appos && self.scene.governor(t).is_some_and(governs))
            })
        };
        near.into_iter().find(subject_of).map(|a| &a.id)
    }

    /// "it": an organization, body or state that was the subject, where the verb is one of deeds.
    fn thing_before(&self, at: usize, token: &Token) -> Option<(Id, u16)> {
        let verb = self.scene.governor(token)?;
        let idle = self.scene.lexicon.is("idle", &verb.lemma);
        if token.dep != Dep::Nsubj || idle {
            return None;
        }
        let sentence = self.scene.words.get(at)?.sentence;
        let end = self.known.partition_point(|a| a.word < at);
        let party = |a: &&Antecedent| {
            matches!(a.id.prefix(), "org" | "body" | "state" | "outlet" | "armed-group" | "force")
        };
        let before = self.known[..end].iter().rev().take(40).filter(party);
        let near = before.filter(|a| sentence.saturating_sub(a.sentence) <= 1 && a.subject);
        let mut list: Vec<&Antecedent> = near.collect();
        list.sort_by_key(|a| (std::cmp::Reverse(a.sentence), rank_of(&a.id)));
        let chosen = list.first()?;
        Some((chosen.id.clone(), 720))
    }

    fn group_before(&self, at: usize) -> Option<(Id, u16)> {
        let sentence = self.scene.words.get(at)?.sentence;
        let end = self.known.partition_point(|a| a.word < at);
        let mut groups = self.known[..end]
            .iter()
            .rev()
            .take(30)
            .filter(|a| matches!(a.id.prefix(), "collective" | "armed-group"));
        let chosen = groups.find(|a| sentence.saturating_sub(a.sentence) <= 2)?;
        let quoted = quotation_at(self.scene, self.scene.words.get(at)?.span.start()).is_some();
        (chosen.subject && !quoted || chosen.sentence == sentence).then(|| (chosen.id.clone(), 720))
    }

    /// "the Agency", "the country", "the guest".
    fn description(&self, at: usize) -> Option<Found> {
        let scene = self.scene;
        let body = self.spots.bodies.get(&at);
        let mission = body.is_some_and(|spot| matches!(spot.body, National::Mission(_)));
        if self.covered(at) || (body.is_some() && !mission) {
            return None;
        }
        let (count, kind) = scene.lexicon.descriptions.at(&scene.words, at)?;
        let last = at + count - 1;
        let bare = scene.lexicon.is("grammar", "genitive");
        let first = article(scene, at).or_else(|| bare.then_some(at))?;
        let lead = scene.fold(first);
        let owned = bare
            && scene.words.get(last + 1).is_some_and(|w| {
                w.glue == Glue::Hyphen || w.glue == Glue::Blank && self.finds.covers(last + 1)
            });
        if owned {
            return None;
        }
        let token = scene.head(at, last)?;
        if matches!(token.dep, Dep::Compound | Dep::Amod | Dep::Nmod)
            || self.goes_on(last, kind)
            || scene.words.get(at)?.glue != Glue::Blank
        {
            return None;
        }
        let capital = scene.words.get(at)?.shape != Shape::Lower;
        let (id, reading) = match *kind {
            "state" if scene.lexicon.is("possessive-pronouns", lead) => {
                self.country_of(lead, at)?
            }
            "state" if capital => self.focus.state_at(scene, at).map(|(id, _)| (id, 700))?,
            "state" => self.country(at)?,
            "organization" | "council" | "ministry" => {
                self.organization(at, last, kind, capital)?
            }
            "embassy" => self.embassy(at)?,
            "guest" => self.guest_of(lead, at).or_else(|| self.guest(at))?,
            "place" => self.place(at, last)?,
            "group" => self.group(at)?,
            "post" => self.post(at)?,
            _ => return None,
        };
        Some(Found::new(
            first,
            last,
            id,
            MentionForm::Description,
            reading,
            "what the description fits",
        ))
    }

    /// Some find other than the title of a post holds the word.
    fn covered(&self, at: usize) -> bool {
        let around = (at.saturating_sub(16)..=at).flat_map(|w| self.finds.begin_at(w));
        self.finds.covers(at)
            && around.filter(|f| f.last >= at).any(|f| f.form != MentionForm::Title)
    }

    /// More words follow that make it a name or another thing ("the city of X", "the group's leader" is fine).
    fn goes_on(&self, last: usize, kind: &str) -> bool {
        let of = self.scene.lexicon.link("of", self.scene.fold(last + 1));
        of && self.scene.words.together(last, last + 1) && kind != "guest"
    }

    /// "the country": home where the text has one, else the state spoken of.
    fn country(&self, at: usize) -> Option<(Id, u16)> {
        let home = self.focus.home.clone().map(|home| (home, 850));
        home.or_else(|| self.focus.state_at(self.scene, at).map(|(id, r)| (id, r.min(800))))
    }

    fn country_of(&self, pronoun: &str, at: usize) -> Option<(Id, u16)> {
        let sex = match *self.scene.lexicon.pronouns.get(pronoun)? {
            "3 s m" => Gender::Male,
            "3 s f" => Gender::Female,
            _ => return None,
        };
        let (person, reading) = self.person_before(at, sex)?;
        Some((self.state_of_person(&person)?, reading.min(850)))
    }

    /// The last organization or body whose name holds the noun; else, of a plain noun, the last organization.
    fn organization(&self, at: usize, last: usize, kind: &str, capital: bool) -> Option<(Id, u16)> {
        let noun = self.scene.fold(last);
        let end = self.known.partition_point(|a| a.word < at);
        let before = || {
            self.known[..end]
                .iter()
                .rev()
                .take(200)
                .filter(|a| matches!(a.id.prefix(), "org" | "body" | "force"))
        };
        let named = |a: &&Antecedent| self.name_holds(a, noun);
        if let Some(found) = before().find(named) {
            return Some((found.id.clone(), 930));
        }
        if kind == "organization" && !capital {
            let mut orgs = before().filter(|a| a.id.prefix() == "org");
            let other = |a: &&Antecedent| !self.called_otherwise(a, noun);
            return orgs.find(other).map(|a| (a.id.clone(), 780));
        }
        let known =
            |a: &&Antecedent| a.id.prefix() == "org" && self.scene.world.entry(&a.id).is_some();
        let all: BTreeSet<&Id> = before().filter(known).map(|a| &a.id).collect();
        let only = all.first().filter(|_| kind == "organization" && all.len() == 1)?;
        Some(((*only).clone(), 720))
    }

    /// Its own name says what it is, and that is another word ("the agency" is no fund).
    fn called_otherwise(&self, antecedent: &Antecedent, noun: &str) -> bool {
        let words = &self.scene.words.all()[antecedent.word..=antecedent.last];
        let kind = |fold: &str| {
            let known = self.scene.lexicon.descriptions.get(fold);
            fold != noun && known.is_some_and(|kind| *kind == "organization")
        };
        words.len() > 1
            && (words.last().is_some_and(|w| kind(&w.fold))
                || words.first().is_some_and(|w| kind(&w.fold)))
    }

    /// "the embassy": the one named last.
    fn embassy(&self, at: usize) -> Option<(Id, u16)> {
        let back = (at.saturating_sub(400)..at).rev().flat_map(|word| self.finds.begin_at(word));
        let named = |id: &Id| id.prefix() == "body" && id.path().contains("/embassy-");
        back.into_iter().find(|f| named(&f.refers)).map(|f| (f.refers.clone(), 880))
    }

    fn name_holds(&self, antecedent: &Antecedent, noun: &str) -> bool {
        let words = self.scene.words.all();
        let behind = usize::from(antecedent.id.prefix() == "place");
        let end = (antecedent.last + behind).min(words.len() - 1);
        let here = words[antecedent.word..=end].iter().any(|w| w.fold == noun);
        let label = self
            .scene
            .world
            .entry(&antecedent.id)
            .is_some_and(|e| chancery_record::fold(&e.label).split(' ').any(|w| w == noun));
        here || label || antecedent.id.path().rsplit(['/', '-']).next() == Some(noun)
    }

    /// "her visitor": the last person with a post of another state than hers.
    fn guest_of(&self, pronoun: &str, at: usize) -> Option<(Id, u16)> {
        let sex = match *self.scene.lexicon.pronouns.get(pronoun)? {
            "3 s m" => Gender::Male,
            "3 s f" => Gender::Female,
            _ => return None,
        };
        let (host, reading) = self.person_before(at, sex)?;
        let own = self.state_of_person(&host)?;
        let end = self.known.partition_point(|a| a.word < at);
        let persons = self.known[..end].iter().rev().take(60).filter(|a| a.id.prefix() == "person");
        let mut foreign = persons.filter(|a| {
            a.id != host && self.state_of_person(&a.id).is_some_and(|state| state != own)
        });
        foreign.next().map(|a| (a.id.clone(), reading.min(850)))
    }

    /// The visitor: the last person of another state or organization than home, or who was received.
    fn guest(&self, at: usize) -> Option<(Id, u16)> {
        let sentence = self.scene.words.get(at)?.sentence;
        let end = self.known.partition_point(|a| a.word < at);
        let persons =
            || {
                self.known[..end].iter().rev().take(60).filter(|a| {
                    a.id.prefix() == "person" && sentence.saturating_sub(a.sentence) <= 5
                })
            };
        let foreign = |a: &&Antecedent| {
            self.focus.home.is_some()
                && self.people.post(&a.id).is_some()
                && self.state_of_person(&a.id) != self.focus.home
        };
        if let Some(found) = persons().find(foreign) {
            return Some((found.id.clone(), 880));
        }
        persons().find(|a| a.subject && a.sentence < sentence).map(|a| (a.id.clone(), 720))
    }

    fn place(&self, at: usize, last: usize) -> Option<(Id, u16)> {
        let noun = self.scene.fold(last);
        let end = self.known.partition_point(|a| a.word < at);
        let mut places =
            self.known[..end].iter().rev().take(80).filter(|a| a.id.prefix() == "place");
        places.find(|a| self.name_holds(a, noun)).map(|a| (a.id.clone(), 820))
    }

    /// "held the post": the post of the person that the sentence is about.
    fn post(&self, at: usize) -> Option<(Id, u16)> {
        let sentence = self.scene.words.get(at)?.sentence;
        let end = self.known.partition_point(|a| a.word < at);
        let persons =
            || self.known[..end].iter().rev().take(30).filter(|a| a.id.prefix() == "person");
        let gone = persons().find(|a| sentence.saturating_sub(a.sentence) <= 2 && self.leaves(a));
        if let Some(post) = gone.and_then(|a| self.people.post(&a.id)) {
            return Some((post.clone(), 800));
        }
        let person = persons().find(|a| sentence.saturating_sub(a.sentence) <= 1 && a.subject)?;
        Some((self.people.post(&person.id)?.clone(), 760))
    }

    /// The person is said to leave a post.
    fn leaves(&self, antecedent: &Antecedent) -> bool {
        let token = self.scene.head(antecedent.word, antecedent.last);
        token.and_then(|t| Some((t.dep, self.scene.governor(t)?))).is_some_and(|(dep, verb)| {
            let section = match dep {
                Dep::Nsubj => "leaving",
                Dep::Nsubjpass | Dep::Dobj => "dismissing",
                _ => return false,
            };
            self.scene.lexicon.is(section, &verb.lemma)
        })
    }

    fn group(&self, at: usize) -> Option<(Id, u16)> {
        let end = self.known.partition_point(|a| a.word < at);
        self.known[..end]
            .iter()
            .rev()
            .take(80)
            .find(|a| a.id.prefix() == "armed-group")
            .map(|a| (a.id.clone(), 800))
    }
}

fn rank_of(id: &Id) -> u8 {
    match id.prefix() {
        "body" => 0,
        "org" => 1,
        "outlet" | "armed-group" | "force" => 2,
        _ => 3,
    }
}
