//! The program from outside: what it prints, how it ends, what it leaves behind. Needs the English pack, as `make test` installs it.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests make files and read what the program wrote"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("chancery-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn store(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn chancery(store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("--store").arg(store);
    command
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn ends(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
}

fn export(store: &Path) -> String {
    let output = chancery(store).args(["export", "jsonl", "--assertions"]).output().unwrap();
    ends(&output, 0);
    text(&output.stdout)
}

fn lines<'a>(export: &'a str, kind: &str) -> Vec<&'a str> {
    let start = format!("{{\"type\":\"{kind}\",");
    export.lines().filter(|line| line.starts_with(&start)).collect()
}

#[test]
fn bad_inputs_are_named_each_in_one_line_and_the_rest_is_read() {
    let folder = Folder::new("bad");
    let good = "Delegations met in Oslo\n\nOSLO, 4 May 2031. Norway and Chile signed an agreement on fishing.\n";
    folder.put("in/good.txt", good);
    folder.put("in/empty.txt", "");
    folder.put("in/blank.txt", " \n\n");
    folder.put("in/notes.md", "Not a text of this folder.");
    folder.put("in/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0");
    folder.put(
        "in/cyrillic.txt",
        cp1251("Встреча в Осло\n\n4 мая 2031 года. Министры обсудили договор о рыболовстве."),
    );
    folder.put("in/hollow.html", "<html><head><title></title><script>var x = 1;</script></head><body><img src=a></body></html>");
    folder.put(
        "in/lines.jsonl",
        "{\"text\":\"Peru recalled its ambassador on 5 May 2031.\"}\n{broken\n{\"url\":\"x\"}\n",
    );
    folder.put("in/huge.txt", vec![b'a'; 2 << 20]);
    let store = folder.store("s.db");
    let read = chancery(&store)
        .args(["read", "--max-size", "1"])
        .args([folder.0.join("in"), folder.0.join("absent.txt")])
        .output()
        .unwrap();
    ends(&read, 1);
    let said = text(&read.stderr);
    for (input, word) in [
        ("empty.txt", "empty"),
        ("blank.txt", "no text"),
        ("picture.txt", "not text"),
        ("hollow.html", "no text"),
        ("lines.jsonl:2", "JSON"),
        ("lines.jsonl:3", "neither `text` nor `html`"),
        ("huge.txt", "--max-size"),
        ("absent.txt", "no such file"),
    ] {
        let told: Vec<&str> =
            said.lines().filter(|line| line.contains(&format!("{input}: "))).collect();
        assert_eq!(told.len(), 1, "{input} in\n{said}");
        assert!(told[0].contains(word), "{}", told[0]);
    }
    let export = export(&store);
    let documents = lines(&export, "document");
    assert_eq!(documents.len(), 3, "{documents:?}");
    assert!(documents.iter().any(|d| d.contains("cyrillic.txt")
        && d.contains("\"language\":\"ru\"")
        && d.contains("Встреча в Осло")));
    assert!(
        documents.iter().any(|d| d.contains("\"edtf\":\"2031-05-04\"") && d.contains("good.txt"))
    );
}

fn cp1251(words: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => u8::try_from(u32::from(c) - 0x410 + 0xC0).unwrap(),
        other => u8::try_from(u32::from(other)).unwrap(),
    };
    words.chars().map(byte).collect()
}

