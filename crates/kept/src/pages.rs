//! The pages of a kind: the list with its files and its history, and the forms for adding,
//! changing and removing.

use crate::list::{Asked, filters};
use crate::save::{Seen, save_over};
use crate::target::{Offered, offered};
use crate::web_form::{SentForm, fields, filled, words};
use crate::{AnyKind, Facts, Ground, Stored, check_key, remove, save, store};
use askama::Template;
use samverk_database::{EventFilter, RecordedEvent, Tx, list_events};
use samverk_fields::{FieldKind, Question, Record, Value, from_form};
use samverk_foundation::{Key, Language, Problem, Problems};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Field, FieldKind as Drawn, Form, FormPage, Format,
    PageResult, Table, Ui, Values, redirect_with_notice,
};
use std::sync::Arc;

/// So many stand on a page.
const PAGE: u64 = 200;
const EVENTS: u64 = 10;

/// A request for one of a kind's pages.
pub(crate) struct Visit {
    pub kind: &'static dyn AnyKind,
    pub state: AppState,
    pub ui: Ui,
    /// The names in the address and what stands in their places.
    pub parts: Vec<(String, String)>,
    pub values: Values,
}

impl Visit {
    fn facts(&self) -> Facts {
        self.kind.facts()
    }

    async fn ground(&self, tx: &Tx) -> Result<Arc<dyn Ground>, Problem> {
        let at = (self.facts().ground.find)(tx, &self.ui.actor, &self.parts).await?;
        self.facts().let_read(at.as_ref())?;
        Ok(at)
    }

    /// The ground, for whoever may change what hangs on it.
    async fn desk(&self, tx: &Tx) -> Result<Desk, Problem> {
        let at = self.ground(tx).await?;
        at.require(self.facts().writers.roles)?;
        let offered = offered(tx, at.as_ref(), self.kind).await?;
        Ok(Desk { at, offered })
    }

    /// The thing that the address names, on that ground.
    async fn thing(&self, tx: &Tx, at: &dyn Ground) -> Result<Stored, Problem> {
        let key = self.parts.iter().find(|(name, _)| name == THING);
        let key = key.map_or("", |(_, key)| key);
        let found = store::find(tx, self.kind, at.id(), key).await?;
        found.ok_or_else(Problem::not_found)
    }

    fn text(&self, end: &str) -> String {
        self.ui.t(&format!("{}-{end}", self.facts().code))
    }

    /// A heading that says what is done with one of the kind.
    fn heading(&self, key: &str) -> String {
        let one = self.text("one");
        let mut letters = one.chars();
        let first = letters.next().map(|first| first.to_lowercase().to_string());
        let one = first.unwrap_or_default() + letters.as_str();
        self.ui.t1(key, "one", one)
    }

    fn list_href(&self, at: &dyn Ground) -> String {
        at.href(&format!("/{}", self.facts().pages.segment))
    }

    fn href(&self, at: &dyn Ground, one: &Stored, what: &str) -> String {
        format!("{}/{}/{what}", self.list_href(at), one.key)
    }

    /// The surroundings of a form: the list stands on the way here.
    fn form_ui(&self, at: &dyn Ground) -> Ui {
        at.ui(self.ui.clone())
            .with_crumb(self.list_href(at), self.text("tab"))
    }
}

/// What somebody who writes has before them.
struct Desk {
    at: Arc<dyn Ground>,
    /// What can be chosen.
    offered: Offered,
}

impl Desk {
    fn at(&self) -> &dyn Ground {
        self.at.as_ref()
    }
}

/// The name in addresses of the thing itself.
pub(crate) const THING: &str = "thing";

#[derive(Template)]
#[template(path = "kept_list.html")]
struct ListPage {
    ui: Ui,
    title: String,
    ground: String,
    heading: String,
    lead: String,
    none: String,
    add: Option<String>,
    more: Option<String>,
    /// Heading and table of each part.
    parts: Vec<(Option<String>, Table)>,
    history: Vec<RecordedEvent>,
}

