//! Parties of acts: from the words of a slot to entities with their event-data codes.

use super::focus::{armed, carried_on, is_armed_word, pair};
use crate::scene::{At, Scene};
use chancery_knowledge::rules::acts::ActRules;
use chancery_record::matter::{Party, Root};
use chancery_record::{Dep, EntityKind, Id, Mention, MentionForm, Referent, Span, Tag};
use std::collections::BTreeMap;

/// A party and the words it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) party: Party,
    pub(super) span: Span,
    /// A bare state or place: whether it acts decides about its sector.
    bare: bool,
    /// A place that is no state.
    pub(super) place: bool,
}

impl Found {
    /// The party as one that acts, or is dealt with as a government.
    pub(super) fn acting(mut self) -> Party {
        if self.bare && !self.party.code.contains(' ') && is_state_code(&self.party.code) {
            self.party.code.push_str(" GOV");
        }
        self.party
    }

    /// A place as the state that receives there: who "arrived in Lund" visits Lund's state.
    pub(super) fn hosting(self, cast: &Cast) -> Self {
        let country = cast.scene.referent(&self.party.entity).and_then(|r| r.country.clone());
        let state = country.filter(|_| self.place).and_then(|id| {
            let code = cast.scene.referent(&id)?.code.clone()?;
            Some(Party { entity: id, code, capacity: None })
        });
        match state {
            Some(party) => Self { party, place: false, ..self },
            None => self,
        }
    }

    /// Code of the state it belongs to, or of what else it is.
    pub(super) fn country(&self) -> String {
        self.party.code.split(' ').next().unwrap_or_default().to_owned()
    }

    /// The state that the party belongs to, with the sector of the word that means it.
    pub(super) fn into_state(self, cast: &Cast, sector: Option<&str>) -> Self {
        let country = self.country();
        let own = cast.scene.referent(&self.party.entity).and_then(|r| r.country.clone());
        let entity = own.unwrap_or_else(|| Id::new(&format!("state/{}", country.to_lowercase())));
        let known = cast.first.contains_key(&entity);
        let entity = if known { entity } else { self.party.entity.clone() };
        let code = sector.map_or(country.clone(), |s| format!("{country} {s}"));
        let bare = sector.is_none();
        Self { party: Party { entity, code, capacity: None }, bare, place: false, ..self }
    }

    /// The party as one that something happened to.
    pub(super) fn affected(self) -> Party {
        self.party
    }
}

/// Who is known to the coder of acts: the rules, the scene, and where everybody is first mentioned.
pub(super) struct Cast<'a> {
    pub(super) rules: &'a ActRules,
    pub(super) scene: &'a Scene<'a>,
    first: BTreeMap<&'a Id, &'a Mention>,
    /// Mentions in order of the text.
    mentions: Vec<&'a Mention>,
    /// Codes of states with how often the text speaks of them and theirs, the most spoken of first.
    focus: Vec<(String, usize)>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(rules: &'a ActRules, scene: &'a Scene<'a>) -> Self {
        let mut first = BTreeMap::new();
        for mention in &scene.resolution.mentions {
            first.entry(&mention.refers).or_insert(mention);
        }
        let mut mentions: Vec<&Mention> = scene.resolution.mentions.iter().collect();
        mentions.sort_by_key(|m| (m.span.start(), m.span.end()));
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for mention in mentions.iter().filter(|m| m.refers.prefix() != "post") {
            let country = known(scene, &mention.refers, mention.span).map(|f| f.country());
            if let Some(country) = country.filter(|c| is_state_code(c)) {
                *counts.entry(country).or_default() += 1;
            }
        }
        let mut focus: Vec<(String, usize)> = counts.into_iter().collect();
        focus.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Self { rules, scene, first, mentions, focus }
    }

    /// Codes of states and how often the text speaks of them, the most spoken of first.
    pub(super) fn focus(&self) -> impl Iterator<Item = (&str, usize)> {
        self.focus.iter().map(|(code, count)| (code.as_str(), *count))
    }

    /// Mentions that begin before a place of the text, in order.
    pub(super) fn before(&self, end: usize) -> impl DoubleEndedIterator<Item = &'a Mention> + '_ {
        let count = self.mentions.partition_point(|m| m.span.start() < end);
        self.mentions[..count].iter().copied()
    }

    /// A known entity as a party, with the words that first mention it.
    pub(super) fn of_entity(&self, id: &Id) -> Option<Found> {
        let span = self.first.get(id)?.span;
        known(self.scene, id, span)
    }
}

/// True of roots that deal with a government; the others do something to a country.
pub(super) fn deals_with_government(root: Root) -> bool {
    !matches!(root, Root::Assault | Root::Aid | Root::Coerce | Root::Mobilize | Root::Protest)
}

