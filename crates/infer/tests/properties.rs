//! What must hold for every text and every bundle. Needs the model, as `make test` installs it.
#![expect(
    clippy::disallowed_methods,
    reason = "a test finds the user's models and writes damaged ones"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chancery_infer::{Annotated, English, InferError, Kernel, Scratch, verify};
use proptest::prelude::*;

static BUNDLE: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let home = std::env::var_os("CHANCERY_HOME").map(PathBuf::from);
    let data = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/chancery"));
    let path = home.or(data)?.join("models/en.bundle");
    assert!(
        path.exists(),
        "{} is not there; run `make test`, which installs the packs",
        path.display()
    );
    Some(path)
});

static ENGLISH: LazyLock<Option<English>> =
    LazyLock::new(|| BUNDLE.as_ref().map(|path| English::load(path).expect("the model loads")));

const TEXTS: [&str; 6] = [
    "The foreign ministers of both countries met in Tbilisi on Tuesday and signed a protocol.",
    "\"We won't recall our ambassador,\" she said. \"Not yet—didn't I tell you?\"",
    "",
    "  Talks\n\nresumed at 9.30 a.m. in St. Petersburg (see https://example.org/talks?id=7).",
    "Министр said: no.",
    "x",
];

/// Words, signs and spaces as they stand in pages, in any order.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,8}",
        "[ \t\n]{1,3}",
        "[0-9]{1,4}[a-z%$€]{0,2}",
        r#"[-.,:;!?'"()/&@#…—–’“”]{1,3}"#,
        Just("can't".to_owned()),
        Just("won’t've".to_owned()),
        Just("U.S.".to_owned()),
        Just("www.a.org".to_owned()),
        any::<char>().prop_map(String::from),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check_shape(text: &str, annotated: &Annotated) {
    let mut at = 0;
    let count = u32::try_from(annotated.tokens.len()).expect("few tokens");
    for token in &annotated.tokens {
        assert_eq!(token.start, at, "tokens follow each other");
        assert!(token.end > token.start);
        assert!(text.get(token.start as usize..token.end as usize).is_some());
        at = token.end + u32::from(token.space_after);
        assert!(!token.space_after || text.as_bytes()[token.end as usize] == b' ');
        assert!(token.head < count);
    }
    assert_eq!(at as usize, text.len(), "tokens rejoin to the text");
    assert!(annotated.sentence_starts.is_sorted_by(|a, b| a < b));
    assert_eq!(annotated.sentence_starts.first(), (count > 0).then_some(&0));
    let mut free = 0;
    for entity in &annotated.entities {
        assert!(free <= entity.start && entity.start < entity.end && entity.end <= count);
        free = entity.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_covered_by_its_tokens(text in texts()) {
        let Some(english) = &*ENGLISH else { return Ok(()) };
        check_shape(&text, &english.analyse(&mut Scratch::new(), &text));
    }

    #[test]
    fn neighbours_and_caches_change_nothing(texts in prop::collection::vec(texts(), 1..6)) {
        let Some(english) = &*ENGLISH else { return Ok(()) };
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut warm = Scratch::new();
        let together = english.analyse_all(&mut warm, &texts);
        for (text, expected) in texts.iter().zip(together) {
            prop_assert_eq!(&english.analyse(&mut Scratch::new(), text), &expected);
            prop_assert_eq!(&english.analyse(&mut warm, text), &expected);
        }
    }
}

#[test]
fn caches_that_overflow_change_nothing() {
    let Some(english) = &*ENGLISH else { return };
    let mut scratch = Scratch::new();
    let expected = english.analyse_all(&mut scratch, &TEXTS);
    for round in 0..12 {
        let words: Vec<String> =
            (0..4000).map(|at| format!("Word{}x", round * 4000 + at)).collect();
        english.analyse(&mut scratch, &words.join(" "));
        assert_eq!(english.analyse_all(&mut scratch, &TEXTS), expected);
    }
}

#[test]
fn every_kernel_and_thread_finds_the_same() {
    let (Some(path), Some(english)) = (&*BUNDLE, &*ENGLISH) else { return };
    let expected = english.analyse_all(&mut Scratch::new(), &TEXTS);
    for kernel in Kernel::available() {
        let other = English::load_with(path, kernel).expect("the model loads");
        assert_eq!(other.analyse_all(&mut Scratch::new(), &TEXTS), expected, "{kernel:?}");
    }
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(english.analyse_all(&mut Scratch::new(), &TEXTS), expected));
        }
    });
}

