//! Claims of acts: what the rules see in the running text becomes records with time, place, state and evidence.

use super::contexts::contexts;
use super::parties::{Cast, Found, deals_with_government, is_own_side, is_party, party};
use super::slots::is_infinitive;
use super::telling::{Telling, tellings};
use crate::draft::Draft;
use crate::scene::{At, Scene};
use chancery_knowledge::Rules;
use chancery_knowledge::rules::acts::Operator;
use chancery_record::matter::{Act, Occasion, OccasionKind, Part, Party, Root, State};
use chancery_record::{Dep, EntityKind, Field, Ground, Id, Matter, Pos, Span, Tag, Time, TimeKind};
use std::collections::BTreeSet;

/// Adds the acts of the running text.
pub(crate) fn acts(rules: &Rules, scene: &Scene, draft: &mut Draft) {
    let cast = Cast::new(rules.acts(), scene);
    let mut earlier: Vec<Act> = Vec::new();
    let sentences: Vec<_> = scene.body().map(|s| scene.words_of(s)).collect();
    for words in sentences {
        let is_party = |at: At| is_party(&cast, at);
        let mut told_here = tellings(cast.rules, scene, words, &is_party);
        told_here.sort_by_key(|t| t.deed);
        for told in told_here {
            let Some((act, grounds)) = record(&cast, draft, &told, &earlier) else {
                continue;
            };
            if earlier.iter().rev().take(200).any(|other| repeats(&act, other)) {
                continue;
            }
            earlier.push(act.clone());
            draft.claim(Matter::Act(act), grounds, &told.frame.name());
        }
    }
    meetings(&cast, draft, &mut earlier);
}

/// Meetings, calls and visits that were told as occasions and as no act of consulting.
fn meetings(cast: &Cast, draft: &mut Draft, earlier: &mut Vec<Act>) {
    let held: Vec<(Id, Occasion, Vec<Ground>)> = draft
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Occasion(o) if o.state == State::Held && mode_of(o).is_some() => {
                Some((c.id.clone(), o.clone(), c.grounds.clone()))
            }
            _ => None,
        })
        .collect();
    for (id, occasion, grounds) in held {
        let mut sides: Vec<Party> = Vec::new();
        let absent = |entity: &Id| {
            draft.claims.iter().any(|c| match &c.matter {
                Matter::Participation(p) => {
                    p.occasion == id && p.entity == *entity && p.part == [Part::Absentee]
                }
                _ => false,
            })
        };
        for party in occasion.parties.iter().chain(&occasion.place).filter(|p| !absent(p)) {
            let visited = Some(party) == occasion.place.as_ref();
            if visited && occasion.kind != OccasionKind::Visit {
                continue;
            }
            let found = cast.of_entity(party).map(|f| f.hosting(cast).acting());
            sides.extend(found.filter(|p| p.code.contains(' ')));
        }
        let country = |p: &Party| match p.code.split_once(' ') {
            Some(("IGO" | "UNO" | "NGO", _)) | None => p.code.clone(),
            Some((state, _)) => state.to_owned(),
        };
        let mut countries = BTreeSet::new();
        sides.retain(|p| countries.insert(country(p)));
        let told = earlier.iter().filter(|a| a.event == Root::Consult).any(|a| {
            let known: BTreeSet<String> =
                a.actors.iter().chain(&a.recipients).map(country).collect();
            a.occasion.as_ref() == Some(&id)
                || countries.iter().filter(|c| known.contains(*c)).count() > 1
        });
        if told || sides.len() < 2 {
            continue;
        }
        let mode = mode_of(&occasion).filter(|m| !m.is_empty());
        let mode = mode.or((sides.len() > 2).then_some("multilateral"));
        let act = Act {
            event: Root::Consult,
            mode: mode.map(str::to_owned).into_iter().collect(),
            context: vec!["diplomatic".to_owned()],
            cameo: None,
            actors: sides,
            recipients: Vec::new(),
            time: occasion.time.clone(),
            place: occasion.place.clone(),
            state: State::Held,
            magnitude: None,
            occasion: Some(id),
            statement: None,
        };
        earlier.push(act.clone());
        let own = grounds.into_iter().filter(|g| g.fields.is_empty()).take(1).collect();
        draft.claim(Matter::Act(act), own, "acts/consult/occasion");
    }
}

/// The mode of consulting of an occasion, empty for a plain meeting; nothing for what is no consulting.
fn mode_of(occasion: &Occasion) -> Option<&'static str> {
    match occasion.kind {
        OccasionKind::Visit => Some("visit"),
        OccasionKind::Call => Some("phone"),
        OccasionKind::Meeting | OccasionKind::Reception | OccasionKind::Negotiation => Some(""),
        _ => None,
    }
}

