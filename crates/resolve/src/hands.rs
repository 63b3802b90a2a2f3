//! Who issued, told and published a text, and the place it was filed from.

use crate::found::{Finds, Found};
use crate::scene::Scene;
use chancery_record::{Document, HandKind, Id, MentionForm, RegionRole, Span, slug};

/// The hands resolved.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hands {
    pub(crate) dateline: Option<Id>,
    pub(crate) publisher: Option<Id>,
    pub(crate) list: Vec<Option<Id>>,
}

impl Hands {
    pub(crate) fn all(&self) -> impl Iterator<Item = &Id> {
        self.dateline.iter().chain(&self.publisher).chain(self.list.iter().flatten())
    }
}

/// Spans that name outlets: publishers and those who reported or told.
pub(crate) fn outlet_spans(document: &Document) -> Vec<Span> {
    let reporting = document.chain.iter().filter(|hand| {
        matches!(
            hand.kind,
            HandKind::Reported | HandKind::Published | HandKind::Republished | HandKind::Told
        )
    });
    reporting.map(|hand| hand.name).chain(document.publisher).collect()
}

/// Gives every hand its entity; a name nothing has claimed becomes an outlet's.
pub(crate) fn resolve(scene: &Scene, finds: &mut Finds) -> Hands {
    let document = scene.document;
    let dateline = document.dateline.and_then(|span| place(scene, finds, span));
    let publisher =
        document.publisher.and_then(|span| party(scene, finds, span, HandKind::Published));
    let list =
        document.chain.iter().map(|hand| party(scene, finds, hand.name, hand.kind)).collect();
    everywhere(scene, finds);
    Hands { dateline, publisher, list }
}

/// The find lies in the words that name a hand, or in the line of the issuer's name.
pub(crate) fn names_hand(scene: &Scene, found: &Found) -> bool {
    let span = found.span(&scene.words);
    let hand = scene
        .document
        .chain
        .iter()
        .map(|hand| hand.name)
        .chain(scene.document.publisher)
        .any(|name| name.covers(span));
    let site = scene.words.get(found.first).is_some_and(|w| w.region == RegionRole::SiteName);
    hand || (site && matches!(found.refers.prefix(), "body" | "org" | "state" | "post"))
}

fn place(scene: &Scene, finds: &mut Finds, span: Span) -> Option<Id> {
    let range = scene.words.within(span);
    let (first, last) = (range.start, range.end.checked_sub(1)?);
    if finds.list.iter().any(|f| f.is("person") && f.first >= first && f.last <= last) {
        return None;
    }
    let here = finds.list.iter_mut().filter(|f| f.first >= first && f.last <= last);
    if let Some(found) = here
        .filter(|f| matches!(f.refers.prefix(), "place" | "state"))
        .max_by_key(|f| f.last - f.first)
    {
        if found.is("place") || scene.document.dateline.is_none() {
            return Some(found.refers.clone());
        }
        return Some(found.refers.clone());
    }
    if first > last {
        return None;
    }
    let id = Id::new(&format!("place/{}", slug(span.of(scene.words.text))));
    finds.add(Found::new(first, last, id.clone(), MentionForm::Name, 950, "place filed from"));
    Some(id)
}

fn party(scene: &Scene, finds: &mut Finds, span: Span, kind: HandKind) -> Option<Id> {
    let range = scene.words.within(span);
    let (first, last) = (range.start, range.end.checked_sub(1)?);
    if first > last {
        return None;
    }
    let inside = finds.list.iter().filter(|f| f.first >= first && f.last <= last);
    let fits = inside.filter(|f| {
        matches!(f.refers.prefix(), "outlet" | "body" | "org" | "force" | "state" | "person")
    });
    let rank = |f: &&Found| (f.last - f.first, f.refers.prefix() != "state");
    let best =
        fits.max_by_key(rank).filter(|f| !(f.is("state") && f.last - f.first < last - first));
    if let Some(found) = best {
        return Some(found.refers.clone());
    }
    if kind == HandKind::Issued {
        return None;
    }
    let id = Id::new(&format!("outlet/{}", slug(span.of(scene.words.text))));
    finds.add(Found::new(
        first,
        last,
        id.clone(),
        MentionForm::Name,
        900,
        "named as a hand of the text",
    ));
    Some(id)
}

/// Outlets named as hands are found wherever their words stand.
fn everywhere(scene: &Scene, finds: &mut Finds) {
    let mut names: Vec<(Vec<String>, Id)> = Vec::new();
    for found in finds.list.iter().filter(|f| f.is("outlet")) {
        let words: Vec<String> =
            scene.words.all()[found.first..=found.last].iter().map(|w| w.fold.clone()).collect();
        if !names.iter().any(|(known, _)| *known == words) {
            names.push((words, found.refers.clone()));
        }
    }
    names.truncate(64);
    for at in 0..scene.words.len() {
        for (words, id) in &names {
            let same =
                words.iter().enumerate().all(|(i, word)| scene.words.fold(at + i) == Some(word));
            let last = at + words.len() - 1;
            if same && scene.words.together(at, last) && !finds.covers(at) {
                finds.add(Found::new(
                    at,
                    last,
                    id.clone(),
                    MentionForm::Name,
                    940,
                    "name of a hand of the text",
                ));
            }
        }
    }
}
