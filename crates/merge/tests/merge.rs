//! What becomes one record and what stays two; and that nothing but the set of claims decides it.

use chancery_merge::merge;
use chancery_record::matter::*;
use chancery_record::*;
use proptest::prelude::*;

fn id(text: &str) -> Id {
    Id::new(text)
}

fn day(number: u8) -> Day {
    Day::of(2032, 3, number).unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "records hold times that may be missing")]
fn on(number: u8) -> Option<Time> {
    Some(Time::day(day(number), TimeKind::Explicit, None))
}

#[expect(clippy::unnecessary_wraps, reason = "records hold times that may be missing")]
fn march() -> Option<Time> {
    Some(Time {
        edtf: Some("2032-03".to_owned()),
        earliest: Some(day(1).into()),
        latest: Some(day(31).into()),
        precision: Precision::Month,
        ..Time::vague(None)
    })
}

/// A claim of document `doc/<document>`, reported on that day of March, by the origin.
fn told(document: &str, reported: u8, origin: &str, name: &str, matter: Matter) -> Told {
    let document = id(&format!("doc/{document}"));
    let ground = Ground {
        document: document.clone(),
        span: Span::new(3, 9),
        fields: Vec::new(),
        reading: Reading(900),
    };
    Told {
        document,
        claim: Claim { id: id(name), matter, grounds: vec![ground], rule: "test".to_owned() },
        origin: origin.to_owned(),
        first_hand: false,
        reported: Some(day(reported)),
        posts: Vec::new(),
        words: String::new(),
    }
}

fn meeting(parties: &[&str], time: Option<Time>, place: Option<&str>, state: State) -> Occasion {
    Occasion {
        kind: OccasionKind::Meeting,
        body: None,
        parties: parties.iter().map(|p| id(p)).collect(),
        format: Vec::new(),
        time,
        place: place.map(id),
        host: None,
        agenda: Vec::new(),
        outcome: Vec::new(),
        part_of: None,
        series: None,
        ordinal: None,
        state,
        attendance: None,
        figures: Vec::new(),
    }
}

fn attended(occasion: &str, who: &str, part: Part) -> Matter {
    Matter::Participation(Participation {
        occasion: id(occasion),
        entity: id(who),
        part: vec![part],
        capacity: None,
        on_behalf_of: None,
    })
}

fn person(name: &str, country: &str) -> Matter {
    Matter::Entity(Entity {
        kind: EntityKind::Person,
        label: name.to_owned(),
        parent: None,
        country: Some(id(country)),
        coordinates: None,
        code: None,
    })
}

fn tenure(holder: &str, post: &str, start: Option<Time>, status: TenureStatus) -> Matter {
    Matter::Tenure(Tenure { holder: id(holder), post: id(post), start, end: None, status })
}

fn of_type<'a>(facts: &'a [Fact], kind: &str) -> Vec<&'a Fact> {
    facts.iter().filter(|f| f.matter.type_name() == kind).collect()
}

#[test]
fn a_plan_and_its_report_are_one_meeting_that_was_held() {
    let both = ["state/nrl", "state/vsk"];
    let plan = meeting(&both, march(), None, State::Planned);
    let report = meeting(&both, on(9), Some("place/lund"), State::Held);
    let claims = [
        told("a", 2, "org/x", "occasion/1", Matter::Occasion(plan)),
        told("b", 10, "org/y", "occasion/2", Matter::Occasion(report)),
        told(
            "a",
            2,
            "org/x",
            "participation/1",
            attended("occasion/1", "state/vsk", Part::Attendee),
        ),
        told("b", 10, "org/y", "participation/2", attended("occasion/2", "state/vsk", Part::Host)),
    ];
    let facts = merge(&claims);
    let [occasion] = of_type(&facts, "occasion")[..] else { panic!("one occasion: {facts:?}") };
    assert_eq!(occasion.id, id("occasion/1"));
    assert_eq!(occasion.support, Support { origins: 2, first_hand: 0, against: 0 });
    assert_eq!(occasion.first_reported, Some(day(2)));
    let Matter::Occasion(merged) = &occasion.matter else { unreachable!() };
    assert_eq!(merged.state, State::Held);
    assert_eq!(merged.time.as_ref().unwrap().edtf.as_deref(), Some("2032-03-09"));
    assert_eq!(merged.place, Some(id("place/lund")));
    let [there] = of_type(&facts, "participation")[..] else { panic!("one participation") };
    let Matter::Participation(merged) = &there.matter else { unreachable!() };
    assert_eq!((&merged.occasion, &merged.part), (&id("occasion/1"), &vec![Part::Host]));
}