/// The record of an act, if it is told as one and has sides.
fn record(
    cast: &Cast,
    draft: &Draft,
    told: &Telling,
    earlier: &[Act],
) -> Option<(Act, Vec<Ground>)> {
    let scene = cast.scene;
    if !is_told_as_fact(told) || told.nominal && !stands_alone(scene, told) {
        return None;
    }
    if !is_own_telling(cast, draft, told) || is_done_by_nature(scene, told) || is_habit(scene, told)
    {
        return None;
    }
    if scene.is_told_by(told.at, |noun| cast.rules.is_in("rumours", noun)) {
        return None;
    }
    let mut found_actors = parties(cast, &told.actors);
    found_actors.retain(|f| !f.place);
    let mut found_recipients = parties(cast, &told.recipients);
    if stands_for_state(told) {
        found_recipients = found_recipients.into_iter().map(|f| f.hosting(cast)).collect();
    }
    found_recipients.retain(|f| !f.place || told.root == Root::Assault);
    found_recipients.retain(|f| told.root != Root::Coerce || f.party.code != "CVL");
    if found_actors.is_empty() && told.actors.is_empty() {
        found_actors.extend(speaker(cast, draft, told).or_else(|| announcer(cast, told)));
    }
    if found_recipients.is_empty() {
        found_recipients.extend(stricken(cast, draft, told, &found_actors));
    }
    if found_recipients.is_empty() {
        found_recipients = meant_without_name(cast, told, &found_actors, earlier);
    }
    let mut grounds = Vec::new();
    let clause = clause(scene, told);
    let reading = reading(told, !found_actors.is_empty());
    grounds.push(scene.ground(clause, reading));
    let mut side = |found: &[Found], field: Field| {
        for one in found.iter().filter(|f| !clause.covers(f.span)) {
            let mut ground = scene.ground(one.span, reading);
            ground.fields = vec![field];
            grounds.push(ground);
        }
    };
    side(&found_actors, Field::Actors);
    side(&found_recipients, Field::Recipients);
    let mut actors: Vec<Party> = found_actors.into_iter().map(Found::acting).collect();
    let with_government = deals_with_government(told.root);
    let turn = |f: Found| if with_government { f.acting() } else { f.affected() };
    let mut recipients: Vec<Party> = found_recipients.into_iter().map(turn).collect();
    if told.frame.together && told.root == Root::Consult {
        actors.append(&mut recipients);
    }
    distinct(&mut actors);
    distinct(&mut recipients);
    if event_is_meeting(told)
        && let Some(present) = attendees(cast, draft, told, &actors)
    {
        actors = present;
        recipients.clear();
    }
    recipients.retain(|r| actors.iter().all(|a| a.entity != r.entity));
    recipients.retain(|r| !is_own_state(r, &actors));
    if actors.is_empty() && (told.frame.together || told.nominal && told.root == Root::Agree) {
        actors = last_meeting(earlier)?;
    }
    if recipients.is_empty() && matches!(told.root, Root::Agree | Root::Aid) {
        recipients = other_side(earlier, &actors);
    }
    if recipients.is_empty() && matches!(told.root, Root::Aid | Root::Agree) && !told.nominal {
        let gives = told.root == Root::Aid || gives_goods(cast, told);
        recipients = if gives { helped_before(earlier, &actors) } else { Vec::new() };
    }
    let mut event = told.root;
    let mut mode = told.frame.modes.clone();
    if told.root != told.base && told.frame.root != told.root {
        mode.clear();
    }
    // Crowds that ask do so by demonstrating.
    if event == Root::Request && told.actors.iter().any(|&a| is_crowd(scene, a)) {
        event = Root::Protest;
        mode = vec!["demo".into()];
        recipients.clear();
    }
    // Officials who protest criticise; demonstrating is for crowds.
    if event == Root::Protest
        && actors.iter().any(|a| a.code.ends_with(" GOV") || a.code.starts_with("IGO"))
    {
        event = Root::Accuse;
        mode = vec!["disapprove".into()];
    }
    if !has_sides(told, &actors, &recipients) || asks_its_own(scene, told) {
        return None;
    }
    let (time, time_ground) = when(scene, told, earlier);
    let place = if told.frame.spoken { None } else { place(scene, told) };
    let session = actors.len() == 1 && recipients.is_empty() && is_body(&actors);
    if event == Root::Consult && mode.is_empty() && (actors.len() >= 3 || session) {
        mode.push("multilateral".into());
    }
    for (field, span) in [(Field::Time, time_ground), (Field::Place, place.as_ref().map(|p| p.1))] {
        if let Some(span) = span.filter(|s| !clause.covers(*s)) {
            let mut ground = scene.ground(span, reading);
            ground.fields = vec![field];
            grounds.push(ground);
        }
    }
    let act = Act {
        event,
        mode,
        context: contexts(cast.rules, scene, told),
        cameo: told.frame.cameo.clone().filter(|_| told.frame.root == told.root),
        actors,
        recipients,
        time,
        place: place.map(|p| p.0),
        state: state(scene, told),
        magnitude: None,
        occasion: occasion(scene, draft, told),
        statement: statement(scene, draft, told),
    };
    Some((act, grounds))
}

/// Denied, possible, required and intended-for deeds are no acts, whatever their root.
pub(super) fn is_told_as_fact(told: &Telling) -> bool {
    let outermost = told.operators.last().map(|(o, _)| *o);
    let shadowed = told.operators.iter().any(|(o, _)| {
        matches!(o, Operator::Perhaps | Operator::Purpose | Operator::Accuse | Operator::Deny)
    });
    let negated = matches!(told.state, State::Denied | State::Hypothetical);
    !(shadowed || negated || matches!(outermost, Some(Operator::Not | Operator::Ought)))
}

