//! A registry's page: its cases for those who read them, and for everybody else what the registry shows.

use super::public::{is_shown, public_href, unindexed};
use super::status_words;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, number_sought, words_sought};
use crate::policy::Action;
use crate::public_rules::PublicRules;
use crate::registries::{Publicity, REGISTRY};
use crate::store::{CaseQuery, Found, LOOKED_THROUGH, Reach, find_by_words, list_cases, sought};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx};
use samverk_foundation::Problem;
use samverk_kept::history;
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, PageResult, Table, Tone, Ui, Values,
};
use std::collections::BTreeMap;

/// So many stand on a page.
const PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "registry.html")]
struct RegistryPage {
    ui: Ui,
    name: String,
    lead: String,
    here: String,
    add: Option<String>,
    change: Option<String>,
    remove: Option<String>,
    import: Option<String>,
    report: Option<String>,
    list: Option<String>,
    /// Whether the reader reads cases, and not only what everybody may.
    reads: bool,
    /// Whether anything is shown to the reader at all.
    shows: bool,
    words: String,
    statuses: Vec<Choice>,
    status: String,
    mine: bool,
    table: Table,
    more: Option<String>,
    /// How many cases a common word was sought in, when there are older ones.
    looked_through: Option<String>,
    beside: String,
    history: Vec<RecordedEvent>,
    /// Where everybody asks for a document.
    request: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = RegistryDesk::find(&tx, &ui.actor, &party, &registry).await?;
    let asked = Asked::read(&query)?;
    let reads = desk.may_read();
    let rules = PublicRules::of(&tx, desk.party().id).await?;
    let mut found = match (reads, desk.registry.publicity) {
        (false, Publicity::Hidden) => Found::all(Vec::new()),
        (false, _) => {
            let query = CaseQuery {
                except: rules.hidden(),
                ..asked.query(&desk)
            };
            Found::all(list_cases(&tx, &query).await?)
        }
        (true, _) => asked.find(&tx, &desk).await?,
    };
    let more = asked.cut(&mut found, &desk);
    let looked_through = found
        .until
        .map(|_| ui.t1("case-looked-through", "count", ui.integer(&LOOKED_THROUGH)));
    let cases = found.cases;
    let table = match reads {
        true => case_table(&tx, &ui, &desk, &cases).await?,
        false => public_table(&ui, (&desk, &rules), &cases),
    };
    let history = history(&tx, &REGISTRY, &desk.owner, Some(desk.registry.id)).await?;
    let ui = desk.ui(ui);
    let (may_change, base) = (desk.may_change(), desk.href(""));
    let thing = REGISTRY.thing(&desk.owner, &desk.registry);
    let page = RegistryPage {
        name: desk.registry.name.to_string(),
        lead: lead(&ui, &desk),
        add: desk.may_register().then(|| desk.href("/arenden/ny")),
        change: may_change.then(|| desk.href("/redigera")),
        import: desk.may(Action::Import).then(|| desk.href("/importera")),
        report: desk
            .may(Action::Report)
            .then(|| desk.href("/registerutdrag")),
        list: reads.then(|| desk.href("/lista.csv")),
        remove: may_change.then(|| desk.href("/ta-bort")),
        statuses: CaseStatus::ALL
            .iter()
            .map(|(code, _)| Choice::new(code, ui.kind_name("case-status-", code)))
            .collect(),
        status: query.text("lage").to_owned(),
        words: query.text("sok").to_owned(),
        mine: asked.mine,
        here: base,
        beside: ui.beside(&tx, &thing).await?,
        reads,
        shows: reads || desk.registry.publicity != Publicity::Hidden,
        table,
        more,
        looked_through,
        history,
        request: (!reads && desk.registry.publicity != Publicity::Hidden)
            .then(|| desk.href("/begar")),
        ui: ui.clone(),
    };
    Ok(unindexed(ui.page(&page)?))
}

fn lead(ui: &Ui, desk: &RegistryDesk) -> String {
    let number = desk.registry.number(2026, 42);
    match (desk.may_read(), desk.registry.publicity) {
        (true, _) => ui.t1("registry-numbers-like", "number", number),
        (false, Publicity::Hidden) => ui.t("registry-shows-nothing"),
        (false, Publicity::Subjects) => ui.t("registry-shows-subjects"),
        (false, Publicity::Documents) => ui.t("registry-shows-documents"),
    }
}

/// What the address asks for.
struct Asked {
    words: String,
    status: Option<CaseStatus>,
    mine: bool,
    after: Option<i64>,
}

impl Asked {
    fn read(query: &Values) -> Result<Self, Problem> {
        let status = match query.is_set("lage") {
            true => Some(query.choice("lage", CaseStatus::ALL)?),
            false => None,
        };
        Ok(Self {
            words: query.text("sok").to_owned(),
            status,
            mine: query.checked("mina"),
            after: query.optional_integer("efter")?,
        })
    }

