//! Stretches of a document's text, and the way from bytes to code points.

use serde::{Deserialize, Serialize};

/// Bytes `start..end` of `Document::text`, on character boundaries, `start <= end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span `start..end` of bytes; the two are swapped when given backwards.
    ///
    /// ```
    /// let span = chancery_record::Span::new(4, 9);
    /// assert_eq!(span.of("the envoy spoke"), "envoy");
    /// ```
    pub fn new(start: usize, end: usize) -> Self {
        let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        Self { start: at(start.min(end)), end: at(start.max(end)) }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// True of an empty stretch.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words themselves; empty when the span does not lie in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }

    /// True when `other` lies wholly inside.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share a byte.
    pub fn touches(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Byte offsets of a text as code points.
///
/// ```
/// let map = chancery_record::OffsetMap::new("“ok”");
/// assert_eq!(map.code_point(3), 1);
/// ```
#[derive(Clone, Debug)]
pub struct OffsetMap {
    /// Code point at every 64th byte's character start; empty for ASCII text.
    marks: Vec<u32>,
    text: std::sync::Arc<str>,
}

const STRIDE: usize = 64;

impl OffsetMap {
    /// Reads the text once.
    pub fn new(text: impl Into<std::sync::Arc<str>>) -> Self {
        let text = text.into();
        if text.is_ascii() {
            return Self { marks: Vec::new(), text };
        }
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 2);
        let mut points = 0u32;
        for (byte, value) in text.bytes().enumerate() {
            if byte % STRIDE == 0 {
                marks.push(points);
            }
            points += u32::from(value & 0xC0 != 0x80);
        }
        Self { marks, text }
    }

    /// Code points before this byte offset.
    pub fn code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if self.marks.is_empty() {
            return byte;
        }
        let mark = (byte / STRIDE).min(self.marks.len() - 1);
        let starts = |b: &&u8| **b & 0xC0 != 0x80;
        self.marks[mark] as usize
            + self.text.as_bytes()[mark * STRIDE..byte].iter().filter(starts).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_in_any_script() {
        let text = format!("{}“Совет” met", "ж".repeat(200));
        let map = OffsetMap::new(text.as_str());
        for (points, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(map.code_point(byte), points);
        }
        assert_eq!(map.code_point(text.len()), text.chars().count());
    }

    #[test]
    fn a_span_outside_the_text_holds_nothing() {
        assert_eq!(Span::new(3, 30).of("abc"), "");
        assert_eq!(Span::new(1, 2).of("ж"), "");
    }
}
