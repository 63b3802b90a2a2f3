//! One sentence or two a family: the words found, their kind and value.

use super::{TimexKind, timexes};
use crate::tests::document;
use crate::{Models, parse};
use chancery_record::{Language, RegionRole};
use proptest::prelude::*;

/// The document is of Thursday, 8 May 2031.
#[track_caller]
fn check(text: &str, wanted: &[(&str, &str)]) {
    let page = document(Some("2031-05-08"), &[(RegionRole::Body, Language::English, text)]);
    let analysis = parse(&Models::none(), &page).value;
    let found = timexes(&page, &analysis);
    let shown: Vec<(&str, &str)> =
        found.iter().map(|t| (t.span.of(&page.text), t.value.as_str())).collect();
    assert_eq!(shown, wanted, "in: {text}");
}

#[test]
fn pointers_without_a_date() {
    check("The port is now shut.", &[("now", "PRESENT_REF")]);
    check(
        "It was recently sold and in the near future it will be razed.",
        &[("recently", "PAST_REF"), ("the near future", "FUTURE_REF")],
    );
}

#[test]
fn recurrences() {
    check(
        "Ferries sail daily, and every Monday to Orrin.",
        &[("daily", "P1D"), ("every Monday", "XXXX-WXX-1")],
    );
    check("It rings six times a day.", &[("a day", "P1D")]);
}

#[test]
fn lengths_take_the_words_before_them() {
    check("He waited nearly two hours.", &[("nearly two hours", "PT2H")]);
    check("Over the past few weeks he slept.", &[("the past few weeks", "PXW")]);
    check("A 12-year-old waited.", &[]);
}

#[test]
fn turns_from_the_document() {
    check("It rained last week.", &[("last week", "2031-W18")]);
    check("It burned ten years ago.", &[("ten years ago", "2021")]);
    check("It opened early this month.", &[("early this month", "2031-05")]);
    check("The yard closed over the weekend.", &[("the weekend", "2031-W18-WE")]);
}

#[test]
fn quarters_under_review() {
    check(
        "Third-quarter profit rose. A year earlier it fell.",
        &[("Third-quarter", "2030-Q3"), ("A year earlier", "2029-Q3")],
    );
}

#[test]
fn parts_of_the_day() {
    check("They left Tuesday night.", &[("Tuesday night", "2031-05-06TNI")]);
    check("They left at 5 p.m. Monday.", &[("5 p.m. Monday", "2031-05-05T17:00")]);
}

#[test]
fn kinds_have_their_words() {
    let words = [TimexKind::Date, TimexKind::Time, TimexKind::Duration, TimexKind::Set]
        .map(TimexKind::word);
    assert_eq!(words, ["DATE", "TIME", "DURATION", "SET"]);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(the |last |two |year |- |1990 |May |'|\\.|[0-9]{1,5}|[a-zA-Zé]{1,6}|ago |quarter |\n){0,40}") {
        let page = document(Some("2031-05-08"), &[(RegionRole::Body, Language::English, &text)]);
        let analysis = parse(&Models::none(), &page).value;
        let found = timexes(&page, &analysis);
        prop_assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        prop_assert!(found.iter().all(|t| !t.span.of(&page.text).is_empty() && !t.value.is_empty()));
    }
}
