//! What is to be done for somebody's roles to be those that a provider tells of, without touching what people gave.

use super::Grant;

/// A role that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub grant: Grant,
    /// It came from the provider in question.
    pub provided: bool,
}

/// What a provider tells of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub grants: Vec<Grant>,
    /// For whoever is told no role at the party.
    pub usual: Option<Grant>,
    /// It is the first that is heard of the person.
    pub is_new: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settling {
    pub give: Vec<Grant>,
    pub take: Vec<Grant>,
}

/// What the provider gave and no longer tells is taken; what it tells is given. The usual role comes with the first
/// sign-in, or in the place of one that was taken, never back to whoever lost it by hand.
pub fn settle(held: &[Held], told: &Told) -> Settling {
    let is_told = |grant: &Grant| told.grants.contains(grant) || told.usual == Some(*grant);
    let provided = held.iter().filter(|held| held.provided);
    let take: Vec<Grant> = provided
        .map(|held| held.grant)
        .filter(|grant| !is_told(grant))
        .collect();
    let usual = told.usual.filter(|_| told.is_new || !take.is_empty());
    let mut give: Vec<Grant> = Vec::new();
    for grant in told.grants.iter().copied().chain(usual) {
        let has = held.iter().any(|held| held.grant == grant);
        if !has && !give.contains(&grant) {
            give.push(grant);
        }
    }
    Settling { give, take }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use samverk_foundation::{CollaborationId, PartyId, Role};
    use uuid::Uuid;

    fn grant() -> impl Strategy<Value = Grant> {
        let roles = Role::ALL
            .into_iter()
            .filter(|role| role.belongs_to_party() || role.belongs_to_collaboration());
        let roles: Vec<Role> = roles.collect();
        (proptest::sample::select(roles), 1..4_u128).prop_map(|(role, place)| {
            let id = Uuid::from_u128(place);
            match role.belongs_to_party() {
                true => Grant::at_party(PartyId(id), role),
                false => Grant::in_collaboration(CollaborationId(id), role),
            }
            .expect("a role at its place")
        })
    }

    fn held() -> impl Strategy<Value = Vec<Held>> {
        let one = (grant(), any::<bool>());
        let one = one.prop_map(|(grant, provided)| Held { grant, provided });
        proptest::collection::vec(one, 0..6).prop_map(|mut all: Vec<Held>| {
            all.sort_by_key(|held| held.grant);
            all.dedup_by_key(|held| held.grant);
            all
        })
    }

    fn told() -> impl Strategy<Value = Told> {
        let all = (
            proptest::collection::vec(grant(), 0..4),
            proptest::option::of(grant()),
            any::<bool>(),
        );
        all.prop_map(|(grants, usual, is_new)| Told {
            grants,
            usual,
            is_new,
        })
    }

    fn after(held: &[Held], done: &Settling) -> Vec<Held> {
        let stays = held.iter().filter(|one| !done.take.contains(&one.grant));
        let given = done.give.iter().map(|grant| Held {
            grant: *grant,
            provided: true,
        });
        stays.copied().chain(given).collect()
    }

    proptest! {
        #[test]
        fn what_people_gave_is_never_taken(held in held(), told in told()) {
            let done = settle(&held, &told);
            for one in held.iter().filter(|one| !one.provided) {
                prop_assert!(after(&held, &done).contains(one));
            }
        }

        #[test]
        fn afterwards_the_roles_are_those_told(held in held(), told in told()) {
            let after = after(&held, &settle(&held, &told));
            for grant in &told.grants {
                prop_assert!(after.iter().any(|one| one.grant == *grant));
            }
            for one in after.iter().filter(|one| one.provided) {
                prop_assert!(told.grants.contains(&one.grant) || told.usual == Some(one.grant));
            }
        }

        #[test]
        fn the_same_said_again_changes_nothing(held in held(), told in told()) {
            let after = after(&held, &settle(&held, &told));
            prop_assert_eq!(settle(&after, &told), Settling::default());
        }
    }

    #[test]
    fn the_usual_role_does_not_come_back_to_who_lost_it_by_hand() {
        let reader = Grant::at_party(PartyId(Uuid::from_u128(1)), Role::Reader);
        let told = Told {
            usual: Some(reader.expect("a reader")),
            ..Told::default()
        };
        assert_eq!(settle(&[], &told), Settling::default());
        let new = Told {
            is_new: true,
            ..told
        };
        assert_eq!(settle(&[], &new).give.len(), 1);
    }
}
