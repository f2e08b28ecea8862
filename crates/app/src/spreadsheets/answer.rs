//! What is sent in, and what is answered when something in it is to be mended or confirmed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Field, FieldKind, FormPage, Narrow, PageResult, Table, Ui,
    Upload, Values, redirect,
};
use samverk_work::{Asked, Machine, page_of, start};
use sha2::{Digest, Sha256};

/// A larger file has to be chosen again when its warnings are confirmed.
const KEPT_BYTES_MAX: usize = 1024 * 1024;

/// What was sent, which the words follow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Workbook,
    Folder,
}

impl What {
    pub fn accept(self) -> &'static str {
        match self {
            Self::Workbook => ".xlsx",
            Self::Folder => ".zip",
        }
    }

    /// The key of a text that differs between them.
    fn text(self, end: &str) -> String {
        match self {
            Self::Workbook => format!("spreadsheet-{end}"),
            Self::Folder => format!("folder-{end}"),
        }
    }
}

/// What came with the form: a file, or the one that was sent before and has been asked about.
pub(super) struct Sent {
    pub bytes: Vec<u8>,
    confirmed: bool,
    /// The mark of the file whose warnings were shown.
    asked_about: String,
}

impl From<Upload> for Sent {
    fn from(upload: Upload) -> Self {
        let kept = STANDARD
            .decode(upload.values.text("content"))
            .unwrap_or_default();
        Self {
            bytes: if upload.bytes.is_empty() {
                kept
            } else {
                upload.bytes
            },
            confirmed: upload.values.checked("confirmed"),
            asked_about: upload.values.text("asked_about").to_owned(),
        }
    }
}

impl Sent {
    fn mark(&self) -> String {
        STANDARD.encode(Sha256::digest(&self.bytes))
    }

    /// Read in beside, and told of on a page of its own.
    pub async fn by_work(
        self,
        state: &AppState,
        machine: &Machine,
        ui: &Ui,
        (kind, input): (&'static str, serde_json::Value),
    ) -> PageResult {
        let asked = Asked {
            kind,
            input,
            language: ui.language,
            upload: Some(self.bytes),
        };
        let id = start(&state.db, machine, &ui.actor, asked).await?;
        Ok(redirect(&page_of(id)))
    }

    /// The warnings of one file do not count for another.
    pub fn is_confirmed(&self) -> bool {
        self.confirmed && self.asked_about == self.mark()
    }
}

pub(super) fn refuse(mut page: FormPage, what: What, problems: &[Problem]) -> PageResult {
    page.above = told(&page.ui, what, problems, "spreadsheet-problems");
    let refused = match what {
        What::Workbook => Problem::invalid("spreadsheet_refused"),
        What::Folder => Problem::invalid("folder_refused"),
    };
    let refused = refused.with("count", count(problems));
    page.refuse(Values::default(), refused.at_field("file"))
}

/// The warnings, and the same file to be sent again with a word that they are read.
pub(super) fn ask(
    mut page: FormPage,
    what: What,
    (warnings, sent): (&[Problem], &Sent),
) -> PageResult {
    page.above = told(&page.ui, what, warnings, "spreadsheet-warnings");
    let words = page.ui.t(&what.text("confirm"));
    let mut values = Values::default().set("asked_about", sent.mark());
    let mut form = page.form.confirming();
    if sent.bytes.len() <= KEPT_BYTES_MAX {
        values = values.set("content", STANDARD.encode(&sent.bytes));
        let accept = what.accept();
        let other = page.ui.t(&what.text("other-file"));
        let other = Field::new("file", other, FieldKind::File { accept });
        form.fields = vec![Field::new("content", "", FieldKind::Hidden), other];
    }
    page.form = form
        .field(Field::new("asked_about", "", FieldKind::Hidden))
        .field(Field::new("confirmed", words, FieldKind::Checkbox));
    let waiting = match what {
        What::Workbook => Problem::invalid("spreadsheet_unconfirmed"),
        What::Folder => Problem::invalid("folder_unconfirmed"),
    };
    let waiting = waiting.with("count", warnings.len());
    page.refuse(values, waiting.at_field("confirmed"))
}

/// What is to be mended or read, by file or sheet, row and column.
pub(crate) fn told(ui: &Ui, what: What, problems: &[Problem], caption: &str) -> String {
    let columns = vec![
        Column::new(ui.t(&what.text("sheet")), ColumnKind::Text),
        Column::new(ui.t("spreadsheet-row"), ColumnKind::Integer),
        Column::new(ui.t("spreadsheet-column"), ColumnKind::Text),
        Column::new(ui.t("spreadsheet-what"), ColumnKind::Text),
    ];
    let caption = ui.t1(caption, "count", count(problems));
    let mut table = Table::new("fel", caption, columns)
        .narrow(Narrow::Lists)
        .without_downloads();
    let told: Problems = problems.iter().cloned().collect();
    for problem in &told.0 {
        let place = &problem.place;
        let row = place.row.and_then(|row| i64::try_from(row).ok());
        // A sheet has no fields inside fields.
        let field = place.field.as_ref();
        let field = field.filter(|field| what == What::Folder || !field.contains('.'));
        let column = place.column.as_ref().or(field).cloned();
        table.push(vec![
            Cell::text(place_of(problem, what, ui)),
            row.map_or_else(Cell::empty, Cell::integer),
            column.map_or_else(Cell::empty, Cell::text),
            Cell::text(ui.problem(problem)),
        ]);
    }
    table.html(ui)
}

fn count(problems: &[Problem]) -> usize {
    problems.iter().map(Problem::count).sum()
}

/// The path of the file, or the name on the tab of a workbook's sheet; what is wrong nowhere in
/// particular concerns all of it.
fn place_of(problem: &Problem, what: What, ui: &Ui) -> String {
    let file = problem.place.file.as_deref().unwrap_or_default();
    let place = match what {
        What::Folder => Some(file).filter(|file| !file.is_empty()),
        What::Workbook => file.split_once(" › ").map(|(_, sheet)| sheet),
    };
    place.map_or_else(|| ui.t(&what.text("whole")), str::to_owned)
}
