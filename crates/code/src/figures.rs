//! Figures: what is counted or measured, who says so.
//!
//! Small counts that carry nothing ("the two leaders", "both sides") are left out.

use crate::draft::Draft;
use crate::quantities::{CASUALTY, Quantity, quantities};
use crate::scene::{At, Scene};
use chancery_record::matter::{Figure, StatementAct};
use chancery_record::{Dep, Id, Matter, Pos, Span};

/// Claims the figures of the running text.
pub(crate) fn figures(scene: &Scene, draft: &mut Draft) {
    for sentence in scene.body() {
        for quantity in quantities(scene, sentence) {
            if carries(scene, &quantity) {
                claim(scene, draft, &quantity);
            }
        }
    }
}

fn claim(scene: &Scene, draft: &mut Draft, quantity: &Quantity) {
    let figure = Figure {
        measure: measure(scene, quantity),
        value: Some(quantity.value),
        unit: quantity.unit.clone(),
        qualifier: quantity.qualifier,
        scope: None,
        period: None,
        change: None,
        extreme: None,
        of: None,
        given_by: given_by(scene, draft, quantity),
    };
    let grounds = vec![scene.ground(evidence(scene, quantity), 930)];
    draft.claim(Matter::Figure(figure), grounds, "figure.quantity");
}

/// A number worth keeping: money, shares, casualties, anything definite in size. "The two presidents" and "one" are not.
fn carries(scene: &Scene, quantity: &Quantity) -> bool {
    if names_a_paper(scene, quantity)
        || is_set_phrase(scene, quantity)
        || is_offered(scene, quantity)
    {
        return false;
    }
    if quantity.is_money() || quantity.unit == "percent" {
        return true;
    }
    let Some(noun) = quantity.noun else { return true };
    let lemma = scene.lemma(noun).to_lowercase();
    let definite =
        scene.children(noun).any(|c| matches!(scene.dep(c), Dep::Det | Dep::Poss) && c < noun)
            && befell(scene, quantity).is_none();
    let partitive = scene.dep(quantity.first) != Dep::Nummod
        && quantity.noun.is_some_and(|n| n > quantity.first);
    if quantity.value < 2.0 {
        return befell(scene, quantity).is_some() && !definite;
    }
    !(EMPTY.contains(&lemma.as_str()) || definite && !partitive && quantity.value < 20.0)
}

/// "Subscribe from 9 euros a month": the page speaks to its reader.
fn is_offered(scene: &Scene, quantity: &Quantity) -> bool {
    let first = scene.words_of(scene.sentence(quantity.first)).start;
    matches!(
        scene.lower(first).as_str(),
        "subscribe" | "donate" | "buy" | "order" | "click" | "register"
    ) && scene.child(scene.clause(first), &[Dep::Nsubj]).is_none()
}

/// "2010 Joint Declaration": the year of a title.
fn names_a_paper(scene: &Scene, quantity: &Quantity) -> bool {
    let year = (1900.0..2100.0).contains(&quantity.value) && quantity.value.fract() == 0.0;
    let capital = |t: At| scene.word(t).starts_with(char::is_uppercase);
    year && quantity.noun.is_some_and(capital)
}

/// "three evils" between marks, "two peoples": words of a creed, no count.
fn is_set_phrase(scene: &Scene, quantity: &Quantity) -> bool {
    let words = scene.text(quantity.span).to_lowercase();
    let upto =
        scene.analysis.quotations.partition_point(|q| q.span.start() <= quantity.span.start());
    let quoted = scene.analysis.quotations[..upto]
        .iter()
        .rev()
        .take(4)
        .any(|q| q.inner.covers(quantity.span) && q.inner.len() <= quantity.span.len() + 4);
    quoted || words.ends_with("peoples") || words.ends_with(" evils")
}

/// Nouns whose count says nothing of the world.
const EMPTY: &[&str] = &[
    "day",
    "week",
    "month",
    "year",
    "hour",
    "minute",
    "decade",
    "century",
    "time",
    "side",
    "leader",
    "country",
    "state",
    "president",
    "minister",
    "party",
    "government",
    "nation",
    "neighbour",
    "neighbor",
    "capital",
    "point",
    "part",
    "step",
    "way",
    "thing",
    "occasion",
    "term",
    "question",
    "issue",
    "side",
    "announcement",
    "item",
    "o'clock",
    "delegation",
    "half",
    "premier",
    "diplomacy",
    "condition",
    "paragraph",
    "article",
];

