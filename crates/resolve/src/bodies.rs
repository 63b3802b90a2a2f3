//! Ministries, parliaments, embassies, councils: body words and their owners to bodies.
//!
//! The owner stands in the words ("Defence Ministry of X", "X's parliament"), or is the state or organization that the
//! text speaks of there. Never invents a body for words that only qualify another noun ("police car").

use crate::found::{Finds, Found};
use crate::lexicon::National;
use crate::names::{Open, form_of};
use crate::scene::{Focus, Scene};
use crate::spots::{BodySpot, Spots};
use crate::words::{Glue, Shape};
use chancery_record::{Dep, Id, MentionForm, slug};
use std::collections::{BTreeMap, BTreeSet};

/// Gives names that do not identify alone their bearer: by an owner beside them, else by the organization in focus.
pub(crate) fn settle_open(scene: &Scene, finds: &mut Finds, open: &[Open], spots: &Spots) {
    let focus = Focus::of(scene, finds);
    for name in open {
        if let Some(state) = one_of_states(name, finds) {
            finds.add(Found::new(
                name.first,
                name.last,
                state.0,
                state.1,
                820,
                "the likelier of states of one name",
            ));
            continue;
        }
        if name.first == name.last
            && !name.senses.iter().any(|s| form_of(s.form) == MentionForm::Acronym)
        {
            continue;
        }
        let owner =
            owner_after(scene, finds, name.last).map(|(owner, last)| (owner, name.first, last));
        let owner = owner.or_else(|| {
            owner_before(scene, finds, name.first).map(|(o, first)| (o, first, name.last))
        });
        let belongs =
            |id: &Id, owner: &Id| scene.owner_of(id).as_ref() == Some(owner) || id == owner;
        let explicit = owner.as_ref().and_then(|(owner, first, last)| {
            let sense = name.senses.iter().find(|s| belongs(&s.id, owner))?;
            Some((sense, *first, *last, 960))
        });
        let national = spots.bodies.get(&name.first).is_some_and(|spot| spot.last >= name.last);
        if explicit.is_none() && national && (owner.is_some() || in_role(spots, name.first)) {
            continue;
        }
        let by_focus = || {
            let owners: Vec<Id> =
                name.senses.iter().filter_map(|s| scene.owner_of(&s.id)).collect();
            let test = |id: &Id| {
                owners.contains(id)
                    || name.senses.iter().any(|s| s.id == *id)
                    || scene.owner_of(id).is_some_and(|owner| owners.contains(&owner))
            };
            let (id, reading) = focus.organization_at(scene, name.first, test)?;
            let near = scene.owner_of(&id).unwrap_or_else(|| id.clone());
            let sense = name
                .senses
                .iter()
                .find(|s| s.id == id || belongs(&s.id, &id) || belongs(&s.id, &near))?;
            Some((sense, name.first, name.last, reading.min(900)))
        };
        let fallback =
            || national.then(|| Some((name.senses.first()?, name.first, name.last, 760))).flatten();
        if let Some((sense, first, last, reading)) = explicit.or_else(by_focus).or_else(fallback) {
            let why = "name of a body by the organization spoken of";
            let mut found =
                Found::new(first, last, sense.id.clone(), form_of(sense.form), reading, why);
            found.candidates = name
                .senses
                .iter()
                .filter(|s| s.id != sense.id)
                .take(4)
                .map(|s| (s.id.clone(), 300))
                .collect();
            finds.add(found);
        }
    }
}

/// Of several states with one name, the one the text names in full, else the best known.
fn one_of_states(name: &Open, finds: &Finds) -> Option<(Id, MentionForm)> {
    let states = || name.senses.iter().filter(|sense| sense.id.prefix() == "state");
    let spoken =
        states().find(|sense| finds.list.iter().take(500).any(|found| found.refers == sense.id));
    let sense = spoken.or_else(|| states().next())?;
    Some((sense.id.clone(), form_of(sense.form)))
}

fn in_role(spots: &Spots, word: usize) -> bool {
    spots
        .roles
        .range(word.saturating_sub(6)..=word)
        .any(|(_, role)| role.first < word && role.last >= word)
}

