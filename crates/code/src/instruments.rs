//! Instruments: papers of diplomacy that a text names or shows being signed, adopted, drafted.
//!
//! A common noun alone ("the decision to leave") is no paper; a title in capitals, a stage verb or "draft" makes it one.

use crate::draft::Draft;
use crate::quantities::quantities;
use crate::scene::{At, Scene};
use chancery_record::matter::{
    Count, Instrument, InstrumentKind, InstrumentStage, OccasionKind, Staged, State,
};
use chancery_record::{
    Dep, Field, Ground, Id, Matter, Mention, MentionForm, Pos, Sentence, Span, Tag, Time, TimeKind,
};

/// Claims the instruments of the running text.
pub(crate) fn instruments(scene: &Scene, draft: &mut Draft) {
    for sentence in scene.body() {
        for noun in scene.words_of(sentence) {
            if let Some(paper) = paper(scene, noun) {
                claim(scene, draft, sentence, &paper);
            }
        }
    }
}

/// A paper in the text: its head noun, what it is, how far it has come.
struct Paper {
    noun: At,
    kind: InstrumentKind,
    stage: InstrumentStage,
    /// The verb that says so.
    verb: Option<At>,
    titled: bool,
}

fn paper(scene: &Scene, noun: At) -> Option<Paper> {
    if !matches!(scene.pos(noun), Pos::Noun | Pos::Propn)
        || matches!(scene.dep(noun), Dep::Compound | Dep::Amod)
    {
        return None;
    }
    let kind = kind(scene, noun)?;
    let found = stage(scene, noun);
    if is_part_of_a_name(scene, noun, found.is_some()) || opens_a_list(scene, noun) {
        return None;
    }
    let titled = is_titled(scene, noun);
    if !titled && speaks_in_general(scene, noun, kind, found.map(|(stage, _)| stage)) {
        return None;
    }
    let draft = scene
        .children(noun)
        .any(|c| matches!(scene.lemma(c).to_lowercase().as_str(), "draft" | "proposed"));
    let (stage, verb) = match found {
        Some((stage, verb)) if draft && stage < InstrumentStage::ToBeAdopted => (stage, Some(verb)),
        _ if draft => (InstrumentStage::Proposed, None),
        Some((stage, verb)) => (stage, Some(verb)),
        None if titled => (InstrumentStage::Adopted, None),
        None => return None,
    };
    Some(Paper { noun, kind, stage, verb, titled })
}

/// "security strategies", "its plans": many of a kind without a number, not even signed.
fn speaks_in_general(
    scene: &Scene,
    noun: At,
    kind: InstrumentKind,
    stage: Option<InstrumentStage>,
) -> bool {
    use InstrumentKind as K;
    use InstrumentStage as S;
    let broad = matches!(kind, K::Strategy | K::Programme | K::ActionPlan | K::Concept | K::Law);
    let many = scene.tag(noun) == Tag::Nns && scene.child(noun, &[Dep::Nummod]).is_none();
    let made = matches!(stage, Some(S::Signed | S::Adopted | S::InForce | S::ToBeAdopted));
    broad && many && !made
}

/// "World Food Programme" is an organization, no paper; what is signed or adopted is one, unless the register knows better.
fn is_part_of_a_name(scene: &Scene, noun: At, staged: bool) -> bool {
    let named = |m: &Mention| {
        let guessed = scene.referent(&m.refers).is_some_and(|r| !r.registered)
            && m.refers.prefix() == "org"
            && m.head.is_none_or(|h| h as usize == noun);
        !(staged && guessed)
            && matches!(m.form, MentionForm::Name | MentionForm::Acronym)
            && matches!(
                m.refers.prefix(),
                "org" | "body" | "outlet" | "person" | "place" | "force" | "armed-group"
            )
    };
    scene.mentions_at(noun).any(named)
}

