//! Words of an actor to its event-data code: the state or other entity, and the sector.
//!
//! Given are the words; who they mean comes from the resolution, from the nationality or place in them, or from the only
//! state that the sentence names. Unlike in the record, a party may be guessed at here.

use chancery_record::{
    Analysis, Dep, Document, EntityKind, Id, Mention, MentionForm, NameForm, PlaceClass, Pos,
    Referent, Resolution, Span, Tag, Token, World, fold,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A code and what led to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// State (`KAZ`), or `IGO`, `UNO`, `NGO`, `IMG`; empty when unknown.
    pub whose: String,
    /// Sector (`GOV`); empty for a bare state.
    pub sector: String,
    /// In a few words.
    pub why: &'static str,
}

/// Codes the actors of one document.
pub struct Coder<'a> {
    world: &'a dyn World,
    text: &'a str,
    analysis: &'a Analysis,
    resolution: &'a Resolution,
}

/// Makes a coder of a document.
pub fn coder<'a>(
    world: &'a dyn World,
    document: &'a Document,
    analysis: &'a Analysis,
    resolution: &'a Resolution,
) -> Coder<'a> {
    Coder { world, text: &document.text, analysis, resolution }
}

impl Coder<'_> {
    /// The code of the actor that these words name.
    pub fn code(&self, span: Span) -> Code {
        let words = self.tokens(span);
        let Some(head) = self.head(&words) else { return Code::default() };
        let phrase = Phrase { coder: self, span, words, head };
        phrase.code()
    }

    fn tokens(&self, span: Span) -> Vec<usize> {
        let tokens = &self.analysis.tokens;
        let first = tokens.partition_point(|t| t.span.end() <= span.start());
        (first..tokens.len()).take_while(|at| tokens[*at].span.start() < span.end()).collect()
    }

    /// The noun that the phrase is about: the last before a preposition, a verb or a comma.
    fn head(&self, words: &[usize]) -> Option<usize> {
        let tokens = &self.analysis.tokens;
        let noun = |at: usize| matches!(tokens[at].pos, Pos::Noun | Pos::Propn);
        let mut last = None;
        let mut brackets = false;
        for &at in words {
            let word = tokens[at].span.of(self.text);
            match word {
                "(" => brackets = true,
                ")" => brackets = false,
                _ if brackets => {}
                _ if noun(at) => last = Some(at),
                "," | "." | "-" | "'s" | "’s" if last.is_none() => {}
                "," => break,
                _ if matches!(tokens[at].pos, Pos::Adp | Pos::Verb) && last.is_some() => break,
                _ => {}
            }
        }
        last.or_else(|| words.first().copied())
    }

    fn referent(&self, id: &Id) -> Option<&Referent> {
        self.resolution.referents.get(id)
    }

    /// Code of an entity: its own, else that of its state.
    fn code_of(&self, id: &Id) -> Option<String> {
        let referent = self.referent(id)?;
        let own = referent.code.clone().filter(|code| code != "---");
        own.or_else(|| {
            let state = referent.country.as_ref()?;
            let known = self.referent(state).and_then(|r| r.code.clone());
            known.or_else(|| self.world.entry(state)?.code.clone())
        })
    }

    fn mentions(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let mentions = &self.resolution.mentions;
        let end = mentions.partition_point(|m| m.span.start() < span.end());
        mentions[end.saturating_sub(40)..end].iter().filter(move |m| m.span.touches(span))
    }

    /// States that the sentence of this word names outside the phrase, nearest first.
    fn states_around(&self, at: usize, span: Span) -> Vec<String> {
        let sentence = self.analysis.tokens[at].sentence as usize;
        let Some(sentence) = self.analysis.sentences.get(sentence) else { return Vec::new() };
        let mut found: Vec<(usize, String)> = Vec::new();
        for mention in self.mentions(sentence.span).filter(|m| !m.span.touches(span)) {
            let away = if mention.span.start() >= span.end() {
                mention.span.start() - span.end()
            } else {
                span.start().saturating_sub(mention.span.end())
            };
            if let Some(state) = self.state_of(mention) {
                found.push((away, state));
            }
        }
        found.sort();
        let mut seen = BTreeSet::new();
        found.into_iter().map(|f| f.1).filter(|state| seen.insert(state.clone())).collect()
    }

    /// The state that a mention names or belongs to.
    fn state_of(&self, mention: &Mention) -> Option<String> {
        self.owner_of(mention).filter(|whose| is_state(whose))
    }

    /// State or known organization that a mention names or belongs to.
    fn owner_of(&self, mention: &Mention) -> Option<String> {
        let words = fold(mention.span.of(self.text));
        if let Some(own) = LISTS.sector("places", &words) {
            return Some(own.to_owned());
        }
        let referent = self.referent(&mention.refers)?;
        let unknown = mention.refers.prefix() == "org" && !referent.registered;
        let code = self.code_of(&mention.refers).filter(|_| !unknown);
        let whose = code.map(|code| split(&code).0).filter(|whose| !whose.is_empty());
        whose.or_else(|| {
            let named = matches!(mention.refers.prefix(), "place" | "org" | "person");
            let place = named.then(|| self.world.places(&words).into_iter().next()).flatten()?;
            let state = place.country.filter(|_| !referent.registered)?;
            self.world.entry(&state)?.code.clone()
        })
    }
}

