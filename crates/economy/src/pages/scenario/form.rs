//! The form of a scenario: everything that can be turned, and a trial before saving.

use super::draft::{ADDRESS, Start};
use super::tables::{Summary, difference_table, differences_chart, summary};
use crate::names::Names;
use crate::pages::common::word;
use crate::records::ScenarioRecord;
use crate::scenario_input::result_of;
use crate::scenario_view::{Side, compare_sides};
use crate::scenario_words::{amount_name, change_words};
use askama::Template;
use samverk_database::Tx;
use samverk_engine::{
    AmountPlace, DistributionInput, DistributionModel, Function, Knob, KnobGroup, KnobPlace,
    Measure, Measures, Modifier, POPULATION, Shown, explain_differences,
};
use samverk_foundation::{Problem, Problems, format_decimal};
use samverk_parties::Scope;
use samverk_web::{Choice, Field, FieldKind, Form, FormPage, RowColumn, Table, Ui, Values};

/// Whether some rule asks when a party became a member.
pub fn joined_matters(model: &DistributionModel) -> bool {
    let asks = |rule: &samverk_engine::Rule| rule.joined_from.is_some() || rule.joined_to.is_some();
    model.rules.iter().any(asks)
}

/// What a figure of a rule is called: `Regionens avgift: Belopp i kronor`.
pub fn knob_label(ui: &Ui, start: &Start, knob: &Knob) -> String {
    let model = &start.input.model;
    let Some(rule) = model.rules.get(knob.rule) else {
        return String::new();
    };
    let names = Names::of_input(&start.input);
    let table = |key: &samverk_foundation::Key| names.table(key);
    let what = match &knob.place {
        KnobPlace::Percent => ui.t("rule-percent"),
        KnobPlace::Rate => ui.t("rule-rate-field"),
        KnobPlace::Factor(index) => match &rule.function {
            Function::RateProduct { factors } => {
                let factor = factors.get(*index);
                factor.map_or_else(String::new, |factor| factor.name.clone())
            }
            _ => String::new(),
        },
        KnobPlace::Amount => ui.t("rule-amount"),
        KnobPlace::BaseAmount => ui.t("rule-base-amount"),
        KnobPlace::Weight(index) => ui.t1("rule-share-percent-numbered", "number", index + 1),
        KnobPlace::Step(index) => {
            let from = match &rule.function {
                Function::Steps { steps, .. } => steps.get(*index).map(|step| step.from),
                _ => None,
            };
            ui.t1(
                "scenario-step",
                "from",
                format_decimal(from.unwrap_or_default()),
            )
        }
        KnobPlace::ModifierAmount(index) => modifier_name(ui, rule, *index, "modifier-amount"),
        KnobPlace::ModifierPercent(index) => modifier_name(ui, rule, *index, "modifier-percent"),
        KnobPlace::IndexNew(index) => modifier_name(ui, rule, *index, "modifier-new"),
        KnobPlace::AmountOf(party) | KnobPlace::Share(_, party) => names.party(party),
        KnobPlace::MeasureYear(index) => match measure(&rule.measure, *index) {
            Some(Measure::Population { date, .. }) if date.table() == POPULATION => {
                ui.t("measure-choice-population")
            }
            Some(Measure::Population { .. }) => ui.t("measure-choice-population-november"),
            Some(Measure::Table { table: key, .. }) => table(key),
            _ => ui.t("rule-shares"),
        },
        KnobPlace::FunctionYear => match &rule.function {
            Function::PassThrough { table: key, .. } => table(key),
            _ => String::new(),
        },
        KnobPlace::ModifierYear(index) => match rule.modifiers.get(*index) {
            Some(Modifier::PassThrough { table: key, .. }) => table(key),
            _ => String::new(),
        },
    };
    format!("{}: {what}", rule.name)
}

fn measure(measures: &Measures, index: usize) -> Option<&Measure> {
    measures.each().get(index).copied()
}

