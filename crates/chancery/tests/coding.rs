//! What texts of our own claim of tenures, ties, occasions and statements, end to end on the English model.
//!
//! Without the models there is nothing to read them with, and the tests say nothing.

use chancery::{Tools, chronicle, home};
use chancery_knowledge::{Register, Rules};
use chancery_parse::Models;
use chancery_record::matter::{
    OccasionKind, Part, Qualifier, Root, State, StatementAct, StatementForm, TieKind,
};
use chancery_record::{Dep, Matter, Page, PageForm, Pos, Tag, Telling, TenureStatus};
use proptest::prelude::*;
use std::sync::OnceLock;

fn tell(text: &str) -> Telling {
    let tools = Tools { models: models(), rules: Rules::embedded() };
    chronicle(&tools, Register::default_register(), &page(text)).value.expect("the page holds text")
}

fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| {
        let bundle = home::bundle("en").expect("a home folder");
        Models::load(&bundle).expect("the English pack, which `make test` installs")
    })
}

fn page(text: &str) -> Page {
    Page {
        address: "own.txt".into(),
        url: None,
        form: PageForm::Text,
        title: None,
        date: None,
        body: text.as_bytes().into(),
    }
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

/// Everybody who took part, and as what.
fn present(telling: &Telling) -> Vec<(String, Vec<Part>)> {
    let part = |m: &Matter| match m {
        Matter::Participation(p) => Some((p.entity.to_string(), p.part.clone())),
        _ => None,
    };
    telling.claims.iter().filter_map(|c| part(&c.matter)).collect()
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
    let there = present(&telling);
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
fn who_leaves_for_another_body_and_who_came_into_a_post_are_told_apart() {
    let text = "Changes in Vilnius

VILNIUS, 9 October 2030 (Amber Wire) -- Energy Minister Jurga Stankute is leaving the government to head the secretariat of the Arctic Council from February 1, Prime Minister Tomas Berzins said on Wednesday.

Until then Justice Minister Ona Falkaite looks after the portfolio. Rasa Petrute, once health minister, on Monday became ambassador to Denmark.

Malta's ambassador to the OSCE, Carmela Zahra, who presides over the Permanent Council until the end of the year, praised her.
";
    let telling = tell(text);
    let held: Vec<String> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Tenure(t) => {
                Some(format!("{} {} {}", t.holder.path(), t.post.path(), t.status.as_str()))
            }
            _ => None,
        })
        .collect();
    for expected in [
        "jurga-stankute arctic-council/secretariat/director future",
        "ona-falkaite ltu/minister/justice current",
        "rasa-petrute ltu/minister/health former",
        "rasa-petrute ltu/ambassador/dnk current",
        "carmela-zahra osce/permanent-council/chair current",
    ] {
        assert!(held.iter().any(|h| h == expected), "no {expected} in {held:?}");
    }
}

#[test]
fn titles_beside_names_are_tenures_in_russian_too() {
    let text = "Встреча в Душанбе\n\nДУШАНБЕ, 3 мая 2030 года. Президент Таджикистана Рустам Каримбаев принял гостей. Об этом сообщил министр иностранных дел Узбекистана Сергей Лугин.";
    let models = home::models().expect("both packs, which `make test` installs");
    let tools = Tools { models: &models, rules: Rules::embedded() };
    let telling = chronicle(&tools, Register::default_register(), &page(text)).value;
    let claims = telling.expect("the page holds text").claims;
    let posts: Vec<_> = claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Tenure(t) => Some((t.holder.path().to_owned(), t.post.path().to_owned())),
            _ => None,
        })
        .collect();
    let held = |who: &str, post: &str| posts.contains(&(who.to_owned(), post.to_owned()));
    assert!(held("rustam-karimbaev", "tjk/head-of-state"), "{posts:?}");
    assert!(held("sergey-lugin", "uzb/foreign-minister"), "{posts:?}");
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

const TRUCE: &str = "Sudan rivals resume ceasefire talks in Jeddah

JEDDAH, 25 August 2028 (Gulf Wire) - Delegations of the Sudanese army and the Rapid Support Forces resumed talks in Jeddah on Friday.

The round is mediated by Saudi Arabia, the United States and the African Union.

Egypt, which did not attend, called for the talks to be moved to Cairo.
";

#[test]
fn who_sends_a_delegation_talks_and_who_mediates_does_not() {
    let telling = tell(TRUCE);
    let talks: Vec<Vec<String>> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Occasion(o) if o.kind == OccasionKind::Negotiation => {
                Some(o.parties.iter().map(ToString::to_string).collect())
            }
            _ => None,
        })
        .collect();
    assert_eq!(talks, [["armed-group/rapid-support-forces", "force/sdn/armed-forces"]]);
    let parts: Vec<_> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Participation(p) => Some((p.entity.to_string(), p.part.clone())),
            _ => None,
        })
        .collect();
    for mediator in ["state/sau", "state/usa", "org/au"] {
        assert!(parts.contains(&(mediator.into(), vec![Part::Mediator])), "{parts:?}");
    }
    assert!(parts.contains(&("state/egy".into(), vec![Part::Absentee])), "{parts:?}");
    let all = statements(&telling);
    let cairo = said(&all, "Cairo");
    assert_eq!((cairo.0.as_str(), cairo.1), ("state/egy", StatementAct::CallFor));
}