/// A noun tells an act by itself when the lexicon says so, under an operator, or as "a pledge to ...".
pub(super) fn stands_alone(scene: &Scene, told: &Telling) -> bool {
    let promised = told.root == Root::Agree
        && scene.children(told.at).any(|c| scene.dep(c) == Dep::Acl && is_infinitive(scene, c));
    told.frame.alone || promised || !told.operators.is_empty()
}

/// Whom a deed is for that its own slots do not name: the words behind it, then what was told before, the surest first.
fn meant_without_name(
    cast: &Cast,
    told: &Telling,
    actors: &[Found],
    earlier: &[Act],
) -> Vec<Found> {
    if told.root == Root::Request {
        let sides = unnamed_sides(cast, told, earlier);
        if !sides.is_empty() {
            return sides;
        }
    }
    if let Some(found) = answered(cast, told, earlier) {
        return vec![found];
    }
    if matches!(told.root, Root::Request | Root::Agree) {
        let acting: Vec<Party> = actors.iter().cloned().map(Found::acting).collect();
        let quarrelling = quarrelling_states(cast, &acting, earlier);
        if !quarrelling.is_empty() {
            return quarrelling;
        }
    }
    let directed =
        !matches!(told.base, Root::Consult | Root::Cooperate | Root::Mobilize | Root::Retreat);
    if directed && !told.frame.together && told.root != Root::Retreat {
        let behind = named_behind(cast, told, actors);
        if !behind.is_empty() {
            return behind;
        }
    }
    opponent(cast, told, actors, earlier)
        .or_else(|| own_government(cast, told, actors))
        .or_else(|| in_focus(cast, told, actors))
        .into_iter()
        .collect()
}

/// What parties, parliaments and people at home ask, blame and refuse concerns their own government.
fn own_government(cast: &Cast, told: &Telling, actors: &[Found]) -> Option<Found> {
    let [actor] = actors else { return None };
    let (country, sector) = actor.party.code.split_once(' ')?;
    let at_home = matches!(sector, "PTY" | "OPP" | "LEG" | "CVL" | "SOC" | "LAB" | "EDU" | "REL");
    let asks = matches!(told.root, Root::Request | Root::Accuse | Root::Reject | Root::Threaten);
    let state = Id::new(&format!("state/{}", country.to_lowercase()));
    (at_home && asks && !told.nominal).then(|| cast.of_entity(&state)).flatten()
}

/// The state where the disaster of the text is, for what others give without a name beside it.
fn stricken(cast: &Cast, draft: &Draft, told: &Telling, actors: &[Found]) -> Option<Found> {
    let helps = matches!(told.root, Root::Aid | Root::Agree | Root::Sanction);
    if !helps || told.nominal || actors.is_empty() || !gives_goods(cast, told) {
        return None;
    }
    let place = draft.claims.iter().find_map(|c| match &c.matter {
        Matter::Occasion(o) if o.kind == OccasionKind::Disaster => o.place.clone(),
        _ => None,
    })?;
    let state = cast.of_entity(&place)?.hosting(cast);
    actors.iter().all(|a| a.country() != state.country()).then_some(state)
}

/// True of a deed whose object is money, goods or helpers.
fn gives_goods(cast: &Cast, told: &Telling) -> bool {
    let scene = cast.scene;
    let object = scene.child(told.at, &[Dep::Dobj, Dep::Nsubjpass]);
    object.is_some_and(|o| {
        scene.subtree(o).into_iter().any(|t| {
            let lemma = scene.lemma(t).to_lowercase();
            ["money", "relief", "helpers", "goods"].iter().any(|c| cast.rules.is_in(c, &lemma))
                || scene.tag(t) == Tag::Dollar
        })
    })
}

/// The state that the text is about beside the actor's own: whom help, promises and pressure without a name are for.
fn in_focus(cast: &Cast, told: &Telling, actors: &[Found]) -> Option<Found> {
    let towards = match told.root {
        Root::Aid | Root::Sanction | Root::Threaten | Root::Coerce => true,
        Root::Agree => told.base == Root::Aid || gives_goods(cast, told),
        _ => false,
    };
    if !towards || told.nominal || actors.is_empty() {
        return None;
    }
    let own: BTreeSet<String> = actors.iter().map(Found::country).collect();
    let state = cast.focus().find(|(code, _)| !own.contains(*code))?;
    let next = cast.focus().filter(|(code, _)| !own.contains(*code)).nth(1);
    let clear = next.is_none_or(|(_, other)| 2 * state.1 >= 3 * other);
    (clear && state.1 >= 3)
        .then(|| cast.of_entity(&Id::new(&format!("state/{}", state.0.to_lowercase()))))
        .flatten()
}

/// Storms and earthquakes strike, but not as parties do.
fn is_done_by_nature(scene: &Scene, told: &Telling) -> bool {
    let harm = matches!(told.base, Root::Assault | Root::Coerce);
    let doer = super::slots::subject(scene, told.deed).filter(|_| harm);
    doer.is_some_and(|at| {
        let named = scene.children(at).filter(|&c| scene.dep(c) == Dep::Compound);
        named.chain([at]).any(|t| is_force_of_nature(&scene.word(t).to_lowercase()))
    })
}

