//! An answer as its files say it: of one that is still written as it stands, of one that was decided on as it was then.

use crate::answer::{CONSULTATION_ANSWER, ConsultationAnswer, HeldAnswer};
use crate::choices::{AnswerState, Direction, Stance};
use crate::consultation::{CONSULTATION, HeldConsultation};
use crate::model::due;
use crate::point::HeldPoint;
use crate::section::HeldSection;
use crate::store;
use chrono::{DateTime, NaiveDate, Utc};
use samverk_database::{Tx, find_adopted, keep_adopted, withdraw_adopted};
use samverk_foundation::{Actor, Problem, Problems};
use samverk_parties::Scope;
use samverk_parties::store::list_told;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// All that stands in the files of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Where the answer was when it was kept.
    pub state: AnswerState,
    /// What was asked.
    pub title: String,
    /// Who asked.
    pub to: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub senders_number: String,
    /// Who answers.
    pub from: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The last day for the answer, when it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<samverk_rest::Date>")]
    pub due: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<samverk_rest::Date>")]
    pub dated: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<samverk_rest::Date>")]
    pub decided_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<samverk_rest::Date>")]
    pub dispatched_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paragraph: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub background: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub general: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub declined_by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decline_reason: String,
    /// What is said of each point, in the order of the points.
    #[serde(default, rename = "point", skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<LetterPoint>,
    #[serde(default, rename = "signatory", skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<LetterSignatory>,
}

/// What is said of a point, under the name that it had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterPoint {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A department that signs, with its own number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterSignatory {
    pub department: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
}

/// Who asks: the collaboration itself when it is sent from here.
fn sender(ours: &str, consultation: &HeldConsultation) -> String {
    match (consultation.direction, consultation.sender.is_empty()) {
        (_, false) => consultation.sender.to_string(),
        (Direction::Sent | Direction::Received, true) => ours.to_owned(),
    }
}

impl Letter {
    /// `ours` is what the collaboration is called.
    pub(crate) fn of(
        ours: &str,
        consultation: &HeldConsultation,
        points: &[HeldPoint],
        (answer, sections): (&HeldAnswer, &[HeldSection]),
    ) -> Self {
        let said = points.iter().filter_map(|point| {
            let mut sections = sections.iter();
            let one = sections.find(|one| one.of_point() == Some(point.id))?;
            Some(LetterPoint {
                title: point.title.to_string(),
                stance: one.stance,
                reason: one.reason.to_string(),
            })
        });
        let signatories = answer.signatories.iter().map(|one| LetterSignatory {
            department: one.department.to_string(),
            number: one.number.to_string(),
        });
        let is_declined = answer.state == AnswerState::Declined;
        let of_declining = |text: &str| match is_declined {
            true => text.to_owned(),
            false => String::new(),
        };
        Self {
            state: answer.state,
            title: consultation.title.to_string(),
            to: sender(ours, consultation),
            senders_number: consultation.sender_number.to_string(),
            from: answer.name(),
            number: answer.number.to_string(),
            due: due(consultation.last_day, answer.extended_until),
            dated: answer.dated,
            decided_on: answer.decided_on,
            dispatched_on: answer.dispatched_on,
            body: answer.body.to_string(),
            paragraph: answer.paragraph.to_string(),
            summary: answer.summary.to_string(),
            background: answer.background.to_string(),
            general: answer.general.to_string(),
            declined_by: of_declining(&answer.declined_by),
            decline_reason: of_declining(&answer.decline_reason),
            points: said.collect(),
            signatories: signatories.collect(),
        }
    }
}

/// An answer as it was when it was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLetter {
    pub letter: Letter,
    /// When it was kept: its files tell that they were made then.
    pub at: DateTime<Utc>,
}

/// What was kept of these answers, by id: one statement.
pub(crate) async fn find_letters(
    tx: &Tx,
    answers: &[HeldAnswer],
) -> Result<BTreeMap<Uuid, KeptLetter>, Problem> {
    let settled = answers.iter().filter(|one| one.state.is_settled());
    let ids: Vec<Uuid> = settled.map(|one| one.id).collect();
    let found = find_adopted(tx, &ids).await?.into_iter();
    let kept = found.map(|(id, document)| {
        let letter = document.content()?;
        let at = document.adopted_at;
        Ok((id, KeptLetter { letter, at }))
    });
    kept.collect()
}

