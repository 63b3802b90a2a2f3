//! The rules that coding follows, embedded and parsed once: lexicon of frames, operators.

pub mod acts;

use acts::{ActRules, RuleFault};

macro_rules! act_files {
    ($($name:literal),+ $(,)?) => {
        &[$((concat!($name, ".txt"), include_str!(concat!("../rules/en/acts/", $name, ".txt")))),+]
    };
}

/// Rule files of English acts: name and text.
const ENGLISH_ACTS: &[(&str, &str)] = act_files![
    "operators",
    "classes",
    "contexts",
    "accuse",
    "agree",
    "aid",
    "assault",
    "coerce",
    "concede",
    "consult",
    "cooperate",
    "mobilize",
    "protest",
    "reject",
    "request",
    "retreat",
    "sanction",
    "support",
    "threaten",
];

/// Everything `code` needs to know of words.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    acts: ActRules,
    faults: Vec<RuleFault>,
    alone: bool,
}

impl Rules {
    /// The rules that come with the program.
    pub fn embedded() -> &'static Self {
        static RULES: std::sync::LazyLock<Rules> = std::sync::LazyLock::new(|| {
            let (acts, faults) = ActRules::read(ENGLISH_ACTS);
            Rules { acts, faults, alone: false }
        });
        &RULES
    }

    /// The rules that come with the program with files of one's own: a file takes the place of the one of its name, others
    /// are added; of an entry that stands in two files, the first read holds.
    ///
    /// ```
    /// # use chancery_knowledge::Rules;
    /// let own = "root SANCTION\nverbs subject -> object\n    unfriend\n";
    /// let rules = Rules::with(&[("shunning.txt".into(), own.into())]);
    /// assert!(rules.faults().is_empty());
    /// assert!(rules.acts().keys() > Rules::embedded().acts().keys());
    /// ```
    pub fn with(own: &[(String, String)]) -> Self {
        let is_own = |name: &str| own.iter().any(|(n, _)| n == name);
        let kept = ENGLISH_ACTS.iter().copied().filter(|(name, _)| !is_own(name));
        let files: Vec<(&str, &str)> =
            own.iter().map(|(name, text)| (name.as_str(), text.as_str())).chain(kept).collect();
        let (acts, mut faults) = ActRules::read(&files);
        faults.retain(|f| f.at.rsplit_once(':').is_some_and(|(file, _)| is_own(file)));
        Self { acts, faults, alone: false }
    }

    /// The rules without an arbiter over what they propose.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// True when nothing weighs what the rules propose.
    pub fn are_alone(&self) -> bool {
        self.alone
    }

    /// Rules of acts alone.
    pub fn of_acts(acts: ActRules) -> Self {
        Self { acts, ..Self::default() }
    }

    /// Frames and operators of acts.
    pub fn acts(&self) -> &ActRules {
        &self.acts
    }

    /// Faults of rule files: none in a released program.
    pub fn faults(&self) -> &[RuleFault] {
        &self.faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_record::matter::Root;

    #[test]
    fn embedded_rules_are_without_fault_and_large() {
        let rules = Rules::embedded();
        let faults: Vec<String> = rules.faults().iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert!(rules.acts().keys() >= 5000, "{} keys", rules.acts().keys());
        assert_eq!(rules.acts().keys_by_root().len(), Root::ALL.len());
    }

    #[test]
    fn every_context_has_words() {
        assert_eq!(Rules::embedded().acts().contexts().len(), 37);
    }

    #[test]
    fn own_files_take_the_place_of_those_of_their_name() {
        let own =
            [("protest.txt".to_owned(), "verbs subject -> object\n    march: square\n".to_owned())];
        let rules = Rules::with(&own);
        assert!(rules.faults().is_empty());
        assert_eq!(rules.acts().keys_by_root()[&Root::Protest], 1);
        let broken = [("own.txt".to_owned(), "root AID\nverbs subject\n".to_owned())];
        let faults: Vec<String> =
            Rules::with(&broken).faults().iter().map(ToString::to_string).collect();
        assert_eq!(faults, ["own.txt:2: a heading says `actor -> recipient`"]);
    }
}