fn is_force_of_nature(word: &str) -> bool {
    const FORCES: &[&str] = &[
        "cyclone",
        "storm",
        "hurricane",
        "typhoon",
        "tornado",
        "earthquake",
        "quake",
        "tremor",
        "flood",
        "tsunami",
        "landslide",
        "mudslide",
        "avalanche",
        "eruption",
        "volcano",
        "drought",
        "wildfire",
        "blizzard",
        "heatwave",
        "lightning",
        "disaster",
        "catastrophe",
        "epidemic",
        "outbreak",
        "virus",
        "disease",
        "cholera",
        "famine",
        "monsoon",
        "rain",
        "wind",
        "wave",
        "crisis",
        "recession",
        "inflation",
    ];
    FORCES.iter().any(|f| word.strip_suffix('s').unwrap_or(word) == *f || word == *f)
}

/// "which shelters thousands": what somebody always does is no act.
fn is_habit(scene: &Scene, told: &Telling) -> bool {
    scene.dep(told.at) == Dep::Relcl
        && matches!(scene.tag(told.at), Tag::Vbz | Tag::Vbp)
        && told.operators.is_empty()
        && scene.child(told.at, &[Dep::Aux, Dep::Auxpass]).is_none()
}

/// True of deeds done towards a government, which its city stands for: "recalled its envoy from Lund".
fn stands_for_state(told: &Telling) -> bool {
    let gathers = matches!(told.base, Root::Consult | Root::Mobilize) && told.root != Root::Consult;
    if gathers {
        return false;
    }
    matches!(
        told.root,
        Root::Consult | Root::Sanction | Root::Agree | Root::Support | Root::Threaten | Root::Aid
    )
}

/// Narration, or a quotation in which the speaker acts by "we" or tells what their own government did.
fn is_own_telling(cast: &Cast, draft: &Draft, told: &Telling) -> bool {
    let scene = cast.scene;
    if scene.quotation(told.at).is_none() {
        return true;
    }
    if matches!(told.root, Root::Sanction | Root::Coerce) && told.operators.is_empty() {
        let doers = parties(cast, &told.actors);
        let own = speaker(cast, draft, told).map(|f| f.country());
        return own.is_some_and(|own| doers.iter().any(|f| f.country() == own));
    }
    let performs = told.frame.spoken || told.operators.iter().any(|(o, _)| *o == Operator::Promise);
    let addressed = told.root != Root::Request || !told.recipients.is_empty();
    performs
        && addressed
        && told.actors.iter().any(|&a| {
            let words = scene.word(a);
            scene.mentions_at(a).any(|m| is_own_side(m, words))
        })
}

fn parties(cast: &Cast, heads: &[At]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for &head in heads {
        for found in party(cast, head) {
            if all.iter().all(|f| f.party.entity != found.party.entity) {
                all.push(found);
            }
        }
    }
    all
}

/// One entry a code and entity; of a state and its minister the minister.
fn distinct(side: &mut Vec<Party>) {
    let mut seen = BTreeSet::new();
    side.retain(|p| seen.insert(p.entity.clone()));
    let persons: BTreeSet<String> =
        side.iter().filter(|p| p.entity.prefix() == "person").map(|p| p.code.clone()).collect();
    let mut codes = BTreeSet::new();
    side.retain(|p| {
        let own = p.entity.prefix() == "person";
        let named = persons.contains(&p.code) && !own;
        !named && (own || codes.insert(p.code.clone()))
    });
}

/// A meeting told by a collective: "the heads of state gathered".
fn event_is_meeting(told: &Telling) -> bool {
    told.root == Root::Consult && told.frame.together
}

/// Those named as present at the occasion, when the act itself names only a collective.
fn attendees(cast: &Cast, draft: &Draft, told: &Telling, actors: &[Party]) -> Option<Vec<Party>> {
    let scene = cast.scene;
    let [only] = actors else { return None };
    // The body meets as a body; its leaders, as those who came.
    let leaders = told
        .actors
        .iter()
        .any(|&a| scene.entity(a).is_some_and(|m| m.refers.prefix() == "collective"));
    if !leaders && only.entity.prefix() != "collective" {
        return None;
    }
    let occasion = occasion(scene, draft, told)?;
    let mut present: Vec<Party> = Vec::new();
    for claim in &draft.claims {
        let Matter::Participation(p) = &claim.matter else { continue };
        if p.occasion != occasion || p.part == [Part::Absentee] {
            continue;
        }
        present.extend(cast.of_entity(&p.entity).map(Found::acting));
    }
    let mut countries = BTreeSet::new();
    present.retain(|p| p.code.ends_with(" GOV") && countries.insert(p.code.clone()));
    (present.len() > 1).then_some(present)
}

/// True of the state that an actor acts for: nobody acts towards their own state by a genitive.
fn is_own_state(party: &Party, actors: &[Party]) -> bool {
    let country = |p: &Party| p.code.split(' ').next().unwrap_or_default().to_owned();
    party.entity.prefix() == "state"
        && actors.iter().any(|a| a.entity != party.entity && country(a) == country(party))
}

