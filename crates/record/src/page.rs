//! What comes in: bytes with an address, and what their bringer said of them.

use crate::Day;
use std::sync::Arc;

/// What the bytes claim to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageForm {
    /// Look at the bytes (and the address's ending).
    Unknown,
    /// Plain text.
    Text,
    /// HTML.
    Html,
}

/// A page as it was obtained.
#[derive(Clone, Debug)]
pub struct Page {
    /// Path or URL as given.
    pub address: String,
    /// URL of publication, when the bringer knew it (JSON Lines `url`).
    pub url: Option<String>,
    /// What the bytes are said to be.
    pub form: PageForm,
    /// Title as the bringer gave it.
    pub title: Option<String>,
    /// Day of publication as the bringer gave it.
    pub date: Option<Day>,
    /// The bytes.
    pub body: Arc<[u8]>,
}
