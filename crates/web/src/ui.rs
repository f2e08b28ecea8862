//! What a page needs around its own content: language, who is looking, the way here.

use crate::References;
use crate::changes::is_only_moved;
use crate::{AppState, Crumb, Failure, TabView, ToldChanges};
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::Stockholm;
use rust_decimal::Decimal;
use samverk_database::RecordedEvent;
use samverk_foundation::{
    Actor, Decision, Language, Ore, Problem, format_decimal, format_integer, format_percent,
};
use std::convert::Infallible;
use std::sync::Arc;

/// The surroundings of one page, for one request.
#[derive(Clone)]
pub struct Ui {
    pub language: Language,
    pub actor: Arc<Actor>,
    pub path: String,
    pub crumbs: Vec<Crumb>,
    pub tabs: Vec<TabView>,
    pub notice: Option<String>,
    /// What stands in the search box.
    pub search_words: String,
    /// What the histories on the page refer to.
    pub(crate) references: References,
    state: AppState,
}

impl Ui {
    pub fn new(state: AppState, language: Language, actor: Arc<Actor>, path: &str) -> Self {
        let (crumbs, tabs) = (Vec::new(), Vec::new());
        Self {
            language,
            actor,
            path: path.to_owned(),
            crumbs,
            tabs,
            notice: None,
            search_words: String::new(),
            references: References::default(),
            state,
        }
    }

    /// All that tokens may be used for.
    pub fn scopes(&self) -> &[samverk_foundation::TokenScope] {
        &self.state.scopes
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

    pub fn is_administrator(&self) -> bool {
        self.actor
            .person()
            .is_some_and(|person| person.administrator)
    }

    pub fn ore(&self, amount: &Ore) -> String {
        amount.to_string()
    }

    pub fn integer(&self, number: &i64) -> String {
        format_integer(*number)
    }

    pub fn decimal(&self, number: &Decimal) -> String {
        format_decimal(*number)
    }

    pub fn percent(&self, number: &Decimal) -> String {
        format_percent(*number)
    }

    pub fn date(&self, date: &NaiveDate) -> String {
        date.format("%Y-%m-%d").to_string()
    }

    pub fn optional_date(&self, date: &Option<NaiveDate>) -> String {
        date.map_or_else(String::new, |date| self.date(&date))
    }

    /// Swedish local time, `2026-11-22 14:05`.
    pub fn time(&self, time: &DateTime<Utc>) -> String {
        time.with_timezone(&Stockholm)
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }

    /// The moment at which a day begins in Sweden, for searching between dates.
    pub fn start_of_day(&self, date: NaiveDate) -> DateTime<Utc> {
        let midnight = date.and_time(NaiveTime::MIN);
        match midnight.and_local_timezone(Stockholm).earliest() {
            Some(moment) => moment.to_utc(),
            None => midnight.and_utc(),
        }
    }

    /// `Kommunstyrelsen 2026-11-22 § 12`.
    pub fn decision(&self, decision: &Decision) -> String {
        let date = match decision.date {
            Some(date) => self.date(&date),
            None => self.t("decision-date-unknown"),
        };
        [decision.body.as_str(), &date, &decision.paragraph]
            .join(" ")
            .trim_end()
            .to_owned()
    }

    /// What happened, in words: the text `event-<kind>`, or for what is described once its name with
    /// what is done with all such.
    pub fn event(&self, event: &RecordedEvent) -> String {
        let own = format!("event-{}", event.kind.replace(['.', '_'], "-"));
        let (code, what) = event.kind.split_once('.').unwrap_or_default();
        // Before moves had a name of their own they were saves.
        let is_moved = what == "saved" && is_only_moved(event);
        let (own, what) = match is_moved {
            true => (own.replace("-saved", "-moved"), "moved"),
            false => (own, what),
        };
        let described = || {
            let name = self.t_if_known(&format!("{}-a", code.replace('_', "-")))?;
            Some(self.t1(&format!("kept-event-{what}"), "name", name))
        };
        self.t_if_known(&own)
            .or_else(described)
            .unwrap_or_else(|| self.t(&own))
    }

    /// What one of a kind is called, in words: the text that begins so, or for what is described
    /// once `<code>-one`.
    pub fn kind_name(&self, prefix: &str, code: &str) -> String {
        let code = code.replace('_', "-");
        let own = self.t_if_known(&format!("{prefix}{code}"));
        own.or_else(|| self.t_if_known(&format!("{code}-one")))
            .unwrap_or(code)
    }

    pub fn with_crumb(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            href: href.into(),
            label: label.into(),
        });
        self
    }

    /// The collaboration's tabs with the one where we are marked.
    pub fn with_tabs(mut self, collaboration_key: &str, is_member: bool) -> Self {
        let base = format!("/samverkan/{collaboration_key}");
        let mut tabs = self.state.tabs.clone();
        tabs.retain(|tab| is_member || !tab.for_members);
        tabs.sort_by_key(|tab| tab.order);
        self.tabs = tabs
            .iter()
            .map(|tab| TabView {
                href: format!("{base}{}", tab.suffix),
                label: self.t(tab.label),
                current: match tab.suffix {
                    "" => self.path == base,
                    suffix => self.path.starts_with(&format!("{base}{suffix}")),
                },
            })
            .collect();
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
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(ui_for(parts, state))
    }
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
    let query = parts.uri.query().unwrap_or_default();
    let notice = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "notis");
    ui.notice = notice.and_then(|(_, code)| ui.t_if_known(&format!("notice-{code}")));
    ui
}

pub fn redirect(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// After a change: back to a page, which says what was done (`notice-<code>`).
pub fn redirect_with_notice(path: &str, code: &str) -> Response {
    let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
    let joint = if path.contains('?') { '&' } else { '?' };
    let hash = if fragment.is_empty() { "" } else { "#" };
    redirect(&format!("{path}{joint}notis={code}{hash}{fragment}"))
}
