//! Any text through the English model: every byte belongs to a token or is the space after one.
#![no_main]

use std::cell::RefCell;
use std::sync::LazyLock;

use chancery_fuzz::bundle;
use chancery_infer::{English, Scratch};
use libfuzzer_sys::fuzz_target;

static ENGLISH: LazyLock<English> =
    LazyLock::new(|| English::load(bundle("en")).expect("the English pack is installed"));

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::new());
}

fuzz_target!(|text: &str| {
    let annotated = SCRATCH.with_borrow_mut(|scratch| ENGLISH.analyse(scratch, text));
    let end = annotated.tokens.iter().fold(0, |at, token| {
        assert_eq!(token.start, at);
        token.end + u32::from(token.space_after)
    });
    assert_eq!(end as usize, text.len());
});
