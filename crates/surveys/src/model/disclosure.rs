//! What is shown of persons' answers: nothing of fewer than five, nor what a total minus the others would tell.

/// Fewer answers than these are not shown.
pub const FEWEST: usize = 5;

/// Which of these groups are not shown, when how many there are of all is known. Those that are hidden are so
/// many together that none of them can be reckoned.
pub fn hidden(groups: &[usize]) -> Vec<bool> {
    let mut hidden: Vec<bool> = groups.iter().map(|size| *size < FEWEST).collect();
    let mut by_size: Vec<usize> = (0..groups.len()).collect();
    by_size.sort_by_key(|place| groups.get(*place).copied().unwrap_or_default());
    for place in by_size {
        let unseen = groups
            .iter()
            .zip(&hidden)
            .filter(|(_, is_hidden)| **is_hidden);
        let unseen: Vec<usize> = unseen
            .map(|(size, _)| *size)
            .filter(|size| *size > 0)
            .collect();
        let is_safe =
            unseen.is_empty() || unseen.len() > 1 && unseen.iter().sum::<usize>() >= FEWEST;
        if is_safe {
            break;
        }
        if let Some(one) = hidden.get_mut(place) {
            *one = true;
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_total_does_not_tell_the_one_that_is_hidden() {
        assert_eq!(hidden(&[9, 7, 3]), [false, true, true]);
        assert_eq!(hidden(&[9, 7]), [false, false]);
        assert_eq!(hidden(&[9, 0]), [false, true]);
        assert_eq!(hidden(&[4]), [true]);
        assert_eq!(hidden(&[9, 3, 2]), [false, true, true]);
    }

    proptest! {
        #[test]
        fn nothing_can_be_reckoned(groups in proptest::collection::vec(0..20_usize, 0..9)) {
            let found = hidden(&groups);
            let unseen: Vec<usize> = groups
                .iter()
                .zip(&found)
                .filter_map(|(size, is_hidden)| (*is_hidden && *size > 0).then_some(*size))
                .collect();
            for (size, is_hidden) in groups.iter().zip(&found) {
                prop_assert!(*is_hidden || *size >= FEWEST);
            }
            let everything_is = found.iter().all(|one| *one);
            prop_assert!(
                unseen.is_empty()
                    || everything_is
                    || unseen.len() > 1 && unseen.iter().sum::<usize>() >= FEWEST
            );
        }
    }
}
