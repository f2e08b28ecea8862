//! `budgets/<year>/budget.toml` and `lines.csv`: together one document, replaced as a whole.

use super::adopted_budgets::{self, AdoptedBudgetFile};
use super::parts::{AmountSchema, Status, decided, keep, row_of, same_name};
use crate::actions::{
    Confirmation, SaveBudget, adopt_budget, keep_round, publish_budget, save_budget,
};
use crate::records::{BudgetRecord, State};
use crate::store;
use samverk_database::Tx;
use samverk_engine::{Budget, BudgetLine, BudgetPart, LineKind, PartKind, written};
use samverk_exchange::{DocumentDate, DocumentDecision, Folder, Intake, to_csv, to_toml};
use samverk_foundation::{Actor, CollaborationId, Key, Ore, Problem, Problems};
use samverk_parties::Scope;
use samverk_sheets::Row;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// More than anybody opens a budget again.
const ROUNDS_MAX: i64 = 1_000;

pub const LINE_COLUMNS: [&str; 5] = ["part", "name", "kind", "amount", "note"];

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetFile {
    pub year: i32,
    pub title: String,
    #[serde(default)]
    pub status: Status,
    #[serde(default)]
    pub published: bool,
    /// The document's own sum in kronor.
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<AmountSchema>")]
    pub printed_total: Option<Ore>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<DocumentDecision>,
    /// The last day on which a draft is commented on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments_until: Option<DocumentDate>,
    /// Which round of comments it is in, or was decided in; left out for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<PartSchema>")]
    pub part: Vec<BudgetPart>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "only its schema is used")]
enum PartKindSchema {
    Running,
    FocusArea,
    Other,
}

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub(super) struct PartSchema {
    key: String,
    name: String,
    kind: PartKindSchema,
    focus_area: Option<String>,
    printed_total: Option<AmountSchema>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "only its schema is used")]
enum LineKindSchema {
    Cost,
    Income,
    Unspent,
}

#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub(super) struct LineSchema {
    part: Option<String>,
    name: String,
    kind: LineKindSchema,
    amount: AmountSchema,
    note: Option<String>,
}

#[derive(Debug)]
pub struct ReadBudget {
    document: String,
    /// What was adopted before it was opened again, with its file.
    adopted: Option<(String, AdoptedBudgetFile)>,
    table: String,
    file: BudgetFile,
    lines: Vec<BudgetLine>,
    /// The row in the file of each line.
    rows: Vec<usize>,
}

pub fn read(intake: &mut Intake, folder: &str) -> Vec<ReadBudget> {
    let years = intake.names_in(&format!("{folder}/budgets"));
    years
        .iter()
        .filter_map(|year| read_one(intake, folder, year))
        .collect()
}

fn read_one(intake: &mut Intake, folder: &str, year: &str) -> Option<ReadBudget> {
    let document = format!("{folder}/budgets/{year}/budget.toml");
    let table = format!("{folder}/budgets/{year}/lines.csv");
    let file: Option<BudgetFile> = intake.required_document(&document);
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    if let Some(read) = intake.table(&table, &LINE_COLUMNS) {
        for row in read.rows() {
            if let Some(read) = line(intake, &row) {
                lines.push(read);
                rows.push(row.line);
            }
        }
    }
    let path = format!("{folder}/budgets/{year}/adopted.toml");
    let adopted = intake.document(&path).map(|adopted| (path, adopted));
    let file = file?;
    intake.keep(same_name(year, &file.year.to_string(), &document))?;
    Some(ReadBudget {
        document,
        adopted,
        table,
        file,
        lines,
        rows,
    })
}

fn line(intake: &mut Intake, row: &Row) -> Option<BudgetLine> {
    let kinds = LineKind::ALL.map(|kind| (kind.code(), kind));
    let part = intake.keep(row.optional_key("part"));
    let name = intake.keep(row.required("name"));
    let kind = intake.keep(row.one_of("kind", &kinds));
    let amount = intake.keep(row.amount("amount"));
    Some(BudgetLine {
        part: part?,
        name: name?,
        kind: kind?,
        amount: amount?,
        note: row.text("note"),
    })
}

impl ReadBudget {
    fn place(&self, problem: Problem) -> Problem {
        let field = problem.place.field.clone().unwrap_or_default();
        match row_of(&field, "lines") {
            Some((index, column)) => {
                let problem = problem.at_file(&self.table);
                let problem = match self.rows.get(index) {
                    Some(row) => problem.at_row(*row),
                    None => problem,
                };
                if column.is_empty() {
                    problem
                } else {
                    problem.at_column(column)
                }
            }
            None => problem.at_file(&self.document),
        }
    }

