//! Analysis to Resolution: which person, body, place is meant, and who holds which post.
//!
//! A document with its words and the world come in; mentions with their referents, holdings and hands go out. The steps run
//! from sure to unsure: register names, role words, unknown names, bodies, posts, persons, references. No clock, disk,
//! network; dates of tenures and everything that happens are left to `code`. `dated` narrows the document's own date afterwards.

pub mod actors;
mod bodies;
mod cases;
mod chunks;
mod collectives;
mod dating;
mod divisions;
mod found;
mod hands;
mod holdings;
mod lexicon;
mod names;
mod people;
pub mod places;
mod posts;
mod references;
mod referents;
mod scene;
mod spots;
mod words;

pub use dating::dated;

#[cfg(test)]
mod sketch;
#[cfg(test)]
mod tests;

use crate::found::{Finds, Found};
use crate::lexicon::Lexicon;
use crate::scene::Scene;
use crate::words::Words;
use chancery_record::{
    Analysis, Document, Id, Mention, MentionForm, Noted, Reading, RegionRole, Resolution, World,
};

/// Says who and what the words of a document mean.
///
/// Never fails: words that mean nothing known stay without a mention.
pub fn resolve(world: &dyn World, document: &Document, analysis: &Analysis) -> Noted<Resolution> {
    let lexicon = Lexicon::of(document.language);
    let words = Words::read(document, analysis);
    let scene = Scene { world, lexicon, document, words };
    let mut finds = Finds::for_words(scene.words.len());

    let open = names::known(world, lexicon, &scene.words, &mut finds);
    let spots = spots::spot(lexicon, &scene.words, &finds);
    let runs = chunks::runs(lexicon, &scene.words, &finds, &spots, &open);
    chunks::judge(
        world,
        lexicon,
        &scene.words,
        &spots,
        &mut finds,
        &runs,
        &hands::outlet_spans(document),
    );
    bodies::settle_open(&scene, &mut finds, &open, &spots);
    bodies::acronyms(&scene, &mut finds);
    bodies::national(&scene, &mut finds, &spots);
    bodies::of_organizations(&scene, &mut finds);
    let mut people = people::settle(&scene, &spots, &mut finds);
    let mut posts = posts::read(&scene, &finds, &spots, &people);
    let held = holdings::join(&scene, &spots, &mut finds, &mut people, &mut posts);
    references::roles(&scene, &mut finds, &mut people, &posts, &held);
    collectives::gather(&scene, &spots, &mut finds);
    references::point(&scene, &spots, &mut finds, &people);

    let hands = hands::resolve(&scene, &mut finds);
    let extra: Vec<Id> = hands.all().cloned().collect();
    let referents = referents::build(&scene, &finds, &people, &posts, &held.holdings, &extra);
    Noted::clean(Resolution {
        mentions: mentions(&scene, &finds),
        referents,
        holdings: held.holdings,
        dateline: hands.dateline,
        publisher: hands.publisher,
        hands: hands.list,
    })
}

fn mentions(scene: &Scene, finds: &Finds) -> Vec<Mention> {
    let mut out: Vec<Mention> =
        finds.list.iter().filter(|f| admissible(scene, f)).map(|f| mention(scene, f)).collect();
    out.sort_by(|a, b| {
        let key = |m: &Mention| (m.span.start(), std::cmp::Reverse(m.span.end()));
        key(a).cmp(&key(b)).then_with(|| a.refers.cmp(&b.refers)).then_with(|| a.form.cmp(&b.form))
    });
    out
}

/// Furniture names outlets and issuers only.
fn admissible(scene: &Scene, found: &Found) -> bool {
    let region = scene.words.get(found.first).map(|w| w.region);
    match region {
        Some(RegionRole::Boilerplate | RegionRole::Syndication) => found.is("outlet"),
        Some(RegionRole::SiteName | RegionRole::Credit) => {
            found.is("outlet") || hands::names_hand(scene, found)
        }
        Some(RegionRole::Date) => found.is("place"),
        Some(_) => true,
        None => false,
    }
}

fn mention(scene: &Scene, found: &Found) -> Mention {
    let region = scene.words.get(found.first).map_or(RegionRole::Body, |w| w.region);
    let named = matches!(
        found.form,
        MentionForm::Name | MentionForm::Acronym | MentionForm::Demonym | MentionForm::Title
    );
    let floor = if named { 500 } else { 300 };
    Mention {
        span: found.span(&scene.words),
        refers: found.refers.clone(),
        form: found.form,
        region,
        reading: Reading(found.reading.max(floor)),
        candidates: found.candidates.clone(),
        head: scene.words.head(found.first, found.last),
        why: found.why.to_owned(),
    }
}
