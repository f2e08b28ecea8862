//! What a page needs around its own content: language, who is looking, the way here.

use crate::References;
use crate::beginning::{OnTheWay, on_the_way};
use crate::layout::drawn;
use crate::{
    AppState, ColumnBeside, Crumb, Failure, FirstStep, MenuPlace, MenuView, PlaceView, Thing,
    ToldChanges,
};
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use samverk_database::{Contents, Filled, RecordedEvent, Tx, Whose, filled};
use samverk_foundation::{Actor, CollaborationId, Language, Problem, Roles};
use std::sync::Arc;

const ADMINISTRATION: &str = "/administration";

/// The surroundings of one page, for one request.
#[derive(Clone)]
pub struct Ui {
    pub language: Language,
    pub actor: Arc<Actor>,
    pub path: String,
    /// The page with what it was asked, for whoever comes back to it in another language or signed in.
    pub here: String,
    pub crumbs: Vec<Crumb>,
    /// The menu of the collaboration, party or administration that the page belongs to.
    pub menu: Option<MenuView>,
    pub notice: Option<String>,
    /// The notice says what to do first; nothing was done.
    pub is_advice: bool,
    /// What stands in the search box.
    pub search_words: String,
    /// What the histories on the page refer to.
    pub(crate) references: References,
    /// What stands in the collaboration or party that the address names, where its menu is to be shown.
    filled: Option<Filled>,
    /// The step of a new collaboration that the page is.
    pub(crate) on_the_way: Option<OnTheWay>,
    /// What the texts on the page may show.
    pub(crate) pictures: Option<crate::Pictures>,
    pub(crate) state: AppState,
}

impl Ui {
    pub fn new(state: AppState, language: Language, actor: Arc<Actor>, path: &str) -> Self {
        Self {
            language,
            actor,
            path: path.to_owned(),
            here: path.to_owned(),
            crumbs: Vec::new(),
            menu: None,
            notice: None,
            is_advice: false,
            search_words: String::new(),
            references: References::default(),
            filled: None,
            on_the_way: None,
            pictures: None,
            state,
        }
    }

    /// All that tokens may be used for.
    pub fn scopes(&self) -> &[samverk_foundation::TokenScope] {
        &self.state.scopes
    }

    /// The way from an empty collaboration to one that stands.
    pub fn first_steps(&self) -> &[FirstStep] {
        &self.state.first_steps
    }

    /// The form of a described thing.
    pub(crate) fn told_form(&self, thing: &str) -> Option<&crate::ToldForm> {
        self.state
            .told_forms
            .iter()
            .find(|form| form.thing == thing)
    }

    /// What the fields of kept things hold, for their history.
    pub(crate) fn told_fields(&self) -> &[crate::ToldField] {
        &self.state.told_fields
    }

    /// The changes of an event, told before or now.
    pub(crate) fn told_before(
        &self,
        event: &RecordedEvent,
        tell: impl FnOnce() -> ToldChanges,
    ) -> Arc<ToldChanges> {
        let asked = (event.id, self.language, &self.references);
        self.state.told_events.of(
            |(id, language, references)| (*id, *language, references) == asked,
            || {
                let (id, language, references) = asked;
                ((id, language, references.clone()), Arc::new(tell()))
            },
        )
    }

    pub fn with_references(self, references: References) -> Self {
        Self { references, ..self }
    }

    pub fn t(&self, key: &str) -> String {
        self.state.texts.get(self.language, key, &[])
    }

    pub fn t1(&self, key: &str, name: &str, value: impl ToString) -> String {
        self.state
            .texts
            .get(self.language, key, &[(name, &value.to_string())])
    }

