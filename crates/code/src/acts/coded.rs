//! Parties of a telling as event data code them: words in, spans and codes out, also of those the resolution leaves nameless.
//!
//! Here, unlike in claims, a party may be guessed at: one of no known state is of the only state its sentence names.

use super::parties::{Cast, deals_with_government, is_nameless, is_state_code, party, whole};
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
    seat(cast, &told.actors, &mut actors, "GOV");
    let harmed = if deals_with_government(told.root) { "GOV" } else { "CVL" };
    seat(cast, &told.recipients, &mut recipients, harmed);
    recipients.retain(|r| r.code.is_some() && actors.iter().all(|a| a.span != r.span));
    let alone = told.frame.together && told.root == told.base && actors.len() > 1;
    if recipients.is_empty() && !actors.is_empty() && !alone && told.root != Root::Retreat {
        recipients.extend(named_in_clause(cast, told));
    }
    settle(cast, told, &mut actors, &mut recipients);
    (actors, recipients)
}

fn coded(cast: &Cast, at: At) -> Coded {
    let scene = cast.scene;
    let at = behind(cast, antecedent(scene, at));
    Coded { span: own_words(scene, at), code: code(cast, at) }
}

/// Of "calls by the rulers" and "a truce with rebels" the rulers and the rebels.
fn behind(cast: &Cast, at: At) -> At {
    let scene = cast.scene;
    let is_somebody = |t: At| sector(cast, t).is_some() || !party(cast, t).is_empty();
    if is_somebody(at) || !matches!(scene.pos(at), Pos::Noun) {
        return at;
    }
    let after = ["by", "with", "on", "against", "of"].iter().filter_map(|p| scene.after(at, &[p]));
    let before = scene
        .children(at)
        .filter(|&c| matches!(scene.dep(c), Dep::Poss | Dep::Amod | Dep::Compound));
    after.chain(before).find(|&t| is_somebody(t)).unwrap_or(at)
}

/// A town that acts is the government in it; one that suffers, its people.
fn seat(cast: &Cast, heads: &[At], side: &mut [Coded], sector: &str) {
    for (&at, one) in heads.iter().zip(side) {
        let named = cast.scene.entity(at);
        let place = named.is_some_and(|m| {
            let kind = cast.scene.referent(&m.refers).and_then(|r| r.kind);
            kind == Some(EntityKind::Place)
        });
        let bare = one.code.as_ref().is_some_and(|c| !c.contains(' ') && is_state_code(c));
        if let Some(code) = one.code.as_mut().filter(|_| place && bare) {
            *code = format!("{code} {sector}");
        }
    }
}

/// The code of a phrase: a state by its bare name has no sector, people of a state are civilians.
fn code(cast: &Cast, at: At) -> Option<String> {
    let scene = cast.scene;
    let sector = sector(cast, at);
    let found = party(cast, at).into_iter().next();
    let of_person = found.as_ref().is_some_and(|f| f.party.entity.prefix() == "person");
    let known = found.map(|f| f.party.code).filter(|c| !is_nameless(c));
    let company = known.clone().filter(|c| matches!(c.as_str(), "NGO" | "ISM" | "MNC"));
    let before =
        |c: &At| matches!(scene.dep(*c), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss);
    let beside = scene.children(at).filter(before).find_map(|c| state_of(scene, c));
    let people = matches!(scene.tag(at), Tag::Nnps | Tag::Nns);
    if scene.children(at).any(|c| scene.word(c).eq_ignore_ascii_case("ethnic")) {
        return Some("CVL".into());
    }
    if let Some(known) = known.filter(|_| company.is_none()) {
        let (whose, part) = known.split_once(' ').unwrap_or((&known, ""));
        if !is_state_code(whose) {
            let part = if of_person { "GOV" } else { sector.unwrap_or_default() };
            let part = if matches!(part, "GOV" | "MIL") { part } else { "" };
            return Some(format!("{whose} {part}").trim_end().to_owned());
        }
        // "Bosnian Serbs" are of Bosnia.
        if let Some(state) = beside.filter(|s| people && s != whose && part.is_empty()) {
            return Some(format!("{state} {}", sector.unwrap_or("CVL")));
        }
        if of_person && is_former(scene, at) {
            return Some(format!("{whose} ELI"));
        }
        return Some(match sector {
            Some(own) if part.is_empty() || OTHER_SECTORS.iter().any(|(_, s)| *s == own) => {
                format!("{whose} {own}")
            }
            None if part.is_empty() && people && is_demonym(scene, at) => format!("{whose} CVL"),
            _ => known,
        });
    }
    let mut inside = scene.subtree(at).into_iter().filter(|&t| t != at);
    let state = beside.or_else(|| inside.find_map(|t| state_of(scene, t)));
    match (state, sector) {
        (Some(state), Some(sector)) => Some(format!("{state} {sector}")),
        (Some(state), None) if company.is_none() || people => Some(state),
        (None, Some(sector)) if company.is_none() => Some(sector.to_owned()),
        (state, _) => company.or(state),
    }
}

