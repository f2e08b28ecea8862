use super::attach::as_they_lie;
use super::held;
use crate::desk::AnswerDesk;
use crate::model::Response;
use crate::store;
use samverk_database::Tx;
use samverk_fields::{FieldKey, Value};
use samverk_foundation::{Actor, Problem, Problems};

/// What somebody typed at one question, and what they had seen there.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    pub question: FieldKey,
    pub value: Value,
    /// The revision that the page showed; 0 when nothing was answered.
    pub seen: i64,
    /// It is what the page showed, whatever stands now.
    pub is_untouched: bool,
}

/// A question that a colleague answered meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub question: FieldKey,
    /// What stands, by whom and when.
    pub standing: Option<Response>,
}

/// What came of saving.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    Done,
    /// Nothing was saved: these are to be read first.
    Conflicts(Vec<Conflict>),
}

/// Saves some questions of one section, each over the revision that was seen. What nobody touched stays as it is,
/// so that two colleagues on different questions never meet. Fails with `survey_closed`, `forbidden`,
/// `answer_is_sent`, or `survey_file_unknown` for a file that does not lie at the answer.
pub async fn save_responses(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    section: &str,
    typed: &[Typed],
) -> Result<Saving, Problems> {
    desk.at.require_open()?;
    if !desk.may_write(section) {
        return Err(Problem::forbidden().into());
    }
    let answer = held(tx, desk).await?;
    if !answer.is_open() {
        return Err(Problem::conflict("answer_is_sent").into());
    }
    let typed = as_they_lie(tx, answer.id, typed).await?;
    let standing = store::list_responses(tx, answer.id).await?;
    let (mut conflicts, mut changed) = (Vec::new(), Vec::new());
    for one in typed.iter().filter(|one| !one.is_untouched) {
        let stands = standing.iter().find(|other| other.question == one.question);
        let now = stands.map_or(&Value::Nothing, |stands| &stands.value);
        if *now == one.value || now.is_nothing() && one.value.is_nothing() {
            continue;
        }
        match stands.map_or(0, |stands| stands.revision) == one.seen {
            true => changed.push((one, stands)),
            false => conflicts.push(Conflict {
                question: one.question.clone(),
                standing: stands.cloned(),
            }),
        }
    }
    if !conflicts.is_empty() {
        return Ok(Saving::Conflicts(conflicts));
    }
    for (one, stands) in &changed {
        save_one(tx, actor, answer.id, one, *stands).await?;
    }
    if !changed.is_empty() {
        let names: Vec<&str> = changed
            .iter()
            .map(|(one, _)| one.question.as_str())
            .collect();
        // What a party has not sent in is its own: the log tells which questions, and not what was said.
        let told = serde_json::json!({ "questions": names });
        let event = desk
            .event("survey.answer_saved")
            .change(None::<&()>, Some(&told))?;
        tx.record(actor, event).await?;
    }
    Ok(Saving::Done)
}

/// An answer that was taken back is kept as nothing, so that its revision goes on.
async fn save_one(
    tx: &Tx,
    actor: &Actor,
    answer: uuid::Uuid,
    typed: &Typed,
    stands: Option<&Response>,
) -> Result<(), Problem> {
    let person = actor.person();
    let response = Response {
        id: stands.map_or_else(|| tx.new_id(), |stands| stands.id),
        answer,
        question: typed.question.clone(),
        value: typed.value.clone(),
        person: person.map(|person| person.id),
        author: person.map_or_else(String::new, |person| person.name.clone()),
        changed_at: tx.now(),
        revision: typed.seen + 1,
    };
    match stands {
        Some(_) => store::update_response(tx, &response, typed.seen).await,
        None => store::insert_response(tx, &response).await,
    }
}
