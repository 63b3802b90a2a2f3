//! Who holds which post by the words of the text.
//!
//! A name beside a title, "X, who chairs Y", "X was appointed Z", "Presidents A and B". Adds the title mentions that name a
//! holder's post. Dates are no business of this module.

use crate::found::{Finds, Found};
use crate::people::People;
use crate::posts::{Lead, Post};
use crate::scene::{Focus, Scene};
use crate::spots::Spots;
use crate::words::{Glue, Shape};
use chancery_record::{
    Dep, Holding, Id, MentionForm, Pos, Reading, RegionRole, Span, TenureStatus, Token,
};
use std::collections::{BTreeMap, BTreeSet};

/// What joining gave.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    pub(crate) holdings: Vec<Holding>,
    /// Posts (by index) that a name stands beside.
    pub(crate) joined: Vec<bool>,
    /// The latest holder named for each post, with the word where the text said so.
    pub(crate) holders: BTreeMap<Id, (Id, usize)>,
    /// The holder by the word of the role and the role ("king", head of state); nobody where several are called so.
    pub(crate) called: BTreeMap<(String, String), Option<Id>>,
    /// Posts and their holders in order of the text.
    pub(crate) recent: Vec<(usize, Id, Id)>,
    known: BTreeSet<(Id, Id, TenureStatus)>,
}

impl Held {
    /// The post told last of this person before a word.
    fn post_before(&self, person: &Id, at: usize) -> Option<Id> {
        let end = self.recent.partition_point(|(word, _, _)| *word < at);
        let known = self.recent[..end].iter().rev().find(|(_, _, who)| who == person);
        let known = known.or_else(|| self.recent.iter().find(|(_, _, who)| who == person));
        known.map(|(_, post, _)| post.clone())
    }
}

/// Joins posts with persons.
pub(crate) fn join(
    scene: &Scene,
    spots: &Spots,
    finds: &mut Finds,
    people: &mut People,
    posts: &mut [Post],
) -> Held {
    let mut held = Held { joined: vec![false; posts.len()], ..Held::default() };
    let focus = Focus::of(scene, finds);
    let mut titles: Vec<Found> = Vec::new();
    let chain: Vec<Link> = posts.iter().map(Link::of).collect();
    let said = said_in_full(scene, spots, finds, posts);
    let mut last: Option<Behind> = None;
    for (at, post) in posts.iter_mut().enumerate() {
        if post.inside {
            titles.extend(title(post).filter(|_| post.explicit));
            continue;
        }
        if post.plural {
            several(scene, spots, finds, people, &focus, post, &mut held, at);
            continue;
        }
        let joiner = Joiner { scene, spots, finds };
        let pair = joiner.person_of(post).or_else(|| joiner.of_next_title(&chain, at));
        let pair = pair.or_else(|| joiner.of_title_before(post, last.as_ref()?));
        let Some(pair) = pair else { continue };
        held.joined[at] = true;
        last = (pair.last < post.first).then(|| Behind {
            end: post.last,
            found: (pair.first, pair.last),
            who: pair.person.clone(),
        });
        if post.courtesy {
            continue;
        }
        if !as_in_full(&said, post, &pair.person) {
            by_register(scene, post, &pair.person);
            same_as_before(post, people, &pair.person);
        }
        let Some(id) = post.id.clone() else { continue };
        let word = (scene.fold(post.core).to_owned(), post.role.clone());
        let called = held.called.entry(word).or_insert_with(|| Some(pair.person.clone()));
        if called.as_ref() != Some(&pair.person) {
            *called = None;
        }
        titles.extend(title(post));
        let status = pair.status.or(post.status).unwrap_or(TenureStatus::Current);
        let span = scene.words.span(pair.first.min(post.first), pair.last.max(post.last));
        note(
            &mut held,
            people,
            &pair.person,
            &id,
            status,
            span,
            post.reading.min(pair.reading),
            pair.first,
        );
    }
    for found in titles {
        finds.add(found);
    }
    held.recent.sort();
    chairing(scene, finds, people, &mut held);
    succession(scene, finds, people, &mut held);
    held.recent.sort();
    before_and_after(scene, spots, finds, people, &mut held);
    states_in_the_chair(scene, finds, posts, &mut held);
    held.recent.sort();
    held
}

fn title(post: &Post) -> Option<Found> {
    let id = post.id.clone()?;
    Some(Found::new(post.first, post.last, id, MentionForm::Title, post.reading, "role and owner"))
}

#[expect(clippy::too_many_arguments, reason = "the facts of one holding")]
fn note(
    held: &mut Held,
    people: &mut People,
    person: &Id,
    post: &Id,
    status: TenureStatus,
    span: Span,
    reading: u16,
    word: usize,
) {
    let posts = &mut people.by_id.entry(person.clone()).or_default().posts;
    if !posts.contains(post) {
        if status == TenureStatus::Current {
            posts.insert(0, post.clone());
        } else {
            posts.push(post.clone());
        }
    }
    if status == TenureStatus::Current
        || status == TenureStatus::Acting
        || !held.holders.contains_key(post)
    {
        held.holders.insert(post.clone(), (person.clone(), word));
    }
    held.recent.push((word, post.clone(), person.clone()));
    if held.known.insert((person.clone(), post.clone(), status)) {
        let (holder, post) = (person.clone(), post.clone());
        held.holdings.push(Holding { holder, post, status, span, reading: Reading(reading) });
    }
}

/// Posts by person and role where the text gives a title with its owner; nothing where it gives several.
type Said = BTreeMap<(Id, String), Option<(Id, Option<Id>)>>;

