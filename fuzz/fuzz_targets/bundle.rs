//! Any bytes as a bundle, with the checksums put right so that the loader behind them is reached.
#![no_main]

use chancery_fuzz::{HEADER, ROW, put, seal_section, seal_table};
use chancery_infer::{English, Russian, verify};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("chancery-fuzz-{}.bundle", std::process::id()));
    for bytes in [bytes.to_vec(), sealed(bytes.to_vec())] {
        std::fs::write(&path, bytes).expect("the temporary folder can be written");
        let _ = English::load(&path);
        let _ = Russian::load(&path);
        let _ = verify(&path);
    }
});

/// The bytes with magic, format, length and every checksum as they should be.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() < HEADER {
        return bytes;
    }
    let count = usize::from(bytes[12] % 64).min((bytes.len() - HEADER) / ROW);
    bytes[..8].copy_from_slice(b"CHNCRYMB");
    put(8, 1, &mut bytes);
    put(12, count as u32, &mut bytes);
    let length = bytes.len() as u64;
    bytes[16..24].copy_from_slice(&length.to_le_bytes());
    for row in 0..count {
        seal_section(&mut bytes, row);
    }
    seal_table(&mut bytes, count);
    bytes
}