/// Who is meant by the head of a noun phrase.
pub(super) fn party(cast: &Cast, at: At) -> Vec<Found> {
    let each = of_each(cast, at);
    if each.len() > 1 {
        return each;
    }
    let own = one(cast, at);
    if !own.is_empty() && own.iter().all(|f| f.party.code != "CVL") {
        return own;
    }
    if let Some(found) = part(cast, at) {
        return vec![found];
    }
    let two = pair(cast, at);
    if !two.is_empty() {
        return two;
    }
    if let Some(found) = armed(cast, at) {
        return vec![found];
    }
    if !own.is_empty() {
        return own;
    }
    let mut found: Vec<Found> = nameless(cast, at).into_iter().collect();
    if found.is_empty() {
        found.extend(carried_on(cast, at));
    }
    found
}

/// One party for every state or body that owns those a plural names: "the presidents of A and B", "A and B soldiers".
fn of_each(cast: &Cast, at: At) -> Vec<Found> {
    let (rules, scene) = (cast.rules, cast.scene);
    let sector = rules.sector(&scene.lemma(at).to_lowercase());
    if sector.is_none() || !matches!(scene.tag(at), Tag::Nns | Tag::Nnps) {
        return Vec::new();
    }
    let stands_before =
        |c: &At| matches!(scene.dep(*c), Dep::Poss | Dep::Amod | Dep::Compound | Dep::Nmod);
    let mut owners: Vec<At> = scene.children(at).filter(stands_before).collect();
    owners.extend(scene.after(at, &["of", "from", "for"]));
    let mut all: Vec<Found> = Vec::new();
    for owner in owners.into_iter().flat_map(|o| scene.conjuncts(o)) {
        let mut own = one(cast, owner);
        if own.is_empty() {
            own.extend(part(cast, owner));
        }
        for found in own.into_iter().filter(|f| !f.place) {
            let state = is_state_code(&found.party.code);
            let found = if state { found.into_state(cast, sector) } else { found };
            if all.iter().all(|f| f.country() != found.country()) {
                all.push(found);
            }
        }
    }
    all
}

/// The party the phrase itself means; of collectives the state or organization in their words.
fn one(cast: &Cast, at: At) -> Vec<Found> {
    let mut own = whole(cast.scene, at);
    if own.iter().any(|f| f.party.entity.prefix() == "collective")
        && let Some(found) = nameless(cast, at)
    {
        return vec![found];
    }
    own.retain(|f| !is_nameless(&f.party.code));
    own
}

/// True of a phrase that names a party.
pub(super) fn is_party(cast: &Cast, at: At) -> bool {
    !party(cast, at).is_empty()
}

/// The word itself; for "its" that nothing resolved, the subject of the clause that reports or governs it.
fn stands_for(scene: &Scene, at: At) -> At {
    if scene.mentions_at(at).next().is_some() {
        return at;
    }
    super::slots::antecedent(scene, at)
}

/// The entity the phrase itself means; of posts and "X, the minister" the person.
pub(super) fn whole(scene: &Scene, at: At) -> Vec<Found> {
    let at = stands_for(scene, at);
    let mut mention = scene.entity(at);
    if mention.is_none_or(|m| m.refers.prefix() != "person") {
        let person = scene
            .children(at)
            .filter(|&c| scene.dep(c) == Dep::Appos)
            .filter_map(|c| scene.entity(c))
            .find(|m| m.refers.prefix() == "person");
        mention = person.or(mention);
    }
    if let Some(found) = mention.and_then(|m| known(scene, &m.refers, m.span)) {
        return vec![found];
    }
    let word = scene.token(at).span;
    let post = scene
        .mentions_at(at)
        .find(|m| m.refers.prefix() == "post" && m.head.is_none_or(|h| h as usize == at));
    let Some(post) = post else { return Vec::new() };
    let holders =
        scene.resolution.holdings.iter().filter(|h| h.post == post.refers && h.span.covers(word));
    let mut found: Vec<Found> = Vec::new();
    for holding in holders {
        if let Some(one) = known(scene, &holding.holder, holding.span)
            && found.iter().all(|f| f.party.entity != one.party.entity)
        {
            found.push(one);
        }
    }
    if found.is_empty() {
        found.extend(known(scene, &post.refers, post.span).map(|mut f| {
            if let Some(owner) = scene.referent(&post.refers).and_then(|r| r.parent.clone()) {
                f.party.capacity = Some(post.refers.clone());
                f.party.entity = owner;
            }
            f
        }));
    }
    found
}

/// A nameless party by the state or organization that stands beside it: "two Norlandic marines", "warships of the Compact".
fn part(cast: &Cast, at: At) -> Option<Found> {
    let (rules, scene) = (cast.rules, cast.scene);
    let sector = rules.sector(&scene.lemma(at).to_lowercase());
    let beside = scene
        .children(at)
        .filter(|&c| matches!(scene.dep(c), Dep::Poss | Dep::Amod | Dep::Compound | Dep::Nmod))
        .chain(scene.after(at, &["of"]))
        .chain(scene.after(at, &["from"]))
        .chain(sector.and_then(|_| scene.after(at, &["in"])));
    let owner = beside.flat_map(|c| {
        let own = one(cast, c);
        if own.is_empty() { part(cast, c).into_iter().collect() } else { own }
    });
    let stretch = is_stretch_of_land(scene.lemma(at));
    let mut found = owner
        .into_iter()
        .next()
        .filter(|f| stretch || sector.is_some() || f.party.code.contains(' '))?;
    let country = found.party.code.split(' ').next().unwrap_or_default().to_owned();
    if let Some(sector) = sector.filter(|_| is_state_code(&country)) {
        found.party.code = format!("{country} {sector}");
        found.party.capacity = None;
        found.bare = false;
    }
    found.span = scene.phrase(at);
    Some(found)
}

