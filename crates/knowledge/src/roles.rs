//! Words that name posts, and words that name bodies of a state: folded words come in, role or body slugs go out.
//!
//! "Deputy minister of energy and water resources" is put together from parts: a field of government (`portfolios.tsv`),
//! a word for the post, a word for its rank. Whose post it is, the text around it says; never guessed here.

use crate::given::Gender;
use crate::russian;
use crate::table::{Map, Set, Table, items, table};
use chancery_record::{Language, TenureStatus, fold};
use std::sync::OnceLock;

/// Whose post a role word can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A state.
    State,
    /// An organization.
    Organization,
    /// A body of a state or organization.
    Body,
    /// A force.
    Force,
}

/// What the area of a post of this role is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Area {
    /// None.
    None,
    /// This field: `energy`.
    Fixed(String),
    /// The field named after the words ("minister for ...").
    Field,
    /// The state or organization accredited to.
    Accredited,
    /// The region or city.
    Region,
    /// The subject, state or region of an envoy.
    Subject,
}

/// Whether the bare word, with "the", can mean the holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare {
    /// "The minister".
    Yes,
    /// Only before or after a name or with an owner.
    No,
    /// Also used of many who hold no post: "the leader".
    Weak,
}

/// A row of the table of role words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleWord {
    /// Folded words, singular or plural.
    pub words: String,
    /// Role by owner, likeliest first.
    pub roles: Vec<(Owner, &'static str)>,
    /// Rule of the area.
    pub area: Area,
    /// A plural.
    pub plural: bool,
    /// Use of the bare word.
    pub bare: Bare,
    /// Gender that the word itself shows.
    pub gender: Option<Gender>,
    /// National body that the words name ("head of the foreign ministry").
    pub body: Option<&'static str>,
    /// Language of the words.
    pub language: Language,
}

/// A post found at the start of some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleMatch {
    /// How many words it takes.
    pub words: usize,
    /// Role by owner, likeliest first; `deputy-` before it where the words say so.
    pub roles: Vec<(Owner, String)>,
    /// Rule of the area, or the area.
    pub area: Area,
    /// A plural.
    pub plural: bool,
    /// Use of the bare word.
    pub bare: Bare,
    /// Gender that the word itself shows.
    pub gender: Option<Gender>,
    /// National body that the words name.
    pub body: Option<&'static str>,
}

impl RoleMatch {
    /// The role when the post is of this owner.
    pub fn role_of(&self, owner: Owner) -> Option<&str> {
        self.roles.iter().find(|(o, _)| *o == owner).map(|(_, role)| role.as_str())
    }

    /// The likeliest role.
    pub fn role(&self) -> &str {
        self.roles.first().map_or("", |(_, role)| role.as_str())
    }
}

/// A body of a state found at the start of some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyMatch {
    /// How many words it takes.
    pub words: usize,
    /// Slug under the state: one of `posts::NATIONAL`, or of a ministry of its own (`culture-ministry`).
    pub slug: String,
    /// Force, not body.
    pub force: bool,
    /// The only state that has a body of this name.
    pub state: Option<&'static str>,
    /// The bare word, with "the", can mean it.
    pub bare: bool,
    /// A plural ("the foreign ministries").
    pub plural: bool,
}

pub(crate) const TABLES: &[Table] = &[
    table!("en/national-bodies.tsv", 4),
    table!("en/portfolios.tsv", 3),
    table!("en/roles.tsv", 6),
    table!("ru/national-bodies.tsv", 4),
    table!("ru/portfolios.tsv", 3),
    table!("ru/roles.tsv", 6),
];

