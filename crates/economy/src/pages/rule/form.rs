//! The form of one rule: everything that a rule can say, for the kind that was chosen first.

use super::kind::RuleKind;
use crate::model::{DistributionModel, MemberKind};
use crate::names::Names;
use crate::pages::common::choices;
use crate::pages::measures::party_choices;
use samverk_foundation::Key;
use samverk_parties::Scope;
use samverk_web::{Choice, Field, FieldKind, Form, RowColumn, Ui};

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
            .other("preview", ui.t("rule-preview"))
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
}
