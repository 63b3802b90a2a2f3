//! Rules of acts: rule files come in, frames and operator words by lemma go out. Never reads a document.
//!
//! A file holds one root and bears its name. A heading line says what kind of word the indented lines below it list and where
//! its parties stand; an entry is a lemma, its particle or preposition, and after a colon the objects it needs:
//!
//! ```text
//! verbs subject -> object with | mode disapprove | cameo 111 | spoken
//!     condemn, lash out, file: complaint lawsuit, dismiss: someone
//! codes "Norland condemned the raid." actor "Norland"
//! leaves "The raid was condemned to failure."
//! ```
//!
//! Nouns that go together are a class, listed under a line `class troops` in a file of no root; `@troops` among the objects of an
//! entry stands for all of them that no other entry of the same word names.
//!
//! A file of any other name can say its root in a line `root ACCUSE`; without one it lists operators, sectors and contexts.

use crate::table::Map;
use chancery_record::matter::Root;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What kind of word tells the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// "condemned"
    Verb,
    /// "condemnation"
    Noun,
    /// "critical"
    Adjective,
}

impl Kind {
    const COUNT: usize = 3;
}

/// Where a party of an act stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Subject, or the "by" of a passive.
    Subject,
    /// Object, indirect object, or the noun after the preposition of the entry.
    Object,
    /// Genitive or adjective before the noun: "Norland's", "Norlandic".
    Possessor,
    /// Whoever stands behind the object: its genitive, "of", "by", "from".
    Inside,
    /// The noun after this preposition.
    After(String),
}

/// One entry of the lexicon.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of a heading, free of the others"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Base act.
    pub root: Root,
    /// Kind of word.
    pub kind: Kind,
    /// File and line of the entry: `accuse.txt:12`.
    pub at: String,
    /// Lemma, then particles or prepositions.
    pub words: Vec<String>,
    /// Lemmas of which one must be the object; empty for any. `someone` stands for any person, `something` for any noun.
    pub objects: Vec<String>,
    /// Where the actor stands, in the order tried.
    pub actors: Vec<Slot>,
    /// Where the recipient stands, in the order tried.
    pub recipients: Vec<Slot>,
    /// Modes.
    pub modes: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Done by words: needs a speaker.
    pub spoken: bool,
    /// Done together: all parties are actors.
    pub together: bool,
    /// Of a noun: tells an act without a verb of its own.
    pub alone: bool,
    /// Its object, if it has one, must be a party: "met" tells no meeting when targets were met.
    pub needs: bool,
    /// Holds only with an infinitive that has a subject of its own: "told X to go".
    pub infinitive: bool,
    /// Holds only with a clause below it: "claimed that ...".
    pub clausal: bool,
    /// Does not hold with an infinitive: "called on X" is a visit, "called on X to go" none.
    pub bare: bool,
    /// Thought of, not done: "is considering".
    pub perhaps: bool,
    /// Tells nothing: keeps a shorter entry from holding ("released a statement").
    pub silent: bool,
}

impl Frame {
    /// How the rule is named where it is cited: `acts/accuse/file+complaint`.
    pub fn name(&self) -> String {
        let root = self.root.as_str().to_lowercase();
        let words = self.words.join(" ");
        match self.objects.first() {
            Some(object) => format!("acts/{root}/{words}+{object}"),
            None => format!("acts/{root}/{words}"),
        }
    }
}