pub(crate) async fn list(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let at = visit.ground(&tx).await?;
    let format = Format::from_code(visit.values.text("format"));
    let asked = asked(&visit, &tx, at.as_ref(), format.is_some()).await?;
    let mut found = store::list(&tx, visit.kind, at.id(), &asked).await?;
    let more = match asked.limit {
        Some(limit) if found.len() as u64 >= limit => {
            found.pop();
            let last = found.last().map(|one| one.key.to_string());
            last.map(|key| format!("{}?efter={key}", visit.list_href(at.as_ref())))
        }
        _ => None,
    };
    let may_write = at.may(visit.facts().writers.roles);
    let editable = (may_write && format.is_none()).then_some(at.as_ref());
    let parts = tables(&visit, &found, editable);
    if let Some(format) = format {
        let name = visit.values.text("tabell");
        let table = parts.iter().find(|(_, table)| table.name == name);
        let (_, table) = table.ok_or_else(Problem::not_found)?;
        return table.download(format, tx.now());
    }
    let add = may_write.then(|| format!("{}/ny", visit.list_href(at.as_ref())));
    let ui = at.ui(visit.ui.clone());
    ui.page(&ListPage {
        title: visit.text("tab"),
        ground: at.name().to_owned(),
        heading: visit.text("heading"),
        lead: visit.text("lead"),
        none: visit.text("none"),
        add,
        more,
        parts,
        history: history(&tx, visit.facts().code, at.as_ref()).await?,
        ui: ui.clone(),
    })
}

/// A page of the list, or all of it for a file.
async fn asked(visit: &Visit, tx: &Tx, at: &dyn Ground, is_file: bool) -> Result<Asked, Problem> {
    let values = &visit.values;
    let filters = filters(&visit.facts(), visit.kind.form(), |field| {
        values.text(field.as_str())
    })?;
    let after = match values.text("efter") {
        "" => None,
        key => store::find(tx, visit.kind, at.id(), key).await?,
    };
    Ok(Asked {
        filters,
        after,
        offset: 0,
        // One more tells whether there are more.
        limit: (!is_file).then_some(PAGE + 1),
    })
}

/// The latest changes of the kind, for the ground's own people.
async fn history(
    tx: &Tx,
    code: &'static str,
    at: &dyn Ground,
) -> Result<Vec<RecordedEvent>, Problem> {
    let filter = EventFilter {
        collaboration: at.collaboration(),
        object_kind: Some(code),
        limit: EVENTS,
        ..EventFilter::default()
    };
    match at.roles().is_member() && at.collaboration().is_some() {
        true => list_events(tx, &filter).await,
        false => Ok(Vec::new()),
    }
}

/// One table, or one for each choice of the field that parts the list.
fn tables(
    visit: &Visit,
    found: &[Stored],
    editable: Option<&dyn Ground>,
) -> Vec<(Option<String>, Table)> {
    let facts = visit.facts();
    let parted = facts.list.parted.as_ref();
    let parted = parted.and_then(|field| visit.kind.form().find(field.as_str()));
    let Some((question, FieldKind::Choice(choices))) =
        parted.map(|question| (question, &question.kind))
    else {
        let all: Vec<&Stored> = found.iter().collect();
        let name = Key::from_name(&swedish(visit, &format!("{}-tab", facts.code)));
        let table = table(visit, name.as_str(), visit.text("heading"), &all, editable);
        return if found.is_empty() {
            Vec::new()
        } else {
            vec![(None, table)]
        };
    };
    let mut parts = Vec::new();
    for choice in &choices.0 {
        let these = found.iter().filter(|one| {
            matches!(one.record.get(question.key.as_str()), Value::Code(code) if *code == choice.code)
        });
        let these: Vec<&Stored> = these.collect();
        if these.is_empty() {
            continue;
        }
        let many = format!(
            "{}-{}-{}-many",
            facts.code,
            question.key.as_str(),
            choice.code
        );
        let many = many.replace('_', "-");
        let heading = visit.ui.t(&many);
        let name = Key::from_name(&swedish(visit, &many));
        let caption = format!("{heading} ({})", these.len());
        let table = table(visit, name.as_str(), caption, &these, editable);
        parts.push((Some(heading), table));
    }
    parts
}

/// Names in addresses and of files are Swedish, whichever language the reader has.
fn swedish(visit: &Visit, key: &str) -> String {
    visit.state.texts.get(Language::Sv, key, &[])
}

fn table(
    visit: &Visit,
    name: &str,
    caption: String,
    rows: &[&Stored],
    editable: Option<&dyn Ground>,
) -> Table {
    let (ui, facts, form) = (&visit.ui, visit.facts(), visit.kind.form());
    let shown = facts.list.columns.iter();
    let shown: Vec<&Question> = shown
        .filter_map(|field| form.find(field.as_str()))
        .collect();
    let heading =
        |question: &&Question| Column::new(words(ui, &question.label), column_kind(&question.kind));
    let mut columns: Vec<Column> = shown.iter().map(heading).collect();
    if editable.is_some() {
        columns.push(Column::new(ui.t("kept-change"), ColumnKind::Text));
        columns.push(Column::new(ui.t("kept-remove"), ColumnKind::Text));
    }
    let mut table = Table::new(name, caption, columns);
    for row in gathered(&facts, rows) {
        let mut cells: Vec<Cell> = shown
            .iter()
            .map(|question| cell(ui, question, row.record.get(question.key.as_str())))
            .collect();
        if let Some(at) = editable {
            let name = visit.kind.name(&row.record);
            for (what, text) in [
                ("redigera", "kept-change-one"),
                ("ta-bort", "kept-remove-one"),
            ] {
                cells.push(Cell::link(
                    visit.href(at, row, what),
                    ui.t1(text, "name", &name),
                ));
            }
        }
        table.push(cells);
    }
    table
}

