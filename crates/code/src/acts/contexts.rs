//! What an act is about, by the words of its own clause; nothing where no word makes it clear.

use super::telling::Telling;
use crate::scene::Scene;
use chancery_knowledge::rules::acts::ActRules;
use chancery_record::{Dep, Pos};
use std::collections::BTreeSet;

/// Contexts of a telling, in the order of the alphabet.
pub(super) fn contexts(rules: &ActRules, scene: &Scene, told: &Telling) -> Vec<String> {
    let mut found = BTreeSet::new();
    for t in scene.subtree(told.at) {
        if !matches!(scene.pos(t), Pos::Noun | Pos::Adj | Pos::Propn) {
            continue;
        }
        let lemma = scene.lemma(t).to_lowercase();
        found.extend(rules.context(&lemma));
        let before = |c: &usize| matches!(scene.dep(*c), Dep::Amod | Dep::Compound);
        for c in scene.children(t).filter(before) {
            found.extend(rules.context(&format!("{}-{lemma}", scene.lemma(c).to_lowercase())));
        }
    }
    found.into_iter().map(str::to_owned).collect()
}
