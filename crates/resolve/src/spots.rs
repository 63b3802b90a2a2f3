//! Role words, ministries and other bodies of states as the lexicon knows them: words to what they could mean.
//!
//! Only the words themselves; whose they are, `bodies` and `posts` say.

use crate::found::Finds;
use crate::lexicon::{Lexicon, National, Role};
use crate::words::{Glue, Shape, Words};
use chancery_knowledge::gender;
use chancery_knowledge::roles::{
    Area, Owner, RoleMatch, longest_body, longest_match, opens_body, opens_post,
};
use chancery_record::{NameLabel, Pos, slug};
use std::collections::BTreeMap;

/// A role phrase, field of government included.
#[derive(Clone, Debug)]
pub(crate) struct RoleSpot {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) role: Role,
    /// A minister of no named field.
    pub(crate) bare_minister: bool,
}

/// A body of a state.
#[derive(Clone, Debug)]
pub(crate) struct BodySpot {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) body: National,
}

/// All of them by first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spots {
    pub(crate) roles: BTreeMap<usize, RoleSpot>,
    pub(crate) bodies: BTreeMap<usize, BodySpot>,
    /// Honorifics: last word by first word, with the sex they tell.
    pub(crate) honorifics: BTreeMap<usize, usize>,
    blocked: Vec<bool>,
    /// First word of the role phrase that ends at a word.
    role_starts: Vec<Option<u32>>,
}

impl Spots {
    /// The word belongs to a role, body or honorific and not to a name.
    pub(crate) fn blocks(&self, word: usize) -> bool {
        self.blocked.get(word).copied().unwrap_or(false)
    }

    /// The role phrase that ends at this word.
    pub(crate) fn role_to(&self, word: usize) -> Option<&RoleSpot> {
        let first = (*self.role_starts.get(word)?)? as usize;
        self.roles.get(&first).filter(|spot| spot.last == word && first + 8 >= word)
    }

    /// An honorific ends at this word.
    pub(crate) fn honorific_to(&self, word: usize) -> bool {
        self.honorifics.range(word.saturating_sub(16)..=word).any(|(_, last)| *last == word)
    }
}

/// Finds them.
pub(crate) fn spot(lexicon: &Lexicon, words: &Words, finds: &Finds) -> Spots {
    let mut spots = Spots {
        blocked: vec![false; words.len()],
        role_starts: vec![None; words.len()],
        ..Spots::default()
    };
    let mut role_end = 0;
    let mut body_end = 0;
    for at in 0..words.len() {
        if at >= body_end
            && let Some(body) = body_at(lexicon, words, finds, at)
        {
            body_end = body.last + 1;
            spots.blocked[body.first..=body.last].iter_mut().for_each(|b| *b = true);
            spots.bodies.insert(at, body);
        }
        if at >= role_end
            && let Some(role) = role_at(lexicon, words, finds, at)
        {
            role_end = role.last + 1;
            spots.blocked[role.first..=role.last].iter_mut().for_each(|b| *b = true);
            spots.role_starts[role.last] = u32::try_from(role.first).ok();
            spots.roles.insert(role.first, role);
        }
    }
    for at in 0..words.len() {
        if spots.blocks(at) && !spots.roles.contains_key(&at) {
            continue;
        }
        if let Some(last) = honorific_at(lexicon, words, finds, at) {
            spots.blocked[at..=last].iter_mut().for_each(|b| *b = true);
            spots.honorifics.insert(at, last);
        }
    }
    spots
}

/// A title of courtesy or rank with a name behind it.
fn honorific_at(lexicon: &Lexicon, words: &Words, finds: &Finds, at: usize) -> Option<usize> {
    if finds.covers(at)
        || words.get(at)?.shape == Shape::Lower
            && !words.fold(at).is_some_and(|f| lexicon.is("of", f))
    {
        let late = lexicon.honorifics.at(words, at)?;
        return (words.get(at + late.0)?.shape != Shape::Lower
            && words.get(at)?.shape == Shape::Lower)
            .then_some(at + late.0 - 1);
    }
    let (count, _) = lexicon.honorifics.at(words, at)?;
    let next = words.get(at + count)?;
    if next.glue == Glue::Open && lexicon.is("retired", &next.fold) {
        let name = words.get(at + count + 1)?;
        let named = name.shape != Shape::Lower && words.together(at, at + count + 1);
        return named.then_some(at + count);
    }
    let follows = matches!(next.glue, Glue::Blank | Glue::Dot) && words.together(at, at + count);
    (follows && next.shape != Shape::Lower).then_some(at + count - 1)
}

fn inside_longer_find(finds: &Finds, first: usize, last: usize) -> bool {
    (first.saturating_sub(12)..=first)
        .flat_map(|at| finds.begin_at(at))
        .any(|found| found.last >= last && found.last - found.first > last - first)
}