fn modifier_name(ui: &Ui, rule: &samverk_engine::Rule, index: usize, what: &str) -> String {
    let kind = match rule.modifiers.get(index) {
        Some(Modifier::Floor { .. }) => "modifier-floor",
        Some(Modifier::Cap { .. }) => "modifier-cap",
        Some(Modifier::Rebate { .. }) => "modifier-rebate",
        Some(Modifier::MaxChange { .. }) => "modifier-max-change",
        _ => "modifier-index",
    };
    format!("{}, {}", ui.t(kind), ui.t(what))
}

/// The form, empty. `may_manage` lets it be shown to the public.
pub fn scenario_page(
    ui: Ui,
    scope: &Scope,
    start: &Start,
    record: Option<&ScenarioRecord>,
    may_manage: bool,
) -> FormPage {
    let (action, cancel, heading) = match record {
        Some(record) => {
            let href = scope.href(&record.suffix());
            (format!("{href}/redigera"), href, ui.t("scenario-edit"))
        }
        None => {
            let list = scope.href("/scenarier");
            (format!("{list}/ny"), list, ui.t("scenario-new"))
        }
    };
    let mut form = Form::new(action, ui.t("scenario-save")).other("preview", ui.t("scenario-try"));
    form = with_name(
        form,
        &ui,
        may_manage || record.is_some_and(|r| r.shown == Shown::Public),
    );
    form = with_rules(form, &ui, start);
    form = with_budget(form, &ui);
    form = with_members(form, &ui, scope, start);
    if record.is_some() {
        form = form.field(Field::new("revision", "", FieldKind::Hidden));
    } else {
        for name in ADDRESS {
            form = form.field(Field::new(name, "", FieldKind::Hidden));
        }
    }
    let lead = ui.t1("scenario-form-lead", "model", &start.input.model.name);
    FormPage::new(ui, heading, form.cancel(cancel)).lead(lead)
}

fn with_name(form: Form, ui: &Ui, may_publish: bool) -> Form {
    let shown = Shown::ALL
        .into_iter()
        .filter(|shown| may_publish || *shown != Shown::Public);
    let shown = shown.map(|shown| {
        Choice::new(
            shown.code(),
            word(ui, "scenario-shown-choice", shown.code()),
        )
    });
    form.field(
        Field::new("title", ui.t("scenario-title"), FieldKind::Text)
            .required()
            .hint(ui.t("scenario-title-hint")),
    )
    .field(Field::new(
        "note",
        ui.t("scenario-note"),
        FieldKind::LongText { rows: 3 },
    ))
    .field(
        Field::new(
            "shown",
            ui.t("scenario-shown-who"),
            FieldKind::Radios(shown.collect()),
        )
        .required(),
    )
}

fn rows(ui: &Ui, what: &str, value: &str) -> FieldKind {
    FieldKind::Rows {
        columns: vec![
            RowColumn::fixed("what", ui.t(what), Vec::new()),
            RowColumn::new("value", ui.t(value)),
        ],
        grows: false,
    }
}

fn with_rules(mut form: Form, ui: &Ui, start: &Start) -> Form {
    let has = |group| !start.knobs(group).is_empty();
    if has(KnobGroup::Years) {
        let kind = rows(ui, "scenario-measure", "budget-year");
        let field = Field::new("years", ui.t("scenario-years"), kind);
        form = form.field(field.hint(ui.t("scenario-years-hint")));
    }
    if has(KnobGroup::Values) {
        let kind = rows(ui, "scenario-rule", "custom-measure-values-value");
        let field = Field::new("values", ui.t("scenario-values"), kind);
        form = form.field(field.hint(ui.t("scenario-values-hint")));
    }
    if has(KnobGroup::PerParty) {
        let kind = rows(ui, "scenario-rule-and-party", "custom-measure-values-value");
        let field = Field::new("shares", ui.t("scenario-shares"), kind);
        form = form.field(field.hint(ui.t("scenario-shares-hint")));
    }
    form
}

fn with_budget(form: Form, ui: &Ui) -> Form {
    let kind = rows(ui, "budget-part", "budget-amount");
    let field = Field::new("amounts", ui.t("scenario-amounts"), kind);
    form.field(field.hint(ui.t("scenario-amounts-hint")))
}

