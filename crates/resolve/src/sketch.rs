//! Small hand-made documents and worlds for tests: one sentence a line, words with parts of speech and governors.

use chancery_record::{
    Analysis, Day, Dep, Document, EntityKind, Id, Language, Making, NameForm, NameLabel, NamedSpan,
    Officeholder, Pos, Region, RegionRole, RegisterEntry, Sense, Sentence, Span, Tag, Token, World,
};
use std::collections::BTreeMap;

/// A world of three states, one organization with a council, two places.
pub(crate) struct SmallWorld {
    names: BTreeMap<String, Vec<Sense>>,
    entries: BTreeMap<Id, RegisterEntry>,
    tenures: Vec<Officeholder>,
}

impl SmallWorld {
    pub(crate) fn new() -> Self {
        let mut world =
            Self { names: BTreeMap::new(), entries: BTreeMap::new(), tenures: Vec::new() };
        for (id, kind, label, parent, country) in [
            ("state/nrl", EntityKind::State, "Norland", None, None),
            ("state/vst", EntityKind::State, "Vestria", None, None),
            ("org/nc", EntityKind::Organization, "Northern Compact", None, None),
            (
                "body/nc/council",
                EntityKind::Body,
                "Council of the Northern Compact",
                Some("org/nc"),
                None,
            ),
            ("place/lund", EntityKind::Place, "Lund", None, Some("state/nrl")),
        ] {
            let entry = RegisterEntry {
                id: id.into(),
                kind,
                label: label.to_owned(),
                parent: parent.map(Id::new),
                country: country.map(Id::new),
                code: None,
                coordinates: None,
            };
            world.entries.insert(id.into(), entry);
        }
        for (name, id, form) in [
            ("norland", "state/nrl", NameForm::Full),
            ("norlandic", "state/nrl", NameForm::Adjective),
            ("republic of vestria", "state/vst", NameForm::Official),
            ("vestria", "state/vst", NameForm::Full),
            ("vestrii", "state/vst", NameForm::Short),
            ("vestrian", "state/vst", NameForm::Adjective),
            ("northern compact", "org/nc", NameForm::Full),
            ("nc", "org/nc", NameForm::Acronym),
            ("council of the northern compact", "body/nc/council", NameForm::Full),
            ("lund", "place/lund", NameForm::Full),
            ("lund", "state/nrl", NameForm::Seat),
        ] {
            let sense =
                Sense { id: id.into(), form, language: Language::English, ambiguous: false };
            world.names.entry(name.to_owned()).or_default().push(sense);
        }
        world
    }

    /// With a person in a post between two days, each open where empty.
    pub(crate) fn with(mut self, person: &str, post: &str, from: &str, to: &str) -> Self {
        let (from, to) = (Day::parse(from), Day::parse(to));
        self.tenures.push(Officeholder {
            person: person.into(),
            post: post.into(),
            from,
            to,
            checked: true,
        });
        self
    }
}

impl World for SmallWorld {
    fn named(&self, folded: &str) -> &[Sense] {
        self.names.get(folded).map_or(&[], Vec::as_slice)
    }

    fn longest(&self, first_word: &str) -> usize {
        let starting = self.names.keys().filter(|name| name.split(' ').next() == Some(first_word));
        starting.map(|name| name.split(' ').count()).max().unwrap_or(0)
    }

    fn entry(&self, id: &Id) -> Option<&RegisterEntry> {
        self.entries.get(id)
    }

    fn holders(&self, _: &Id, _: Option<Day>) -> Vec<Officeholder> {
        Vec::new()
    }

    fn tenures(&self, person: &Id) -> Vec<Officeholder> {
        self.tenures.iter().filter(|t| t.person == *person).cloned().collect()
    }

    fn family(&self, _: &str) -> &[Id] {
        &[]
    }

    fn members(&self, _: &Id, _: Option<Day>) -> Vec<Id> {
        Vec::new()
    }
}

/// An English document of one body paragraph without any parse.
pub(crate) fn document(text: &str) -> Document {
    let (id, sha256) = Id::document(text);
    let region = Region {
        role: RegionRole::Body,
        span: Span::new(0, text.len()),
        language: Language::English,
    };
    Document {
        id,
        sha256,
        address: "sketch.txt".to_owned(),
        text: text.into(),
        title: None,
        dated: None,
        dateline: None,
        language: Language::English,
        regions: vec![region],
        chain: Vec::new(),
        publisher: None,
        made: Making::default(),
    }
}

/// Words of the text as tokens: capitals are proper nouns, everything else a noun, but for the words listed as
/// `word:POS:dep:head`, where `head` is the text of the governing word. `names` are persons the model would see.
pub(crate) fn analysis(text: &str, marks: &[&str], names: &[&str]) -> Analysis {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut spans = Vec::new();
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || (c == '-' && start.is_some());
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                spans.push((from, at));
                start = None;
            }
            _ => {}
        }
        if !inside && !c.is_whitespace() && at < text.len() {
            spans.push((at, at + c.len_utf8()));
        }
    }
    for (from, to) in spans {
        let word = &text[from..to];
        let capital = word.starts_with(char::is_uppercase);
        let pos = if word.chars().all(char::is_alphanumeric) || word.contains('-') {
            if capital { Pos::Propn } else { Pos::Noun }
        } else {
            Pos::Punct
        };
        tokens.push(Token {
            span: Span::new(from, to),
            lemma: word.to_lowercase().into(),
            pos,
            tag: Tag::None,
            dep: Dep::Dep,
            head: u32::try_from(tokens.len()).unwrap_or(0),
            sentence: 0,
        });
    }
    for mark in marks {
        let mut parts = mark.split(':');
        let word = parts.next().unwrap_or_default();
        let find = |word: &str| tokens.iter().position(|t| t.span.of(text) == word);
        let (pos, dep, head) = (parts.next(), parts.next(), parts.next().and_then(find));
        if let Some(at) = find(word) {
            tokens[at].pos = pos.and_then(Pos::from_word).unwrap_or(Pos::X);
            tokens[at].dep = dep.and_then(Dep::from_word).unwrap_or(Dep::Dep);
            tokens[at].head = head.and_then(|h| u32::try_from(h).ok()).unwrap_or(tokens[at].head);
        }
    }
    let names = names.iter().filter_map(|name| {
        let at = text.find(name)?;
        let span = Span::new(at, at + name.len());
        let first = tokens.iter().position(|t| t.span.start() == at)?;
        let count = tokens[first..].iter().take_while(|t| t.span.end() <= span.end()).count();
        let range = u32::try_from(first).ok()?..u32::try_from(first + count).ok()?;
        Some(NamedSpan { span, tokens: range, label: NameLabel::Person })
    });
    let names = names.collect();
    let sentence = Sentence {
        span: Span::new(0, text.len()),
        tokens: 0..u32::try_from(tokens.len()).unwrap_or(0),
        region: RegionRole::Body,
        paragraph: 0,
    };
    Analysis { sentences: vec![sentence], tokens, names, quotations: Vec::new(), times: Vec::new() }
}
