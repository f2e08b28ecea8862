//! What the descriptions give the house: routes, rows of the policy, places in the menu, what is searched.

use crate::pages::{self, THING, Visit};
use crate::search::changed;
use crate::{AnyKind, Facts, OwnPage, Readers};
use axum::extract::{Path, State};
use samverk_database::{Contents, Migration, migration};
use samverk_fields::{FieldKind, Question, Words};
use samverk_foundation::{Language, Role, interned};
use samverk_web::{
    ActionRow, AppState, By, MenuPlace, Module, PageResult, Policy, Route, SearchedThing,
    TextSource, ToldForm, Ui, Values,
};
use std::future::Future;

pub const MIGRATIONS: &[Migration] = &[migration!(290, "list_views")];

/// The sentences that are the same for every kind.
pub fn module() -> Module {
    let texts = [
        (Language::Sv, "kept/sv", include_str!("../texts/sv.ftl")),
        (Language::En, "kept/en", include_str!("../texts/en.ftl")),
    ];
    let texts = texts.map(|(language, name, text)| TextSource {
        language,
        name,
        text,
    });
    Module {
        name: "kept",
        migrations: MIGRATIONS,
        texts: texts.into(),
        ..Module::default()
    }
}

/// List, page, forms and removal of each kind.
pub fn routes(kinds: &[&'static dyn AnyKind]) -> Vec<Route> {
    kinds.iter().flat_map(|kind| routes_of(*kind)).collect()
}

fn routes_of(kind: &'static dyn AnyKind) -> Vec<Route> {
    let facts = kind.facts();
    let writes = Policy::Action(facts.writers.action);
    let adds = Policy::Action(facts.writers.to_add().0);
    let reads = match facts.reading() {
        None => Policy::Public,
        Some(row) => Policy::Action(row.code),
    };
    let base = format!("{}/{}", facts.ground.web, facts.pages.segment);
    let list = interned(&base);
    let new = interned(format!("{base}/ny"));
    let several = interned(format!("{base}/ny/flera"));
    let one = interned(format!("{base}/{{{THING}}}"));
    let change = interned(format!("{base}/{{{THING}}}{}", facts.pages.form));
    let remove = interned(format!("{base}/{{{THING}}}/ta-bort"));
    let order = interned(format!("{base}/ordna"));
    let picked = interned(format!("{base}/valda"));
    let views = interned(format!("{base}/vyer"));
    let decide = interned(format!("{base}/{{{THING}}}/beslut"));
    let decides = facts.deciding().map(|row| Policy::Action(row.code));
    let decisions = decides.map(|decides| {
        [
            get(kind, decide, decides, pages::ask),
            post(kind, decide, decides, pages::decide),
        ]
    });
    let decisions = decisions.into_iter().flatten();
    let rows = match pages::fits_in_rows(kind) {
        true => vec![
            get(kind, several, adds, pages::new_ones),
            post(kind, several, adds, pages::add_several),
        ],
        false => Vec::new(),
    };
    let orders = match facts.is_ordered_by_hand() {
        true => vec![
            get(kind, order, writes, pages::order),
            post(kind, order, writes, pages::reorder),
        ],
        false => Vec::new(),
    };
    let lists = [
        get(kind, list, reads, pages::list),
        post(kind, picked, writes, pages::picked),
        get(kind, views, Policy::SignedIn, pages::views),
        post(kind, views, Policy::SignedIn, pages::change_views),
    ];
    let all = [
        (OwnPage::New, get(kind, new, adds, pages::new)),
        (OwnPage::New, post(kind, new, adds, pages::add)),
        (OwnPage::One, get(kind, one, reads, pages::one)),
        (OwnPage::Change, get(kind, change, writes, pages::edit)),
        (OwnPage::Change, post(kind, change, writes, pages::change)),
        (
            OwnPage::Remove,
            get(kind, remove, writes, pages::confirm_removal),
        ),
        (
            OwnPage::Remove,
            post(kind, remove, writes, pages::take_away),
        ),
    ];
    let pages = facts.pages;
    let is_one_without = |page: &OwnPage| *page == OwnPage::One && !pages.has_page();
    let mut all: Vec<(OwnPage, Route)> = all.into();
    all.retain(|(page, _)| !pages.own.contains(page) && !is_one_without(page));
    let all = all.into_iter().map(|(_, route)| route);
    let lists = lists.into_iter().chain(all);
    lists.chain(rows).chain(orders).chain(decisions).collect()
}

type Parts = Vec<(String, String)>;

macro_rules! route {
    ($method:ident) => {
        fn $method<F, R>(
            kind: &'static dyn AnyKind,
            path: &'static str,
            policy: Policy,
            page: F,
        ) -> Route
        where
            F: Fn(Visit) -> R + Clone + Send + Sync + 'static,
            R: Future<Output = PageResult> + Send + 'static,
        {
            let handler = move |State(state): State<AppState>,
                                ui: Ui,
                                Path(parts): Path<Parts>,
                                values: Values| {
                page(Visit {
                    kind,
                    state,
                    ui,
                    parts,
                    values,
                })
            };
            Route::$method(path, policy, handler)
        }
    };
}

route!(get);
route!(post);

/// What the forms ask for, and in which order, for the history.
pub fn told_forms(kinds: &[&dyn AnyKind]) -> Vec<ToldForm> {
    let form = |kind: &&dyn AnyKind| {
        let mut fields = Vec::new();
        for question in kind.form().questions() {
            add_fields(&mut fields, "", question);
        }
        let thing = kind.facts().code;
        ToldForm { thing, fields }
    };
    kinds.iter().map(form).collect()
}

fn add_fields(fields: &mut Vec<(String, String)>, before: &str, question: &Question) {
    let way = format!("{before}{}", question.key);
    let below = format!("{way}.");
    if let Words::Key(label) = &question.label {
        fields.push((way, label.clone().into_owned()));
    }
    if let FieldKind::Rows { columns, .. } = &question.kind {
        for column in columns {
            add_fields(fields, &below, column);
        }
    }
}

/// The rows of the role × action table.
pub fn actions(kinds: &[&dyn AnyKind]) -> Vec<ActionRow> {
    let rows = |kind: &&dyn AnyKind| {
        let facts = kind.facts();
        let row = |(code, roles): (&'static str, &[Role])| ActionRow {
            code,
            allowed: (Role::ALL.into_iter())
                .filter(|role| roles.contains(role))
                .collect(),
        };
        let writers = facts.writers;
        let adding = writers.adding.map(row);
        let writing = row((writers.action, writers.roles));
        let reading = facts.reading().into_iter().chain(adding);
        reading.chain([writing]).chain(facts.deciding())
    };
    kinds.iter().flat_map(rows).collect()
}

pub fn places(kinds: &[&dyn AnyKind]) -> Vec<MenuPlace> {
    let place = |facts: Facts| {
        let (group, order) = facts.pages.menu?;
        let suffix = interned(format!("/{}", facts.pages.segment));
        let label = interned(facts.text("tab"));
        let place = MenuPlace::new(group, order, suffix, label).seen_by(match facts.readers {
            Readers::OfTheGround => By::Everybody,
            // Others reach those that they read from what they belong to.
            Readers::Members | Readers::Those(_) => By::Members,
            Readers::Roles(roles) => By::Roles(roles),
        });
        let fillers = By::Roles(facts.writers.to_add().1);
        Some(place.filled_by(Contents::open(facts.table()), fillers))
    };
    kinds
        .iter()
        .filter_map(|kind| place(kind.facts()))
        .collect()
}

/// What of each kind is to be found once one has changed.
pub fn searched(kinds: &[&'static dyn AnyKind]) -> Vec<SearchedThing> {
    let thing = |kind: &'static dyn AnyKind| match kind.facts().search {
        None => SearchedThing::unseen(kind.facts().code),
        Some(_) => SearchedThing::new(kind.facts().code, move |tx, _, id| {
            Box::pin(changed(kind, tx, id))
        }),
    };
    kinds.iter().map(|kind| thing(*kind)).collect()
}