/// The match of the words ahead; where it would break a name, that of the words before the name ("President of the
/// Republic of X").
fn clear_of<T>(
    words: &Words,
    finds: &Finds,
    at: usize,
    matched: impl Fn(&[&str]) -> Option<T>,
    count: impl Fn(&T) -> usize,
) -> Option<T> {
    let ahead = ahead(words, at);
    let found = matched(&ahead)?;
    let last = at + count(&found) - 1;
    let broken = (at + 1..=last).find(|w| finds.begin_at(*w).any(|found| found.last > last));
    match broken {
        Some(broken) => matched(&ahead[..broken - at]),
        None => Some(found),
    }
}

/// The folded words from here on that stand together.
fn ahead<'w>(words: &'w Words, at: usize) -> Vec<&'w str> {
    let mut out = Vec::with_capacity(12);
    for (index, word) in words.all().iter().enumerate().skip(at).take(12) {
        if index > at && !(joined(words, index) && words.together(at, index)) {
            break;
        }
        out.push(word.fold.as_str());
    }
    out
}

fn body_at(lexicon: &Lexicon, words: &Words, finds: &Finds, at: usize) -> Option<BodySpot> {
    let mission = lexicon
        .missions
        .at(words, at)
        .map(|(count, kind)| (count, National::Mission((*kind).to_owned())));
    let opens = opens_body(words.fold(at)?);
    let listed = opens.then(|| clear_of(words, finds, at, longest_body, |found| found.words));
    let listed = listed.flatten().filter(|body| !body.plural).map(|body| {
        let kind = match (body.force, body.state) {
            (true, _) => National::Force(body.slug),
            (false, Some(state)) => National::Own(state.to_owned(), body.slug),
            (false, None) => National::Body(body.slug),
        };
        (body.words, kind)
    });
    let own_field = ministry_of_field(lexicon, words, finds, at);
    let longer = |a: (usize, National), b: (usize, National)| if b.0 > a.0 { b } else { a };
    let (count, body) = mission.into_iter().chain(listed).chain(own_field).reduce(longer)?;
    let last = at + count - 1;
    (!inside_longer_find(finds, at, last)).then_some(BodySpot { first: at, last, body })
}

/// A ministry of a field that no table lists: "Ministry of Youth Policy".
fn ministry_of_field(
    lexicon: &Lexicon,
    words: &Words,
    finds: &Finds,
    at: usize,
) -> Option<(usize, National)> {
    if !lexicon.is("ministries", words.fold(at)?) {
        return None;
    }
    let last = field_after(lexicon, words, finds, at)?;
    let field = slug(words.slice(field_start(lexicon, words, at), last));
    Some((last + 1 - at, National::Body(format!("{field}-ministry"))))
}

fn role_at(lexicon: &Lexicon, words: &Words, finds: &Finds, at: usize) -> Option<RoleSpot> {
    let opens = opens_post(words.fold(at)?);
    let found = opens.then(|| clear_of(words, finds, at, longest_match, |found| found.words))??;
    let weak = found.words == 1 && lexicon.is("not-roles", words.fold(at)?);
    let owned = at > 0 && joined(words, at) && finds.covers(at - 1);
    if weak && !owned && !words.fold(at + 1).is_some_and(|f| lexicon.link("of", f)) {
        return None;
    }
    let mut last = at + found.words - 1;
    while last > at && words.fold(last).is_some_and(|f| lexicon.is("of", f)) {
        last -= 1;
    }
    let a_ministry =
        words.fold(last).is_some_and(|f| lexicon.is("ministries", f) || f == "department")
            || words.fold(at).is_some_and(|f| lexicon.is("ministries", f));
    if a_ministry
        || inside_longer_find(finds, at, last)
        || verb_here(words, at, last)
        || in_party_name(lexicon, words, last)
    {
        return None;
    }
    let role = role_of(&found);
    let minister = lexicon.is("ministers", words.fold(last)?) && found.area == Area::Field;
    let mut spot = RoleSpot { first: at, last, role, bare_minister: minister };
    if !minister {
        return Some(spot);
    }
    let field = |first: usize, last: usize| slug(words.slice(first, last));
    if let Some(end) = field_after(lexicon, words, finds, last) {
        spot.bare_minister = false;
        spot.role.state = spot
            .role
            .state
            .map(|role| format!("{role}/{}", field(field_start(lexicon, words, last), end)));
        spot.last = end;
    } else if let Some(first) = field_before(lexicon, words, finds, at) {
        spot.bare_minister = false;
        spot.role.state = spot.role.state.map(|role| format!("{role}/{}", field(first, at - 1)));
        spot.first = first;
    }
    Some(spot)
}

/// Role words as a role.
fn role_of(found: &RoleMatch) -> Role {
    let of = |owner: Owner| found.role_of(owner).map(str::to_owned);
    let area = match &found.area {
        Area::Fixed(area) => format!("/{area}"),
        _ => String::new(),
    };
    Role {
        state: of(Owner::State).map(|role| role + &area),
        other: of(Owner::Organization).or_else(|| of(Owner::Body)).or_else(|| of(Owner::Force)),
        body: found.body.map(str::to_owned),
        plural: found.plural,
        sex: found.gender,
    }
}

