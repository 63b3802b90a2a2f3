//! Undertakings: what is promised, proposed, offered or given, by whom, to whom, how much, through whom.

use crate::draft::Draft;
use crate::quantities::{Quantity, quantities, within};
use crate::scene::{At, Scene};
use chancery_knowledge::rules::acts::ActRules;
use chancery_record::matter::{Amount, Undertaking, UndertakingKind, UndertakingStage};
use chancery_record::{Dep, Field, Ground, Id, Matter, Mention, Pos, Sentence, Span, Tag};

/// Claims the undertakings of the running text.
pub(crate) fn undertakings(rules: &ActRules, scene: &Scene, draft: &mut Draft) {
    let words = Words(rules);
    for sentence in scene.body().filter(|s| !scene.text(s.span).trim_end().ends_with('?')) {
        let measured = quantities(scene, sentence);
        for word in scene.words_of(sentence) {
            let found = match scene.pos(word) {
                Pos::Verb => given(words, scene, word, &measured)
                    .or_else(|| voiced(words, scene, word))
                    .or_else(|| announced(words, scene, word)),
                Pos::Noun => pledge(scene, word),
                _ => None,
            };
            let rumoured = |f: &Found| scene.is_told_by(f.actor_of, |noun| words.are_rumours(noun));
            if let Some(found) = found.filter(|f| !rumoured(f)) {
                claim(words, scene, draft, sentence, &measured, &found);
            }
        }
    }
}

/// The classes of words that undertakings are told by.
#[derive(Clone, Copy)]
struct Words<'a>(&'a ActRules);

impl Words<'_> {
    fn gives(self, lemma: &str) -> bool {
        self.0.is_in("giving", lemma)
    }

    /// Holds out what is to be given.
    fn promises(self, lemma: &str) -> bool {
        self.0.is_in("promising", lemma)
    }

    /// Makes, pays or prolongs something.
    fn builds(self, lemma: &str) -> bool {
        self.0.is_in("building", lemma) || self.gives(lemma) && !matches!(lemma, "announce" | "set")
    }

    fn are_goods(self, lemma: &str) -> bool {
        self.0.is_in("goods", lemma)
    }

    fn are_rumours(self, lemma: &str) -> bool {
        self.0.is_in("rumours", lemma)
    }

    fn are_forces(self, lemma: &str) -> bool {
        self.0.is_in("forces", lemma)
    }
}

/// An undertaking in the text.
struct Found {
    kind: UndertakingKind,
    stage: UndertakingStage,
    /// The verb of what is to be done.
    deed: At,
    /// The verb whose subject undertakes it.
    actor_of: At,
    content: Span,
}

/// How the deed of a verb is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Done,
    UnderWay,
    Coming,
    Wished,
}

/// Giving, sending, financing: aid when money, goods or helpers go to someone; deployment when forces are ordered.
fn given(words: Words, scene: &Scene, verb: At, measured: &[Quantity]) -> Option<Found> {
    let lemma = scene.lemma(verb).to_lowercase();
    let aside = || scene.children(verb).any(|c| scene.lower(c) == "aside");
    let gives = words.gives(&lemma) && (lemma != "set" || aside());
    let orders = matches!(lemma.as_str(), "order" | "deploy" | "redeploy");
    if !gives && !orders || scene.is_negated(verb) || governed_by_voice(scene, verb) {
        return None;
    }
    let given_away = (scene.dep(verb) == Dep::Acl && scene.tag(verb) == Tag::Vbn)
        .then(|| scene.head(verb))
        .flatten();
    let object = scene.child(verb, &[Dep::Dobj, Dep::Nsubjpass]).or(given_away)?;
    let content = given_away.map_or_else(|| content(scene, verb), |head| scene.phrase(head));
    let money = within(measured, content).any(|q| q.is_money() || words.are_goods(&q.unit));
    let lemma_of = scene.lemma(object).to_lowercase();
    let helpers = helps(scene, object);
    let goods = helpers
        || scene
            .subtree(object)
            .into_iter()
            .any(|t| words.are_goods(&scene.lemma(t).to_lowercase()));
    let forces = words.are_forces(&lemma_of) && !helpers;
    let told = if thanked_for(scene, verb).is_some() { Told::Done } else { told(scene, verb)? };
    let kind = match () {
        // Forces that have moved already are an act; an order or a plan to move them is an undertaking.
        () if orders && forces && (lemma == "order" || told != Told::Done) => {
            UndertakingKind::Deployment
        }
        () if gives && (money || goods) && !forces => UndertakingKind::Aid,
        () if gives && forces && told != Told::Done => UndertakingKind::Deployment,
        () => return None,
    };
    let stage = match told {
        Told::Done if words.promises(&lemma) => UndertakingStage::Voiced,
        Told::Done if kind == UndertakingKind::Deployment => UndertakingStage::UnderWay,
        Told::Done => UndertakingStage::Done,
        Told::UnderWay => UndertakingStage::UnderWay,
        Told::Coming | Told::Wished => UndertakingStage::Voiced,
    };
    if told == Told::Wished {
        return None;
    }
    Some(Found { kind, stage, deed: verb, actor_of: verb, content })
}

