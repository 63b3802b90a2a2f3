//! `train-arbiter [--data DIR] [--out DIR] [--curve INPUT.jsonl] [--hands]`: reads training/acts/en, checks it, learns, prints how well the
//! scores fit, and writes weights and card. `--lint` only checks; `--curve` answers a relation bench with weights learnt from an
//! eighth, a quarter, half and all of the sentences; `--hands` says how each hand is told by weights that the others taught.

use anyhow::{Context, Result, bail};
use chancery::home;
use chancery_code::acts::{Arbiter, code_relation_by};
use chancery_knowledge::Rules;
use chancery_parse::{Models, parse};
use chancery_record::Span;
use chancery_training::calibration::{Band, accuracy, reliability, sureness, temperature};
use chancery_training::examples::{Example, document, examples, parsed};
use chancery_training::regression::{Plan, learn};
use chancery_training::sentences::{self, Sentence, counts, frames};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Lexicons that every sentence is seen under: the share kept of a hundred.
const LEXICONS: [u64; 12] = [70; 12];

/// Of so many sentences one is kept out to fit the temperature.
const KEPT_OUT: usize = 8;

const PLAN: Plan = Plan { steps: 60, decay: 1e-3, rarest: 2 };

/// How many times likelier than said the rules' root is taken to be: chosen on PLV train, which nothing was trained on.
const TRUST: f32 = 7.4;

struct Options {
    data: PathBuf,
    out: PathBuf,
    curve: Option<PathBuf>,
    hands: bool,
    lint: bool,
}

fn main() -> Result<()> {
    let options = options()?;
    let files = files(&options.data)?;
    let (sentences, faults) = sentences::read(&files);
    for fault in &faults {
        say(fault)?;
    }
    let labels = counts(&sentences);
    say(&format!("{} sentences, {} frames", sentences.len(), frames(&sentences)))?;
    say(&labels.iter().map(|(l, n)| format!("{l} {n}")).collect::<Vec<_>>().join(", "))?;
    if !faults.is_empty() {
        bail!("{} faulty lines", faults.len());
    }
    if options.lint {
        return Ok(());
    }
    let models = Models::load(&home::bundle("en")?)?;
    let all = drawn(&models, &sentences);
    if let Some(input) = &options.curve {
        return answer_by_size(&models, &all, input);
    }
    if options.hands {
        return left_out(&all, &sentences);
    }
    let kept_out = |e: &Example| e.sentence % KEPT_OUT == KEPT_OUT - 1;
    let (held, seen): (Vec<Example>, Vec<Example>) = all.iter().cloned().partition(kept_out);
    // One half of what was kept out fits the curve, the other shows how well it does.
    let (fitting, showing): (Vec<Example>, Vec<Example>) =
        held.iter().cloned().partition(|e| (e.sentence / KEPT_OUT).is_multiple_of(2));
    let trial = learn(&seen, PLAN);
    let warmth = temperature(&trial, &held);
    let trial = trial.at_temperature(warmth).trusting(TRUST);
    let bands = reliability(&trial.clone().as_sure_as(sureness(&trial, &fitting)), &showing);
    say(&curve(&bands))?;
    let all_held = sureness(&trial, &held);
    let arbiter = learn(&all, PLAN).trusting(TRUST).at_temperature(warmth).as_sure_as(all_held);
    write(&options.out, &arbiter, &files, &sentences, &bands, warmth)
}

/// How many of each hand's sentences are told right by weights that the other hands taught.
fn left_out(all: &[Example], sentences: &[Sentence]) -> Result<()> {
    let hand = |e: &Example| sentences[e.sentence].at.split('-').next().unwrap_or_default();
    let hands: BTreeSet<&str> = all.iter().map(hand).collect();
    for one in hands {
        let (own, others): (Vec<Example>, Vec<Example>) =
            all.iter().cloned().partition(|e| hand(e) == one);
        let arbiter = learn(&others, PLAN);
        let plain = accuracy(&reliability(&arbiter, &own));
        let trusting = accuracy(&reliability(&arbiter.trusting(TRUST), &own));
        say(&format!("{one}: {plain} thousandths right, {trusting} with trust in the rules"))?;
    }
    Ok(())
}

