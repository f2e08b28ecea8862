//! The form of one rule: everything that a rule can say, for the kind that was chosen first.

use super::common::choices;
use super::measures::party_choices;
use super::models::code_of;
use crate::model::{
    Base, CountingDate, DataYear, DistributionModel, Function, Measure, Measures, MemberKind,
    Modifier, PerParty, Rule, Takers,
};
use crate::rule_words::Names;
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore};
use samverk_parties::Scope;
use samverk_web::{Choice, Field, FieldKind, Form, RowColumn, Ui, Values};

pub const MEASURE_COLUMNS: [&str; 3] = ["percent", "measure", "year"];
pub const SHARE_COLUMNS: [&str; 4] = ["share_1", "share_2", "share_3", "share_4"];
pub const STEP_COLUMNS: [&str; 3] = ["from", "below", "value"];
pub const AMOUNT_COLUMNS: [&str; 2] = ["party", "amount"];
pub const MODIFIER_COLUMNS: [&str; 9] = [
    "kind",
    "amount",
    "percent",
    "difference",
    "name",
    "old",
    "new",
    "table",
    "year",
];

/// How the amount follows: chosen first, for it decides which fields there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    Share,
    Percentage,
    Fixed,
    FixedPerParty,
    Rate,
    BasePlusVariable,
    Steps,
    PassThrough,
}

impl RuleKind {
    pub const ALL: [Self; 8] = [
        Self::Share,
        Self::Percentage,
        Self::Fixed,
        Self::FixedPerParty,
        Self::Rate,
        Self::BasePlusVariable,
        Self::Steps,
        Self::PassThrough,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Percentage => "percentage",
            Self::Fixed => "fixed",
            Self::FixedPerParty => "fixed_per_party",
            Self::Rate => "rate",
            Self::BasePlusVariable => "base_plus_variable",
            Self::Steps => "steps",
            Self::PassThrough => "pass_through",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn of(function: &Function) -> Self {
        match function {
            Function::Share {} => Self::Share,
            Function::Percentage { .. } => Self::Percentage,
            Function::Rate { .. } => Self::Rate,
            Function::Steps { .. } => Self::Steps,
            Function::Fixed { .. } => Self::Fixed,
            Function::FixedPerParty { .. } => Self::FixedPerParty,
            Function::BasePlusVariable { .. } => Self::BasePlusVariable,
            Function::PassThrough { .. } => Self::PassThrough,
        }
    }

    /// Fixed and passed-on amounts compare nobody with anybody.
    pub fn has_measure(self) -> bool {
        !matches!(self, Self::Fixed | Self::FixedPerParty | Self::PassThrough)
    }
}

/// What the choices of the form are taken from.
pub struct RuleForm<'f> {
    pub ui: &'f Ui,
    pub scope: &'f Scope,
    pub names: &'f Names,
    pub model: &'f DistributionModel,
    pub kind: RuleKind,
    /// How many tables of fixed percentages the rule has.
    pub share_tables: usize,
}

