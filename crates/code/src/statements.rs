//! Statements: who said what, as quotation, as reported clause, as reported speech act, in the turns of a transcript.
//!
//! Scene and cue words come in, statement claims go out. Content is the words said, without the cue; narration without a
//! speaker is no statement, what was not said ("did not say", "would announce") neither.

mod attributed;
mod quoted;
mod reported;
mod turns;

use crate::clauses::Named;
use crate::draft::Draft;
use crate::scene::{At, Scene, tokens_in};
use chancery_knowledge::Cues;
use chancery_record::matter::{Part, Statement, StatementAct, StatementForm};
use chancery_record::{Dep, EntityKind, Field, HandKind, Id, Matter, Pos, Span, Tag, Time};
use std::collections::{BTreeMap, BTreeSet};

/// Something said, before it is claimed.
#[derive(Clone, Debug)]
struct Said {
    speaker: Option<Named>,
    act: StatementAct,
    form: StatementForm,
    content: Vec<Span>,
    to: Vec<Id>,
    through: Option<Id>,
    time: Option<Time>,
    reading: u16,
    rule: &'static str,
}

impl Said {
    fn start(&self) -> usize {
        self.content.first().map_or(0, |s| s.start())
    }

    fn covers(&self, span: Span) -> bool {
        self.content.iter().any(|s| s.covers(span))
    }
}

/// Everything the coders of statements share about one document.
struct Speech<'s, 'a> {
    scene: &'s Scene<'a>,
    cues: &'static Cues,
    turns: Vec<turns::Turn>,
    /// Cue verbs that belong to a quotation and are spent.
    spent: BTreeSet<At>,
    said: Vec<Said>,
}

/// Claims what is said in the body of a document.
pub(crate) fn code(scene: &Scene, draft: &mut Draft) {
    let turns = turns::find(scene);
    let mut speech =
        Speech { scene, cues: Cues::embedded(), turns, spent: BTreeSet::new(), said: Vec::new() };
    speech.read_turns();
    speech.read_quotations();
    speech.read_reports();
    speech.read_attributions();
    claim(scene, speech.said, draft);
}

fn claim(scene: &Scene, mut said: Vec<Said>, draft: &mut Draft) {
    for one in said.iter_mut().filter(|s| s.form != StatementForm::Direct) {
        for content in &mut one.content {
            *content = bare(scene, *content);
        }
    }
    said.retain(|s| !s.content.is_empty());
    let nested = |s: &Said| s.form == StatementForm::Nested;
    said.sort_by_key(|s| (s.start(), nested(s), std::cmp::Reverse(s.content[0].end())));
    let occasions = occasions_of_speakers(draft);
    let mut told: Vec<(Id, Said)> = Vec::new();
    for one in said {
        let near = told.iter().rev().take(24);
        if near.clone().any(|(_, s)| repeats(s, &one)) {
            continue;
        }
        let speaker = |s: &Said| s.speaker.as_ref().map(|n| n.id.clone());
        let inside = near
            .filter(|_| one.form == StatementForm::Nested)
            .find(|(_, s)| s.covers(one.content[0]) && speaker(s) != speaker(&one))
            .map(|(id, _)| id.clone());
        let capacity = one.speaker.as_ref().and_then(|n| scene.referent(&n.id)?.capacity.clone());
        // What was told to an outlet was not said at the meeting.
        let elsewhere = one.to.iter().any(|id| scene.kind(id) == Some(EntityKind::Outlet));
        let speaker_here = one.speaker.as_ref().filter(|_| !elsewhere);
        let occasion = speaker_here.and_then(|n| occasions.get(&n.id)?.clone());
        let statement = Statement {
            speaker: speaker(&one),
            capacity,
            act: one.act,
            form: one.form,
            content: one.content.clone(),
            inside,
            to: one.to.clone(),
            about: Vec::new(),
            topics: Vec::new(),
            occasion,
            time: one.time.clone(),
            through: one.through.clone(),
            stance: None,
        };
        let mut grounds: Vec<_> =
            one.content.iter().map(|&span| scene.ground(span, one.reading)).collect();
        if let Some(at) = one.time.as_ref().and_then(|t| t.at) {
            grounds.push(chancery_record::Ground {
                fields: vec![Field::Time],
                ..scene.ground(at, one.reading)
            });
        }
        let id = draft.claim(Matter::Statement(statement), grounds, one.rule);
        told.push((id, one));
    }
}

