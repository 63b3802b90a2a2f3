//! Words that tell or name an event: nouns ("the session", "a drone strike"), verbs ("met", "received"), and a few turns of
//! speech ("came under fire", "put before the Council again").

use super::{Event, Pointing, fill};
use crate::scene::{At, Scene};
use chancery_knowledge::Gatherings;
use chancery_record::matter::{Format, OccasionKind, Part, State};
use chancery_record::{Dep, EntityKind, Id, Pos, Span, Tag};
use std::collections::BTreeSet;

/// All events of title and body, in order of the text.
pub(super) fn events(scene: &Scene) -> Vec<Event> {
    let mut found = Vec::new();
    let mut spent = BTreeSet::new();
    for sentence in scene.analysis.sentences.iter().filter(|s| {
        matches!(
            s.region,
            chancery_record::RegionRole::Body
                | chancery_record::RegionRole::Title
                | chancery_record::RegionRole::Caption
        )
    }) {
        let title = sentence.region == chancery_record::RegionRole::Title;
        let first = found.len();
        for at in scene.words_of(sentence) {
            let last = found.last().map(|e: &Event| e.kind);
            found.extend(noun(scene, at, last, &mut spent));
        }
        if !title {
            for at in scene.words_of(sentence).filter(|at| !spent.contains(at)) {
                found.extend(verb(scene, at));
            }
        }
        for event in &mut found[first..] {
            event.anchored &= !title;
            if title {
                event.pointing = Pointing::Back;
                event.parts.clear();
            }
        }
        found[first..].sort_by_key(|e| e.trigger);
    }
    found
}

/// An event named by a noun.
fn noun(
    scene: &Scene,
    at: At,
    last: Option<OccasionKind>,
    spent: &mut BTreeSet<At>,
) -> Option<Event> {
    let words = Gatherings::embedded();
    // "The next one": of the kind told last.
    let again = last.filter(|_| {
        scene.lower(at) == "one"
            && scene.children(at).any(|c| {
                c < at && (words.is_next(&scene.lower(c)) || words.is_past(&scene.lower(c)))
            })
    });
    if !matches!(scene.pos(at), Pos::Noun | Pos::Propn)
        || matches!(scene.dep(at), Dep::Compound | Dep::Amod)
    {
        return None;
    }
    if scene.mentions_at(at).any(|m| {
        m.refers.prefix() != "collective"
            && m.refers.prefix() != "place"
            && scene.words_of(scene.sentence(at)).len() > 2
            && m.span.len() > scene.token(at).span.len()
    }) {
        return None;
    }
    let before = at.checked_sub(1).map(|b| scene.lower(b)).unwrap_or_default();
    let (kind, weak) = again
        .map(|kind| (kind, false))
        .or_else(|| words.noun(&before, scene.lemma(at)))
        .or_else(|| words.noun(&before, &scene.lower(at)))?;
    if about(scene, at) || scene.text(scene.sentence(at).span).ends_with('?') {
        return None;
    }
    let outer = fill::round(scene, at);
    let modifiers: BTreeSet<String> = scene
        .children(at)
        .chain(outer.into_iter().flat_map(|o| scene.children(o)))
        .filter(|&c| {
            c < at && matches!(scene.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Nummod)
        })
        .map(|c| scene.lower(c))
        .collect();
    let kind = kind_beside(kind, weak, &modifiers, scene, at)?;
    if scene.children(at).any(|c| scene.lower(c) == "no") {
        return None;
    }
    let mut event = Event::new(kind, at, scene.token(at).span);
    event.pointing = pointing(scene, at, &modifiers);
    event.formats = formats(scene, at, &modifiers);
    let verb = fill::by_noun(scene, &mut event, at);
    let light = verb.filter(|&v| words.holds(scene.lemma(v)));
    // "will travel to Lund for talks" tells a visit as well.
    let goes = |v: &At| {
        ["travel", "arrive", "fly"].contains(&scene.lemma(*v))
            && scene.after(*v, &["to", "in"]).is_some()
    };
    spent.extend(light.filter(|v| !goes(v)));
    event.spans = vec![fill::words_of_noun(scene, at, light)];
    Some(event)
}

