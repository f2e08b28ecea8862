//! The page with the form of a rule: one step of it, and beside it what the rule does.

use super::fill::filled;
use super::form::RuleForm;
use super::kind::RuleKind;
use super::places::in_form;
use super::preview::{Shown, preview};
use super::read::read_rule;
use super::sections::{Sections, with_asked};
use super::step::{HERE, Step};
use crate::keys::free_key;
use crate::names::Names;
use crate::pages::common::{dashed, outermost};
use crate::pages::models::inner;
use crate::records::ModelRecord;
use samverk_database::Tx;
use samverk_engine::{DistributionModel, Rule, place_of_new};
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{FormPage, Ui, Values};

/// Which rule of the model a form is about.
pub(super) struct Place<'p> {
    pub record: &'p ModelRecord,
    /// Nothing for a new rule.
    pub rule: Option<&'p Rule>,
    pub kind: RuleKind,
    /// How many tables of percentages the form has room for.
    pub share_tables: usize,
}

impl Place<'_> {
    /// The rule of the form, with the key that it has or is to have.
    pub fn read(&self, values: &Values) -> Result<Rule, Problems> {
        let rules = &self.record.model.rules;
        let taken = |key: &Key| rules.iter().any(|rule| rule.key == *key);
        read_rule(values, self.kind, |name| match self.rule {
            Some(rule) => rule.key.clone(),
            None => free_key(name, taken),
        })
    }

    /// The model with the rule in its place, and where that is: a new one goes before the rule that takes the rest.
    pub fn model_with(&self, rule: Rule) -> (DistributionModel, usize) {
        let mut model = self.record.model.clone();
        let is_this = |one: &Rule| self.rule.is_some_and(|stood| stood.key == one.key);
        let stood = model.rules.iter().position(is_this);
        let place = place_of_new(&model.rules, std::slice::from_ref(&rule));
        let (from, to) = stood.map_or((place, place), |at| (at, at + 1));
        model.rules.splice(from..to, [rule]);
        (model, from)
    }

    /// After the last rule: no place in the model, for what is wrong in the form alone.
    pub fn end(&self) -> usize {
        self.record.model.rules.len()
    }

    /// What stands now, as its form says it.
    pub fn standing(&self) -> Option<Values> {
        let rule = self.rule?;
        let kind = RuleKind::of(&rule.function).code();
        let values = filled(rule).set("rule_kind", kind);
        Some(values.set("revision", self.record.revision))
    }
}

/// What the rule of the form does, as HTML. `is_asked` when somebody wants to know what is missing too.
pub(super) async fn shown_beside(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    (place, values, is_asked): (&Place<'_>, &Values, bool),
) -> Result<String, Problem> {
    let read = place.read(values).map(|rule| place.model_with(rule));
    let index = read.as_ref().map_or(place.end(), |(_, index)| *index);
    let here = Step::here(values);
    let mut others = Vec::new();
    for step in Step::ALL
        .into_iter()
        .filter(|step| is_asked && *step != here)
    {
        let page = rule_page(tx, ui.clone(), scope, (place, step, values)).await?;
        others.push((step, page));
    }
    let mended_at = |problem: &Problem| {
        let in_form = in_form(problem.clone().into(), index, values);
        let stands = |page: &FormPage| in_form.0.iter().any(|one| stands_in(page, one));
        let (step, _) = others.iter().find(|(_, page)| stands(page))?;
        Some((step.code(), step.label(ui)))
    };
    let shown = Shown {
        model: read.map(|(model, _)| model),
        rules: index..index + 1,
        is_asked,
        mended_at: &mended_at,
    };
    preview(tx, ui, scope, shown).await
}

/// Whether the problem is about something that the step asks for.
pub(super) fn stands_in(page: &FormPage, problem: &Problem) -> bool {
    let place = problem.place.field.as_deref().unwrap_or_default();
    let exact = place.replace('[', ".").replace(']', "");
    let root = outermost(place);
    [exact, root]
        .iter()
        .any(|name| page.form.field_named(name).is_some())
}

/// One step of the form with what is written in it.
pub(super) async fn rule_page(
    tx: &Tx,
    ui: Ui,
    scope: &Scope,
    (place, step, values): (&Place<'_>, Step, &Values),
) -> Result<FormPage, Problem> {
    let names = Names::of_scope(tx, scope).await?;
    let href = scope.href(&place.record.suffix());
    let ui = inner(ui, scope, Some(place.record));
    let code = place.kind.code();
    let (action, heading) = match place.rule {
        Some(rule) => {
            let action = format!("{href}/regler/{}?form={code}", rule.key);
            (action, ui.t1("rule-edit", "name", &rule.name))
        }
        None => (format!("{href}/ny-regel/{code}"), ui.t("rule-new")),
    };
    let values = with_asked(values.clone(), scope);
    let sections = Sections::of(&values);
    let mut values = values.set("rule_kind", code).set(HERE, step.code());
    for (marker, is_shown) in [
        ("shown_parties", sections.parties && step == Step::Who),
        ("shown_parts", sections.parts && step == Step::Base),
    ] {
        if is_shown {
            values = values.set(marker, "true");
        }
    }
    let form = RuleForm {
        ui: &ui,
        scope,
        names: &names,
        model: &place.record.model,
        kind: place.kind,
        share_tables: place.share_tables,
        sections,
        is_saved: place.rule.is_some(),
    };
    let form = form.form(step, (&action, &href), &values).fill(values);
    let lead = ui.t(&format!("rule-kind-{}-about", dashed(code)));
    Ok(FormPage::new(ui, heading, form).lead(lead))
}
