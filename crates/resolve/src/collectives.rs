//! Groups of people and parties that a noun phrase names: "three members of the embassy staff", "the two sides".
//!
//! Only phrases with a count, a nationality or an owner, or the gathered leaders themselves; one id for equal words.

use crate::found::{Finds, Found};
use crate::scene::Scene;
use crate::spots::Spots;
use crate::words::{Glue, Shape};
use chancery_record::{Dep, Id, MentionForm, Pos, slug};

/// Adds them.
pub(crate) fn gather(scene: &Scene, spots: &Spots, finds: &mut Finds) {
    let mut end = 0;
    let armed = finds.list.iter().any(|f| f.is("armed-group"));
    let mut known = Known { armed, ..Known::default() };
    for at in 0..scene.words.len() {
        if at < end {
            continue;
        }
        if let Some(found) = group_at(scene, spots, finds, at, &mut known) {
            end = found.last + 1;
            finds.add(found);
        }
    }
}

/// Groups named so far that later words may mean again.
#[derive(Clone, Debug, Default)]
struct Known {
    /// The last group of persons in office.
    persons: Option<Id>,
    /// The two states, sides or governments of the text.
    sides: Option<Id>,
    /// The text names an armed group: "the rebels" are that.
    armed: bool,
}

/// Where a phrase begins that an article or possessive word leads: the word before `at`.
pub(crate) fn article(scene: &Scene, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let word = scene.words.get(before)?;
    let leads = scene.lexicon.link("the", &word.fold) && word.fold.len() == 3
        || scene.lexicon.is("possessive-pronouns", &word.fold);
    (leads && scene.words.together(before, at)).then_some(before)
}

fn group_at(
    scene: &Scene,
    spots: &Spots,
    finds: &Finds,
    at: usize,
    known: &mut Known,
) -> Option<Found> {
    let word = scene.words.get(at)?;
    let noun = scene.words.token(at)?;
    let body = finds.end_at(at).any(|f| matches!(f.refers.prefix(), "body" | "force"));
    if body || spots.roles.get(&at).is_some_and(|spot| spot.last > at) {
        return None;
    }
    let people = scene.lexicon.is("people", &word.fold) || role_phrase(spots, at);
    if !people
        || !matches!(noun.pos, Pos::Noun | Pos::Propn)
        || matches!(noun.dep, Dep::Compound | Dep::Amod)
        || word.shape == Shape::Upper
    {
        return None;
    }
    let phrase_first = spots.role_to(at).filter(|s| s.role.plural).map_or(at, |s| s.first);
    let left = left_edge(scene, finds, phrase_first);
    let counted = (left.first..phrase_first).any(|w| is_count(scene, w));
    let digits =
        (left.first..phrase_first).any(|w| scene.fold(w).bytes().all(|b| b.is_ascii_digit()));
    let both = (left.first..phrase_first).any(|w| scene.lexicon.is("pairs", scene.fold(w)));
    let head = scene.words.phrase(phrase_first, at + 1 - phrase_first)?;
    let leads = scene.lexicon.is("leaders", &head) || scene.lexicon.is("leaders", &word.fold);
    let sides = both && (scene.lexicon.is("sides", &word.fold) || scene.lexicon.is("sides", &head));
    let owned = left.demonym || left.possessive;
    let tail = of_phrase(scene, finds, at);
    let fate = scene.lexicon.is("fates", &word.fold) && tail.is_some();
    let kept = scene.lexicon.is("kept", &word.fold);
    let count = counted && (!digits || owned || tail.is_some() || kept);
    let sent = from_states(scene, finds, at);
    let at_work =
        scene.lexicon.is("at-talks", &word.fold) && matches!(noun.dep, Dep::Nsubj | Dep::Nsubjpass);
    let group = (left.the && leads) || sides || count || owned || fate || sent.is_some() || at_work;
    let rebels = known.armed && !owned && !counted && scene.lexicon.is("armed-nouns", &word.fold);
    if !group || rebels || named_after(scene, finds, at) {
        return None;
    }
    let tail = tail.or(sent);
    let any_leader =
        scene.lexicon.is("any-leader", &word.fold) || scene.lexicon.is("any-leader", &head);
    let last = if sides { at } else { tail.unwrap_or(at) };
    let bare = !owned && (tail.is_none() || sides);
    let own = || {
        let first = (left.first..=phrase_first).find(|w| {
            tail.is_some() || !(is_count(scene, *w) || scene.lexicon.link("the", scene.fold(*w)))
        });
        Id::new(&format!(
            "collective/{}",
            slug(scene.words.slice(first.unwrap_or(phrase_first), last))
        ))
    };
    let id = if bare && (left.the || both) && scene.lexicon.is("any-side", &word.fold) {
        known.sides.get_or_insert_with(own).clone()
    } else if bare && (left.the || both) && any_leader {
        known.persons.clone().unwrap_or_else(own)
    } else if leads {
        let plain = Id::new(&format!("collective/{}", slug(&head)));
        if owned { own() } else { plain }
    } else {
        own()
    };
    if (leads || any_leader) && !scene.lexicon.is("any-side", &word.fold) {
        known.persons = Some(id.clone());
    }
    Some(Found::new(
        left.first,
        last,
        id,
        MentionForm::Description,
        800,
        "a group by count, nationality or office",
    ))
}