/// The longest name of a post that these folded words begin with.
///
/// ```
/// use chancery_knowledge::roles::{Area, Owner, longest_match};
/// let found = longest_match(&["deputy", "prime", "minister", "of", "norland"]).unwrap();
/// assert_eq!((found.words, found.role()), (3, "deputy-head-of-government"));
/// let found = longest_match(&["minister", "of", "energy", "and", "mines"]).unwrap();
/// assert_eq!((found.words, found.role()), (5, "minister"));
/// assert_eq!(found.area, Area::Fixed("energy-and-mines".to_owned()));
/// ```
pub fn longest_match(words: &[&str]) -> Option<RoleMatch> {
    let plain = plain_match(words);
    let ranked = rank(words).and_then(|rank| {
        let found = plain_match(&words[rank..])?;
        Some(RoleMatch {
            words: found.words + rank,
            roles: found.roles.into_iter().map(|(o, role)| (o, deputy(&role))).collect(),
            ..found
        })
    });
    plain
        .into_iter()
        .chain(ranked)
        .reduce(|best, next| if next.words > best.words { next } else { best })
}

/// The longest name of a body of a state that these folded words begin with.
///
/// ```
/// use chancery_knowledge::roles::longest_body;
/// let found = longest_body(&["ministry", "of", "foreign", "affairs", "of"]).unwrap();
/// assert_eq!((found.words, found.slug.as_str()), (4, "foreign-ministry"));
/// assert_eq!(longest_body(&["bundestag"]).unwrap().state, Some("deu"));
/// ```
pub fn longest_body(words: &[&str]) -> Option<BodyMatch> {
    let tables = tables();
    let listed = longest_in(&tables.bodies, words).map(|(count, row)| BodyMatch {
        words: count,
        slug: row.slug.to_owned(),
        force: row.force,
        state: row.state,
        bare: row.bare,
        plural: row.plural,
    });
    let made = ministry(words);
    listed
        .into_iter()
        .chain(made)
        .reduce(|best, next| if next.words > best.words { next } else { best })
}

/// True when some name of a post begins with this folded word: what `longest_match` can match at all.
///
/// ```
/// use chancery_knowledge::roles::{opens_body, opens_post};
/// assert!(opens_post("deputy") && !opens_post("visited"));
/// assert!(opens_body("ministry") && !opens_body("visited"));
/// ```
pub fn opens_post(word: &str) -> bool {
    tables().posts.contains(word)
}

/// True when some name of a body begins with this folded word: what `longest_body` can match at all.
pub fn opens_body(word: &str) -> bool {
    tables().national.contains(word)
}

/// What a word before a post says of its holder: "acting", "former", "incoming".
pub fn standing(folded: &str) -> Option<TenureStatus> {
    Some(match folded {
        "acting" | "interim" | "caretaker" | "ad interim" | "vrio" => TenureStatus::Acting,
        "former" | "ex" | "late" | "onetime" | "erstwhile" | "previous" | "past" | "ousted"
        | "deposed" | "then" | "byvshiy" | "byvshaya" | "byvshego" | "eks" | "pokoynyy" => {
            TenureStatus::Former
        }
        "future" | "incoming" | "designate" | "elect" | "nominee" | "next" | "budushchiy" => {
            TenureStatus::Future
        }
        "outgoing" | "current" | "incumbent" | "sitting" | "present" | "new" | "newly"
        | "deystvuyushchiy" | "nyneshniy" | "novyy" => TenureStatus::Current,
        _ => return None,
    })
}

#[derive(Debug)]
struct BodyWord {
    slug: &'static str,
    force: bool,
    state: Option<&'static str>,
    bare: bool,
    plural: bool,
}

#[derive(Debug)]
struct Portfolio {
    /// Role where the field has one of its own, else `minister`.
    role: &'static str,
    /// Area of `minister`.
    area: &'static str,
    /// Slug of the ministry.
    ministry: &'static str,
}

/// Phrases by their folded words, and the length of the longest that begins with a word.
#[derive(Debug)]
struct Phrases<T> {
    rows: Map<String, T>,
    longest: Map<String, usize>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { rows: Map::default(), longest: Map::default() }
    }
}

impl<T> Phrases<T> {
    fn add(&mut self, phrase: &str, row: T) {
        let folded = fold(phrase);
        let count = folded.split(' ').count();
        let first = folded.split(' ').next().unwrap_or_default().to_owned();
        let longest = self.longest.entry(first).or_default();
        *longest = count.max(*longest);
        self.rows.entry(folded).or_insert(row);
    }
}

