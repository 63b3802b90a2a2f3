//! What a page declares to machines: JSON-LD.
//!
//! The words of a data script come in; dates, authors and the name of the publisher go out. Data that is no JSON is searched
//! for its dates alone. Never follows references out of the page.

use serde_json::Value;
use std::collections::BTreeMap;

/// What the data says of the page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Declared {
    /// When it was published.
    pub(crate) published: Option<String>,
    /// When it was made, brought up or changed.
    pub(crate) other: Option<String>,
    /// Who wrote it, persons first.
    pub(crate) authors: Vec<String>,
    /// They are houses, not persons.
    pub(crate) house: bool,
    /// Who publishes it.
    pub(crate) publisher: Option<String>,
}

/// Reads the words of a data script.
pub(crate) fn declared(words: &str) -> Declared {
    let words = words.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let words = words.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
    let mut out = Declared::default();
    let Ok(data) = serde_json::from_str::<Value>(words) else {
        out.published = quoted_after(words, "\"datePublished\"");
        out.other = quoted_after(words, "\"dateCreated\"");
        out.authors =
            quoted_after(words, "\"author\"").into_iter().filter(|n| n != "@type").collect();
        return out;
    };
    let mut nodes = Vec::new();
    gather(&data, 0, &mut nodes);
    let names = names(&nodes);
    // The story first, then what else is described.
    for story in [true, false] {
        for node in nodes.iter().filter(|n| tells(n) == story) {
            out.take(node, story, &names);
        }
    }
    out
}

/// The quoted value after a key, in words that need not be sound JSON.
pub(crate) fn quoted_after(words: &str, key: &str) -> Option<String> {
    let at = words.find(key)? + key.len();
    let rest = words[at..].trim_start_matches(|c: char| c == ':' || c.is_whitespace());
    let value = rest.strip_prefix('"').or_else(|| rest.strip_prefix('\''))?;
    let end = value.find(['"', '\''])?;
    (end < 80).then(|| value[..end].to_owned())
}

/// Nodes looked at; a page describes a handful.
const MOST_NODES: usize = 400;

fn gather<'a>(value: &'a Value, depth: usize, nodes: &mut Vec<&'a Value>) {
    if depth > 6 || nodes.len() >= MOST_NODES {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|v| gather(v, depth + 1, nodes)),
        Value::Object(map) => {
            nodes.push(value);
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "isPartOf"] {
                map.get(key).into_iter().for_each(|v| gather(v, depth + 1, nodes));
            }
        }
        _ => {}
    }
}

fn names(nodes: &[&Value]) -> BTreeMap<String, String> {
    let named = |node: &&Value| {
        let id = node.get("@id")?.as_str()?;
        Some((id.to_owned(), node.get("name")?.as_str()?.to_owned()))
    };
    nodes.iter().filter_map(named).collect()
}

fn tells(node: &Value) -> bool {
    let kind = |kind: &str| {
        ["Article", "Posting", "Report", "WebPage", "Recipe", "Blog"]
            .iter()
            .any(|k| kind.contains(k))
            && kind != "Blog"
    };
    let own = |v: &Value| v.as_str().is_some_and(kind);
    match node.get("@type") {
        Some(Value::Array(all)) => all.iter().any(own),
        Some(one) => own(one),
        None => false,
    }
}

impl Declared {
    fn take(&mut self, node: &Value, story: bool, names: &BTreeMap<String, String>) {
        let words = |key: &str| node.get(key).and_then(Value::as_str).map(str::to_owned);
        if self.published.is_none() {
            self.published = words("datePublished");
        }
        if self.other.is_none() {
            self.other = ["dateCreated", "uploadDate", "dateModified"].into_iter().find_map(words);
        }
        if story && self.authors.is_empty() {
            for key in ["author", "creator"] {
                let (mut persons, mut others) = (Vec::new(), Vec::new());
                makers(node.get(key), names, 0, &mut persons, &mut others);
                if self.authors.is_empty() {
                    self.house = persons.is_empty();
                    self.authors = if persons.is_empty() { others } else { persons };
                }
            }
        }
        if self.publisher.is_none() {
            let publisher =
                node.get("publisher").and_then(|p| p.get("name")).and_then(Value::as_str);
            self.publisher = publisher.map(str::to_owned);
        }
    }
}

fn makers(
    value: Option<&Value>,
    names: &BTreeMap<String, String>,
    depth: usize,
    persons: &mut Vec<String>,
    others: &mut Vec<String>,
) {
    match value {
        Some(Value::String(name)) if !name.starts_with("http") => persons.push(name.clone()),
        Some(Value::Array(all)) if depth < 3 => {
            all.iter().take(20).for_each(|v| makers(Some(v), names, depth + 1, persons, others));
        }
        Some(node @ Value::Object(_)) => {
            let linked = || names.get(node.get("@id")?.as_str()?).cloned();
            let name = match node.get("name") {
                Some(Value::String(name)) => Some(name.clone()),
                Some(Value::Array(all)) => all.first().and_then(Value::as_str).map(str::to_owned),
                _ => linked(),
            };
            let house =
                node.get("@type").and_then(Value::as_str).is_some_and(|t| t.contains("Organi"));
            if let Some(name) = name {
                if house { others.push(name) } else { persons.push(name) }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_with_a_person_named_elsewhere() {
        let found = declared(
            r#"{"@graph":[{"@type":"WebSite","name":"Lake Herald"},
                {"@type":"NewsArticle","datePublished":"2031-05-08T09:00:00+03:00","author":{"@id":"x#ida"},
                 "publisher":{"@type":"Organization","name":"Lake Herald"}},
                {"@type":"Person","@id":"x#ida","name":"Ida Voss"}]}"#,
        );
        assert_eq!(found.published.as_deref(), Some("2031-05-08T09:00:00+03:00"));
        assert_eq!(found.authors, ["Ida Voss"]);
        assert_eq!(found.publisher.as_deref(), Some("Lake Herald"));
    }

    #[test]
    fn unsound_data_still_gives_its_date() {
        let found =
            declared("{\"datePublished\": \"2031-05-08\", \"articleBody\": \"line\nbreak\"");
        assert_eq!(found.published.as_deref(), Some("2031-05-08"));
    }
}