fn said_in_full(scene: &Scene, spots: &Spots, finds: &Finds, posts: &[Post]) -> Said {
    let joiner = Joiner { scene, spots, finds };
    let mut said = Said::new();
    for post in posts.iter().filter(|post| post.explicit && !post.plural && !post.inside) {
        let (Some(id), Some(pair)) = (&post.id, joiner.right(post).or_else(|| joiner.left(post)))
        else {
            continue;
        };
        let whole = (id.clone(), post.owner.clone());
        let known =
            said.entry((pair.person, post.role.clone())).or_insert_with(|| Some(whole.clone()));
        if known.as_ref() != Some(&whole) {
            *known = None;
        }
    }
    said
}

/// A role without an owner in the words is the one that the text gives in full elsewhere ("PM X" in a headline).
fn as_in_full(said: &Said, post: &mut Post, person: &Id) -> bool {
    let whole = said.get(&(person.clone(), post.role.clone())).and_then(Option::as_ref);
    let Some((id, owner)) = whole.filter(|_| !post.explicit) else { return false };
    post.id = Some(id.clone());
    post.owner.clone_from(owner);
    true
}

/// A role without an owner in the words goes by what the register knows of the person.
fn by_register(scene: &Scene, post: &mut Post, person: &Id) {
    if post.explicit {
        return;
    }
    let role = post.role.clone();
    let known = scene.world.tenures(person);
    let same = known.iter().find(|tenure| tenure.post.path().split('/').any(|part| part == role));
    if let Some(tenure) = same {
        post.id = Some(tenure.post.clone());
        post.owner = scene.owner_of(&tenure.post);
    }
}

/// A role without an owner in the words repeats the post the person was given before.
fn same_as_before(post: &mut Post, people: &People, person: &Id) {
    if post.explicit {
        return;
    }
    let known = people.by_id.get(person).into_iter().flat_map(|p| &p.posts);
    let fits = |id: &&Id| id.path().split('/').any(|part| part == post.role);
    if let Some(id) = known.clone().find(fits) {
        post.id = Some(id.clone());
    }
}

struct Pair {
    person: Id,
    first: usize,
    last: usize,
    status: Option<TenureStatus>,
    reading: u16,
}

fn pair(found: &Found, status: Option<TenureStatus>, reading: u16) -> Pair {
    Pair { person: found.refers.clone(), first: found.first, last: found.last, status, reading }
}

/// Where a title stands and whether it can go on from the one before ("Prime Minister of A, Chairman of B X").
struct Link {
    first: usize,
    last: usize,
    bare: bool,
}

impl Link {
    fn of(post: &Post) -> Self {
        let bare = post.lead == Lead::Nothing && !post.plural && !post.inside;
        Self { first: post.first, last: post.last, bare: bare && post.lead_at == post.first }
    }
}

/// A title that stands behind its holder's name.
struct Behind {
    end: usize,
    found: (usize, usize),
    who: Id,
}

struct Joiner<'j> {
    scene: &'j Scene<'j>,
    spots: &'j Spots,
    finds: &'j Finds,
}

