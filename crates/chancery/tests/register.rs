//! `chancery register` from outside: imports are refused or used, faults are told by line.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests make files and read what the program wrote"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("chancery-register-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.0.join(name), text).unwrap();
        self.0.join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.current_dir(&self.0).args(["--store", "own.db"]).args(arguments).output().unwrap()
    }

    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const ROWS: &str = "# Source: notes of the desk\n\
    org/northern-compact\t\t\tIGO NC\t\tNorthern Compact\n\
    org/northern-compact\tacronym\tNCX\n\
    person/ida-voss\tVoss\tf\tstate/nor\tIda Voss\n\
    person/ida-voss\tfull\tИда Восс\n\
    post/northern-compact/secretary-general\t2030-01\t\tperson/ida-voss\tcurrent\tchecked\n\
    member\torg/northern-compact\tstate/nor\t2030\t\n";

#[test]
fn what_was_imported_is_used_by_a_later_reading() {
    let folder = Folder::new("used");
    folder.put("desk.tsv", ROWS);
    let page = "Talks in Oslo\n\nOSLO, 4 May 2031. Secretary General of the Northern Compact Ida Voss met reporters. \
        “The NCX is ready,” Voss said.\n";
    folder.put("page.txt", page);
    let before = folder.done(&["read", "page.txt", "--print", "jsonl"]);
    assert!(!before.contains("\"IGO NC\""), "{before}");
    folder.done(&["register", "import", "desk.tsv"]);
    let after = folder.done(&["read", "page.txt", "--print", "jsonl"]);
    let mention = |what: &str, id: &str| {
        let found = after.lines().any(|line| {
            line.contains("\"type\":\"mention\"") && line.contains(what) && line.contains(id)
        });
        assert!(found, "{what} {id}\n{after}");
    };
    mention("\"text\":\"NCX\"", "\"refers\":\"org/northern-compact\"");
    mention("\"text\":\"Ida Voss\"", "\"refers\":\"person/ida-voss\"");
    assert!(after.contains("\"event\":\"IGO NC\""), "{after}");
}

