//! The store against a plain model, its locks and refusals, and what a stop leaves behind.

mod common;

use chancery_keep::{
    Judge, KeepError, Kept, Known, LineOptions, List, Outcome, Query, Store, Value,
};
use chancery_record::matter::*;
use chancery_record::*;
use common::{SAMPLE, claim, document, ground, occasion, sample, telling};
use proptest::prelude::*;
use std::path::Path;

const JUDGE: Judge = Judge {
    phases: &chancery_merge::PHASES,
    block: chancery_merge::block,
    names: chancery_merge::names,
    facts: chancery_merge::facts,
};
const NOON: &str = "2032-04-01T12:00";

fn never() -> bool {
    false
}

fn refresh(store: &mut Store) {
    store.refresh(&JUDGE, &mut never).unwrap();
    assert!(!store.is_due().unwrap());
}

fn lines(store: &Store) -> String {
    let mut out = Vec::new();
    let options = LineOptions { text: true, assertions: Some(String::new()) };
    store.write_lines(&mut out, &options).unwrap();
    String::from_utf8(out).unwrap()
}

fn put(store: &mut Store, tellings: &[Telling]) -> Vec<Outcome> {
    let batch: Vec<Kept> = tellings.iter().map(|t| Kept::new(t, "reader 1", None)).collect();
    store.put(&batch, NOON).unwrap()
}

fn day(number: u8) -> Day {
    Day::of(2032, 3, number).unwrap()
}

fn on(number: u8, text: &str) -> Time {
    Time::day(day(number), TimeKind::Explicit, Some(common::at(text, "met")))
}

/// What a text number `n` tells; few names and days, so that texts meet.
fn text_number(n: u8) -> Telling {
    let ministers = ["Ada Lum", "Bo Tarn", "Cy Vesk"];
    let minister = ministers[usize::from(n % 3)];
    let text = format!(
        "Ministers meet\n\nÖland report {n}: judge {minister} met envoys and said that no ferry shall cross the strait before spring."
    );
    let mut document =
        document(&text, &format!("https://paper-{}.example/{n}", n % 4), Some(day(5 + n / 2)));
    let text = document.text.clone();
    if n.is_multiple_of(5) {
        let name = common::at(&text, "Öland report");
        document.chain = vec![Hand { kind: HandKind::Issued, name, span: name }];
    }
    let person = Id::new(&format!("person/{}", slug(minister)));
    let post = Id::new("post/nrl/judge");
    let states = [Id::new("state/nrl"), Id::new("state/vsk")];
    let place = (!n.is_multiple_of(7)).then(|| Id::new("place/oland"));
    let time = (n % 11 != 10).then(|| on(3 + n % 4, &text));
    let met = Occasion {
        parties: states.to_vec(),
        place: place.clone(),
        state: if n % 4 == 1 { State::Planned } else { State::Held },
        time: time.clone(),
        ..occasion(OccasionKind::Meeting)
    };
    let edtf =
        time.as_ref().and_then(|t| t.edtf.clone()).unwrap_or_else(|| document.id.to_string());
    let place_word = place.map(|p| p.to_string()).unwrap_or_default();
    let meeting = Id::hashed("occasion", &["meeting".into(), edtf.into(), place_word.into()]);
    let said = Statement {
        speaker: Some(person.clone()),
        capacity: Some(post.clone()),
        act: StatementAct::Warn,
        form: StatementForm::Indirect,
        content: vec![common::at(&text, "no ferry shall cross the strait before spring")],
        inside: None,
        to: Vec::new(),
        about: Vec::new(),
        topics: Vec::new(),
        occasion: Some(meeting.clone()),
        time: None,
        through: None,
        stance: None,
    };
    let statement = Id::hashed("statement", &[document.id.as_str().into()]);
    let there = Participation {
        occasion: meeting.clone(),
        entity: person.clone(),
        part: vec![if n.is_multiple_of(2) { Part::Host } else { Part::Speaker }],
        capacity: None,
        on_behalf_of: None,
    };
    let holds = Tenure {
        holder: person.clone(),
        post: post.clone(),
        start: None,
        end: None,
        status: TenureStatus::Current,
    };
    let number = Figure {
        measure: "envoys".to_owned(),
        value: Some(f64::from(n % 3)),
        unit: "person".to_owned(),
        qualifier: None,
        scope: None,
        period: None,
        change: None,
        extreme: None,
        of: Some(meeting.clone()),
        given_by: Some(person.clone()),
    };
    let in_text = |words: &str| vec![ground(&document, words, 900 + u16::from(n), &[])];
    let claims = vec![
        claim(
            Id::hashed("tenure", &[person.as_str().into()]).as_str(),
            Matter::Tenure(holds),
            in_text("judge"),
        ),
        claim(meeting.as_str(), Matter::Occasion(met), in_text("met envoys")),
        claim(
            Id::hashed("participation", &[meeting.as_str().into(), person.as_str().into()])
                .as_str(),
            Matter::Participation(there),
            in_text(minister),
        ),
        claim(statement.as_str(), Matter::Statement(said), in_text("no ferry")),
        claim(
            Id::hashed("figure", &[document.id.as_str().into()]).as_str(),
            Matter::Figure(number),
            in_text("envoys"),
        ),
    ];
    let mut telling = telling(document, claims);
    let mention = |words: &str, refers: &Id| Mention {
        span: common::at(&text, words),
        refers: refers.clone(),
        form: MentionForm::Name,
        region: RegionRole::Body,
        reading: Reading(970),
        candidates: Vec::new(),
        head: None,
        why: String::new(),
    };
    telling.resolution.mentions = vec![mention(minister, &person)];
    let referent = Referent {
        id: person.clone(),
        kind: Some(EntityKind::Person),
        label: minister.to_owned(),
        parent: None,
        // Two of one name in different states, and one that every state claims.
        country: Some(states[usize::from(n % 2)].clone()),
        code: None,
        capacity: n.is_multiple_of(3).then_some(post),
        registered: false,
        coordinates: None,
    };
    telling.resolution.referents.insert(person, referent);
    if !n.is_multiple_of(3) {
        // Without a common post, two states make two persons.
        telling.claims.remove(0);
    }
    telling
}

