//! The slot on a party's page.

use crate::report::{AWAITING, PartyReport, Section, party_report};
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_parties::model::Party;
use samverk_parties::{Telling, Told};
use samverk_web::Ui;

#[derive(Template)]
#[template(path = "party_about.html")]
struct About<'a> {
    ui: &'a Ui,
    report: &'a PartyReport,
    /// What awaits the party stands before its figures.
    first: Option<&'a Section>,
    rest: &'a [Section],
}

/// What is told on the party's page; see [`samverk_parties::Above`].
pub fn tell_of_party<'a>(tx: &'a Tx, ui: &'a Ui, party: &'a Party) -> Telling<'a> {
    Box::pin(tell(tx, ui, party))
}

async fn tell(tx: &Tx, ui: &Ui, party: &Party) -> Result<Told, Problem> {
    let report = party_report(tx, ui, party).await?;
    let (first, rest) = match report.sections.split_first() {
        Some((first, rest)) if first.id == AWAITING => (Some(first), rest),
        _ => (None, report.sections.as_slice()),
    };
    let html = ui.fragment(&About {
        ui,
        report: &report,
        first,
        rest,
    })?;
    let tables = report.sections.into_iter().filter_map(|one| one.table);
    Ok(Told {
        html,
        tables: tables.collect(),
    })
}