impl RuleForm<'_> {
    pub fn form(&self, action: &str, cancel: &str) -> Form {
        let ui = self.ui;
        let form = Form::new(action, ui.t("form-save"))
            .field(Field::new("name", ui.t("rule-name"), FieldKind::Text).required());
        let form = self.with_takers(form);
        let form = self.with_base(form);
        let form = self.with_function(form);
        let form = if self.kind.has_measure() {
            self.with_measure(form)
        } else {
            form
        };
        self.with_rest(form).cancel(cancel)
    }

    fn with_takers(&self, form: Form) -> Form {
        let ui = self.ui;
        let kinds = MemberKind::ALL.map(MemberKind::code);
        let codes = ["all"].iter().chain(&kinds).chain(&["listed"]).copied();
        let takers = choices(ui, "takers-choice", codes);
        let parties = party_choices(self.scope);
        form.field(Field::new("takers", ui.t("rule-takers"), FieldKind::Select(takers)).required())
            .field(
                Field::new(
                    "parties",
                    ui.t("rule-parties"),
                    FieldKind::Checkboxes(parties),
                )
                .hint(ui.t("rule-parties-hint")),
            )
    }

    fn with_base(&self, form: Form) -> Form {
        let ui = self.ui;
        let bases = choices(ui, "base-choice", ["parts", "rest", "total", "deductions"]);
        let part = |(key, name): (&Key, &String)| Choice::new(key, name.clone());
        let parts: Vec<_> = self.names.parts().iter().map(part).collect();
        let form =
            form.field(Field::new("base", ui.t("rule-base"), FieldKind::Radios(bases)).required());
        if parts.is_empty() {
            return form;
        }
        form.field(
            Field::new("parts", ui.t("rule-parts"), FieldKind::Checkboxes(parts))
                .hint(ui.t("rule-parts-hint")),
        )
    }

    fn with_function(&self, form: Form) -> Form {
        let ui = self.ui;
        let number = |name, text: &str| Field::new(name, ui.t(text), FieldKind::Number).required();
        match self.kind {
            RuleKind::Share => form,
            RuleKind::Percentage => form.field(number("percent", "rule-percent")),
            RuleKind::Fixed => form.field(number("amount", "rule-amount")),
            RuleKind::Rate => form.field(number("rate", "rule-rate-field")),
            RuleKind::FixedPerParty => {
                let columns = vec![
                    RowColumn::choose("party", ui.t("economy-party"), party_choices(self.scope)),
                    RowColumn::new("amount", ui.t("rule-amount")),
                ];
                let rows = FieldKind::Rows { columns, spare: 2 };
                form.field(Field::new("amounts", ui.t("rule-amounts"), rows))
            }
            RuleKind::BasePlusVariable => {
                form.field(number("base_amount", "rule-base-amount")).field(
                    Field::new("rate", ui.t("rule-rate-field"), FieldKind::Number)
                        .hint(ui.t("rule-rate-hint")),
                )
            }
            RuleKind::Steps => {
                let gives = choices(ui, "step-gives", ["amount", "rate", "weight"]);
                let columns = vec![
                    RowColumn::new("from", ui.t("step-from")),
                    RowColumn::new("below", ui.t("step-below")),
                    RowColumn::new("value", ui.t("step-value")),
                ];
                let rows = FieldKind::Rows { columns, spare: 4 };
                form.field(
                    Field::new("gives", ui.t("step-gives"), FieldKind::Radios(gives)).required(),
                )
                .field(Field::new("steps", ui.t("rule-steps"), rows).hint(ui.t("rule-steps-hint")))
            }
            RuleKind::PassThrough => form
                .field(
                    Field::new(
                        "table",
                        ui.t("rule-table"),
                        FieldKind::Select(self.tables()),
                    )
                    .required(),
                )
                .field(
                    Field::new("table_year", ui.t("rule-table-year"), FieldKind::Number)
                        .hint(ui.t("data-year-hint")),
                ),
        }
    }

    fn with_measure(&self, form: Form) -> Form {
        let ui = self.ui;
        let columns = vec![
            RowColumn::choose("measure", ui.t("rule-measure"), self.measures()),
            RowColumn::new("year", ui.t("rule-measure-year")),
            RowColumn::new("percent", ui.t("rule-measure-percent")),
        ];
        let rows = FieldKind::Rows { columns, spare: 2 };
        let mut shares = vec![RowColumn::choose(
            "party",
            ui.t("economy-party"),
            party_choices(self.scope),
        )];
        for (name, number) in SHARE_COLUMNS.iter().zip(1..=self.share_tables.clamp(1, 4)) {
            let label = match self.share_tables {
                0 | 1 => ui.t("rule-share-percent"),
                _ => ui.t1("rule-share-percent-numbered", "number", number),
            };
            shares.push(RowColumn::new(name, label));
        }
        let shares = FieldKind::Rows {
            columns: shares,
            spare: 2,
        };
        form.field(
            Field::new("measures", ui.t("rule-measures"), rows).hint(ui.t("rule-measures-hint")),
        )
        .field(Field::new("shares", ui.t("rule-shares"), shares).hint(ui.t("rule-shares-hint")))
    }

    fn with_rest(&self, form: Form) -> Form {
        let ui = self.ui;
        let phase = |phase: &crate::model::Phase| Choice::new(&phase.key, phase.name.clone());
        let phases: Vec<_> = self.model.phases.iter().map(phase).collect();
        let modifiers = FieldKind::Rows {
            columns: self.modifier_columns(),
            spare: 2,
        };
        let number = |name, text: &str| Field::new(name, ui.t(text), FieldKind::Number);
        let mut form = form
            .field(
                Field::new("modifiers", ui.t("rule-modifiers"), modifiers)
                    .hint(ui.t("rule-modifiers-hint")),
            )
            .field(Field::new("when", ui.t("rule-when"), FieldKind::Heading))
            .field(number("from_year", "rule-from-year"))
            .field(number("to_year", "rule-to-year"));
        if !phases.is_empty() {
            form = form.field(Field::new(
                "phase",
                ui.t("rule-phase-field"),
                FieldKind::Select(phases),
            ));
        }
        form.field(number("joined_from", "rule-joined-from-field").hint(ui.t("rule-joined-hint")))
            .field(number("joined_to", "rule-joined-to-field"))
            .field(Field::new(
                "note",
                ui.t("economy-note"),
                FieldKind::LongText { rows: 3 },
            ))
            .field(Field::new("revision", "", FieldKind::Hidden))
    }

    fn modifier_columns(&self) -> Vec<RowColumn> {
        let ui = self.ui;
        let kinds = [
            "floor",
            "cap",
            "rebate",
            "max_change",
            "index",
            "pass_through",
        ];
        vec![
            RowColumn::choose(
                "kind",
                ui.t("modifier-kind"),
                choices(ui, "modifier", kinds),
            ),
            RowColumn::new("amount", ui.t("modifier-amount")),
            RowColumn::new("percent", ui.t("modifier-percent")),
            RowColumn::choose(
                "difference",
                ui.t("modifier-difference"),
                choices(ui, "remainder", ["spread", "left"]),
            ),
            RowColumn::new("name", ui.t("modifier-index-name")),
            RowColumn::new("old", ui.t("modifier-old")),
            RowColumn::new("new", ui.t("modifier-new")),
            RowColumn::choose("table", ui.t("rule-table"), self.tables()),
            RowColumn::new("year", ui.t("rule-table-year")),
        ]
    }

    fn tables(&self) -> Vec<Choice> {
        let table = |(key, name): (&Key, &String)| Choice::new(key, name.clone());
        self.names.tables().iter().map(table).collect()
    }

    fn measures(&self) -> Vec<Choice> {
        let codes = [
            "population",
            "population_november",
            "percentages",
            "equal",
            "last_year",
        ];
        let mut measures = choices(self.ui, "measure-choice", codes);
        let own = |(key, name): (&Key, &String)| Choice::new(format!("table:{key}"), name.clone());
        measures.extend(self.names.tables().iter().map(own));
        measures
    }
}

