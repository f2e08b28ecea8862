use crate::{
    FindAskedPlace, FindPictures, FirstStep, MenuPlace, Module, References, Remembered, Texts,
    Thing, ThingColumns, ThingPanel, Things, ToldChanges, ToldField, ToldForm, Ui,
};
use samverk_database::{Db, Tx};
use samverk_foundation::{Actor, CollaborationId, Language, Problem, TokenScope};
use std::collections::HashMap;
use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use uuid::Uuid;

/// The histories of some pages; a large event in words takes some ten kilobytes.
const TOLD_EVENTS: usize = 100;

/// What pages need to know of the configuration.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `https://samverk.exempel.se`, without a slash at the end; for links in mail.
    pub base_url: String,
    /// Demo mode: example people, links shown instead of mailed.
    pub demo: bool,
    /// An e-mail address or a web page for questions about the installation and its API.
    pub contact: Option<String>,
    /// Whether mail is sent; otherwise links are handed over by the administrator.
    pub mails: bool,
}

/// What a panel on a collaboration's page answers: finished HTML, or nothing to show.
pub type PanelFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Option<String>, Problem>> + Send + 'a>>;

/// A slot on the collaboration's page that a room above fills.
pub type Panel = for<'a> fn(&'a Tx, &'a Ui, CollaborationId) -> PanelFuture<'a>;

/// Everything that handlers share. Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

pub struct Shared {
    pub db: Db,
    pub texts: Texts,
    pub settings: Settings,
    /// Plain route of a file → route with its hash.
    pub assets: HashMap<&'static str, String>,
    /// The places of every collaboration.
    pub places: Vec<MenuPlace>,
    /// The places of every party.
    pub party_places: Vec<MenuPlace>,
    /// The places of the administration.
    pub administration: Vec<MenuPlace>,
    pub panels: Vec<Panel>,
    /// The way from an empty collaboration to one that stands.
    pub first_steps: Vec<FirstStep>,
    /// What files, comments and followers can hang on.
    things: Things,
    pub(crate) thing_panels: Vec<ThingPanel>,
    pub(crate) thing_columns: Vec<ThingColumns>,
    /// What the fields of all kept things hold.
    pub told_fields: Vec<ToldField>,
    /// The forms of described things.
    pub told_forms: Vec<ToldForm>,
    pub(crate) asked_place: Option<FindAskedPlace>,
    pub(crate) find_pictures: Option<FindPictures>,
    /// All that tokens may be used for.
    pub scopes: Vec<TokenScope>,
    /// An event never changes, and telling a large one takes a while.
    pub(crate) told_events: Remembered<(Uuid, Language, References), Arc<ToldChanges>>,
}

impl AppState {
    /// With what the modules give the house.
    pub fn new(
        db: Db,
        texts: Texts,
        settings: Settings,
        assets: HashMap<&'static str, String>,
        modules: &[Module],
    ) -> Self {
        let all = || modules.iter();
        Self(Arc::new(Shared {
            db,
            texts,
            settings,
            assets,
            places: all().flat_map(|module| module.places.clone()).collect(),
            party_places: all()
                .flat_map(|module| module.party_places.clone())
                .collect(),
            administration: all()
                .flat_map(|module| module.administration.clone())
                .collect(),
            panels: panels(modules),
            first_steps: first_steps(modules),
            things: Things::of(modules),
            thing_panels: (all().flat_map(|module| module.thing_panels.clone())).collect(),
            thing_columns: (all().flat_map(|module| module.thing_columns.clone())).collect(),
            told_fields: all()
                .flat_map(|module| module.told_fields)
                .copied()
                .collect(),
            told_forms: all().flat_map(|module| module.told_forms.clone()).collect(),
            told_events: Remembered::keeping(TOLD_EVENTS),
            asked_place: all().find_map(|module| module.asked_place),
            find_pictures: all().find_map(|module| module.pictures),
            scopes: all().flat_map(|module| module.scopes).copied().collect(),
        }))
    }
}

fn panels(modules: &[Module]) -> Vec<Panel> {
    let all = modules.iter().flat_map(|module| module.panels.clone());
    let mut all: Vec<(u16, Panel)> = all.collect();
    all.sort_by_key(|(order, _)| *order);
    all.into_iter().map(|(_, panel)| panel).collect()
}

fn first_steps(modules: &[Module]) -> Vec<FirstStep> {
    let all = modules.iter().flat_map(|module| module.first_steps);
    let mut all: Vec<FirstStep> = all.copied().collect();
    all.sort_by_key(|step| step.order);
    all
}

impl Shared {
    /// The thing of that kind, for whoever may read it. Fails with `not_found`.
    pub async fn thing(
        &self,
        tx: &Tx,
        actor: &Actor,
        kind: &str,
        id: Uuid,
    ) -> Result<Thing, Problem> {
        self.things.find(tx, actor, kind, id).await
    }
}

impl Deref for AppState {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}
