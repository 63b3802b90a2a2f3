//! Labelled sentences: every line under the text marks words with carets and says what they mean.

use crate::resolve;
use crate::sketch::{SmallWorld, analysis, document};
use chancery_record::{Resolution, TenureStatus};
use proptest::prelude::*;

/// Checks a labelled text: the first line is the text, each further one carets under words and `id form`.
fn check(labelled: &str, marks: &[&str], persons: &[&str]) -> Resolution {
    let mut lines = labelled.trim_matches('\n').lines();
    let text = lines.next().unwrap_or_default();
    let resolution =
        resolve(&SmallWorld::new(), &document(text), &analysis(text, marks, persons)).value;
    for line in lines {
        let start = line.find('^').expect("a labelled line has carets");
        let end = line.rfind('^').expect("a labelled line has carets") + 1;
        let label = line[end..].trim();
        let (id, form) = label.split_once(' ').expect("a label is an id and a form");
        let found = resolution.mentions.iter().any(|m| {
            (m.span.start(), m.span.end()) == (start, end)
                && m.refers.as_str() == id
                && m.form.as_str() == form
        });
        assert!(found, "no {label} at {start}..{end} of {text:?} in {:#?}", resolution.mentions);
    }
    resolution
}

fn holdings(resolution: &Resolution) -> Vec<(&str, &str, TenureStatus)> {
    resolution.holdings.iter().map(|h| (h.holder.as_str(), h.post.as_str(), h.status)).collect()
}

#[test]
fn a_state_nests_in_a_post_before_a_name() {
    let resolution = check(
        "
Norlandic Prime Minister Ole Brandt spoke first.
^^^^^^^^^ state/nrl demonym
^^^^^^^^^^^^^^^^^^^^^^^^ post/nrl/head-of-government title
                         ^^^^^^^^^^ person/ole-brandt name
",
        &["spoke:VERB:ROOT:spoke", "Brandt:PROPN:nsubj:spoke"],
        &["Ole Brandt"],
    );
    assert_eq!(
        holdings(&resolution),
        [("person/ole-brandt", "post/nrl/head-of-government", TenureStatus::Current)]
    );
    assert_eq!(
        resolution.holdings[0].span.of("Norlandic Prime Minister Ole Brandt spoke first."),
        "Norlandic Prime Minister Ole Brandt"
    );
    let person = &resolution.referents[&"person/ole-brandt".into()];
    assert_eq!(
        person.capacity.as_ref().map(chancery_record::Id::as_str),
        Some("post/nrl/head-of-government")
    );
    assert_eq!(person.code.as_deref(), Some("NRL GOV"));
}

#[test]
fn the_owner_behind_the_role_belongs_to_the_title() {
    let resolution = check(
        "
The Foreign Minister of the Republic of Vestria, Ms Ida Voss, agreed.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ post/vst/foreign-minister title
                            ^^^^^^^^^^^^^^^^^^^ state/vst name
                                                    ^^^^^^^^ person/ida-voss name
",
        &["agreed:VERB:ROOT:agreed"],
        &["Ida Voss"],
    );
    assert_eq!(
        holdings(&resolution),
        [("person/ida-voss", "post/vst/foreign-minister", TenureStatus::Current)]
    );
}

#[test]
fn a_possessive_owner_belongs_to_the_title_and_its_mark_to_nobody() {
    check(
        "
Vestria's defence minister, Ole Brandt, resigned.
^^^^^^^ state/vst name
^^^^^^^^^^^^^^^^^^^^^^^^^^ post/vst/defence-minister title
                            ^^^^^^^^^^ person/ole-brandt name
",
        &["resigned:VERB:ROOT:resigned"],
        &["Ole Brandt"],
    );
}