    fn becomes(&self, before: Option<&BudgetRecord>) -> SaveBudget {
        let file = &self.file;
        let budget = Budget {
            year: file.year,
            printed_total: file.printed_total,
            parts: file.part.clone(),
            lines: self.lines.clone(),
        };
        SaveBudget {
            title: file.title.clone(),
            published: file.published,
            budget,
            source: file.source.clone(),
            note: file.note.clone(),
            revision: before.map(|before| before.revision),
        }
    }
}

pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadBudget,
    intake: &mut Intake,
) -> Result<(), Problem> {
    if let Some((path, file)) = &read.adopted {
        let done = adopted_budgets::apply(tx, actor, scope, (read.file.year, file)).await;
        if keep(intake, done, |problem| problem.at_file(path))?.is_none() {
            return Ok(());
        }
    }
    let done = save(tx, actor, scope, read).await;
    let warnings = keep(intake, done, |problem| read.place(problem))?.unwrap_or_default();
    intake
        .warnings
        .extend(warnings.into_iter().map(|warning| read.place(warning)));
    Ok(())
}

async fn save(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadBudget,
) -> Result<Vec<Problem>, Problems> {
    let decision = decided(read.file.status, read.file.decision.as_ref())?;
    let year = read.file.year;
    let mut before = store::find_budget(tx, scope.collaboration.id, year).await?;
    if let Some(known) = before.as_ref().filter(|known| known.state.is_adopted()) {
        if known.state.decision() != decision.as_ref() {
            return Err(Problem::conflict("budget_locked").with("year", year).into());
        }
        before = Some(publish_budget(tx, actor, scope, year, read.file.published).await?);
    }
    let input = read.becomes(before.as_ref());
    let saved = save_budget(tx, actor, scope, input, Confirmation::Given).await?;
    if let (State::Draft, Some(decision)) = (&saved.value.state, decision) {
        adopt_budget(tx, actor, scope, year, decision, saved.value.revision).await?;
    }
    let until = read.file.comments_until.as_ref().map(|day| day.0);
    let round = read.file.round.unwrap_or(1);
    if !(1..=ROUNDS_MAX).contains(&round) {
        return Err(Problem::invalid("round_invalid").at_field("round").into());
    }
    if until.is_some() || read.file.round.is_some() {
        keep_round(tx, actor, scope, year, (until, round)).await?;
    }
    Ok(saved.warnings)
}

pub async fn write(
    tx: &Tx,
    of: CollaborationId,
    path: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let records = store::list_budgets(tx, of).await?;
    for record in &records {
        write_one(record, path, folder)?;
    }
    adopted_budgets::write(tx, &records, path, folder).await
}

fn write_one(record: &BudgetRecord, path: &str, folder: &mut Folder) -> Result<(), Problem> {
    let path = format!("{path}/budgets/{}", record.year());
    folder.insert(format!("{path}/budget.toml"), to_toml(&document(record))?);
    let rows: Vec<_> = record.budget.lines.iter().map(cells).collect();
    if let Some(table) = to_csv(&LINE_COLUMNS, &rows) {
        folder.insert(format!("{path}/lines.csv"), table);
    }
    Ok(())
}

/// The draft of the year after, to begin with: the same parts and lines, and nothing decided.
pub fn write_year_after(record: &BudgetRecord, path: &str) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    write_one(&record.year_after(), path, &mut folder)?;
    Ok(folder)
}

fn document(record: &BudgetRecord) -> BudgetFile {
    BudgetFile {
        year: record.year(),
        title: record.title.clone(),
        status: if record.state.is_adopted() {
            Status::Adopted
        } else {
            Status::Draft
        },
        published: record.published,
        printed_total: record.budget.printed_total,
        source: record.source.clone(),
        note: record.note.clone(),
        decision: record.state.decision().map(DocumentDecision::from),
        comments_until: record.comments_until.map(DocumentDate),
        round: (record.round != 1).then_some(record.round),
        part: record.budget.parts.clone(),
    }
}

fn cells(line: &BudgetLine) -> Vec<String> {
    let part = line.part.as_ref().map(Key::to_string).unwrap_or_default();
    let kind = line.kind.code().to_owned();
    vec![
        part,
        line.name.clone(),
        kind,
        line.amount.to_plain(),
        line.note.clone(),
    ]
}

/// The kinds of parts and lines, for the schemas.
pub fn kind_codes() -> (Vec<&'static str>, Vec<&'static str>) {
    (
        PartKind::ALL.map(PartKind::code).to_vec(),
        LineKind::ALL.map(LineKind::code).to_vec(),
    )
}
