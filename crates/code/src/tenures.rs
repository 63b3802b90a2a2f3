//! Tenures: who holds, held, will hold or minds which post, and since or until when, where words say so.
//!
//! The holdings that `resolve` joined come in, with the verbs of appointing and leaving around them; one claim a holder and
//! post goes out. A start or end is set only by words that state it; a post is never given to an office that is not named.

use crate::clauses::Named;
use crate::draft::Draft;
use crate::scene::{At, Scene, tokens_in};
use chancery_record::matter::{State, Tenure};
use chancery_record::{
    Dep, EntityKind, Field, Ground, Id, Matter, MentionForm, Pos, Reading, Span, Tag, TenureStatus,
    Time,
};
use std::collections::{BTreeMap, BTreeSet};

/// A tenure while its evidence is gathered.
#[derive(Debug)]
struct Held {
    status: TenureStatus,
    /// The status was read from a verb and stands over apposition.
    told: bool,
    start: Option<Time>,
    end: Option<Time>,
    grounds: Vec<Ground>,
    /// Place of the words that told of it last.
    at: usize,
}

type Book = BTreeMap<(Id, Id), Held>;

/// Claims the tenures of a document.
pub(crate) fn code(scene: &Scene, draft: &mut Draft) {
    let mut coder = Coder::new(scene);
    coder.take_holdings();
    let verbs: Vec<At> = scene.body().flat_map(|s| scene.words_of(s)).collect();
    for at in verbs {
        coder.read(at);
    }
    claim(coder.book, draft);
}

/// Claims only what names beside titles tell, whatever the language.
pub(crate) fn joined(scene: &Scene, draft: &mut Draft) {
    let mut coder = Coder::new(scene);
    coder.take_holdings();
    claim(coder.book, draft);
}

fn claim(book: Book, draft: &mut Draft) {
    let mut book: Vec<_> = book.into_iter().collect();
    book.sort_by_key(|((holder, post), held)| {
        let first = held.grounds.iter().map(|g| g.span).min();
        (first, holder.clone(), post.clone())
    });
    for ((holder, post), held) in book {
        let tenure = Tenure { holder, post, start: held.start, end: held.end, status: held.status };
        draft.claim(Matter::Tenure(tenure), held.grounds, "tenure");
    }
}

struct Coder<'s, 'a> {
    scene: &'s Scene<'a>,
    book: Book,
    last_post: Option<Id>,
    /// Posts that the text called vacant or lost, given since to those who left.
    given: Vec<Id>,
    /// The post of the one who left last: "the portfolio".
    left: Option<Id>,
}

const APPOINT: [&str; 12] = [
    "name",
    "appoint",
    "elect",
    "nominate",
    "designate",
    "choose",
    "select",
    "install",
    "pick",
    "confirm",
    "reappoint",
    "re-elect",
];
const DISMISS: [&str; 11] = [
    "dismiss", "sack", "fire", "remove", "oust", "relieve", "recall", "depose", "suspend",
    "unseat", "strip",
];
const LEAVE: [&str; 6] = ["resign", "quit", "retire", "die", "depart", "step"];
const HOLD: [&str; 9] = ["hold", "serve", "be", "work", "act", "lead", "head", "occupy", "become"];
const MIND: [&str; 9] =
    ["run", "head", "lead", "oversee", "manage", "direct", "supervise", "look", "mind"];
/// Verbs under which "to head a body" is what somebody goes on to do.
const MOVE: [&str; 14] = [
    "leave", "resign", "quit", "depart", "go", "move", "name", "appoint", "choose", "pick",
    "select", "tap", "elect", "nominate",
];
/// Verbs that make their subject the head of the body that is their object.
const HEAD: [&str; 6] = ["head", "lead", "run", "direct", "chair", "preside"];
/// Nouns that with a verb of leaving mean the post.
const GOVERNMENT: [&str; 4] = ["government", "cabinet", "ministry", "administration"];
/// Nouns that with a verb of taking mean minding: "takes charge of the ministry".
const CHARGE: [&str; 5] = ["charge", "control", "rein", "helm", "responsibility"];
/// Nouns that with a verb of taking or leaving mean the post.
const DUTIES: [&str; 9] =
    ["office", "duty", "post", "oath", "position", "job", "role", "portfolio", "brief"];
const CHAIR: [&str; 5] = ["chairmanship", "presidency", "chair", "leadership", "chairship"];

impl<'s, 'a> Coder<'s, 'a> {
    fn new(scene: &'s Scene<'a>) -> Self {
        Self { scene, book: Book::new(), last_post: None, given: Vec::new(), left: None }
    }

    fn take_holdings(&mut self) {
        let scene = self.scene;
        for holding in &scene.resolution.holdings {
            if scene
                .document
                .role_at(holding.span.start())
                .is_some_and(chancery_record::RegionRole::is_furniture)
            {
                continue;
            }
            let ground = Ground {
                document: scene.document.id.clone(),
                span: holding.span,
                fields: Vec::new(),
                reading: holding.reading,
            };
            let words = scene.text(holding.span).to_lowercase();
            let held = self.entry(&holding.holder, &holding.post, holding.status);
            if held.grounds.is_empty() || rank(holding.status) > rank(held.status) {
                held.status = holding.status;
            }
            if words.contains("acting ")
                || words.contains("interim ")
                || words.contains("caretaker ")
            {
                held.status = TenureStatus::Acting;
            }
            let status = held.status;
            held.grounds.push(ground);
            held.at = if held.at == 0 { holding.span.start() + 1 } else { held.at };
            let start = self.beside(holding.span, &["since", "с"], false).or_else(|| {
                self.beside(holding.span, &["from"], true)
                    .filter(|_| status == TenureStatus::Future)
            });
            self.set_start(&holding.holder, &holding.post, start);
        }
    }

