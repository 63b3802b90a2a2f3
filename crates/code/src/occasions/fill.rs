//! Parties, place, time, state and parts of an event, read from the clause that tells it.

use super::{Event, Pointing};
use crate::clauses::Named;
use crate::scene::{At, Scene};
use chancery_knowledge::Gatherings;
use chancery_record::matter::{Attendance, Format, OccasionKind, Part, State};
use chancery_record::{Dep, EntityKind, Id, Pos, Span, Time};
use std::collections::BTreeSet;

/// Fills an event told by a verb.
pub(super) fn by_verb(scene: &Scene, event: &mut Event, verb: At) {
    if event.place.is_none() && event.kind != OccasionKind::Call {
        event.place =
            place(scene, event.kind, verb).filter(|p| event.parties.iter().all(|n| n.id != p.id));
    }
    event.time = event.time.take().or_else(|| time(scene, verb));
    chairs(scene, event, verb);
    by_time(scene, event);
}

/// Fills an event named by a noun; gives the verb whose argument the noun is.
pub(super) fn by_noun(scene: &Scene, event: &mut Event, noun: At) -> Option<At> {
    let words = Gatherings::embedded();
    let verb = governor(scene, noun).map(|verb| to_be(scene, verb));
    event.time = time(scene, noun);
    event.place = place(scene, event.kind, noun);
    event.time = event.time.take().or_else(|| time_behind(scene, event));
    event.ordinal = ordinal(scene, noun);
    parties(scene, event, noun);
    body(scene, event, noun);
    event.own = event.body.is_some() || !event.parties.is_empty();
    clause_of(scene, event, noun);
    relative(scene, event, noun);
    chairs(scene, event, noun);
    event.state = modified(scene, noun);
    let Some(verb) = verb else {
        settle(scene, event);
        return None;
    };
    let lemma = scene.lemma(verb);
    if event.kind != OccasionKind::Call && by_video(scene, verb) && gathers(event.kind) {
        event.formats.insert(Format::Virtual);
    }
    if ["tell", "address"].contains(&lemma) && scene.child(verb, &[Dep::Dobj]) == Some(noun) {
        speaker(scene, event, verb);
    }
    if (words.holds(lemma) || lemma == "be") && !is_off(scene, verb) {
        event.time = event.time.take().or_else(|| time(scene, verb));
        if event.place.is_none() && event.kind != OccasionKind::Call {
            event.place = place(scene, event.kind, verb);
        }
        taking_part(scene, event, noun, verb);
        chairs(scene, event, verb);
        if event.state == State::Held {
            event.state = told(scene, verb);
        }
        event.anchored = gathers(event.kind) && !scene.is_reported(verb);
    } else if words.asks(lemma) && event.state == State::Held && scene.dep(noun) != Dep::Nsubj {
        event.state = State::CalledFor;
    } else if let Some(again) = scene.child(verb, &[Dep::Conj]).filter(|&c| {
        words.cancels(lemma)
            && scene.child(c, &[Dep::Auxpass]).is_some()
            && told(scene, c) == State::Planned
    }) {
        // "postponed twice, is now planned for May"
        event.state = State::Planned;
        event.time = time(scene, again).or(event.time.take());
        event.place = event.place.take().or_else(|| scene.place_of(again));
        event.anchored = true;
    } else if words.cancels(lemma) || is_off(scene, verb) {
        event.state = State::Cancelled;
        event.anchored = true;
    } else if scene.mood(verb) == State::Planned
        && subject_of(scene, noun, verb)
        && event.state == State::Held
    {
        event.state = State::Planned;
    }
    settle(scene, event);
    Some(verb)
}

/// "The talks are off", "was called off".
fn is_off(scene: &Scene, verb: At) -> bool {
    ["be", "call"].contains(&scene.lemma(verb))
        && scene.children(verb).any(|c| {
            scene.lower(c) == "off"
                && matches!(scene.dep(c), Dep::Prt | Dep::Acomp | Dep::Advmod | Dep::Prep)
        })
}

/// "told the closing session": who speaks there.
fn speaker(scene: &Scene, event: &mut Event, verb: At) {
    let who = scene.subject(verb).map(|s| scene.parties(s)).unwrap_or_default();
    for named in who.into_iter().filter(|n| scene.kind(&n.id) == Some(EntityKind::Person)) {
        let span = named.span.join(scene.token(verb).span);
        event.add_part(&named, Part::Speaker, span);
    }
}

