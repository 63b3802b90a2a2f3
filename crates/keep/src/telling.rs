//! What a telling says beside its claims: its document's line, its mentions, the entities and posts it rests on, and the
//! hand it came from.
//!
//! `register_claims` is the one place where answers of `resolve` become claims of entities and posts.

use crate::field;
use crate::row::{Basis, Row, Value};
use crate::texts::{Cut, Texts};
use chancery_record::matter::{Entity, Post};
use chancery_record::{
    Claim, Document, EntityKind, Ground, HandKind, Id, Language, Matter, Mention, MentionForm,
    Reading, Referent, Resolution, Span, Telling, Time, slug,
};
use std::collections::{BTreeMap, BTreeSet};

/// Claims of the entities and posts that the mentions, hands and claims of a telling refer to, and of what these rest on
/// (parents, owners, states). Each is grounded in its first mention, by name where there is one; else in the first claim
/// that refers to it if it was discovered here; what only the register knows has no ground. Records that the coder
/// claimed itself are left to it. In order of id.
pub fn register_claims(telling: &Telling) -> Vec<Claim> {
    let resolution = &telling.resolution;
    let claimed: BTreeSet<&Id> = telling.claims.iter().map(|claim| &claim.id).collect();
    let mentioned = first_mentions(&resolution.mentions);
    let told = first_tellings(&telling.claims);
    wanted(telling, &told)
        .into_iter()
        .filter(|id| !claimed.contains(id))
        .map(|id| {
            let referent = resolution.referents.get(&id);
            let printed = mentioned.get(&id).map(|m| m.span.of(&telling.document.text));
            let ground = match mentioned.get(&id) {
                Some(mention) => Some(ground(&telling.document.id, mention.span, mention.reading)),
                None if referent.is_some_and(|r| r.registered) => None,
                None => told.get(&id).cloned(),
            };
            Claim {
                matter: matter(&id, referent, printed),
                id,
                grounds: ground.into_iter().collect(),
                rule: "resolve".to_owned(),
            }
        })
        .collect()
}

fn ground(document: &Id, span: Span, reading: Reading) -> Ground {
    Ground { document: document.clone(), span, fields: Vec::new(), reading }
}

/// Ids of entities and posts, as opposed to records of a document.
pub(crate) fn is_register_id(id: &Id) -> bool {
    kind_of(id).is_some() || id.prefix() == "post"
}

fn kind_of(id: &Id) -> Option<EntityKind> {
    match id.prefix() {
        "org" => Some(EntityKind::Organization),
        prefix => EntityKind::from_word(prefix),
    }
}

fn wanted(telling: &Telling, told: &BTreeMap<Id, Ground>) -> BTreeSet<Id> {
    let resolution = &telling.resolution;
    let holdings = resolution.holdings.iter().flat_map(|h| [&h.holder, &h.post]);
    let mut open: Vec<&Id> = resolution
        .mentions
        .iter()
        .map(|mention| &mention.refers)
        .chain(&resolution.dateline)
        .chain(&resolution.publisher)
        .chain(resolution.hands.iter().flatten())
        .chain(holdings)
        .chain(told.keys())
        .collect();
    let mut wanted = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !is_register_id(id) || !wanted.insert(id.clone()) {
            continue;
        }
        if let Some(referent) = resolution.referents.get(id) {
            open.extend(referent.parent.iter().chain(&referent.country));
        }
    }
    wanted
}

/// The mention that shows an entity best: the first by name (of a post: by title), else the first of all.
fn first_mentions(mentions: &[Mention]) -> BTreeMap<Id, &Mention> {
    let mut first: BTreeMap<Id, &Mention> = BTreeMap::new();
    for mention in mentions {
        let named = |m: &Mention| matches!(m.form, MentionForm::Name | MentionForm::Title);
        first
            .entry(mention.refers.clone())
            .and_modify(|known| {
                if !named(known) && named(mention) {
                    *known = mention;
                }
            })
            .or_insert(mention);
    }
    first
}

/// The first ground of the first claim that refers to an id.
fn first_tellings(claims: &[Claim]) -> BTreeMap<Id, Ground> {
    let mut first = BTreeMap::new();
    for claim in claims {
        for id in references(&claim.matter) {
            if let Some(ground) = claim.grounds.first() {
                let Ground { document, span, reading, .. } = ground.clone();
                first.entry(id).or_insert(Ground { document, span, reading, fields: Vec::new() });
            }
        }
    }
    first
}

/// Every id of another record that a matter names.
pub(crate) fn references(matter: &Matter) -> Vec<Id> {
    let mut ids = Vec::new();
    matter.clone().references_mut(&mut |id| ids.push(id.clone()));
    ids
}

