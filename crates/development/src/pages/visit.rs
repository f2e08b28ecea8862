//! A need that an address names, in its collaboration.

use crate::needs::{HeldNeed, NEED};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{FormPage, PageResult, Ui, Values, redirect_with_notice};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Address {
    collaboration: String,
    thing: String,
}

pub(super) struct NeedVisit {
    pub scope: Scope,
    pub need: HeldNeed,
}

impl Address {
    /// Fails with `not_found`.
    pub async fn find(&self, tx: &Tx, ui: &Ui) -> Result<NeedVisit, Problem> {
        let scope = Scope::find(tx, &ui.actor, &self.collaboration).await?;
        let need = NEED.find(tx, &scope, &self.thing).await?;
        let need = need.ok_or_else(Problem::not_found)?;
        Ok(NeedVisit { scope, need })
    }

    /// The same for whoever may change it.
    pub async fn find_to_change(&self, tx: &Tx, ui: &Ui) -> Result<NeedVisit, Problem> {
        let visit = self.find(tx, ui).await?;
        visit.scope.require(NEED.writers.by())?;
        Ok(visit)
    }
}

impl NeedVisit {
    /// The need's page, and what follows.
    pub fn href(&self, rest: &str) -> String {
        need_href(&self.scope, &self.need.key, rest)
    }

    /// The way here ends with the list.
    pub fn ui(&self, ui: Ui) -> Ui {
        let list = ui.t("need-tab");
        self.scope
            .ui(ui)
            .with_crumb(self.scope.href("/behov"), list)
    }

    /// The way here ends with the need: for its forms.
    pub fn form_ui(&self, ui: Ui) -> Ui {
        self.ui(ui).with_crumb(self.href(""), self.need.name())
    }

    /// Fails with `need_at_rest` for one of which nothing more is to be said here.
    pub fn require_at_work(&self) -> Result<(), Problem> {
        match self.need.is_at_work() {
            true => Ok(()),
            false => Err(Problem::conflict("need_at_rest")),
        }
    }
}

/// The end of a form about a need: what is saved is told on the need's page, and what is wrong stands in the form.
pub(super) async fn end(
    tx: Tx,
    (visit, page): (&NeedVisit, FormPage),
    values: Values,
    (done, notice): (Result<(), Problems>, &'static str),
) -> PageResult {
    match done {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&visit.href(""), notice))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

pub(super) fn need_href(scope: &Scope, key: &Key, rest: &str) -> String {
    scope.href(&format!("/behov/{key}{rest}"))
}

/// The revision that the form was opened on.
pub(super) fn seen(values: &Values) -> Result<samverk_kept::Seen, Problem> {
    Ok(match values.integer("revision")? {
        0 => samverk_kept::Seen::New,
        revision => samverk_kept::Seen::Revision(revision),
    })
}

/// A key made from what the need is called that nothing has.
pub(super) async fn free_need_key(tx: &Tx, scope: &Scope, name: &str) -> Result<Key, Problem> {
    let made = Key::from_name(name);
    let mut key = made.clone();
    for number in 2.. {
        let is_free = NEED.find(tx, scope, key.as_str()).await?.is_none();
        if is_free && (NEED.rules.keys)(&key).is_ok() && samverk_kept::check_key(&key).is_ok() {
            break;
        }
        key = made.numbered(number);
    }
    Ok(key)
}
