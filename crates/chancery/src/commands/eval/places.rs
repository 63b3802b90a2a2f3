//! Texts in, the places they name out: where they stand and where they lie.

use super::Parsed;
use chancery_record::{GazetteerPlace, OffsetMap, PlaceClass, World};
use chancery_resolve::places::{Located, locate};
use serde_json::{Value, json};

/// Answers one line.
pub(super) fn answer(world: &dyn World, parsed: &Parsed) -> Value {
    let Parsed { document, analysis } = parsed;
    let map = OffsetMap::new(document.text.clone());
    let places: Vec<Value> =
        locate(world, document, analysis).iter().map(|located| place(&map, located)).collect();
    json!({ "places": places })
}

fn place(map: &OffsetMap, located: &Located) -> Value {
    let mut value = json!({
        "s": map.code_point(located.span.start()),
        "e": map.code_point(located.span.end()),
    });
    if let Some((place, _)) = located.places.first() {
        value["lat"] = json!(place.coordinates.0);
        value["lon"] = json!(place.coordinates.1);
        if let Some(code) = two_letters(place) {
            value["cc"] = json!(code);
        }
    }
    value
}

/// ISO 3166-1 alpha-2 of a whole country.
fn two_letters(place: &GazetteerPlace) -> Option<String> {
    if place.class != PlaceClass::Country {
        return None;
    }
    let three = place.id.path();
    let pair = PAIRS.split_whitespace().find(|pair| pair.get(..3) == Some(three))?;
    Some(pair.get(3..)?.to_uppercase())
}

/// ISO 3166-1: three letters, then two.
const PAIRS: &str = "
abwaw afgaf agoao aiaai alaax albal andad antan areae argar armam asmas ataaq atftf atgag ausau autat azeaz
bdibi belbe benbj besbq bfabf bgdbd bgrbg bhrbh bhsbs bihba blmbl blrby blzbz bmubm bolbo brabr brbbb brnbn
btnbt bvtbv bwabw cafcf canca cckcc chech chlcl chncn civci cmrcm codcd cogcg cokck colco comkm cpvcv cricr
cubcu cuwcw cxrcx cymky cypcy czecz deude djidj dmadm dnkdk domdo dzadz ecuec egyeg erier esheh espes estee
ethet finfi fjifj flkfk frafr frofo fsmfm gabga gbrgb geoge ggygg ghagh gibgi gingn glpgp gmbgm gnbgw gnqgq
grcgr grdgd grlgl gtmgt gufgf gumgu guygy hkghk hmdhm hndhn hrvhr htiht hunhu idnid imnim indin iotio irlie
irnir irqiq islis isril itait jamjm jeyje jorjo jpnjp kazkz kenke kgzkg khmkh kirki knakn korkr kwtkw laola
lbnlb lbrlr lbyly lcalc lieli lkalk lsols ltult luxlu lvalv macmo mafmf marma mcomc mdamd mdgmg mdvmv mexmx
mhlmh mkdmk mliml mltmt mmrmm mneme mngmn mnpmp mozmz mrtmr msrms mtqmq musmu mwimw mysmy mytyt namna nclnc
nerne nfknf ngang nicni niunu nldnl norno nplnp nrunr nzlnz omnom pakpk panpa pcnpn perpe phlph plwpw pngpg
polpl pripr prkkp prtpt prypy pseps pyfpf qatqa reure rouro rusru rwarw sausa scgcs sdnsd sensn sgpsg sgsgs
shnsh sjmsj slbsb slesl slvsv smrsm somso spmpm srbrs ssdss stpst sursr svksk svnsi swese swzsz sxmsx sycsc
syrsy tcatc tcdtd tgotg thath tjktj tkltk tkmtm tlstl tonto ttott tuntn turtr tuvtv twntw tzatz ugaug ukrua
umium uryuy usaus uzbuz vatva vctvc venve vgbvg virvi vnmvn vutvu wlfwf wsmws yemye zafza zmbzm zwezw xkxxk";