/// "two rescue teams", "a medical mission": helpers, no forces.
fn helps(scene: &Scene, noun: At) -> bool {
    let help = ["rescue", "medical", "relief", "humanitarian", "search", "aid", "firefighting"];
    scene.children(noun).any(|c| c < noun && help.contains(&scene.lower(c).as_str()))
}

/// "thanked Norland for sending two teams": who is thanked for what has been given.
fn thanked_for(scene: &Scene, verb: At) -> Option<At> {
    let thanks = (scene.dep(verb) == Dep::Pcomp && scene.tag(verb) == Tag::Vbg)
        .then(|| scene.head(verb))
        .flatten()
        .filter(|&p| scene.lower(p) == "for")
        .and_then(|p| scene.head(p))?;
    let lemma = scene.lemma(thanks);
    ["thank", "praise", "commend", "applaud"]
        .contains(&lemma)
        .then(|| scene.child(thanks, &[Dep::Dobj]))
        .flatten()
}

/// Promises, offers and proposals: a speech verb and the deed under it.
fn voiced(words: Words, scene: &Scene, verb: At) -> Option<Found> {
    use UndertakingKind as K;
    use UndertakingStage as S;
    if scene.is_negated(verb) || told(scene, verb) == Some(Told::Wished) {
        return None;
    }
    let (kind, stage) = match scene.lemma(verb).to_lowercase().as_str() {
        "promise" | "pledge" | "vow" | "undertake" | "commit" | "guarantee" => {
            (K::Commitment, S::Voiced)
        }
        "assure" => (K::Commitment, S::Voiced),
        "agree" | "resolve" | "decide" => (K::Commitment, S::Accepted),
        "offer" | "propose" | "suggest" | "volunteer" => (K::Proposal, S::Voiced),
        "intend" | "plan" | "mean" | "aim" => (K::Commitment, S::Voiced),
        _ => return None,
    };
    let deed = scene
        .children(verb)
        .filter(|&c| {
            matches!(scene.dep(c), Dep::Xcomp | Dep::Ccomp)
                && matches!(scene.pos(c), Pos::Verb | Pos::Aux)
        })
        .find(|&c| scene.tag(c) != Tag::Vbz || kind != K::Proposal);
    let Some(deed) = deed else { return proposed_thing(words, scene, verb, kind, stage) };
    if kind == K::Commitment && EMPTY_DEEDS.contains(&scene.lemma(deed)) {
        return None;
    }
    // Of what is decided or assured only what is to be done for somebody binds; the rest is an act or an opinion.
    let binds = match scene.lemma(verb) {
        "resolve" | "decide" | "intend" | "plan" | "mean" | "aim" => builds(words, scene, deed),
        "assure" => told(scene, deed) == Some(Told::Coming),
        _ => true,
    };
    if !binds {
        return None;
    }
    let object = scene.child(deed, &[Dep::Dobj]);
    let lemma = object.map(|o| scene.lemma(o).to_lowercase()).unwrap_or_default();
    let goods = object.is_some_and(|o| {
        scene.subtree(o).into_iter().any(|t| words.are_goods(&scene.lemma(t).to_lowercase()))
    });
    let gives = words.gives(&scene.lemma(deed).to_lowercase()) || scene.lemma(deed) == "suspend";
    let kind = match kind {
        _ if gives && words.are_forces(&lemma) => {
            if kind == K::Proposal {
                K::Proposal
            } else {
                K::Deployment
            }
        }
        _ if gives && goods => K::Aid,
        other => other,
    };
    Some(Found { kind, stage, deed, actor_of: verb, content: content(scene, deed) })
}

