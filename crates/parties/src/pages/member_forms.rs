//! The lists of members and mandates as tables to write in; the same for a collaboration and for
//! each of its groups.

use super::member_rows::{Entry, Row};
use super::words::NamedParties;
use crate::store::PartyFilter;
use crate::{GROUP, HeldGroup, Scope, store};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

/// Collaboration, and `thing` if the list is a group's.
type Address = Path<Vec<(String, String)>>;

/// Whose list it is, and everything a form needs.
pub struct Owner {
    pub scope: Scope,
    pub group: Option<HeldGroup>,
    parties: NamedParties,
}

impl Owner {
    async fn find(tx: &Tx, ui: &Ui, Path(address): &Address) -> Result<Self, Problem> {
        let part = |name: &str| address.iter().find(|(known, _)| known == name);
        let key = part("collaboration")
            .map(|(_, key)| key.as_str())
            .unwrap_or_default();
        let scope = Scope::find(tx, &ui.actor, key).await?;
        let group = match part("thing") {
            Some((_, key)) => {
                let found = GROUP.find(tx, &scope, key).await?;
                Some(found.ok_or_else(Problem::not_found)?)
            }
            None => None,
        };
        let parties = store::list_parties(tx, &PartyFilter::default()).await?;
        Ok(Self {
            scope,
            group,
            parties: NamedParties::of(parties),
        })
    }

    fn revision(&self) -> i64 {
        self.group
            .as_ref()
            .map_or(self.scope.collaboration.revision, |group| group.revision)
    }

    fn back(&self) -> String {
        match &self.group {
            Some(group) => self.scope.href(&format!("/grupper/{}", group.key)),
            None => self.scope.href("/medlemmar"),
        }
    }

    fn action(&self, list: &str) -> String {
        match &self.group {
            Some(group) => self.scope.href(&format!("/grupper/{}/{list}", group.key)),
            None => self.scope.href(&format!("/{list}/redigera")),
        }
    }

    fn ui(&self, ui: Ui) -> Ui {
        let ui = self.scope.ui(ui);
        match &self.group {
            Some(group) => ui.with_crumb(self.back(), group.name.to_string()),
            None => ui,
        }
    }

    fn name(&self) -> &str {
        match &self.group {
            Some(group) => &group.name,
            None => &self.scope.collaboration.name,
        }
    }

    /// The form with the list as it stands.
    async fn form<E: Entry>(&self, tx: &Tx, ui: Ui) -> Result<FormPage, Problem> {
        let list = E::list(tx, self).await?;
        let rows: Vec<_> = list.iter().map(E::cells).collect();
        let values = Values::default().set("revision", self.revision());
        let values = values.set_rows(E::FIELD, &E::COLUMNS, &rows);
        let ui = self.ui(ui);
        let [heading, caption, hint] = E::TEXTS;
        let names = self.parties.all.iter().map(|party| party.name.clone());
        let columns = E::columns(&ui, names.collect());
        let rows = FieldKind::Rows {
            columns,
            grows: true,
        };
        let form = Form::new(self.action(E::ADDRESS), ui.t("form-save"))
            .field(Field::new(E::FIELD, ui.t(caption), rows).hint(ui.t(hint)))
            .field(Field::new("revision", "", FieldKind::Hidden))
            .cancel(self.back())
            .fill(values);
        let heading = ui.t1(heading, "name", self.name());
        Ok(FormPage::new(ui, heading, form))
    }

    fn read<E: Entry>(&self, rows: &[Row]) -> Result<Vec<E>, Problems> {
        let mut problems = Problems::default();
        let read = rows
            .iter()
            .filter_map(|row| E::read(row, &self.parties, &mut problems));
        let list = read.collect();
        problems.or(list)
    }

    async fn store<E: Entry>(&self, tx: &Tx, ui: &Ui, values: &Values) -> Result<(), Problems> {
        let rows = Row::all::<E>(values);
        let list = self.read::<E>(&rows)?;
        let revision = values.integer("revision")?;
        E::save(tx, &ui.actor, self, &list, revision)
            .await
            .map_err(|problems| at_sent_rows(E::FIELD, &rows, problems))?;
        Ok(())
    }
}

/// The list has no empty rows: the place in the list becomes the row that was written in.
fn at_sent_rows(field: &str, rows: &[Row], problems: Problems) -> Problems {
    let at_row = |problem: Problem| {
        let inner = problem.place.field.clone().unwrap_or_default();
        let parts: Vec<&str> = inner.split('.').collect();
        let [list, index, column] = parts.as_slice() else {
            return problem;
        };
        let row = index.parse().ok().and_then(|index: usize| rows.get(index));
        match row {
            Some(row) if *list == field => row.place(problem.at_field(column)),
            _ => problem,
        }
    };
    Problems(problems.0.into_iter().map(at_row).collect())
}

pub async fn edit<E: Entry>(State(state): State<AppState>, ui: Ui, address: Address) -> PageResult {
    let tx = state.db.read().await?;
    let owner = Owner::find(&tx, &ui, &address).await?;
    owner.scope.require(E::ACTION.by())?;
    owner.form::<E>(&tx, ui).await?.show()
}

pub async fn save<E: Entry>(
    State(state): State<AppState>,
    ui: Ui,
    address: Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_list").await?;
    let owner = Owner::find(&tx, &ui, &address).await?;
    owner.scope.require(E::ACTION.by())?;
    let page = owner.form::<E>(&tx, ui.clone()).await?;
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = owner.store::<E>(&tx, &ui, &asked.values).await.err();
        return page.show_rows(asked, found);
    }
    match owner.store::<E>(&tx, &ui, &values).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&owner.back(), "saved"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}
