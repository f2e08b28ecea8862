//! Making and changing a distribution, and the printed table beside it.

use super::common::{confirmation, outermost, read_year, refuse};
use super::distributions::below;
use super::measures::party_choices;
use crate::actions::{SaveDistribution, attach_printed_table, save_distribution};
use crate::model::{PrintedRow, PrintedTable};
use crate::policy::Action;
use crate::records::{BudgetRecord, DistributionRecord, ModelRecord, PrintedRecord};
use crate::store;
use crate::view::find_visible_distribution;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
    redirect_with_notice,
};

const PRINTED_COLUMNS: [&str; 3] = ["party", "share", "amount"];

/// What a distribution can be made of.
struct Offers {
    budgets: Vec<BudgetRecord>,
    models: Vec<ModelRecord>,
}

async fn offers(tx: &Tx, scope: &Scope) -> Result<Offers, Problem> {
    let of = scope.collaboration.id;
    let (budgets, models) = (
        store::list_budgets(tx, of).await?,
        store::list_models(tx, of).await?,
    );
    Ok(Offers { budgets, models })
}

fn facts_page(
    ui: Ui,
    scope: &Scope,
    offers: &Offers,
    record: Option<&DistributionRecord>,
) -> FormPage {
    let (action, cancel, heading) = match record {
        Some(record) => {
            let href = scope.href(&record.suffix());
            (format!("{href}/redigera"), href, ui.t("distribution-edit"))
        }
        None => (
            scope.href("/fordelning/ny"),
            scope.href("/fordelning"),
            ui.t("distribution-new"),
        ),
    };
    let budget = |known: &BudgetRecord| {
        Choice::new(known.year(), format!("{} – {}", known.year(), known.title))
    };
    let mut years: Vec<_> = offers.budgets.iter().map(budget).collect();
    // A model with an amount of its own can be used in a year without budget.
    let year = record.map(|record| record.year);
    if let Some(year) = year.filter(|year| !offers.budgets.iter().any(|b| b.year() == *year)) {
        years.push(Choice::new(year, year.to_string()));
    }
    let model = |known: &ModelRecord| Choice::new(&known.model.key, known.model.name.clone());
    let models = offers.models.iter().map(model).collect();
    let form = Form::new(action, ui.t("form-save"))
        .field(
            Field::new("title", ui.t("distribution-title"), FieldKind::Text)
                .required()
                .hint(ui.t("distribution-title-hint")),
        )
        .field(
            Field::new(
                "year",
                ui.t("distribution-budget"),
                FieldKind::Select(years),
            )
            .required(),
        )
        .field(
            Field::new(
                "model",
                ui.t("distribution-model"),
                FieldKind::Select(models),
            )
            .required(),
        )
        .field(Field::new(
            "note",
            ui.t("economy-note"),
            FieldKind::LongText { rows: 4 },
        ))
        .field(Field::new(
            "published",
            ui.t("economy-published"),
            FieldKind::Checkbox,
        ))
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(cancel);
    FormPage::new(ui, heading, form)
}

fn facts_filled(record: &DistributionRecord) -> Values {
    Values::default()
        .set("title", &record.title)
        .set("year", record.year)
        .set("model", &record.model)
        .set("note", &record.note)
        .set("published", record.published)
        .set("revision", record.revision)
}

fn read_facts(
    values: &Values,
    key_of: impl Fn(&str) -> Key,
    before: Option<&DistributionRecord>,
) -> Result<SaveDistribution, Problems> {
    let mut problems = Problems::default();
    let title = problems.keep(values.required("title"));
    let year = problems.keep(read_year(values, "year"));
    let model = problems.keep(values.required("model"));
    let model = model.and_then(|model| problems.keep(Key::parse(&model)));
    let note = problems.keep(values.optional("note"));
    let revision = match before {
        Some(_) => problems.keep(values.integer("revision")),
        None => None,
    };
    let (Some(title), Some(year), Some(model), Some(note)) = (title, year, model, note) else {
        return Err(problems);
    };
    let key = before.map_or_else(|| key_of(&title), |before| before.key.clone());
    let printed = before.and_then(|before| before.printed.clone());
    let published = values.checked("published");
    let input = None;
    problems.or(SaveDistribution {
        key,
        title,
        year,
        model,
        published,
        note,
        printed,
        input,
        revision,
    })
}

pub async fn new(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveDistribution.by())?;
    let offers = offers(&tx, &scope).await?;
    facts_page(below(scope.ui(ui), &scope), &scope, &offers, None).show()
}

pub async fn create(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("create_distribution").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveDistribution.by())?;
    let known = store::list_distributions(&tx, scope.collaboration.id).await?;
    let is_taken = |key: &Key| known.iter().any(|record| record.key == *key);
    let saved = match read_facts(&values, |title| free_key(title, is_taken), None) {
        Ok(input) => save_distribution(&tx, &ui.actor, &scope, input, confirmation(&values)).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(saved) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href(&saved.value.suffix()),
                "saved",
            ))
        }
        Err(problems) => {
            let offers = offers(&tx, &scope).await?;
            let page = facts_page(below(scope.ui(ui), &scope), &scope, &offers, None);
            refuse(page, values, problems, outermost)
        }
    }
}