fn fresh(folder: &Path, name: &str) -> Store {
    Store::open(&folder.join(name)).unwrap()
}

#[derive(Clone, Debug)]
enum Step {
    Put(Vec<u8>),
    Readdress(u8),
    Reread(u8),
    Forget(u8),
    Refresh(usize),
    Reopen,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop::collection::vec(0u8..16, 1..6).prop_map(Step::Put),
        1 => (0u8..16).prop_map(Step::Readdress),
        1 => (0u8..16).prop_map(Step::Reread),
        2 => (0u8..16).prop_map(Step::Forget),
        2 => (0usize..40).prop_map(Step::Refresh),
        1 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is done in whatever order, with stops in between, the record is that of the texts that are left.
    #[test]
    fn the_record_is_a_function_of_the_set_of_texts(steps in prop::collection::vec(any_step(), 1..14)) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = fresh(folder.path(), "a.db");
        let mut model = std::collections::BTreeSet::new();
        for step in steps {
            match step {
                Step::Put(numbers) => {
                    let tellings: Vec<Telling> = numbers.iter().map(|n| text_number(*n)).collect();
                    put(&mut store, &tellings);
                    model.extend(numbers);
                }
                Step::Readdress(n) if model.contains(&n) => {
                    let mut telling = text_number(n);
                    telling.document.address.push_str("?copy");
                    prop_assert!(matches!(put(&mut store, &[telling])[0], Outcome::Readdressed | Outcome::Unchanged));
                }
                Step::Reread(n) if model.contains(&n) => {
                    let mut half = text_number(n);
                    half.claims.truncate(2);
                    store.put(&[Kept::new(&half, "reader 0", None)], NOON).unwrap();
                    store.refresh(&JUDGE, &mut never).unwrap();
                    prop_assert_eq!(put(&mut store, &[text_number(n)])[0], Outcome::Reread);
                }
                Step::Forget(n) => {
                    let there = store.forget(&text_number(n).document.id).unwrap();
                    prop_assert_eq!(there, model.remove(&n));
                }
                Step::Refresh(most) => {
                    let mut left = most;
                    store.refresh(&JUDGE, &mut || { left = left.saturating_sub(1); left == 0 }).unwrap();
                }
                Step::Reopen => {
                    drop(store);
                    store = fresh(folder.path(), "a.db");
                }
                Step::Readdress(_) | Step::Reread(_) => {}
            }
        }
        refresh(&mut store);
        let mut plain = fresh(folder.path(), "b.db");
        let tellings: Vec<Telling> = model.iter().map(|n| text_number(*n)).collect();
        put(&mut plain, &tellings);
        refresh(&mut plain);
        prop_assert_eq!(lines(&store), lines(&plain));
        // The same as merging everything in memory at once.
        let told: Vec<Told> = tellings.iter().flat_map(|t| Kept::new(t, "reader 1", None).told()).collect();
        let by_id = |mut facts: Vec<Fact>| { facts.sort_by(|a, b| (a.matter.order(), &a.id).cmp(&(b.matter.order(), &b.id))); facts };
        prop_assert_eq!(by_id(store.facts().unwrap()), by_id(chancery_merge::merge(&told)));
        store.verify().unwrap();
    }
}