/// A state, organization or body right before this word: who it is, and where it begins.
pub(crate) fn owner_before(scene: &Scene, finds: &Finds, first: usize) -> Option<(Id, usize)> {
    let word = scene.words.get(first)?;
    if !matches!(word.glue, Glue::Blank | Glue::Hyphen)
        || first == 0
        || !scene.words.together(first - 1, first)
    {
        return None;
    }
    let found = finds.end_at(first - 1).filter(|f| is_owner(f)).min_by_key(|f| f.first)?;
    Some((found.refers.clone(), found.first))
}

/// "of the X" behind this word: who it is, and where it ends.
pub(crate) fn owner_after(scene: &Scene, finds: &Finds, last: usize) -> Option<(Id, usize)> {
    let at = after_of(scene, last)?;
    let found = finds
        .begin_at(at)
        .filter(|f| is_owner(f) && f.form != MentionForm::Demonym)
        .max_by_key(|f| f.last)?;
    Some((found.refers.clone(), found.last))
}

/// The word behind "of" and an article.
pub(crate) fn after_of(scene: &Scene, last: usize) -> Option<usize> {
    let joined = |at: usize| {
        scene.words.get(at).is_some_and(|w| w.glue == Glue::Blank) && scene.words.together(last, at)
    };
    if scene.lexicon.is("grammar", "genitive") {
        return joined(last + 1).then_some(last + 1);
    }
    scene.words.fold(last + 1).filter(|f| scene.lexicon.link("of", f) && joined(last + 1))?;
    let at = if scene.lexicon.link("the", scene.fold(last + 2)) { last + 3 } else { last + 2 };
    joined(at).then_some(at)
}

fn is_owner(found: &Found) -> bool {
    matches!(found.refers.prefix(), "state" | "org" | "body")
}

/// Adds the bodies of states whose words the lexicon knows.
pub(crate) fn national(scene: &Scene, finds: &mut Finds, spots: &Spots) {
    let focus = Focus::of(scene, finds);
    let mut owners: BTreeMap<String, Option<Id>> = BTreeMap::new();
    for spot in spots.bodies.values() {
        if finds.begin_at(spot.first).any(|f| f.last >= spot.last)
            || covered(finds, spot.first, spot.last)
        {
            continue;
        }
        let before =
            owner_before(scene, finds, spot.first).filter(|(id, _)| id.prefix() == "state");
        let after = owner_after(scene, finds, spot.last).filter(|(id, _)| id.prefix() == "state");
        let (first, mut last) = (
            before.as_ref().map_or(spot.first, |b| b.1),
            after.as_ref().map_or(spot.last, |a| a.1),
        );
        let explicit = before.map(|b| b.0).or(after.map(|a| a.0));
        let inner = in_role(spots, spot.first);
        let speaks = spots.roles.contains_key(&(spot.last + 1))
            && scene.words.get(spot.last + 1).is_some_and(|w| w.glue == Glue::Blank);
        let office = explicit.is_some() && (!is_armed(&spot.body) || speaks);
        if !inner && !office && qualifies(scene, spot.first, spot.last)
            || rather_role(scene, finds, spots, spot)
        {
            continue;
        }
        if let National::Own(..) = spot.body
            && venue(scene, spot.first)
        {
            let id = Id::new(&format!("place/{}", slug(scene.words.slice(spot.first, spot.last))));
            finds.add(Found::new(
                spot.first,
                spot.last,
                id,
                MentionForm::Name,
                850,
                "seat as a place",
            ));
            continue;
        }
        let owner = match (&spot.body, &explicit) {
            (National::Own(state, _), _) => Some((Id::new(&format!("state/{state}")), 960)),
            (_, Some(owner)) => Some((owner.clone(), 970)),
            _ => own_government(scene, finds, &focus, spot)
                .or_else(|| same_before(&owners, spot))
                .or_else(|| focus.state_at(scene, spot.first)),
        };
        let Some((owner, reading)) = owner else { continue };
        if let National::Body(slug) = &spot.body {
            let known = owners.entry(slug.clone()).or_insert_with(|| Some(owner.clone()));
            if known.as_ref() != Some(&owner) {
                *known = None;
            }
        }
        if let (National::Mission(kind), Some(place)) =
            (&spot.body, mission_place(scene, finds, spot.last))
        {
            last = if kind == "embassy" { last } else { place.1.max(last) };
        }
        if let Some((id, form)) = id_of(
            scene,
            &focus,
            finds,
            spot.first,
            spot.last,
            &spot.body,
            &owner,
            explicit.is_some(),
        ) {
            let first =
                if form == MentionForm::Description { with_article(scene, first) } else { first };
            if inner {
                finds.add(Found::new(
                    spot.first,
                    spot.last,
                    id,
                    form,
                    reading,
                    "body in the name of a post",
                ));
            } else {
                finds.add(Found::new(
                    first,
                    last,
                    id,
                    form,
                    reading,
                    "body of the state spoken of",
                ));
            }
        }
    }
}

