//! `FollowTheMoney`: one entity a line; persons, bodies, positions, occupancies and memberships become rows.

use super::draft::{Draft, Party, Person};
use chancery_record::Id;
use serde_json::Value;
use std::collections::BTreeMap;

/// Schemas of which something becomes a row.
const KNOWN: [&str; 10] = [
    "Country",
    "Territory",
    "Person",
    "Organization",
    "PublicBody",
    "Company",
    "LegalEntity",
    "Position",
    "Occupancy",
    "Membership",
];

/// A position, before it is known who owns it.
struct Position {
    name: String,
    owner: Option<Id>,
}

/// Reads the lines into the draft.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) {
    let mut entities = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Value>(line) {
            Ok(entity) if entity["schema"].is_string() && entity["id"].is_string() => {
                entities.push((at + 1, entity));
            }
            Ok(_) => draft.fault(
                at + 1,
                "no entity of FollowTheMoney: `id` and `schema` are missing".to_owned(),
            ),
            Err(error) => draft.fault(
                at + 1,
                format!(
                    "no JSON (column {}): every line must hold one whole entity",
                    error.column()
                ),
            ),
        }
    }
    let of = |schemas: &'static [&'static str]| {
        entities
            .iter()
            .filter(move |(_, e)| schemas.contains(&e["schema"].as_str().unwrap_or_default()))
    };
    for (line, entity) in of(&["Country", "Territory"]) {
        country(entity, *line, draft);
    }
    for (line, entity) in of(&["Person"]) {
        draft.person(&person(entity), *line);
    }
    // Parents before those that name them.
    let parties = || of(&["Organization", "PublicBody", "Company", "LegalEntity"]);
    for with_parent in [false, true] {
        for (line, entity) in parties().filter(|(_, e)| first(e, "parent").is_some() == with_parent)
        {
            let party = party(entity, draft);
            draft.party(&party, *line);
        }
    }
    let positions: BTreeMap<String, Position> =
        of(&["Position"]).map(|(_, entity)| (id(entity), position(entity, draft))).collect();
    for (line, entity) in of(&["Occupancy"]) {
        occupancy(entity, *line, &positions, draft);
    }
    for (line, entity) in of(&["Membership"]) {
        membership(entity, *line, draft);
    }
    for (line, entity) in &entities {
        let schema = entity["schema"].as_str().unwrap_or_default();
        if !KNOWN.contains(&schema) {
            draft.skip(&format!("schema {schema}"), *line);
        }
        for dataset in entity["datasets"].as_array().into_iter().flatten().filter_map(Value::as_str)
        {
            draft.dataset(dataset);
        }
    }
}

fn id(entity: &Value) -> String {
    entity["id"].as_str().unwrap_or_default().to_owned()
}

/// Values of a property.
fn all(entity: &Value, property: &str) -> Vec<String> {
    let values = entity["properties"][property].as_array().into_iter().flatten();
    values.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn first(entity: &Value, property: &str) -> Option<String> {
    all(entity, property).into_iter().next()
}

fn country(entity: &Value, line: usize, draft: &mut Draft<'_>) {
    let codes = [all(entity, "country"), vec![id(entity)]].concat();
    match draft.state(&codes) {
        Some(state) => draft.state_known_as(&id(entity), state),
        None => draft.note(line, format!("`{}` is no state of the register", id(entity))),
    }
}

fn person(entity: &Value) -> Person {
    let gender = match first(entity, "gender").unwrap_or_default().to_lowercase().as_str() {
        "female" | "f" => "f",
        "male" | "m" => "m",
        _ => "",
    };
    Person {
        theirs: id(entity),
        names: all(entity, "name"),
        others: [all(entity, "alias"), all(entity, "previousName")].concat(),
        family: all(entity, "lastName"),
        gender,
        countries: [all(entity, "nationality"), all(entity, "country"), all(entity, "citizenship")]
            .concat(),
    }
}

fn party(entity: &Value, draft: &Draft<'_>) -> Party {
    let parent = first(entity, "parent").and_then(|theirs| draft.ours(&theirs).cloned());
    Party {
        theirs: id(entity),
        names: all(entity, "name"),
        others: [all(entity, "alias"), all(entity, "previousName")].concat(),
        acronyms: all(entity, "abbreviation"),
        countries: [all(entity, "country"), all(entity, "jurisdiction")].concat(),
        parent,
        public: entity["schema"] == "PublicBody",
    }
}

fn position(entity: &Value, draft: &Draft<'_>) -> Position {
    let organization =
        first(entity, "organization").and_then(|theirs| draft.ours(&theirs).cloned());
    Position {
        name: first(entity, "name").unwrap_or_default(),
        owner: organization.or_else(|| draft.state(&all(entity, "country"))),
    }
}

fn occupancy(
    entity: &Value,
    line: usize,
    positions: &BTreeMap<String, Position>,
    draft: &mut Draft<'_>,
) {
    let holder = first(entity, "holder").and_then(|theirs| draft.ours(&theirs).cloned());
    let Some(holder) = holder else {
        return draft
            .fault(line, "the holder is no person of this file: add the Person".to_owned());
    };
    let Some(position) = first(entity, "post").and_then(|post| positions.get(&post)) else {
        return draft.fault(line, "the post is no Position of this file: add it".to_owned());
    };
    let Some(owner) = &position.owner else {
        let what = format!(
            "position `{}` has neither organization nor country: add one, or give --state",
            position.name
        );
        return draft.fault(line, what);
    };
    let Some(post) = Draft::post(&position.name, owner) else {
        return draft.fault(line, "the position has no name".to_owned());
    };
    let [start, end] = days(entity);
    draft.tenure(&holder, &post, [&start, &end], "current", line);
}

fn membership(entity: &Value, line: usize, draft: &mut Draft<'_>) {
    let ours = |property| first(entity, property).and_then(|theirs| draft.ours(&theirs).cloned());
    let (Some(member), Some(organization)) = (ours("member"), ours("organization")) else {
        return draft.fault(line, "member or organization is not in this file: add it".to_owned());
    };
    let [start, end] = days(entity);
    let days = [start.as_str(), end.as_str()];
    match (member.prefix(), first(entity, "role")) {
        ("state", _) => draft.member(&member, &organization, days, line),
        ("person", Some(role)) => match Draft::post(&role, &organization) {
            Some(post) => draft.tenure(&member, &post, days, "current", line),
            None => draft.fault(line, "the role has no words".to_owned()),
        },
        _ => draft.skip("memberships without a role", line),
    }
}

fn days(entity: &Value) -> [String; 2] {
    ["startDate", "endDate"].map(|property| first(entity, property).unwrap_or_default())
}