macro_rules! operators {
    ($($(#[$meta:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// What is done to a deed by the way it is told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operator {
            $($(#[$meta])* $variant),+
        }

        impl Operator {
            /// Every operator.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the rule files.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}
operators! {
    /// Promised, offered, agreed, ready.
    Promise = "promise",
    /// Going to happen: "will", "is to", planned, expected.
    Plan = "plan",
    /// Asked for.
    Ask = "ask",
    /// Refused, ruled out, opposed.
    Refuse = "refuse",
    /// Said not to be so.
    Deny = "deny",
    /// Ended, suspended, lifted.
    Stop = "stop",
    /// Threatened.
    Threaten = "threaten",
    /// Laid to somebody's charge.
    Accuse = "accuse",
    /// Let happen.
    Allow = "allow",
    /// Told by somebody.
    Report = "report",
    /// Begun, tried, continued, decided: the deed is told as done.
    Carry = "carry",
    /// Not done.
    Not = "not",
    /// Possible, or done only if.
    Perhaps = "perhaps",
    /// Needed: "must", "should".
    Ought = "ought",
    /// What another deed is done for.
    Purpose = "purpose",
}

/// A sentence that a rule file codes or leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// File and line.
    pub at: String,
    /// The root of the file.
    pub root: Root,
    /// The sentence.
    pub text: String,
    /// It must be coded with the root; else nothing of the root may be found.
    pub codes: bool,
    /// Words of an actor.
    pub actor: Option<String>,
    /// Words of a recipient.
    pub recipient: Option<String>,
    /// How it is told.
    pub state: Option<String>,
}

/// An operator and the particles or prepositions its word needs.
pub type OperatorWord = (Operator, Vec<String>);

/// All rules of acts.
#[derive(Clone, Debug, Default)]
pub struct ActRules {
    frames: [Map<String, Vec<Frame>>; Kind::COUNT],
    operators: [Map<String, Vec<OperatorWord>>; Kind::COUNT],
    sectors: Map<String, String>,
    contexts: Map<String, String>,
    classes: BTreeMap<String, BTreeSet<String>>,
    examples: Vec<Example>,
    plain: bool,
}

/// A fault of a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// File and line, as `accuse.txt:12`.
    pub at: String,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for RuleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.why)
    }
}

impl ActRules {
    /// The rules of files given as name and text, and the faults of lines that were passed over.
    pub fn read(files: &[(&str, &str)]) -> (Self, Vec<RuleFault>) {
        let mut reading = Reading::default();
        let mut faults = Vec::new();
        for (name, text) in files {
            let mut file = File::new(name);
            for (number, line) in text.lines().enumerate() {
                file.at = format!("{name}:{}", number + 1);
                if let Err(why) = file.line(line, &mut reading) {
                    faults.push(RuleFault { at: file.at.clone(), why });
                }
            }
        }
        let (rules, unknown) = reading.done();
        faults.extend(unknown);
        (rules, faults)
    }

    /// Frames of a lemma.
    pub fn frames(&self, kind: Kind, lemma: &str) -> &[Frame] {
        self.frames[kind as usize].get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Operators of a lemma, each with the particles or prepositions it needs.
    pub fn operators(&self, kind: Kind, lemma: &str) -> &[OperatorWord] {
        self.operators[kind as usize].get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The rules with this share of the lexicon alone, of a hundred; another `draw` keeps other entries. Operators stay.
    ///
    /// For training that must not learn to lean on the lexicon, and for curves of the score over its size.
    #[must_use]
    pub fn thinned(&self, percent: u64, draw: u64) -> Self {
        let mut rules = self.clone();
        for frames in rules.frames.iter_mut().flat_map(Map::values_mut) {
            for frame in &mut *frames {
                let lot = |object: &String| lot(&[&frame.at, object], draw) % 100 < percent;
                let conditioned = !frame.objects.is_empty();
                frame.objects.retain(lot);
                // An entry that lost all its objects must not hold for any.
                if conditioned && frame.objects.is_empty() {
                    frame.words.clear();
                }
            }
            frames.retain(|f| {
                let kept = f.silent || !f.objects.is_empty();
                let whole = f.words.join(" ");
                !f.words.is_empty() && (kept || lot(&[&f.at, &whole], draw) % 100 < percent)
            });
        }
        rules
    }

    /// The rules without any operator: every deed is told as done. For measuring what operators bring.
    #[must_use]
    pub fn without_operators(&self) -> Self {
        Self { operators: <_>::default(), plain: true, ..self.clone() }
    }

    /// True of rules without operators: auxiliaries and negations say nothing either.
    pub fn are_plain(&self) -> bool {
        self.plain
    }

    /// The sector that a common noun gives its party: "troops" are `MIL`.
    pub fn sector(&self, lemma: &str) -> Option<&str> {
        self.sectors.get(lemma).map(String::as_str)
    }

    /// The context that a word makes clear: "embassy" is `diplomatic`.
    pub fn context(&self, lemma: &str) -> Option<&str> {
        self.contexts.get(lemma).map(String::as_str)
    }

    /// True of a lemma that the rules list in this class.
    pub fn is_in(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(lemma))
    }

    /// The contexts that some word makes clear.
    pub fn contexts(&self) -> BTreeSet<&str> {
        self.contexts.values().map(String::as_str).collect()
    }

    /// The sentences of the rule files.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Number of keys: a verb with three objects counts three times.
    pub fn keys(&self) -> usize {
        self.keys_by_root().values().sum()
    }

    /// Number of keys of each root.
    pub fn keys_by_root(&self) -> BTreeMap<Root, usize> {
        let mut keys = BTreeMap::new();
        for frame in self.frames.iter().flat_map(Map::values).flatten().filter(|f| !f.silent) {
            *keys.entry(frame.root).or_default() += frame.objects.len().max(1);
        }
        keys
    }
}

/// A number that looks drawn by lot and is the same on every machine (FNV-1a).
fn lot(words: &[&str], draw: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ draw.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in words.iter().flat_map(|w| w.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}

/// Rules while their files are read: entries with classes wait until all classes and all plain entries are known.
#[derive(Default)]
struct Reading {
    rules: ActRules,
    waiting: Vec<Frame>,
}

impl Reading {
    /// The rules with the classes filled in, and the entries whose class nobody lists.
    fn done(mut self) -> (ActRules, Vec<RuleFault>) {
        let mut faults = Vec::new();
        for mut frame in self.waiting {
            let mut objects: Vec<String> = Vec::new();
            for class in std::mem::take(&mut frame.objects) {
                match self.rules.classes.get(class.trim_start_matches('@')) {
                    Some(nouns) => objects.extend(nouns.iter().cloned()),
                    None => faults.push(RuleFault {
                        at: frame.at.clone(),
                        why: format!("no class is named `{class}`"),
                    }),
                }
            }
            let lemma = frame.words.first().cloned().unwrap_or_default();
            let known = self.rules.frames[frame.kind as usize].entry(lemma).or_default();
            let same = |f: &&Frame| {
                f.words == frame.words
                    && (f.infinitive, f.clausal) == (frame.infinitive, frame.clausal)
            };
            let taken: BTreeSet<&String> =
                known.iter().filter(same).flat_map(|f| &f.objects).collect();
            objects.retain(|o| !taken.contains(o));
            objects.sort();
            objects.dedup();
            if !objects.is_empty() {
                known.push(Frame { objects, ..frame });
            }
        }
        (self.rules, faults)
    }
}

/// A rule file being read.
struct File {
    root: Option<Root>,
    at: String,
    heading: Option<Heading>,
}

#[derive(Clone)]
enum Heading {
    Frames(Box<Frame>),
    Operators(Kind, Operator),
    Sector(String),
    Context(String),
    Class(String),
}

impl File {
    fn new(name: &str) -> Self {
        let stem = name.trim_end_matches(".txt").to_uppercase();
        Self { root: Root::from_word(&stem), at: String::new(), heading: None }
    }

    fn line(&mut self, line: &str, reading: &mut Reading) -> Result<(), String> {
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') {
            return Ok(());
        }
        if line.starts_with(' ') {
            return self.entries(bare, reading);
        }
        let (first, rest) = bare.split_once(' ').unwrap_or((bare, ""));
        match first {
            "codes" | "leaves" => {
                let example = self.example(first == "codes", rest)?;
                reading.rules.examples.push(example);
            }
            "context" => self.heading = Some(Heading::Context(context(rest.trim())?)),
            "sector" => self.heading = Some(Heading::Sector(rest.trim().to_owned())),
            "class" => self.heading = Some(Heading::Class(rest.trim().to_owned())),
            "root" => {
                let root = Root::from_word(rest.trim());
                self.root = Some(root.ok_or_else(|| format!("`{}` is no root", rest.trim()))?);
            }
            _ => self.heading = Some(self.heading(first, rest)?),
        }
        Ok(())
    }

    fn heading(&self, first: &str, rest: &str) -> Result<Heading, String> {
        let kind = match first {
            "verbs" => Kind::Verb,
            "nouns" => Kind::Noun,
            "adjectives" => Kind::Adjective,
            other => return Err(format!("`{other}` opens no block")),
        };
        let Some(root) = self.root else {
            if rest.trim() == "silent" {
                return Ok(Heading::Frames(Box::new(silent(kind))));
            }
            let operator = Operator::ALL.iter().find(|o| o.as_str() == rest.trim());
            return operator
                .map(|o| Heading::Operators(kind, *o))
                .ok_or_else(|| format!("`{rest}` is no operator"));
        };
        let mut parts = rest.split('|').map(str::trim);
        let (actors, recipients) = parts
            .next()
            .and_then(|slots| slots.split_once("->"))
            .ok_or("a heading says `actor -> recipient`")?;
        let mut frame = Frame {
            root,
            kind,
            at: String::new(),
            words: Vec::new(),
            objects: Vec::new(),
            actors: slots(actors),
            recipients: slots(recipients),
            modes: Vec::new(),
            cameo: None,
            spoken: false,
            together: false,
            alone: false,
            needs: false,
            infinitive: false,
            clausal: false,
            bare: false,
            perhaps: false,
            silent: false,
        };
        for part in parts {
            match part.split_once(' ').unwrap_or((part, "")) {
                ("mode", mode) if is_mode(root, mode) => frame.modes.push(mode.to_owned()),
                ("mode", mode) => return Err(format!("{root} has no mode `{mode}`")),
                ("cameo", code) if code.bytes().all(|b| b.is_ascii_digit()) => {
                    frame.cameo = Some(code.to_owned());
                }
                ("spoken", "") => frame.spoken = true,
                ("together", "") => frame.together = true,
                ("alone", "") => frame.alone = true,
                ("needs", "party") => frame.needs = true,
                ("with", "infinitive") => frame.infinitive = true,
                ("without", "infinitive") => frame.bare = true,
                ("with", "clause") => frame.clausal = true,
                ("perhaps", "") => frame.perhaps = true,
                _ => return Err(format!("`{part}` is no property of a frame")),
            }
        }
        Ok(Heading::Frames(Box::new(frame)))
    }

    fn entries(&self, line: &str, reading: &mut Reading) -> Result<(), String> {
        let heading = self.heading.as_ref().ok_or("an entry before any heading")?;
        for entry in line.split(',').map(str::trim).filter(|e| !e.is_empty()) {
            let (words, objects) = entry.split_once(':').unwrap_or((entry, ""));
            let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            let (classes, objects): (Vec<String>, Vec<String>) =
                objects.split_whitespace().map(str::to_owned).partition(|o| o.starts_with('@'));
            let lemma = words.first().ok_or("an entry without a word")?.clone();
            if entry
                .chars()
                .any(|c| !c.is_lowercase() && !matches!(c, ' ' | ':' | '-' | '\'' | '@'))
            {
                return Err(format!("`{entry}` is not made of lemmas"));
            }
            let rules = &mut reading.rules;
            match heading {
                Heading::Class(class) => {
                    rules.classes.entry(class.clone()).or_default().extend(words);
                }
                Heading::Sector(sector) => {
                    rules.sectors.insert(lemma, sector.clone());
                }
                Heading::Context(context) => {
                    rules.contexts.insert(lemma, context.clone());
                }
                Heading::Operators(kind, operator) => {
                    let known = rules.operators[*kind as usize].entry(lemma).or_default();
                    known.push((*operator, words[1..].to_vec()));
                }
                Heading::Frames(frame) => {
                    if !classes.is_empty() {
                        let (at, words) = (self.at.clone(), words.clone());
                        reading.waiting.push(Frame {
                            at,
                            words,
                            objects: classes,
                            ..(**frame).clone()
                        });
                        if objects.is_empty() {
                            continue;
                        }
                    }
                    let known = rules.frames[frame.kind as usize].entry(lemma).or_default();
                    let shared = |f: &Frame| {
                        f.words == words
                            && (f.infinitive, f.clausal) == (frame.infinitive, frame.clausal)
                            && (f.objects == objects
                                || f.objects.iter().any(|o| objects.contains(o)))
                    };
                    if let Some(other) = known.iter().find(|f| shared(f)) {
                        return Err(format!(
                            "`{entry}` is {} already, at {}",
                            other.root, other.at
                        ));
                    }
                    let at = self.at.clone();
                    known.push(Frame { at, words, objects, ..(**frame).clone() });
                }
            }
        }
        Ok(())
    }

    fn example(&self, codes: bool, rest: &str) -> Result<Example, String> {
        let root = self.root.ok_or("only the file of a root has examples")?;
        let mut pieces = rest.split('"');
        let (Some(""), Some(text)) = (pieces.next().map(str::trim), pieces.next()) else {
            return Err("an example stands in quotation marks".into());
        };
        let mut example = Example {
            at: self.at.clone(),
            root,
            text: text.to_owned(),
            codes,
            actor: None,
            recipient: None,
            state: None,
        };
        while let Some(key) = pieces.next().map(str::trim).filter(|k| !k.is_empty()) {
            let value = pieces.next().map(str::to_owned);
            match key {
                "actor" => example.actor = value,
                "recipient" => example.recipient = value,
                "state" => example.state = value,
                other => return Err(format!("`{other}` is no part of an example")),
            }
        }
        Ok(example)
    }
}

/// A frame that only keeps others away; its root is never told.
fn silent(kind: Kind) -> Frame {
    Frame {
        root: Root::Agree,
        kind,
        at: String::new(),
        words: Vec::new(),
        objects: Vec::new(),
        actors: Vec::new(),
        recipients: Vec::new(),
        modes: Vec::new(),
        cameo: None,
        spoken: false,
        together: false,
        alone: false,
        needs: false,
        infinitive: false,
        clausal: false,
        bare: false,
        perhaps: false,
        silent: true,
    }
}

/// The contexts of the code book.
const CONTEXTS: &[&str] = &[
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
];

fn context(word: &str) -> Result<String, String> {
    let known = CONTEXTS.contains(&word);
    known.then(|| word.to_owned()).ok_or_else(|| format!("`{word}` is no context"))
}

fn slots(words: &str) -> Vec<Slot> {
    let slot = |word: &str| match word {
        "subject" => Slot::Subject,
        "object" => Slot::Object,
        "possessor" => Slot::Possessor,
        "inside" => Slot::Inside,
        other => Slot::After(other.to_owned()),
    };
    words.split_whitespace().filter(|w| *w != "none").map(slot).collect()
}

/// True of the modes that the code book gives a root.
fn is_mode(root: Root, mode: &str) -> bool {
    let modes: &[&str] = match root {
        Root::Consult => &["visit", "third-party", "multilateral", "phone"],
        Root::Retreat => &["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
        Root::Request | Root::Reject => &["assist", "change", "yield", "meet"],
        Root::Accuse => &["disapprove", "investigate", "allege"],
        Root::Threaten => &["restrict", "arrest", "relations", "expel", "territory", "violence"],
        Root::Protest => &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
        Root::Sanction => &["convict", "expel", "withdraw", "discontinue"],
        Root::Mobilize => &["troops", "weapons", "police", "militia"],
        Root::Coerce => &[
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ],
        Root::Assault => &[
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ],
        Root::Agree | Root::Support | Root::Concede | Root::Cooperate | Root::Aid => &[],
    };
    modes.contains(&mode)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Words of blame.\n\
        verbs subject -> object of | mode allege | cameo 112 | spoken\n    accuse, lash out, file: suit complaint\n\
        codes \"Norland accused Sund of theft.\" actor \"Norland\" recipient \"Sund\"\nleaves \"Sund stood accused.\"\n";

    #[test]
    fn entries_take_the_slots_of_their_heading() {
        let (rules, faults) = ActRules::read(&[("accuse.txt", FILE)]);
        assert_eq!(faults, []);
        let frame = &rules.frames(Kind::Verb, "file")[0];
        assert_eq!(frame.objects, ["suit", "complaint"]);
        assert_eq!(frame.recipients, [Slot::Object, Slot::After("of".into())]);
        assert_eq!((frame.cameo.as_deref(), frame.spoken), (Some("112"), true));
        assert_eq!(frame.name(), "acts/accuse/file+suit");
        assert_eq!(rules.frames(Kind::Verb, "lash")[0].words, ["lash", "out"]);
        assert_eq!(rules.keys(), 4);
        assert_eq!(rules.examples().len(), 2);
        assert_eq!(rules.examples()[0].recipient.as_deref(), Some("Sund"));
    }

    #[test]
    fn faults_name_their_line() {
        let file = "    accuse\nverbs subject object\nverbs subject -> object | mode drone\n\
            verbs subject -> object\n    blame, blame\n    Blame\ncodes Norland blamed.\n";
        let (_, faults) = ActRules::read(&[("accuse.txt", file)]);
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 6, "{told:?}");
        assert_eq!(told[0], "accuse.txt:1: an entry before any heading");
        assert_eq!(told[3], "accuse.txt:5: `blame` is ACCUSE already, at accuse.txt:5");
    }

    #[test]
    fn a_thinned_lexicon_keeps_its_share_and_never_widens_an_entry() {
        let (rules, _) = ActRules::read(&[("accuse.txt", FILE)]);
        assert_eq!(rules.thinned(100, 1).keys(), rules.keys());
        assert_eq!(rules.thinned(0, 1).keys(), 0);
        let kept: Vec<usize> = (0..40).map(|draw| rules.thinned(50, draw).keys()).collect();
        assert!(kept.iter().any(|k| *k != kept[0]), "{kept:?}");
        for draw in 0..40 {
            let thin = rules.thinned(50, draw);
            assert!(thin.frames(Kind::Verb, "file").iter().all(|f| !f.objects.is_empty()));
        }
    }

    #[test]
    fn a_file_of_any_name_can_say_its_root() {
        let file = "root SANCTION\nverbs subject -> object\n    shun\nroot SHUN\n";
        let (rules, faults) = ActRules::read(&[("own.txt", file)]);
        let shun = &rules.frames(Kind::Verb, "shun")[0];
        assert_eq!((shun.root, shun.at.as_str()), (Root::Sanction, "own.txt:3"));
        assert_eq!(faults[0].to_string(), "own.txt:4: `SHUN` is no root");
    }

    #[test]
    fn a_class_stands_for_its_nouns_that_nobody_else_names() {
        let files = [
            ("mobilize.txt", "verbs subject -> to\n    send: @troops, send: @ships\n"),
            ("aid.txt", "verbs subject -> to\n    send: medic tent\n"),
            ("classes.txt", "class troops\n    soldier medic\n    tank\n"),
        ];
        let (rules, faults) = ActRules::read(&files);
        let send: Vec<_> = rules
            .frames(Kind::Verb, "send")
            .iter()
            .map(|f| (f.root, f.objects.join(" ")))
            .collect();
        assert_eq!(
            send,
            [(Root::Aid, "medic tent".into()), (Root::Mobilize, "soldier tank".to_owned())]
        );
        assert_eq!(faults[0].to_string(), "mobilize.txt:2: no class is named `@ships`");
    }

    #[test]
    fn operator_words_stand_in_a_file_of_no_root() {
        let file = "verbs ask\n    urge, call for\nsector MIL\n    troop, soldier\n";
        let (rules, faults) = ActRules::read(&[("operators.txt", file)]);
        assert_eq!(faults, []);
        assert_eq!(rules.operators(Kind::Verb, "call"), [(Operator::Ask, vec!["for".into()])]);
        assert_eq!(rules.sector("soldier"), Some("MIL"));
    }
}
