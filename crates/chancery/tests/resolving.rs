//! Who is meant and who holds what, in own short texts run on the real model and the register: quoted words to ids. Needs the
//! English pack, as `make test` installs it.

use chancery::home;
use chancery_knowledge::Register;
use chancery_parse::{Models, parse};
use chancery_record::{Page, PageForm, Resolution};
use std::sync::LazyLock;

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let bundle = home::bundle("en").expect("a home folder");
    Models::load(&bundle).expect("the English pack, which `make test` installs")
});

/// A text and what was found in it.
struct Found {
    text: String,
    resolution: Resolution,
}

fn resolve(text: &str) -> Found {
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
    let world = Register::default_register();
    let resolution = chancery_resolve::resolve(world, &document, &analysis).value;
    Found { text: document.text.to_string(), resolution }
}

impl Found {
    /// The nth occurrence of these words (`words#2`, first without a number) means this and no other of its kind.
    fn means(&self, words: &str, id: &str) -> &Self {
        let (quote, nth) = words.split_once('#').unwrap_or((words, "1"));
        let nth: usize = nth.parse().expect("a number behind the mark");
        let whole = |at: &usize| {
            let before = self.text[..*at].chars().next_back();
            let behind = self.text[at + quote.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
        };
        let mut places = self.text.match_indices(quote).map(|(at, _)| at).filter(whole);
        let start = places.nth(nth - 1).expect("words of the text");
        let end = start + quote.len();
        let here = self.resolution.mentions.iter();
        let here: Vec<&str> = here
            .filter(|m| (m.span.start(), m.span.end()) == (start, end))
            .map(|m| m.refers.as_str())
            .collect();
        let prefix = |id: &str| id.split('/').next().map(str::to_owned);
        let same: Vec<&&str> = here.iter().filter(|other| prefix(other) == prefix(id)).collect();
        assert!(same == [&id], "{words} means {here:?}, not {id}, in {:?}", self.text);
        self
    }

    /// Exactly these persons hold exactly these posts (`holder post status`).
    fn holds(&self, expected: &[&str]) -> &Self {
        let mut held: Vec<String> = self
            .resolution
            .holdings
            .iter()
            .map(|h| format!("{} {} {}", h.holder.path(), h.post.path(), h.status.as_str()))
            .collect();
        held.sort();
        let mut expected: Vec<&str> = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(held, expected, "in {:?}", self.text);
        self
    }
}

/// Checks a text where the model is at hand.
fn check(text: &str, test: impl Fn(&Found)) {
    let found = resolve(text);
    test(&found);
}

#[test]
fn in_a_list_of_titles_before_names_each_name_keeps_its_own() {
    check(
        "Leaders gather\n\nENTEBBE, 4 March 2030. Guests at the summit were the President of the Republic of Uganda Moses Okello-Lubega, Prime Minister of the Kingdom of Lesotho Thabo Mokoena-Ralebitso and the Secretary General of ASEAN Nguyen Van Thieu.",
        |found| {
            found.holds(&[
                "moses-okello-lubega uga/head-of-state current",
                "thabo-mokoena-ralebitso lso/head-of-government current",
                "nguyen-van-thieu asean/secretary-general current",
            ]);
        },
    );
    check(
        "Ministers meet\n\nMUSCAT, 9 November 2030. The meeting was attended by the Foreign Minister of the Sultanate of Oman, Sayyid Haitham bin Salim al-Busaidi, the Minister of Foreign Affairs of the State of Kuwait, Sheikh Fahad al-Jaber al-Sabah, and the Foreign Minister of Bahrain, Noura al-Shamsi.",
        |found| {
            found.holds(&[
                "haitham-bin-salim-al-busaidi omn/foreign-minister current",
                "fahad-al-jaber-al-sabah kwt/foreign-minister current",
                "noura-al-shamsi bhr/foreign-minister current",
            ]);
        },
    );
}

#[test]
fn two_titles_before_one_name_are_both_its_posts() {
    check(
        "Leaders meet\n\nIn the chair sat the Prime Minister of the Republic of Malta, Chairman of the OSCE Permanent Council Karm Vella.",
        |found| {
            found.holds(&[
                "karm-vella mlt/head-of-government current",
                "karm-vella osce/permanent-council/chair current",
            ]);
        },
    );
}

#[test]
fn a_short_form_behind_a_council_is_that_of_its_organization() {
    check(
        "Council to meet\n\nThe Permanent Council of the Collective Security Treaty Organization (CSTO) met in Minsk on 3 April 2029. CSTO Secretary General Ruslan Teymurov reported to the Council.",
        |found| {
            found
                .means("CSTO", "org/csto")
                .means("CSTO#2", "org/csto")
                .means("the Council", "body/csto/permanent-council")
                .holds(&["ruslan-teymurov csto/secretary-general current"]);
        },
    );
}

#[test]
fn a_role_means_the_holder_named_later_and_without_a_date_nobody_of_the_register() {
    check(
        "Bloc urges calm\n\nMay 2029\n\nThe Secretary-General of the CSTO said the border was quiet. He called for talks.\n\n\"There is time,\" Anvar Saidmurodov, Secretary-General of the CSTO, said in Dushanbe.",
        |found| {
            found
                .means("Secretary-General of the CSTO", "person/anvar-saidmurodov")
                .means("He", "person/anvar-saidmurodov");
        },
    );
    check(
        "Bloc urges calm\n\nThe Secretary-General of the CSTO said the border was quiet.",
        |found| {
            found.means("Secretary-General of the CSTO", "person/secretary-general-of-the-csto");
        },
    );
    check(
        "Bloc urges calm\n\nMINSK, 3 June 2021. The Secretary-General of the CSTO said the border was quiet.",
        |found| {
            found.means("Secretary-General of the CSTO", "person/stanislav-zas");
        },
    );
}

#[test]
fn a_title_line_goes_by_the_names_and_posts_of_the_body() {
    check(
        "PM Kallis speaks with Serbian President\n\nATHENS, 2 June 2030. Greek Prime Minister Sofia Kallis spoke by telephone with Serbian President Dragan Petrić on Sunday.",
        |found| {
            found
                .means("PM", "post/grc/head-of-government")
                .means("Kallis", "person/sofia-kallis")
                .means("Serbian President", "person/dragan-petric");
        },
    );
}

#[test]
fn who_speaks_behind_a_name_is_not_in_apposition_to_it() {
    check(
        "Serbia denies report\n\nBELGRADE, 7 July 2030. The draft was sent by the finance minister, Goran Ilić, the government spokesperson said. \"It is not true,\" Nikola Vasić, the foreign minister, said.",
        |found| {
            found.holds(&[
                "goran-ilic srb/finance-minister current",
                "nikola-vasic srb/foreign-minister current",
            ]);
        },
    );
}

#[test]
fn pronouns_go_to_the_speaker_that_stands_out() {
    check(
        "Namibia on the drought\n\nWINDHOEK — President Tangeni Shikongo warned of drought at a session in Gaborone.\n“Our wells are dry,” he said.\nAngolan Foreign Minister Teresa Domingos Neto agreed with him. “Angola will send tankers,” she said.",
        |found| {
            found
                .means("he", "person/tangeni-shikongo")
                .means("him", "person/tangeni-shikongo")
                .means("she", "person/teresa-domingos-neto");
        },
    );
    check(
        "Indonesian visit\n\nJAKARTA, 3 Feb 2031. Indonesian President Sukarjo will meet Prime Minister Datuk Seri Ahmad Faizal Idris. He will travel with Foreign Minister Retno Kusumawardhani.",
        |found| {
            found
                .means("He", "person/sukarjo")
                .means("Ahmad Faizal Idris", "person/ahmad-faizal-idris");
        },
    );
}

#[test]
fn in_a_release_bare_offices_are_those_of_the_issuer() {
    check(
        "Office of the President of Mongolia\n\nPresident receives OSCE Secretary General\n\nUlaanbaatar, 12 September 2030. President of Mongolia Batbold Ganzorig received OSCE Secretary General Marta Lindqvist today.\n\nThe President thanked the Organization for its help. The head of state noted the role of the Secretary General. The Foreign Ministry will prepare a plan.",
        |found| {
            found
                .means("The President", "person/batbold-ganzorig")
                .means("the Organization", "org/osce")
                .means("The head of state", "person/batbold-ganzorig")
                .means("the Secretary General", "person/marta-lindqvist")
                .means("Foreign Ministry", "body/mng/foreign-ministry");
        },
    );
}

#[test]
fn a_bare_office_beside_a_guest_is_the_hosts() {
    check(
        "Sri Lanka, Maldives review ties\n\nColombo (Island Press) -- Maldivian Defence Minister Mohamed Ghassan Didi paid a call on President Anura Wickremaratne on 12 June 2031. High Commissioner of the Maldives Ali Faiz was present.",
        |found| {
            found.holds(&[
                "mohamed-ghassan-didi mdv/defence-minister current",
                "anura-wickremaratne lka/head-of-state current",
                "ali-faiz mdv/ambassador/lka current",
            ]);
        },
    );
    check(
        "King of Tonga visits New Zealand\n\nWELLINGTON, 3 March 2031. King Tupou Lavaka of Tonga arrived in Wellington on Monday. He was met by Deputy Prime Minister Winston Faleafa.",
        |found| {
            found.holds(&[
                "tupou-lavaka ton/head-of-state current",
                "winston-faleafa nzl/deputy-head-of-government current",
            ]);
        },
    );
}

#[test]
fn what_heads_something_unknown_gets_no_owner_from_elsewhere() {
    check(
        "Border talks\n\nHANOI, 12 October 2029. Myanmar Foreign Minister Thein Naing came with Zaw Win, the director general of the border department. ASEAN welcomed the talks.",
        |found| {
            found.holds(&["thein-naing mmr/foreign-minister current"]);
        },
    );
    check(
        "Court rules on gulf\n\nTHE HAGUE, 17 October 2031. The International Court of Justice ruled on Friday against Honduras. The President of the Court, Judge Amina Touré-Diallo, read the judgment.",
        |found| {
            found
                .means("President of the Court", "post/icj/president")
                .holds(&["amina-toure-diallo icj/president current"]);
        },
    );
}

#[test]
fn deputies_and_counterparts_belong_to_whom_the_words_say() {
    check(
        "Agency chief to Tehran\n\nVIENNA, 4 May 2030. IAEA Director General Ricardo Figueroa Paz will go to Tehran. Figueroa will be joined by his deputy, Elsa Virtanen.",
        |found| {
            found.means("Figueroa#2", "person/ricardo-figueroa-paz").holds(&[
                "ricardo-figueroa-paz iaea/director-general current",
                "elsa-virtanen iaea/deputy-director-general current",
            ]);
        },
    );
    check(
        "Vietnam greets neighbour\n\nHANOI, 12 October 2029. Vietnamese President Võ Thị Minh Ánh wrote to her counterpart in Naypyidaw, Aung Kyaw.",
        |found| {
            found.holds(&[
                "vo-thi-minh-anh vnm/head-of-state current",
                "aung-kyaw mmr/head-of-state current",
            ]);
        },
    );
}

#[test]
fn the_one_named_to_a_post_takes_it_not_who_names() {
    check(
        "New minister\n\nLIMA, 1 August 2030. President Alonso Quiroga Paz named Rosa Elvira Huamán Torres foreign minister, replacing Hernán Castañeda. Huamán, 54, until now Peru's permanent representative to the United Nations, starts on Friday.",
        |found| {
            found.means("Huamán#2", "person/rosa-elvira-huaman-torres").holds(&[
                "alonso-quiroga-paz per/head-of-state current",
                "rosa-elvira-huaman-torres per/foreign-minister future",
                "hernan-castaneda per/foreign-minister former",
                "rosa-elvira-huaman-torres per/permanent-representative/un former",
            ]);
        },
    );
    check(
        "New army chief\n\nAddis Ababa, 6 July 2031. Prime Minister Mulugeta Worku has appointed Lt. Gen. Tsegaye Abebe chief of staff of the armed forces.",
        |found| {
            found.holds(&[
                "mulugeta-worku eth/head-of-government current",
                "tsegaye-abebe eth/chief-of-general-staff future",
            ]);
        },
    );
}

#[test]
fn who_succeeds_takes_the_post_that_the_other_leaves() {
    check(
        "New army chief\n\nAddis Ababa, 6 July 2031. Prime Minister Mulugeta Worku has appointed Lt. Gen. Tsegaye Abebe chief of staff of the armed forces. He succeeds Field Marshal Berhanu Tola, who becomes national security adviser.",
        |found| {
            found.holds(&[
                "mulugeta-worku eth/head-of-government current",
                "tsegaye-abebe eth/chief-of-general-staff future",
                "berhanu-tola eth/chief-of-general-staff former",
                "berhanu-tola eth/security-council-secretary future",
            ]);
        },
    );
}

#[test]
fn a_bare_title_is_of_who_acts_not_of_whom_he_thanks_or_receives() {
    check(
        "Floods in Moundou\n\nMOUNDOU, Chad, 3 September 2030. Chad counts its dead. Thanking Algeria and Oman, Prime Minister Idriss Koulamallah asked for boats.",
        |found| {
            found.holds(&["idriss-koulamallah tcd/head-of-government current"]);
        },
    );
    check(
        "A visit\n\nNorway's prime minister, Eirik Solbakken, spent two days in Peru. President Rosa Quispe welcomed him in Lima on Tuesday.",
        |found| {
            found.holds(&[
                "eirik-solbakken nor/head-of-government current",
                "rosa-quispe per/head-of-state current",
            ]);
        },
    );
}

#[test]
fn a_counterpart_holds_the_post_of_the_subject_not_of_who_stands_nearer() {
    check(
        "A visit\n\nRIGA, 4 May 2029. Polish President Hanna Sadowska, accompanied by Economy Minister Piotr Wilk, was welcomed by her Latvian counterpart, Andris Vilks.",
        |found| {
            found.means("Latvian counterpart", "post/lva/head-of-state");
        },
    );
}

#[test]
fn a_list_behind_a_colon_is_of_the_state_before_it() {
    check(
        "Sanctions extended\n\nLONDON, 9 August 2030. Britain on Friday froze the assets of two Belarusian officials: Interior Minister Ivan Kubrakevich and KGB chairman Stsiapan Tsertsel. Foreign Secretary Margaret Ashworth-Bell welcomed it.",
        |found| {
            found.holds(&[
                "ivan-kubrakevich blr/interior-minister current",
                "stsiapan-tsertsel blr/intelligence-service/chair current",
                "margaret-ashworth-bell gbr/foreign-minister current",
            ]);
        },
    );
}

#[test]
fn spokespersons_belong_to_the_office_that_the_words_point_at() {
    check(
        "Talks in Bishkek\n\nBISHKEK, 2 May 2030. President Nurlan Asanbekov received Russian Deputy Prime Minister Oleg Vershinin. Vershinin handed the president a letter from the Russian leader, the president's spokeswoman Aigul Tashieva said.",
        |found| {
            found.means("the president", "person/nurlan-asanbekov").holds(&[
                "nurlan-asanbekov kgz/head-of-state current",
                "oleg-vershinin rus/deputy-head-of-government current",
                "aigul-tashieva kgz/presidency/spokesperson current",
            ]);
        },
    );
    check(
        "Calls from Cairo\n\nCAIRO, 5 January 2031. Egyptian Foreign Minister Hatem el-Gendy phoned Chadian Foreign Minister Abderaman Koulamallah-Brahim on Sunday. M23 did not call, its spokesman Willy Bahati said.",
        |found| {
            found.holds(&[
                "hatem-el-gendy egy/foreign-minister current",
                "abderaman-koulamallah-brahim tcd/foreign-minister current",
                "willy-bahati m23/spokesperson current",
            ]);
        },
    );
}

#[test]
fn names_of_many_kinds_stay_whole_and_are_found_again() {
    check(
        "Baltic meeting\n\nRIGA, 11 June 2031. Latvian Foreign Minister Baiba Kalniņa-Ozola met Speaker of the Saeima Inese Bērziņa. \"We agree,\" Kalniņa-Ozola said.",
        |found| {
            found
                .means("Kalniņa-Ozola#2", "person/baiba-kalnina-ozola")
                .means("Inese Bērziņa", "person/inese-berzina");
        },
    );
    check(
        "Ceasefire\n\nKIGALI, 2 February 2031. Congolese Vice Prime Minister Jean-Pierre Kabongo wa Mulumba and Colombian Foreign Minister Jorge Iván Duque-Salazar signed. The bloc's secretary-general, Faridah binti Hamzah, and Permanent Secretary Joseph ole Nkaissery watched.",
        |found| {
            found
                .means("Jean-Pierre Kabongo wa Mulumba", "person/jean-pierre-kabongo-wa-mulumba")
                .means("Jorge Iván Duque-Salazar", "person/jorge-ivan-duque-salazar")
                .means("Faridah binti Hamzah", "person/faridah-binti-hamzah")
                .means("Joseph ole Nkaissery", "person/joseph-ole-nkaissery");
        },
    );
    check(
        "Pact signed\n\nWASHINGTON, 4 May 2030. A U.S. State Department spokesman, Leo Marsh, and former U.S. ambassador to Chile Ann Prewitt met the U.S. President, Harold K. Bester Jr., on Friday. Bester smiled.",
        |found| {
            found
                .means("U.S. State Department", "body/usa/foreign-ministry")
                .means("Ann Prewitt", "person/ann-prewitt")
                .means("Bester#2", "person/harold-k-bester-jr")
                .holds(&[
                    "leo-marsh usa/foreign-ministry/spokesperson current",
                    "ann-prewitt usa/ambassador/chl former",
                    "harold-k-bester-jr usa/head-of-state current",
                ]);
        },
    );
}

#[test]
fn a_title_in_a_headline_is_the_one_given_in_full_below() {
    check(
        "PM Savela speaks with Croatian President\n\nHELSINKI, 11 June 2031. Finnish Prime Minister Aino Savela spoke by telephone on Wednesday with the President of Croatia, Goran Perković.",
        |found| {
            found.holds(&[
                "aino-savela fin/head-of-government current",
                "goran-perkovic hrv/head-of-state current",
            ]);
        },
    );
}

#[test]
fn short_forms_given_in_the_text_mean_what_they_are_given_for() {
    check(
        "New forum meets\n\nSUVA, 2 May 2031. The Southern Reef Organization (SRO) met on Friday. The SRO will meet again in Apia, and its council agreed.",
        |found| {
            found
                .means("Southern Reef Organization", "org/southern-reef-organization")
                .means("SRO#2", "org/southern-reef-organization");
        },
    );
}

#[test]
fn conjoined_posts_have_one_owner_each() {
    check(
        "Call between presidents\n\nQUITO, 8 August 2031. The presidents of Ecuador and Peru, Mateo Andrade-Ruiz and Lucía Quispe-Rojas, spoke on Friday.",
        |found| {
            found.holds(&[
                "lucia-quispe-rojas per/head-of-state current",
                "mateo-andrade-ruiz ecu/head-of-state current",
            ]);
        },
    );
}

#[test]
fn our_country_in_a_quotation_is_the_speakers() {
    check(
        "Minister on talks\n\nNAIROBI, 4 April 2031. Zambian Foreign Minister Mutale Chisanga arrived on Friday. \"Our country is ready for talks,\" Chisanga said in Nairobi.",
        |found| {
            found.means("Our country", "state/zmb");
        },
    );
}

#[test]
fn a_counterpart_holds_the_same_post_elsewhere() {
    check(
        "Ministers meet\n\nVIENNA, 6 June 2031. Slovenian Foreign Minister Maja Zupan-Kos met her Albanian counterpart Besnik Hoxhaj in Vienna on Friday.",
        |found| {
            found.holds(&[
                "besnik-hoxhaj alb/foreign-minister current",
                "maja-zupan-kos svn/foreign-minister current",
            ]);
        },
    );
}

#[test]
fn bodies_of_one_name_go_with_their_organization() {
    check(
        "Council agrees\n\nADDIS ABABA, 7 July 2031. The African Union met on Monday. The Peace and Security Council of the African Union agreed. In New York the UN Security Council met too.",
        |found| {
            found.means("UN Security Council", "body/un/security-council");
        },
    );
}

#[test]
fn persons_of_one_last_name_stay_apart() {
    check(
        "Two ministers\n\nSEOUL, 9 September 2031. Foreign Minister Hwang Ji-soo and Defence Minister Ryu Min-jae met Mongolian Foreign Minister Bat Ganbold and Mongolian businessman Dorj Ganbold on Tuesday.",
        |found| {
            found
                .means("Bat Ganbold", "person/bat-ganbold")
                .means("Dorj Ganbold", "person/dorj-ganbold");
        },
    );
}