    /// "permanent representative since 2027", "as secretary for four years from 1 April": the time right behind a title.
    fn beside(&self, span: Span, words: &[&str], far: bool) -> Option<Time> {
        let scene = self.scene;
        let times = &scene.analysis.times;
        let time = times.iter().find(|t| {
            t.edtf.is_some()
                && t.at.is_some_and(|at| {
                    let between = at.start().checked_sub(span.end()).filter(|gap| *gap <= 40);
                    let before =
                        || scene.text(Span::new(span.end(), at.start())).trim().to_lowercase();
                    let own = scene.text(at).to_lowercase();
                    let leads = |text: &str| words.contains(&text);
                    between.is_some() && {
                        let before = before();
                        let opens = own.split(' ').next().is_some_and(leads) && before.is_empty();
                        let last = before.rsplit(' ').next().is_some_and(leads);
                        opens || leads(&before) || far && last && !before.contains([',', '.', ';'])
                    }
                })
        })?;
        Some(time.clone())
    }

    fn entry(&mut self, holder: &Id, post: &Id, status: TenureStatus) -> &mut Held {
        self.book.entry((holder.clone(), post.clone())).or_insert_with(|| Held {
            status,
            told: false,
            start: None,
            end: None,
            grounds: Vec::new(),
            at: 0,
        })
    }

    /// Reads one word as the verb or noun that tells of a post.
    fn read(&mut self, at: At) {
        let scene = self.scene;
        if let Some(post) = scene.mentions_at(at).find(|m| m.refers.prefix() == "post") {
            self.last_post = Some(post.refers.clone());
        }
        let lemma = scene.lemma(at);
        if scene.pos(at) == Pos::Verb || scene.pos(at) == Pos::Aux {
            if APPOINT.contains(&lemma) || lemma == "swear" {
                self.appointment(at);
            }
            if DISMISS.contains(&lemma) {
                self.dismissal(at);
            }
            if LEAVE.contains(&lemma) || self.hands_in_resignation(at) {
                self.departure(at);
            }
            if lemma == "leave" {
                self.leaving(at);
            }
            if HOLD.contains(&lemma) {
                self.holding(at);
            }
            if HEAD.contains(&lemma) {
                self.heading(at);
            }
            if MIND.contains(&lemma) || ["stand", "fill", "take", "assume"].contains(&lemma) {
                self.minding(at);
            }
            if ["take", "assume", "enter"].contains(&lemma) {
                self.taking_office(at);
            }
            if ["succeed", "replace"].contains(&lemma) {
                self.succession(at);
            }
            if ["hold", "assume", "take", "pass", "go", "have", "exercise"].contains(&lemma) {
                self.rotation(at);
            }
        }
        if ["late", "outgoing"].contains(&scene.lower(at).as_str()) {
            self.outgoing(at);
        }
    }

    /// "named X to succeed him", "appointed X as Secretary General", "X was elected president".
    fn appointment(&mut self, verb: At) {
        let scene = self.scene;
        if scene.is_negated(verb)
            || matches!(scene.mood(verb), State::Hypothetical | State::CalledFor)
        {
            return;
        }
        let participle = scene.tag(verb) == Tag::Vbn && scene.dep(verb) == Dep::Acl;
        let who = if scene.is_passive(verb) {
            scene.child(verb, &[Dep::Nsubjpass]).or_else(|| scene.subject(verb))
        } else if participle {
            scene.head(verb)
        } else {
            let in_office = || scene.after(verb, &["in"]).filter(|_| scene.lemma(verb) == "swear");
            scene.child(verb, &[Dep::Dobj]).or_else(in_office).or_else(|| self.small_subject(verb))
        };
        // "appointed X ambassador to Lund": the parser makes the name part of the post's noun.
        let named = who.and_then(|w| {
            scene.children(w).filter(|&c| c > verb && c < w).find_map(|c| self.name_at(c))
        });
        // "X was named minister" where the parser loses the subject: the name the sentence opens with.
        let first = || {
            let start = scene.words_of(scene.sentence(verb)).start;
            let passive = scene.child(verb, &[Dep::Auxpass]).is_some() && who.is_none();
            self.name_at(start).filter(|_| passive)
        };
        let who = named.or_else(|| who.and_then(|w| self.person(w))).or_else(first);
        let Some(person) = who else { return };
        let span = scene.predicate(verb);
        let span = if scene.is_passive(verb) { span.join(person.span) } else { span };
        let sworn = scene.lemma(verb) == "swear";
        let coming = || self.newest_post(&person.id).filter(|_| sworn);
        let named = self.post_after(verb, span, &person).or_else(|| self.post_succeeded(verb));
        let Some(post) = named.or_else(coming) else { return };
        let ground = scene.ground(span, 900);
        let start = if sworn { self.time_on(verb) } else { self.start_in(span) };
        let later = start.as_ref().is_some_and(|t| scene.is_ahead(t));
        let earlier = start.as_ref().is_some_and(|t| !scene.is_ahead(t) && scene.is_past(t));
        let relative = matches!(scene.dep(verb), Dep::Relcl) || participle;
        let status = if earlier || (relative || sworn) && !later {
            TenureStatus::Current
        } else {
            TenureStatus::Future
        };
        let words = scene.text(span).to_lowercase();
        let acting = [" acting ", " interim ", " caretaker "].iter().any(|w| words.contains(w));
        let status = if acting && !later { TenureStatus::Acting } else { status };
        self.tell(&person.id, &post, status, ground);
        self.follows(verb, &person.id, &post);
        self.set_start(&person.id, &post, start);
    }