#[derive(Debug, Default)]
struct Tables {
    roles: Phrases<RoleWord>,
    bodies: Phrases<BodyWord>,
    portfolios: Phrases<Portfolio>,
    /// First words of names of posts.
    posts: Set<String>,
    /// First words of names of bodies.
    national: Set<String>,
}

fn tables() -> &'static Tables {
    static ALL: OnceLock<Tables> = OnceLock::new();
    ALL.get_or_init(load)
}

fn load() -> Tables {
    let mut tables = Tables::default();
    for table in TABLES {
        let language =
            if table.name.starts_with("ru/") { Language::Russian } else { Language::English };
        match table.columns {
            6 => load_roles(*table, language, &mut tables.roles),
            4 => load_bodies(*table, language, &mut tables.bodies),
            _ => load_portfolios(*table, &mut tables.portfolios),
        }
    }
    let fields = || tables.portfolios.longest.keys().cloned();
    let made = [MINISTER.after[0], MINISTER.after[1], HEAD, BRITISH, RANK, BEFORE_RANK].concat();
    tables.posts = made.into_iter().map(str::to_owned).chain(fields()).collect();
    tables.posts.extend(tables.roles.longest.keys().cloned());
    let made = MINISTRY.after.concat();
    tables.national = made.into_iter().map(str::to_owned).chain(fields()).collect();
    tables.national.extend(tables.bodies.longest.keys().cloned());
    tables
}

fn load_roles(table: Table, language: Language, into: &mut Phrases<RoleWord>) {
    for [phrase, roles, area, plurals, bare, gender] in table.rows() {
        let row = |plural: bool, words: &str| RoleWord {
            words: fold(words),
            roles: roles.split(' ').filter_map(owned_role).collect(),
            area: area_rule(area),
            plural,
            bare: match bare {
                "yes" => Bare::Yes,
                "no" => Bare::No,
                _ => Bare::Weak,
            },
            gender: match gender {
                "m" => Some(Gender::Male),
                "f" => Some(Gender::Female),
                _ => None,
            },
            body: area.strip_prefix("body=").map(|slug| slug.split(' ').next().unwrap_or(slug)),
            language,
        };
        for (plural, cell) in [(false, phrase), (true, plurals)] {
            // Two Russian nominatives fold to English words of another meaning: ministers, and after.
            let forms = items(cell).flat_map(|name| cased(name, language));
            for form in forms.filter(|form| !matches!(form.as_str(), "министры" | "после"))
            {
                into.add(&form, row(plural, &form));
            }
        }
    }
}

fn owned_role(cell: &'static str) -> Option<(Owner, &'static str)> {
    let (owner, role) = cell.split_once(':')?;
    let owner = match owner {
        "state" => Owner::State,
        "organization" => Owner::Organization,
        "body" => Owner::Body,
        "force" => Owner::Force,
        _ => return None,
    };
    Some((owner, role))
}

fn area_rule(cell: &str) -> Area {
    match cell {
        "field" => Area::Field,
        "accredited" => Area::Accredited,
        "region" => Area::Region,
        "subject" => Area::Subject,
        _ => cell.strip_prefix("=").map_or(Area::None, |area| Area::Fixed(area.to_owned())),
    }
}

fn load_bodies(table: Table, language: Language, into: &mut Phrases<BodyWord>) {
    for [phrase, slug, state, bare] in table.rows() {
        let (force, slug) = match slug.strip_prefix("force/") {
            Some(slug) => (true, slug),
            None => (false, slug),
        };
        let plural = bare.ends_with("plural");
        for name in items(phrase) {
            for form in cased(name, language) {
                let state = (!state.is_empty()).then_some(state);
                let bare = bare.starts_with("yes");
                into.add(&form, BodyWord { slug, force, state, bare, plural });
            }
        }
    }
}

/// Case forms where the language has them.
fn cased(name: &str, language: Language) -> Vec<String> {
    match language {
        Language::Russian => russian::forms(name),
        _ => vec![name.to_owned()],
    }
}