/// A key made of a name that nothing else has. `ny` is the address of the form.
pub fn free_key(name: &str, is_taken: impl Fn(&Key) -> bool) -> Key {
    let key = Key::from_name(name);
    if key.as_str() != "ny" && !is_taken(&key) {
        return key;
    }
    let numbered = (2..)
        .map(|number| key.numbered(number))
        .find(|key| !is_taken(key));
    numbered.unwrap_or(key)
}

/// The page's surroundings below a distribution.
pub fn inner(ui: Ui, scope: &Scope, record: &DistributionRecord) -> Ui {
    below(scope.ui(ui), scope).with_crumb(scope.href(&record.suffix()), record.title.clone())
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    let offers = offers(&tx, &scope).await?;
    let mut page = facts_page(inner(ui, &scope, &record), &scope, &offers, Some(&record));
    page.form.values = facts_filled(&record);
    page.show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_distribution").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    let saved = match read_facts(&values, Key::from_name, Some(&record)) {
        Ok(input) => save_distribution(&tx, &ui.actor, &scope, input, confirmation(&values)).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => {
            let offers = offers(&tx, &scope).await?;
            let page = facts_page(inner(ui, &scope, &record), &scope, &offers, Some(&record));
            refuse(page, values, problems, outermost)
        }
    }
}

fn printed_page(ui: Ui, scope: &Scope, record: &DistributionRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let columns = vec![
        RowColumn::choose("party", ui.t("economy-party"), party_choices(scope)),
        RowColumn::new("share", ui.t("printed-share")),
        RowColumn::new("amount", ui.t("printed-amount")),
    ];
    let rows = FieldKind::Rows { columns, spare: 2 };
    let form = Form::new(format!("{href}/tryckt-tabell"), ui.t("form-save"))
        .field(Field::new(
            "source",
            ui.t("printed-source"),
            FieldKind::Text,
        ))
        .field(Field::new("printed", ui.t("printed-rows"), rows).hint(ui.t("printed-rows-hint")))
        .field(Field::new(
            "total",
            ui.t("printed-total"),
            FieldKind::Number,
        ))
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(href);
    let (heading, lead) = (ui.t("printed-heading"), ui.t("printed-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

/// What is attached, or one row for each member to be filled in.
fn printed_filled(scope: &Scope, record: &DistributionRecord) -> Values {
    let values = Values::default().set("revision", record.revision);
    let Some(printed) = &record.printed else {
        let row = |member: &samverk_parties::model::Member| vec![member.party.key.to_string()];
        let rows: Vec<_> = scope.members.iter().map(row).collect();
        return values.set_rows("printed", &["party"], &rows);
    };
    let row = |row: &PrintedRow| {
        vec![
            row.party.to_string(),
            row.share.clone(),
            row.amount.to_plain(),
        ]
    };
    let rows: Vec<_> = printed.table.rows.iter().map(row).collect();
    values
        .set("source", &printed.source)
        .set(
            "total",
            printed
                .table
                .printed_total
                .map(Ore::to_plain)
                .unwrap_or_default(),
        )
        .set_rows("printed", &PRINTED_COLUMNS, &rows)
}

/// Rows without share and amount are left out; a table without rows is no table.
fn read_printed(values: &Values) -> Result<(Option<PrintedRecord>, i64), Problems> {
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    for (number, cells) in values.rows("printed", &PRINTED_COLUMNS) {
        let field = |column: &str| format!("printed.{number}.{column}");
        if cells.iter().skip(1).all(String::is_empty) {
            continue;
        }
        let party = problems.keep(values.required(&field("party")));
        let party = party.and_then(|party| problems.keep(Key::parse(&party)));
        let share = problems.keep(values.optional(&field("share")));
        let amount = problems.keep(values.ore(&field("amount")));
        if let (Some(party), Some(share), Some(amount)) = (party, share, amount) {
            rows.push(PrintedRow {
                party,
                share,
                amount,
            });
        }
    }
    let source = problems.keep(values.optional("source"));
    let total = problems.keep(values.optional_ore("total"));
    let seen = problems.keep(values.integer("revision"));
    let (Some(source), Some(printed_total), Some(seen)) = (source, total, seen) else {
        return Err(problems);
    };
    let table = PrintedTable {
        rows,
        printed_total,
    };
    let is_empty = table.rows.is_empty();
    problems.or(((!is_empty).then_some(PrintedRecord { source, table }), seen))
}

pub async fn edit_printed(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    let mut page = printed_page(inner(ui, &scope, &record), &scope, &record);
    page.form.values = printed_filled(&scope, &record);
    page.show()
}

pub async fn save_printed(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("attach_printed_table").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    let key = record.key.as_str();
    let saved = match read_printed(&values) {
        Ok(printed) => {
            let confirmed = confirmation(&values);
            attach_printed_table(&tx, &ui.actor, &scope, key, printed, confirmed).await
        }
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => {
            let page = printed_page(inner(ui, &scope, &record), &scope, &record);
            refuse(page, values, problems, outermost)
        }
    }
}
