//! `survey_forms.csv`: a line for each edition of each form, and for what is being built.

use super::{json, parsed, survey_of};
use crate::versions::{SurveyForm, Versions};
use crate::{SURVEY, Survey, store};
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake, Placed, read_rows, to_csv};
use samverk_fields::check_form;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_sheets::Row;
use uuid::Uuid;

pub(super) const COLUMNS: &[&str] = &["survey", "version", "edition", "sent", "content", "changes"];

#[derive(Debug)]
pub(super) struct FormRow {
    survey: String,
    version: i64,
    edition: i64,
    sent: Option<DateTime<Utc>>,
    form: String,
    changes: String,
}

pub(super) fn read(intake: &mut Intake, path: &str) -> Vec<Placed<FormRow>> {
    read_rows(intake, path, COLUMNS, row).unwrap_or_default()
}

fn row(row: &Row, problems: &mut Problems) -> Option<FormRow> {
    let (version, edition) = (row.integer("version"), row.integer("edition"));
    let (version, edition) = (problems.keep(version), problems.keep(edition));
    let sent = problems.keep(row.optional_moment("sent"));
    Some(FormRow {
        survey: row.text("survey"),
        version: version?,
        edition: edition?,
        sent: sent?,
        form: row.text("content"),
        changes: row.text("changes"),
    })
}

/// Fails with `survey_unknown`, `json_malformed`, `survey_form_differs`, or with what is wrong in the form.
pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    row: &FormRow,
) -> Result<(), Problems> {
    scope.require(crate::policy::Action::Build.by())?;
    let survey = survey_of(tx, scope, &row.survey).await?;
    let versions = Versions(store::list_forms(tx, survey.id).await?);
    let mut all = versions.0.iter();
    let stands = all.find(|one| (one.version, one.edition) == (row.version, row.edition));
    let changes = match row.changes.as_str() {
        "" => Vec::new(),
        written => parsed(written, "changes")?,
    };
    let new = SurveyForm {
        id: stands.map_or_else(|| tx.new_id(), |one| one.id),
        survey: survey.id,
        version: row.version,
        edition: row.edition,
        form: parsed(&row.form, "content")?,
        changes,
        sent_at: row.sent,
        revision: stands.map_or(1, |one| one.revision + 1),
    };
    let wrong = check_form(&new.form).0.into_iter();
    let wrong: Problems = wrong.map(|problem| problem.at_field("content")).collect();
    wrong.or(())?;
    match stands {
        Some(one) if one.form == new.form && one.sent_at == new.sent_at => return Ok(()),
        Some(one) if one.sent_at.is_some() => {
            let differs = Problem::invalid("survey_form_differs");
            return Err(differs.at_field("content").into());
        }
        Some(one) => store::update_form(tx, &new, one.revision).await?,
        None => store::insert_form(tx, &new).await?,
    }
    let kind = match new.sent_at {
        Some(_) => "survey.form_sent",
        None => "survey.form_edited",
    };
    let told = serde_json::json!({ "version": new.version, "edition": new.edition });
    let event = scope.event(kind, survey.object(&SURVEY));
    let event = event.change(None::<&()>, Some(&told))?;
    tx.record(actor, event).await?;
    Ok(())
}

pub(super) async fn write(
    tx: &Tx,
    surveys: &[Held<Survey>],
    path: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let ids: Vec<Uuid> = surveys.iter().map(|one| one.id).collect();
    let forms = store::list_forms_of(tx, &ids).await?;
    let mut rows = Vec::new();
    for survey in surveys {
        for one in forms.iter().filter(|one| one.survey == survey.id) {
            let changes = match one.changes.is_empty() {
                true => String::new(),
                false => json(&one.changes)?,
            };
            rows.push(vec![
                survey.key.to_string(),
                one.version.to_string(),
                one.edition.to_string(),
                one.sent_at.map_or_else(String::new, |at| at.to_rfc3339()),
                json(&one.form)?,
                changes,
            ]);
        }
    }
    if let Some(text) = to_csv(COLUMNS, &rows) {
        folder.insert(path, text);
    }
    Ok(())
}
