//! Multinomial logistic regression over sparse features: examples in, an arbiter out, the same weights each time.
//!
//! The whole sum is minimised by L-BFGS, one thread, double precision, sums in the order of the examples; the weights are rounded
//! to 16 bits at the end, so that the last bits of an exponential do not reach the file.

use crate::examples::Example;
use chancery_code::acts::{Arbiter, CLASSES};
use std::collections::{BTreeMap, VecDeque};

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Steps of the minimisation.
    pub steps: u32,
    /// Pull of every weight towards zero.
    pub decay: f64,
    /// Sentences a feature must stand in.
    pub rarest: usize,
}

/// Learns an arbiter, not calibrated.
pub fn learn(examples: &[Example], plan: Plan) -> Arbiter {
    let columns = columns(examples, plan.rarest);
    let rows: Vec<Row> = examples
        .iter()
        .map(|e| Row {
            class: e.class,
            columns: e.features.iter().filter_map(|f| columns.get(f).copied()).collect(),
        })
        .collect();
    let weights = minimised(plan.steps, columns.len() * CLASSES, |weights, slopes| {
        surprise(&rows, plan.decay, weights, slopes)
    });
    let weight = |column: usize, class: usize| {
        #[expect(clippy::cast_possible_truncation, reason = "rounded to 16 bits anyway")]
        let weight = weights[column * CLASSES + class] as f32;
        weight
    };
    let table: Vec<(u32, [f32; CLASSES])> = columns
        .iter()
        .map(|(feature, &column)| (*feature, std::array::from_fn(|class| weight(column, class))))
        .collect();
    Arbiter::new(&table)
}

struct Row {
    class: usize,
    columns: Vec<usize>,
}

/// Features that stand in enough sentences, with their place.
fn columns(examples: &[Example], rarest: usize) -> BTreeMap<u32, usize> {
    let mut seen: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for example in examples {
        for feature in &example.features {
            let (count, last) = seen.entry(*feature).or_insert((0, usize::MAX));
            if *last != example.sentence {
                *last = example.sentence;
                *count += 1;
            }
        }
    }
    let kept = seen.into_iter().filter(|(_, (count, _))| *count >= rarest);
    kept.enumerate().map(|(column, (feature, _))| (feature, column)).collect()
}

/// Mean surprise of the examples under these weights, with the pull towards zero; its slopes go to `slopes`.
fn surprise(rows: &[Row], decay: f64, weights: &[f64], slopes: &mut [f64]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "some thousands of examples")]
    let share = 1.0 / rows.len().max(1) as f64;
    let mut sum = 0.0;
    for (slope, weight) in slopes.iter_mut().zip(weights) {
        *slope = decay * weight;
        sum += decay / 2.0 * weight * weight;
    }
    for row in rows {
        let mut likely = [0.0; CLASSES];
        for &column in &row.columns {
            for (l, weight) in likely.iter_mut().zip(&weights[column * CLASSES..]) {
                *l += weight;
            }
        }
        let most = likely.iter().copied().fold(f64::MIN, f64::max);
        let raised = likely.map(|l| (l - most).exp());
        let all: f64 = raised.iter().sum();
        sum -= share * (likely[row.class] - most - all.ln());
        let mut wrong = raised.map(|r| share * r / all);
        wrong[row.class] -= share;
        for &column in &row.columns {
            for (slope, error) in slopes[column * CLASSES..].iter_mut().zip(&wrong) {
                *slope += error;
            }
        }
    }
    sum
}

/// Steps that L-BFGS remembers.
const REMEMBERED: usize = 10;

/// The place where a function with known slopes is least, after so many steps from zero.
fn minimised(
    steps: u32,
    size: usize,
    mut function: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Vec<f64> {
    let mut here = vec![0.0; size];
    let mut slopes = vec![0.0; size];
    let mut value = function(&here, &mut slopes);
    let mut memory: VecDeque<(Vec<f64>, Vec<f64>)> = VecDeque::new();
    for step in 0..steps {
        let way = downhill(&slopes, &memory);
        let fall = dot(&way, &slopes);
        let mut length =
            if step == 0 { 1.0 / dot(&slopes, &slopes).sqrt().max(1e-12) } else { 1.0 };
        let mut next = vec![0.0; size];
        let mut next_slopes = vec![0.0; size];
        let mut reached = f64::MAX;
        for _ in 0..30 {
            for ((n, h), w) in next.iter_mut().zip(&here).zip(&way) {
                *n = h + length * w;
            }
            reached = function(&next, &mut next_slopes);
            if reached <= value + 1e-4 * length * fall {
                break;
            }
            length /= 2.0;
        }
        if reached >= value {
            break;
        }
        let moved: Vec<f64> = next.iter().zip(&here).map(|(n, h)| n - h).collect();
        let turned: Vec<f64> = next_slopes.iter().zip(&slopes).map(|(n, s)| n - s).collect();
        if dot(&moved, &turned) > 1e-12 {
            memory.push_back((moved, turned));
            if memory.len() > REMEMBERED {
                memory.pop_front();
            }
        }
        (here, slopes, value) = (next, next_slopes, reached);
    }
    here
}

/// The direction of descent that the remembered steps make of the slopes.
fn downhill(slopes: &[f64], memory: &VecDeque<(Vec<f64>, Vec<f64>)>) -> Vec<f64> {
    let mut way: Vec<f64> = slopes.iter().map(|s| -s).collect();
    let mut shares = Vec::with_capacity(memory.len());
    for (moved, turned) in memory.iter().rev() {
        let share = dot(moved, &way) / dot(moved, turned);
        add(&mut way, -share, turned);
        shares.push(share);
    }
    if let Some((moved, turned)) = memory.back() {
        let scale = dot(moved, turned) / dot(turned, turned);
        for w in &mut way {
            *w *= scale;
        }
    }
    for ((moved, turned), share) in memory.iter().zip(shares.iter().rev()) {
        let back = dot(turned, &way) / dot(moved, turned);
        add(&mut way, share - back, moved);
    }
    way
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn add(to: &mut [f64], times: f64, what: &[f64]) {
    for (t, w) in to.iter_mut().zip(what) {
        *t += times * w;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_record::matter::Root;

    fn examples() -> Vec<Example> {
        let one = |sentence: usize| {
            let aid = sentence.is_multiple_of(2);
            let class = if aid { Root::Aid } else { Root::Assault } as usize;
            let features = if aid { vec![1, 5] } else { vec![1, 9] };
            Example { sentence, class, features, proposed: None }
        };
        (0..40).map(one).collect()
    }

    const PLAN: Plan = Plan { steps: 30, decay: 1e-3, rarest: 2 };

    #[test]
    fn what_parts_the_classes_is_learnt() {
        let arbiter = learn(&examples(), PLAN);
        assert_eq!(arbiter.weigh(&[1, 5], None).best(), Root::Aid);
        assert_eq!(arbiter.weigh(&[1, 9], None).best(), Root::Assault);
    }

    #[test]
    fn the_same_examples_give_the_same_bytes() {
        assert_eq!(learn(&examples(), PLAN).pack(), learn(&examples(), PLAN).pack());
    }

    #[test]
    fn features_of_too_few_sentences_are_left_out() {
        let mut all = examples();
        all.push(Example { features: vec![77], ..all[0].clone() });
        let arbiter = learn(&all, PLAN);
        assert_eq!(arbiter.weigh(&[77], None), arbiter.weigh(&[], None));
    }
}
