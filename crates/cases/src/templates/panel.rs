//! What the page of a template shows beside what is said of it: how a document looks, and the fields that there are.

use super::kind::{DOCUMENT_TEMPLATE, DocumentTemplate};
use crate::model::{MergeField, merged};
use crate::processes::ProcessStatus;
use askama::Template;
use samverk_database::Tx;
use samverk_fields::Referable;
use samverk_foundation::{Language, Problem};
use samverk_web::{Cell, Column, ColumnKind, Narrow, PanelFuture, Table, Thing, Ui};

#[derive(Template)]
#[template(path = "document_template_panel.html")]
struct TemplatePanel<'u> {
    ui: &'u Ui,
    /// What each language's document is called, in which language, and its text as finished HTML.
    previews: Vec<(String, &'static str, String)>,
    fields: Table,
    actions: Vec<(String, String)>,
}

pub(crate) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        match thing.kind == DocumentTemplate::KIND {
            true => shown(tx, ui, thing).await,
            false => Ok(None),
        }
    })
}

async fn shown(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let found = DOCUMENT_TEMPLATE.with_ids(tx, &[thing.id]).await?;
    let Some(one) = found.first() else {
        return Ok(None);
    };
    let languages = Language::ALL.into_iter().filter(|in_it| one.is_in(*in_it));
    let previews = languages.map(|language| {
        let example = |field: MergeField| Some(example(ui, field));
        let text = merged(one.text_in(language), example, String::new);
        let title = one.title_in(language).to_owned();
        (title, language.code(), ui.marked(&text, 3))
    });
    let may_make = thing.roles.any(DOCUMENT_TEMPLATE.writers.by());
    let next = (
        format!("{}/ny-version", thing.href),
        ui.t("document-template-next-version"),
    );
    let next = (may_make && one.status != ProcessStatus::Draft).then_some(next);
    let panel = TemplatePanel {
        ui,
        previews: previews.collect(),
        fields: field_table(ui),
        actions: next.into_iter().collect(),
    };
    ui.fragment(&panel).map(Some)
}

fn example(ui: &Ui, field: MergeField) -> String {
    ui.kind_name("merge-example-", field.code())
}

/// The fields that can be written in a text, and what each is.
pub(crate) fn field_table(ui: &Ui) -> Table {
    let columns = [
        ("merge-field", ColumnKind::Text),
        ("merge-field-is", ColumnKind::Text),
        ("merge-field-example", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("falt", ui.t("merge-fields"), columns.to_vec());
    for (code, field) in MergeField::ALL {
        table.push(vec![
            Cell::text(format!("{{{{{code}}}}}")),
            Cell::text(ui.kind_name("merge-field-", code)),
            Cell::text(example(ui, *field)),
        ]);
    }
    table.narrow(Narrow::Lists).without_downloads()
}
