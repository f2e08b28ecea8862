//! Opening a collaboration and changing what is said of it.

use super::words::{choices, chosen_party, key_field, new_key, nothing_chosen, party_choices};
use crate::actions::{
    SaveCollaboration, open_own_collaboration, require_anywhere, save_collaboration,
};
use crate::ladders::{HeldLadder, list_ladders, usual_ladder};
use crate::model::{Collaboration, Contact, LegalForm, Party, Reach};
use crate::policy::Action;
use crate::store::PartyFilter;
use crate::{Above, LadderId, Scope, Visible, store};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

/// What the fields can be filled with.
struct Known {
    parties: Vec<Party>,
    ladders: Vec<HeldLadder>,
    /// Those that whoever fills the form in may know of.
    collaborations: Visible,
}

impl Known {
    async fn load(tx: &Tx, actor: &Actor) -> Result<Self, Problem> {
        Ok(Self {
            parties: store::list_parties(tx, &PartyFilter::default()).await?,
            ladders: list_ladders(tx).await?,
            collaborations: Visible::find(tx, actor).await?,
        })
    }
}

fn fields(ui: &Ui, form: Form, known: &Known) -> Form {
    let parents = known.collaborations.all();
    let parents = parents
        .map(|one| Choice::new(&one.key, one.name.clone()))
        .collect();
    form.field(
        Field::new(
            "purpose",
            ui.t("collaboration-purpose"),
            FieldKind::LongText { rows: 6 },
        )
        .required(),
    )
    .field(
        Field::new(
            "legal_form",
            ui.t("collaboration-legal-form"),
            FieldKind::Select(nothing_chosen(choices(ui, "legal-form", LegalForm::ALL))),
        )
        .required(),
    )
    .field(Field::new(
        "host",
        ui.t("collaboration-host"),
        FieldKind::Select(party_choices(&known.parties)),
    ))
    .field(
        Field::new(
            "reach",
            ui.t("collaboration-reach"),
            FieldKind::Radios(choices(ui, "reach", Reach::ALL)),
        )
        .required(),
    )
    .field(
        Field::new(
            "parent",
            ui.t("collaboration-parent"),
            FieldKind::Select(parents),
        )
        .hint(ui.t("collaboration-parent-hint")),
    )
    .field(ladder_field(ui, known))
    .field(Field::new(
        "source",
        ui.t("collaboration-source"),
        FieldKind::LongText { rows: 2 },
    ))
    .field(
        Field::new(
            "contact_role",
            ui.t("collaboration-contact-role"),
            FieldKind::Text,
        )
        .hint(ui.t("collaboration-contact-role-hint")),
    )
    .field(
        Field::new(
            "contact_address",
            ui.t("collaboration-contact-address"),
            FieldKind::Email,
        )
        .hint(ui.t("collaboration-contact-address-hint")),
    )
    .field(Field::new(
        "contact_published",
        ui.t("collaboration-contact-published"),
        FieldKind::Checkbox,
    ))
    .field(
        Field::new(
            "published",
            ui.t("collaboration-published"),
            FieldKind::Checkbox,
        )
        .hint(ui.t("collaboration-published-hint")),
    )
    .field(Field::new("revision", "", FieldKind::Hidden))
}

fn ladder_field(ui: &Ui, known: &Known) -> Field {
    let ladders = known.ladders.iter();
    let ladders = ladders.map(|ladder| Choice::new(&ladder.key, ladder.name.to_string()));
    let kind = FieldKind::Select(ladders.collect());
    Field::new("ladder", ui.t("collaboration-ladder"), kind).hint(ui.t("collaboration-ladder-hint"))
}

fn name_field(ui: &Ui) -> Field {
    Field::new("name", ui.t("collaboration-name"), FieldKind::Text).required()
}

fn filled(collaboration: &Collaboration, known: &Known) -> Values {
    let host = known
        .parties
        .iter()
        .find(|party| Some(party.id) == collaboration.host);
    let parent = collaboration.parent;
    let parent = parent.and_then(|id| known.collaborations.by_id(id));
    Values::default()
        .set("name", &collaboration.name)
        .set("purpose", &collaboration.purpose)
        .set("legal_form", collaboration.legal_form.code())
        .set(
            "host",
            host.map(|party| party.key.to_string()).unwrap_or_default(),
        )
        .set("reach", collaboration.reach.code())
        .set(
            "parent",
            parent.map(|one| one.key.to_string()).unwrap_or_default(),
        )
        .set("ladder", chosen_ladder(collaboration, known))
        .set("source", &collaboration.source)
        .set("contact_role", &collaboration.contact.role)
        .set("contact_address", &collaboration.contact.address)
        .set("contact_published", collaboration.contact.published)
        .set("published", collaboration.published)
        .set("revision", collaboration.revision)
}

/// Its key, or nothing.
fn chosen_ladder(collaboration: &Collaboration, known: &Known) -> String {
    let chosen = collaboration.ladder.map(|id| id.0);
    let mut ladders = known.ladders.iter();
    let found = ladders.find(|ladder| Some(ladder.id) == chosen);
    found
        .map(|ladder| ladder.key.to_string())
        .unwrap_or_default()
}