/// Whoever speaks, when a deed is told without its doer in the words of an official: "three diplomats were expelled".
fn speaker(cast: &Cast, draft: &Draft, told: &Telling) -> Option<Found> {
    let scene = cast.scene;
    if !matches!(told.root, Root::Sanction | Root::Coerce | Root::Accuse) || told.nominal {
        return None;
    }
    let word = scene.token(told.at).span;
    let said = draft.claims.iter().find_map(|c| match &c.matter {
        Matter::Statement(s) => s.content.iter().any(|span| span.covers(word)).then_some(s),
        _ => None,
    })?;
    cast.of_entity(said.speaker.as_ref()?)
}

/// Of "X announced that the accord would be suspended" and "promised that it would be cleared" X.
fn announcer(cast: &Cast, told: &Telling) -> Option<Found> {
    let announced =
        told.operators.iter().any(|(o, _)| matches!(o, Operator::Plan | Operator::Promise));
    let (who, _) = told.reporter.filter(|_| announced && !told.nominal)?;
    party(cast, who).into_iter().next()
}

/// Whom the words behind a deed name, when nobody stands in the place of a recipient: "closed the port to Sundian ships".
fn named_behind(cast: &Cast, told: &Telling, actors: &[Found]) -> Vec<Found> {
    let scene = cast.scene;
    if told.nominal || actors.is_empty() {
        return Vec::new();
    }
    let own: BTreeSet<String> = actors.iter().map(Found::country).collect();
    let after = told.deed.max(told.at);
    let mut found: Vec<Found> = Vec::new();
    let mut open: Vec<At> = scene.children(after).collect();
    while let Some(here) = open.pop() {
        let aside = matches!(
            scene.dep(here),
            Dep::Nsubj
                | Dep::Nsubjpass
                | Dep::Advcl
                | Dep::Ccomp
                | Dep::Xcomp
                | Dep::Conj
                | Dep::Parataxis
                | Dep::Acl
                | Dep::Agent
        );
        let towards = matches!(
            scene.word(here),
            "to" | "against" | "on" | "with" | "for" | "of" | "from" | "towards" | "toward"
        );
        let elsewhere = scene.dep(here) == Dep::Prep && !towards;
        if aside || elsewhere || scene.pos(here) == Pos::Verb && scene.dep(here) != Dep::Relcl {
            continue;
        }
        open.extend(scene.children(here));
        for one in super::parties::whole(scene, here) {
            let state = super::parties::is_state_code(&one.country()) && !one.place;
            if here > after && state && !own.contains(&one.country()) {
                found.push(one);
            }
        }
    }
    found.sort_by_key(|f| f.span.start());
    found.truncate(1);
    found
}

/// The other side of what was told last of the actor: whom it answers, thanks or punishes without a name.
fn opponent(cast: &Cast, told: &Telling, actors: &[Found], earlier: &[Act]) -> Option<Found> {
    let [actor] = actors else { return None };
    let directed = matches!(
        told.root,
        Root::Agree
            | Root::Reject
            | Root::Accuse
            | Root::Threaten
            | Root::Sanction
            | Root::Coerce
            | Root::Support
            | Root::Aid
            | Root::Concede
    );
    let own = actor.country();
    let whole = |p: &Party| p.code.clone();
    let state = super::parties::is_state_code(&own);
    if !directed || told.nominal || !(state || actor.party.code.starts_with("IGO ")) {
        return None;
    }
    let country = |p: &Party| match p.code.split(' ').next() {
        Some("IGO" | "UNO") | None => whole(p),
        Some(state) => state.to_owned(),
    };
    let own = if state { own } else { actor.party.code.clone() };
    earlier.iter().rev().take(8).find_map(|act| {
        let sides = || act.actors.iter().chain(&act.recipients);
        let others: Vec<&Party> = sides().filter(|p| country(p) != own).collect();
        let codes: BTreeSet<String> = others.iter().map(|p| country(p)).collect();
        let took_part = sides().any(|p| country(p) == own);
        let other = others.first().filter(|_| took_part && codes.len() == 1)?;
        cast.of_entity(&other.entity)
    })
}

/// Who "both sides" and "all parties" are: of the country where the last attack was told, else the two states whose quarrel was.
fn unnamed_sides(cast: &Cast, told: &Telling, earlier: &[Act]) -> Vec<Found> {
    let scene = cast.scene;
    let heads = super::slots::addressed(scene, told.at);
    let unnamed = heads.iter().any(|&t| matches!(scene.lemma(t), "side" | "party"));
    if unnamed {
        let attack = earlier.iter().rev().find(|a| a.event == Root::Assault);
        let place = attack.and_then(|a| a.place.as_ref()).and_then(|p| scene.referent(p));
        let country = place.and_then(|p| cast.of_entity(p.country.as_ref().unwrap_or(&p.id)));
        return country.into_iter().collect();
    }
    Vec::new()
}

