//! Handing over what an officer holds.

use samverk_foundation::{PersonId, Problem, Problems};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The open cases of one officer in one registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub person: PersonId,
    pub registry: Uuid,
    pub cases: i64,
    /// So many of them are secret.
    pub secret: i64,
}

/// One of the party's people, to whom cases may be handed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    /// Whether they read secret cases that are not their own.
    pub registers: bool,
}

/// What is said when somebody's cases are handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handing {
    pub from: PersonId,
    /// Who gets all that nobody else does.
    pub to: PersonId,
    /// Who gets the cases of a registry instead.
    pub of_registries: BTreeMap<Uuid, PersonId>,
    pub reason: String,
}

impl Handing {
    pub fn receiver(&self, registry: Uuid) -> PersonId {
        self.of_registries
            .get(&registry)
            .copied()
            .unwrap_or(self.to)
    }
}

/// Longer reasons are no reasons.
pub const REASON_MAX: usize = 500;

/// All that is wrong: a reason is given, and everybody who gets something is one of the party's other people. What is
/// wrong with a registry's receiver stands at its field, by the registry's key.
pub fn check_handing(
    handing: &Handing,
    receivers: &[Receiver],
    keys: &BTreeMap<Uuid, String>,
) -> Problems {
    let mut problems = Problems::default();
    let length = handing.reason.trim().chars().count();
    if length == 0 {
        problems.push(Problem::invalid("field_missing").at_field("reason"));
    } else if length > REASON_MAX {
        let long = Problem::invalid("handing_reason_long").with("max", REASON_MAX);
        problems.push(long.at_field("reason"));
    }
    let all = std::iter::once(("to".to_owned(), handing.to));
    let of_registries = handing.of_registries.iter().map(|(registry, person)| {
        let key = keys.get(registry).map(String::as_str).unwrap_or_default();
        (format!("to_{key}"), *person)
    });
    for (field, person) in all.chain(of_registries) {
        let is_known = receivers.iter().any(|one| one.id == person);
        if person == handing.from {
            problems.push(Problem::invalid("handing_to_the_same").at_field(&field));
        } else if !is_known {
            problems.push(Problem::invalid("handing_receiver_unknown").at_field(&field));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    #[test]
    fn each_registry_may_go_to_another_and_nothing_to_the_same() {
        let one = |number| Receiver {
            id: person(number),
            name: String::new(),
            email: String::new(),
            registers: true,
        };
        let (first, second) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let keys = BTreeMap::from([(second, "namnden".to_owned())]);
        let handing = Handing {
            from: person(1),
            to: person(2),
            of_registries: BTreeMap::from([(second, person(3))]),
            reason: "Slutar".to_owned(),
        };
        assert_eq!(handing.receiver(first), person(2));
        assert_eq!(handing.receiver(second), person(3));
        let told = |handing: &Handing| -> Vec<(String, &'static str)> {
            let problems = check_handing(handing, &[one(1), one(2), one(3)], &keys);
            let told = problems.0.into_iter();
            told.map(|one| (one.place.field.unwrap_or_default(), one.code))
                .collect()
        };
        assert_eq!(told(&handing), []);
        let wrong = Handing {
            to: person(1),
            of_registries: BTreeMap::from([(second, person(4))]),
            reason: " ".to_owned(),
            ..handing
        };
        assert_eq!(
            told(&wrong),
            [
                ("reason".to_owned(), "field_missing"),
                ("to".to_owned(), "handing_to_the_same"),
                ("to_namnden".to_owned(), "handing_receiver_unknown"),
            ]
        );
    }
}
