//! Any bytes as the wheel of each pack, without the pin that would refuse them.
#![no_main]

use chancery_infer::{PACKS, convert_any};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for pack in PACKS {
        convert_any(pack, bytes);
    }
});
