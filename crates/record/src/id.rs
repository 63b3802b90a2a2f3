//! Identifiers: readable for the register, hashed for what is discovered; slugs and folded names.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Id of a record: `state/kaz`, `post/csto/secretary-general`, `act/c3248c5dc5c0`. Cheap to copy.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Id(Arc<str>);

impl Id {
    /// The id with this text.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// `prefix/` and twelve hex digits of SHA-256 of the compact JSON array of the identifying fields.
    pub fn hashed(prefix: &str, fields: &[serde_json::Value]) -> Self {
        let json = serde_json::to_string(fields).expect("JSON values print");
        Self::new(&format!("{prefix}/{}", hex(&Sha256::digest(json.as_bytes())[..6])))
    }

    /// Id of the document with this text.
    pub fn document(text: &str) -> (Self, String) {
        let digest = Sha256::digest(text.as_bytes());
        (Self::new(&format!("doc/{}", hex(&digest[..8]))), hex(&digest))
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the first slash: `state`, `person`, `occasion` ...
    pub fn prefix(&self) -> &str {
        &self.0[..self.slash().unwrap_or(self.0.len())]
    }

    /// The part after the first slash: owner path of posts and bodies.
    pub fn path(&self) -> &str {
        self.slash().map_or("", |at| &self.0[at + 1..])
    }

    /// Prefixes are short: a plain search is the quickest.
    fn slash(&self) -> Option<usize> {
        self.0.bytes().position(|byte| byte == b'/')
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0.as_ref().to_owned()
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Slug of a name: Cyrillic by BGN/PCGN without marks, other letters without marks, lower case, anything else one hyphen,
/// no leading "the".
///
/// ```
/// use chancery_record::slug;
/// assert_eq!(slug("Óscar Lazo"), "oscar-lazo");
/// assert_eq!(slug("Нурбек Асанов"), "nurbek-asanov");
/// assert_eq!(slug("the European Union"), "european-union");
/// ```
pub fn slug(name: &str) -> String {
    let words = fold(name).replace(' ', "-");
    words.strip_prefix("the-").map(str::to_owned).unwrap_or(words)
}

/// Folded form of a name, for comparison: letters without marks, Cyrillic to Latin, lower case, possessive endings off,
/// runs of anything that is neither letter nor digit as one blank.
///
/// ```
/// use chancery_record::fold;
/// assert_eq!(fold("Türkiye's  U.N. envoy"), "turkiye u n envoy");
/// ```
pub fn fold(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return name.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`') {
            let at_end = |next: Option<&char>| next.is_none_or(|n| !n.is_alphanumeric());
            if chars.peek() == Some(&'s') {
                let mut ahead = chars.clone();
                ahead.next();
                if at_end(ahead.peek()) {
                    chars.next();
                }
            }
            gap = gap || at_end(chars.peek());
            continue;
        }
        if c.is_alphanumeric() || is_mark(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            fold_char(c, &mut out);
        } else {
            gap = true;
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    if is_mark(c) {
        return;
    }
    for low in c.to_lowercase() {
        match fold_letter(low) {
            Some(text) => out.push_str(text),
            None if is_mark(low) => {}
            None => out.push(low),
        }
    }
}

/// Latin spelling of a lower-case letter: BGN/PCGN without marks for Cyrillic, base letters for the Latin ones.
fn fold_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' => "zh",
        'җ' | 'ҷ' => "j",
        'з' => "z",
        'и' | 'і' | 'ӣ' => "i",
        'й' | 'ы' => "y",
        'ї' => "yi",
        'є' => "ye",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'ң' => "ng",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ұ' | 'ў' | 'ӯ' => "u",
        'ф' => "f",
        'х' => "kh",
        'ҳ' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ә' => "a",
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ə' | 'ạ' | 'ả' | 'ấ' | 'ầ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ế' | 'ề' | 'ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' | 'ḥ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ' | 'ố' | 'ồ' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ß' => "ss",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ţ' | 'ť' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_joins_spellings_of_one_name() {
        assert_eq!(fold("Qodirov’s"), "qodirov");
        assert_eq!(fold("Côte d’Ivoire"), "cote divoire");
        assert_eq!(fold("  Guțu, Stela "), "gutu stela");
        assert_eq!(fold("leaders' summit"), "leaders summit");
    }

    #[test]
    fn hashed_ids_take_the_fields_as_compact_json() {
        let fields = ["person/ole-brandt".into(), "post/nrl/head-of-government".into(), "".into()];
        assert_eq!(Id::hashed("tenure", &fields).as_str(), "tenure/56fdd3e41fbe");
    }
}
