//! Making a budget, and changing its facts and parts.

use super::budget_lines::{lines_field, read_lines};
use super::common::{choices, confirmation, outermost, read_year, refuse, year};
use super::focus_areas::focus_area_choices;
use crate::actions::{SaveBudget, save_budget};
use crate::policy::Action;
use crate::records::BudgetRecord;
use crate::visible::find_visible_budget;
use axum::extract::{Path, State};
use samverk_engine::{Budget, BudgetPart, PartKind};
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
    redirect_with_notice,
};

const PART_COLUMNS: [&str; 5] = ["key", "name", "kind", "focus_area", "printed_total"];

/// The facts of a new budget, or of one that is there.
fn facts_page(
    ui: Ui,
    scope: &Scope,
    areas: Vec<Choice>,
    record: Option<&BudgetRecord>,
) -> FormPage {
    let (action, cancel, heading) = match record {
        Some(record) => {
            let href = scope.href(&record.suffix());
            (format!("{href}/redigera"), href, ui.t("budget-edit"))
        }
        None => (
            scope.href("/budget/ny"),
            scope.href("/budget"),
            ui.t("budget-new"),
        ),
    };
    let kinds = choices(&ui, "part-kind", PartKind::ALL.map(PartKind::code));
    let mut columns = vec![
        RowColumn::new("name", ui.t("budget-part-name")),
        RowColumn::choose("kind", ui.t("budget-part-kind"), kinds),
        RowColumn::new("printed_total", ui.t("budget-part-printed")),
    ];
    let offered: Vec<String> = areas.iter().map(|area| area.label.clone()).collect();
    if !areas.is_empty() {
        let label = ui.t("budget-part-focus-area");
        columns.push(RowColumn::choose("focus_area", label, areas));
    }
    columns.push(RowColumn::new("key", ui.t("economy-key")));
    let mut form = Form::new(action, ui.t("form-save")).cancel(cancel);
    if record.is_none() {
        form = form.field(Field::new("year", ui.t("budget-year"), FieldKind::Number).required());
    }
    let rows = match record {
        Some(_) => {
            let parts = FieldKind::Rows {
                columns,
                grows: true,
            };
            Field::new("parts", ui.t("budget-parts"), parts).hint(ui.t("budget-parts-hint"))
        }
        None => new_lines(&ui, offered),
    };
    let form = form
        .field(Field::new("title", ui.t("budget-title"), FieldKind::Text).required())
        .field(rows)
        .field(
            Field::new(
                "printed_total",
                ui.t("budget-printed-total"),
                FieldKind::Number,
            )
            .hint(ui.t("budget-printed-total-hint")),
        )
        .field(Field::new(
            "source",
            ui.t("economy-source"),
            FieldKind::Text,
        ))
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
        .fill(record.map(facts_filled).unwrap_or_default());
    FormPage::new(ui, heading, form)
}

/// The lines of a new budget; the parts that they name are made with them.
fn new_lines(ui: &Ui, focus_areas: Vec<String>) -> Field {
    let running = ui.t("part-kind-running");
    let names = [running].into_iter().chain(focus_areas).collect();
    let part = RowColumn::suggest("part", ui.t("budget-part"), names);
    lines_field(ui, part).hint(ui.t("budget-new-lines-hint"))
}

fn facts_filled(record: &BudgetRecord) -> Values {
    let plain = |amount: Option<Ore>| amount.map(Ore::to_plain).unwrap_or_default();
    let rows: Vec<_> = record
        .budget
        .parts
        .iter()
        .map(|part| {
            let focus_area = part
                .focus_area
                .as_ref()
                .map(Key::to_string)
                .unwrap_or_default();
            let kind = part.kind.code().to_owned();
            vec![
                part.key.to_string(),
                part.name.clone(),
                kind,
                focus_area,
                plain(part.printed_total),
            ]
        })
        .collect();
    Values::default()
        .set("title", &record.title)
        .set_rows("parts", &PART_COLUMNS, &rows)
        .set("printed_total", plain(record.budget.printed_total))
        .set("source", &record.source)
        .set("note", &record.note)
        .set("published", record.published)
        .set("revision", record.revision)
}

fn read_parts(values: &Values, problems: &mut Problems) -> Vec<BudgetPart> {
    let rows = values.rows("parts", &PART_COLUMNS);
    let kinds = PartKind::ALL.map(|kind| (kind.code(), kind));
    let mut parts = Vec::new();
    for (number, _) in rows {
        let field = |column: &str| format!("parts.{number}.{column}");
        let name = problems.keep(values.required(&field("name")));
        let kind = match values.is_set(&field("kind")) {
            true => problems.keep(values.choice(&field("kind"), &kinds)),
            false => Some(PartKind::Other),
        };
        let key = problems.keep(values.optional_key(&field("key")));
        let focus_area = problems.keep(values.optional_key(&field("focus_area")));
        let printed = problems.keep(values.optional_ore(&field("printed_total")));
        if let (Some(name), Some(kind), Some(key), Some(focus_area), Some(printed_total)) =
            (name, kind, key, focus_area, printed)
        {
            let key = key.unwrap_or_else(|| Key::from_name(&name));
            parts.push(BudgetPart {
                key,
                name,
                kind,
                focus_area,
                printed_total,
            });
        }
    }
    parts
}

