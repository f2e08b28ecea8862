//! Opening a case to another party, and ending that.

use super::one::below;
use crate::actions::{end_share, share_case};
use crate::desk::RegistryDesk;
use crate::model::{Case, Grant, GrantContent, write_numbers};
use crate::store;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{check, from_form};
use samverk_foundation::{PartyId, Problem, Problems};
use samverk_kept::{Kept, SentForm, question_fields};
use samverk_parties::model::Party;
use samverk_parties::store::PartyFilter;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Field, FieldKind, Form, FormPage, Narrow, PageResult,
    Table, Tone, Ui, Values, redirect_with_notice,
};
use std::collections::BTreeMap;
use uuid::Uuid;

type AtCase = Path<(String, String, String)>;
type AtGrant = Path<(String, String, String, Uuid)>;

#[derive(Template)]
#[template(path = "shares.html")]
struct SharesPage {
    ui: Ui,
    heading: String,
    lead: String,
    table: Table,
    add: String,
}

async fn open(
    tx: &Tx,
    ui: &Ui,
    (party, registry, case): &(String, String, String),
) -> Result<(RegistryDesk, Case), Problem> {
    let desk = RegistryDesk::find_to_read(tx, &ui.actor, party, registry).await?;
    desk.require_register()?;
    let case = desk.case(tx, case).await?;
    Ok((desk, case))
}

pub(super) async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): AtCase,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui, &address).await?;
    let grants = store::list_grants(&tx, case.id).await?;
    let table = grant_table(&tx, &ui, (&desk, &case), &grants).await?;
    let ui = below(ui, &desk, &case);
    ui.page(&SharesPage {
        heading: ui.t1("case-shares-heading", "number", &case.number),
        lead: ui.t("case-shares-lead"),
        table,
        add: desk.case_href(&case, "/delning/ny"),
        ui: ui.clone(),
    })
}

pub(super) async fn names_of(
    tx: &Tx,
    parties: impl Iterator<Item = PartyId>,
) -> Result<BTreeMap<PartyId, String>, Problem> {
    let mut ids: Vec<PartyId> = parties.collect();
    ids.sort_unstable();
    ids.dedup();
    let found = samverk_parties::store::find_parties(tx, &ids).await?;
    Ok(found.into_iter().map(|one| (one.id, one.name)).collect())
}

async fn grant_table(
    tx: &Tx,
    ui: &Ui,
    (desk, case): (&RegistryDesk, &Case),
    grants: &[Grant],
) -> Result<Table, Problem> {
    let names = names_of(tx, grants.iter().map(|grant| grant.party)).await?;
    let columns = [
        ("case-grant-party", ColumnKind::Text),
        ("case-grant-scope", ColumnKind::Text),
        ("case-grant-ends-on", ColumnKind::Date),
        ("case-grant-reason", ColumnKind::Text),
        ("case-grant-state", ColumnKind::Text),
        ("case-grant-end", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("delningar", ui.t("case-shares"), columns.to_vec());
    let today = tx.today();
    for grant in grants {
        let (tone, state) = match (grant.reads(case, today), grant.holds(today)) {
            (true, _) => (Tone::Good, "case-grant-holds"),
            (false, true) => (Tone::Warning, "case-grant-is-closed"),
            (false, false) => (Tone::Neutral, "case-grant-has-ended"),
        };
        let rest = format!("/delning/{}/avsluta", grant.id);
        let end = Cell::link(desk.case_href(case, &rest), ui.t("case-grant-end"));
        table.push(vec![
            Cell::text(names.get(&grant.party).cloned().unwrap_or_default()),
            Cell::text(scope_words(ui, grant)),
            Cell::date(grant.ends_on),
            Cell::text(grant.reason.clone()),
            Cell::tag(tone, ui.t(state)),
            if grant.holds(today) {
                end
            } else {
                Cell::empty()
            },
        ]);
    }
    Ok(table.narrow(Narrow::Lists).without_downloads())
}

fn scope_words(ui: &Ui, grant: &Grant) -> String {
    let scope = ui.kind_name("case-grant-scope-", grant.scope.code());
    match grant.documents.is_empty() {
        true => scope,
        false => format!("{scope}: {}", write_numbers(&grant.documents)),
    }
}

async fn page(tx: &Tx, ui: Ui, desk: &RegistryDesk, case: &Case) -> Result<FormPage, Problem> {
    let others = others(tx, desk).await?.into_iter().map(|one| one.name);
    let others: Vec<String> = others.collect();
    let ui = below(ui, desk, case);
    let form = Form::new(desk.case_href(case, "/delning/ny"), ui.t("case-share"))
        .cancel(desk.case_href(case, "/delning"));
    let drawn = question_fields(&ui, GrantContent::form().questions()).into_iter();
    let (party, secrecy) = (GrantContent::PARTY, GrantContent::WITH_SECRECY);
    let is_secret = case.content.is_secret();
    let drawn = drawn.filter(|field| is_secret || field.name != secrecy.as_str());
    let fields = drawn.map(|field| match field.name == party.as_str() {
        true => Field {
            kind: FieldKind::Suggest(others.clone()),
            ..field.required()
        },
        false => field,
    });
    let form = fields.fold(form, Form::field);
    let heading = ui.t1("case-share-heading", "number", &case.number);
    let lead = match is_secret {
        true => format!("{} {}", ui.t("case-share-lead"), ui.t("case-share-secret")),
        false => ui.t("case-share-lead"),
    };
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

async fn others(tx: &Tx, desk: &RegistryDesk) -> Result<Vec<Party>, Problem> {
    let mut parties = samverk_parties::store::list_parties(tx, &PartyFilter::default()).await?;
    parties.retain(|one| one.id != desk.party().id);
    Ok(parties)
}

/// Whoever chose a party wrote its name; its key is what is kept.
async fn with_key(
    tx: &Tx,
    desk: &RegistryDesk,
    content: GrantContent,
) -> Result<GrantContent, Problem> {
    let said = content.party.to_lowercase();
    let others = others(tx, desk).await?;
    let mut named = others.iter().filter(|one| one.name.to_lowercase() == said);
    Ok(match (named.next(), named.next()) {
        (Some(party), None) => GrantContent {
            party: party.key.as_str().into(),
            ..content
        },
        _ => content,
    })
}

pub(super) async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): AtCase,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui, &address).await?;
    case.require_not_void()?;
    page(&tx, ui, &desk, &case).await?.show()
}

