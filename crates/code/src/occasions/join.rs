//! One event of all its tellings: "met on Monday", "the meeting", "the conversation", the title.
//!
//! A definite word joins the nearest event of its kind that it does not contradict; two full tellings join when body or
//! parties agree and neither time, place nor state excludes it. What cannot stand alone and joins nothing is dropped.

use super::{Event, Pointing, akin, family};
use crate::clauses::Named;
use crate::scene::{At, Scene};
use chancery_record::matter::{Format, OccasionKind, Part, State};
use chancery_record::{Dep, EntityKind, Pos, Span};
use std::collections::BTreeSet;

/// Events told back at most this far are one.
const REACH: usize = 40;

/// The events of a document, each once, in order of their first words.
pub(super) fn together(scene: &Scene, spotted: Vec<Event>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let mut waiting: Vec<Event> = Vec::new();
    for mut event in spotted {
        expand(scene, &events, &mut event);
        match fitting(scene, &events, &event) {
            Some(known) => absorb(&mut events[known], event),
            None if event.anchored => {
                general_word(&events, &mut event);
                events.push(event);
            }
            None => waiting.push(event),
        }
    }
    // Titles and early words come before the telling they belong to.
    for event in waiting.into_iter().filter(|e| e.pointing == Pointing::Back) {
        if let Some(known) = later(scene, &events, &event) {
            let span = event.spans[0];
            events[known].spans.push(span);
            if event.kind == OccasionKind::Summit && events[known].kind == OccasionKind::Meeting {
                events[known].kind = OccasionKind::Summit;
            }
        }
    }
    pairs(scene, &mut events);
    topic_times(scene, &mut events);
    absentees(scene, &mut events);
    joiners(scene, &mut events);
    contingents(scene, &mut events);
    presiding(scene, &mut events);
    speakers(scene, &mut events);
    mediators(scene, &mut events);
    agendas(scene, &mut events);
    representatives(scene, &mut events);
    chairs_by_post(scene, &mut events);
    for event in &mut events {
        finish(scene, event);
    }
    events.sort_by_key(|e| (e.spans.iter().map(|s| s.start()).min(), e.trigger));
    events
}

/// The known event that these words tell again.
fn fitting(scene: &Scene, events: &[Event], new: &Event) -> Option<usize> {
    let near = events.iter().enumerate().rev().take(REACH);
    let mut fits = near.filter(|(_, known)| agrees(scene, known, new));
    match new.pointing {
        Pointing::Other => None,
        Pointing::Back if generic(new) => fits.next().map(|(i, _)| i),
        _ => fits.find(|(_, known)| shared(known, new) || same_spot(known, new)).map(|(i, _)| i),
    }
}

/// "the meeting" without a body or party of its own.
fn generic(event: &Event) -> bool {
    !event.own
}

/// Nothing speaks against the two being one.
fn agrees(scene: &Scene, known: &Event, new: &Event) -> bool {
    let visit_talks = family(known.kind) != family(new.kind);
    if visit_talks || !akin(known.kind, new.kind) {
        return false;
    }
    let times = match (&known.time, &new.time) {
        (Some(a), Some(b)) => {
            a.edtf == b.edtf
                || (!a.excludes(b)
                    && (a.earliest.is_none() || b.earliest.is_none() || within(a, b)))
        }
        _ => true,
    };
    let places = match (&known.place, &new.place) {
        (Some(a), Some(b)) => {
            a.id == b.id || lies_in(scene, &a.id, &b.id) || lies_in(scene, &b.id, &a.id)
        }
        _ => true,
    };
    let bodies = match (&known.body, &new.body) {
        (Some(a), Some(b)) => a.id == b.id,
        _ => true,
    };
    let ahead = |s: State| matches!(s, State::Planned | State::CalledFor);
    let states = ahead(known.state) == ahead(new.state)
        || (new.time.is_none() && new.state == State::Held)
        || known.time.is_none() && new.kind == known.kind && ahead(new.state) && ahead(known.state);
    let formats =
        known.formats.is_empty() || new.formats.is_empty() || known.formats == new.formats;
    let table = new.kind == OccasionKind::Negotiation
        && matches!(known.kind, OccasionKind::Session | OccasionKind::Summit);
    let call = !table && (known.kind == OccasionKind::Call) == (new.kind == OccasionKind::Call)
        || new.pointing == Pointing::Back;
    times && places && bodies && states && formats && call
}