#[test]
fn a_name_is_shown_as_of_a_day() {
    let folder = Folder::new("shown");
    folder.put("desk.tsv", ROWS);
    folder.done(&["register", "import", "desk.tsv"]);
    let person = folder.done(&["register", "show", "Иды Восс", "--as-of", "2031-05-04"]);
    assert!(person.starts_with("person/ida-voss Ida Voss (person)\n"), "{person}");
    assert!(person.contains("Secretary General of Northern Compact"), "{person}");
    assert!(person.contains("desk.tsv:6"), "{person}");
    let early = folder.done(&["register", "show", "Ida Voss", "--as-of", "2029-05-04"]);
    assert!(!early.contains("Secretary General"), "{early}");
    let post =
        folder.done(&["register", "show", "secretary general of the NCX", "--as-of", "2031-05-04"]);
    assert!(post.contains("held by      Ida Voss (person/ida-voss)"), "{post}");
    let compact = folder.done(&["register", "show", "Northern Compact", "--as-of", "2031-05-04"]);
    assert!(compact.contains("member       Norway (state/nor) 2030 – "), "{compact}");
    let nobody = folder.run(&["register", "show", "Qwertz Uiop"]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(text(&nobody.stderr).contains("register import"), "{}", text(&nobody.stderr));
}

#[test]
fn a_default_tenure_and_an_imported_one_stand_side_by_side() {
    let folder = Folder::new("beside");
    let rows = "# Source: notes of the desk\n\
        person/ida-voss\tVoss\tf\tstate/rus\tIda Voss\n\
        post/rus/foreign-minister\t2020-01-01\t2020-12-31\tperson/ida-voss\tcurrent\tunchecked\n";
    folder.put("desk.tsv", rows);
    let output = folder.run(&["register", "import", "desk.tsv"]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stderr);
    assert!(said.contains("desk.tsv:3: person/ida-voss holds post/rus/foreign-minister while person/sergey-lavrov does"), "{said}");
    let shown =
        folder.done(&["register", "show", "post/rus/foreign-minister", "--as-of", "2020-06-01"]);
    assert!(shown.contains("Ida Voss") && shown.contains("Lavrov"), "{shown}");
}

#[test]
fn faults_are_told_by_file_and_line_and_nothing_is_kept() {
    let folder = Folder::new("faults");
    let rows = "# Source: notes\n\
        state/nrl\t\t\tNRL\t\tNorland\n\
        body/nrl/upper\tbody/nrl/lower\tstate/nrl\t\t\tUpper\n\
        body/nrl/lower\tbody/nrl/upper\tstate/nrl\tNRL KING\t\tLower\n\
        person/ida-voss\tVoss\tf\tstate/nrl\tIda Voss\n\
        person/ole-brandt\tBrandt\tm\tstate/nrl\tOle Brandt\n\
        post/nrl/head-of-state\t2030\t\tperson/ida-voss\tcurrent\tchecked\n\
        post/nrl/head-of-state\t2031\t2032\tperson/ole-brandt\tcurrent\tchecked\n\
        post/nrl/head-of-state\t2031-02-30\t\tperson/nobody\tcurrent\tchecked\n\
        member\torg/nc\tstate/nrl\n\
        state/nrl\t\t\tNRL\t\tNorland\n";
    folder.put("bad.tsv", rows);
    let output = folder.run(&["register", "import", "bad.tsv"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    for line in [
        "bad.tsv:3: body/nrl/upper is part of itself by way of body/nrl/lower",
        "bad.tsv:4: code `NRL KING`: `KING` is no sector",
        "bad.tsv:8: person/ole-brandt holds post/nrl/head-of-state while person/ida-voss does (bad.tsv:7)",
        "bad.tsv:9: `2031-02-30` is no year, month or day",
        "bad.tsv:9: person/nobody is unknown: enter it with a row of its own",
        "bad.tsv:10: 3 columns instead of 5 (kind, organization, state, start, end)",
        "bad.tsv:11: state/nrl is entered at bad.tsv:2 already",
        "nothing was imported; mend these 8 faults and import the file again",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(!folder.0.join("own.register").exists());
    let linted = folder.run(&["register", "lint", "bad.tsv"]);
    assert_eq!(linted.status.code(), Some(1));
    assert_eq!(text(&linted.stdout).lines().count(), 8, "{}", text(&linted.stdout));
}

#[test]
fn the_register_is_clean_and_counted() {
    let folder = Folder::new("clean");
    assert_eq!(folder.done(&["register", "lint"]), "");
    let counts = folder.done(&["register", "show", "--counts"]);
    let last = counts.lines().last().unwrap();
    let numbers: Vec<&str> =
        last.split([' ', ',', ';']).filter(|w| w.parse::<usize>().is_ok()).collect();
    assert_eq!(numbers[0], numbers[1], "every row has a source: {last}");
}

#[test]
fn what_is_exported_is_imported_again() {
    let folder = Folder::new("round");
    folder.put("desk.tsv", ROWS);
    folder.done(&["register", "import", "desk.tsv"]);
    let own = folder.done(&["register", "export", "--own"]);
    let other = Folder::new("round-again");
    other.put("desk.tsv", &own);
    other.done(&["register", "import", "desk.tsv"]);
    assert_eq!(other.done(&["register", "export", "--own"]), own);
    let whole = folder.done(&["register", "export"]);
    assert!(whole.ends_with(&own) && whole.contains("\nstate/nor\t"), "{}", whole.len());
}

#[test]
fn hostile_files_are_refused_with_a_line_and_a_next_step() {
    let folder = Folder::new("hostile");
    let deep = format!("{{\"id\":\"a\",\"schema\":\"Person\",\"x\":{}", "[".repeat(100_000));
    let long = format!("# Source: x\nperson/a\t{}\tf\t\tA\n", "x".repeat(2 << 20));
    for (name, content, line, step) in [
        ("broken.json", "{\"id\":\"a\",\"schema\":\"Person\"\n", ":1: no JSON", "whole entity"),
        ("deep.json", deep.as_str(), ":1: no JSON", "whole entity"),
        ("list.json", "[1,2]", ":1: no Popolo", "`persons`"),
        ("cut.json", "{\"persons\": [\n{\"id\": \"p\",\n", ":2: no JSON", "one JSON document"),
        ("long.tsv", long.as_str(), ":2: the line is longer", "no row"),
        (
            "columns.tsv",
            "name\tcountry\tpost\nIda Voss\tno\tminister\n",
            ":1: `name` begins no row",
            "an id",
        ),
        ("empty.tsv", "\n", ":1: the file is empty", "register export"),
        (
            "unsourced.tsv",
            "person/ida-voss\tVoss\tf\tstate/nor\tIda Voss\n",
            ":1: no source is stated",
            "# Source",
        ),
        (
            "post.json",
            "{\"id\":\"o\",\"schema\":\"Occupancy\",\"properties\":{\"holder\":[\"p\"]}}",
            ":1: the holder is no person of this file",
            "add the Person",
        ),
    ] {
        folder.put(name, content);
        let output = folder.run(&["register", "import", name]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains(&format!("{name}{line}")) && said.contains(step), "{name}: {said}");
        assert!(said.contains("import the file again"), "{name}: {said}");
    }
    fs::write(folder.0.join("bytes.tsv"), b"# Source: x\n\xff\xfe\n").unwrap();
    let output = folder.run(&["register", "import", "bytes.tsv"]);
    assert!(
        text(&output.stderr).contains("bytes.tsv:2: the text is not UTF-8; save the file as UTF-8")
    );
    assert!(!Path::new(&folder.0).join("own.register").exists());
}
