//! What document and register together say of everything that is mentioned: kind, label, owner, state, code.

use crate::found::Finds;
use crate::people::People;
use crate::posts::{Post, label};
use crate::scene::{Focus, Scene};
use chancery_knowledge::{Map, Set};
use chancery_record::{EntityKind, Holding, Id, Referent, TenureStatus};
use std::collections::BTreeMap;

/// Builds the referents of these ids and of what they rest on.
pub(crate) fn build(
    scene: &Scene,
    finds: &Finds,
    people: &People,
    posts: &[Post],
    holdings: &[Holding],
    extra: &[Id],
) -> BTreeMap<Id, Referent> {
    let builder = Builder {
        scene,
        finds,
        names: names(scene, finds, people),
        owners: owners(posts),
        acronyms: acronyms(scene, finds),
    };
    let mut out = BTreeMap::new();
    let found =
        finds.list.iter().flat_map(|f| f.candidates.iter().map(|c| &c.0).chain([&f.refers]));
    let held = holdings.iter().flat_map(|h| [&h.holder, &h.post]);
    let mut wanted: Vec<Id> = Vec::new();
    let mut seen: Set<Id> = Set::default();
    for id in found.chain(extra).chain(held) {
        if !seen.contains(id) {
            seen.insert(id.clone());
            wanted.push(id.clone());
        }
    }
    while let Some(id) = wanted.pop() {
        let referent = builder.referent(&id);
        let above = referent.parent.iter().chain(&referent.country);
        wanted.extend(above.filter(|up| seen.insert((*up).clone())).cloned());
        out.insert(id, referent);
    }
    capacities(&mut out, holdings, people, scene);
    out
}

/// The longest printed name of each id.
fn names<'b>(scene: &'b Scene, finds: &'b Finds, people: &'b People) -> Map<&'b Id, &'b str> {
    let mut out: Map<&Id, (usize, &str)> = Map::default();
    for found in &finds.list {
        let text = scene.words.slice(found.first, found.last);
        let letters = text.chars().count();
        let held = out.entry(&found.refers).or_default();
        if letters > held.0 {
            *held = (letters, text);
        }
    }
    let mut out: Map<&Id, &str> = out.into_iter().map(|(id, (_, name))| (id, name)).collect();
    let named = people.by_id.iter().filter(|(_, person)| !person.name.is_empty());
    out.extend(named.map(|(id, person)| (id, person.name.as_str())));
    out
}

fn owners(posts: &[Post]) -> Map<&Id, &Id> {
    posts.iter().filter_map(|post| Some((post.id.as_ref()?, post.owner.as_ref()?))).collect()
}

fn acronyms<'b>(scene: &Scene, finds: &'b Finds) -> Map<&'b Id, String> {
    let short = finds.list.iter().filter(|f| f.form == chancery_record::MentionForm::Acronym);
    short.map(|f| (&f.refers, scene.words.slice(f.first, f.last).to_uppercase())).collect()
}

struct Builder<'b> {
    scene: &'b Scene<'b>,
    finds: &'b Finds,
    names: Map<&'b Id, &'b str>,
    owners: Map<&'b Id, &'b Id>,
    acronyms: Map<&'b Id, String>,
}

