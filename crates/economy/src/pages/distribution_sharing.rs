//! For whom a draft is: its maker shares it with the members, or lets some see it first.

use super::common::{outermost, refuse};
use super::distribution_forms::inner;
use crate::actions::{name_readers, share_distribution};
use crate::policy::Action;
use crate::records::DistributionRecord;
use crate::view::find_visible_distribution;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{PersonId, Problem};
use samverk_identity::model::AddressRule;
use samverk_identity::{people_in_collaboration, people_with_ids};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};
use std::collections::BTreeSet;

/// A draft that is not shared, as its page tells of it.
pub struct PrivateWords {
    /// Who sees it.
    pub about: String,
    pub is_own: bool,
}

impl PrivateWords {
    /// Of a draft that is not shared only its maker decides.
    pub fn leave_the_decision(private: Option<&Self>) -> bool {
        private.is_none_or(|private| private.is_own)
    }

    pub async fn of(
        tx: &Tx,
        ui: &Ui,
        scope: &Scope,
        record: &DistributionRecord,
    ) -> Result<Option<Self>, Problem> {
        let Some(private) = &record.private else {
            return Ok(None);
        };
        let people = people_with_ids(tx, &private.people()).await?;
        let named = people.iter().filter(|one| private.named.contains(&one.id));
        let named: Vec<&str> = named.map(|one| one.name.as_str()).collect();
        let maker = people.iter().find(|one| one.id == private.maker);
        let is_own = record.is_made_by(scope);
        let about = match (is_own, named.is_empty()) {
            (true, true) => ui.t("distribution-private-own"),
            (true, false) => ui.t1("distribution-private-named", "names", named.join(", ")),
            (false, _) => {
                let name = maker.map_or_else(|| "–".to_owned(), |one| one.name.clone());
                ui.t1("distribution-private-of", "name", name)
            }
        };
        Ok(Some(Self { about, is_own }))
    }
}

pub async fn share(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("share_distribution").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    let which = (distribution.as_str(), values.integer("revision")?);
    share_distribution(&tx, &ui.actor, &scope, which).await?;
    tx.commit().await?;
    let back = scope.href(&record.suffix());
    Ok(redirect_with_notice(&back, "distribution-shared"))
}

/// Everybody who belongs to the collaboration, but the reader.
async fn page(
    tx: &Tx,
    ui: Ui,
    scope: &Scope,
    record: &DistributionRecord,
) -> Result<FormPage, Problem> {
    scope.require(Action::SaveDistribution.by())?;
    if record.private.is_some() && !record.is_made_by(scope) {
        return Err(Problem::forbidden());
    }
    let id = scope.collaboration.id;
    let members = samverk_parties::store::list_staying(tx, id).await?;
    let rule = AddressRule::All;
    let people = people_in_collaboration(tx, id, &members, &rule, ui.is_demo()).await?;
    let others = people
        .iter()
        .filter(|one| Some(one.id) != scope.roles.person());
    let choices = others
        .map(|one| Choice::new(one.id, one.name.clone()))
        .collect();
    let href = scope.href(&record.suffix());
    let named = record.private.iter().flat_map(|private| &private.named);
    let named = named.fold(Values::default(), |values, id| values.add("named", id));
    let label = ui.t("distribution-readers");
    let form = Form::new(format!("{href}/ser"), ui.t("form-save"))
        .field(Field::new("named", label, FieldKind::Checkboxes(choices)))
        .cancel(&href)
        .fill(named)
        .seen(record.revision);
    let heading = ui.t1("distribution-readers-heading", "title", &record.title);
    let lead = ui.t("distribution-readers-lead");
    Ok(FormPage::new(inner(ui, scope, record), heading, form).lead(lead))
}

pub async fn ask_readers(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    page(&tx, ui, &scope, &record).await?.show()
}

pub async fn save_readers(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("name_readers").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    let actor = ui.actor.clone();
    let page = page(&tx, ui, &scope, &record).await?;
    let saved = match read(&page, &values) {
        Ok((named, seen)) => {
            let which = (distribution.as_str(), seen);
            name_readers(&tx, &actor, &scope, which, named).await
        }
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problem) => refuse(page, values, problem.into(), outermost),
    }
}

/// Those who were chosen among the offered. Fails with `choice_invalid`.
fn read(page: &FormPage, values: &Values) -> Result<(BTreeSet<PersonId>, i64), Problem> {
    let offered = match page.form.field_named("named").map(|field| &field.kind) {
        Some(FieldKind::Checkboxes(choices)) => choices.as_slice(),
        _ => &[],
    };
    let mut named = BTreeSet::new();
    for chosen in values.all("named") {
        let invalid = || Problem::invalid("choice_invalid").with("value", chosen);
        let is_offered = offered.iter().any(|choice| choice.value == *chosen);
        let id = chosen.parse().ok().filter(|_| is_offered);
        let id = id.ok_or_else(|| invalid().at_field("named"))?;
        named.insert(PersonId(id));
    }
    Ok((named, values.integer("revision")?))
}
