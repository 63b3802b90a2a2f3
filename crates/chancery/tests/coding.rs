//! What texts of our own claim of tenures, ties, occasions and statements, end to end on the English model.
//!
//! Without the models there is nothing to read them with, and the tests say nothing.

use chancery::{Tools, chronicle, home};
use chancery_knowledge::{Register, Rules};
use chancery_parse::Models;
use chancery_record::matter::{OccasionKind, Part, State, StatementAct, StatementForm, TieKind};
use chancery_record::{Matter, Page, PageForm, Telling, TenureStatus};

fn tell(text: &str) -> Telling {
    let bundle = home::bundle("en").expect("a home folder");
    let models = Models::load(&bundle).expect("the English pack, which `make test` installs");
    let tools = Tools { models: &models, rules: Rules::embedded() };
    let page = Page {
        address: "own.txt".into(),
        url: None,
        form: PageForm::Text,
        title: None,
        date: None,
        body: text.as_bytes().into(),
    };
    chronicle(&tools, Register::default_register(), &page).value.expect("the page holds text")
}

/// Speaker, act, form and first words of every statement, in order.
fn statements(telling: &Telling) -> Vec<(String, StatementAct, StatementForm, String)> {
    let text = &telling.document.text;
    let statement = |m: &Matter| match m {
        Matter::Statement(s) => Some((
            s.speaker.as_ref().map(ToString::to_string).unwrap_or_default(),
            s.act,
            s.form,
            s.content.iter().map(|c| c.of(text)).collect::<Vec<_>>().join(" / "),
        )),
        _ => None,
    };
    telling.claims.iter().filter_map(|c| statement(&c.matter)).collect()
}

fn said<'a>(
    all: &'a [(String, StatementAct, StatementForm, String)],
    words: &str,
) -> &'a (String, StatementAct, StatementForm, String) {
    all.iter()
        .find(|s| s.3.contains(words))
        .unwrap_or_else(|| panic!("nobody said {words}: {all:?}"))
}

const TALKS: &str = "Estonian foreign minister begins two-day trip to Kazakhstan

TALLINN, 12 March 2029 (Balt Post) - Estonian Foreign Minister Liis Tamberg arrived in Astana on Monday for a two-day official visit at the invitation of her Kazakh counterpart, Erlan Dosymov.

The two ministers held talks behind closed doors on Monday afternoon.

\"We have agreed to open a consulate in Almaty,\" Tamberg said after the talks. \"It will start work next spring.\"

Dosymov said Kazakhstan was ready to increase oil shipments through the port of Muuga.

Tamberg is expected to meet President Timur Abenov on Tuesday.
";

#[test]
fn a_visit_its_talks_and_a_meeting_to_come_are_three_occasions() {
    let telling = tell(TALKS);
    let occasions: Vec<_> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Occasion(o) => Some((
                o.kind,
                o.state,
                o.place.as_ref().map(ToString::to_string),
                o.time.as_ref().and_then(|t| t.edtf.clone()),
            )),
            _ => None,
        })
        .collect();
    let day = |d: &str| Some(d.to_owned());
    assert_eq!(
        occasions,
        [
            (OccasionKind::Visit, State::Held, Some("place/astana".into()), day("2029-03-12")),
            (OccasionKind::Negotiation, State::Held, None, day("2029-03-12")),
            (OccasionKind::Meeting, State::Planned, None, day("2029-03-13")),
        ]
    );
}

#[test]
fn a_quotation_cut_by_its_cue_is_one_statement() {
    let telling = tell(TALKS);
    let all = statements(&telling);
    let consulate = said(&all, "open a consulate");
    assert_eq!(consulate.0, "person/liis-tamberg");
    assert_eq!(consulate.2, StatementForm::Direct);
    assert!(consulate.3.ends_with("/ \"It will start work next spring.\""), "{consulate:?}");
    let oil = said(&all, "oil shipments");
    assert_eq!((oil.0.as_str(), oil.2), ("person/erlan-dosymov", StatementForm::Indirect));
    assert!(oil.3.starts_with("Kazakhstan was ready"), "{oil:?}");
}

const SESSION: &str = "Permanent Council of the CSTO meets in Moscow

On 7 October 2027, the Permanent Council of the Collective Security Treaty Organization held a regular meeting in Moscow under the chairmanship of the Permanent Representative of the Republic of Armenia to the CSTO, Ambassador Karen Melikyan.

The meeting was attended by the CSTO Secretary General Aidar Nurpeisov and the head of the CSTO Joint Staff, Colonel General Oleg Vdovin.

Kazakhstan, Kyrgyzstan, Tajikistan, Russia, Belarus and Armenia are members of the CSTO.
";

#[test]
fn a_session_has_its_body_chair_and_list() {
    let telling = tell(SESSION);
    let sessions: Vec<_> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Occasion(o) => {
                Some((c.id.clone(), o.kind, o.body.clone().map(|b| b.to_string())))
            }
            _ => None,
        })
        .collect();
    assert_eq!(sessions.len(), 1, "{sessions:?}");
    assert_eq!(sessions[0].1, OccasionKind::Session);
    assert_eq!(sessions[0].2.as_deref(), Some("body/csto/permanent-council"));
    let there: Vec<_> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Participation(p) => Some((p.entity.to_string(), p.part.clone())),
            _ => None,
        })
        .collect();
    assert!(there.contains(&("person/karen-melikyan".into(), vec![Part::Chair])), "{there:?}");
    assert!(there.contains(&("person/aidar-nurpeisov".into(), vec![Part::Attendee])), "{there:?}");
    assert!(there.contains(&("person/oleg-vdovin".into(), vec![Part::Attendee])), "{there:?}");
}

#[test]
fn a_list_of_members_is_one_tie_each() {
    let telling = tell(SESSION);
    let members: Vec<String> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Tie(t) if t.kind == TieKind::Member && t.to.as_str() == "org/csto" => {
                Some(t.from.to_string())
            }
            _ => None,
        })
        .collect();
    assert_eq!(members.len(), 6, "{members:?}");
    assert!(members.contains(&"state/kgz".to_owned()), "{members:?}");
}

#[test]
fn who_swears_in_gives_a_post_and_who_served_gave_it_up() {
    let text = "Ramos sworn in as interior minister

Quito, 9 January 2030 (Andes Wire) -- Ecuador's President Julia Moncayo on Wednesday swore in former prosecutor Hector Ramos as interior minister.

Ramos, 52, served as ambassador to Peru from 2024 to 2027.

The opposition leader, Andres Pico, rejected the choice as \"theatre\" and called for Moncayo to resign.
";
    let telling = tell(text);
    let held: Vec<_> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Tenure(t) => Some((t.holder.to_string(), t.post.to_string(), t.status)),
            _ => None,
        })
        .collect();
    let former =
        ("person/hector-ramos".into(), "post/ecu/ambassador/per".into(), TenureStatus::Former);
    assert!(held.contains(&former), "{held:?}");
    assert!(held.iter().any(|t| t.1 == "post/ecu/interior-minister"), "{held:?}");
    let all = statements(&telling);
    assert_eq!(said(&all, "theatre").1, StatementAct::Reject);
    assert_eq!(said(&all, "to resign").1, StatementAct::CallFor);
}

#[test]
fn what_was_not_said_is_no_statement() {
    let text = "A quiet day

OSLO, 3 March 2028 - Norway's foreign minister, Kari Aas, did not say when the talks would resume. She would announce a date in April, her office said.
";
    let telling = tell(text);
    let all = statements(&telling);
    assert!(all.iter().all(|s| !s.3.starts_with("when the talks")), "{all:?}");
}