fn load_portfolios(table: Table, into: &mut Phrases<Portfolio>) {
    for [phrase, role, ministry] in table.rows() {
        let (role, area) = match role.split_once('=') {
            Some((role, area)) => (role, area),
            None => (role, ""),
        };
        for name in items(phrase) {
            into.add(name, Portfolio { role, area, ministry });
        }
    }
}

fn longest_in<'t, T>(phrases: &'t Phrases<T>, words: &[&str]) -> Option<(usize, &'t T)> {
    let most = (*phrases.longest.get(*words.first()?)?).min(words.len());
    let whole = words[..most].join(" ");
    let mut phrase = whole.as_str();
    (1..=most).rev().find_map(|count| {
        let row = phrases.rows.get(phrase);
        phrase = &phrase[..phrase.len().saturating_sub(words[count - 1].len() + 1)];
        Some((count, row?))
    })
}

fn plain_match(words: &[&str]) -> Option<RoleMatch> {
    let listed = longest_in(&tables().roles, words).map(|(count, row)| RoleMatch {
        words: count,
        roles: row.roles.iter().map(|(owner, role)| (*owner, (*role).to_owned())).collect(),
        area: row.area.clone(),
        plural: row.plural,
        bare: row.bare,
        gender: row.gender,
        body: row.body,
    });
    let made = minister(words);
    listed
        .into_iter()
        .chain(made)
        .reduce(|best, next| if next.words > best.words { next } else { best })
}

const RANK: &[&str] = &[
    "deputy",
    "vice",
    "assistant",
    "zamestitel",
    "zamestitelya",
    "zamestitelem",
    "zamestitelyu",
    "zamestiteli",
    "zamestiteley",
    "deputies",
    "under",
    "zamglavy",
    "vitse",
];
const BEFORE_RANK: &[&str] = &["first", "senior", "pervyy", "pervogo", "pervym", "pervomu"];

/// Where a post may begin after words of rank: "deputy", "first deputy", "vice".
fn rank(words: &[&str]) -> Option<usize> {
    let first = usize::from(words.first().is_some_and(|w| BEFORE_RANK.contains(w)));
    words.get(first).is_some_and(|w| RANK.contains(w)).then_some(first + 1)
}

fn deputy(role: &str) -> String {
    match role {
        "head-of-state" => "vice-president".to_owned(),
        _ if role.starts_with("deputy-") => role.to_owned(),
        _ => format!("deputy-{role}"),
    }
}

/// A field of government at the start of the words: how many words, the row of its first part, its area slug.
fn field(words: &[&str]) -> Option<(usize, &'static Portfolio, String)> {
    let (mut count, first) = longest_in(&tables().portfolios, words)?;
    let mut area = slug_of(first);
    loop {
        let joined = words.get(count).is_some_and(|w| matches!(*w, "and" | "i"));
        let at = count + usize::from(joined);
        let article = usize::from(words.get(at).is_some_and(|w| *w == "the"));
        match words.get(at + article..).and_then(|rest| longest_in(&tables().portfolios, rest)) {
            Some((more, next)) if joined || more > 1 => {
                area = format!("{area}-{}{}", if joined { "and-" } else { "" }, slug_of(next));
                count = at + article + more;
            }
            _ => return Some((count, first, area)),
        }
    }
}

fn slug_of(portfolio: &Portfolio) -> String {
    let slug = if portfolio.area.is_empty() {
        portfolio.ministry.trim_end_matches("-ministry")
    } else {
        portfolio.area
    };
    slug.to_owned()
}

fn minister(words: &[&str]) -> Option<RoleMatch> {
    let (count, portfolio, area, plural) =
        with_field(words, &MINISTER).or_else(|| by_ministry(words)).or_else(|| british(words))?;
    let alone = slug_of(portfolio) == area;
    let role = if alone { portfolio.role } else { combined_role(portfolio) };
    Some(RoleMatch {
        words: count,
        roles: vec![(Owner::State, role.to_owned())],
        area: if role == "minister" { Area::Fixed(area) } else { Area::None },
        plural,
        bare: Bare::Yes,
        gender: None,
        body: None,
    })
}

