use super::collaboration::CollaborationFile;
use super::columns;
use crate::model::{MandateRole, PartyKind, Standing};
use crate::{KINDS, SHARED_KINDS};
use samverk_exchange::{FileSchema, document_schema, table_schema};
use samverk_kept::file_schemas;

/// The schemas of the domain's files.
pub fn schemas() -> Vec<FileSchema> {
    let kinds = ("kind", codes(PartyKind::ALL));
    let own = vec![
        table_schema(
            "parties.csv",
            columns::PARTIES,
            &["key", "kind", "name"],
            &[kinds],
        ),
        table_schema(
            "population.csv",
            columns::POPULATION,
            columns::POPULATION,
            &[],
        ),
        document_schema::<CollaborationFile>("collaborations/collaboration.toml"),
        table_schema(
            "collaborations/members.csv",
            columns::MEMBERS,
            &["party", "standing"],
            &[("standing", codes(Standing::ALL))],
        ),
        table_schema(
            "collaborations/mandates.csv",
            columns::MANDATES,
            &["role"],
            &[("role", codes(MandateRole::ALL))],
        ),
        table_schema(
            "collaborations/assessments.csv",
            columns::ASSESSMENTS,
            &["ladder", "level"],
            &[],
        ),
    ];
    let shared = file_schemas(SHARED_KINDS, "");
    let described = file_schemas(KINDS, "collaborations/");
    own.into_iter().chain(shared).chain(described).collect()
}

fn codes<T>(all: &[(&'static str, T)]) -> Vec<&'static str> {
    all.iter().map(|(code, _)| *code).collect()
}