fn within(a: &chancery_record::Time, b: &chancery_record::Time) -> bool {
    match (a.earliest, a.latest, b.earliest, b.latest) {
        (Some(a0), Some(a1), Some(b0), Some(b1)) => {
            (a0 <= b0 && b1 <= a1) || (b0 <= a0 && a1 <= b1)
        }
        _ => true,
    }
}

fn lies_in(scene: &Scene, inner: &chancery_record::Id, outer: &chancery_record::Id) -> bool {
    scene.referent(inner).and_then(|r| r.country.as_ref()) == Some(outer)
}

/// Body or parties in common.
fn shared(known: &Event, new: &Event) -> bool {
    let body = known.body.as_ref().zip(new.body.as_ref()).is_some_and(|(a, b)| a.id == b.id);
    let both = new.parties.iter().filter(|n| known.parties.iter().any(|k| k.id == n.id)).count();
    let most = both > 0
        && (both * 2 >= new.parties.len().max(known.parties.len())
            || new.pointing == Pointing::Back);
    let fits_talks = known.kind == new.kind || new.pointing == Pointing::Back;
    body || (most && fits_talks)
}

/// A place or time in common, for events without parties.
fn same_spot(known: &Event, new: &Event) -> bool {
    let place = known.place.as_ref().zip(new.place.as_ref()).is_some_and(|(a, b)| a.id == b.id);
    let time = known.time.as_ref().zip(new.time.as_ref()).is_some_and(|(a, b)| a.edtf == b.edtf);
    let mute = known.parties.is_empty()
        && new.parties.is_empty()
        && known.body.is_none()
        && new.body.is_none();
    known.kind == new.kind && mute && (place || time)
}

/// An event told further on that an early, thin word (of the title) means.
fn later(scene: &Scene, events: &[Event], early: &Event) -> Option<usize> {
    let mut fits = events
        .iter()
        .enumerate()
        .filter(|(_, e)| e.pointing != Pointing::Other && agrees(scene, e, early));
    let title = scene.sentence(early.trigger).region == chancery_record::RegionRole::Title;
    let first = fits.next()?;
    (title || shared(first.1, early)).then_some(first.0)
}

fn absorb(known: &mut Event, new: Event) {
    if new.anchored || new.spans[0].len() > 20 {
        known.spans.extend(new.spans);
    } else {
        known.spans.push(new.spans[0]);
    }
    known.body = known.body.take().or(new.body);
    known.place = known.place.take().or(new.place);
    known.time = known.time.take().or(new.time);
    known.host = known.host.take().or(new.host);
    known.attendance = known.attendance.or(new.attendance);
    known.formats.extend(new.formats);
    known.ordinal = known.ordinal.or(new.ordinal);
    for party in new.parties {
        known.add_party(party);
    }
    for (id, (parts, span)) in new.parts {
        known.parts.entry(id).or_insert_with(|| (BTreeSet::new(), span)).0.extend(parts);
    }
    let general = matches!(known.kind, OccasionKind::Meeting | OccasionKind::Negotiation);
    let session = new.kind == OccasionKind::Session && known.body.is_some();
    if general
        && (session
            || matches!(
                new.kind,
                OccasionKind::Summit | OccasionKind::Call | OccasionKind::Reception
            ))
    {
        known.kind = new.kind;
    }
    if known.state == State::CalledFor && new.state == State::Planned {
        known.state = State::Planned;
    }
}

/// "The previous conversation" after a call was a call too.
fn general_word(events: &[Event], event: &mut Event) {
    let general = matches!(event.kind, OccasionKind::Meeting) && event.pointing == Pointing::Other;
    let talks = events.iter().rev().find(|e| family(e.kind) == 0);
    if let Some(last) = talks.filter(|l| general && l.kind == OccasionKind::Call) {
        event.kind = last.kind;
    }
    let sitting = |e: &&Event| e.kind == OccasionKind::Session && e.body.is_some();
    if matches!(event.kind, OccasionKind::Meeting | OccasionKind::Session)
        && event.body.is_none()
        && event.parties.is_empty()
        && event.pointing == Pointing::Other
        && let Some(before) = events.iter().rev().find(|e| family(e.kind) == 0).filter(sitting)
    {
        event.kind = OccasionKind::Session;
        event.body.clone_from(&before.body);
    }
    if event.kind == OccasionKind::Summit
        && event.body.is_none()
        && event.pointing == Pointing::Other
    {
        event.body = events
            .iter()
            .rev()
            .find(|e| e.kind == OccasionKind::Summit)
            .and_then(|e| e.body.clone());
    }
}