/// "The following documents were adopted:" names none itself.
fn opens_a_list(scene: &Scene, noun: At) -> bool {
    scene.text(scene.sentence(noun).span).trim_end().ends_with(':')
        && scene.children(noun).any(|c| scene.lemma(c).eq_ignore_ascii_case("following"))
}

fn kind(scene: &Scene, noun: At) -> Option<InstrumentKind> {
    use InstrumentKind as K;
    let plan = || {
        let action = scene
            .children(noun)
            .any(|c| matches!(scene.lemma(c).to_lowercase().as_str(), "action" | "work"));
        if action
            || scene
                .after(noun, &["of"])
                .is_some_and(|o| scene.lemma(o).eq_ignore_ascii_case("action"))
        {
            K::ActionPlan
        } else {
            K::Programme
        }
    };
    Some(match scene.lemma(noun).to_lowercase().as_str() {
        "treaty" | "charter" | "convention" | "covenant" => K::Treaty,
        "agreement" | "accord" | "pact" | "memorandum" | "protocol" | "contract" | "deal"
        | "arrangement" | "truce" | "ceasefire" | "armistice" => K::Agreement,
        "declaration" => K::Declaration,
        "statement" | "communiqué" | "communique" | "appeal" => K::Statement,
        "decision" | "decree" => K::Decision,
        "resolution" => K::Resolution,
        "programme" | "program" => K::Programme,
        "plan" => plan(),
        "roadmap" => K::ActionPlan,
        "map" if scene.children(noun).any(|c| scene.lemma(c).eq_ignore_ascii_case("road")) => {
            K::ActionPlan
        }
        "strategy" => K::Strategy,
        "concept" | "doctrine" => K::Concept,
        "law" | "bill" => K::Law,
        "document" | "regulation" | "paper" | "instrument" => K::Document,
        _ => return None,
    })
}

/// A title in capitals: the noun itself is written with a capital inside the sentence, beside other words of a title.
fn is_titled(scene: &Scene, noun: At) -> bool {
    let capital = |t: At| scene.word(t).starts_with(char::is_uppercase);
    let beside = scene.children(noun).any(|c| {
        capital(c) && matches!(scene.dep(c), Dep::Compound | Dep::Amod | Dep::Nmod)
            || scene.dep(c) == Dep::Prep && scene.child(c, &[Dep::Pobj]).is_some_and(capital)
    });
    capital(noun) && beside && scene.words_of(scene.sentence(noun)).start != noun
}

/// The furthest stage that the words say, and the verb that says it.
fn stage(scene: &Scene, noun: At) -> Option<(InstrumentStage, At)> {
    let mut here = noun;
    for _ in 0..6 {
        // Items of a list after "the following documents were adopted" stand in clauses of their own.
        let Some(head) = scene.head(here) else { return listed(scene, noun) };
        if let Some(stage) = stage_word(scene, head, here) {
            return Some((told(scene, head, stage)?, head));
        }
        // "is to be debated": the parser hangs the deed on "is".
        let deed = scene
            .child(head, &[Dep::Xcomp])
            .filter(|&x| scene.lemma(head) == "be" && scene.is_passive_infinitive(x));
        if let Some((deed, stage)) = deed.and_then(|x| stage_of(scene, x).map(|s| (x, s))) {
            return Some((told(scene, deed, stage)?, deed));
        }
        let passes = matches!(scene.pos(head), Pos::Adp | Pos::Noun | Pos::Propn | Pos::Num)
            && !matches!(scene.dep(here), Dep::Nsubj | Dep::Relcl | Dep::Acl);
        if !passes && scene.dep(here) != Dep::Conj {
            return None;
        }
        here = head;
    }
    None
}

