//! The pages of a template: its own figures, what they give beside them, and then a model or rules like any other.

use super::preview::{Shown, preview};
use super::templates::Template;
use crate::actions::save_model;
use crate::keys::free_key;
use crate::names::Names;
use crate::pages::common::{outermost, refuse};
use crate::pages::models::inner;
use crate::policy::Action;
use crate::records::ModelRecord;
use crate::store;
use crate::visible::find_visible_model;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use samverk_database::Tx;
use samverk_engine::{DistributionModel, PartYear, Purpose, Rounding, place_of_new};
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};
use std::ops::Range;

const PREVIEW: &str = "preview";

/// What the template's rules become part of: a model that there is, or a new one.
struct Place<'p> {
    template: Template,
    record: Option<&'p ModelRecord>,
    /// The keys of the models that there are.
    taken: Vec<Key>,
    names: Names,
}

impl Place<'_> {
    fn page(&self, ui: Ui, scope: &Scope, values: &Values) -> FormPage {
        let ui = inner(ui, scope, self.record);
        let code = self.template.code();
        let (action, cancel, submit) = match self.record {
            Some(record) => {
                let href = scope.href(&record.suffix());
                (format!("{href}/mall/{code}"), href, "template-add")
            }
            None => {
                let action = scope.href(&format!("/modeller/ny/{code}"));
                (action, scope.href("/modeller"), "template-make")
            }
        };
        let mut form = Form::new(action, ui.t(submit))
            .other(PREVIEW, ui.t("rule-preview"))
            .cancel(cancel);
        if self.record.is_none() {
            let name = Field::new("name", ui.t("model-name"), FieldKind::Text);
            form = form.field(name.required().hint(ui.t("model-name-hint")));
        }
        let fields = self.template.fields(&ui, (scope, &self.names)).into_iter();
        form = fields.fold(form, Form::field);
        form = form.field(Field::new("revision", "", FieldKind::Hidden));
        let heading = ui.t(self.template.text());
        let lead = ui.t(&format!("{}-about", self.template.text()));
        FormPage::new(ui, heading, form.fill(values.clone())).lead(lead)
    }

    /// The model with the template's rules, before the rule that takes the rest where there is one. Fails with everything that is wrong at once.
    fn read(&self, ui: &Ui, values: &Values) -> Result<DistributionModel, Problems> {
        let mut problems = Problems::default();
        let mut model = match self.record {
            Some(record) => record.model.clone(),
            None => {
                let name = problems.keep(values.required("name")).unwrap_or_default();
                let is_taken = |key: &Key| self.taken.contains(key);
                new_model(free_key(&name, is_taken), name)
            }
        };
        let rules = &model.rules;
        let is_taken = |key: &Key| rules.iter().any(|rule| rule.key == *key);
        let words = (
            |text: &str| ui.t(text),
            |name: &str| free_key(name, is_taken),
        );
        match self.template.read(values, !rules.is_empty(), words) {
            Ok(agreement) => {
                model.fees_decide |= self.record.is_none() && agreement.fees_decide;
                let place = place_of_new(&model.rules, &agreement.rules);
                model.rules.splice(place..place, agreement.rules);
            }
            Err(found) => problems.0.extend(found.0),
        }
        problems.or(model)
    }

    /// Which rules of the model are the template's.
    fn new_rules(&self, model: &DistributionModel) -> Range<usize> {
        let stood = self.record.map_or(&[][..], |record| &record.model.rules);
        let pairs = model.rules.iter().zip(stood);
        let first = pairs
            .take_while(|(one, stood)| one.key == stood.key)
            .count();
        first..first + model.rules.len().saturating_sub(stood.len())
    }

    async fn shown_beside(
        &self,
        tx: &Tx,
        ui: &Ui,
        scope: &Scope,
        (values, is_asked): (&Values, bool),
    ) -> Result<String, Problem> {
        // A name is no figure: what it will be called does not hinder the computation.
        let named = match values.is_set("name") {
            true => values.clone(),
            false => values.clone().set("name", ui.t(self.template.text())),
        };
        let model = self.read(ui, &named);
        let rules = model.as_ref().map_or(0..0, |model| self.new_rules(model));
        preview(
            tx,
            ui,
            scope,
            Shown {
                model,
                rules,
                is_asked,
                // The whole form stands on the page.
                mended_at: &|_| None,
            },
        )
        .await
    }

    async fn show(
        &self,
        tx: &Tx,
        ui: Ui,
        scope: &Scope,
        (values, is_asked): (&Values, bool),
    ) -> Result<FormPage, Problem> {
        let mut page = self.page(ui, scope, values);
        page.beside = self
            .shown_beside(tx, &page.ui, scope, (values, is_asked))
            .await?;
        Ok(page)
    }
}

