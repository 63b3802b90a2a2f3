//! Every annotation of the reference, text by text: tokens, norms, tags, features, lemmas, heads,
//! labels, sentences and entities must all be equal. Skipped where the fixtures are missing.
#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use chancery_infer::{Annotated, English, Scratch};
use flate2::read::GzDecoder;
use serde_json::{Value, json};

#[expect(
    clippy::disallowed_methods,
    reason = "a test finds the user's models as the program would"
)]
fn model(file: &str) -> Option<PathBuf> {
    let home = std::env::var_os("CHANCERY_HOME").map(PathBuf::from);
    let data = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/chancery"));
    let path = home.or(data)?.join("models").join(file);
    assert!(
        path.exists(),
        "{} is not there; run `make test`, which installs the packs",
        path.display()
    );
    Some(path)
}

#[expect(clippy::disallowed_methods, reason = "a test reads its fixtures")]
fn fixtures(name: &str) -> Option<Vec<Value>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/parity").join(name);
    let lines = BufReader::new(GzDecoder::new(File::open(root).ok()?)).lines();
    let parsed = lines.map(|line| {
        let line = line.expect("the fixture unpacks");
        serde_json::from_str(&line).expect("a fixture line is JSON")
    });
    Some(parsed.collect())
}

/// The annotation in the form of the fixtures.
fn told(english: &English, text: &str, annotated: &Annotated) -> Value {
    let chars = |byte: u32| text[..byte as usize].chars().count();
    let tokens = &annotated.tokens;
    let each = |tell: &dyn Fn(&chancery_infer::Token) -> Value| -> Value {
        tokens.iter().map(tell).collect()
    };
    let entities = annotated.entities.iter().map(|entity| {
        let (first, last) = (&tokens[entity.start as usize], &tokens[entity.end as usize - 1]);
        let label = &*english.entity_labels()[usize::from(entity.label)];
        json!([entity.start, entity.end, chars(first.start), chars(last.end), label])
    });
    json!({
        "tokens": each(&|token| {
            let word = &text[token.start as usize..token.end as usize];
            json!([word, chars(token.start), chars(token.end), u8::from(token.space_after)])
        }),
        "norm": each(&|token| json!(&*token.norm)),
        "tag": each(&|token| json!(&*english.tags()[usize::from(token.tag)])),
        "pos": each(&|token| json!(&*english.pos()[usize::from(token.pos)])),
        "lemma": each(&|token| json!(&*token.lemma)),
        "morph": each(&|token| json!(english.morph(token.morph))),
        "head": each(&|token| json!(token.head)),
        "dep": each(&|token| json!(&*english.deps()[usize::from(token.dep)])),
        "sent_start": annotated.sentence_starts,
        "ents": entities.collect::<Vec<_>>(),
    })
}

fn check(bundle: &str, fixture: &str) {
    let (Some(path), Some(lines)) = (model(bundle), fixtures(fixture)) else {
        println!("{bundle} or {fixture} not found, skipped");
        return;
    };
    let english = English::load(&path).expect("the model loads");
    let texts: Vec<&str> =
        lines.iter().map(|line| line["text"].as_str().expect("a text")).collect();
    let mut scratch = Scratch::new();
    let alone: Vec<Annotated> =
        texts.iter().map(|text| english.analyse(&mut scratch, text)).collect();
    let together = english.analyse_all(&mut Scratch::new(), &texts);
    assert!(alone == together, "a batch changes nothing");

    let (mut differences, mut tokens) = (Vec::new(), 0);
    for ((line, text), annotated) in lines.iter().zip(texts).zip(&together) {
        tokens += annotated.tokens.len();
        let told = told(&english, text, annotated);
        for (part, found) in told.as_object().expect("made as an object") {
            if *found != line[part] {
                differences.push(format!("{} {part}\n  {found}\n  {}", line["id"], line[part]));
            }
        }
    }
    println!(
        "{fixture}: {} texts, {tokens} tokens, {} differences",
        lines.len(),
        differences.len()
    );
    assert!(differences.is_empty(), "{}", differences[..differences.len().min(12)].join("\n"));
}

#[test]
fn small_model_on_news() {
    check("en.bundle", "en_sm.jsonl.gz");
}

#[test]
fn small_model_on_hard_cases() {
    check("en.bundle", "en_sm_edge.jsonl.gz");
}

#[test]
fn medium_model_on_news() {
    check("en-md.bundle", "en_md.jsonl.gz");
}

#[test]
fn medium_model_on_hard_cases() {
    check("en-md.bundle", "en_md_edge.jsonl.gz");
}