/// The rule as it stands, in the fields.
pub fn filled(rule: &Rule) -> Values {
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let mut values = Values::default()
        .set("name", &rule.name)
        .set("from_year", year(rule.from_year))
        .set("to_year", year(rule.to_year))
        .set(
            "phase",
            rule.phase.as_ref().map(Key::to_string).unwrap_or_default(),
        )
        .set("joined_from", data_year(rule.joined_from))
        .set("joined_to", data_year(rule.joined_to))
        .set("note", &rule.note);
    values = match &rule.takers {
        Takers::All => values.set("takers", "all"),
        Takers::Kind(kind) => values.set("takers", kind.code()),
        Takers::Listed(parties) => parties
            .iter()
            .fold(values.set("takers", "listed"), |v, party| {
                v.add("parties", party)
            }),
    };
    values = match &rule.base {
        Base::Total => values.set("base", "total"),
        Base::Rest => values.set("base", "rest"),
        Base::Deductions => values.set("base", "deductions"),
        Base::Parts(parts) => parts
            .iter()
            .fold(values.set("base", "parts"), |v, part| v.add("parts", part)),
    };
    let modifiers: Vec<_> = rule.modifiers.iter().map(modifier_row).collect();
    let values = fill_measures(fill_function(values, &rule.function), &rule.measure);
    values.set_rows("modifiers", &MODIFIER_COLUMNS, &modifiers)
}

fn data_year(year: Option<DataYear>) -> String {
    year.map(|year| i32::from(year).to_string())
        .unwrap_or_default()
}

fn plain(number: &Decimal) -> String {
    number.to_string().replace('.', ",")
}

fn fill_function(values: Values, function: &Function) -> Values {
    match function {
        Function::Share {} => values,
        Function::Percentage { percent } => values.set("percent", plain(percent)),
        Function::Rate { rate } => values.set("rate", plain(rate)),
        Function::Fixed { amount } => values.set("amount", amount.to_plain()),
        Function::FixedPerParty { amounts } => {
            let row = |(party, amount): &(Key, Ore)| vec![party.to_string(), amount.to_plain()];
            let rows: Vec<_> = amounts.0.iter().map(row).collect();
            values.set_rows("amounts", &AMOUNT_COLUMNS, &rows)
        }
        Function::BasePlusVariable { base_amount, rate } => values
            .set("base_amount", base_amount.to_plain())
            .set("rate", rate.as_ref().map(plain).unwrap_or_default()),
        Function::Steps { gives, steps } => {
            let row = |step: &crate::model::TableStep| {
                let below = step.below.as_ref().map(plain).unwrap_or_default();
                vec![plain(&step.from), below, plain(&step.value)]
            };
            let rows: Vec<_> = steps.iter().map(row).collect();
            values
                .set("gives", code_of(gives))
                .set_rows("steps", &STEP_COLUMNS, &rows)
        }
        Function::PassThrough { table, year } => values
            .set("table", table)
            .set("table_year", data_year(*year)),
    }
}