/// The state whose body of this kind the text has named, when it has named only one.
fn same_before(owners: &BTreeMap<String, Option<Id>>, spot: &BodySpot) -> Option<(Id, u16)> {
    let National::Body(slug) = &spot.body else { return None };
    owners.get(slug).cloned().flatten().map(|owner| (owner, 860))
}

/// "The Government" in what a body of a state has issued: its own.
fn own_government(
    scene: &Scene,
    finds: &Finds,
    focus: &Focus,
    spot: &BodySpot,
) -> Option<(Id, u16)> {
    let government = matches!(&spot.body, National::Body(slug) if slug == "government");
    let capital = scene.words.get(spot.first).is_some_and(|w| w.shape == Shape::Capital);
    let bare = spot.first == spot.last && capital && has_article(scene, spot.first);
    let issued = Focus::issuer(scene, finds).filter(|_| government && bare)?;
    let home = focus.home.clone()?;
    (scene.state_of(&issued).as_ref() == Some(&home)).then_some((home, 900))
}

/// Police and troops: their name often only qualifies people and things.
fn is_armed(body: &National) -> bool {
    match body {
        National::Force(_) => true,
        National::Body(slug) | National::Own(_, slug) => {
            slug == "police" || slug == "border-service"
        }
        National::Mission(_) => false,
    }
}

/// "the presidency of the Union": the words are a post, unless they tell something.
fn rather_role(scene: &Scene, finds: &Finds, spots: &Spots, spot: &BodySpot) -> bool {
    let owned = spot.first.checked_sub(1).is_some_and(|at| {
        scene.words.together(at, spot.first)
            && (scene.lexicon.link("of", scene.fold(at))
                || scene.words.get(at).is_some_and(|w| w.shape == Shape::Capital))
    });
    let same = !owned && spots.roles.get(&spot.first).is_some_and(|role| role.last == spot.last);
    let tells = scene.head(spot.first, spot.last).is_some_and(|token| {
        token.dep == Dep::Nsubj
            && scene.governor(token).is_some_and(|verb| scene.lexicon.is("telling", &verb.lemma))
    });
    let headed = scene.words.get(spot.first).is_some_and(|w| w.glue == Glue::Start)
        && scene.words.get(spot.first).is_some_and(|w| w.shape != Shape::Lower);
    let of_state =
        || owner_after(scene, finds, spot.last).is_some_and(|(id, _)| id.prefix() == "state");
    same && !tells && !(headed && of_state())
}

/// "at the X Palace": the building, not the office in it.
fn venue(scene: &Scene, first: usize) -> bool {
    let before =
        if has_article(scene, first) { first.checked_sub(2) } else { first.checked_sub(1) };
    let preposition = |at: usize| {
        scene.lexicon.is("standing-prepositions", scene.fold(at)) && scene.words.together(at, first)
    };
    before.is_some_and(preposition)
}

fn covered(finds: &Finds, first: usize, last: usize) -> bool {
    (first.saturating_sub(10)..first)
        .flat_map(|at| finds.begin_at(at))
        .any(|f| f.last >= last && !f.is("person"))
}

fn with_article(scene: &Scene, first: usize) -> usize {
    let article = first > 0
        && scene.lexicon.link("the", scene.fold(first - 1))
        && scene.words.together(first - 1, first);
    if article { first - 1 } else { first }
}

