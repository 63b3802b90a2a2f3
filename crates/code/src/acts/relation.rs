//! Which of the proposals of a sentence holds between two given stretches: what relation benches ask.

use super::proposals::{Proposal, proposals_between};
use chancery_knowledge::Rules;
use chancery_record::matter::Root;
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
    best.map(|(_, proposal)| proposal)
}

/// How well the sides of a proposal fit: the right stretch in the right slot counts most.
fn fit(proposal: &Proposal, source: Span, target: Span) -> i32 {
    let touches = |side: &[Span], span: Span| side.iter().any(|s| s.touches(span));
    let (actors, recipients) = (&proposal.actors, &proposal.recipients);
    let mut score = 0;
    score += if touches(actors, source) { 40 } else { 0 };
    score += if touches(recipients, target) { 40 } else { 0 };
    score += if touches(actors, target) && !touches(actors, source) { -25 } else { 0 };
    score += if touches(recipients, source) && !touches(recipients, target) { -15 } else { 0 };
    score += if proposal.nominal { -12 } else { 0 };
    score += match proposal.base {
        Root::Assault | Root::Protest | Root::Sanction | Root::Coerce => 3,
        Root::Consult => -4,
        _ => 0,
    };
    score
}