/// "by video link", "via videoconference"
pub(super) fn by_video(scene: &Scene, verb: At) -> bool {
    let means = ["video", "videoconference", "videolink"];
    let by = scene.prepositional(verb, &["by", "via", "over", "through"]);
    by.into_iter().any(|o| {
        means.contains(&scene.lemma(o))
            || scene.children(o).any(|c| means.contains(&scene.lower(c).as_str()))
    })
}

/// "the attack in Lund on 3 May": a day right behind the place belongs to what befell, not to who speaks of it.
fn time_behind(scene: &Scene, event: &Event) -> Option<Time> {
    use OccasionKind as K;
    if !matches!(event.kind, K::Attack | K::Disaster | K::Unrest) {
        return None;
    }
    let place = event.place.as_ref()?;
    let next = scene.analysis.tokens.partition_point(|t| t.span.start() < place.span.end());
    if next + 1 >= scene.analysis.tokens.len() || !["on", "in"].contains(&scene.word(next)) {
        return None;
    }
    let start = scene.token(next + 1).span.start();
    let day = |t: &&Time| t.at.is_some_and(|at| at.start() == start || at.start() == start - 3);
    scene.times_in(scene.sentence(next).span).find(|t| day(t) && t.edtf.is_some()).cloned()
}

/// "the Fourteenth Summit", "their seventh consultative meeting", "the 90th session".
fn ordinal(scene: &Scene, noun: At) -> Option<(u32, Span)> {
    let word = scene.children(noun).find(|&c| {
        c < noun
            && matches!(scene.dep(c), Dep::Amod | Dep::Compound | Dep::Nummod | Dep::Nmod)
            && place_in_line(&scene.lower(c)).is_some()
    })?;
    let series = scene.token(word + 1).span.join(scene.token(noun).span);
    let of = scene.children(noun).find(|&c| scene.lower(c) == "of" && c == noun + 1);
    let name = of.and_then(|p| scene.child(p, &[Dep::Pobj])).filter(|&o| {
        scene.phrase(o).len() < 90 && !scene.subtree(o).iter().any(|&t| scene.pos(t) == Pos::Verb)
    });
    let series = name.map_or(series, |o| series.join(named_part(scene, o)));
    place_in_line(&scene.lower(word)).map(|n| (n, series))
}

/// The noun with what "of" hangs on it: neither place nor time.
fn named_part(scene: &Scene, noun: At) -> Span {
    let inner = scene.after(noun, &["of"]).map(|o| scene.phrase(o));
    let own = scene.children(noun).filter(|&c| c < noun).map(|c| scene.token(c).span);
    let own = own.fold(scene.token(noun).span, Span::join);
    inner.map_or(own, |i| own.join(i))
}

/// The number of an ordinal word up to "thirtieth", and of "90th".
fn place_in_line(word: &str) -> Option<u32> {
    if let Some(place) = chancery_knowledge::numbers::english_ordinal(word) {
        return Some(place);
    }
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end))?;
    digits.parse().ok().filter(|n| (1..1000).contains(n))
}

/// "a meeting at which the ministers, X and Y, signed ...": who acts there is there.
fn relative(scene: &Scene, event: &mut Event, noun: At) {
    let objects = scene.prepositional(noun, &["of", "between", "with"]);
    let clauses = std::iter::once(noun)
        .chain(objects)
        .flat_map(|t| scene.children(t))
        .filter(|&c| scene.dep(c) == Dep::Relcl);
    let there = clauses.filter(|&c| {
        scene
            .prepositional(c, &["at", "during", "in"])
            .into_iter()
            .any(|o| ["which", "that"].contains(&scene.lower(o).as_str()))
    });
    let people =
        there.filter_map(|c| scene.child(c, &[Dep::Nsubj])).flat_map(|s| persons_of(scene, s));
    for named in people.collect::<Vec<_>>() {
        let span = named.span;
        event.add_part(&named, Part::Attendee, span);
    }
}

/// Persons of a subject, those in apposition too.
fn persons_of(scene: &Scene, at: At) -> Vec<Named> {
    let mut found = scene.parties(at);
    for joined in scene.children(at).filter(|&c| scene.dep(c) == Dep::Appos) {
        found.extend(scene.parties(joined));
    }
    found.retain(|n| scene.kind(&n.id) == Some(EntityKind::Person));
    found
}

