use super::collaboration::{
    AssessmentRow, CollaborationFile, CollaborationFolder, MandateRow, MemberRow, SubjectRow,
};
use super::columns;
use super::register::note_other_key;
use crate::KINDS;
use crate::model::{MandateRole, Standing, check_dates};
use samverk_exchange::Intake;
use samverk_exchange::{Placed, read_rows};
use samverk_foundation::{Key, Problem, Problems};
use samverk_kept::read_files;
use samverk_sheets::Row;

pub(super) fn read_collaborations(intake: &mut Intake) -> Vec<CollaborationFolder> {
    let mut folders = Vec::new();
    for name in intake.names_in("collaborations") {
        let path = format!("collaborations/{name}");
        let key = Key::parse(&name).map_err(|problem| problem.at_file(&path));
        if let Some(key) = intake.keep(key) {
            folders.push(read_folder(intake, key, &path));
        }
    }
    folders
}

fn read_folder(intake: &mut Intake, key: Key, folder: &str) -> CollaborationFolder {
    let path = |file: &str| format!("{folder}/{file}");
    let document = read_document(intake, &key, &path("collaboration.toml"));
    let described = read_files(intake, KINDS, &path(""));
    CollaborationFolder {
        key,
        document,
        members: read_rows(intake, &path("members.csv"), columns::MEMBERS, member),
        mandates: read_rows(intake, &path("mandates.csv"), columns::MANDATES, mandate),
        assessments: read_rows(
            intake,
            &path("assessments.csv"),
            columns::ASSESSMENTS,
            assessment,
        ),
        described,
    }
}

fn read_document(intake: &mut Intake, key: &Key, path: &str) -> Option<Placed<CollaborationFile>> {
    let document = Placed::document(intake.document::<CollaborationFile>(path)?, path);
    note_other_key(intake, &document, key.as_str(), |document| &document.key);
    if document.value.name.trim().is_empty() {
        let missing = Problem::invalid("value_missing").at_column("name");
        intake.problems.push(document.place(missing));
    }
    Some(document)
}

fn member(row: &Row, problems: &mut Problems) -> Option<MemberRow> {
    let group = problems.keep(row.optional_key("group"));
    let party = problems.keep(row.key("party"));
    let standing = problems.keep(row.one_of("standing", Standing::ALL));
    let from = problems.keep(row.optional_date("from"));
    let to = problems.keep(row.optional_date("to"));
    let (from, to) = (from?, to?);
    problems.keep(check_dates(from, to).map_err(|problem| row.problem("to", problem)))?;
    let note = row.text("note");
    Some(MemberRow {
        group: group?,
        party: party?,
        standing: standing?,
        from,
        to,
        note,
    })
}

fn mandate(row: &Row, problems: &mut Problems) -> Option<MandateRow> {
    let group = problems.keep(row.optional_key("group"));
    let role = problems.keep(row.one_of("role", MandateRole::ALL));
    let party = problems.keep(row.optional_key("party"));
    let from = problems.keep(row.optional_date("from"));
    let to = problems.keep(row.optional_date("to"));
    let (from, to) = (from?, to?);
    problems.keep(check_dates(from, to).map_err(|problem| row.problem("to", problem)))?;
    let title = row.text("title");
    Some(MandateRow {
        group: group?,
        role: role?,
        title,
        party: party?,
        from,
        to,
    })
}

fn assessment(row: &Row, problems: &mut Problems) -> Option<AssessmentRow> {
    let subject = problems.keep(subject(row));
    let ladder = problems.keep(row.key("ladder"));
    let level = problems.keep(row.integer("level"));
    let wanted_level = problems.keep(row.optional_integer("wanted_level"));
    let date = problems.keep(row.optional_date("date"));
    let on_behalf_of = problems.keep(row.optional_key("on_behalf_of"));
    Some(AssessmentRow {
        subject: subject?,
        ladder: ladder?,
        level: level?,
        wanted_level: wanted_level?,
        note: row.text("note"),
        date: date?,
        on_behalf_of: on_behalf_of?,
    })
}

/// A group, or two parties, or neither. Fails with `subject_unclear`.
fn subject(row: &Row) -> Result<SubjectRow, Problem> {
    let group = row.optional_key("group")?;
    let pair = (row.optional_key("party")?, row.optional_key("other_party")?);
    match (group, pair) {
        (None, (None, None)) => Ok(SubjectRow::Whole),
        (Some(group), (None, None)) => Ok(SubjectRow::Group(group)),
        (None, (Some(party), Some(other))) => Ok(SubjectRow::Pair(party, other)),
        _ => Err(row.problem("group", Problem::invalid("subject_unclear"))),
    }
}
