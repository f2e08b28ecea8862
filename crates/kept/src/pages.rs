//! The pages of a kind: the list with its files and its history, and the forms for adding,
//! changing and removing.

use crate::list::{Asked, filters};
use crate::save::{Seen, save_over};
use crate::target::{Offered, offered};
use crate::web_form::{SentForm, fields, filled, words};
use crate::{AnyKind, Facts, Ground, Stored, check_key, remove, save, store};
use askama::Template;
use samverk_database::{EventFilter, RecordedEvent, Tx, list_events};
use samverk_fields::{
    ChoiceOption, FieldKey, FieldKind, Question, Record, Value, check, from_form,
};
use samverk_foundation::{Key, Language, Problem, ProblemKind, Problems};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Field, FieldKind as Drawn, Form, FormPage, Format,
    PageResult, Table, Ui, Values, aside, redirect_with_notice,
};
use std::collections::HashMap;
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

    /// Whether the form that is sent was opened on something that stood.
    fn has_opened(&self) -> bool {
        let seen = self.values.optional_integer("revision");
        seen.ok().flatten().is_some_and(|seen| seen > 0)
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
    /// Where the whole list stands, when this is a part of it.
    whole: Option<String>,
    parts: Vec<Part>,
    history: Vec<RecordedEvent>,
}

/// A table of the list, with where it goes on.
struct Part {
    heading: Option<String>,
    table: Table,
    more: Option<String>,
}

pub(crate) async fn list(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let at = visit.ground(&tx).await?;
    let format = Format::from_code(visit.values.text("format"));
    let stretches = stretches(&visit, &tx, at.as_ref(), format.is_some()).await?;
    let may_write = at.may(visit.facts().writers.roles);
    let history = match format {
        Some(_) => Vec::new(),
        None => history(&tx, visit.facts().code, at.as_ref()).await?,
    };
    let now = tx.now();
    drop(tx);
    // A long list is a while's work, and others wait for the same threads.
    let page = move || {
        if let Some(format) = format {
            let name = visit.values.text("tabell");
            let mut tables = stretches.iter().map(|one| table(&visit, one, None));
            let wanted = tables.find(|table| table.name == name);
            return wanted.ok_or_else(Problem::not_found)?.download(format, now);
        }
        let editable = may_write.then_some(at.as_ref());
        let parts = stretches.iter().filter(|one| !one.rows.is_empty());
        let parts = parts.map(|one| Part {
            heading: one.heading.clone(),
            table: table(&visit, one, editable),
            more: one.more(&visit, at.as_ref()),
        });
        let list_href = visit.list_href(at.as_ref());
        let ui = at.ui(visit.ui.clone());
        ui.page(&ListPage {
            title: visit.text("tab"),
            ground: at.name().to_owned(),
            heading: visit.text("heading"),
            lead: visit.text("lead"),
            none: visit.text("none"),
            add: may_write.then(|| format!("{list_href}/ny")),
            whole: is_part(&visit).then(|| list_href.clone()),
            parts: parts.collect(),
            history,
            ui: ui.clone(),
        })
    };
    aside(page).await?
}

/// Whether the address asks for less than the whole list.
fn is_part(visit: &Visit) -> bool {
    let filters = visit.facts().list.filters;
    let mut asked = filters.iter().map(FieldKey::as_str).chain([AFTER]);
    asked.any(|name| visit.values.is_set(name))
}

/// The key of the last thing of the page before.
const AFTER: &str = "efter";

/// What is read of the list for one table.
struct Stretch {
    name: String,
    heading: Option<String>,
    caption: String,
    /// The choice by which it is a part of the list.
    part: Option<(FieldKey, String)>,
    rows: Vec<Stored>,
    /// There are more than these.
    is_cut: bool,
}