/// Every sentence under every thinned lexicon.
fn drawn(models: &Models, sentences: &[Sentence]) -> Vec<Example> {
    let parsed = parsed(models, sentences);
    let thin = |(draw, share): (usize, &u64)| {
        let acts = Rules::embedded().acts().thinned(*share, draw as u64 + 1);
        examples(&Rules::of_acts(acts), &parsed)
    };
    LEXICONS.iter().enumerate().flat_map(thin).collect()
}

/// The bands of confidence as lines of the card.
fn shown(bands: &[Band]) -> Vec<String> {
    let held = bands.iter().enumerate().filter(|(_, b)| b.all > 0);
    held.map(|(tenth, band)| {
        let (said, right) = (band.confidence / band.all, band.right * 1000 / band.all);
        format!("from_0_{tenth} = [{said}, {right}, {}]", band.all)
    })
    .collect()
}

/// The bands of confidence as lines.
fn curve(bands: &[Band]) -> String {
    let mut lines = format!("kept out: {} thousandths right", accuracy(bands));
    for (tenth, band) in bands.iter().enumerate().filter(|(_, b)| b.all > 0) {
        let (said, right) = (band.confidence / band.all, band.right * 1000 / band.all);
        let _ = write!(lines, "\n  0.{tenth}: {:5} answers, said {said}, right {right}", band.all);
    }
    lines
}

#[expect(clippy::disallowed_methods, reason = "training writes what it has learnt")]
fn write(
    out: &Path,
    arbiter: &Arbiter,
    files: &[(String, String)],
    sentences: &[Sentence],
    bands: &[Band],
    warmth: f32,
) -> Result<()> {
    let bytes = arbiter.pack();
    let digest = |bytes: &[u8]| format!("{:x}", Sha256::digest(bytes));
    let data: Vec<u8> =
        files.iter().flat_map(|(n, t)| [n.as_bytes(), t.as_bytes()].concat()).collect();
    let labels = counts(sentences);
    let of_labels: Vec<String> = labels.iter().map(|(l, n)| format!("\"{l}\" = {n}")).collect();
    let card = format!(
        "# Written by `cargo run --release -p chancery-training --bin train-arbiter`.\n\
         purpose = \"Weighs what the rules of acts propose between two parties of a sentence, and decides where they are silent.\"\n\
         form = \"multinomial logistic regression over hashed features, 16-bit weights\"\n\
         weights = \"arbiter.bin\"\nbytes = {}\nsha256 = \"{}\"\n\n\
         [data]\nsource = \"training/acts/en, sentences written for this program\"\nlicence = \"MIT OR Apache-2.0\"\n\
         sha256 = \"{}\"\nsentences = {}\nframes = {}\n\n[data.labels]\n{}\n\n\
         [training]\nlexicon_shares = {LEXICONS:?}\nsteps = {}\ndecay = {}\nrarest = {}\ntemperature = {warmth}\ntrust = {TRUST}\n\n\
         [figures]\nkept_out_share = \"1 of {KEPT_OUT} sentences, by a trial without them; half of them fit the curve, half are shown\"\n\
         kept_out_accuracy_thousandths = {}\n\n\
         # Answers on kept-out sentences by confidence, in thousandths: said on average, right, answers.\n[reliability]\n{}\n",
        bytes.len(),
        digest(&bytes),
        digest(&data),
        sentences.len(),
        frames(sentences),
        of_labels.join("\n"),
        PLAN.steps,
        PLAN.decay,
        PLAN.rarest,
        accuracy(bands),
        shown(bands).join("\n"),
    );
    std::fs::create_dir_all(out)?;
    std::fs::write(out.join("arbiter.bin"), bytes)?;
    std::fs::write(out.join("card.toml"), card)?;
    Ok(())
}

