//! What stands in versions: making one's own of what ships or of what the party has, and the next version of one.

use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake};
use samverk_fields::{Condition, FieldKey, KindCode, Known, One, Referable, Reference, Value};
use samverk_foundation::{Actor, Key, Language, Problem, Problems, Role, interned};
use samverk_kept::{Beside, Ground, Held, Kept, KeptRow, Kind, Later, Move, Seen, read_documents};
use samverk_parties::Owner;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Policy, Route, Ui, Values,
    redirect_with_notice,
};
use uuid::Uuid;

/// A thing of which a published version never changes. The next one says which it replaces.
pub(crate) trait Versioned: Kept + Referable + Clone + PartialEq + Sync {
    /// The address of the list below the party's.
    const LIST: &'static str;
    /// What its texts begin with.
    const WORDS: &'static str;
    /// What a draft is told of which somebody wants the next version.
    const IS_DRAFT: &'static str;

    fn kind() -> &'static Kind<Self>;
    /// What ships, by key.
    fn shipped() -> Result<Vec<(Key, Self)>, Problem>;
    fn called(&self, language: Language) -> &str;
    /// What it holds, in short.
    fn about(&self, language: Language) -> String;
    fn version(&self) -> i64;
    fn is_draft(&self) -> bool;
    fn is_published(&self) -> bool;
    fn replaces(&self) -> Option<Uuid>;
    /// The same as a draft of that number.
    fn as_draft(&self, version: i64, replaces: Option<One<Self>>) -> Self;
    /// By another name, which it says in one language alone.
    fn renamed(self, name: &str) -> Self;
}

/// Those with which something new is begun: published, and no published version replaces them.
pub(crate) fn in_use<T: Versioned>(all: &[Held<T>]) -> impl Iterator<Item = &Held<T>> {
    let is_replaced = |id: Uuid| {
        let mut later = all.iter().filter(|one| one.is_published());
        later.any(|one| one.replaces() == Some(id))
    };
    all.iter()
        .filter(move |one| one.is_published() && !is_replaced(one.id))
}

/// Who makes them.
pub(crate) const WRITERS: &[Role] = &[Role::Administrator, Role::PartyAdministrator];

/// What is published never changes; it is withdrawn, and can be taken up again.
pub(crate) const fn moves() -> &'static [Move] {
    const fn step(from: &'static str, to: &'static str, needs_reason: bool) -> Move {
        Move {
            from,
            to,
            by: WRITERS,
            needs_reason,
        }
    }
    const ALL: &[Move] = &[
        step("draft", "published", false),
        step("published", "withdrawn", true),
        step("withdrawn", "published", true),
    ];
    ALL
}

/// Everybody sees what has been published; the party's people see drafts too.
pub(crate) fn seen_by_everybody(at: &dyn Ground, status: FieldKey) -> Condition {
    let is_own = |role: Role| {
        use Role::{Administrator, PartyAdministrator, Reader, Representative};
        matches!(
            role,
            Administrator | PartyAdministrator | Representative | Reader
        )
    };
    let code = |code: &str| Value::Code(code.to_owned());
    match at.roles().any(is_own) {
        true => Condition::Always,
        false => Condition::Among(status, vec![code("published"), code("withdrawn")]),
    }
}

/// What ships of a kind, from its files. Fails with `internal_error` when one cannot be read.
pub(crate) fn read_shipped<T: Versioned>(
    folder: &str,
    files: &[(&str, &str)],
) -> Result<Vec<(Key, T)>, Problem> {
    let mut shipped = Folder::default();
    for (key, text) in files {
        shipped.insert(format!("{folder}/{key}.toml"), *text);
    }
    let mut intake = Intake::new(shipped);
    let read = read_documents(&mut intake, T::kind(), "");
    if let Some(problem) = intake.problems.0.first() {
        return Err(Problem::internal(problem));
    }
    let one = |row: &KeptRow| {
        let one = T::read(&row.record);
        let one = one.ok_or_else(|| Problem::internal("a record of another form"));
        Ok((row.key.clone(), one?))
    };
    read.iter().map(|row| one(&row.value)).collect()
}

fn words<T: Versioned>(ui: &Ui, rest: &str) -> String {
    ui.t(&format!("{}-{rest}", T::WORDS))
}

pub(crate) fn routes<T: Versioned>() -> Vec<Route> {
    let at = |rest: &str| interned(format!("/aktorer/{{party}}{}{rest}", T::LIST));
    let (from, next) = (at("/ny/fran"), at("/{thing}/ny-version"));
    let save = Policy::Action(T::kind().writers.action);
    vec![
        Route::get(from, save, show::<T>),
        Route::post(from, save, take::<T>),
        Route::get(next, save, ask_next::<T>),
        Route::post(next, save, make_next::<T>),
    ]
}

