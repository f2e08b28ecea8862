//! What parties decide on which text, as plain data and pure rules.

use chrono::{DateTime, NaiveDate, Utc};
use samverk_fields::choices;
use samverk_foundation::{Decision, Key, PartyId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text as it was sent. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterText {
    pub id: Uuid,
    pub letter: Uuid,
    /// From 1.
    pub number: i64,
    pub text: String,
    /// SHA-256 of the text, in small hexadecimal letters.
    pub checksum: String,
    /// Who is to decide on it.
    pub parties: Vec<Key>,
    pub sender: String,
    pub sent_at: DateTime<Utc>,
}

choices!(
    /// What a party decided on a letter.
    LetterAnswer { Accepted = "accepted", Declined = "declined" }
);

/// A party's decision on a text, and what followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub id: Uuid,
    pub letter: Uuid,
    pub party: PartyId,
    /// From 1, of each party.
    pub number: i64,
    pub answer: LetterAnswer,
    /// SHA-256 of the text decided on.
    pub checksum: String,
    pub decision: Decision,
    /// The party's own.
    pub registry_number: String,
    /// Who said so, when somebody else than the party recorded it.
    pub said_by: String,
    pub recorded_by: String,
    pub recorded_at: DateTime<Utc>,
    pub signature: Option<Signature>,
    pub exit: Option<Exit>,
    pub annulment: Option<Annulment>,
    pub revision: i64,
}

choices!(
    /// How it is known that a party has signed.
    SignedBy {
        /// Somebody with the party's mandate confirmed it here.
        Confirmation = "confirmation",
        /// A signed copy lies among the files of the letter.
        Copy = "copy",
    }
);

/// That a party has signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    pub how: SignedBy,
    pub on: NaiveDate,
    /// Who signed: a role.
    pub signer: String,
    /// Who confirmed it or recorded the copy.
    pub recorded_by: String,
    /// The signed copy: its name and its checksum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<SignedCopy>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedCopy {
    pub name: String,
    pub sha256: String,
}

/// That a party leaves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// The last day on which the party is bound.
    pub last_day: NaiveDate,
    pub decision: Decision,
    pub recorded_by: String,
}

/// That an answer was recorded by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annulment {
    pub reason: String,
    pub recorded_by: String,
    pub at: DateTime<Utc>,
}

/// Where a party stands to the text that is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyState {
    NotAnswered,
    /// The text has changed since it decided: the decision does not hold for this one.
    OtherText,
    Declined,
    /// It has accepted and not signed.
    Accepted,
    Signed,
    /// Its last day has been.
    Left,
}

impl PartyState {
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAnswered => "not_answered",
            Self::OtherText => "other_text",
            Self::Declined => "declined",
            Self::Accepted => "accepted",
            Self::Signed => "signed",
            Self::Left => "left",
        }
    }
}

/// The newest answer of a party that was not taken back.
pub fn newest(answers: &[Given], party: PartyId) -> Option<&Given> {
    let own = answers.iter();
    own.filter(|one| one.party == party && one.annulment.is_none())
        .max_by_key(|one| one.number)
}

/// Where the party stands to the text with a checksum.
pub fn state_of(newest: Option<&Given>, checksum: &str, today: NaiveDate) -> PartyState {
    let Some(one) = newest else {
        return PartyState::NotAnswered;
    };
    if one.exit.as_ref().is_some_and(|exit| exit.last_day < today) {
        return PartyState::Left;
    }
    if one.checksum != checksum {
        return PartyState::OtherText;
    }
    match (one.answer, &one.signature) {
        (LetterAnswer::Declined, _) => PartyState::Declined,
        (LetterAnswer::Accepted, None) => PartyState::Accepted,
        (LetterAnswer::Accepted, Some(_)) => PartyState::Signed,
    }
}

/// How many must have signed, of those that are to decide.
pub fn needed(stated: Option<i64>, parties: usize) -> usize {
    let stated = stated.and_then(|stated| usize::try_from(stated).ok());
    stated.map_or(parties, |stated| stated.min(parties)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn given(number: i64, answer: LetterAnswer, checksum: &str) -> Given {
        Given {
            id: Uuid::nil(),
            letter: Uuid::nil(),
            party: PartyId(Uuid::nil()),
            number,
            answer,
            checksum: checksum.to_owned(),
            decision: Decision::new("KS", day("2026-11-20"), "§ 12").unwrap(),
            registry_number: String::new(),
            said_by: String::new(),
            recorded_by: String::new(),
            recorded_at: DateTime::UNIX_EPOCH,
            signature: None,
            exit: None,
            annulment: None,
            revision: 1,
        }
    }

    fn signed(mut one: Given) -> Given {
        one.signature = Some(Signature {
            how: SignedBy::Confirmation,
            on: day("2026-11-21"),
            signer: "Kommunchefen".to_owned(),
            recorded_by: String::new(),
            copy: None,
        });
        one
    }

    #[test]
    fn a_decision_holds_for_the_text_that_was_decided_on() {
        let today = day("2026-11-22");
        let accepted = given(1, LetterAnswer::Accepted, "aa");
        let state = |one: &Given, checksum: &str| state_of(Some(one), checksum, today);
        assert_eq!(state(&accepted, "aa"), PartyState::Accepted);
        assert_eq!(state(&accepted, "bb"), PartyState::OtherText);
        let signed = signed(accepted);
        assert_eq!(state(&signed, "aa"), PartyState::Signed);
        assert_eq!(
            state(&signed, "bb"),
            PartyState::OtherText,
            "never silently valid"
        );
        assert_eq!(state_of(None, "aa", today), PartyState::NotAnswered);
        let mut left = signed;
        left.exit = Some(Exit {
            last_day: today,
            decision: left.decision.clone(),
            recorded_by: String::new(),
        });
        assert_eq!(
            state(&left, "aa"),
            PartyState::Signed,
            "bound on its last day"
        );
        let after = today.succ_opt().unwrap();
        assert_eq!(state_of(Some(&left), "aa", after), PartyState::Left);
    }

    #[test]
    fn what_was_taken_back_does_not_count() {
        let mut wrong = given(2, LetterAnswer::Declined, "aa");
        wrong.annulment = Some(Annulment {
            reason: "Fel part".to_owned(),
            recorded_by: String::new(),
            at: DateTime::UNIX_EPOCH,
        });
        let answers = [given(1, LetterAnswer::Accepted, "aa"), wrong];
        let found = newest(&answers, PartyId(Uuid::nil())).unwrap();
        assert_eq!(found.number, 1);
    }

    proptest! {
        #[test]
        fn as_many_as_are_asked_are_enough(stated in proptest::option::of(1_i64..2_000), parties in 1_usize..50) {
            let needed = needed(stated, parties);
            prop_assert!(needed >= 1 && needed <= parties);
            if stated.is_none() { prop_assert_eq!(needed, parties); }
        }

        #[test]
        fn no_other_text_is_ever_valid(checksum in "[0-9a-f]{4}", other in "[0-9a-f]{4}", is_signed: bool) {
            prop_assume!(checksum != other);
            let one = given(1, LetterAnswer::Accepted, &checksum);
            let one = if is_signed { signed(one) } else { one };
            prop_assert_eq!(state_of(Some(&one), &other, day("2026-11-22")), PartyState::OtherText);
        }
    }
}