struct Phrase<'p> {
    coder: &'p Coder<'p>,
    span: Span,
    words: Vec<usize>,
    head: usize,
}

impl Phrase<'_> {
    fn code(&self) -> Code {
        let sector = self.sector();
        if let Some(code) = self.by_person(sector) {
            return code;
        }
        if self.is_ethnic() {
            let sector = sector.unwrap_or("CVL");
            let place = self.behind(&["in", "of", "from"]).or_else(|| self.state_around());
            return code(place.unwrap_or_default(), sector, "people of a state by where they live");
        }
        if let Some(code) = self.by_name(sector) {
            return code;
        }
        let links = ["of", "in", "from", "at", "throughout", "based", "near", "with"];
        let beside = self.before().or_else(|| self.own_state()).or_else(|| self.behind(&links));
        let world = self.of_the_world();
        if let Some(state) = beside.filter(|_| world.is_none() || sector.is_some()) {
            let sector = sector_of(&state, sector);
            return code(state, sector, "state in the words");
        }
        if let Some(world) = world {
            return code(world.to_owned(), "", "body of no state");
        }
        let around = self.state_around();
        code(
            around.unwrap_or_default(),
            sector.unwrap_or_default(),
            "state that the sentence names",
        )
    }

    /// The state of a name at the head that nothing else explains.
    fn own_state(&self) -> Option<String> {
        let head = self.token(self.head).span;
        let mut here = self.coder.mentions(self.span).filter(|m| m.span.touches(head));
        let known = here.find_map(|m| self.coder.owner_of(m));
        known.or_else(|| {
            let proper = self.token(self.head).pos == Pos::Propn;
            let place = self.coder.world.places(&self.word(self.head)).into_iter().next();
            let state = place.filter(|_| proper)?.country?;
            self.coder.world.entry(&state)?.code.clone()
        })
    }

    /// A person: the post shows state and sector, "former" makes them one of the elite.
    fn by_person(&self, sector: Option<&'static str>) -> Option<Code> {
        let person = self.coder.mentions(self.span).find(|m| {
            m.refers.prefix() == "person" && self.span.covers(m.span) && self.holds_head(m.span)
        })?;
        let known = self.coder.code_of(&person.refers);
        let (whose, own) = split(known.as_deref().unwrap_or_default());
        let title = self.before();
        let whose = if whose.is_empty() || !is_state(&whose) && title.is_some() {
            title.unwrap_or(whose)
        } else {
            whose
        };
        let whose = if whose.is_empty() {
            self.behind(&["of"]).or_else(|| self.state_around()).unwrap_or_default()
        } else {
            whose
        };
        let former = self.any(|word| LISTS.is("former", word));
        let sector = match (former, sector) {
            (true, _) => "ELI".to_owned(),
            (_, Some(sector)) if is_state(&whose) => sector.to_owned(),
            _ if own.is_empty() => "GOV".to_owned(),
            _ => own,
        };
        let sector = if is_state(&whose) { sector } else { "GOV".to_owned() };
        Some(code(whose, &sector, "person by post"))
    }

    fn holds_head(&self, span: Span) -> bool {
        span.touches(self.coder.analysis.tokens[self.head].span)
    }

    /// A name at the head: state, place, organization, body, group.
    fn by_name(&self, sector: Option<&'static str>) -> Option<Code> {
        let named = |m: &&Mention| {
            matches!(
                m.refers.prefix(),
                "state" | "place" | "org" | "body" | "force" | "armed-group" | "outlet" | "post"
            ) && self.holds_head(m.span)
                && !(m.form == MentionForm::Demonym
                    && self.token(self.head).pos == Pos::Adj
                    && self.words.len() > 1)
        };
        let mention = self
            .coder
            .mentions(self.span)
            .filter(named)
            .max_by_key(|m| (m.head == u32::try_from(self.head).ok(), m.span.len()))?;
        let registered = self.coder.referent(&mention.refers).is_some_and(|r| r.registered);
        let (whose, own) = split(&self.coder.code_of(&mention.refers)?);
        let kind = self.coder.referent(&mention.refers)?.kind;
        match kind {
            Some(EntityKind::State) => Some(self.state(mention, whose, sector)),
            Some(EntityKind::Place) => {
                let whose = self.coder.owner_of(mention).unwrap_or(whose);
                let whose =
                    if whose.is_empty() { self.state_around().unwrap_or_default() } else { whose };
                Some(code(whose, self.of_place(mention), "place by its state"))
            }
            Some(EntityKind::Organization | EntityKind::Body) if !is_state(&whose) => {
                if !registered {
                    return Some(self.unknown_organization(whose, sector));
                }
                let body = kind == Some(EntityKind::Body)
                    || self.coder.referent(&mention.refers)?.parent.is_some();
                let sector = if body && whose != "NGO" { "GOV" } else { "" };
                Some(code(whose, sector, "organization"))
            }
            _ if is_state(&whose) => Some(code(
                whose,
                if own.is_empty() { sector.unwrap_or("GOV") } else { &own },
                "body of a state",
            )),
            Some(EntityKind::ArmedGroup) => {
                let own = if own.is_empty() { "REB".to_owned() } else { own };
                let state = self.before().or_else(|| self.state_around());
                let whose = if is_state(&whose) || whose == "IMG" {
                    whose
                } else {
                    state.unwrap_or_default()
                };
                Some(code(whose, &own, "armed group"))
            }
            Some(EntityKind::Outlet) => {
                let state = self
                    .before()
                    .or_else(|| self.behind(&["in", "of"]))
                    .or_else(|| self.state_around());
                Some(code(state.unwrap_or_default(), "JRN", "outlet"))
            }
            _ => None,
        }
    }

    /// An organization that only its own words tell of.
    fn unknown_organization(&self, whose: String, sector: Option<&'static str>) -> Code {
        if whose == "IGO" {
            return code(whose, "", "organization of states");
        }
        let words: Vec<String> = self.words.iter().map(|at| self.lemma(*at)).collect();
        let inside = words.iter().rev().find_map(|word| LISTS.sector("heads", word));
        let sector = sector.or(inside);
        let town = self.coder.mentions(self.span).find_map(|m| self.coder.owner_of(m));
        let near = self.before().or(town).or_else(|| self.behind(&["of", "in"]));
        if let Some(owner) =
            near.clone().or_else(|| self.state_around().filter(|_| sector.is_some()))
        {
            let sector = if is_state(&owner) { sector.unwrap_or("CVL") } else { "" };
            return code(owner, sector, "organization of a state");
        }
        code(whose, "", "organization")
    }

    /// A state by name, its people, its capital, or the adjective of it.
    fn state(&self, mention: &Mention, whose: String, sector: Option<&'static str>) -> Code {
        let head = self.token(self.head);
        let people =
            matches!(head.tag, Tag::Nnps | Tag::Nns) && mention.form == MentionForm::Demonym;
        if people {
            let first = self.before().filter(|first| *first != whose);
            let living = || self.behind(&["of", "in"]).filter(|state| *state != whose);
            if let Some(state) = first.or_else(living) {
                return code(state, sector.unwrap_or("CVL"), "people of a state");
            }
            let party = whose == "PSE" && self.words.len() == 1;
            return code(whose, if party { "" } else { "CVL" }, "people of a state");
        }
        if self.is_capital(mention) {
            return code(whose, self.of_place(mention), "capital as its government");
        }
        let modified = self.modified().filter(|_| mention.form == MentionForm::Demonym);
        code(whose, modified.unwrap_or_default(), "state")
    }

    /// The people that an adjective alone stands before: "Norlandic" of "Norlandic refugees".
    fn modified(&self) -> Option<&'static str> {
        let mut noun = self.head;
        for _ in 0..3 {
            if self.token(noun).pos == Pos::Noun {
                break;
            }
            noun = self.token(noun).head as usize;
        }
        let sector = LISTS.sector("heads", &self.lemma(noun))?;
        let body = LISTS.is("bodies", &self.lemma(noun));
        (!body && matches!(sector, "CVL" | "REF") || LISTS.is("troops", &self.lemma(noun)))
            .then_some(sector)
    }

    /// A capital that acts is its government; any other town is its people.
    fn of_place(&self, mention: &Mention) -> &'static str {
        let dep = self.token(self.head).dep;
        let acts =
            matches!(dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Agent | Dep::Dobj | Dep::Dative);
        let words = fold(mention.span.of(self.coder.text));
        let city =
            self.coder.world.places(&words).first().is_some_and(|p| p.class == PlaceClass::City);
        match (self.is_capital(mention), acts) {
            (true, true) => "GOV",
            (false, _) if city => "CVL",
            _ => "",
        }
    }

    fn is_capital(&self, mention: &Mention) -> bool {
        let senses = self.coder.world.named(&fold(mention.span.of(self.coder.text)));
        senses.iter().any(|sense| sense.form == NameForm::Seat)
    }

    fn token(&self, at: usize) -> &Token {
        &self.coder.analysis.tokens[at]
    }

    fn lemma(&self, at: usize) -> String {
        fold(&self.token(at).lemma)
    }

    fn any(&self, test: impl Fn(&str) -> bool) -> bool {
        self.words.iter().any(|at| test(&fold(self.token(*at).span.of(self.coder.text))))
    }

    /// "ethnic Albanians", "Iraqi Kurds" of no own state.
    fn is_ethnic(&self) -> bool {
        self.any(|word| word == "ethnic")
    }

    /// The sector by the head, by a title before a name, by a strong word before the head.
    fn sector(&self) -> Option<&'static str> {
        let before: Vec<usize> = self.words.iter().copied().filter(|at| *at < self.head).collect();
        for at in before.iter().rev() {
            let strong = self.pair(*at).and_then(|two| LISTS.sector("strong", &two));
            let strong = strong.or_else(|| LISTS.sector("strong", &self.word(*at)));
            if let Some(sector) = strong.filter(|_| self.depends(*at)) {
                return Some(sector);
            }
        }
        let of = |at: usize| {
            let two = self.pair(at).and_then(|two| LISTS.sector("heads", &two));
            two.or_else(|| LISTS.sector("heads", &self.lemma(at)))
                .or_else(|| LISTS.sector("heads", &self.word(at)))
        };
        let own = of(self.head);
        let named = self.token(self.head).pos == Pos::Propn;
        own.or_else(|| before.iter().rev().filter(|_| named).find_map(|at| of(*at)))
    }

    /// The word governs nothing outside what the head governs from before.
    fn depends(&self, at: usize) -> bool {
        let mut here = at;
        for _ in 0..4 {
            if here == self.head {
                return true;
            }
            let token = self.token(here);
            if matches!(token.dep, Dep::Prep | Dep::Pobj | Dep::Relcl) {
                return false;
            }
            here = token.head as usize;
        }
        false
    }

    fn word(&self, at: usize) -> String {
        fold(self.token(at).span.of(self.coder.text))
    }

    fn pair(&self, at: usize) -> Option<String> {
        let next = at + 1;
        self.words.contains(&next).then(|| format!("{} {}", self.word(at), self.lemma(next)))
    }

    /// State or organization whose name or adjective stands before the head.
    fn before(&self) -> Option<String> {
        let head = self.token(self.head).span;
        let mut found: Vec<&Mention> = self
            .coder
            .mentions(self.span)
            .filter(|m| m.span.end() <= head.start() && self.span.covers(m.span))
            .filter(|m| matches!(m.refers.prefix(), "state" | "place" | "org" | "body" | "force"))
            .collect();
        found.sort_by_key(|m| (m.refers.prefix() != "state", m.span.start()));
        let people = self
            .words
            .iter()
            .filter(|at| **at < self.head)
            .find_map(|at| LISTS.sector("peoples", &self.word(*at)));
        found.iter().find_map(|m| self.coder.owner_of(m)).or(people.map(str::to_owned))
    }

    /// State or organization behind one of these words.
    fn behind(&self, links: &[&str]) -> Option<String> {
        let mut words = self.words.iter().copied();
        let link = words.find(|at| *at > self.head && links.contains(&self.word(*at).as_str()));
        let from = self.token(link?).span.end();
        let mut inside = self.coder.mentions(self.span).filter(|m| m.span.start() >= from);
        inside.find_map(|m| self.coder.owner_of(m).filter(|_| m.refers.prefix() != "collective"))
    }

    fn of_the_world(&self) -> Option<&'static str> {
        let words: Vec<String> = self.words.iter().map(|at| self.word(*at)).collect();
        LISTS.phrase("world", &words.join(" "))
    }

    /// The state that the sentence names nearest to the phrase.
    fn state_around(&self) -> Option<String> {
        self.coder.states_around(self.head, self.span).into_iter().next()
    }
}

