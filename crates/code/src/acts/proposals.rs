//! What the rules propose for a text and why, before anything is claimed: the seam for an arbiter, for inspection, for benches.

use super::arbiter::{Arbiter, Weighed};
use super::claims::{is_told_as_fact, stands_alone};
use super::coded::{Coded, coded_sides};
use super::contexts::contexts;
use super::features::{Seen, features};
use super::parties::Cast;
use super::relation::Fit;
use super::slots::{IsParty, antecedent};
use super::telling::{Telling, tellings};
use super::trigger::trigger;
use crate::scene::{At, Scene};
use chancery_knowledge::Rules;
use chancery_knowledge::rules::acts::{ActRules, Operator};
use chancery_record::matter::{Root, State};
use chancery_record::{Analysis, Document, Pos, Resolution, Span, Tag};

/// An act that the rules see in a sentence, with what made them see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Index of the sentence.
    pub sentence: usize,
    /// Root as told.
    pub root: Root,
    /// Root of the deed itself, before its telling changed it.
    pub base: Root,
    /// Modes.
    pub mode: Vec<String>,
    /// CAMEO code of the entry.
    pub cameo: Option<String>,
    /// How it is told.
    pub state: State,
    /// The entry of the lexicon.
    pub rule: String,
    /// File and line of the entry.
    pub entry: String,
    /// The words that tell it.
    pub trigger: Vec<Span>,
    /// The word of the deed itself.
    pub deed: Span,
    /// Operators from the deed outwards with their words.
    pub operators: Vec<(Operator, Span)>,
    /// Phrases of the actors.
    pub actors: Vec<Span>,
    /// Phrases of the recipients.
    pub recipients: Vec<Span>,
    /// The actors with their codes, as far as the resolution knows them.
    pub coded_actors: Vec<Coded>,
    /// The recipients with their codes; where none is said, whom the rest of the clause names.
    pub coded_recipients: Vec<Coded>,
    /// Told by a noun with no verb of its own.
    pub nominal: bool,
    /// Who is said to have said it.
    pub reporter: Option<Span>,
    /// The whole clause.
    pub clause: Span,
    /// Told as done: not denied, possible, only asked of somebody or meant, nor a noun in passing.
    pub fact: bool,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// What the arbiter says of its first actor and recipient, where it has both and an arbiter is asked.
    pub weighed: Option<Weighed>,
}

/// Everything the rules propose for a document, sentence by sentence; a party is any name, pronoun or noun of people.
pub fn proposals(
    rules: &Rules,
    document: &Document,
    analysis: &Analysis,
    resolution: &Resolution,
) -> Vec<Proposal> {
    let scene = Scene::new(document, analysis, resolution);
    let acts = rules.acts();
    let is_party = |at: At| looks_like_party(acts, &scene, at);
    let arbiter = (!rules.are_alone()).then(Arbiter::embedded);
    told(acts, &scene, &is_party, arbiter)
}

/// Proposals with these words as parties, not weighed.
pub(super) fn proposed(acts: &ActRules, scene: &Scene, is_party: IsParty) -> Vec<Proposal> {
    told(acts, scene, is_party, None)
}

fn told(
    acts: &ActRules,
    scene: &Scene,
    is_party: IsParty,
    arbiter: Option<&Arbiter>,
) -> Vec<Proposal> {
    let cast = Cast::new(acts, scene);
    let mut all = Vec::new();
    for (number, sentence) in scene.analysis.sentences.iter().enumerate() {
        let words = scene.words_of(sentence);
        for told in tellings(acts, scene, words, is_party) {
            let weighed = arbiter.and_then(|a| weigh(a, acts, scene, &told));
            all.push(Proposal { weighed, ..proposal(&cast, number, &told) });
        }
    }
    all
}

fn proposal(cast: &Cast, sentence: usize, told: &Telling) -> Proposal {
    let scene = cast.scene;
    let (coded_actors, coded_recipients) = coded_sides(cast, told);
    let span = |at: At| scene.token(at).span;
    Proposal {
        sentence,
        root: told.root,
        base: told.base,
        mode: told.frame.modes.clone(),
        cameo: told.frame.cameo.clone(),
        state: told.state,
        rule: told.frame.name(),
        entry: told.frame.at.clone(),
        trigger: trigger(cast.rules, scene, told),
        deed: span(told.deed),
        operators: told.operators.iter().map(|&(o, t)| (o, span(t))).collect(),
        actors: told.actors.iter().map(|&t| scene.phrase(antecedent(scene, t))).collect(),
        recipients: told.recipients.iter().map(|&t| scene.phrase(antecedent(scene, t))).collect(),
        coded_actors,
        coded_recipients,
        nominal: told.nominal,
        reporter: told.reporter.map(|(speaker, _)| scene.phrase(speaker)),
        clause: scene.phrase(told.at),
        fact: is_told_as_fact(told) && (!told.nominal || stands_alone(scene, told)),
        contexts: contexts(cast.rules, scene, told),
        weighed: None,
    }
}

/// How likely the roots are between the first of those who act and the first of those acted on.
pub(super) fn weigh(
    arbiter: &Arbiter,
    acts: &ActRules,
    scene: &Scene,
    told: &Telling,
) -> Option<Weighed> {
    let (source, target, fit) = match (told.actors.as_slice(), told.recipients.as_slice()) {
        ([source, ..], [target, ..]) => (*source, *target, Fit::Both),
        ([source, target, ..], []) => (*source, *target, Fit::Together),
        _ => return None,
    };
    let seen = Seen {
        root: told.root,
        base: told.base,
        state: told.state,
        operators: told.operators.iter().map(|(o, _)| *o).collect(),
        nominal: told.nominal,
        rule: &told.frame.name(),
        fit,
    };
    Some(arbiter.weigh(&features(acts, scene, source, target, &[seen]), Some(told.root)))
}

/// True of names, personal pronouns, and nouns of people, forces and offices.
fn looks_like_party(rules: &ActRules, scene: &Scene, at: At) -> bool {
    let is_name = |t: At| scene.pos(t) == Pos::Propn;
    let span = scene.token(at).span;
    let named = scene.analysis.names.iter().any(|n| n.span.touches(span));
    let members = matches!(
        scene.lemma(at),
        "member"
            | "party"
            | "side"
            | "state"
            | "country"
            | "nation"
            | "neighbour"
            | "council"
            | "organization"
            | "ally"
            | "partner"
            | "agency"
            | "union"
            | "counterpart"
            | "director"
            | "thousand"
            | "hundred"
            | "dozen"
            | "ten"
            | "head"
            | "secretary"
    );
    is_name(at)
        || members
        || scene.after(at, &["of"]).is_some_and(|of| of != at && looks_like_party(rules, scene, of))
        || named && scene.pos(at) == Pos::Adj
        || matches!(scene.tag(at), Tag::Prp | Tag::PrpPossessive)
        || rules.sector(&scene.lemma(at).to_lowercase()).is_some()
        || scene.pos(at) == Pos::Noun && scene.subtree(at).into_iter().any(is_name)
}
