//! Making a process from one that ships or from one that the collaboration has.

use super::shipped::shipped;
use super::{PROCESS, Process};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{Beside, Ground, Later, Seen};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Policy, Route, Ui, Values,
    redirect_with_notice,
};

const HERE: &str = "/processer/utga-fran";

pub(crate) fn routes() -> Vec<Route> {
    let path = "/samverkan/{collaboration}/processer/utga-fran";
    let save = Policy::Action(PROCESS.writers.action);
    vec![Route::get(path, save, show), Route::post(path, save, take)]
}

/// The list leads to what one can begin from.
pub(super) fn beside_processes<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        let begin = (at.href(HERE), ui.t("process-begin"));
        let actions = at.may(PROCESS.writers.roles).then_some(begin);
        Ok(Beside {
            actions: actions.into_iter().collect(),
            notes: vec![ui.t("process-note")],
            ..Beside::default()
        })
    })
}

/// What one can begin from: a word for each, its key, and what it says.
async fn beginnings(tx: &Tx, scope: &Scope) -> Result<Vec<(String, Key, Process)>, Problem> {
    let ships = shipped()?.into_iter();
    let ships = ships.map(|(key, process)| (format!("samverk:{key}"), key, process));
    let own = PROCESS.all(tx, scope).await?.into_iter();
    let own = own.map(|one| (format!("egen:{}", one.key), one.key, one.value));
    Ok(ships.chain(own).collect())
}

fn page(ui: Ui, scope: &Scope, all: &[(String, Key, Process)]) -> FormPage {
    let all_of_them = ui.t("process-tab");
    let ui = scope
        .ui(ui)
        .with_crumb(scope.href("/processer"), all_of_them);
    let choice = |(code, _, process): &(String, Key, Process)| {
        let phases: Vec<_> = process
            .phases
            .iter()
            .map(|one| one.name.to_string())
            .collect();
        Choice::new(code, process.name.to_string()).about(phases.join(" → "))
    };
    let from = FieldKind::Radios(all.iter().map(choice).collect());
    let form = Form::new(scope.href(HERE), ui.t("process-begin-button"))
        .field(Field::new("from", ui.t("process-from"), from).required())
        .field(
            Field::new("name", ui.t("process-name"), FieldKind::Text)
                .hint(ui.t("process-begin-name-hint")),
        )
        .cancel(scope.href("/processer"));
    let (heading, lead) = (ui.t("process-begin"), ui.t("process-begin-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

async fn show(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(PROCESS.writers.by())?;
    let all = beginnings(&tx, &scope).await?;
    page(ui, &scope, &all).show()
}

async fn take(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("begin_process").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(PROCESS.writers.by())?;
    let all = beginnings(&tx, &scope).await?;
    match begin(&tx, &ui.actor, &scope, &all, &values).await {
        Ok(key) => {
            tx.commit().await?;
            let made = scope.href(&format!("/processer/{key}"));
            Ok(redirect_with_notice(&made, "saved"))
        }
        Err(problems) => page(ui, &scope, &all).refuse(values, problems),
    }
}

async fn begin(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    all: &[(String, Key, Process)],
    values: &Values,
) -> Result<Key, Problems> {
    let wanted = values.required("from")?;
    let found = all.iter().find(|(code, ..)| *code == wanted);
    let unknown = || {
        Problem::invalid("choice_invalid")
            .with("value", &wanted)
            .at_field("from")
    };
    let (_, key, process) = found.ok_or_else(unknown)?;
    let name = values.optional("name")?;
    let mut made = process.clone();
    if !name.is_empty() {
        made.name = name.as_str().into();
    }
    let wanted = match name.as_str() {
        "" => key.clone(),
        name => Key::from_name(name),
    };
    let taken: Vec<&Key> = all
        .iter()
        .filter(|(code, ..)| code.starts_with("egen:"))
        .map(|(_, key, _)| key)
        .collect();
    let key = crate::initiatives::free_key(&wanted, |key| taken.contains(&key));
    PROCESS
        .save(tx, actor, scope, key.clone(), &made, Seen::New)
        .await?;
    Ok(key)
}