/// "a plan of consultations", "the results of the summit": no event, or one told elsewhere.
fn about(scene: &Scene, at: At) -> bool {
    let papers = [
        "plan",
        "programme",
        "program",
        "schedule",
        "agenda",
        "calendar",
        "framework",
        "mechanism",
        "history",
        "risk",
        "threat",
        "kind",
        "type",
        "victim",
    ];
    let of = scene.head(at).filter(|&p| {
        scene.dep(at) == Dep::Pobj && ["of", "for"].contains(&scene.lower(p).as_str())
    });
    of.and_then(|p| scene.head(p)).is_some_and(|h| papers.contains(&scene.lemma(h)))
}

/// The kind with its modifiers weighed; nothing for a weak noun without one.
fn kind_beside(
    kind: OccasionKind,
    weak: bool,
    modifiers: &BTreeSet<String>,
    scene: &Scene,
    at: At,
) -> Option<OccasionKind> {
    let words = Gatherings::embedded();
    let by_phone = modifiers.iter().any(|m| words.modifies(OccasionKind::Call, m))
        || scene.children(at).any(|c| {
            scene.lower(c) == "by"
                && scene
                    .child(c, &[Dep::Pobj])
                    .is_some_and(|o| ["phone", "telephone", "video"].contains(&scene.lemma(o)))
        });
    if by_phone && super::family(kind) == 0 {
        return Some(OccasionKind::Call);
    }
    if weak && kind == OccasionKind::Call && scene.lemma(at) == "call" {
        // "took a call from X", "had a call with X": between people who are named.
        let verb = scene.head(at).filter(|_| scene.dep(at) == Dep::Dobj)?;
        let partners = scene.prepositional(at, &["from", "with", "to", "between"]);
        let beside = scene.prepositional(verb, &["from", "with", "to"]);
        let light =
            ["take", "have", "hold", "place", "receive", "make", "get", "return", "initiate"];
        let named = partners.into_iter().chain(beside).any(|o| {
            persons(scene, o).iter().any(|n| scene.kind(&n.id) == Some(EntityKind::Person))
        });
        return (light.contains(&scene.lemma(verb)) && named).then_some(OccasionKind::Call);
    }
    if weak && kind != OccasionKind::Call {
        let enough = modifiers.iter().any(|m| words.modifies(kind, m))
            || (kind == OccasionKind::Observance && scene.after(at, &["of"]).is_some());
        return enough.then_some(kind);
    }
    (!weak).then_some(kind)
}

fn pointing(scene: &Scene, at: At, modifiers: &BTreeSet<String>) -> Pointing {
    let words = Gatherings::embedded();
    let other = |m: &String| words.is_next(m) || words.is_past(m) || words.is_other(m);
    if modifiers.iter().any(other) {
        return Pointing::Other;
    }
    let definite = scene.children(at).any(|c| {
        c < at
            && (["the", "this", "these", "its", "their"].contains(&scene.lower(c).as_str())
                || scene.dep(c) == Dep::Poss)
    });
    let bare = !scene
        .children(at)
        .any(|c| c < at && matches!(scene.dep(c), Dep::Det | Dep::Poss | Dep::Nummod));
    if definite || (bare && scene.tag(at) != Tag::Nns && scene.dep(at) == Dep::Pobj) {
        Pointing::Back
    } else {
        Pointing::New
    }
}

fn formats(scene: &Scene, at: At, modifiers: &BTreeSet<String>) -> BTreeSet<Format> {
    let mut formats = BTreeSet::new();
    for word in modifiers {
        formats.extend(match word.as_str() {
            "closed" | "closed-door" => Some(Format::Closed),
            "extraordinary" | "emergency" | "unscheduled" | "special" => {
                Some(Format::Extraordinary)
            }
            "regular" | "ordinary" | "scheduled" => Some(Format::Regular),
            "narrow" | "one-on-one" | "face-to-face" | "tête-à-tête" | "private" | "restricted"
            | "one" => Some(Format::Narrow),
            "expanded" | "enlarged" | "extended" | "wider" => Some(Format::Expanded),
            "virtual" | "online" | "video" => Some(Format::Virtual),
            _ => None,
        });
    }
    let phrase = scene.text(scene.phrase(at)).to_lowercase();
    if phrase.contains("one-on-one")
        || phrase.contains("in narrow format")
        || phrase.contains("tête-à-tête")
    {
        formats.insert(Format::Narrow);
    }
    if phrase.contains("behind closed doors") {
        formats.insert(Format::Closed);
    }
    if phrase.contains("two delegations")
        || phrase.contains("expanded format")
        || phrase.contains("extended format")
    {
        formats.insert(Format::Expanded);
    }
    formats
}

