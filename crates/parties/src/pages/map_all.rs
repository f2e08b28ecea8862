//! The map of the whole installation: parties and the published collaborations they belong to.

use super::map::{PICTURED, first_rows, shortened, to_integer};
use super::map_all_pictures::{membership_matrix, shared_network};
use super::map_filter::{Filter, List};
use super::words::{choices, word};
use crate::model::{Collaboration, Party, PartyKind, Reach};
use crate::store;
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, PartyId, Problem, swedish_order};
use samverk_web::{AppState, Cell, Column, ColumnKind, PageResult, Table, Ui, Values, download};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The parties of the published collaborations that were asked for.
pub struct Atlas {
    /// By name.
    pub collaborations: Vec<Collaboration>,
    /// Those in most collaborations first, then by name.
    pub parties: Vec<Party>,
    pub memberships: BTreeMap<PartyId, BTreeSet<CollaborationId>>,
}

impl Atlas {
    async fn load(tx: &Tx, reach: Option<Reach>, kind: Option<PartyKind>) -> Result<Self, Problem> {
        let mut collaborations = store::list_collaborations(tx).await?;
        collaborations.retain(|one| one.published && reach.is_none_or(|reach| one.reach == reach));
        let ids: Vec<CollaborationId> = collaborations.iter().map(|one| one.id).collect();
        let members = store::list_members_in(tx, &ids).await?;
        let (mut parties, mut memberships) = (BTreeMap::new(), BTreeMap::new());
        let today: NaiveDate = tx.today();
        for (of, member) in members {
            if member.holds_on(today) && kind.is_none_or(|kind| member.party.is(kind)) {
                let id = member.party.id;
                let own: &mut BTreeSet<_> = memberships.entry(id).or_default();
                own.insert(of);
                parties.insert(id, member.party);
            }
        }
        let mut parties: Vec<Party> = parties.into_values().collect();
        let count = |party: &Party| memberships.get(&party.id).map_or(0, BTreeSet::len);
        parties.sort_by_cached_key(|party| (Reverse(count(party)), swedish_order(&party.name)));
        Ok(Self {
            collaborations,
            parties,
            memberships,
        })
    }

    pub fn is_member(&self, party: &Party, collaboration: &Collaboration) -> bool {
        let own = self.memberships.get(&party.id);
        own.is_some_and(|own| own.contains(&collaboration.id))
    }

    pub fn of_party(&self, party: &Party) -> Vec<&Collaboration> {
        let all = self.collaborations.iter();
        all.filter(|one| self.is_member(party, one)).collect()
    }

    fn members_of(&self, collaboration: &Collaboration) -> BTreeSet<PartyId> {
        let parties = self.parties.iter();
        let own = parties.filter(|party| self.is_member(party, collaboration));
        own.map(|party| party.id).collect()
    }

    /// How many parties two collaborations have in common.
    pub fn shared(&self, one: &Collaboration, other: &Collaboration) -> usize {
        self.members_of(one)
            .intersection(&self.members_of(other))
            .count()
    }
}

#[derive(Template)]
#[template(path = "map_all.html")]
struct AtlasPage {
    ui: Ui,
    filter: Filter,
    lead: String,
    pictured: Option<String>,
    matrix: String,
    /// Only when collaborations have somebody in common.
    network: Option<String>,
    parties: Table,
    collaborations: Table,
    shortened: Option<String>,
}