/// The list leads to what one can begin from.
pub(crate) fn beside<'a, T: Versioned>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        let begin = (at.href(&here::<T>()), words::<T>(ui, "begin"));
        let actions = at.may(T::kind().writers.roles).then_some(begin);
        Ok(Beside {
            actions: actions.into_iter().collect(),
            notes: vec![words::<T>(ui, "note")],
            ..Beside::default()
        })
    })
}

fn here<T: Versioned>() -> String {
    format!("{}/ny/fran", T::LIST)
}

/// The party, for whoever makes them.
async fn owner<T: Versioned>(tx: &Tx, actor: &Actor, party: &str) -> Result<Owner, Problem> {
    let found = samverk_parties::store::find_party(tx, party).await?;
    let owner = Owner::seen_by(actor, found.ok_or_else(Problem::not_found)?);
    owner.roles().require(T::kind().writers.by())?;
    Ok(owner)
}

/// What one can begin from: a word for it, its key, and what it says.
type Beginning<T> = (String, Key, T);

async fn beginnings<T: Versioned>(tx: &Tx, owner: &Owner) -> Result<Vec<Beginning<T>>, Problem> {
    let ships = T::shipped()?.into_iter();
    let ships = ships.map(|(key, process)| (format!("samverk:{key}"), key, process));
    let own = T::kind().bare(tx, owner).await?.into_iter();
    let own = own.map(|one| (format!("egen:{}", one.key), one.key, one.value));
    Ok(ships.chain(own).collect())
}

fn page<T: Versioned>(ui: Ui, owner: &Owner, all: &[Beginning<T>]) -> FormPage {
    let (list, language) = (words::<T>(&ui, "tab"), ui.language);
    let ui = owner.ui(ui).with_crumb(owner.href(T::LIST), list);
    let choice = |(code, _, one): &Beginning<T>| {
        let name = match code.starts_with("egen:") {
            true => format!("{} {}", one.called(language), one.version()),
            false => one.called(language).to_owned(),
        };
        Choice::new(code, name).about(one.about(language))
    };
    let from = FieldKind::Radios(all.iter().map(choice).collect());
    let form = Form::new(owner.href(&here::<T>()), words::<T>(&ui, "begin-button"))
        .field(Field::new("from", words::<T>(&ui, "begin-from"), from).required())
        .field(
            Field::new("name", words::<T>(&ui, "name"), FieldKind::Text)
                .hint(words::<T>(&ui, "begin-name-hint")),
        )
        .cancel(owner.href(T::LIST));
    let heading = words::<T>(&ui, "begin");
    let lead = words::<T>(&ui, "begin-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

async fn show<T: Versioned>(
    State(state): State<AppState>,
    ui: Ui,
    Path(party): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let owner = owner::<T>(&tx, &ui.actor, &party).await?;
    let all = beginnings::<T>(&tx, &owner).await?;
    page(ui, &owner, &all).show()
}

async fn take<T: Versioned>(
    State(state): State<AppState>,
    ui: Ui,
    Path(party): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("begin_version").await?;
    let owner = owner::<T>(&tx, &ui.actor, &party).await?;
    let all = beginnings::<T>(&tx, &owner).await?;
    match begin(&tx, &ui.actor, &owner, &all, &values).await {
        Ok(key) => {
            tx.commit().await?;
            let made = owner.href(&format!("{}/{key}", T::LIST));
            Ok(redirect_with_notice(&made, "saved"))
        }
        Err(problems) => page(ui, &owner, &all).refuse(values, problems),
    }
}

async fn begin<T: Versioned>(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    all: &[Beginning<T>],
    values: &Values,
) -> Result<Key, Problems> {
    let wanted = values.required("from")?;
    let found = all.iter().find(|(code, ..)| *code == wanted);
    let unknown = || {
        let invalid = Problem::invalid("choice_invalid");
        invalid.with("value", &wanted).at_field("from")
    };
    let (_, key, one) = found.ok_or_else(unknown)?;
    let name = values.optional("name")?;
    let made = one.as_draft(1, None);
    let (wanted, made) = match name.as_str() {
        "" => (key.clone(), made),
        name => (Key::from_name(name), made.renamed(name)),
    };
    save_new(tx, actor, owner, (&wanted, &made)).await
}

/// Under the first free key that begins so.
async fn save_new<T: Versioned>(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    (wanted, made): (&Key, &T),
) -> Result<Key, Problems> {
    let all = T::kind().whole(tx, owner.id()).await?;
    // Pressed twice, or once more before anything was changed: that draft is the one.
    let is_same = |one: &&Held<T>| {
        one.value.is_draft()
            && match made.replaces() {
                Some(before) => one.value.replaces() == Some(before),
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
    T::kind()
        .save(tx, actor, owner, key.clone(), made, Seen::New)
        .await?;
    Ok(key)
}

/// One that was published: a draft is changed as it is.
async fn published<T: Versioned>(tx: &Tx, owner: &Owner, key: &str) -> Result<Held<T>, Problem> {
    let found = T::kind().find(tx, owner, key).await?;
    let one = found.ok_or_else(Problem::not_found)?;
    match one.is_draft() {
        true => Err(Problem::conflict(T::IS_DRAFT)),
        false => Ok(one),
    }
}

fn next_page<T: Versioned>(ui: Ui, owner: &Owner, one: &Held<T>) -> FormPage {
    let (list, name) = (words::<T>(&ui, "tab"), ui.language);
    let name = format!("{} {}", one.called(name), one.version());
    let here = owner.href(&format!("{}/{}", T::LIST, one.key));
    let ui = owner.ui(ui).with_crumb(owner.href(T::LIST), list);
    let ui = ui.with_crumb(here.clone(), name.clone());
    let form = Form::new(
        format!("{here}/ny-version"),
        words::<T>(&ui, "next-version"),
    );
    let heading = ui.t1(&format!("{}-next-heading", T::WORDS), "name", name);
    let lead = words::<T>(&ui, "next-lead");
    FormPage::new(ui, heading, form.cancel(here)).lead(lead)
}

type AtProcess = Path<(String, String)>;

async fn ask_next<T: Versioned>(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, key)): AtProcess,
) -> PageResult {
    let tx = state.db.read().await?;
    let owner = owner::<T>(&tx, &ui.actor, &party).await?;
    let one = published::<T>(&tx, &owner, &key).await?;
    next_page(ui, &owner, &one).show()
}

async fn make_next<T: Versioned>(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, key)): AtProcess,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("next_version").await?;
    let owner = owner::<T>(&tx, &ui.actor, &party).await?;
    let one = published::<T>(&tx, &owner, &key).await?;
    match next_version(&tx, &ui.actor, &owner, &one).await {
        Ok(key) => {
            tx.commit().await?;
            let made = owner.href(&format!("{}/{key}/redigera", T::LIST));
            Ok(redirect_with_notice(&made, "saved"))
        }
        Err(problems) => next_page(ui, &owner, &one).refuse(values, problems),
    }
}