/// True of those who can sit at a table.
pub(super) fn takes_part(scene: &Scene, id: &Id) -> bool {
    !matches!(scene.kind(id), None | Some(EntityKind::Place | EntityKind::Outlet))
}

/// True of bodies that hold sessions: councils, assemblies, committees, parliaments; and of whole organizations.
pub(super) fn sits(scene: &Scene, id: &Id) -> bool {
    let sitting = [
        "council",
        "assembly",
        "parliament",
        "house",
        "committee",
        "board",
        "congress",
        "senate",
        "authority",
        "forum",
        "cabinet",
        "commission",
    ];
    match scene.kind(id) {
        Some(EntityKind::Body) => {
            let slug = id.path().rsplit('/').next().unwrap_or_default();
            let label = scene.referent(id).map(|r| r.label.to_lowercase()).unwrap_or_default();
            slug.split('-').chain(label.split(' ')).any(|w| sitting.contains(&w))
        }
        Some(EntityKind::Organization) => {
            let referent = scene.referent(id).filter(|r| !r.registered);
            let last = referent.and_then(|r| r.label.rsplit(' ').next().map(str::to_lowercase));
            last.is_some_and(|w| sitting.contains(&w.as_str()))
        }
        _ => false,
    }
}

/// The words that tell an event named by a noun: with its verb when that says it is held, else the noun phrase.
pub(super) fn words_of_noun(scene: &Scene, noun: At, light: Option<At>) -> Span {
    let phrase = scene.phrase(noun);
    let Some(verb) = light else { return phrase };
    let subject = scene.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]).map(|s| scene.phrase(s));
    let clause = scene.predicate(verb);
    let whole = subject.map_or(clause, |s| s.join(clause)).join(phrase);
    if whole.len() > 400 { phrase.join(scene.token(verb).span) } else { whole }
}

/// "round" of "a round of consultations": the noun that stands for the event in its clause.
pub(super) fn round(scene: &Scene, noun: At) -> Option<At> {
    let parts = [
        "round",
        "series",
        "phase",
        "cycle",
        "stage",
        "sideline",
        "margin",
        "day",
        "opening",
        "start",
        "beginning",
        "end",
        "close",
    ];
    let of =
        scene.head(noun).filter(|&p| scene.dep(noun) == Dep::Pobj && scene.lower(p) == "of")?;
    scene.head(of).filter(|&h| parts.contains(&scene.lemma(h)))
}

/// "the talks, which opened in Lund in May", "the bombing that killed six in Lund": time and place of its relative clause.
fn clause_of(scene: &Scene, event: &mut Event, noun: At) {
    let hurts = [
        "kill",
        "injure",
        "wound",
        "hit",
        "strike",
        "leave",
        "claim",
        "destroy",
        "devastate",
        "shake",
        "rock",
    ];
    let words = Gatherings::embedded();
    let clause = scene.children(noun).find(|&c| {
        matches!(scene.dep(c), Dep::Relcl | Dep::Acl)
            && (words.holds(scene.lemma(c)) || hurts.contains(&scene.lemma(c)))
            && scene.child(c, &[Dep::Nsubj, Dep::Nsubjpass]).is_none_or(|s| {
                matches!(scene.tag(s), chancery_record::Tag::Wdt | chancery_record::Tag::Wp)
            })
    });
    let Some(clause) = clause else { return };
    event.time = event.time.take().or_else(|| time(scene, clause));
    if event.place.is_none() && event.kind != OccasionKind::Call {
        event.place = scene.place_of(clause);
    }
}

/// The verb whose argument an event noun is: subject, object, or behind a preposition.
fn governor(scene: &Scene, noun: At) -> Option<At> {
    let mut here = noun;
    for _ in 0..6 {
        let head = scene.head(here)?;
        match scene.dep(here) {
            Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Attr | Dep::Oprd => {
                return matches!(scene.pos(head), Pos::Verb | Pos::Aux).then_some(head);
            }
            Dep::Appos | Dep::Conj | Dep::Pobj | Dep::Npadvmod => here = head,
            Dep::Prep | Dep::Agent => {
                if matches!(scene.pos(head), Pos::Verb | Pos::Aux) {
                    let holding = ["for", "at", "on", "in", "to", "with"];
                    return holding.contains(&scene.lower(here).as_str()).then_some(head);
                }
                if round(scene, noun) == Some(head) {
                    here = head;
                    continue;
                }
                return None;
            }
            Dep::Root => return None,
            _ => return None,
        }
    }
    None
}

