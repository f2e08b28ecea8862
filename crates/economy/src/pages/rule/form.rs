//! The form of one rule: everything that a rule can say, for the kind that was chosen first.

use super::kind::RuleKind;
use super::sections::{SHOW_FIELDS, Sections, WEIGH, WHEN};
use super::step::{BACK, GO_TO, HERE, PREVIEW, SAVE, Step};
use crate::names::Names;
use crate::pages::common::{choices, dashed, party_choices};
use samverk_engine::{DistributionModel, MemberKind};
use samverk_foundation::Key;
use samverk_parties::Scope;
use samverk_web::{Choice, Field, FieldKind, Form, RowColumn, Ui, Values};

/// What the choices of the form are taken from.
pub struct RuleForm<'f> {
    pub ui: &'f Ui,
    pub scope: &'f Scope,
    pub names: &'f Names,
    pub model: &'f DistributionModel,
    pub kind: RuleKind,
    /// How many tables of fixed percentages the rule has.
    pub share_tables: usize,
    pub sections: Sections,
    /// The rule stands already, and can be saved from any step.
    pub is_saved: bool,
}

/// The adjustments to choose from.
pub(super) const ADJUSTMENTS: [&str; 6] = [
    "floor",
    "cap",
    "rebate",
    "max_change",
    "index",
    "pass_through",
];

