//! The rules that coding follows, embedded and parsed once: lexicon of frames, operators.

pub mod acts;

use acts::{ActRules, RuleFault};

macro_rules! act_files {
    ($($name:literal),+ $(,)?) => {
        &[$((concat!($name, ".txt"), include_str!(concat!("../rules/en/acts/", $name, ".txt")))),+]
    };
}

/// Rule files of English acts: name and text. Where a key stands in two files, both hold.
const ENGLISH_ACTS: &[(&str, &str)] = act_files![
    "operators",
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
#[derive(Debug, Default)]
pub struct Rules {
    acts: ActRules,
    faults: Vec<RuleFault>,
}

impl Rules {
    /// The rules that come with the program.
    pub fn embedded() -> &'static Self {
        static RULES: std::sync::LazyLock<Rules> = std::sync::LazyLock::new(|| {
            let (acts, faults) = ActRules::read(ENGLISH_ACTS);
            Rules { acts, faults }
        });
        &RULES
    }

    /// Rules of acts alone.
    pub fn of_acts(acts: ActRules) -> Self {
        Self { acts, faults: Vec::new() }
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

    #[test]
    fn embedded_rules_are_without_fault_and_large() {
        let rules = Rules::embedded();
        let faults: Vec<String> = rules.faults().iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert!(rules.acts().keys() >= 1300, "{} keys", rules.acts().keys());
    }
}
