//! `survey_answers.csv`: a line for everything that a party sent in, and one without a number for what it has not.

use super::{json, parsed, survey_of};
use crate::model::{Answer, AnswerState, Response, Submission, Whose};
use crate::versions::Versions;
use crate::{SURVEY, Survey, store};
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake, Placed, read_rows, to_csv};
use samverk_fields::Record;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_parties::store::{find_parties, find_party};
use samverk_sheets::Row;
use uuid::Uuid;

pub(super) const COLUMNS: &[&str] = &[
    "survey",
    "party",
    "number",
    "version",
    "edition",
    "state",
    "comparable",
    "sender",
    "sent",
    "decider",
    "decided",
    "reason",
    "record",
];

#[derive(Debug)]
pub(super) struct AnswerRow {
    survey: String,
    party: String,
    /// 0 for what is not sent in.
    number: i64,
    version: i64,
    edition: i64,
    state: AnswerState,
    comparable: bool,
    sender: String,
    sent: Option<DateTime<Utc>>,
    decider: String,
    decided: Option<DateTime<Utc>>,
    reason: String,
    record: String,
}

pub(super) fn read(intake: &mut Intake, path: &str) -> Vec<Placed<AnswerRow>> {
    read_rows(intake, path, COLUMNS, row).unwrap_or_default()
}

fn row(row: &Row, problems: &mut Problems) -> Option<AnswerRow> {
    let number = problems.keep(row.integer("number"));
    let (version, edition) = (row.integer("version"), row.integer("edition"));
    let (version, edition) = (problems.keep(version), problems.keep(edition));
    let state = problems.keep(row.one_of("state", AnswerState::ALL));
    let comparable = problems.keep(row.boolean("comparable"));
    let (sent, decided) = (row.optional_moment("sent"), row.optional_moment("decided"));
    let (sent, decided) = (problems.keep(sent), problems.keep(decided));
    Some(AnswerRow {
        survey: row.text("survey"),
        party: row.text("party"),
        number: number?,
        version: version?,
        edition: edition?,
        state: state?,
        comparable: comparable?,
        sender: row.text("sender"),
        sent: sent?,
        decider: row.text("decider"),
        decided: decided?,
        reason: row.text("reason"),
        record: row.text("record"),
    })
}

/// What was sent in stands; what is new is added after it. Fails with `survey_unknown`, `party_unknown`,
/// `survey_form_unknown`, `json_malformed` or `survey_answer_differs`.
pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    row: &AnswerRow,
) -> Result<(), Problems> {
    let survey = survey_of(tx, scope, &row.survey).await?;
    let party = find_party(tx, &row.party).await?;
    let unknown = || {
        Problem::invalid("party_unknown")
            .with("key", &row.party)
            .at_field("party")
    };
    let party = party.ok_or_else(unknown)?;
    let versions = Versions(store::list_forms(tx, survey.id).await?);
    let mut sent = versions.sent();
    let form = sent.find(|one| (one.version, one.edition) == (row.version, row.edition));
    let form = form.ok_or_else(|| Problem::invalid("survey_form_unknown").at_field("version"))?;
    let record: Record = parsed(&row.record, "record")?;
    let found = store::find_answer(tx, survey.id, Whose::Party(party.id)).await?;
    if let Some(answer) = &found {
        let sent = store::list_submissions(tx, answer.id).await?;
        let stands = sent.iter().find(|one| one.number == row.number);
        if stands.is_some_and(|one| one.record == record) {
            return Ok(());
        }
        if stands.is_some() || answer.submission >= row.number {
            let own = store::list_responses(tx, answer.id).await?;
            let draft: Record = own
                .into_iter()
                .map(|one| (one.question, one.value))
                .collect();
            return match row.number == 0 && draft == record {
                true => Ok(()),
                false => Err(Problem::invalid("survey_answer_differs")
                    .at_field("record")
                    .into()),
            };
        }
    }
    let answer = Answer {
        id: found.as_ref().map_or_else(|| tx.new_id(), |one| one.id),
        survey: survey.id,
        whose: Whose::Party(party.id),
        form: form.id,
        state: row.state,
        comparable: row.comparable,
        submission: row.number,
        sent_by: None,
        sender: row.sender.clone(),
        sent_at: row.sent,
        decider: row.decider.clone(),
        decided_at: row.decided,
        reason: row.reason.clone(),
        revision: found.as_ref().map_or(1, |one| one.revision + 1),
    };
    match &found {
        Some(before) => store::update_answer(tx, &answer, before.revision).await?,
        None => store::insert_answer(tx, &answer).await?,
    }
    put_responses(tx, &answer, &record).await?;
    if row.number > 0 {
        let submission = Submission {
            id: tx.new_id(),
            answer: answer.id,
            number: row.number,
            form: form.id,
            record,
            sender: row.sender.clone(),
            sent_at: row.sent.unwrap_or_else(|| tx.now()),
        };
        store::insert_submission(tx, &submission).await?;
    }
    let kind = match row.number {
        0 => "survey.answer_saved",
        _ => "survey.answer_sent",
    };
    let told = serde_json::json!({ "version": row.version, "answer_state": row.state.code() });
    let event = scope.event(kind, survey.object(&SURVEY));
    let event = event.change(None::<&()>, Some(&told))?;
    tx.record(actor, event.on_behalf_of(Some((party.id, &party.name))))
        .await?;
    Ok(())
}