impl Joiner<'_> {
    fn person_of(&self, post: &Post) -> Option<Pair> {
        self.right(post)
            .or_else(|| self.left(post))
            .or_else(|| self.behind_subject(post))
            .or_else(|| self.as_post(post))
            .or_else(|| self.named_so(post))
            .or_else(|| self.by_verb(post))
            .or_else(|| self.signed(post))
    }

    /// A name and a title on lines of their own under a document.
    fn signed(&self, post: &Post) -> Option<Pair> {
        let under =
            |at: usize| self.scene.words.get(at).is_some_and(|w| w.region == RegionRole::Signature);
        let above = post.lead_at.checked_sub(1).filter(|at| under(*at) && under(post.first))?;
        let above = self.finds.end_at(above).find(|f| f.is("person"));
        let below = || {
            let at = self.behind_honorifics(post.last + 1);
            self.finds.begin_at(at).find(|f| f.is("person") && under(at))
        };
        Some(pair(above.or_else(below)?, None, 930))
    }

    /// "Prime Minister X", "the Director General of the Y (Y), Z,".
    fn right(&self, post: &Post) -> Option<Pair> {
        let words = &self.scene.words;
        let mut at = post.last + 1;
        if words.get(at)?.glue == Glue::Open
            && self.finds.begin_at(at).any(|f| f.form == MentionForm::Acronym)
        {
            at += 1;
        }
        if self.scene.lexicon.is("tails", self.scene.fold(at)) {
            at += 1;
        }
        if self.scene.lexicon.link("for", self.scene.fold(at))
            && self.scene.lexicon.is("calendar", self.scene.fold(at + 1))
        {
            at += 2;
        }
        let glue = words.get(at)?.glue;
        let apart = match glue {
            Glue::Blank => false,
            Glue::Comma | Glue::Close | Glue::Open => true,
            _ => return None,
        };
        if words.get(post.last)?.possessive {
            return None;
        }
        at = self.behind_honorifics(at);
        let found = self.finds.begin_at(at).find(|f| f.is("person"))?;
        if !words.together(post.first, found.last) || (apart && !self.closed_behind(post, found)) {
            return None;
        }
        Some(pair(found, None, 970))
    }

    /// "Prime Minister of A, Chairman of B X": two titles before one name.
    fn of_next_title(&self, chain: &[Link], at: usize) -> Option<Pair> {
        let (this, next) = (chain.get(at)?, chain.get(at + 1)?);
        let words = &self.scene.words;
        let joined = next.first == this.last + 1
            && words.get(next.first)?.glue == Glue::Comma
            && words.together(this.first, next.last);
        if !joined || !next.bare {
            return None;
        }
        let name = self.behind_honorifics(next.last + 1);
        let found = self.finds.begin_at(name).find(|f| f.is("person"))?;
        let blank = words.get(next.last + 1)?.glue == Glue::Blank;
        (blank && words.together(next.last, found.last)).then(|| pair(found, None, 900))
    }

    /// "X, President of A and Chair of B": a second title behind the name.
    fn of_title_before(&self, post: &Post, before: &Behind) -> Option<Pair> {
        let words = &self.scene.words;
        let and = post.lead_at.checked_sub(1)?;
        let joined = and == before.end + 1
            && self.scene.lexicon.link("and", self.scene.fold(and))
            && words.get(post.lead_at)?.glue == Glue::Blank
            && words.together(before.end, post.last);
        (joined && post.lead == Lead::Nothing && !self.name_follows(post)).then(|| Pair {
            person: before.who.clone(),
            first: before.found.0,
            last: before.found.1,
            status: None,
            reading: 900,
        })
    }

    /// "Commissioner for Fair Trade, X": the subject of the office stands between role and name.
    fn behind_subject(&self, post: &Post) -> Option<Pair> {
        let words = &self.scene.words;
        let small = |f: &str| {
            self.scene.lexicon.link("for", f) || self.scene.lexicon.link("of", f) && !post.explicit
        };
        if !small(self.scene.fold(post.last + 1)) || words.get(post.last + 1)?.glue != Glue::Blank {
            return None;
        }
        if let Some(found) = self.behind_capitals(post.last + 2) {
            return Some(pair(found, None, 880));
        }
        let comma = (post.last + 2..post.last + 14).find(|at| {
            words.get(*at).is_none_or(|w| w.glue != Glue::Blank && w.glue != Glue::Hyphen)
        })?;
        let other_role = self.spots.roles.range(post.last + 1..comma).next().is_some();
        let office = self.scene.lexicon.is("offices", self.scene.fold(post.core));
        let apart = words.get(comma)?.glue != Glue::Comma || !words.together(post.last, comma);
        if apart || other_role || office {
            return None;
        }
        let found = self.finds.begin_at(self.behind_honorifics(comma)).find(|f| f.is("person"))?;
        self.closed_behind(post, found).then(|| pair(found, None, 880))
    }

    /// "Envoy on Northern Affairs X": capitals run on to the name.
    fn behind_capitals(&self, first: usize) -> Option<&Found> {
        let words = &self.scene.words;
        let runs = |at: usize| {
            words.get(at).is_some_and(|w| w.glue == Glue::Blank && w.shape != Shape::Lower)
                || self.scene.lexicon.link("and", self.scene.fold(at))
        };
        for at in first..first + 8 {
            if !words.together(first, at) || !runs(at) || self.spots.roles.contains_key(&at) {
                return None;
            }
            let name = self.finds.begin_at(self.behind_honorifics(at)).find(|f| f.is("person"));
            if let Some(found) = name.filter(|_| at > first) {
                return Some(found);
            }
        }
        None
    }

    /// "of A, X; B, Y; and C, Z", "of A (X) and B (Y)", "X of A and Y (B)": names behind a plural role, each beside its owner.
    fn paired(&self, post: &Post) -> Vec<(&Found, Id)> {
        let scene = self.scene;
        let paragraph = scene.words.paragraph(post.last);
        let here = |at: usize| scene.words.paragraph(at) == paragraph;
        let small = |at: usize| {
            let word = scene.fold(at);
            let links = ["and", "of", "the"].iter().any(|usage| scene.lexicon.link(usage, word));
            if links { at + 1 } else { at }
        };
        let owner_at = |at: usize| {
            let owner = self.finds.longest_from(at).filter(|f| f.form != MentionForm::Demonym);
            owner.filter(|f| matches!(f.refers.prefix(), "state" | "org") && here(at))
        };
        let name_at = |at: usize| {
            let at = self.behind_honorifics(at);
            self.finds.begin_at(at).find(|f| f.is("person") && here(at))
        };
        let mut owner = (post.last > post.core)
            .then(|| {
                self.finds.end_at(post.last).filter(|f| !f.is("place")).min_by_key(|f| f.first)
            })
            .flatten()
            .filter(|f| matches!(f.refers.prefix(), "state" | "org"));
        let owner_first = owner.is_some();
        let mut at = post.last + 1;
        let mut out = Vec::new();
        for _ in 0..24 {
            if !owner_first {
                let Some(name) = name_at(small(at)) else { break };
                let Some(own) = owner_at(small(small(name.last + 1))) else { break };
                out.push((name, own.refers.clone()));
                at = own.last + 1;
                continue;
            }
            let Some(name) = name_at(at) else { break };
            let Some(own) = owner else { break };
            out.push((name, own.refers.clone()));
            let next = small(small(small(name.last + 1)));
            owner = owner_at(next);
            at = owner.map_or(next, |f| f.last + 1);
        }
        out
    }

    fn before_honorifics(&self, mut at: usize) -> usize {
        for _ in 0..4 {
            let near = self.spots.honorifics.range(at.saturating_sub(4)..at);
            match near.rev().find(|(_, last)| **last + 1 == at) {
                Some((first, _)) => at = *first,
                None => break,
            }
        }
        at
    }

    fn behind_honorifics(&self, mut at: usize) -> usize {
        for _ in 0..4 {
            match self.spots.honorifics.get(&at) {
                Some(last) => at = last + 1,
                None => break,
            }
        }
        at
    }

    /// A name in apposition is closed by a mark or the end; "the minister, X said" is none.
    fn closed_behind(&self, post: &Post, found: &Found) -> bool {
        let end = crate::bodies::owner_after(self.scene, self.finds, found.last)
            .map_or(found.last, |(_, end)| end);
        let next = self.scene.words.get(end + 1);
        let closed = next.is_none_or(|w| w.glue != Glue::Blank && w.glue != Glue::Hyphen)
            || !self.scene.words.together(found.last, end + 1);
        let owned = self.scene.words.get(found.last).is_some_and(|w| w.possessive);
        (closed && !owned) || (post.lead == Lead::Nothing && post.first == post.core)
    }

    /// "X, the foreign minister of Y", "X (Minister of Z)", "X, 54, until now ambassador in Y".
    fn left(&self, post: &Post) -> Option<Pair> {
        let lead = post.lead_at;
        let glue = self.scene.words.get(lead)?.glue;
        let mut before = lead.checked_sub(1)?;
        if !matches!(glue, Glue::Comma | Glue::Open) || !self.scene.words.together(before, lead) {
            return None;
        }
        if self.is_age(before) {
            before -= 1;
        }
        let found = self.finds.end_at(before).find(|f| f.is("person"))?;
        let apart = glue == Glue::Comma;
        let other = apart && (self.opens_next_of_list(post, found) || self.tells_itself(post));
        (!other && !self.name_follows(post)).then(|| pair(found, None, 960))
    }

    /// A number between commas.
    fn is_age(&self, at: usize) -> bool {
        let digits = |f: &str| f.len() < 3 && f.chars().all(|c| c.is_ascii_digit());
        at > 0
            && digits(self.scene.fold(at))
            && self.scene.words.get(at).is_some_and(|w| w.glue == Glue::Comma)
    }

    fn name_follows(&self, post: &Post) -> bool {
        let next = self.scene.words.get(post.last + 1);
        let joined = next.is_some_and(|w| w.glue == Glue::Blank)
            && self.scene.words.together(post.last, post.last + 1);
        let name = self.behind_honorifics(post.last + 1);
        joined && self.finds.begin_at(name).any(|f| f.is("person"))
    }

    /// "the minister of A, X, the minister of B, Y": a name with its title before it; the next title has its own behind.
    fn opens_next_of_list(&self, post: &Post, found: &Found) -> bool {
        let words = &self.scene.words;
        let titled = found.first > 0
            && (self.spots.role_to(found.first - 1).is_some()
                || (words.get(found.first).is_some_and(|w| w.glue == Glue::Comma)
                    && self.finds.end_at(found.first - 1).any(|f| !f.is("person")))
                || self.title_before(found.first));
        let at = post.last + 1;
        let glue = words.get(at).map(|w| w.glue);
        let capital =
            words.get(at).is_some_and(|w| w.shape != Shape::Lower) && words.together(post.last, at);
        let own = match glue {
            Some(Glue::Blank) => capital && !self.finds.covers(at),
            Some(Glue::Comma) => {
                let name = self.behind_honorifics(at);
                capital
                    && (name > at || self.finds.begin_at(at).any(|f| f.is("person")))
                    && !self.spots.roles.contains_key(&at)
            }
            _ => false,
        };
        titled && own
    }

    /// A role stands before this name, its owner between them.
    fn title_before(&self, name: usize) -> bool {
        let joined = self.scene.words.get(name).is_some_and(|w| w.glue == Glue::Blank);
        let owner = self.finds.end_at(name.wrapping_sub(1)).min_by_key(|f| f.first);
        joined
            && owner.is_some_and(|f| {
                (f.first.saturating_sub(2)..f.first).any(|at| self.spots.role_to(at).is_some())
            })
    }

    /// "..., X, the minister said": the role is the subject of its own verb, no mark closes it.
    fn tells_itself(&self, post: &Post) -> bool {
        let words = &self.scene.words;
        let next = words.get(post.last + 1).filter(|_| words.together(post.last, post.last + 1));
        let verb = words.token(post.last + 1);
        let tells =
            verb.is_some_and(|t| t.pos == Pos::Verb && self.scene.lexicon.is("telling", &t.lemma));
        tells && next.is_some_and(|w| w.glue == Glue::Blank)
    }

    /// "appointed X as Y", "X served as Y".
    fn as_post(&self, post: &Post) -> Option<Pair> {
        let at = post.lead_at.checked_sub(1)?;
        if !self.scene.lexicon.link("as", self.scene.fold(at))
            || !self.scene.words.together(at, post.first)
        {
            return None;
        }
        let near =
            at.checked_sub(1).and_then(|before| self.finds.end_at(before).find(|f| f.is("person")));
        // "is to take over as": ahead, unless told in the past tense.
        let over = at.checked_sub(2).and_then(|w| self.scene.words.token(w));
        let takes = over.filter(|t| self.scene.lexicon.is("assuming", &t.lemma));
        if let Some((found, verb)) = takes.and_then(|verb| Some((self.subject(verb)?, verb))) {
            let past = verb.tag == chancery_record::Tag::Vbd;
            let status = if past { TenureStatus::Current } else { TenureStatus::Future };
            return Some(pair(found, Some(status), 900));
        }
        if let Some(found) = near.filter(|found| self.naming_before(found)) {
            return Some(pair(found, Some(TenureStatus::Future), 940));
        }
        let token = self.scene.words.token(at)?;
        let verb = self.verb_above(token)?;
        let found = near.or_else(|| self.subject(verb))?;
        Some(pair(found, self.status_of(verb), 940))
    }

    /// "NAMES Dr X as": the verb as points of a statement print it.
    fn naming_before(&self, found: &Found) -> bool {
        let at = self.before_honorifics(found.first).checked_sub(1);
        at.is_some_and(|at| {
            self.scene.lexicon.is("naming", self.scene.fold(at))
                && self.scene.words.together(at, found.first)
        })
    }

    /// "named X foreign minister": the name right before, under a verb of appointing.
    fn named_so(&self, post: &Post) -> Option<Pair> {
        let words = &self.scene.words;
        let before = post.lead_at.checked_sub(1)?;
        if words.get(post.lead_at)?.glue != Glue::Blank || !words.together(before, post.lead_at) {
            return None;
        }
        let found = self.finds.end_at(before).find(|f| f.is("person"))?;
        let name = self.before_honorifics(found.first);
        let verb = words.token(name.checked_sub(1)?)?;
        let takes = self.scene.lexicon.takes(&verb.lemma)?;
        let appoints = verb.pos == Pos::Verb
            && takes == TenureStatus::Future
            && !self.scene.lexicon.is("succeeding", &verb.lemma);
        (appoints && words.together(name - 1, before)).then(|| pair(found, Some(takes), 940))
    }

    /// "X is foreign minister", "X was named Y", "X is to become Z".
    fn by_verb(&self, post: &Post) -> Option<Pair> {
        let token = self.scene.head(post.core, post.last)?;
        let joins = matches!(
            token.dep,
            Dep::Attr | Dep::Oprd | Dep::Dobj | Dep::Xcomp | Dep::Acomp | Dep::Conj
        );
        let verb = self.scene.governor(token).filter(|_| joins)?;
        let be = &*verb.lemma == "be";
        let becomes = self.scene.lexicon.takes(&verb.lemma) == Some(TenureStatus::Future);
        if !(be && token.dep == Dep::Attr || becomes && token.dep != Dep::Conj) {
            return None;
        }
        let object = (token.dep == Dep::Oprd).then(|| self.child(verb, Dep::Dobj)).flatten();
        let found = object.or_else(|| self.subject(verb))?;
        if found.last >= post.first && found.first <= post.last {
            return None;
        }
        Some(pair(found, post.status.or(self.status_of(verb)), 900))
    }

    /// Where "X's predecessor", "his predecessor" begins, and which post is X's.
    fn whose_neighbour(&self, at: usize, held: &Held) -> Option<(usize, Option<Id>)> {
        let words = &self.scene.words;
        let mut before = at.checked_sub(1).filter(|before| words.together(*before, at))?;
        if self.scene.words.token(before).is_some_and(|t| t.dep == Dep::Amod) {
            before = before.checked_sub(1).filter(|before| words.together(*before, at))?;
        }
        if let Some(person) = self.finds.end_at(before).find(|f| f.is("person")) {
            let owns = words.get(before).is_some_and(|w| w.possessive);
            let post = held.post_before(&person.refers, at);
            return owns.then_some((person.first, post));
        }
        if !self.scene.lexicon.is("possessive-pronouns", self.scene.fold(before)) {
            return None;
        }
        let beside = self.beside_noun(before, at).map(|f| f.refers.clone());
        let end = held.recent.partition_point(|(word, _, _)| *word < before);
        let mut recent = held.recent[..end].iter().rev().take(20);
        let last = recent
            .find(|(_, _, person)| Some(person) != beside.as_ref() && person.prefix() == "person");
        Some((before, last.map(|(_, post, _)| post.clone())))
    }

    /// "In her place comes X": the post of the one told of before as leaving, and X.
    fn in_place(&self, at: usize, held: &Held) -> Option<(&Found, Id, TenureStatus)> {
        let scene = self.scene;
        let words = &scene.words;
        if !scene.lexicon.is("in-place", scene.fold(at)) {
            return None;
        }
        let before = at.checked_sub(1)?;
        let owner = self.finds.end_at(before).find(|f| f.is("person"));
        let owner = owner.filter(|_| words.get(before).is_some_and(|w| w.possessive));
        let first = owner.map_or(before, |f| f.first);
        let pronoun = scene.lexicon.is("possessive-pronouns", scene.fold(before));
        let leads = first.checked_sub(1).is_some_and(|w| {
            scene.lexicon.is("standing-prepositions", scene.fold(w)) && words.together(w, at)
        });
        if !leads || !(owner.is_some() || pronoun) {
            return None;
        }
        let post = match owner {
            Some(owner) => held.post_before(&owner.refers, at),
            None => self.left_before(at, held),
        }?;
        let names = (at + 1..at + 12).take_while(|w| words.together(at, *w));
        let found = names.flat_map(|w| self.finds.begin_at(w)).find(|f| f.is("person"))?;
        let verb =
            (at + 1..found.first).filter_map(|w| words.token(w)).find(|t| t.pos == Pos::Verb);
        let came = verb.is_some_and(|t| t.tag == chancery_record::Tag::Vbd);
        Some((found, post, if came { TenureStatus::Current } else { TenureStatus::Future }))
    }

    /// The post of the one last said to leave or be dismissed, else of the one last named with a post.
    fn left_before(&self, at: usize, held: &Held) -> Option<Id> {
        let end = held.recent.partition_point(|(word, _, _)| *word < at);
        let recent = || held.recent[..end].iter().rev().take(12);
        let leaves = |word: usize| {
            let found = self.finds.begin_at(word).find(|f| f.is("person"))?;
            let token = self.scene.head(found.first, found.last)?;
            let verb = self.scene.governor(token)?;
            let section = match token.dep {
                Dep::Nsubj => "leaving",
                Dep::Nsubjpass | Dep::Dobj => "dismissing",
                _ => return None,
            };
            self.scene.lexicon.is(section, &verb.lemma).then_some(())
        };
        let gone = recent().find(|(word, _, _)| leaves(*word).is_some());
        gone.or_else(|| recent().next()).map(|(_, post, _)| post.clone())
    }

    /// The name in apposition to a noun, behind it or before its article.
    fn beside_noun(&self, first: usize, last: usize) -> Option<&Found> {
        let words = &self.scene.words;
        let next = self.behind_honorifics(last + 1);
        let behind = self.finds.begin_at(next).find(|f| f.is("person"));
        let joined =
            words.get(last + 1).is_some_and(|w| matches!(w.glue, Glue::Blank | Glue::Comma));
        if let Some(found) = behind.filter(|_| joined && words.together(last, next)) {
            return Some(found);
        }
        let comma = words.get(first).is_some_and(|w| w.glue == Glue::Comma);
        let before =
            first.checked_sub(1).filter(|before| comma && words.together(*before, first))?;
        self.finds.end_at(before).find(|f| f.is("person"))
    }

    /// "named X as Y, in succession to Z": Z held the post that X is named to.
    fn in_succession(&self, at: usize, held: &Held) -> Option<(&Found, Id)> {
        let scene = self.scene;
        if !scene.lexicon.is("in-succession", scene.fold(at))
            || !scene.lexicon.link("to", scene.fold(at + 1))
        {
            return None;
        }
        let name = self.behind_honorifics(at + 2);
        let found = self.finds.begin_at(name).find(|f| f.is("person"))?;
        let end = held.recent.partition_point(|(word, _, _)| *word < at);
        let near = held.recent[..end].iter().rev().take(4).find(|(word, _, person)| {
            at - word < 40 && *person != found.refers && person.prefix() == "person"
        })?;
        Some((found, near.1.clone()))
    }

    fn verb_above(&self, token: &Token) -> Option<&Token> {
        let mut token = self.scene.governor(token)?;
        for _ in 0..3 {
            if token.dep == Dep::Root || self.scene.lexicon.takes(&token.lemma).is_some() {
                break;
            }
            token = self.scene.governor(token)?;
        }
        Some(token)
    }

    fn child(&self, verb: &Token, dep: Dep) -> Option<&Found> {
        let verb_at = self.index(verb)?;
        let tokens = self.scene.tokens();
        let child =
            self.range(verb).find(|at| tokens[*at].dep == dep && tokens[*at].head == verb_at)?;
        self.person_with(child).or_else(|| self.person_in_apposition(child))
    }

    /// "the chairman, X, is to become Y": the name behind the subject's role.
    fn person_in_apposition(&self, token: usize) -> Option<&Found> {
        let head = u32::try_from(token).ok()?;
        let tokens = self.scene.tokens();
        let mut near = (token + 1..(token + 12).min(tokens.len())).filter(|at| {
            tokens[*at].head == head && matches!(tokens[*at].dep, Dep::Appos | Dep::Conj)
        });
        near.find_map(|at| self.person_with(at))
    }

    /// The one last named in this sentence as taking a post.
    fn newcomer(&self, held: &Held, token: &Token) -> Option<&Found> {
        let sentence = self.scene.words.analysis.sentences.get(token.sentence as usize)?.span;
        let coming = held.holdings.iter().rev().find(|h| {
            h.status == TenureStatus::Future
                && sentence.covers(h.span)
                && h.span.end() <= token.span.start()
        })?;
        let words = self.scene.words.within(coming.span);
        words.flat_map(|at| self.finds.begin_at(at)).find(|f| f.refers == coming.holder)
    }

    /// "He succeeds Y": the one named to a post in the sentence before.
    fn newcomer_by_pronoun(&self, held: &Held, verb: &Token) -> Option<&Found> {
        let tokens = self.scene.tokens();
        let at = self.index(verb)?;
        let subject =
            self.range(verb).find(|t| tokens[*t].dep == Dep::Nsubj && tokens[*t].head == at)?;
        let before = verb.sentence.checked_sub(1).filter(|_| tokens[subject].pos == Pos::Pron)?;
        let sentence = self.scene.words.analysis.sentences.get(before as usize)?.span;
        let coming = held.holdings.iter().rev();
        let coming = coming
            .filter(|h| h.status == TenureStatus::Future)
            .find(|h| sentence.covers(h.span))?;
        let words = self.scene.words.within(coming.span);
        words.flat_map(|at| self.finds.begin_at(at)).find(|f| f.refers == coming.holder)
    }

    fn index(&self, token: &Token) -> Option<u32> {
        let at = self.scene.tokens().partition_point(|t| t.span.start() < token.span.start());
        u32::try_from(at).ok()
    }

    fn range(&self, token: &Token) -> std::ops::Range<usize> {
        let sentence = self.scene.words.analysis.sentences.get(token.sentence as usize);
        sentence.map_or(0..0, |s| {
            s.tokens.start as usize..(s.tokens.end as usize).min(self.scene.tokens().len())
        })
    }

    /// The person that is subject of a verb: its own, that of the verb it is joined to, or the noun a relative clause is about.
    fn subject(&self, verb: &Token) -> Option<&Found> {
        let mut verb = verb;
        for _ in 0..4 {
            let own = self.child(verb, Dep::Nsubj).or_else(|| self.child(verb, Dep::Nsubjpass));
            if own.is_some() {
                return own;
            }
            match verb.dep {
                Dep::Relcl | Dep::Acl => return self.person_with(verb.head as usize),
                Dep::Conj | Dep::Xcomp | Dep::Ccomp | Dep::Advcl => {
                    verb = self.scene.governor(verb)?;
                }
                _ => return None,
            }
        }
        None
    }

    /// The state whose name holds this token.
    fn state_with(&self, token: usize) -> Option<&Found> {
        let word = self.scene.words.of_token(u32::try_from(token).ok()?)?;
        let near = (word.saturating_sub(4)..=word).rev().flat_map(|at| self.finds.begin_at(at));
        near.into_iter().find(|f| f.is("state") && f.form == MentionForm::Name && f.last >= word)
    }

    /// The person whose name holds this token.
    fn person_with(&self, token: usize) -> Option<&Found> {
        let word = self.scene.words.of_token(u32::try_from(token).ok()?)?;
        (word.saturating_sub(5)..=word)
            .rev()
            .flat_map(|at| self.finds.begin_at(at))
            .find(|f| f.is("person") && f.last >= word)
    }

    fn status_of(&self, verb: &Token) -> Option<TenureStatus> {
        let takes = self.scene.lexicon.takes(&verb.lemma);
        let past = matches!(verb.tag, chancery_record::Tag::Vbd | chancery_record::Tag::Vbn);
        match takes {
            Some(TenureStatus::Future)
                if verb.tag == chancery_record::Tag::Vbd
                    && self.scene.lexicon.is("becoming", &verb.lemma) =>
            {
                Some(TenureStatus::Current)
            }
            Some(TenureStatus::Current) if past => Some(TenureStatus::Former),
            None if &*verb.lemma == "be" && past => Some(TenureStatus::Former),
            other => other,
        }
    }
}

