//! Making a model, changing its facts, copying it.

use super::common::{choices, outermost, read_optional_year, refuse};
use super::models::{code_of, inner};
use crate::actions::save_model;
use crate::keys::free_key;
use crate::pages::{model_payers, rule};
use crate::policy::Action;
use crate::records::ModelRecord;
use crate::store;
use crate::visible::find_visible_model;
use axum::extract::{Path, State};
use samverk_engine::{DistributionModel, Phase, Purpose, Rounding, RoundingMethod, RoundingUnit};
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
    redirect_with_notice,
};

const PHASE_COLUMNS: [&str; 4] = ["name", "from_year", "to_year", "key"];
const PURPOSES: [(&str, Purpose); 3] = [
    ("cost", Purpose::Cost),
    ("debt", Purpose::Debt),
    ("votes", Purpose::Votes),
];
const UNITS: [(&str, RoundingUnit); 3] = [
    ("krona", RoundingUnit::Krona),
    ("ore", RoundingUnit::Ore),
    ("thousand", RoundingUnit::Thousand),
];
const METHODS: [(&str, RoundingMethod); 2] = [
    ("largest_remainder", RoundingMethod::LargestRemainder),
    ("half_up_report", RoundingMethod::HalfUpReport),
];

fn page(ui: Ui, scope: &Scope, (action, cancel, heading): (String, String, String)) -> FormPage {
    let codes = |ui: &Ui, list: &str, codes: &[&str]| choices(ui, list, codes.iter().copied());
    let purposes = codes(&ui, "purpose", &PURPOSES.map(|(code, _)| code));
    let units = codes(&ui, "rounding-unit", &UNITS.map(|(code, _)| code));
    let methods = codes(&ui, "rounding-method", &METHODS.map(|(code, _)| code));
    let columns = vec![
        RowColumn::new("name", ui.t("phase-name")),
        RowColumn::new("from_year", ui.t("phase-from-year")),
        RowColumn::new("to_year", ui.t("phase-to-year")),
        RowColumn::new("key", ui.t("economy-key")),
    ];
    let phases = FieldKind::Rows {
        columns,
        grows: true,
    };
    let form = Form::new(action, ui.t("form-save"))
        .field(
            Field::new("name", ui.t("model-name"), FieldKind::Text)
                .required()
                .hint(ui.t("model-name-hint")),
        )
        .field(
            Field::new(
                "purpose",
                ui.t("model-purpose"),
                FieldKind::Radios(purposes),
            )
            .required(),
        )
        .field(Field::new(
            "valid_from",
            ui.t("model-valid-from"),
            FieldKind::Date,
        ))
        .field(Field::new(
            "valid_to",
            ui.t("model-valid-to"),
            FieldKind::Date,
        ))
        .field(
            Field::new("amount", ui.t("model-amount"), FieldKind::Number)
                .hint(ui.t("model-amount-hint")),
        )
        .field(
            Field::new(
                "fees_decide",
                ui.t("model-fees-decide"),
                FieldKind::Checkbox,
            )
            .hint(ui.t("model-fees-decide-hint")),
        );
    let form = model_payers::with_payers(form, &ui)
        .field(
            Field::new(
                "unit",
                ui.t("model-rounding-unit"),
                FieldKind::Radios(units),
            )
            .required(),
        )
        .field(
            Field::new(
                "method",
                ui.t("model-rounding-method"),
                FieldKind::Radios(methods),
            )
            .required(),
        );
    let form = model_payers::with_stated(form, &ui, scope)
        .field(Field::new("phases", ui.t("model-phases"), phases).hint(ui.t("model-phases-hint")))
        .field(Field::new(
            "note",
            ui.t("economy-note"),
            FieldKind::LongText { rows: 4 },
        ))
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(cancel);
    FormPage::new(ui, heading, form)
}

fn new_page(ui: Ui, scope: &Scope) -> FormPage {
    let heading = ui.t("model-new");
    page(
        inner(ui, scope, None),
        scope,
        (scope.href("/modeller/ny"), scope.href("/modeller"), heading),
    )
}

fn edit_page(ui: Ui, scope: &Scope, record: &ModelRecord) -> FormPage {
    let (href, heading) = (scope.href(&record.suffix()), ui.t("model-edit"));
    let mut page = page(
        inner(ui, scope, Some(record)),
        scope,
        (format!("{href}/redigera"), href, heading),
    );
    page.form.values = filled(&record.model).set("revision", record.revision);
    page
}

fn copy_page(ui: Ui, scope: &Scope, record: &ModelRecord) -> FormPage {
    let (href, heading) = (scope.href(&record.suffix()), ui.t("model-copy"));
    page(
        inner(ui, scope, Some(record)),
        scope,
        (format!("{href}/kopiera"), href, heading),
    )
}

fn filled(model: &DistributionModel) -> Values {
    let date = |date: Option<chrono::NaiveDate>| date.map(|d| d.to_string()).unwrap_or_default();
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let phase = |phase: &Phase| {
        let (from, to) = (year(phase.from_year), year(phase.to_year));
        vec![phase.name.clone(), from, to, phase.key.to_string()]
    };
    let phases: Vec<_> = model.phases.iter().map(phase).collect();
    model_payers::fill(Values::default(), model)
        .set("name", &model.name)
        .set("fees_decide", model.fees_decide)
        .set("purpose", code_of(&model.purpose))
        .set("valid_from", date(model.valid_from))
        .set("valid_to", date(model.valid_to))
        .set(
            "amount",
            model.amount.map(Ore::to_plain).unwrap_or_default(),
        )
        .set("unit", code_of(&model.rounding.unit))
        .set("method", code_of(&model.rounding.method))
        .set_rows("phases", &PHASE_COLUMNS, &phases)
        .set("note", &model.note)
}