#[test]
fn meetings_on_other_days_with_others_or_elsewhere_stay_apart() {
    let held = |parties: &[&str], time, place| {
        Matter::Occasion(meeting(parties, time, place, State::Held))
    };
    let claims = [
        told(
            "a",
            2,
            "x",
            "occasion/1",
            held(&["state/nrl", "state/vsk"], on(2), Some("place/lund")),
        ),
        told(
            "b",
            2,
            "x",
            "occasion/2",
            held(&["state/nrl", "state/vsk"], on(5), Some("place/lund")),
        ),
        told(
            "c",
            2,
            "x",
            "occasion/3",
            held(&["state/nrl", "state/tar"], on(2), Some("place/lund")),
        ),
        told(
            "d",
            2,
            "x",
            "occasion/4",
            held(&["state/nrl", "state/vsk"], on(2), Some("place/sund")),
        ),
        // Fits the meetings of both days.
        told(
            "e",
            2,
            "x",
            "occasion/5",
            held(&["state/nrl", "state/vsk"], march(), Some("place/lund")),
        ),
        told(
            "f",
            2,
            "x",
            "occasion/6",
            held(&["state/nrl", "state/vsk"], None, Some("place/lund")),
        ),
    ];
    assert_eq!(merge(&claims).len(), 6);
}

/// 9 March of a year that is not printed, not before this year.
fn ninth(earliest: Option<i32>) -> Time {
    Time {
        // EDTF for a year that is not printed.
        edtf: Some("XXXX-03-09".to_owned()),
        earliest: earliest.and_then(|year| Day::of(year, 3, 9)).map(Moment::from),
        precision: Precision::Day,
        ..Time::vague(None)
    }
}

#[test]
fn a_day_without_its_year_is_the_day_another_text_dates() {
    let both = ["state/nrl", "state/vsk"];
    let held = |time, place| Matter::Occasion(meeting(&both, time, place, State::Held));
    let dated = || told("b", 10, "y", "occasion/2", held(on(9), Some("place/lund")));
    let undated = |time, place| Told {
        reported: None,
        ..told("a", 2, "x", "occasion/1", held(Some(time), place))
    };
    let facts = merge(&[undated(ninth(None), Some("place/lund")), dated()]);
    let [one] = &facts[..] else { panic!("one meeting: {facts:?}") };
    let Matter::Occasion(merged) = &one.matter else { unreachable!() };
    assert_eq!(merged.time.as_ref().unwrap().edtf.as_deref(), Some("2032-03-09"));
    assert_eq!(one.support.origins, 2);
    // Another place, no place at all, or a year that the text excludes: nothing says that it is the same meeting.
    let apart = [
        undated(ninth(None), Some("place/sund")),
        undated(ninth(None), None),
        undated(ninth(Some(2033)), Some("place/lund")),
    ];
    for other in apart {
        assert_eq!(merge(&[other, dated()]).len(), 2);
    }
}

#[test]
fn a_day_without_its_year_that_fits_two_years_stays_apart() {
    let both = ["state/nrl", "state/vsk"];
    let held = |time| Matter::Occasion(meeting(&both, time, Some("place/lund"), State::Held));
    let of_year = |year| Some(Time::day(Day::of(year, 3, 9).unwrap(), TimeKind::Explicit, None));
    let open = Told { reported: None, ..told("c", 2, "x", "occasion/3", held(Some(ninth(None)))) };
    let claims = [
        told("a", 10, "y", "occasion/1", held(of_year(2031))),
        told("b", 10, "y", "occasion/2", held(of_year(2032))),
        open,
    ];
    assert_eq!(merge(&claims).len(), 3);
}

