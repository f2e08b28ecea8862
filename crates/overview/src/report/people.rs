//! The party's people, for themselves.

use super::{Desk, Link, Section};
use samverk_identity::ListedPerson;
use samverk_identity::model::Grant;
use samverk_identity::policy::Action;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table};

impl Desk<'_> {
    pub(super) fn people(&self) -> Option<Section> {
        let (people, ui) = (self.people?, self.ui);
        let headings = ["overview-person", "overview-roles", "overview-person-state"];
        let columns = headings.map(|key| Column::new(ui.t(key), ColumnKind::Text));
        let caption = ui.t1("overview-people-caption", "party", &self.party.name);
        let mut table = Table::new("personer", caption, columns.to_vec()).narrow(Narrow::Lists);
        for person in people {
            let state = match person.is_invited {
                true => ui.t("overview-person-invited"),
                false => String::new(),
            };
            table.push(vec![
                Cell::text(person.name.clone()),
                Cell::text(self.roles(person)),
                Cell::text(state),
            ]);
        }
        let (heading, none) = (ui.t("overview-people"), ui.t("overview-people-none"));
        Some(Section {
            links: self.people_links(),
            ..Section::new("people", heading, table, none)
        })
    }

    fn roles(&self, person: &ListedPerson) -> String {
        let word = |grant: &Grant| {
            let code = grant.role().code().replace('_', "-");
            self.ui.t(&format!("role-{code}"))
        };
        let roles: Vec<String> = person.grants.iter().map(word).collect();
        roles.join(", ")
    }

    fn people_links(&self) -> Vec<Link> {
        let href = format!("{}/personer", self.party.href());
        let roles = self.ui.actor.roles_at(self.party.id);
        let invite = roles.any(|role| Action::ManagePartyPeople.may(role));
        let invite = invite.then(|| Link {
            href: format!("{href}/bjud-in"),
            label: self.ui.t("overview-people-invite"),
        });
        let all = Link {
            href,
            label: self.ui.t("overview-people-all"),
        };
        std::iter::once(all).chain(invite).collect()
    }
}