/// Of "is to be held" the verb that tells.
fn to_be(scene: &Scene, verb: At) -> At {
    let told = scene
        .child(verb, &[Dep::Xcomp])
        .filter(|&x| scene.lemma(verb) == "be" && scene.is_passive_infinitive(x));
    told.unwrap_or(verb)
}

fn subject_of(scene: &Scene, noun: At, verb: At) -> bool {
    let above = scene.head(verb).filter(|&h| to_be(scene, h) == verb);
    let subject = |v: At| scene.child(v, &[Dep::Nsubj, Dep::Nsubjpass]);
    subject(verb) == Some(noun) || above.and_then(subject) == Some(noun)
}

/// The time of an event: what hangs on its word.
fn time(scene: &Scene, at: At) -> Option<Time> {
    scene.told_time(at).cloned()
}

fn place(scene: &Scene, kind: OccasionKind, noun: At) -> Option<Named> {
    match kind {
        OccasionKind::Call => None,
        OccasionKind::Visit => {
            scene.prepositional(noun, &["to", "in"]).into_iter().find_map(|o| scene.place_at(o))
        }
        OccasionKind::Disaster => {
            let mut first = scene.children(noun).filter(|&c| {
                c < noun && matches!(scene.dep(c), Dep::Compound | Dep::Nmod | Dep::Poss)
            });
            scene.place_of(noun).or_else(|| first.find_map(|c| scene.place_at(c)))
        }
        _ if at_table(kind) => {
            const WHERE: [&str; 5] = ["in", "at", "near", "outside", "aboard"];
            let own = scene.prepositional(noun, &WHERE).into_iter().find_map(|o| scene.place_at(o));
            own.or_else(|| behind_names(scene, noun, &WHERE)).or_else(|| behind_guests(scene, noun))
        }
        _ => scene.place_of(noun),
    }
}

/// "a meeting of the Council of Ministers of the Compact in Lund": the parser hangs the place on the name.
fn behind_names(scene: &Scene, noun: At, words: &[&str]) -> Option<Named> {
    let below = scene.subtree(noun).into_iter().filter(|&t| t > noun && scene.dep(t) == Dep::Prep);
    let mut loose = below.filter(|&p| {
        let name = scene.head(p).filter(|&h| h != noun && scene.pos(h) == Pos::Propn);
        words.contains(&scene.lower(p).as_str())
            && name.is_some_and(|h| {
                scene.mentions_at(h).any(|m| {
                    matches!(
                        scene.kind(&m.refers),
                        Some(EntityKind::Organization | EntityKind::Body)
                    ) && !m.span.touches(scene.token(p).span)
                })
            })
    });
    let object = loose.find_map(|p| scene.child(p, &[Dep::Pobj]))?;
    scene.place_at(object)
}

/// "a meeting with ambassadors in Lund", "the summit of the leaders in Lund": the parser hangs the town on the guests.
fn behind_guests(scene: &Scene, noun: At) -> Option<Named> {
    let guests = scene.prepositional(noun, &["with", "of", "between", "among"]);
    let last = guests.into_iter().flat_map(|g| scene.conjuncts(g)).last()?;
    let plain = scene.pos(last) == Pos::Noun;
    let there = scene
        .prepositional(last, &["in", "at"])
        .into_iter()
        .find_map(|o| scene.place_at(o).filter(|p| scene.kind(&p.id) == Some(EntityKind::Place)));
    there.filter(|_| plain)
}

/// Kinds where people sit together: "on" names their topic.
pub(super) fn at_table(kind: OccasionKind) -> bool {
    gathers(kind) && !matches!(kind, OccasionKind::Exercise)
}

/// Those named under the noun: with, between, by, of.
fn parties(scene: &Scene, event: &mut Event, noun: At) {
    if !gathers(event.kind) {
        return;
    }
    let between = ["with", "between", "by", "among", "of", "from", "for"];
    let mut found: Vec<Named> = Vec::new();
    for object in scene.prepositional(noun, &between) {
        found.extend(present(scene, object));
    }
    if let Some(owner) = scene.child(noun, &[Dep::Poss]) {
        found.extend(scene.parties(owner));
    }
    for named in found.into_iter().filter(|n| takes_part(scene, &n.id) && !sits(scene, &n.id)) {
        let organization = scene.kind(&named.id) == Some(EntityKind::Organization);
        if organization
            && matches!(
                event.kind,
                OccasionKind::Summit | OccasionKind::Session | OccasionKind::Exercise
            )
        {
            event.body.get_or_insert(named);
            continue;
        }
        if event.kind == OccasionKind::Visit && scene.kind(&named.id) != Some(EntityKind::Person) {
            event.add_party(named);
            continue;
        }
        let span = named.span;
        event.add_part(&named, Part::Attendee, span);
        event.add_party(named);
    }
}