/// The two states that quarrelled before, when a third party appeals or offers to nobody by name.
fn quarrelling_states(cast: &Cast, actors: &[Party], earlier: &[Act]) -> Vec<Found> {
    let third =
        actors.iter().all(|a| matches!(a.code.split(' ').next(), Some("IGO" | "UNO" | "EUR")));
    if !third || actors.is_empty() {
        return Vec::new();
    }
    let hostile = |a: &&Act| {
        matches!(
            a.event,
            Root::Assault | Root::Accuse | Root::Coerce | Root::Mobilize | Root::Sanction
        )
    };
    let sides = earlier.iter().filter(hostile).flat_map(|a| a.actors.iter().chain(&a.recipients));
    let states: BTreeSet<Id> = sides
        .filter_map(|p| p.code.split(' ').next())
        .filter(|c| c.len() == 3)
        .map(|c| Id::new(&format!("state/{}", c.to_lowercase())))
        .filter(|id| cast.of_entity(id).is_some())
        .collect();
    if states.len() != 2 {
        return Vec::new();
    }
    states.iter().filter_map(|id| cast.of_entity(id)).collect()
}

/// Whom an answer goes to: who "rejected the charge" answers the one who charged.
fn answered(cast: &Cast, told: &Telling, earlier: &[Act]) -> Option<Found> {
    let scene = cast.scene;
    if told.root != Root::Reject {
        return None;
    }
    let object = super::words::objects(scene, told.at).into_iter().next()?;
    let asked = match scene.lemma(object) {
        "charge" | "accusation" | "allegation" | "claim" | "criticism" | "this" | "it" => {
            Root::Accuse
        }
        "demand" | "request" | "appeal" | "call" => Root::Request,
        "offer" | "proposal" | "invitation" => Root::Agree,
        "ultimatum" | "threat" => Root::Threaten,
        _ => return None,
    };
    let before = earlier.iter().rev().find(|a| a.event == asked)?;
    let by = before.actors.first()?;
    cast.of_entity(&by.entity)
}

/// The other side of the bilateral meeting told before: to whom a promise there was made.
fn other_side(earlier: &[Act], actors: &[Party]) -> Vec<Party> {
    let Some(meeting) = earlier.iter().rev().find(|a| a.event == Root::Consult) else {
        return Vec::new();
    };
    let country = |p: &Party| p.code.split(' ').next().unwrap_or_default().to_owned();
    let sides: Vec<&Party> = meeting.actors.iter().chain(&meeting.recipients).collect();
    match (sides.as_slice(), actors) {
        ([a, b], [actor]) if a.code == actor.code && country(b) != country(actor) => {
            vec![(*b).clone()]
        }
        ([a, b], [actor]) if b.code == actor.code && country(a) != country(actor) => {
            vec![(*a).clone()]
        }
        _ => Vec::new(),
    }
}

/// "demonstrators", "a crowd of students".
fn is_crowd(scene: &Scene, at: At) -> bool {
    const CROWDS: [&str; 10] = [
        "demonstrator",
        "protester",
        "protestor",
        "marcher",
        "crowd",
        "rally",
        "striker",
        "picketer",
        "picket",
        "rioter",
    ];
    CROWDS.contains(&scene.lemma(at).to_lowercase().as_str())
}

/// Whom the help told last went to, when others help as well.
fn helped_before(earlier: &[Act], actors: &[Party]) -> Vec<Party> {
    let helps = |a: &&Act| matches!(a.event, Root::Aid | Root::Agree) && !a.recipients.is_empty();
    let aid = earlier.iter().rev().find(helps);
    let others = |p: &&Party| actors.iter().all(|a| a.entity != p.entity);
    aid.map(|a| a.recipients.iter().filter(others).cloned().collect()).unwrap_or_default()
}

/// Parties of the meeting that was told last: who signs when "an agreement was signed".
fn last_meeting(earlier: &[Act]) -> Option<Vec<Party>> {
    let meeting = earlier.iter().rev().find(|a| a.event == Root::Consult)?;
    Some(meeting.actors.iter().chain(&meeting.recipients).cloned().collect())
}

/// An act needs its doer; harm, arrest and expulsion are known by whom they befall.
fn has_sides(told: &Telling, actors: &[Party], recipients: &[Party]) -> bool {
    let by_victim = matches!(
        told.root,
        Root::Assault | Root::Protest | Root::Coerce | Root::Sanction | Root::Retreat
    );
    let gives = told.root == Root::Aid && !told.nominal && !told.frame.objects.is_empty();
    let two_sided = matches!(told.root, Root::Aid | Root::Sanction) && !told.frame.spoken && !gives;
    // "ordered flags lowered" asks nobody we know; "called for calm" asks everybody.
    if told.root == Root::Request
        && recipients.is_empty()
        && told.frame.words.len() < 2
        && told.frame.words[0] != "demand"
        && told.frame.objects.is_empty()
    {
        return false;
    }
    if told.frame.together && told.root == Root::Consult && !told.nominal {
        return actors.len() + recipients.len() > 1 || is_body(actors);
    }
    match (actors.is_empty(), recipients.is_empty()) {
        (false, true) => !two_sided || told.root == Root::Sanction,
        (true, false) => by_victim || told.root == Root::Reject && !told.nominal,
        (true, true) => false,
        (false, false) => true,
    }
}

