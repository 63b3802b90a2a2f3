//! The rules of acts that a command line asks for: the program's own, with files of a folder, whole or in part.

use crate::args::RuleArgs;
use crate::outcome::usage;
use anyhow::{Context, Result};
use chancery_knowledge::Rules;
use chancery_record::Id;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The rules as asked for; a faulty file is an error that names every faulty line.
pub(super) fn chosen(args: &RuleArgs) -> Result<Cow<'static, Rules>> {
    let mut rules = match &args.folder {
        None => Cow::Borrowed(Rules::embedded()),
        Some(folder) => Cow::Owned(own(folder)?),
    };
    if args.lexicon.is_some() || args.no_operators {
        let mut acts = rules.acts().thinned(args.lexicon.unwrap_or(100), args.draw);
        if args.no_operators {
            acts = acts.without_operators();
        }
        rules = Cow::Owned(Rules::of_acts(acts));
    }
    Ok(if args.rules_only { Cow::Owned(rules.into_owned().alone()) } else { rules })
}

/// The name that tellings are kept under, with a digest of one's own rules: other rules read a text anew.
pub(super) fn mark(args: &RuleArgs, reader: String) -> Result<String> {
    let mut marked = reader;
    if let Some(folder) = &args.folder {
        let texts: Vec<String> =
            files(folder)?.into_iter().map(|(n, t)| format!("{n}\n{t}")).collect();
        marked = format!("{marked} rules {}", Id::document(&texts.concat()).0.path());
    }
    let parts =
        [(args.lexicon.is_some() || args.no_operators, "partly"), (args.rules_only, "alone")];
    for (_, part) in parts.into_iter().filter(|(asked, _)| *asked) {
        marked = format!("{marked} {part}");
    }
    Ok(marked)
}

fn own(folder: &Path) -> Result<Rules> {
    let files = files(folder)?;
    if files.is_empty() {
        return Err(usage(format!("{}: no rule files (*.txt) here", folder.display())));
    }
    let rules = Rules::with(&files);
    if rules.faults().is_empty() {
        return Ok(rules);
    }
    let faults: Vec<String> =
        rules.faults().iter().map(|f| format!("{}/{f}", folder.display())).collect();
    Err(usage(faults.join("\n")))
}

/// Name and text of the rule files of a folder, by name.
#[expect(clippy::disallowed_methods, reason = "the program reads the folder it is told to")]
fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    let named = || folder.display().to_string();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(named)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<std::io::Result<_>>()
        .with_context(named)?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Ok((name, text))
    };
    paths.iter().map(read).collect()
}
