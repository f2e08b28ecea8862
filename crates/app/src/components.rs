//! Every component of the pages in all its states, for those who look after the look: drawn by the same
//! templates as the pages, and there in demo mode only.

use askama::Template;
use axum::extract::State;
use rust_decimal::Decimal;
use samverk_charts::{Bar, BarChart};
use samverk_foundation::{Ore, Problem, Problems};
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, ColumnSort, Field, FieldKind, Form, FormStep,
    Module, Narrow, PageResult, Pick, Policy, Route, RowColumn, SortedWay, Table, Tone, Ui, Values,
};

const PAGE: &str = "/komponenter";

pub fn module() -> Module {
    Module {
        name: "components",
        routes: vec![Route::get(PAGE, Policy::Public, show)],
        ..Module::default()
    }
}

#[derive(Template)]
#[template(path = "components.html")]
struct Page {
    ui: Ui,
    forms: Vec<(String, String)>,
    tables: Vec<(String, String)>,
    chart: String,
    prose: String,
}

async fn show(State(state): State<AppState>, ui: Ui) -> PageResult {
    if !state.settings.demo {
        return Err(Problem::not_found().into());
    }
    let mut ui = ui.clone().with_crumb("/", ui_words(&ui, "start"));
    ui.notice = Some(ui_words(&ui, "notice"));
    let forms = [
        ("empty", fields(&ui, "a")),
        ("filled", fields(&ui, "b").fill(values("b"))),
        ("wrong", wrong(&ui)),
        ("steps", stepped(&ui)),
        ("remove", removal(&ui)),
        ("confirm", confirming(&ui)),
        ("marked", marked(&ui)),
    ];
    let forms = forms.map(|(name, form)| (ui_words(&ui, name), form.html(&ui)));
    let tables = [
        ("table-full", table(&ui, "full", Narrow::Scrolls)),
        ("table-lists", table(&ui, "lists", Narrow::Lists)),
        ("table-pairs", pairs(&ui)),
        ("table-empty", empty(&ui)),
    ];
    let tables = tables.map(|(name, table)| (ui_words(&ui, name), table.html(&ui)));
    let text = "## Rubrik\n\nEtt stycke med **fet**, _kursiv_ och [en länk](/om).\n\n- punkt\n- punkt\n  1. inuti\n\n\
        | År | Antal |\n|---|---|\n| 2026 | 12 |";
    let page = Page {
        prose: ui.marked(text, 2),
        chart: chart(&ui).to_svg(),
        forms: forms.into(),
        tables: tables.into(),
        ui: ui.clone(),
    };
    ui.page(&page)
}

fn ui_words(ui: &Ui, name: &str) -> String {
    ui.t(&format!("components-{name}"))
}

fn choices() -> Vec<Choice> {
    vec![
        Choice::new("ett", "Ett"),
        Choice::new("tva", "Två").about("Vad det betyder"),
    ]
}

/// A form with a field of every kind. Names are told apart by the last letter, for one page holds several.
fn fields(ui: &Ui, letter: &str) -> Form {
    let name = |kind: &'static str| -> &'static str {
        // A page of a demo, asked for seldom: names live as long as the program.
        format!("{kind}_{letter}").leak()
    };
    let rows = FieldKind::Rows {
        columns: vec![
            RowColumn::new("text", "Text"),
            RowColumn::choose("choice", "Val", choices()),
            RowColumn::long("long", "Lång text"),
        ],
        grows: true,
    };
    let all = [
        ("text", FieldKind::Text),
        ("email", FieldKind::Email),
        ("password", FieldKind::Password),
        ("number", FieldKind::Number),
        ("date", FieldKind::Date),
        ("long", FieldKind::LongText { rows: 3 }),
        ("suggest", FieldKind::Suggest(vec!["Aneby".to_owned()])),
        ("select", FieldKind::Select(choices())),
        (
            "groups",
            FieldKind::SelectGroups(vec![("Grupp".to_owned(), choices())]),
        ),
        ("radios", FieldKind::Radios(choices())),
        ("boxes", FieldKind::Checkboxes(choices())),
        (
            "box_groups",
            FieldKind::CheckboxGroups(vec![("Grupp".to_owned(), choices())]),
        ),
        ("check", FieldKind::Checkbox),
        ("rows", rows),
    ];
    let beginning = Form::new(PAGE, ui.t("form-save")).field(Field::new(
        name("heading"),
        "Rubrik i ett formulär",
        FieldKind::Heading,
    ));
    all.into_iter()
        .fold(beginning, |form, (kind, field)| {
            let field = Field::new(name(kind), format!("Fält {letter}: {kind}"), field);
            form.field(field.required().hint("En hjälptext."))
        })
        .other("more", ui_words(ui, "other"))
        .cancel(PAGE)
}