fn new_model(key: Key, name: String) -> DistributionModel {
    DistributionModel {
        key,
        name,
        purpose: Purpose::Cost,
        valid_from: None,
        valid_to: None,
        note: String::new(),
        amount: None,
        fees_decide: false,
        payers: Vec::new(),
        part_year: PartYear::default(),
        rounding: Rounding::default(),
        stated_amounts: None,
        phases: Vec::new(),
        rules: Vec::new(),
    }
}

/// From the engine's place in the model to the field that was filled in: `rules[1].function.rate` → `rate`.
fn in_template(mut problems: Problems) -> Problems {
    for problem in &mut problems.0 {
        let place = problem.place.field.as_deref().unwrap_or_default();
        if let Some((_, inside)) = place.split_once("].function.") {
            problem.place.field = Some(inside.replace(".from", ".to"));
        }
    }
    problems
}

fn template_of(code: &str) -> Result<Template, Problem> {
    Template::from_code(code).ok_or_else(Problem::not_found)
}

async fn model_keys(tx: &Tx, scope: &Scope) -> Result<Vec<Key>, Problem> {
    let known = store::list_models(tx, scope.collaboration.id).await?;
    Ok(known.into_iter().map(|record| record.model.key).collect())
}

pub async fn begin_model(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, template)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveModel.by())?;
    let place = Place {
        template: template_of(&template)?,
        record: None,
        taken: Vec::new(),
        names: Names::of_scope(&tx, &scope).await?,
    };
    let values = place.template.begins(&scope);
    place.show(&tx, ui, &scope, (&values, false)).await?.show()
}

pub async fn create_model(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, template)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = opened(&state, &values, "create_model_from_template").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveModel.by())?;
    let place = Place {
        template: template_of(&template)?,
        record: None,
        taken: model_keys(&tx, &scope).await?,
        names: Names::of_scope(&tx, &scope).await?,
    };
    sent(tx, ui, &scope, (place, values)).await
}

pub async fn begin_rules(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, template)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let place = Place {
        template: template_of(&template)?,
        record: Some(&record),
        taken: Vec::new(),
        names: Names::of_scope(&tx, &scope).await?,
    };
    let begins = place.template.begins(&scope);
    let values = begins.set("revision", record.revision);
    place.show(&tx, ui, &scope, (&values, false)).await?.show()
}

pub async fn add_rules(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model, template)): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    let tx = opened(&state, &values, "add_rules_of_template").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let place = Place {
        template: template_of(&template)?,
        record: Some(&record),
        taken: Vec::new(),
        names: Names::of_scope(&tx, &scope).await?,
    };
    sent(tx, ui, &scope, (place, values)).await
}

/// Only what is saved needs to write.
async fn opened(state: &AppState, values: &Values, name: &'static str) -> Result<Tx, Problem> {
    match values.is_set(PREVIEW) {
        true => state.db.read().await,
        false => state.db.begin(name).await,
    }
}

/// Shows what the figures give, or saves the model with the template's rules.
async fn sent(tx: Tx, ui: Ui, scope: &Scope, (place, values): (Place<'_>, Values)) -> PageResult {
    match values.text(PREVIEW) {
        "" => {}
        "part" => {
            let shown = place.shown_beside(&tx, &ui, scope, (&values, false));
            return Ok(Html(shown.await?).into_response());
        }
        _ => {
            let values = values.without(PREVIEW);
            let mut page = place.show(&tx, ui, scope, (&values, true)).await?;
            page.form = page.form.unsaved();
            return page.show();
        }
    }
    let mut page = place.page(ui.clone(), scope, &values);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = place.read(&ui, &asked.values).err();
        let shown = place.shown_beside(&tx, &ui, scope, (&asked.values, false));
        page.beside = shown.await?;
        return page.show_rows(asked, found);
    }
    let saved = match (place.read(&ui, &values), place.record) {
        (Ok(model), None) => save_model(&tx, &ui.actor, scope, model, None).await,
        (Ok(model), Some(_)) => super::forms::put(&tx, &ui, scope, (model, &values)).await,
        (Err(problems), _) => Err(problems),
    };
    match saved {
        Ok(record) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => {
            let shown = place.shown_beside(&tx, &ui, scope, (&values, false));
            page.beside = shown.await?;
            refuse(page, values, in_template(problems), outermost)
        }
    }
}