#[test]
fn a_second_reading_changes_nothing_and_a_second_address_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path(), "a.db");
    let telling = sample();
    let id = telling.document.id.clone();
    assert_eq!(store.known(&id, "reader 1", "notes/forum.txt").unwrap(), Known::New);
    assert_eq!(
        put(&mut store, &[telling.clone(), telling.clone()]),
        [Outcome::Entered, Outcome::Unchanged]
    );
    refresh(&mut store);
    let before = lines(&store);
    assert_eq!(put(&mut store, std::slice::from_ref(&telling)), [Outcome::Unchanged]);
    assert!(!store.is_due().unwrap());
    let mut elsewhere = telling;
    elsewhere.document.address = "https://other.example/".to_owned();
    assert_eq!(store.known(&id, "reader 1", "zzz").unwrap(), Known::Kept);
    assert_eq!(store.known(&id, "reader 1", "a.txt").unwrap(), Known::Outdated);
    assert_eq!(store.known(&id, "reader 2", "zzz").unwrap(), Known::Outdated);
    assert!(store.put_address(&id, "zzz").unwrap());
    assert_eq!(
        put(&mut store, &[elsewhere]),
        [Outcome::Reread],
        "the first address by alphabet stands"
    );
    refresh(&mut store);
    assert_eq!(store.at_address("zzz").unwrap(), Some(id.clone()));
    assert_eq!(store.at_address("notes/forum.txt").unwrap(), Some(id.clone()));
    let after = lines(&store);
    assert_ne!(before, after);
    assert_eq!(before.replace("notes/forum.txt", "https://other.example/"), after);
    assert_eq!(store.text(&id).unwrap().as_deref(), Some(SAMPLE));
}

/// A text of a meeting at Lund and of a warning; undated, it prints 9 March of no year.
fn lund(line: &str, dated: bool) -> Telling {
    let text = format!("Envoys meet\n\n{line} The envoys met at Lund and warned of delays.");
    // EDTF for 9 March of a year that is not printed.
    let open = Time { edtf: Some("XXXX-03-09".to_owned()), ..Time::vague(None) };
    let whole = Time::day(day(9), TimeKind::Explicit, None);
    let time = Some(if dated { whole } else { open });
    let mut document = document(&text, "https://paper.example/lund", None);
    document.dated.clone_from(&time);
    let met = Occasion {
        parties: vec![Id::new("state/nrl"), Id::new("state/vsk")],
        place: Some(Id::new("place/lund")),
        time: time.clone(),
        ..occasion(OccasionKind::Meeting)
    };
    let mut claims = vec![claim(
        Id::hashed("occasion", &[line.into()]).as_str(),
        Matter::Occasion(met),
        vec![ground(&document, "met at Lund", 900, &[])],
    )];
    if !dated {
        let toured = Occasion { time, place: None, ..occasion(OccasionKind::Visit) };
        claims.push(claim(
            "occasion/tour",
            Matter::Occasion(toured),
            vec![ground(&document, "warned of delays", 900, &[])],
        ));
    }
    telling(document, claims)
}

