//! Names that the register knows: folded words of the text to senses.
//!
//! Longest first; a shorter name inside a longer one stays only where it is the owner of the longer (the organization in
//! the name of its body). A capital is read as its government where the sentence makes it act. Never decides what an
//! ambiguous name of a body means: that is left to `bodies`.

use crate::found::{Finds, Found};
use crate::lexicon::Lexicon;
use crate::words::{Glue, Shape, Words};
use chancery_knowledge::gender;
use chancery_knowledge::roles::longest_match;
use chancery_record::{
    Dep, Id, Language, MentionForm, NameForm, NameLabel, RegionRole, Sense, Token, World,
};

/// A name whose bearer depends on what the text speaks of.
#[derive(Clone, Debug)]
pub(crate) struct Open {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) senses: Vec<Sense>,
}

/// Finds the register's names.
pub(crate) fn known(
    world: &dyn World,
    lexicon: &Lexicon,
    words: &Words,
    finds: &mut Finds,
) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    let mut outer: Vec<(usize, usize, Id)> = Vec::new();
    for first in 0..words.len() {
        for (last, senses) in matches_at(world, lexicon, words, first) {
            while outer.last().is_some_and(|(_, end, _)| *end < first) {
                outer.pop();
            }
            let id = senses[0].id.clone();
            let nested =
                outer.iter().all(|(_, end, around)| last <= *end && owns(world, &id, around));
            if id.prefix() == "place" && starts_longer_name(world, lexicon, words, last) {
                continue;
            }
            if (first == last && (given_name_before(words, first) || behind_new(words, first)))
                || behind_article_of_name(lexicon, words, first)
                || (id.prefix() == "person" && in_longer_person(words, first, last))
                || (id.prefix() == "place" && first == last && noun_of_name(lexicon, words, last))
            {
                continue;
            }
            if !nested || part_of_personal_name(world, lexicon, words, first, last) {
                continue;
            }
            outer.push((first, last, id));
            if senses.iter().all(|sense| sense.ambiguous) {
                open.push(Open { first, last, senses });
            } else if let Some(found) = settle(world, lexicon, words, first, last, &senses) {
                finds.add(found);
            }
        }
    }
    open
}

/// Readings of the words from `first` on, longest first.
fn matches_at(
    world: &dyn World,
    lexicon: &Lexicon,
    words: &Words,
    first: usize,
) -> Vec<(usize, Vec<Sense>)> {
    let small = lexicon.is("grammar", "small-adjectives");
    let Some(word) = words.get(first).filter(|word| small || word.shape != Shape::Lower) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for count in (1..=world.longest(&word.fold).min(16)).rev() {
        let key = if count > 4 {
            words.phrase_with_commas(first, count)
        } else {
            words.phrase(first, count)
        };
        let Some(key) = key else { continue };
        let last = first + count - 1;
        if words.get(last).is_none_or(|end| end.sentence != word.sentence) {
            continue;
        }
        let named = world.named(&key);
        if named.is_empty() {
            continue;
        }
        let leads = lead_in(world, words, first, count);
        let senses: Vec<Sense> = named
            .iter()
            .filter(|sense| {
                written_so(lexicon, words, first, last, sense) && !leads.contains(&sense.id)
            })
            .cloned()
            .collect();
        if !senses.is_empty() {
            out.push((last, senses));
        }
    }
    out
}

/// Those whose name is as good without its first word: "the UN", "King X".
fn lead_in(world: &dyn World, words: &Words, first: usize, count: usize) -> Vec<Id> {
    let fold = words.fold(first).unwrap_or_default();
    let leads = fold == "the" || longest_match(&[fold]).is_some();
    let rest = (count > 1 && leads).then(|| words.phrase(first + 1, count - 1)).flatten();
    rest.map_or_else(Vec::new, |rest| {
        world.named(&rest).iter().map(|sense| sense.id.clone()).collect()
    })
}