/// An event told by a verb.
fn verb(scene: &Scene, at: At) -> Option<Event> {
    if scene.lemma(at) == "due" {
        return due(scene, at);
    }
    if scene.pos(at) != Pos::Verb || matches!(scene.dep(at), Dep::Amod | Dep::Compound) {
        return None;
    }
    if scene.dep(at) == Dep::Pcomp {
        return before_body(scene, at).map(|event| Event { anchored: true, ..event });
    }
    let state = scene.mood(at);
    if scene.text(scene.sentence(at).span).ends_with('?') {
        return None;
    }
    if matches!(state, State::Denied | State::Hypothetical) {
        return None;
    }
    let lemma = scene.lemma(at);
    let found = match lemma {
        "meet" => meet(scene, at),
        "receive" | "host" => receive(scene, at),
        "speak" | "talk" | "confer" => speak(scene, at),
        "phone" | "telephone" | "ring" => call(scene, at),
        "see" => see(scene, at),
        "fire" if scene.after(at, &["on", "at", "upon"]).is_some() || fired_on(scene, at) => {
            harm(scene, at)
        }
        "kill" | "shoot" | "gun" | "storm" | "torch" | "burn" | "massacre" | "abduct"
        | "kidnap" | "stab" | "hijack" => harm(scene, at),
        "visit" => visit(scene, at, scene.child(at, &[Dep::Dobj])),
        "arrive" | "travel" | "fly" | "journey" | "head" => {
            visit(scene, at, scene.after(at, &["to", "in"]))
        }
        "leave" | "depart" => visit(scene, at, scene.after(at, &["for"])),
        "invite" => invite(scene, at),
        "convene" | "summon" | "gather" | "assemble" | "sit" => {
            convened(scene, at).or_else(|| gather(scene, at))
        }
        "exchange" | "trade" => crossfire(scene, at),
        "strike" | "hit" | "batter" | "devastate" | "ravage" => {
            calamity(scene, at).or_else(|| attack(scene, at))
        }
        "attack" | "shell" | "bomb" | "ambush" | "raid" | "bombard" => attack(scene, at),
        "come" => under_fire(scene, at).or_else(|| visit(scene, at, scene.after(at, &["to"]))),
        "explode" | "detonate" => blast(scene, at),
        "hear" | "debate" | "discuss" | "vote" | "examine" => {
            sits(scene, at).or_else(|| deliberate(scene, at)).or_else(|| before_body(scene, at))
        }
        "put" | "bring" | "return" | "submit" | "go" | "tell" | "attend" => before_body(scene, at),
        _ => before_body(scene, at),
    };
    let mut event = found?;
    if event.state == State::Held {
        event.state = state;
    }
    event.anchored = true;
    fill::by_verb(scene, &mut event, at);
    Some(event)
}

fn persons(scene: &Scene, at: At) -> Vec<crate::clauses::Named> {
    fill::present(scene, at).into_iter().filter(|n| fill::takes_part(scene, &n.id)).collect()
}

/// "its ministers will discuss them in Lund on Monday": a meeting where place and day are told.
fn deliberate(scene: &Scene, verb: At) -> Option<Event> {
    let subject = scene.child(verb, &[Dep::Nsubj])?;
    let who = ["minister", "leader", "president", "ambassador", "envoy", "head", "premier"];
    let many = scene.tag(subject) == Tag::Nns && who.contains(&scene.lemma(subject));
    let place = scene.place_of(verb).filter(|_| many && !scene.is_passive(verb))?;
    let time = scene.told_time(verb)?.clone();
    let span = scene.phrase(subject).join(scene.predicate(verb));
    let mut event = Event::new(OccasionKind::Meeting, verb, span);
    (event.place, event.time) = (Some(place), Some(time));
    for named in persons(scene, subject) {
        event.add_part(&named, Part::Attendee, named.span);
        event.add_party(named);
    }
    Some(event)
}