/// Parts of a country that stand for it when they are helped or harmed.
fn is_stretch_of_land(lemma: &str) -> bool {
    matches!(
        lemma,
        "region"
            | "district"
            | "province"
            | "coast"
            | "north"
            | "south"
            | "east"
            | "west"
            | "area"
            | "island"
            | "economy"
            | "territory"
            | "countryside"
            | "village"
            | "town"
            | "city"
            | "county"
    )
}

/// The entity as a party, if it has a code.
pub(super) fn known(scene: &Scene, id: &Id, span: Span) -> Option<Found> {
    let referent = scene.referent(id)?;
    let of = |id: &Id| scene.referent(id).and_then(|r| r.code.clone());
    let bare = matches!(referent.kind, Some(EntityKind::State | EntityKind::Place));
    let code = referent.code.clone().or_else(|| referent.country.as_ref().and_then(of));
    let mut code = code.filter(|c| c != "---")?;
    if bears_arms(referent, &code) {
        code = code.strip_suffix("CVL").map_or("REB".to_owned(), |state| format!("{state}REB"));
    }
    let place = referent.kind == Some(EntityKind::Place);
    let capacity = referent.capacity.clone();
    Some(Found { party: Party { entity: id.clone(), code, capacity }, span, bare, place })
}

/// True of organizations and groups of people whose own words call them rebels.
fn bears_arms(referent: &Referent, code: &str) -> bool {
    let words = match referent.id.prefix() {
        "org" if code.starts_with("NGO") => referent.label.to_lowercase(),
        "collective" if code.ends_with("CVL") => referent.id.path().replace('-', " "),
        _ => return false,
    };
    words.split(' ').any(is_armed_word)
}

/// True of codes that name a sector and nobody in it.
pub(super) fn is_nameless(code: &str) -> bool {
    matches!(code, "GOV" | "MIL" | "LEG" | "COP" | "JUD" | "PTY" | "CVL")
}

/// A collective by the state or organization that its words name, here or where it was first spoken of: "the heads of state
/// of the Compact", later "the leaders". Civilians may stay of no state.
fn nameless(cast: &Cast, at: At) -> Option<Found> {
    let (rules, scene) = (cast.rules, cast.scene);
    let mention = scene.entity(at)?;
    let code = known(scene, &mention.refers, mention.span).map(|f| f.party.code);
    let first = cast.first.get(&mention.refers).copied();
    for other in [Some(mention), first].into_iter().flatten() {
        let Some(head) = other.head.map(|h| h as At) else { continue };
        let inside = scene.subtree(head).into_iter().filter(|&t| t != head);
        let near = inside.filter(|&t| scene.clause(t) == scene.clause(head));
        let named = near.flat_map(|t| whole(scene, t)).filter(|f| {
            !f.place && f.party.entity != mention.refers && !is_nameless(&f.party.code)
        });
        // "members of the Iranian embassy": the embassy says more than the state.
        let Some(mut found) = named.max_by_key(|f| f.party.code.contains(' ')) else { continue };
        if found.party.code.contains(' ') {
            found.span = mention.span;
            return Some(found);
        }
        let country = found.party.code.split(' ').next().unwrap_or_default().to_owned();
        let told = code.as_deref().and_then(|c| c.split(' ').next_back());
        let by_word = rules.sector(&scene.lemma(head).to_lowercase());
        let sector = told.filter(|c| *c != "CVL" || by_word.is_none()).or(by_word);
        if let Some(sector) = sector.filter(|s| is_state_code(&country) && *s != country) {
            found.party.code = format!("{country} {sector}");
            found.bare = false;
        }
        found.party.entity = mention.refers.clone();
        found.party.capacity = None;
        found.span = mention.span;
        return Some(found);
    }
    let code = code.filter(|c| matches!(c.as_str(), "CVL" | "REB"))?;
    let party = Party { entity: mention.refers.clone(), code, capacity: None };
    Some(Found { party, span: mention.span, bare: false, place: false })
}

/// True of codes of states: three capitals that are none of the collective codes.
pub(super) fn is_state_code(code: &str) -> bool {
    let collective = matches!(
        code,
        "UNO" | "EUR" | "IGO" | "NGO" | "IMG" | "MNC" | "UAF" | "JRN" | "REB" | "CVL"
    );
    code.len() == 3 && !collective
}

/// True when a mention speaks of the speaker's own side: "we", "our country".
pub(super) fn is_own_side(mention: &Mention, words: &str) -> bool {
    let first = matches!(
        words.to_lowercase().as_str(),
        "we" | "us" | "i" | "our" | "my" | "our country" | "our government" | "our side"
    );
    first && matches!(mention.form, MentionForm::Pronoun | MentionForm::Deictic)
}
