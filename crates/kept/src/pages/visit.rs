//! A request for one of a kind's pages, and who may make it.

use crate::ground::part;
use crate::remove::stays;
use crate::states::is_settled;
use crate::target::{Offered, offered};
use crate::{AnyKind, Facts, Ground, OwnPage, StepCalled, Stored, store};
use samverk_database::Tx;
use samverk_fields::Record;
use samverk_foundation::{Problem, Role};
use samverk_web::{AppState, Ui, Values};
use std::sync::Arc;

/// A request for one of a kind's pages.
#[derive(Clone)]
pub(crate) struct Visit {
    pub kind: &'static dyn AnyKind,
    pub state: AppState,
    pub ui: Ui,
    /// The names in the address and what stands in their places.
    pub parts: Vec<(String, String)>,
    pub values: Values,
}

impl Visit {
    /// The same with something else asked.
    pub(super) fn with_values(&self, values: Values) -> Self {
        Self {
            values,
            ..self.clone()
        }
    }

    /// Takes what the address says under names that the list has no more.
    pub(super) fn read_former_names(&mut self) {
        for (former, now) in self.facts().pages.formerly {
            let said = self.values.text(former).to_owned();
            if !said.is_empty() && !self.values.is_set(now) {
                self.values = self.values.clone().set(now, said);
            }
        }
    }

    pub(super) fn facts(&self) -> Facts {
        self.kind.facts()
    }

    pub(super) async fn ground(&self, tx: &Tx) -> Result<Arc<dyn Ground>, Problem> {
        let at = (self.facts().ground.find)(tx, &self.ui.actor, &self.parts).await?;
        self.facts().let_read(at.as_ref())?;
        Ok(at)
    }

    /// The ground, for whoever may change what hangs on it.
    pub(super) async fn desk(&self, tx: &Tx) -> Result<Desk, Problem> {
        self.desk_of(tx, self.facts().writers.roles).await
    }

    /// The same for whoever may add to it.
    pub(super) async fn desk_to_add(&self, tx: &Tx) -> Result<Desk, Problem> {
        self.desk_of(tx, self.facts().writers.who(true)).await
    }

    async fn desk_of(&self, tx: &Tx, who: &[Role]) -> Result<Desk, Problem> {
        let at = self.ground(tx).await?;
        at.require(who)?;
        let offered = offered(tx, at.as_ref(), self.kind).await?;
        Ok(Desk { at, offered })
    }

    /// The key that the address names.
    pub(super) fn key(&self) -> &str {
        part(&self.parts, THING)
    }

    /// The thing that the address names, on that ground.
    pub(super) async fn thing(&self, tx: &Tx, at: &dyn Ground) -> Result<Stored, Problem> {
        let key = self.key();
        let found = store::find(tx, self.kind, at, key).await?;
        found.ok_or_else(Problem::not_found)
    }

    /// The last thing of the page before, when the address names one.
    pub(super) async fn after(&self, tx: &Tx, at: &dyn Ground) -> Result<Option<Stored>, Problem> {
        match self.values.text(AFTER) {
            "" => Ok(None),
            key => {
                let found = store::find(tx, self.kind, at, key).await?;
                found.ok_or_else(Problem::not_found).map(Some)
            }
        }
    }

    /// Whether there is a step from where it stands that the reader may take.
    pub(super) fn may_decide(&self, at: &dyn Ground, one: &Stored) -> bool {
        let states = self.facts().keeping.states;
        states.is_some_and(|states| !states.open_to(at, one).is_empty())
    }

    /// Whether the form that is sent was opened on something that stood.
    pub(super) fn has_opened(&self) -> bool {
        let seen = self.values.optional_integer("revision");
        seen.ok().flatten().is_some_and(|seen| seen > 0)
    }

    /// What taking it to another state is called.
    pub(super) fn step_words(&self, one: &Stored) -> String {
        self.ui.t(self.step_called(one).text())
    }

    /// A heading that says that one is taken to another state.
    pub(super) fn step_heading(&self, one: &Stored) -> String {
        self.heading(&format!("{}-heading", self.step_called(one).text()))
    }