/// "the two", "both leaders": the two of the event before.
fn expand(scene: &Scene, events: &[Event], event: &mut Event) {
    let collective = |n: &Named| {
        let words = scene.text(n.span).to_lowercase();
        scene.kind(&n.id) == Some(EntityKind::Collective)
            && ["two", "both", "they", "leaders", "sides", "presidents", "ministers"]
                .iter()
                .any(|w| words.split(' ').any(|x| x == *w))
    };
    let pair = events
        .iter()
        .rev()
        .find(|e| e.parties.iter().filter(|p| p.id.prefix() == "person").count() >= 2);
    let named = event.parties.iter().any(collective);
    let phrase = scene.text(scene.phrase(event.trigger)).to_lowercase();
    let words = event.parties.is_empty()
        && (phrase.contains("between the two")
            || phrase.contains("of the two leaders")
            || phrase.contains("between them"));
    if !(named || words) || phrase.contains("delegation") {
        return;
    }
    let pair: Vec<Named> = match pair {
        Some(pair) => pair.parties.iter().filter(|p| p.id.prefix() == "person").cloned().collect(),
        None => named_so_far(scene, event),
    };
    if pair.len() != 2 {
        return;
    }
    let span = event.spans[0];
    let gone: Vec<_> =
        event.parties.iter().filter(|p| collective(p)).map(|p| p.id.clone()).collect();
    event.parties.retain(|p| !gone.contains(&p.id));
    event.parts.retain(|id, _| !gone.contains(id));
    for party in &pair {
        event.add_part(party, Part::Attendee, span);
        event.add_party(Named { id: party.id.clone(), span });
    }
}

/// The persons named before an event whose posts its words fit ("the two ministers"); of use when there are just two.
fn named_so_far(scene: &Scene, event: &Event) -> Vec<Named> {
    let words = event.parties.iter().map(|p| scene.text(p.span).to_lowercase()).collect::<String>();
    let role = ["minister", "president", "premier", "chief", "secretar"]
        .into_iter()
        .find(|r| words.contains(r));
    let post = match role {
        Some("president") => "head-of-state",
        Some("premier") => "head-of-government",
        Some(other) => other,
        None => "",
    };
    let before = scene.token(event.trigger).span.start();
    let mut found: Vec<Named> = Vec::new();
    for m in scene.resolution.mentions.iter().take_while(|m| m.span.start() < before) {
        let capacity = scene.referent(&m.refers).and_then(|r| r.capacity.as_ref());
        let fits = m.refers.prefix() == "person"
            && capacity.is_some_and(|c| {
                c.as_str().contains(post)
                    || post == "minister"
                        && c.as_str().contains("head-of-government")
                        && words.contains("prime")
            });
        if fits && found.iter().all(|f| f.id != m.refers) {
            found.push(Named { id: m.refers.clone(), span: m.span });
        }
    }
    found
}

/// Talks in private of nobody in particular, told of a visit of one to another: of these two.
fn pairs(scene: &Scene, events: &mut [Event]) {
    let person = |p: &&Named| scene.kind(&p.id) == Some(EntityKind::Person);
    let pair: Option<Vec<Named>> = events.iter().find_map(|e| {
        let two: Vec<Named> = e.parties.iter().filter(person).cloned().collect();
        (two.len() == 2 && e.state == State::Held).then_some(two)
    });
    let visit = events.iter().find(|e| e.kind == OccasionKind::Visit && e.state == State::Held);
    let pair = visit.and_then(|v| pair.or_else(|| opposite(scene, v)));
    let Some(pair) = pair else { return };
    let narrow = |e: &&mut Event| {
        e.formats.contains(&Format::Narrow) && e.parties.is_empty() && e.body.is_none()
    };
    for event in events.iter_mut().filter(narrow) {
        let span = event.spans[0];
        for named in &pair {
            event.add_part(named, Part::Attendee, span);
            event.add_party(Named { id: named.id.clone(), span });
        }
    }
}