fn matter(id: &Id, referent: Option<&Referent>, printed: Option<&str>) -> Matter {
    let label = referent
        .map(|r| r.label.clone())
        .filter(|label| !label.is_empty())
        .or_else(|| printed.map(str::to_owned))
        .unwrap_or_else(|| id.path().replace(['/', '-'], " "));
    if id.prefix() == "post" {
        return Matter::Post(post(id, referent.and_then(|r| r.parent.clone()), label));
    }
    Matter::Entity(Entity {
        kind: referent.and_then(|r| r.kind).or(kind_of(id)).unwrap_or(EntityKind::Collective),
        label,
        parent: referent.and_then(|r| r.parent.clone()),
        country: referent.and_then(|r| r.country.clone()),
        coordinates: referent.and_then(|r| r.coordinates),
        code: referent.filter(|r| r.kind != Some(EntityKind::Person)).and_then(|r| r.code.clone()),
    })
}

/// Owner, role and area from the id `post/<owner>/<role>[/<area>]`.
fn post(id: &Id, owner: Option<Id>, label: String) -> Post {
    let path = id.path();
    let rest = owner.as_ref().and_then(|o| path.strip_prefix(o.path())?.strip_prefix('/'));
    let (of, rest) = match (owner, rest) {
        (Some(owner), Some(rest)) => (owner, rest),
        (owner, _) => {
            let (head, rest) = path.split_once('/').unwrap_or((path, ""));
            let of = owner.unwrap_or_else(|| Id::new(&format!("org/{head}")));
            (of, if rest.is_empty() { path } else { rest })
        }
    };
    let (role, area) = match rest.split_once('/') {
        Some((role, area)) => (role, Some(area.to_owned())),
        None => (rest, None),
    };
    Post { of, role: role.to_owned(), area, acts_for: None, label }
}

/// The line of a document. `text` adds the text itself.
pub fn document_row(telling: &Telling, texts: &dyn Texts, with_text: bool) -> Row {
    let Telling { document, analysis, resolution, .. } = telling;
    document_row_of(document, resolution, &analysis.times, texts, with_text)
}

/// The line of a document, from its parts.
pub fn document_row_of(
    document: &Document,
    resolution: &Resolution,
    times: &[Time],
    texts: &dyn Texts,
    with_text: bool,
) -> Row {
    let mut cut = |span: Span| texts.cut(&document.id, span);
    let title = document.title.and_then(&mut cut).map(|c| c.text);
    let times = times.iter().map(|t| field::time(Some(t), &mut cut)).collect();
    let values = vec![
        (&document.sha256).into(),
        (&document.address).into(),
        title.as_ref().into(),
        field::time(document.dated.as_ref(), &mut cut),
        resolution.dateline.as_ref().into(),
        resolution.publisher.as_ref().into(),
        document.language.as_str().into(),
        languages(document, &mut cut),
        regions(document, &mut cut),
        Value::List(times),
        chain(document, resolution, &mut cut),
        Value::None,
        if with_text { Value::text(&*document.text) } else { Value::None },
    ];
    Row { kind: "document", id: document.id.clone(), values, support: None, grounds: Vec::new() }
}

/// Runs of regions in one language, when there is more than one language.
fn languages(document: &Document, cut: &mut field::Cuts<'_>) -> Value {
    let mut runs: Vec<(Language, Span)> = Vec::new();
    for region in document.regions.iter().filter(|r| !r.span.is_empty()) {
        match runs.last_mut() {
            Some((language, span)) if *language == region.language => {
                *span = span.join(region.span);
            }
            _ => runs.push((region.language, region.span)),
        }
    }
    if runs.iter().all(|(language, _)| *language == document.language) {
        return Value::None;
    }
    let run = |(language, span): (Language, Span)| {
        let at = cut(span)?;
        Some(Value::Object(vec![
            ("language", language.as_str().into()),
            ("start", Value::count(at.start)),
            ("end", Value::count(at.end)),
        ]))
    };
    Value::List(runs.into_iter().filter_map(run).collect())
}

fn regions(document: &Document, cut: &mut field::Cuts<'_>) -> Value {
    let region = |region: &chancery_record::Region| {
        let at = cut(region.span)?;
        let other = Some(region.language).filter(|l| *l != document.language);
        Some(Value::Object(vec![
            ("role", region.role.as_str().into()),
            ("start", Value::count(at.start)),
            ("end", Value::count(at.end)),
            ("language", other.map(Language::as_str).into()),
        ]))
    };
    Value::List(document.regions.iter().filter_map(region).collect())
}

fn chain(document: &Document, resolution: &Resolution, cut: &mut field::Cuts<'_>) -> Value {
    let hands = resolution.hands.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    let hand = |(hand, by): (&chancery_record::Hand, Option<&Id>)| {
        let at = cut(hand.span)?;
        Some(Value::Object(vec![
            ("hand", hand.kind.as_str().into()),
            ("by", by.into()),
            ("start", Value::count(at.start)),
            ("end", Value::count(at.end)),
            ("text", (&at.text).into()),
        ]))
    };
    Value::List(document.chain.iter().zip(hands).filter_map(hand).collect())
}

