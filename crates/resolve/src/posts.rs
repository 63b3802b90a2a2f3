//! Role phrases to posts: which role, of whom, for what area, held how.
//!
//! "Deputy Foreign Minister of X", "X's ambassador to Y", "its envoy", "Presidents of A and B". Owners stand in the words or
//! come from what the text speaks of. Who holds a post, `holdings` says.

use crate::bodies::{host_of, owner_before};
use crate::found::Finds;
use crate::lexicon::National;
use crate::people::People;
use crate::scene::{Focus, Scene};
use crate::spots::{RoleSpot, Spots};
use crate::words::{Glue, Shape};
use chancery_record::{Dep, Id, MentionForm, Pos, RegionRole, Tag, TenureStatus, slug};

/// What stands before a role phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    Nothing,
    The,
    A,
    Possessive,
}

/// A role phrase with its post.
#[expect(clippy::struct_excessive_bools, reason = "each says another thing about the words")]
#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// First and last word of the title: owner and area included, article not.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The role words themselves.
    pub(crate) core: usize,
    /// First word with article and words of standing.
    pub(crate) lead_at: usize,
    pub(crate) lead: Lead,
    pub(crate) id: Option<Id>,
    pub(crate) owner: Option<Id>,
    pub(crate) role: String,
    /// Owners of a plural role, in order.
    pub(crate) owners: Vec<Id>,
    /// The owner stands in the words.
    pub(crate) explicit: bool,
    pub(crate) status: Option<TenureStatus>,
    pub(crate) plural: bool,
    /// Part of the name of a body ("Office of the President").
    pub(crate) inside: bool,
    /// Role words that stand for the person too ("ambassador" before a fuller title).
    pub(crate) courtesy: bool,
    /// "of" leads to something that is no known party.
    pub(crate) strange: bool,
    pub(crate) reading: u16,
}

/// What was read to the left of a role.
struct Before {
    first: usize,
    lead_at: usize,
    lead: Lead,
    owner: Option<(Id, u16)>,
    explicit: bool,
    status: Option<TenureStatus>,
    deputy: bool,
    area: Option<String>,
    /// The role that an adjective before the role means ("presidential").
    adjective: Option<String>,
    /// The person whose office or deputy this is ("X's deputy").
    of_person: Option<Id>,
}

/// What was read to the right of a role.
struct After {
    last: usize,
    owner: Option<Id>,
    owners: Vec<Id>,
    area: Option<String>,
    /// "of" leads to something that is no known party.
    strange: bool,
}

/// Reads every role phrase; in order of the text, so that later ones can lean on earlier ones.
pub(crate) fn read(scene: &Scene, finds: &Finds, spots: &Spots, people: &People) -> Vec<Post> {
    let focus = Focus::of(scene, finds);
    let mut out: Vec<Post> = Vec::new();
    for spot in spots.roles.values() {
        let post =
            Reader { scene, finds, spots, people, focus: &focus, earlier: &out, spot }.post();
        out.extend(post);
    }
    out
}

struct Reader<'r> {
    scene: &'r Scene<'r>,
    finds: &'r Finds,
    spots: &'r Spots,
    people: &'r People,
    focus: &'r Focus,
    earlier: &'r [Post],
    spot: &'r RoleSpot,
}

