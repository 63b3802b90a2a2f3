//! A world that has learned from documents: the default register, and what the store states beside it.
//!
//! Lessons of the store and a world come in; a world comes out that answers with both. It is made once, at the start of a
//! run, and does not change while documents are read: what a document tells depends on it and on nothing that is read
//! beside it. The register is never overwritten: where both know a holder, both are answered, the later first.

use chancery_keep::Lesson;
use chancery_knowledge::posts;
use chancery_record::matter::{Entity, Tenure, Tie, TieKind};
use chancery_record::{
    Day, EntityKind, GazetteerPlace, Id, Language, Matter, NameForm, Officeholder, RegisterEntry,
    Sense, TenureStatus, Time, World, fold,
};
use std::collections::BTreeMap;

/// Days after the last report of a holder for which they are still taken to hold the post.
const STALE: i32 = 730;

/// The register and what documents state.
pub struct Learned<'w> {
    base: &'w dyn World,
    entries: BTreeMap<Id, RegisterEntry>,
    names: BTreeMap<String, Vec<Sense>>,
    longest: BTreeMap<String, usize>,
    families: BTreeMap<String, Vec<Id>>,
    terms: Vec<Term>,
    by_post: BTreeMap<Id, Vec<usize>>,
    by_person: BTreeMap<Id, Vec<usize>>,
    members: BTreeMap<Id, Vec<Membership>>,
}

/// A person in a post as documents show it.
#[derive(Clone, Debug)]
struct Term {
    person: Id,
    post: Id,
    /// First day: as stated, else of the first document that shows it; none for a term only known to be over.
    from: Option<Day>,
    /// Day of the last document that shows it.
    seen: Option<Day>,
    /// Last day, where words or a successor bound it.
    to: Option<Day>,
}

#[derive(Clone, Debug)]
struct Membership {
    state: Id,
    from: Option<Day>,
    to: Option<Day>,
}

/// A holder whom documents show where the register has another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The post.
    pub post: Id,
    /// Whom documents show in it.
    pub holder: Id,
    /// Day of the first document that does.
    pub on: Day,
    /// Whom the register has on that day.
    pub register: Officeholder,
}

impl<'w> Learned<'w> {
    /// The world of these lessons: a function of their set.
    pub fn new(base: &'w dyn World, lessons: &[Lesson]) -> Self {
        let mut learned = Self {
            base,
            entries: BTreeMap::new(),
            names: BTreeMap::new(),
            longest: BTreeMap::new(),
            families: BTreeMap::new(),
            terms: terms(lessons),
            by_post: BTreeMap::new(),
            by_person: BTreeMap::new(),
            members: BTreeMap::new(),
        };
        for lesson in lessons {
            match &lesson.matter {
                Matter::Entity(entity) => learned.entity(&lesson.record, entity),
                Matter::Tie(tie) => learned.tie(tie, lesson.reported),
                Matter::Name(name) => learned.name(&name.text, &name.of, name.form, name.language),
                _ => {}
            }
        }
        for (at, term) in learned.terms.iter().enumerate() {
            learned.by_post.entry(term.post.clone()).or_default().push(at);
            learned.by_person.entry(term.person.clone()).or_default().push(at);
        }
        learned
    }