fn values(form: &str) -> Values {
    let set =
        |values: Values, (kind, value): (&str, &str)| values.add(&format!("{kind}_{form}"), value);
    let filled = [
        ("text", "Text"),
        ("number", "1 657 180"),
        ("date", "2026-11-22"),
        ("long", "Två\nrader"),
        ("select", "tva"),
        ("radios", "ett"),
        ("boxes", "ett"),
        ("boxes", "tva"),
        ("check", "true"),
    ];
    let filled = filled.into_iter().fold(Values::default(), set);
    let row = ["Rad", "ett", "Lång"].map(str::to_owned).to_vec();
    filled.set_rows(&format!("rows_{form}"), &["text", "choice", "long"], &[row])
}

/// Every field with an error at it.
fn wrong(ui: &Ui) -> Form {
    let mut form = fields(ui, "c").fill(values("c"));
    let wrong = form.fields.iter().skip(1).map(|field| match field.kind {
        FieldKind::Rows { .. } => {
            let cell = format!("{}.0.text", field.name);
            Problem::invalid("field_missing").at_field(&cell)
        }
        FieldKind::Date => Problem::invalid("date_invalid")
            .with("value", "1 jam")
            .at_field(field.name),
        _ => Problem::invalid("field_missing").at_field(field.name),
    });
    form.problems = Problems(wrong.collect());
    form
}

fn stepped(ui: &Ui) -> Form {
    let step = |code, label: &str, is_here| FormStep {
        code,
        label: label.to_owned(),
        is_here,
    };
    let steps = vec![step("who", "Vem", false), step("what", "Vad", true)];
    let field = Field::new("stepped", "Fält i ett steg", FieldKind::Text);
    Form::new(PAGE, ui.t("form-save"))
        .field(field)
        .in_steps(steps, &Values::default())
}

fn removal(ui: &Ui) -> Form {
    let form = Form::new(PAGE, ui_words(ui, "remove-button"));
    form.danger().seen(1).cancel(PAGE)
}

fn confirming(ui: &Ui) -> Form {
    let mut form = Form::new(PAGE, ui_words(ui, "confirm-button")).confirming();
    form.problems = Problem::invalid("try_again").into();
    form.cancel(PAGE)
}

fn marked(ui: &Ui) -> Form {
    let field = Field::new("marked", "Kapitel", FieldKind::LongText { rows: 4 });
    Form::new(PAGE, ui.t("form-save")).field(field).marked()
}

fn columns() -> Vec<Column> {
    let sort = |way| ColumnSort {
        href: format!("{PAGE}?ordning=namn"),
        way,
    };
    vec![
        Column::new("Namn", ColumnKind::Text).sorted(sort(Some(SortedWay::Up))),
        Column::new("Läge", ColumnKind::Text),
        Column::new("Dag", ColumnKind::Date),
        Column::new("Belopp", ColumnKind::Kronor).sorted(sort(None)),
        Column::new("Andel", ColumnKind::Percent),
    ]
}

fn table(ui: &Ui, name: &str, narrow: Narrow) -> Table {
    let mut table = Table::new(
        name,
        format!("{} {name}", ui_words(ui, "table-full")),
        columns(),
    )
    .narrow(narrow);
    let tones = [Tone::Neutral, Tone::Good, Tone::Warning, Tone::Bad];
    for (number, tone) in (1..).zip(tones) {
        let picked = Pick {
            value: number.to_string(),
            label: format!("Välj rad {number}"),
            is_picked: number == 2,
        };
        table.push(vec![
            Cell::link(PAGE, format!("Rad {number}")).picked_by(picked),
            Cell::tag(tone, format!("{tone:?}")),
            chrono::NaiveDate::from_ymd_opt(2026, 11, 22).map_or_else(Cell::empty, Cell::date),
            Cell::ore(Ore::from_kronor(number * 1_000)),
            Cell::percent(Decimal::from(number * 10)),
        ]);
    }
    table.with_bars(3)
}

fn pairs(ui: &Ui) -> Table {
    let columns = vec![
        Column::new("Part", ColumnKind::Text),
        Column::new("Belopp", ColumnKind::Kronor),
        Column::new("Skäl", ColumnKind::Text),
        Column::new("Andel", ColumnKind::Percent),
    ];
    let mut table = Table::new("pairs", ui_words(ui, "table-pairs"), columns).narrow(Narrow::Pairs);
    table.push(vec![
        Cell::text("Aneby kommun"),
        Cell::ore(Ore::from_kronor(82_859)),
        Cell::text("Andel efter folkmängd"),
        Cell::percent(Decimal::new(190, 2)),
    ]);
    table
}

fn empty(ui: &Ui) -> Table {
    Table::new("empty", ui_words(ui, "table-empty"), columns()).without_downloads()
}

fn chart(ui: &Ui) -> BarChart {
    let bar = |label: &str, value: f64, text: &str| Bar {
        label: label.to_owned(),
        value,
        value_text: text.to_owned(),
    };
    BarChart {
        id: "bars".to_owned(),
        title: ui_words(ui, "chart"),
        description: ui_words(ui, "chart"),
        bars: vec![
            bar("Aneby kommun", 82_859.0, "82 859 kr"),
            bar("Habo kommun", -12_000.0, "−12 000 kr"),
        ],
    }
}