    /// "..., replacing Y": whose post it was.
    fn follows(&mut self, verb: At, new: &Id, post: &Id) {
        let scene = self.scene;
        let range = tokens_in(scene.analysis, scene.predicate(verb));
        let Some(next) = range.into_iter().find(|&t| {
            ["replace", "succeed"].contains(&scene.lemma(t)) && scene.pos(t) == Pos::Verb
        }) else {
            return;
        };
        let old =
            scene.child(next, &[Dep::Dobj]).and_then(|o| self.person(o)).filter(|o| o.id != *new);
        if let Some(old) = old.filter(|o| !self.book.contains_key(&(o.id.clone(), post.clone()))) {
            let span = scene.token(next).span.join(old.span);
            self.tell(&old.id, post, TenureStatus::Former, scene.ground(span, 850));
        }
    }

    /// "X is leaving the government": whose post is spoken of from here on.
    fn leaving(&mut self, verb: At) {
        let scene = self.scene;
        let what = scene.child(verb, &[Dep::Dobj]).map(|o| scene.lemma(o)).unwrap_or_default();
        let post = DUTIES.contains(&what) || GOVERNMENT.contains(&what);
        let who = scene.subject(verb).and_then(|s| self.person(s)).filter(|_| post);
        let Some(person) = who.filter(|_| !scene.is_negated(verb)) else { return };
        self.left = self.post_of(&person.id, verb).or(self.left.take());
    }

    /// "X, who presides over the Council until June", "X leaves to head the secretariat of the Pact".
    fn heading(&mut self, verb: At) {
        let scene = self.scene;
        if scene.is_negated(verb) || scene.is_passive(verb) {
            return;
        }
        let lemma = scene.lemma(verb);
        let chairs = lemma == "chair" || lemma == "preside";
        let relative = scene.dep(verb) == Dep::Relcl;
        let above = scene.head(verb).filter(|&up| MOVE.contains(&scene.lemma(up)));
        let moves = above.filter(|_| matches!(scene.dep(verb), Dep::Xcomp | Dep::Advcl));
        let object = scene.child(verb, &[Dep::Dobj]).or_else(|| scene.after(verb, &["over"]));
        let body = object.and_then(|o| scene.entity(o)).map(|m| m.refers.clone());
        let kind = body.as_ref().and_then(|id| scene.kind(id));
        let fits = kind == Some(EntityKind::Body) && (relative || moves.is_some())
            || kind == Some(EntityKind::Organization) && chairs && relative;
        let Some((body, object)) = body.zip(object).filter(|_| fits) else { return };
        let subject = match moves {
            Some(up) if scene.is_passive(up) => scene.child(up, &[Dep::Nsubjpass]),
            Some(up) => scene
                .child(up, &[Dep::Dobj])
                .filter(|&o| self.person(o).is_some())
                .or_else(|| scene.subject(up)),
            None => scene.head(verb),
        };
        let Some(person) = subject.and_then(|s| self.person(s)) else { return };
        let post = if chairs {
            Some(Id::new(&format!("post/{}/chair", body.path())))
        } else {
            self.head_of_body(object)
        };
        let Some(post) = post else { return };
        let status = match scene.mood(verb) {
            _ if moves.is_some() => TenureStatus::Future,
            State::Planned => TenureStatus::Future,
            State::Held if scene.tag(verb) != Tag::Vbd => TenureStatus::Current,
            _ => return,
        };
        let span = scene.predicate(verb);
        self.tell(&person.id, &post, status, scene.ground(person.span.join(span), 850));
        self.set_start(&person.id, &post, self.time_after(verb, &["since", "from", "as of"]));
        self.set_end(&person.id, &post, self.time_after(verb, &["until", "till"]));
    }

    /// "named X ambassador" where the parser sees a small clause: its subject.
    fn small_subject(&self, verb: At) -> Option<At> {
        let clause = self.scene.child(verb, &[Dep::Ccomp, Dep::Xcomp])?;
        self.scene.child(clause, &[Dep::Nsubj])
    }