    /// Holders that contradict the register, in order of post and day.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let shown = self.terms.iter().filter(|term| one_holder(&term.post));
        let mut found: Vec<Contradiction> = shown
            .filter_map(|term| {
                let on = term.from.or(term.seen)?;
                let known = self.base.holders(&term.post, Some(on));
                let agrees = known.iter().any(|holder| holder.person == term.person);
                let register = known.into_iter().next().filter(|_| !agrees)?;
                let (post, holder) = (term.post.clone(), term.person.clone());
                Some(Contradiction { post, holder, on, register })
            })
            .collect();
        found.sort_by(|a, b| (&a.post, a.on, &a.holder).cmp(&(&b.post, b.on, &b.holder)));
        found
    }

    /// Nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.names.is_empty() && self.terms.is_empty()
    }

    /// An entity that the register does not have, by its label.
    fn entity(&mut self, id: &Id, entity: &Entity) {
        if self.base.entry(id).is_some() || entity.kind == EntityKind::Collective {
            return;
        }
        let entry = RegisterEntry {
            id: id.clone(),
            kind: entity.kind,
            label: entity.label.clone(),
            parent: entity.parent.clone(),
            country: entity.country.clone(),
            code: entity.code.clone(),
            coordinates: entity.coordinates,
        };
        let words = entity.label.split_whitespace().count();
        let person = entity.kind == EntityKind::Person;
        if !person || words > 1 {
            let capitals = words == 1 && !entity.label.chars().any(char::is_lowercase);
            let form = if capitals { NameForm::Acronym } else { NameForm::Full };
            self.name(&entity.label, id, form, language_of(&entity.label));
        }
        if let Some(family) = fold(&entity.label).rsplit(' ').next().filter(|_| person && words > 1)
        {
            let known = self.base.family(family).to_vec();
            let family = self.families.entry(family.to_owned()).or_insert(known);
            if !family.contains(id) {
                family.push(id.clone());
            }
        }
        self.entries.entry(id.clone()).or_insert(entry);
    }

    fn name(&mut self, text: &str, of: &Id, form: NameForm, language: Language) {
        let folded = fold(text);
        let Some(first) = folded.split(' ').next().filter(|first| !first.is_empty()) else {
            return;
        };
        let words = folded.split(' ').count();
        let base = self.base;
        let longest = self.longest.entry(first.to_owned()).or_insert_with(|| base.longest(first));
        *longest = words.max(*longest);
        let senses =
            self.names.entry(folded.clone()).or_insert_with(|| base.named(&folded).to_vec());
        if !senses.iter().any(|sense| sense.id == *of) {
            senses.push(Sense { id: of.clone(), form, language, ambiguous: false });
        }
    }

    fn tie(&mut self, tie: &Tie, reported: Option<Day>) {
        if tie.kind != TieKind::Member || tie.from.prefix() != "state" {
            return;
        }
        let over = matches!(tie.status, TenureStatus::Former | TenureStatus::Future);
        let from = tie.start.as_ref().and_then(first_day).or(reported);
        let to = tie.end.as_ref().and_then(last_day);
        if !over {
            let state = tie.from.clone();
            self.members.entry(tie.to.clone()).or_default().push(Membership { state, from, to });
        }
    }

    fn served(&self, terms: Option<&Vec<usize>>, on: Option<Day>) -> Vec<Officeholder> {
        let terms = terms.into_iter().flatten().map(|at| &self.terms[*at]);
        terms.filter(|term| on.is_none_or(|day| term.holds(day))).map(Term::officeholder).collect()
    }
}

impl World for Learned<'_> {
    fn named(&self, folded: &str) -> &[Sense] {
        self.names.get(folded).map_or_else(|| self.base.named(folded), Vec::as_slice)
    }

    fn longest(&self, first_word: &str) -> usize {
        self.longest.get(first_word).copied().unwrap_or_else(|| self.base.longest(first_word))
    }

    fn entry(&self, id: &Id) -> Option<&RegisterEntry> {
        self.base.entry(id).or_else(|| self.entries.get(id))
    }

    fn holders(&self, post: &Id, on: Option<Day>) -> Vec<Officeholder> {
        joined(self.base.holders(post, on), self.served(self.by_post.get(post), on))
    }

    fn tenures(&self, person: &Id) -> Vec<Officeholder> {
        joined(self.base.tenures(person), self.served(self.by_person.get(person), None))
    }

    fn family(&self, folded: &str) -> &[Id] {
        self.families.get(folded).map_or_else(|| self.base.family(folded), Vec::as_slice)
    }

    fn members(&self, organization: &Id, on: Option<Day>) -> Vec<Id> {
        let mut members = self.base.members(organization, on);
        let learned = self.members.get(organization).into_iter().flatten();
        let stands = |m: &&Membership| {
            on.is_none_or(|day| {
                m.from.is_some_and(|from| from <= day) && m.to.is_none_or(|to| to >= day)
            })
        };
        members.extend(learned.filter(stands).map(|m| m.state.clone()));
        members.sort();
        members.dedup();
        members
    }

    fn places(&self, folded: &str) -> Vec<GazetteerPlace> {
        self.base.places(folded)
    }
}

impl Term {
    /// The person is taken to hold the post on this day: shown so before, not over, not long unheard of.
    fn holds(&self, day: Day) -> bool {
        let fresh = self.seen.is_some_and(|seen| day <= seen.plus(STALE)) || self.to.is_some();
        self.from.is_some_and(|from| from <= day) && self.to.is_none_or(|to| day <= to) && fresh
    }

