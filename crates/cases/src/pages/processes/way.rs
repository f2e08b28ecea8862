//! Taking a case on: what the step does is said before it is taken.

use crate::actions::{may_perform, process_of, take_way};
use crate::desk::RegistryDesk;
use crate::model::Case;
use crate::pages::one::below;
use crate::processes::{HeldCaseProcess, Transition};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};

type Address = (String, String, String, String);

struct Found {
    desk: RegistryDesk,
    case: Case,
    process: HeldCaseProcess,
    way: Transition,
}

async fn find(
    tx: &Tx,
    actor: &Actor,
    (party, registry, case, way): &Address,
) -> Result<Found, Problem> {
    let desk = RegistryDesk::find_to_read(tx, actor, party, registry).await?;
    let case = desk.case(tx, case).await?;
    case.require_open()?;
    let (process, standing) = process_of(tx, &case).await?;
    let found = process.transition(way).cloned();
    let found = found.ok_or_else(Problem::not_found)?;
    if found.from != standing.state {
        return Err(Problem::conflict("case_way_unknown"));
    }
    match may_perform(&desk, &case, found.by) {
        true => Ok(Found {
            desk,
            case,
            process,
            way: found,
        }),
        false => Err(Problem::forbidden()),
    }
}

/// The case, when the form was sent before and the way is taken.
async fn taken(
    tx: &Tx,
    actor: &Actor,
    (party, registry, case, way): &Address,
    values: &Values,
) -> Result<Option<String>, Problem> {
    let desk = RegistryDesk::find_to_read(tx, actor, party, registry).await?;
    let case = desk.case(tx, case).await?;
    if case.standing.is_none() || values.integer("revision")?.checked_add(1) != Some(case.revision)
    {
        return Ok(None);
    }
    let (process, standing) = process_of(tx, &case).await?;
    let is_taken = process
        .transition(way)
        .is_some_and(|way| standing.state == way.to && standing.before.as_ref() == Some(&way.from));
    Ok(is_taken.then(|| desk.case_href(&case, "")))
}

fn page(ui: Ui, found: &Found) -> FormPage {
    let (desk, case, way) = (&found.desk, &found.case, &found.way);
    let ui = below(ui, desk, case);
    let words = way.called(ui.language).to_owned();
    let here = desk.case_href(case, &format!("/vag/{}", way.key));
    let form = Form::new(here, words.clone())
        .cancel(desk.case_href(case, ""))
        .seen(case.revision);
    let to = found.process.state(&way.to);
    let to_name = to.map_or("", |state| state.called(ui.language));
    let lead = match to.is_some_and(|state| state.closes) {
        true => ui.t1("case-way-closes", "state", to_name),
        false => ui.t1("case-way-leads", "state", to_name),
    };
    let heading = format!("{}: {words}", case.number);
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let found = find(&tx, &ui.actor, &address).await?;
    page(ui, &found).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("take_way").await?;
    if let Some(href) = taken(&tx, &ui.actor, &address, &values).await? {
        return Ok(redirect_with_notice(&href, "saved"));
    }
    let found = find(&tx, &ui.actor, &address).await?;
    let way = found.way.key.as_str();
    let taken = async {
        let seen = values.integer("revision")?;
        take_way(&tx, &ui.actor, &found.desk, (&found.case, way), seen).await
    };
    match taken.await {
        Ok(_) => {
            tx.commit().await?;
            let href = found.desk.case_href(&found.case, "");
            Ok(redirect_with_notice(&href, "saved"))
        }
        // The page has no field for the way: it is told of the whole.
        Err(problem) => page(ui, &found).refuse(
            values,
            Problem {
                place: Box::default(),
                ..problem
            },
        ),
    }
}