#[test]
fn a_body_and_the_organization_it_belongs_to_met_once_on_one_day() {
    let sits = |body: &str, time| {
        let occasion = Occasion {
            body: Some(id(body)),
            kind: OccasionKind::Session,
            ..meeting(&[], time, None, State::Held)
        };
        Matter::Occasion(occasion)
    };
    let claims = [
        told("a", 2, "x", "occasion/1", sits("body/nc/council", on(2))),
        told("b", 3, "y", "occasion/2", sits("org/nc", on(2))),
        told("c", 3, "z", "occasion/3", sits("body/nc/court", on(2))),
    ];
    let facts = merge(&claims);
    assert_eq!(facts.len(), 2);
    assert_eq!(facts[0].claims.len(), 2);
}

#[test]
fn ten_copies_of_one_release_count_once() {
    let status = TenureStatus::Current;
    let claims: Vec<Told> = (0..10)
        .map(|n| {
            let origin = if n == 9 { "outlet/other" } else { "body/nrl/foreign-ministry" };
            let mut told = told(
                &n.to_string(),
                3,
                origin,
                "tenure/1",
                tenure("person/ole", "post/nrl/judge", None, status),
            );
            told.first_hand = n < 9;
            told
        })
        .collect();
    let facts = merge(&claims);
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].support, Support { origins: 2, first_hand: 1, against: 0 });
    assert_eq!(facts[0].grounds.len(), 10);
}

#[test]
fn starts_that_clash_stand_side_by_side_and_count_against_each_other() {
    let judge = |start, status| tenure("person/ole", "post/nrl/judge", start, status);
    let claims = [
        told("a", 3, "x", "tenure/1", judge(on(1), TenureStatus::Current)),
        told("b", 4, "y", "tenure/2", judge(on(2), TenureStatus::Current)),
        told("c", 5, "z", "tenure/1", judge(on(1), TenureStatus::Former)),
        told("d", 4, "v", "tenure/3", judge(None, TenureStatus::Current)),
    ];
    let facts = merge(&claims);
    let support: Vec<(u32, u32)> =
        facts.iter().map(|f| (f.support.origins, f.support.against)).collect();
    assert_eq!(support, [(3, 1), (1, 3)], "the one without a start joins the larger");
    let Matter::Tenure(first) = &facts[0].matter else { unreachable!() };
    assert_eq!(first.status, TenureStatus::Former, "the newest text decides");
}

#[test]
fn persons_of_one_name_and_two_states_are_two_unless_they_share_a_post() {
    let mut claims = vec![
        told("a", 3, "x", "person/ivan-lum", person("Ivan Lum", "state/nrl")),
        told("b", 4, "y", "person/ivan-lum", person("Ivan Lum", "state/vsk")),
        told(
            "b",
            4,
            "y",
            "tenure/1",
            tenure("person/ivan-lum", "post/vsk/envoy", None, TenureStatus::Current),
        ),
        told(
            "a",
            3,
            "x",
            "tenure/1",
            tenure("person/ivan-lum", "post/vsk/envoy", None, TenureStatus::Current),
        ),
    ];
    let facts = merge(&claims);
    let people = of_type(&facts, "entity");
    assert_eq!(people.len(), 2);
    assert_eq!(people[0].id, id("person/ivan-lum"));
    let other = people[1].id.as_str();
    assert!(other.starts_with("person/ivan-lum~") && other.len() == "person/ivan-lum~".len() + 4);
    let tenures = of_type(&facts, "tenure");
    assert_eq!(tenures.len(), 2);
    assert_ne!(tenures[0].id, tenures[1].id);
    for told in &mut claims {
        told.posts = vec![id("post/vsk/envoy")];
    }
    assert_eq!(merge(&claims).len(), 2);
}