/// "X met (with) Y", "the council met", "the two met".
fn meet(scene: &Scene, verb: At) -> Option<Event> {
    if scene.is_passive(verb) {
        return welcomed(scene, verb);
    }
    let subject = scene.subject(verb)?;
    let subjects = persons(scene, subject);
    let object = scene.child(verb, &[Dep::Dobj]).or_else(|| scene.after(verb, &["with"]));
    let mut objects = object.map(|o| persons(scene, o)).unwrap_or_default();
    if let Some(object) = object.filter(|_| objects.is_empty()) {
        // "met with the leadership of Norland"
        let inside = scene.mentions_at_span(scene.phrase(object));
        let party = |n: &crate::clauses::Named| {
            matches!(
                scene.kind(&n.id),
                Some(EntityKind::State | EntityKind::Organization | EntityKind::Body)
            )
        };
        let leaders = [
            "leadership",
            "leader",
            "official",
            "authority",
            "representative",
            "member",
            "delegation",
            "minister",
            "counterpart",
        ];
        objects.extend(
            inside.into_iter().find(party).filter(|_| leaders.contains(&scene.lemma(object))),
        );
    }
    let span = scene.predicate(verb);
    let mut event = Event::new(OccasionKind::Meeting, verb, span);
    let body = subjects.first().filter(|n| fill::sits(scene, &n.id)).cloned();
    match (body, objects.is_empty()) {
        (Some(body), true) => {
            event.kind = OccasionKind::Session;
            event.spans = vec![body.span.join(span)];
            event.body = Some(body);
            return Some(event);
        }
        (None, true) if object.is_some() || subjects.len() < 2 && !plural(scene, subject) => {
            return None;
        }
        (None, true) if subjects.is_empty() => return gather(scene, verb),
        _ => {}
    }
    for named in subjects.into_iter().chain(objects) {
        event.spans[0] = event.spans[0].join(named.span);
        event.add_part(&named, Part::Attendee, named.span.join(scene.token(verb).span));
        event.add_party(named);
    }
    (!event.parties.is_empty()).then_some(event)
}

/// "was met at the airport by X": a welcome.
fn welcomed(scene: &Scene, verb: At) -> Option<Event> {
    let guest = scene.child(verb, &[Dep::Nsubjpass]).map(|s| persons(scene, s))?;
    let host = scene.after(verb, &["by"]).map(|s| persons(scene, s))?;
    let at_place = scene.place_of(verb)?;
    let guest = guest.into_iter().find(|n| scene.kind(&n.id) == Some(EntityKind::Person))?;
    let mut event = Event::new(
        OccasionKind::Ceremony,
        verb,
        guest.span.join(scene.predicate(verb)).join(at_place.span),
    );
    event.add_part(&guest, Part::Attendee, event.spans[0]);
    event.add_party(guest);
    for named in host.into_iter().take(1) {
        event.add_part(&named, Part::Host, event.spans[0]);
        event.host = Some(named.clone());
        event.add_party(named);
    }
    Some(event)
}

fn plural(scene: &Scene, at: At) -> bool {
    matches!(scene.tag(at), Tag::Nns | Tag::Nnps)
        || ["they", "both", "two"].contains(&scene.lower(at).as_str())
        || scene.child(at, &[Dep::Conj]).is_some()
}

/// "X received Y".
fn receive(scene: &Scene, verb: At) -> Option<Event> {
    let passive = scene.is_passive(verb);
    let (host, guest) = if passive {
        (scene.after(verb, &["by"])?, scene.child(verb, &[Dep::Nsubjpass])?)
    } else {
        (scene.subject(verb)?, scene.child(verb, &[Dep::Dobj])?)
    };
    let is_person = |n: &crate::clauses::Named| {
        matches!(scene.kind(&n.id), Some(EntityKind::Person | EntityKind::Collective))
    };
    let guests: Vec<_> = persons(scene, guest).into_iter().filter(is_person).collect();
    let hosts: Vec<_> = persons(scene, host)
        .into_iter()
        .filter(|n| scene.kind(&n.id) != Some(EntityKind::Place))
        .collect();
    let (Some(first), false) = (hosts.first(), guests.is_empty()) else { return None };
    let mut event =
        Event::new(OccasionKind::Reception, verb, scene.predicate(verb).join(first.span));
    let several =
        plural(scene, guest) || scene.subtree(guest).iter().any(|&t| scene.tag(t) == Tag::Nns);
    if scene.lemma(verb) == "host" && several {
        // "hosted the presidents of four states": the host of a gathering.
        event.kind = OccasionKind::Meeting;
        event.pointing = Pointing::Back;
    }
    event.host = Some(first.clone());
    for named in &hosts {
        event.add_part(named, Part::Host, event.spans[0]);
        event.add_party(named.clone());
    }
    for named in guests {
        event.spans[0] = event.spans[0].join(named.span);
        event.add_part(&named, Part::Attendee, event.spans[0]);
        event.add_party(named);
    }
    Some(event)
}