async fn put_responses(tx: &Tx, answer: &Answer, record: &Record) -> Result<(), Problem> {
    for before in store::list_responses(tx, answer.id).await? {
        store::delete_response(tx, &before).await?;
    }
    for (question, value) in record.iter() {
        let response = Response {
            id: tx.new_id(),
            answer: answer.id,
            question: question.clone(),
            value: value.clone(),
            person: None,
            author: answer.sender.clone(),
            changed_at: answer.sent_at.unwrap_or_else(|| tx.now()),
            revision: 1,
        };
        store::insert_response(tx, &response).await?;
    }
    Ok(())
}

pub(super) async fn write(
    tx: &Tx,
    surveys: &[Held<Survey>],
    (path, is_whole): (&str, bool),
    folder: &mut Folder,
) -> Result<(), Problem> {
    let ids: Vec<Uuid> = surveys.iter().map(|one| one.id).collect();
    let forms = Versions(store::list_forms_of(tx, &ids).await?);
    let mut rows = Vec::new();
    for one in told(tx, surveys, is_whole).await? {
        rows.extend(lines(tx, &forms, &one.answer, (one.survey, one.party)).await?);
    }
    if let Some(text) = to_csv(COLUMNS, &rows) {
        folder.insert(path, text);
    }
    Ok(())
}

/// An answer of a party's that the folder has, with the keys of the survey and the party.
pub(super) struct Told {
    pub survey: String,
    pub party: String,
    pub answer: Answer,
}

/// What is not given goes with the whole only.
pub(super) async fn told(
    tx: &Tx,
    surveys: &[Held<Survey>],
    is_whole: bool,
) -> Result<Vec<Told>, Problem> {
    let ids: Vec<Uuid> = surveys.iter().map(|one| one.id).collect();
    let answers = store::list_answers_of(tx, &ids).await?;
    let parties = answers.iter().filter_map(|one| match one.whose {
        Whose::Party(id) => Some(id),
        Whose::Person(_) => None,
    });
    let parties = find_parties(tx, &Vec::from_iter(parties)).await?;
    let mut all = Vec::new();
    for survey in surveys {
        let is_told = |one: &&Answer| is_whole || one.is_given(survey.approval);
        let own = answers.iter().filter(|one| one.survey == survey.id);
        for answer in own.filter(is_told) {
            let Whose::Party(id) = answer.whose else {
                continue;
            };
            let party = parties.iter().find(|party| party.id == id);
            all.push(Told {
                survey: survey.key.to_string(),
                party: party.map_or_else(String::new, |party| party.key.to_string()),
                answer: answer.clone(),
            });
        }
    }
    Ok(all)
}

/// What was sent in, and what has been changed since.
async fn lines(
    tx: &Tx,
    forms: &Versions,
    answer: &Answer,
    (survey, party): (String, String),
) -> Result<Vec<Vec<String>>, Problem> {
    let sent = store::list_submissions(tx, answer.id).await?;
    let time = |at: Option<DateTime<Utc>>| at.map_or_else(String::new, |at| at.to_rfc3339());
    let line = |number: i64, form: Uuid, sender: &str, at, record: &Record| {
        let form = forms.get(form)?;
        let is_last = number == answer.submission;
        let state = if is_last {
            answer.state
        } else {
            AnswerState::Submitted
        };
        let own = |text: &str| {
            if is_last {
                text.to_owned()
            } else {
                String::new()
            }
        };
        Ok::<_, Problem>(vec![
            survey.clone(),
            party.clone(),
            number.to_string(),
            form.version.to_string(),
            form.edition.to_string(),
            state.code().to_owned(),
            answer.comparable.to_string(),
            sender.to_owned(),
            time(at),
            own(&answer.decider),
            if is_last {
                time(answer.decided_at)
            } else {
                String::new()
            },
            own(&answer.reason),
            json(record)?,
        ])
    };
    if sent.is_empty() {
        let own = store::list_responses(tx, answer.id).await?;
        let record: Record = own
            .into_iter()
            .map(|one| (one.question, one.value))
            .collect();
        return Ok(vec![line(0, answer.form, "", None, &record)?]);
    }
    let lines = sent.iter();
    let lines = lines.map(|one| {
        line(
            one.number,
            one.form,
            &one.sender,
            Some(one.sent_at),
            &one.record,
        )
    });
    lines.collect()
}