#[test]
fn a_denial_speaks_against_the_meeting() {
    let met = |state| Matter::Occasion(meeting(&["state/nrl", "state/vsk"], on(2), None, state));
    let claims = [
        told("a", 3, "x", "occasion/1", met(State::Held)),
        told("b", 4, "y", "occasion/2", met(State::Denied)),
    ];
    let facts = merge(&claims);
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].support, Support { origins: 1, first_hand: 0, against: 1 });
}

#[test]
fn a_reprint_tells_vague_things_of_one_occasion() {
    let vague = || Matter::Occasion(meeting(&[], None, Some("place/lund"), State::Background));
    let with = |words: &str, told: Told| Told { words: words.to_owned(), ..told };
    let words = "Envoys talked behind closed doors in the old customs house of Lund";
    let claims = [
        with(words, told("a", 3, "x", "occasion/1", vague())),
        with(words, told("b", 4, "y", "occasion/2", vague())),
        with("Envoys talked in Lund", told("c", 4, "z", "occasion/3", vague())),
        told("d", 4, "z", "occasion/4", vague()),
    ];
    let counts: Vec<usize> = merge(&claims).iter().map(|f| f.claims.len()).collect();
    assert_eq!(counts.iter().max(), Some(&2));
    assert_eq!(counts.len(), 3);
}

fn said(act: StatementAct) -> Matter {
    Matter::Statement(Statement {
        speaker: Some(id("person/ole")),
        capacity: None,
        act,
        form: StatementForm::Direct,
        content: vec![Span::new(0, 4)],
        inside: None,
        to: Vec::new(),
        about: Vec::new(),
        topics: Vec::new(),
        occasion: None,
        time: on(2),
        through: None,
        stance: None,
    })
}

#[test]
fn nearly_the_same_words_of_one_speaker_are_one_statement() {
    let with = |words: &str, told: Told| Told { words: words.to_owned(), ..told };
    let claims = [
        with(
            "“No ferry shall cross the strait before spring,”",
            told("a", 3, "x", "statement/1", said(StatementAct::Warn)),
        ),
        with(
            "no ferry shall cross the strait before the spring",
            told("b", 3, "y", "statement/2", said(StatementAct::Warn)),
        ),
        with(
            "no ferry shall cross the strait before the spring",
            told("b", 3, "y", "statement/3", said(StatementAct::Promise)),
        ),
        with(
            "the harbour budget doubles next spring",
            told("c", 3, "z", "statement/4", said(StatementAct::Warn)),
        ),
    ];
    let facts = merge(&claims);
    let origins: Vec<u32> = facts.iter().map(|f| f.support.origins).collect();
    assert_eq!(facts.len(), 3);
    assert_eq!(origins.iter().sum::<u32>(), 4);
}

#[test]
fn one_act_told_with_the_sides_swapped_and_a_day_later() {
    let party = |code: &str| Party {
        entity: id(&format!("state/{}", code[..3].to_lowercase())),
        code: code.to_owned(),
        capacity: None,
    };
    let consult = |actors: &[&str], recipients: &[&str], time| {
        Matter::Act(Act {
            event: Root::Consult,
            mode: Vec::new(),
            context: Vec::new(),
            cameo: None,
            actors: actors.iter().map(|c| party(c)).collect(),
            recipients: recipients.iter().map(|c| party(c)).collect(),
            time,
            place: None,
            state: State::Held,
            magnitude: None,
            occasion: None,
            statement: None,
        })
    };
    let claims = [
        told("a", 3, "x", "act/1", consult(&["NRL GOV"], &["VSK GOV"], on(2))),
        told("b", 3, "y", "act/2", consult(&["VSK GOV"], &["NRL GOV"], on(3))),
        told("c", 3, "z", "act/3", consult(&["VSK GOV", "NRL GOV"], &[], on(6))),
        told("c", 3, "z", "act/4", consult(&["VSK GOV"], &["TAR GOV"], on(2))),
    ];
    let counts: Vec<usize> = merge(&claims).iter().map(|f| f.claims.len()).collect();
    assert_eq!(counts.iter().sum::<usize>(), 4);
    assert_eq!(counts.len(), 3);
}

