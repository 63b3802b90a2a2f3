//! Names of persons, places, organisations, dates: an action a token, the best that is valid.

use crate::bundle::{Bundle, Refusal};
use crate::kernel::Kernel;
use crate::narrow;
use crate::transition::{Network, Ring, Scorer};

#[derive(Debug)]
pub(crate) struct Recogniser {
    network: Network,
    actions: Vec<Action>,
}

#[derive(Debug, Clone, Copy)]
enum Action {
    Begin(u16),
    Inside(u16),
    Last(u16),
    Unit(u16),
    Outside,
    /// A class that is never valid.
    Never,
}

/// A named entity: tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity {
    /// Its first token.
    pub start: u32,
    /// The token after its last.
    pub end: u32,
    /// Its label, an index into [`crate::English::entity_labels`].
    pub label: u16,
}

impl Recogniser {
    /// Loads the recogniser; `labels` receives the entity labels.
    pub(crate) fn load(bundle: &Bundle, labels: &mut Vec<String>) -> Result<Self, Refusal> {
        let (network, named) = Network::load(bundle, "ner", 3)?;
        let mut actions = Vec::with_capacity(named.len());
        for (kind, label) in named {
            if !labels.contains(&label) && !label.is_empty() {
                labels.push(label.clone());
            }
            let known = labels.iter().position(|known| *known == label);
            let known = known.and_then(|at| u16::try_from(at).ok());
            actions.push(match (kind, known) {
                (1, Some(label)) => Action::Begin(label),
                (2, Some(label)) => Action::Inside(label),
                (3, Some(label)) => Action::Last(label),
                (4, Some(label)) => Action::Unit(label),
                (4, None) => Action::Never,
                (5, None) => Action::Outside,
                _ => return Err("the recogniser has unknown actions".to_owned()),
            });
        }
        Ok(Self { network, actions })
    }

    pub(crate) fn project(&self, kernel: Kernel, vectors: &[f32], out: &mut Vec<f32>) {
        self.network.project(kernel, vectors, out);
    }

    /// Finds the entities of the text whose projected tokens are given.
    pub(crate) fn recognise(
        &self,
        kernel: Kernel,
        projected: &[f32],
        is_start: &[bool],
        is_space: impl Fn(usize) -> bool,
        ring: &mut Ring,
    ) -> Vec<Entity> {
        let mut scorer = Scorer::new(&self.network, kernel, projected, ring);
        let mut entities = Vec::new();
        let mut open: Option<(u32, u16)> = None;
        for token in 0..is_start.len() {
            let at = narrow(token);
            let before = open.map(|_| at - 1);
            let scores = scorer.scores([Some(at), open.map(|(start, _)| start), before]);
            let goes_on = is_start.get(token + 1).is_some_and(|&is_start| !is_start);
            let is_valid = |action| match (action, open) {
                (Action::Begin(_), None) => goes_on && !is_space(token),
                (Action::Inside(label), Some((_, of))) => label == of && goes_on,
                (Action::Last(label), Some((_, of))) => label == of,
                (Action::Unit(_), None) => !is_space(token),
                (Action::Outside, None) => true,
                _ => false,
            };
            let mut best: Option<(f32, Action)> = None;
            for (&action, &score) in self.actions.iter().zip(scores) {
                if best.is_none_or(|(highest, _)| score > highest) && is_valid(action) {
                    best = Some((score, action));
                }
            }
            match best.map(|(_, action)| action) {
                Some(Action::Begin(label)) => open = Some((at, label)),
                Some(Action::Unit(label)) => {
                    entities.push(Entity { start: at, end: at + 1, label });
                }
                Some(Action::Last(label)) => {
                    if let Some((start, _)) = open.take() {
                        entities.push(Entity { start, end: at + 1, label });
                    }
                }
                _ => {}
            }
        }
        entities
    }
}