fn stage_word(scene: &Scene, word: At, from: At) -> Option<InstrumentStage> {
    use InstrumentStage as S;
    let object = matches!(
        scene.dep(from),
        Dep::Dobj | Dep::Nsubjpass | Dep::Prep | Dep::Pobj | Dep::Agent | Dep::Nsubj
    );
    let own = scene.dep(from) == Dep::Acl || object;
    if !own {
        return None;
    }
    let lemma = scene.lemma(word).to_lowercase();
    Some(match lemma.as_str() {
        "sign" | "initial" | "conclude" | "signing" | "signature" | "ink" | "seal"
            if scene.dep(from) != Dep::Nsubj =>
        {
            S::Signed
        }
        "adopt" | "approve" | "pass" | "endorse" | "adoption" | "approval" | "issue" | "accept"
        | "ratify"
            if scene.dep(from) != Dep::Nsubj =>
        {
            S::Adopted
        }
        "entry" | "enter" | "come" if enters_force(scene, word) => S::InForce,
        "implement" | "fulfil" | "fulfill" | "implementation" => S::Implemented,
        "terminate" | "denounce" | "annul" | "repeal" => S::Ended,
        "consider" | "discuss" | "review" | "examine" | "debate" | "consideration" => S::Considered,
        "propose" | "draft" | "prepare" | "submit" => S::Proposed,
        "vote" | "agree" if scene.after(word, &["on"]).is_some() => S::ToBeAdopted,
        _ => return None,
    })
}

/// The stage that the verb of a passive infinitive says.
fn stage_of(scene: &Scene, verb: At) -> Option<InstrumentStage> {
    use InstrumentStage as S;
    Some(match scene.lemma(verb) {
        "sign" | "initial" | "conclude" => S::Signed,
        "adopt" | "approve" | "pass" | "ratify" | "endorse" => S::Adopted,
        "consider" | "discuss" | "review" | "examine" | "debate" => S::Considered,
        "submit" => S::Proposed,
        _ => return None,
    })
}

fn enters_force(scene: &Scene, word: At) -> bool {
    // "once it enters into force": not yet.
    let open = ["once", "when", "if", "until", "after", "before", "unless"];
    let condition = scene.children(word).any(|c| {
        matches!(scene.dep(c), Dep::Mark | Dep::Advmod) && open.contains(&scene.lower(c).as_str())
    });
    let future = matches!(scene.tag(word), chancery_record::Tag::Vbz | chancery_record::Tag::Vbp);
    if condition && future {
        return false;
    }
    scene.after(word, &["into"]).is_some_and(|o| scene.lemma(o).eq_ignore_ascii_case("force"))
}

/// The stage as tense and mood leave it: what is to be signed is not signed; what was not adopted is nothing.
fn told(scene: &Scene, verb: At, stage: InstrumentStage) -> Option<InstrumentStage> {
    use InstrumentStage as S;
    if scene.is_negated(verb) {
        return None;
    }
    let coming = scene.children(verb).any(|c| {
        let word = scene.word(c).to_lowercase();
        scene.dep(c) == Dep::Aux
            && matches!(
                word.as_str(),
                "will" | "shall" | "would" | "should" | "may" | "could" | "can" | "to" | "must"
            )
    }) || scene.head(verb).is_some_and(|h| {
        matches!(scene.dep(verb), Dep::Xcomp | Dep::Ccomp | Dep::Pobj | Dep::Dobj)
            && matches!(
                scene.lemma(h),
                "be" | "expect"
                    | "plan"
                    | "urge"
                    | "call"
                    | "need"
                    | "intend"
                    | "agree"
                    | "underscore"
                    | "stress"
                    | "importance"
            )
    }) || scene.tag(verb) == Tag::Vbg && scene.dep(verb) == Dep::Pcomp;
    Some(match stage {
        S::Signed | S::Adopted | S::InForce if coming => S::ToBeAdopted,
        S::ToBeAdopted => S::ToBeAdopted,
        other => other,
    })
}