pub async fn show(State(state): State<AppState>, ui: Ui, query: Values) -> PageResult {
    let tx = state.db.read().await?;
    let reach = Reach::from_code(query.text("rackvidd")).ok();
    let kind = PartyKind::from_code(query.text("slag")).ok();
    let atlas = Atlas::load(&tx, reach, kind).await?;
    let parties = party_table(&ui, &atlas);
    let collaborations = collaboration_table(&ui, &atlas);
    if let Some(file) = download(&query, &[&parties, &collaborations], tx.now()) {
        return file;
    }
    let list = |name, label: &str, choices, chosen: &str| List {
        name,
        label: ui.t(label),
        choices,
        chosen: chosen.to_owned(),
    };
    let filter = Filter::of(vec![
        list(
            "rackvidd",
            "group-reach",
            choices(&ui, "reach", Reach::ALL),
            reach.map_or("", Reach::code),
        ),
        list(
            "slag",
            "party-kind",
            choices(&ui, "party-kind", PartyKind::ALL),
            kind.map_or("", PartyKind::code),
        ),
    ]);
    let left_out = atlas.parties.len() > PICTURED;
    ui.page(&AtlasPage {
        filter,
        lead: lead(&ui, &atlas),
        pictured: left_out.then(|| ui.t1("map-all-pictured", "count", PICTURED)),
        matrix: membership_matrix(&ui, &atlas),
        network: shared_network(&ui, &atlas),
        shortened: shortened(&ui, &parties),
        parties: first_rows(parties).without_downloads(),
        collaborations: collaborations.without_downloads(),
        ui: ui.clone(),
    })
}

/// `27 aktörer är med i 3 publicerade samverkan. 4 är med i flera.`
pub fn lead(ui: &Ui, atlas: &Atlas) -> String {
    let several = atlas
        .memberships
        .values()
        .filter(|own| own.len() > 1)
        .count();
    let parties = ui.integer(&to_integer(atlas.parties.len()));
    let all = ui.integer(&to_integer(atlas.collaborations.len()));
    let first = ui.t_with(
        "map-all-sentence",
        &[("parties", &parties), ("collaborations", &all)],
    );
    format!("{first} {}", ui.t1("map-all-several", "count", several))
}

fn party_table(ui: &Ui, atlas: &Atlas) -> Table {
    let columns = vec![
        Column::new(ui.t("relation-party"), ColumnKind::Text),
        Column::new(ui.t("party-kind"), ColumnKind::Text),
        Column::new(ui.t("map-all-count"), ColumnKind::Integer),
        Column::new(ui.t("map-all-which"), ColumnKind::Text),
    ];
    let mut table = Table::new("aktorer-i-samverkan", ui.t("map-all-parties"), columns);
    for party in &atlas.parties {
        let own = atlas.of_party(party);
        let names: Vec<&str> = own.iter().map(|one| one.name.as_str()).collect();
        table.push(vec![
            Cell::link(party.href(), party.name.clone()),
            Cell::text(word(ui, "party-kind", party.kind.code())),
            Cell::integer(to_integer(own.len())),
            Cell::text(names.join(", ")),
        ]);
    }
    table
}

fn collaboration_table(ui: &Ui, atlas: &Atlas) -> Table {
    let columns = vec![
        Column::new(ui.t("map-all-collaboration"), ColumnKind::Text),
        Column::new(ui.t("collaboration-reach"), ColumnKind::Text),
        Column::new(ui.t("collaboration-legal-form"), ColumnKind::Text),
        Column::new(ui.t("map-all-members"), ColumnKind::Integer),
        Column::new(ui.t("map-all-shares"), ColumnKind::Text),
    ];
    let mut table = Table::new("samverkan", ui.t("map-all-collaborations"), columns);
    for one in &atlas.collaborations {
        let others = atlas
            .collaborations
            .iter()
            .filter(|other| other.id != one.id);
        let shared = others.filter_map(|other| {
            let count = atlas.shared(one, other);
            (count > 0).then(|| format!("{} ({count})", other.name))
        });
        table.push(vec![
            Cell::link(format!("{}/karta", one.href()), one.name.clone()),
            Cell::text(word(ui, "reach", one.reach.code())),
            Cell::text(word(ui, "legal-form", one.legal_form.code())),
            Cell::integer(to_integer(atlas.members_of(one).len())),
            Cell::text(shared.collect::<Vec<_>>().join(", ")),
        ]);
    }
    table
}