/// The word behind a plural role, "of both countries" left out.
fn behind_both(scene: &Scene, last: usize) -> usize {
    let at = last + 1;
    if !scene.lexicon.link("of", scene.fold(at)) {
        return at;
    }
    let at = if scene.lexicon.link("the", scene.fold(at + 1)) { at + 2 } else { at + 1 };
    let both = scene.lexicon.is("pairs", scene.fold(at))
        && scene.lexicon.is("any-side", scene.fold(at + 1));
    if both { at + 2 } else { last + 1 }
}

/// "Presidents A and B", "the foreign ministers, A and B": one post each.
#[expect(clippy::too_many_arguments, reason = "one pass over everything known so far")]
fn several(
    scene: &Scene,
    spots: &Spots,
    finds: &Finds,
    people: &mut People,
    focus: &Focus,
    post: &Post,
    held: &mut Held,
    at: usize,
) {
    let joiner = Joiner { scene, spots, finds };
    let paired = joiner.paired(post);
    if paired.len() > 1 {
        held.joined[at] = true;
        for (found, owner) in paired {
            let id = Id::new(&format!("post/{}/{}", owner.path(), post.role));
            let status = post.status.unwrap_or(TenureStatus::Current);
            let span = scene.words.span(found.first, found.last);
            note(held, people, &found.refers, &id, status, span, 940, found.first);
        }
        return;
    }
    let mut names: Vec<&Found> = Vec::new();
    let mut next = behind_both(scene, post.last);
    while names.len() < 8 && scene.words.together(post.last, next) {
        let glue = scene.words.get(next).map(|w| w.glue);
        let linked = matches!(glue, Some(Glue::Blank | Glue::Comma));
        if scene.lexicon.link("and", scene.fold(next)) && linked {
            next += 1;
        }
        next = joiner.behind_honorifics(next);
        let Some(found) = finds.begin_at(next).find(|f| f.is("person")).filter(|_| linked) else {
            break;
        };
        names.push(found);
        next = found.last + 1;
    }
    if names.len() < 2 {
        return;
    }
    held.joined[at] = true;
    let owners = if post.owners.len() == names.len() {
        post.owners.clone()
    } else {
        focus.first_states(names.len())
    };
    let reading = if post.owners.len() == names.len() { 950 } else { 700 };
    for (found, owner) in names.into_iter().zip(owners) {
        let known = scene
            .world
            .tenures(&found.refers)
            .into_iter()
            .find(|t| t.post.path().ends_with(&post.role))
            .map(|t| t.post);
        let id = known.unwrap_or_else(|| Id::new(&format!("post/{}/{}", owner.path(), post.role)));
        let span = scene.words.span(post.first, found.last);
        note(
            held,
            people,
            &found.refers,
            &id,
            post.status.unwrap_or(TenureStatus::Current),
            span,
            reading,
            found.first,
        );
    }
}