/// The line of a mention. Its id is hashed over document, code points and referent.
pub fn mention_row(document: &Id, mention: &Mention, cut: Cut) -> Row {
    let fields = [
        document.as_str().into(),
        cut.start.into(),
        cut.end.into(),
        mention.refers.as_str().into(),
    ];
    Row {
        kind: "mention",
        id: Id::hashed("mention", &fields),
        values: field::mention_values(document, mention, &cut),
        support: None,
        grounds: vec![Basis::Text {
            document: document.clone(),
            cut,
            reading: mention.reading,
            fields: Vec::new(),
        }],
    }
}

/// The origin of a telling: its earliest hand that is not of a picture, else its publisher, else the host (of a file: the
/// name) it was obtained from.
pub fn origin(document: &Document, resolution: &Resolution) -> String {
    let hands = resolution.hands.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    let mut written = document.chain.iter().zip(hands).filter(|(h, _)| h.kind != HandKind::Picture);
    if let Some((hand, by)) = written.next() {
        return match by {
            Some(id) => id.as_str().to_owned(),
            None => format!("hand/{}", slug(hand.name.of(&document.text))),
        };
    }
    if let Some(publisher) = &resolution.publisher {
        return publisher.as_str().to_owned();
    }
    let address = &document.address;
    match address.split_once("://") {
        Some((_, rest)) => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let host = host.rsplit('@').next().unwrap_or_default().to_lowercase();
            format!("host/{}", host.strip_prefix("www.").unwrap_or(&host))
        }
        None => document.id.as_str().to_owned(),
    }
}

/// The state or organization that issued the text itself, when its origin is an official release.
pub fn issuer(document: &Document, resolution: &Resolution) -> Option<Id> {
    let first =
        document.chain.iter().zip(&resolution.hands).find(|(h, _)| h.kind != HandKind::Picture)?;
    match first {
        (hand, Some(id)) if hand.kind == HandKind::Issued => Some(side(id, resolution)),
        _ => None,
    }
}

/// True when the issuer tells of itself: it, its bodies, posts or officials are among those the record names.
pub fn first_hand(issuer: Option<&Id>, matter: &Matter, resolution: &Resolution) -> bool {
    issuer.is_some_and(|issuer| references(matter).iter().any(|id| side(id, resolution) == *issuer))
}

/// The state or organization behind an id.
fn side(id: &Id, resolution: &Resolution) -> Id {
    let country = resolution.referents.get(id).and_then(|r| r.country.clone());
    let parent = resolution.referents.get(id).and_then(|r| r.parent.clone());
    match (country, id.prefix()) {
        (_, "state" | "org" | "outlet") => id.clone(),
        (Some(country), _) => country,
        (None, "body" | "post" | "force") => {
            let head = id.path().split('/').next().unwrap_or_default();
            let kind = parent.as_ref().map_or("org", |p| p.prefix());
            let kind = if matches!(kind, "state" | "org" | "outlet") { kind } else { "org" };
            let state = Id::new(&format!("state/{head}"));
            if resolution.referents.contains_key(&state) {
                state
            } else {
                Id::new(&format!("{kind}/{head}"))
            }
        }
        (None, _) => id.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_mentions_are_hashed_as_the_form_says() {
        let document = Id::new("doc/5a8538a5bad7fc2b");
        let mention = Mention {
            span: Span::new(0, 16),
            refers: Id::new("org/northern-compact"),
            form: MentionForm::Name,
            region: chancery_record::RegionRole::Title,
            reading: Reading(980),
            candidates: Vec::new(),
            head: None,
            why: String::new(),
        };
        let cut = Cut { start: 0, end: 16, text: "Northern Compact".to_owned() };
        assert_eq!(mention_row(&document, &mention, cut).id.as_str(), "mention/1825c770c2e3");
    }

    #[test]
    fn posts_are_taken_apart_by_their_owner() {
        let parts = |id: &str, owner: Option<&str>| {
            let post = post(&Id::new(id), owner.map(Id::new), String::new());
            (post.of.to_string(), post.role, post.area)
        };
        let area = Some("fergana".to_owned());
        assert_eq!(
            parts("post/uzb/governor/fergana", Some("state/uzb")),
            ("state/uzb".to_owned(), "governor".to_owned(), area)
        );
        assert_eq!(
            parts("post/csto/council/chair", Some("body/csto/council")),
            ("body/csto/council".to_owned(), "chair".to_owned(), None)
        );
        assert_eq!(parts("post/nc/envoy", None), ("org/nc".to_owned(), "envoy".to_owned(), None));
        assert_eq!(parts("post/", None), ("org/".to_owned(), String::new(), None));
    }
}