/// The guest of a visit and the only other person of the text with the same role elsewhere.
fn opposite(scene: &Scene, visit: &Event) -> Option<Vec<Named>> {
    let guest = visit.parties.iter().find(|p| scene.kind(&p.id) == Some(EntityKind::Person))?;
    let role = |id: &chancery_record::Id| {
        let post = scene.referent(id)?.capacity.clone()?;
        post.as_str().rsplit('/').next().map(str::to_owned)
    };
    let mine = role(&guest.id)?;
    let mut others: Vec<Named> = Vec::new();
    for m in scene
        .resolution
        .mentions
        .iter()
        .filter(|m| m.refers.prefix() == "person" && m.refers != guest.id)
    {
        if others.iter().all(|o| o.id != m.refers) && role(&m.refers).as_ref() == Some(&mine) {
            others.push(Named { id: m.refers.clone(), span: m.span });
        }
    }
    let only = others.pop().filter(|_| others.is_empty())?;
    Some(vec![guest.clone(), only])
}

/// "Tuesday was for work. Talks gave way to ...": the day that opens the paragraph is that of its talks.
fn topic_times(scene: &Scene, events: &mut [Event]) {
    for event in events
        .iter_mut()
        .filter(|e| e.time.is_none() && e.state == State::Held && family(e.kind) == 0)
    {
        let own = scene.sentence(event.trigger);
        let index = scene.token(event.trigger).sentence as usize;
        let first = scene.analysis.sentences[..index]
            .iter()
            .rev()
            .take_while(|s| s.paragraph == own.paragraph)
            .last();
        let Some(first) = first else { continue };
        let opening = scene
            .times_in(first.span)
            .find(|t| t.at.is_some_and(|at| at.start() == first.span.start()));
        let subject = scene.words_of(first).next().is_some_and(|t| {
            let bare = scene.words_of(first).len() < 9 && scene.dep(t) == Dep::Npadvmod;
            bare || scene.dep(t) == Dep::Nsubj
                || scene.head(t).is_some_and(|h| scene.dep(h) == Dep::Nsubj)
        });
        event.time = opening.filter(|t| subject && t.edtf.is_some()).cloned();
    }
}

/// A country's representative to the organization, who speaks in a text about a session of its body, spoke there.
fn representatives(scene: &Scene, events: &mut [Event]) {
    for event in
        events.iter_mut().filter(|e| e.kind == OccasionKind::Session && e.state == State::Held)
    {
        let Some(body) = event.body.clone() else { continue };
        let Some(owner) = body.id.path().split('/').next() else { continue };
        let seat = format!("/permanent-representative/{owner}");
        let from = event.spans.iter().map(|s| s.start()).min().unwrap_or(0);
        let holdings = scene.resolution.holdings.iter();
        let there: Vec<&chancery_record::Holding> = holdings
            .filter(|h| h.post.as_str().ends_with(&seat) && h.span.start() > from)
            .filter(|h| h.status == chancery_record::TenureStatus::Current && speaks(scene, h.span))
            .collect();
        for holding in there {
            let named = Named { id: holding.holder.clone(), span: holding.span };
            if !event.parts.contains_key(&named.id) {
                event.add_part(&named, Part::Speaker, holding.span);
            }
        }
    }
}

/// True when a cue of speech follows in the sentence whose subject lies in the span.
fn speaks(scene: &Scene, span: Span) -> bool {
    let cues = chancery_knowledge::Cues::embedded();
    crate::scene::tokens_in(scene.analysis, span).any(|t| {
        scene.dep(t) == Dep::Nsubj
            && scene.head(t).is_some_and(|h| !cues.verb(scene.lemma(h)).is_empty())
    })
}

/// Those who stayed away: "did not take part", "did not send a delegate", "is sitting this one out".
fn absentees(scene: &Scene, events: &mut [Event]) {
    let words: Vec<At> = scene.body().flat_map(|s| scene.words_of(s)).collect();
    for verb in words.into_iter().filter(|&t| matches!(scene.pos(t), Pos::Verb | Pos::Aux)) {
        if !stays_away(scene, verb) {
            continue;
        }
        let Some(subject) = scene.subject(verb) else { continue };
        let named: Vec<Named> = scene
            .parties(subject)
            .into_iter()
            .filter(|n| super::fill::takes_part(scene, &n.id))
            .collect();
        let place = scene.token(verb).span.start();
        let ahead = !matches!(scene.mood_without_negation(verb), State::Held);
        let before = events
            .iter_mut()
            .filter(|e| e.spans.iter().any(|s| s.start() < place) && family(e.kind) <= 3);
        let Some(event) = before.max_by_key(|e| nearest(e, place, ahead)) else { continue };
        for one in named {
            let span = one.span.join(scene.predicate(verb));
            event.parties.retain(|p| p.id != one.id);
            event.parts.insert(one.id.clone(), ([Part::Absentee].into(), span));
        }
    }
}

