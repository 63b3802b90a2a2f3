//! Names of persons, places and organisations: a label a token, chosen as the best sequence for the whole text.

use super::encoder::WIDTH;
use crate::bundle::{Bundle, Floats, Refusal};
use crate::entities::Entity;
use crate::kernel::{self, Kernel, PANEL, Panels};
use crate::{narrow, narrow16};

#[derive(Debug)]
pub(crate) struct Recogniser {
    weights: Floats,
    bias: Floats,
    transitions: Floats,
    labels: Vec<Label>,
}

#[derive(Debug, Clone, Copy)]
enum Label {
    Begin(u16),
    Inside,
    Outside,
    /// The label of padding, which changes nothing.
    Padding,
}

impl Recogniser {
    /// Loads the recogniser; `kinds` receives the kinds of names.
    pub(crate) fn load(bundle: &Bundle, kinds: &mut Vec<String>) -> Result<Self, Refusal> {
        let mut fields = bundle.fields("ner.labels")?;
        let mut labels = Vec::new();
        for _ in 0..fields.count()? {
            labels.push(match fields.text()?.split_once('-') {
                Some(("B", kind)) => {
                    let known = kinds.iter().position(|known| known == kind);
                    Label::Begin(narrow16(known.unwrap_or_else(|| {
                        kinds.push(kind.to_owned());
                        kinds.len() - 1
                    })))
                }
                Some(("I", _)) => Label::Inside,
                _ if labels.is_empty() => Label::Padding,
                _ => Label::Outside,
            });
        }
        if labels.is_empty() || labels.len() > PANEL {
            return Err("the labels of names are not the known ones".to_owned());
        }
        Ok(Self {
            weights: bundle.floats("ner.out", Some(WIDTH * PANEL))?,
            bias: bundle.floats("ner.out.bias", Some(PANEL))?,
            transitions: bundle.floats("ner.transitions", Some(labels.len() * labels.len()))?,
            labels,
        })
    }

    /// Adds the scores of the labels of each vector.
    pub(crate) fn score(
        &self,
        kernel: Kernel,
        vectors: &[f32],
        work: &mut Vec<f32>,
        out: &mut Vec<f32>,
    ) {
        let rows = vectors.len() / WIDTH;
        work.resize((rows * PANEL).max(work.len()), 0.0);
        let panels = Panels { inputs: WIDTH, weights: self.weights.get(), bias: self.bias.get() };
        kernel::linear(kernel, panels, vectors, WIDTH, rows, work);
        for row in work.chunks_exact(PANEL).take(rows) {
            out.extend_from_slice(&row[..self.labels.len()]);
        }
    }

    /// Numbers that [`Recogniser::score`] adds for a token.
    pub(crate) fn scores(&self) -> usize {
        self.labels.len()
    }

    /// The names of a text whose tokens have these scores.
    pub(crate) fn recognise(&self, scores: &[f32]) -> Vec<Entity> {
        let mut entities = Vec::new();
        let mut open: Option<Entity> = None;
        for (at, label) in self.best_sequence(scores).into_iter().enumerate() {
            let at = narrow(at);
            match self.labels[usize::from(label)] {
                Label::Begin(label) => {
                    entities.extend(open.replace(Entity { start: at, end: at + 1, label }));
                }
                Label::Inside => {
                    if let Some(entity) = &mut open {
                        entity.end = at + 1;
                    }
                }
                Label::Outside => entities.extend(open.take()),
                Label::Padding => {}
            }
        }
        entities.extend(open);
        entities
    }

    /// The labels with the greatest sum of scores and transitions; the first where several have it.
    fn best_sequence(&self, scores: &[f32]) -> Vec<u8> {
        let count = self.labels.len();
        let transitions = self.transitions.get();
        let mut rows = scores.chunks_exact(count);
        let Some(first) = rows.next() else { return Vec::new() };
        let mut sums = first.to_vec();
        let mut next = sums.clone();
        let mut before: Vec<u8> = Vec::with_capacity(scores.len());
        for row in rows {
            for to in 0..count {
                let mut best = (0, f32::NEG_INFINITY);
                for from in 0..count {
                    let sum = (sums[from] + transitions[from * count + to]) + row[to];
                    if sum > best.1 {
                        best = (from, sum);
                    }
                }
                next[to] = best.1;
                before.push(u8::try_from(best.0).expect("there are few labels"));
            }
            std::mem::swap(&mut sums, &mut next);
        }
        let mut label = super::highest(&sums);
        let mut labels = vec![u8::try_from(label).expect("there are few labels")];
        for before in before.chunks_exact(count).rev() {
            labels.push(before[label]);
            label = usize::from(before[label]);
        }
        labels.reverse();
        labels
    }
}
