//! The text of a page, with its regions, date, languages and the hands it went through.

use crate::{Id, Span, Time, words::words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

words! {
    /// Languages told apart; everything else is `other`. Printed as ISO 639-1.
    Language {
        English = "en", Russian = "ru", Kazakh = "kk", Kyrgyz = "ky", Tajik = "tg", Uzbek = "uz", Ukrainian = "uk",
        Belarusian = "be", Persian = "fa", French = "fr", German = "de", Spanish = "es", Turkish = "tr", Arabic = "ar",
        Chinese = "zh", Other = "und",
    }
}
words! {
    /// What a stretch of a page is.
    RegionRole {
        Title = "title", Date = "date", Dateline = "dateline", Body = "body", Caption = "caption", Credit = "credit",
        SiteName = "site-name", Signature = "signature", Syndication = "syndication", Teaser = "teaser",
        Boilerplate = "boilerplate", ParallelTitle = "parallel-title",
    }
}

impl RegionRole {
    /// Page furniture: never coded.
    pub fn is_furniture(self) -> bool {
        matches!(
            self,
            Self::Credit | Self::SiteName | Self::Syndication | Self::Teaser | Self::Boilerplate
        )
    }
}

/// A stretch of the text and its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// The role.
    pub role: RegionRole,
    /// Where.
    pub span: Span,
    /// Language of this stretch.
    pub language: Language,
}

words! {
    /// What a hand did with the text.
    HandKind {
        Issued = "issued", Told = "told", Reported = "reported", Published = "published",
        Republished = "republished", Picture = "picture",
    }
}

/// One hand the text went through; who it is, `resolve` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    /// What it did.
    pub kind: HandKind,
    /// The words that name it ("Press service of the President", "Prut Wire").
    pub name: Span,
    /// The words that say so, `name` included.
    pub span: Span,
}

words! {
    /// What is chosen among the things that a page says of itself.
    Chosen { Title = "title", Authors = "authors", Site = "site", Date = "date" }
}

/// Who made a page, as it was chosen among what the page says of itself, and why. Not evidence of any fact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Making {
    /// Who wrote it, one name each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The name of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Where title, authors, site and date were found, in words for people.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: BTreeMap<Chosen, String>,
}

/// The text of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// `doc/` and the first sixteen hex digits of the text's SHA-256.
    pub id: Id,
    /// SHA-256 of the text, hex.
    pub sha256: String,
    /// Path or URL as given.
    pub address: String,
    /// The text; every span points into it.
    pub text: Arc<str>,
    /// The title.
    pub title: Option<Span>,
    /// Printed or inferred date, with reasons.
    pub dated: Option<Time>,
    /// The place name in the dateline ("YEREVAN"); the place filed from, not the place of the event.
    pub dateline: Option<Span>,
    /// Language of the body.
    pub language: Language,
    /// In order of the text; every non-space character lies in exactly one.
    pub regions: Vec<Region>,
    /// Hands, origin first.
    pub chain: Vec<Hand>,
    /// The name of the last hand that published, when the text names it.
    pub publisher: Option<Span>,
    /// Who made it, and why that is believed.
    pub made: Making,
}

impl Document {
    /// The role of the region this byte lies in.
    pub fn role_at(&self, byte: usize) -> Option<RegionRole> {
        let after = self.regions.partition_point(|r| r.span.end() <= byte);
        self.regions.get(after).filter(|r| r.span.start() <= byte).map(|r| r.role)
    }
}