/// Items under "the following documents were adopted:": the paragraphs that follow such a sentence.
fn listed(scene: &Scene, noun: At) -> Option<(InstrumentStage, At)> {
    let own = scene.token(noun).sentence as usize;
    let text = |s: &Sentence| scene.text(s.span).to_lowercase();
    let opener = scene.analysis.sentences[..own]
        .iter()
        .rev()
        .take(12)
        .find(|s| text(s).trim_end().ends_with(':'))?;
    let between = &scene.analysis.sentences[..own];
    let items = between.iter().rev().take_while(|s| s.span != opener.span);
    let is_item = |s: &Sentence| {
        let words = text(s);
        words.starts_with(['(', '-', '–', '—', '•', '*'])
            || words.ends_with(';')
            || words.len() < 4
            || !words.ends_with('.')
    };
    if !items.into_iter().all(is_item) {
        return None;
    }
    scene.words_of(opener).find_map(|verb| {
        let stage = match scene.lemma(verb) {
            "adopt" | "approve" => InstrumentStage::Adopted,
            "sign" => InstrumentStage::Signed,
            "consider" | "discuss" => InstrumentStage::Considered,
            _ => return None,
        };
        told(scene, verb, stage).map(|s| (s, verb))
    })
}

fn claim(scene: &Scene, draft: &mut Draft, sentence: &Sentence, paper: &Paper) {
    let title = paper.titled.then(|| title(scene, paper.noun));
    let named = title.unwrap_or_else(|| scene.phrase(paper.noun));
    let period = period(scene, sentence, scene.phrase(paper.noun));
    let evidence = evidence(scene, paper, named, period.as_ref());
    let known = title.and_then(|t| told_before(draft, scene.text(t)));
    if let Some(id) = known {
        return join(draft, &id, paper.stage, scene.ground(evidence, 900));
    }
    let count = count(scene, sentence, paper.noun);
    if !paper.titled && count.is_none() && !is_draft(scene, paper.noun) && is_this_document(paper) {
        return;
    }
    let (of, grounds) = parties(scene, draft, sentence, paper);
    let mut grounds: Vec<Ground> = grounds;
    grounds.push(scene.ground(evidence, if paper.titled { 930 } else { 880 }));
    let instrument = Instrument {
        kind: paper.kind,
        title: title.map(|t| scene.text(t).to_owned()),
        of,
        period,
        implements: None,
        stage: paper.stage,
        stages: vec![Staged {
            stage: paper.stage,
            time: None,
            occasion: occasion(draft, sentence),
        }],
        count,
    };
    let made = matches!(paper.stage, InstrumentStage::Signed | InstrumentStage::Adopted)
        && paper.verb.is_some();
    let there = instrument.stages[0].occasion.clone().filter(|_| made);
    let id = draft.claim(Matter::Instrument(instrument), grounds, "instrument.paper");
    if let Some(there) = there {
        came_out(draft, &there, &id);
    }
}

/// A paper signed or adopted where people met and sat is an outcome of it.
fn came_out(draft: &mut Draft, occasion: &Id, paper: &Id) {
    let Some(claim) = draft.get_mut(occasion) else { return };
    if let Matter::Occasion(o) = &mut claim.matter
        && o.state == State::Held
        && !matches!(
            o.kind,
            OccasionKind::Attack
                | OccasionKind::Disaster
                | OccasionKind::Unrest
                | OccasionKind::ArmedConflict
                | OccasionKind::Observance
                | OccasionKind::Operation
        )
    {
        o.outcome.push(paper.to_string());
    }
}

/// "The statement read": the text speaks of itself or of a saying, not of a paper.
fn is_this_document(paper: &Paper) -> bool {
    let saying = matches!(
        paper.kind,
        InstrumentKind::Statement | InstrumentKind::Document | InstrumentKind::Decision
    );
    saying
        && !matches!(
            paper.stage,
            InstrumentStage::Signed | InstrumentStage::Adopted | InstrumentStage::Proposed
        )
}

fn is_draft(scene: &Scene, noun: At) -> bool {
    scene.children(noun).any(|c| scene.lower(c) == "draft")
}

fn told_before(draft: &Draft, title: &str) -> Option<Id> {
    let key = chancery_record::fold(title);
    let same = |i: &Instrument| i.title.as_deref().is_some_and(|t| chancery_record::fold(t) == key);
    draft
        .claims
        .iter()
        .find(|c| matches!(&c.matter, Matter::Instrument(i) if same(i)))
        .map(|c| c.id.clone())
}