/// Rows that have the same text in the field together, in the order in which the texts come first.
fn gathered<'r>(facts: &Facts, rows: &[&'r Stored]) -> Vec<&'r Stored> {
    let Some(field) = &facts.list.gathered else {
        return rows.to_vec();
    };
    let mut gathered: Vec<(&Value, Vec<&Stored>)> = Vec::new();
    for row in rows {
        let said = row.record.get(field.as_str());
        match gathered.iter_mut().find(|(known, _)| *known == said) {
            Some((_, those)) => those.push(row),
            None => gathered.push((said, vec![row])),
        }
    }
    gathered.into_iter().flat_map(|(_, those)| those).collect()
}

fn column_kind(kind: &FieldKind) -> ColumnKind {
    match kind {
        FieldKind::Scale { .. } | FieldKind::Integer => ColumnKind::Integer,
        FieldKind::Decimal { .. } => ColumnKind::Decimal,
        FieldKind::Amount => ColumnKind::Kronor,
        FieldKind::Percent => ColumnKind::Percent,
        FieldKind::Date => ColumnKind::Date,
        _ => ColumnKind::Text,
    }
}

fn cell(ui: &Ui, question: &Question, value: &Value) -> Cell {
    match (&question.kind, value) {
        (_, Value::Nothing) => Cell::empty(),
        (FieldKind::Choice(choices), Value::Code(code)) => {
            let choice = choices.0.iter().find(|choice| choice.code == *code);
            Cell::text(choice.map_or(code.clone(), |choice| words(ui, &choice.label)))
        }
        (FieldKind::Decimal { .. }, Value::Number(number)) => Cell::decimal(*number),
        (FieldKind::Percent, Value::Number(number)) => Cell::percent(*number),
        (FieldKind::Scale { .. } | FieldKind::Integer, Value::Number(number)) => {
            match i64::try_from(*number) {
                Ok(number) => Cell::integer(number),
                Err(_) => Cell::decimal(*number),
            }
        }
        (_, Value::Text(text)) => Cell::text(text.clone()),
        (_, Value::Ore(amount)) => Cell::ore(*amount),
        (_, Value::Date(date)) => Cell::date(*date),
        (_, Value::Yes(yes)) => Cell::text(ui.t(if *yes { "yes" } else { "no" })),
        (_, Value::Ref(reference)) => {
            let name = reference.known.as_ref().map(|known| known.name.clone());
            Cell::text(name.unwrap_or_else(|| reference.key.to_string()))
        }
        (_, Value::Several(all)) => {
            let all = all.iter().map(|one| cell(ui, question, one).shown());
            Cell::text(all.collect::<Vec<_>>().join(", "))
        }
        (_, other) => Cell::text(other.text()),
    }
}

fn form(visit: &Visit, desk: &Desk, action: String, submit: String) -> Form {
    let form = Form::new(action, submit).cancel(visit.list_href(desk.at()));
    fields(&visit.ui, visit.kind, &desk.offered)
        .into_iter()
        .fold(form, Form::field)
}

fn new_page(visit: &Visit, desk: &Desk) -> FormPage {
    let at = desk.at();
    let ui = visit.form_ui(at);
    let action = format!("{}/ny", visit.list_href(at));
    let key = Field::new("key", ui.t("kept-key"), Drawn::Text).hint(ui.t("kept-key-hint"));
    let form = form(visit, desk, action, ui.t("kept-add")).field(key);
    let heading = visit.heading("kept-add-heading");
    FormPage::new(ui, heading, form)
}

fn edit_page(visit: &Visit, desk: &Desk, one: &Stored) -> FormPage {
    let at = desk.at();
    let ui = visit.form_ui(at);
    let action = visit.href(at, one, "redigera");
    let form = form(visit, desk, action, ui.t("form-save"));
    let form = form
        .fill(filled(visit.kind, &one.record))
        .seen(one.revision);
    let heading = visit.heading("kept-change-heading");
    let remove = ui.t("kept-remove");
    FormPage::new(ui, heading, form)
        .lead(visit.kind.name(&one.record))
        .link(visit.href(at, one, "ta-bort"), remove)
}