    /// "X was dismissed by the minister", "the president sacked X".
    fn dismissal(&mut self, verb: At) {
        let scene = self.scene;
        if scene.is_negated(verb) || !matches!(scene.mood(verb), State::Held) {
            return;
        }
        let passive = scene.is_passive(verb);
        let who = scene.child(verb, if passive { &[Dep::Nsubjpass] } else { &[Dep::Dobj] });
        let Some(person) = who.and_then(|w| self.person(w)) else { return };
        let span = person.span.join(scene.predicate(verb));
        let named = self
            .post_after(verb, scene.predicate(verb), &person)
            .filter(|p| self.book.contains_key(&(person.id.clone(), p.clone())));
        let known = named.or_else(|| self.post_of(&person.id, verb));
        let Some(post) = known.or_else(|| self.lost_before(verb)) else { return };
        self.left = Some(post.clone());
        self.tell(&person.id, &post, TenureStatus::Former, scene.ground(span, 900));
        self.set_end(&person.id, &post, self.time_on(verb));
    }

    /// "S lost its defence minister and its army chief. X resigned; Y was dismissed": the posts of the sentence before that
    /// nobody named holds, in order.
    fn lost_before(&mut self, verb: At) -> Option<Id> {
        let scene = self.scene;
        let here = scene.sentence(verb).span.start();
        let before = scene.body().filter(|s| s.span.end() <= here).last()?.span;
        let names = scene.resolution.mentions.iter().filter(|m| m.form == MentionForm::Name);
        let named: BTreeSet<&Id> = names.map(|m| &m.refers).collect();
        let vacant = |post: &Id| {
            let mut holders = self.book.keys().filter(|(_, held)| held == post);
            !self.given.contains(post) && !holders.any(|(holder, _)| named.contains(holder))
        };
        let mentions = scene.resolution.mentions.iter();
        let mut posts = mentions.filter(|m| m.refers.prefix() == "post" && before.covers(m.span));
        let post = posts.find(|m| vacant(&m.refers))?.refers.clone();
        self.given.push(post.clone());
        Some(post)
    }

    fn hands_in_resignation(&self, verb: At) -> bool {
        let gives = ["hand", "tender", "submit", "offer", "announce", "give", "present"];
        gives.contains(&self.scene.lemma(verb))
            && self
                .scene
                .child(verb, &[Dep::Dobj])
                .is_some_and(|o| self.scene.lemma(o) == "resignation")
    }

    /// "X resigned on Tuesday", "X stepped down", "who died in October".
    fn departure(&mut self, verb: At) {
        let scene = self.scene;
        let lemma = scene.lemma(verb);
        let particle =
            scene.children(verb).any(|c| ["down", "aside"].contains(&scene.lower(c).as_str()));
        if scene.is_negated(verb) || scene.is_passive(verb) || (lemma == "step" && !particle) {
            return;
        }
        let Some(person) = scene.subject(verb).and_then(|s| self.person(s)) else { return };
        let known = self.post_of(&person.id, verb).or_else(|| self.newest_post(&person.id));
        let Some(post) = known.or_else(|| self.lost_before(verb)) else { return };
        let end = self.time_on(verb);
        self.left = Some(post.clone());
        let ground = scene.ground(person.span.join(scene.predicate(verb)), 900);
        match scene.mood(verb) {
            State::Held => {
                self.tell(&person.id, &post, TenureStatus::Former, ground);
                self.set_end(&person.id, &post, end);
            }
            State::Planned => {
                self.tell(&person.id, &post, TenureStatus::Current, ground);
                self.set_end(&person.id, &post, end);
            }
            _ => {}
        }
    }

    /// "who had held the post since March", "was defence minister before that", "serving as X since", "is to become X".
    fn holding(&mut self, verb: At) {
        let scene = self.scene;
        if scene.is_negated(verb) || scene.is_passive(verb) || scene.dep(verb) == Dep::Auxpass {
            return;
        }
        let subject = scene
            .subject(verb)
            .or_else(|| scene.head(verb).filter(|_| scene.dep(verb) == Dep::Acl));
        let Some(person) = subject.and_then(|s| self.person(s)) else { return };
        let (post, span) = if let Some(found) = self.predicate_post(verb) {
            found
        } else {
            let own = || self.served(verb, &person.id);
            let standing_in = || self.acting_head(verb, &person.id);
            match self.same_post(verb, &person.id).or_else(standing_in).or_else(own) {
                Some(found) => found,
                None => return,
            }
        };
        let whole = scene.token(verb).span.join(span);
        let state = scene.mood(verb);
        let became = || self.time_on(verb).filter(|_| scene.lemma(verb) == "become");
        let start = self.time_after(verb, &["since", "from"]).or_else(became);
        let end = self.time_after(verb, &["until", "till", "to"]);
        let past =
            scene.tag(verb) == Tag::Vbd && !scene.children(verb).any(|c| scene.dep(c) == Dep::Aux);
        let over = end.is_some() && !end.as_ref().is_some_and(|t| scene.is_ahead(t))
            || scene.children(verb).any(|c| {
                ["before", "previously", "formerly", "once", "earlier"]
                    .contains(&scene.lower(c).as_str())
            });
        let status = match state {
            State::Planned => TenureStatus::Future,
            State::Held
                if scene.lemma(verb) == "act" || !over && acting_words(scene.text(span)) =>
            {
                TenureStatus::Acting
            }
            State::Held if over || (past && start.is_none() && scene.lemma(verb) != "become") => {
                TenureStatus::Former
            }
            State::Held => TenureStatus::Current,
            _ => return,
        };
        let (start, end) = halves(start, end);
        let known = self.book.contains_key(&(person.id.clone(), post.clone()));
        let ground = scene.ground(person.span.join(whole), 900);
        let since = start.is_some() && end.is_none();
        if status == TenureStatus::Current && known && !since {
            self.entry(&person.id, &post, status).grounds.push(ground);
        } else {
            self.tell(&person.id, &post, status, ground);
        }
        self.set_start(&person.id, &post, start);
        self.set_end(&person.id, &post, end);
    }