fn gathers(kind: OccasionKind) -> bool {
    use OccasionKind as K;
    matches!(
        kind,
        K::Session
            | K::Summit
            | K::Meeting
            | K::Reception
            | K::Visit
            | K::Call
            | K::Negotiation
            | K::Conference
            | K::Ceremony
            | K::Exercise
    )
}

/// The body that sits: of, poss, or before the noun.
fn body(scene: &Scene, event: &mut Event, noun: At) {
    if !gathers(event.kind) || event.body.is_some() {
        return;
    }
    let of = scene.prepositional(noun, &["of"]);
    let before = scene
        .children(noun)
        .filter(|&c| matches!(scene.dep(c), Dep::Poss | Dep::Compound | Dep::Nmod | Dep::Amod));
    let organized = matches!(event.kind, OccasionKind::Summit | OccasionKind::Session);
    let found = of.into_iter().chain(before).flat_map(|t| scene.parties(t)).find(|n| {
        sits(scene, &n.id) || (organized && scene.kind(&n.id) == Some(EntityKind::Organization))
    });
    event.body = found;
}

/// Subjects and objects of the verb of an event noun.
fn taking_part(scene: &Scene, event: &mut Event, noun: At, verb: At) {
    if !gathers(event.kind) {
        return;
    }
    let lemma = scene.lemma(verb);
    let object = !subject_of(scene, noun, verb);
    let passive = scene.is_passive(verb);
    let doers = if passive {
        scene.after(verb, &["by"]).map(|b| listed(scene, b, lemma)).unwrap_or_default()
    } else if object && !(event.kind == OccasionKind::Summit && is_agreed(scene, verb)) {
        scene.subject(verb).filter(|&s| s != noun).map(|s| present(scene, s)).unwrap_or_default()
    } else {
        Vec::new()
    };
    if object
        && scene
            .subject(verb)
            .is_some_and(|s| Gatherings::embedded().noun("", scene.lemma(s)).is_some())
    {
        return;
    }
    let mut doers = doers;
    if event.kind == OccasionKind::Exercise && object && doers.is_empty() {
        let whose = scene
            .subject(verb)
            .map(|s| scene.mentions_at_span(scene.phrase(s)))
            .unwrap_or_default();
        doers =
            whose.into_iter().filter(|n| scene.kind(&n.id) == Some(EntityKind::State)).collect();
    }
    let with = match lemma {
        "give" | "grant" | "accord" => scene
            .prepositional(verb, &["to"])
            .into_iter()
            .chain(scene.child(verb, &[Dep::Dative]))
            .flat_map(|w| scene.parties(w))
            .collect::<Vec<_>>(),
        "take" | "receive" | "get" => scene
            .prepositional(verb, &["with", "from"])
            .into_iter()
            .flat_map(|w| scene.parties(w))
            .collect(),
        _ => scene
            .prepositional(verb, &["with"])
            .into_iter()
            .flat_map(|w| scene.parties(w))
            .collect(),
    };
    let guests: BTreeSet<Id> = with.iter().map(|n| n.id.clone()).collect();
    let part = match lemma {
        "host" | "organise" | "organize" | "receive" | "give" | "grant" | "accord" => Part::Host,
        "chair" | "preside" | "co-chair" | "lead" | "moderate" => Part::Chair,
        "address" | "speak" | "open" | "close" => Part::Speaker,
        _ => Part::Attendee,
    };
    if lemma == "direct"
        || lemma == "lead"
        || lemma == "discuss"
        || lemma == "plan"
        || lemma == "expect"
        || lemma == "schedule"
        || lemma == "involve" && !object
    {
        return;
    }
    let also = scene
        .children(verb)
        .any(|c| ["also", "among", "including"].contains(&scene.lower(c).as_str()));
    if passive && lemma == "attend" {
        event.attendance =
            Some(if also || doers.len() < 2 { Attendance::Open } else { Attendance::Closed });
    }
    for named in doers.into_iter().chain(with) {
        if !takes_part(scene, &named.id) || event.body.as_ref().is_some_and(|b| b.id == named.id) {
            continue;
        }
        if sits(scene, &named.id) {
            event.body.get_or_insert(named);
            continue;
        }
        let span = named.span.join(scene.token(verb).span);
        let part = if guests.contains(&named.id) { Part::Attendee } else { part };
        if part == Part::Host {
            event.host.get_or_insert(named.clone());
        }
        event.add_part(&named, part, span);
        if !["address", "attend", "open", "close"].contains(&lemma) && part != Part::Chair {
            event.add_party(named);
        }
    }
}