#[test]
fn former_and_acting_are_standings_not_words_of_the_title() {
    let former = check(
        "
Former Norlandic president Ole Brandt wrote.
       ^^^^^^^^^^^^^^^^^^^ post/nrl/head-of-state title
",
        &["wrote:VERB:ROOT:wrote"],
        &["Ole Brandt"],
    );
    assert_eq!(holdings(&former)[0].2, TenureStatus::Former);
    let acting = check(
        "Norland's acting foreign minister, Ida Voss, wrote.",
        &["wrote:VERB:ROOT:wrote"],
        &["Ida Voss"],
    );
    assert_eq!(
        holdings(&acting),
        [("person/ida-voss", "post/nrl/foreign-minister", TenureStatus::Acting)]
    );
}

#[test]
fn ambassadors_have_a_sender_and_a_receiver() {
    let resolution = check(
        "
Norland's ambassador to Vestria, Ole Brandt, left.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ post/nrl/ambassador/vst title
",
        &["left:VERB:ROOT:left"],
        &["Ole Brandt"],
    );
    assert_eq!(holdings(&resolution)[0].1, "post/nrl/ambassador/vst");
}

#[test]
fn a_council_keeps_its_organization_inside() {
    check(
        "
The Council of the Northern Compact adjourned.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ body/nc/council name
                   ^^^^^^^^^^^^^^^^ org/nc name
",
        &["adjourned:VERB:ROOT:adjourned"],
        &[],
    );
}

#[test]
fn ministries_take_their_state_from_words_beside_them() {
    check(
        "
Vestria's Ministry of Youth Policy answered.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ body/vst/youth-policy-ministry name
",
        &["answered:VERB:ROOT:answered"],
        &[],
    );
    check(
        "
The Norlandic parliament voted.
    ^^^^^^^^^^^^^^^^^^^^ body/nrl/parliament name
",
        &["voted:VERB:ROOT:voted"],
        &[],
    );
}

#[test]
fn a_capital_that_acts_is_its_government_and_else_a_place() {
    check(
        "
Lund rejects the offer.
^^^^ state/nrl name
",
        &["rejects:VERB:ROOT:rejects", "Lund:PROPN:nsubj:rejects"],
        &[],
    );
    check(
        "
They met in Lund.
            ^^^^ place/lund name
",
        &["met:VERB:ROOT:met", "in:ADP:prep:met", "Lund:PROPN:pobj:in"],
        &[],
    );
}

#[test]
fn two_posts_in_one_phrase_go_to_two_names() {
    let resolution = check(
        "Presidents of Norland and Vestria Ole Brandt and Ida Voss met.",
        &["met:VERB:ROOT:met"],
        &["Ole Brandt", "Ida Voss"],
    );
    assert_eq!(
        holdings(&resolution),
        [
            ("person/ole-brandt", "post/nrl/head-of-state", TenureStatus::Current),
            ("person/ida-voss", "post/vst/head-of-state", TenureStatus::Current),
        ]
    );
}

#[test]
fn a_last_name_goes_to_the_person_named_in_full() {
    check(
        "
Ole Brandt came; later Brandt left.
^^^^^^^^^^ person/ole-brandt name
                       ^^^^^^ person/ole-brandt name
",
        &["came:VERB:ROOT:came"],
        &["Ole Brandt", "Brandt left"],
    );
}

#[test]
fn equal_last_names_with_other_given_names_are_two_persons() {
    let resolution =
        check("Ole Brandt met Mia Brandt.", &["met:VERB:ROOT:met"], &["Ole Brandt", "Mia Brandt"]);
    let persons: Vec<&str> = resolution
        .referents
        .keys()
        .map(chancery_record::Id::as_str)
        .filter(|id| id.starts_with("person/"))
        .collect();
    assert_eq!(persons, ["person/mia-brandt", "person/ole-brandt"]);
}

#[test]
fn an_acronym_given_in_brackets_is_the_name_before_it() {
    check(
        "
The Lakes Development Fund (LDF) paid; LDF will pay again.
    ^^^^^^^^^^^^^^^^^^^^^^ org/lakes-development-fund name
                            ^^^ org/lakes-development-fund acronym
                                       ^^^ org/lakes-development-fund acronym
",
        &["paid:VERB:ROOT:paid"],
        &[],
    );
}

