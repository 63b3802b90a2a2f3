//! The lines of tellings that nobody merged.

mod common;

use chancery_keep::{LineOptions, write_tellings};
use chancery_record::Telling;
use common::{SAMPLE, sample};

fn lines(tellings: &[Telling], options: &LineOptions) -> Vec<String> {
    let mut out = Vec::new();
    write_tellings(&mut out, tellings, options).unwrap();
    String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
}

fn line<'a>(lines: &'a [String], start: &str) -> &'a str {
    lines.iter().find(|l| l.starts_with(start)).unwrap_or_else(|| panic!("a line {start}"))
}

#[test]
fn every_field_stands_in_its_place_and_every_slice_at_its_code_points() {
    let lines = lines(&[sample()], &LineOptions::default());
    let id = sample().document.id;
    let start = SAMPLE.chars().take_while(|c| *c != '(').count() - "Tarn Basin Forum ".len();
    assert_eq!(
        line(&lines, "{\"type\":\"entity\",\"id\":\"org/"),
        format!(
            "{{\"type\":\"entity\",\"id\":\"org/tarn-basin-forum\",\"kind\":\"organization\",\"label\":\"Tarn Basin Forum\",\
             \"codes\":{{\"event\":\"IGO TBF\"}},\"grounds\":[{{\"document\":\"{id}\",\"start\":12,\"end\":28,\
             \"text\":\"Tarn Basin Forum\",\"reading\":0.98}}]}}"
        )
    );
    let day = "\"edtf\":\"2032-03-03\",\"earliest\":\"2032-03-03\",\"latest\":\"2032-03-03\",\"precision\":\"day\",\"kind\":\"explicit\"";
    let (from, place) = (start - 4, start + 35);
    assert_eq!(
        line(&lines, "{\"type\":\"occasion\""),
        format!(
            "{{\"type\":\"occasion\",\"id\":\"occasion/aaaaaaaaaaaa\",\"kind\":\"session\",\"body\":\"org/tarn-basin-forum\",\
             \"time\":{{{day},\"start\":{},\"end\":{},\"text\":\"3 March 2032\"}},\"place\":\"place/oland\",\"state\":\"held\",\
             \"attendance\":\"unstated\",\"grounds\":[\
             {{\"document\":\"{id}\",\"start\":{from},\"end\":{},\"text\":\"The Tarn Basin Forum (TBF) gathered in Öland on 3 March 2032\",\"reading\":0.96}},\
             {{\"document\":\"{id}\",\"start\":{place},\"end\":{},\"text\":\"Öland\",\"reading\":0.97,\"for\":[\"place\"]}},\
             {{\"document\":\"{id}\",\"start\":{},\"end\":{},\"text\":\"3 March 2032\",\"reading\":0.94,\"for\":[\"time\"]}}]}}",
            place + 9,
            place + 21,
            place + 21,
            place + 5,
            place + 9,
            place + 21
        )
    );
    assert!(line(&lines, "{\"type\":\"undertaking\"").contains(
        "\"for\":\"collective/ferrymen\",\"content\":\"lend 1.5 million euros to the ferrymen of Öland\",\
         \"amount\":{\"value\":1500000,\"unit\":\"EUR\",\"text\":\"1.5 million euros\",\"start\":"
    ));
    assert!(line(&lines, "{\"type\":\"figure\"").contains(
        "\"value\":1500000,\"unit\":\"EUR\",\"change\":{\"value\":2.5,\"unit\":\"percent\"},\"of\":\"undertaking/ffffffffffff\""
    ));
    assert!(
        line(&lines, "{\"type\":\"post\"")
            .contains("\"of\":\"state/vsk\",\"role\":\"foreign-minister\",\"label\"")
    );
}

#[test]
fn lines_stand_by_type_then_by_place_in_the_text() {
    let lines = lines(&[sample()], &LineOptions::default());
    let order: Vec<usize> = lines
        .iter()
        .map(|l| chancery_keep::field::order(l[9..].split('"').next().unwrap()))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(lines.len(), 1 + 8 + 5 + 1 + 7);
}

#[test]
fn the_order_and_number_of_tellings_does_not_matter() {
    let mut other = sample();
    let text = SAMPLE.replace("3 March", "9 March");
    let document = chancery_record::Document {
        regions: other.document.regions.clone(),
        ..common::document(&text, "b.txt", None)
    };
    for ground in other.claims.iter_mut().flat_map(|c| &mut c.grounds) {
        ground.document = document.id.clone();
    }
    other.document = document;
    let options = LineOptions { text: true, assertions: Some("chancery 0".to_owned()) };
    let there = lines(&[sample(), other.clone()], &options);
    let back = lines(&[other.clone(), sample(), other], &options);
    assert_eq!(there, back);
    assert_eq!(
        there
            .iter()
            .filter(|l| l.starts_with("{\"type\":\"entity\",\"id\":\"person/reka-holm\""))
            .count(),
        1
    );
    let second =
        there.iter().filter(|l| l.contains("\"occasion\":\"occasion/aaaaaaaaaaaa-2\"")).count();
    assert_eq!(
        second, 3,
        "participation, statement and act of the second text follow its occasion"
    );
    let ids: std::collections::BTreeSet<&str> = there
        .iter()
        .map(|l| l.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap())
        .collect();
    assert_eq!(ids.len(), there.len());
}

#[test]
fn the_sample_is_written_out() {
    let options = LineOptions { text: false, assertions: Some("chancery 0".to_owned()) };
    let lines = lines(&[sample()], &options).join("\n") + "\n";
    assert!(lines.contains(
        "\"subject\":\"occasion/aaaaaaaaaaaa\",\"field\":\"place\",\"value\":\"place/oland\""
    ));
    common::leave("sample.jsonl", lines.as_bytes());
    common::leave("sample.txt", SAMPLE.as_bytes());
}
