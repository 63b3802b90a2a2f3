//! Which of the proposals of a sentence holds between two given stretches: what relation benches ask.
//!
//! The rules propose, the arbiter weighs; where the rules are silent it decides by the words between the two alone.

use super::arbiter::{Arbiter, Weighed};
use super::features::{Seen, features, head_of};
use super::proposals::{Proposal, proposed};
use super::slots::antecedent;
use crate::scene::{At, Scene};
use chancery_knowledge::Rules;
use chancery_knowledge::rules::acts::Operator;
use chancery_record::matter::{Root, State};
use chancery_record::{Analysis, Document, Resolution, Span};

/// The act between two given parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Root as the relation sets label it.
    pub root: Root,
    /// What the rules propose, if they propose anything.
    pub proposal: Option<Proposal>,
    /// What the arbiter says, unless the rules are alone.
    pub weighed: Option<Weighed>,
    /// How sure it is of the root, in thousandths.
    pub confidence: Option<u16>,
}

/// The act that the text tells of `source` towards `target`, best guess; nothing when no rule holds and no arbiter is asked.
pub fn code_relation(
    rules: &Rules,
    document: &Document,
    analysis: &Analysis,
    source: Span,
    target: Span,
) -> Option<Relation> {
    let arbiter = (!rules.are_alone()).then(Arbiter::embedded);
    code_relation_by(arbiter, rules, document, analysis, source, target)
}

/// As `code_relation`, by an arbiter of one's own.
pub fn code_relation_by(
    arbiter: Option<&Arbiter>,
    rules: &Rules,
    document: &Document,
    analysis: &Analysis,
    source: Span,
    target: Span,
) -> Option<Relation> {
    let resolution = Resolution::default();
    let scene = Scene::new(document, analysis, &resolution);
    let ranked = ranked(rules, &scene, source, target);
    let first = ranked.first().map(|p| p.root);
    let asked = arbiter.and_then(|arbiter| {
        let features = between(rules, &scene, source, target, &ranked)?;
        Some((arbiter, arbiter.weigh(&features, first)))
    });
    let proposal = ranked.into_iter().next();
    let best = asked.as_ref().map(|(_, w)| w.best()).or(first)?;
    let confidence = asked.as_ref().map(|(arbiter, w)| arbiter.confidence(w, best));
    let weighed = asked.map(|(_, w)| w);
    let own = proposal.as_ref().filter(|p| p.root == best);
    let root = own.map_or(best, |p| habit(&scene, p, source, target));
    Some(Relation { root, proposal, weighed, confidence })
}

/// Features of a pair of stretches and the root that the rules propose: what training learns from.
pub fn relation_features(
    rules: &Rules,
    document: &Document,
    analysis: &Analysis,
    source: Span,
    target: Span,
) -> Option<(Vec<u32>, Option<Root>)> {
    let resolution = Resolution::default();
    let scene = Scene::new(document, analysis, &resolution);
    let ranked = ranked(rules, &scene, source, target);
    let first = ranked.first().map(|p| p.root);
    Some((between(rules, &scene, source, target, &ranked)?, first))
}

fn between(
    rules: &Rules,
    scene: &Scene,
    source: Span,
    target: Span,
    ranked: &[Proposal],
) -> Option<Vec<u32>> {
    let (s, t) = (head_of(scene, source)?, head_of(scene, target)?);
    let seen: Vec<Seen> = ranked.iter().map(|p| seen(p, source, target)).collect();
    Some(features(rules.acts(), scene, s, t, &seen))
}

fn seen(proposal: &Proposal, source: Span, target: Span) -> Seen<'_> {
    Seen {
        root: proposal.root,
        base: proposal.base,
        state: proposal.state,
        operators: proposal.operators.iter().map(|(o, _)| *o).collect(),
        nominal: proposal.nominal,
        rule: &proposal.rule,
        fit: Fit::of(proposal, source, target),
    }
}

/// Proposals with these stretches as the only parties, best first; of equals the first told.
fn ranked(rules: &Rules, scene: &Scene, source: Span, target: Span) -> Vec<Proposal> {
    let touches = |at: At, p: Span| scene.phrase(antecedent(scene, at)).touches(p);
    let is_party = |at: At| touches(at, source) || touches(at, target);
    let mut all = proposed(rules.acts(), scene, &is_party);
    all.sort_by_key(|p| std::cmp::Reverse(fit(p, source, target)));
    all
}

/// Which of two stretches stand in which slot of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// The source acts, the target receives.
    Both,
    /// Both act together.
    Together,
    /// The source acts, the target is elsewhere.
    Acts,
    /// The target receives, the source is elsewhere.
    Receives,
    /// The target acts or the source receives.
    Swapped,
    /// Neither has a slot.
    Neither,
}

