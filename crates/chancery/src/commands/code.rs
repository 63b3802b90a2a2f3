//! `chancery code`: the acts of a sentence or text, each with what made it, for the curious.

use super::eval::acts::document;
use super::rules;
use crate::args::CodeArgs;
use crate::home;
use crate::outcome::Outcome;
use anyhow::Result;
use chancery_code::acts::{Arbiter, Coded, Proposal, Weighed, proposals};
use chancery_knowledge::Register;
use chancery_parse::parse;
use chancery_record::Span;
use chancery_record::matter::Root;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};

/// Scores that `--why` prints.
const SCORES: usize = 4;

/// Runs `code`.
pub(super) fn run(args: &CodeArgs) -> Result<Outcome> {
    let text = if let Some(text) = &args.text {
        text.clone()
    } else {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text)?;
        text
    };
    let models = home::models()?;
    let rules = rules::chosen(&args.rules)?;
    let document = document(&text, None);
    let analysis = parse(&models, &document).value;
    let register = Register::default_register();
    let resolution = chancery_resolve::resolve(register, &document, &analysis).value;
    let told = proposals(&rules, &document, &analysis, &resolution);
    let mut out = String::new();
    for act in &told {
        line(&mut out, &text, act);
        if args.why {
            why(&mut out, &text, act);
        }
    }
    if told.is_empty() {
        out.push_str("no act\n");
    }
    std::io::stdout().lock().write_all(out.as_bytes())?;
    Ok(Outcome::Done)
}

/// `CONSULT visit  Premier Dahl (NOR GOV) -> Sundia (SUN)  held`
fn line(out: &mut String, text: &str, act: &Proposal) {
    let _ = write!(out, "{}", act.root);
    for mode in &act.mode {
        let _ = write!(out, " {mode}");
    }
    let _ = write!(out, "  {}", side(text, &act.coded_actors, &act.actors));
    if !act.coded_recipients.is_empty() || !act.recipients.is_empty() {
        let _ = write!(out, " -> {}", side(text, &act.coded_recipients, &act.recipients));
    }
    let _ = write!(out, "  {}", act.state);
    if !act.fact {
        out.push_str(", not told as done");
    }
    out.push('\n');
}

/// Those with a code, else the words of the slot.
fn side(text: &str, coded: &[Coded], words: &[Span]) -> String {
    let one = |c: &Coded| match &c.code {
        Some(code) => format!("{} ({code})", c.span.of(text)),
        None => c.span.of(text).to_owned(),
    };
    let all: Vec<String> = if coded.is_empty() {
        words.iter().map(|s| s.of(text).to_owned()).collect()
    } else {
        coded.iter().map(one).collect()
    };
    if all.is_empty() { "?".into() } else { all.join(", ") }
}

/// What made the act, a line each.
fn why(out: &mut String, text: &str, act: &Proposal) {
    let words = |spans: &[Span]| {
        spans.iter().map(|s| format!("`{}`", s.of(text))).collect::<Vec<_>>().join(" ")
    };
    let _ = writeln!(out, "    words      {}", words(&act.trigger));
    let _ = writeln!(out, "    entry      {} at {}, {}", act.rule, act.entry, act.base);
    if let Some(code) = &act.cameo {
        let _ = writeln!(out, "    cameo      {code}");
    }
    for (operator, word) in &act.operators {
        let _ = writeln!(out, "    operator   {} by `{}`", operator.as_str(), word.of(text));
    }
    if let Some(reporter) = act.reporter {
        let _ = writeln!(out, "    told by    `{}`", reporter.of(text));
    }
    if !act.contexts.is_empty() {
        let _ = writeln!(out, "    contexts   {}", act.contexts.join(", "));
    }
    if let Some(weighed) = &act.weighed {
        let _ = writeln!(out, "    arbiter    {}", scores(weighed));
        let _ = writeln!(
            out,
            "    confidence {}",
            thousandths(Arbiter::embedded().confidence(weighed, act.root))
        );
    }
}

/// The likeliest roots with their probabilities.
fn scores(weighed: &Weighed) -> String {
    let mut all: Vec<(u16, &str)> =
        Root::ALL.iter().map(|r| (weighed.of(*r), r.as_str())).collect();
    all.push((weighed.none, "none"));
    all.sort_by_key(|(likely, _)| std::cmp::Reverse(*likely));
    let told = all.iter().take(SCORES).filter(|(likely, _)| *likely > 0);
    told.map(|(likely, root)| format!("{root} {}", thousandths(*likely)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn thousandths(likely: u16) -> String {
    format!("{}.{:03}", likely / 1000, likely % 1000)
}