#[test]
fn a_missing_or_damaged_pack_names_the_command_to_run() {
    let folder = Folder::new("packs");
    let page = folder.put("a.txt", "Chile met Peru.");
    let read = |home: &Path| {
        chancery(&folder.store("s.db"))
            .env("CHANCERY_HOME", home)
            .arg("read")
            .arg(&page)
            .output()
            .unwrap()
    };
    let missing = read(&folder.0.join("nowhere"));
    ends(&missing, 2);
    assert!(text(&missing.stderr).contains("chancery models install en"));
    for bytes in [&b""[..], b"not a bundle at all", &[0u8; 4096]] {
        folder.put("home/models/en.bundle", bytes);
        let damaged = read(&folder.0.join("home"));
        ends(&damaged, 2);
        let said = text(&damaged.stderr);
        assert!(
            said.contains("en.bundle") && said.contains("chancery models install en"),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn a_store_of_a_newer_version_or_of_another_program_is_left_alone() {
    let folder = Folder::new("newer");
    let page = folder.put("a.txt", "Chile met Peru in Quito on 3 May 2031.");
    let store = folder.store("s.db");
    ends(&chancery(&store).arg("read").arg(&page).output().unwrap(), 0);
    let mut bytes = fs::read(&store).unwrap();
    bytes[60..64].copy_from_slice(&9999u32.to_be_bytes());
    fs::write(&store, &bytes).unwrap();
    let newer = chancery(&store).arg("read").arg(&page).output().unwrap();
    ends(&newer, 3);
    assert!(text(&newer.stderr).contains("newer chancery"), "{}", text(&newer.stderr));
    assert_eq!(fs::read(&store).unwrap(), bytes);
    let other = folder.put("other.db", "a diary");
    let refused = chancery(&other).arg("show").output().unwrap();
    ends(&refused, 3);
    assert!(text(&refused.stderr).contains("not a chancery store"));
    let absent = chancery(&folder.store("absent.db")).arg("show").output().unwrap();
    ends(&absent, 3);
    assert!(text(&absent.stderr).contains("chancery read"));
}

#[test]
fn a_store_in_use_says_so_and_is_free_again_afterwards() {
    let folder = Folder::new("locked");
    let page = folder.put("a.txt", "Chile met Peru in Quito on 3 May 2031.");
    let store = folder.store("s.db");
    let mut holder = chancery(&store)
        .args(["read", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The lock names its holder once it is taken.
    let lock = folder.store("s.db.lock");
    let own = holder.id().to_string();
    while fs::read_to_string(&lock).unwrap_or_default().trim() != own {
        assert!(holder.try_wait().unwrap().is_none(), "the first reader ended early");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let second = chancery(&store).arg("read").arg(&page).output().unwrap();
    ends(&second, 3);
    let said = text(&second.stderr);
    assert!(said.contains("in use by another process"), "{said}");
    holder.stdin.take().unwrap().write_all(b"Norway met Chile in Oslo on 4 May 2031.").unwrap();
    assert!(holder.wait().unwrap().success());
    ends(&chancery(&store).arg("read").arg(&page).output().unwrap(), 0);
    assert_eq!(lines(&export(&store), "document").len(), 2);
}

#[test]
fn one_call_told_by_two_papers_is_one_occasion_with_both_as_grounds() {
    let folder = Folder::new("twice");
    let store = folder.store("s.db");
    let files = ["02-call.txt", "12-call-other-source.html"].map(|name| examples().join(name));
    ends(&chancery(&store).arg("read").args(&files).output().unwrap(), 0);
    let whole = export(&store);
    let calls: Vec<&str> = lines(&whole, "occasion")
        .into_iter()
        .filter(|o| o.contains("\"kind\":\"call\"") && o.contains("\"state\":\"held\""))
        .collect();
    assert_eq!(calls.len(), 1, "{calls:#?}");
    assert!(calls[0].contains("\"support\":{\"origins\":2"), "{}", calls[0]);
    let documents: Vec<String> = lines(&whole, "document").iter().map(|d| id_of(d)).collect();
    assert_eq!(documents.len(), 2);
    assert!(documents.iter().all(|d| calls[0].contains(d.as_str())), "{}", calls[0]);

    // Reading again changes nothing; what rested on one paper alone goes with it.
    ends(&chancery(&store).arg("read").args(&files).output().unwrap(), 0);
    assert_eq!(export(&store), whole);
    let second =
        lines(&whole, "document").into_iter().find(|d| d.contains(".html")).map(id_of).unwrap();
    ends(&chancery(&store).args(["forget", &second]).output().unwrap(), 0);
    let alone = folder.store("alone.db");
    ends(&chancery(&alone).arg("read").arg(&files[0]).output().unwrap(), 0);
    assert_eq!(export(&store), export(&alone));
}

fn id_of(line: &str) -> String {
    let start = line.find("\"id\":\"").unwrap() + 6;
    line[start..].split('"').next().unwrap().to_owned()
}

#[test]
fn the_export_does_not_depend_on_threads_order_or_repetition() {
    let folder = Folder::new("order");
    let mut files: Vec<PathBuf> =
        fs::read_dir(examples()).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e != "md"));
    files.sort();
    let read = |name: &str, jobs: &str, files: &[PathBuf]| {
        let store = folder.store(name);
        ends(&chancery(&store).args(["--jobs", jobs, "read"]).args(files).output().unwrap(), 0);
        export(&store)
    };
    let one = read("one.db", "1", &files);
    assert_eq!(lines(&one, "document").len(), 14);
    assert!(read("two.db", "2", &files) == one, "two threads");
    files.reverse();
    assert!(read("back.db", "1", &files) == one, "another order");
    let (first, second) = files.split_at(5);
    read("parts.db", "2", second);
    assert!(read("parts.db", "2", first) == one, "in two parts");
}

#[test]
fn every_list_shows_and_a_record_shows_its_evidence() {
    let folder = Folder::new("show");
    let store = folder.store("s.db");
    ends(&chancery(&store).arg("read").arg(examples()).output().unwrap(), 0);
    let show = |arguments: &[&str]| {
        let output = chancery(&store).arg("show").args(arguments).output().unwrap();
        ends(&output, 0);
        text(&output.stdout)
    };
    for what in [
        "documents",
        "people",
        "posts",
        "organizations",
        "occasions",
        "statements",
        "acts",
        "undertakings",
    ] {
        assert!(show(&[what]).lines().count() > 1, "{what}");
    }
    let person = show(&["people", "--with", "ingrid halvorsen"]);
    assert_eq!(person.lines().count(), 1, "{person}");
    let tenure = show(&["tenures", "--with", "halvorsen"]);
    let whole = show(&[&id_of(&tenure), "--format", "table"]);
    assert!(whole.contains("post/osce/secretary-general"), "{whole}");
    assert!(whole.contains("Ingrid Halvorsen”"), "{whole}");
    let nothing = chancery(&store).args(["show", "act/000000000000"]).output().unwrap();
    ends(&nothing, 1);
    let unknown = chancery(&store).args(["show", "gossip"]).output().unwrap();
    ends(&unknown, 2);
}

#[test]
fn tables_come_with_a_manifest_that_counts_them() {
    let folder = Folder::new("csv");
    let store = folder.store("s.db");
    ends(
        &chancery(&store).arg("read").arg(examples().join("09-expulsion.txt")).output().unwrap(),
        0,
    );
    let out = folder.0.join("tables");
    ends(&chancery(&store).args(["export", "csv", "--out"]).arg(&out).output().unwrap(), 0);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert!(manifest.to_string().contains("act.csv"), "{manifest}");
    let acts = fs::read_to_string(out.join("act.csv")).unwrap();
    assert!(acts.lines().next().unwrap().starts_with("id,event,"), "{acts}");
    assert!(acts.contains("SANCTION"), "{acts}");
    ends(&chancery(&store).args(["export", "csv"]).output().unwrap(), 2);
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_or_interrupted_leaves_a_store_that_the_next_run_completes() {
    let folder = Folder::new("kill");
    let story = fs::read_to_string(examples().join("09-expulsion.txt")).unwrap();
    for number in 0..150 {
        let told = story
            .replace("Hruška", &format!("Hruška{number}"))
            .replace("22 January", &format!("{} January", number % 28 + 1));
        folder.put(&format!("in/{number:03}.txt"), told);
    }
    let texts = folder.0.join("in");
    let whole = folder.store("whole.db");
    ends(&chancery(&whole).arg("read").arg(&texts).output().unwrap(), 0);
    let store = folder.store("killed.db");
    for (signal, pause) in
        [("-KILL", 30), ("-INT", 90), ("-KILL", 150), ("-INT", 210), ("-KILL", 260)]
    {
        let mut running =
            chancery(&store).arg("read").arg(&texts).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(pause));
        let _ = Command::new("kill").args([signal, &running.id().to_string()]).output();
        let code = running.wait().unwrap().code();
        assert!(matches!(code, None | Some(0 | 130)), "{signal}: {code:?}");
        if store.exists() {
            let opened = chancery(&store).args(["show", "documents"]).output().unwrap();
            assert!(opened.status.success(), "{}", text(&opened.stderr));
        }
    }
    ends(&chancery(&store).arg("read").arg(&texts).output().unwrap(), 0);
    assert!(
        export(&store) == export(&whole),
        "the completed store differs from the undisturbed one"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_ends_with_a_failure() {
    let folder = Folder::new("full");
    let store = folder.store("s.db");
    ends(&chancery(&store).arg("read").arg(examples().join("10-aid.txt")).output().unwrap(), 0);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = chancery(&store).args(["export", "jsonl"]).stdout(full).output().unwrap();
    ends(&output, 3);
    let said = text(&output.stderr);
    assert!(said.contains("standard output") && said.contains("No space left"), "{said}");
}
