//! A telling as the store takes it: the document, its mentions and claims, and what merging has to know of them.

use crate::telling::{first_hand, issuer, origin, references, register_claims};
use chancery_record::{
    Claim, Day, Ground, Hand, Id, Language, Making, Matter, Mention, Region, Resolution, Span,
    Telling, Time, Told,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A telling, ready to be kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub(super) document: Id,
    pub(super) address: String,
    pub(super) reader: String,
    pub(super) origin: String,
    pub(super) reported: Option<Day>,
    pub(super) text: Arc<str>,
    pub(super) page: Option<Vec<u8>>,
    pub(super) body: Body,
    pub(super) mentions: Vec<Mention>,
    pub(super) claims: Vec<KeptClaim>,
}

/// A claim with what merging has to know of it.
#[derive(Clone, Debug)]
pub(super) struct KeptClaim {
    pub(super) claim: Claim,
    pub(super) first_hand: bool,
    pub(super) posts: Vec<Id>,
    pub(super) words: String,
}

/// Everything a document's line prints, but the text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Body {
    pub(super) sha256: String,
    pub(super) title: Option<Span>,
    pub(super) dated: Option<Time>,
    pub(super) language: Language,
    pub(super) regions: Vec<Region>,
    pub(super) chain: Vec<Hand>,
    pub(super) times: Vec<Time>,
    pub(super) dateline: Option<Id>,
    pub(super) publisher: Option<Id>,
    pub(super) hands: Vec<Option<Id>>,
    #[serde(default)]
    pub(super) made: Making,
}

impl Kept {
    /// A telling by this version of the reader, with the page it was read from if that is to be kept.
    pub fn new(telling: &Telling, reader: &str, page: Option<&[u8]>) -> Self {
        let Telling { document, analysis, resolution, .. } = telling;
        Self {
            document: document.id.clone(),
            address: document.address.clone(),
            reader: reader.to_owned(),
            origin: origin(document, resolution),
            reported: document.dated.as_ref().and_then(reported),
            text: document.text.clone(),
            page: page.map(<[u8]>::to_vec),
            body: Body {
                sha256: document.sha256.clone(),
                title: document.title,
                dated: document.dated.clone(),
                language: document.language,
                regions: document.regions.clone(),
                chain: document.chain.clone(),
                times: analysis.times.clone(),
                dateline: resolution.dateline.clone(),
                publisher: resolution.publisher.clone(),
                hands: resolution.hands.clone(),
                made: document.made.clone(),
            },
            mentions: resolution.mentions.clone(),
            claims: claims(telling),
        }
    }

    /// Its claims, those of entities and posts included, as merging judges them.
    pub fn told(&self) -> Vec<Told> {
        let told = |kept: &KeptClaim| Told {
            document: self.document.clone(),
            claim: kept.claim.clone(),
            origin: self.origin.clone(),
            first_hand: kept.first_hand,
            reported: self.reported,
            posts: kept.posts.clone(),
            words: kept.words.clone(),
        };
        self.claims.iter().map(told).collect()
    }

    /// Id of the document.
    pub fn document(&self) -> &Id {
        &self.document
    }
}

/// The day a document speaks of as its own; of a longer stretch its last day, so that an inferred week or month does not
/// make a report older than it can be; none when it may be of several years.
fn reported(dated: &Time) -> Option<Day> {
    dated.latest.filter(|_| !dated.is_yearless()).map(|moment| moment.day)
}

fn claims(telling: &Telling) -> Vec<KeptClaim> {
    let Telling { document, resolution, .. } = telling;
    let issuer = issuer(document, resolution);
    let posts = posts(telling);
    let mut all = register_claims(telling);
    all.extend(telling.claims.iter().cloned());
    distinct(all)
        .into_iter()
        .map(|claim| KeptClaim {
            first_hand: first_hand(issuer.as_ref(), &claim.matter, resolution),
            posts: posts.get(&claim.id).cloned().unwrap_or_default(),
            words: words(&claim, telling),
            claim,
        })
        .collect()
}

/// Posts of each person as this document shows them.
fn posts(telling: &Telling) -> BTreeMap<Id, Vec<Id>> {
    let mut posts: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    let tenures = telling.claims.iter().filter_map(|claim| match &claim.matter {
        Matter::Tenure(tenure) => Some((&tenure.holder, &tenure.post)),
        _ => None,
    });
    let Resolution { holdings, referents, .. } = &telling.resolution;
    let holdings = holdings.iter().map(|holding| (&holding.holder, &holding.post));
    let shown = referents.values().filter_map(|r| Some((&r.id, r.capacity.as_ref()?)));
    for (holder, post) in tenures.chain(holdings).chain(shown) {
        posts.entry(holder.clone()).or_default().push(post.clone());
    }
    for of_one in posts.values_mut() {
        of_one.sort();
        of_one.dedup();
    }
    posts
}

/// What merging compares by its wording: of a statement the words said, of other records of the day the sentence they
/// are told in.
fn words(claim: &Claim, telling: &Telling) -> String {
    let text = &telling.document.text;
    match &claim.matter {
        Matter::Statement(statement) => {
            let said: Vec<&str> = statement.content.iter().map(|s| s.of(text)).collect();
            said.join(" ")
        }
        Matter::Occasion(_) | Matter::Act(_) | Matter::Instrument(_) | Matter::Figure(_) => {
            let whole = claim.grounds.iter().find(|g| g.fields.is_empty());
            let Some(ground) = whole.or(claim.grounds.first()) else { return String::new() };
            sentences(telling, ground.span).of(text).to_owned()
        }
        _ => String::new(),
    }
}

/// The stretch and the sentences it lies in.
fn sentences(telling: &Telling, span: Span) -> Span {
    let sentences = &telling.analysis.sentences;
    let first = sentences.partition_point(|s| s.span.end() <= span.start());
    let touched = sentences[first..].iter().take_while(|s| s.span.touches(span));
    touched.fold(span, |all, sentence| all.join(sentence.span))
}

/// One claim an id: register rows told twice are united, other records become `-2`.
fn distinct(claims: Vec<Claim>) -> Vec<Claim> {
    let mut places: BTreeMap<Id, usize> = BTreeMap::new();
    let mut kept: Vec<Claim> = Vec::with_capacity(claims.len());
    for mut claim in claims {
        if let Some(&place) = places.get(&claim.id) {
            if matches!(claim.matter, Matter::Entity(_) | Matter::Post(_) | Matter::Name(_)) {
                let grounds: Vec<Ground> = std::mem::take(&mut claim.grounds);
                kept[place].grounds.extend(grounds);
                kept[place].grounds.sort_by_key(|g| (g.span.start(), g.span.end(), g.clone()));
                kept[place].grounds.dedup();
                continue;
            }
            let base = claim.id.clone();
            let mut n = 2;
            while places.contains_key(&claim.id) {
                claim.id = Id::new(&format!("{base}-{n}"));
                n += 1;
            }
        }
        places.insert(claim.id.clone(), kept.len());
        kept.push(claim);
    }
    kept
}

/// Ids that merging may rename: of persons, and of everything a document numbers by itself.
pub(super) fn renamable(matter: &Matter) -> Vec<Id> {
    let mut ids = references(matter);
    ids.retain(|id| id.prefix() == "person" || !crate::telling::is_register_id(id));
    ids.sort();
    ids.dedup();
    ids
}
