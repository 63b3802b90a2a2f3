//! From a word to the act it tells: the base act of the lexicon, folded by the operators above it. No party is resolved here.

use super::modality::fold;
use super::slots::{IsParty, fill, fill_other, is_infinitive, is_passive, named, subject};
use super::turns::turned;
use super::words::{
    Match, frame, has_own_infinitive, is_courtesy, is_operator, kind, objects, operator,
};
use crate::scene::{At, Scene};
use chancery_knowledge::rules::acts::{ActRules, Frame, Kind, Operator, Slot};
use chancery_record::matter::{Root, State};
use chancery_record::{Dep, Pos, Tag};

/// How deep operators may nest: "refused to agree to begin to ..." is beyond any text.
const DEEPEST: usize = 6;

/// An act as a sentence tells it.
pub(super) struct Telling<'r> {
    /// The outermost word that tells it.
    pub(super) at: At,
    /// The word of the base act.
    pub(super) deed: At,
    pub(super) root: Root,
    pub(super) base: Root,
    pub(super) frame: &'r Frame,
    pub(super) actors: Vec<At>,
    pub(super) recipients: Vec<At>,
    /// Operators from the deed outwards, each with its word.
    pub(super) operators: Vec<(Operator, At)>,
    /// Words that are used up by this act.
    pub(super) used: Vec<At>,
    /// Heads of clauses that tell nothing of their own.
    pub(super) closed: Vec<At>,
    pub(super) state: State,
    /// Told by a noun with no verb of its own.
    pub(super) nominal: bool,
    /// Who is said to have said it, and the verb of saying.
    pub(super) reporter: Option<(At, At)>,
}

impl<'r> Telling<'r> {
    /// A deed told as done by the word of a frame, with nothing above it yet.
    fn of(frame: &'r Frame, at: At, actors: Vec<At>, recipients: Vec<At>) -> Self {
        Self {
            at,
            deed: at,
            root: frame.root,
            base: frame.root,
            frame,
            actors,
            recipients,
            operators: Vec::new(),
            used: Vec::new(),
            closed: Vec::new(),
            state: State::Held,
            nominal: false,
            reporter: None,
        }
    }

    fn apply(&mut self, operator: Operator, word: At) {
        self.root = fold(operator, self.root);
        self.operators.push((operator, word));
        match operator {
            Operator::Plan => self.state = State::Planned,
            Operator::Not | Operator::Deny => self.state = State::Denied,
            Operator::Perhaps | Operator::Ought | Operator::Purpose => {
                self.state = State::Hypothetical;
            }
            Operator::Ask | Operator::Promise | Operator::Refuse | Operator::Stop => {
                self.state = State::Held;
            }
            Operator::Threaten | Operator::Accuse | Operator::Allow => self.state = State::Held,
            Operator::Report | Operator::Carry => {}
        }
    }
}

/// All acts of a sentence, outer words before inner ones.
pub(super) fn tellings<'r>(
    rules: &'r ActRules,
    scene: &Scene,
    sentence: std::ops::Range<At>,
    is_party: IsParty,
) -> Vec<Telling<'r>> {
    let mut order: Vec<(usize, At)> = sentence
        .clone()
        .filter(|&t| kind(scene, t).is_some())
        .map(|t| (depth(scene, t), t))
        .collect();
    order.sort_unstable();
    let reader = Reader { rules, scene, is_party };
    let mut used = vec![false; sentence.len()];
    let mut found = Vec::new();
    for (_, at) in order {
        if used[at - sentence.start] {
            continue;
        }
        let Some(mut told) = reader.tell(at, 0) else {
            if let Some(thing) = reader.silent_object(at).filter(|o| sentence.contains(o)) {
                used[thing - sentence.start] = true;
            }
            if reader.closes(at) {
                close(scene, &sentence, &mut used, &reader.closed_by(at));
            }
            continue;
        };
        reader.context(&mut told);
        for &word in &told.used {
            if sentence.contains(&word) {
                used[word - sentence.start] = true;
            }
        }
        close(scene, &sentence, &mut used, &told.closed);
        found.push(told);
    }
    found
}