#[test]
fn police_that_only_qualifies_people_is_no_body() {
    let resolution = check(
        "The police officers went home.",
        &["police:NOUN:compound:officers", "officers:NOUN:nsubj:went", "went:VERB:ROOT:went"],
        &[],
    );
    assert!(
        resolution.mentions.iter().all(|m| m.refers.prefix() != "body"),
        "{:?}",
        resolution.mentions
    );
}

#[test]
fn another_language_is_another_table() {
    let text = "Президент Вестрии Олег Бранд ответил.";
    let mut page = document(text);
    page.language = chancery_record::Language::Russian;
    let resolution =
        resolve(&SmallWorld::new(), &page, &analysis(text, &[], &["Олег Бранд"])).value;
    let told: Vec<_> =
        resolution.mentions.iter().map(|m| (m.span.of(text), m.refers.as_str())).collect();
    assert_eq!(
        told,
        [
            ("Президент Вестрии", "post/vst/head-of-state"),
            ("Вестрии", "state/vst"),
            ("Олег Бранд", "person/oleg-brand"),
        ]
    );
}

#[test]
fn an_empty_document_means_nobody() {
    let resolution = check("", &[], &[]);
    assert_eq!(resolution, Resolution::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_resolves_to_spans_inside_it(text in "(?s).{0,200}") {
        let resolution = resolve(&SmallWorld::new(), &document(&text), &analysis(&text, &[], &[])).value;
        for mention in &resolution.mentions {
            prop_assert!(text.get(mention.span.start()..mention.span.end()).is_some_and(|words| !words.is_empty()));
            prop_assert!(resolution.referents.contains_key(&mention.refers));
        }
    }

    #[test]
    fn words_of_the_field_in_any_order_resolve(picks in prop::collection::vec(0usize..28, 0..40)) {
        const WORDS: [&str; 28] = [
            "Norland", "Vestrian", "the", "President", "of", "and", "ministers", "Foreign", "Minister", "Ole", "Brandt", ",",
            "(", ")", "NC", "Council", "who", "chairs", "his", "counterpart", "spokesman", "for", "embassy", "in", "Lund",
            "former", "two", "'s",
        ];
        let text = picks.iter().map(|at| WORDS[*at]).collect::<Vec<_>>().join(" ");
        let first = resolve(&SmallWorld::new(), &document(&text), &analysis(&text, &[], &[])).value;
        let again = resolve(&SmallWorld::new(), &document(&text), &analysis(&text, &[], &[])).value;
        prop_assert_eq!(&first, &again);
        for holding in &first.holdings {
            prop_assert!(first.referents.contains_key(&holding.post) && first.referents.contains_key(&holding.holder));
        }
    }
}

#[test]
fn a_plural_role_gives_each_name_the_owner_beside_it() {
    let expected = [
        ("person/ole-brandt", "post/nrl/head-of-state", TenureStatus::Current),
        ("person/ida-voss", "post/vst/head-of-state", TenureStatus::Current),
    ];
    for text in [
        "The presidents of Norland, Ole Brandt, and Vestria, Ida Voss, met.",
        "The presidents of Norland (Ole Brandt) and Vestria (Ida Voss) met.",
        "Presidents Ole Brandt of Norland and Ida Voss of Vestria met.",
    ] {
        let resolution = check(text, &["met:VERB:ROOT:met"], &["Ole Brandt", "Ida Voss"]);
        assert_eq!(holdings(&resolution), expected, "{text}");
    }
}

#[test]
fn a_predecessor_held_the_post_before() {
    let resolution = check(
        "Norland's president, Ole Brandt, praised his predecessor, Ida Voss.",
        &["praised:VERB:ROOT:praised", "Brandt:PROPN:nsubj:praised"],
        &["Ole Brandt", "Ida Voss"],
    );
    assert!(holdings(&resolution).contains(&(
        "person/ida-voss",
        "post/nrl/head-of-state",
        TenureStatus::Former
    )));
}

#[test]
fn an_office_whose_words_name_its_organization_needs_no_other_owner() {
    let resolution = check(
        "
The High Commissioner for Refugees, Ida Voss, came to Norland.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ post/unhcr/commissioner title
",
        &["came:VERB:ROOT:came"],
        &["Ida Voss"],
    );
    assert_eq!(
        holdings(&resolution),
        [("person/ida-voss", "post/unhcr/commissioner", TenureStatus::Current)]
    );
}

#[test]
fn a_second_title_behind_a_name_is_its_bearers() {
    let resolution = check(
        "Ole Brandt, President of Norland and current Secretary-General of the Northern Compact, spoke.",
        &["spoke:VERB:ROOT:spoke"],
        &["Ole Brandt"],
    );
    assert_eq!(
        holdings(&resolution),
        [
            ("person/ole-brandt", "post/nrl/head-of-state", TenureStatus::Current),
            ("person/ole-brandt", "post/nc/secretary-general", TenureStatus::Current),
        ]
    );
}

#[test]
fn who_comes_in_the_place_of_one_who_leaves_takes_that_post() {
    let resolution = check(
        "Norland's foreign minister, Ole Brandt, leaves; in his place comes Ida Voss.",
        &["leaves:VERB:ROOT:leaves", "Brandt:PROPN:nsubj:leaves", "comes:VERB:conj:leaves"],
        &["Ole Brandt", "Ida Voss"],
    );
    assert!(holdings(&resolution).contains(&(
        "person/ida-voss",
        "post/nrl/foreign-minister",
        TenureStatus::Future
    )));
}

#[test]
fn a_point_in_capitals_names_a_secretary_in_succession_to_another() {
    let resolution = check(
        "The Northern Compact APPOINTS Ms Ida Voss as Secretary-General, in succession to Mr Ole Brandt.",
        &["APPOINTS:PROPN:dep:Compact"],
        &["Ida Voss", "Ole Brandt"],
    );
    assert_eq!(
        holdings(&resolution),
        [
            ("person/ida-voss", "post/nc/secretary-general", TenureStatus::Future),
            ("person/ole-brandt", "post/nc/secretary-general", TenureStatus::Former),
        ]
    );
}

#[test]
fn a_word_that_tells_when_is_no_standing() {
    for text in [
        "Until then Norlandic Foreign Minister Ole Brandt stays.",
        "Once Norlandic Foreign Minister Ole Brandt came, talks began.",
    ] {
        let resolution = check(text, &["stays:VERB:ROOT:stays"], &["Ole Brandt"]);
        assert_eq!(holdings(&resolution)[0].2, TenureStatus::Current, "{text}");
    }
    let once = check(
        "Ole Brandt, once foreign minister of Norland, declined.",
        &["declined:VERB:ROOT:declined"],
        &["Ole Brandt"],
    );
    assert_eq!(holdings(&once)[0].2, TenureStatus::Former);
}

#[test]
fn an_adjective_of_the_holder_makes_the_office_of_the_state_before_it() {
    check(
        "
Norlandic presidential spokeswoman Ida Voss spoke.
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ post/nrl/presidency/spokesperson title
",
        &["spoke:VERB:ROOT:spoke"],
        &["Ida Voss"],
    );
}

#[test]
fn the_secretariat_of_an_organization_is_its_body() {
    check(
        "
She will head the secretariat of the Northern Compact from May.
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ body/nc/secretariat name
",
        &["head:VERB:ROOT:head"],
        &[],
    );
}

#[test]
fn a_national_security_council_is_that_of_a_state() {
    check(
        "
Norland said the National Security Council met.
                 ^^^^^^^^^^^^^^^^^^^^^^^^^ body/nrl/security-council name
",
        &["said:VERB:ROOT:said", "Norland:PROPN:nsubj:said"],
        &[],
    );
}