/// "Norland will train 250 nurses": the plain future of a deed that somebody else has the good of.
fn announced(words: Words, scene: &Scene, verb: At) -> Option<Found> {
    if !builds(words, scene, verb) || scene.is_negated(verb) || governed_by_voice(scene, verb) {
        return None;
    }
    let future = |t: At| {
        scene.children(t).any(|c| {
            scene.dep(c) == Dep::Aux
                && ["will", "shall", "'ll", "’ll"].contains(&scene.lower(c).as_str())
        })
    };
    // "is to place two planes": an infinitive under a bare "be".
    let is_to = scene.dep(verb) == Dep::Xcomp
        && scene.tag(verb) == Tag::Vb
        && scene
            .head(verb)
            .is_some_and(|h| scene.lemma(h) == "be" && matches!(scene.tag(h), Tag::Vbz | Tag::Vbp));
    let joined = (scene.dep(verb) == Dep::Conj
        && scene.tag(verb) == Tag::Vb
        && scene.child(verb, &[Dep::Aux, Dep::Nsubj]).is_none())
    .then(|| scene.head(verb))
    .flatten();
    let concrete = scene.child(verb, &[Dep::Dobj])?;
    let conditional = scene
        .children(verb)
        .any(|c| scene.dep(c) == Dep::Advcl && scene.children(c).any(|m| scene.lower(m) == "if"));
    let named = matches!(scene.pos(concrete), Pos::Noun | Pos::Propn | Pos::Num);
    if conditional || !named || !(future(verb) || is_to || joined.is_some_and(future)) {
        return None;
    }
    let by = actor(scene, verb)?;
    matches!(by.refers.prefix(), "state" | "org" | "body").then(|| Found {
        kind: UndertakingKind::Commitment,
        stage: UndertakingStage::Voiced,
        deed: verb,
        actor_of: verb,
        content: content(scene, verb),
    })
}

/// Deeds that make, pay or prolong something.
fn builds(words: Words, scene: &Scene, deed: At) -> bool {
    let lemma = scene.lemma(deed).to_lowercase();
    let starts = lemma == "set" && scene.child(deed, &[Dep::Prt]).is_some();
    starts || words.builds(&lemma)
}

/// What binds nobody to anything: "promised to respond", "agreed to meet again".
const EMPTY_DEEDS: &[&str] = &[
    "respond", "reply", "answer", "react", "study", "consider", "think", "look", "meet", "speak",
    "talk", "discuss", "hold", "continue", "try", "remember", "reflect", "return",
];

/// "a pledge to open the crossing": whose it is stands before it, or nowhere.
fn pledge(scene: &Scene, noun: At) -> Option<Found> {
    let kind = match scene.lemma(noun).to_lowercase().as_str() {
        "pledge" | "promise" | "commitment" | "vow" => UndertakingKind::Commitment,
        "offer" | "proposal" => UndertakingKind::Proposal,
        _ => return None,
    };
    let deed =
        scene.children(noun).find(|&c| scene.dep(c) == Dep::Acl && scene.tag(c) == Tag::Vb)?;
    let verb = scene.clause(noun);
    let doubted = scene.is_negated(verb)
        || scene.is_negated(noun)
        || matches!(scene.lemma(verb), "deny" | "reject" | "break" | "withdraw");
    let content = content(scene, deed);
    (!doubted).then_some(Found {
        kind,
        stage: UndertakingStage::Voiced,
        deed,
        actor_of: noun,
        content,
    })
}

/// "offered 25 million euros", "proposed 240 observers": the thing itself is the content.
fn proposed_thing(
    words: Words,
    scene: &Scene,
    verb: At,
    kind: UndertakingKind,
    stage: UndertakingStage,
) -> Option<Found> {
    let object = scene.child(verb, &[Dep::Dobj])?;
    let inside = scene.subtree(object);
    let concrete = |t: &At| {
        let lemma = scene.lemma(*t).to_lowercase();
        words.are_goods(&lemma)
            || words.are_forces(&lemma)
            || scene.tag(*t) == Tag::Dollar
            || lemma == "euro"
            || lemma == "dollar"
    };
    let commits = kind == UndertakingKind::Commitment;
    let pledged = commits && words.0.is_in("pledged", &scene.lemma(object).to_lowercase());
    if commits && stage == UndertakingStage::Accepted || !(pledged || inside.iter().any(concrete)) {
        return None;
    }
    let money = inside.iter().any(|&t| {
        scene.tag(t) == Tag::Dollar || matches!(scene.lemma(t), "euro" | "dollar" | "aid")
    });
    let kind = if money { UndertakingKind::Aid } else { kind };
    Some(Found { kind, stage, deed: verb, actor_of: verb, content: content(scene, verb) })
}

