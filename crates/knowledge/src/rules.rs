//! The rules that coding follows, embedded and parsed once: lexicon of frames, operators.

/// Everything `code` needs to know of words.
#[derive(Debug, Default)]
pub struct Rules {}

impl Rules {
    /// The rules that come with the program.
    pub fn embedded() -> &'static Self {
        static RULES: std::sync::LazyLock<Rules> = std::sync::LazyLock::new(Rules::default);
        &RULES
    }
}
