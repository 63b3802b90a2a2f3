//! Scores to probabilities: a temperature fitted on sentences kept out of training, and a table of how well it fits.

use crate::examples::Example;
use chancery_code::acts::{Arbiter, CLASSES, Weighed};

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
        kept_out.iter().map(|e| -of(&warm.weigh(&e.features), e.class).ln()).sum::<f64>()
    };
    tenths.min_by(|a, b| surprise(*a).total_cmp(&surprise(*b))).unwrap_or(1.0)
}

/// Ten bands of the likeliest class's probability, lowest first.
pub fn reliability(arbiter: &Arbiter, kept_out: &[Example]) -> [Band; 10] {
    let mut bands = [Band::default(); 10];
    for example in kept_out {
        let told = arbiter.weigh(&example.features);
        let (class, likely) = likeliest(&told);
        let band = &mut bands[usize::from(likely / 100).min(9)];
        band.all += 1;
        band.right += u32::from(class == example.class);
        band.confidence += u32::from(likely);
    }
    bands
}

/// Share of right answers in thousandths.
pub fn accuracy(bands: &[Band]) -> u32 {
    let sum = |part: fn(&Band) -> u32| bands.iter().map(part).sum::<u32>();
    (sum(|b| b.right) * 1000).checked_div(sum(|b| b.all)).unwrap_or(0)
}

fn likeliest(told: &Weighed) -> (usize, u16) {
    let mut best = (CLASSES - 1, told.none);
    for (class, &likely) in told.roots.iter().enumerate() {
        if likely > best.1 {
            best = (class, likely);
        }
    }
    best
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
        Example { sentence: 0, class, features: vec![1] }
    }

    #[test]
    fn an_arbiter_too_sure_of_itself_is_cooled() {
        let half = [example(3), example(4)];
        assert!(temperature(&sure(), &half) > 2.0);
        assert!(temperature(&sure(), &[example(3), example(3)]) < 1.0);
    }

    #[test]
    fn bands_hold_the_answers_by_confidence() {
        let bands = reliability(&sure(), &[example(3), example(4)]);
        assert_eq!((bands[9].all, bands[9].right), (2, 1));
        assert_eq!(accuracy(&bands), 500);
    }
}
