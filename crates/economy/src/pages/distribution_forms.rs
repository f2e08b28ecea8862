//! Making and changing a distribution.

use super::common::{confirmation, outermost, read_year, refuse};
use super::distributions::below;
use crate::actions::{SaveDistribution, Sharing, save_distribution};
use crate::keys::free_key;
use crate::policy::Action;
use crate::records::{BudgetRecord, DistributionRecord, ModelRecord};
use crate::store;
use crate::view::find_visible_distribution;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

/// What a distribution can be made of.
struct Offers {
    budgets: Vec<BudgetRecord>,
    models: Vec<ModelRecord>,
}

async fn offers(tx: &Tx, scope: &Scope) -> Result<Offers, Problem> {
    let of = scope.collaboration.id;
    let (budgets, models) = (
        store::list_budgets(tx, of).await?,
        store::list_models(tx, of).await?,
    );
    Ok(Offers { budgets, models })
}

fn facts_page(
    ui: Ui,
    scope: &Scope,
    offers: &Offers,
    record: Option<&DistributionRecord>,
) -> FormPage {
    let (action, cancel, heading) = match record {
        Some(record) => {
            let href = scope.href(&record.suffix());
            (format!("{href}/redigera"), href, ui.t("distribution-edit"))
        }
        None => (
            scope.href("/fordelning/ny"),
            scope.href("/fordelning"),
            ui.t("distribution-new"),
        ),
    };
    let budget = |known: &BudgetRecord| {
        Choice::new(known.year(), format!("{} – {}", known.year(), known.title))
    };
    let mut years: Vec<_> = offers.budgets.iter().map(budget).collect();
    // A model with an amount of its own can be used in a year without budget.
    let year = record.map(|record| record.year);
    if let Some(year) = year.filter(|year| !offers.budgets.iter().any(|b| b.year() == *year)) {
        years.push(Choice::new(year, year.to_string()));
    }
    let model = |known: &ModelRecord| Choice::new(&known.model.key, known.model.name.clone());
    let models = offers.models.iter().map(model).collect();
    let form = Form::new(action, ui.t("form-save"))
        .field(
            Field::new("title", ui.t("distribution-title"), FieldKind::Text)
                .required()
                .hint(ui.t("distribution-title-hint")),
        )
        .field(
            Field::new(
                "year",
                ui.t("distribution-budget"),
                FieldKind::Select(years),
            )
            .required(),
        )
        .field(
            Field::new(
                "model",
                ui.t("distribution-model"),
                FieldKind::Select(models),
            )
            .required(),
        )
        .field(Field::new(
            "note",
            ui.t("economy-note"),
            FieldKind::LongText { rows: 4 },
        ))
        .field(Field::new(
            "published",
            ui.t("economy-published"),
            FieldKind::Checkbox,
        ))
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(cancel)
        .fill(record.map(facts_filled).unwrap_or_default());
    FormPage::new(ui, heading, form)
}

fn facts_filled(record: &DistributionRecord) -> Values {
    Values::default()
        .set("title", &record.title)
        .set("year", record.year)
        .set("model", &record.model)
        .set("note", &record.note)
        .set("published", record.published)
        .set("revision", record.revision)
}

fn read_facts(
    values: &Values,
    key_of: impl Fn(&str) -> Key,
    before: Option<&DistributionRecord>,
) -> Result<SaveDistribution, Problems> {
    let mut problems = Problems::default();
    let title = problems.keep(values.required("title"));
    let year = problems.keep(read_year(values, "year"));
    let model = problems.keep(values.required("model"));
    let model = model.and_then(|model| problems.keep(Key::parse(&model)));
    let note = problems.keep(values.optional("note"));
    let revision = match before {
        Some(_) => problems.keep(values.integer("revision")),
        None => None,
    };
    let (Some(title), Some(year), Some(model), Some(note)) = (title, year, model, note) else {
        return Err(problems);
    };
    let key = before.map_or_else(|| key_of(&title), |before| before.key.clone());
    let printed = before.and_then(|before| before.printed.clone());
    let published = values.checked("published");
    let sharing = Sharing::AsItStands;
    let input = None;
    problems.or(SaveDistribution {
        key,
        title,
        year,
        model,
        published,
        sharing,
        note,
        printed,
        input,
        revision,
    })
}

pub async fn new(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveDistribution.by())?;
    let offers = offers(&tx, &scope).await?;
    let ui = below(scope.ui(ui), &scope);
    if offers.models.is_empty() || offers.budgets.is_empty() {
        return ui.page(&FirstThis {
            has_models: !offers.models.is_empty(),
            has_budgets: !offers.budgets.is_empty(),
            ui: ui.clone(),
            scope,
        });
    }
    facts_page(ui, &scope, &offers, None).show()
}

/// What must be made before there can be a distribution.
#[derive(Template)]
#[template(path = "distribution_first.html")]
struct FirstThis {
    ui: Ui,
    scope: Scope,
    has_models: bool,
    has_budgets: bool,
}

pub async fn create(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("create_distribution").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveDistribution.by())?;
    let known = store::list_distributions(&tx, scope.collaboration.id).await?;
    let is_taken = |key: &Key| known.iter().any(|record| record.key == *key);
    let saved = match read_facts(&values, |title| free_key(title, is_taken), None) {
        Ok(input) => save_distribution(&tx, &ui.actor, &scope, input, confirmation(&values)).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(saved) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href(&saved.value.suffix()),
                "saved",
            ))
        }
        Err(problems) => {
            let offers = offers(&tx, &scope).await?;
            let page = facts_page(below(scope.ui(ui), &scope), &scope, &offers, None);
            refuse(page, values, problems, outermost)
        }
    }
}

/// The page's surroundings below a distribution.
pub fn inner(ui: Ui, scope: &Scope, record: &DistributionRecord) -> Ui {
    below(scope.ui(ui), scope).with_crumb(scope.href(&record.suffix()), record.title.clone())
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    let offers = offers(&tx, &scope).await?;
    facts_page(inner(ui, &scope, &record), &scope, &offers, Some(&record)).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_distribution").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    let saved = match read_facts(&values, Key::from_name, Some(&record)) {
        Ok(input) => save_distribution(&tx, &ui.actor, &scope, input, confirmation(&values)).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => {
            let offers = offers(&tx, &scope).await?;
            let page = facts_page(inner(ui, &scope, &record), &scope, &offers, Some(&record));
            refuse(page, values, problems, outermost)
        }
    }
}