/// "spoke by telephone with Y", "are to speak by video".
fn speak(scene: &Scene, verb: At) -> Option<Event> {
    let words = scene.text(scene.predicate(verb)).to_lowercase();
    let video = [
        "by video",
        "via video",
        "by videoconference",
        "online",
        "over video",
        "via videolink",
        "by video link",
    ]
    .iter()
    .any(|w| words.contains(w));
    let phone = [
        "by phone",
        "by telephone",
        "on the phone",
        "on the telephone",
        "over the phone",
        "over the telephone",
        "by secure line",
        "on the line",
    ]
    .iter()
    .any(|w| words.contains(w));
    let partner = scene.after(verb, &["with", "to"]);
    (video || phone).then_some(())?;
    let mut event = between(scene, OccasionKind::Call, verb, partner)?;
    if video {
        event.formats.insert(Format::Virtual);
    }
    Some(event)
}

fn call(scene: &Scene, verb: At) -> Option<Event> {
    let partner = scene.child(verb, &[Dep::Dobj])?;
    persons(scene, partner).first()?;
    between(scene, OccasionKind::Call, verb, Some(partner))
}

/// "The two will see each other in Lund": a meeting.
fn see(scene: &Scene, verb: At) -> Option<Event> {
    let object = scene.child(verb, &[Dep::Dobj])?;
    let phrase = scene.text(scene.phrase(object)).to_lowercase();
    matches!(phrase.as_str(), "each other" | "one another").then_some(())?;
    let subject = scene.subject(verb)?;
    let mut event = Event::new(OccasionKind::Meeting, verb, scene.predicate(verb));
    for named in persons(scene, subject) {
        event.add_part(&named, Part::Attendee, named.span);
        event.add_party(named);
    }
    Some(event)
}

/// "their boat was fired on"
fn fired_on(scene: &Scene, verb: At) -> bool {
    scene.child(verb, &[Dep::Nsubjpass]).is_some()
        && scene.children(verb).any(|c| ["on", "at", "upon"].contains(&scene.lower(c).as_str()))
}

/// "Three guards were shot dead near the bridge on Saturday": an attack where place and day are told, unless a noun of the
/// clause names it.
fn harm(scene: &Scene, verb: At) -> Option<Event> {
    let victim = scene
        .child(verb, &[Dep::Dobj, Dep::Nsubjpass])
        .or_else(|| scene.after(verb, &["on", "at", "upon"]))?;
    let words = Gatherings::embedded();
    let named = |t: At| {
        words.noun("", scene.lemma(t)).is_some() || words.noun("", &scene.lower(t)).is_some()
    };
    let told = scene.prepositional(verb, &["in", "by", "during", "after"]).into_iter().any(named)
        || scene.subject(verb).is_some_and(named);
    let mut event = Event::new(OccasionKind::Attack, verb, scene.predicate(verb));
    event.spans[0] = event.spans[0].join(scene.phrase(victim));
    event.pointing = Pointing::Back;
    event.place = scene.place_of(verb);
    let dated = scene.told_time(verb).is_some();
    (!told && (event.place.is_some() || dated)).then_some(event)
}

/// An event between the subject and a partner.
fn between(scene: &Scene, kind: OccasionKind, verb: At, partner: Option<At>) -> Option<Event> {
    let subject = scene.subject(verb)?;
    let mut event = Event::new(kind, verb, scene.predicate(verb));
    let all = persons(scene, subject)
        .into_iter()
        .chain(partner.map(|p| persons(scene, p)).unwrap_or_default());
    for named in all {
        event.spans[0] = event.spans[0].join(named.span);
        event.add_part(&named, Part::Attendee, named.span);
        event.add_party(named);
    }
    (event.parties.len() > 1 || (event.parties.len() == 1 && plural(scene, subject)))
        .then_some(event)
}

