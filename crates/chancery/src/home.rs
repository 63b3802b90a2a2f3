//! Where the user's data stand: the models, nothing else.

use crate::outcome::usage;
use chancery_parse::Models;
use std::path::PathBuf;

/// The user's data folder: `CHANCERY_HOME`, or the platform's usual place.
#[expect(
    clippy::disallowed_methods,
    reason = "the program reads the environment, in this one place"
)]
pub fn home() -> anyhow::Result<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let usual = || set("HOME").map(|home| home.join(".local/share"));
    set("CHANCERY_HOME")
        .or_else(|| {
            set("XDG_DATA_HOME")
                .or_else(|| set("LOCALAPPDATA"))
                .or_else(usual)
                .map(|d| d.join("chancery"))
        })
        .ok_or_else(|| {
            usage("no home folder is set; set CHANCERY_HOME to the folder that holds the models")
        })
}

/// The bundle of a pack.
pub fn bundle(pack: &str) -> anyhow::Result<PathBuf> {
    Ok(home()?.join("models").join(format!("{pack}.bundle")))
}

/// The models that are installed: English, without which nothing is read, and Russian where its pack is there.
pub fn models() -> anyhow::Result<Models> {
    let models = Models::load(&bundle("en")?).map_err(|error| usage(error.to_string()))?;
    let russian = bundle("ru")?;
    if !russian.exists() {
        return Ok(models);
    }
    models.with_russian(&russian).map_err(|error| usage(error.to_string()))
}
