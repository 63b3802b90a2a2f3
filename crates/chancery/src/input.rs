//! Inputs to pages: files, folders, standard input, JSON Lines. Each failure names its input and the next step; the rest goes on.

use chancery_record::{Day, Page, PageForm};
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An input that could not be read, in one line for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The input: path, or path and line.
    pub input: String,
    /// What is wrong and what to do.
    pub why: String,
}

/// A page, with the bytes of input it used up (for the share done).
pub struct Arrival {
    /// The page, or why there is none.
    pub page: Result<Page, Unread>,
    /// Bytes of input consumed.
    pub bytes: u64,
}

/// The files to read, folders opened, in order of path, with their size in bytes together.
pub struct Inputs {
    files: Vec<PathBuf>,
    missing: Vec<Unread>,
    /// Size of all files together.
    pub bytes: u64,
    max_size: u64,
}

const STDIN: &str = "-";
/// Endings of the files that a folder is read for; others must be named.
const TEXTS: [&str; 7] = ["txt", "text", "html", "htm", "xhtml", "jsonl", "ndjson"];

impl Inputs {
    /// Lists what the arguments name. Folders are walked for texts; names that begin with a dot are left out.
    pub fn list(arguments: &[PathBuf], max_size: u64) -> Self {
        let mut inputs = Self { files: Vec::new(), missing: Vec::new(), bytes: 0, max_size };
        for path in arguments {
            inputs.add(path, true);
        }
        inputs
    }

    fn add(&mut self, path: &Path, named: bool) {
        if path.as_os_str() == STDIN {
            self.files.push(path.to_owned());
            return;
        }
        match std::fs::metadata(path) {
            Ok(data) if data.is_dir() => self.open_folder(path),
            Ok(data) if data.is_file() || named => {
                self.bytes += data.len();
                self.files.push(path.to_owned());
            }
            Ok(_) => {}
            Err(error) => self.missing.push(unread(path.display(), describe(&error))),
        }
    }

    fn open_folder(&mut self, folder: &Path) {
        let listed = std::fs::read_dir(folder)
            .and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect());
        let mut paths: Vec<PathBuf> = match listed {
            Ok(paths) => paths,
            Err(error) => return self.missing.push(unread(folder.display(), describe(&error))),
        };
        paths.retain(|p| p.file_name().is_some_and(|n| !n.to_string_lossy().starts_with('.')));
        paths.retain(|p| {
            p.is_dir()
                || p.extension().is_some_and(|e| TEXTS.iter().any(|t| e.eq_ignore_ascii_case(t)))
        });
        paths.sort();
        for path in paths {
            self.add(&path, false);
        }
    }

    /// True when nothing at all was named that could be read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.missing.is_empty()
    }

    /// Hands every page to `each` until it answers false; large JSON Lines files are streamed.
    pub fn for_each(self, mut each: impl FnMut(Arrival) -> bool) {
        for missing in self.missing {
            if !each(Arrival { page: Err(missing), bytes: 0 }) {
                return;
            }
        }
        for path in &self.files {
            if !pages_of(path, self.max_size, &mut each) {
                return;
            }
        }
    }
}

fn unread(input: impl std::fmt::Display, why: impl Into<String>) -> Unread {
    Unread { input: input.to_string(), why: why.into() }
}

fn describe(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "no such file; check the path".into(),
        ErrorKind::PermissionDenied => {
            "no permission to read it; change its mode or run as its owner".into()
        }
        _ => format!("cannot be read: {error}"),
    }
}

fn pages_of(path: &Path, max_size: u64, each: &mut dyn FnMut(Arrival) -> bool) -> bool {
    let name = if path.as_os_str() == STDIN {
        "standard input".into()
    } else {
        path.display().to_string()
    };
    let mut source: Box<dyn BufRead> = if path.as_os_str() == STDIN {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        #[expect(clippy::disallowed_methods, reason = "the program opens what it is told to read")]
        match File::open(path) {
            Ok(file) => Box::new(BufReader::with_capacity(1 << 16, file)),
            Err(error) => {
                return each(Arrival { page: Err(unread(name, describe(&error))), bytes: 0 });
            }
        }
    };
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let lines = matches!(ending.as_str(), "jsonl" | "ndjson")
        || (path.as_os_str() == STDIN
            && source.fill_buf().is_ok_and(|start| start.starts_with(b"{")));
    if lines {
        lines_of(&name, source, max_size, each)
    } else {
        each(whole(&name, &ending, source, max_size))
    }
}