#[test]
fn a_second_cue_behind_an_infinitive_is_a_statement_of_its_own() {
    let text = "Vote disputed

ULAANBAATAR, 28 June 2032. Opposition leader Ganbold Tserendorj said he would challenge the result in court, and accused the commission of hiding protocols.

Lena Fischer, the head of the mission, urged both sides to show restraint and offered to send a team to the capital.
";
    let all = statements(&tell(text));
    assert_eq!(said(&all, "challenge").3, "he would challenge the result in court");
    assert_eq!(said(&all, "hiding").1, StatementAct::Accuse);
    assert_eq!(said(&all, "restraint").3, "urged both sides to show restraint");
    let team = said(&all, "send a team");
    assert_eq!((team.0.as_str(), team.1), ("person/lena-fischer", StatementAct::Propose));
}

#[test]
fn what_a_spokesman_answers_is_his_and_what_he_is_asked_is_not() {
    let text = "Briefing by Foreign Ministry Spokesperson Aigerim Sadykova

Astana, 12 November 2030

Question (Radio Azat): Was Astana asked to host the talks?

Sadykova: No such offer was made. We strongly condemn the attack on the embassy in Kabul, and we extend condolences to the families.

Question: Thank you.
";
    let all = statements(&tell(text));
    assert!(all.iter().all(|s| !s.3.contains("Was Astana asked")), "{all:?}");
    assert_eq!(said(&all, "No such offer").1, StatementAct::Deny);
    assert_eq!(said(&all, "embassy").3, "We strongly condemn the attack on the embassy in Kabul");
    assert_eq!(said(&all, "condolences").1, StatementAct::Condole);
}

#[test]
fn a_call_handed_on_by_an_office_is_no_saying_of_those_who_call() {
    let text = "Leaders discuss rail bridge

BAKU, 3 June 2029. President Elnur Safarli spoke by telephone on Sunday with the president of Turkey, Orhan Demirel, about the rail bridge, his office said.

The two leaders discussed the supply of gas and the situation in Libya.
";
    let telling = tell(text);
    assert_eq!(statements(&telling), []);
    let agenda: Vec<_> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Occasion(o) => Some((o.kind, o.agenda.clone())),
            _ => None,
        })
        .collect();
    let items = vec!["the supply of gas".to_owned(), "the situation in Libya".to_owned()];
    assert_eq!(agenda, [(OccasionKind::Call, items)]);
}

#[test]
fn years_of_titles_and_set_phrases_are_no_figures_and_a_reply_no_undertaking() {
    let text = "Ministers meet

BRATISLAVA, 6 March 2029. The ministers reaffirmed the 2010 Joint Declaration on Neighbourly Relations and said the fight against the \"three evils\" requires patience.

Hungary promised to respond to the proposal within a month. Norway will give 15 million kroner to the families.
";
    let telling = tell(text);
    let mut figures = Vec::new();
    let mut undertakings = Vec::new();
    for claim in &telling.claims {
        match &claim.matter {
            Matter::Figure(f) => figures.push((f.value, f.unit.clone())),
            Matter::Undertaking(u) => undertakings.push(u.content.clone()),
            _ => {}
        }
    }
    assert_eq!(figures, [(Some(15_000_000.0), "NOK".to_owned())]);
    assert_eq!(undertakings, ["give 15 million kroner to the families"]);
}

#[test]
fn a_summit_to_come_has_its_number_series_and_town() {
    let text = "Ministers meet in Bratislava

BRATISLAVA, 6 March 2029. The ministers agreed to hold the Fourteenth Summit of the heads of government in Kraków in June.
";
    let found: Vec<_> = tell(text)
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Occasion(o) if o.kind == OccasionKind::Summit => Some((
                o.ordinal,
                o.series.clone(),
                o.place.as_ref().map(ToString::to_string),
                o.state,
            )),
            _ => None,
        })
        .collect();
    let series = Some("Summit of the heads of government".to_owned());
    assert_eq!(found, [(Some(14), series, Some("place/krakow".into()), State::Planned)]);
}

#[test]
fn a_paper_signed_at_talks_comes_out_of_them() {
    let text = "Ministers sign in Tokyo

TOKYO, 20 February 2030. Kyrgyz Foreign Minister Azamat Turgunov and his Japanese counterpart, Haruki Senda, signed an agreement on mining at a meeting in Tokyo on Wednesday.
";
    let telling = tell(text);
    let paper = telling.claims.iter().find(|c| matches!(c.matter, Matter::Instrument(_)));
    let paper = paper.expect("the agreement").id.to_string();
    let meeting = telling.claims.iter().find_map(|c| match &c.matter {
        Matter::Occasion(o) => Some(o.outcome.clone()),
        _ => None,
    });
    assert_eq!(meeting, Some(vec![paper]));
}

