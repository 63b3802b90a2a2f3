//! Every sentence that the rule files of acts give as an example, run on the real model: coded or left as its line says.

use chancery::home;
use chancery_code::acts::{Proposal, proposals};
use chancery_knowledge::Rules;
use chancery_knowledge::rules::acts::Example;
use chancery_parse::{Models, parse};
use chancery_record::{Document, Id, Language, Making, Region, RegionRole, Resolution, Span};

#[test]
fn examples_of_rule_files_hold() {
    let rules = Rules::embedded();
    assert!(rules.acts().examples().len() >= 160, "examples are gone");
    let bundle = home::bundle("en").expect("a home folder");
    let models = Models::load(&bundle).expect("the English pack, which `make test` installs");
    let wrong: Vec<String> = rules
        .acts()
        .examples()
        .iter()
        .filter_map(|example| fault(rules, &models, example))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with an example, if anything.
fn fault(rules: &Rules, models: &Models, example: &Example) -> Option<String> {
    let document = document(&example.text);
    let analysis = parse(models, &document).value;
    let all = proposals(rules, &document, &analysis, &Resolution::default());
    let told = |p: &&Proposal| {
        p.root == example.root && !matches!(p.state.as_str(), "denied" | "hypothetical")
    };
    let has = |side: &[Span], words: &Option<String>| {
        words
            .as_ref()
            .is_none_or(|w| side.iter().any(|s| s.of(&document.text).contains(w.as_str())))
    };
    let fits = |p: &Proposal| {
        has(&p.actors, &example.actor)
            && has(&p.recipients, &example.recipient)
            && example.state.as_ref().is_none_or(|s| p.state.as_str() == s)
    };
    let fine = if example.codes {
        all.iter().filter(told).any(fits)
    } else {
        !all.iter().any(|p| told(&p))
    };
    let seen = || all.iter().map(|p| format!("{} by {}", p.root, p.rule)).collect::<Vec<_>>();
    (!fine).then(|| format!("{}: {:?} gives {:?}", example.at, example.text, seen()))
}

fn document(text: &str) -> Document {
    let region = Region {
        role: RegionRole::Body,
        span: Span::new(0, text.len()),
        language: Language::English,
    };
    Document {
        id: Id::new("doc/example"),
        sha256: String::new(),
        address: String::new(),
        text: text.into(),
        title: None,
        dated: None,
        dateline: None,
        language: Language::English,
        regions: vec![region],
        chain: Vec::new(),
        publisher: None,
        made: Making::default(),
    }
}