fn join(draft: &mut Draft, id: &Id, stage: InstrumentStage, ground: Ground) {
    let Some(claim) = draft.get_mut(id) else { return };
    if let Matter::Instrument(instrument) = &mut claim.matter {
        if instrument.stages.iter().all(|s| s.stage != stage) {
            instrument.stages.push(Staged { stage, time: None, occasion: None });
            instrument.stages.sort_by_key(|s| s.stage);
        }
        instrument.stage = instrument.stage.max(stage);
    }
    claim.grounds.push(ground);
    claim.grounds.sort();
    claim.grounds.dedup();
}

/// From the first capital of the title to its last, without the years it covers.
fn title(scene: &Scene, noun: At) -> Span {
    let all = scene.subtree(noun);
    let place = all.iter().position(|&t| t == noun).unwrap_or(0);
    let capital = |t: At| scene.word(t).starts_with(char::is_uppercase);
    let links = |t: At| matches!(scene.pos(t), Pos::Adp | Pos::Cconj | Pos::Det | Pos::Part);
    let mut first = place;
    while first > 0
        && all[first - 1] + 1 == all[first]
        && (capital(all[first - 1]) && scene.pos(all[first - 1]) != Pos::Det)
    {
        first -= 1;
    }
    let mut last = place;
    let mut next = place + 1;
    while next < all.len()
        && all[next] == all[next - 1] + 1
        && (capital(all[next]) || links(all[next]))
    {
        if capital(all[next]) {
            last = next;
        }
        next += 1;
    }
    scene.token(all[first]).span.join(scene.token(all[last]).span)
}

/// What the paper covers: a range of years, or "until 2035".
fn period(scene: &Scene, sentence: &Sentence, phrase: Span) -> Option<Time> {
    let end = sentence.span.end().min(phrase.end() + 24);
    let near = Span::new(phrase.start(), end);
    let covers = |t: &&Time| {
        let edtf = t.edtf.as_deref().unwrap_or_default();
        matches!(t.kind, TimeKind::Period | TimeKind::Explicit) && edtf.contains('/')
    };
    scene.times_in(near).find(covers).cloned()
}

fn evidence(scene: &Scene, paper: &Paper, named: Span, period: Option<&Time>) -> Span {
    let phrase = scene.phrase(paper.noun);
    let first = if named.start() < phrase.start() { named } else { phrase };
    let kept = if phrase.len() <= named.len() + 60 { first.join(phrase) } else { named };
    // "among them the Treaty": the list it is of is no part of it.
    let among = scene.text(kept).to_lowercase().starts_with("among ");
    let kept = if among { named } else { kept };
    period
        .and_then(|t| t.at)
        .filter(|at| at.start() < kept.end() + 8)
        .map_or(kept, |at| kept.join(at))
}

fn count(scene: &Scene, sentence: &Sentence, noun: At) -> Option<Count> {
    if let Some(quantity) = quantities(scene, sentence).into_iter().find(|q| q.noun == Some(noun)) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "counts of papers are small and whole"
        )]
        return (quantity.value >= 2.0).then_some(Count::Exactly(quantity.value as u32));
    }
    scene.children(noun).find_map(|c| match scene.lemma(c).to_lowercase().as_str() {
        "several" | "some" => Some(Count::Several),
        "many" | "numerous" => Some(Count::Many),
        "number" => Some(Count::Several),
        _ => None,
    })
}