#[test]
fn conflicting_numbers_stay_side_by_side() {
    let victims = |value: f64, of: &str| {
        Matter::Figure(Figure {
            measure: "injured".to_owned(),
            value: Some(value),
            unit: "person".to_owned(),
            qualifier: None,
            scope: None,
            period: None,
            change: None,
            extreme: None,
            of: Some(id(of)),
            given_by: None,
        })
    };
    let claims = [
        told("a", 3, "x", "figure/1", victims(7.0, "occasion/1")),
        told("b", 3, "y", "figure/2", victims(7.0, "occasion/1")),
        told("c", 3, "z", "figure/3", victims(9.0, "occasion/1")),
        told("c", 3, "z", "figure/4", victims(9.0, "occasion/2")),
    ];
    let mut facts = merge(&claims);
    facts.sort_by(|a, b| a.id.cmp(&b.id));
    let support: Vec<(u32, u32)> =
        facts.iter().map(|f| (f.support.origins, f.support.against)).collect();
    assert_eq!(support, [(2, 1), (1, 2), (1, 0)]);
}

#[test]
fn an_instrument_stands_at_its_furthest_stage() {
    let charter = |title: &str, stage| {
        Matter::Instrument(Instrument {
            kind: InstrumentKind::Agreement,
            title: Some(title.to_owned()),
            of: vec![id("state/nrl")],
            period: None,
            implements: None,
            stage,
            stages: vec![Staged { stage, time: on(2), occasion: None }],
            count: None,
        })
    };
    let claims = [
        told("a", 3, "x", "instrument/1", charter("The Ferry Agreement", InstrumentStage::Signed)),
        told("b", 4, "y", "instrument/2", charter("Ferry agreement", InstrumentStage::Proposed)),
    ];
    let facts = merge(&claims);
    let Matter::Instrument(merged) = &facts[0].matter else { unreachable!() };
    assert_eq!((facts.len(), merged.stage), (1, InstrumentStage::Signed));
    let stages: Vec<InstrumentStage> = merged.stages.iter().map(|s| s.stage).collect();
    assert_eq!(stages, [InstrumentStage::Proposed, InstrumentStage::Signed]);
}

/// Claims over so few names, days and places that many of them meet.
fn any_told() -> impl Strategy<Value = Told> {
    let time = prop_oneof![
        3 => (1u8..5).prop_map(on),
        1 => Just(march()),
        1 => Just(None),
    ];
    let states =
        prop::sample::select(vec![State::Held, State::Planned, State::Denied, State::CalledFor]);
    let parties = prop::sample::subsequence(vec!["state/nrl", "state/vsk", "state/tar"], 0..=3);
    let place = prop::sample::select(vec![None, Some("place/lund"), Some("place/sund")]);
    (0u8..6, 0u8..4, 0u8..7, time, (states, parties, place), 0u16..1000).prop_map(
        |(document, number, kind, time, (state, parties, place), reading)| {
            let person_id = format!("person/p{}", number % 2);
            let matter = match kind {
                0 => person("P", if document % 2 == 0 { "state/nrl" } else { "state/vsk" }),
                1 => tenure(&person_id, "post/nrl/judge", time, TenureStatus::Current),
                2 | 3 => Matter::Occasion(meeting(&parties, time, place, state)),
                4 => attended(&format!("occasion/{number}"), &person_id, Part::Speaker),
                5 => said(StatementAct::Say),
                _ => Matter::Act(Act {
                    event: Root::Consult,
                    mode: Vec::new(),
                    context: Vec::new(),
                    cameo: None,
                    actors: parties
                        .iter()
                        .map(|p| Party {
                            entity: id(p),
                            code: p[6..].to_uppercase(),
                            capacity: None,
                        })
                        .collect(),
                    recipients: Vec::new(),
                    time,
                    place: place.map(id),
                    state,
                    magnitude: None,
                    occasion: Some(id(&format!("occasion/{number}"))),
                    statement: None,
                }),
            };
            let name = match kind {
                0 => person_id,
                3 => format!("occasion/{number}"),
                _ => format!("{}/{number}", matter.type_name()),
            };
            let origin = ["x", "y", "z"][usize::from(document % 3)];
            let mut told = told(&document.to_string(), document + 1, origin, &name, matter);
            told.claim.grounds[0].reading = Reading(reading);
            told.claim.grounds[0].span = Span::new(usize::from(number), 9);
            told.words.push_str(
                ["no ferry shall cross the strait", "the harbour budget doubles"]
                    [usize::from(number % 2)],
            );
            told
        },
    )
}