/// "Justice" in "People's Justice Party": the model sees an organization that goes on behind the word.
fn in_party_name(lexicon: &Lexicon, words: &Words, last: usize) -> bool {
    let Some(word) = words.get(last) else { return false };
    let names = &words.analysis.names;
    let at = names.partition_point(|name| name.span.end() <= word.span.start());
    let name = names.get(at).filter(|n| n.label == NameLabel::Org && n.span.covers(word.span));
    let end = name.map(|name| words.within(name.span)).and_then(std::iter::Iterator::last);
    word.shape != Shape::Lower
        && end.is_some_and(|end| {
            end > last
                && (last + 1..=end).all(|w| words.get(w).is_some_and(|w| w.shape != Shape::Lower))
                && words.fold(end).is_some_and(|f| lexicon.is("org-nouns", f))
        })
}

/// "heads to Lund", "chairs the talks": a verb, no role.
fn verb_here(words: &Words, first: usize, last: usize) -> bool {
    first == last
        && words
            .token(first)
            .is_some_and(|token| matches!(token.pos, Pos::Verb | Pos::Aux | Pos::Adv))
}

fn joined(words: &Words, at: usize) -> bool {
    words.get(at).is_some_and(|word| matches!(word.glue, Glue::Blank | Glue::Hyphen))
}

/// The first word of the field behind "minister of", "ministry for the".
fn field_start(lexicon: &Lexicon, words: &Words, head: usize) -> usize {
    let article = words.fold(head + 2).is_some_and(|f| lexicon.link("the", f));
    if article { head + 3 } else { head + 2 }
}

/// The last word of the field behind "minister of": capitals behind a capital, nouns behind a small letter.
fn field_after(lexicon: &Lexicon, words: &Words, finds: &Finds, head: usize) -> Option<usize> {
    words.fold(head + 1).filter(|f| lexicon.link("field", f) && joined(words, head + 1))?;
    let at = field_start(lexicon, words, head);
    if !joined(words, at) || !words.together(head, at) {
        return None;
    }
    let capital = words.get(head)?.shape != Shape::Lower;
    let mut last = None;
    for here in at..at + 8 {
        let Some(word) =
            words.get(here).filter(|_| joined(words, here) && words.together(head, here))
        else {
            break;
        };
        let noun = || words.token(here).is_some_and(|t| matches!(t.pos, Pos::Noun | Pos::Adj));
        let fits =
            if capital { word.shape != Shape::Lower } else { word.shape == Shape::Lower && noun() };
        if here > at && begins_name(words, here) {
            break;
        }
        if finds.covers(here) || !(fits || (last.is_some() && lexicon.link("and", &word.fold))) {
            break;
        }
        if fits {
            last = Some(here);
        }
        if word.possessive {
            break;
        }
    }
    last
}

/// A given name with a capital behind it, or a name of several words as the model sees it.
fn begins_name(words: &Words, at: usize) -> bool {
    let Some(word) = words.get(at).filter(|w| w.shape != Shape::Lower) else { return false };
    let names = &words.analysis.names;
    let index = names.partition_point(|name| name.span.start() < word.span.start());
    let seen = names.get(index).is_some_and(|name| {
        name.span.start() == word.span.start()
            && name.label == NameLabel::Person
            && words.within(name.span).len() > 1
    });
    let behind = words.get(at + 1).is_some_and(|w| w.shape != Shape::Lower);
    seen || (gender(&word.fold).is_some() && behind && joined(words, at + 1))
}

/// The first word of the field before "Minister".
fn field_before(lexicon: &Lexicon, words: &Words, finds: &Finds, head: usize) -> Option<usize> {
    let capital = words.get(head)?.shape != Shape::Lower;
    let mut first = None;
    let mut here = head;
    while here > 0 && joined(words, here) && words.together(here - 1, head) && head - here < 8 {
        let at = here - 1;
        let word = words.get(at)?;
        let outside = finds.covers(at)
            || word.possessive
            || lexicon.standing.get(&word.fold).is_some()
            || lexicon.is("deputies", &word.fold)
            || lexicon.honorifics.get(&word.fold).is_some()
            || lexicon.is("not-names", &word.fold) && !lexicon.link("and", &word.fold)
            || lexicon.is("trimmings", &word.fold)
            || lexicon.is("calendar", &word.fold);
        let noun =
            words.token(at).is_none_or(|t| matches!(t.pos, Pos::Noun | Pos::Adj | Pos::Propn));
        let fits = noun
            && if capital {
                word.shape != Shape::Lower
            } else {
                word.shape == Shape::Lower && depends(words, at, head)
            };
        if outside || !(fits || (first.is_some() && lexicon.link("and", &word.fold))) {
            break;
        }
        if fits {
            first = Some(at);
        }
        here = at;
    }
    first
}

/// The word is a noun that modifies the phrase that ends at `head`.
fn depends(words: &Words, at: usize, head: usize) -> bool {
    let Some(token) = words.token(at) else { return false };
    let governor = words.of_token(token.head);
    matches!(token.pos, Pos::Noun | Pos::Propn) && governor.is_some_and(|g| g > at && g <= head)
}
