//! Ids of posts and of the bodies that any state may have: who owns them, what they are called.

use chancery_record::{Id, RegisterEntry, World};

/// A body that any state may have.
#[derive(Clone, Copy, Debug)]
pub struct National {
    /// `body` or `force`.
    pub prefix: &'static str,
    /// Last part of the id: `foreign-ministry`.
    pub slug: &'static str,
    /// For people, before "of" and the state.
    pub label: &'static str,
    /// Sector of its event-data code.
    pub sector: &'static str,
}

const fn body(slug: &'static str, label: &'static str, sector: &'static str) -> National {
    National { prefix: "body", slug, label, sector }
}

/// The bodies that any state may have.
pub const NATIONAL: &[National] = &[
    body("presidency", "Presidency", "GOV"),
    body("presidential-press-service", "Presidential Press Service", "GOV"),
    body("government", "Government", "GOV"),
    body("foreign-ministry", "Ministry of Foreign Affairs", "GOV"),
    body("defence-ministry", "Ministry of Defence", "GOV"),
    body("interior-ministry", "Ministry of the Interior", "GOV"),
    body("finance-ministry", "Ministry of Finance", "GOV"),
    body("energy-ministry", "Ministry of Energy", "GOV"),
    body("health-ministry", "Ministry of Health", "GOV"),
    body("justice-ministry", "Ministry of Justice", "GOV"),
    body("trade-ministry", "Ministry of Trade", "GOV"),
    body("emergency-ministry", "Ministry of Emergency Situations", "GOV"),
    body("security-council", "Security Council", "GOV"),
    body("intelligence-service", "Intelligence Service", "SPY"),
    body("border-service", "Border Service", "COP"),
    body("general-staff", "General Staff", "MIL"),
    body("parliament", "Parliament", "LEG"),
    body("lower-house", "Lower House", "LEG"),
    body("upper-house", "Upper House", "LEG"),
    body("supreme-court", "Supreme Court", "JUD"),
    body("prosecutor-general", "Prosecutor General's Office", "JUD"),
    body("central-bank", "Central Bank", "GOV"),
    body("police", "Police", "COP"),
    National { prefix: "force", slug: "armed-forces", label: "Armed Forces", sector: "MIL" },
];

/// Roles of posts, with their names for people.
pub const ROLES: &[(&str, &str)] = &[
    ("adviser", "Adviser"),
    ("ambassador", "Ambassador"),
    ("chair", "Chair"),
    ("charge-d-affaires", "Chargé d'affaires"),
    ("chief-of-general-staff", "Chief of the General Staff"),
    ("commander", "Commander"),
    ("commissioner", "Commissioner"),
    ("co-prime-minister", "Co-Prime Minister"),
    ("defence-minister", "Minister of Defence"),
    ("deputy-chair", "Deputy Chair"),
    ("deputy-foreign-minister", "Deputy Foreign Minister"),
    ("deputy-head-of-government", "Deputy Prime Minister"),
    ("deputy-secretary", "Deputy Secretary"),
    ("deputy-secretary-general", "Deputy Secretary General"),
    ("director", "Director"),
    ("director-general", "Director General"),
    ("executive-secretary", "Executive Secretary"),
    ("finance-minister", "Minister of Finance"),
    ("foreign-minister", "Minister of Foreign Affairs"),
    ("governor", "Governor"),
    ("head-of-entity", "Head"),
    ("head-of-government", "Head of government"),
    ("head-of-mission", "Head of mission"),
    ("head-of-occupation-authority", "Head of the occupation authority"),
    ("head-of-presidential-administration", "Head of the Presidential Administration"),
    ("head-of-state", "Head of state"),
    ("high-representative", "High Representative"),
    ("honour", "Title of honour"),
    ("interior-minister", "Minister of the Interior"),
    ("judge", "Judge"),
    ("mayor", "Mayor"),
    ("member-of-parliament", "Member of parliament"),
    ("minister", "Minister"),
    ("permanent-representative", "Permanent Representative"),
    ("president", "President"),
    ("prosecutor", "Prosecutor"),
    ("secretary-general", "Secretary General"),
    ("security-council-secretary", "Secretary of the Security Council"),
    ("speaker-of-parliament", "Speaker of parliament"),
    ("speaker-of-upper-house", "Speaker of the upper house"),
    ("special-representative", "Special Representative"),
    ("spokesperson", "Spokesperson"),
    ("vice-president", "Vice-President"),
];

/// A post id taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostParts {
    /// State, organization, body or force.
    pub owner: Id,
    /// Role slug.
    pub role: String,
    /// Area slug, if any.
    pub area: Option<String>,
}

/// Whether the world has only one holder of posts of this role at a time.
pub fn one_holder(role: &str) -> bool {
    matches!(
        role,
        "head-of-state"
            | "head-of-government"
            | "foreign-minister"
            | "defence-minister"
            | "interior-minister"
            | "finance-minister"
            | "minister"
            | "security-council-secretary"
            | "chief-of-general-staff"
            | "speaker-of-parliament"
            | "speaker-of-upper-house"
            | "secretary-general"
            | "executive-secretary"
            | "director-general"
            | "president"
            | "high-representative"
            | "chair"
    )
}

/// Takes a post id apart; the owner is the longest path that the world knows, else what stands before a known role.
///
/// ```
/// use chancery_knowledge::{Register, posts::parts};
/// let parts = parts(Register::default_register(), &"post/uzb/governor/fergana".into()).unwrap();
/// assert_eq!((parts.owner.as_str(), parts.role.as_str()), ("state/uzb", "governor"));
/// assert_eq!(parts.area.as_deref(), Some("fergana"));
/// ```
pub fn parts(world: &dyn World, post: &Id) -> Option<PostParts> {
    if post.prefix() != "post" {
        return None;
    }
    let words: Vec<&str> = post.path().split('/').collect();
    (1..words.len()).rev().find_map(|cut| {
        let owner = owner(world, &words[..cut].join("/"))?;
        let area = words[cut + 1..].join("/");
        Some(PostParts {
            owner: owner.id.clone(),
            role: words[cut].to_owned(),
            area: (!area.is_empty()).then_some(area),
        })
    })
}

/// Name of a post for people: "Ambassador of Norway (deu)" where the world has no better.
pub fn label(world: &dyn World, post: &Id) -> Option<String> {
    let parts = parts(world, post)?;
    let owner = world.entry(&parts.owner)?;
    let role = role_label(&parts.role);
    Some(match parts.area {
        None => format!("{role} of {}", owner.label),
        Some(area) if parts.role == "minister" => {
            format!("Minister of {} of {}", area.replace('-', " "), owner.label)
        }
        Some(area) => {
            let known = ["state", "org", "place"]
                .iter()
                .find_map(|prefix| world.entry(&Id::new(&format!("{prefix}/{area}"))));
            let area = known.map_or_else(|| area.replace('-', " "), |entry| entry.label.clone());
            format!("{role} of {} ({area})", owner.label)
        }
    })
}

fn owner<'w>(world: &'w dyn World, path: &str) -> Option<&'w RegisterEntry> {
    ["state", "org", "body", "force"]
        .iter()
        .find_map(|prefix| world.entry(&Id::new(&format!("{prefix}/{path}"))))
}

fn role_label(role: &str) -> String {
    let known = |role: &str| ROLES.iter().find(|(slug, _)| *slug == role).map(|(_, label)| *label);
    if let Some(label) = known(role) {
        return label.to_owned();
    }
    match role.strip_prefix("deputy-").and_then(known) {
        Some(label) => format!("Deputy {label}"),
        None => role.replace('-', " "),
    }
}
