//! The tables in the form of a rule: measures, fixed shares, adjustments.

use super::form::{ADJUSTMENTS, RuleForm};
use super::kind::SHARE_COLUMNS;
use crate::pages::common::{choices, party_choices};
use samverk_foundation::Key;
use samverk_web::{Choice, Field, FieldKind, Form, RowColumn};

impl RuleForm<'_> {
    /// One measure: the usual, and the first row of the table for several.
    pub(super) fn with_measure(&self, form: Form) -> Form {
        let ui = self.ui;
        let measures = FieldKind::Select(self.measures());
        let measure = Field::new("measures.0.measure", ui.t("rule-measures"), measures);
        let year = Field::new(
            "measures.0.year",
            ui.t("rule-measure-of-year"),
            FieldKind::Number,
        );
        let needs_year = !self.kind.may_be_fixed_shares();
        form.field(measure.required()).field(Field {
            required: needs_year,
            ..year.hint(ui.t("rule-measure-year-hint"))
        })
    }

    /// Several measures, each with its weight.
    pub(super) fn with_measures(&self, form: Form) -> Form {
        let ui = self.ui;
        let columns = vec![
            RowColumn::choose("measure", ui.t("rule-measure"), self.measures()),
            RowColumn::new("year", ui.t("rule-measure-year")),
            RowColumn::new("percent", ui.t("rule-measure-percent")),
        ];
        let rows = FieldKind::Rows {
            columns,
            grows: true,
        };
        let measures = Field::new("measures", ui.t("rule-measures"), rows);
        let form = form.field(measures.hint(ui.t("rule-measures-hint")));
        self.with_shares(form.field(Field::new("shown_weights", "", FieldKind::Hidden)))
    }

    pub(super) fn with_shares(&self, form: Form) -> Form {
        let ui = self.ui;
        if !self.sections.shares {
            return form;
        }
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
            grows: true,
        };
        form.field(Field::new("shares", ui.t("rule-shares"), shares).hint(ui.t("rule-shares-hint")))
    }

    /// The named figures that a rate is the product of.
    pub(super) fn with_factors(&self, form: Form) -> Form {
        let ui = self.ui;
        let uses = ["times", "divided_by", "percent", "per_mille"];
        let columns = vec![
            RowColumn::new("name", ui.t("factor-name")),
            RowColumn::new("value", ui.t("factor-value")),
            RowColumn::choose(
                "used",
                ui.t("factor-used"),
                choices(ui, "factor-used", uses),
            ),
            RowColumn::new("source", ui.t("economy-source")),
            RowColumn::new("year", ui.t("rule-measure-year")),
        ];
        let rows = FieldKind::Rows {
            columns,
            grows: true,
        };
        form.field(
            Field::new("factors", ui.t("rule-factors"), rows).hint(ui.t("rule-factors-hint")),
        )
    }

    pub(super) fn modifier_columns(&self) -> Vec<RowColumn> {
        let ui = self.ui;
        let all = vec![
            RowColumn::choose(
                "kind",
                ui.t("modifier-kind"),
                choices(ui, "modifier", ADJUSTMENTS),
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
            RowColumn::choose(
                "change_direction",
                ui.t("modifier-direction"),
                choices(ui, "change-direction", ["both", "up", "down"]),
            ),
            RowColumn::new("only", ui.t("modifier-only")),
            RowColumn::new("except", ui.t("modifier-except")),
        ];
        let needed = &self.sections.modifiers;
        all.into_iter()
            .filter(|column| needed.contains(&column.name))
            .collect()
    }

    pub(super) fn tables(&self) -> Vec<Choice> {
        let table = |(key, name): (&Key, &String)| Choice::new(key, name.clone());
        self.names.tables().iter().map(table).collect()
    }

    fn measures(&self) -> Vec<Choice> {
        let counted = ["population", "population_november"];
        let others = ["percentages", "equal", "last_year"];
        let others = others.iter().filter(|_| self.kind.may_be_fixed_shares());
        let codes = counted.iter().chain(others).copied();
        let mut measures = choices(self.ui, "measure-choice", codes);
        let own = |(key, name): (&Key, &String)| Choice::new(format!("table:{key}"), name.clone());
        measures.extend(self.names.tables().iter().map(own));
        measures
    }
}