impl Stretch {
    /// Where the list goes on.
    fn more(&self, visit: &Visit, at: &dyn Ground) -> Option<String> {
        let last = self.rows.last().filter(|_| self.is_cut)?;
        let part = self.part.as_ref();
        let part = part.map(|(field, code)| format!("{}={code}&", field.as_str()));
        let part = part.unwrap_or_default();
        Some(format!(
            "{}?{part}{AFTER}={}",
            visit.list_href(at),
            last.key
        ))
    }
}

/// The whole list or a page of it, in one stretch or in one for each choice of the field that parts it.
/// For a file each is read to its end.
async fn stretches(
    visit: &Visit,
    tx: &Tx,
    at: &dyn Ground,
    is_file: bool,
) -> Result<Vec<Stretch>, Problem> {
    let (facts, form) = (visit.facts(), visit.kind.form());
    let filters = filters(&facts, form, |field| visit.values.text(field.as_str()))?;
    let after = match visit.values.text(AFTER) {
        "" => None,
        _ if is_file => None,
        key => {
            let found = store::find(tx, visit.kind, at.id(), key).await?;
            Some(found.ok_or_else(Problem::not_found)?)
        }
    };
    let mut stretches = empty_stretches(visit);
    for stretch in &mut stretches {
        let is_other = |(field, code): &(FieldKey, String)| {
            let asked = filters.iter().find(|(asked, _)| asked == field);
            asked.is_some_and(|(_, asked)| asked != code)
        };
        if stretch.part.as_ref().is_some_and(is_other) {
            continue;
        }
        let part = stretch.part.iter().filter(|part| !filters.contains(part));
        let asked = Asked {
            filters: filters.iter().chain(part).cloned().collect(),
            after: after.clone(),
            offset: 0,
            // One more tells whether there are more.
            limit: (!is_file).then_some(PAGE + 1),
        };
        let mut rows = store::list(tx, visit.kind, at.id(), &asked).await?;
        stretch.is_cut = !is_file && rows.len() as u64 > PAGE;
        if stretch.is_cut {
            rows.pop();
        }
        stretch.count(visit, rows.len(), asked.after.is_some());
        stretch.rows = rows;
    }
    Ok(stretches)
}

impl Stretch {
    /// Says in the caption how many there are, as far as that is known.
    fn count(&mut self, visit: &Visit, rows: usize, is_continued: bool) {
        let caption = &self.caption;
        self.caption = match (is_continued, self.is_cut) {
            (true, _) => visit.ui.t1("kept-continued", "heading", caption),
            (false, true) => {
                let values = [("heading", caption.as_str()), ("count", &rows.to_string())];
                visit.ui.t_with("kept-more-than", &values)
            }
            (false, false) => format!("{caption} ({rows})"),
        };
    }
}

