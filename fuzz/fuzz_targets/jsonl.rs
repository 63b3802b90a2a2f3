//! Any bytes as a file of JSON Lines.
#![no_main]

use chancery::input::Inputs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("chancery-fuzz-{}.jsonl", std::process::id()));
    std::fs::write(&path, bytes).expect("the temporary folder can be written");
    Inputs::list(&[path], 1 << 20).for_each(|_| true);
});
