//! Any text through the Russian model: tokens follow each other, heads stay in their sentence.
#![no_main]

use std::cell::RefCell;
use std::sync::LazyLock;

use chancery_fuzz::bundle;
use chancery_infer::{Russian, RussianScratch};
use libfuzzer_sys::fuzz_target;

static RUSSIAN: LazyLock<Russian> =
    LazyLock::new(|| Russian::load(bundle("ru")).expect("the Russian pack is installed"));

thread_local! {
    static SCRATCH: RefCell<RussianScratch> = RefCell::new(RussianScratch::new());
}

fuzz_target!(|text: &str| {
    let annotated = SCRATCH.with_borrow_mut(|scratch| RUSSIAN.analyse(scratch, text));
    let mut at = 0;
    for token in &annotated.tokens {
        assert!(at <= token.start && token.start < token.end);
        assert!(text.get(token.start as usize..token.end as usize).is_some());
        at = token.end;
    }
    let count = annotated.tokens.len() as u32;
    let ends = annotated.sentence_starts.iter().skip(1).copied().chain([count]);
    for (&start, end) in annotated.sentence_starts.iter().zip(ends) {
        let tokens = &annotated.tokens[start as usize..end as usize];
        assert!(tokens.iter().all(|token| (start..end).contains(&token.head)));
    }
});
