//! Collects tokens into sentences and keeps their numbers straight.

use crate::layout::Paragraph;
use chancery_record::{Analysis, NamedSpan, Sentence, Span, Token};

/// An analysis under construction.
#[derive(Debug, Default)]
pub(crate) struct Gather {
    pub(crate) analysis: Analysis,
}

impl Gather {
    /// The index that the next token will have.
    pub(crate) fn next_token(&self) -> u32 {
        index(self.analysis.tokens.len())
    }

    /// Adds a sentence; its tokens' heads are indices into the whole document already.
    pub(crate) fn sentence(&mut self, paragraph: &Paragraph, tokens: Vec<Token>) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let number = index(self.analysis.sentences.len());
        let from = self.next_token();
        self.analysis.sentences.push(Sentence {
            span: Span::new(first.span.start(), last.span.end()),
            tokens: from..from + index(tokens.len()),
            region: paragraph.region,
            paragraph: paragraph.number,
        });
        let numbered = tokens.into_iter().map(|token| Token { sentence: number, ..token });
        self.analysis.tokens.extend(numbered);
    }

    pub(crate) fn name(&mut self, name: NamedSpan) {
        self.analysis.names.push(name);
    }
}

fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
