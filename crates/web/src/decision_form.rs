//! The steps of a decision, with the same words wherever something is adopted: who decided, and taking
//! back what was recorded by mistake.

use crate::{Field, FieldKind, Form, FormPage, Ui, Values};
use samverk_foundation::{Decision, Problem, Problems};

/// The fields of a decision.
pub fn with_decision(form: Form, ui: &Ui) -> Form {
    form.field(Field::new("body", ui.t("decision-body"), FieldKind::Text).required())
        .field(Field::new("date", ui.t("decision-date"), FieldKind::Date).required())
        .field(
            Field::new("paragraph", ui.t("decision-paragraph"), FieldKind::Text)
                .hint(ui.t("decision-paragraph-hint")),
        )
}

/// Whether the public sees what is decided, asked in the same breath.
pub fn with_publication(form: Form, ui: &Ui) -> Form {
    let published = Field::new("published", ui.t("decision-publish"), FieldKind::Checkbox);
    form.field(published.hint(ui.t("decision-publish-hint")))
}

/// All that is wrong with the decision at once.
pub fn read_decision(values: &Values) -> Result<Decision, Problems> {
    let mut problems = Problems::default();
    let body = problems.keep(values.required("body"));
    let date = problems.keep(values.date("date"));
    let paragraph = problems.keep(values.optional("paragraph"));
    match (body, date, paragraph) {
        (Some(body), Some(date), Some(paragraph)) => Ok(Decision::new(&body, date, &paragraph)?),
        _ => Err(problems),
    }
}

/// Where a withdrawal is asked about, and what holds again when it is done.
pub struct Withdrawal<'w> {
    /// What people call the thing.
    pub name: &'w str,
    /// What was adopted before, which holds again.
    pub former: Option<String>,
    pub to: &'w str,
    pub back: &'w str,
    pub seen: i64,
}

impl Withdrawal<'_> {
    /// The page that asks for the reason.
    pub fn page(&self, ui: Ui) -> FormPage {
        let form = Form::new(self.to, ui.t("adoption-withdraw"))
            .field(reason_field(&ui, "adoption-withdraw-reason"))
            .seen(self.seen)
            .cancel(self.back)
            .danger();
        let then = match &self.former {
            Some(former) => ui.t1("adoption-withdraw-former", "former", former),
            None => ui.t("adoption-withdraw-none"),
        };
        let lead = format!("{} {then}", ui.t("adoption-withdraw-lead"));
        let heading = ui.t1("adoption-withdraw-heading", "name", self.name);
        FormPage::new(ui, heading, form).lead(lead)
    }
}

/// Where it is asked why something adopted is opened again, to be revised and adopted anew.
pub struct Reopening<'r> {
    /// What people call the thing.
    pub name: &'r str,
    /// What is adopted, which stays as it is until something else is.
    pub adopted: &'r str,
    pub to: &'r str,
    pub back: &'r str,
    pub seen: i64,
}

impl Reopening<'_> {
    /// The page that asks for the reason.
    pub fn page(&self, ui: Ui) -> FormPage {
        let form = Form::new(self.to, ui.t("adoption-reopen"))
            .field(reason_field(&ui, "adoption-reopen-reason"))
            .seen(self.seen)
            .cancel(self.back);
        let lead = ui.t1("adoption-reopen-lead", "decision", self.adopted);
        let heading = ui.t1("adoption-reopen-heading", "name", self.name);
        FormPage::new(ui, heading, form).lead(lead)
    }
}

fn reason_field(ui: &Ui, words: &str) -> Field {
    Field::new("reason", ui.t(words), FieldKind::LongText { rows: 3 })
        .hint(ui.t("adoption-withdraw-reason-hint"))
        .required()
}

/// The reason and the revision that the page was about.
pub fn read_reopening(values: &Values) -> Result<(String, i64), Problem> {
    let reason = Decision::reason_to_reopen(values.text("reason"))?;
    Ok((reason, values.integer("revision")?))
}

/// The same of a withdrawal.
pub fn read_withdrawal(values: &Values) -> Result<(String, i64), Problem> {
    let reason = Decision::reason_to_withdraw(values.text("reason"))?;
    Ok((reason, values.integer("revision")?))
}