/// "X, who chairs the Council": a body or organization and the one whose relative clause presides over it.
fn chairing(scene: &Scene, finds: &Finds, people: &mut People, held: &mut Held) {
    for body in finds.list.iter().filter(|f| matches!(f.refers.prefix(), "body" | "org")) {
        let Some(token) = scene.head(body.first, body.last) else { continue };
        let Some(verb) = scene.governor(token).filter(|_| token.dep == Dep::Dobj) else { continue };
        if !scene.lexicon.is("chairs", &verb.lemma) || verb.dep != Dep::Relcl {
            continue;
        }
        let joiner = Joiner { scene, spots: &Spots::default(), finds };
        if let Some(found) = joiner.subject(verb).or_else(|| joiner.state_with(verb.head as usize))
        {
            let post = Id::new(&format!("post/{}/chair", body.refers.path()));
            let span = scene.words.span(found.first.min(body.first), found.last.max(body.last));
            let (holder, word) = (found.refers.clone(), found.first);
            if found.is("state") {
                let status = TenureStatus::Current;
                held.holdings.push(Holding { holder, post, status, span, reading: Reading(850) });
                continue;
            }
            note(held, people, &holder, &post, TenureStatus::Current, span, 850, word);
        }
    }
}

/// "named X to succeed him", "replacing Y": the post of the one passes to the other.
fn succession(scene: &Scene, finds: &Finds, people: &mut People, held: &mut Held) {
    let joiner = Joiner { scene, spots: &Spots::default(), finds };
    for (index, token) in scene.tokens().iter().enumerate() {
        if !scene.lexicon.is("succeeding", &token.lemma) {
            continue;
        }
        let Ok(verb_at) = u32::try_from(index) else { continue };
        let object = joiner
            .range(token)
            .find(|at| scene.tokens()[*at].dep == Dep::Dobj && scene.tokens()[*at].head == verb_at);
        let Some(object) = object else { continue };
        let newcomer = scene
            .governor(token)
            .filter(|up| up.span != token.span && scene.lexicon.takes(&up.lemma).is_some())
            .and_then(|up| joiner.child(up, Dep::Dobj).or_else(|| joiner.newcomer(held, token)))
            .or_else(|| joiner.subject(token))
            .or_else(|| joiner.newcomer_by_pronoun(held, token));
        let Some(newcomer) = newcomer else { continue };
        if let Some(before) = joiner.person_with(object) {
            let last_post = people.post(&newcomer.refers).cloned();
            let future = held
                .holdings
                .iter()
                .rev()
                .find(|h| h.holder == newcomer.refers && h.status == TenureStatus::Future);
            let future = future.map(|h| h.post.clone());
            let coming = |post: &Id| {
                held.holdings.iter().any(|h| {
                    h.holder == before.refers && h.post == *post && h.status == TenureStatus::Future
                })
            };
            let own = people.post(&before.refers).filter(|post| !coming(post)).cloned();
            let span =
                scene.words.span(newcomer.first.min(before.first), newcomer.last.max(before.last));
            if let Some(post) = own {
                note(
                    held,
                    people,
                    &newcomer.refers,
                    &post,
                    TenureStatus::Future,
                    span,
                    850,
                    newcomer.first,
                );
            } else if let Some(post) = future.or(last_post) {
                note(
                    held,
                    people,
                    &before.refers,
                    &post,
                    TenureStatus::Former,
                    scene.words.span(before.first, before.last),
                    850,
                    before.first,
                );
            }
        } else {
            // A pronoun: the last person with a current post named before, other than the newcomer and whoever names.
            let mut before = held.holdings.iter().filter(|h| {
                h.holder != newcomer.refers
                    && h.span.start() < token.span.start()
                    && h.status == TenureStatus::Current
                    && !subject_of_sentence(scene, finds, token, &h.holder)
            });
            if let Some(post) = before.next_back().map(|h| h.post.clone()) {
                let span = scene.words.span(newcomer.first, newcomer.last).join(token.span);
                note(
                    held,
                    people,
                    &newcomer.refers,
                    &post,
                    TenureStatus::Future,
                    span,
                    800,
                    newcomer.first,
                );
            }
        }
    }
}

