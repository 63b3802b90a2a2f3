//! How long the store takes for many texts: `cargo run --release -p chancery-keep --example scale -- 5000 FOLDER`.
//! Prints seconds for keeping, merging, one text more, and export.

use chancery_keep::{Judge, Kept, LineOptions, Store};
use chancery_record::matter::{
    Act, Matter, Occasion, OccasionKind, Part, Participation, Party, Root, State, Statement,
    StatementAct, StatementForm, Tenure,
};
use chancery_record::{
    Analysis, Claim, Day, Document, Ground, Id, Language, Making, Mention, MentionForm, Reading,
    RegionRole, Resolution, Span, Telling, TenureStatus, Time, TimeKind,
};
use std::path::PathBuf;

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a measurement for people")]
fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u32 = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1000);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| ".".to_owned()));
    let judge = Judge {
        phases: &chancery_merge::PHASES,
        block: chancery_merge::block,
        names: chancery_merge::names,
        facts: chancery_merge::facts,
    };
    let mut store = Store::open(&folder.join("scale.db")).expect("opens");
    let mut clock = std::time::Instant::now();
    let mut lap = |what: &str| {
        println!("{what}: {:.2} s", clock.elapsed().as_secs_f64());
        clock = std::time::Instant::now();
    };
    let kept: Vec<Kept> = (0..=count).map(|n| Kept::new(&telling(n), "scale", None)).collect();
    let claims: usize = kept.iter().map(|k| k.told().len()).sum();
    println!("{count} texts, {claims} claims");
    lap("made");
    let (last, first) = kept.split_last().expect("one at least");
    for batch in first.chunks(100) {
        store.put(batch, "").expect("keeps");
    }
    lap("kept");
    let done = store.refresh(&judge, &mut || false).expect("merges");
    lap(&format!("merged {done:?}"));
    store.put(std::slice::from_ref(last), "").expect("keeps");
    let done = store.refresh(&judge, &mut || false).expect("merges");
    lap(&format!("one more {done:?}"));
    let mut bytes = Vec::new();
    store.write_lines(&mut bytes, &LineOptions::default()).expect("exports");
    lap(&format!("{} bytes of lines", bytes.len()));
    store.write_csv(&folder.join("scale"), &LineOptions::default()).expect("exports");
    lap("tables");
}

/// A text of 400 words or so with 60 mentions and 50 claims, over 60 states, 600 persons and 100 days.
fn telling(n: u32) -> Telling {
    let roll = |salt: u32, most: u32| {
        (n.wrapping_mul(2_654_435_761) ^ salt.wrapping_mul(40_503_u32)).rotate_left(salt % 31)
            % most
    };
    let text = format!(
        "Title {n}\n\n{}",
        "The ministers met in the capital and spoke of the river. ".repeat(40)
    );
    let (id, sha256) = Id::document(&text);
    let state = |salt| Id::new(&format!("state/s{}", roll(salt, 60)));
    let person = |salt| Id::new(&format!("person/p{}", roll(salt, 600)));
    let day = Day::of(2032, 1, 1).expect("a day").plus(i32::try_from(n % 100).expect("small"));
    let time = |salt: u32| {
        Some(Time::day(
            day.plus(-i32::try_from(roll(salt, 3)).expect("small")),
            TimeKind::Weekday,
            None,
        ))
    };
    let ground = |salt: u32| Ground {
        document: id.clone(),
        span: Span::new(12 + salt as usize * 7, 20 + salt as usize * 7),
        fields: Vec::new(),
        reading: Reading(900),
    };
    let mut mentions = Vec::new();
    let mut claims = Vec::new();
    for salt in 0..60 {
        mentions.push(Mention {
            span: ground(salt).span,
            refers: if salt % 2 == 0 { state(salt) } else { person(salt) },
            form: MentionForm::Name,
            region: RegionRole::Body,
            reading: Reading(950),
            candidates: Vec::new(),
            head: None,
            why: String::new(),
        });
    }
    let mut add = |id: Id, matter: Matter, salt| {
        claims.push(Claim { id, matter, grounds: vec![ground(salt)], rule: "scale".to_owned() });
    };
    for salt in 0..5 {
        let parties = vec![state(salt), state(salt + 100)];
        let when = time(salt).expect("made").edtf.expect("made");
        let occasion = Id::hashed(
            "occasion",
            &[parties[0].as_str().into(), parties[1].as_str().into(), when.clone().into()],
        );
        let empty = Occasion {
            kind: OccasionKind::Meeting,
            body: None,
            parties: parties.clone(),
            format: Vec::new(),
            time: time(salt),
            place: None,
            host: None,
            agenda: Vec::new(),
            outcome: Vec::new(),
            part_of: None,
            series: None,
            ordinal: None,
            state: State::Held,
            attendance: None,
            figures: Vec::new(),
        };
        add(occasion.clone(), Matter::Occasion(empty), salt);
        for who in 0..2 {
            let entity = person(salt + 10 * who);
            let key = [occasion.as_str().into(), entity.as_str().into()];
            let there = Participation {
                occasion: occasion.clone(),
                entity,
                part: vec![Part::Attendee],
                capacity: None,
                on_behalf_of: None,
            };
            add(Id::hashed("participation", &key), Matter::Participation(there), salt);
        }
        let party =
            |id: &Id| Party { entity: id.clone(), code: id.path().to_uppercase(), capacity: None };
        let key = [parties[0].as_str().into(), parties[1].as_str().into(), when.into()];
        let act = Act {
            event: Root::Consult,
            mode: Vec::new(),
            context: Vec::new(),
            cameo: None,
            actors: parties.iter().map(party).collect(),
            recipients: Vec::new(),
            time: time(salt),
            place: None,
            state: State::Held,
            magnitude: None,
            occasion: Some(occasion.clone()),
            statement: None,
        };
        add(Id::hashed("act", &key), Matter::Act(act), salt);
        for word in 0..2 {
            let statement = Statement {
                speaker: Some(person(salt)),
                capacity: None,
                act: StatementAct::Say,
                form: StatementForm::Direct,
                content: vec![Span::new(
                    12 + (salt + word) as usize * 19,
                    70 + (salt + word) as usize * 19,
                )],
                inside: None,
                to: Vec::new(),
                about: Vec::new(),
                topics: Vec::new(),
                occasion: Some(occasion.clone()),
                time: time(salt),
                through: None,
                stance: None,
            };
            add(
                Id::hashed("statement", &[id.as_str().into(), salt.into(), word.into()]),
                Matter::Statement(statement),
                salt,
            );
        }
        let post = Id::new(&format!("post/s{}/judge", roll(salt, 60)));
        let key = [person(salt).as_str().into(), post.as_str().into()];
        let tenure = Tenure {
            holder: person(salt),
            post,
            start: None,
            end: None,
            status: TenureStatus::Current,
        };
        add(Id::hashed("tenure", &key), Matter::Tenure(tenure), salt);
    }
    let document = Document {
        id,
        sha256,
        address: format!("https://paper{}.example/{n}", n % 20),
        text: text.into(),
        title: Some(Span::new(0, 5)),
        dated: Some(Time::day(day, TimeKind::Explicit, None)),
        dateline: None,
        language: Language::English,
        regions: Vec::new(),
        chain: Vec::new(),
        publisher: None,
        made: Making::default(),
    };
    let resolution = Resolution { mentions, ..Resolution::default() };
    Telling { document, analysis: Analysis::default(), resolution, claims, notes: Vec::new() }
}
