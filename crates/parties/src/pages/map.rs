//! The map: who works with whom about what in a collaboration.

use super::levels::Assessments;
use super::map_filter::{Chosen, Filter};
use super::map_pictures::{matrix, network};
use super::map_tables::{pair_table, statement_table};
use crate::model::{Certainty, Facts, MappedGroup, Member, Party, Subject, Tie, busiest, ties};
use crate::{GROUP, GroupId, HeldGroup, LadderId, RELATION, Relation, Scope, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{PartyId, Problem, swedish_order};
use samverk_web::{AppState, PageResult, Table, Ui, Values, download};
use std::collections::BTreeMap;

/// As many parties as a picture can be read with.
pub const PICTURED: usize = 30;
/// As many rows as a page carries; the files have them all.
pub const ROWS: usize = 200;

/// Everything that the map of a collaboration is drawn from, loaded at once.
pub struct Ground {
    pub parties: BTreeMap<PartyId, Party>,
    /// The members first in their order, then the others by name.
    pub order: Vec<PartyId>,
    /// The members of today.
    pub members: Vec<PartyId>,
    pub relations: Vec<Relation>,
    pub groups: Vec<HeldGroup>,
    group_members: Vec<(GroupId, Member)>,
    pub assessments: Assessments,
}

impl Ground {
    pub async fn load(tx: &Tx, scope: &Scope) -> Result<Self, Problem> {
        let id = scope.collaboration.id;
        let today = tx.today();
        let relations = RELATION.all(tx, scope).await?.into_iter();
        let relations: Vec<Relation> = relations.map(|held| held.value).collect();
        let mut group_members = store::list_group_members(tx, id).await?;
        group_members.retain(|(_, member)| member.holds_on(today));
        let related: Vec<PartyId> = relations.iter().flat_map(named_in).collect();
        let mut others = store::find_parties(tx, &related).await?;
        others.extend(group_members.iter().map(|(_, member)| member.party.clone()));
        others.sort_by_cached_key(|party| swedish_order(&party.name));
        let members: Vec<&Party> = scope.present().map(|member| &member.party).collect();
        let mut order: Vec<PartyId> = Vec::new();
        for party in members.iter().copied().chain(&others) {
            if !order.contains(&party.id) {
                order.push(party.id);
            }
        }
        let known = members.iter().copied().chain(&others);
        Ok(Self {
            parties: known.map(|party| (party.id, party.clone())).collect(),
            order,
            members: members.iter().map(|party| party.id).collect(),
            groups: GROUP.bare(tx, scope).await?,
            assessments: Assessments::load(tx, id).await?,
            relations,
            group_members,
        })
    }

    pub fn facts(&self) -> Facts<'_> {
        let pairs = self.assessments.pairs().into_iter();
        let pairs = pairs.filter_map(|pair| Some((pair, self.reached(pair)?)));
        Facts {
            members: self.members.clone(),
            relations: &self.relations,
            groups: self.groups.iter().map(|group| self.mapped(group)).collect(),
            pairs: pairs.collect(),
        }
    }

    fn mapped(&self, group: &HeldGroup) -> MappedGroup {
        let members = self.group_members.iter().filter(|(of, _)| of.0 == group.id);
        let standing = self.assessments.standing(Subject::of_group(group));
        MappedGroup {
            id: GroupId(group.id),
            reach: group.reach,
            level: standing.and_then(|one| Some((LadderId(one.ladder?.id), one.level))),
            members: members.map(|(_, member)| member.party.id).collect(),
        }
    }

    /// The level of a pair, unless it says that the two do not work together.
    fn reached(&self, pair: Subject) -> Option<(LadderId, i64)> {
        let standing = self.assessments.standing(pair)?;
        let ladder = standing.ladder?;
        let is_none = ladder.first_is_none && ladder.place(standing.level) == Some(0);
        (!is_none).then_some((LadderId(ladder.id), standing.level))
    }

    pub fn name(&self, id: PartyId) -> &str {
        self.parties
            .get(&id)
            .map_or("", |party| party.name.as_str())
    }

    pub fn group_name(&self, id: GroupId) -> &str {
        let group = self.groups.iter().find(|group| group.id == id.0);
        group.map_or("", |group| &*group.name)
    }
}