/// A draft that says all that the version says, and replaces it.
async fn next_version<T: Versioned>(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    one: &Held<T>,
) -> Result<Key, Problems> {
    let replaces = Reference {
        kind: KindCode::of(T::KIND),
        key: one.key.clone(),
        known: Some(Known {
            id: one.id,
            name: (T::kind().name)(&one.value),
        }),
    };
    let version = one.version().saturating_add(1);
    let made = one.as_draft(version, Some(One::to(replaces)));
    // `remiss-2` after `remiss`, `remiss-3` after `remiss-2`.
    let family = one.key.as_str();
    let before = format!("-{}", one.version());
    let family = family.strip_suffix(before.as_str()).unwrap_or(family);
    let wanted = Key::from_name(&format!("{family}-{version}"));
    save_new(tx, actor, owner, (&wanted, &made)).await
}

/// A version comes after the one that it replaces, which is no draft. Fails with `process_version_not_later` or
/// `process_replaces_draft`, each at its field.
pub(crate) fn check_version<T: Versioned>(
    one: &T,
    all: &[Held<T>],
    [version, replaces]: [FieldKey; 2],
) -> Problems {
    let mut problems = Problems::default();
    let replaced = all.iter().find(|other| one.replaces() == Some(other.id));
    let Some(replaced) = replaced else {
        return problems;
    };
    if replaced.version() >= one.version() {
        let early = Problem::invalid("process_version_not_later");
        let early = early.with("version", replaced.version());
        problems.push(early.at_field(version.as_str()));
    }
    if replaced.is_draft() {
        problems.push(Problem::invalid("process_replaces_draft").at_field(replaces.as_str()));
    }
    problems
}

/// Fails with `process_replaced_already` when another published version replaces the same one.
pub(crate) async fn check_replaces<T: Versioned>(
    tx: &Tx,
    at: &dyn Ground,
    (id, one): (Uuid, &T),
) -> Result<(), Problem> {
    let Some(replaced) = one.replaces() else {
        return Ok(());
    };
    let all = T::kind().whole(tx, at.id()).await?;
    let mut others = all.iter().filter(|other| other.id != id);
    let other = others.find(|other| other.is_published() && other.replaces() == Some(replaced));
    match other {
        Some(other) => Err(Problem::conflict("process_replaced_already").with("name", &other.key)),
        None => Ok(()),
    }
}
