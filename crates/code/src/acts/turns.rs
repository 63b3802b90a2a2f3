//! Where the company a frame keeps makes it another one: troops sent to keep a peace or to relieve are AID, what two do jointly
//! is COOPERATE, soldiers who land pay no visit. A match with its sides comes in, the frame that holds goes out.

use super::words::{Match, objects};
use crate::scene::{At, Scene};
use chancery_knowledge::rules::acts::{ActRules, Frame, Kind};
use chancery_record::matter::Root;
use chancery_record::{Dep, Pos};

/// The frame that a matched one is by what stands around it: mostly itself.
pub(super) fn turned<'r>(
    rules: &'r ActRules,
    scene: &Scene,
    at: At,
    found: &Match<'r>,
    actors: &[At],
    recipients: &[At],
) -> &'r Frame {
    let own = found.frame;
    let is_arrival = own.root == Root::Consult
        && own.modes.iter().any(|m| m == "visit")
        && actors.iter().any(|&a| is_force(rules, scene, a));
    let moved = is_arrival && !is_visit(scene, at);
    let turned = match own.root {
        Root::Assault if is_speech(scene, at) => plain(rules, "criticise", Root::Accuse),
        Root::Assault | Root::Coerce | Root::Aid | Root::Mobilize
            if actors.len() > 1 && recipients.is_empty() && is_joint(scene, at) =>
        {
            plain(rules, "cooperate", Root::Cooperate)
        }
        Root::Mobilize if is_for_peace(scene, at) => plain(rules, "aid", Root::Aid),
        Root::Consult if moved && is_for_peace(scene, at) => plain(rules, "aid", Root::Aid),
        Root::Consult if moved => plain(rules, "deploy", Root::Mobilize),
        Root::Mobilize if is_manoeuvre(scene, at, found) && actors.len() > 1 => {
            plain(rules, "train together", Root::Cooperate)
        }
        Root::Assault | Root::Coerce
            if is_unarmed(own) && actors.iter().any(|&a| is_crowd(scene, a)) =>
        {
            plain(rules, "riot", Root::Protest)
        }
        _ => None,
    };
    turned.unwrap_or(own)
}

/// Deeds that a crowd in the street does as well as an army.
fn is_unarmed(frame: &Frame) -> bool {
    let modes = ["primitive", "destroy", "seize", "restrict"];
    frame.modes.iter().any(|m| modes.contains(&m.as_str()))
        || frame.words.first().is_some_and(|w| w == "storm" || w == "attack")
}

/// People in the street.
fn is_crowd(scene: &Scene, at: At) -> bool {
    matches!(
        scene.lemma(at),
        "protester"
            | "protestor"
            | "demonstrator"
            | "crowd"
            | "marcher"
            | "striker"
            | "rioter"
            | "mob"
    )
}

/// "attacked the premier in an interview": in words.
fn is_speech(scene: &Scene, at: At) -> bool {
    let words = [
        "speech",
        "interview",
        "statement",
        "article",
        "letter",
        "address",
        "broadcast",
        "sermon",
        "tweet",
        "editorial",
        "debate",
        "post",
    ];
    scene.lemma(at) == "attack"
        && scene.after(at, &["in"]).is_some_and(|o| words.contains(&scene.lemma(o)))
}

/// "jointly", "together", "in a joint operation".
fn is_joint(scene: &Scene, at: At) -> bool {
    let together = |c: At| matches!(scene.lemma(c), "jointly" | "together");
    let joint = |o: At| {
        scene.children(o).any(|c| matches!(scene.lemma(c), "joint" | "common" | "combined"))
    };
    scene.children(at).any(together)
        || objects(scene, at).into_iter().chain(scene.after(at, &["in", "during"])).any(joint)
}

/// A verb of the lexicon by its words alone.
fn plain<'r>(rules: &'r ActRules, words: &str, root: Root) -> Option<&'r Frame> {
    let first = words.split(' ').next()?;
    let is_it = |f: &&Frame| f.root == root && f.objects.is_empty() && f.words.join(" ") == words;
    rules.frames(Kind::Verb, first).iter().find(is_it)
}

/// Soldiers and police, not those who lead them.
fn is_force(rules: &ActRules, scene: &Scene, at: At) -> bool {
    let lemma = scene.lemma(at).to_lowercase();
    let led = ["commander", "admiral", "general", "officer"].contains(&lemma.as_str());
    !led && matches!(rules.sector(&lemma), Some("MIL" | "COP"))
}

/// "paid a visit", "arrived for talks": soldiers are guests too.
fn is_visit(scene: &Scene, at: At) -> bool {
    let guests = ["visit", "talk", "tour", "trip", "meeting", "parade", "exercise"];
    objects(scene, at)
        .into_iter()
        .chain(scene.after(at, &["for", "on"]))
        .any(|o| guests.contains(&scene.lemma(o)))
}

/// An exercise, a drill or a patrol: of two sides it is a joint one.
fn is_manoeuvre(scene: &Scene, at: At, found: &Match) -> bool {
    let thing = found.object.unwrap_or(at);
    matches!(
        scene.lemma(thing),
        "exercise" | "drill" | "manoeuvre" | "maneuver" | "patrol" | "war-game"
    )
}

/// True when the words below say that it is done for a peace or for people in need.
fn is_for_peace(scene: &Scene, at: At) -> bool {
    let below = scene.subtree(at);
    below.iter().any(|&word| {
        let lemma = scene.lemma(word).to_lowercase();
        match lemma.as_str() {
            "peacekeeping" | "peacekeeper" | "peace-keeping" | "humanitarian" | "relief"
            | "monusco" | "minusma" | "unifil" | "minustah" | "stabilisation" | "stabilization"
            | "earthquake" | "quake" | "flood" | "cyclone" | "hurricane" | "typhoon"
            | "tsunami" | "landslide" => scene.pos(word) != Pos::Verb,
            "mission" | "flag" | "mandate" => is_of_nations(scene, word),
            _ => false,
        }
    })
}

/// "the UN mission", "the flag of the United Nations".
fn is_of_nations(scene: &Scene, at: At) -> bool {
    let named = |w: At| {
        matches!(
            scene.word(w).to_lowercase().as_str(),
            "un" | "u.n." | "nations" | "union" | "peace"
        )
    };
    scene
        .children(at)
        .filter(|&c| matches!(scene.dep(c), Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss))
        .chain(scene.after(at, &["of"]))
        .any(|c| named(c) || scene.children(c).any(named))
}