fn fill_measures(values: Values, measures: &Measures) -> Values {
    let row = |percent: String, measure: &Measure| {
        let (code, year) = match measure {
            Measure::Population { year, date } => {
                let code = match date {
                    CountingDate::December31 => "population",
                    CountingDate::November1 => "population_november",
                };
                (code.to_owned(), data_year(Some(*year)))
            }
            Measure::Table { table, year } => (format!("table:{table}"), data_year(*year)),
            Measure::Percentages { .. } => ("percentages".to_owned(), String::new()),
            Measure::Equal {} => ("equal".to_owned(), String::new()),
            Measure::LastYear {} => ("last_year".to_owned(), String::new()),
        };
        vec![percent, code, year]
    };
    let rows: Vec<_> = match measures {
        Measures::One(measure) => vec![row(String::new(), measure)],
        Measures::Weighted(weighted) => weighted
            .iter()
            .map(|part| row(plain(&part.percent), &part.measure))
            .collect(),
    };
    let values = values.set_rows("measures", &MEASURE_COLUMNS, &rows);
    fill_shares(values, &share_tables(measures))
}

/// The tables of fixed percentages in a rule, in their order.
pub fn share_tables(measures: &Measures) -> Vec<&PerParty<Decimal>> {
    let mut tables = Vec::new();
    for measure in measures.each() {
        if let Measure::Percentages { shares } = measure {
            tables.push(shares);
        }
    }
    tables
}

/// One row for each party, one column for each table.
fn fill_shares(values: Values, tables: &[&PerParty<Decimal>]) -> Values {
    let mut parties: Vec<&Key> = Vec::new();
    for (party, _) in tables.iter().flat_map(|table| &table.0) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    let row = |party: &&Key| {
        let share = |table: &&PerParty<Decimal>| table.get(party).map(plain).unwrap_or_default();
        [party.to_string()]
            .into_iter()
            .chain(tables.iter().map(share))
            .collect()
    };
    let rows: Vec<Vec<String>> = parties.iter().map(row).collect();
    let columns: Vec<&str> = ["party"]
        .iter()
        .chain(&SHARE_COLUMNS)
        .copied()
        .take(tables.len() + 1)
        .collect();
    values.set_rows("shares", &columns, &rows)
}

fn modifier_row(modifier: &Modifier) -> Vec<String> {
    let (mut amount, mut percent, mut rest) = (String::new(), String::new(), String::new());
    let (mut name, mut old, mut new) = (String::new(), String::new(), String::new());
    let (mut from, mut at) = (String::new(), String::new());
    let kind = match modifier {
        Modifier::Floor {
            amount: limit,
            difference,
        } => {
            (amount, rest) = (limit.to_plain(), code_of(difference));
            "floor"
        }
        Modifier::Cap {
            amount: limit,
            difference,
        } => {
            (amount, rest) = (limit.to_plain(), code_of(difference));
            "cap"
        }
        Modifier::Rebate {
            above,
            percent: off,
            difference,
        } => {
            (amount, percent, rest) = (above.to_plain(), plain(off), code_of(difference));
            "rebate"
        }
        Modifier::MaxChange {
            percent: most,
            difference,
        } => {
            (percent, rest) = (plain(most), code_of(difference));
            "max_change"
        }
        Modifier::Index {
            name: figure,
            old: before,
            new: after,
        } => {
            (name, old, new) = (figure.clone(), plain(before), plain(after));
            "index"
        }
        Modifier::PassThrough { table, year } => {
            (from, at) = (table.to_string(), data_year(*year));
            "pass_through"
        }
    };
    vec![
        kind.to_owned(),
        amount,
        percent,
        rest,
        name,
        old,
        new,
        from,
        at,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_has_a_kind_with_a_code_of_its_own() {
        for kind in RuleKind::ALL {
            assert_eq!(RuleKind::from_code(kind.code()), Some(kind));
        }
    }
}
