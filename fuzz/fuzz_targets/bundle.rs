//! Any bytes as a bundle, with the checksums put right so that the loader behind them is reached.
#![no_main]

use chancery_infer::{English, verify};
use libfuzzer_sys::fuzz_target;

const HEADER: usize = 64;
const ROW: usize = 64;

fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("chancery-fuzz-{}.bundle", std::process::id()));
    for bytes in [bytes.to_vec(), sealed(bytes.to_vec())] {
        std::fs::write(&path, bytes).expect("the temporary folder can be written");
        let _ = English::load(&path);
        let _ = verify(&path);
    }
});

/// The bytes with magic, format, length and every checksum as they should be.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() < HEADER {
        return bytes;
    }
    let count = usize::from(bytes[12] % 64).min((bytes.len() - HEADER) / ROW);
    let put = |at: usize, field: &[u8], bytes: &mut [u8]| {
        bytes[at..at + field.len()].copy_from_slice(field)
    };
    put(0, b"CHNCRYMB", &mut bytes);
    put(8, &1u32.to_le_bytes(), &mut bytes);
    put(12, &(count as u32).to_le_bytes(), &mut bytes);
    let length = bytes.len() as u64;
    put(16, &length.to_le_bytes(), &mut bytes);
    for row in (0..count).map(|row| HEADER + row * ROW) {
        let number =
            |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
        let (offset, length) = (number(row + 40), number(row + 48));
        let content = usize::try_from(offset).ok().and_then(|at| bytes.get(at..));
        let content = content.and_then(|rest| rest.get(..usize::try_from(length).ok()?));
        let crc = crc32fast::hash(content.unwrap_or_default());
        put(row + 56, &crc.to_le_bytes(), &mut bytes);
    }
    let crc = crc32fast::hash(&bytes[HEADER..HEADER + count * ROW]);
    put(24, &crc.to_le_bytes(), &mut bytes);
    let crc = crc32fast::hash(&bytes[..60]);
    put(60, &crc.to_le_bytes(), &mut bytes);
    bytes
}