#[test]
fn a_text_without_a_year_is_dated_by_another_of_the_same_meeting() {
    let folder = tempfile::tempdir().unwrap();
    let dates = |store: &Store| -> Vec<(String, String, String)> {
        let lines = lines(store);
        let rows =
            lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let mut dates: Vec<_> = rows
            .filter_map(|row| {
                let time = row.get("dated").or_else(|| row.get("time"))?;
                let word = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
                let reasons =
                    time.get("reasons").map(serde_json::Value::to_string).unwrap_or_default();
                Some((word(&row["type"]), word(&time["edtf"]), reasons))
            })
            .collect();
        dates.sort();
        dates
    };
    let mut alone = fresh(folder.path(), "alone.db");
    put(&mut alone, &[lund("9 March.", false)]);
    refresh(&mut alone);
    // Alone, nothing tells the year: EDTF keeps its digits as X.
    assert!(dates(&alone).iter().all(|(_, edtf, _)| edtf == "XXXX-03-09"));

    let texts = [lund("9 March.", false), lund("9 March 2032.", true)];
    let mut both = fresh(folder.path(), "both.db");
    put(&mut both, &texts);
    refresh(&mut both);
    let found = dates(&both);
    assert_eq!(
        found.len(),
        4,
        "two texts, their meeting, a visit that one of them tells: {found:?}"
    );
    assert!(found.iter().all(|(_, edtf, _)| edtf == "2032-03-09"), "{found:?}");
    let reasons = found.iter().filter(|(_, _, why)| why.contains("another text dates occasion/"));
    assert_eq!(reasons.count(), 2, "the text and the visit that it alone tells: {found:?}");

    let mut turned = fresh(folder.path(), "turned.db");
    put(&mut turned, &texts[1..]);
    refresh(&mut turned);
    put(&mut turned, &texts[..1]);
    refresh(&mut turned);
    assert_eq!(lines(&turned), lines(&both));
}

#[test]
fn forgetting_takes_what_rested_on_the_text_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path(), "a.db");
    put(&mut store, &[sample(), text_number(3)]);
    refresh(&mut store);
    assert!(store.forget(&sample().document.id).unwrap());
    assert!(!store.forget(&sample().document.id).unwrap());
    refresh(&mut store);
    let lines = lines(&store);
    assert!(!lines.contains("tarn-basin-forum") && !lines.contains(sample().document.id.as_str()));
    assert!(lines.contains("person/ada-lum"));
    store.forget(&text_number(3).document.id).unwrap();
    refresh(&mut store);
    assert_eq!(common::count_lines(&store), 0);
}

#[test]
fn one_writer_at_a_time_and_readers_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut store = Store::open(&path).unwrap();
    put(&mut store, &[sample()]);
    let error = Store::open(&path).unwrap_err();
    assert!(matches!(&error, KeepError::InUse { .. }));
    assert!(error.to_string().contains(&format!("(process {})", std::process::id())), "{error}");
    let reader = Store::open_read(&path).unwrap();
    assert_eq!(reader.documents().unwrap(), [sample().document.id]);
    drop(store);
    Store::open(&path).unwrap();
}

#[test]
fn strange_files_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(matches!(Store::open_read(&path("none.db")), Err(KeepError::Missing { .. })));
    for (name, bytes) in [
        ("text.db", "not a store but a long enough letter to a friend\n".repeat(40)),
        ("short.db", "x".to_owned()),
    ] {
        common::write(&path(name), bytes.as_bytes());
        assert!(matches!(Store::open(&path(name)), Err(KeepError::NotAStore { .. })), "{name}");
        assert!(
            matches!(Store::open_read(&path(name)), Err(KeepError::NotAStore { .. })),
            "{name}"
        );
        assert_eq!(common::read(&path(name)), bytes.as_bytes());
    }
    let other = rusqlite::Connection::open(path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE t(a); INSERT INTO t VALUES (1);").unwrap();
    assert!(matches!(Store::open(&path("other.db")), Err(KeepError::NotAStore { .. })));
    drop(Store::open(&path("newer.db")).unwrap());
    let newer = rusqlite::Connection::open(path("newer.db")).unwrap();
    newer.execute_batch("PRAGMA user_version = 9000").unwrap();
    drop(newer);
    let error = Store::open(&path("newer.db")).unwrap_err();
    assert!(matches!(error, KeepError::Newer { found: 9000, .. }), "{error}");
    assert!(error.to_string().contains("newer.db: made by a newer chancery"), "{error}");
    assert!(matches!(
        Store::open(Path::new("/no such folder/a.db")),
        Err(KeepError::Io { .. } | KeepError::ReadOnly { .. })
    ));
}