/// "X visited S", "X arrived in S".
fn visit(scene: &Scene, verb: At, target: Option<At>) -> Option<Event> {
    if scene.is_passive(verb) {
        return None;
    }
    // "accepted an invitation to visit Lund": who accepts it travels.
    let invited =
        scene.head(verb).filter(|&h| scene.lemma(h) == "invitation").and_then(|h| scene.head(h));
    if invited.is_some_and(|v| {
        ["convey", "extend", "deliver", "issue", "send", "renew", "hand", "pass", "bring"]
            .contains(&scene.lemma(v))
    }) {
        return None;
    }
    let guests = persons(scene, scene.subject(invited.unwrap_or(verb))?);
    let guest = guests.into_iter().find(|n| scene.kind(&n.id) == Some(EntityKind::Person))?;
    let place = scene.place_at(target?)?;
    let mut event = Event::new(OccasionKind::Visit, verb, guest.span.join(scene.predicate(verb)));
    event.add_part(&guest, Part::Attendee, guest.span);
    event.add_party(guest);
    event.place = Some(place);
    if invited.is_some() {
        event.state = State::Planned;
    }
    Some(event)
}

/// "X is due in S on Friday": a visit to come.
fn due(scene: &Scene, at: At) -> Option<Event> {
    let be = scene.head(at).filter(|&h| scene.dep(at) == Dep::Acomp && scene.lemma(h) == "be")?;
    let target = scene.after(at, &["in"]).or_else(|| scene.after(be, &["in"]))?;
    let place = scene.place_at(target)?;
    let guests = persons(scene, scene.subject(be)?);
    let guest = guests.into_iter().find(|n| scene.kind(&n.id) == Some(EntityKind::Person))?;
    let mut event = Event::new(OccasionKind::Visit, at, guest.span.join(scene.predicate(be)));
    event.add_part(&guest, Part::Attendee, guest.span);
    event.add_party(guest);
    event.place = Some(place);
    event.time = scene.told_time(at).or_else(|| scene.told_time(be)).cloned();
    event.state = State::Planned;
    event.anchored = !scene.is_negated(be);
    event.anchored.then_some(event)
}

/// "X convened the Security Council": the body sits.
fn convened(scene: &Scene, verb: At) -> Option<Event> {
    let object = scene.child(verb, &[Dep::Dobj]).filter(|_| !scene.is_passive(verb))?;
    let body = scene
        .parties(object)
        .into_iter()
        .find(|n| fill::sits(scene, &n.id) && scene.kind(&n.id) == Some(EntityKind::Body))?;
    let span = scene.token(verb).span.join(scene.predicate(verb)).join(body.span);
    let mut event = Event::new(OccasionKind::Session, verb, span);
    event.body = Some(body);
    Some(event)
}

/// "Soldiers of both sides exchanged fire across the river".
fn crossfire(scene: &Scene, verb: At) -> Option<Event> {
    let object = scene.child(verb, &[Dep::Dobj])?;
    ["fire", "shot", "gunfire", "shell", "blow", "salvo", "rocket"]
        .contains(&scene.lemma(object))
        .then_some(())?;
    let subject = scene.subject(verb).map(|s| scene.phrase(s));
    let span = scene.predicate(verb);
    let mut event = Event::new(OccasionKind::Attack, verb, subject.map_or(span, |s| s.join(span)));
    event.place = scene.place_of(verb);
    (event.place.is_some() || scene.told_time(verb).is_some()).then_some(event)
}

/// "Cyclone Mara struck the east of Norland": what befalls, not what somebody does.
fn calamity(scene: &Scene, verb: At) -> Option<Event> {
    let words = Gatherings::embedded();
    let subject = scene.child(verb, &[Dep::Nsubj])?;
    let befalls = |t: At| {
        let word = scene.lower(t);
        word == "storm"
            || words.noun("", &word).is_some_and(|(kind, _)| kind == OccasionKind::Disaster)
    };
    let named = befalls(subject) || scene.children(subject).any(|c| c < subject && befalls(c));
    let object = scene.child(verb, &[Dep::Dobj]);
    let span = scene.phrase(subject).join(scene.predicate(verb));
    let mut event = Event::new(OccasionKind::Disaster, verb, span);
    event.place = object.and_then(|o| scene.place_at(o)).or_else(|| scene.place_of(verb));
    named.then_some(event)
}