    /// What is settled is decided on already.
    fn step_called(&self, one: &Stored) -> StepCalled {
        if is_settled(self.kind, one) {
            return StepCalled::Change;
        }
        let states = self.facts().keeping.states;
        states.map_or(StepCalled::Change, |states| states.called)
    }

    pub(super) fn text(&self, end: &str) -> String {
        self.ui.t(&self.facts().text(end))
    }

    /// A heading that says what is done with one of the kind.
    pub(super) fn heading(&self, key: &str) -> String {
        let one = self.text("one");
        let mut letters = one.chars();
        let first = letters.next().map(|first| first.to_lowercase().to_string());
        let one = first.unwrap_or_default() + letters.as_str();
        self.ui.t1(key, "one", one)
    }

    /// Where the list stands.
    pub(super) fn list_href(&self, at: &dyn Ground) -> String {
        at.href(&self.facts().pages.list())
    }

    /// What the addresses of the kind's other pages begin with.
    pub(super) fn base_href(&self, at: &dyn Ground) -> String {
        at.href(&format!("/{}", self.facts().pages.segment))
    }

    /// The page of one, or what is done with it.
    pub(super) fn href(&self, at: &dyn Ground, one: &Stored, what: &str) -> String {
        let page = format!("{}/{}", self.base_href(at), one.key);
        match what {
            "" => page,
            what => format!("{page}/{what}"),
        }
    }

    /// Where one goes back to from its forms: its own page where the domain has made one, or the list.
    pub(super) fn back_href(&self, at: &dyn Ground, one: &Stored) -> String {
        match self.facts().pages.own.contains(&OwnPage::One) {
            true => self.href(at, one, ""),
            false => self.list_href(at),
        }
    }

    /// The form that changes it.
    pub(super) fn form_href(&self, at: &dyn Ground, one: &Stored) -> String {
        format!(
            "{}/{}{}",
            self.base_href(at),
            one.key,
            self.facts().pages.form
        )
    }

    /// Where one is removed; nowhere when it ships with the program.
    pub(super) fn removal_href(&self, at: &dyn Ground, one: &Stored) -> Option<String> {
        let ships = self.facts().ships(&one.key);
        (!ships).then(|| self.href(at, one, "ta-bort"))
    }

    /// The same, or why it is not removed although whoever asks may remove others.
    pub(super) async fn removal(
        &self,
        tx: &Tx,
        at: &dyn Ground,
        one: &Stored,
    ) -> Result<Removal, Problem> {
        Ok(match stays(tx, self.kind, one).await? {
            None => Removal::Open(self.href(at, one, "ta-bort")),
            Some(why) => Removal::Refused(why),
        })
    }

    /// The surroundings of what is done with one: its page stands on the way there too.
    pub(super) fn thing_ui(&self, at: &dyn Ground, one: &Stored) -> Ui {
        let name = self.kind.name(&one.record);
        self.form_ui(at).with_crumb(self.href(at, one, ""), name)
    }

    /// The surroundings of a form: the list stands on the way here.
    pub(super) fn form_ui(&self, at: &dyn Ground) -> Ui {
        let ui = at.ui(self.ui.clone());
        ui.with_crumb(self.list_href(at), self.text("tab"))
    }
}

/// Whether one can be removed.
pub(super) enum Removal {
    Open(String),
    Refused(Problem),
}

impl Removal {
    pub(super) fn href(&self) -> Option<&str> {
        match self {
            Self::Open(href) => Some(href),
            Self::Refused(_) => None,
        }
    }
}

/// What somebody who writes has before them.
pub(super) struct Desk {
    pub(super) at: Arc<dyn Ground>,
    /// What can be chosen.
    pub(super) offered: Offered,
}

impl Desk {
    /// The same with what stands in a thing, also when it is no longer offered.
    pub(super) fn with(&self, kind: &dyn AnyKind, record: &Record) -> Self {
        Self {
            at: Arc::clone(&self.at),
            offered: self.offered.clone().with(kind, record),
        }
    }

    pub(super) fn at(&self) -> &dyn Ground {
        self.at.as_ref()
    }
}

/// The key of the last thing of the page before, in the query of an address.
pub(super) const AFTER: &str = "efter";

/// The name in addresses of the thing itself.
pub(crate) const THING: &str = "thing";