fn read_phases(values: &Values, problems: &mut Problems) -> Vec<Phase> {
    let mut phases = Vec::new();
    for (number, _) in values.rows("phases", &PHASE_COLUMNS) {
        let field = |column: &str| format!("phases.{number}.{column}");
        let name = problems.keep(values.required(&field("name")));
        let from_year = problems.keep(read_optional_year(values, &field("from_year")));
        let to_year = problems.keep(read_optional_year(values, &field("to_year")));
        let key = problems.keep(values.optional_key(&field("key")));
        if let (Some(name), Some(from_year), Some(to_year), Some(key)) =
            (name, from_year, to_year, key)
        {
            let key = key.unwrap_or_else(|| Key::from_name(&name));
            phases.push(Phase {
                key,
                name,
                from_year,
                to_year,
            });
        }
    }
    phases
}

/// The model with what was typed; the rules are those it had.
fn read(
    values: &Values,
    key_of: impl Fn(&str) -> Key,
    before: Option<&DistributionModel>,
) -> Result<DistributionModel, Problems> {
    let mut problems = Problems::default();
    let name = problems.keep(values.required("name"));
    let purpose = problems.keep(values.choice("purpose", &PURPOSES));
    let valid_from = problems.keep(values.optional_date("valid_from"));
    let valid_to = problems.keep(values.optional_date("valid_to"));
    let amount = problems.keep(values.optional_ore("amount"));
    let unit = problems.keep(values.choice("unit", &UNITS));
    let method = problems.keep(values.choice("method", &METHODS));
    let payers = model_payers::read_payers(values, before, &mut problems);
    let part_year = model_payers::read_part_year(values, &mut problems);
    let stated_amounts = model_payers::read_stated(values, &mut problems);
    let phases = read_phases(values, &mut problems);
    let note = problems.keep(values.optional("note"));
    let (Some(name), Some(purpose), Some(unit), Some(method)) = (name, purpose, unit, method)
    else {
        return Err(problems);
    };
    let model = DistributionModel {
        key: key_of(&name),
        name,
        purpose,
        valid_from: valid_from.flatten(),
        valid_to: valid_to.flatten(),
        note: note.unwrap_or_default(),
        amount: amount.flatten(),
        fees_decide: values.checked("fees_decide"),
        payers,
        part_year,
        rounding: Rounding { unit, method },
        stated_amounts,
        phases,
        rules: before
            .map(|before| before.rules.clone())
            .unwrap_or_default(),
    };
    problems.or(model)
}

pub async fn new(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveModel.by())?;
    let mut page = new_page(ui, &scope);
    page.above = new_from_templates(&page.ui, &scope)?;
    page.form.values = model_payers::fill_usual(Values::default())
        .set("purpose", "cost")
        .set("unit", "krona")
        .set("method", "largest_remainder");
    page.show()
}

/// What a model can begin from, above the form of one that begins from nothing.
fn new_from_templates(ui: &Ui, scope: &Scope) -> Result<String, Problem> {
    let links = rule::template_links(ui, &scope.href("/modeller/ny"))?;
    let heading = ui.t("model-new-own");
    Ok(format!(
        "{links}<h2 class=\"ds-heading\" data-size=\"md\">{heading}</h2>"
    ))
}

/// A key that no other model of the collaboration has.
async fn keys(
    tx: &samverk_database::Tx,
    scope: &Scope,
) -> Result<impl Fn(&str) -> Key + use<>, Problem> {
    let known = store::list_models(tx, scope.collaboration.id).await?;
    Ok(move |name: &str| {
        free_key(name, |key| {
            known.iter().any(|record| record.model.key == *key)
        })
    })
}

pub async fn create(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("create_model").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveModel.by())?;
    let key_of = keys(&tx, &scope).await?;
    let page = new_page(ui.clone(), &scope);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = read(&asked.values, key_of, None).err();
        return page.show_rows(asked, found);
    }
    let saved = match read(&values, key_of, None) {
        Ok(model) => save_model(&tx, &ui.actor, &scope, model, None).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(record) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => refuse(page, values, problems, outermost),
    }
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    edit_page(ui, &scope, &record).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_model").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let own_key = |_: &str| record.model.key.clone();
    let page = edit_page(ui.clone(), &scope, &record);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = read(&asked.values, own_key, Some(&record.model)).err();
        return page.show_rows(asked, found);
    }
    let read = read(&values, own_key, Some(&record.model));
    let saved = match (read, values.integer("revision")) {
        (Ok(model), Ok(seen)) => save_model(&tx, &ui.actor, &scope, model, Some(seen)).await,
        (Err(problems), _) => Err(problems),
        (Ok(_), Err(problem)) => Err(problem.into()),
    };
    match saved {
        Ok(record) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => refuse(page, values, problems, outermost),
    }
}

pub async fn ask_copy(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let mut page = copy_page(ui, &scope, &record);
    let name = page.ui.t1("model-copy-name", "name", &record.model.name);
    page.form.values = filled(&record.model).set("name", name);
    page.show()
}

/// A new model with the same rules: the way to change what an adopted distribution uses.
pub async fn copy(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, model)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("copy_model").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_model(&tx, &scope, &model).await?;
    scope.require(Action::SaveModel.by())?;
    let key_of = keys(&tx, &scope).await?;
    let page = copy_page(ui.clone(), &scope, &record);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = read(&asked.values, key_of, Some(&record.model)).err();
        return page.show_rows(asked, found);
    }
    let saved = match read(&values, key_of, Some(&record.model)) {
        Ok(model) => save_model(&tx, &ui.actor, &scope, model, None).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(copy) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&copy.suffix()), "saved"))
        }
        Err(problems) => refuse(page, values, problems, outermost),
    }
}