/// "X invited Y to S": a visit wanted.
fn invite(scene: &Scene, verb: At) -> Option<Event> {
    let guest = if scene.is_passive(verb) {
        scene.child(verb, &[Dep::Nsubjpass])?
    } else {
        scene.child(verb, &[Dep::Dobj])?
    };
    let guest = persons(scene, guest)
        .into_iter()
        .find(|n| scene.kind(&n.id) == Some(EntityKind::Person))?;
    let place = scene.after(verb, &["to"]).and_then(|p| scene.place_at(p))?;
    let mut event = Event::new(OccasionKind::Visit, verb, guest.span.join(scene.predicate(verb)));
    event.add_part(&guest, Part::Attendee, guest.span);
    event.add_party(guest);
    event.place = Some(place);
    event.state = State::CalledFor;
    Some(event)
}

/// "The heads of state of O gathered in L", "the Council convened".
fn gather(scene: &Scene, verb: At) -> Option<Event> {
    let subject = scene.subject(verb)?;
    let mut event = Event::new(OccasionKind::Meeting, verb, scene.predicate(verb));
    let phrase = scene.phrase(subject);
    let words = scene.text(phrase).to_lowercase();
    let leaders = [
        "heads of state",
        "heads of government",
        "leaders",
        "presidents",
        "prime ministers",
        "premiers",
    ]
    .iter()
    .any(|w| words.contains(w));
    let all = scene.parties(subject);
    let body = all.iter().find(|n| fill::sits(scene, &n.id)).cloned();
    let inside = scene
        .mentions_at_span(phrase)
        .into_iter()
        .find(|n| scene.kind(&n.id) == Some(EntityKind::Organization));
    if leaders && inside.is_some() {
        event.kind = OccasionKind::Summit;
        event.body = inside;
    } else if let Some(body) = body {
        event.kind = OccasionKind::Session;
        event.body = Some(body);
    } else if leaders {
        event.kind = OccasionKind::Summit;
    } else if inside.is_some()
        && [
            "minister",
            "chief",
            "secretary",
            "envoy",
            "official",
            "delegate",
            "representative",
            "member",
        ]
        .contains(&scene.lemma(subject))
    {
        event.body = inside;
    } else {
        scene.place_of(verb)?;
    }
    let sitting = event.body.as_ref().map(|b| b.id.clone());
    for named in all.into_iter().filter(|n| Some(&n.id) != sitting.as_ref()) {
        if fill::takes_part(scene, &named.id) && !leaders {
            event.add_part(&named, Part::Attendee, named.span);
            event.add_party(named);
        }
    }
    event.spans[0] = event.spans[0].join(phrase);
    // "The ministers of Norland, Sund and Vestmark met in Lund": nobody but their states is known.
    let officials = ["minister", "ambassador", "envoy", "representative", "official", "chief"];
    if event.body.is_none() && event.parties.is_empty() && officials.contains(&scene.lemma(subject))
    {
        let inside = scene.mentions_at_span(phrase).into_iter();
        let states: Vec<_> =
            inside.filter(|n| scene.kind(&n.id) == Some(EntityKind::State)).collect();
        for named in states.iter().filter(|_| states.len() > 1) {
            event.add_party(named.clone());
        }
    }
    (event.body.is_some() || !event.parties.is_empty() || leaders).then_some(event)
}