fn whole(name: &str, ending: &str, source: impl Read, max_size: u64) -> Arrival {
    let mut body = Vec::new();
    let read = source.take(max_size + 1).read_to_end(&mut body);
    let bytes = body.len() as u64;
    let page = match read {
        Err(error) => Err(unread(name, describe(&error))),
        Ok(_) if bytes > max_size => Err(too_large(name, max_size)),
        Ok(0) => Err(unread(name, "the file is empty; nothing to read")),
        Ok(_) => Ok(Page {
            address: name.into(),
            url: None,
            form: form_of(ending),
            title: None,
            date: None,
            body: body.into(),
        }),
    };
    Arrival { page, bytes }
}

fn too_large(name: &str, max_size: u64) -> Unread {
    let limit = max_size >> 20;
    unread(
        name,
        format!(
            "larger than {limit} MB; split it into single texts or raise the limit with --max-size"
        ),
    )
}

fn form_of(ending: &str) -> PageForm {
    match ending {
        "html" | "htm" | "xhtml" => PageForm::Html,
        "txt" | "text" | "md" => PageForm::Text,
        _ => PageForm::Unknown,
    }
}

/// One line of a JSON Lines input.
#[derive(Deserialize)]
struct Line {
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
    date: Option<String>,
    title: Option<String>,
}

fn lines_of(
    name: &str,
    mut source: impl BufRead,
    max_size: u64,
    each: &mut dyn FnMut(Arrival) -> bool,
) -> bool {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        // A line may hold a whole text with its escapes: allow for twice the limit, and never keep more than that.
        let read = (&mut source).take(max_size * 2 + 1).read_until(b'\n', &mut line);
        let bytes = line.len() as u64;
        let at = format!("{name}:{number}");
        let page = match read {
            Ok(0) => return true,
            Err(error) => Err(unread(&at, describe(&error))),
            Ok(_) if bytes > max_size * 2 => {
                let mut rest = Vec::new();
                while line.last() != Some(&b'\n') {
                    rest.clear();
                    match (&mut source).take(1 << 16).read_until(b'\n', &mut rest) {
                        Ok(n) if n > 0 && rest.last() != Some(&b'\n') => {}
                        _ => break,
                    }
                }
                Err(too_large(&at, max_size))
            }
            Ok(_) if line.trim_ascii().is_empty() => continue,
            Ok(_) => page_of_line(&at, &line),
        };
        if !each(Arrival { page, bytes }) {
            return false;
        }
    }
    true
}

fn page_of_line(at: &str, line: &[u8]) -> Result<Page, Unread> {
    let line: Line = serde_json::from_slice(line)
        .map_err(|error| unread(at, format!("not a JSON object with `text` or `html`: {error}")))?;
    let (form, body) = match (line.text, line.html) {
        (Some(text), _) if !text.trim().is_empty() => (PageForm::Text, text),
        (_, Some(html)) if !html.trim().is_empty() => (PageForm::Html, html),
        _ => return Err(unread(at, "neither `text` nor `html` holds anything; nothing to read")),
    };
    let date = match line.date.as_deref().map(|d| (d, Day::parse(d.get(..10).unwrap_or(d)))) {
        Some((date, None)) => {
            return Err(unread(at, format!("`date` is {date:?}; write it as YYYY-MM-DD")));
        }
        Some((_, day)) => day,
        None => None,
    };
    let address = line.url.clone().unwrap_or_else(|| at.to_owned());
    Ok(Page {
        address,
        url: line.url,
        form,
        title: line.title,
        date,
        body: Arc::from(body.into_bytes()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_lines(text: &str) -> Vec<Result<Page, Unread>> {
        let mut pages = Vec::new();
        lines_of("in.jsonl", text.as_bytes(), 1000, &mut |arrival| {
            pages.push(arrival.page);
            true
        });
        pages
    }

    #[test]
    fn a_bad_line_is_named_and_the_next_one_is_read() {
        let pages = read_lines(
            "{\"text\":\"Ministers met.\",\"date\":\"2031-05-08\"}\n{oops}\n\n{\"html\":\"<p>x\"}\n",
        );
        assert_eq!(pages.len(), 3);
        assert_eq!(pages[0].as_ref().unwrap().date, Day::of(2031, 5, 8));
        assert_eq!(pages[1].as_ref().unwrap_err().input, "in.jsonl:2");
        assert_eq!(pages[2].as_ref().unwrap().form, PageForm::Html);
    }

    #[test]
    fn a_line_beyond_the_limit_is_refused_and_skipped_whole() {
        let long = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"short\"}}\n", "x".repeat(200_000));
        let pages = read_lines(&long);
        assert_eq!(pages.len(), 2);
        assert!(pages[0].as_ref().unwrap_err().why.contains("--max-size"));
        assert_eq!(&*pages[1].as_ref().unwrap().body, b"short");
    }
}
