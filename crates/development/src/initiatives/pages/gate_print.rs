//! The decision basis at a gate, for print: what is written, answered and scored, and what was decided on what.

use super::gate_tables::{
    Decided, assessor_table, check_table, criteria_table, decided_on, weights_at,
};
use super::words::state;
use crate::initiatives::InProcess;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{Table, Ui};

/// All of it as people read it.
pub struct GateInPrint {
    pub heading: String,
    /// Where the initiative stands, in words.
    pub state: String,
    /// What was decided last, or nothing.
    pub decision: String,
    pub facts: Vec<(String, String)>,
    /// Headings with marked texts; what is not written has none.
    pub texts: Vec<(String, String)>,
    /// Checks, criteria and assessors, without those that the gate does not have.
    pub tables: Vec<Table>,
    /// The last one first.
    pub decisions: Vec<Decided>,
}

/// For the collaboration's own people. Fails with `not_found`.
pub async fn gate_in_print(
    tx: &Tx,
    ui: &Ui,
    at: &InProcess,
    phase: &str,
) -> Result<GateInPrint, Problem> {
    if !at.scope.sees_drafts() {
        return Err(Problem::not_found());
    }
    let phase = at.gated(phase)?;
    let here = (at, &phase.key);
    let says = at.says(&phase.key);
    let weights = weights_at(tx, here, &says).await?;
    let tables = [
        check_table(ui, here, &says),
        criteria_table(ui, here, &says, &weights),
        assessor_table(ui, here, &says, |_, _| None),
    ];
    let headings = at.process.headings_of(&phase.key);
    let decisions = says.decisions.iter().rev();
    let decisions: Vec<Decided> = decisions.map(|one| decided_on(ui, one)).collect();
    let last = decisions.first().map(|one| one.words.clone());
    Ok(GateInPrint {
        heading: ui.t1("gate-heading", "phase", &*phase.name),
        state: at
            .standing()
            .map(|at| state(ui, at.state))
            .unwrap_or_default(),
        decision: last.unwrap_or_default(),
        facts: super::initiative::facts(ui, &at.initiative),
        texts: headings
            .map(|heading| {
                let text = says.text(&heading.key).map(|text| text.text.clone());
                (heading.name.to_string(), text.unwrap_or_default())
            })
            .collect(),
        tables: tables
            .into_iter()
            .filter(|table| !table.rows.is_empty())
            .collect(),
        decisions,
    })
}