/// Those told as there after the event: "X took part by video link", "Norland was represented by X".
fn joiners(scene: &Scene, events: &mut [Event]) {
    let words: Vec<At> = scene.body().flat_map(|s| scene.words_of(s)).collect();
    for verb in words.into_iter().filter(|&t| scene.pos(t) == Pos::Verb) {
        let part = scene.lemma(verb) == "take"
            && scene.child(verb, &[Dep::Dobj]).is_some_and(|o| scene.lemma(o) == "part");
        let stood = scene.lemma(verb) == "represent" && scene.is_passive(verb);
        let came = scene.lemma(verb) == "attend"
            && !scene.is_passive(verb)
            && (scene.child(verb, &[Dep::Dobj]).is_none() || scene.after(verb, &["as"]).is_some());
        let there = part || scene.lemma(verb) == "participate" || stood || came;
        let ahead = scene.mood(verb) == State::Planned;
        let elsewhere = scene
            .prepositional(verb, &["in"])
            .into_iter()
            .any(|o| chancery_knowledge::Gatherings::embedded().noun("", scene.lemma(o)).is_none());
        if !there
            || elsewhere
            || scene.is_negated(verb)
            || !matches!(scene.mood(verb), State::Held | State::Planned)
            || scene.dep(verb) == Dep::Relcl
        {
            continue;
        }
        let who = if stood { scene.after(verb, &["by"]) } else { scene.subject(verb) };
        let Some(who) = who else { continue };
        let place = scene.token(verb).span.start();
        let near = |e: &&mut Event| {
            e.state == if ahead { State::Planned } else { State::Held }
                && family(e.kind) == 0
                && e.spans.iter().any(|s| s.start() < place && place < s.start() + 1500)
        };
        let Some(event) = events.iter_mut().filter(near).max_by_key(|e| nearest(e, place, ahead))
        else {
            continue;
        };
        for named in
            scene.parties(who).into_iter().filter(|n| scene.kind(&n.id) == Some(EntityKind::Person))
        {
            let span = named.span.join(scene.token(verb).span);
            event.add_part(&named, Part::Attendee, span);
        }
    }
}

/// "X presided", "Also present were X and Y": of the gathering told last before.
fn presiding(scene: &Scene, events: &mut [Event]) {
    let words: Vec<At> = scene.body().flat_map(|s| scene.words_of(s)).collect();
    for verb in words.into_iter().filter(|&t| matches!(scene.pos(t), Pos::Verb | Pos::Aux)) {
        let presides = scene.lemma(verb) == "preside"
            && scene.mood(verb) == State::Held
            && !scene.is_passive(verb);
        let was = scene.lemma(verb) == "be" && !scene.is_negated(verb);
        let attending = was && opens_a_list(scene, verb);
        let present = || {
            scene.child(verb, &[Dep::Acomp]).is_some_and(|a| scene.lemma(a) == "present")
                || scene.after(verb, &["in"]).is_some_and(|o| scene.lemma(o) == "attendance")
        };
        let there = was && present()
            || scene.lemma(verb) == "sit" && scene.children(verb).any(|c| scene.lower(c) == "in");
        let people = match (presides || there, attending) {
            (_, true) => behind(scene, verb),
            (true, _) => scene.subject(verb).map(|s| scene.parties(s)).unwrap_or_default(),
            _ => continue,
        };
        let place = scene.token(verb).span.start();
        let near = |e: &&mut Event| {
            e.state == State::Held
                && family(e.kind) == 0
                && e.spans.iter().any(|s| s.start() < place && place < s.start() + 1500)
        };
        let Some(event) = events.iter_mut().filter(near).max_by_key(|e| nearest(e, place, false))
        else {
            continue;
        };
        let part = if presides { Part::Chair } else { Part::Attendee };
        for named in people.into_iter().filter(|n| scene.kind(&n.id) == Some(EntityKind::Person)) {
            let span = named.span.join(scene.token(verb).span);
            event.add_part(&named, part, span);
        }
    }
}