/// Keeps what was decided, sent or declined, and withdraws it when a step is taken back.
pub(crate) async fn keep_what_stands(tx: &Tx, scope: &Scope, id: Uuid) -> Result<(), Problems> {
    let found = CONSULTATION_ANSWER.named_with_ids(tx, &[id]).await?.pop();
    let answer = found.ok_or_else(Problem::not_found)?;
    // What was kept of a later state is of no answer any more.
    while let Some(kept) = find_adopted(tx, &[id]).await?.remove(&id) {
        let letter: Letter = kept.content()?;
        let is_earlier = letter.state == AnswerState::Decided;
        let stands = letter.state == answer.state || is_earlier;
        if answer.state.is_settled() && stands {
            break;
        }
        withdraw_adopted(tx, id).await?;
    }
    if answer.state.is_settled() {
        keep(tx, scope, &answer).await?;
    }
    Ok(())
}

/// Keeps an answer as it stands, when it is kept otherwise or not at all.
async fn keep(tx: &Tx, scope: &Scope, answer: &HeldAnswer) -> Result<(), Problem> {
    let of: Vec<Uuid> = answer.of().into_iter().collect();
    let found = CONSULTATION.with_ids(tx, &of).await?.pop();
    let consultation = found.ok_or_else(Problem::not_found)?;
    let points = store::points_of(tx, consultation.id).await?;
    let sections = store::sections_of(tx, &[answer.id]).await?;
    let ours = &scope.collaboration.name;
    let letter = Letter::of(ours, &consultation, &points, (answer, &sections));
    let stands = find_letters(tx, std::slice::from_ref(answer)).await?;
    let stands = stands.get(&answer.id).map(|kept| &kept.letter);
    // What was decided is sent as it was decided.
    let letter = match stands {
        Some(decided) if decided.state == AnswerState::Decided => Letter {
            state: letter.state,
            due: letter.due,
            dispatched_on: letter.dispatched_on,
            ..decided.clone()
        },
        Some(_) | None => letter,
    };
    match stands == Some(&letter) {
        true => Ok(()),
        false => keep_letter(tx, answer, &letter).await,
    }
}

pub(crate) async fn keep_letter(
    tx: &Tx,
    answer: &HeldAnswer,
    letter: &Letter,
) -> Result<(), Problem> {
    let object = answer.object(&CONSULTATION_ANSWER);
    keep_adopted(tx, &object, letter).await?;
    Ok(())
}

/// Keeps the answers on a ground that were settled where nothing was kept: in a folder from elsewhere, or before there
/// was anywhere to keep them. One that says nothing has nothing to keep.
pub(crate) async fn keep_missing(tx: &Tx, scope: &Scope) -> Result<(), Problem> {
    let all = CONSULTATION_ANSWER
        .whole(tx, scope.collaboration.id.0)
        .await?;
    let kept = find_letters(tx, &all).await?;
    let missing = all
        .iter()
        .filter(|one| one.state.is_settled() && one.of().is_some() && !kept.contains_key(&one.id));
    let ids: Vec<Uuid> = missing.map(|one| one.id).collect();
    for answer in CONSULTATION_ANSWER.named_with_ids(tx, &ids).await? {
        let sections = store::sections_of(tx, &[answer.id]).await?;
        let is_declined = answer.state == AnswerState::Declined;
        if is_declined || answer.says_something(!sections.is_empty()) {
            keep(tx, scope, &answer).await?;
        }
    }
    Ok(())
}

/// The same of every collaboration. To be done once.
pub async fn keep_what_was_settled(tx: &Tx) -> Result<(), Problem> {
    for collaboration in list_told(tx, None).await? {
        let scope = Scope::find(tx, &KEEPER, collaboration.key.as_str()).await?;
        keep_missing(tx, &scope).await?;
    }
    Ok(())
}

const KEEPER: Actor = Actor::System("keep_what_was_settled");

impl ConsultationAnswer {
    /// There is anything to decide on.
    pub(crate) fn says_something(&self, has_sections: bool) -> bool {
        has_sections || !self.summary.is_empty() || !self.general.is_empty()
    }
}
