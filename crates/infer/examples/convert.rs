//! Converts a wheel on the disk into a bundle: `convert en path/to/wheel path/to/en.bundle`.
#![expect(clippy::print_stdout, reason = "an example talks to its user")]

use chancery_infer::{convert, pack, verify};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, wheel, out] = arguments.as_slice() else {
        return Err("usage: convert PACK WHEEL BUNDLE".into());
    };
    convert(pack(name).ok_or("no such pack")?, wheel, out)?;
    let info = verify(out)?;
    println!("{}: {} {}, {} bytes", info.pack, info.package, info.version, info.bytes);
    Ok(())
}
