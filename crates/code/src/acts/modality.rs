//! The table of modality: a base act and an operator come in, the root it is told as goes out.

use chancery_knowledge::rules::acts::Operator;
use chancery_record::matter::Root;

/// What a root becomes under each kind of operator.
struct Row {
    roots: &'static [Root],
    promised: Told,
    stopped: Told,
    refused: Told,
    negated: Told,
    allowed: Told,
}

/// Another root, or the base itself.
#[derive(Clone, Copy)]
enum Told {
    As(Root),
    Itself,
}
use Told::{As, Itself};

/// Base act by how it is told; asked, threatened, charged and denied deeds have one answer for every base.
const TABLE: &[Row] = &[
    Row {
        roots: &[Root::Agree, Root::Consult, Root::Support],
        promised: As(Root::Agree),
        stopped: As(Root::Reject),
        refused: As(Root::Reject),
        negated: As(Root::Reject),
        allowed: As(Root::Retreat),
    },
    Row {
        roots: &[Root::Cooperate, Root::Aid, Root::Concede, Root::Retreat],
        promised: As(Root::Agree),
        stopped: As(Root::Sanction),
        refused: As(Root::Reject),
        negated: As(Root::Reject),
        allowed: As(Root::Retreat),
    },
    Row {
        roots: &[Root::Accuse, Root::Request, Root::Reject, Root::Threaten],
        promised: Itself,
        stopped: As(Root::Agree),
        refused: As(Root::Agree),
        negated: As(Root::Agree),
        allowed: Itself,
    },
    Row {
        roots: &[Root::Sanction, Root::Coerce],
        promised: As(Root::Threaten),
        stopped: As(Root::Concede),
        refused: As(Root::Agree),
        negated: As(Root::Concede),
        allowed: Itself,
    },
    Row {
        roots: &[Root::Protest],
        promised: As(Root::Threaten),
        stopped: As(Root::Concede),
        refused: As(Root::Agree),
        negated: As(Root::Concede),
        allowed: As(Root::Concede),
    },
    Row {
        roots: &[Root::Mobilize, Root::Assault],
        promised: As(Root::Threaten),
        stopped: As(Root::Retreat),
        refused: As(Root::Agree),
        negated: As(Root::Retreat),
        allowed: Itself,
    },
];

/// The root that a base act is told as under an operator.
pub(super) fn fold(operator: Operator, base: Root) -> Root {
    let row = TABLE.iter().find(|r| r.roots.contains(&base)).expect("every root has a row");
    let told = match operator {
        Operator::Ask | Operator::Ought => As(Root::Request),
        Operator::Threaten => As(Root::Threaten),
        Operator::Accuse => As(Root::Accuse),
        Operator::Deny => As(Root::Reject),
        Operator::Promise | Operator::Plan | Operator::Perhaps => row.promised,
        Operator::Stop => row.stopped,
        Operator::Refuse => row.refused,
        Operator::Not => row.negated,
        Operator::Allow => row.allowed,
        Operator::Report | Operator::Carry | Operator::Purpose => Itself,
    };
    match told {
        As(root) => root,
        Itself => base,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_root_has_one_row() {
        for root in Root::ALL {
            assert_eq!(TABLE.iter().filter(|r| r.roots.contains(root)).count(), 1, "{root}");
        }
    }

    #[test]
    fn time_and_will_change_the_root() {
        assert_eq!(fold(Operator::Promise, Root::Aid), Root::Agree);
        assert_eq!(fold(Operator::Stop, Root::Aid), Root::Sanction);
        assert_eq!(fold(Operator::Refuse, Root::Retreat), Root::Reject);
        assert_eq!(fold(Operator::Plan, Root::Assault), Root::Threaten);
        assert_eq!(fold(Operator::Stop, Root::Coerce), Root::Concede);
        assert_eq!(fold(Operator::Ask, Root::Sanction), Root::Request);
        assert_eq!(fold(Operator::Carry, Root::Consult), Root::Consult);
    }
}