/// Marks the words of clauses as used, all but what relative clauses in them say.
fn close(scene: &Scene, sentence: &std::ops::Range<At>, used: &mut [bool], heads: &[At]) {
    let mut open: Vec<At> = heads.to_vec();
    while let Some(here) = open.pop() {
        if let Some(mark) = here.checked_sub(sentence.start).and_then(|i| used.get_mut(i))
            && (!*mark || heads.contains(&here))
        {
            *mark = true;
            open.extend(scene.children(here).filter(|&c| scene.dep(c) != Dep::Relcl));
        }
        if open.len() > sentence.len() * 2 {
            return;
        }
    }
}

fn depth(scene: &Scene, at: At) -> usize {
    let mut here = at;
    let mut depth = 0;
    while let Some(head) = scene.head(here).filter(|_| depth < 200) {
        here = head;
        depth += 1;
    }
    depth
}

struct Reader<'a, 'r> {
    rules: &'r ActRules,
    scene: &'a Scene<'a>,
    is_party: IsParty<'a>,
}

impl<'r> Reader<'_, 'r> {
    /// The act a word tells, if it tells one.
    fn tell(&self, at: At, nested: usize) -> Option<Telling<'r>> {
        if nested > DEEPEST || self.is_auxiliary(at) {
            return None;
        }
        let mut operator = operator(self.rules, self.scene, at);
        let found = frame(self.rules, self.scene, at);
        if matches!(operator, None | Some(Operator::Carry))
            && found.as_ref().is_some_and(|f| f.frame.silent)
        {
            return None;
        }
        let found = found.filter(|f| !f.frame.silent);
        let says = is_operator(self.rules, self.scene, at, Operator::Report);
        if operator == Some(Operator::Ask) && says && !has_own_infinitive(self.scene, at) {
            operator = Some(Operator::Report);
        }
        if operator == Some(Operator::Ask) && is_courtesy(self.scene, at) {
            operator = None;
        }
        if operator == Some(Operator::Carry) && self.is_yet_to_come(at) {
            operator = Some(Operator::Not);
        }
        let specific = found.as_ref().is_some_and(|f| f.object.is_some());
        let mut told = None;
        if let Some(operator) = operator.filter(|o| folds(*o) && !specific) {
            told = self.folded(at, operator, found.as_ref(), nested);
        }
        if told.is_none() {
            told = found.as_ref().and_then(|f| self.plain(at, f, operator));
        }
        if told.is_none() && found.is_none() && nested == 0 {
            return self.demanded(at);
        }
        let mut told = told?;
        if nested > 0 {
            self.modals(at, &mut told);
        }
        Some(told)
    }

    /// A word of the lexicon by itself.
    fn plain(&self, at: At, found: &Match<'r>, operator: Option<Operator>) -> Option<Telling<'r>> {
        let scene = self.scene;
        let nominal = found.frame.kind == Kind::Noun;
        if nominal && self.is_name(at) {
            return None;
        }
        let mut actors = fill(scene, at, found, &found.frame.actors, self.is_party);
        let mut recipients =
            fill_other(scene, at, found, &found.frame.recipients, &actors, self.is_party);
        if actors.is_empty() {
            actors = self.nominal_actor(at, found);
        }
        if found.frame.root == Root::Threaten && self.is_forecast(at) {
            return None;
        }
        if found.frame.needs && !self.needs_met(at) {
            return None;
        }
        recipients.retain(|r| !actors.contains(r));
        if found.frame.together && !nominal && recipients.is_empty() && actors.len() == 1 {
            let with =
                fill(scene, at, found, &[Slot::Object, Slot::After("with".into())], self.is_party);
            actors.extend(with.into_iter().filter(|w| *w != actors[0]).collect::<Vec<_>>());
        }
        let frame = turned(self.rules, scene, at, found, &actors, &recipients);
        let mut used = vec![at];
        used.extend(&found.extra);
        used.extend(found.object);
        let closed = match operator {
            _ if found.frame.clausal => self.closed_by(at),
            Some(Operator::Accuse | Operator::Ask | Operator::Deny | Operator::Threaten) => {
                self.closed_by(at)
            }
            Some(Operator::Promise | Operator::Refuse) => self.closed_by(at),
            _ => Vec::new(),
        };
        let state = if found.frame.perhaps { State::Hypothetical } else { State::Held };
        let told = Telling::of(frame, at, actors, recipients);
        Some(Telling { used, closed, state, nominal, ..told })
    }

    /// "X said that Y must mend its ways": a request, whatever Y must do.
    fn demanded(&self, at: At) -> Option<Telling<'r>> {
        let scene = self.scene;
        let must =
            |c: &At| scene.dep(*c) == Dep::Aux && scene.word(*c).eq_ignore_ascii_case("must");
        if kind(scene, at) != Some(Kind::Verb) || !scene.children(at).any(|c| must(&c)) {
            return None;
        }
        let verb = self.saying(at)?;
        let actors = named(scene, vec![subject(scene, verb)?], self.is_party);
        let frame =
            self.rules.frames(Kind::Verb, "demand").iter().find(|f| f.objects.is_empty())?;
        let addressed = scene.child(at, &[Dep::Nsubj, Dep::Nsubjpass])?;
        if actors.is_empty() {
            return None;
        }
        let mut recipients = named(scene, vec![addressed], self.is_party);
        recipients.retain(|r| !actors.contains(r));
        Some(Telling { deed: at, used: vec![at], ..Telling::of(frame, verb, actors, recipients) })
    }

    /// The verb of saying above a clause or beside it.
    fn saying(&self, at: At) -> Option<At> {
        let scene = self.scene;
        let says = |v: &At| is_operator(self.rules, scene, *v, Operator::Report);
        let above = scene.head(at).filter(|_| scene.dep(at) == Dep::Ccomp).filter(says);
        // "X will go, the minister said": the parser may join the saying to the said.
        let mut beside = scene.children(at).filter(|c| {
            matches!(scene.dep(*c), Dep::Conj | Dep::Parataxis | Dep::Ccomp)
                && scene.child(*c, &[Dep::Nsubj]).is_some()
                && scene.child(*c, &[Dep::Dobj, Dep::Ccomp]).is_none()
        });
        above.or_else(|| beside.rfind(says))
    }

    /// "has yet to sign".
    fn is_yet_to_come(&self, at: At) -> bool {
        let scene = self.scene;
        matches!(scene.lemma(at), "have" | "be")
            && scene.children(at).any(|c| scene.word(c).eq_ignore_ascii_case("yet"))
            && scene.child(at, &[Dep::Xcomp]).is_some()
    }

    /// "warned that the dam could break": no threat.
    fn is_forecast(&self, at: At) -> bool {
        let scene = self.scene;
        let clause = scene.child(at, &[Dep::Ccomp]);
        clause.is_some_and(|c| {
            let may = |a: At| matches!(scene.word(a), "could" | "may" | "might");
            scene.lemma(c) == "risk"
                || scene.children(c).any(|a| scene.dep(a) == Dep::Aux && may(a))
        })
    }

    /// True unless the verb has an object and none that is a party.
    fn needs_met(&self, at: At) -> bool {
        let direct = self.scene.child(at, &[Dep::Dobj]);
        direct.is_none_or(|d| !named(self.scene, vec![d], self.is_party).is_empty())
    }

    /// Of "held talks between A and B" and "announced a visit by X": the parties the noun itself names.
    fn nominal_actor(&self, at: At, found: &Match) -> Vec<At> {
        let Some(noun) = found.object.filter(|_| found.frame.kind == Kind::Verb) else {
            return Vec::new();
        };
        if subject(self.scene, at).is_some() && !is_passive(self.scene, at) {
            return Vec::new();
        }
        let mut heads: Vec<At> =
            ["by", "between"].iter().filter_map(|p| self.scene.after(noun, &[p])).collect();
        // "the ambassador of X was summoned": X is whose he is, no doer.
        if self.rules.sector(&self.scene.lemma(noun).to_lowercase()).is_none() {
            heads.extend(self.scene.after(noun, &["of"]));
            heads.extend(self.scene.child(noun, &[Dep::Poss]));
        }
        named(self.scene, heads, self.is_party)
    }

    /// A word that changes how the deed below it is told.
    fn folded(
        &self,
        at: At,
        operator: Operator,
        own: Option<&Match<'r>>,
        nested: usize,
    ) -> Option<Telling<'r>> {
        let scene = self.scene;
        let (below, inner) = self
            .complements(at, operator)
            .into_iter()
            .find_map(|c| self.tell(c, nested + 1).map(|told| (c, told)))?;
        let mut told = inner;
        let verbal_noun = told.nominal && told.at == below;
        // "rejected the criticism" rejects, "refused to criticise" does not.
        let refused_words = operator == Operator::Refuse
            && verbal_noun
            && matches!(told.root, Root::Accuse | Root::Request | Root::Threaten | Root::Reject);
        told.apply(operator, at);
        if refused_words {
            told.root = Root::Reject;
        }
        told.used.push(at);
        if !matches!(operator, Operator::Carry | Operator::Plan) {
            told.closed.push(below);
        }
        let actors = self.actor_of_operator(at, operator);
        if !actors.is_empty() {
            if told.frame.together {
                let with: Vec<At> =
                    told.actors.iter().copied().filter(|a| !actors.contains(a)).collect();
                told.recipients.extend(with);
            }
            told.actors = actors;
        }
        let own_recipients = own.map(|m| self.recipients_of_operator(at, operator, m));
        if let Some(own) = own_recipients.filter(|r| !r.is_empty()) {
            let weak = matches!(operator, Operator::Refuse | Operator::Stop | Operator::Carry);
            if !(weak || operator == Operator::Plan) || told.recipients.is_empty() {
                told.recipients = own;
            }
        }
        let actors = told.actors.clone();
        told.recipients.retain(|r| !actors.contains(r));
        if let Some(own) = own.filter(|m| m.frame.root == told.root) {
            told.frame = own.frame;
            told.used.extend(&own.extra);
        }
        told.at = at;
        told.nominal = kind(scene, at) == Some(Kind::Noun);
        Some(told)
    }

    /// Who promises, asks, refuses, stops.
    fn actor_of_operator(&self, at: At, operator: Operator) -> Vec<At> {
        let scene = self.scene;
        let head = match kind(scene, at) {
            Some(Kind::Verb) if is_passive(scene, at) => {
                let passed_on = matches!(operator, Operator::Plan | Operator::Carry);
                match scene.after(at, &["by"]) {
                    None if passed_on => return Vec::new(),
                    agent => agent,
                }
            }
            Some(Kind::Noun) => super::slots::of_noun(scene, at),
            _ => subject(scene, at),
        };
        named(scene, head.into_iter().collect(), self.is_party)
    }

    fn recipients_of_operator(&self, at: At, operator: Operator, own: &Match) -> Vec<At> {
        let object = fill(self.scene, at, own, &[Slot::Object], self.is_party);
        if !object.is_empty() && operator != Operator::Plan {
            return object;
        }
        fill(self.scene, at, own, &own.frame.recipients, self.is_party)
    }

    /// The words an operator can work on, the likeliest first.
    fn complements(&self, at: At, operator: Operator) -> Vec<At> {
        let scene = self.scene;
        let mut clauses = Vec::new();
        let mut nouns = Vec::new();
        let is_noun = kind(scene, at) == Some(Kind::Noun);
        for c in scene.children(at) {
            match scene.dep(c) {
                Dep::Xcomp | Dep::Acomp => clauses.push(c),
                // A clause before its verb is told beside it: "He invited X; the visit is expected".
                Dep::Ccomp if c > at => clauses.push(c),
                Dep::Advcl if is_infinitive(scene, c) && asks_or_plans(operator) => clauses.push(c),
                Dep::Acl if is_noun && (is_infinitive(scene, c) || scene.tag(c) != Tag::Vbn) => {
                    clauses.push(c);
                }
                Dep::Prep => {
                    let about = matches!(
                        scene.word(c),
                        "to" | "for"
                            | "on"
                            | "of"
                            | "from"
                            | "with"
                            | "into"
                            | "against"
                            | "upon"
                            | "about"
                    );
                    if about {
                        clauses.extend(scene.child(c, &[Dep::Pcomp]));
                        nouns.extend(scene.child(c, &[Dep::Pobj]));
                    } else if scene.word(c) == "in" {
                        clauses.extend(scene.child(c, &[Dep::Pcomp]));
                    }
                }
                _ => {}
            }
        }
        let lemma = scene.lemma(at);
        if kind(scene, at) == Some(Kind::Verb) {
            if matches!(
                lemma,
                "be" | "go" | "want" | "need" | "wish" | "mean" | "act" | "serve" | "hope"
            ) {
                clauses.retain(|&c| is_infinitive(scene, c) || scene.pos(c) == Pos::Adj);
                return clauses;
            }
            let mut direct = objects(scene, at);
            if scene.dep(at) == Dep::Acl {
                direct.retain(|&d| Some(d) != scene.head(at));
            }
            direct.extend(nouns);
            nouns = direct;
            if operator == Operator::Carry && is_operator(self.rules, scene, at, Operator::Report) {
                clauses.clear();
            }
        }
        clauses.extend(nouns);
        clauses
    }

    /// The object of a verb that tells nothing with it: "voiced an initiative".
    fn silent_object(&self, at: At) -> Option<At> {
        let found = frame(self.rules, self.scene, at).filter(|f| f.frame.silent)?;
        found.object
    }

    /// True of words that close what is below them without being acts: doubts, fears, denials.
    fn closes(&self, at: At) -> bool {
        matches!(
            operator(self.rules, self.scene, at),
            Some(Operator::Accuse | Operator::Deny | Operator::Perhaps | Operator::Ask)
        )
    }

    /// Clauses and charges below a word.
    fn closed_by(&self, at: At) -> Vec<At> {
        let scene = self.scene;
        let mut heads = Vec::new();
        for c in scene.children(at) {
            match scene.dep(c) {
                Dep::Ccomp | Dep::Xcomp | Dep::Pcomp if c > at => heads.push(c),
                Dep::Acl if kind(scene, at) == Some(Kind::Noun) => heads.push(c),
                Dep::Prep
                    if matches!(scene.word(c), "of" | "for" | "with" | "to" | "on" | "over") =>
                {
                    heads.extend(scene.child(c, &[Dep::Pcomp]));
                    let charge = scene.child(c, &[Dep::Pobj]).filter(|&o| !(self.is_party)(o));
                    heads.extend(charge);
                }
                _ => {}
            }
        }
        heads
    }

    /// Auxiliaries and negation of a word.
    fn modals(&self, at: At, told: &mut Telling) {
        if self.rules.are_plain() {
            return;
        }
        let scene = self.scene;
        let mut operator = None;
        let mut negated = None;
        let mut no_longer = None;
        let is_no = |c: At| scene.word(c).eq_ignore_ascii_case("no");
        for c in scene.children(at) {
            match scene.dep(c) {
                Dep::Neg => negated = Some(c),
                Dep::Advmod if scene.word(c) == "longer" && scene.children(c).any(is_no) => {
                    no_longer = Some(c);
                }
                Dep::Dobj if matches!(scene.lemma(c), "nothing" | "nobody") => negated = Some(c),
                Dep::Aux => operator = operator.or(self.auxiliary(at, c).map(|o| (o, c))),
                Dep::Det if scene.word(c).eq_ignore_ascii_case("no") => negated = Some(c),
                Dep::Nsubj | Dep::Nsubjpass => {
                    let none = scene.children(c).any(|d| scene.word(d).eq_ignore_ascii_case("no"));
                    if none || matches!(scene.lemma(c), "nobody" | "none" | "neither") {
                        negated = Some(c);
                    }
                }
                _ => {}
            }
        }
        if let Some(word) = no_longer.filter(|_| operator.is_none() && negated.is_none()) {
            told.apply(Operator::Stop, word);
        }
        match (operator, negated.or(no_longer.filter(|_| operator.is_some()))) {
            (Some((Operator::Plan, _)), Some(no)) => told.apply(Operator::Refuse, no),
            (Some((Operator::Perhaps, _)), Some(no)) => told.apply(Operator::Refuse, no),
            (_, Some(no)) => told.apply(Operator::Not, no),
            (Some((operator, word)), None) => told.apply(operator, word),
            (None, None) => {}
        }
    }

    fn auxiliary(&self, verb: At, aux: At) -> Option<Operator> {
        match self.scene.word(aux).to_lowercase().as_str() {
            "will" | "shall" | "'ll" | "’ll" | "wo" => Some(Operator::Plan),
            "would" if self.is_reported(verb) => Some(Operator::Plan),
            "would" | "may" | "might" | "could" | "can" | "ca" => Some(Operator::Perhaps),
            "must" | "should" | "ought" => Some(Operator::Ought),
            _ => None,
        }
    }

    /// True of a clause that somebody is said to have said.
    fn is_reported(&self, verb: At) -> bool {
        let scene = self.scene;
        let mut here = verb;
        while scene.dep(here) == Dep::Conj {
            let Some(head) = scene.head(here) else { break };
            here = head;
        }
        let says = |w: At| is_operator(self.rules, scene, w, Operator::Report);
        // "promised that it would", "it was decided that X would": the future as seen from then.
        let binds = |w: At| {
            says(w)
                || matches!(scene.tag(w), Tag::Vbd | Tag::Vbn)
                    && (is_operator(self.rules, scene, w, Operator::Promise)
                        || is_operator(self.rules, scene, w, Operator::Carry))
        };
        scene.dep(here) == Dep::Ccomp && scene.head(here).is_some_and(binds)
            || scene.children(here).any(|c| {
                matches!(scene.dep(c), Dep::Ccomp | Dep::Parataxis) && says(c) && is_aside(scene, c)
            })
    }

    /// What stands above an act: mood, conditions, purposes, whose words it is in.
    fn context(&self, told: &mut Telling) {
        let scene = self.scene;
        self.modals(told.at, told);
        self.reported(told);
        let mut here = told.at;
        let last = scene.analysis.tokens.len();
        if told.nominal
            && let Some(verb) = scene.head(here).filter(|&v| {
                matches!(scene.dep(here), Dep::Nsubj | Dep::Nsubjpass) && scene.pos(v) != Pos::Noun
            })
        {
            self.modals(verb, told);
            here = verb;
        }
        for _ in 0..last.min(24) {
            let Some(head) = scene.head(here) else { break };
            match scene.dep(here) {
                Dep::Conj => {
                    let shares =
                        scene.child(here, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Aux]).is_none();
                    if shares && kind(scene, head) == Some(Kind::Verb) {
                        let aux = scene
                            .children(head)
                            .filter(|&c| scene.dep(c) == Dep::Aux)
                            .find_map(|c| self.auxiliary(head, c).map(|o| (o, c)));
                        if let Some((operator, word)) = aux.filter(|_| scene.tag(here) == Tag::Vb) {
                            told.apply(operator, word);
                        }
                    }
                }
                Dep::Advcl => {
                    if self.is_condition(here) {
                        told.apply(Operator::Perhaps, here);
                    } else if is_infinitive(scene, here) {
                        told.apply(Operator::Purpose, here);
                    }
                    break;
                }
                Dep::Acl if is_infinitive(scene, here) => {
                    told.apply(Operator::Purpose, here);
                    break;
                }
                Dep::Relcl => break,
                Dep::Pcomp if self.is_topic(head) => {
                    told.apply(Operator::Purpose, here);
                    break;
                }
                Dep::Pcomp | Dep::Pobj if matches!(scene.word(head), "without" | "instead") => {
                    told.apply(Operator::Not, head);
                    break;
                }
                Dep::Ccomp | Dep::Xcomp | Dep::Pcomp | Dep::Acl | Dep::Dobj | Dep::Pobj => {
                    if let Some(operator) = self.shadow(here, head) {
                        told.apply(operator, head);
                        break;
                    }
                }
                _ => {}
            }
            here = head;
        }
        let sentence = scene.sentence(told.at).span;
        if scene.text(sentence).trim_end().ends_with('?') {
            told.apply(Operator::Perhaps, told.at);
        }
    }

    /// Who says it; "X said that Y must" is X's request to Y.
    fn reported(&self, told: &mut Telling) {
        let scene = self.scene;
        let Some(verb) = self.saying(told.at) else { return };
        let Some(speaker) = subject(scene, verb) else { return };
        told.reporter = Some((speaker, verb));
        let ought = told.operators.last().is_some_and(|(o, _)| *o == Operator::Ought);
        let speakers = named(scene, vec![speaker], self.is_party);
        if ought && !speakers.is_empty() {
            told.recipients = std::mem::replace(&mut told.actors, speakers);
            told.operators.push((Operator::Report, verb));
            told.state = State::Held;
        }
    }

    /// The operator of a governing word that was no act itself and did not take the deed in.
    fn shadow(&self, here: At, head: At) -> Option<Operator> {
        let scene = self.scene;
        let clause = matches!(scene.dep(here), Dep::Ccomp | Dep::Xcomp | Dep::Pcomp | Dep::Acl);
        if here < head && scene.dep(here) == Dep::Ccomp {
            return None;
        }
        if clause && is_operator(self.rules, scene, head, Operator::Report) {
            return scene.is_negated(head).then_some(Operator::Perhaps);
        }
        let operator = operator(self.rules, scene, head)?;
        match operator {
            Operator::Deny | Operator::Perhaps | Operator::Accuse if clause => Some(operator),
            Operator::Deny | Operator::Perhaps if scene.pos(head) == Pos::Noun => Some(operator),
            Operator::Ask | Operator::Threaten | Operator::Promise | Operator::Refuse if clause => {
                Some(operator)
            }
            _ => None,
        }
    }

    /// True of the preposition in "a plan for deepening", "the need of training", "spoke of adopting".
    fn is_topic(&self, preposition: At) -> bool {
        let scene = self.scene;
        let Some(above) = scene.head(preposition) else { return false };
        let lemma = scene.lemma(above);
        match kind(scene, above) {
            Some(Kind::Noun) => matches!(
                lemma,
                "plan"
                    | "strategy"
                    | "roadmap"
                    | "programme"
                    | "program"
                    | "concept"
                    | "need"
                    | "importance"
                    | "possibility"
                    | "prospect"
                    | "issue"
                    | "aim"
                    | "goal"
                    | "idea"
                    | "purpose"
                    | "way"
                    | "option"
                    | "proposal"
                    | "measure"
                    | "vision"
                    | "priority"
            ),
            Some(Kind::Verb) => matches!(lemma, "speak" | "talk" | "focus" | "aim" | "think"),
            _ => false,
        }
    }

    fn is_condition(&self, clause: At) -> bool {
        self.scene.children(clause).any(|c| {
            matches!(self.scene.dep(c), Dep::Mark | Dep::Advmod)
                && matches!(
                    self.scene.word(c).to_lowercase().as_str(),
                    "if" | "unless" | "until" | "lest" | "whether"
                )
        })
    }

    fn is_auxiliary(&self, at: At) -> bool {
        matches!(self.scene.dep(at), Dep::Aux | Dep::Auxpass | Dep::Case | Dep::Mark)
            || self.scene.dep(at) == Dep::Amod && self.scene.pos(at) == Pos::Verb
    }

    /// True of a noun inside a name: "the Peace Talks Foundation".
    fn is_name(&self, at: At) -> bool {
        self.scene.pos(at) == Pos::Propn || matches!(self.scene.dep(at), Dep::Compound)
    }
}

/// "…, the minister said": a saying verb hung below what it reports.
fn is_aside(scene: &Scene, verb: At) -> bool {
    scene.child(verb, &[Dep::Nsubj]).is_some()
}

fn asks_or_plans(operator: Operator) -> bool {
    matches!(operator, Operator::Ask | Operator::Plan | Operator::Promise | Operator::Allow)
}

/// True of operators that take a deed into one act with themselves.
fn folds(operator: Operator) -> bool {
    !matches!(operator, Operator::Report | Operator::Accuse | Operator::Deny | Operator::Perhaps)
}
