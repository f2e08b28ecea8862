use super::*;
use proptest::prelude::*;

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn criteria() -> [Key; 3] {
    ["nytta", "kostnad", "risk"].map(key)
}

fn candidate(id: u32, scores: &[&[i64]]) -> Candidate<u32> {
    let scores = criteria()
        .into_iter()
        .zip(scores.iter().map(|one| one.to_vec()));
    Candidate {
        id,
        scores: scores.collect(),
        is_held_back: false,
    }
}

fn fraction(above: i64, below: i64) -> Exact {
    Exact::integer(above)
        .divided_by(&Exact::integer(below))
        .unwrap()
}

#[test]
fn values_are_exact_and_ties_share_a_place() {
    let weights = [(key("nytta"), 2), (key("kostnad"), 1)];
    let all = [
        candidate(1, &[&[4, 5], &[3]]),
        candidate(2, &[&[5], &[2]]),
        candidate(3, &[&[4, 4, 5], &[1]]),
        candidate(4, &[&[5], &[]]),
        Candidate {
            is_held_back: true,
            ..candidate(5, &[&[5], &[5]])
        },
    ];
    let ranking = rank(&weights, &all);
    let told: Vec<_> = ranking
        .ranked
        .iter()
        .map(|one| (one.id, one.place, one.is_tied, one.value.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (1, 1, true, Exact::integer(4)),
            (2, 1, true, Exact::integer(4)),
            (3, 3, false, fraction(29, 9)),
        ]
    );
    assert_eq!(ranking.ranked[0].to_next, None);
    assert_eq!(ranking.ranked[2].to_next, Some(fraction(7, 9)));
    assert_eq!((ranking.unscored, ranking.held_back), (vec![4], vec![5]));
}

fn weights() -> impl Strategy<Value = Vec<(Key, i64)>> {
    prop::collection::vec(1_i64..=100, 3)
        .prop_map(|weights| criteria().into_iter().zip(weights).collect())
}

fn candidates() -> impl Strategy<Value = Vec<Candidate<u32>>> {
    let scores = prop::collection::vec(prop::collection::vec(1_i64..=5, 0..4), 3);
    prop::collection::vec((scores, any::<bool>()), 0..12).prop_map(|all| {
        let one = |(id, (scores, is_held_back)): (u32, (Vec<Vec<i64>>, bool))| {
            let scores: Vec<&[i64]> = scores.iter().map(Vec::as_slice).collect();
            Candidate {
                is_held_back,
                ..candidate(id, &scores)
            }
        };
        (0..).zip(all).map(one).collect()
    })
}

proptest! {
    #[test]
    fn the_order_in_which_they_come_changes_nothing(
        weights in weights(),
        (all, mixed) in candidates().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(rank(&weights, &all), rank(&weights, &mixed));
    }

    #[test]
    fn everything_stands_once_and_ties_are_symmetrical(weights in weights(), all in candidates()) {
        let ranking = rank(&weights, &all);
        let count = ranking.ranked.len() + ranking.unscored.len() + ranking.held_back.len();
        prop_assert_eq!(count, all.len());
        for one in &ranking.ranked {
            let better = ranking.ranked.iter().filter(|other| other.value > one.value).count();
            prop_assert_eq!(one.place, better + 1);
            let alike: Vec<_> = ranking.ranked.iter().filter(|other| other.place == one.place).collect();
            prop_assert_eq!(one.is_tied, alike.len() > 1);
            for other in alike {
                prop_assert_eq!(&other.value, &one.value);
                prop_assert_eq!(&other.to_next, &one.to_next);
            }
            prop_assert_eq!(one.to_next.is_none(), one.place == 1);
            prop_assert!(one.value >= Exact::integer(1) && one.value <= Exact::integer(5));
        }
    }

    #[test]
    fn only_the_proportions_of_the_weights_count(weights in weights(), all in candidates(), times in 1_i64..50) {
        let larger: Vec<_> = weights.iter().map(|(key, weight)| (key.clone(), weight * times)).collect();
        prop_assert_eq!(rank(&weights, &all), rank(&larger, &all));
    }

    #[test]
    fn a_better_score_never_gives_a_worse_place(weights in weights(), all in candidates(), which in 0_u32..12) {
        let before = rank(&weights, &all);
        let mut better = all.clone();
        for one in better.iter_mut().filter(|one| one.id == which) {
            for scores in one.scores.values_mut() {
                scores.iter_mut().for_each(|score| *score = (*score + 1).min(5));
            }
        }
        let after = rank(&weights, &better);
        let place = |ranking: &Ranking<u32>| {
            ranking.ranked.iter().find(|one| one.id == which).map(|one| one.place)
        };
        prop_assert!(place(&after) <= place(&before));
    }
}
