//! Adding, changing and removing a group.

use super::groups::group_ui;
use super::words::{choices, chosen_party, group_choices, key_field, new_key, party_choices};
use crate::actions::{SaveGroup, remove_group, save_group};
use crate::model::{Group, GroupKind, LegalForm, Party, Reach};
use crate::policy::Action;
use crate::store::PartyFilter;
use crate::{Scope, store};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

/// What the fields can be filled with.
struct Known {
    scope: Scope,
    groups: Vec<Group>,
    parties: Vec<Party>,
}

impl Known {
    async fn load(tx: &Tx, ui: &Ui, key: &str) -> Result<Self, Problem> {
        let scope = Scope::find(tx, &ui.actor, key).await?;
        scope.require(Action::SaveGroup.by())?;
        let groups = store::list_groups(tx, scope.collaboration.id).await?;
        let parties = store::list_parties(tx, &PartyFilter::default()).await?;
        Ok(Self {
            scope,
            groups,
            parties,
        })
    }

    fn group(&self, key: &str) -> Result<&Group, Problem> {
        self.groups
            .iter()
            .find(|group| group.key.as_str() == key)
            .ok_or_else(Problem::not_found)
    }

    fn href(&self, group: &Group, rest: &str) -> String {
        self.scope.href(&format!("/grupper/{}{rest}", group.key))
    }

    fn read(&self, values: &Values) -> Result<SaveGroup, Problem> {
        let parent = match values.text("parent") {
            "" => None,
            key => {
                let unknown = |_| {
                    Problem::invalid("group_unknown")
                        .with("key", key)
                        .at_field("parent")
                };
                Some(self.group(key).map_err(unknown)?.id)
            }
        };
        let legal_form = match values.text("legal_form") {
            "" => None,
            _ => Some(values.choice("legal_form", LegalForm::ALL)?),
        };
        Ok(SaveGroup {
            name: values.required("name")?,
            kind: values.choice("kind", GroupKind::ALL)?,
            organiser: values.optional("organiser")?,
            parent,
            reach: values.choice("reach", Reach::ALL)?,
            legal_form,
            host: chosen_party(values, "host", &self.parties)?.map(|party| party.id),
            purpose: values.optional("purpose")?,
            cooperation: values.optional("cooperation")?,
            cost: values.optional_ore("cost")?,
            financed_by: values.optional("financed_by")?,
            note: values.optional("note")?,
            position: None,
            revision: values.optional_integer("revision")?.unwrap_or_default(),
        })
    }

    fn fields(&self, ui: &Ui, form: Form) -> Form {
        let text = |name, label: &str| Field::new(name, ui.t(label), FieldKind::Text);
        let long =
            |name, label: &str| Field::new(name, ui.t(label), FieldKind::LongText { rows: 3 });
        let select =
            |name, label: &str, choices| Field::new(name, ui.t(label), FieldKind::Select(choices));
        form.field(
            Field::new(
                "kind",
                ui.t("group-kind"),
                FieldKind::Radios(choices(ui, "group-kind", GroupKind::ALL)),
            )
            .required(),
        )
        .field(
            Field::new(
                "reach",
                ui.t("group-reach"),
                FieldKind::Radios(choices(ui, "reach", Reach::ALL)),
            )
            .required(),
        )
        .field(text("organiser", "group-organiser").hint(ui.t("group-organiser-hint")))
        .field(select("host", "group-host", party_choices(&self.parties)))
        .field(select(
            "legal_form",
            "group-legal-form",
            choices(ui, "legal-form", LegalForm::ALL),
        ))
        .field(select(
            "parent",
            "group-parent",
            group_choices(&self.groups),
        ))
        .field(long("purpose", "group-purpose"))
        .field(long("cooperation", "group-cooperation"))
        .field(
            Field::new("cost", ui.t("group-cost"), FieldKind::Number).hint(ui.t("group-cost-hint")),
        )
        .field(text("financed_by", "group-financed-by"))
        .field(long("note", "group-note"))
        .field(Field::new("revision", "", FieldKind::Hidden))
    }

