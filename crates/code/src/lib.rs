//! Analysis and Resolution to claims: who did what to whom, each with its evidence.
//!
//! One module a record type; `scene` lays the document out, `draft` gives ids. Each coder reads the scene and what was
//! claimed before it (acts name the occasion they are), and adds claims. Nothing here fails: what is not understood is not claimed.

pub mod acts;
mod clauses;
mod draft;
mod figures;
mod instruments;
mod names;
mod occasions;
mod quantities;
mod scene;
mod statements;
mod tenures;
mod ties;
mod undertakings;

use chancery_knowledge::Rules;
use chancery_record::{Analysis, Claim, Document, Language, Noted, Resolution};
use draft::Draft;
use scene::Scene;

/// Everything this document claims, in the order of record types. Of a text in another language than English these are the
/// tenures that names beside titles tell; `parse` has noted it.
pub fn code(
    rules: &Rules,
    document: &Document,
    analysis: &Analysis,
    resolution: &Resolution,
) -> Noted<Vec<Claim>> {
    let scene = Scene::new(document, analysis, resolution);
    let mut draft = Draft::new(document);
    if document.language != Language::English {
        tenures::joined(&scene, &mut draft);
        return Noted::clean(draft.claims);
    }
    names::names(&scene, &mut draft);
    tenures::code(&scene, &mut draft);
    ties::code(&scene, &mut draft);
    occasions::code(&scene, &mut draft);
    statements::code(&scene, &mut draft);
    acts::acts(rules, &scene, &mut draft);
    instruments::instruments(&scene, &mut draft);
    undertakings::undertakings(rules.acts(), &scene, &mut draft);
    figures::figures(&scene, &mut draft);
    Noted::clean(draft.claims)
}
