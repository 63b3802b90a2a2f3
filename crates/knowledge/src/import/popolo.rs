//! Popolo: one JSON document with lists of persons, organizations, posts and memberships.

use super::draft::{Draft, Party, Person};
use serde_json::Value;
use std::collections::BTreeMap;

/// Reads the document into the draft.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) {
    let document: Value = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(error) => {
            let what =
                format!("no JSON (column {}): a Popolo file is one JSON document", error.column());
            // At the end of a cut file the reader counts one line more than there are.
            return draft.fault(error.line().clamp(1, text.lines().count().max(1)), what);
        }
    };
    if !document.is_object() {
        let what = "no Popolo: an object with `persons`, `organizations`, `posts` and `memberships` is expected";
        return draft.fault(1, what.to_owned());
    }
    let lines = lines(text);
    let list = |name: &str| document[name].as_array().cloned().unwrap_or_default();
    for entry in &list("persons") {
        draft.person(&person(entry), line(&lines, entry));
    }
    let organizations = list("organizations");
    for with_parent in [false, true] {
        for entry in organizations.iter().filter(|e| e["parent_id"].is_string() == with_parent) {
            let party = party(entry, draft);
            draft.party(&party, line(&lines, entry));
        }
    }
    let posts: BTreeMap<String, Value> =
        list("posts").into_iter().map(|post| (text_of(&post, "id"), post)).collect();
    for entry in &list("memberships") {
        membership(entry, line(&lines, entry), &posts, draft);
    }
    for unknown in document.as_object().into_iter().flat_map(|object| object.keys()) {
        if !["persons", "organizations", "posts", "memberships", "meta"].contains(&unknown.as_str())
        {
            draft.skip(&format!("list {unknown}"), 1);
        }
    }
}

/// Where each line begins that holds an id.
fn lines(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        for part in line.split("\"id\"").skip(1) {
            if let Some(id) = part.split('"').nth(1) {
                found.entry(id.to_owned()).or_insert(at + 1);
            }
        }
    }
    found
}

fn line(lines: &BTreeMap<String, usize>, entry: &Value) -> usize {
    lines.get(&text_of(entry, "id")).copied().unwrap_or(1)
}

fn text_of(entry: &Value, key: &str) -> String {
    match &entry[key] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn some(entry: &Value, key: &str) -> Vec<String> {
    Some(text_of(entry, key)).filter(|text| !text.is_empty()).into_iter().collect()
}

fn other_names(entry: &Value) -> Vec<String> {
    let names = entry["other_names"].as_array().into_iter().flatten();
    names.flat_map(|name| some(name, "name")).collect()
}

fn person(entry: &Value) -> Person {
    let gender = match text_of(entry, "gender").to_lowercase().as_str() {
        "female" | "f" => "f",
        "male" | "m" => "m",
        _ => "",
    };
    Person {
        theirs: text_of(entry, "id"),
        names: some(entry, "name"),
        others: other_names(entry),
        family: some(entry, "family_name"),
        gender,
        countries: [some(entry, "country_code"), some(entry, "nationality")].concat(),
    }
}

fn party(entry: &Value, draft: &Draft<'_>) -> Party {
    let parent = draft.ours(&text_of(entry, "parent_id")).cloned();
    let public = ["legislature", "government", "ministry", "chamber", "executive", "court"];
    Party {
        theirs: text_of(entry, "id"),
        names: some(entry, "name"),
        others: other_names(entry),
        acronyms: some(entry, "abbreviation"),
        countries: [some(entry, "country_code"), some(entry, "area_id")].concat(),
        parent,
        public: public.contains(&text_of(entry, "classification").to_lowercase().as_str()),
    }
}

fn membership(entry: &Value, line: usize, posts: &BTreeMap<String, Value>, draft: &mut Draft<'_>) {
    let Some(person) = draft.ours(&text_of(entry, "person_id")).cloned() else {
        return draft
            .fault(line, "`person_id` names no person of this file: add the person".to_owned());
    };
    let post = posts.get(&text_of(entry, "post_id"));
    let organization = post.into_iter().chain([entry]).map(|e| text_of(e, "organization_id"));
    let organization = organization.into_iter().find_map(|theirs| draft.ours(&theirs).cloned());
    let Some(owner) = organization.or_else(|| draft.state(&[])) else {
        let what = "neither the post nor the membership names an organization of this file: add `organization_id`, or give --state";
        return draft.fault(line, what.to_owned());
    };
    let words = post.into_iter().flat_map(|post| [text_of(post, "role"), text_of(post, "label")]);
    let words = words.chain([text_of(entry, "role"), text_of(entry, "label")]);
    let Some(words) = words.into_iter().find(|words| !words.is_empty()) else {
        return draft.skip("memberships without post or role", line);
    };
    let Some(post) = Draft::post(&words, &owner) else {
        return draft.fault(line, "the role has no words".to_owned());
    };
    let [start, end] = ["start_date", "end_date"].map(|key| text_of(entry, key));
    draft.tenure(&person, &post, [&start, &end], "current", line);
}