/// What befell those counted: the casualty word next to the number or governing its noun.
fn befell(scene: &Scene, quantity: &Quantity) -> Option<&'static str> {
    let known = |word: &str| CASUALTY.iter().find(|c| **c == word).copied();
    let after = |t: At| (t < scene.analysis.tokens.len()).then(|| scene.word(t).to_lowercase());
    let governing = |noun: At| {
        let head = scene.head(noun)?;
        let passive = matches!(scene.dep(noun), Dep::Nsubjpass | Dep::Nsubj);
        known(&scene.word(head).to_lowercase()).filter(|_| passive).or_else(|| {
            let complement =
                scene.children(head).filter(|&c| matches!(scene.dep(c), Dep::Acomp | Dep::Oprd));
            complement
                .into_iter()
                .find_map(|c| known(&scene.word(c).to_lowercase()))
                .filter(|_| passive)
        })
    };
    match quantity.noun {
        Some(noun) => governing(noun)
            .or_else(|| governing(quantity.first))
            .or_else(|| scene.children(noun).find_map(|c| known(&scene.word(c).to_lowercase())))
            .or_else(|| scene.children(noun).find(|&c| perished(scene, c)).map(|_| "killed"))
            .or_else(|| after(noun + 1).and_then(|w| known(&w))),
        None => after(quantity.first + 1).and_then(|w| known(&w)),
    }
}

/// "who died", "who lost their lives"
fn perished(scene: &Scene, clause: At) -> bool {
    let life = || scene.child(clause, &[Dep::Dobj]).is_some_and(|o| scene.lemma(o) == "life");
    scene.dep(clause) == Dep::Relcl
        && (matches!(scene.lemma(clause), "die" | "perish")
            || scene.lemma(clause) == "lose" && life())
}

fn measure(scene: &Scene, quantity: &Quantity) -> String {
    let counted = quantity.noun.map(|noun| {
        let stop = |t: &At| scene.token(*t).span.end() <= scene.token(noun).span.end();
        let wanted = |t: &At| {
            matches!(scene.pos(*t), Pos::Adj | Pos::Noun | Pos::Propn) && *t > quantity.first
        };
        let words: Vec<&str> = scene
            .children(noun)
            .filter(|c| matches!(scene.dep(*c), Dep::Amod | Dep::Compound | Dep::Nmod))
            .chain([noun])
            .filter(stop)
            .filter(wanted)
            .map(|t| scene.word(t))
            .collect();
        words.join(" ")
    });
    let counted = counted.filter(|c| !c.is_empty());
    match (counted, befell(scene, quantity)) {
        (Some(noun), Some(fate)) => format!("{noun} {fate}"),
        (Some(noun), None) => noun,
        (None, Some(fate)) => format!("people {fate}"),
        (None, None) if quantity.is_money() => "amount".into(),
        (None, None) if quantity.unit == "percent" => "share".into(),
        (None, None) => "toll".into(),
    }
}

/// The words of the number, its noun and, where it governs them, what befell them.
fn evidence(scene: &Scene, quantity: &Quantity) -> Span {
    let of = quantity
        .noun
        .and_then(|noun| scene.after(noun, &["of"]))
        .filter(|&o| scene.subtree(o).len() < 6);
    of.map_or(quantity.span, |o| quantity.span.join(scene.phrase(o)))
}

/// The speaker of the statement the number stands in, or the subject that puts it ("the authorities put the toll at 19").
fn given_by(scene: &Scene, draft: &Draft, quantity: &Quantity) -> Option<Id> {
    let informs = |act: StatementAct| {
        use StatementAct::{Announce, Assess, Confirm, Report, Say, Stress};
        matches!(act, Say | Report | Announce | Confirm | Assess | Stress)
    };
    let said = draft.claims.iter().filter_map(|c| match &c.matter {
        Matter::Statement(s)
            if informs(s.act) && s.content.iter().any(|span| span.covers(quantity.span)) =>
        {
            Some((s.content.iter().map(|span| span.len()).sum::<usize>(), s.speaker.clone()?))
        }
        _ => None,
    });
    said.min_by_key(|(length, _)| *length).map(|(_, speaker)| speaker).or_else(|| {
        let verb = scene.clause(quantity.first);
        (scene.lemma(verb) == "put")
            .then(|| scene.subject(verb))
            .flatten()
            .and_then(|s| scene.entity(s))
            .map(|m| m.refers.clone())
    })
}
