//! The training sentences are without fault, many, and unlike each other.

use chancery_training::sentences::{counts, frames, read};
use std::path::Path;

#[test]
fn training_sentences_are_without_fault() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("acts/en");
    #[expect(clippy::disallowed_methods, reason = "the test reads what training reads")]
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the folder of sentences")
        .map(|e| e.expect("a readable folder").path())
        .map(|p| (p.display().to_string(), std::fs::read_to_string(p).expect("UTF-8")))
        .collect();
    files.sort();
    let (sentences, faults) = read(&files);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(sentences.len() >= 2500, "{} sentences", sentences.len());
    assert!(frames(&sentences) * 100 >= sentences.len() * 98, "{} frames", frames(&sentences));
    for (label, count) in counts(&sentences) {
        assert!(count >= 20, "{label}: {count} sentences");
    }
}
