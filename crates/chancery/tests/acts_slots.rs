//! Who acts and to whom, construction by construction: each sentence stands for one way in which a text fills the slots of an act.

use chancery::home;
use chancery_code::acts::{Proposal, proposals};
use chancery_knowledge::Rules;
use chancery_parse::{Models, parse};
use chancery_record::{Document, Id, Language, Making, Region, RegionRole, Resolution, Span};

/// The construction, a sentence, and what must be among its acts: root, actors, recipients, state.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str, &'static str, &'static str)],
);

const CASES: &[Case] = &[
    (
        "control",
        "Norland promised to send doctors to Sundia.",
        &[("AGREE", "Norland", "Sundia", "held")],
    ),
    (
        "raising",
        "Norland seems to have arrested two Sundian reporters.",
        &[("COERCE", "Norland", "two Sundian reporters", "held")],
    ),
    (
        "beginning",
        "Norland began to shell the villages of Sundia.",
        &[("ASSAULT", "Norland", "the villages of Sundia", "held")],
    ),
    (
        "relative clause",
        "President Moro, who condemned Sundia last week, is ill.",
        &[("ACCUSE", "President Moro", "Sundia", "held")],
    ),
    (
        "coordinated subjects",
        "Norland and Sundia condemned Estmark.",
        &[("ACCUSE", "Norland", "Estmark", "held"), ("ACCUSE", "Sundia", "Estmark", "held")],
    ),
    (
        "coordinated verbs",
        "Norland condemned Estmark and expelled three Sundian diplomats.",
        &[
            ("ACCUSE", "Norland", "Estmark", "held"),
            ("SANCTION", "Norland", "three Sundian diplomats", "held"),
        ],
    ),
    (
        "passive with by",
        "Three Sundian diplomats were expelled by Norland on Monday.",
        &[("SANCTION", "Norland", "Three Sundian diplomats", "held")],
    ),
    (
        "participle",
        "Sanctions imposed by Norland on Sundia took effect on Friday.",
        &[("COERCE", "Norland", "Sundia", "held")],
    ),
    (
        "possessive and nominalisation",
        "Norland's condemnation of Sundia came late.",
        &[("ACCUSE", "Norland", "Sundia", "held")],
    ),
    (
        "event noun with of",
        "The visit of Premier Dahl to Sundia was short.",
        &[("CONSULT", "Premier Dahl", "Sundia", "held")],
    ),
    (
        "reciprocal subjects",
        "Norland and Sundia met in Lund.",
        &[("CONSULT", "Norland", "", "held"), ("CONSULT", "Sundia", "", "held")],
    ),
    (
        "between",
        "Talks between Norland and Sundia resumed in Lund.",
        &[("CONSULT", "Norland", "", "held"), ("CONSULT", "Sundia", "", "held")],
    ),
    (
        "with",
        "Norland held talks with Sundia about the canal.",
        &[("CONSULT", "Sundia", "", "held")],
    ),
    (
        "against",
        "The rebels fought against the army of Norland.",
        &[("ASSAULT", "The rebels", "the army of Norland", "held")],
    ),
    ("from", "Norland received aid from Sundia.", &[("AID", "Sundia", "Norland", "held")]),
    (
        "several recipients",
        "Norland thanked Sundia, Estmark and Varna for their help.",
        &[
            ("SUPPORT", "Norland", "Sundia", "held"),
            ("SUPPORT", "Norland", "Estmark", "held"),
            ("SUPPORT", "Norland", "Varna", "held"),
        ],
    ),
    (
        "apposition",
        "Premier Dahl, the leader of Norland, praised President Moro.",
        &[("SUPPORT", "Premier Dahl", "President Moro", "held")],
    ),
    (
        "two acts with recipients of their own",
        "Norland accused Sundia of theft and promised aid to Estmark.",
        &[("ACCUSE", "Norland", "Sundia", "held"), ("AGREE", "Norland", "Estmark", "held")],
    ),
    (
        "reported deed",
        "Premier Dahl said that Norland had expelled two diplomats of Sundia.",
        &[("SANCTION", "Norland", "two diplomats of Sundia", "held")],
    ),
    (
        "passive of asking",
        "Norland was urged by Sundia to withdraw its troops.",
        &[("REQUEST", "Sundia", "Norland", "held")],
    ),
    ("refusal", "Norland refused to help Sundia.", &[("REJECT", "Norland", "Sundia", "held")]),
    ("negated future", "Norland will not help Sundia.", &[("REJECT", "Norland", "Sundia", "held")]),
    (
        "threat",
        "Norland threatened to attack Sundia.",
        &[("THREATEN", "Norland", "Sundia", "held")],
    ),
    (
        "permission",
        "Norland allowed the inspectors of Sundia to enter.",
        &[("RETREAT", "Norland", "the inspectors of Sundia", "held")],
    ),
    ("cessation", "Norland stopped bombing Sundia.", &[("RETREAT", "Norland", "Sundia", "held")]),
    (
        "request",
        "Norland called on Sundia to release the drivers.",
        &[("REQUEST", "Norland", "Sundia", "held")],
    ),
    ("readiness", "Norland is ready to help Sundia.", &[("AGREE", "Norland", "Sundia", "planned")]),
    (
        "condition",
        "Sundia could attack Norland if talks fail.",
        &[("THREATEN", "Sundia", "Norland", "hypothetical")],
    ),
    (
        "own government",
        "The minister said his country would lend Sundia ten million crowns.",
        &[("AGREE", "his country", "Sundia", "planned")],
    ),
    (
        "thing given with",
        "Norland supplied Sundia with tanks.",
        &[("AID", "Norland", "Sundia", "held")],
    ),
];

#[test]
fn slots_are_filled_in_every_construction() {
    let bundle = home::bundle("en").expect("a home folder");
    let models = Models::load(&bundle).expect("the English pack, which `make test` installs");
    let wrong: Vec<String> = CASES.iter().filter_map(|case| fault(&models, case)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn fault(models: &Models, (name, text, wanted): &Case) -> Option<String> {
    let document = document(text);
    let analysis = parse(models, &document).value;
    let all = proposals(Rules::embedded(), &document, &analysis, &Resolution::default());
    let holds = |side: &[Span], words: &str| {
        words.is_empty()
            || side.iter().any(|s| {
                s.of(text).trim_start_matches("the ").contains(words.trim_start_matches("the "))
            })
    };
    let told = |(root, actor, recipient, state): &(&str, &str, &str, &str)| {
        all.iter().any(|p: &Proposal| {
            p.root.as_str() == *root
                && p.state.as_str() == *state
                && holds(&p.actors, actor)
                && holds(&p.recipients, recipient)
        })
    };
    let seen = |p: &Proposal| {
        let side = |all: &[Span]| all.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" + ");
        format!("{} {} -> {} {}", p.root, side(&p.actors), side(&p.recipients), p.state)
    };
    let fine = wanted.iter().all(told);
    (!fine)
        .then(|| format!("{name}: {text:?} gives {:?}", all.iter().map(seen).collect::<Vec<_>>()))
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
