//! The arbiter: what stands between two parties comes in as features, how likely each root is goes out.
//!
//! A multinomial logistic regression over hashed features, trained by `training/` on sentences of our own. The weights are
//! embedded; a card beside them says on what and how well. It decides nothing alone: `relation` and `claims` ask it.

use chancery_record::matter::Root;
use std::sync::LazyLock;

/// Weights by feature and root, with the temperature that makes the scores probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct Arbiter {
    /// Hashes of the features, ascending.
    features: Vec<u32>,
    /// Of each feature one weight a class, times `1 / step`.
    weights: Vec<i16>,
    step: f32,
    temperature: f32,
    trust: f32,
    sureness: [u16; KNOTS],
}

/// What the arbiter says of a pair of parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Probabilities in the order of `Root::ALL`, in thousandths.
    pub roots: Vec<u16>,
    /// Probability that there is no act between the two.
    pub none: u16,
}

impl Weighed {
    /// The probability of a root in thousandths.
    pub fn of(&self, root: Root) -> u16 {
        self.roots.get(root as usize).copied().unwrap_or(0)
    }

    /// The probability of a root if there is an act at all: of CONCEDE and RETREAT, two tellings of one thing, that it is either.
    pub fn share(&self, root: Root) -> u16 {
        let either = match root {
            Root::Concede | Root::Retreat => self.of(Root::Concede) + self.of(Root::Retreat),
            _ => self.of(root),
        };
        let some = 1000_u32.saturating_sub(self.none.into()).max(1);
        u16::try_from((u32::from(either) * 1000 / some).min(1000)).unwrap_or(1000)
    }

    /// The likeliest root; of equals the first.
    pub fn best(&self) -> Root {
        let weight = |r: Root| (self.share(r), self.of(r));
        let mut best = Root::ALL[0];
        for &root in Root::ALL {
            if weight(root) > weight(best) {
                best = root;
            }
        }
        best
    }
}

/// Classes: the roots in their order, then "no act".
pub const CLASSES: usize = Root::ALL.len() + 1;

/// Places of the curve from what the scores say to how often they are right, evenly from 0 to 1.
pub const KNOTS: usize = 21;

/// Thousandths from one place of the curve to the next.
const STEP: u32 = 50;

const MARK: &[u8; 4] = b"arb2";

/// Bytes before the rows: mark, step, temperature, trust, curve.
const HEAD: usize = 16 + 2 * KNOTS;

impl Arbiter {
    /// The arbiter that comes with the program.
    pub fn embedded() -> &'static Self {
        static ARBITER: LazyLock<Arbiter> = LazyLock::new(|| {
            Arbiter::read(include_bytes!("../../weights/arbiter/arbiter.bin"))
                .expect("the embedded file was written by `pack`")
        });
        &ARBITER
    }

    /// An arbiter of rows of weights, features ascending.
    pub fn new(rows: &[(u32, [f32; CLASSES])]) -> Self {
        let largest = rows.iter().flat_map(|(_, w)| w).fold(0.0_f32, |m, w| m.max(w.abs()));
        let step = if largest > 0.0 { largest / f32::from(i16::MAX) } else { 1.0 };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the largest weight is `i16::MAX` steps"
        )]
        let small = |w: &f32| (w / step).round() as i16;
        Self {
            features: rows.iter().map(|(f, _)| *f).collect(),
            weights: rows.iter().flat_map(|(_, w)| w.iter().map(small)).collect(),
            step,
            temperature: 1.0,
            trust: 1.0,
            sureness: AS_SAID,
        }
    }

    /// The bytes of the weights file.
    pub fn pack(&self) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        bytes.extend(self.step.to_le_bytes());
        bytes.extend(self.temperature.to_le_bytes());
        bytes.extend(self.trust.to_le_bytes());
        bytes.extend(self.sureness.iter().flat_map(|s| s.to_le_bytes()));
        bytes.extend(self.features.iter().flat_map(|f| f.to_le_bytes()));
        bytes.extend(self.weights.iter().flat_map(|w| w.to_le_bytes()));
        bytes
    }

    /// The arbiter that `pack` wrote.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let word = |at: usize| bytes.get(at..at + 4)?.try_into().ok();
        let [step, temperature, trust] = [word(4)?, word(8)?, word(12)?].map(f32::from_le_bytes);
        let curve = bytes.get(16..HEAD)?;
        let sureness =
            std::array::from_fn(|k| u16::from_le_bytes([curve[2 * k], curve[2 * k + 1]]));
        let rows = bytes.strip_prefix(MARK)?.get(HEAD - MARK.len()..)?;
        let row = 4 + 2 * CLASSES;
        if rows.len() % row != 0 {
            return None;
        }
        let (features, weights) = rows.split_at(rows.len() / row * 4);
        let features: Vec<u32> = features
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        let weights = weights.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]])).collect();
        features.is_sorted().then_some(Self {
            features,
            weights,
            step,
            temperature,
            trust,
            sureness,
        })
    }

    /// The same weights with another temperature.
    #[must_use]
    pub fn at_temperature(self, temperature: f32) -> Self {
        Self { temperature, ..self }
    }

    /// The same weights with another trust: how many times likelier than said the root is that the rules propose.
    ///
    /// The training sentences are written to be hard for the rules; on the news the rules are right more often.
    #[must_use]
    pub fn trusting(self, trust: f32) -> Self {
        Self { trust, ..self }
    }

    /// The same weights with another curve of confidence.
    #[must_use]
    pub fn as_sure_as(self, sureness: [u16; KNOTS]) -> Self {
        Self { sureness, ..self }
    }

    /// How often a root so weighed is right, in thousandths.
    pub fn confidence(&self, weighed: &Weighed, root: Root) -> u16 {
        let share = u32::from(weighed.share(root).min(1000));
        let below = (share / STEP) as usize;
        let knot = |k: usize| u32::from(self.sureness[k.min(KNOTS - 1)]);
        let over = share % STEP;
        u16::try_from((knot(below) * (STEP - over) + knot(below + 1) * over) / STEP).unwrap_or(1000)
    }

    /// How likely each root is by these features, each given once, when the rules propose this root.
    pub fn weigh(&self, features: &[u32], proposed: Option<Root>) -> Weighed {
        let mut sums = [0_i32; CLASSES];
        for feature in features {
            let Ok(row) = self.features.binary_search(feature) else { continue };
            let weights = &self.weights[row * CLASSES..(row + 1) * CLASSES];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(*weight);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a few thousand steps of weight")]
        let mut scores = sums.map(|s| s as f32 * self.step / self.temperature.max(0.01));
        if let Some(root) = proposed {
            scores[root as usize] += self.trust.max(1.0).ln();
        }
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let likely = scores.map(|s| (s - most).exp());
        let all: f32 = likely.iter().sum();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "thousandths of a probability"
        )]
        let thousandths: Vec<u16> =
            likely.iter().map(|l| (l / all * 1000.0).round() as u16).collect();
        let none = thousandths[CLASSES - 1];
        Weighed { roots: thousandths[..CLASSES - 1].to_vec(), none }
    }
}