    /// "who had served since May": the post known of this person, where a time says from when or until when.
    fn served(&self, verb: At, person: &Id) -> Option<(Id, Span)> {
        let serves = self.scene.lemma(verb) == "serve";
        let bare = self.scene.child(verb, &[Dep::Dobj, Dep::Attr]).is_none();
        let timed = self.time_after(verb, &["since", "from", "until", "till"]).is_some();
        let post = self.post_of(person, verb).filter(|_| serves && bare && timed)?;
        Some((post, self.scene.token(verb).span))
    }

    /// "X's deputy, Y, has been acting chief since": the post whose deputy this person is.
    fn acting_head(&self, verb: At, person: &Id) -> Option<(Id, Span)> {
        let scene = self.scene;
        let plain =
            scene.child(verb, &[Dep::Attr, Dep::Oprd]).or_else(|| scene.after(verb, &["as"]))?;
        let phrase = scene.phrase(plain);
        if !acting_words(scene.text(phrase)) {
            return None;
        }
        let chief =
            self.book.keys().filter(|(holder, _)| holder == person).find_map(|(_, post)| {
                let (owner, role) = post.path().rsplit_once('/')?;
                let role = role.strip_prefix("deputy-")?;
                Some(Id::new(&format!("post/{owner}/{role}")))
            })?;
        Some((chief, phrase))
    }

    /// "took office in August 2026"
    fn taking_office(&mut self, verb: At) {
        let scene = self.scene;
        let office = scene.child(verb, &[Dep::Dobj]).filter(|&o| DUTIES.contains(&scene.lemma(o)));
        let over = scene.lemma(verb) == "take"
            && scene.children(verb).any(|c| scene.lower(c) == "over")
            && scene.after(verb, &["as"]).is_some();
        let person = scene
            .subject(verb)
            .and_then(|s| self.person(s))
            .filter(|_| (office.is_some() || over) && !scene.is_negated(verb));
        let Some(person) = person else { return };
        let ahead = scene.mood(verb) == State::Planned;
        let known = || self.post_of(&person.id, verb).filter(|_| !ahead);
        let start = self.time_on(verb);
        let named = scene
            .after(verb, &["as"])
            .or_else(|| scene.after(office?, &["as", "of"]))
            .and_then(|object| self.post_at(object));
        if let Some(post) = named {
            let status = if ahead { TenureStatus::Future } else { TenureStatus::Current };
            let span = person.span.join(scene.predicate(verb));
            self.tell(&person.id, &post, status, scene.ground(span, 900));
            self.set_start(&person.id, &post, start);
            return;
        }
        let Some(post) = self.newest_post(&person.id).or_else(known) else { return };
        if start.is_some() {
            self.entry(&person.id, &post, TenureStatus::Current)
                .grounds
                .push(scene.ground(person.span.join(scene.predicate(verb)), 900));
            self.set_start(&person.id, &post, start);
        }
    }

    /// The post that a verb of holding names: "was defence minister", "serves as chair of the council".
    fn predicate_post(&self, verb: At) -> Option<(Id, Span)> {
        let scene = self.scene;
        let plain = scene.child(verb, &[Dep::Attr, Dep::Dobj, Dep::Oprd]);
        let object = plain.or_else(|| scene.after(verb, &["as"]))?;
        let post = self.post_at(object)?;
        Some((post, scene.phrase(object)))
    }

    /// "held the post": the one spoken of, of this person.
    fn same_post(&self, verb: At, person: &Id) -> Option<(Id, Span)> {
        let scene = self.scene;
        let object = scene.child(verb, &[Dep::Dobj])?;
        let spoken =
            ["post", "office", "position", "job", "portfolio"].contains(&scene.lemma(object));
        let described = scene
            .mentions_at(object)
            .find(|m| m.refers.prefix() == "post")
            .map(|m| m.refers.clone());
        let post = described.or_else(|| self.post_of(person, verb)).filter(|_| spoken)?;
        Some((post, scene.phrase(object)))
    }

    /// "X will run the ministry in the meantime".
    fn minding(&mut self, verb: At) {
        let scene = self.scene;
        let span = scene.predicate(verb);
        let words = scene.text(span).to_lowercase();
        let meantime = [
            "in the meantime",
            "temporarily",
            "for the time being",
            "in the interim",
            "ad interim",
            "on an acting basis",
            "until a successor",
            "until a permanent",
            "provisionally",
            "until parliament",
            "until a replacement",
            "until the new",
            "until a new",
            "until elections",
            "until then",
            "meanwhile",
            "for now",
            "pending",
        ];
        if scene.is_negated(verb) || !meantime.iter().any(|w| words.contains(w)) {
            return;
        }
        let Some(person) = scene.subject(verb).and_then(|s| self.person(s)) else { return };
        let object =
            scene.child(verb, &[Dep::Dobj]).or_else(|| scene.after(verb, &["as", "over", "after"]));
        let vacant = || {
            let duty =
                |&o: &At| DUTIES.contains(&scene.lemma(o)) || GOVERNMENT.contains(&scene.lemma(o));
            object.filter(duty).and_then(|_| self.left.clone())
        };
        let charge = object.filter(|&o| CHARGE.contains(&scene.lemma(o)));
        let object = charge.and_then(|o| scene.after(o, &["of", "over", "for"])).or(object);
        let named = object.and_then(|o| self.post_at(o).or_else(|| self.head_of_body(o)));
        let Some(post) = named.or_else(vacant) else { return };
        self.tell(
            &person.id,
            &post,
            TenureStatus::Acting,
            scene.ground(person.span.join(span), 900),
        );
    }