/// "agreed to hold", "decided to convene": who decides need not come.
fn is_agreed(scene: &Scene, verb: At) -> bool {
    let above = scene.head(verb).filter(|_| scene.dep(verb) == Dep::Xcomp);
    above.is_some_and(|h| ["agree", "decide", "resolve"].contains(&scene.lemma(h)))
}

/// Who is there: those whose delegations are, no holder of a post that is only spoken of ("a foreign minister").
pub(super) fn present(scene: &Scene, at: At) -> Vec<Named> {
    const SENT: [&str; 7] =
        ["delegation", "negotiator", "representative", "envoy", "team", "official", "side"];
    let some = |t: At| {
        scene.pos(t) == Pos::Noun
            && scene.children(t).any(|c| ["a", "an"].contains(&scene.lower(c).as_str()))
            && scene.child(t, &[Dep::Appos]).is_none()
    };
    let sent = SENT.contains(&scene.lemma(at)).then(|| scene.after(at, &["of", "from"])).flatten();
    if let Some(senders) = sent {
        let inner: Vec<Named> = scene
            .parties(senders)
            .into_iter()
            .filter(|n| {
                use EntityKind as K;
                matches!(
                    scene.kind(&n.id),
                    Some(K::State | K::Organization | K::Body | K::Force | K::ArmedGroup)
                )
            })
            .collect();
        if !inner.is_empty() {
            return inner;
        }
    }
    let mut found = scene.parties(at);
    if some(at) {
        found.retain(|n| scene.kind(&n.id) != Some(EntityKind::Person));
    }
    found
}

/// Everybody in a list behind "attended by": the parser loses long lists, so all persons up to the end of the sentence.
fn listed(scene: &Scene, first: At, lemma: &str) -> Vec<Named> {
    let mut found = scene.parties(first);
    if !["attend", "address", "join"].contains(&lemma) {
        return found;
    }
    let end = scene.words_of(scene.sentence(first)).end;
    let stop = (first..end).find(|&t| matches!(scene.dep(t), Dep::Relcl)).unwrap_or(end);
    let opening = scene.subtree(first).first().copied().unwrap_or(first).min(first);
    for t in opening..stop {
        for m in scene.mentions_at(t).filter(|m| scene.kind(&m.refers) == Some(EntityKind::Person))
        {
            if found.iter().all(|f| f.id != m.refers) {
                found.push(Named { id: m.refers.clone(), span: m.span });
            }
        }
    }
    let persons = found.iter().any(|n| n.id.prefix() == "person");
    found.retain(|n| !persons || n.id.prefix() == "person");
    found
}

/// "under the chairmanship of X", "chaired by X".
fn chairs(scene: &Scene, event: &mut Event, at: At) {
    let under = scene.prepositional(at, &["under", "with"]).into_iter().filter(|&o| {
        ["chairmanship", "chair", "presidency", "chairwomanship"].contains(&scene.lemma(o))
    });
    let chaired = scene.children(at).filter(|&c| {
        ["chair", "preside", "lead", "moderate"].contains(&scene.lemma(c))
            && matches!(scene.dep(c), Dep::Acl | Dep::Relcl)
    });
    let people: Vec<(Named, Span)> = under
        .filter_map(|o| {
            let of = scene.after(o, &["of"]).or_else(|| scene.child(o, &[Dep::Poss]))?;
            Some((scene.parties(of).into_iter().next()?, scene.phrase(o)))
        })
        .chain(chaired.filter_map(|c| {
            let by = scene.after(c, &["by"])?;
            Some((scene.parties(by).into_iter().next()?, scene.phrase(c)))
        }))
        .collect();
    if gathers(event.kind) {
        for (named, span) in people {
            event.add_part(&named, Part::Chair, span);
        }
    }
}