impl Builder<'_> {
    fn referent(&self, id: &Id) -> Referent {
        if let Some(entry) = self.scene.world.entry(id) {
            return Referent {
                id: id.clone(),
                kind: Some(entry.kind),
                label: entry.label.clone(),
                parent: entry.parent.clone(),
                country: entry
                    .country
                    .clone()
                    .or_else(|| self.scene.state_of(id).filter(|s| s != id)),
                code: entry.code.clone().or_else(|| self.code(id)),
                capacity: None,
                registered: true,
                coordinates: entry.coordinates,
            };
        }
        let parent = self.owner(id);
        let country = self.country(id, parent.as_ref());
        Referent {
            id: id.clone(),
            kind: kind(id),
            label: self.label(id, parent.as_ref()),
            country,
            code: self.code(id),
            parent,
            capacity: None,
            registered: false,
            coordinates: None,
        }
    }

    fn owner(&self, id: &Id) -> Option<Id> {
        self.owners.get(id).map(|owner| (*owner).clone()).or_else(|| self.scene.owner_of(id))
    }

    fn country(&self, id: &Id, parent: Option<&Id>) -> Option<Id> {
        parent
            .and_then(|up| self.scene.state_of(up))
            .or_else(|| self.scene.state_of(id))
            .filter(|state| state != id)
    }

    fn label(&self, id: &Id, parent: Option<&Id>) -> String {
        if let Some(label) = chancery_knowledge::posts::label(self.scene.world, id) {
            return label;
        }
        if id.prefix() == "post"
            && let Some(owner) = parent
        {
            let role = label(
                id.path().strip_prefix(owner.path()).unwrap_or(id.path()).trim_start_matches('/'),
            );
            let of = self.scene.world.entry(owner).map_or_else(
                || self.names.get(owner).copied().unwrap_or_default().to_owned(),
                |e| e.label.clone(),
            );
            return format!("{role} of {of}");
        }
        let own = self.names.get(id).filter(|name| !name.is_empty());
        let path = || id.path().rsplit('/').next().unwrap_or_default().replace('-', " ");
        own.map_or_else(path, |name| (*name).to_owned())
    }

    /// Event-data code of a party.
    fn code(&self, id: &Id) -> Option<String> {
        match id.prefix() {
            "state" => Some(id.path().to_uppercase()),
            "outlet" => Some("JRN".to_owned()),
            "armed-group" => Some("UAF".to_owned()),
            "org" => Some(self.organization_code(id)),
            "body" | "force" => {
                let owner = self.owner(id)?;
                if owner.prefix() == "state" {
                    Some(format!("{} {}", code_of_state(self.scene, &owner), sector_of_body(id)))
                } else {
                    self.scene
                        .world
                        .entry(&owner)
                        .and_then(|e| e.code.clone())
                        .or_else(|| self.code(&owner))
                }
            }
            "post" => {
                let owner = self.owner(id)?;
                if owner.prefix() == "state" {
                    Some(format!(
                        "{} {}",
                        code_of_state(self.scene, &owner),
                        sector_of_role(id.path())
                    ))
                } else {
                    self.scene
                        .world
                        .entry(&owner)
                        .and_then(|e| e.code.clone())
                        .or_else(|| self.code(&owner))
                }
            }
            "collective" => Some(self.collective_code(id)),
            _ => None,
        }
    }

    fn organization_code(&self, id: &Id) -> String {
        let official = [
            "union",
            "organization",
            "organisation",
            "league",
            "community",
            "compact",
            "council",
            "commission",
            "alliance",
            "pact",
        ];
        let is_official =
            official.iter().any(|word| id.path().split('-').any(|part| part == *word));
        if let Some(code) = self.national_code(id) {
            return code;
        }
        match self.acronyms.get(id) {
            Some(short) if is_official => format!("IGO {short}"),
            Some(short) => format!("NGO {short}"),
            None if is_official => "IGO".to_owned(),
            None => "NGO".to_owned(),
        }
    }

    /// A party of the state that the text is written from, and what bears the name of a state: its fund, company, university.
    fn national_code(&self, id: &Id) -> Option<String> {
        let words: Vec<&str> = id.path().split('-').collect();
        let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
        let sector =
            if any(&["party", "greens", "democrats", "socialists", "liberals", "conservatives"]) {
                "PTY"
            } else if any(&["company", "holding", "airlines", "airways", "bank", "corp", "group"]) {
                "BUS"
            } else if any(&["university", "academy", "school"]) {
                "EDU"
            } else if any(&[
                "fund",
                "agency",
                "authority",
                "institute",
                "office",
                "service",
                "corporation",
                "board",
            ]) {
                "GOV"
            } else {
                return None;
            };
        let state = self.state_in(&words).or_else(|| {
            let home = (sector == "PTY").then(|| Focus::of(self.scene, self.finds).home).flatten();
            home.map(|state| code_of_state(self.scene, &state))
        })?;
        Some(format!("{state} {sector}"))
    }

    /// The state that one of the words names.
    fn state_in(&self, words: &[&str]) -> Option<String> {
        words.iter().find_map(|word| {
            let senses = self.scene.world.named(word);
            senses
                .iter()
                .find(|s| s.id.prefix() == "state")
                .map(|s| code_of_state(self.scene, &s.id))
        })
    }

    /// State of a nationality in the words, and the kind of people.
    fn collective_code(&self, id: &Id) -> String {
        let words: Vec<&str> = id.path().split('-').collect();
        let state = self.state_in(&words);
        let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
        let armed = [
            "soldiers",
            "sailors",
            "marines",
            "troops",
            "forces",
            "peacekeepers",
            "patrol",
            "patrols",
            "battalion",
            "contingent",
            "warships",
            "warplanes",
            "gunners",
        ];
        let sector = if any(&armed) {
            "MIL"
        } else if any(&["police", "policemen", "guards", "officers"]) {
            "COP"
        } else if any(&[
            "presidents",
            "ministers",
            "leaders",
            "heads",
            "diplomats",
            "negotiators",
            "delegations",
            "delegation",
            "governments",
            "authorities",
            "officials",
            "sides",
            "side",
            "states",
            "countries",
            "staff",
            "parties",
            "premiers",
            "envoys",
            "ambassadors",
            "attaches",
            "attachés",
            "consuls",
            "embassy",
        ]) {
            "GOV"
        } else if any(&["journalists", "reporters"]) {
            "JRN"
        } else if any(&["refugees", "migrants"]) {
            "REF"
        } else {
            "CVL"
        };
        state.map_or_else(|| sector.to_owned(), |state| format!("{state} {sector}"))
    }
}