    /// "succeeds X", "replacing the late X": whose post passes.
    fn succession(&mut self, verb: At) {
        let scene = self.scene;
        let appointed = scene.dep(verb) == Dep::Xcomp || scene.dep(verb) == Dep::Advcl;
        let by_appointment = appointed
            && scene
                .head(verb)
                .is_some_and(|h| APPOINT.contains(&scene.lemma(h)) || scene.lemma(h) == "swear");
        if scene.is_negated(verb) || scene.is_passive(verb) || by_appointment {
            return;
        }
        let old = scene.child(verb, &[Dep::Dobj]).and_then(|o| self.person(o));
        let new = scene.subject(verb).and_then(|s| self.person(s));
        let (Some(old), Some(new)) = (old, new) else { return };
        let mine = self.newest_post(&new.id);
        let theirs = self.post_of(&old.id, verb);
        let Some(post) = theirs.or_else(|| mine.clone()) else { return };
        if matches!(scene.mood(verb), State::Planned | State::Held) && old.id != new.id {
            let span = scene.token(verb).span.join(scene.predicate(verb));
            if mine.as_ref() != Some(&post) {
                let status = match scene.mood(verb) {
                    State::Planned => TenureStatus::Future,
                    _ => TenureStatus::Current,
                };
                if !self.book.contains_key(&(new.id.clone(), post.clone())) {
                    self.tell(&new.id, &post, status, scene.ground(new.span.join(span), 800));
                }
            }
            let known = self.book.contains_key(&(old.id.clone(), post.clone()));
            if !known || scene.mood(verb) == State::Held {
                self.tell(
                    &old.id,
                    &post,
                    TenureStatus::Former,
                    scene.ground(span.join(old.span), 850),
                );
            }
        }
    }

    /// "Norland, which holds the rotating presidency of the Compact"; "the chairmanship passes to Norland".
    fn rotation(&mut self, verb: At) {
        let scene = self.scene;
        let chair = |t: At| CHAIR.contains(&scene.lemma(t));
        let state = |t: At| {
            scene.parties(t).into_iter().find(|n| scene.kind(&n.id) == Some(EntityKind::State))
        };
        let passes = ["pass", "go"].contains(&scene.lemma(verb));
        let (noun, holder) = if scene.is_passive(verb) {
            let agent = scene.child(verb, &[Dep::Agent]);
            let by = agent
                .and_then(|by| scene.child(by, &[Dep::Pobj]))
                .or_else(|| scene.after(verb, &["by"]));
            (scene.child(verb, &[Dep::Nsubjpass]).filter(|&s| chair(s)), by.and_then(state))
        } else if passes {
            (scene.subject(verb).filter(|&s| chair(s)), scene.after(verb, &["to"]).and_then(state))
        } else {
            let over = scene.after(verb, &["over"]);
            let object = scene.child(verb, &[Dep::Dobj]).or(over).filter(|&o| chair(o));
            (object, scene.subject(verb).and_then(state))
        };
        let (Some(noun), Some(holder)) = (noun, holder) else { return };
        let Some(owner) = self.owner(noun) else { return };
        let span = scene.phrase(noun).join(scene.token(verb).span).join(holder.span);
        let takes = passes || ["assume", "take"].contains(&scene.lemma(verb));
        let status = match (scene.mood(verb), takes) {
            (State::Planned, _) => TenureStatus::Future,
            (State::Held, true) if scene.tag(verb) != Tag::Vbd => TenureStatus::Future,
            (State::Held, _) => TenureStatus::Current,
            _ => return,
        };
        let post = Id::new(&format!("post/{}/chair", owner.path()));
        let start = if takes { self.time_on(verb) } else { self.time_after(verb, &["since"]) };
        let known = self.book.get(&(holder.id.clone(), post.clone())).is_some_and(|h| h.told);
        if !known {
            let end = self.time_after(verb, &["until", "till", "to"]);
            self.tell(&holder.id, &post, status, scene.ground(span, 850));
            let (start, end) = halves(start, end);
            self.set_start(&holder.id, &post, start);
            self.set_end(&holder.id, &post, end);
        }
    }

    /// "the late X", "the outgoing Secretary General, X".
    fn outgoing(&mut self, at: At) {
        let scene = self.scene;
        let Some(head) = scene.head(at).filter(|_| scene.dep(at) == Dep::Amod) else { return };
        let late = scene.lower(at) == "late";
        let Some(person) = self.person(head) else { return };
        let keys: Vec<_> = self.book.keys().filter(|k| k.0 == person.id).cloned().collect();
        for key in keys.into_iter().filter(|_| late) {
            if let Some(held) = self.book.get_mut(&key) {
                held.status = TenureStatus::Former;
            }
        }
    }