/// The letters suit the form of the name: acronyms in capitals, names not in lower case.
fn written_so(lexicon: &Lexicon, words: &Words, first: usize, last: usize, sense: &Sense) -> bool {
    let slice = words.slice(first, last);
    let upper = slice.chars().filter(|c| c.is_uppercase()).count();
    let (Some(word), Some(end)) = (words.get(first), words.get(last)) else { return false };
    let adjective = matches!(sense.form, NameForm::Adjective | NameForm::Demonym);
    if word.shape == Shape::Lower && !(adjective && sense.id.prefix() == "state") {
        return false;
    }
    if !same_script(slice, sense)
        || (sense.id.prefix() == "outlet" && in_longer_name(lexicon, words, first, last))
    {
        return false;
    }
    if letters_apart(words, first, last) {
        return false;
    }
    if sense.form == NameForm::Acronym || (first == last && word.fold.len() < 3) {
        let common =
            lexicon.pronouns.contains_key(word.fold.as_str()) || lexicon.link("who", &word.fold);
        return upper >= 2 && !(common && word.shouted);
    }
    // A name of several words ends on a capital, except for its small words and adjectives after a hyphen.
    first == last
        || end.shape != Shape::Lower
        || end.glue == Glue::Hyphen
        || words.len() == last + 1
        || upper > 1
        || lexicon.is("grammar", "small-adjectives")
}

/// "A U" of "A U.S. envoy": single letters with a blank between are no one short form.
fn letters_apart(words: &Words, first: usize, last: usize) -> bool {
    let single = (first..=last).all(|at| words.fold(at).is_some_and(|f| f.chars().count() == 1));
    let slice = words.slice(first, last);
    first < last && single && slice.split_once(' ').is_some_and(|(start, _)| !start.ends_with('.'))
}

/// Folding joins scripts; a name written in Latin letters is no Cyrillic acronym.
fn same_script(slice: &str, sense: &Sense) -> bool {
    let cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4FF}');
    let written = slice.chars().any(cyrillic);
    match sense.language {
        Language::English => {
            !written || sense.form != NameForm::Acronym || slice.chars().count() > 4
        }
        Language::Russian => written || sense.form != NameForm::Acronym,
        _ => true,
    }
}

/// Names of papers are common words: inside a longer run of capitals, or after "of", they are something else.
fn in_longer_name(lexicon: &Lexicon, words: &Words, first: usize, last: usize) -> bool {
    let capital = |at: usize| words.get(at).is_some_and(|w| w.shape != Shape::Lower);
    let joined =
        |at: usize| words.get(at).is_some_and(|w| matches!(w.glue, Glue::Blank | Glue::Hyphen));
    let before = first > 0
        && joined(first)
        && words.together(first - 1, first)
        && (capital(first - 1)
            && !lexicon.is("not-names", words.fold(first - 1).unwrap_or_default())
            || lexicon.link("of", words.fold(first - 1).unwrap_or_default()));
    let behind = joined(last + 1) && words.together(last, last + 1) && capital(last + 1);
    before || behind
}

/// `owner` is the organization or state that `thing` belongs to.
fn owns(world: &dyn World, owner: &Id, thing: &Id) -> bool {
    let mut at = thing.clone();
    for _ in 0..6 {
        let entry = world.entry(&at);
        let up = entry.and_then(|e| e.parent.clone().or_else(|| e.country.clone()));
        match up {
            Some(up) if up == *owner => return true,
            Some(up) => at = up,
            None => break,
        }
    }
    let path = thing.path();
    matches!(thing.prefix(), "body" | "force" | "post")
        && path.strip_prefix(owner.path()).is_some_and(|rest| rest.starts_with('/'))
}

/// "Baltic" in "Baltic Courier": a capitalised word that is nothing by itself goes on with the name.
fn starts_longer_name(world: &dyn World, lexicon: &Lexicon, words: &Words, last: usize) -> bool {
    let Some(word) = words.get(last + 1).filter(|_| words.together(last, last + 1)) else {
        return false;
    };
    let joined = matches!(word.glue, Glue::Blank | Glue::Hyphen)
        && !words.get(last).is_some_and(|w| w.possessive);
    let plain = !word.shouted
        && !lexicon.is("not-names", &word.fold)
        && !lexicon.is("calendar", &word.fold)
        && lexicon.honorifics.get(&word.fold).is_none()
        && longest_match(&[&word.fold]).is_none()
        && world.named(&word.fold).iter().all(|sense| sense.ambiguous);
    joined && word.shape != Shape::Lower && plain
}

