//! The nouns of the diplomatic record: what passes between the stages.
