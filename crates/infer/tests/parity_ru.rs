//! Every annotation of the reference, text by text: sentences, tokens, parts of speech, features, heads, relations and
//! names must all be equal. Lemmas are our own; how many agree is told, and may not fall. Skipped where the
//! fixtures or the model are missing.
#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use chancery_infer::{Annotated, Kernel, Russian, RussianScratch};
use flate2::read::GzDecoder;
use serde_json::{Value, json};

/// Of the reference's lemmas, which come from a dictionary we do not ship.
const LEMMA_FLOOR: f64 = 0.96;

#[expect(
    clippy::disallowed_methods,
    reason = "a test finds the user's models as the program would"
)]
fn model() -> Option<PathBuf> {
    let home = std::env::var_os("CHANCERY_HOME").map(PathBuf::from);
    let data = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/chancery"));
    let path = home.or(data)?.join("models/ru.bundle");
    assert!(
        path.exists(),
        "{} is not there; run `make test`, which installs the packs",
        path.display()
    );
    Some(path)
}

#[expect(clippy::disallowed_methods, reason = "a test reads its fixtures")]
fn fixtures() -> Option<Vec<Value>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/parity");
    let file = File::open(root.join("ru_slovnet.jsonl.gz")).ok()?;
    let parsed = BufReader::new(GzDecoder::new(file)).lines().map(|line| {
        let line = line.expect("the fixture unpacks");
        serde_json::from_str(&line).expect("a fixture line is JSON")
    });
    Some(parsed.collect())
}

/// The annotation in the form of the fixtures.
fn told(russian: &Russian, text: &str, annotated: &Annotated) -> Value {
    let chars = |byte: u32| text[..byte as usize].chars().count();
    let tokens = &annotated.tokens;
    let each = |tell: &dyn Fn(usize, &chancery_infer::Token) -> Value| -> Value {
        tokens.iter().enumerate().map(|(at, token)| tell(at, token)).collect()
    };
    let starts: Vec<usize> = annotated.sentence_starts.iter().map(|&at| at as usize).collect();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    let sentences = starts.iter().zip(ends);
    let number = |at: usize| {
        let sentence = starts.partition_point(|&start| start <= at);
        (sentence, at + 1 - starts[sentence - 1])
    };
    let dep = |token: &chancery_infer::Token| &*russian.deps()[usize::from(token.dep)];
    let names = annotated.entities.iter().map(|name| {
        let (first, last) = (&tokens[name.start as usize], &tokens[name.end as usize - 1]);
        let label = &*russian.entity_labels()[usize::from(name.label)];
        json!([chars(first.start), chars(last.end), label])
    });
    json!({
        "sents": sentences
            .map(|(&first, end)| [chars(tokens[first].start), chars(tokens[end - 1].end)])
            .collect::<Vec<_>>(),
        "tokens": each(&|_, token| {
            let word = &text[token.start as usize..token.end as usize];
            json!([word, chars(token.start), chars(token.end)])
        }),
        "tok_id": each(&|at, _| { let (s, t) = number(at); json!(format!("{s}_{t}")) }),
        "pos": each(&|_, token| json!(&*russian.pos()[usize::from(token.pos)])),
        "feats": each(&|_, token| json!(russian.morph(token.morph))),
        "head_id": each(&|at, token| {
            let head = token.head as usize;
            let (sentence, number) = number(head);
            let is_root = head == at && dep(token) == "root";
            json!(format!("{sentence}_{}", if is_root { 0 } else { number }))
        }),
        "rel": each(&|_, token| json!(dep(token))),
        "spans": names.collect::<Vec<_>>(),
    })
}

#[test]
fn russian_is_annotated_as_by_the_reference() {
    let (Some(path), Some(lines)) = (model(), fixtures()) else {
        println!("ru.bundle or ru_slovnet.jsonl.gz not found, skipped");
        return;
    };
    let texts: Vec<&str> =
        lines.iter().map(|line| line["text"].as_str().expect("a text")).collect();
    let mut lemmas = (0, 0);
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    for kernel in Kernel::available() {
        let russian = Russian::load_with(&path, kernel).expect("the model loads");
        let mut scratch = RussianScratch::new();
        let alone: Vec<Annotated> =
            texts.iter().map(|text| russian.analyse(&mut scratch, text)).collect();
        let together = russian.analyse_all(&mut RussianScratch::new(), &texts);
        assert!(alone == together, "a batch changes nothing");

        let (mut differences, mut tokens) = (Vec::new(), 0);
        for ((line, text), annotated) in lines.iter().zip(&texts).zip(&together) {
            tokens += annotated.tokens.len();
            let told = told(&russian, text, annotated);
            for (part, found) in told.as_object().expect("made as an object") {
                if *found != line[part] {
                    differences.push(format!("{} {part}\n  {found}\n  {}", line["id"], line[part]));
                }
            }
            for (token, expected) in
                annotated.tokens.iter().zip(line["lemma"].as_array().expect("lemmas"))
            {
                lemmas.1 += 1;
                if *token.lemma == *expected.as_str().expect("a lemma") {
                    lemmas.0 += 1;
                } else {
                    let word = &text[token.start as usize..token.end as usize];
                    let pos = &russian.pos()[usize::from(token.pos)];
                    let morph = russian.morph(token.morph);
                    let row = format!("{pos} {word} {} {expected} {morph}", token.lemma);
                    *wrong.entry(row).or_default() += 1;
                }
            }
        }
        println!(
            "{kernel:?}: {} texts, {tokens} tokens, {} differences",
            lines.len(),
            differences.len()
        );
        assert!(differences.is_empty(), "{}", differences[..differences.len().min(12)].join("\n"));
    }
    let share = f64::from(lemmas.0) / f64::from(lemmas.1);
    println!("lemmas: {share:.4} agree; the others:");
    for (row, count) in &wrong {
        println!("  {count} {row}");
    }
    assert!(share >= LEMMA_FLOOR, "only {share:.4} of the lemmas agree");
}