/// "Warships shelled the port".
fn attack(scene: &Scene, verb: At) -> Option<Event> {
    let target = scene.child(verb, &[Dep::Dobj, Dep::Nsubjpass])?;
    let subject = scene.child(verb, &[Dep::Nsubj]).or_else(|| scene.after(verb, &["by"]));
    let arms = [
        "drone",
        "missile",
        "rocket",
        "warplane",
        "jet",
        "artillery",
        "gunman",
        "shell",
        "mortar",
        "projectile",
        "strike",
        "troop",
        "force",
        "militant",
        "fighter",
        "rebel",
        "army",
        "aircraft",
        "bomber",
        "airstrike",
    ];
    let armed = subject.is_some_and(|s| {
        arms.contains(&scene.lemma(s))
            || scene.parties(s).iter().any(|n| {
                matches!(
                    scene.kind(&n.id),
                    Some(EntityKind::ArmedGroup | EntityKind::Force | EntityKind::State)
                )
            })
    });
    let hit = ["shell", "bomb", "bombard", "ambush"].contains(&scene.lemma(verb)) || armed;
    let object = scene.place_at(target).or_else(|| scene.place_of(verb));
    let thing = scene.pos(target) != Pos::Pron;
    if !hit || !thing || (scene.lemma(verb) == "strike" && object.is_none()) {
        return None;
    }
    let mut event = Event::new(OccasionKind::Attack, verb, scene.predicate(verb));
    event.place = object;
    (event.place.is_some() || scene.times_of(verb).next().is_some()).then_some(event)
}

/// "a car bomb exploded outside the embassy"
fn blast(scene: &Scene, verb: At) -> Option<Event> {
    let charge = scene.child(verb, &[Dep::Nsubj, Dep::Nsubjpass])?;
    ["bomb", "device", "mine", "grenade", "charge", "missile", "rocket", "drone"]
        .contains(&scene.lemma(charge))
        .then_some(())?;
    let mut event =
        Event::new(OccasionKind::Attack, verb, scene.phrase(charge).join(scene.predicate(verb)));
    event.place = scene.place_of(verb);
    Some(event)
}

/// "came under fire"
fn under_fire(scene: &Scene, verb: At) -> Option<Event> {
    let object = scene.after(verb, &["under"])?;
    ["fire", "attack", "shelling", "bombardment"].contains(&scene.lemma(object)).then_some(())?;
    let subject = scene.child(verb, &[Dep::Nsubj]).map(|s| scene.phrase(s));
    let span = scene.predicate(verb);
    let mut event = Event::new(OccasionKind::Attack, verb, subject.map_or(span, |s| s.join(span)));
    event.place = scene.place_of(verb).or_else(|| scene.place_of(object));
    Some(event)
}

/// "The Council heard a briefing", "Congress is to vote": a body does what it does in session.
fn sits(scene: &Scene, verb: At) -> Option<Event> {
    let subject = scene.child(verb, &[Dep::Nsubj]).or_else(|| scene.subject(verb))?;
    let body = scene.parties(subject).into_iter().find(|n| fill::sits(scene, &n.id))?;
    let mut event = Event::new(OccasionKind::Session, verb, body.span.join(scene.predicate(verb)));
    event.body = Some(body);
    Some(event)
}

/// "will be put before the Council on Thursday", "at the Association Council on Monday".
fn before_body(scene: &Scene, verb: At) -> Option<Event> {
    let objects = scene.prepositional(verb, &["before", "at", "in"]);
    let direct = scene
        .child(verb, &[Dep::Dobj])
        .filter(|_| ["tell", "address"].contains(&scene.lemma(verb)));
    let body = objects
        .into_iter()
        .chain(direct)
        .find_map(|o| scene.parties(o).into_iter().find(|n| fill::sits(scene, &n.id)))?;
    let time = scene.told_time(verb)?.clone();
    let mut event = Event::new(OccasionKind::Session, verb, scene.predicate(verb).join(body.span));
    if scene.is_ahead(&time) {
        event.state = State::Planned;
    }
    event.body = Some(body);
    event.time = Some(time);
    Some(event)
}

impl Scene<'_> {
    /// Entities whose mentions lie in a span, posts left out.
    pub(crate) fn mentions_at_span(&self, span: Span) -> Vec<crate::clauses::Named> {
        let all = crate::scene::tokens_in(self.analysis, span).flat_map(|t| self.mentions_at(t));
        let mut found: Vec<crate::clauses::Named> = Vec::new();
        for m in all.filter(|m| span.covers(m.span) && m.refers.prefix() != "post") {
            let id: &Id = &m.refers;
            if found.iter().all(|f| f.id != *id) {
                found.push(crate::clauses::Named { id: id.clone(), span: m.span });
            }
        }
        found
    }
}
