//! Names that a text defines: "Collective Security Treaty Organization (CSTO)".

use crate::draft::Draft;
use crate::scene::Scene;
use chancery_record::matter::Name;
use chancery_record::{Matter, Mention, MentionForm, NameForm};
use std::collections::BTreeSet;

/// Claims each acronym that stands in brackets after the name it shortens, once.
pub(crate) fn names(scene: &Scene, draft: &mut Draft) {
    let mentions = &scene.resolution.mentions;
    let mut known = BTreeSet::new();
    for acronym in mentions.iter().filter(|m| m.form == MentionForm::Acronym) {
        let text = scene.text(acronym.span);
        let Some(full) = mentions.iter().find(|full| defines(scene, full, acronym)) else {
            continue;
        };
        if known.insert((&acronym.refers, text)) {
            let name = Name {
                of: acronym.refers.clone(),
                text: text.to_owned(),
                language: scene.document.language,
                form: NameForm::Acronym,
            };
            let ground = scene.ground(full.span.join(acronym.span), 960);
            draft.claim(Matter::Name(name), vec![ground], "name.in-brackets");
        }
    }
}

/// True when the acronym stands in brackets right behind this name of the same thing.
fn defines(scene: &Scene, full: &Mention, acronym: &Mention) -> bool {
    let text = &scene.document.text;
    full.refers == acronym.refers
        && full.form == MentionForm::Name
        && full.span.end() < acronym.span.start()
        && text[full.span.end()..acronym.span.start()].trim() == "("
        && text[acronym.span.end()..].trim_start().starts_with(')')
}