/// The words only qualify the next noun, or stand for a kind ("police car", "military observers").
fn qualifies(scene: &Scene, first: usize, last: usize) -> bool {
    let next = scene.words.get(last + 1);
    let heading = scene.words.get(last).is_some_and(|w| w.shape == Shape::Capital)
        && next.is_some_and(|w| w.shape == Shape::Capital && w.glue == Glue::Blank)
        && first.checked_sub(1).is_some_and(|at| scene.lexicon.is("subjects", scene.fold(at)));
    scene.head(first, last).is_some_and(|token| {
        let lower = scene.words.get(last).is_some_and(|w| w.shape == Shape::Lower);
        (lower || heading)
            && matches!(
                token.dep,
                Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Nummod | Dep::Advmod
            )
    })
}

#[expect(clippy::too_many_arguments, reason = "the words, what they are and whose")]
fn id_of(
    scene: &Scene,
    focus: &Focus,
    finds: &Finds,
    first: usize,
    last: usize,
    body: &National,
    owner: &Id,
    explicit: bool,
) -> Option<(Id, MentionForm)> {
    let path = owner.path();
    match body {
        National::Body(slug)
            if slug == "security-council"
                && !explicit
                && !secretary_before(scene, first)
                && !of_one_state(scene, first, last) =>
        {
            Some((Id::new("body/un/security-council"), MentionForm::Name))
        }
        National::Body(slug) | National::Own(_, slug) => {
            Some((Id::new(&format!("body/{path}/{slug}")), MentionForm::Name))
        }
        National::Force(slug)
            if explicit
                || scene.words.get(first)?.shape != Shape::Lower
                || has_article(scene, first) =>
        {
            Some((Id::new(&format!("force/{path}/{slug}")), MentionForm::Name))
        }
        National::Force(_) => None,
        National::Mission(kind) => {
            let place = mission_place(scene, finds, last).map(|(id, _)| id);
            let host = place
                .as_ref()
                .and_then(|id| scene.state_of(id))
                .or_else(|| host_of(focus, first, owner));
            if kind == "embassy" || kind == "permanent-mission" || kind == "high-commission" {
                let host = host.filter(|host| host != owner)?;
                explicit.then(|| {
                    (Id::new(&format!("body/{path}/{kind}-{}", host.path())), MentionForm::Name)
                })
            } else {
                let place = place?;
                let form = if explicit { MentionForm::Name } else { MentionForm::Description };
                Some((Id::new(&format!("body/{path}/{kind}-{}", slug(place.path()))), form))
            }
        }
    }
}

fn has_article(scene: &Scene, first: usize) -> bool {
    first > 0 && scene.lexicon.link("the", scene.fold(first - 1))
}

fn secretary_before(scene: &Scene, first: usize) -> bool {
    (1..=3).any(|back| first >= back && scene.lexicon.is("secretaries", scene.fold(first - back)))
}

/// "National Security Council", "her security council": no council of the world.
fn of_one_state(scene: &Scene, first: usize, last: usize) -> bool {
    let owned = first.checked_sub(1).is_some_and(|at| {
        scene.lexicon.is("possessive-pronouns", scene.fold(at)) && scene.words.together(at, first)
    });
    owned || (first..=last).any(|at| scene.lexicon.is("of-one-state", scene.fold(at)))
}

/// The place or state an embassy or consulate is in: "in X", "to X".
fn mission_place(scene: &Scene, finds: &Finds, last: usize) -> Option<(Id, usize)> {
    let preposition = scene.lexicon.link("to", scene.fold(last + 1))
        && scene.words.get(last + 1)?.glue == Glue::Blank;
    let found = finds
        .longest_from(last + 2)
        .filter(|f| preposition && matches!(f.refers.prefix(), "place" | "state"))?;
    Some((found.refers.clone(), found.last))
}

/// The state that receives an embassy when the words do not say: home, else the other one spoken of.
pub(crate) fn host_of(focus: &Focus, at: usize, sender: &Id) -> Option<Id> {
    focus.home.clone().filter(|home| home != sender).or_else(|| focus.state_beside(at, sender))
}