    pub fn t_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.state.texts.get(self.language, key, values)
    }

    /// The text of a key that is put together, or nothing when there is no such text.
    pub fn t_if_known(&self, key: &str) -> Option<String> {
        self.state
            .texts
            .has(self.language, key)
            .then(|| self.t(key))
    }

    /// Every text in the reader's language, and in the other.
    pub(crate) fn in_both_languages(&self) -> impl Iterator<Item = (String, String)> {
        self.state.texts.in_both(self.language)
    }

    pub fn problem(&self, problem: &Problem) -> String {
        self.state.texts.problem(self.language, problem)
    }

    /// The sentence of a warning that was kept with an object.
    pub fn kept_warning(&self, warning: &samverk_database::KeptWarning) -> String {
        let key = format!("problem-{}", warning.code.replace('_', "-"));
        let both = warning.values.iter().chain(&warning.place);
        let values: Vec<_> = both.map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.state.texts.get(self.language, &key, &values)
    }

    /// What the rooms above show on the page of a thing, as finished HTML.
    pub async fn beside(&self, tx: &Tx, thing: &Thing) -> Result<String, Problem> {
        let mut all = String::new();
        for panel in &self.state.thing_panels {
            all.extend(panel(tx, self, thing).await?);
        }
        Ok(all)
    }

    /// The columns that the rooms above add to a table of a collaboration's things of a kind.
    pub async fn columns_beside(
        &self,
        tx: &Tx,
        kind: &'static str,
        of: CollaborationId,
    ) -> Result<Vec<ColumnBeside>, Problem> {
        let mut all = Vec::new();
        for columns in &self.state.thing_columns {
            all.extend(columns(tx, self, (kind, of)).await?);
        }
        Ok(all)
    }

    pub fn asset(&self, route: &str) -> String {
        self.state
            .assets
            .get(route)
            .cloned()
            .unwrap_or_else(|| route.to_owned())
    }

    pub fn is_demo(&self) -> bool {
        self.state.settings.demo
    }

    pub fn is_signed_in(&self) -> bool {
        self.actor.person().is_some()
    }

    pub fn person_name(&self) -> &str {
        self.actor.person().map_or("", |person| &person.name)
    }

    /// `SE` of Samordnare Exempel, where there is no room for more.
    pub fn person_initials(&self) -> String {
        let words = self.person_name().split_whitespace();
        words
            .filter_map(|word| word.chars().next())
            .take(2)
            .collect()
    }

    pub fn is_administrator(&self) -> bool {
        self.actor
            .person()
            .is_some_and(|person| person.administrator)
    }

    pub fn with_crumb(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            href: href.into(),
            label: label.into(),
        });
        self
    }

    /// The menu of a collaboration with the place where we are marked: `base` is its address, `name`
    /// what it is called.
    pub fn with_menu(mut self, base: &str, name: &str, roles: &Roles) -> Self {
        let menu = self.menu_of(&self.state.places, (base, name), roles);
        self.menu = Some(MenuView {
            label: self.t("layout-places"),
            ..menu
        });
        self
    }

    /// The menu of a party, where it leads to more than its page.
    #[must_use]
    pub fn with_party_menu(mut self, base: &str, name: &str, roles: &Roles) -> Self {
        let menu = self.menu_of(&self.state.party_places, (base, name), roles);
        let places = menu.groups.iter().map(|group| group.places.len());
        self.menu = (places.sum::<usize>() > 1).then(|| MenuView {
            label: self.t("layout-party-places"),
            ..menu
        });
        self
    }

    /// The places that lead somebody with these roles somewhere.
    fn menu_of(&self, places: &[MenuPlace], (base, name): (&str, &str), roles: &Roles) -> MenuView {
        let sees_drafts = roles.is_member();
        let is_filled = |contents| {
            let filled = self.filled.as_ref();
            filled.is_none_or(|filled| filled.has(contents, sees_drafts))
        };
        let leads = |place: &&MenuPlace| place.leads(roles, is_filled);
        let places: Vec<MenuPlace> = places.iter().filter(leads).copied().collect();
        MenuView {
            of: name.to_owned(),
            label: String::new(),
            groups: drawn(&places, (base, &self.path), |key| self.t(key)),
        }
    }

    /// The way to the administration and its menu, for those who look after the installation; for others the page stays as it is.
    #[must_use]
    pub fn in_administration(mut self) -> Self {
        if !self.is_administrator() {
            return self;
        }
        let name = self.t("layout-administration");
        self.menu = Some(MenuView {
            of: name.clone(),
            label: name.clone(),
            groups: drawn(&self.state.administration, ("", &self.path), |key| {
                self.t(key)
            }),
        });
        match self.path.as_str() {
            ADMINISTRATION => self,
            _ => self.with_crumb(ADMINISTRATION, name),
        }
    }

    /// The places of the whole house, in the head of every page.
    pub fn main_places(&self) -> Vec<PlaceView> {
        let mine = self.is_signed_in().then_some(("/", "layout-my-work"));
        let shared = [
            ("/samverkan", "layout-collaborations"),
            ("/aktorer", "layout-parties"),
            ("/trappor", "layout-ladders"),
            ("/strategier", "layout-catalogues"),
        ];
        let view = |(href, label): (&str, &str)| PlaceView {
            href: href.to_owned(),
            label: self.t(label),
            current: match href {
                "/" => self.path == "/",
                href => self.path.starts_with(href),
            },
        };
        mine.into_iter().chain(shared).map(view).collect()
    }

    /// Marks a place of the menu when no other is nearer to where we are.
    #[must_use]
    pub fn standing_at(mut self, href: &str) -> Self {
        if let Some(menu) = self.menu.as_mut().filter(|menu| menu.here().is_none()) {
            let places = menu.groups.iter_mut().flat_map(|group| &mut group.places);
            for place in places.filter(|place| place.href == href) {
                place.current = true;
            }
        }
        self
    }

    /// A finished page.
    pub fn page(&self, template: &impl Template) -> Result<Response, Failure> {
        let html = template.render().map_err(Problem::internal)?;
        Ok(Html(html).into_response())
    }

    pub fn fragment(&self, template: &impl Template) -> Result<String, Problem> {
        template.render().map_err(Problem::internal)
    }
}