/// "Ann Israel": a given name right before makes the word a family name.
fn given_name_before(words: &Words, first: usize) -> bool {
    let Some(before) = first.checked_sub(1).and_then(|at| words.get(at)) else { return false };
    let joined =
        words.get(first).is_some_and(|w| w.glue == Glue::Blank && w.shape == Shape::Capital);
    joined
        && before.shape == Shape::Capital
        && !before.possessive
        && words.together(first - 1, first)
        && gender(&before.fold).is_some()
}

/// "Britain" in "West New Britain": no name by itself.
fn behind_new(words: &Words, first: usize) -> bool {
    let Some(before) = first.checked_sub(1).and_then(|at| words.get(at)) else { return false };
    before.fold == "new"
        && before.shape == Shape::Capital
        && before.glue != Glue::Start
        && words.get(first).is_some_and(|w| w.glue == Glue::Blank && w.shape == Shape::Capital)
}

/// "al-Sabah": what stands behind a particle and a hyphen goes on with a name.
fn behind_article_of_name(lexicon: &Lexicon, words: &Words, first: usize) -> bool {
    let Some(before) = first.checked_sub(1).and_then(|at| words.get(at)) else { return false };
    words.get(first).is_some_and(|w| w.glue == Glue::Hyphen)
        && before.shape == Shape::Lower
        && lexicon.is("particles", &before.fold)
}

/// "Ivan Duke" in "Jorge Ivan Duke-Salazar": part of a longer name of someone else.
fn in_longer_person(words: &Words, first: usize, last: usize) -> bool {
    let hyphened =
        words.get(last + 1).is_some_and(|w| w.glue == Glue::Hyphen && w.shape != Shape::Lower);
    hyphened || given_name_before(words, first)
}

/// "Gulf" in "Gulf of Fonseca": a noun of places with its own name behind it.
fn noun_of_name(lexicon: &Lexicon, words: &Words, last: usize) -> bool {
    let is = |section: &str, at: usize| words.fold(at).is_some_and(|f| lexicon.is(section, f));
    let of = words.fold(last + 1).is_some_and(|f| lexicon.link("of", f));
    let name = words.get(last + 2).is_some_and(|w| w.shape != Shape::Lower);
    is("place-nouns", last) && of && name && words.together(last, last + 2)
}

/// "Jordan" in "Jordan Peters": the model saw a person, and words beside the name are not the register's.
fn part_of_personal_name(
    world: &dyn World,
    lexicon: &Lexicon,
    words: &Words,
    first: usize,
    last: usize,
) -> bool {
    let span = words.span(first, last);
    let names = &words.analysis.names;
    let at = names.partition_point(|name| name.span.end() <= span.start());
    let Some(name) = names
        .get(at)
        .filter(|n| n.label == NameLabel::Person && n.span.covers(span) && n.span != span)
    else {
        return false;
    };
    let inside = words.within(name.span);
    let beside = inside.clone().filter(|w| *w < first || *w > last);
    let plain = |w: usize| {
        words.get(w).is_some_and(|word| {
            word.shape != Shape::Lower && !word.possessive && longest_match(&[&word.fold]).is_none()
        }) && words.fold(w).is_none_or(|fold| world.named(fold).is_empty())
    };
    // "ambassador to Chile Ann Lee": a whole name stands behind the state already.
    let area = first
        .checked_sub(1)
        .and_then(|at| words.fold(at))
        .is_some_and(|f| lexicon.is("of", f) || lexicon.link("the", f));
    let whole_name_behind = area && inside.start == first && beside.clone().count() > 1;
    first == last
        && !whole_name_behind
        && !words.get(first).is_some_and(|w| w.possessive)
        && beside.clone().next().is_some()
        && beside.clone().all(plain)
}

/// The best reading of an unambiguous name here.
fn settle(
    world: &dyn World,
    lexicon: &Lexicon,
    words: &Words,
    first: usize,
    last: usize,
    senses: &[Sense],
) -> Option<Found> {
    let seat = senses.iter().find(|sense| sense.form == NameForm::Seat);
    let plain = senses.iter().find(|sense| sense.form != NameForm::Seat && !sense.ambiguous);
    let (sense, reading, why) = match (seat, plain) {
        (Some(seat), _) if acts(lexicon, words, first, last) => {
            (seat, 930, "capital that acts is its government")
        }
        (_, Some(plain)) => {
            (plain, if senses.len() > 1 { 960 } else { 980 }, "name in the register")
        }
        (Some(seat), None) => (seat, 900, "seat of a government"),
        (None, None) => return None,
    };
    let form = form_of(sense.form);
    let mut found = Found::new(first, last, sense.id.clone(), form, reading, why);
    found.candidates = senses
        .iter()
        .filter(|other| other.id != sense.id && world.entry(&other.id).is_some())
        .take(4)
        .map(|other| (other.id.clone(), 300))
        .collect();
    found.candidates.dedup();
    Some(found)
}