impl Reader<'_> {
    fn post(&self) -> Option<Post> {
        let spot = self.spot;
        let before = self.before();
        if let Some(post) = self.by_own_words(&before) {
            return Some(post);
        }
        let role_word = spot.role.state.clone().or_else(|| spot.role.other.clone())?;
        let of_state =
            before.explicit && before.owner.as_ref().is_some_and(|(o, _)| o.prefix() == "state");
        let leads = self.scene.lexicon.is("party-leaders", self.scene.fold(spot.last));
        let role_word = if leads && !of_state { "leader".to_owned() } else { role_word };
        let mut after = self.after(&role_word);
        let of_state_only = role_word.contains("minister") || role_word.starts_with("head-of-");
        after.strange |=
            after.owner.is_none() && !of_state_only && self.behind_unknown_name(before.first);
        let explicit = before.explicit || after.owner.is_some() || !after.owners.is_empty();
        let around = |first: usize, last: usize| first <= spot.first && last >= spot.last;
        let near =
            (spot.first.saturating_sub(20)..=spot.first).flat_map(|at| self.finds.begin_at(at));
        let named = near.into_iter().any(|f| {
            matches!(f.refers.prefix(), "body" | "org" | "force") && around(f.first, f.last)
        });
        let mut bodies =
            self.spots.bodies.range(spot.first.saturating_sub(16)..=spot.first).map(|(_, b)| b);
        if named && self.spots.bodies.get(&spot.first).is_some_and(|b| b.last == spot.last) {
            return None;
        }
        let inside = named || bodies.any(|b| b.first < spot.first && b.last >= spot.last);
        let mut post = Post {
            first: before.first,
            last: after.last,
            core: spot.first,
            lead_at: before.lead_at,
            lead: before.lead,
            id: None,
            owner: None,
            role: role_word,
            owners: after.owners.clone(),
            explicit,
            status: before.status.or_else(|| self.status_after(spot.last)),
            plural: spot.role.plural,
            inside,
            courtesy: false,
            strange: after.strange && !before.explicit,
            reading: 960,
        };
        self.settle(&mut post, &before, &after);
        Some(post)
    }

    /// "High Commissioner for Refugees": the words themselves name the organization.
    fn by_own_words(&self, before: &Before) -> Option<Post> {
        let spot = self.spot;
        let (count, (owner, role)) =
            self.scene.lexicon.offices.at(&self.scene.words, spot.first)?;
        let area = if before.deputy { "deputy-" } else { "" };
        let role = format!("{area}{role}");
        Some(Post {
            first: before.first,
            last: spot.first + count - 1,
            core: spot.first,
            lead_at: before.lead_at,
            lead: before.lead,
            id: Some(Id::new(&format!("post/{owner}/{role}"))),
            owner: Some(Id::new(&format!("org/{owner}"))),
            role,
            owners: Vec::new(),
            explicit: true,
            status: before.status,
            plural: spot.role.plural,
            inside: false,
            courtesy: false,
            strange: false,
            reading: 950,
        })
    }

    /// Role, owner and area together make the post.
    fn settle(&self, post: &mut Post, before: &Before, after: &After) {
        let spot = self.spot;
        let theirs = before.lead == Lead::Possessive && !before.explicit;
        let mut owner = before.owner.clone().or_else(|| after.owner.clone().map(|o| (o, 970)));
        if post.role == "counterpart" {
            owner = if theirs { self.seat_behind() } else { owner };
            let Some(role) = self.counterpart(owner.as_ref().map(|o| &o.0)) else { return };
            if theirs && owner.is_none() {
                return;
            }
            post.role = role;
        }
        if after.owner.is_none() && self.scene.lexicon.is("deputies", self.scene.fold(spot.last)) {
            if let Some(person) = &before.of_person {
                self.deputy_of(post, person);
                return;
            }
            if theirs {
                self.deputy_of_last(post);
                return;
            }
        }
        if post.strange {
            return;
        }
        let behind_name = || self.owner_behind_name().filter(|_| spot.role.state.is_some());
        if owner.is_none()
            && let Some(state) = behind_name()
        {
            post.explicit = true;
            owner = Some((state, 950));
        }
        let owner = owner.or_else(|| self.shared_owner());
        let told = self.posting_told(&post.role).filter(|_| after.area.is_none());
        let has_area = after.area.is_some() || before.area.is_some() || told.is_some();
        let owner = owner.or_else(|| self.owner_in_focus(&post.role, has_area));
        let abroad_at = |owner: &Id| told.as_ref() == Some(owner);
        let owner = match owner {
            Some((owner, reading)) if abroad_at(&owner) && !post.explicit => {
                self.focus.state_beside(spot.first, &owner).map(|other| (other, reading.min(800)))
            }
            owner => owner,
        };
        let Some((owner, reading)) = owner else { return };
        let renamed = self.renamed(&owner);
        let owner = match (&before.of_person, owner.prefix(), post.role.as_str()) {
            (Some(_), "body", "adviser") => self.scene.state_of(&owner).unwrap_or(owner),
            _ => owner,
        };
        let owner = match &spot.role.body {
            Some(body) if owner.prefix() == "state" => {
                Id::new(&format!("body/{}/{body}", owner.path()))
            }
            _ => owner,
        };
        let (owner, role) = self.role_of(&owner, &post.role);
        let role = renamed.unwrap_or(role);
        let role = match role.strip_suffix("minister").filter(|_| spot.bare_minister) {
            Some(rank) => self
                .minister_in_focus(&owner)
                .map_or(role.clone(), |field| format!("{rank}{field}")),
            None => role,
        };
        let role = if before.deputy { deputy(&role) } else { role };
        let area = after
            .area
            .clone()
            .or_else(|| before.area.clone())
            .or_else(|| Some(told.as_ref().filter(|host| **host != owner)?.path().to_owned()))
            .or_else(|| self.area_in_focus(&role, &owner, before.lead));
        post.courtesy = matches!(role.as_str(), "ambassador" | "judge")
            && !post.explicit
            && area.is_none()
            && after.last == spot.last
            && before.lead == Lead::Nothing;
        let path = owner.path();
        let area = area.map_or_else(String::new, |area| format!("/{area}"));
        post.id = Some(Id::new(&format!("post/{path}/{role}{area}")));
        post.owner = Some(owner);
        post.role = role;
        post.reading = reading.min(post.reading);
    }

    /// "his deputy": of the post of the person named last.
    fn deputy_of_last(&self, post: &mut Post) {
        let before = self.spot.first.saturating_sub(60)..self.spot.first;
        let mut persons =
            before.rev().flat_map(|at| self.finds.begin_at(at)).filter(|f| f.is("person"));
        if let Some(found) = persons.find(|f| self.post_of_person(&f.refers).is_some()) {
            self.deputy_of(post, &found.refers);
        }
    }

    /// "X's deputy": of the post of that person.
    fn deputy_of(&self, post: &mut Post, person: &Id) {
        let Some((owner, role)) = self.post_of_person(person) else { return };
        post.role = deputy(&role);
        post.id = Some(Id::new(&format!("post/{}/{}", owner.path(), post.role)));
        post.owner = Some(owner);
        post.reading = 800;
    }

    /// "her counterpart in Lund": the state of the place.
    fn seat_behind(&self) -> Option<(Id, u16)> {
        let (_, at) = self.preposition_behind(self.spot.last)?;
        let found = self.finds.longest_from(at)?;
        Some((self.scene.state_of(&found.refers)?, 900))
    }

    fn preposition_behind(&self, last: usize) -> Option<(&str, usize)> {
        let scene = self.scene;
        let small = scene.fold(last + 1);
        let joined = |at: usize| scene.words.get(at).is_some_and(|w| w.glue == Glue::Blank);
        let article = usize::from(scene.lexicon.link("the", scene.fold(last + 2)));
        let at = last + 2 + article;
        let leads = scene.lexicon.is("of", small) || scene.lexicon.is("place-prepositions", small);
        (leads && joined(last + 1) && joined(at) && scene.words.together(last, at))
            .then_some((small, at))
    }

    /// "King X of Y", "President X of Y".
    fn owner_behind_name(&self) -> Option<Id> {
        let name = self.finds.begin_at(self.spot.last + 1).find(|f| f.is("person"))?;
        let joined = self.scene.words.get(name.first)?.glue == Glue::Blank;
        let (owner, _) = crate::bodies::owner_after(self.scene, self.finds, name.last)?;
        (joined && owner.prefix() == "state").then_some(owner)
    }

    fn before(&self) -> Before {
        let scene = self.scene;
        let mut before = Before {
            first: self.spot.first,
            lead_at: self.spot.first,
            lead: Lead::Nothing,
            owner: None,
            explicit: false,
            status: None,
            deputy: false,
            area: None,
            adjective: None,
            of_person: None,
        };
        let mut at = self.spot.first;
        for _ in 0..8 {
            let glued =
                scene.words.get(at).is_some_and(|w| matches!(w.glue, Glue::Blank | Glue::Hyphen));
            if at == 0 || !glued || !scene.words.together(at - 1, at) {
                break;
            }
            let Some(step) = self.step_left(at, &mut before) else { break };
            at = step;
            before.lead_at = at;
            if before.lead != Lead::Nothing || before.explicit {
                break;
            }
        }
        self.left_of_owner(&mut before);
        before
    }

    /// Reads one thing before word `at`; the word where it begins.
    fn step_left(&self, at: usize, before: &mut Before) -> Option<usize> {
        let scene = self.scene;
        let word = scene.words.get(at - 1)?;
        if scene.lexicon.is("deputies", &word.fold) {
            before.deputy = true;
            before.first = at - 1;
            return Some(at - 1);
        }
        if let Some((status, first)) = self.standing_to(at - 1) {
            before.status = before.status.or(Some(status));
            return Some(first);
        }
        if let Some((owner, first)) = owner_before(scene, self.finds, at) {
            let owner = match &before.adjective {
                Some(role) if owner.prefix() == "state" => office_of(&owner, role),
                _ => owner,
            };
            before.owner = Some((owner, 970));
            before.explicit = true;
            before.first = first;
            return Some(first);
        }
        if matches!(self.spot.role.state.as_deref(), Some("governor" | "mayor"))
            && let Some(place) = self.finds.end_at(at - 1).find(|f| f.is("place"))
        {
            before.area = Some(place.refers.path().to_owned());
            before.owner = scene.state_of(&place.refers).map(|state| (state, 900));
            before.first = place.first;
            return Some(place.first);
        }
        if let Some((owner, first)) = self.person_before(at) {
            before.of_person =
                self.finds.end_at(at - 1).find(|f| f.is("person")).map(|f| f.refers.clone());
            before.owner = Some((owner, 900));
            before.explicit = true;
            before.first = first;
            return Some(first);
        }
        if let Some((owner, first)) = self.title_before(at) {
            before.owner = Some((owner, 930));
            before.explicit = true;
            before.first = first;
            return Some(first);
        }
        if let Some((owner, first)) = self.ministry_before(at) {
            before.owner = Some(owner);
            before.explicit = true;
            before.first = first;
            return Some(first);
        }
        if let Some((owner, first)) = self.body_before(at) {
            before.owner = Some(owner);
            before.explicit = true;
            before.first = first;
            return Some(first);
        }
        if word.shape != Shape::Lower
            && !word.possessive
            && let Some(owner) = self.described(at - 1)
        {
            before.owner = Some(owner);
            before.explicit = true;
            before.first = at - 1;
            return Some(at - 1);
        }
        if let Some(role) = scene.lexicon.holder_adjective(&word.fold) {
            before.adjective = Some(role.to_owned());
            before.owner =
                self.focus.state_at(scene, at - 1).map(|(state, r)| (office_of(&state, role), r));
            before.first = at - 1;
            return Some(at - 1);
        }
        if self.names_field(at - 1, before) {
            let field = slug(scene.words.slice(at - 1, at - 1));
            before.area = Some(match &before.area {
                Some(inner) => format!("{field}-{inner}"),
                None => field,
            });
            before.first = at - 1;
            return Some(at - 1);
        }
        if scene.lexicon.is("trimmings", &word.fold) {
            before.first = at - 1;
            return Some(at - 1);
        }
        self.determiner(at, before)
    }

    /// "trade" in "trade commissioner": a noun before the role, or an adjective before such a noun.
    fn names_field(&self, at: usize, before: &Before) -> bool {
        let scene = self.scene;
        let noun = scene.words.token(at).is_some_and(|t| {
            matches!(t.pos, Pos::Noun | Pos::Propn) || (t.pos == Pos::Adj && before.area.is_some())
        });
        let word = scene.fold(at);
        self.spot.role.other.as_deref() == Some("commissioner")
            && noun
            && scene.fold(self.spot.first) == scene.fold(self.spot.last)
            && !scene.words.get(at).is_some_and(|w| w.possessive)
            && !self.finds.covers(at)
            && !scene.lexicon.is("not-names", word)
            && !scene.lexicon.is("trimmings", word)
    }

    fn determiner(&self, at: usize, before: &mut Before) -> Option<usize> {
        let scene = self.scene;
        let word = scene.words.get(at - 1)?;
        if scene.lexicon.is("possessive-pronouns", &word.fold) {
            before.lead = Lead::Possessive;
            before.owner = self.owner_by_pronoun(at);
            return Some(at - 1);
        }
        if scene.lexicon.is("relative-possessives", &word.fold) {
            let own = at.checked_sub(2).and_then(|w| {
                let mut ends = self.finds.end_at(w).filter(|_| scene.words.together(w, at));
                ends.find(|f| matches!(f.refers.prefix(), "state" | "org" | "body"))
            });
            before.lead = Lead::Possessive;
            before.owner =
                own.map(|f| (f.refers.clone(), 940)).or_else(|| self.owner_by_pronoun(at));
            return Some(at - 1);
        }
        if word.possessive && scene.lexicon.descriptions.get(&word.fold).is_some() {
            before.lead = Lead::Possessive;
            before.owner = self.described(at - 1).or_else(|| self.owner_by_pronoun(at));
            let article = at >= 2 && scene.lexicon.link("the", scene.fold(at - 2));
            return Some(if article { at - 2 } else { at - 1 });
        }
        if scene.lexicon.link("the", &word.fold) {
            before.lead = if word.fold == "the" { Lead::The } else { Lead::A };
            return Some(at - 1);
        }
        None
    }

    /// "the council's", "Commission": the last organization or body whose name ends on this noun.
    fn described(&self, at: usize) -> Option<(Id, u16)> {
        let scene = self.scene;
        let noun = scene.fold(at);
        let kind = scene.lexicon.descriptions.get(noun)?;
        if !matches!(*kind, "council" | "organization" | "ministry") {
            return None;
        }
        let named = |id: &Id| {
            let tail = id.path().rsplit(['/', '-']).next() == Some(noun);
            let tail =
                tail || id.prefix() == "org" && id.path().split('-').any(|part| part == noun);
            let label = scene
                .world
                .entry(id)
                .is_some_and(|e| chancery_record::fold(&e.label).split(' ').any(|w| w == noun));
            matches!(id.prefix(), "org" | "body") && (tail || label)
        };
        self.focus.organization_at(scene, at, named)
    }

    /// Article and words of standing before an owner ("the former Kenyan president").
    fn left_of_owner(&self, before: &mut Before) {
        if !before.explicit {
            return;
        }
        let scene = self.scene;
        while before.lead_at > 0
            && scene.words.get(before.lead_at).is_some_and(|w| w.glue == Glue::Blank)
        {
            let at = before.lead_at - 1;
            if let Some((status, first)) = self.standing_to(at) {
                before.status = before.status.or(Some(status));
                before.lead_at = first;
            } else if self.of_the_country(at + 1) {
                before.lead_at = at;
            } else if scene.lexicon.link("the", scene.fold(at))
                || scene.lexicon.is("possessive-pronouns", scene.fold(at))
            {
                before.lead = if scene.fold(at) == "the" { Lead::The } else { Lead::A };
                before.lead_at = at;
                break;
            } else {
                break;
            }
        }
    }

    /// A phrase of standing that ends here ("former", "until now"), and where it begins.
    fn standing_to(&self, last: usize) -> Option<(TenureStatus, usize)> {
        let phrases = &self.scene.lexicon.standing;
        (0..3).rev().find_map(|more| {
            let first = last.checked_sub(more)?;
            let phrase = self.scene.words.phrase(first, more + 1)?;
            let status = *phrases.get(&phrase)?;
            (!self.only_a_time(first, &phrase)).then_some((status, first))
        })
    }

    /// "until then Minister X", "once Minister X had come": the word tells when, not what the person was.
    fn only_a_time(&self, at: usize, phrase: &str) -> bool {
        let words = &self.scene.words;
        if !self.scene.lexicon.is("loose-standing", phrase) {
            return false;
        }
        let hyphened = words.get(at + 1).is_some_and(|w| w.glue == Glue::Hyphen);
        let glue = words.get(at).map(|w| w.glue);
        let told = at.checked_sub(1).is_some_and(|w| {
            self.scene.lexicon.is("loose-before", self.scene.fold(w)) && glue == Some(Glue::Blank)
        });
        let apart = matches!(glue, Some(Glue::Comma | Glue::Open));
        let starts = glue == Some(Glue::Start) || phrase == "once" && !apart;
        !hyphened && (told || starts)
    }

    fn status_after(&self, last: usize) -> Option<TenureStatus> {
        let word = self.scene.words.get(last + 1)?;
        let hyphened = word.glue == Glue::Hyphen || word.glue == Glue::Blank;
        let tail = self.scene.lexicon.is("tails", &word.fold);
        (hyphened && tail).then_some(TenureStatus::Future)
    }

    /// "X's spokesman": the office of the person.
    fn person_before(&self, at: usize) -> Option<(Id, usize)> {
        let found = self.finds.end_at(at - 1).find(|f| f.is("person"))?;
        let possessive = self.scene.words.get(at - 1)?.possessive;
        let office = self.office_of_person(&found.refers).filter(|_| possessive)?;
        Some((office, found.first))
    }

    fn office_of_person(&self, person: &Id) -> Option<Id> {
        let (owner, role) = self.post_of_person(person)?;
        Some(if owner.prefix() == "state" { office_of(&owner, &role) } else { owner })
    }

    /// "the X Secretary-General's envoy": the organization or office of the post right before.
    fn title_before(&self, at: usize) -> Option<(Id, usize)> {
        let possessive = self.scene.words.get(at - 1)?.possessive;
        let post =
            self.earlier.last().filter(|p| p.last + 1 == at && p.id.is_some() && possessive)?;
        let owner = self.owner_as_named(post).or_else(|| post.owner.clone())?;
        let state = owner.prefix() == "state";
        Some((if state { office_of(&owner, &post.role) } else { owner }, post.first))
    }

    /// Of a role without an owner in the words: the owner that the same word had before a name, where it had only one.
    fn owner_as_named(&self, post: &Post) -> Option<Id> {
        let named = |p: &&Post| {
            p.role == post.role
                && self.scene.fold(p.core) == self.scene.fold(post.core)
                && self.finds.begin_at(p.last + 1).any(|f| f.is("person"))
        };
        let mut owners =
            self.earlier.iter().take(200).filter(named).filter_map(|p| p.owner.as_ref());
        let first = owners.next().filter(|_| !post.explicit)?;
        owners.all(|other| other == first).then(|| first.clone())
    }

    /// "ministry spokesman": the ministry named last, or that of the minister named last.
    fn ministry_before(&self, at: usize) -> Option<((Id, u16), usize)> {
        let scene = self.scene;
        let word = scene.words.get(at - 1).filter(|w| !w.possessive)?;
        let joined = scene.words.get(at).is_some_and(|w| w.glue == Glue::Blank);
        if !joined || !scene.lexicon.is("ministries", &word.fold) || self.finds.covers(at - 1) {
            return None;
        }
        let minister = |p: &&Post| p.id.is_some() && p.role.ends_with("-minister");
        let of_minister = || {
            let home = |p: &&Post| p.owner == self.focus.home;
            let at_home = self.earlier.iter().rev().filter(minister).find(home);
            let post = at_home.or_else(|| self.earlier.iter().rev().find(minister))?;
            let role = post.role.trim_start_matches("deputy-");
            Some((office_of(post.owner.as_ref()?, role), 860))
        };
        Some((self.described(at - 1).or_else(of_minister)?, at - 1))
    }

    /// A capital that means nothing known stands before the role: what it belongs to, nobody can say.
    fn behind_unknown_name(&self, first: usize) -> bool {
        let scene = self.scene;
        let Some(before) = first.checked_sub(1).and_then(|at| scene.words.get(at)) else {
            return false;
        };
        let joined = scene.words.get(first).is_some_and(|w| w.glue == Glue::Blank);
        joined
            && before.shape != Shape::Lower
            && before.glue != Glue::Start
            && !before.shouted
            && scene.words.together(first - 1, first)
            && matches!(before.region, RegionRole::Body | RegionRole::Caption)
            && !self.finds.covers(first - 1)
            && !self.spots.blocks(first - 1)
            && !scene.lexicon.is("not-names", &before.fold)
            && !scene.lexicon.is("calendar", &before.fold)
    }

    /// Owner and role of the post that stands beside a name of this person, else of the one known.
    fn post_of_person(&self, person: &Id) -> Option<(Id, String)> {
        let named = |post: &&Post| {
            let near = post.lead_at.saturating_sub(6)..post.last + 6;
            let mut names =
                near.flat_map(|at| self.finds.begin_at(at)).filter(|f| f.refers == *person);
            post.id.is_some() && names.any(|f| beside(self.scene, post, f.first, f.last))
        };
        if let Some(post) = self.earlier.iter().rev().take(100).find(named) {
            return Some((post.owner.clone()?, post.role.clone()));
        }
        let post = self.people.post(person)?;
        Some((self.scene.owner_of(post)?, post.path().rsplit('/').next()?.to_owned()))
    }

    /// "foreign ministry spokesman": a body whose words qualify the role.
    fn body_before(&self, at: usize) -> Option<((Id, u16), usize)> {
        let spot = self
            .spots
            .bodies
            .range(at.saturating_sub(8)..at)
            .rev()
            .map(|(_, s)| s)
            .find(|s| s.last + 1 == at)?;
        let found =
            self.finds.end_at(at - 1).filter(|f| matches!(f.refers.prefix(), "body" | "force"));
        if let Some(found) = found.min_by_key(|f| f.first) {
            return Some(((found.refers.clone(), found.reading), found.first));
        }
        let (prefix, slug) = match &spot.body {
            National::Body(slug) | National::Own(_, slug) => ("body", slug),
            National::Force(slug) => ("force", slug),
            National::Mission(_) => return None,
        };
        let before = owner_before(self.scene, self.finds, spot.first);
        let (owner, first) = match (&spot.body, before.filter(|(id, _)| id.prefix() == "state")) {
            (_, Some((owner, first))) => ((owner, 970), first),
            (National::Own(state, _), None) => {
                ((Id::new(&format!("state/{state}")), 960), spot.first)
            }
            _ if self.of_the_country(spot.first) => {
                let home = self.focus.home.clone().map(|home| (home, 850));
                (home.or_else(|| self.focus.state_at(self.scene, spot.first))?, spot.first)
            }
            _ => (self.focus.state_at(self.scene, spot.first)?, spot.first),
        };
        let id = Id::new(&format!("{prefix}/{}/{slug}", owner.0.path()));
        Some(((id, owner.1), first))
    }

    /// "the country's" stands before this word.
    fn of_the_country(&self, at: usize) -> bool {
        let scene = self.scene;
        let before = at.checked_sub(1).and_then(|w| scene.words.get(w));
        before.is_some_and(|w| {
            w.possessive && scene.lexicon.descriptions.get(&w.fold).is_some_and(|k| *k == "state")
        })
    }

    fn after(&self, role: &str) -> After {
        let mut after = After {
            last: self.spot.last,
            owner: None,
            owners: Vec::new(),
            area: None,
            strange: false,
        };
        let abroad = abroad(role);
        if self.status_after(after.last).is_some() {
            after.last += 1;
        }
        for _ in 0..2 {
            let Some((small, at)) = self.link_after(after.last) else { break };
            let Some(found) = self
                .finds
                .longest_from(at)
                .filter(|f| f.form != MentionForm::Demonym || f.is("org"))
                .filter(|f| !self.only_qualifies(f))
            else {
                break;
            };
            let of = small.is_empty() || self.scene.lexicon.link("of", &small);
            let target = found.refers.clone();
            match target.prefix() {
                "place" | "state" if role == "governor" || role == "mayor" => {
                    if after.area.is_some() || !(of || small == "for") {
                        break;
                    }
                    after.area = Some(target.path().to_owned());
                }
                "place" | "state" | "org" | "body"
                    if (abroad && (!of || after.owner.is_some()))
                        || (role == "special-representative" && !of) =>
                {
                    if !self.scene.lexicon.link("to", &small) && small != "for"
                        || after.area.is_some()
                    {
                        break;
                    }
                    after.area = Some(self.area_of(&target));
                }
                "place" if role == "director" && after.owner.is_some() && small == "for" => {
                    if after.area.is_some() {
                        break;
                    }
                    after.area = Some(target.path().to_owned());
                }
                "state" | "org" | "body" | "force"
                    if after.owner.is_none() && (of || small == "for" || small == "at") =>
                {
                    after.owner = Some(target);
                }
                "person" if role == "spokesperson" || role == "adviser" => {
                    match self.office_of_person(&target) {
                        Some(office) => after.owner = Some(office),
                        None => break,
                    }
                }
                _ => break,
            }
            after.last = found.last;
            if self.spot.role.plural && after.owner.is_some() {
                self.further_owners(&mut after);
            }
        }
        if after.last == self.spot.last {
            self.owner_unnamed(&mut after, role);
        }
        after
    }

    /// "head of the X mission": the name only qualifies the noun behind it.
    fn only_qualifies(&self, found: &crate::found::Found) -> bool {
        let scene = self.scene;
        let lower = |at: usize| {
            scene.words.get(at).is_some_and(|w| w.shape == Shape::Lower && w.glue == Glue::Blank)
        };
        let noun = scene.words.token(found.last + 1);
        let governs = || {
            let token = scene.head(found.first, found.last)?;
            Some(scene.governor(token)?.span == noun?.span && token.span != noun?.span)
        };
        lower(found.last + 1)
            && scene.words.together(found.last, found.last + 1)
            && noun.is_some_and(|t| t.pos == Pos::Noun)
            && governs().unwrap_or(false)
    }

    /// "President of the Court": the one spoken of; "head of the border department": nobody known.
    fn owner_unnamed(&self, after: &mut After, role: &str) {
        let scene = self.scene;
        if let Some((office, last)) = self.office_behind(role) {
            after.owner = Some(office);
            after.last = last;
            return;
        }
        let small = scene.fold(self.spot.last + 1);
        let speaks = matches!(role, "spokesperson" | "head" | "director" | "commander");
        let of = scene.lexicon.link("of", small)
            || (speaks && small.len() > 1 && scene.lexicon.link("for", small));
        let Some((_, at)) = self.preposition_behind(self.spot.last).filter(|_| of) else { return };
        match scene.lexicon.descriptions.get(scene.fold(at)).copied() {
            Some("council" | "organization" | "ministry") if !self.finds.covers(at) => {
                after.owner = self.described(at).map(|(id, _)| id);
                after.last = if after.owner.is_some() { at } else { after.last };
                after.strange = after.owner.is_none();
            }
            Some("state") => {
                let name = scene.words.get(at).is_some_and(|w| w.shape != Shape::Lower);
                after.last = if name && !self.finds.covers(at) { at } else { after.last };
            }
            _ => after.strange = !scene.lexicon.is("grammar", "genitive"),
        }
    }

    /// "Spokesperson to the President": the office of the role behind, of the state spoken of.
    fn office_behind(&self, role: &str) -> Option<(Id, usize)> {
        let scene = self.scene;
        let speaks = matches!(role, "spokesperson" | "adviser");
        let (_, at) = self.preposition_behind(self.spot.last).filter(|_| speaks)?;
        let behind = self.spots.roles.get(&at).filter(|spot| !spot.role.plural)?;
        let held = behind.role.state.as_deref().filter(|r| {
            r.starts_with("head-of-") || r.ends_with("minister") || *r == "vice-president"
        })?;
        let named = crate::bodies::owner_after(scene, self.finds, behind.last);
        let last = named.as_ref().map_or(behind.last, |(_, last)| *last);
        let home = || self.focus.home.clone().or_else(|| Some(self.focus.state_at(scene, at)?.0));
        let state = named.map(|(id, _)| id).or_else(home).filter(|id| id.prefix() == "state")?;
        Some((office_of(&state, held), last))
    }

    /// "the President and the Prime Minister of X": the owner of the role joined to this one.
    fn shared_owner(&self) -> Option<(Id, u16)> {
        let scene = self.scene;
        let and = self.spot.last + 1;
        if !scene.lexicon.link("and", scene.fold(and)) {
            return None;
        }
        let at = if scene.lexicon.link("the", scene.fold(and + 1)) { and + 2 } else { and + 1 };
        let next = self.spots.roles.get(&at).filter(|_| scene.words.together(and, at))?;
        let (owner, _) = crate::bodies::owner_after(scene, self.finds, next.last)?;
        (owner.prefix() == "state").then_some((owner, 930))
    }

    /// "Presidents of A, B and C".
    fn further_owners(&self, after: &mut After) {
        after.owners.extend(after.owner.clone());
        loop {
            let mut at = after.last + 1;
            if self.scene.lexicon.link("and", self.scene.fold(at)) {
                at += 1;
            } else if self.scene.words.get(at).is_none_or(|w| w.glue != Glue::Comma) {
                break;
            }
            if self.scene.lexicon.link("the", self.scene.fold(at)) {
                at += 1;
            }
            let Some(found) = self.finds.longest_from(at).filter(|f| f.is("state")) else { break };
            if !self.scene.words.together(after.last, at) {
                break;
            }
            after.owners.push(found.refers.clone());
            after.last = found.last;
        }
        if after.owners.len() < 2 {
            after.owners.clear();
        }
    }

    /// The small word behind `last` and the word it leads to.
    fn link_after(&self, last: usize) -> Option<(String, usize)> {
        let scene = self.scene;
        let joined = |at: usize| {
            scene.words.get(at).is_some_and(|w| matches!(w.glue, Glue::Blank))
                && scene.words.together(last, at)
        };
        if scene.lexicon.is("grammar", "genitive") && self.finds.longest_from(last + 1).is_some() {
            return joined(last + 1).then_some((String::new(), last + 1));
        }
        let small = scene.fold(last + 1).to_owned();
        if !scene.lexicon.is("of", &small) || !joined(last + 1) {
            return None;
        }
        let at = if scene.lexicon.link("the", scene.fold(last + 2)) { last + 3 } else { last + 2 };
        let party = scene.lexicon.is("party-adjectives", scene.fold(at))
            && self.finds.begin_at(at + 1).any(|f| f.is("org"));
        let at = if party { at + 1 } else { at };
        joined(at).then_some((small, at))
    }

    /// The area of a post abroad: the state a capital stands for, the place, the organization.
    fn area_of(&self, target: &Id) -> String {
        if target.prefix() == "place" {
            return self
                .scene
                .state_of(target)
                .map_or_else(|| target.path().to_owned(), |state| state.path().to_owned());
        }
        target.path().to_owned()
    }

    /// Role slug by the kind of owner; a body's head may be a post of its state.
    fn role_of(&self, owner: &Id, role: &str) -> (Id, String) {
        let body = owner.path().rsplit('/').next().unwrap_or_default().to_owned();
        let state = self.scene.state_of(owner);
        let spot = &self.spot.role;
        if owner.prefix() == "state" {
            let words =
                self.scene.words.phrase(self.spot.first, self.spot.last + 1 - self.spot.first);
            let envoy = words.is_some_and(|words| self.scene.lexicon.is("envoys", &words));
            return (owner.clone(), if envoy { "ambassador" } else { role }.to_owned());
        }
        if let (Some(state), "force", "head-of-presidential-administration") =
            (&state, owner.prefix(), role)
        {
            return (state.clone(), "chief-of-general-staff".to_owned());
        }
        let other = spot.other.clone().unwrap_or_else(|| role.to_owned());
        let other = if spot.state.as_deref() == Some(role) { other } else { role.to_owned() };
        if let (Some(state), true) = (state, owner.prefix() == "body")
            && let Some(of_state) = head_of_body(&body, &other)
        {
            return (state, of_state);
        }
        let general = match (owner.prefix(), other.as_str()) {
            ("org", "head") => "director-general".to_owned(),
            (_, "head") => "director".to_owned(),
            _ => other,
        };
        (owner.clone(), general)
    }

    /// The owner of role words without one.
    fn owner_in_focus(&self, role: &str, has_area: bool) -> Option<(Id, u16)> {
        let spot = &self.spot.role;
        let at = self.spot.first;
        if self.spot.role.body.is_some() {
            return self.focus.state_at(self.scene, at);
        }
        if !spot.state.as_deref().is_some_and(|r| r.starts_with("head-of-")) && self.qualified(at) {
            return None;
        }
        if let Some(post) = self.same_role_before(role) {
            return Some((post.owner.clone()?, 850));
        }
        if matches!(role, "governor" | "mayor") && has_area {
            let area = self
                .finds
                .longest_from(self.area_word())
                .and_then(|f| self.scene.state_of(&f.refers));
            let home = area.or_else(|| self.focus.home.clone()).map(|state| (state, 860));
            return home.or_else(|| self.focus.state_at(self.scene, at));
        }
        match (spot.state.is_some(), role) {
            (
                _,
                "secretary-general"
                | "deputy-secretary-general"
                | "executive-secretary"
                | "director-general"
                | "high-representative"
                | "commissioner",
            ) => self.focus.organization_at(self.scene, at, |id| id.prefix() == "org"),
            (_, "chair") => {
                let (id, reading) =
                    self.focus.organization_at(self.scene, at, |id| id.prefix() == "org")?;
                Some((id, reading.min(780)))
            }
            (
                _,
                "head"
                | "director"
                | "judge"
                | "adviser"
                | "commander"
                | "head-of-mission"
                | "coordinator"
                | "secretary"
                | "national-coordinator"
                | "attache"
                | "prosecutor"
                | "leader"
                | "counterpart",
            ) => None,
            (_, "spokesperson") => self.of_issuer(),
            (true, "governor" | "mayor" | "special-representative" | "member-of-parliament")
                if !has_area =>
            {
                None
            }
            (true, "ambassador" | "charge-d-affaires" | "military-attache") if !has_area => {
                let home = self.focus.home.as_ref().filter(|_| self.summoned())?;
                Some((self.focus.state_beside(at, home)?, 780))
            }
            (true, _) => self.free_state(role),
            (false, _) => self.focus.organization_at(self.scene, at, |id| id.prefix() == "org"),
        }
    }

    /// "Spokesperson X" at the head of a briefing: of the body whose briefing it is.
    fn of_issuer(&self) -> Option<(Id, u16)> {
        let scene = self.scene;
        let region = scene.words.get(self.spot.first)?.region;
        let head =
            matches!(region, RegionRole::Title | RegionRole::SiteName | RegionRole::Dateline);
        let name = self.finds.begin_at(self.spot.last + 1).find(|f| f.is("person"))?;
        let behind = scene.words.text.get(name.span(&scene.words).end()..);
        let labelled = behind.is_some_and(|rest| rest.starts_with(':'));
        Focus::issuer(scene, self.finds).filter(|_| head || labelled).map(|id| (id, 820))
    }

    /// "the ambassador was summoned": of another state than where this was.
    fn summoned(&self) -> bool {
        let scene = self.scene;
        let Some((token, verb)) = self.verb_of_role() else { return false };
        let moved = matches!(token.dep, Dep::Nsubjpass | Dep::Dobj);
        moved && !self.spot.role.plural && scene.lexicon.is("summoning", &verb.lemma)
    }

    /// The noun of the role, or the name it stands beside, and the verb it depends on.
    fn verb_of_role(&self) -> Option<(&chancery_record::Token, &chancery_record::Token)> {
        let scene = self.scene;
        let mut token = scene.head(self.spot.first, self.spot.last)?;
        for _ in 0..3 {
            match scene.governor(token) {
                Some(up) if matches!(token.dep, Dep::Compound | Dep::Appos | Dep::Nmod) => {
                    token = up;
                }
                _ => break,
            }
        }
        Some((token, scene.governor(token)?))
    }

    /// "President X welcomed him at the Lund Palace": the state of the place, for a host is at home.
    fn hosts_at(&self) -> Option<Id> {
        let scene = self.scene;
        let (token, verb) = self.verb_of_role()?;
        if token.dep != Dep::Nsubj || !scene.lexicon.is("hosting", &verb.lemma) {
            return None;
        }
        let here = self.spot.last + 1..self.spot.last + 24;
        let words = here.take_while(|at| scene.words.together(self.spot.last, *at));
        let stands = |at: usize| {
            let small = at.checked_sub(1)?;
            let small =
                if scene.lexicon.link("the", scene.fold(small)) { small - 1 } else { small };
            scene.lexicon.is("standing-prepositions", scene.fold(small)).then_some(())
        };
        let mut places = words.flat_map(|at| self.finds.begin_at(at)).filter(|f| {
            matches!(f.refers.prefix(), "place" | "state" | "body") && stands(f.first).is_some()
        });
        places.find_map(|f| scene.state_of(&f.refers))
    }

    /// "nuclear chief": a word of its own kind qualifies a role that any body may have.
    fn qualified(&self, at: usize) -> bool {
        let scene = self.scene;
        let open = scene.lexicon.is("heads-of-anything", scene.fold(self.spot.last));
        let Some(before) = at.checked_sub(1).and_then(|w| scene.words.get(w)) else { return false };
        let token = scene.words.token(at - 1);
        open && before.shape == Shape::Lower
            && scene.words.get(at).is_some_and(|w| w.glue == Glue::Blank)
            && token.is_some_and(|t| matches!(t.dep, Dep::Amod | Dep::Compound))
            && scene.lexicon.standing.get(&before.fold).is_none()
            && !scene.lexicon.is("trimmings", &before.fold)
    }

    /// The state in focus; home, where the one in focus has named another holder of this post.
    fn free_state(&self, role: &str) -> Option<(Id, u16)> {
        let at = self.spot.first;
        if let Some(own) = self.hosts_at() {
            return Some((own, 860));
        }
        let (state, reading) = self.focus.state_at(self.scene, at)?;
        if self.addresses(&state) {
            let other = self.focus.home.clone().filter(|home| *home != state);
            let other = other.or_else(|| self.focus.state_beside(at, &state));
            return Some((other.unwrap_or(state), 800));
        }
        let taken = |owner: &Id| {
            let recent = self.earlier.iter().rev().take(60);
            recent
                .filter(|p| p.explicit && p.id.is_some())
                .any(|p| p.owner.as_ref() == Some(owner) && p.role == role)
        };
        let named = self.finds.begin_at(self.spot.last + 1).any(|f| f.is("person"));
        let told = self.focus.told_of_before(self.scene, at).filter(|told| *told == state);
        if named && told.is_some() && !taken(&state) && !self.focus.named_here(self.scene, at) {
            return Some((state, reading));
        }
        let party = self
            .focus
            .of_home()
            .filter(|home| **home != state && !taken(home) && !self.named_elsewhere(home));
        let other = !self.focus.named_here(self.scene, at) || self.apart_from_guest(&state);
        if let Some(home) = party.filter(|_| named && other) {
            return Some((home.clone(), 820));
        }
        let home = self.focus.home.clone().filter(|home| named && taken(&state) && !taken(home));
        Some(home.map_or((state, reading), |home| (home, 800)))
    }

    /// "Vestrian minister X called on President Y": the state is that of another one in the sentence, not joined by "and".
    fn apart_from_guest(&self, state: &Id) -> bool {
        let scene = self.scene;
        let at = self.spot.first;
        let joined = at.checked_sub(1).is_some_and(|w| scene.lexicon.link("and", scene.fold(w)))
            || scene.words.get(at).is_some_and(|w| w.glue != Glue::Blank);
        let mut posts = self.earlier.iter().rev().take(10);
        let guest = posts.any(|p| {
            p.explicit && p.owner.as_ref() == Some(state) && scene.words.together(p.first, at)
        });
        guest && !joined
    }

    /// "Minister X thanked Y", "the minister urged Y": the holder speaks to that state and is none of its own.
    fn addresses(&self, state: &Id) -> bool {
        let scene = self.scene;
        let Some((token, verb)) = self.verb_of_role() else { return false };
        if token.dep != Dep::Nsubj {
            return false;
        }
        if self.object_of_participle(state, verb) {
            return true;
        }
        let governs =
            |t: &chancery_record::Token| scene.governor(t).is_some_and(|up| up.span == verb.span);
        (self.spot.last + 1..self.spot.last + 14)
            .take_while(|at| scene.words.together(self.spot.last, *at))
            .flat_map(|at| self.finds.begin_at(at))
            .filter(|f| f.refers == *state && f.form != MentionForm::Demonym)
            .filter_map(|f| scene.head(f.first, f.last))
            .any(|t| {
                matches!(t.dep, Dep::Dobj | Dep::Dative) && governs(t)
                    || t.dep == Dep::Pobj
                        && scene.governor(t).is_some_and(governs)
                        && scene.lexicon.is("addressing", &verb.lemma)
            })
    }

    /// "Thanking A and B, Minister X asked": the object of what the holder does beside.
    fn object_of_participle(&self, state: &Id, verb: &chancery_record::Token) -> bool {
        let scene = self.scene;
        let beside = |t: &chancery_record::Token| {
            t.tag == Tag::Vbg
                && t.dep == Dep::Advcl
                && scene.governor(t).is_some_and(|up| up.span == verb.span)
        };
        let before = self.spot.first.saturating_sub(16)..self.spot.first;
        let mut found = before
            .filter(|at| scene.words.together(*at, self.spot.first))
            .flat_map(|at| self.finds.begin_at(at))
            .filter(|f| f.refers == *state && f.form != MentionForm::Demonym)
            .filter_map(|f| scene.head(f.first, f.last));
        found.any(|mut token| {
            for _ in 0..3 {
                match scene.governor(token) {
                    Some(up) if token.dep == Dep::Conj => token = up,
                    _ => break,
                }
            }
            let governor = scene.governor(token);
            matches!(token.dep, Dep::Dobj | Dep::Dative) && governor.is_some_and(beside)
        })
    }

    /// The state is given in the words of a like role anywhere in the text.
    fn named_elsewhere(&self, state: &Id) -> bool {
        let like = |spot: &&RoleSpot| {
            spot.first != self.spot.first && spot.role.state == self.spot.role.state
        };
        self.spots.roles.values().take(200).filter(like).any(|spot| {
            let before = owner_before(self.scene, self.finds, spot.first);
            let after = || crate::bodies::owner_after(self.scene, self.finds, spot.last);
            before.or_else(after).is_some_and(|(owner, _)| owner == *state)
        })
    }

    /// The word where the area behind a role begins.
    fn area_word(&self) -> usize {
        self.link_after(self.spot.last).map_or(usize::MAX, |(_, at)| at)
    }

    /// An earlier post with the same role words, where these are rare enough to mean the same.
    fn same_role_before(&self, role: &str) -> Option<&Post> {
        let rare = matches!(
            role,
            "spokesperson"
                | "secretary-general"
                | "director-general"
                | "executive-secretary"
                | "director"
                | "chair"
                | "commissioner"
                | "high-representative"
                | "special-representative"
        );
        self.earlier
            .iter()
            .rev()
            .find(|post| rare && post.explicit && post.role == role && post.id.is_some())
    }

    fn owner_by_pronoun(&self, at: usize) -> Option<(Id, u16)> {
        let scene = self.scene;
        let leads = scene.lexicon.is("party-leaders", scene.fold(self.spot.last));
        let of_state = self.spot.role.state.is_some()
            && !leads
            && !matches!(
                self.spot.role.state.as_deref(),
                Some(
                    "chair"
                        | "special-representative"
                        | "spokesperson"
                        | "head"
                        | "director"
                        | "commander"
                        | "leader"
                        | "counterpart"
                )
            );
        if of_state {
            return self.focus.state_at(scene, at);
        }
        if let Some(near) = self.focus.organization_near(scene, at) {
            return Some((near, 880));
        }
        let party = |id: &Id| matches!(id.prefix(), "org" | "body");
        self.focus.organization_at(scene, at, party).or_else(|| self.focus.state_at(scene, at))
    }

    /// The role whose counterpart is meant: that of the last post of another state.
    fn counterpart(&self, owner: Option<&Id>) -> Option<String> {
        let other = |post: &&Post| {
            post.owner.as_ref().is_some_and(|o| o.prefix() == "state" && Some(o) != owner)
        };
        let subject = self.subject_before().filter(|(o, _)| Some(o) != owner);
        if let Some((_, role)) = subject {
            return Some(role);
        }
        let post = self.earlier.iter().rev().find(|post| post.id.is_some() && other(post))?;
        Some(post.role.clone())
    }

    /// State and role of the person that is the subject of this sentence.
    fn subject_before(&self) -> Option<(Id, String)> {
        let scene = self.scene;
        let at = self.spot.first;
        let before = at.saturating_sub(40)..at;
        let mut subjects = before
            .filter(|w| scene.words.together(*w, at))
            .flat_map(|w| self.finds.begin_at(w))
            .filter(|f| f.is("person"))
            .filter(|f| {
                let dep = scene.head(f.first, f.last).map(|t| t.dep);
                matches!(dep, Some(Dep::Nsubj | Dep::Nsubjpass))
            });
        let (owner, role) = self.post_of_person(&subjects.next()?.refers)?;
        (owner.prefix() == "state").then_some((owner, role))
    }

    /// "the minister": of the field spoken of last.
    fn minister_in_focus(&self, owner: &Id) -> Option<String> {
        let ministry = |id: &Id| {
            id.prefix() == "body"
                && id.path().ends_with("-ministry")
                && self.scene.state_of(id).as_ref() == Some(owner)
        };
        let by_post = self.earlier.iter().rev().find(|p| {
            p.owner.as_ref() == Some(owner)
                && p.role.contains("minister")
                && !p.role.starts_with("minister")
        });
        if let Some(post) = by_post {
            return Some(post.role.trim_start_matches("deputy-").to_owned());
        }
        if let Some((body, _)) = self.focus.organization_at(self.scene, self.spot.first, ministry) {
            return head_of_body(body.path().rsplit('/').next()?, "head");
        }
        let gathered =
            self.earlier.iter().rev().filter(|p| p.plural && p.role.ends_with("-minister"));
        gathered.map(|p| p.role.clone()).next()
    }

    /// The state or organization a mission is accredited to when the words do not say.
    fn area_in_focus(&self, role: &str, owner: &Id, lead: Lead) -> Option<String> {
        if owner.prefix() != "state" {
            return None;
        }
        match role {
            "ambassador" | "charge-d-affaires" | "consul" | "military-attache" => {
                (self.explicit_owner() || lead == Lead::Possessive || self.summoned())
                    .then(|| host_of(self.focus, self.spot.first, owner))
                    .flatten()
                    .map(|host| host.path().to_owned())
            }
            "permanent-representative" => {
                let (org, _) = self
                    .focus
                    .organization_at(self.scene, self.spot.first, |id| id.prefix() == "org")?;
                Some(org.path().to_owned())
            }
            _ => None,
        }
    }

    /// A role word that means another role of a state ("X's representative" at an organization).
    fn renamed(&self, owner: &Id) -> Option<String> {
        let spot = self.spot;
        let word = (spot.first == spot.last).then(|| self.scene.fold(spot.first))?;
        let role = *self.scene.lexicon.renamed.get(word)?;
        let session = self.focus.organization_at(self.scene, spot.first, |id| id.prefix() == "org");
        (owner.prefix() == "state" && session.is_some()).then(|| role.to_owned())
    }

    /// "Ambassador X was recalled from Lund": the state that a verb of posting tells of.
    fn posting_told(&self, role: &str) -> Option<Id> {
        let scene = self.scene;
        let from = (self.spot.last + 1..self.spot.last + 12)
            .take_while(|at| scene.words.together(self.spot.last, *at))
            .find(|at| scene.lexicon.is("sources", scene.fold(*at)))
            .filter(|_| abroad(role) && !self.spot.role.plural)?;
        let article = usize::from(scene.lexicon.link("the", scene.fold(from + 1)));
        let found = self.finds.longest_from(from + 1 + article)?;
        let moved = (self.spot.first.saturating_sub(8)..from)
            .filter(|at| scene.words.together(*at, from))
            .filter_map(|at| scene.words.token(at))
            .any(|t| t.pos == Pos::Verb && scene.lexicon.is("postings", &t.lemma));
        let place = matches!(found.refers.prefix(), "place" | "state");
        scene.state_of(&found.refers).filter(|_| place && moved)
    }

    fn explicit_owner(&self) -> bool {
        owner_before(self.scene, self.finds, self.spot.first).is_some()
            || crate::bodies::owner_after(self.scene, self.finds, self.spot.last).is_some()
    }
}

