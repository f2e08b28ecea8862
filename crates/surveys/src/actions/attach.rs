use super::held;
use super::{Saving, Typed, save_responses};
use crate::desk::AnswerDesk;
use crate::model::Answer;
use crate::things::ANSWER;
use samverk_database::Tx;
use samverk_fields::{FieldKind, FileRef, Question, Value, check};
use samverk_files::{Laid, laid_at};
use samverk_foundation::{Actor, Problem, Problems};
use uuid::Uuid;

/// An answer that files can lie at, begun now when nobody has yet. Fails with `survey_closed`, `forbidden` or
/// `answer_is_sent`.
pub async fn begin_answer(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    section: &str,
) -> Result<Answer, Problem> {
    desk.at.require_open()?;
    if !desk.may_write(section) {
        return Err(Problem::forbidden());
    }
    let answer = held(tx, desk).await?;
    if !answer.is_open() {
        return Err(Problem::conflict("answer_is_sent"));
    }
    if desk.answer.is_none() {
        tx.record(actor, desk.event("survey.answer_begun")).await?;
    }
    Ok(answer)
}

/// A file that lies at the answer is one of those that a question is answered with. Fails as saving an answer does,
/// or with what is wrong with the file.
pub async fn attach_file(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    (section, question): (&str, &Question),
    laid: &Laid,
) -> Result<(), Problems> {
    let mut files = attached(desk, question);
    files.push(Value::File(as_answered(laid)));
    save(tx, actor, desk, (section, question), files).await
}

/// The question is answered without the file, which lies at the answer until somebody removes it. Fails as saving an
/// answer does.
pub async fn detach_file(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    (section, question): (&str, &Question),
    file: Uuid,
) -> Result<(), Problems> {
    let mut files = attached(desk, question);
    files.retain(|one| one.as_file().is_none_or(|one| one.id != file));
    save(tx, actor, desk, (section, question), files).await
}

fn attached(desk: &AnswerDesk, question: &Question) -> Vec<Value> {
    let response = desk.response(question.key.as_str());
    response.map_or_else(Vec::new, |one| one.value.parts().to_vec())
}

async fn save(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    (section, question): (&str, &Question),
    mut files: Vec<Value>,
) -> Result<(), Problems> {
    let is_list = matches!(question.kind, FieldKind::File { most, .. } if most > 1);
    let value = match (is_list, files.len()) {
        (true, _) => Value::Several(files),
        (false, 1) => files.remove(0),
        (false, 0) => Value::Nothing,
        (false, _) => return Err(Problem::invalid("files_many").with("most", 1).into()),
    };
    let form = desk.form()?.form.in_draft();
    let record = desk.record().with(question.key.clone(), value.clone());
    let wrong = check(&form, &record).0.into_iter();
    let is_own = |problem: &Problem| {
        let place = problem.place.field.as_deref().unwrap_or_default();
        place.split('.').next() == Some(question.key.as_str())
    };
    wrong.filter(is_own).collect::<Problems>().or(())?;
    let seen = desk.response(question.key.as_str());
    let typed = Typed {
        question: question.key.clone(),
        value,
        seen: seen.map_or(0, |one| one.revision),
        is_untouched: false,
    };
    match save_responses(tx, actor, desk, section, &[typed]).await? {
        Saving::Done => Ok(()),
        Saving::Conflicts(_) => Err(Problem::conflict("changed_meanwhile").into()),
    }
}

/// What an answer tells of a file that lies at it.
pub fn as_answered(laid: &Laid) -> FileRef {
    FileRef {
        id: laid.file,
        name: laid.name.clone(),
        media_type: laid.media_type.clone(),
        bytes: laid.size,
        checksum: laid.sha256.clone(),
    }
}

/// What is answered, with files as they lie at the answer: whoever sends an answer is believed in nothing but which
/// they are. Fails with `survey_file_unknown`.
pub(super) async fn as_they_lie(
    tx: &Tx,
    answer: Uuid,
    typed: &[Typed],
) -> Result<Vec<Typed>, Problem> {
    let has_files = |one: &Typed| {
        one.value
            .parts()
            .iter()
            .any(|part| part.as_file().is_some())
    };
    let mut all = typed.to_vec();
    if !all.iter().any(has_files) {
        return Ok(all);
    }
    let lying = laid_at(tx, ANSWER, answer).await?;
    for one in &mut all {
        let question = one.question.to_string();
        let known = |part: &mut Value| match part {
            Value::File(file) => {
                let found = lying.iter().find(|laid| laid.file == file.id);
                let unknown = || Problem::invalid("survey_file_unknown").at_field(&question);
                *file = as_answered(found.ok_or_else(unknown)?);
                Ok(())
            }
            _ => Ok::<_, Problem>(()),
        };
        match &mut one.value {
            Value::Several(parts) => parts.iter_mut().try_for_each(known)?,
            single => known(single)?,
        }
    }
    Ok(all)
}