/// Of "they called upon all parties": those who gathered ask each other.
fn asks_its_own(scene: &Scene, told: &Telling) -> bool {
    let own = |t: &At| {
        let lemma = scene.lemma(*t).to_lowercase();
        matches!(lemma.as_str(), "party" | "parties" | "member" | "members")
    };
    told.root == Root::Request
        && told.actors.iter().any(|&a| scene.word(a).eq_ignore_ascii_case("they"))
        && super::slots::addressed(scene, told.at).iter().any(own)
}

/// A body, organization or collective meets by itself.
fn is_body(actors: &[Party]) -> bool {
    actors.iter().any(|a| matches!(a.entity.prefix(), "body" | "org" | "collective"))
}

/// How it is told: what is to come is planned, what a noun mentions in passing is background.
fn state(scene: &Scene, told: &Telling) -> State {
    if told.nominal && told.operators.is_empty() && told.root != Root::Agree {
        let happens = scene.head(told.at).is_some_and(|v| {
            matches!(scene.dep(told.at), Dep::Nsubj | Dep::Nsubjpass) && scene.pos(v) == Pos::Verb
        });
        return if happens { State::Held } else { State::Background };
    }
    told.state
}

/// The clause of the act: its predicate with its arguments, without other clauses.
fn clause(scene: &Scene, told: &Telling) -> Span {
    let mut span = scene.token(told.at).span;
    let mut open = vec![told.at];
    while let Some(here) = open.pop() {
        span = span.join(scene.token(here).span);
        for c in scene.children(here) {
            let other = matches!(
                scene.dep(c),
                Dep::Advcl | Dep::Parataxis | Dep::Punct | Dep::Cc | Dep::Mark | Dep::Relcl
            );
            let joined = scene.dep(c) == Dep::Conj && here == told.at;
            let saying = scene.dep(c) == Dep::Ccomp && c < here;
            if !(other || joined || saying) {
                open.push(c);
            }
        }
    }
    span
}

/// Who is sure: verbs with both sides more than nouns in passing.
fn reading(told: &Telling, has_actor: bool) -> u16 {
    let base = if told.nominal { 700 } else { 850 };
    let inferred = if has_actor { 0 } else { 100 };
    let steps = u16::try_from(told.operators.len().min(3)).unwrap_or(3) * 30;
    base - inferred - steps
}

/// Time of the telling word's own clause; else the date of the document, for what is told as news.
fn when(scene: &Scene, told: &Telling, earlier: &[Act]) -> (Option<Time>, Option<Span>) {
    let sentence = scene.sentence(told.at).span;
    // "are to gather on Monday": the time of what is planned is the time of the plan.
    let planned = told.operators.iter().all(|(o, _)| matches!(o, Operator::Plan | Operator::Carry));
    let own = scene.times_in(sentence).filter(|t| t.kind != TimeKind::Duration).find(|t| {
        t.at.is_some_and(|at| {
            hangs_on(scene, at, told.at)
                || is_subject_time(scene, at, told)
                || planned && hangs_on(scene, at, told.deed)
        })
    });
    if let Some(time) = own {
        return (Some(time.clone()), time.at);
    }
    if told.nominal && told.operators.is_empty() && told.root != Root::Agree {
        return (None, None);
    }
    if let Some((_, verb)) =
        told.reporter.filter(|_| !told.operators.is_empty() || told.frame.spoken)
    {
        let said =
            scene.times_in(sentence).find(|t| t.at.is_some_and(|at| hangs_on(scene, at, verb)));
        if let Some(time) = said {
            return (Some(time.clone()), time.at);
        }
    }
    let pluperfect = scene
        .children(told.at)
        .any(|c| scene.dep(c) == Dep::Aux && scene.word(c).eq_ignore_ascii_case("had"));
    if pluperfect || told.state == State::Planned {
        return (None, None);
    }
    if (told.frame.spoken || !told.operators.is_empty())
        && let Some(time) = time_of_meeting(scene, earlier)
    {
        return (Some(time.clone()), time.at);
    }
    let dated = scene.document_time();
    let at = scene.document.dated.as_ref().and_then(|d| d.at);
    (dated, at)
}

/// Of "the visit closed on Friday": the time of the verb whose subject the noun is.
fn is_subject_time(scene: &Scene, time: Span, told: &Telling) -> bool {
    told.nominal
        && matches!(scene.dep(told.at), Dep::Nsubj | Dep::Nsubjpass)
        && scene.head(told.at).is_some_and(|verb| hangs_on(scene, time, verb))
}

/// The day of the one meeting told before, when it lies close before the date of the document: what was said was said there.
fn time_of_meeting<'a>(scene: &Scene, earlier: &'a [Act]) -> Option<&'a Time> {
    let mut meetings =
        earlier.iter().filter(|a| a.event == Root::Consult && a.state == State::Held);
    let first = meetings.next().filter(|_| meetings.next().is_none())?;
    let time = first.time.as_ref().filter(|t| t.kind != TimeKind::None && t.at.is_some())?;
    let day = time.single_day()?;
    let dated = scene.document.dated.as_ref()?.single_day()?;
    (day <= dated).then_some(time)
}

