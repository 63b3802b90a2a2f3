//! What must hold for every Russian text. Needs the model, like `parity_ru`; skipped without it.
#![expect(clippy::print_stdout, reason = "a skipped test says so")]
#![expect(
    clippy::disallowed_methods,
    reason = "a test finds the user's models and writes damaged ones"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chancery_infer::{Annotated, English, InferError, Kernel, Russian, RussianScratch, verify};
use proptest::prelude::*;

static BUNDLE: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let home = std::env::var_os("CHANCERY_HOME").map(PathBuf::from);
    let data = std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share/chancery"));
    let path = home.or(data)?.join("models/ru.bundle");
    if !path.exists() {
        println!("{} not found, skipped", path.display());
    }
    path.exists().then_some(path)
});

static RUSSIAN: LazyLock<Option<Russian>> =
    LazyLock::new(|| BUNDLE.as_ref().map(|path| Russian::load(path).expect("the model loads")));

const TEXTS: [&str; 6] = [
    "Министры иностранных дел обеих стран встретились в г. Ялов и подписали протокол.",
    "«Мы не отзовём посла», — заявила она. Посол И. П. Гронин остался.",
    "",
    "  Переговоры\n\nвозобновились в 9.30 (см. https://example.org/talks?id=7).",
    "The minister said: нет.",
    "ъ",
];

/// Words, signs and spaces as they stand in pages, in any order.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[а-яёА-ЯЁ]{1,8}",
        "[ \t\n]{1,3}",
        "[0-9]{1,4}[a-z%$€]{0,2}",
        r#"[-.,:;!?'"()/&@#…—–’“”«»„№_]{1,3}"#,
        Just("т. е. ".to_owned()),
        Just("премьер-министра".to_owned()),
        Just("состоявшихся".to_owned()),
        any::<char>().prop_map(String::from),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check_shape(text: &str, annotated: &Annotated) {
    let mut at = 0;
    let count = u32::try_from(annotated.tokens.len()).expect("few tokens");
    for token in &annotated.tokens {
        let before = text.get(at..token.start as usize).expect("tokens follow each other");
        let is_space = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
        assert!(before.chars().all(is_space), "only space stands between tokens");
        let word = text.get(token.start as usize..token.end as usize);
        assert!(word.is_some_and(|word| !word.is_empty() && !word.contains(is_space)));
        assert!(!token.lemma.is_empty() && token.head < count);
        at = token.end as usize;
        assert_eq!(token.space_after, text[at..].starts_with(' '));
    }
    assert!(annotated.sentence_starts.is_sorted_by(|a, b| a < b));
    assert_eq!(annotated.sentence_starts.first(), (count > 0).then_some(&0));
    let mut bounds = annotated.sentence_starts.clone();
    bounds.push(count);
    for sentence in bounds.windows(2) {
        let tokens = &annotated.tokens[sentence[0] as usize..sentence[1] as usize];
        assert!(tokens.iter().all(|token| (sentence[0]..sentence[1]).contains(&token.head)));
    }
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
        let Some(russian) = &*RUSSIAN else { return Ok(()) };
        check_shape(&text, &russian.analyse(&mut RussianScratch::new(), &text));
    }

    #[test]
    fn neighbours_and_caches_change_nothing(texts in prop::collection::vec(texts(), 1..6)) {
        let Some(russian) = &*RUSSIAN else { return Ok(()) };
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut warm = RussianScratch::new();
        let together = russian.analyse_all(&mut warm, &texts);
        for (text, expected) in texts.iter().zip(together) {
            prop_assert_eq!(&russian.analyse(&mut RussianScratch::new(), text), &expected);
            prop_assert_eq!(&russian.analyse(&mut warm, text), &expected);
        }
    }
}

#[test]
fn caches_that_overflow_change_nothing() {
    let Some(russian) = &*RUSSIAN else { return };
    let mut scratch = RussianScratch::new();
    let expected = russian.analyse_all(&mut scratch, &TEXTS);
    let stems = ["мир", "посол", "лиг", "договор", "встреч"];
    for round in 0..12 {
        let words: Vec<String> =
            (0..5000).map(|at| format!("{}{}ов. ", stems[at % 5], round * 5000 + at)).collect();
        russian.analyse(&mut scratch, &words.concat());
        assert_eq!(russian.analyse_all(&mut scratch, &TEXTS), expected);
    }
}

#[test]
fn every_kernel_and_thread_finds_the_same() {
    let (Some(path), Some(russian)) = (&*BUNDLE, &*RUSSIAN) else { return };
    let expected = russian.analyse_all(&mut RussianScratch::new(), &TEXTS);
    for kernel in Kernel::available() {
        let other = Russian::load_with(path, kernel).expect("the model loads");
        assert_eq!(other.analyse_all(&mut RussianScratch::new(), &TEXTS), expected, "{kernel:?}");
    }
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let expected = &expected;
            scope.spawn(move || {
                assert_eq!(russian.analyse_all(&mut RussianScratch::new(), &TEXTS), *expected);
            });
        }
    });
}

#[test]
fn a_long_run_without_end_is_no_trap() {
    let Some(russian) = &*RUSSIAN else { return };
    let mut scratch = RussianScratch::new();
    for part in ["(", ".", ")", "а.", ":)", "т. е. ", "а-", "\u{301}", "…", "слово ", "» "]
    {
        let text = part.repeat(10_000);
        check_shape(&text, &russian.analyse(&mut scratch, &text));
    }
}

#[test]
fn lemmas_of_diplomacy() {
    let Some(russian) = &*RUSSIAN else { return };
    let text = "Министры встретились в столице с послами государств и подписали соглашения о \
                гуманитарной помощи.";
    let found = russian.analyse(&mut RussianScratch::new(), text);
    let lemmas: Vec<&str> = found.tokens.iter().map(|token| &*token.lemma).collect();
    assert_eq!(
        lemmas.join(" "),
        "министр встретиться в столица с посол государство и подписать соглашение о гуманитарный помощь ."
    );
}

#[test]
fn damaged_bundles_are_refused_by_name() {
    let Some(path) = &*BUNDLE else { return };
    let whole = fs::read(path).expect("the bundle is readable");
    let folder = std::env::temp_dir().join(format!("chancery-infer-ru-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for damaged bundles");
    let damaged = folder.join("ru.bundle");
    let refused = |content: &[u8]| {
        fs::write(&damaged, content).expect("the damaged bundle is written");
        let error = Russian::load(&damaged).expect_err("it is damaged");
        assert!(error.to_string().contains("chancery models install ru"));
        assert!(matches!(error, InferError::Bundle { .. }) && verify(&damaged).is_err());
    };
    for length in [0, 63, 1000, whole.len() / 2, whole.len() - 1] {
        refused(&whole[..length]);
    }
    for at in [9, 70, 5000, whole.len() / 2, whole.len() - 1] {
        let mut altered = whole.clone();
        altered[at] ^= 16;
        refused(&altered);
    }
    fs::write(&damaged, &whole).expect("the whole bundle is written");
    let info = verify(&damaged).expect("it is whole");
    assert_eq!((&*info.pack, &*info.package, &*info.version), ("ru", "natasha", "1.6.0"));
    assert!(info.licence.contains("MIT") || info.licence.contains("Permission is hereby granted"));
    let other = English::load(&damaged).expect_err("it is another language");
    assert!(matches!(other, InferError::Bundle { .. }));
    fs::remove_dir_all(&folder).expect("the folder is ours");
}
