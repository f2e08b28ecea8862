use super::link_sent::LinkSentPage;
use super::people::state_of;
use super::places::PlaceNames;
use super::sent_id;
use super::sessions::{ShownSession, shown_sessions};
use super::tokens::{ShownToken, shown_tokens};
use crate::actions::{self, reset_person};
use crate::directory::{DirectorySlot, Holding};
use crate::letter::send_link as deliver;
use crate::model::{AccessTokenId, Account, Grant, ProviderLink};
use crate::oidc::Providers;
use crate::policy::{Action, require};
use crate::store;
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::{PersonId, Problem, SessionId};
use samverk_web::{AppState, PageResult, Tone, Ui, Values, redirect_with_notice};
use uuid::Uuid;

struct HeldRole {
    words: String,
    code: &'static str,
    collaboration: String,
    party: String,
}

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    ui: Ui,
    account: Account,
    state: (Tone, String),
    roles: Vec<HeldRole>,
    /// Some of them come from an identity provider.
    has_provided: bool,
    /// The names of identity providers and since when.
    links: Vec<(String, ProviderLink)>,
    sessions: Vec<ShownSession>,
    end_path: String,
    tokens: Vec<ShownToken>,
    revoke_path: String,
    /// What they hold at parties, in words, and where it is handed over for whoever may.
    held: Vec<(String, Option<String>)>,
}

impl PersonPage {
    fn remove_label(&self, role: &HeldRole) -> String {
        let values = [("role", role.words.as_str()), ("name", &self.account.name)];
        self.ui.t_with("people-remove-label", &values)
    }

    fn link_words(&self, name: &str, link: &ProviderLink) -> String {
        let since = self.ui.time(&link.linked_at);
        self.ui
            .t_with("person-link-since", &[("name", name), ("time", &since)])
    }
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
    directory: DirectorySlot,
    providers: Providers,
) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ListPeople)?;
    let tx = state.db.read().await?;
    let account = store::find_person(&tx, PersonId(id))
        .await?
        .ok_or_else(Problem::not_found)?;
    let mut grants: Vec<Grant> = account.grants().collect();
    grants.extend(store::grants_of(&tx, account.id).await?);
    let names = PlaceNames::load(&tx, &*directory).await?;
    let provided = store::provided_grants(&tx, &[account.id]).await?;
    let provided: Vec<Grant> = provided.into_iter().map(|(_, grant)| grant).collect();
    let held = |grant: &Grant| HeldRole {
        words: names.told(&ui, grant, &provided),
        code: grant.role().code(),
        collaboration: grant
            .collaboration()
            .map(|id| id.to_string())
            .unwrap_or_default(),
        party: grant.party().map(|id| id.to_string()).unwrap_or_default(),
    };
    let holdings = directory.held_by(&tx, &ui.actor, &[account.id]).await?;
    let held_words = |one: Holding| {
        let count = one.count.to_string();
        let party = names.party(one.party);
        let values = [("party", party), ("count", count.as_str())];
        (ui.t_with("person-holds", &values), one.href)
    };
    let links = store::provider_links_of(&tx, account.id).await?;
    let named = |link: ProviderLink| (providers.name_of(&link.issuer).to_owned(), link);
    let page = PersonPage {
        state: state_of(&ui, &account, !links.is_empty()),
        links: links.into_iter().map(named).collect(),
        roles: grants.iter().map(held).collect(),
        has_provided: !provided.is_empty(),
        sessions: shown_sessions(&tx, &ui, account.id).await?,
        end_path: format!("/personer/{}/sessioner", account.id),
        tokens: shown_tokens(&tx, &ui, &names, account.id).await?,
        revoke_path: format!("/personer/{}/tokens/aterkalla", account.id),
        held: holdings.into_iter().map(held_words).collect(),
        account,
        ui: ui
            .clone()
            .in_administration()
            .with_crumb("/personer", ui.t("people-heading")),
    };
    ui.page(&page)
}

pub async fn set_active(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
    values: Values,
) -> PageResult {
    let active = values.checked("active");
    let tx = state.db.begin("set person active").await?;
    actions::set_active(&tx, &ui.actor, PersonId(id), active).await?;
    tx.commit().await?;
    let notice = if active {
        "person-activated"
    } else {
        "person-deactivated"
    };
    Ok(redirect_with_notice(&format!("/personer/{id}"), notice))
}

pub async fn send_link(State(state): State<AppState>, ui: Ui, Path(id): Path<Uuid>) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ManagePeople)?;
    let tx = state.db.begin("send reset link").await?;
    let found = store::find_person(&tx, PersonId(id))
        .await?
        .ok_or_else(Problem::not_found)?;
    let link = reset_person(&tx, &ui.actor, found.email.as_str()).await?;
    let delivery = deliver(&tx, &state, &ui, &link).await?;
    tx.commit().await?;
    let lead = ui.t1("reset-sent", "name", &link.account.name);
    let onward = (format!("/personer/{id}"), link.account.name);
    LinkSentPage::new(ui, lead, Some(delivery), onward).show()
}

/// One session, or all of them when none is named.
pub async fn end_sessions(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
    values: Values,
) -> PageResult {
    let session = match values.text("session") {
        "" => None,
        _ => Some(SessionId(sent_id(&values, "session")?)),
    };
    let tx = state.db.begin("end sessions").await?;
    actions::end_sessions_of(&tx, &ui.actor, PersonId(id), session).await?;
    tx.commit().await?;
    let notice = match session {
        Some(_) => "session-ended",
        None => "sessions-of-person-ended",
    };
    Ok(redirect_with_notice(&format!("/personer/{id}"), notice))
}

pub async fn revoke_token(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
    values: Values,
) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ManagePeople)?;
    let token = sent_id(&values, "token")?;
    let tx = state.db.begin("revoke token").await?;
    actions::revoke_token(&tx, &ui.actor, PersonId(id), AccessTokenId(token)).await?;
    tx.commit().await?;
    let home = format!("/personer/{id}");
    Ok(redirect_with_notice(&home, "token-revoked"))
}

pub async fn unlink(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
    providers: Providers,
    values: Values,
) -> PageResult {
    require(&ui.actor, &ui.actor.roles_anywhere(), Action::ManagePeople)?;
    let link = sent_id(&values, "link")?;
    let tx = state.db.begin("unlink provider").await?;
    actions::unlink_provider(&tx, &ui.actor, &providers, PersonId(id), link).await?;
    tx.commit().await?;
    let home = format!("/personer/{id}");
    Ok(redirect_with_notice(&home, "provider-unlinked"))
}