/// "Norland, Sund and Vestmark have each sent a contingent": of the drill told before.
fn contingents(scene: &Scene, events: &mut [Event]) {
    const SENT: [&str; 12] = [
        "contingent",
        "troop",
        "unit",
        "soldier",
        "team",
        "ship",
        "battalion",
        "company",
        "crew",
        "delegation",
        "vessel",
        "force",
    ];
    let words: Vec<At> = scene.body().flat_map(|s| scene.words_of(s)).collect();
    for verb in words.into_iter().filter(|&t| {
        ["send", "dispatch", "contribute", "field", "provide"].contains(&scene.lemma(t))
    }) {
        let sends = scene.child(verb, &[Dep::Dobj]).is_some_and(|o| SENT.contains(&scene.lemma(o)));
        let elsewhere = !scene.prepositional(verb, &["to", "into"]).is_empty();
        if !sends || elsewhere || scene.is_negated(verb) || scene.mood(verb) != State::Held {
            continue;
        }
        let place = scene.token(verb).span.start();
        let drill = |e: &&mut Event| {
            family(e.kind) == 3
                && e.state != State::Background
                && e.spans.iter().any(|s| s.start() < place && place < s.start() + 1500)
        };
        let Some(event) = events.iter_mut().filter(drill).max_by_key(|e| nearest(e, place, false))
        else {
            continue;
        };
        let who = scene.subject(verb).map(|s| scene.parties(s)).unwrap_or_default();
        for named in who.into_iter().filter(|n| super::fill::takes_part(scene, &n.id)) {
            let span = named.span.join(scene.token(verb).span);
            event.add_part(&named, Part::Attendee, span);
        }
    }
}

/// "Also present were X, Y and Z", "Taking part were ...", "In attendance were ...".
fn opens_a_list(scene: &Scene, verb: At) -> bool {
    let first = scene.words_of(scene.sentence(verb)).start;
    let before: Vec<String> = (first..verb).map(|t| scene.lower(t)).collect();
    let has = |word: &str| before.iter().any(|w| w == word);
    before.len() <= 5
        && (has("present")
            || has("attending")
            || has("attendance")
            || has("participating")
            || has("taking") && has("part"))
}

/// All persons named behind a word in its sentence: of long lists the parser loses the ends.
fn behind(scene: &Scene, verb: At) -> Vec<Named> {
    let sentence = scene.sentence(verb).span;
    scene.mentions_at_span(Span::new(scene.token(verb).span.end(), sentence.end()))
}

/// "is expected to address the Council": a speaker of its session told before.
fn speakers(scene: &Scene, events: &mut [Event]) {
    let words: Vec<At> = scene.body().flat_map(|s| scene.words_of(s)).collect();
    let verbs = words
        .into_iter()
        .filter(|&t| scene.pos(t) == Pos::Verb && ["address", "brief"].contains(&scene.lemma(t)));
    for verb in verbs.filter(|&v| !scene.is_negated(v) && !scene.is_passive(v)) {
        let object = scene.child(verb, &[Dep::Dobj]).map(|o| scene.parties(o)).unwrap_or_default();
        let Some(body) = object.into_iter().find(|n| super::fill::sits(scene, &n.id)) else {
            continue;
        };
        let mood = scene.mood(verb);
        let place = scene.token(verb).span.start();
        let of_body = |e: &&mut Event| {
            e.body.as_ref().is_some_and(|b| b.id == body.id)
                && e.state == mood
                && e.spans.iter().any(|s| s.start() < place)
        };
        let Some(event) = events.iter_mut().filter(of_body).last() else { continue };
        let who = scene.subject(verb).map(|s| scene.parties(s)).unwrap_or_default();
        for named in who.into_iter().filter(|n| scene.kind(&n.id) == Some(EntityKind::Person)) {
            let span = named.span.join(scene.token(verb).span);
            event.add_part(&named, Part::Speaker, span);
        }
    }
}