/// Adds bodies of organizations that only their noun and owner name: "its joint command", "Council of the X".
pub(crate) fn of_organizations(scene: &Scene, finds: &mut Finds) {
    split_councils(scene, finds);
    of_another(scene, finds);
    let focus = Focus::of(scene, finds);
    for at in 0..scene.words.len() {
        let found = owned_noun(scene, finds, &focus, at).or_else(|| organ(scene, finds, at));
        if let Some(found) = found {
            finds.add(found);
        }
    }
}

/// "the secretariat of the X", "Commission of the X"
fn organ(scene: &Scene, finds: &Finds, at: usize) -> Option<Found> {
    let word = scene.words.get(at)?;
    if !scene.lexicon.is("organs", &word.fold) || finds.covers(at) {
        return None;
    }
    let longer = at.checked_sub(1).and_then(|before| scene.words.get(before)).is_some_and(|w| {
        w.shape != Shape::Lower && word.glue == Glue::Blank && !scene.lexicon.link("the", &w.fold)
    });
    let (owner, last) = owner_after(scene, finds, at).filter(|(id, _)| id.prefix() == "org")?;
    let id = Id::new(&format!("body/{}/{}", owner.path(), word.fold));
    let why = "body of the organization behind it";
    (!longer).then(|| Found::new(at, last, id, MentionForm::Name, 850, why))
}

/// "Assembly of Heads of State of the X" where the register knows only that of Y: the body of X.
fn of_another(scene: &Scene, finds: &mut Finds) {
    let mut changes = Vec::new();
    for (index, found) in finds.list.iter().enumerate() {
        let several = found.is("body") && found.last > found.first;
        let Some(owner) = scene.owner_of(&found.refers).filter(|_| several) else { continue };
        let behind = owner_after(scene, finds, found.last).filter(|(id, _)| {
            id.prefix() == "org" && *id != owner && scene.owner_of(id).as_ref() != Some(&owner)
        });
        let slug = found.refers.path().rsplit('/').next().unwrap_or_default();
        let registered = scene.world.entry(&found.refers).is_some() && owner.prefix() == "org";
        if let Some((other, last)) = behind.filter(|_| registered) {
            let id = Id::new(&format!("body/{}/{slug}", other.path()));
            let why = "body of the organization behind it";
            changes.push((
                found.refers.clone(),
                Found::new(found.first, last, id, MentionForm::Name, 900, why),
                index,
            ));
        }
    }
    for (was, found, index) in changes {
        let is = found.refers.clone();
        finds.replace(index, found);
        for other in finds.list.iter_mut().filter(|f| f.refers == was) {
            other.refers = is.clone();
        }
    }
}

/// A found name "Council of the X" becomes a body of X, and X itself is found inside.
fn split_councils(scene: &Scene, finds: &mut Finds) {
    let mut changes = Vec::new();
    for (index, found) in
        finds.list.iter().enumerate().filter(|(_, f)| f.is("org") && f.why == "name in the text")
    {
        let small =
            (found.first + 1..found.last).find(|at| scene.lexicon.link("of", scene.fold(*at)));
        let Some(of) = small.filter(|of| scene.lexicon.is("body-nouns", scene.fold(*of - 1)))
        else {
            continue;
        };
        let owner = if scene.lexicon.link("the", scene.fold(of + 1)) { of + 2 } else { of + 1 };
        let own = |at: usize| scene.lexicon.is("org-nouns", scene.fold(at));
        if owner <= found.last && own(found.last) {
            let owner_slug = slug(scene.words.slice(owner, found.last));
            let body =
                format!("body/{owner_slug}/{}", slug(scene.words.slice(found.first, of - 1)));
            let inner = Found::new(
                owner,
                found.last,
                Id::new(&format!("org/{owner_slug}")),
                MentionForm::Name,
                860,
                "owner in a name",
            );
            changes.push((index, Id::new(&body), inner));
        }
    }
    for (index, body, inner) in changes {
        if let Some(found) = finds.list.get_mut(index) {
            found.refers = body;
        }
        finds.add(inner);
    }
}

