//! Ties: membership, observers, partners, parts of a group, where the words state them.
//!
//! Scene comes in, tie claims go out. Membership that only the register knows is never claimed from a text.

use crate::clauses::Named;
use crate::draft::Draft;
use crate::scene::{At, Scene};
use chancery_record::matter::{State, Tie, TieKind};
use chancery_record::{
    Dep, EntityKind, Field, Ground, Id, Matter, Pos, Span, Tag, TenureStatus, Time,
};
use std::collections::BTreeSet;

/// Claims the ties of a document.
pub(crate) fn code(scene: &Scene, draft: &mut Draft) {
    let mut coder = Coder { scene, draft, known: BTreeSet::new() };
    let words: Vec<At> = scene.body().flat_map(|s| scene.words_of(s)).collect();
    for at in words {
        coder.read(at);
    }
}

struct Coder<'s, 'a, 'd> {
    scene: &'s Scene<'a>,
    draft: &'d mut Draft,
    known: BTreeSet<(TieKind, Id, Id)>,
}

/// A tie as its words tell it, before its ends are paired.
struct Told {
    kind: TieKind,
    status: TenureStatus,
    word: Option<String>,
    span: Span,
    start: Option<Time>,
}

impl Coder<'_, '_, '_> {
    fn read(&mut self, at: At) {
        let scene = self.scene;
        match scene.lemma(at) {
            "member" | "observer" | "partner" | "signatory" => self.standing(at),
            "part" | "subsidiary" | "arm" | "division" => self.part(at),
            "join" | "accede" | "leave" | "quit" => self.accession(at),
            _ => {}
        }
    }

    /// "A, B and C are members of O"; "A, a member of O"; "addressed the meeting as observers".
    fn standing(&mut self, noun: At) {
        let scene = self.scene;
        let kind = match scene.lemma(noun) {
            "member" => TieKind::Member,
            "observer" => TieKind::Observer,
            "partner" => TieKind::Partner,
            _ => return,
        };
        let as_guest = scene
            .head(noun)
            .filter(|_| scene.dep(noun) == Dep::Pobj)
            .filter(|&p| scene.lower(p) == "as");
        let of = scene.after(noun, &["of", "in", "to", "at"]);
        let (from, verb) = if let Some(prep) = as_guest {
            let verb = scene.clause(prep);
            (scene.subject(verb).map(|s| scene.parties(s)).unwrap_or_default(), Some(verb))
        } else {
            self.subjects(noun)
        };
        let told = verb.map_or(State::Held, |v| scene.mood(v));
        let status = match told {
            State::Held => self.tense(verb, noun),
            State::Planned => TenureStatus::Future,
            _ => return,
        };
        let named = of.map(|o| scene.parties(o)).unwrap_or_default();
        let to = named.into_iter().find(|n| self.is_group(&n.id)).map(|n| n.id).or_else(|| {
            as_guest.filter(|_| kind == TieKind::Observer).and_then(|_| self.main_organization())
        });
        let Some(to) = to else { return };
        let span = from.iter().fold(scene.phrase(noun), |all, n| all.join(n.span));
        let word = self.status_word(noun);
        let start = verb.and_then(|v| since(scene, v));
        self.claim_all(&from, &to, &Told { kind, status, word, span, start });
    }

    /// Of whom a noun is said: the subject of its copula, the noun it stands beside.
    fn subjects(&self, noun: At) -> (Vec<Named>, Option<At>) {
        let scene = self.scene;
        let head = scene.head(noun);
        match (scene.dep(noun), head) {
            (Dep::Attr, Some(verb)) => {
                (scene.subject(verb).map(|s| scene.parties(s)).unwrap_or_default(), Some(verb))
            }
            (Dep::Appos, Some(beside)) => (
                scene
                    .entity(beside)
                    .map(|m| Named { id: m.refers.clone(), span: m.span })
                    .into_iter()
                    .collect(),
                None,
            ),
            (Dep::Oprd | Dep::Dobj, Some(verb))
                if ["become", "remain", "be"].contains(&scene.lemma(verb)) =>
            {
                (scene.subject(verb).map(|s| scene.parties(s)).unwrap_or_default(), Some(verb))
            }
            _ => (Vec::new(), None),
        }
    }

    fn tense(&self, verb: Option<At>, noun: At) -> TenureStatus {
        let scene = self.scene;
        let former =
            scene.children(noun).any(|c| ["former", "past"].contains(&scene.lower(c).as_str()));
        let past = verb.is_some_and(|v| {
            scene.lemma(v) == "be" && scene.tag(v) == Tag::Vbd && scene.dep(noun) == Dep::Attr
        });
        if former || past { TenureStatus::Former } else { TenureStatus::Current }
    }

    /// "full member", "permanent observers".
    fn status_word(&self, noun: At) -> Option<String> {
        let scene = self.scene;
        let before = scene
            .children(noun)
            .filter(|&c| c < noun && matches!(scene.dep(c), Dep::Amod | Dep::Compound));
        let first = before.filter(|&c| scene.pos(c) == Pos::Adj).min()?;
        Some(scene.text(scene.token(first).span.join(scene.token(noun).span)).to_owned())
    }

    /// "The agency is part of the Y Group."
    fn part(&mut self, noun: At) {
        let scene = self.scene;
        let (from, verb) = self.subjects(noun);
        let Some(verb) = verb.filter(|&v| scene.lemma(v) == "be" && scene.mood(v) == State::Held)
        else {
            return;
        };
        let whole = scene.after(noun, &["of"]).map(|o| scene.parties(o)).unwrap_or_default();
        let Some(to) = whole.into_iter().find(|n| self.is_group(&n.id)) else { return };
        let parts: Vec<Named> = from.into_iter().filter(|n| self.is_group(&n.id)).collect();
        let span = parts.iter().fold(scene.phrase(noun), |all, n| all.join(n.span));
        let status = self.tense(Some(verb), noun);
        self.claim_all(
            &parts,
            &to.id,
            &Told { kind: TieKind::PartOf, status, word: None, span, start: since(scene, verb) },
        );
    }

    /// "joined O in 2010", "will accede to O", "left O".
    fn accession(&mut self, verb: At) {
        let scene = self.scene;
        if scene.pos(verb) != Pos::Verb || scene.is_passive(verb) || scene.is_negated(verb) {
            return;
        }
        let object = scene.child(verb, &[Dep::Dobj]).or_else(|| scene.after(verb, &["to"]));
        let to = object
            .and_then(|o| scene.entity(o))
            .map(|m| m.refers.clone())
            .filter(|id| scene.kind(id) == Some(EntityKind::Organization));
        let Some(to) = to else { return };
        let from = scene.subject(verb).map(|s| scene.parties(s)).unwrap_or_default();
        let from: Vec<Named> =
            from.into_iter().filter(|n| scene.kind(&n.id) == Some(EntityKind::State)).collect();
        let leaves = ["leave", "quit"].contains(&scene.lemma(verb));
        let status = match (scene.mood(verb), leaves) {
            (State::Held, true) => TenureStatus::Former,
            (State::Held, false) => TenureStatus::Current,
            (State::Planned, false) => TenureStatus::Future,
            _ => return,
        };
        let span = from.iter().fold(scene.predicate(verb), |all, n| all.join(n.span));
        let start = scene.times_of(verb).find(|t| t.edtf.is_some()).cloned().filter(|_| !leaves);
        self.claim_all(
            &from,
            &to,
            &Told { kind: TieKind::Member, status, word: None, span, start },
        );
    }

    fn claim_all(&mut self, from: &[Named], to: &Id, told: &Told) {
        let scene = self.scene;
        for named in from {
            let person = scene.kind(&named.id) == Some(EntityKind::Person);
            // An official stands for the state only where the tie is between states and organizations.
            let member = if person { self.state_of(named) } else { Some(named.id.clone()) };
            let Some(member) = member.filter(|id| id != to) else { continue };
            if !self.known.insert((told.kind, member.clone(), to.clone())) {
                continue;
            }
            let tie = Tie {
                kind: told.kind,
                from: member,
                to: to.clone(),
                start: told.start.clone(),
                end: None,
                status: told.status,
                status_word: told.word.clone(),
            };
            let mut grounds = vec![scene.ground(told.span, 900)];
            if let Some(at) = told.start.as_ref().and_then(|t| t.at) {
                grounds.push(Ground { fields: vec![Field::Start], ..scene.ground(at, 900) });
            }
            self.draft.claim(Matter::Tie(tie), grounds, "tie");
        }
    }

    /// The state a person stands for: their own, that of their post, that of the post in their words.
    fn state_of(&self, person: &Named) -> Option<Id> {
        let scene = self.scene;
        let referent = scene.referent(&person.id);
        let own = referent.and_then(|r| r.country.clone());
        let post = referent.and_then(|r| r.capacity.clone()).or_else(|| {
            let tokens = crate::scene::tokens_in(scene.analysis, person.span);
            let mut posts =
                tokens.flat_map(|t| scene.mentions_at(t)).filter(|m| m.refers.prefix() == "post");
            posts.next().map(|m| m.refers.clone())
        });
        let owner = || scene.referent(&post?)?.parent.clone();
        own.or_else(owner).or_else(|| {
            let inside = scene.mentions_at_span(person.span);
            inside.into_iter().map(|n| n.id).find(|id| scene.kind(id) == Some(EntityKind::State))
        })
    }

    fn is_group(&self, id: &Id) -> bool {
        matches!(
            self.scene.kind(id),
            Some(
                EntityKind::Organization
                    | EntityKind::Body
                    | EntityKind::Outlet
                    | EntityKind::Force
            )
        )
    }

    /// The organization named most often: whose meeting the observers addressed.
    fn main_organization(&self) -> Option<Id> {
        let mut count: std::collections::BTreeMap<&Id, usize> = std::collections::BTreeMap::new();
        for m in &self.scene.resolution.mentions {
            if self.scene.kind(&m.refers) == Some(EntityKind::Organization) {
                *count.entry(&m.refers).or_default() += 1;
            }
        }
        count
            .into_iter()
            .max_by_key(|(id, n)| (*n, std::cmp::Reverse(*id)))
            .map(|(id, _)| id.clone())
    }
}

/// "since 2004" on a verb.
fn since(scene: &Scene, verb: At) -> Option<Time> {
    let found = scene.times_of(verb).find(|t| {
        let Some(at) = t.at else { return false };
        let before = scene.document.text.get(..at.start()).unwrap_or_default().trim_end();
        before.ends_with("since") || scene.text(at).starts_with("since")
    });
    found.filter(|t| t.edtf.is_some()).cloned()
}