    fn officeholder(&self) -> Officeholder {
        let (person, post) = (self.person.clone(), self.post.clone());
        Officeholder { person, post, from: self.from, to: self.to, checked: false }
    }
}

/// Both lists, the latest first; who stands in both, as the register has them.
fn joined(base: Vec<Officeholder>, learned: Vec<Officeholder>) -> Vec<Officeholder> {
    let mut all = base;
    for holder in learned {
        if !all.iter().any(|known| known.person == holder.person && known.post == holder.post) {
            all.push(holder);
        }
    }
    all.sort_by(|a, b| {
        let latest = (b.from, b.to.is_none()).cmp(&(a.from, a.to.is_none()));
        latest.then_with(|| a.person.cmp(&b.person)).then_with(|| a.post.cmp(&b.post))
    });
    all
}

/// Terms of office by what documents show: from the first report to the last, bounded by words and by successors.
fn terms(lessons: &[Lesson]) -> Vec<Term> {
    let mut shown: BTreeMap<(&Id, &Id), Vec<(Day, &Tenure)>> = BTreeMap::new();
    for lesson in lessons {
        if let (Matter::Tenure(tenure), Some(day)) = (&lesson.matter, lesson.reported)
            && tenure.holder.prefix() == "person"
        {
            shown.entry((&tenure.post, &tenure.holder)).or_default().push((day, tenure));
        }
    }
    let mut terms: Vec<Term> = shown
        .into_iter()
        .map(|((post, person), mut reports)| {
            reports.sort_by_key(|(day, _)| *day);
            term(post, person, &reports)
        })
        .collect();
    terms.sort_by(|a, b| (&a.post, a.from, &a.person).cmp(&(&b.post, b.from, &b.person)));
    for at in 1..terms.len() {
        let (before, behind) = terms.split_at_mut(at);
        let (Some(last), next) = (before.last_mut(), &behind[0]) else { continue };
        if last.post == next.post && one_holder(&last.post) && last.from < next.from {
            let bound = next.from.map(|day| day.plus(-1));
            last.to = last.to.into_iter().chain(bound).min();
        }
    }
    terms
}

fn term(post: &Id, person: &Id, reports: &[(Day, &Tenure)]) -> Term {
    let holding = |t: &Tenure| matches!(t.status, TenureStatus::Current | TenureStatus::Acting);
    let held: Vec<Day> = reports.iter().filter(|(_, t)| holding(t)).map(|(day, _)| *day).collect();
    let seen = held.last().copied();
    let stated = reports.iter().filter_map(|(_, t)| first_day(t.start.as_ref()?)).min();
    let end = reports.iter().filter_map(|(_, t)| last_day(t.end.as_ref()?)).min();
    let over = reports
        .iter()
        .filter(|(day, t)| t.status == TenureStatus::Former && seen.is_none_or(|seen| *day > seen))
        .map(|(day, _)| day.plus(-1))
        .min();
    let from = stated.or(held.first().copied());
    let seen = seen.or(stated);
    Term { person: person.clone(), post: post.clone(), from, seen, to: end.or(over) }
}

/// A post that has one holder at a time; its role stands behind the owner's path.
fn one_holder(post: &Id) -> bool {
    post.path().split('/').skip(1).any(posts::one_holder)
}

fn first_day(time: &Time) -> Option<Day> {
    time.earliest.map(|moment| moment.day)
}

fn last_day(time: &Time) -> Option<Day> {
    time.latest.map(|moment| moment.day)
}

