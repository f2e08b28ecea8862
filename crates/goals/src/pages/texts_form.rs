use super::flow::{Desk, PREVIEW, PlanForm};
use super::form_parts::{hidden, long, with_hint};
use super::seal::{sealed, unsealed};
use crate::actions::{TextsDraft, save_texts};
use crate::model::{NamedText, PlanVersion, TitledText};
use crate::policy::Action;
use askama::Template;
use samverk_foundation::{Problem, Problems, parse_integer};
use samverk_web::{Field, FieldKind, Form, FormPage, RowColumn, Ui, Values};

const COLUMNS: [&str; 3] = ["order", "title", "text"];

pub(super) struct TextsForm;

/// The texts as the plan's page will show them.
#[derive(Template)]
#[template(path = "texts_preview.html")]
struct TextsPreview<'v> {
    ui: &'v Ui,
    values: &'v Values,
}

impl TextsPreview<'_> {
    /// Why pictures are not shown.
    fn problems(&self) -> Vec<String> {
        let rows = ["values", "sections", "appendices"].map(|field| self.rows(field));
        let rows = rows.iter().flatten().map(|(_, text)| text.as_str());
        let texts = ["summary", "vision", "note"].map(|field| self.values.text(field));
        let texts: Vec<&str> = texts.into_iter().chain(rows).collect();
        self.ui.picture_problems(&texts)
    }

    /// The titles and texts of a field's rows, in the order that they will have.
    fn rows(&self, field: &str) -> Vec<(String, String)> {
        let ordered = read_rows(self.values, field);
        ordered.unwrap_or_else(|_| {
            let rows = self.values.rows(field, &COLUMNS).into_iter();
            rows.filter_map(|(_, cells)| match <[String; 3]>::try_from(cells) {
                Ok([_, title, text]) => Some((title, text)),
                Err(_) => None,
            })
            .collect()
        })
    }
}

impl PlanForm for TextsForm {
    const ACTION: Action = Action::SavePlan;
    const NAME: &'static str = "save_texts";
    const SHOWS_PICTURES: bool = true;

    async fn load(_: &Desk) -> Result<Self, Problem> {
        Ok(Self)
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let form = Form::new(desk.version_href("/text"), ui.t("form-save"))
            .field(long(&ui, "summary", "plan-summary", 4))
            .field(long(&ui, "vision", "plan-vision", 3))
            .field(rows(&ui, "values", ("plan-values", "plan-name")))
            .field(long(&ui, "note", "plan-note", 3))
            .field(rows(&ui, "sections", ("plan-sections", "plan-title")))
            .field(rows(&ui, "appendices", ("plan-appendices", "plan-title")))
            .field(hidden("revision"))
            .marked()
            .other(PREVIEW, ui.t("form-preview"))
            .cancel(desk.version_href(""))
            .fill(sealed(filled(desk.version()?)));
        let (heading, lead) = (ui.t("version-edit-texts"), ui.t("version-texts-lead"));
        Ok(FormPage::new(ui, heading, form).lead(lead))
    }

    fn beside(&self, ui: &Ui, values: &Values) -> Result<String, Problem> {
        ui.fragment(&TextsPreview { ui, values })
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let Desk { tx, actor, at, .. } = desk;
        let version = desk.version()?;
        let values = unsealed(&filled(version), values)?;
        let draft = read(&values, version.revision)?;
        save_texts(tx, actor, at, desk.number, draft).await?;
        Ok(desk.version_href(""))
    }
}

fn rows(ui: &Ui, name: &'static str, (key, title): (&str, &str)) -> Field {
    let columns = vec![
        RowColumn::new("order", ui.t("plan-order")),
        RowColumn::new("title", ui.t(title)),
        RowColumn::long("text", ui.t("plan-text")),
    ];
    let rows = FieldKind::Rows {
        columns,
        grows: true,
    };
    with_hint(ui, Field::new(name, ui.t(key), rows), key)
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
        .set_rows("values", &COLUMNS, &rows(values))
        .set_rows("sections", &COLUMNS, &rows(sections))
        .set_rows("appendices", &COLUMNS, &rows(appendices))
}

/// The rows that have a title or a text, by their number; those without a number come last.
fn read_rows(values: &Values, field: &str) -> Result<Vec<(String, String)>, Problem> {
    let mut rows = Vec::new();
    for (row, cells) in values.rows(field, &COLUMNS) {
        let [order, title, text] = &cells[..] else {
            continue;
        };
        if title.is_empty() && text.is_empty() {
            continue;
        }
        let order = match order.as_str() {
            "" => i64::MAX,
            order => {
                let place = format!("{field}.{row}.order");
                parse_integer(order).map_err(|problem| problem.at_field(&place))?
            }
        };
        rows.push((order, title.clone(), text.clone()));
    }
    rows.sort_by_key(|(order, _, _)| *order);
    Ok(rows
        .into_iter()
        .map(|(_, title, text)| (title, text))
        .collect())
}

fn read(values: &Values, seen: i64) -> Result<TextsDraft, Problem> {
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
        seen,
    })
}