/// The state that the noun's own modifiers tell.
fn modified(scene: &Scene, noun: At) -> State {
    let words = Gatherings::embedded();
    let outer = round(scene, noun);
    for c in scene
        .children(noun)
        .chain(outer.into_iter().flat_map(|o| scene.children(o)))
        .filter(|&c| c < noun)
    {
        let word = scene.lower(c);
        if words.is_next(&word) {
            return State::Planned;
        }
        if words.is_past(&word) {
            return State::Background;
        }
        if ["proposed", "possible", "potential", "would-be"].contains(&word.as_str()) {
            return State::CalledFor;
        }
        if ["cancelled", "canceled", "postponed"].contains(&word.as_str()) {
            return State::Cancelled;
        }
    }
    if wanted(scene, noun) { State::CalledFor } else { State::Held }
}

/// "a request for an emergency session", "calls for a summit": only wanted.
fn wanted(scene: &Scene, noun: At) -> bool {
    const WISHES: [&str; 9] =
        ["request", "call", "demand", "appeal", "plea", "proposal", "bid", "motion", "push"];
    let preposition = scene.head(noun).filter(|&p| {
        scene.dep(noun) == Dep::Pobj && ["for", "of"].contains(&scene.lower(p).as_str())
    });
    preposition.and_then(|p| scene.head(p)).is_some_and(|h| {
        matches!(scene.pos(h), Pos::Noun | Pos::Propn) && WISHES.contains(&scene.lemma(h))
    })
}

/// The state that the verb of an event noun tells.
fn told(scene: &Scene, verb: At) -> State {
    let lemma = scene.lemma(verb);
    let planned = ["plan", "expect", "schedule", "due"].contains(&lemma) && scene.is_passive(verb);
    let now =
        lemma == "be" && scene.tag(verb) == chancery_record::Tag::Vbz && !scene.is_negated(verb);
    let progressive = scene.tag(verb) == chancery_record::Tag::Vbg
        && scene
            .children(verb)
            .any(|c| scene.dep(c) == Dep::Aux && ["is", "are"].contains(&scene.lower(c).as_str()));
    match scene.mood(verb) {
        State::Held if planned => State::Planned,
        State::Held if now || progressive => State::UnderWay,
        state => state,
    }
}

fn by_time(scene: &Scene, event: &mut Event) {
    if matches!(event.state, State::Held | State::UnderWay)
        && event.time.as_ref().is_some_and(|t| scene.is_ahead(t))
    {
        event.state = State::Planned;
    }
}

/// A time of another year than that of the document, before it.
fn years_past(scene: &Scene, time: &Time) -> bool {
    let dated = scene.document.dated.as_ref().and_then(|d| d.earliest);
    matches!((time.latest, dated), (Some(to), Some(dated)) if to.day.date().0 < dated.day.date().0)
}

/// What is known now: whether the event can stand alone, and its state by its time.
fn settle(scene: &Scene, event: &mut Event) {
    by_time(scene, event);
    let told = event.time.is_some() || event.place.is_some();
    match event.kind {
        OccasionKind::Attack
        | OccasionKind::Disaster
        | OccasionKind::Unrest
        | OccasionKind::ArmedConflict
        | OccasionKind::Operation
        | OccasionKind::Observance => {
            event.anchored = told;
            let long_ago = event.kind == OccasionKind::Disaster
                && event.time.as_ref().is_some_and(|t| years_past(scene, t));
            if event.state == State::Held
                && (!matches!(scene.dep(event.trigger), Dep::Nsubj | Dep::Root) || long_ago)
            {
                event.state = State::Background;
            }
        }
        _ => {
            let plural = scene.tag(event.trigger) == chancery_record::Tag::Nns
                && event.kind != OccasionKind::Negotiation
                && event.kind != OccasionKind::Exercise;
            let named = event.body.is_some() || !event.parties.is_empty();
            event.anchored |= told || named && !plural;
            if event.kind == OccasionKind::Meeting
                && event.body.as_ref().is_some_and(|b| sits(scene, &b.id))
            {
                event.kind = OccasionKind::Session;
            }
            if event.pointing == Pointing::Other && event.state != State::Held {
                event.anchored |= told;
            }
        }
    }
    if event.formats.contains(&Format::Virtual) && event.kind == OccasionKind::Call {
        event.place = None;
    }
}