/// Fails with `choice_invalid`.
fn read_ladder(values: &Values, known: &Known) -> Result<Option<LadderId>, Problem> {
    let key = values.text("ladder");
    if key.is_empty() {
        return Ok(None);
    }
    let found = known.ladders.iter().find(|one| one.key.as_str() == key);
    let unknown = || Problem::invalid("choice_invalid").with("value", key);
    let ladder = found.ok_or_else(|| unknown().at_field("ladder"))?;
    Ok(Some(LadderId(ladder.id)))
}

fn read(values: &Values, known: &Known) -> Result<SaveCollaboration, Problem> {
    let parent = match values.text("parent") {
        "" => None,
        key => {
            let found = known.collaborations.by_key(key);
            let unknown = || {
                Problem::invalid("choice_invalid")
                    .with("value", key)
                    .at_field("parent")
            };
            Some(found.ok_or_else(unknown)?.id)
        }
    };
    Ok(SaveCollaboration {
        name: values.required("name")?,
        purpose: values.required("purpose")?,
        legal_form: values.choice("legal_form", LegalForm::ALL)?,
        host: chosen_party(values, "host", &known.parties)?.map(|party| party.id),
        reach: values.choice("reach", Reach::ALL)?,
        parent,
        ladder: read_ladder(values, known)?,
        published: values.checked("published"),
        source: values.optional("source")?,
        contact: Contact {
            role: values.optional("contact_role")?,
            address: values.optional("contact_address")?,
            published: values.checked("contact_published"),
        },
        revision: values.optional_integer("revision")?.unwrap_or_default(),
    })
}

fn new_page(ui: Ui, known: &Known) -> FormPage {
    let form = Form::new("/samverkan/ny", ui.t("collaboration-open"))
        .field(name_field(&ui))
        .field(key_field(&ui));
    let usual = usual_ladder(&known.ladders).map(|ladder| ladder.key.to_string());
    let beginning = Values::default().set("ladder", usual.unwrap_or_default());
    let form = fields(&ui, form, known)
        .cancel("/samverkan")
        .fill(beginning);
    let ui = ui
        .clone()
        .with_crumb("/samverkan", ui.t("layout-collaborations"));
    let lead = match ui.is_administrator() {
        true => ui.t("collaboration-open-lead"),
        false => ui.t("collaboration-open-own-lead"),
    };
    let heading = ui.t("collaboration-open");
    FormPage::new(ui, heading, form).lead(lead)
}

pub async fn new(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    require_anywhere(&ui.actor, Action::OpenCollaboration)?;
    let known = Known::load(&tx, &ui.actor).await?;
    let mut page = new_page(ui, &known);
    // What most are; nothing that binds anybody.
    page.form.values = Values::default()
        .set("legal_form", LegalForm::Network.code())
        .set("reach", Reach::Regional.code());
    page.show()
}

pub async fn open(
    State(state): State<AppState>,
    ui: Ui,
    above: Above,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("open_collaboration").await?;
    require_anywhere(&ui.actor, Action::OpenCollaboration)?;
    let known = Known::load(&tx, &ui.actor).await?;
    match try_open(&tx, &ui, (&values, &known), &above).await {
        Ok(opened) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &format!("{}/borja", opened.href()),
                "collaboration-opened",
            ))
        }
        Err(problem) => new_page(ui, &known).refuse(values, problem),
    }
}

async fn try_open(
    tx: &Tx,
    ui: &Ui,
    (values, known): (&Values, &Known),
    above: &Above,
) -> Result<Collaboration, Problem> {
    let input = SaveCollaboration {
        revision: 0,
        ..read(values, known)?
    };
    // A key is taken also by what is hidden from whoever opens another.
    let all = store::list_collaborations(tx).await?;
    let is_taken = |key: &str| all.iter().any(|one| one.key.as_str() == key);
    let key = new_key(values, &input.name, is_taken)?;
    if is_taken(key.as_str()) {
        return Err(Problem::conflict("already_exists").at_field("key"));
    }
    open_own_collaboration(tx, &ui.actor, above, (key, input)).await
}

fn edit_page(ui: Ui, scope: &Scope, known: &Known) -> FormPage {
    let ui = scope.ui(ui);
    let form = Form::new(scope.href("/redigera"), ui.t("form-save")).field(name_field(&ui));
    let form = fields(&ui, form, known).cancel(scope.href(""));
    let form = form.fill(filled(&scope.collaboration, known));
    let heading = ui.t("collaboration-edit");
    FormPage::new(ui, heading, form)
}

pub async fn edit(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveCollaboration.by())?;
    let known = Known::load(&tx, &ui.actor).await?;
    edit_page(ui, &scope, &known).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_collaboration").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveCollaboration.by())?;
    let known = Known::load(&tx, &ui.actor).await?;
    let saved = match read(&values, &known) {
        Ok(input) => save_collaboration(&tx, &ui.actor, &key, input).await,
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(collaboration) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&collaboration.href(), "saved"))
        }
        Err(problem) => edit_page(ui, &scope, &known).refuse(values, problem),
    }
}