/// The curve that takes the scores at their word.
const AS_SAID: [u16; KNOTS] = [
    0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 550, 600, 650, 700, 750, 800, 850, 900,
    950, 1000,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<(u32, [f32; CLASSES])> {
        let mut aid = [0.0; CLASSES];
        aid[Root::Aid as usize] = 2.0;
        let mut concede = [0.0; CLASSES];
        concede[Root::Concede as usize] = 1.0;
        concede[Root::Retreat as usize] = 0.9;
        vec![(7, aid), (9, concede)]
    }

    #[test]
    fn weights_come_back_from_their_bytes() {
        let arbiter = Arbiter::new(&rows()).at_temperature(1.25).trusting(2.0);
        assert_eq!(Arbiter::read(&arbiter.pack()), Some(arbiter.clone()));
        assert_eq!(Arbiter::read(&arbiter.pack()[1..]), None);
        assert_eq!(Arbiter::read(&arbiter.pack()[..arbiter.pack().len() - 1]), None);
    }

    #[test]
    fn a_known_feature_decides_and_an_unknown_one_says_nothing() {
        let arbiter = Arbiter::new(&rows());
        let told = arbiter.weigh(&[7, 8], None);
        assert_eq!(told.best(), Root::Aid);
        assert_eq!(arbiter.weigh(&[7], None), told);
        let nothing = arbiter.weigh(&[8], None);
        assert!(nothing.roots.iter().all(|p| *p == nothing.none));
        let yielded = arbiter.weigh(&[9], None);
        assert_eq!(yielded.best(), Root::Concede);
        assert!(yielded.share(Root::Concede) > yielded.of(Root::Concede));
    }

    #[test]
    fn trust_goes_to_what_the_rules_propose() {
        let arbiter = Arbiter::new(&rows()).trusting(8.0);
        assert_eq!(arbiter.weigh(&[7], Some(Root::Protest)).best(), Root::Protest);
        assert_eq!(arbiter.weigh(&[7], None).best(), Root::Aid);
    }

    #[test]
    fn confidence_follows_the_curve_between_its_knots() {
        let told = |share: u16| {
            let mut roots = vec![0; CLASSES - 1];
            roots[Root::Aid as usize] = share;
            Weighed { roots, none: 0 }
        };
        let arbiter = Arbiter::new(&rows());
        assert_eq!(arbiter.confidence(&told(730), Root::Aid), 730);
        let half = AS_SAID.map(|s| s / 2);
        assert_eq!(arbiter.as_sure_as(half).confidence(&told(1000), Root::Aid), 500);
    }

    #[test]
    fn the_embedded_weights_can_be_read() {
        assert!(Arbiter::embedded().features.len() > 1000);
    }
}
