//! Which of the proposals of a sentence holds between two given stretches: what relation benches ask.

use super::proposals::{Proposal, proposals_between};
use chancery_knowledge::Rules;
use chancery_knowledge::rules::acts::Operator;
use chancery_record::matter::{Root, State};
use chancery_record::{Analysis, Document, Span};

/// The act that the text tells of `source` towards `target`, best first guess.
pub fn code_relation(
    rules: &Rules,
    document: &Document,
    analysis: &Analysis,
    source: Span,
    target: Span,
) -> Option<Proposal> {
    let all = proposals_between(rules, document, analysis, &[source, target]);
    let mut best: Option<(i32, Proposal)> = None;
    for proposal in all {
        let score = fit(&proposal, source, target);
        if best.as_ref().is_none_or(|(s, _)| score > *s) {
            best = Some((score, proposal));
        }
    }
    let (_, mut proposal) = best?;
    proposal.root = habit(&proposal, source, target);
    Some(proposal)
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
    score += if proposal.nominal { -12 } else { 0 };
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
fn habit(proposal: &Proposal, source: Span, target: Span) -> Root {
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
    );
    match proposal.root {
        _ if charged && hostile => Root::Accuse,
        Root::Sanction if mode("convict") => Root::Accuse,
        Root::Threaten if mode("arrest") => Root::Coerce,
        Root::Request if asked && proposal.base == Root::Coerce => Root::Threaten,
        Root::Coerce if proposal.rule.contains("blockade") => Root::Assault,
        Root::Agree if proposal.base == Root::Agree && proposal.cameo.as_deref() == Some("057") => {
            Root::Support
        }
        Root::Agree if is_affirmed(&proposal.rule) => Root::Support,
        root => root,
    }
}

/// What is promised already and said again.
fn is_affirmed(rule: &str) -> bool {
    let verb = rule.rsplit('/').next().unwrap_or_default();
    ["reaffirm+", "reiterate+", "renew+", "confirm+"].iter().any(|v| verb.starts_with(v))
}
