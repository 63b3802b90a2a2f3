//! Who is meant as of a day, by what documents state beside the register: own short texts through the real model, the store
//! and the program. Needs the English pack, as `make test` installs it.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests make files and read what the program wrote"
)]

use chancery::home;
use chancery::learned::Learned;
use chancery_keep::Lesson;
use chancery_knowledge::Register;
use chancery_parse::{Models, parse};
use chancery_record::matter::Tenure;
use chancery_record::{Day, Id, Matter, Mention, Page, PageForm, Resolution, TenureStatus, World};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::LazyLock;

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let bundle = home::bundle("en").expect("a home folder");
    Models::load(&bundle).expect("the English pack, which `make test` installs")
});

fn resolve(world: &dyn World, text: &str) -> (String, Resolution) {
    let page = Page {
        address: "own.txt".to_owned(),
        url: None,
        form: PageForm::Text,
        title: None,
        date: None,
        body: text.as_bytes().into(),
    };
    let document = chancery_read::read(&page).value.expect("a test has a text");
    let analysis = parse(&MODELS, &document).value;
    let resolution = chancery_resolve::resolve(world, &document, &analysis).value;
    (document.text.to_string(), resolution)
}

/// The mention of these words that means a person.
fn person(world: &dyn World, text: &str, words: &str) -> Mention {
    let (text, resolution) = resolve(world, text);
    let mut found = resolution.mentions.into_iter();
    found
        .find(|m| m.span.of(&text) == words && m.refers.prefix() == "person")
        .unwrap_or_else(|| panic!("no person in {words:?} of {text:?}"))
}

fn lesson(reported: &str, person: &str, post: &str, status: TenureStatus) -> Lesson {
    Lesson {
        document: Id::new(&format!("doc/{reported}")),
        reported: Day::parse(reported),
        record: Id::new(&format!("tenure/{person}")),
        matter: Matter::Tenure(Tenure {
            holder: Id::new(&format!("person/{person}")),
            post: Id::new(&format!("post/{post}")),
            start: None,
            end: None,
            status,
        }),
    }
}

#[test]
fn one_role_phrase_means_another_person_in_another_year() {
    let world = Register::default_register();
    let then = person(
        world,
        "Talks in Paris\n\nPARIS, 12 March 2015. The French president received the delegation on Thursday.",
        "French president",
    );
    let later = person(
        world,
        "Talks in Paris\n\nPARIS, 12 March 2019. The French president received the delegation on Tuesday.",
        "French president",
    );
    assert_eq!(then.refers.as_str(), "person/francois-hollande");
    assert_eq!(later.refers.as_str(), "person/emmanuel-macron");
}

#[test]
fn who_left_a_post_is_not_its_holder() {
    let lessons = [
        lesson("2031-01-10", "ida-voss", "mlt/foreign-minister", TenureStatus::Current),
        lesson("2031-06-01", "ida-voss", "mlt/foreign-minister", TenureStatus::Former),
    ];
    let world = Learned::new(Register::default_register(), &lessons);
    let during = "Call\n\nVALLETTA, 2 February 2031. The Maltese foreign minister phoned her Cypriot colleague on Sunday.";
    let after = "Call\n\nVALLETTA, 9 July 2031. The Maltese foreign minister phoned her Cypriot colleague on Wednesday.";
    assert_eq!(
        person(&world, during, "Maltese foreign minister").refers.as_str(),
        "person/ida-voss"
    );
    assert_ne!(
        person(&world, after, "Maltese foreign minister").refers.as_str(),
        "person/ida-voss"
    );
}

#[test]
fn where_documents_and_register_differ_both_are_kept_with_reasons() {
    let lessons = [lesson("2025-02-01", "ida-voss", "kaz/head-of-state", TenureStatus::Current)];
    let world = Learned::new(Register::default_register(), &lessons);
    let text =
        "Visit\n\nASTANA, 3 March 2025. The president of Kazakhstan opened the forum on Monday.";
    let found = person(&world, text, "president of Kazakhstan");
    assert_eq!(found.refers.as_str(), "person/ida-voss");
    assert!(!found.candidates.is_empty() && found.why.contains("latest"), "{found:?}");
}