/// One claim for each document and id, the ids made as documents make them: of what identifies the record.
fn any_record() -> impl Strategy<Value = Vec<Told>> {
    prop::collection::vec(any_told(), 0..40).prop_map(|told| {
        let mut names = Names::new();
        let mut record = Vec::new();
        for mut told in told {
            let key = (told.document.clone(), told.claim.id.clone());
            if names.contains_key(&key) {
                continue;
            }
            told.claim.id = identity(&told);
            let twice = |t: &Told| (&t.document, &t.claim.id) == (&told.document, &told.claim.id);
            if !record.iter().any(twice) {
                names.insert(key, told.claim.id.clone());
                record.push(told);
            }
        }
        for told in &mut record {
            chancery_merge::rename(told, &names);
        }
        record
    })
}

fn identity(told: &Told) -> Id {
    let edtf = |time: &Option<Time>| match time {
        Some(time) => time.edtf.clone().unwrap_or_default(),
        None => told.document.to_string(),
    };
    let fields = match &told.claim.matter {
        Matter::Tenure(t) => vec![t.holder.to_string(), edtf(&t.start)],
        Matter::Occasion(o) => vec![format!("{:?} {:?}", o.parties, o.place), edtf(&o.time)],
        Matter::Act(a) => vec![format!("{:?} {:?}", a.actors, a.place), edtf(&a.time)],
        Matter::Entity(_) => return told.claim.id.clone(),
        _ => vec![told.document.to_string(), told.claim.id.to_string()],
    };
    let fields: Vec<_> = fields.into_iter().map(Into::into).collect();
    Id::hashed(told.claim.matter.type_name(), &fields)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn order_and_repetition_decide_nothing(
        (told, shuffled) in any_record().prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle())),
        again in 0usize..10,
    ) {
        let mut repeated = shuffled;
        repeated.extend(told.iter().take(again).cloned().collect::<Vec<_>>());
        prop_assert_eq!(merge(&told), merge(&repeated));
    }

    #[test]
    fn every_claim_stands_in_exactly_one_fact_and_ids_are_not_shared(told in any_record()) {
        let facts = merge(&told);
        let mut claims: Vec<(Id, Id)> = facts.iter().flat_map(|f| f.claims.clone()).collect();
        claims.sort();
        let mut expected: Vec<(Id, Id)> = told.iter().map(|t| (t.document.clone(), t.claim.id.clone())).collect();
        expected.sort();
        prop_assert_eq!(claims, expected);
        let ids: std::collections::BTreeSet<&Id> = facts.iter().map(|f| &f.id).collect();
        prop_assert_eq!(ids.len(), facts.len());
        for fact in &facts {
            prop_assert!(!fact.grounds.is_empty());
            prop_assert!(fact.support.origins >= 1);
        }
    }

    #[test]
    fn taking_a_document_out_gives_what_would_have_been_without_it(told in any_record()) {
        let without: Vec<Told> = told.iter().filter(|t| t.document.as_str() != "doc/3").cloned().collect();
        let facts = merge(&without);
        prop_assert!(facts.iter().all(|f| f.grounds.iter().all(|g| g.document.as_str() != "doc/3")));
    }
}