type Fielded = (usize, &'static Portfolio, String, bool);

const HEAD: &[&str] = &["head", "chief", "glava", "glavy", "glave", "glavu", "glavoy"];

/// "Head of the ministry of ..." is its minister.
fn by_ministry(words: &[&str]) -> Option<Fielded> {
    let skipped = usize::from(words.first().is_some_and(|w| HEAD.contains(w)));
    let of = usize::from(words.get(skipped).is_some_and(|w| *w == "of"));
    let the = usize::from(words.get(skipped + of).is_some_and(|w| *w == "the"));
    let rest = words.get(skipped + of + the..).filter(|_| skipped == 1)?;
    let (count, portfolio, area, plural) = with_field(rest, &MINISTRY)?;
    Some((skipped + of + the + count, portfolio, area, plural))
}

const BRITISH: &[&str] = &["secretary", "minister", "undersecretary"];

/// "Secretary of state for health", "minister of state for energy".
fn british(words: &[&str]) -> Option<Fielded> {
    let opens = words.len() > 4
        && BRITISH.contains(&words[0])
        && words[1..3] == ["of", "state"]
        && words[3] == "for";
    let the = usize::from(words.get(4).is_some_and(|w| *w == "the"));
    let (count, portfolio, area) = words.get(4 + the..).filter(|_| opens).and_then(field)?;
    Some((4 + the + count, portfolio, area, false))
}

/// "Foreign affairs and trade" is still the foreign minister's; "economy and finance" the finance minister's field last.
fn combined_role(first: &'static Portfolio) -> &'static str {
    match first.role {
        "foreign-minister" | "defence-minister" | "interior-minister" | "finance-minister" => {
            first.role
        }
        _ => "minister",
    }
}

fn ministry(words: &[&str]) -> Option<BodyMatch> {
    let (count, portfolio, area, plural) = with_field(words, &MINISTRY)?;
    let alone = slug_of(portfolio) == area || portfolio.role != "minister";
    let slug = if alone { portfolio.ministry.to_owned() } else { format!("{area}-ministry") };
    Some(BodyMatch { words: count, slug, force: false, state: None, bare: true, plural })
}

/// Words for the thing with a field before or after it, singular and plural.
struct Pattern {
    after: [&'static [&'static str]; 2],
    before: [&'static [&'static str]; 2],
}

const MINISTER: Pattern = Pattern {
    after: [
        &["minister", "ministr", "ministra", "ministru", "ministrom", "ministre"],
        &["ministers", "ministry", "ministrov", "ministram", "ministrami"],
    ],
    before: [&["minister"], &["ministers"]],
};
const MINISTRY: Pattern = Pattern {
    after: [
        &[
            "ministry",
            "ministerstvo",
            "ministerstva",
            "ministerstvu",
            "ministerstvom",
            "ministerstve",
        ],
        &["ministries"],
    ],
    before: [&["ministry"], &["ministries"]],
};