fn language_of(label: &str) -> Language {
    let cyrillic = label.chars().any(|c| matches!(c, '\u{400}'..='\u{4FF}'));
    if cyrillic { Language::Russian } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_knowledge::Register;
    use chancery_record::TimeKind;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a test writes days")
    }

    fn tenure(reported: &str, person: &str, post: &str, status: TenureStatus) -> Lesson {
        Lesson {
            document: Id::new(&format!("doc/{reported}")),
            reported: Some(day(reported)),
            record: Id::new(&format!("tenure/{person}")),
            matter: Matter::Tenure(Tenure {
                holder: Id::new(&format!("person/{person}")),
                post: Id::new(&format!("post/{post}")),
                start: None,
                end: None,
                status,
            }),
        }
    }

    fn holder(world: &dyn World, post: &str, on: &str) -> Vec<String> {
        let holders = world.holders(&Id::new(post), Some(day(on)));
        holders.into_iter().map(|h| h.person.path().to_owned()).collect()
    }

    #[test]
    fn a_term_runs_from_its_first_report_to_its_successor() {
        let post = "nauru-pact/secretary-general";
        let lessons = [
            tenure("2031-03-01", "ida-voss", post, TenureStatus::Current),
            tenure("2032-02-01", "ole-brandt", post, TenureStatus::Current),
        ];
        let world = Learned::new(Register::default_register(), &lessons);
        let post = "post/nauru-pact/secretary-general";
        assert!(holder(&world, post, "2031-02-28").is_empty());
        assert_eq!(holder(&world, post, "2031-12-01"), ["ida-voss"]);
        assert_eq!(holder(&world, post, "2032-02-01"), ["ole-brandt"]);
        assert!(holder(&world, post, "2036-01-01").is_empty(), "long unheard of");
    }

    #[test]
    fn the_order_of_lessons_is_of_no_account() {
        let post = "nauru-pact/secretary-general";
        let mut lessons = vec![
            tenure("2031-03-01", "ida-voss", post, TenureStatus::Current),
            tenure("2032-02-01", "ida-voss", post, TenureStatus::Former),
            tenure("2031-08-01", "ole-brandt", post, TenureStatus::Acting),
        ];
        let register = Register::default_register();
        let terms = |lessons: &[Lesson]| {
            Learned::new(register, lessons)
                .holders(&"post/nauru-pact/secretary-general".into(), None)
        };
        let first = terms(&lessons);
        lessons.reverse();
        assert_eq!(first, terms(&lessons));
    }

    #[test]
    fn who_left_is_not_served_afterwards() {
        let lessons = [tenure("2031-03-01", "ida-voss", "nauru-pact/chair", TenureStatus::Former)];
        let world = Learned::new(Register::default_register(), &lessons);
        assert!(holder(&world, "post/nauru-pact/chair", "2031-03-02").is_empty());
        let known = world.tenures(&"person/ida-voss".into());
        assert_eq!(known[0].to, Some(day("2031-02-28")));
    }

    #[test]
    fn a_holder_against_the_register_stands_beside_it() {
        let register = Register::default_register();
        let lessons =
            [tenure("2025-06-01", "ida-voss", "kaz/head-of-state", TenureStatus::Current)];
        let world = Learned::new(register, &lessons);
        let both = holder(&world, "post/kaz/head-of-state", "2025-07-01");
        assert_eq!(both[0], "ida-voss");
        assert_eq!(both.len(), 2, "the register's holder is kept: {both:?}");
        let found = world.contradictions();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].holder.as_str(), "person/ida-voss");
        assert_eq!(holder(&world, "post/kaz/head-of-state", "2025-05-01").len(), 1);
    }

    #[test]
    fn a_stated_start_comes_before_the_first_report() {
        let mut lesson =
            tenure("2031-03-01", "ida-voss", "nauru-pact/chair", TenureStatus::Current);
        if let Matter::Tenure(tenure) = &mut lesson.matter {
            tenure.start = Some(Time::day(day("2030-01-15"), TimeKind::Explicit, None));
        }
        let world = Learned::new(Register::default_register(), &[lesson]);
        assert_eq!(holder(&world, "post/nauru-pact/chair", "2030-02-01"), ["ida-voss"]);
    }

    #[test]
    fn names_of_documents_are_found_beside_those_of_the_register() {
        let entity = Entity {
            kind: EntityKind::Organization,
            label: "Nauru Pact".to_owned(),
            parent: None,
            country: None,
            coordinates: None,
            code: Some("IGO".to_owned()),
        };
        let lesson = Lesson {
            document: "doc/1".into(),
            reported: None,
            record: "org/nauru-pact".into(),
            matter: Matter::Entity(entity),
        };
        let world = Learned::new(Register::default_register(), &[lesson]);
        assert_eq!(world.named("nauru pact")[0].id.as_str(), "org/nauru-pact");
        assert_eq!(world.longest("nauru"), 2.max(Register::default_register().longest("nauru")));
        assert_eq!(world.named("kazakhstan")[0].id.as_str(), "state/kaz");
    }
}