/// Words said without the "that" before them and without the one who passed them on (", state media reported").
fn bare(scene: &Scene, content: Span) -> Span {
    let words = tokens_in(scene.analysis, content);
    let (Some(first), Some(last)) = (words.clone().next(), words.clone().next_back()) else {
        return content;
    };
    let opens = scene.dep(first) == Dep::Mark && scene.lower(first) == "that" && first < last;
    let from = if opens { first + 1 } else { first };
    let passes = matches!(scene.lemma(last), "say" | "report" | "announce" | "state" | "write")
        && matches!(scene.tag(last), Tag::Vbd | Tag::Vbz);
    let comma = (last.saturating_sub(9).max(from)..last).rev().find(|&t| scene.word(t) == ",");
    let to = comma.filter(|&c| passes && c > from).map_or(last, |c| c - 1);
    if (from, to) == (first, last) {
        return content;
    }
    scene.stretch(from, to).filter(|s| content.covers(*s)).unwrap_or(content)
}

/// The one held occasion of each person who took part in just one: what they said, they said there.
fn occasions_of_speakers(draft: &Draft) -> BTreeMap<Id, Option<Id>> {
    let mut found: BTreeMap<Id, Option<Id>> = BTreeMap::new();
    let held: BTreeSet<&Id> = draft
        .claims
        .iter()
        .filter(|c| match &c.matter {
            Matter::Occasion(o) => o.state == chancery_record::matter::State::Held,
            _ => false,
        })
        .map(|c| &c.id)
        .collect();
    for claim in &draft.claims {
        let Matter::Participation(p) = &claim.matter else { continue };
        if held.contains(&p.occasion) && !p.part.contains(&Part::Absentee) {
            found
                .entry(p.entity.clone())
                .and_modify(|o| *o = None)
                .or_insert_with(|| Some(p.occasion.clone()));
        }
    }
    found
}

/// The same words of the same speaker, found twice.
fn repeats(known: &Said, new: &Said) -> bool {
    let shared: usize = new
        .content
        .iter()
        .flat_map(|a| known.content.iter().map(move |b| (a, b)))
        .filter(|(a, b)| a.touches(**b))
        .map(|(a, b)| a.end().min(b.end()) - a.start().max(b.start()))
        .sum();
    let length = |s: &Said| s.content.iter().map(|c| c.len()).sum::<usize>().max(1);
    let same = known.speaker.as_ref().map(|n| &n.id) == new.speaker.as_ref().map(|n| &n.id);
    shared * 10 >= length(new).min(length(known)) * if same { 5 } else { 9 }
        && (same || shared * 10 >= length(known) * 9)
}

/// Words for people who speak for others or without a name.
const SPEAKERS: [&str; 20] = [
    "official",
    "source",
    "expert",
    "analyst",
    "diplomat",
    "observer",
    "monitor",
    "witness",
    "resident",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "representative",
    "delegation",
    "minister",
    "lawmaker",
    "critic",
    "aide",
    "adviser",
    "negotiator",
];

impl Speech<'_, '_> {
    /// Who speaks with this verb: none when the words leave it open, an error when they name something that cannot speak.
    fn speaker(&self, verb: At) -> Result<Option<Named>, ()> {
        let scene = self.scene;
        if scene.passive(verb) {
            let Some(by) = scene.after(verb, &["by"]) else { return Ok(None) };
            return self.voice(by).map(Some).ok_or(());
        }
        if let Some(cue) = self.strayed(verb) {
            return self.speaker(cue);
        }
        let Some(subject) = scene.subject(verb) else { return Err(()) };
        let subject = scene.antecedent(subject);
        if let Some(voice) = self.voice(subject) {
            return Ok(Some(voice));
        }
        if SPEAKERS.contains(&scene.lemma(subject)) || scene.tag(subject) == Tag::Nnp {
            Ok(None)
        } else {
            Err(())
        }
    }