impl FromRequestParts<AppState> for Ui {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Failure> {
        let mut ui = ui_for(parts, state);
        if let Some((whose, key)) = asked_ground(parts) {
            let places = match whose {
                Whose::Collaboration => &state.places,
                Whose::Party => &state.party_places,
            };
            let asked: Vec<Contents> = places.iter().filter_map(contents_of).collect();
            let person = ui.actor.person().map(|person| person.id);
            let tx = state.db.read_once();
            ui.filled = Some(filled(&tx, (whose, key), person, &asked).await?);
        }
        Ok(ui)
    }
}

fn contents_of(place: &MenuPlace) -> Option<Contents> {
    place.contents.map(|(contents, _)| contents)
}

/// The collaboration or party whose menu a page may show; forms that are sent show none.
fn asked_ground(parts: &Parts) -> Option<(Whose, &str)> {
    ground_at(parts.uri.path()).filter(|_| parts.method == Method::GET)
}

/// The collaboration or party that an address names.
pub(crate) fn ground_at(path: &str) -> Option<(Whose, &str)> {
    let grounds = [
        ("/samverkan/", Whose::Collaboration),
        ("/aktorer/", Whose::Party),
    ];
    let rest = |(base, whose)| Some((whose, path.strip_prefix(base)?));
    let (whose, rest) = grounds.into_iter().find_map(rest)?;
    let key = rest.split('/').next()?;
    (!key.is_empty()).then_some((whose, key))
}

/// The surroundings, from the request: actor by extension, language by cookie, notice by query.
pub(crate) fn ui_for(parts: &Parts, state: &AppState) -> Ui {
    let actor = parts.extensions.get::<Arc<Actor>>().cloned();
    let actor = actor.unwrap_or_else(|| Arc::new(Actor::Public));
    let jar = CookieJar::from_headers(&parts.headers);
    let chosen = jar
        .get("language")
        .and_then(|cookie| Language::from_code(cookie.value()));
    let mut ui = Ui::new(
        state.clone(),
        chosen.unwrap_or_default(),
        actor,
        parts.uri.path(),
    );
    ui.here = here(parts);
    let query = parts.uri.query().unwrap_or_default();
    let notice = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "notis");
    ui.on_the_way = on_the_way(&parts.uri, &state.first_steps);
    if let Some((_, code)) = notice {
        let advice = ui.t_if_known(&format!("advice-{code}"));
        ui.is_advice = advice.is_some();
        ui.notice = advice.or_else(|| ui.t_if_known(&format!("notice-{code}")));
    }
    ui
}

/// The address without what was told once. What was sent is no page to come back to: that is the one with its form.
fn here(parts: &Parts) -> String {
    let form = parts.headers.get(header::REFERER);
    let form = form.and_then(|value| value.to_str().ok()?.parse::<Uri>().ok());
    let form = form.filter(|_| parts.method != Method::GET);
    let uri = form.as_ref().unwrap_or(&parts.uri);
    // What a provider answers is for one use, and its words are none of ours.
    let query = match uri.path().starts_with("/logga-in/") {
        true => "",
        false => uri.query().unwrap_or_default(),
    };
    let asked = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "notis");
    let asked = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(asked)
        .finish();
    match asked.as_str() {
        "" => uri.path().to_owned(),
        asked => format!("{}?{asked}", uri.path()),
    }
}

pub fn redirect(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// After a change: back to a page, which says what was done (`notice-<code>`).
pub fn redirect_with_notice(path: &str, code: &str) -> Response {
    let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
    let joint = if path.contains('?') { '&' } else { '?' };
    let hash = if fragment.is_empty() { "" } else { "#" };
    // A code that comes from an address is no more than a text.
    let code: String = form_urlencoded::byte_serialize(code.as_bytes()).collect();
    redirect(&format!("{path}{joint}notis={code}{hash}{fragment}"))
}