/// Words at which the coders turn their heads.
const WORDS: &str = "said that told \"We will\" not no one the a Council of OSCE met in Vienna on Monday , . ; : and with \
Prime Minister Anna Berg who appointed ambassador to Norway 12 million euros promised send rescue teams by telephone talks \
summit seventh attack condemned denied Question : signed the Treaty on Rivers sanctions was is chaired mediated discussed";

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Any words in any order, under a parse whose labels were thrown about: claims point into the text, nothing panics.
    #[test]
    fn coders_stand_any_analysis(
        picks in prop::collection::vec(0usize..90, 1..60),
        noise in ".{0,20}",
        shakes in prop::collection::vec((0usize..200, 0usize..40, 0usize..17, 0usize..40), 0..30),
    ) {
        let words: Vec<&str> = WORDS.split_whitespace().collect();
        let picked: Vec<&str> = picks.iter().map(|&i| words[i % words.len()]).collect();
        let text = format!("Leaders meet\n\nVIENNA, 3 May 2029. {} {noise}\n", picked.join(" "));
        let Some(document) = chancery_read::read(&page(&text)).value else { return Ok(()) };
        let mut analysis = chancery_parse::parse(models(), &document).value;
        let count = analysis.tokens.len();
        for (at, dep, pos, tag) in shakes.into_iter().filter(|_| count > 0) {
            let token = &mut analysis.tokens[at % count];
            token.dep = Dep::ALL[dep % Dep::ALL.len()];
            token.pos = Pos::ALL[pos % Pos::ALL.len()];
            token.tag = Tag::ALL[tag % Tag::ALL.len()];
        }
        let world = Register::default_register();
        let resolution = chancery_resolve::resolve(world, &document, &analysis).value;
        let claims = chancery_code::code(Rules::embedded(), &document, &analysis, &resolution).value;
        for ground in claims.iter().flat_map(|c| &c.grounds) {
            prop_assert!(document.text.get(ground.span.start()..ground.span.end()).is_some());
        }
    }
}

const LISTED: &str = "FINAL STATEMENT
Eighth Meeting of the Foreign Ministers of the Nordic Council

Turku, 4 March 2030

The Foreign Ministers of the Nordic Council met in Turku on 4 March 2030. Also present were Foreign Minister Liis Tamberg of Estonia and the Latvian ambassador, Janis Ozols.

The Nordic Council:

(a) CONDEMNS the sinking of a Danish trawler on 27 February;

(b) URGES Russia to release the crew.
";

/// Root, codes of actors and of recipients of every act.
fn acts(telling: &Telling) -> Vec<(Root, Vec<&str>, Vec<&str>)> {
    telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Act(a) => Some((
                a.event,
                a.actors.iter().map(|p| p.code.as_str()).collect(),
                a.recipients.iter().map(|p| p.code.as_str()).collect(),
            )),
            _ => None,
        })
        .collect()
}

#[test]
fn items_of_a_list_are_told_of_whom_its_stem_names() {
    let telling = tell(LISTED);
    let acts = acts(&telling);
    let of = |root| acts.iter().find(|a| a.0 == root).map(|a| (a.1.clone(), a.2.clone()));
    assert_eq!(of(Root::Request), Some((vec!["IGO NC"], vec!["RUS GOV"])));
    assert_eq!(of(Root::Accuse).map(|a| a.0), Some(vec!["IGO NC"]));
    let there = present(&telling);
    assert!(there.contains(&("person/janis-ozols".into(), vec![Part::Attendee])), "{there:?}");
}

#[test]
fn what_is_off_is_cancelled_and_what_is_only_rumoured_is_not_told() {
    let telling = tell("TARTU, Estonia, 5 May 2031 (Balt Post) - Estonia and Latvia have each sent a battalion to the coast.

There is a rumour that Finland has promised Estonia 40 tanks, but Helsinki denied it.

Talks between Estonia and Russia on the bridge, due in Narva on 9 May, are off. Not more than 300 lorries have crossed this week.
");
    let states: Vec<State> = telling
        .claims
        .iter()
        .filter_map(|c| match &c.matter {
            Matter::Occasion(o) => Some(o.state),
            _ => None,
        })
        .collect();
    assert_eq!(states, [State::Cancelled]);
    assert!(acts(&telling).iter().all(|a| a.0 != Root::Agree && a.0 != Root::Aid));
    assert!(telling.claims.iter().all(|c| !matches!(c.matter, Matter::Undertaking(_))));
    let lorries = telling.claims.iter().find_map(|c| match &c.matter {
        Matter::Figure(f) if f.value == Some(300.0) => f.qualifier,
        _ => None,
    });
    assert_eq!(lorries, Some(Qualifier::UpTo));
}