/// The issuer or the parties: a body inside its name, who signs or adopts it, else those who meet where it is told.
fn parties(
    scene: &Scene,
    draft: &Draft,
    sentence: &Sentence,
    paper: &Paper,
) -> (Vec<Id>, Vec<Ground>) {
    let mut told: Vec<&Mention> = Vec::new();
    for t in scene.subtree(paper.noun).into_iter().filter(|&t| t != paper.noun) {
        let issuer = |m: &&Mention| {
            let guessed = scene.referent(&m.refers).is_some_and(|r| !r.registered);
            matches!(m.refers.prefix(), "org" | "body") && !(paper.titled && guessed)
        };
        told.extend(scene.entity(t).filter(issuer));
    }
    if let Some(verb) = paper.verb {
        let by = scene.after(verb, &["by", "between", "with"]);
        for t in scene.subject(verb).filter(|&t| t != paper.noun).into_iter().chain(by) {
            let whole = scene.phrase(t);
            let inside = scene.resolution.mentions.iter().filter(|m| whole.covers(m.span));
            told.extend(
                inside.filter(|m| matches!(m.refers.prefix(), "person" | "state" | "org" | "body")),
            );
        }
    }
    let mut of: Vec<Id> = Vec::new();
    let mut grounds = Vec::new();
    for mention in told {
        if let Some(id) = side(scene, &mention.refers).filter(|id| !of.contains(id)) {
            of.push(id);
            grounds.push(of_ground(scene, mention.span, 900));
        }
    }
    if of.is_empty() {
        (of, grounds) = met(scene, draft, sentence);
    }
    of.sort();
    (of, grounds)
}

/// How many different sides meet.
fn sides(scene: &Scene, occasion: &chancery_record::matter::Occasion) -> usize {
    let all: std::collections::BTreeSet<Id> =
        occasion.parties.iter().filter_map(|id| side(scene, id)).collect();
    all.len()
}

fn of_ground(scene: &Scene, span: Span, reading: u16) -> Ground {
    let mut ground = scene.ground(span, reading);
    ground.fields.push(Field::Of);
    ground
}

/// The body or the parties of the occasion told here or last before.
fn met(scene: &Scene, draft: &Draft, sentence: &Sentence) -> (Vec<Id>, Vec<Ground>) {
    let held = |c: &chancery_record::Claim| match &c.matter {
        Matter::Occasion(o) if o.body.is_some() || sides(scene, o) > 1 => {
            let at = c
                .grounds
                .iter()
                .filter(|g| g.fields.is_empty() && g.span.start() < sentence.span.end());
            at.map(|g| g.span).max_by_key(|span| span.start()).map(|span| (span, o.clone()))
        }
        _ => None,
    };
    let Some((span, occasion)) =
        draft.claims.iter().filter_map(held).max_by_key(|(span, _)| span.start())
    else {
        return (Vec::new(), Vec::new());
    };
    let mut of: Vec<Id> = match occasion.body {
        Some(body) => vec![organization(scene, body)],
        None => occasion.parties.iter().filter_map(|id| side(scene, id)).collect(),
    };
    of.sort();
    of.dedup();
    (of, vec![of_ground(scene, span, 750)])
}

/// The organization of a council of leaders: what its heads adopt is its own.
fn organization(scene: &Scene, body: Id) -> Id {
    let parent = scene.referent(&body).and_then(|r| r.parent.clone());
    parent.filter(|p| p.prefix() == "org" && body.as_str().contains("heads-of")).unwrap_or(body)
}

/// The party a person, ministry or body stands for.
fn side(scene: &Scene, id: &Id) -> Option<Id> {
    match id.prefix() {
        "state" | "org" | "body" => Some(id.clone()),
        "person" | "post" => {
            let referent = scene.referent(id)?;
            let owner = referent
                .capacity
                .as_ref()
                .and_then(|post| scene.referent(post))
                .and_then(|p| p.parent.clone());
            referent.country.clone().or(owner)
        }
        _ => None,
    }
}

/// The occasion told in the same sentence.
fn occasion(draft: &Draft, sentence: &Sentence) -> Option<Id> {
    let here = |c: &&chancery_record::Claim| {
        matches!(c.matter, Matter::Occasion(_))
            && c.grounds.iter().any(|g| g.fields.is_empty() && sentence.span.touches(g.span))
    };
    draft.claims.iter().find(here).map(|c| c.id.clone())
}
