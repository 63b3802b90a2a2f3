//! Tables carry headers that say where they come from; links between the pages lead somewhere.

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Fails on a table without header and on a link to a missing page.
pub(crate) fn check(root: &Path) -> Result<()> {
    let mut wrong = Vec::new();
    for table in files(&root.join("crates/knowledge/data"), "tsv")? {
        wrong.extend(
            header_complaint(&read(&table)?).map(|c| format!("{}: {c}", shown(root, &table))),
        );
    }
    let mut pages = files(&root.join("docs"), "md")?;
    pages.extend(
        ["README.md", "CHANGELOG.md"]
            .map(|name| root.join(name))
            .into_iter()
            .filter(|p| p.exists()),
    );
    for page in pages {
        let folder = page.parent().expect("a file lies in a folder");
        for link in links(&read(&page)?) {
            if !folder.join(&link).exists() {
                wrong.push(format!("{}: link to {link}, which is not there", shown(root, &page)));
            }
        }
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

fn header_complaint(table: &str) -> Option<String> {
    let header: String = table
        .lines()
        .take_while(|l| l.starts_with('#'))
        .collect::<Vec<_>>()
        .join("\n")
        .to_lowercase();
    let missing: Vec<&str> =
        ["source", "licence"].into_iter().filter(|word| !header.contains(word)).collect();
    (!missing.is_empty()).then(|| format!("its header does not state {}", missing.join(" and ")))
}

/// Relative targets of Markdown links, without anchors.
fn links(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in page.split("](").skip(1) {
        let target = part.split([')', '#', ' ']).next().unwrap_or_default();
        if !target.is_empty() && !target.contains("://") {
            found.push(target.to_owned());
        }
    }
    found
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                found.extend(files(&path, ending)?);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[expect(clippy::disallowed_methods, reason = "the checks read the house")]
fn read(path: &Path) -> Result<String> {
    Ok(std::fs::read_to_string(path)?)
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_must_say_its_source_and_licence() {
        assert_eq!(header_complaint("# Source: own knowledge\n# Licence: project\na\tb\n"), None);
        assert_eq!(
            header_complaint("# Source: a list\na\tb").unwrap(),
            "its header does not state licence"
        );
    }

    #[test]
    fn links_are_relative_and_without_anchors() {
        let page =
            "[a](record.md#ids) and [b](https://example.org/x) and [c](decisions/0001-house.md)";
        assert_eq!(links(page), ["record.md", "decisions/0001-house.md"]);
    }
}