#[test]
fn vectors_come_one_a_token() {
    let Some(english) = &*ENGLISH else { return };
    let mut scratch = Scratch::new();
    english.analyse_all(&mut scratch, &TEXTS);
    assert!(scratch.vectors().is_empty());
    scratch.keep_vectors = true;
    let annotated = english.analyse_all(&mut scratch, &TEXTS);
    let tokens: usize = annotated.iter().map(|annotated| annotated.tokens.len()).sum();
    assert_eq!(scratch.vectors().len(), tokens * Scratch::VECTOR);
    let last = scratch.vectors()[(tokens - 1) * Scratch::VECTOR..].to_vec();
    english.analyse(&mut scratch, TEXTS[5]);
    assert_eq!(scratch.vectors(), last);
}

#[test]
fn a_text_of_any_size_is_taken_in_parts() {
    let Some(english) = &*ENGLISH else { return };
    let mut scratch = Scratch::new();
    let long = format!("{} ", TEXTS[0]).repeat(3000);
    let whole = english.analyse(&mut scratch, &long);
    check_shape(&long, &whole);
    assert_eq!(whole.sentence_starts.len(), 3000);
    let (mut tokens, mut offsets) = (0, Vec::new());
    english.analyse_each(&mut scratch, &[&long], |_, offset, part| {
        assert_eq!(whole.tokens[tokens].start as usize, offset);
        tokens += part.tokens.len();
        offsets.push(offset);
    });
    assert_eq!((tokens, offsets.len()), (whole.tokens.len(), 3));
    let among = english.analyse_all(&mut scratch, &[TEXTS[1], &long, TEXTS[0]]);
    assert_eq!(among[1], whole);
    assert_eq!(among[2], english.analyse(&mut scratch, TEXTS[0]));
    check_shape(&"ы".repeat(200_000), &english.analyse(&mut scratch, &"ы".repeat(200_000)));
}

#[test]
fn a_long_run_without_spaces_is_no_trap() {
    let Some(english) = &*ENGLISH else { return };
    let mut scratch = Scratch::new();
    for part in ["(", ".", ")", "a.", ":@", "@a.b:", "'s", "a-", "\u{301}", "…"] {
        let text = part.repeat(20_000);
        check_shape(&text, &english.analyse(&mut scratch, &text));
    }
}

#[test]
fn damaged_bundles_are_refused_by_name() {
    let Some(path) = &*BUNDLE else { return };
    let whole = fs::read(path).expect("the bundle is readable");
    let folder = std::env::temp_dir().join(format!("chancery-infer-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for damaged bundles");
    let damaged = folder.join("en.bundle");
    let refused = |content: &[u8]| {
        fs::write(&damaged, content).expect("the damaged bundle is written");
        let error = English::load(&damaged).expect_err("it is damaged");
        let message = error.to_string();
        assert!(message.contains("en.bundle") && message.contains("chancery models install en"));
        assert!(matches!(error, InferError::Bundle { .. }) && verify(&damaged).is_err());
    };
    for length in [0, 7, 63, 64, 1000, whole.len() / 2, whole.len() - 1] {
        refused(&whole[..length]);
    }
    for at in [0, 9, 13, 17, 30, 62, 70, 5000, whole.len() / 2, whole.len() - 1] {
        let mut altered = whole.clone();
        altered[at] ^= 16;
        refused(&altered);
    }
    refused(b"<!doctype html><title>404</title>");
    fs::write(&damaged, &whole).expect("the whole bundle is written");
    assert_eq!(verify(&damaged).expect("it is whole").pack, "en");
    fs::remove_dir_all(&folder).expect("the folder is ours");
    let missing = English::load(&damaged).expect_err("it is gone");
    assert!(matches!(missing, InferError::Missing { .. }));
}