    /// The organization or body whose chair this is: named beside it, else the one the document is most about.
    fn owner(&self, noun: At) -> Option<Id> {
        let scene = self.scene;
        let owns = |n: &Named| {
            matches!(scene.kind(&n.id), Some(EntityKind::Organization | EntityKind::Body))
        };
        let named = scene
            .after(noun, &["of", "in"])
            .or_else(|| scene.child(noun, &[Dep::Poss, Dep::Compound, Dep::Amod]));
        if let Some(own) =
            named.map(|t| scene.parties(t)).and_then(|all| all.into_iter().find(owns))
        {
            return Some(own.id);
        }
        let mut count: BTreeMap<&Id, usize> = BTreeMap::new();
        for m in &scene.resolution.mentions {
            if scene.kind(&m.refers) == Some(EntityKind::Organization) {
                *count.entry(&m.refers).or_default() += 1;
            }
        }
        count
            .into_iter()
            .max_by_key(|(id, n)| (*n, std::cmp::Reverse(*id)))
            .map(|(id, _)| id.clone())
    }

    /// The person whose name stands at a word.
    fn name_at(&self, at: At) -> Option<Named> {
        let scene = self.scene;
        let person = scene.mentions_at(at).find(|m| m.refers.prefix() == "person")?;
        Some(Named { id: person.refers.clone(), span: person.span })
    }

    fn person(&self, at: At) -> Option<Named> {
        self.scene.parties(at).into_iter().find(|n| n.id.prefix() == "person")
    }

    /// The post a noun phrase names.
    fn post_at(&self, at: At) -> Option<Id> {
        let scene = self.scene;
        let headed = scene.mentions_at(at).filter(|m| m.refers.prefix() == "post");
        headed.max_by_key(|m| m.span.len()).map(|m| m.refers.clone())
    }

    /// The post named behind an appointing verb and behind the person: "named X ambassador to Lund".
    fn post_after(&self, verb: At, span: Span, person: &Named) -> Option<Id> {
        let scene = self.scene;
        let current = self.post_of(&person.id, verb);
        let from = scene.token(verb).span.end().max(if span.covers(person.span) {
            person.span.end()
        } else {
            0
        });
        let range = tokens_in(scene.analysis, Span::new(from, span.end().max(from)));
        let as_words = ["as", "to", "for"];
        let named: Vec<(At, Id)> = range
            .clone()
            .filter_map(|t| {
                let m = scene
                    .mentions_at(t)
                    .filter(|m| m.refers.prefix() == "post" && m.span.start() >= from)
                    .max_by_key(|m| m.span.len())?;
                Some((t, m.refers.clone()))
            })
            .collect();
        let introduced = named.iter().find(|(t, _)| {
            let phrase = scene.phrase(*t);
            let before = tokens_in(scene.analysis, Span::new(from, phrase.start().max(from)));
            let last =
                before.rev().find(|&b| !matches!(scene.pos(b), Pos::Det | Pos::Space | Pos::Adj));
            last.is_none_or(|b| as_words.contains(&scene.lower(b).as_str()) || b <= verb)
        });
        if let Some((_, post)) = introduced {
            return Some(post.clone());
        }
        let direct = introduced.or_else(|| {
            named.iter().find(|(t, _)| {
                matches!(scene.dep(*t), Dep::Oprd | Dep::Attr | Dep::Dobj)
                    && scene.head(*t) == Some(verb)
            })
        });
        direct
            .map(|(_, id)| id.clone())
            .filter(|id| current.as_ref() != Some(id) || named.len() == 1)
    }

    /// "to succeed him": his post.
    fn post_succeeded(&self, verb: At) -> Option<Id> {
        let scene = self.scene;
        let span = scene.predicate(verb);
        let follow = tokens_in(scene.analysis, span)
            .find(|&t| ["succeed", "replace"].contains(&scene.lemma(t)))?;
        let object = scene.child(follow, &[Dep::Dobj])?;
        let old = self.person(object)?;
        self.post_of(&old.id, verb)
    }

    /// The post of a person where a verb tells of it: the one told of last before, current before former.
    fn post_of(&self, person: &Id, verb: At) -> Option<Id> {
        let here = self.scene.sentence(verb).span.end();
        let mine =
            |holder: &Id, held: &Held| holder == person && held.status != TenureStatus::Future;
        let held = self.book.iter().filter(|((holder, _), h)| mine(holder, h));
        let best = held.max_by_key(|((_, post), h)| {
            let known = h.at <= here;
            let near = if known { h.at } else { usize::MAX - h.at };
            let current = h.status == TenureStatus::Current || h.told;
            (known, current, near, std::cmp::Reverse(post.clone()))
        });
        best.map(|((_, post), _)| post.clone())
    }

    fn newest_post(&self, person: &Id) -> Option<Id> {
        let held = self
            .book
            .iter()
            .filter(|((holder, _), h)| holder == person && h.status == TenureStatus::Future);
        held.map(|((_, post), _)| post.clone()).next()
    }