/// "its technical fund", "the Agency's inspection mission", "XY council": owner, words, a noun of bodies.
fn owned_noun(scene: &Scene, finds: &Finds, focus: &Focus, at: usize) -> Option<Found> {
    let word = scene.words.get(at)?;
    if !scene.lexicon.is("body-nouns", &word.fold)
        || word.shape != Shape::Lower
        || finds.covers(at)
        || qualifies(scene, at, at)
    {
        return None;
    }
    let mut first = at;
    while first > 0
        && at - first < 4
        && matches!(scene.words.get(first)?.glue, Glue::Blank | Glue::Hyphen)
    {
        let before = scene.words.get(first - 1)?;
        if before.possessive
            || finds.covers(first - 1)
            || scene.lexicon.is("possessive-pronouns", &before.fold)
            || scene.lexicon.link("the", &before.fold)
        {
            break;
        }
        let modifies = scene
            .words
            .token(first - 1)
            .is_some_and(|t| matches!(t.dep, Dep::Amod | Dep::Compound | Dep::Nmod));
        if !modifies {
            return None;
        }
        first -= 1;
    }
    let before = first.checked_sub(1)?;
    let (owner, start) = if let Some((owner, start)) =
        owner_before(scene, finds, first).filter(|(id, _)| id.prefix() == "org")
    {
        (owner, start)
    } else if scene.lexicon.is("possessive-pronouns", scene.fold(before)) && first < at {
        let (owner, _) = focus.organization_at(scene, at, |id| id.prefix() == "org")?;
        (owner, first)
    } else {
        return None;
    };
    let noun = &word.fold;
    let same = finds.list.iter().find(|f| {
        f.is("body")
            && scene.owner_of(&f.refers).as_ref() == Some(&owner)
            && scene.fold(f.last) == noun
            && first == at
    });
    let command = scene.lexicon.is("force-nouns", scene.fold(at));
    let id = same.map_or_else(
        || {
            let kind = if command { "force" } else { "body" };
            Id::new(&format!("{kind}/{}/{}", owner.path(), slug(scene.words.slice(first, at))))
        },
        |f| f.refers.clone(),
    );
    Some(Found::new(start, at, id, MentionForm::Name, 840, "body of the organization before it"))
}

/// "Long Name (LN)": the short form means the same, here and wherever it stands alone.
pub(crate) fn acronyms(scene: &Scene, finds: &mut Finds) {
    let mut short: Vec<(String, Id)> = Vec::new();
    for found in &finds.list {
        let at = found.last + 1;
        let Some(word) = scene.words.get(at) else { continue };
        let closes =
            scene.words.text.get(word.span.end()..).is_some_and(|rest| rest.starts_with(')'));
        let party =
            matches!(found.refers.prefix(), "org" | "body" | "force" | "outlet" | "armed-group");
        let longer = found.last > found.first;
        let given = word.glue == Glue::Open && word.shape == Shape::Upper && closes;
        if given && party && longer && !of_inner_name(finds, found, at) {
            short.push((word.fold.clone(), found.refers.clone()));
        }
    }
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, word) in scene.words.all().iter().enumerate() {
        if word.shape == Shape::Upper && !word.shouted {
            places.entry(&word.fold).or_default().push(at);
        }
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (fold, id) in short {
        if seen.insert(fold.clone()) {
            for at in places.get(fold.as_str()).into_iter().flatten() {
                same_as(finds, *at, &id);
            }
        }
    }
}

/// "Council of the Compact (NC)": the short form is known as that of the name inside.
fn of_inner_name(finds: &Finds, outer: &Found, short: usize) -> bool {
    let inner = finds.end_at(outer.last).filter(|f| f.first > outer.first && f.is("org"));
    inner.into_iter().any(|f| finds.begin_at(short).any(|known| known.refers == f.refers))
}

/// The short form at this word means this, whatever else it could mean.
fn same_as(finds: &mut Finds, at: usize, id: &Id) {
    if !finds.covers(at) {
        let why = "short form given in the text";
        finds.add(Found::new(at, at, id.clone(), MentionForm::Acronym, 970, why));
        return;
    }
    finds.correct_at(at, |found| {
        if found.last == at && found.refers != *id {
            found.candidates.push((found.refers.clone(), 200));
            found.refers = id.clone();
            found.form = MentionForm::Acronym;
        }
    });
}