/// Shares of the sentences, of a hundred, that the curve over their number is drawn by.
const SHARES: [usize; 4] = [12, 25, 50, 100];

/// Answers to a relation bench by arbiters that learnt from ever more sentences.
#[expect(clippy::disallowed_methods, reason = "training reads the bench it is told to answer")]
fn answer_by_size(models: &Models, all: &[Example], input: &Path) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let text = std::fs::read_to_string(input)?;
    let mut asked = Vec::new();
    for line in text.lines() {
        let asks: Value = serde_json::from_str(line)?;
        let text = asks["text"].as_str().context("no text")?;
        let document = document(text);
        let analysis = parse(models, &document).value;
        let sides = (marked(&asks, text, "source"), marked(&asks, text, "target"));
        asked.push((asks["id"].clone(), document, analysis, sides));
    }
    for share in SHARES {
        // 37 has no divisor in common with a hundred: every file gives its part.
        let drawn = |e: &&Example| e.sentence * 37 % 100 < share;
        let some: Vec<Example> = all.iter().filter(drawn).cloned().collect();
        let count = some.iter().map(|e| e.sentence).collect::<BTreeSet<_>>().len();
        let arbiter = learn(&some, PLAN).trusting(TRUST);
        for (id, document, analysis, (source, target)) in &asked {
            let told = code_relation_by(
                Some(&arbiter),
                Rules::embedded(),
                document,
                analysis,
                *source,
                *target,
            );
            let root = told.map(|t| t.root.as_str());
            writeln!(out, "{}", json!({ "id": id, "sentences": count, "event": root }))?;
        }
    }
    Ok(out.flush()?)
}

fn marked(asked: &Value, text: &str, side: &str) -> Span {
    let byte = |at: usize| {
        let point =
            asked[format!("{side}_span")][at].as_u64().and_then(|n| usize::try_from(n).ok());
        point.map(|n| text.char_indices().nth(n).map_or(text.len(), |(byte, _)| byte))
    };
    if let (Some(start), Some(end)) = (byte(0), byte(1)) {
        return Span::new(start, end.max(start));
    }
    let words = asked[side].as_str().unwrap_or_default();
    text.find(words).map_or(Span::new(0, 0), |s| Span::new(s, s + words.len()))
}

#[expect(clippy::disallowed_methods, reason = "training reads its sentences")]
fn files(data: &Path) -> Result<Vec<(String, String)>> {
    let mut names: Vec<PathBuf> = std::fs::read_dir(data)
        .with_context(|| data.display().to_string())?
        .map(|e| e.map(|e| e.path()))
        .collect::<std::io::Result<_>>()?;
    names.retain(|n| n.extension().is_some_and(|e| e == "tsv"));
    names.sort();
    let named = |path: &PathBuf| path.file_name().map(|n| n.to_string_lossy().into_owned());
    names
        .iter()
        .map(|path| Ok((named(path).unwrap_or_default(), std::fs::read_to_string(path)?)))
        .collect()
}

fn options() -> Result<Options> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut options = Options {
        data: root.join("acts/en"),
        out: root.join("../crates/code/weights/arbiter"),
        curve: None,
        hands: false,
        lint: false,
    };
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        let mut path = || words.next().map(PathBuf::from).context("a path is missing");
        match word.to_str() {
            Some("--lint") => options.lint = true,
            Some("--data") => options.data = path()?,
            Some("--out") => options.out = path()?,
            Some("--curve") => options.curve = Some(path()?),
            Some("--hands") => options.hands = true,
            _ => bail!("{}: no such option", word.display()),
        }
    }
    Ok(options)
}

fn say(line: &str) -> Result<()> {
    Ok(writeln!(std::io::stderr().lock(), "{line}")?)
}