/// True of a giving verb under a promise: the promise claims it.
fn governed_by_voice(scene: &Scene, verb: At) -> bool {
    const VOICES: &[&str] = &[
        "promise",
        "pledge",
        "vow",
        "undertake",
        "commit",
        "guarantee",
        "agree",
        "offer",
        "propose",
        "suggest",
        "deny",
        "refuse",
        "assure",
        "resolve",
        "decide",
    ];
    matches!(scene.dep(verb), Dep::Xcomp | Dep::Ccomp)
        && scene
            .head(verb)
            .is_some_and(|h| VOICES.contains(&scene.lemma(h).to_lowercase().as_str()))
}

/// Tense and mood of a verb; nothing for what is only asked, doubted or conditional.
fn told(scene: &Scene, verb: At) -> Option<Told> {
    let mut coming = false;
    for c in scene.children(verb).filter(|&c| matches!(scene.dep(c), Dep::Aux | Dep::Auxpass)) {
        match scene.word(c).to_lowercase().as_str() {
            "will" | "shall" | "would" | "'ll" | "’ll" => coming = true,
            "may" | "might" | "could" | "should" | "can" | "must" => return Some(Told::Wished),
            _ => {}
        }
    }
    if scene
        .child(verb, &[Dep::Mark])
        .is_some_and(|m| matches!(scene.lemma(m), "if" | "unless" | "whether"))
    {
        return None;
    }
    if coming {
        return Some(Told::Coming);
    }
    let infinitive = scene.tag(verb) == Tag::Vb;
    if infinitive {
        let head = scene.head(verb)?;
        if scene.dep(verb) == Dep::Conj && scene.child(verb, &[Dep::Aux, Dep::Nsubj]).is_none() {
            return told(scene, head);
        }
        return Some(match scene.lemma(head).to_lowercase().as_str() {
            "be" | "plan" | "intend" | "decide" | "prepare" | "ready" | "set" | "mean" | "aim" => {
                Told::Coming
            }
            _ => Told::Wished,
        });
    }
    Some(match scene.tag(verb) {
        Tag::Vbg if scene.child(verb, &[Dep::Aux]).is_some() => Told::UnderWay,
        Tag::Vbg => Told::Wished,
        Tag::Vbp | Tag::Vbz => Told::UnderWay,
        _ => Told::Done,
    })
}

/// The verb with what follows it in its phrase: no subject, no auxiliaries, no clause that only reports it.
fn content(scene: &Scene, verb: At) -> Span {
    let own = scene.token(verb).span;
    let after = scene.children(verb).filter(|&c| c > verb).filter(|&c| {
        !matches!(
            scene.dep(c),
            Dep::Punct
                | Dep::Conj
                | Dep::Cc
                | Dep::Parataxis
                | Dep::Ccomp
                | Dep::Advcl
                | Dep::Nsubj
        ) || scene.dep(c) == Dep::Advcl
            && scene.child(c, &[Dep::Mark]).is_none()
            && scene.token(c).span.start() < own.end() + 12
    });
    let passive = scene.child(verb, &[Dep::Nsubjpass]).map(|s| scene.phrase(s));
    let phrase = after.map(|c| scene.phrase(c)).fold(own, Span::join);
    passive.map_or(phrase, |subject| subject.join(phrase))
}

fn claim(
    words: Words,
    scene: &Scene,
    draft: &mut Draft,
    sentence: &Sentence,
    measured: &[Quantity],
    found: &Found,
) {
    let overlaps = |c: &chancery_record::Claim| {
        matches!(c.matter, Matter::Undertaking(_))
            && c.grounds.iter().any(|g| g.fields.is_empty() && g.span.touches(found.content))
    };
    if draft.claims.iter().any(overlaps) {
        return;
    }
    let content = trimmed(scene, found.content);
    let mut grounds = vec![scene.ground(content, 900)];
    let by = actor(scene, found.actor_of);
    if by.is_none() && found.deed != found.actor_of && scene.pos(found.actor_of) == Pos::Verb {
        return;
    }
    let amount = within(measured, found.content).find(|q| q.is_money() || words.are_goods(&q.unit));
    let amount = amount.map(|q| Amount {
        value: q.value,
        unit: q.unit.clone(),
        qualifier: q.qualifier,
        at: q.span,
    });
    let giving = matches!(
        found.kind,
        UndertakingKind::Aid | UndertakingKind::Deployment | UndertakingKind::Proposal
    );
    let toward = giving.then(|| recipient(scene, found.deed)).flatten();
    let channel = scene.after(found.deed, &["through", "via"]).and_then(|t| scene.entity(t));
    let channel = channel.or_else(|| later_channel(scene, sentence, found, amount.is_some()));
    if let Some(mention) = channel.filter(|m| !found.content.covers(m.span)) {
        grounds.push(slot(scene, mention, Field::Channel));
    }
    if let Some(mention) = by.filter(|m| !found.content.covers(m.span)) {
        grounds.push(slot(scene, mention, Field::By));
    }
    let (to, beneficiary) = match toward {
        Some(m) if m.refers.prefix() == "collective" => (None, Some(m.refers.clone())),
        Some(m) if matches!(m.refers.prefix(), "state" | "org" | "body" | "person") => {
            (Some(m.refers.clone()), None)
        }
        _ => (None, None),
    };
    let undertaking = Undertaking {
        kind: found.kind,
        by: by.map(|m| m.refers.clone()),
        to,
        beneficiary,
        content: scene.text(content).to_owned(),
        amount,
        channel: channel.map(|m| m.refers.clone()),
        place: place(scene, found),
        period: None,
        stage: found.stage,
    };
    draft.claim(Matter::Undertaking(undertaking), grounds, "undertaking.verb");
}

