//! Adding and changing a party.

use super::parties::register_ui;
use super::party::below_party;
use super::words::{choices, key_field, new_key, nothing_chosen};
use crate::Above;
use crate::actions::{SaveParty, remove_party, require_anywhere, require_party_editor, save_party};
use crate::model::{Party, PartyKind, format_organisation_number};
use crate::policy::Action;
use crate::store;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

fn fields(ui: &Ui, form: Form) -> Form {
    let text = |name, label: &str| Field::new(name, ui.t(label), FieldKind::Text);
    let kinds = FieldKind::Select(nothing_chosen(choices(ui, "party-kind", PartyKind::ALL)));
    form.field(text("name", "party-name").required())
        .field(text("short_name", "party-short-name").hint(ui.t("party-short-name-hint")))
        .field(Field::new("kind", ui.t("party-kind"), kinds).required())
        .field(
            text("municipality_code", "party-municipality-code")
                .hint(ui.t("party-municipality-code-hint")),
        )
        .field(text("region_code", "party-region-code").hint(ui.t("party-region-code-hint")))
        .field(
            text("organisation_number", "party-organisation-number")
                .hint(ui.t("party-organisation-number-hint")),
        )
        .field(Field::new(
            "note",
            ui.t("party-note"),
            FieldKind::LongText { rows: 3 },
        ))
        .field(Field::new("revision", "", FieldKind::Hidden))
}

fn read(values: &Values) -> Result<SaveParty, Problem> {
    let optional = |name: &str| Some(values.text(name).to_owned()).filter(|text| !text.is_empty());
    Ok(SaveParty {
        kind: values.choice("kind", PartyKind::ALL)?,
        name: values.required("name")?,
        short_name: values.optional("short_name")?,
        municipality_code: optional("municipality_code"),
        region_code: optional("region_code"),
        organisation_number: optional("organisation_number"),
        note: values.optional("note")?,
        revision: values.optional_integer("revision")?.unwrap_or_default(),
    })
}

fn filled(party: &Party) -> Values {
    let number = party
        .organisation_number
        .as_deref()
        .map(format_organisation_number);
    Values::default()
        .set("name", &party.name)
        .set("short_name", &party.short_name)
        .set("kind", party.kind.code())
        .set(
            "municipality_code",
            party.municipality_code.as_deref().unwrap_or_default(),
        )
        .set(
            "region_code",
            party.region_code.as_deref().unwrap_or_default(),
        )
        .set("organisation_number", number.unwrap_or_default())
        .set("note", &party.note)
        .set("revision", party.revision)
}

fn new_page(ui: Ui) -> FormPage {
    let ui = register_ui(ui);
    let form = fields(&ui, Form::new("/aktorer/ny", ui.t("party-add")));
    let form = form.field(key_field(&ui)).cancel("/aktorer");
    let (heading, lead) = (ui.t("party-add"), ui.t("party-add-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

fn edit_page(ui: Ui, party: &Party) -> FormPage {
    let ui = below_party(ui, party);
    let action = format!("{}/redigera", party.href());
    let form = fields(&ui, Form::new(action, ui.t("form-save"))).cancel(party.href());
    let form = form.fill(filled(party));
    let heading = ui.t1("party-edit", "name", &party.name);
    FormPage::new(ui, heading, form)
}

fn remove_page(ui: Ui, party: &Party) -> FormPage {
    let ui = below_party(ui, party);
    let action = format!("{}/ta-bort", party.href());
    let form = Form::new(action, ui.t("party-remove"))
        .danger()
        .seen(party.revision)
        .cancel(party.href());
    let heading = ui.t1("party-remove-heading", "name", &party.name);
    let lead = ui.t("party-remove-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

pub async fn new(ui: Ui) -> PageResult {
    require_anywhere(&ui.actor, Action::AddParty)?;
    new_page(ui).show()
}

pub async fn add(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    require_anywhere(&ui.actor, Action::AddParty)?;
    let tx = state.db.begin("add_party").await?;
    match try_add(&tx, &ui, &values).await {
        Ok(party) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&party.href(), "party-added"))
        }
        Err(problem) => new_page(ui).refuse(values, problem),
    }
}

async fn try_add(tx: &Tx, ui: &Ui, values: &Values) -> Result<Party, Problem> {
    let input = SaveParty {
        revision: 0,
        ..read(values)?
    };
    let taken = store::list_parties(tx, &store::PartyFilter::default()).await?;
    let is_taken = |key: &str| taken.iter().any(|party| party.key.as_str() == key);
    let key: Key = new_key(values, &input.name, is_taken)?;
    save_party(tx, &ui.actor, key, input).await
}

async fn find(tx: &Tx, key: &str) -> Result<Party, Problem> {
    store::find_party(tx, key)
        .await?
        .ok_or_else(Problem::not_found)
}

pub async fn edit(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let party = find(&tx, &key).await?;
    require_party_editor(&tx, &ui.actor, &party).await?;
    edit_page(ui, &party).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_party").await?;
    let party = find(&tx, &key).await?;
    require_party_editor(&tx, &ui.actor, &party).await?;
    let saved = match read(&values) {
        Ok(input) => save_party(&tx, &ui.actor, party.key.clone(), input).await,
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(party) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&party.href(), "saved"))
        }
        Err(problem) => edit_page(ui, &party).refuse(values, problem),
    }
}

pub async fn confirm_removal(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let party = find(&tx, &key).await?;
    require_remover(&ui)?;
    remove_page(ui, &party).show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    above: Above,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_party").await?;
    let party = find(&tx, &key).await?;
    require_remover(&ui)?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_party(&tx, &ui.actor, &above, &key, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice("/aktorer", "party-removed"))
        }
        Err(problem) => remove_page(ui, &party).refuse(values, problem),
    }
}

fn require_remover(ui: &Ui) -> Result<(), Problem> {
    require_anywhere(&ui.actor, Action::RemoveParty)
}