fn code(whose: String, sector: &str, why: &'static str) -> Code {
    Code { whose, sector: sector.to_owned(), why }
}

/// The sector of a party of this state or organization; bodies of several states have few.
fn sector_of<'s>(whose: &str, sector: Option<&'s str>) -> &'s str {
    let sector = sector.unwrap_or_default();
    if is_state(whose) || matches!(sector, "GOV" | "MIL" | "REF") { sector } else { "" }
}

fn split(code: &str) -> (String, String) {
    let (whose, rest) = code.split_once(' ').unwrap_or((code, ""));
    let bare = SECTORS.contains(&whose);
    if bare { (String::new(), whose.to_owned()) } else { (whose.to_owned(), rest.to_owned()) }
}

const SECTORS: &[&str] =
    &["GOV", "MIL", "LEG", "COP", "JUD", "PTY", "CVL", "UAF", "JRN", "REB", "OPP", "REF"];

/// True of codes of states.
fn is_state(code: &str) -> bool {
    code.len() == 3
        && !matches!(code, "UNO" | "EUR" | "IGO" | "NGO" | "IMG" | "MNC" | "ISM")
        && !SECTORS.contains(&code)
}

struct Lists {
    sectors: BTreeMap<(String, String), &'static str>,
    sets: BTreeMap<String, BTreeSet<String>>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

impl Lists {
    fn read() -> Self {
        let mut lists = Self { sectors: BTreeMap::new(), sets: BTreeMap::new() };
        let mut section = String::new();
        for line in include_str!("../data/actors.txt").lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                name.clone_into(&mut section);
            } else if let Some((sector, words)) =
                line.split_once(" : ").filter(|_| !line.starts_with('#'))
            {
                for word in words.split("; ") {
                    lists.sectors.entry((section.clone(), word.to_owned())).or_insert(sector);
                }
            } else if !line.is_empty() && !line.starts_with('#') {
                let set = lists.sets.entry(section.clone()).or_default();
                set.extend(line.split("; ").map(str::to_owned));
            }
        }
        lists
    }

    fn sector(&self, section: &str, word: &str) -> Option<&'static str> {
        self.sectors.get(&(section.to_owned(), word.to_owned())).copied()
    }

    fn is(&self, section: &str, word: &str) -> bool {
        self.sets.get(section).is_some_and(|set| set.contains(word))
    }

    /// The code of a phrase of a section that the words hold.
    fn phrase(&self, section: &str, words: &str) -> Option<&'static str> {
        let of_section = self.sectors.iter().filter(|((name, _), _)| name == section);
        of_section
            .into_iter()
            .find(|((_, phrase), _)| words.contains(phrase.as_str()))
            .map(|(_, code)| *code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve;
    use crate::sketch::{SmallWorld, analysis, document};
    use proptest::prelude::*;

    /// The code of the first occurrence of these words, `KAZ GOV`.
    fn coded(text: &str, words: &str, marks: &[&str], persons: &[&str]) -> String {
        let (world, document, analysis) =
            (SmallWorld::new(), document(text), analysis(text, marks, persons));
        let resolution = resolve(&world, &document, &analysis).value;
        let at = text.find(words).expect("words of the text");
        let code =
            coder(&world, &document, &analysis, &resolution).code(Span::new(at, at + words.len()));
        format!("{} {}", code.whose, code.sector).trim().to_owned()
    }

    #[test]
    fn a_bare_state_has_no_sector_and_its_people_have() {
        assert_eq!(coded("Norland protested.", "Norland", &[], &[]), "NRL");
        assert_eq!(coded("Norlandic police came.", "Norlandic police", &[], &[]), "NRL COP");
        let marks = &["rebel:NOUN:nsubj:fled"];
        assert_eq!(coded("A Vestrian rebel fled.", "Vestrian rebel", marks, &[]), "VST REB");
    }

    #[test]
    fn persons_go_by_their_post_and_former_ones_are_of_the_elite() {
        let text = "Norlandic Prime Minister Ole Brandt spoke.";
        let words = "Norlandic Prime Minister Ole Brandt";
        assert_eq!(coded(text, words, &[], &["Ole Brandt"]), "NRL GOV");
        let text = "Former Norlandic Prime Minister Ole Brandt spoke.";
        let words = "Former Norlandic Prime Minister Ole Brandt";
        assert_eq!(coded(text, words, &[], &["Ole Brandt"]), "NRL ELI");
    }

    #[test]
    fn what_names_no_state_is_of_the_state_that_the_sentence_names() {
        assert_eq!(
            coded("Gunmen fled when Vestria sent police.", "Gunmen", &[], &[]).split(' ').next(),
            Some("VST")
        );
        assert_eq!(
            coded("A human rights group blamed Norland.", "human rights group", &[], &[]),
            "NGO"
        );
    }

    proptest! {
        #[test]
        fn any_words_are_coded(text in "\\PC{1,80}") {
            let (world, document, analysis) = (SmallWorld::new(), document(&text), analysis(&text, &[], &[]));
            let resolution = resolve(&world, &document, &analysis).value;
            let coder = coder(&world, &document, &analysis, &resolution);
            coder.code(Span::new(0, text.len()));
        }
    }
}