/// "X's predecessor, Y", "her successor Y", "Y, his predecessor": the post of the one was or will be that of the other.
fn before_and_after(
    scene: &Scene,
    spots: &Spots,
    finds: &Finds,
    people: &mut People,
    held: &mut Held,
) {
    let joiner = Joiner { scene, spots, finds };
    for at in 0..scene.words.len() {
        if let Some((name, post, status)) = joiner.in_place(at, held) {
            let (person, word) = (name.refers.clone(), name.first);
            let span = scene.words.span(at, name.last);
            note(held, people, &person, &post, status, span, 850, word);
            held.recent.sort();
        }
        if let Some((name, post)) = joiner.in_succession(at, held) {
            let (person, word) = (name.refers.clone(), name.first);
            let span = scene.words.span(at, name.last);
            note(held, people, &person, &post, TenureStatus::Former, span, 850, word);
            held.recent.sort();
        }
        let status = match scene.fold(at) {
            word if scene.lexicon.is("predecessors", word) => TenureStatus::Former,
            word if scene.lexicon.is("successors", word) => TenureStatus::Future,
            _ => continue,
        };
        let Some((first, post)) = joiner.whose_neighbour(at, held) else { continue };
        let Some(name) = joiner.beside_noun(first, at) else { continue };
        let Some(post) = post else { continue };
        let known = held.holdings.iter().any(|h| h.holder == name.refers && h.post == post);
        if !known {
            let span = scene.words.span(name.first.min(first), name.last.max(at));
            let (person, word) = (name.refers.clone(), name.first);
            note(held, people, &person, &post, status, span, 850, word);
        }
    }
}