fn empty_stretches(visit: &Visit) -> Vec<Stretch> {
    let facts = visit.facts();
    let parted = facts.list.parted.as_ref();
    let parted = parted.and_then(|field| visit.kind.form().find(field.as_str()));
    let stretch = |key: &str, part: Option<(FieldKey, String)>| {
        let words = visit.ui.t(key);
        Stretch {
            name: Key::from_name(&swedish(visit, key)).to_string(),
            heading: part.is_some().then(|| words.clone()),
            caption: words,
            part,
            rows: Vec::new(),
            is_cut: false,
        }
    };
    match parted.map(|question| (question, &question.kind)) {
        Some((question, FieldKind::Choice(choices))) => {
            let choices = choices.0.iter();
            let part = |choice: &ChoiceOption| {
                let code = choice.code.as_ref();
                let key = format!("{}-{}-{code}-many", facts.code, question.key.as_str());
                let part = (question.key.clone(), code.to_owned());
                stretch(&key.replace('_', "-"), Some(part))
            };
            choices.map(part).collect()
        }
        _ => vec![stretch(&format!("{}-tab", facts.code), None)],
    }
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

/// Names in addresses and of files are Swedish, whichever language the reader has.
fn swedish(visit: &Visit, key: &str) -> String {
    visit.state.texts.get(Language::Sv, key, &[])
}

fn table(visit: &Visit, stretch: &Stretch, editable: Option<&dyn Ground>) -> Table {
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
    let mut table = Table::new(&stretch.name, stretch.caption.clone(), columns);
    for row in gathered(&facts, &stretch.rows) {
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
fn gathered<'r>(facts: &Facts, rows: &'r [Stored]) -> Vec<&'r Stored> {
    let mut rows: Vec<&Stored> = rows.iter().collect();
    if let Some(field) = &facts.list.gathered {
        let mut places: HashMap<&str, usize> = HashMap::new();
        for row in &rows {
            let next = places.len();
            places
                .entry(row.record.get(field.as_str()).text())
                .or_insert(next);
        }
        rows.sort_by_key(|row| places.get(row.record.get(field.as_str()).text()).copied());
    }
    rows
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
    let lead = ui.t("kept-remove-lead");
    let above = facts_of(&ui, visit.kind, one);
    let mut page = FormPage::new(ui, heading, form).lead(lead);
    page.above = above;
    page
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
    let mut problems = Problems::default();
    let written = problems.keep(visit.values.optional_key("key"));
    let record = read(visit).map_err(|wrong| problems.extend(wrong.0)).ok();
    let (Some(record), Some(written)) = (record, written) else {
        return Err(problems);
    };
    let key = match written {
        Some(key) => key,
        None => new_key(visit, tx, at, &record).await?,
    };
    save(tx, &visit.ui.actor, at, visit.kind, key, record, Seen::New).await?;
    Ok(())
}

/// What the form says; all that is wrong in it is told at once.
fn read(visit: &Visit) -> Result<Record, Problems> {
    let form = visit.kind.form();
    let record = from_form(form, &SentForm(&visit.values))?;
    check(form, &record).or(record)
}

/// A key made from what it is called that nothing has.
async fn new_key(visit: &Visit, tx: &Tx, at: &dyn Ground, record: &Record) -> Result<Key, Problem> {
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
    let one = match visit.thing(&tx, desk.at()).await {
        Ok(one) => one,
        Err(missing) if missing.kind == ProblemKind::NotFound && visit.has_opened() => {
            // What was typed is kept: saving it now adds it again.
            let removed = Problem::conflict("removed_meanwhile");
            return new_page(&visit, &desk).refuse(visit.values.clone(), removed);
        }
        Err(problem) => return Err(problem.into()),
    };
    match try_change(&visit, &tx, desk.at(), &one).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&visit.list_href(desk.at()), "saved"))
        }
        Err(problems) => edit_page(&visit, &desk, &one).refuse(visit.values.clone(), problems),
    }
}

async fn try_change(visit: &Visit, tx: &Tx, at: &dyn Ground, one: &Stored) -> Result<(), Problems> {
    let seen = visit.values.integer("revision")?;
    let (actor, before, record) = (&visit.ui.actor, one.clone(), read(visit)?);
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
        Err(problem) => {
            let page = remove_page(&visit, desk.at(), &one);
            if problem.code != "changed_meanwhile" {
                return page.refuse(visit.values.clone(), problem);
            }
            // The page tells all that stands now, and that may then be removed.
            let shown = visit.values.clone().set("revision", one.revision);
            page.refuse(shown, Problem::conflict("changed_since_opened"))
        }
    }
}

/// All that is said of one, under the names of its fields.
#[derive(Template)]
#[template(path = "kept_facts.html")]
struct FactsTemplate {
    facts: Vec<(String, String)>,
}

fn facts_of(ui: &Ui, kind: &dyn AnyKind, one: &Stored) -> String {
    let fact = |question: &Question| {
        let said = cell(ui, question, one.record.get(question.key.as_str()));
        (words(ui, &question.label), said.shown())
    };
    let facts = kind.form().questions().map(fact);
    let facts = facts.filter(|(_, said)| !said.is_empty()).collect();
    FactsTemplate { facts }.render().unwrap_or_default()
}
