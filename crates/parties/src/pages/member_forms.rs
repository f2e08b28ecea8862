//! The lists of members and mandates as tables to write in; the same for a collaboration and for
//! each of its groups.

use super::member_rows::{Row, numbered};
use super::words::choices;
use crate::actions::{save_mandates, save_members};
use crate::model::{Group, Mandate, MandateRole, Member, Party, Standing};
use crate::policy::Action;
use crate::store::PartyFilter;
use crate::{Scope, store};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
    redirect_with_notice,
};

const MEMBER_COLUMNS: [&str; 5] = ["party", "standing", "from", "to", "note"];
const MANDATE_COLUMNS: [&str; 5] = ["role", "title", "party", "from", "to"];

/// Collaboration, and group if the list is a group's.
type Address = Path<Vec<(String, String)>>;

/// Whose list it is, and everything a form needs.
struct Owner {
    scope: Scope,
    group: Option<Group>,
    parties: Vec<Party>,
}

impl Owner {
    async fn find(tx: &Tx, ui: &Ui, Path(address): &Address) -> Result<Self, Problem> {
        let part = |name: &str| address.iter().find(|(known, _)| known == name);
        let key = part("collaboration")
            .map(|(_, key)| key.as_str())
            .unwrap_or_default();
        let scope = Scope::find(tx, &ui.actor, key).await?;
        let group = match part("group") {
            Some((_, key)) => {
                let found = store::find_group(tx, scope.collaboration.id, key).await?;
                Some(found.ok_or_else(Problem::not_found)?)
            }
            None => None,
        };
        let parties = store::list_parties(tx, &PartyFilter::default()).await?;
        Ok(Self {
            scope,
            group,
            parties,
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
            Some(group) => ui.with_crumb(self.back(), group.name.clone()),
            None => ui,
        }
    }

    fn party_names(&self) -> Vec<String> {
        self.parties
            .iter()
            .map(|party| party.name.clone())
            .collect()
    }

    fn form(&self, ui: Ui, list: &str, heading: &str, field: Field) -> FormPage {
        let ui = self.ui(ui);
        let form = Form::new(self.action(list), ui.t("form-save"))
            .field(field)
            .field(Field::new("revision", "", FieldKind::Hidden))
            .cancel(self.back());
        let name = match &self.group {
            Some(group) => &group.name,
            None => &self.scope.collaboration.name,
        };
        let heading = ui.t1(heading, "name", name);
        FormPage::new(ui, heading, form)
    }

    fn member_form(&self, ui: Ui) -> FormPage {
        let columns = vec![
            RowColumn::suggest("party", ui.t("member-party"), self.party_names()),
            RowColumn::choose(
                "standing",
                ui.t("member-standing"),
                choices(&ui, "standing", Standing::ALL),
            ),
            RowColumn::new("from", ui.t("member-from")),
            RowColumn::new("to", ui.t("member-to")),
            RowColumn::new("note", ui.t("member-note")),
        ];
        let rows = FieldKind::Rows { columns, spare: 5 };
        let field =
            Field::new("members", ui.t("member-caption"), rows).hint(ui.t("member-form-hint"));
        self.form(ui, "medlemmar", "member-edit", field)
    }

    fn mandate_form(&self, ui: Ui) -> FormPage {
        let columns = vec![
            RowColumn::choose(
                "role",
                ui.t("mandate-role"),
                choices(&ui, "mandate-role", MandateRole::ALL),
            ),
            RowColumn::new("title", ui.t("mandate-title")),
            RowColumn::suggest("party", ui.t("mandate-party"), self.party_names()),
            RowColumn::new("from", ui.t("member-from")),
            RowColumn::new("to", ui.t("member-to")),
        ];
        let rows = FieldKind::Rows { columns, spare: 5 };
        let field =
            Field::new("mandates", ui.t("mandate-caption"), rows).hint(ui.t("mandate-form-hint"));
        self.form(ui, "uppdrag", "mandate-edit", field)
    }

    fn read_members(&self, values: &Values) -> Result<Vec<Member>, Problems> {
        let mut problems = Problems::default();
        let mut members = Vec::new();
        for (row, cells) in numbered(values, "members", &MEMBER_COLUMNS) {
            let row = Row {
                list: "members",
                row,
                values: &cells,
            };
            let party = problems.keep(row.party(&self.parties, true)).flatten();
            let standing = problems.keep(row.standing());
            let from = problems.keep(row.values.optional_date("from").map_err(|p| row.place(p)));
            let to = problems.keep(row.values.optional_date("to").map_err(|p| row.place(p)));
            if let (Some(party), Some(standing), Some(from), Some(to)) = (party, standing, from, to)
            {
                let note = cells.text("note").to_owned();
                members.push(Member {
                    party,
                    standing,
                    from,
                    to,
                    note,
                });
            }
        }
        problems.or(members)
    }

    fn read_mandates(&self, values: &Values) -> Result<Vec<Mandate>, Problems> {
        let mut problems = Problems::default();
        let mut mandates = Vec::new();
        for (row, cells) in numbered(values, "mandates", &MANDATE_COLUMNS) {
            let row = Row {
                list: "mandates",
                row,
                values: &cells,
            };
            let role = problems.keep(
                row.values
                    .choice("role", MandateRole::ALL)
                    .map_err(|p| row.place(p)),
            );
            let party = problems.keep(row.party(&self.parties, false));
            let from = problems.keep(row.values.optional_date("from").map_err(|p| row.place(p)));
            let to = problems.keep(row.values.optional_date("to").map_err(|p| row.place(p)));
            if let (Some(role), Some(party), Some(from), Some(to)) = (role, party, from, to) {
                let title = cells.text("title").to_owned();
                mandates.push(Mandate {
                    role,
                    title,
                    party,
                    from,
                    to,
                });
            }
        }
        problems.or(mandates)
    }
}

fn date(date: Option<chrono::NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

pub async fn edit_members(State(state): State<AppState>, ui: Ui, address: Address) -> PageResult {
    let tx = state.db.read().await?;
    let owner = Owner::find(&tx, &ui, &address).await?;
    owner.scope.require(Action::SaveMembers.by())?;
    let group = owner.group.as_ref().map(|group| group.id);
    let members = store::list_members(&tx, owner.scope.collaboration.id, group).await?;
    let row = |member: &Member| {
        vec![
            member.party.name.clone(),
            member.standing.code().to_owned(),
            date(member.from),
            date(member.to),
            member.note.clone(),
        ]
    };
    let rows: Vec<_> = members.iter().map(row).collect();
    let values = Values::default().set("revision", owner.revision());
    let mut page = owner.member_form(ui);
    page.form = page
        .form
        .fill(values.set_rows("members", &MEMBER_COLUMNS, &rows));
    page.show()
}

pub async fn store_members(
    State(state): State<AppState>,
    ui: Ui,
    address: Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_members").await?;
    let owner = Owner::find(&tx, &ui, &address).await?;
    owner.scope.require(Action::SaveMembers.by())?;
    let revision = values.integer("revision")?;
    let saved = match owner.read_members(&values) {
        Ok(list) => {
            save_members(
                &tx,
                &ui.actor,
                &owner.scope,
                owner.group.as_ref(),
                &list,
                revision,
            )
            .await
        }
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&owner.back(), "saved"))
        }
        Err(problems) => owner.member_form(ui).refuse(values, problems),
    }
}