impl Fit {
    fn of(proposal: &Proposal, source: Span, target: Span) -> Self {
        let touches = |side: &[Span], span: Span| side.iter().any(|s| s.touches(span));
        let (actors, recipients) = (&proposal.actors, &proposal.recipients);
        let by_source =
            touches(actors, source) || proposal.reporter.is_some_and(|r| r.touches(source));
        match (by_source, touches(recipients, target)) {
            (true, true) => Self::Both,
            (true, false) if touches(actors, target) => Self::Together,
            _ if touches(actors, target) || touches(recipients, source) => Self::Swapped,
            (true, false) => Self::Acts,
            (false, true) => Self::Receives,
            (false, false) => Self::Neither,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Together => "together",
            Self::Acts => "acts",
            Self::Receives => "receives",
            Self::Swapped => "swapped",
            Self::Neither => "neither",
        }
    }
}

/// How well the sides of a proposal fit: the right stretch in the right slot counts most.
fn fit(proposal: &Proposal, source: Span, target: Span) -> i32 {
    let touches = |side: &[Span], span: Span| side.iter().any(|s| s.touches(span));
    let (actors, recipients) = (&proposal.actors, &proposal.recipients);
    let by_source = touches(actors, source) || proposal.reporter.is_some_and(|r| r.touches(source));
    let both = touches(actors, source) && touches(actors, target) && recipients.is_empty();
    let mut score = 0;
    score += if by_source { 40 } else { 0 };
    score += if touches(recipients, target) { 40 } else { 0 };
    score += if both { 30 } else { 0 };
    score +=
        if touches(actors, target) && !touches(actors, source) && !by_source { -25 } else { 0 };
    score += if touches(recipients, source) && !touches(recipients, target) { -15 } else { 0 };
    // Guest and host: either may be the source.
    let hosted =
        proposal.base == Root::Consult && touches(actors, target) && touches(recipients, source);
    score += if hosted { 75 } else { 0 };
    // What a protest in the street asks for is no second act.
    let protests = proposal.root == Root::Protest && touches(actors, source);
    score += if protests && proposal.clause.touches(target) { 45 } else { 0 };
    score += if proposal.nominal { -12 } else { 0 };
    // "The coalition fighting the rebels has declared a truce": what describes a party is not what it does.
    let within = |p: Span| proposal.deed.touches(p);
    score += if within(source) || within(target) { -30 } else { 0 };
    score += if proposal.clause.touches(target) { 4 } else { 0 };
    score += if proposal.clause.touches(source) { 4 } else { 0 };
    score += if proposal.state == State::Hypothetical { -10 } else { 0 };
    score += match proposal.base {
        Root::Assault | Root::Protest | Root::Sanction | Root::Coerce => 3,
        Root::Consult => -4,
        _ => 0,
    };
    score
}

/// Where the labels of the relation set differ from the code book (`plover.md`, "Rules that decide", PLV).
fn habit(scene: &Scene, proposal: &Proposal, source: Span, target: Span) -> Root {
    let touches = |side: &[Span], span: Span| side.iter().any(|s| s.touches(span));
    let mode = |m: &str| proposal.mode.iter().any(|x| x == m);
    let asked = proposal.operators.last().is_some_and(|(o, _)| *o == Operator::Ask);
    let charged = proposal.reporter.is_some_and(|r| r.touches(source))
        && touches(&proposal.actors, target)
        && !touches(&proposal.actors, source);
    let hostile = matches!(
        proposal.root,
        Root::Assault
            | Root::Coerce
            | Root::Sanction
            | Root::Mobilize
            | Root::Threaten
            | Root::Reject
            | Root::Protest
    );
    match proposal.root {
        _ if charged && hostile => Root::Accuse,
        Root::Aid | Root::Support | Root::Cooperate if charged && names_rebels(scene, proposal) => {
            Root::Accuse
        }
        Root::Sanction if mode("convict") => Root::Accuse,
        Root::Threaten if mode("arrest") => Root::Coerce,
        Root::Request if asked && proposal.base == Root::Coerce => Root::Threaten,
        Root::Coerce if proposal.rule.contains("blockade") => Root::Assault,
        Root::Coerce if mode("cyber") && proposal.rule.contains("attack") => Root::Assault,
        Root::Agree if proposal.base == Root::Agree && proposal.cameo.as_deref() == Some("057") => {
            Root::Support
        }
        Root::Agree if is_affirmed(&proposal.rule) => Root::Support,
        root => root,
    }
}

/// "said that X had armed the rebels": help that is a charge.
fn names_rebels(scene: &Scene, proposal: &Proposal) -> bool {
    let words = scene.text(proposal.clause).to_lowercase();
    ["rebel", "terroris", "militant", "insurgent", "separatist", "extremis", "guerrilla"]
        .iter()
        .any(|word| words.contains(word))
}

/// What is promised already and said again.
fn is_affirmed(rule: &str) -> bool {
    let verb = rule.rsplit('/').next().unwrap_or_default();
    ["reaffirm+", "reiterate+", "renew+", "confirm+"].iter().any(|v| verb.starts_with(v))
}