    /// "informed them that the drill had been completed and thanked the ministry": the parser joins the second cue to the
    /// passive clause; it belongs to the cue above.
    fn strayed(&self, verb: At) -> Option<At> {
        let scene = self.scene;
        if scene.breaks_off(verb) {
            return self.cue_above(verb);
        }
        let head =
            scene.head(verb).filter(|&h| scene.dep(verb) == Dep::Conj && scene.is_passive(h))?;
        let object = scene.child(verb, &[Dep::Dobj]).is_some();
        let own =
            scene.child(verb, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Aux, Dep::Auxpass]).is_some();
        let deed = self.cues.verb(scene.lemma(verb)).iter().any(|c| c.frames.object);
        let above = scene.head(head).filter(|_| scene.dep(head) == Dep::Ccomp)?;
        (object && !own && deed && !self.cues.verb(scene.lemma(above)).is_empty()).then_some(above)
    }

    /// The next finite cue verb above a verb that broke off from its clause.
    fn cue_above(&self, verb: At) -> Option<At> {
        let scene = self.scene;
        let mut here = scene.head(verb)?;
        for _ in 0..8 {
            let below = matches!(
                scene.dep(here),
                Dep::Ccomp | Dep::Xcomp | Dep::Conj | Dep::Advcl | Dep::Acl | Dep::Dobj
            );
            here = scene.head(here).filter(|_| below)?;
            let finite = matches!(scene.tag(here), Tag::Vbd | Tag::Vbz | Tag::Vbp);
            if finite && !self.cues.verb(scene.lemma(here)).is_empty() {
                return Some(here);
            }
        }
        None
    }

    /// The person, state or body that a phrase lets speak.
    fn voice(&self, at: At) -> Option<Named> {
        let scene = self.scene;
        let can_speak = |n: &Named| {
            !matches!(scene.kind(&n.id), None | Some(EntityKind::Place)) && n.id.prefix() != "post"
        };
        if self.cues.is_paper(scene.lemma(at)) {
            return self.issuer(at);
        }
        let behind = self.behind_speaker(at);
        if behind.as_ref().is_some_and(|n| n.id.prefix() == "person") {
            return behind;
        }
        scene.parties(at).into_iter().find(can_speak).or(behind)
    }

    /// "A spokesman for the group, X": the parser hangs X on the group; "the observers of the Compact": the Compact.
    fn behind_speaker(&self, at: At) -> Option<Named> {
        let scene = self.scene;
        if !SPEAKERS.contains(&scene.lemma(at)) {
            return None;
        }
        let inner = scene.after(at, &["of", "from", "for"]);
        let below = inner.into_iter().chain([at]).flat_map(|t| scene.children(t));
        let mut joined = below.filter(|&t| t > at && scene.dep(t) == Dep::Appos);
        let person = joined.find_map(|t| scene.entity(t)).filter(|m| m.refers.prefix() == "person");
        if let Some(person) = person {
            return Some(Named { id: person.refers.clone(), span: person.span });
        }
        let owner = scene.after(at, &["of", "from", "for"])?;
        let stands = |n: &Named| {
            use EntityKind as K;
            let kind = scene.kind(&n.id);
            matches!(kind, Some(K::State | K::Body | K::Organization | K::Force | K::ArmedGroup))
        };
        scene.parties(owner).into_iter().find(stands)
    }

    /// Who speaks through a paper: whose it is, who published it, or who issued the text.
    fn issuer(&self, paper: At) -> Option<Named> {
        let scene = self.scene;
        let own =
            scene.child(paper, &[Dep::Poss]).or_else(|| scene.after(paper, &["of", "by", "from"]));
        if let Some(named) = own.and_then(|t| scene.parties(t).into_iter().next()) {
            return Some(named);
        }
        if let Some(issued) = self.issued_before(paper) {
            return Some(issued);
        }
        let hand = scene.document.chain.iter().zip(&scene.resolution.hands);
        hand.filter(|(h, _)| h.kind == HandKind::Issued)
            .find_map(|(h, id)| id.clone().map(|id| Named { id, span: h.name }))
    }

    /// "The ministers issued a statement. The statement said ...": its subject.
    fn issued_before(&self, paper: At) -> Option<Named> {
        let scene = self.scene;
        let issues = ["issue", "release", "adopt", "publish", "make", "sign", "put"];
        let verb = (paper.saturating_sub(150)..=paper)
            .rev()
            .filter(|&t| self.cues.is_paper(scene.lemma(t)))
            .find_map(|t| {
                let verb = scene.head(t).filter(|_| scene.dep(t) == Dep::Dobj)?;
                issues.contains(&scene.lemma(verb)).then_some(verb)
            })?;
        let subject =
            scene.subject(verb).filter(|&s| s != paper && !self.cues.is_paper(scene.lemma(s)))?;
        self.voice(subject)
    }

    /// Those spoken to: objects of "told".
    fn addressees(&self, verb: At) -> Vec<Id> {
        let scene = self.scene;
        let tells = ["tell", "inform", "assure", "remind", "notify", "brief"];
        let direct = scene
            .child(verb, &[Dep::Dobj, Dep::Dative])
            .filter(|_| tells.contains(&scene.lemma(verb)));
        let to = scene.after(verb, &["to"]).filter(|_| scene.lemma(verb) != "point");
        let named = direct.or(to).map(|t| scene.parties(t)).unwrap_or_default();
        let hears = |n: &Named| !matches!(scene.kind(&n.id), None | Some(EntityKind::Place));
        named.into_iter().filter(hears).map(|n| n.id).collect()
    }

    /// The time that hangs on the cue itself.
    fn time(&self, verb: At) -> Option<Time> {
        self.scene.times_of(verb).next().filter(|t| t.edtf.is_some()).cloned()
    }

    /// "Said" with a promise in it is a promise.
    fn act(&self, cue: StatementAct, content: Option<At>, speaker: Option<&Named>) -> StatementAct {
        if cue == StatementAct::Say && content.is_some_and(|c| self.denies(c)) {
            return StatementAct::Deny;
        }
        let plain = matches!(cue, StatementAct::Say | StatementAct::Announce);
        let promised = content.is_some_and(|c| self.promises(c, speaker));
        let refuses = [
            "support",
            "accept",
            "allow",
            "recognise",
            "recognize",
            "sign",
            "join",
            "participate",
            "negotiate",
            "agree",
            "tolerate",
            "permit",
        ];
        if plain
            && promised
            && content
                .is_some_and(|c| self.scene.is_negated(c) && refuses.contains(&self.scene.lemma(c)))
        {
            return StatementAct::Reject;
        }
        if plain && promised { StatementAct::Promise } else { cue }
    }

    /// "No such offer was made", "the report is untrue", "we did not fire".
    fn denies(&self, verb: At) -> bool {
        let scene = self.scene;
        let subject = scene.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]);
        let none = subject.is_some_and(|s| scene.children(s).any(|c| scene.lower(c) == "no"))
            && scene.is_passive(verb);
        let untrue = ["untrue", "false", "baseless", "unfounded", "groundless", "fabricated"];
        let said = scene.child(verb, &[Dep::Acomp, Dep::Attr, Dep::Oprd]);
        let false_word = said.is_some_and(|a| {
            untrue.contains(&scene.lemma(a)) && !scene.is_negated(verb)
                || scene.lemma(a) == "true" && scene.is_negated(verb)
        });
        let did = scene.children(verb).any(|c| scene.dep(c) == Dep::Aux && scene.lower(c) == "did");
        let ours = subject.is_some_and(|s| {
            ["we", "i"].contains(&scene.lower(s).as_str())
                || scene.children(s).any(|c| ["our", "my"].contains(&scene.lower(c).as_str()))
        });
        none || false_word || did && ours && scene.is_negated(verb)
    }

    /// "We will", "he would", "(his own state) would".
    fn promises(&self, verb: At, speaker: Option<&Named>) -> bool {
        let scene = self.scene;
        let will = scene.children(verb).any(|c| {
            scene.dep(c) == Dep::Aux
                && ["will", "would", "shall", "'ll", "’ll"].contains(&scene.lower(c).as_str())
        });
        let doing = !scene.is_passive(verb)
            && scene.lemma(verb) != "be"
            && matches!(scene.pos(verb), Pos::Verb);
        let Some(subject) = scene.child(verb, &[Dep::Nsubj]).filter(|_| will && doing) else {
            return false;
        };
        if ["we", "i"].contains(&scene.lower(subject).as_str()) {
            return true;
        }
        let Some(speaker) = speaker else { return false };
        let own = scene.referent(&speaker.id).and_then(|r| r.country.clone());
        scene.parties(subject).iter().any(|n| n.id == speaker.id || Some(&n.id) == own.as_ref())
    }

    /// The furthest token of a sentence that a quotation without a scare sense covers.
    fn in_saying(&self, at: At) -> Option<Span> {
        let span = self.scene.token(at).span;
        let quotations = &self.scene.analysis.quotations;
        let upto = quotations.partition_point(|q| q.span.start() <= span.start());
        let near = quotations[..upto].iter().rev().take(8);
        near.filter(|q| q.span.covers(span) && self.is_saying(q)).map(|q| q.span).next_back()
    }

    /// A quotation that is a saying of its own, not words inside the narrator's clause.
    fn is_saying(&self, quotation: &chancery_record::Quotation) -> bool {
        let text = &self.scene.document.text;
        let inner = quotation.inner.of(text);
        let small = inner.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
        let before = text.get(..quotation.span.start()).unwrap_or_default().trim_end();
        let introduced = before.ends_with([',', ':', '—', '–']) || before.is_empty();
        let fresh = before.ends_with(['.', '!', '?', '”', '"', '»']) || introduced;
        if quotation.scare
            && !introduced
            && tokens_in(self.scene.analysis, inner_span(quotation)).len() < 4
        {
            return false;
        }
        !small || (introduced && !quotation.scare) || (fresh && inner.len() > 60)
    }
}

fn inner_span(quotation: &chancery_record::Quotation) -> Span {
    quotation.inner
}
