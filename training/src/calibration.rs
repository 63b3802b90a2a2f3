//! Scores to probabilities: a temperature and a curve fitted on sentences kept out of training, and a table of how well they fit.

use crate::examples::Example;
use chancery_code::acts::{Arbiter, CLASSES, KNOTS, Weighed};
use chancery_record::matter::Root;

/// Right and all of the answers in one band of confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Band {
    /// Answers.
    pub all: u32,
    /// Right ones.
    pub right: u32,
    /// Sum of their confidences in thousandths.
    pub confidence: u32,
}

/// The temperature under which kept-out examples are likeliest, of tenths from 0.5 to 4.
pub fn temperature(arbiter: &Arbiter, kept_out: &[Example]) -> f32 {
    let tenths = (5_u8..=40).map(|t| f32::from(t) / 10.0);
    let surprise = |t: f32| {
        let warm = arbiter.clone().at_temperature(t);
        kept_out.iter().map(|e| -of(&warm.weigh(&e.features, None), e.class).ln()).sum::<f64>()
    };
    tenths.min_by(|a, b| surprise(*a).total_cmp(&surprise(*b))).unwrap_or(1.0)
}

/// The rising curve from what the arbiter says of kept-out acts to how often it is right.
///
/// Neighbouring bands that would fall are joined until none does; every band starts with one answer as sure as it says.
pub fn sureness(arbiter: &Arbiter, kept_out: &[Example]) -> [u16; KNOTS] {
    const WIDTH: usize = 1000 / (KNOTS - 1);
    let mut joined: Vec<(u64, u64, usize)> = Vec::new();
    let mut found = [(0_u64, 1_u64); KNOTS];
    for (knot, (right, _)) in found.iter_mut().enumerate() {
        *right = (knot * WIDTH) as u64;
    }
    for (share, is_right) in answers(kept_out, |e| {
        let told = arbiter.weigh(&e.features, e.proposed);
        let best = told.best();
        (told.share(best), best)
    }) {
        let (right, all) = &mut found[(usize::from(share) + WIDTH / 2) / WIDTH];
        *right += u64::from(is_right) * 1000;
        *all += 1;
    }
    for (right, all) in found {
        joined.push((right, all, 1));
        while let [.., (r, a, n), (right, all, more)] = joined[..]
            && r * all > right * a
        {
            joined.truncate(joined.len() - 2);
            joined.push((r + right, a + all, n + more));
        }
    }
    let level = |(right, all, knots): (u64, u64, usize)| {
        std::iter::repeat_n(u16::try_from(right / all).unwrap_or(1000), knots)
    };
    let levels: Vec<u16> = joined.into_iter().flat_map(level).collect();
    std::array::from_fn(|k| levels[k])
}

/// Ten bands of confidence in the root of kept-out acts, lowest first.
pub fn reliability(arbiter: &Arbiter, kept_out: &[Example]) -> [Band; 10] {
    let mut bands = [Band::default(); 10];
    for (confidence, is_right) in answers(kept_out, |e| {
        let told = arbiter.weigh(&e.features, e.proposed);
        let best = told.best();
        (arbiter.confidence(&told, best), best)
    }) {
        let band = &mut bands[usize::from(confidence / 100).min(9)];
        band.all += 1;
        band.right += u32::from(is_right);
        band.confidence += u32::from(confidence);
    }
    bands
}

/// Share of right answers in thousandths.
pub fn accuracy(bands: &[Band]) -> u32 {
    let sum = |part: fn(&Band) -> u32| bands.iter().map(part).sum::<u32>();
    (sum(|b| b.right) * 1000).checked_div(sum(|b| b.all)).unwrap_or(0)
}

/// What is said of every example that tells an act, and whether the root is right, CONCEDE and RETREAT as one.
fn answers(
    examples: &[Example],
    told: impl Fn(&Example) -> (u16, Root),
) -> impl Iterator<Item = (u16, bool)> {
    let acts = examples.iter().filter(|e| e.class < CLASSES - 1);
    acts.map(move |e| {
        let (said, root) = told(e);
        (said, folded(Root::ALL[e.class]) == folded(root))
    })
}

fn folded(root: Root) -> Root {
    if root == Root::Concede { Root::Retreat } else { root }
}

fn of(told: &Weighed, class: usize) -> f64 {
    let thousandths = told.roots.get(class).copied().unwrap_or(told.none);
    f64::from(thousandths.max(1)) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure() -> Arbiter {
        let mut row = [0.0; CLASSES];
        row[3] = 9.0;
        Arbiter::new(&[(1, row)])
    }

    fn example(class: usize) -> Example {
        Example { sentence: 0, class, features: vec![1], proposed: None }
    }

    #[test]
    fn an_arbiter_too_sure_of_itself_is_cooled() {
        let half = [example(3), example(4)];
        assert!(temperature(&sure(), &half) > 2.0);
        assert!(temperature(&sure(), &[example(3), example(3)]) < 1.0);
    }

    #[test]
    fn the_curve_rises_and_says_how_often_it_is_right() {
        let half: Vec<Example> = (0..80).map(|n| example(3 + n % 2)).collect();
        let curve = sureness(&sure(), &half);
        assert!(curve.is_sorted());
        let bands = reliability(&sure().as_sure_as(curve), &half);
        let held = bands.iter().find(|b| b.all > 0).unwrap();
        assert!((450..600).contains(&(held.confidence / held.all)), "{held:?}");
    }

    #[test]
    fn bands_hold_the_answers_by_confidence() {
        let bands = reliability(&sure(), &[example(3), example(4)]);
        assert_eq!((bands[9].all, bands[9].right), (2, 1));
        assert_eq!(accuracy(&bands), 500);
    }
}