/// The part with that name, which is made when there is none: a focus area where it is called like one.
fn part_named(
    name: &str,
    parts: &mut Vec<BudgetPart>,
    (ui, areas): (&Ui, &[Choice]),
) -> Result<Key, Problem> {
    let key = Key::from_name(name);
    let same = |one: &str| one.to_lowercase() == name.to_lowercase();
    let known = parts
        .iter()
        .find(|part| same(&part.name) || part.key == key);
    if let Some(known) = known {
        return Ok(known.key.clone());
    }
    let area = areas.iter().find(|area| same(&area.label));
    let focus_area = area.map(|area| Key::parse(&area.value)).transpose()?;
    let kind = match focus_area {
        Some(_) => PartKind::FocusArea,
        None if same(&ui.t("part-kind-running")) => PartKind::Running,
        None => PartKind::Other,
    };
    parts.push(BudgetPart {
        key: key.clone(),
        name: name.to_owned(),
        kind,
        focus_area,
        printed_total: None,
    });
    Ok(key)
}

fn read_facts(
    values: &Values,
    (ui, areas): (&Ui, &[Choice]),
    before: Option<&BudgetRecord>,
) -> Result<SaveBudget, Problems> {
    let mut problems = Problems::default();
    let year = match before {
        Some(before) => Some(before.year()),
        None => problems.keep(read_year(values, "year")),
    };
    let title = problems.keep(values.required("title"));
    let mut parts = read_parts(values, &mut problems);
    let lines = match before {
        Some(before) => before.budget.lines.clone(),
        None => read_lines(values, &mut problems, |field| {
            let name = values.optional(field)?;
            let named = (!name.is_empty()).then(|| part_named(&name, &mut parts, (ui, areas)));
            named.transpose()
        }),
    };
    let printed_total = problems.keep(values.optional_ore("printed_total"));
    let source = problems.keep(values.optional("source"));
    let note = problems.keep(values.optional("note"));
    let revision = match before {
        Some(_) => problems.keep(values.integer("revision")),
        None => None,
    };
    problems.or(())?;
    Ok(SaveBudget {
        title: title.unwrap_or_default(),
        published: values.checked("published"),
        budget: Budget {
            year: year.unwrap_or_default(),
            printed_total: printed_total.flatten(),
            parts,
            lines,
        },
        source: source.unwrap_or_default(),
        note: note.unwrap_or_default(),
        revision,
    })
}

pub async fn new(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveBudget.by())?;
    let areas = focus_area_choices(&tx, &scope, &[]).await?;
    facts_page(scope.ui(ui), &scope, areas, None).show()
}

pub async fn create(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("create_budget").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveBudget.by())?;
    let areas = focus_area_choices(&tx, &scope, &[]).await?;
    let page = facts_page(scope.ui(ui.clone()), &scope, areas.clone(), None);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = read_facts(&asked.values, (&ui, &areas), None).err();
        return page.show_rows(asked, found);
    }
    let saved = match read_facts(&values, (&ui, &areas), None) {
        Ok(input) => save_budget(&tx, &ui.actor, &scope, input, confirmation(&values)).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(saved) => {
            tx.commit().await?;
            let budget = scope.href(&saved.value.suffix());
            match saved.value.budget.lines.is_empty() {
                true => Ok(redirect_with_notice(&format!("{budget}/rader"), "saved")),
                false => Ok(redirect_with_notice(&budget, "saved")),
            }
        }
        Err(problems) => refuse(page, values, problems, outermost),
    }
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::SaveBudget.by())?;
    let areas = focus_area_choices(&tx, &scope, &record.budget.parts).await?;
    facts_page(inner(ui, &scope, &record), &scope, areas, Some(&record)).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_budget").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::SaveBudget.by())?;
    let areas = focus_area_choices(&tx, &scope, &record.budget.parts).await?;
    let around = inner(ui.clone(), &scope, &record);
    let page = facts_page(around, &scope, areas.clone(), Some(&record));
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = read_facts(&asked.values, (&ui, &areas), Some(&record)).err();
        return page.show_rows(asked, found);
    }
    let saved = match read_facts(&values, (&ui, &areas), Some(&record)) {
        Ok(input) => save_budget(&tx, &ui.actor, &scope, input, confirmation(&values)).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => refuse(page, values, problems, outermost),
    }
}

/// The page's surroundings below a budget.
pub fn inner(ui: Ui, scope: &Scope, record: &BudgetRecord) -> Ui {
    let ui = scope.ui(ui);
    let all = ui.t("budget-tab");
    ui.with_crumb(scope.href("/budget"), all)
        .with_crumb(scope.href(&record.suffix()), record.title.clone())
}