    fn filled(&self, group: &Group) -> Values {
        let host = self
            .parties
            .iter()
            .find(|party| Some(party.id) == group.host);
        let parent = self.groups.iter().find(|one| Some(one.id) == group.parent);
        let key = |key: Option<&Key>| key.map(Key::to_string).unwrap_or_default();
        Values::default()
            .set("name", &group.name)
            .set("kind", group.kind.code())
            .set("reach", group.reach.code())
            .set("organiser", &group.organiser)
            .set("host", key(host.map(|party| &party.key)))
            .set(
                "legal_form",
                group.legal_form.map(LegalForm::code).unwrap_or_default(),
            )
            .set("parent", key(parent.map(|one| &one.key)))
            .set("purpose", &group.purpose)
            .set("cooperation", &group.cooperation)
            .set(
                "cost",
                group.cost.map(|cost| cost.to_plain()).unwrap_or_default(),
            )
            .set("financed_by", &group.financed_by)
            .set("note", &group.note)
            .set("revision", group.revision)
    }

    fn new_page(&self, ui: Ui) -> FormPage {
        let ui = group_ui(ui, &self.scope);
        let form = Form::new(self.scope.href("/grupper/ny"), ui.t("group-add"))
            .field(Field::new("name", ui.t("group-name"), FieldKind::Text).required())
            .field(key_field(&ui));
        let form = self.fields(&ui, form).cancel(self.scope.href("/grupper"));
        let heading = ui.t("group-add");
        FormPage::new(ui, heading, form)
    }

    fn edit_page(&self, ui: Ui, group: &Group) -> FormPage {
        let ui = group_ui(ui, &self.scope).with_crumb(self.href(group, ""), group.name.clone());
        let form = Form::new(self.href(group, "/redigera"), ui.t("form-save"))
            .field(Field::new("name", ui.t("group-name"), FieldKind::Text).required());
        let form = self.fields(&ui, form).cancel(self.href(group, ""));
        let form = form.fill(self.filled(group));
        let heading = ui.t1("group-edit", "name", &group.name);
        FormPage::new(ui, heading, form)
    }

    fn remove_page(&self, ui: Ui, group: &Group) -> FormPage {
        let ui = group_ui(ui, &self.scope).with_crumb(self.href(group, ""), group.name.clone());
        let form = Form::new(self.href(group, "/ta-bort"), ui.t("group-remove"))
            .danger()
            .seen(group.revision)
            .cancel(self.href(group, ""));
        let heading = ui.t1("group-remove-heading", "name", &group.name);
        let lead = ui.t("group-remove-lead");
        FormPage::new(ui, heading, form).lead(lead)
    }
}

pub async fn new(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let known = Known::load(&tx, &ui, &key).await?;
    let mut page = known.new_page(ui);
    let reach = known.scope.collaboration.reach.code();
    page.form = page
        .form
        .fill(Values::default().set("kind", "inside").set("reach", reach));
    page.show()
}

pub async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("add_group").await?;
    let known = Known::load(&tx, &ui, &key).await?;
    match try_add(&tx, &ui, &known, &values).await {
        Ok(group) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&known.href(&group, ""), "group-added"))
        }
        Err(problem) => known.new_page(ui).refuse(values, problem),
    }
}

async fn try_add(tx: &Tx, ui: &Ui, known: &Known, values: &Values) -> Result<Group, Problem> {
    let input = SaveGroup {
        revision: 0,
        ..known.read(values)?
    };
    let is_taken = |key: &str| known.group(key).is_ok();
    let key = new_key(values, &input.name, is_taken)?;
    save_group(tx, &ui.actor, &known.scope, key, input).await
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, group)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let known = Known::load(&tx, &ui, &key).await?;
    let group = known.group(&group)?;
    known.edit_page(ui, group).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, group)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_group").await?;
    let known = Known::load(&tx, &ui, &key).await?;
    let group = known.group(&group)?;
    let saved = match known.read(&values) {
        Ok(input) => save_group(&tx, &ui.actor, &known.scope, group.key.clone(), input).await,
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&known.href(group, ""), "saved"))
        }
        Err(problem) => known.edit_page(ui, group).refuse(values, problem),
    }
}

pub async fn confirm_removal(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, group)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let known = Known::load(&tx, &ui, &key).await?;
    let group = known.group(&group)?;
    known.remove_page(ui, group).show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, group)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_group").await?;
    let known = Known::load(&tx, &ui, &key).await?;
    let group = known.group(&group)?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_group(&tx, &ui.actor, &known.scope, group.key.as_str(), seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &known.scope.href("/grupper"),
                "group-removed",
            ))
        }
        Err(problem) => known.remove_page(ui, group).refuse(values, problem),
    }
}