fn subject_of_sentence(scene: &Scene, finds: &Finds, token: &Token, person: &Id) -> bool {
    finds.list.iter().filter(|f| f.refers == *person).any(|f| {
        scene
            .head(f.first, f.last)
            .is_some_and(|t| t.sentence == token.sentence && t.dep == Dep::Nsubj)
    })
}

/// "S, which holds the presidency of X", "the chairmanship passes to S".
fn states_in_the_chair(scene: &Scene, finds: &mut Finds, posts: &[Post], held: &mut Held) {
    let mut titles = Vec::new();
    for (at, post) in posts.iter().enumerate().filter(|(_, p)| p.role == "chair" && !p.plural) {
        let Some(id) = post.id.clone() else { continue };
        let Some(token) = scene.head(post.core, post.last) else { continue };
        let Some(verb) = scene.governor(token) else { continue };
        let Some(sentence) = scene.words.sentence(post.core) else { continue };
        let within = scene.words.within(sentence.span);
        let states: Vec<&Found> =
            within.flat_map(|at| finds.begin_at(at)).filter(|f| f.is("state")).collect();
        let verb_in = |section: &str| scene.lexicon.is(section, &verb.lemma);
        let (found, status) =
            if token.dep == Dep::Dobj && (verb_in("keeping") || verb_in("assuming")) {
                let before = states.iter().rev().find(|f| f.last < post.first);
                let kept = verb_in("keeping");
                (before, if kept { TenureStatus::Current } else { TenureStatus::Future })
            } else if token.dep == Dep::Nsubj && verb_in("passing") {
                (states.iter().find(|f| f.first > post.last), TenureStatus::Future)
            } else {
                continue;
            };
        let Some(found) = found else { continue };
        let span = scene.words.span(found.first.min(post.first), found.last.max(post.last));
        held.joined[at] = true;
        let holder = found.refers.clone();
        held.holdings.push(Holding { holder, post: id, status, span, reading: Reading(900) });
        if post.explicit {
            titles.extend(title(post));
        }
    }
    for found in titles {
        finds.add(found);
    }
}
