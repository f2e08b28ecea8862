//! What whoever runs a collaboration waits for from its parties, as rows of a page.

use crate::model::{Mine, lacking, party_task_name};
use crate::report::{Words, told};
use samverk_database::Tx;
use samverk_foundation::{Problem, swedish_order};
use samverk_notices::store::latest_reminders;
use samverk_parties::model::Party;
use samverk_web::Ui;
use std::collections::BTreeMap;

/// So many are named.
const NAMES: usize = 5;

/// The same thing that several parties lack.
pub(super) struct Lacked {
    pub(super) what: String,
    pub(super) href: String,
    pub(super) place: String,
    /// Its name, the same for every party.
    pub(super) task: String,
    pub(super) parties: Vec<Party>,
    /// When they were last reminded, and by whom.
    pub(super) reminded: Option<String>,
}

impl Lacked {
    /// What the task is called for each of the parties.
    fn task_names(&self) -> Vec<String> {
        let of = |party: &Party| party_task_name(&self.task, party.id);
        self.parties.iter().map(of).collect()
    }

    /// The first of them by name, and how many more.
    pub(super) fn names(&self, ui: &Ui) -> String {
        let shown = self.parties.iter().take(NAMES);
        let shown = shown.map(|party| party.name.clone());
        let names = shown.collect::<Vec<_>>().join(", ");
        match self.parties.len().saturating_sub(NAMES) {
            0 => names,
            more => format!("{names} {}", ui.t1("and-more", "count", more)),
        }
    }
}

/// A stretch of it, and how much there is in all: what lacks the most first.
pub(super) async fn lacked(
    tx: &Tx,
    ui: &Ui,
    mine: &Mine,
    (from, limit): (usize, usize),
) -> Result<(Vec<Lacked>, usize), Problem> {
    let mut by_what: BTreeMap<(String, String), Lacked> = BTreeMap::new();
    let all = lacking(mine);
    for (party, what) in &all {
        let told = told(ui, Words::Others, Some(party), what);
        let key = (told.place.clone(), told.text.clone());
        let one = by_what.entry(key).or_insert_with(|| Lacked {
            what: told.text,
            href: what.place().href("/aktorer"),
            place: told.place,
            task: what.name(),
            parties: Vec::new(),
            reminded: None,
        });
        one.parties.push((*party).clone());
    }
    let mut rows: Vec<Lacked> = by_what.into_values().collect();
    rows.sort_by_key(|one| std::cmp::Reverse(one.parties.len()));
    let all = rows.len();
    let mut rows: Vec<Lacked> = rows.into_iter().skip(from).take(limit).collect();
    let names = rows.iter().flat_map(Lacked::task_names).collect::<Vec<_>>();
    let reminders = latest_reminders(tx, &names).await?;
    for row in &mut rows {
        row.parties
            .sort_by_cached_key(|party| swedish_order(&party.name));
        let of_row = row.task_names();
        let sent = reminders.values().filter(|one| of_row.contains(&one.task));
        row.reminded = sent.max_by_key(|one| one.at).map(|one| {
            let values = [("time", ui.time(&one.at)), ("by", one.by_name.clone())];
            let values = values
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            ui.t_with("work-reminded", &values)
        });
    }
    Ok((rows, all))
}