fn with_field(words: &[&str], pattern: &Pattern) -> Option<Fielded> {
    let head = *words.first()?;
    for (plural, forms) in [(false, pattern.after[0]), (true, pattern.after[1])] {
        if !forms.contains(&head) {
            continue;
        }
        let of = usize::from(words.get(1).is_some_and(|w| matches!(*w, "of" | "for" | "po")));
        let article = usize::from(of > 0 && words.get(2).is_some_and(|w| *w == "the"));
        // Folded, the Russian for ministers is the English for a ministry: "of" tells them apart.
        let english = matches!(head, "minister" | "ministers" | "ministries")
            || head == "ministry" && !plural;
        let russian = !english && words.get(1).is_none_or(|w| !matches!(*w, "of" | "for"));
        if !(russian || english && of == 1) {
            continue;
        }
        if let Some((count, portfolio, area)) = words.get(1 + of + article..).and_then(field) {
            return Some((1 + of + article + count, portfolio, area, plural));
        }
    }
    let (count, portfolio, area) = field(words)?;
    let next = *words.get(count)?;
    let plural = pattern.before[1].contains(&next);
    (plural || pattern.before[0].contains(&next)).then_some((count + 1, portfolio, area, plural))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(text: &str) -> (usize, String, Area) {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let found = longest_match(&words).unwrap_or_else(|| panic!("no post in {text}"));
        (found.words, found.role().to_owned(), found.area)
    }

    fn body(text: &str) -> (usize, String) {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let found = longest_body(&words).unwrap_or_else(|| panic!("no body in {text}"));
        (found.words, found.slug)
    }

    #[test]
    fn posts_of_government_are_put_together() {
        for (text, words, role) in [
            ("Minister for Foreign Affairs Nora Quist", 4, "foreign-minister"),
            ("Secretary of State for Defence", 5, "defence-minister"),
            ("first deputy foreign minister", 4, "deputy-foreign-minister"),
            ("Vice Minister of Finance", 4, "deputy-finance-minister"),
            ("head of the Ministry of Health", 6, "minister"),
            ("foreign ministers of", 2, "foreign-minister"),
            ("министра иностранных дел", 3, "foreign-minister"),
            ("заместителю министра обороны", 3, "deputy-defence-minister"),
            ("министры обороны", 2, "defence-minister"),
            ("President of the Republic of Norland", 1, "head-of-state"),
            ("chargé d’affaires ad interim", 4, "charge-d-affaires"),
            ("deputy head of state", 4, "vice-president"),
            ("Assistant Secretary-General", 3, "deputy-secretary-general"),
        ] {
            let found = post(text);
            assert_eq!((found.0, found.1.as_str()), (words, role), "{text}");
        }
    }

    #[test]
    fn fields_of_ministers_become_areas() {
        let area = |text| match post(text).2 {
            Area::Fixed(area) => area,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(area("energy minister"), "energy");
        assert_eq!(
            area("Minister of Transport and Communications"),
            "transport-and-communications"
        );
        assert_eq!(area("министр энергетики и водных ресурсов"), "energy-and-water-resources");
        assert_eq!(post("ambassador to Norland").2, Area::Accredited);
        assert_eq!(post("mayor of Fjordby").2, Area::Region);
    }

    #[test]
    fn plurals_and_genders_show_in_the_word() {
        let found = longest_match(&["spokeswoman"]).unwrap();
        assert_eq!((found.gender, found.plural), (Some(Gender::Female), false));
        assert!(longest_match(&["prime", "ministers"]).unwrap().plural);
        assert_eq!(
            longest_match(&["president"]).unwrap().role_of(Owner::Organization),
            Some("president")
        );
        assert!(longest_match(&["ministry", "of", "health"]).is_none());
    }

    #[test]
    fn bodies_of_states_have_their_slugs() {
        assert_eq!(
            body("Ministry of Foreign Affairs of Norland"),
            (4, "foreign-ministry".to_owned())
        );
        assert_eq!(body("МИДа Норландии").1, "foreign-ministry");
        assert_eq!(body("Ministry of Culture"), (3, "culture-ministry".to_owned()));
        assert_eq!(body("Министерством обороны"), (2, "defence-ministry".to_owned()));
        assert_eq!(body("Border Guard Service"), (3, "border-service".to_owned()));
        let words = ["armed", "forces"];
        assert!(longest_body(&words).unwrap().force);
    }
    proptest::proptest! {
        #[test]
        fn a_match_lies_within_the_words(
            words in proptest::collection::vec("deputy|first|head|minister|ministry|secretary|of|the|for|state|energy|and|\\PC{0,5}", 0..9)
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Some(found) = longest_match(&words) {
                assert!((1..=words.len()).contains(&found.words) && !found.role().is_empty());
            }
            if let Some(found) = longest_body(&words) {
                assert!((1..=words.len()).contains(&found.words) && !found.slug.is_empty());
            }
        }
    }
}