fn code_of_state(scene: &Scene, state: &Id) -> String {
    scene
        .world
        .entry(state)
        .and_then(|e| e.code.clone())
        .unwrap_or_else(|| state.path().to_uppercase())
}

fn sector_of_body(id: &Id) -> &'static str {
    if id.prefix() == "force" {
        return "MIL";
    }
    match id.path().rsplit('/').next().unwrap_or_default() {
        "general-staff" => "MIL",
        "police" | "border-service" => "COP",
        "parliament" | "lower-house" | "upper-house" => "LEG",
        "supreme-court" | "prosecutor-general" => "JUD",
        "intelligence-service" => "SPY",
        _ => "GOV",
    }
}

fn sector_of_role(path: &str) -> &'static str {
    let has = |part: &str| path.split('/').any(|p| p == part);
    if has("speaker-of-parliament")
        || has("speaker-of-upper-house")
        || has("member-of-parliament")
        || has("parliament")
        || has("lower-house")
        || has("upper-house")
    {
        "LEG"
    } else if has("judge") || has("prosecutor") || has("supreme-court") {
        "JUD"
    } else if has("commander") || has("chief-of-general-staff") || has("armed-forces") {
        "MIL"
    } else if has("police") || has("border-service") {
        "COP"
    } else {
        "GOV"
    }
}

/// Kind by the prefix of an id; none for posts.
pub(crate) fn kind(id: &Id) -> Option<EntityKind> {
    Some(match id.prefix() {
        "person" => EntityKind::Person,
        "state" => EntityKind::State,
        "org" => EntityKind::Organization,
        "body" => EntityKind::Body,
        "outlet" => EntityKind::Outlet,
        "force" => EntityKind::Force,
        "armed-group" => EntityKind::ArmedGroup,
        "collective" => EntityKind::Collective,
        "place" => EntityKind::Place,
        _ => return None,
    })
}

/// Persons act in the capacity of their post here, else of the one the register has; their code is its owner's.
fn capacities(
    out: &mut BTreeMap<Id, Referent>,
    holdings: &[Holding],
    people: &People,
    scene: &Scene,
) {
    let mut first: BTreeMap<(&Id, TenureStatus), &Id> = BTreeMap::new();
    for holding in holdings {
        first.entry((&holding.holder, holding.status)).or_insert(&holding.post);
    }
    let persons: Vec<Id> = out.keys().filter(|id| id.prefix() == "person").cloned().collect();
    for id in persons {
        let standing = |status: TenureStatus| first.get(&(&id, status)).map(|post| (*post).clone());
        let here = standing(TenureStatus::Current)
            .or_else(|| standing(TenureStatus::Acting))
            .or_else(|| people.post(&id).cloned());
        let known = || scene.world.tenures(&id).first().map(|tenure| tenure.post.clone());
        let Some(post) = here.or_else(known) else { continue };
        let (code, country) =
            out.get(&post).map_or((None, None), |p| (p.code.clone(), p.country.clone()));
        if let Some(person) = out.get_mut(&id) {
            person.capacity = Some(post);
            person.code = code.or(person.code.take());
            person.country = person.country.take().or(country);
        }
    }
}