    /// The post at the head of a body: the minister of a ministry.
    fn head_of_body(&self, at: At) -> Option<Id> {
        let body = self.scene.entity(at).map(|m| m.refers.clone())?;
        let (owner, slug) = body.path().split_once('/').filter(|_| body.prefix() == "body")?;
        let role = match slug {
            "foreign-ministry" => "foreign-minister".to_owned(),
            "defence-ministry" => "defence-minister".to_owned(),
            "interior-ministry" => "interior-minister".to_owned(),
            "finance-ministry" => "finance-minister".to_owned(),
            "government" => "head-of-government".to_owned(),
            "presidency" => "head-of-state".to_owned(),
            "security-council" => "security-council-secretary".to_owned(),
            "parliament" | "lower-house" => "speaker-of-parliament".to_owned(),
            _ => match slug.strip_suffix("-ministry") {
                Some(field) => format!("minister/{field}"),
                None => format!("{slug}/director"),
            },
        };
        Some(Id::new(&format!("post/{owner}/{role}")))
    }

    /// "beginning on 1 January", "as of January 11", "from Monday": a start, in the words of an appointment.
    fn start_in(&self, span: Span) -> Option<Time> {
        let scene = self.scene;
        let times = scene.times_in(span).filter(|t| t.edtf.is_some());
        let openers = [
            "as of",
            "from",
            "beginning",
            "starting",
            "effective",
            "with effect",
            "since",
            "as from",
            "beginning on",
            "starting on",
            "in",
            "on",
        ];
        let mut plain = None;
        for time in times {
            let at = time.at.expect("times of a span have one");
            let before = scene.text(Span::new(span.start(), at.start())).trim_end().to_lowercase();
            let before = before.trim_end_matches(" the").trim_end_matches(" on").trim_end();
            if openers[..10].iter().any(|o| before.ends_with(o)) {
                return Some(time.clone());
            }
            let day = time.kind != chancery_record::TimeKind::Duration;
            plain = plain.or(Some(time.clone()).filter(|_| day && scene.is_past(time)));
        }
        plain
    }

    /// The time behind one of these prepositions.
    fn time_after(&self, verb: At, prepositions: &[&str]) -> Option<Time> {
        let scene = self.scene;
        let span = scene.predicate(verb);
        let found = scene.times_in(span).find(|t| {
            let at = t.at.expect("times of a span have one");
            let own = scene.text(at).to_lowercase();
            let before = scene.text(Span::new(span.start(), at.start())).trim_end().to_lowercase();
            let word = before.rsplit(' ').next().unwrap_or_default().to_owned();
            prepositions.iter().any(|p| word == *p || own.starts_with(&format!("{p} ")))
        });
        found.filter(|t| t.edtf.is_some()).cloned()
    }

    /// The time a verb of coming or going is told with.
    fn time_on(&self, verb: At) -> Option<Time> {
        self.scene.told_time(verb).cloned()
    }

    fn tell(&mut self, holder: &Id, post: &Id, status: TenureStatus, ground: Ground) {
        let held = self.entry(holder, post, status);
        held.status = status;
        held.told = true;
        held.at = ground.span.start() + 1;
        held.grounds.push(ground);
    }

    fn set_start(&mut self, holder: &Id, post: &Id, time: Option<Time>) {
        let ground = self.dated(time.as_ref(), Field::Start);
        let held = self.book.get_mut(&(holder.clone(), post.clone()));
        if let (Some(held), Some(ground)) = (held, ground) {
            held.start = held.start.take().or(time);
            held.grounds.push(ground);
        }
    }

    fn set_end(&mut self, holder: &Id, post: &Id, time: Option<Time>) {
        let ground = self.dated(time.as_ref(), Field::End);
        let held = self.book.get_mut(&(holder.clone(), post.clone()));
        if let (Some(held), Some(ground)) = (held, ground) {
            held.end = held.end.take().or(time);
            held.grounds.push(ground);
        }
    }

    fn dated(&self, time: Option<&Time>, field: Field) -> Option<Ground> {
        let at = time?.at?;
        Some(Ground { fields: vec![field], reading: Reading(900), ..self.scene.ground(at, 900) })
    }
}

/// "from 2024 to 2027" is a start and an end.
fn halves(start: Option<Time>, end: Option<Time>) -> (Option<Time>, Option<Time>) {
    let Some(both) = start
        .as_ref()
        .or(end.as_ref())
        .filter(|t| t.precision == chancery_record::Precision::Range)
    else {
        return (start, end);
    };
    let parts = both
        .edtf
        .as_deref()
        .and_then(|e| e.split_once('/'))
        .filter(|(a, b)| !a.starts_with("..") && !b.starts_with(".."));
    let Some((from, to)) = parts else { return (start, end) };
    let half = |edtf: &str, first: bool| Time {
        edtf: Some(edtf.to_owned()),
        earliest: both.earliest.filter(|_| first),
        latest: both.latest.filter(|_| !first),
        ..both.clone()
    };
    (Some(half(from, true)), Some(half(to, false)))
}

/// The words say that somebody stands in.
fn acting_words(text: &str) -> bool {
    let text = text.to_lowercase();
    ["acting", "interim", "caretaker"].iter().any(|w| text.split(' ').any(|word| word == *w))
}

/// Which status stands when two appositions of a document differ.
fn rank(status: TenureStatus) -> u8 {
    match status {
        TenureStatus::Current => 0,
        TenureStatus::Disputed => 1,
        TenureStatus::Acting => 2,
        TenureStatus::Future => 3,
        TenureStatus::Former => 4,
    }
}