/// True when a time stands below the predicate with no clause between, or beside it in the same clause.
fn hangs_on(scene: &Scene, time: Span, predicate: At) -> bool {
    let tokens = crate::scene::tokens_in(scene.analysis, time);
    let is_noun = scene.pos(predicate) == Pos::Noun;
    tokens.into_iter().any(|token| {
        let mut here = token;
        for _ in 0..24 {
            if here == predicate {
                return true;
            }
            let clause = scene.pos(here) == Pos::Verb && scene.dep(here) != Dep::Amod;
            // "last night's strike", "the attack of 3 May" are the time of the noun, not of who condemns it.
            let outside = scene.head(here).is_some_and(|h| !time.touches(scene.token(h).span));
            let of_noun = match scene.dep(here) {
                Dep::Poss | Dep::Compound | Dep::Amod | Dep::Nmod => outside,
                Dep::Prep => matches!(scene.word(here), "of" | "for" | "than"),
                Dep::Nsubj => true,
                _ => false,
            };
            match scene.head(here) {
                Some(head) if !clause && (!of_noun || head == predicate && is_noun) => here = head,
                _ => return false,
            }
        }
        false
    })
}

/// A place named in the clause under "in", "at", "near".
fn place(scene: &Scene, told: &Telling) -> Option<(Id, Span)> {
    const WHERE: &[&str] = &["in", "at", "near", "on", "off", "outside", "to"];
    let mut heads = vec![told.at, told.deed];
    heads.extend(
        scene.children(told.deed).filter(|&c| matches!(scene.dep(c), Dep::Dobj | Dep::Prt)),
    );
    // "a strike on a depot in Lund": the place hangs on what was struck.
    if told.base == Root::Assault {
        heads.extend(told.recipients.iter().copied());
        heads.extend(scene.after(told.deed, &["on"]));
    }
    for head in heads {
        for preposition in scene.children(head).filter(|&c| scene.dep(c) == Dep::Prep) {
            let word = scene.word(preposition).to_lowercase();
            if !WHERE.contains(&word.as_str()) || word == "to" && !moves(told) {
                continue;
            }
            let Some(object) = scene.child(preposition, &[Dep::Pobj]) else { continue };
            if scene.tag(object) == Tag::Cd {
                continue;
            }
            let of = || scene.after(object, &["of"]).and_then(|o| scene.entity(o));
            let Some(mention) = scene.entity(object).or_else(of) else { continue };
            let kind = scene.referent(&mention.refers).and_then(|r| r.kind);
            if matches!(kind, Some(EntityKind::Place | EntityKind::State)) {
                return Some((mention.refers.clone(), mention.span));
            }
        }
    }
    None
}

fn moves(told: &Telling) -> bool {
    matches!(told.root, Root::Mobilize | Root::Consult)
}

/// The occasion that was claimed from these words.
fn occasion(scene: &Scene, draft: &Draft, told: &Telling) -> Option<Id> {
    if !matches!(
        told.base,
        Root::Consult | Root::Cooperate | Root::Assault | Root::Mobilize | Root::Protest
    ) {
        return None;
    }
    let word = scene.token(told.deed).span;
    let claim = draft.claims.iter().find(|c| {
        matches!(c.matter, Matter::Occasion(_))
            && c.grounds
                .iter()
                .any(|g| g.fields.is_empty() && g.span.covers(word) && g.span.len() < 600)
    })?;
    Some(claim.id.clone())
}

/// The statement that the act is: one claimed from these words by its speaker.
fn statement(scene: &Scene, draft: &Draft, told: &Telling) -> Option<Id> {
    if !told.frame.spoken && told.operators.is_empty() {
        return None;
    }
    let word = scene.token(told.at).span;
    let claim = draft.claims.iter().find(|c| match &c.matter {
        Matter::Statement(s) => {
            s.content.iter().any(|span| span.covers(word) && span.len() < 600)
                || c.grounds
                    .iter()
                    .any(|g| g.fields.is_empty() && g.span.covers(word) && g.span.len() < 600)
        }
        _ => false,
    })?;
    Some(claim.id.clone())
}

/// True when an act says again what an earlier one said.
fn repeats(act: &Act, other: &Act) -> bool {
    if act.event != other.event {
        return false;
    }
    let sides = |a: &Act| {
        let all: BTreeSet<Id> =
            a.actors.iter().chain(&a.recipients).map(|p| p.entity.clone()).collect();
        all
    };
    let harm = matches!(act.event, Root::Assault | Root::Coerce);
    if harm && sides(act) == sides(other) && act.time == other.time {
        return true;
    }
    let same_time = match (&act.time, &other.time) {
        (Some(a), Some(b)) => {
            a.kind == TimeKind::None || b.kind == TimeKind::None || a.edtf == b.edtf
        }
        _ => true,
    };
    let (mine, theirs) = (sides(act), sides(other));
    if act.event == Root::Consult {
        if act.actors.len() + act.recipients.len() == 1 && act.occasion.is_none() {
            return true;
        }
        let one_occasion = act.occasion.is_some() && act.occasion == other.occasion;
        return one_occasion || same_time && mine.is_subset(&theirs);
    }
    let nominal = act.state == State::Background || other.state == State::Background;
    same_time && nominal && mine.is_subset(&theirs)
}