#[test]
fn lists_are_filtered_by_words_and_days() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path(), "a.db");
    let tellings: Vec<Telling> = (0..6).map(text_number).chain([sample()]).collect();
    put(&mut store, &tellings);
    refresh(&mut store);
    let labels = |query: &Query| -> Vec<String> {
        let rows = store.list(query).unwrap();
        rows.iter()
            .map(|row| row.value("label").map_or_else(|| row.id.to_string(), Value::cell))
            .collect()
    };
    assert_eq!(
        labels(&Query { text: Some("réka".to_owned()), ..Query::all(List::People) }),
        ["Réka Holm"]
    );
    assert_eq!(
        labels(&Query { text: Some("Tarn".to_owned()), ..Query::all(List::Organizations) }),
        ["Tarn Basin Forum"]
    );
    let occasions = store
        .list(&Query { since: Some(day(5)), until: Some(day(5)), ..Query::all(List::Occasions) })
        .unwrap();
    let days: Vec<String> = occasions
        .iter()
        .map(|row| row.value("time").unwrap().part("edtf").unwrap().cell())
        .collect();
    assert_eq!(days, ["2032-03-05"]);
    let said = Query {
        text: Some("ferry strait".to_owned()),
        limit: Some(2),
        ..Query::all(List::Statements)
    };
    assert_eq!(store.list(&said).unwrap().len(), 2);
    let documents = store
        .list(&Query { text: Some("short report".to_owned()), ..Query::all(List::Documents) })
        .unwrap();
    assert_eq!(documents.iter().map(|d| d.id.clone()).collect::<Vec<_>>(), [sample().document.id]);
    let counts = store.counts().unwrap();
    assert!(counts.contains(&(List::Documents, 7)));
}

#[test]
fn a_record_is_found_by_every_id_it_has_had() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path(), "a.db");
    // A plan and a report of one day, with other ids because the plan names no place.
    let tellings: Vec<Telling> = [5, 9, 49].map(text_number).into();
    put(&mut store, &tellings);
    refresh(&mut store);
    let [occasion] = &store.list(&Query::all(List::Occasions)).unwrap()[..] else {
        panic!("one meeting")
    };
    let record = store.record(&occasion.id).unwrap().unwrap();
    assert_eq!(record.tellers.len(), 3);
    assert_eq!(record.aliases.len(), 1);
    assert_eq!(record.row.support.unwrap().origins, 2, "a paper and an office");
    assert_eq!(store.record(&record.aliases[0]).unwrap().unwrap(), record);
    assert_eq!(store.record(&Id::new("occasion/000000000000")).unwrap(), None);
    assert_eq!(store.record(&tellings[0].document.id).unwrap().unwrap().row.kind, "document");
}

#[test]
fn tables_hold_what_lines_hold() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path(), "a.db");
    put(&mut store, &[sample(), text_number(4)]);
    refresh(&mut store);
    let out = folder.path().join("tables");
    let files = store.write_csv(&out, &LineOptions::default()).unwrap();
    assert_eq!(files.len(), 14);
    let table = String::from_utf8(common::read(&out.join("occasion.csv"))).unwrap();
    let mut rows = table.lines();
    assert_eq!(
        rows.next().unwrap(),
        "id,kind,body,parties,format,time,time_earliest,time_latest,place,host,agenda,outcome,part_of,series,ordinal,state,\
         attendance,figures,origins,first_hand,against,grounds"
    );
    let session = table.lines().find(|l| l.contains(",session,")).unwrap();
    assert!(session.contains(",2032-03-03,2032-03-03,2032-03-03,place/oland,"), "{session}");
    let undertaking = String::from_utf8(common::read(&out.join("undertaking.csv"))).unwrap();
    assert!(undertaking.contains(",1500000 EUR,"), "{undertaking}");
    let manifest = String::from_utf8(common::read(&out.join("manifest.json"))).unwrap();
    for file in &files {
        assert!(
            manifest.contains(&format!("\"rows\":{},\"sha256\":\"{}\"", file.rows, file.sha256))
        );
        let table = String::from_utf8(common::read(&out.join(&file.name))).unwrap();
        assert!(table.lines().count() > file.rows);
    }
    let names: Vec<String> = common::names(&out);
    assert!(names.iter().all(|name| !name.contains(".part")), "{names:?}");
    common::leave("merged.jsonl", lines(&store).as_bytes());
}