pub async fn edit_mandates(State(state): State<AppState>, ui: Ui, address: Address) -> PageResult {
    let tx = state.db.read().await?;
    let owner = Owner::find(&tx, &ui, &address).await?;
    owner.scope.require(Action::SaveMandates.by())?;
    let group = owner.group.as_ref().map(|group| group.id);
    let mandates = store::list_mandates(&tx, owner.scope.collaboration.id).await?;
    let row = |mandate: &Mandate| {
        vec![
            mandate.role.code().to_owned(),
            mandate.title.clone(),
            mandate
                .party
                .as_ref()
                .map(|party| party.name.clone())
                .unwrap_or_default(),
            date(mandate.from),
            date(mandate.to),
        ]
    };
    let own = mandates.iter().filter(|(of, _)| *of == group);
    let rows: Vec<_> = own.map(|(_, mandate)| row(mandate)).collect();
    let values = Values::default().set("revision", owner.revision());
    let mut page = owner.mandate_form(ui);
    page.form = page
        .form
        .fill(values.set_rows("mandates", &MANDATE_COLUMNS, &rows));
    page.show()
}

pub async fn store_mandates(
    State(state): State<AppState>,
    ui: Ui,
    address: Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_mandates").await?;
    let owner = Owner::find(&tx, &ui, &address).await?;
    owner.scope.require(Action::SaveMandates.by())?;
    let revision = values.integer("revision")?;
    let saved = match owner.read_mandates(&values) {
        Ok(list) => {
            save_mandates(
                &tx,
                &ui.actor,
                &owner.scope,
                owner.group.as_ref(),
                &list,
                revision,
            )
            .await
        }
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&owner.back(), "saved"))
        }
        Err(problems) => owner.mandate_form(ui).refuse(values, problems),
    }
}
