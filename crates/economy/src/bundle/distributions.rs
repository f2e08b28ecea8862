//! `distributions/<distribution>/`: what it is, the printed table, and when adopted what it was
//! computed from and the result.

use super::parts::{AmountSchema, Status, decided, keep, row_of, same_name};
use super::private_drafts::{self, PrivateFile};
use crate::actions::{
    AdoptDistribution, Confirmation, SaveDistribution, Saved, Sharing, adopt_distribution,
    attach_printed_table, publish_distribution, save_distribution, supersede_distribution,
};
use crate::records::{DistributionRecord, PrintedRecord};
use crate::store;
use samverk_database::Tx;
use samverk_engine::{Distribution, DistributionInput, PrintedRow, PrintedTable, compute, written};
use samverk_exchange::{DocumentDecision, Intake};
use samverk_foundation::{Actor, Decision, Key, Ore, Problem, Problems};
use samverk_parties::Scope;
use samverk_sheets::Row;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub const PRINTED_COLUMNS: [&str; 3] = ["party", "share", "amount"];
pub const AMOUNT_COLUMNS: [&str; 3] = ["party", "part", "amount"];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DistributionStatus {
    #[default]
    Draft,
    Adopted,
    /// Adopted, and replaced by a later decision.
    Superseded,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DistributionFile {
    #[schemars(with = "String")]
    pub key: Key,
    pub title: String,
    /// The year of the budget.
    pub year: i32,
    #[schemars(with = "String")]
    pub model: Key,
    #[serde(default)]
    pub status: DistributionStatus,
    #[serde(default)]
    pub published: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The printed table's own sum in kronor.
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<AmountSchema>")]
    pub printed_total: Option<Ore>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub printed_source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DocumentDecision>,
    /// The distribution that a later decision put in place of this one, for the status `superseded`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub superseded_by: Option<Key>,
    /// For a draft that is not shared with the members. Without it, it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private: Option<PrivateFile>,
}

#[derive(Debug)]
pub struct ReadDistribution {
    folder: String,
    file: DistributionFile,
    printed: Vec<PrintedRow>,
    printed_rows: Vec<usize>,
    input: Option<DistributionInput>,
    /// Nothing when there is no such file.
    amounts: Option<Vec<StatedAmount>>,
}

#[derive(Debug)]
struct StatedAmount {
    row: usize,
    party: Key,
    part: Option<Key>,
    amount: Ore,
}

pub fn read(intake: &mut Intake, folder: &str) -> Vec<ReadDistribution> {
    let names = intake.names_in(&format!("{folder}/distributions"));
    let folders = names
        .iter()
        .map(|name| (name, format!("{folder}/distributions/{name}")));
    folders
        .filter_map(|(name, folder)| read_one(intake, folder, name))
        .collect()
}

fn read_one(intake: &mut Intake, folder: String, name: &str) -> Option<ReadDistribution> {
    let document = format!("{folder}/distribution.toml");
    let file: Option<DistributionFile> = intake.required_document(&document);
    let (mut printed, mut printed_rows) = (Vec::new(), Vec::new());
    if let Some(table) = intake.table(&format!("{folder}/printed.csv"), &PRINTED_COLUMNS) {
        for row in table.rows() {
            if let Some(read) = printed_row(intake, &row) {
                printed.push(read);
                printed_rows.push(row.line);
            }
        }
    }
    let input = intake.document(&format!("{folder}/inputs.toml"));
    let amounts = intake.table(&format!("{folder}/amounts.csv"), &AMOUNT_COLUMNS);
    let amounts = amounts.map(|table| {
        table
            .rows()
            .filter_map(|row| stated_amount(intake, &row))
            .collect::<Vec<_>>()
    });
    let file = file?;
    intake.keep(same_name(name, file.key.as_str(), &document))?;
    Some(ReadDistribution {
        folder,
        file,
        printed,
        printed_rows,
        input,
        amounts,
    })
}

fn printed_row(intake: &mut Intake, row: &Row) -> Option<PrintedRow> {
    let party = intake.keep(row.key("party"));
    let amount = intake.keep(row.optional_amount("amount"));
    Some(PrintedRow {
        party: party?,
        share: row.text("share"),
        amount: amount?,
    })
}

fn stated_amount(intake: &mut Intake, row: &Row) -> Option<StatedAmount> {
    let party = intake.keep(row.key("party"));
    let part = intake.keep(row.optional_key("part"));
    let amount = intake.keep(row.amount("amount"));
    Some(StatedAmount {
        row: row.line,
        party: party?,
        part: part?,
        amount: amount?,
    })
}

/// The order to bring them in: year by year, the earliest decision first, so that the one in force
/// comes after those that it supersedes; drafts, which may build on the year before, last.
pub fn in_order(all: &[ReadDistribution]) -> Vec<&ReadDistribution> {
    let rank = |read: &ReadDistribution| match read.file.status {
        DistributionStatus::Superseded => 0,
        DistributionStatus::Adopted => 1,
        DistributionStatus::Draft => 2,
    };
    let date = |read: &ReadDistribution| {
        let decision = read.file.decision.as_ref()?;
        Some(decision.date?.0)
    };
    let mut sorted: Vec<_> = all.iter().collect();
    sorted.sort_by_key(|read| (read.file.year, rank(read), date(read), read.key()));
    sorted
}

/// Says of those that are superseded by what, when all are there.
pub async fn apply_superseded(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadDistribution,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let Some(by) = &read.file.superseded_by else {
        return Ok(());
    };
    let done = supersede_distribution(tx, actor, scope, read.key().as_str(), by).await;
    keep(intake, done.map_err(Problems::from), |problem| {
        read.place(problem)
    })?;
    Ok(())
}

impl ReadDistribution {
    pub fn file(&self) -> &DistributionFile {
        &self.file
    }

    pub fn key(&self) -> &Key {
        &self.file.key
    }

    fn path(&self, file: &str) -> String {
        format!("{}/{file}", self.folder)
    }

    fn printed(&self) -> Option<PrintedRecord> {
        let (total, source) = (self.file.printed_total, self.file.printed_source.clone());
        let table = PrintedTable {
            rows: self.printed.clone(),
            printed_total: total,
        };
        let is_there = !self.printed.is_empty() || total.is_some() || !source.is_empty();
        is_there.then_some(PrintedRecord { source, table })
    }

    /// Findings about a printed row stand at that row, the rest at the document.
    pub fn place(&self, problem: Problem) -> Problem {
        let field = problem.place.field.clone().unwrap_or_default();
        let by_party = field.strip_prefix("printed.").and_then(|party| {
            let index = self
                .printed
                .iter()
                .position(|row| row.party.as_str() == party)?;
            Some((index, "amount"))
        });
        match row_of(&field, "printed").or(by_party) {
            Some((index, column)) => {
                let problem = problem.at_file(&self.path("printed.csv")).at_column(column);
                match self.printed_rows.get(index) {
                    Some(row) => problem.at_row(*row),
                    None => problem,
                }
            }
            None => problem.at_file(&self.path("distribution.toml")),
        }
    }

    /// `amount_differs` for every amount that is not what the computation gives.
    fn differing(&self, result: &Distribution) -> Problems {
        let file = self.path("amounts.csv");
        let Some(amounts) = &self.amounts else {
            return Problems::default();
        };
        let mut computed = amounts_of(result);
        let mut problems = Problems::default();
        for stated in amounts {
            let now = computed
                .remove(&(&stated.party, stated.part.as_ref()))
                .unwrap_or_default();
            if now != stated.amount {
                let problem = amount_differs(&stated.party, stated.part.as_ref());
                let problem = problem.with("stated", stated.amount).with("computed", now);
                problems.push(
                    problem
                        .at_file(&file)
                        .at_row(stated.row)
                        .at_column("amount"),
                );
            }
        }
        for ((party, part), now) in computed {
            let problem = amount_differs(party, part).with("stated", Ore::ZERO);
            problems.push(problem.with("computed", now).at_file(&file));
        }
        problems
    }
}

fn amount_differs(party: &Key, part: Option<&Key>) -> Problem {
    let part = part.map_or("–", Key::as_str);
    Problem::invalid("amount_differs")
        .with("party", party)
        .with("part", part)
}

/// The amounts that are not zero.
fn amounts_of(result: &Distribution) -> BTreeMap<(&Key, Option<&Key>), Ore> {
    let cells = result.rows.iter().flat_map(|row| {
        let columns = result.columns.iter().map(|column| column.part.as_ref());
        columns
            .zip(&row.cells)
            .map(|(part, amount)| ((&row.party, part), *amount))
    });
    cells.filter(|(_, amount)| *amount != Ore::ZERO).collect()
}

pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadDistribution,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let Some(sharing) = private_drafts::sharing(tx, actor, scope, read, intake).await? else {
        return Ok(());
    };
    let done = save(tx, actor, scope, read, sharing).await;
    let Some(saved) = keep(intake, done, |problem| read.place(problem))? else {
        return Ok(());
    };
    intake.warnings.extend(
        saved
            .warnings
            .into_iter()
            .map(|warning| read.place(warning)),
    );
    // The result is computed again from what it was computed from, also when it was here before.
    if let Some(adopted) = &saved.value.adopted {
        let again = compute(&adopted.input);
        if let Some(result) = keep(intake, again, |problem| read.place(problem))? {
            intake.problems.extend(read.differing(&result).0);
        }
    }
    Ok(())
}

