//! Role words, ministries and other bodies of states as the lexicon knows them: words to what they could mean.
//!
//! Only the words themselves; whose they are, `bodies` and `posts` say.

use crate::found::Finds;
use crate::lexicon::{Lexicon, National, Portfolio, Role};
use crate::words::{Glue, Shape, Words};
use chancery_record::{Pos, TenureStatus, slug};
use std::collections::BTreeMap;

/// A role phrase, field of government included.
#[derive(Clone, Debug)]
pub(crate) struct RoleSpot {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) role: Role,
    /// The field where the role is a minister's.
    pub(crate) portfolio: Option<Portfolio>,
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
}

impl Spots {
    /// The word belongs to a role, body or honorific and not to a name.
    pub(crate) fn blocks(&self, word: usize) -> bool {
        self.blocked.get(word).copied().unwrap_or(false)
    }

    /// The role phrase that ends at this word.
    pub(crate) fn role_to(&self, word: usize) -> Option<&RoleSpot> {
        self.roles
            .range(word.saturating_sub(8)..=word)
            .rev()
            .map(|(_, spot)| spot)
            .find(|spot| spot.last == word)
    }
}

/// Finds them.
pub(crate) fn spot(lexicon: &Lexicon, words: &Words, finds: &Finds) -> Spots {
    let mut spots = Spots { blocked: vec![false; words.len()], ..Spots::default() };
    let mut role_end = 0;
    let mut body_end = 0;
    for at in 0..words.len() {
        if let Some(body) = body_at(lexicon, words, finds, at).filter(|_| at >= body_end) {
            body_end = body.last + 1;
            spots.blocked[body.first..=body.last].iter_mut().for_each(|b| *b = true);
            spots.bodies.insert(at, body);
        }
        if let Some(role) = role_at(lexicon, words, finds, at).filter(|_| at >= role_end) {
            role_end = role.last + 1;
            spots.blocked[role.first..=role.last].iter_mut().for_each(|b| *b = true);
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
    let follows = matches!(next.glue, Glue::Blank | Glue::Dot) && words.together(at, at + count);
    (follows && next.shape != Shape::Lower).then_some(at + count - 1)
}

fn inside_longer_find(finds: &Finds, first: usize, last: usize) -> bool {
    (first.saturating_sub(12)..=first)
        .flat_map(|at| finds.begin_at(at))
        .any(|found| found.last >= last && found.last - found.first > last - first)
}

fn body_at(lexicon: &Lexicon, words: &Words, finds: &Finds, at: usize) -> Option<BodySpot> {
    let ministry = ministry_at(lexicon, words, finds, at);
    let named = lexicon.national.at(words, at).map(|(count, body)| BodySpot {
        first: at,
        last: at + count - 1,
        body: body.clone(),
    });
    let spot = match (ministry, named) {
        (Some(a), Some(b)) => {
            if a.last >= b.last {
                a
            } else {
                b
            }
        }
        (a, b) => a.or(b)?,
    };
    (!inside_longer_find(finds, spot.first, spot.last)).then_some(spot)
}

fn ministry_at(lexicon: &Lexicon, words: &Words, finds: &Finds, at: usize) -> Option<BodySpot> {
    let spot =
        |last, ministry: String| BodySpot { first: at, last, body: National::Body(ministry) };
    let is_ministry = |at: usize| words.fold(at).is_some_and(|f| lexicon.is("ministries", f));
    if is_ministry(at) {
        let (last, portfolio) = field_after(lexicon, words, finds, at)?;
        return Some(spot(last, portfolio.ministry));
    }
    let (count, portfolio) = lexicon.portfolios.at(words, at)?;
    let last = at + count;
    (is_ministry(last) && joined(words, last)).then(|| spot(last, portfolio.ministry.clone()))
}

fn role_at(lexicon: &Lexicon, words: &Words, finds: &Finds, at: usize) -> Option<RoleSpot> {
    let spot = |last, role: &Role, portfolio: Option<Portfolio>, bare| RoleSpot {
        first: at,
        last,
        role: Role {
            state: portfolio.as_ref().map_or(role.state.clone(), |p| Some(p.minister.clone())),
            ..role.clone()
        },
        portfolio,
        bare_minister: bare,
    };
    if let Some((count, portfolio)) = lexicon.portfolios.at(words, at) {
        let minister = lexicon.roles.at(words, at + count).filter(|(_, role)| is_minister(role));
        if let Some((more, role)) = minister.filter(|_| joined(words, at + count)) {
            let spot = spot(at + count + more - 1, role, Some(portfolio.clone()), false);
            return (!inside_longer_find(finds, spot.first, spot.last)).then_some(spot);
        }
    }
    let Some((count, role)) = lexicon.roles.at(words, at) else { return None };
    let last = at + count - 1;
    if inside_longer_find(finds, at, last) || verb_here(words, at, last) {
        return None;
    }
    if !is_minister(role) {
        return Some(spot(last, role, None, false));
    }
    if let Some((end, portfolio)) = field_after(lexicon, words, finds, last) {
        return Some(spot(end, role, Some(portfolio), false));
    }
    match field_before(lexicon, words, finds, at) {
        Some((first, portfolio)) => {
            Some(RoleSpot { first, ..spot(last, role, Some(portfolio), false) })
        }
        None => Some(spot(last, role, None, true)),
    }
}

fn is_minister(role: &Role) -> bool {
    role.state.as_deref() == Some("minister")
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

/// The field behind "minister of", "ministry for the": last word and meaning.
fn field_after(
    lexicon: &Lexicon,
    words: &Words,
    finds: &Finds,
    head: usize,
) -> Option<(usize, Portfolio)> {
    let link = words
        .fold(head + 1)
        .filter(|f| (lexicon.link("of", f) || *f == "for") && joined(words, head + 1))?;
    let mut at = head + 2;
    if link.is_empty() || words.fold(at).is_some_and(|f| lexicon.link("the", f)) {
        at += 1;
    }
    if !joined(words, at) || !words.together(head, at) {
        return None;
    }
    let capital = words.get(head)?.shape != Shape::Lower;
    let mut last = None;
    let mut here = at;
    while let Some(word) = words.get(here).filter(|_| here == at || joined(words, here)) {
        let is_and = lexicon.link("and", &word.fold);
        let fits = if capital {
            word.shape != Shape::Lower
        } else {
            words.token(here).is_some_and(|t| matches!(t.pos, Pos::Noun | Pos::Adj))
                && word.shape == Shape::Lower
        };
        if word.sentence != words.get(head)?.sentence
            || here - at > 8
            || (finds.covers(here) && !fits_portfolio(lexicon, words, here))
        {
            break;
        }
        match (fits, is_and) {
            (true, _) => last = Some(here),
            (false, true) if last.is_some() => {}
            _ => break,
        }
        if word.possessive {
            break;
        }
        here += 1;
    }
    let exact = lexicon
        .portfolios
        .at(words, at)
        .map(|(count, portfolio)| (at + count - 1, portfolio.clone()));
    match (last, exact) {
        (Some(last), Some((end, portfolio))) if end >= last || !capital => Some((end, portfolio)),
        (Some(last), _) => Some((last, portfolio_of(lexicon, words, at, last))),
        (None, exact) => exact,
    }
}

fn fits_portfolio(lexicon: &Lexicon, words: &Words, at: usize) -> bool {
    lexicon.portfolios.at(words, at).is_some()
}

/// The field before "Minister": first word and meaning.
fn field_before(
    lexicon: &Lexicon,
    words: &Words,
    finds: &Finds,
    head: usize,
) -> Option<(usize, Portfolio)> {
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
            || lexicon.link("the", &word.fold)
            || lexicon.is("trimmings", &word.fold);
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
    let first = first?;
    Some((first, portfolio_of(lexicon, words, first, head - 1)))
}

/// The word is a modifier within the phrase that ends at `head`.
fn depends(words: &Words, at: usize, head: usize) -> bool {
    let Some(token) = words.token(at) else { return false };
    let governor = words.of_token(token.head);
    matches!(token.pos, Pos::Noun | Pos::Propn) && governor.is_some_and(|g| g > at && g <= head)
}

fn portfolio_of(lexicon: &Lexicon, words: &Words, first: usize, last: usize) -> Portfolio {
    let key = words.phrase(first, last + 1 - first).unwrap_or_default();
    lexicon.portfolios.get(&key).cloned().unwrap_or_else(|| {
        let field = slug(words.slice(first, last));
        Portfolio { ministry: format!("{field}-ministry"), minister: format!("minister/{field}") }
    })
}

/// What a word before or after a role says of the holder's standing.
pub(crate) fn standing(lexicon: &Lexicon, words: &Words, at: usize) -> Option<TenureStatus> {
    words.fold(at).and_then(|fold| lexicon.standing.get(fold)).copied()
}
