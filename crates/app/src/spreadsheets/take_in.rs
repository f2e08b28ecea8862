//! A filled-in workbook on its way in: by the same road as an import, held to one collaboration.

use super::offer::Offer;
use crate::bundle::{self, Outcome};
use samverk_database::Db;
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Actor, Problem};
use samverk_parties::Scope;
use samverk_web::aside;
use samverk_work::Ending;

/// The name of the file inside the folder; the person's own name for it says nothing there.
const NAME: &str = "arbetsbok.xlsx";

/// Reads the workbook as if it lay in the collaboration's folder. Only this folder exists, so
/// nothing of another collaboration can be named. All or nothing.
pub(crate) async fn take_in(
    db: &Db,
    actor: &Actor,
    (scope, offer): (&Scope, &Offer),
    (bytes, confirm_warnings): (&[u8], bool),
    ending: Option<&Ending>,
) -> Result<Outcome, Problem> {
    let path = offer.folder(scope);
    let mut folder = Folder::default();
    folder.insert_bytes(&format!("{path}/{NAME}"), bytes);
    if let Some(document) = offer.document() {
        let tx = db.read().await?;
        let written = offer.written(&tx, scope).await?;
        let document = format!("{path}/{document}");
        folder.insert_bytes(&document, written.get(&document).unwrap_or_default());
    }
    // Unpacking a large workbook takes a while; others are served meanwhile.
    let mut intake = aside(move || Intake::new(folder)).await?;
    let tables = offer.tables();
    let is_there = tables
        .iter()
        .any(|table| intake.has(&format!("{path}/{}.csv", table.name)));
    if !is_there {
        if intake.problems.is_empty() {
            let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
            let nothing = Problem::invalid("spreadsheet_without_tables");
            intake
                .problems
                .push(nothing.with("names", names.join(", ")));
        }
        return Ok(Outcome::Refused(intake.problems.0));
    }
    bundle::import_part(db, actor, intake, confirm_warnings, ending).await
}