/// "observers from A and B": where the states behind the noun end.
fn from_states(scene: &Scene, finds: &Finds, at: usize) -> Option<usize> {
    let from = at + 1;
    let linked = scene.lexicon.is("sources", scene.fold(from)) && scene.words.together(at, from);
    let found = finds.longest_from(from + 1).filter(|f| linked && f.is("state"))?;
    (scene.words.get(from)?.glue == Glue::Blank && scene.words.together(at, found.last))
        .then(|| with_conjuncts(scene, finds, found.last))
}

/// A plural role: "foreign ministers".
fn role_phrase(spots: &Spots, at: usize) -> bool {
    spots.role_to(at).is_some_and(|spot| spot.role.plural && spot.role.state.is_some())
}

/// Names follow: "the foreign ministers, A and B" are persons, not a group.
fn named_after(scene: &Scene, finds: &Finds, at: usize) -> bool {
    let next = at + 1;
    let linked = scene.words.get(next).is_some_and(|w| matches!(w.glue, Glue::Blank | Glue::Comma));
    linked && finds.begin_at(next).any(|f| f.is("person"))
}

struct Left {
    first: usize,
    the: bool,
    demonym: bool,
    possessive: bool,
}

/// Reads adjectives, counts, demonyms and an article to the left of the noun.
fn left_edge(scene: &Scene, finds: &Finds, noun: usize) -> Left {
    let mut left = Left { first: noun, the: false, demonym: false, possessive: false };
    for _ in 0..6 {
        let Some(before) = left.first.checked_sub(1) else { break };
        let glued = scene.words.get(left.first).is_some_and(|w| {
            matches!(w.glue, Glue::Blank | Glue::Hyphen | Glue::Comma | Glue::Other)
        });
        let number =
            scene.words.get(before).is_some_and(|w| w.fold.chars().all(|c| c.is_ascii_digit()));
        let joined = scene
            .words
            .get(left.first)
            .is_some_and(|w| matches!(w.glue, Glue::Blank | Glue::Hyphen));
        if !scene.words.together(before, noun)
            || !(joined || (glued && number && left.first != noun))
        {
            break;
        }
        let fold = scene.fold(before);
        if let Some(owner) = finds
            .end_at(before)
            .filter(|f| matches!(f.refers.prefix(), "state" | "org" | "body" | "place"))
            .min_by_key(|f| f.first)
        {
            left.demonym = true;
            left.first = owner.first;
        } else if scene.lexicon.link("the", fold) && fold.len() == 3 {
            left.the = true;
            left.first = before;
            break;
        } else if scene.lexicon.is("possessive-pronouns", fold) {
            left.possessive = false;
            left.first = before;
            break;
        } else if is_count(scene, before) || modifies(scene, before, noun) {
            left.first = before;
            if adjective_of_place(scene, before) {
                left.demonym = true;
            }
        } else if scene.lexicon.link("of", fold) && counted_of(scene, before) {
            left.first = before - 1;
        } else {
            break;
        }
    }
    // "two of its officers", "four of the fifteen members"
    if let Some(of) = left.first.checked_sub(1)
        && scene.lexicon.link("of", scene.fold(of))
        && scene.words.together(of, noun)
        && counted_of(scene, of)
    {
        left.first = of - 1;
        left.the = false;
    }
    left
}