/// "talks that X and Y mediated", "X brokered the talks": the subject of the verb.
fn go_between(scene: &Scene, verb: At) -> Option<At> {
    let words = chancery_knowledge::Gatherings::embedded();
    let what = match scene.dep(verb) {
        Dep::Relcl => scene.head(verb),
        _ => scene.child(verb, &[Dep::Dobj]),
    };
    let talks = what.is_some_and(|w| {
        words.noun("", scene.lemma(w)).is_some() || words.noun("", &scene.lower(w)).is_some()
    });
    let subject = scene.child(verb, &[Dep::Nsubj])?;
    (talks && !scene.is_passive(verb) && scene.pos(subject) != Pos::Pron).then_some(subject)
}

/// "It is mediated by X and Y", "through the mediation of X": between those who talk.
fn mediators(scene: &Scene, events: &mut [Event]) {
    let words: Vec<At> = scene.body().flat_map(|s| scene.words_of(s)).collect();
    for at in words {
        let who = match (scene.pos(at), scene.lemma(at)) {
            (Pos::Verb, "mediate" | "broker" | "facilitate") if scene.mood(at) == State::Held => {
                scene.after(at, &["by"]).or_else(|| go_between(scene, at))
            }
            (Pos::Noun, "mediation") => scene
                .after(at, &["of", "by"])
                .or_else(|| scene.child(at, &[Dep::Poss, Dep::Amod, Dep::Compound])),
            _ => None,
        };
        let Some(who) = who else { continue };
        let place = scene.token(at).span.start();
        let end = scene.sentence(at).span.end();
        let talks = |e: &&mut Event| {
            matches!(e.kind, OccasionKind::Negotiation | OccasionKind::Meeting)
                && e.state != State::Background
                && e.spans.iter().any(|s| s.start() < end && place < s.start() + 1500)
        };
        let Some(event) = events.iter_mut().filter(talks).max_by_key(|e| nearest(e, end, false))
        else {
            continue;
        };
        let can = |n: &Named| super::fill::takes_part(scene, &n.id);
        for named in scene.parties(who).into_iter().filter(can) {
            event.parties.retain(|p| p.id != named.id);
            event.parts.insert(named.id.clone(), ([Part::Mediator].into(), named.span));
        }
    }
}

/// "discussed X and Y", "exchanged views on X": what was on the table of the event last told.
fn agendas(scene: &Scene, events: &mut [Event]) {
    let words: Vec<At> = scene.body().flat_map(|s| scene.words_of(s)).collect();
    for verb in words.into_iter().filter(|&t| scene.pos(t) == Pos::Verb) {
        let Some(topic) = topic(scene, verb) else { continue };
        let mood = scene.mood(verb);
        let start = scene.sentence(verb).span.start();
        let end = scene.sentence(verb).span.end();
        let before = |e: &&mut Event| {
            family(e.kind) == 0
                && e.state == mood
                && e.pointing != Pointing::Other
                && e.spans.iter().any(|s| s.start() < end && start < s.start() + 700)
        };
        let Some(event) =
            events.iter_mut().filter(before).max_by_key(|e| nearest(e, end, mood != State::Held))
        else {
            continue;
        };
        event.agenda.extend(items(scene, topic));
    }
}

/// The head of what a verb of talking is about; nothing of pronouns.
fn topic(scene: &Scene, verb: At) -> Option<At> {
    let subject = scene.subject(verb)?;
    let object = scene.child(verb, &[Dep::Dobj]);
    let found = match scene.lemma(verb) {
        "discuss" | "consider" | "review" if !scene.is_passive(verb) => object,
        "include" | "cover" if scene.lemma(subject) == "agenda" => object,
        "exchange" if object.is_some_and(|o| scene.lemma(o) == "view") => object
            .and_then(|o| scene.after(o, &["on", "about"]))
            .or_else(|| scene.after(verb, &["on"])),
        _ => None,
    };
    let party = matches!(scene.pos(subject), Pos::Noun | Pos::Propn | Pos::Pron);
    let first = ["i", "we", "who"].contains(&scene.lower(subject).as_str());
    let empty = ["issue", "matter", "question", "topic", "subject", "thing", "problem"];
    found.filter(|&t| {
        let bare = empty.contains(&scene.lemma(t)) && scene.subtree(t).len() < 3;
        party
            && !first
            && !bare
            && matches!(scene.pos(t), Pos::Noun | Pos::Propn)
            && !scene.is_negated(verb)
    })
}