fn named_in(relation: &Relation) -> Vec<PartyId> {
    std::iter::once(relation.party())
        .chain(relation.others())
        .collect()
}

#[derive(Template)]
#[template(path = "map.html")]
struct MapPage {
    ui: Ui,
    scope: Scope,
    filter: Filter,
    lead: String,
    unsure: usize,
    /// Said when the pictures leave somebody out.
    pictured: Option<String>,
    network: String,
    matrix: String,
    statements: Table,
    pairs: Table,
    /// Said when the page leaves rows out.
    shortened: Option<String>,
    may_edit: bool,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let ui = scope.ui(ui);
    let ground = Ground::load(&tx, &scope).await?;
    let facts = ground.facts();
    let all = ties(&facts);
    let chosen = Chosen::read(&query, &ground);
    let shown = chosen.sieve.sift(&all);
    let passes = |relation: &&Relation| {
        let others = facts.others_of(relation);
        chosen.sieve.passes(relation, &others, &shown)
    };
    let relations: Vec<&Relation> = facts.relations.iter().filter(passes).collect();
    let statements = statement_table(&ui, &ground, &facts, &relations);
    let pairs = pair_table(&ui, &ground, &shown);
    if let Some(file) = download(&query, &[&statements, &pairs], tx.now()) {
        return file;
    }
    let pictured = busiest(&ground.order, &shown, PICTURED);
    let filter = Filter::new(&ui, &ground, &all, &chosen);
    ui.page(&MapPage {
        ui: ui.clone(),
        filter,
        lead: lead(&ui, &ground, &shown),
        unsure: unsure(&relations),
        pictured: left_out(&ui, &ground, &shown, &pictured),
        network: network(&ui, &ground, &pictured, &shown),
        matrix: matrix(&ui, &ground, &pictured, &shown),
        shortened: shortened(&ui, &pairs),
        statements: statements.without_downloads(),
        pairs: first_rows(pairs).without_downloads(),
        may_edit: scope.may(RELATION.writers.by()),
        scope,
    })
}

pub fn unsure(relations: &[&Relation]) -> usize {
    let unsure = |relation: &&&Relation| relation.certainty == Certainty::Unsure;
    relations.iter().filter(unsure).count()
}

/// `13 aktörer samverkar i 70 par. Flest har Östersunds kommun: 12.`
pub fn lead(ui: &Ui, ground: &Ground, ties: &[Tie]) -> String {
    let count = |party: &PartyId| ties.iter().filter(|tie| tie.holds(*party)).count();
    let counts: Vec<(PartyId, usize)> = ground.order.iter().map(|id| (*id, count(id))).collect();
    let tied = counts.iter().filter(|(_, count)| *count > 0).count();
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most == 0 {
        return ui.t("map-nothing");
    }
    let busiest = counts.iter().filter(|(_, count)| *count == most);
    let busiest: Vec<&str> = busiest.map(|(id, _)| ground.name(*id)).collect();
    let (tied, pairs) = (
        ui.integer(&to_integer(tied)),
        ui.t1("map-pairs-count", "count", ties.len()),
    );
    let sentence = ui.t_with("map-sentence", &[("parties", &tied), ("pairs", &pairs)]);
    if busiest.len() > 3 {
        return sentence;
    }
    let (names, most) = (busiest.join(", "), most.to_string());
    let busy = ui.t_with("map-busiest", &[("names", &names), ("count", &most)]);
    format!("{sentence} {busy}")
}

pub fn to_integer(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn left_out(ui: &Ui, ground: &Ground, ties: &[Tie], pictured: &[PartyId]) -> Option<String> {
    are_left_out(ground, ties, pictured).then(|| ui.t1("map-pictured", "count", pictured.len()))
}

pub fn are_left_out(ground: &Ground, ties: &[Tie], pictured: &[PartyId]) -> bool {
    busiest(&ground.order, ties, ground.order.len()).len() > pictured.len()
}

pub fn shortened(ui: &Ui, table: &Table) -> Option<String> {
    let all = ui.integer(&to_integer(table.rows.len()));
    let first = ROWS.to_string();
    (table.rows.len() > ROWS)
        .then(|| ui.t_with("map-shortened", &[("first", &first), ("all", &all)]))
}

pub fn first_rows(mut table: Table) -> Table {
    table.rows.truncate(ROWS);
    table
}
