//! The collaboration's page shows the latest distribution that was decided.

use crate::in_force::in_force;
use crate::purpose_words::amount_words;
use crate::records::AdoptedResult;
use crate::store;
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Ore, Problem};
use samverk_web::{PanelFuture, Ui};

#[derive(Template)]
#[template(path = "economy_panel.html")]
struct Panel<'p> {
    ui: &'p Ui,
    title: String,
    href: String,
    decision: String,
    total: String,
    payers: usize,
    /// The members that pay most, with their amounts.
    largest: Vec<(String, String)>,
}

const SHOWN: usize = 3;

pub fn panel<'a>(tx: &'a Tx, ui: &'a Ui, of: CollaborationId) -> PanelFuture<'a> {
    Box::pin(draw(tx, ui, of))
}

async fn draw(tx: &Tx, ui: &Ui, of: CollaborationId) -> Result<Option<String>, Problem> {
    let all = store::list_distributions(tx, of).await?;
    let shown = in_force(&all).into_iter().filter(|record| record.published);
    let latest = shown
        .filter_map(|record| Some((record, record.adopted.as_ref()?)))
        .next();
    let Some((record, adopted)) = latest else {
        return Ok(None);
    };
    let AdoptedResult {
        decision, result, ..
    } = adopted;
    let mut rows: Vec<_> = result
        .rows
        .iter()
        .filter(|row| row.amount != Ore::ZERO)
        .collect();
    let payers = rows.len();
    rows.sort_by_key(|row| std::cmp::Reverse(row.amount));
    let amount = |amount: Ore| amount_words(ui, result.purpose, amount);
    let panel = Panel {
        ui,
        title: record.title.clone(),
        href: format!("{}{}", ui.path, record.suffix()),
        decision: ui.decision(decision),
        total: amount(result.distributed),
        payers,
        largest: rows
            .iter()
            .take(SHOWN)
            .map(|r| (r.name.clone(), amount(r.amount)))
            .collect(),
    };
    ui.fragment(&panel).map(Some)
}
