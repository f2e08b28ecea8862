//! A representative raises a need on behalf of the own party.

use super::visit::free_need_key;
use crate::needs::{NEED, NEED_WRITERS, Need, NeedKind, Urgency};
use crate::on_behalf::{OnBehalf, spoken_for};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{KindCode, One, Referable, Reference};
use samverk_foundation::{Problem, Problems};
use samverk_kept::Seen;
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

const PARTY: &str = "part";

/// The parties for which the actor may raise a need. Fails with `forbidden` when there is none.
fn parties<'s>(ui: &Ui, scope: &'s Scope) -> Result<Vec<&'s Party>, Problem> {
    let own = spoken_for(&ui.actor, scope, NEED_WRITERS);
    if own.is_empty() {
        scope.require(|role| NEED_WRITERS.contains(&role))?;
    }
    Ok(own)
}

fn page(ui: Ui, scope: &Scope, parties: &[&Party]) -> FormPage {
    let list = ui.t("need-tab");
    let ui = scope.ui(ui).with_crumb(scope.href("/behov"), list);
    let choice = |prefix: &str, code: &str| Choice::new(code, ui.kind_name(prefix, code));
    let kinds = NeedKind::ALL.iter();
    let kinds = kinds.map(|(code, _)| choice("need-kind-", code)).collect();
    let urgencies = Urgency::ALL.iter();
    let urgencies = urgencies.map(|(code, _)| choice("need-urgency-", code));
    let urgencies = std::iter::once(Choice::new("", ""))
        .chain(urgencies)
        .collect();
    let mut form = Form::new(scope.href("/behov/ta-upp"), ui.t("need-raise-save"));
    let mut values = Values::default();
    match parties {
        [only] => {
            form = form.field(Field::new(PARTY, "", FieldKind::Hidden));
            values = values.set(PARTY, &only.key);
        }
        several => {
            let several = several.iter().map(|one| Choice::new(&one.key, &one.name));
            let several = std::iter::once(Choice::new("", "")).chain(several);
            let several = FieldKind::Select(several.collect());
            form = form.field(Field::new(PARTY, ui.t("need-raised-by"), several).required());
        }
    }
    let text = |name, label: &str| Field::new(name, ui.t(label), FieldKind::Text);
    let form = form
        .field(Field::new("kind", ui.t("need-kind"), FieldKind::Radios(kinds)).required())
        .field(text("title", "need-title").hint(ui.t("need-title-hint")))
        .field(Field::new("text", ui.t("need-text"), FieldKind::LongText { rows: 4 }).required())
        .field(text("area", "need-area").hint(ui.t("need-area-hint")))
        .field(text("concerns", "need-concerns").hint(ui.t("need-concerns-hint")))
        .field(Field::new(
            "urgency",
            ui.t("need-urgency"),
            FieldKind::Select(urgencies),
        ))
        .fill(values)
        .cancel(scope.href("/behov"));
    let heading = match parties {
        [only] => ui.t1("need-raise-heading-of", "party", &only.name),
        _ => ui.t("need-raise"),
    };
    let lead = ui.t("need-raise-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

fn read(values: &Values) -> Result<Need, Problems> {
    let mut problems = Problems::default();
    let kind = problems.keep(values.choice("kind", NeedKind::ALL));
    let text = problems.keep(values.required("text"));
    let mut said = |name| problems.keep(values.optional(name)).unwrap_or_default();
    let [title, area, concerns] = ["title", "area", "concerns"].map(&mut said);
    let urgency = match values.text("urgency") {
        "" => None,
        _ => problems.keep(values.choice("urgency", Urgency::ALL)),
    };
    let (kind, text) = (kind.unwrap_or(NeedKind::Need), text.unwrap_or_default());
    let need = Need {
        title: title.into(),
        area: area.into(),
        concerns: concerns.into(),
        urgency,
        ..Need::of(kind, &text)
    };
    problems.or(need)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let parties = parties(&ui, &scope)?;
    page(ui, &scope, &parties).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("raise_need").await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let parties = parties(&ui, &scope)?;
    match save(&tx, &ui, &scope, &values).await {
        Ok(href) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&href, "saved"))
        }
        Err(problems) => page(ui, &scope, &parties).refuse(values, problems),
    }
}

/// The address of the need.
async fn save(tx: &Tx, ui: &Ui, scope: &Scope, values: &Values) -> Result<String, Problems> {
    let key = values.optional_key(PARTY)?;
    let key = key.ok_or_else(|| Problem::invalid("field_missing").at_field(PARTY))?;
    let need = read(values)?;
    let at = OnBehalf::of(&ui.actor, scope, key.as_str(), NEED_WRITERS)?;
    let party = KindCode::of(<Party as Referable>::KIND);
    let need = Need {
        raised_by: Some(One::to(Reference::to(party, key))),
        ..need
    };
    let key = free_need_key(tx, scope, &need.name()).await?;
    let saved = NEED.save(tx, &ui.actor, &at, key, &need, Seen::New).await?;
    Ok(scope.href(&format!("/behov/{}", saved.key)))
}