fn remove_page(visit: &Visit, at: &dyn Ground, one: &Stored) -> FormPage {
    let ui = visit.form_ui(at);
    let form = Form::new(visit.href(at, one, "ta-bort"), ui.t("kept-remove"))
        .danger()
        .seen(one.revision)
        .cancel(visit.list_href(at));
    let heading = visit.heading("kept-remove-heading");
    let title = visit.facts().list.columns.first();
    let title = title.map(|field| one.record.get(field.as_str()).text());
    FormPage::new(ui, heading, form).lead(title.unwrap_or_default())
}

pub(crate) async fn new(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let desk = visit.desk(&tx).await?;
    new_page(&visit, &desk).show()
}

pub(crate) async fn add(visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("add_kept").await?;
    let desk = visit.desk(&tx).await?;
    match try_add(&visit, &tx, desk.at()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&visit.list_href(desk.at()), "saved"))
        }
        Err(problems) => new_page(&visit, &desk).refuse(visit.values.clone(), problems),
    }
}

async fn try_add(visit: &Visit, tx: &Tx, at: &dyn Ground) -> Result<(), Problems> {
    let record = from_form(visit.kind.form(), &SentForm(&visit.values))?;
    let key = new_key(visit, tx, at, &record).await?;
    save(tx, &visit.ui.actor, at, visit.kind, key, record, Seen::New).await?;
    Ok(())
}

/// The key that was written, or one made from what it is called that nothing has.
async fn new_key(visit: &Visit, tx: &Tx, at: &dyn Ground, record: &Record) -> Result<Key, Problem> {
    if let Some(key) = visit.values.optional_key("key")? {
        return Ok(key);
    }
    let made = Key::from_name(&visit.kind.name(record));
    let short: String = made.as_str().chars().take(KEY_MADE_MAX).collect();
    let made = Key::from_name(&short);
    // Whoever has so many of the same name can be asked for another.
    let numbered = (2..=KEYS_TRIED).map(|number| made.numbered(number));
    let tried: Vec<Key> = std::iter::once(made.clone()).chain(numbered).collect();
    let taken = store::taken(tx, visit.kind, at.id(), &tried).await?;
    let is_free = |key: &Key| check_key(key).is_ok() && !taken.contains(key);
    let free = tried.into_iter().find(is_free);
    free.ok_or_else(|| Problem::conflict("already_exists").at_field("key"))
}

/// A key that nobody wrote need not be long.
const KEY_MADE_MAX: usize = 40;
const KEYS_TRIED: usize = 200;

pub(crate) async fn edit(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let desk = visit.desk(&tx).await?;
    let one = visit.thing(&tx, desk.at()).await?;
    edit_page(&visit, &desk, &one).show()
}

pub(crate) async fn change(visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("save_kept").await?;
    let desk = visit.desk(&tx).await?;
    let one = visit.thing(&tx, desk.at()).await?;
    match try_change(&visit, &tx, desk.at(), &one).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&visit.list_href(desk.at()), "saved"))
        }
        Err(problems) => edit_page(&visit, &desk, &one).refuse(visit.values.clone(), problems),
    }
}

async fn try_change(visit: &Visit, tx: &Tx, at: &dyn Ground, one: &Stored) -> Result<(), Problems> {
    let record = from_form(visit.kind.form(), &SentForm(&visit.values))?;
    let seen = visit
        .values
        .optional_integer("revision")?
        .unwrap_or_default();
    let (actor, before) = (&visit.ui.actor, one.clone());
    save_over(tx, actor, at, visit.kind, before, record, seen).await?;
    Ok(())
}

pub(crate) async fn confirm_removal(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let desk = visit.desk(&tx).await?;
    let one = visit.thing(&tx, desk.at()).await?;
    remove_page(&visit, desk.at(), &one).show()
}

pub(crate) async fn take_away(visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("remove_kept").await?;
    let desk = visit.desk(&tx).await?;
    let one = visit.thing(&tx, desk.at()).await?;
    let removed = match visit.values.integer("revision") {
        Ok(seen) => remove(&tx, &visit.ui.actor, desk.at(), visit.kind, &one, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &visit.list_href(desk.at()),
                "kept-removed",
            ))
        }
        Err(problem) => remove_page(&visit, desk.at(), &one).refuse(visit.values.clone(), problem),
    }
}