async fn save(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadDistribution,
    sharing: Sharing,
) -> Result<Saved<DistributionRecord>, Problems> {
    let key = read.file.key.as_str();
    let status = match read.file.status {
        DistributionStatus::Draft => Status::Draft,
        DistributionStatus::Adopted | DistributionStatus::Superseded => Status::Adopted,
    };
    let decision = decided(status, read.file.decision.as_ref())?;
    if (read.file.status == DistributionStatus::Superseded) != read.file.superseded_by.is_some() {
        return Err(Problem::invalid("superseded_without_other")
            .at_field("superseded_by")
            .into());
    }
    if decision.is_none() && (read.input.is_some() || read.amounts.is_some()) {
        return Err(Problem::invalid("draft_with_result").into());
    }
    let before = store::find_distribution(tx, scope.collaboration.id, key).await?;
    let before = before.filter(|before| before.is_visible_in(scope));
    if let Some(before) = before.as_ref().filter(|before| before.is_adopted()) {
        return keep_adopted(tx, actor, scope, (read, before)).await;
    }
    let input = SaveDistribution {
        key: read.file.key.clone(),
        title: read.file.title.clone(),
        year: read.file.year,
        model: read.file.model.clone(),
        published: read.file.published,
        sharing,
        note: read.file.note.clone(),
        printed: read.printed(),
        input: read.input.clone(),
        revision: before.map(|before| before.revision),
    };
    let saved = save_distribution(tx, actor, scope, input, Confirmation::Given).await?;
    let Some(decision) = decision else {
        return Ok(saved);
    };
    let adopt = AdoptDistribution {
        decision,
        input: read.input.clone(),
        seen: saved.value.revision,
    };
    adopt_distribution(tx, actor, scope, key, adopt, Confirmation::Given).await
}

/// What is adopted stands; only its visibility and the printed table beside it can change.
async fn keep_adopted(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (read, before): (&ReadDistribution, &DistributionRecord),
) -> Result<Saved<DistributionRecord>, Problems> {
    let file = &read.file;
    let same_facts = (&file.title, file.year, &file.model, &file.note)
        == (&before.title, before.year, &before.model, &before.note);
    let known = before.adopted.as_ref();
    let stated = file.decision.clone().map(Decision::from);
    let same_decision = known.map(|known| &known.decision) == stated.as_ref();
    let same_input = read.input.is_none() || known.map(|known| &known.input) == read.input.as_ref();
    if !(same_facts && same_decision && same_input) {
        let locked = Problem::conflict("distribution_locked");
        return Err(locked.with("distribution", &before.title).into());
    }
    let key = before.key.as_str();
    let now = publish_distribution(tx, actor, scope, key, file.published).await?;
    let printed = (read.printed(), now.revision);
    attach_printed_table(tx, actor, scope, key, printed, Confirmation::Given).await
}
