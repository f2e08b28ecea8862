//! An answer to a survey: the joint one of a party, or a person's own.

use chrono::{DateTime, Utc};
use samverk_fields::{FieldKey, Record, Value, choices};
use samverk_foundation::{PartyId, PersonId, Problem};
use uuid::Uuid;

choices!(
    /// How far an answer has come.
    AnswerState {
        Draft = "draft",
        Submitted = "submitted",
        Returned = "returned",
        Approved = "approved",
    }
);

choices!(
    /// A step that somebody takes with an answer.
    Step {
        Submit = "submit",
        Return = "return",
        Approve = "approve",
        Reopen = "reopen",
    }
);

/// Whose answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    Party(PartyId),
    Person(PersonId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub id: Uuid,
    pub survey: Uuid,
    pub whose: Whose,
    /// The form that it is being given in.
    pub form: Uuid,
    pub state: AnswerState,
    /// Whether the other parties may compare themselves with it.
    pub comparable: bool,
    /// The number of the latest that was sent in; 0 before the first.
    pub submission: i64,
    pub sent_by: Option<PersonId>,
    pub sender: String,
    pub sent_at: Option<DateTime<Utc>>,
    /// Who approved or returned it.
    pub decider: String,
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was returned.
    pub reason: String,
    pub revision: i64,
}

/// What was answered to one question, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub id: Uuid,
    pub answer: Uuid,
    pub question: FieldKey,
    pub value: Value,
    pub person: Option<PersonId>,
    pub author: String,
    pub changed_at: DateTime<Utc>,
    pub revision: i64,
}

/// A section that somebody answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub id: Uuid,
    pub answer: Uuid,
    pub section: FieldKey,
    pub person: Option<PersonId>,
    pub name: String,
    pub done_at: Option<DateTime<Utc>>,
    pub done_by: String,
    pub revision: i64,
}

/// What was sent in, as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    pub id: Uuid,
    pub answer: Uuid,
    pub number: i64,
    pub form: Uuid,
    pub record: Record,
    pub sender: String,
    pub sent_at: DateTime<Utc>,
}

/// What was made of an answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub id: Uuid,
    pub submission: Uuid,
    pub question: FieldKey,
    /// A need, a relation.
    pub thing_kind: String,
    pub thing: Uuid,
    pub author: String,
    pub made_at: DateTime<Utc>,
}

impl Answer {
    pub fn is_open(&self) -> bool {
        matches!(self.state, AnswerState::Draft | AnswerState::Returned)
    }

    /// Whether it counts as an answer to the survey.
    pub fn is_given(&self, approval: bool) -> bool {
        match self.state {
            AnswerState::Approved => true,
            AnswerState::Submitted => !approval,
            AnswerState::Draft | AnswerState::Returned => false,
        }
    }
}

/// Where a step leads. `approval` is whether somebody else of the party is to approve. Fails with
/// `answer_step_impossible`, `approver_is_sender` or `reason_missing`.
pub fn stepped(
    answer: &Answer,
    step: Step,
    by: Option<PersonId>,
    (approval, reason): (bool, &str),
) -> Result<AnswerState, Problem> {
    let is_sender = by.is_some() && by == answer.sent_by;
    match (answer.state, step) {
        (AnswerState::Draft | AnswerState::Returned, Step::Submit) => Ok(AnswerState::Submitted),
        (AnswerState::Submitted, Step::Approve | Step::Return) if approval => match step {
            _ if is_sender => Err(Problem::conflict("approver_is_sender")),
            Step::Return if reason.is_empty() => {
                Err(Problem::invalid("return_reason_missing").at_field("reason"))
            }
            Step::Return => Ok(AnswerState::Returned),
            _ => Ok(AnswerState::Approved),
        },
        (AnswerState::Submitted | AnswerState::Approved, Step::Reopen) => Ok(AnswerState::Draft),
        (AnswerState::Submitted | AnswerState::Approved, Step::Submit) => {
            Err(Problem::conflict("answer_already_sent"))
        }
        _ => Err(Problem::conflict("answer_step_impossible")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(state: AnswerState, sent_by: u128) -> Answer {
        let id = Uuid::from_u128(1);
        Answer {
            id,
            survey: id,
            whose: Whose::Party(PartyId(id)),
            form: id,
            state,
            comparable: false,
            submission: 1,
            sent_by: Some(PersonId(Uuid::from_u128(sent_by))),
            sender: String::new(),
            sent_at: None,
            decider: String::new(),
            decided_at: None,
            reason: String::new(),
            revision: 1,
        }
    }

    fn step(
        from: AnswerState,
        step: Step,
        by: u128,
        approval: bool,
    ) -> Result<AnswerState, &'static str> {
        let by = Some(PersonId(Uuid::from_u128(by)));
        let led = stepped(&answer(from, 7), step, by, (approval, "Fel siffror"));
        led.map_err(|problem| problem.code)
    }

    #[test]
    fn somebody_else_approves() {
        use AnswerState::{Approved, Draft, Returned, Submitted};
        assert_eq!(step(Draft, Step::Submit, 7, true), Ok(Submitted));
        assert_eq!(
            step(Submitted, Step::Approve, 7, true),
            Err("approver_is_sender")
        );
        assert_eq!(step(Submitted, Step::Approve, 8, true), Ok(Approved));
        assert_eq!(step(Submitted, Step::Return, 8, true), Ok(Returned));
        assert_eq!(step(Returned, Step::Submit, 7, true), Ok(Submitted));
        assert_eq!(step(Approved, Step::Reopen, 7, true), Ok(Draft));
        assert_eq!(
            step(Submitted, Step::Approve, 8, false),
            Err("answer_step_impossible")
        );
        assert_eq!(
            step(Submitted, Step::Submit, 8, true),
            Err("answer_already_sent")
        );
        assert_eq!(
            step(Draft, Step::Reopen, 8, true),
            Err("answer_step_impossible")
        );
    }

    #[test]
    fn an_answer_is_given_when_nobody_is_waited_for() {
        assert!(answer(AnswerState::Submitted, 1).is_given(false));
        assert!(!answer(AnswerState::Submitted, 1).is_given(true));
        assert!(answer(AnswerState::Approved, 1).is_given(true));
        assert!(!answer(AnswerState::Returned, 1).is_given(false));
    }
}