    /// Everybody else looks for nothing: words of the subject would tell what is in it.
    fn query(&self, desk: &RegistryDesk) -> CaseQuery {
        let all = CaseQuery {
            registry: desk.registry.id,
            reach: Reach::All,
            status: None,
            officer: None,
            words: Vec::new(),
            place: None,
            except: Vec::new(),
            after: self.after,
            offset: 0,
            limit: PAGE + 1,
        };
        match desk.may_read() {
            false => all,
            true => CaseQuery {
                reach: desk.reach(),
                status: self.status,
                officer: desk.roles().person().filter(|_| self.mine),
                words: words_sought(&self.words),
                place: number_sought(&self.words, &desk.registry.code),
                ..all
            },
        }
    }

    async fn find(&self, tx: &Tx, desk: &RegistryDesk) -> Result<Found, Problem> {
        let query = sought(tx, self.query(desk)).await?;
        match query.words.is_empty() || query.place.is_some() {
            true => Ok(Found::all(list_cases(tx, &query).await?)),
            false => find_by_words(tx, &query).await,
        }
    }

    /// Where the list goes on, when there are more than a page holds or have been looked through.
    fn cut(&self, found: &mut Found, desk: &RegistryDesk) -> Option<String> {
        let page = usize::try_from(PAGE).ok()?;
        if found.cases.len() > page {
            found.cases.truncate(page);
            found.until = None;
            return Some(self.after(found.cases.last()?.place(), desk));
        }
        Some(self.after(found.until?, desk))
    }

    fn after(&self, place: i64, desk: &RegistryDesk) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.words.is_empty() {
            query.append_pair("sok", &self.words);
        }
        if let Some(status) = self.status {
            query.append_pair("lage", status.code());
        }
        if self.mine {
            query.append_pair("mina", "true");
        }
        query.append_pair("efter", &place.to_string());
        format!("{}?{}", desk.href(""), query.finish())
    }
}

async fn case_table(
    tx: &Tx,
    ui: &Ui,
    desk: &RegistryDesk,
    cases: &[Case],
) -> Result<Table, Problem> {
    let mut ids: Vec<_> = cases.iter().filter_map(|case| case.officer).collect();
    ids.sort_unstable();
    ids.dedup();
    let names = match ids.is_empty() {
        true => BTreeMap::new(),
        false => samverk_identity::names_of(tx, &ids).await?,
    };
    let columns = [
        ("case-number", ColumnKind::Text),
        ("case-secrecy", ColumnKind::Text),
        ("case-subject", ColumnKind::Text),
        ("case-counterpart", ColumnKind::Text),
        ("case-registered-on", ColumnKind::Date),
        ("case-deadline", ColumnKind::Date),
        ("case-officer", ColumnKind::Text),
        ("case-status", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("arenden", ui.t("case-list-caption"), columns.to_vec());
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(Cell::empty, Cell::date);
    for case in cases {
        let content = &case.content;
        let officer = case.officer.and_then(|id| names.get(&id)).cloned();
        let (tone, status) = status_words(ui, case.status);
        let secrecy = match content.is_secret() {
            true => Cell::tag(Tone::Warning, ui.t("case-is-secret")),
            false => Cell::empty(),
        };
        table.push(vec![
            Cell::link(desk.case_href(case, ""), case.number.clone()),
            secrecy,
            Cell::text(content.subject.to_string()),
            Cell::text(content.counterpart.to_string()),
            Cell::date(case.registered_on),
            day(content.deadline),
            Cell::text(officer.unwrap_or_default()),
            Cell::tag(tone, status),
        ]);
    }
    Ok(table.without_downloads())
}

/// Nothing of a restricted one, nor of a void one, whose subject cannot be corrected any more.
pub(super) fn public_subject(case: &Case) -> String {
    match case.status {
        CaseStatus::Open | CaseStatus::Closed if case.restriction.is_none() => {
            case.content.public_subject.to_string()
        }
        CaseStatus::Void | CaseStatus::Open | CaseStatus::Closed => String::new(),
    }
}

/// What everybody may read: never who sent or got it, for that may be a private person.
fn public_table(ui: &Ui, (desk, rules): (&RegistryDesk, &PublicRules), cases: &[Case]) -> Table {
    let columns = [
        ("case-number", ColumnKind::Text),
        ("case-public-subject", ColumnKind::Text),
        ("case-registered-on", ColumnKind::Date),
        ("case-status", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("arenden", ui.t("case-list-caption"), columns.to_vec());
    for case in cases {
        let (tone, status) = status_words(ui, case.status);
        table.push(vec![
            match is_shown((desk, rules), case) {
                true => Cell::link(public_href(desk, case, ""), case.number.clone()),
                false => Cell::text(case.number.clone()),
            },
            Cell::text(public_subject(case)),
            Cell::date(case.registered_on),
            Cell::tag(tone, status),
        ]);
    }
    table.without_downloads()
}