/// The form of a mention that uses this form of a name.
pub(crate) fn form_of(form: NameForm) -> MentionForm {
    match form {
        NameForm::Acronym => MentionForm::Acronym,
        NameForm::Demonym | NameForm::Adjective => MentionForm::Demonym,
        NameForm::Honorific => MentionForm::Title,
        _ => MentionForm::Name,
    }
}

/// The sentence makes this capital act: subject of a verb, or agent, owner, counterpart; never after a preposition of place.
pub(crate) fn acts(lexicon: &Lexicon, words: &Words, first: usize, last: usize) -> bool {
    let Some(word) = words.get(first) else { return false };
    if !matches!(word.region, RegionRole::Body | RegionRole::Title | RegionRole::Caption) {
        return false;
    }
    if impersonal(lexicon, words, first, last) {
        return true;
    }
    let head = words.head(first, last).and_then(|at| words.analysis.tokens.get(at as usize));
    head.is_some_and(|token| acts_as(lexicon, words, token, 0))
}

fn acts_as(lexicon: &Lexicon, words: &Words, token: &Token, depth: usize) -> bool {
    let governor = words.analysis.tokens.get(token.head as usize);
    let lemma_in = |section: &str| governor.is_some_and(|up| lexicon.is(section, &up.lemma));
    match token.dep {
        Dep::Nsubj => !lemma_in("being") || governor.is_some_and(|up| minds(lexicon, words, up)),
        Dep::Poss => !lemma_in("place-nouns") && !lemma_in("people"),
        Dep::Agent => true,
        Dep::Dative => lemma_in("addressing") || lemma_in("giving"),
        Dep::Dobj => lemma_in("addressing"),
        Dep::Pobj => governor.is_some_and(|prep| acts_through(lexicon, words, prep)),
        Dep::Conj if depth < 3 => governor.is_some_and(|up| acts_as(lexicon, words, up, depth + 1)),
        _ => false,
    }
}

/// "V Minske zayavili", "po versii Rigi": in languages that tell so of a government without a subject.
fn impersonal(lexicon: &Lexicon, words: &Words, first: usize, last: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|at| words.together(*at, first)) else {
        return false;
    };
    let is = |section: &str, at: usize| words.fold(at).is_some_and(|f| lexicon.is(section, f));
    if !lexicon.is("grammar", "genitive") {
        return false;
    }
    let tells = (last + 1..last + 8)
        .take_while(|at| words.together(first, *at))
        .any(|at| is("telling-plurals", at));
    is("party-nouns", before) || lexicon.link("at", words.fold(before).unwrap_or_default()) && tells
}

/// "X is to pay", "X has been silent": what only a government is.
fn minds(lexicon: &Lexicon, words: &Words, being: &Token) -> bool {
    let tokens = &words.analysis.tokens;
    let at = tokens.partition_point(|t| t.span.start() < being.span.start());
    let below = (at + 1..(at + 12).min(tokens.len())).map(|t| &tokens[t]);
    let mut below = below.filter(|t| t.head as usize == at && t.sentence == being.sentence);
    below.any(|t| match t.dep {
        Dep::Acomp => lexicon.is("states-of-mind", &t.lemma),
        Dep::Xcomp => t.pos == chancery_record::Pos::Verb,
        _ => false,
    })
}

/// Prepositions that join a party rather than a place.
fn acts_through(lexicon: &Lexicon, words: &Words, prep: &Token) -> bool {
    let noun = words.analysis.tokens.get(prep.head as usize);
    let noun_in = |section: &str| noun.is_some_and(|up| lexicon.is(section, &up.lemma));
    if lexicon.link("party", &prep.lemma) {
        return true;
    }
    if lexicon.link("counterpart", &prep.lemma) {
        return !noun_in("movers");
    }
    lexicon.link("of", &prep.lemma) && noun_in("party-nouns")
}