/// The items of a coordination, each as printed.
fn items(scene: &Scene, topic: At) -> Vec<Span> {
    let heads = scene.conjuncts(topic);
    let first = |t: At| scene.subtree(t).first().copied().unwrap_or(t);
    let end = scene.subtree(topic).last().copied().unwrap_or(topic);
    let mut found = Vec::new();
    for (i, &head) in heads.iter().enumerate() {
        let to = heads.get(i + 1).map_or(end, |&next| first(next).saturating_sub(1));
        if first(head) <= to {
            found.extend(scene.stretch(first(head), to));
        }
    }
    found
}

/// The event last spoken of, held ones and planned ones before those of the past.
fn nearest(event: &Event, place: usize, ahead: bool) -> (bool, bool, usize) {
    let planned = matches!(event.state, State::Planned | State::CalledFor);
    let last = event.spans.iter().map(|s| s.start()).filter(|&s| s < place).max().unwrap_or(0);
    (planned == ahead, event.pointing != Pointing::Other, last)
}

fn stays_away(scene: &Scene, verb: At) -> bool {
    let child = |word: &str| scene.children(verb).any(|c| scene.lower(c) == word);
    let object = |words: &[&str]| {
        scene.child(verb, &[Dep::Dobj]).is_some_and(|o| words.contains(&scene.lemma(o)))
    };
    match scene.lemma(verb) {
        "sit" => child("out"),
        "stay" | "keep" => child("away"),
        "boycott" | "skip" => {
            scene.pos(verb) == Pos::Verb && scene.child(verb, &[Dep::Dobj]).is_some()
        }
        "send" if object(&["regret", "apology"]) => !scene.is_negated(verb),
        "send" if object(&["nobody", "none"]) => true,
        "send" if object(&["one"]) => scene
            .child(verb, &[Dep::Dobj])
            .is_some_and(|o| scene.children(o).any(|c| scene.lower(c) == "no")),
        "pull" | "drop" | "bow" | "opt" => child("out"),
        "withdraw" => scene.child(verb, &[Dep::Dobj]).is_none() && !scene.is_passive(verb),
        "send" if object(&["delegate", "delegation", "representative", "envoy"]) => {
            let none = scene
                .child(verb, &[Dep::Dobj])
                .is_some_and(|o| scene.children(o).any(|c| scene.lower(c) == "no"));
            none || scene.is_negated(verb)
        }
        "take" if object(&["part"]) => scene.is_negated(verb),
        "attend" | "participate" | "join" | "come" | "travel" => scene.is_negated(verb),
        "be" => scene.child(verb, &[Dep::Acomp]).is_some_and(|a| scene.lemma(a) == "absent"),
        _ => false,
    }
}

/// The holder of the chair of a body, when he speaks in the text as its chair, chairs its held session.
fn chairs_by_post(scene: &Scene, events: &mut [Event]) {
    for event in
        events.iter_mut().filter(|e| e.kind == OccasionKind::Session && e.state == State::Held)
    {
        let Some(body) = event.body.clone() else { continue };
        let post = format!("post/{}/chair", body.id.path());
        let holding = scene.resolution.holdings.iter().find(|h| {
            h.post.as_str() == post
                && h.status == chancery_record::TenureStatus::Current
                && h.holder.prefix() == "person"
        });
        let taken = event.parts.values().any(|(parts, _)| parts.contains(&Part::Chair));
        if let Some(holding) = holding.filter(|_| !taken) {
            event.add_part(
                &Named { id: holding.holder.clone(), span: holding.span },
                Part::Chair,
                holding.span,
            );
        }
    }
}

/// Hosts and states of what has come together; a state whose person is there does not stand beside them.
fn finish(scene: &Scene, event: &mut Event) {
    event.spans.sort();
    event.spans.dedup();
    let mut whole: Vec<Span> = Vec::new();
    for span in &event.spans {
        if whole.last().is_none_or(|last: &Span| !last.covers(*span)) {
            whole.push(*span);
        }
    }
    event.spans = whole;
    if event.kind == OccasionKind::Visit {
        let visited =
            event.place.as_ref().filter(|p| scene.kind(&p.id) == Some(EntityKind::State)).cloned();
        if let Some(state) = visited {
            event.add_party(state);
        }
    }
    event.parts.retain(|id, (parts, _)| {
        let party = scene.kind(id);
        parts.contains(&Part::Absentee) || party != Some(EntityKind::Place)
    });
}
