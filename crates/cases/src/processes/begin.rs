//! Making a process from one that ships or from one that the party has, and the next version of one.

use super::kind::{CASE_PROCESS, CaseProcess, HeldCaseProcess, ProcessStatus};
use super::shipped::shipped;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{KindCode, Known, One, Referable, Reference, Whole};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{Beside, Ground, Later, Seen};
use samverk_parties::Owner;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Policy, Route, Ui, Values,
    redirect_with_notice,
};

const LIST: &str = "/arendeprocesser";
const HERE: &str = "/arendeprocesser/ny/fran";

pub(crate) fn routes() -> Vec<Route> {
    const FROM: &str = "/aktorer/{party}/arendeprocesser/ny/fran";
    const NEXT: &str = "/aktorer/{party}/arendeprocesser/{thing}/ny-version";
    let save = Policy::Action(CASE_PROCESS.writers.action);
    vec![
        Route::get(FROM, save, show),
        Route::post(FROM, save, take),
        Route::get(NEXT, save, ask_next),
        Route::post(NEXT, save, make_next),
    ]
}

/// The list leads to what one can begin from.
pub(super) fn beside_processes<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        let begin = (at.href(HERE), ui.t("case-process-begin"));
        let actions = at.may(CASE_PROCESS.writers.roles).then_some(begin);
        Ok(Beside {
            actions: actions.into_iter().collect(),
            notes: vec![ui.t("case-process-note")],
            ..Beside::default()
        })
    })
}

/// The party, for whoever makes its processes.
async fn owner(tx: &Tx, actor: &Actor, party: &str) -> Result<Owner, Problem> {
    let found = samverk_parties::store::find_party(tx, party).await?;
    let owner = Owner::seen_by(actor, found.ok_or_else(Problem::not_found)?);
    owner.roles().require(CASE_PROCESS.writers.by())?;
    Ok(owner)
}

/// What one can begin from: a word for each, its key, and what it says.
async fn beginnings(tx: &Tx, owner: &Owner) -> Result<Vec<(String, Key, CaseProcess)>, Problem> {
    let ships = shipped()?.into_iter();
    let ships = ships.map(|(key, process)| (format!("samverk:{key}"), key, process));
    let own = CASE_PROCESS.bare(tx, owner).await?.into_iter();
    let own = own.map(|one| (format!("egen:{}", one.key), one.key, one.value));
    Ok(ships.chain(own).collect())
}

