use super::form_parts::{finish, hidden, long, with_hint};
use super::plan;
use crate::PlanScope;
use crate::actions::{TextsDraft, save_texts};
use crate::model::{NamedText, PlanVersion, TitledText};
use crate::policy::Action;
use axum::extract::{Path, State};
use samverk_foundation::{Problem, Problems};
use samverk_web::{AppState, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values};

const COLUMNS: [&str; 3] = ["order", "title", "text"];

fn page(ui: Ui, at: &PlanScope, number: i64) -> Result<FormPage, Problem> {
    at.require(Action::SavePlan.by())?;
    let version = at.version(number)?;
    let ui = plan::inside_plan(ui, at);
    let rows = |name: &'static str, key: &str, title: &str, spare: usize| {
        let columns = vec![
            RowColumn::new("order", ui.t("plan-order")),
            RowColumn::new("title", ui.t(title)),
            RowColumn::long("text", ui.t("plan-text")),
        ];
        with_hint(
            &ui,
            Field::new(name, ui.t(key), FieldKind::Rows { columns, spare }),
            key,
        )
    };
    let form = Form::new(at.version_href(number, "/text"), ui.t("form-save"))
        .field(long(&ui, "summary", "plan-summary", 4))
        .field(long(&ui, "vision", "plan-vision", 3))
        .field(rows("values", "plan-values", "plan-name", 2))
        .field(long(&ui, "note", "plan-note", 3))
        .field(rows("sections", "plan-sections", "plan-title", 3))
        .field(rows("appendices", "plan-appendices", "plan-title", 2))
        .field(hidden("revision"))
        .cancel(at.version_href(number, ""))
        .fill(filled(version));
    let (heading, lead) = (ui.t("version-edit-texts"), ui.t("version-texts-lead"));
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

fn filled(version: &PlanVersion) -> Values {
    let content = &version.content;
    let rows = |texts: Vec<(&String, &String)>| -> Vec<Vec<String>> {
        let row = |((title, text), order): ((&String, &String), usize)| {
            vec![order.to_string(), title.clone(), text.clone()]
        };
        texts.into_iter().zip(1..).map(row).collect()
    };
    let values = content
        .values
        .iter()
        .map(|one| (&one.name, &one.text))
        .collect();
    let sections = content
        .sections
        .iter()
        .map(|one| (&one.title, &one.text))
        .collect();
    let appendices = content
        .appendices
        .iter()
        .map(|one| (&one.title, &one.text))
        .collect();
    Values::default()
        .set("summary", &content.summary)
        .set("vision", &content.vision)
        .set("note", &content.note)
        .set("revision", version.revision)
        .set_rows("values", &COLUMNS, &rows(values))
        .set_rows("sections", &COLUMNS, &rows(sections))
        .set_rows("appendices", &COLUMNS, &rows(appendices))
}

/// The rows that have a title or a text, by their number; those without a number come last.
fn read_rows(values: &Values, field: &str) -> Result<Vec<(String, String)>, Problem> {
    let mut rows = Vec::new();
    for (_, cells) in values.rows(field, &COLUMNS) {
        let [order, title, text] = &cells[..] else {
            continue;
        };
        if title.is_empty() && text.is_empty() {
            continue;
        }
        let order = match order.as_str() {
            "" => i64::MAX,
            order => order.parse().map_err(|_| {
                Problem::invalid("integer_invalid")
                    .with("value", order)
                    .at_field(field)
            })?,
        };
        rows.push((order, title.clone(), text.replace("\r\n", "\n")));
    }
    rows.sort_by_key(|(order, _, _)| *order);
    Ok(rows
        .into_iter()
        .map(|(_, title, text)| (title, text))
        .collect())
}

fn read(values: &Values) -> Result<TextsDraft, Problem> {
    let titled = |rows: Vec<(String, String)>| -> Vec<TitledText> {
        rows.into_iter()
            .map(|(title, text)| TitledText { title, text })
            .collect()
    };
    let named = read_rows(values, "values")?.into_iter();
    Ok(TextsDraft {
        summary: values.optional("summary")?,
        vision: values.optional("vision")?,
        note: values.optional("note")?,
        values: named.map(|(name, text)| NamedText { name, text }).collect(),
        sections: titled(read_rows(values, "sections")?),
        appendices: titled(read_rows(values, "appendices")?),
        seen: values.integer("revision")?,
    })
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): Path<(String, String, i64)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    page(ui, &at, number)?.show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, number)): Path<(String, String, i64)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_texts").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let page = page(ui, &at, number)?;
    let saved = async {
        save_texts(&tx, &actor, &at, number, read(&values)?).await?;
        Ok::<_, Problems>(at.version_href(number, ""))
    };
    let saved = saved.await;
    finish(tx, saved, page, values, "saved").await
}