/// Sectors that only event data tell apart.
const OTHER_SECTORS: &[(&str, &str)] = &[
    ("worker", "LAB"),
    ("docker", "LAB"),
    ("miner", "LAB"),
    ("labourer", "LAB"),
    ("laborer", "LAB"),
    ("union", "LAB"),
    ("student", "EDU"),
    ("teacher", "EDU"),
    ("university", "EDU"),
    ("school", "EDU"),
    ("farmer", "AGR"),
    ("helicopter", "MIL"),
    ("tank", "MIL"),
    ("plane", "MIL"),
    ("peacekeeper", "MIL"),
    ("ruler", "GOV"),
    ("village", "CVL"),
    ("town", "CVL"),
    ("city", "CVL"),
    ("area", "CVL"),
    ("settler", "CVL"),
    ("immigrant", "CVL"),
    ("inhabitant", "CVL"),
    ("priest", "REL"),
    ("bishop", "REL"),
    ("monk", "REL"),
    ("cleric", "REL"),
];

/// The sector of a head noun, or of the title before a name.
fn sector<'a>(cast: &Cast<'a>, at: At) -> Option<&'a str> {
    let scene = cast.scene;
    let of = |t: At| {
        let lemma = scene.lemma(t).to_lowercase();
        let other = OTHER_SECTORS.iter().find(|(word, _)| *word == lemma).map(|(_, s)| *s);
        other.or_else(|| cast.rules.sector(&lemma))
    };
    let title = |c: &At| scene.dep(*c) == Dep::Compound && scene.pos(at) == Pos::Propn;
    let found = of(at).or_else(|| scene.children(at).filter(title).find_map(of))?;
    let guards =
        |c: At| matches!(scene.lemma(c).to_lowercase().as_str(), "patrol" | "security" | "police");
    let agent = matches!(scene.lemma(at), "agent" | "chief");
    Some(if agent && scene.children(at).any(guards) { "COP" } else { found })
}

fn is_former(scene: &Scene, at: At) -> bool {
    let former = |t: At| matches!(scene.word(t).to_lowercase().as_str(), "former" | "ex" | "late");
    scene.subtree(at).into_iter().any(former)
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
    let body = matches!(state, "UNO" | "IGO" | "EUR");
    (body || is_state_code(state)).then(|| state.to_owned())
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
        if scene.children(t).any(|c| scene.word(c).eq_ignore_ascii_case("ethnic")) {
            continue;
        }
        if let Some(state) = state_of(scene, t).filter(|s| !states.contains(s)) {
            states.push(state);
        }
    }
    let [state] = states.as_slice() else { return };
    let known =
        |all: &[Coded]| all.iter().flat_map(|c| &c.code).any(|c| c.starts_with(state.as_str()));
    let between_states = matches!(told.root, Root::Consult | Root::Cooperate | Root::Agree);
    if between_states && (known(actors) || known(recipients)) {
        return;
    }
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
    is_nameless(code)
        || matches!(
            code,
            "REB" | "OPP" | "SPY" | "JRN" | "BUS" | "MED" | "LAB" | "EDU" | "AGR" | "REL"
        )
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
                Dep::Cc
                    | Dep::Conj
                    | Dep::Punct
                    | Dep::Relcl
                    | Dep::Acl
                    | Dep::Advcl
                    | Dep::Preconj
            );
            left || scene.dep(c) == Dep::Appos && here == at && c > at
                || scene.dep(c) == Dep::Det && here == at
        };
        open.extend(scene.children(here).filter(|&c| !aside(c)));
    }
    span
}