fn page(ui: Ui, owner: &Owner, all: &[(String, Key, CaseProcess)]) -> FormPage {
    let (list, language) = (ui.t("case-process-tab"), ui.language);
    let ui = owner.ui(ui).with_crumb(owner.href(LIST), list);
    let choice = |(code, _, process): &(String, Key, CaseProcess)| {
        let states = process.states.iter().map(|one| one.called(language));
        let name = match code.starts_with("egen:") {
            true => format!("{} {}", process.called(language), process.version),
            false => process.called(language).to_owned(),
        };
        Choice::new(code, name).about(states.collect::<Vec<_>>().join(" → "))
    };
    let from = FieldKind::Radios(all.iter().map(choice).collect());
    let form = Form::new(owner.href(HERE), ui.t("case-process-begin-button"))
        .field(Field::new("from", ui.t("case-process-begin-from"), from).required())
        .field(
            Field::new("name", ui.t("case-process-name"), FieldKind::Text)
                .hint(ui.t("case-process-begin-name-hint")),
        )
        .cancel(owner.href(LIST));
    let heading = ui.t("case-process-begin");
    let lead = ui.t("case-process-begin-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

async fn show(State(state): State<AppState>, ui: Ui, Path(party): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let owner = owner(&tx, &ui.actor, &party).await?;
    let all = beginnings(&tx, &owner).await?;
    page(ui, &owner, &all).show()
}

async fn take(
    State(state): State<AppState>,
    ui: Ui,
    Path(party): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("begin_case_process").await?;
    let owner = owner(&tx, &ui.actor, &party).await?;
    let all = beginnings(&tx, &owner).await?;
    match begin(&tx, &ui.actor, &owner, &all, &values).await {
        Ok(key) => {
            tx.commit().await?;
            let made = owner.href(&format!("{LIST}/{key}"));
            Ok(redirect_with_notice(&made, "saved"))
        }
        Err(problems) => page(ui, &owner, &all).refuse(values, problems),
    }
}

async fn begin(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    all: &[(String, Key, CaseProcess)],
    values: &Values,
) -> Result<Key, Problems> {
    let wanted = values.required("from")?;
    let found = all.iter().find(|(code, ..)| *code == wanted);
    let unknown = || {
        let invalid = Problem::invalid("choice_invalid");
        invalid.with("value", &wanted).at_field("from")
    };
    let (_, key, process) = found.ok_or_else(unknown)?;
    let name = values.optional("name")?;
    let mut made = CaseProcess {
        version: Whole(1),
        replaces: None,
        status: ProcessStatus::Draft,
        ..process.clone()
    };
    let wanted = match name.as_str() {
        "" => key.clone(),
        name => {
            made.name = name.into();
            // It says the name in one language alone.
            made.name_en = "".into();
            Key::from_name(name)
        }
    };
    save_new(tx, actor, owner, (&wanted, &made)).await
}

/// Under the first free key that begins so.
async fn save_new(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    (wanted, made): (&Key, &CaseProcess),
) -> Result<Key, Problems> {
    let all = CASE_PROCESS.whole(tx, owner.id()).await?;
    // Pressed twice, or once more before anything was changed: that draft is the one.
    let is_same = |one: &&HeldCaseProcess| {
        let replaces = |process: &CaseProcess| process.replaces.as_ref().and_then(|one| one.id());
        one.status == ProcessStatus::Draft
            && match replaces(made) {
                Some(before) => replaces(&one.value) == Some(before),
                None => one.value == *made,
            }
    };
    if let Some(stands) = all.iter().find(is_same) {
        return Ok(stands.key.clone());
    }
    let is_free = |key: &Key| all.iter().all(|one| one.key != *key);
    let mut key = wanted.clone();
    let mut number = 1_u32;
    while !is_free(&key) {
        number = number.saturating_add(1);
        key = Key::from_name(&format!("{wanted}-{number}"));
    }
    CASE_PROCESS
        .save(tx, actor, owner, key.clone(), made, Seen::New)
        .await?;
    Ok(key)
}

/// One that was published: a draft is changed as it is.
async fn published(tx: &Tx, owner: &Owner, key: &str) -> Result<HeldCaseProcess, Problem> {
    let found = CASE_PROCESS.find(tx, owner, key).await?;
    let one = found.ok_or_else(Problem::not_found)?;
    match one.status {
        ProcessStatus::Draft => Err(Problem::conflict("process_is_draft")),
        ProcessStatus::Published | ProcessStatus::Withdrawn => Ok(one),
    }
}

fn next_page(ui: Ui, owner: &Owner, one: &HeldCaseProcess) -> FormPage {
    let (list, name) = (ui.t("case-process-tab"), ui.language);
    let name = format!("{} {}", one.called(name), one.version);
    let here = owner.href(&format!("{LIST}/{}", one.key));
    let ui = owner.ui(ui).with_crumb(owner.href(LIST), list);
    let ui = ui.with_crumb(here.clone(), name.clone());
    let form = Form::new(
        format!("{here}/ny-version"),
        ui.t("case-process-next-version"),
    );
    let heading = ui.t1("case-process-next-heading", "name", name);
    let lead = ui.t("case-process-next-lead");
    FormPage::new(ui, heading, form.cancel(here)).lead(lead)
}

type AtProcess = Path<(String, String)>;

async fn ask_next(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, key)): AtProcess,
) -> PageResult {
    let tx = state.db.read().await?;
    let owner = owner(&tx, &ui.actor, &party).await?;
    let one = published(&tx, &owner, &key).await?;
    next_page(ui, &owner, &one).show()
}

async fn make_next(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, key)): AtProcess,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("next_case_process").await?;
    let owner = owner(&tx, &ui.actor, &party).await?;
    let one = published(&tx, &owner, &key).await?;
    match next_version(&tx, &ui.actor, &owner, &one).await {
        Ok(key) => {
            tx.commit().await?;
            let made = owner.href(&format!("{LIST}/{key}/redigera"));
            Ok(redirect_with_notice(&made, "saved"))
        }
        Err(problems) => next_page(ui, &owner, &one).refuse(values, problems),
    }
}

/// A draft that says all that the version says, and replaces it.
async fn next_version(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    one: &HeldCaseProcess,
) -> Result<Key, Problems> {
    let replaces = Reference {
        kind: KindCode::of(CaseProcess::KIND),
        key: one.key.clone(),
        known: Some(Known {
            id: one.id,
            name: (CASE_PROCESS.name)(&one.value),
        }),
    };
    let version = one.version.0.saturating_add(1);
    let made = CaseProcess {
        version: Whole(version),
        replaces: Some(One::to(replaces)),
        status: ProcessStatus::Draft,
        ..one.value.clone()
    };
    // `remiss-2` after `remiss`, `remiss-3` after `remiss-2`.
    let family = one.key.as_str();
    let before = format!("-{}", one.version);
    let family = family.strip_suffix(before.as_str()).unwrap_or(family);
    let wanted = Key::from_name(&format!("{family}-{version}"));
    save_new(tx, actor, owner, (&wanted, &made)).await
}