/// The find lies right before or behind the post's words.
fn beside(scene: &Scene, post: &Post, first: usize, last: usize) -> bool {
    let near = (first > post.last && first - post.last <= 4)
        || (last < post.lead_at && post.lead_at - last <= 1);
    near && scene.words.together(first, post.first)
}

/// Posts abroad have an area.
pub(crate) fn abroad(role: &str) -> bool {
    matches!(
        role,
        "ambassador"
            | "permanent-representative"
            | "charge-d-affaires"
            | "consul"
            | "military-attache"
    )
}

/// The office that speaks for a holder: presidency, government, a ministry.
pub(crate) fn office_of(state: &Id, role: &str) -> Id {
    let body = match role.trim_start_matches("deputy-") {
        "head-of-state" | "vice-president" => "presidency".to_owned(),
        "head-of-government" | "head-of-government/" => "government".to_owned(),
        role => match role.strip_suffix("-minister") {
            Some(field) => format!("{field}-ministry"),
            None => role
                .strip_prefix("minister/")
                .map_or("government".to_owned(), |field| format!("{field}-ministry")),
        },
    };
    Id::new(&format!("body/{}/{body}", state.path()))
}

/// The post of a state that heads this body of it.
fn head_of_body(body: &str, role: &str) -> Option<String> {
    if !matches!(
        role,
        "head"
            | "director"
            | "chair"
            | "president"
            | "speaker"
            | "secretary"
            | "minister"
            | "speaker-of-parliament"
            | "chief-of-staff"
            | "head-of-government"
    ) {
        return None;
    }
    let post = match body {
        "foreign-ministry" => "foreign-minister",
        "defence-ministry" => "defence-minister",
        "interior-ministry" => "interior-minister",
        "finance-ministry" => "finance-minister",
        "presidency" if matches!(role, "chair" | "president" | "speaker") => "head-of-state",
        "presidency" => "head-of-presidential-administration",
        "security-council" if role == "secretary" || role == "head" => "security-council-secretary",
        "government" if role != "director" => "head-of-government",
        "general-staff" => "chief-of-general-staff",
        "parliament" | "lower-house" => "speaker-of-parliament",
        "upper-house" => "speaker-of-upper-house",
        _ => return body.strip_suffix("-ministry").map(|field| format!("minister/{field}")),
    };
    Some(post.to_owned())
}

/// The deputy's role.
fn deputy(role: &str) -> String {
    match role {
        "head-of-state" => "vice-president".to_owned(),
        "commissioner" => "deputy-commissioner".to_owned(),
        _ if role.starts_with("deputy-") => role.to_owned(),
        _ => format!("deputy-{role}"),
    }
}

/// A label for people from the words of the id.
pub(crate) fn label(role: &str) -> String {
    role.rsplit('/').next().unwrap_or(role).replace('-', " ")
}

/// Slug of the words of a title, for a holder without a name.
pub(crate) fn unnamed(scene: &Scene, first: usize, last: usize) -> Id {
    Id::new(&format!("person/{}", slug(scene.words.slice(first, last))))
}