fn read(values: &Values) -> Result<GrantContent, Problems> {
    let form = GrantContent::form();
    let record = from_form(form, &SentForm::of(values))?;
    check(form, &record).or(())?;
    let content = GrantContent::read(&record);
    Ok(content.ok_or_else(|| Problem::internal("a record of another form"))?)
}

pub(super) async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): AtCase,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("share_case").await?;
    let (desk, case) = open(&tx, &ui, &address).await?;
    let page = page(&tx, ui.clone(), &desk, &case).await?;
    let shared = match read(&values) {
        Ok(content) => {
            let content = with_key(&tx, &desk, content).await?;
            share_case(&tx, &ui.actor, &desk, &case, &content).await
        }
        Err(problems) => Err(problems),
    };
    match shared {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &desk.case_href(&case, "/delning"),
                "saved",
            ))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

async fn grant_of(tx: &Tx, case: &Case, id: Uuid) -> Result<Grant, Problem> {
    let found = store::find_grant(tx, id).await?;
    let found = found.filter(|grant| grant.case == case.id);
    found.ok_or_else(Problem::not_found)
}

fn end_page(ui: Ui, (desk, case): (&RegistryDesk, &Case), grant: &Grant) -> FormPage {
    let ui = below(ui, desk, case);
    let here = format!("/delning/{}/avsluta", grant.id);
    let form = Form::new(desk.case_href(case, &here), ui.t("case-grant-end"))
        .cancel(desk.case_href(case, "/delning"))
        .seen(grant.revision);
    let heading = ui.t1("case-grant-end-heading", "number", &case.number);
    let lead = ui.t("case-grant-end-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn ask_end(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case, grant)): AtGrant,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui, &(party, registry, case)).await?;
    let grant = grant_of(&tx, &case, grant).await?;
    end_page(ui, (&desk, &case), &grant).show()
}

pub(super) async fn end(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case, grant)): AtGrant,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("end_share").await?;
    let (desk, case) = open(&tx, &ui, &(party, registry, case)).await?;
    let grant = grant_of(&tx, &case, grant).await?;
    let seen = values.integer("revision")?;
    match end_share(&tx, &ui.actor, &desk, (&case, &grant), seen).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &desk.case_href(&case, "/delning"),
                "saved",
            ))
        }
        Err(problem) => end_page(ui, (&desk, &case), &grant).refuse(values, problem),
    }
}