#[test]
fn a_last_name_alone_is_whoever_is_in_office_on_that_day() {
    let world = Register::default_register();
    let text = "Talks\n\nBERLIN, 4 May 2012. President Hollande will fly to Berlin this month, diplomats said on Friday.";
    let too_early = person(world, text, "Hollande");
    assert_ne!(too_early.refers.as_str(), "person/francois-hollande", "not yet in office");
    let text = "Talks\n\nBERLIN, 4 May 2014. President Hollande will fly to Berlin this month, diplomats said on Sunday.";
    assert_eq!(person(world, text, "Hollande").refers.as_str(), "person/francois-hollande");
}

/// A folder of one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("chancery-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for temporary files");
        Self(path)
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).expect("a file in an own folder");
        path
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.arg("--store").arg(self.0.join("record.db")).args(args);
        command.output().expect("the program starts")
    }

    fn said(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let problem = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {problem}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const APPOINTED: &str = "New head of the pact\n\nAPIA, 3 March 2031. The Secretary General of the Coral Sea Pact (CSP), Ms Ida Voss, opened the meeting of the Coral Sea Pact on Monday.";
const LATER: &str = "Pact warns of storms\n\nAPIA, 9 June 2031. The Secretary General of the Coral Sea Pact warned of storms on Monday. \"We must act,\" the Secretary General said.";

#[test]
fn what_a_document_states_serves_a_later_one_read_with_the_record() {
    let folder = Folder::new("learning");
    let first = folder.put("first.txt", APPOINTED);
    let later = folder.put("later.txt", LATER);
    let (first, later) = (first.to_string_lossy(), later.to_string_lossy());
    folder.said(&["--quiet", "read", &first]);
    let alone = folder.said(&["--quiet", "read", &later, "--print", "jsonl"]);
    assert!(!alone.contains("person/ida-voss"), "by itself the text names nobody");
    let known = folder.said(&["--quiet", "read", &later, "--print", "jsonl", "--with-record"]);
    assert!(known.contains("\"refers\":\"person/ida-voss\""), "{known}");
}

#[test]
fn two_passes_give_one_record_whatever_the_order_of_reading() {
    let exports: Vec<String> = [["first.txt", "later.txt"], ["later.txt", "first.txt"]]
        .iter()
        .enumerate()
        .map(|(at, order)| {
            let folder = Folder::new(&format!("passes-{at}"));
            folder.put("first.txt", APPOINTED);
            folder.put("later.txt", LATER);
            let paths: Vec<String> = order
                .iter()
                .map(|name| folder.0.join(name).to_string_lossy().into_owned())
                .collect();
            for pass in [&["--quiet", "read"][..], &["--quiet", "read", "--with-record"][..]] {
                for path in [&paths[..1], &paths[..]] {
                    let path: Vec<&str> = path.iter().map(String::as_str).collect();
                    if pass.len() > 2 && path.len() == 1 {
                        continue;
                    }
                    folder.said(&[pass, &path[..]].concat());
                }
            }
            let place = folder.0.to_string_lossy().into_owned();
            folder.said(&["export", "jsonl"]).replace(&place, "")
        })
        .collect();
    assert!(exports[0].contains("\"refers\":\"person/ida-voss\""));
    assert_eq!(exports[0], exports[1]);
}

#[test]
fn a_document_against_the_register_is_noted_and_shown() {
    let folder = Folder::new("against");
    let text = "Visit\n\nASTANA, 3 March 2025. The President of Kazakhstan, Ms Ida Voss, opened the forum on Monday.";
    let file = folder.put("visit.txt", text);
    let file = file.to_string_lossy();
    folder.said(&["--quiet", "read", &file]);
    let shown = folder.said(&["show", "people", "--format", "table"]);
    let shown = shown + &folder.said(&["show", "--format", "table"]);
    assert!(shown.contains("the default register has"), "{shown}");
    let output = folder.run(&["read", &file, "--with-record"]);
    let noted = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(noted.contains("both are kept"), "{noted}");
}
