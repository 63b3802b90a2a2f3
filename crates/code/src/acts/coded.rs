//! Parties of a telling as event data code them: words in, spans and codes out, also of those the resolution leaves nameless.
//!
//! Here, unlike in claims, a party may be guessed at: one of no known state is of the only state its sentence names.

use super::parties::{Cast, is_nameless, is_state_code, party, whole};
use super::slots::antecedent;
use super::telling::Telling;
use crate::scene::{At, Scene};
use chancery_record::matter::Root;
use chancery_record::{Dep, EntityKind, Pos, Span, Tag};

/// A party with its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// Its words, without article, relative clause and what is joined to it.
    pub span: Span,
    /// State or other entity and sector: `KAZ GOV`, `KAZ`, `REB`.
    pub code: Option<String>,
}

/// Both sides of a telling.
pub(super) fn coded_sides(cast: &Cast, told: &Telling) -> (Vec<Coded>, Vec<Coded>) {
    let side = |all: &[At]| all.iter().map(|&t| coded(cast, t)).collect::<Vec<_>>();
    let mut actors = side(&told.actors);
    let mut recipients = side(&told.recipients);
    recipients.retain(|r| r.code.is_some() && actors.iter().all(|a| a.span != r.span));
    let alone = told.frame.together && told.root == told.base && actors.len() > 1;
    if recipients.is_empty() && !actors.is_empty() && !alone && told.root != Root::Retreat {
        recipients.extend(named_in_clause(cast, told));
    }
    settle(cast, told, &mut actors, &mut recipients);
    (actors, recipients)
}

fn coded(cast: &Cast, at: At) -> Coded {
    let at = antecedent(cast.scene, at);
    Coded { span: own_words(cast.scene, at), code: code(cast, at) }
}

/// The code of a phrase: a state by its bare name has no sector, people of a state are civilians.
fn code(cast: &Cast, at: At) -> Option<String> {
    let (rules, scene) = (cast.rules, cast.scene);
    let sector = rules.sector(&scene.lemma(at).to_lowercase());
    let known = party(cast, at).into_iter().next().map(|f| f.party.code);
    let known = known.filter(|c| !matches!(c.as_str(), "NGO" | "ISM" | "MNC"));
    let beside = scene
        .children(at)
        .filter(|&c| matches!(scene.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss))
        .find_map(|c| state_of(scene, c));
    let people = matches!(scene.tag(at), Tag::Nnps | Tag::Nns) && scene.pos(at) != Pos::Verb;
    if let Some(known) = known {
        let whose = known.get(..3).unwrap_or_default();
        // "Bosnian Serbs" are of Bosnia.
        if let Some(state) = beside.filter(|s| people && s != whose && sector.is_none()) {
            return Some(format!("{state} CVL"));
        }
        let bare = is_state_code(&known) && people && is_demonym(scene, at);
        return Some(if bare { format!("{known} CVL") } else { known });
    }
    let inside = scene.subtree(at).into_iter().filter(|&t| t != at);
    let state = beside.or_else(|| inside.filter_map(|t| state_of(scene, t)).next());
    match (state, sector) {
        (Some(state), Some(sector)) => Some(format!("{state} {sector}")),
        (Some(state), None) => Some(state),
        (None, Some(sector)) => Some(sector.to_owned()),
        (None, None) => None,
    }
}

/// "Liberians": a nationality that is no state's own name.
fn is_demonym(scene: &Scene, at: At) -> bool {
    let word = scene.word(at);
    word.ends_with("ians") || word.ends_with("ans") || word.ends_with("is") || word.ends_with("rs")
}

/// The state that a word names or lies in.
fn state_of(scene: &Scene, at: At) -> Option<String> {
    let code = whole(scene, at).into_iter().next()?.party.code;
    let state = code.split(' ').next().unwrap_or_default();
    is_state_code(state).then(|| state.to_owned())
}

/// Whom the words after the deed name, when nobody stands where a recipient would: another state before the actor's own.
fn named_in_clause(cast: &Cast, told: &Telling) -> Option<Coded> {
    let scene = cast.scene;
    let own: Vec<String> = told.actors.iter().filter_map(|&a| code(cast, a)).collect();
    let own_words: Vec<Span> = told.actors.iter().map(|&a| scene.phrase(a)).collect();
    let after = told.deed.min(told.at);
    let mut same = None;
    for t in scene.subtree(told.at) {
        let word = scene.token(t).span;
        if t <= after || scene.pos(t) == Pos::Verb || own_words.iter().any(|s| s.touches(word)) {
            continue;
        }
        let Some(found) = whole(scene, t).into_iter().next() else { continue };
        let code = found.party.code.clone();
        let state = code.get(..3).unwrap_or_default();
        if is_nameless(&code) || code.len() < 3 {
            continue;
        }
        if own.iter().any(|o| o.get(..3) == Some(state)) {
            let place = scene.referent(&found.party.entity).and_then(|r| r.kind);
            let city = place == Some(EntityKind::Place);
            same = same.or_else(|| city.then_some(Coded { span: found.span, code: Some(code) }));
            continue;
        }
        return Some(Coded { span: found.span, code: Some(code) });
    }
    same
}

/// Gives those of no state the only state that the sentence names, the other side's included.
fn settle(cast: &Cast, told: &Telling, actors: &mut [Coded], recipients: &mut [Coded]) {
    let scene = cast.scene;
    let mut states: Vec<String> = Vec::new();
    for t in scene.words_of(scene.sentence(told.at)) {
        if let Some(state) = state_of(scene, t).filter(|s| !states.contains(s)) {
            states.push(state);
        }
    }
    let [state] = states.as_slice() else { return };
    for one in actors.iter_mut().chain(recipients) {
        match one.code.as_deref() {
            None => one.code = Some(state.clone()),
            Some(sector) if is_sector(sector) => one.code = Some(format!("{state} {sector}")),
            _ => {}
        }
    }
}

/// True of codes that are a sector and no entity.
fn is_sector(code: &str) -> bool {
    is_nameless(code) || matches!(code, "REB" | "OPP" | "SPY" | "JRN" | "BUS" | "MED")
}

/// The words of a party alone: "Norland" of "Norland and Sundia", "minister" with all that describes it before, and "of".
fn own_words(scene: &Scene, at: At) -> Span {
    let mut span = scene.token(at).span;
    let mut open = vec![at];
    while let Some(here) = open.pop() {
        span = span.join(scene.token(here).span);
        let aside = |c: At| {
            let left = matches!(
                scene.dep(c),
                Dep::Cc | Dep::Conj | Dep::Punct | Dep::Relcl | Dep::Acl | Dep::Advcl | Dep::Preconj
            );
            left || scene.dep(c) == Dep::Appos && here == at && c > at
                || scene.dep(c) == Dep::Det && here == at
        };
        open.extend(scene.children(here).filter(|&c| !aside(c)));
    }
    span
}