/// Without a speaker named at its end ("..., Minister X said"), whom the parser took for part of it.
fn trimmed(scene: &Scene, content: Span) -> Span {
    let text = scene.text(content);
    let Some(comma) = text.rfind(", ") else { return content };
    let tail = Span::new(content.start() + comma + 2, content.end());
    let named = scene
        .resolution
        .mentions
        .iter()
        .any(|m| m.refers.prefix() == "person" && m.span.end() == tail.end());
    let after = scene.analysis.tokens.partition_point(|t| t.span.start() < content.end());
    let tells =
        after < scene.analysis.tokens.len() && matches!(scene.tag(after), Tag::Vbd | Tag::Vbz);
    if named && tells { Span::new(content.start(), content.start() + comma) } else { content }
}

fn slot(scene: &Scene, mention: &Mention, field: Field) -> Ground {
    let mut ground = scene.ground(mention.span, mention.reading.0.min(900));
    ground.fields.push(field);
    ground
}

/// Who undertakes it: the subject, or the agent of a passive.
fn actor<'a>(scene: &Scene<'a>, verb: At) -> Option<&'a Mention> {
    if scene.pos(verb) == Pos::Noun {
        return scene
            .child(verb, &[Dep::Poss])
            .or_else(|| scene.after(verb, &["by", "from", "of"]))
            .and_then(|t| scene.entity(t));
    }
    if let Some(thanked) = thanked_for(scene, verb) {
        return scene.entity(thanked);
    }
    let passive = scene.is_passive(verb);
    let agent = passive.then(|| scene.after(verb, &["by"])).flatten();
    // "It was decided that the fund would grant ...": who is to do it.
    let clause = scene.child(verb, &[Dep::Ccomp]).filter(|_| passive && agent.is_none());
    let agent = agent.or_else(|| clause.and_then(|c| scene.child(c, &[Dep::Nsubj])));
    let subject = if passive { None } else { scene.subject(verb) };
    agent.or(subject).and_then(|t| scene.entities(t).into_iter().next())
}

/// To whom: the indirect object, or what "to" and "for" govern.
fn recipient<'a>(scene: &Scene<'a>, verb: At) -> Option<&'a Mention> {
    let dative =
        scene.children(verb).filter(|&c| scene.dep(c) == Dep::Dative && scene.pos(c) != Pos::Adp);
    let object = scene.child(verb, &[Dep::Dobj, Dep::Nsubjpass]);
    let under = object.into_iter().filter_map(|o| scene.after(o, &["to", "for"]));
    let all = dative.chain(scene.after(verb, &["to", "for"])).chain(under);
    all.into_iter().find_map(|t| scene.entity(t)).filter(|m| m.refers.prefix() != "place")
}

/// "The money will be channelled through X" in the next sentence.
fn later_channel<'a>(
    scene: &Scene<'a>,
    sentence: &Sentence,
    found: &Found,
    amount: bool,
) -> Option<&'a Mention> {
    if !amount || found.kind != UndertakingKind::Aid {
        return None;
    }
    let next = scene.body().find(|s| s.tokens.start >= sentence.tokens.end)?;
    let verb = scene.words_of(next).find(|&t| {
        matches!(scene.lemma(t), "channel" | "distribute" | "deliver" | "spend" | "disburse")
    })?;
    let through = scene.after(verb, &["through", "via", "by"])?;
    scene.entity(through).filter(|_| !scene.is_negated(verb))
}

/// Where: a place named in the content, never one named only elsewhere.
fn place(scene: &Scene, found: &Found) -> Option<Id> {
    scene
        .resolution
        .mentions
        .iter()
        .find(|m| m.refers.prefix() == "place" && found.content.covers(m.span))
        .map(|m| m.refers.clone())
}
