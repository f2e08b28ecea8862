//! Rows that a folder lacked and that were kept: told on the collaboration's page until a folder
//! has them or somebody has been through the list.

use crate::Scope;
use crate::model::Collaboration;
use samverk_database::{KeptWarning, Tx, keep_warnings, list_warnings};
use samverk_foundation::{Actor, Problem};

/// Drops the warnings of one file: somebody has changed the list on its page.
pub(crate) async fn settle(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    file: &str,
) -> Result<(), Problem> {
    let path = format!("{}/{file}", scope.collaboration.folder());
    keep_missing(tx, actor, &scope.collaboration, &[path], &[]).await
}

/// Keeps what these files were found to lack; what other files lacked stays.
pub(crate) async fn keep_missing(
    tx: &Tx,
    actor: &Actor,
    collaboration: &Collaboration,
    files: &[String],
    missing: &[Problem],
) -> Result<(), Problem> {
    let kept = list_warnings(tx, collaboration.id.0).await?;
    let is_other = |warning: &&KeptWarning| {
        let file = part(&warning.place, "file");
        !files.iter().any(|known| known == file)
    };
    let others = kept.iter().filter(is_other).map(as_problem);
    let all: Vec<Problem> = others.chain(missing.iter().cloned()).collect();
    keep_warnings(tx, actor, &collaboration.object(), &all).await?;
    Ok(())
}

fn part<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value.as_str())
}

fn as_problem(kept: &KeptWarning) -> Problem {
    Problem::invalid("rows_missing")
        .with("count", part(&kept.values, "count"))
        .with("names", part(&kept.values, "names"))
        .at_file(part(&kept.place, "file"))
}