impl RuleForm<'_> {
    /// The form of one step, with what is typed in the others.
    pub fn form(&self, step: Step, (action, cancel): (&str, &str), values: &Values) -> Form {
        let ui = self.ui;
        let submit = match step.is_last() {
            true => ui.t("form-save"),
            false => ui.t("rule-next"),
        };
        let mut form = Form::new(action, submit).cancel(cancel);
        if !step.is_first() {
            form = form.other(BACK, ui.t("rule-back"));
        }
        if !step.is_last() && self.is_saved {
            form = form.other(SAVE, ui.t("form-save"));
        }
        form = form.other(PREVIEW, ui.t("rule-preview"));
        form = match step {
            Step::Who => self.with_takers(
                form.field(Field::new("name", ui.t("rule-name"), FieldKind::Text).required()),
            ),
            Step::Base => self.with_base(form),
            Step::How => self.with_how(form.other(SHOW_FIELDS, ui.t("rule-show-fields"))),
        };
        let form = form
            .field(Field::new(HERE, "", FieldKind::Hidden))
            .field(Field::new("revision", "", FieldKind::Hidden));
        // Buttons say it anew each time.
        let carried = [GO_TO, BACK, SAVE, PREVIEW, SHOW_FIELDS]
            .iter()
            .fold(values.clone(), |values, name| values.without(name));
        form.in_steps(Step::all_of(ui, step), &carried)
    }

    fn with_how(&self, form: Form) -> Form {
        let form = self.with_function(form);
        let form = match (self.kind.has_measure(), self.sections.weighs) {
            (true, true) => self.with_measures(form),
            (true, false) => self.with_shares(self.with_measure(form)),
            (false, _) => form,
        };
        self.with_rest(form).field(self.kinds())
    }

    /// Another kind keeps what fits it.
    fn kinds(&self) -> Field {
        let ui = self.ui;
        let kind = |kind: RuleKind| {
            let name = format!("rule-kind-{}", dashed(kind.code()));
            Choice::new(kind.code(), ui.t(&name))
        };
        let kinds = FieldKind::Select(RuleKind::ALL.into_iter().map(kind).collect());
        Field::new("rule_kind", ui.t("rule-kind"), kinds)
            .required()
            .hint(ui.t("rule-kind-hint"))
    }

    fn with_takers(&self, form: Form) -> Form {
        let ui = self.ui;
        let kinds = MemberKind::ALL.map(MemberKind::code);
        let codes = ["all"].iter().chain(&kinds).chain(&["listed"]).copied();
        let takers = choices(ui, "takers-choice", codes);
        let takers = Field::new("takers", ui.t("rule-takers"), FieldKind::Select(takers));
        let form = form.field(takers.required().hint(ui.t("rule-takers-hint")));
        if !self.sections.parties {
            return form;
        }
        let form = form.field(Field::new("shown_parties", "", FieldKind::Hidden));
        let parties = FieldKind::Checkboxes(party_choices(self.scope));
        form.field(Field::new("parties", ui.t("rule-parties"), parties))
    }

    fn with_base(&self, form: Form) -> Form {
        let ui = self.ui;
        let bases = choices(ui, "base-choice", ["parts", "rest", "total", "deductions"]);
        let part = |(key, name): (&Key, &String)| Choice::new(key, name.clone());
        let parts: Vec<_> = self.names.parts().iter().map(part).collect();
        let base = Field::new("base", ui.t("rule-base"), FieldKind::Radios(bases)).required();
        if parts.is_empty() {
            return form.field(base);
        }
        let form = form.field(base.hint(ui.t("rule-base-hint")));
        if !self.sections.parts {
            return form;
        }
        form.field(Field::new("shown_parts", "", FieldKind::Hidden))
            .field(Field::new(
                "parts",
                ui.t("rule-parts"),
                FieldKind::Checkboxes(parts),
            ))
    }

    fn with_function(&self, form: Form) -> Form {
        let ui = self.ui;
        let number = |name, text: &str| Field::new(name, ui.t(text), FieldKind::Number).required();
        match self.kind {
            RuleKind::Share => form,
            RuleKind::Percentage => form.field(number("percent", "rule-percent")),
            RuleKind::Fixed => form.field(number("amount", "rule-amount")),
            RuleKind::Rate => form.field(number("rate", "rule-rate-field")),
            RuleKind::RateProduct => self.with_factors(form),
            RuleKind::FixedPerParty => {
                let columns = vec![
                    RowColumn::choose("party", ui.t("economy-party"), party_choices(self.scope)),
                    RowColumn::new("amount", ui.t("rule-amount")),
                ];
                let rows = FieldKind::Rows {
                    columns,
                    grows: true,
                };
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
                    RowColumn::new("to", ui.t("step-to")),
                    RowColumn::new("below", ui.t("step-below")),
                    RowColumn::new("value", ui.t("step-value")),
                ];
                let rows = FieldKind::Rows {
                    columns,
                    grows: true,
                };
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
        let mut form = form;
        if !self.sections.modifiers.is_empty() {
            let columns = self.modifier_columns();
            let rows = FieldKind::Rows {
                columns,
                grows: false,
            };
            let field = Field::new("modifiers", ui.t("rule-modifiers"), rows);
            form = form.field(field.hint(ui.t("rule-modifiers-hint")));
        }
        if self.sections.when {
            form = self.with_when(form);
        }
        let mut more = choices(ui, "modifier", ADJUSTMENTS);
        let may_weigh = self.kind.has_measure() && self.kind.may_be_fixed_shares();
        if may_weigh && !self.sections.weighs {
            more.push(Choice::new(WEIGH, ui.t("rule-weigh-choice")));
        }
        if !self.sections.when {
            more.push(Choice::new(WHEN, ui.t("rule-when-choice")));
        }
        let more = Field::new("adjustment", ui.t("rule-more"), FieldKind::Select(more));
        form.field(more.hint(ui.t("rule-more-hint")))
            .field(Field::new(
                "note",
                ui.t("economy-note"),
                FieldKind::LongText { rows: 2 },
            ))
    }

    fn with_when(&self, form: Form) -> Form {
        let ui = self.ui;
        let phase = |phase: &samverk_engine::Phase| Choice::new(&phase.key, phase.name.clone());
        let phases: Vec<_> = self.model.phases.iter().map(phase).collect();
        let number = |name, text: &str| Field::new(name, ui.t(text), FieldKind::Number);
        let mut form = form
            .field(Field::new("when", ui.t("rule-when"), FieldKind::Heading))
            .field(Field::new("shown_when", "", FieldKind::Hidden))
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
    }
}