fn with_members(form: Form, ui: &Ui, scope: &Scope, start: &Start) -> Form {
    let candidates = start.candidates(scope).into_iter();
    let choices = candidates
        .map(|member| Choice::new(member.key, member.name))
        .collect();
    let members = Field::new(
        "members",
        ui.t("scenario-members"),
        FieldKind::Checkboxes(choices),
    );
    let mut form = form.field(members.required().hint(ui.t("scenario-members-hint")));
    let joined = joined_matters(&start.input.model);
    if joined {
        let kind = rows(ui, "economy-party", "scenario-joined-year");
        let field = Field::new("joined", ui.t("scenario-joined"), kind);
        form = form.field(field.hint(ui.t("scenario-joined-hint")));
    }
    let names = start
        .parties
        .iter()
        .map(|party| party.name.clone())
        .collect();
    let mut columns = vec![RowColumn::suggest("party", ui.t("economy-party"), names)];
    if joined {
        columns.push(RowColumn::new("joined", ui.t("scenario-joined-year")));
    }
    let kind = FieldKind::Rows {
        columns,
        grows: true,
    };
    form.field(Field::new("added", ui.t("scenario-added"), kind).hint(ui.t("scenario-added-hint")))
}

/// The form filled with an input: what it starts with, or what was just tried.
pub fn fill(
    ui: &Ui,
    scope: &Scope,
    start: &Start,
    input: &DistributionInput,
    values: Values,
) -> Values {
    let mut values = values;
    for (table, group) in [
        ("values", KnobGroup::Values),
        ("shares", KnobGroup::PerParty),
        ("years", KnobGroup::Years),
    ] {
        let row = |knob: &Knob| vec![knob_label(ui, start, knob), knob.value(&input.model)];
        let rows: Vec<_> = start.knobs(group).iter().map(row).collect();
        values = values.set_rows(table, &["what", "value"], &rows);
    }
    let amount = |place: AmountPlace| {
        let name = amount_name(ui, &place, &start.input);
        vec![name, place.amount(input).to_plain()]
    };
    let amounts: Vec<_> = AmountPlace::all(&start.input)
        .into_iter()
        .map(amount)
        .collect();
    values = values.set_rows("amounts", &["what", "value"], &amounts);
    for member in &input.members {
        values = values.add("members", &member.key);
    }
    if joined_matters(&start.input.model) {
        let row = |member: samverk_engine::Member| {
            vec![
                member.name,
                member
                    .joined
                    .map(|year| year.to_string())
                    .unwrap_or_default(),
            ]
        };
        let rows: Vec<_> = start.candidates(scope).into_iter().map(row).collect();
        values = values.set_rows("joined", &["what", "value"], &rows);
    }
    values
}

#[derive(Template)]
#[template(path = "scenario_preview.html")]
struct Preview<'p> {
    ui: &'p Ui,
    summary: Summary,
    changes: Vec<String>,
    left: Vec<String>,
    table: Table,
    differences: Option<String>,
}

/// What the input gives beside the base, as HTML. Fails with what hinders the computation.
pub async fn preview(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    start: &Start,
    input: &DistributionInput,
) -> Result<String, Problems> {
    let result = result_of(tx, scope, input).await?;
    let base = Side::base(
        ui.t("scenario-base"),
        start.base_input.clone(),
        String::new(),
    )?;
    let left = explain_differences(&result, ui.language);
    let tried = Side {
        scenario: None,
        title: ui.t("scenario-now"),
        note: String::new(),
        changes: Vec::new(),
        input: input.clone(),
        result,
        href: String::new(),
    };
    let compared = compare_sides(tx, vec![base, tried]).await?;
    let caption = ui.t("scenario-preview-caption");
    let shown = Preview {
        ui,
        summary: summary(&compared),
        changes: change_words(ui, &start.base_input, input),
        left,
        table: difference_table(ui, caption, &compared, false).without_downloads(),
        differences: differences_chart(ui, &compared),
    };
    Ok(shown.render().map_err(Problem::internal)?)
}
