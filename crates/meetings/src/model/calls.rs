//! What somebody who is called to a meeting is to be told next.

use samverk_notices::Method;

/// What somebody has been told of a meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Called {
    #[default]
    Nothing,
    /// That they are called, at this sequence.
    To(i64),
    /// That they are called no longer.
    Off(i64),
}

/// A letter that is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Request(i64),
    Cancel(i64),
}

impl Due {
    pub fn method(self) -> Method {
        match self {
            Self::Request(_) => Method::Request,
            Self::Cancel(_) => Method::Cancel,
        }
    }

    pub fn sequence(self) -> i64 {
        match self {
            Self::Request(sequence) | Self::Cancel(sequence) => sequence,
        }
    }

    /// What the person has been told by it.
    pub fn told(self) -> Called {
        match self {
            Self::Request(sequence) => Called::To(sequence),
            Self::Cancel(sequence) => Called::Off(sequence),
        }
    }
}

/// Nothing when they know already. Whoever was never called is told of no cancellation.
pub fn due(told: Called, is_called: bool, sequence: i64) -> Option<Due> {
    match (told, is_called) {
        (Called::To(known), true) if known == sequence => None,
        (_, true) => Some(Due::Request(sequence)),
        (Called::To(_), false) => Some(Due::Cancel(sequence)),
        (Called::Nothing | Called::Off(_), false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever happens and however late letters are, a cancellation follows a call, no letter is sent
        /// twice, and the sequence never falls.
        #[test]
        fn a_cancellation_follows_a_call(steps in prop::collection::vec((any::<bool>(), any::<bool>(), any::<bool>()), 0..30)) {
            let (mut sequence, mut told, mut sent) = (0, Called::Nothing, Vec::new());
            let mut is_called = false;
            for (called, is_moved, is_sent) in steps {
                is_called = called;
                sequence += i64::from(is_moved);
                if is_sent && let Some(next) = due(told, is_called, sequence) {
                    told = next.told();
                    sent.push(next);
                }
            }
            if let Some(next) = due(told, is_called, sequence) {
                sent.push(next);
                prop_assert_eq!(due(next.told(), is_called, sequence), None);
            }
            for (before, after) in sent.iter().zip(sent.iter().skip(1)) {
                prop_assert!(before.sequence() <= after.sequence());
                let again = matches!((before, after), (Due::Cancel(_), Due::Cancel(_)));
                prop_assert!(!again && before != after);
            }
            prop_assert!(!matches!(sent.first(), Some(Due::Cancel(_))));
        }
    }
}