/// A capitalised adjective that the register does not know ("Transnistrian").
fn adjective_of_place(scene: &Scene, at: usize) -> bool {
    let capital =
        scene.words.get(at).is_some_and(|w| w.shape == Shape::Capital && w.glue != Glue::Start);
    capital && scene.words.token(at).is_some_and(|t| t.pos == Pos::Adj)
}

fn counted_of(scene: &Scene, of: usize) -> bool {
    of.checked_sub(1).is_some_and(|at| {
        is_count(scene, at)
            && !scene.lexicon.link("one", scene.fold(at))
            && scene.words.together(at, of)
    })
}

fn is_count(scene: &Scene, at: usize) -> bool {
    let Some(word) = scene.words.get(at) else { return false };
    let number = word.fold.chars().all(|c| c.is_ascii_digit());
    number
        || scene.lexicon.is("counts", &word.fold)
        || scene.words.token(at).is_some_and(|t| t.pos == Pos::Num)
}

fn modifies(scene: &Scene, at: usize, noun: usize) -> bool {
    let Some(token) = scene.words.token(at) else { return false };
    let governor = scene.words.of_token(token.head);
    matches!(token.dep, Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Nummod | Dep::Quantmod)
        && governor.is_some_and(|g| g > at && g <= noun)
}

/// The last of "A, B and C" where each is a state or organization.
fn with_conjuncts(scene: &Scene, finds: &Finds, mut last: usize) -> usize {
    loop {
        let mut at = last + 1;
        let comma = scene.words.get(at).is_some_and(|w| w.glue == Glue::Comma);
        let and = scene.lexicon.link("and", scene.fold(at));
        if and {
            at += 1;
        }
        let next = finds
            .longest_from(at)
            .filter(|f| (comma || and) && f.is("state") && scene.words.together(last, f.last));
        match next {
            Some(found) => last = found.last,
            None => return last,
        }
    }
}

/// The end of "of the ..." behind the noun: a known name, or a plain noun phrase.
fn of_phrase(scene: &Scene, finds: &Finds, at: usize) -> Option<usize> {
    let small = scene.fold(at + 1);
    if !scene.lexicon.link("of", small)
        || !scene.words.together(at, at + 1)
        || scene.words.get(at + 1)?.glue != Glue::Blank
    {
        return None;
    }
    let head = scene.words.token(at + 1)?;
    let prep = scene.words.analysis.tokens.partition_point(|t| t.span.start() < head.span.start());
    let object = (prep + 1..prep + 12).find(|t| {
        scene
            .tokens()
            .get(*t)
            .is_some_and(|token| token.dep == Dep::Pobj && token.head as usize == prep)
    })?;
    let mut last = scene.words.of_token(u32::try_from(object).ok()?)?;
    if let Some(found) = (at + 2..=last)
        .flat_map(|w| finds.begin_at(w))
        .filter(|f| f.last >= last)
        .max_by_key(|f| f.last)
    {
        last = found.last;
    }
    last = with_conjuncts(scene, finds, last);
    // one more step: "survivors of the storm on X"
    if let Some(found) =
        finds.longest_from(last + 2).filter(|f| matches!(f.refers.prefix(), "place" | "state"))
        && scene.lexicon.link("for", scene.fold(last + 1))
        && scene.words.together(last, found.last)
    {
        last = found.last;
    }
    scene.words.together(at, last).then_some(last)
}
