//! The statements about gates and rankings. Initiatives and processes are kept by the machine.

use super::gate::{Gate, GateDocument};
use super::kind::{HeldInitiative, INITIATIVE};
use super::standing::Gates;
use crate::ranking::KeptRanking;
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{CollaborationId, Key, Problem};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use std::collections::BTreeMap;

mod gate_row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "initiative_gate")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub initiative_id: Uuid,
        pub phase: String,
        pub is_decided: bool,
        pub document: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod ranking_row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "ranking")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub process_id: Uuid,
        pub phase: String,
        pub number: i64,
        pub document: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn gate(row: gate_row::Model) -> Result<Gate, Problem> {
    Ok(Gate {
        id: row.id,
        initiative: row.initiative_id,
        phase: Key::parse(&row.phase)?,
        says: serde_json::from_str(&row.document).map_err(Problem::internal)?,
        revision: row.revision,
    })
}

fn ranking(row: ranking_row::Model) -> Result<KeptRanking, Problem> {
    Ok(KeptRanking {
        id: row.id,
        process: row.process_id,
        phase: Key::parse(&row.phase)?,
        number: row.number,
        says: serde_json::from_str(&row.document).map_err(Problem::internal)?,
    })
}

/// The initiatives of these collaborations that something can be waited for at: a gate has been begun, or the next date
/// has passed.
pub(crate) async fn list_waiting(
    tx: &Tx,
    of: &[CollaborationId],
) -> Result<Vec<HeldInitiative>, Problem> {
    let mut begun = Query::select();
    begun.column("initiative_id").from("initiative_gate");
    let begun = Expr::col("id").in_subquery(begun);
    let passed = Expr::col("next_date").lt(tx.today());
    let here = Expr::col("collaboration_id").is_in(of.iter().map(|id| id.0));
    let mut query = Query::select();
    query
        .column("id")
        .from("initiative")
        .and_where(here.and(begun.or(passed)));
    let found = statement::ids(tx, &query).await?;
    let mut found = INITIATIVE.with_ids(tx, &found).await?;
    found.sort_by_key(|one| (one.ground, one.position, one.id));
    Ok(found)
}

/// The gates of these initiatives, by initiative and phase.
pub async fn list_gates(tx: &Tx, initiatives: &[Uuid]) -> Result<BTreeMap<Uuid, Gates>, Problem> {
    let mut all: BTreeMap<Uuid, Gates> = BTreeMap::new();
    if initiatives.is_empty() {
        return Ok(all);
    }
    let of_these = gate_row::Column::InitiativeId.is_in(initiatives.iter().copied());
    let found = statement::list(tx, gate_row::Entity::find().filter(of_these), gate).await?;
    for one in found {
        let gates = all.entry(one.initiative).or_default();
        gates.insert(one.phase.clone(), one);
    }
    Ok(all)
}

/// Adds it at revision 0, or else saves over that revision. Fails with `changed_meanwhile`.
pub(super) async fn put_gate(tx: &Tx, one: &Gate) -> Result<(), Problem> {
    let row = gate_row::ActiveModel {
        id: Set(one.id),
        initiative_id: Set(one.initiative),
        phase: Set(one.phase.to_string()),
        is_decided: Set(!one.says.decisions.is_empty()),
        document: Set(written(&one.says)?),
        revision: Set(one.revision + 1),
    };
    match one.revision {
        0 => statement::insert(tx, gate_row::Entity::insert(row)).await,
        seen => statement::update_seen(tx, row, one.id, seen).await,
    }
}

fn written(says: &GateDocument) -> Result<String, Problem> {
    serde_json::to_string(says).map_err(Problem::internal)
}

/// Whether a body has decided about one of these initiatives.
pub async fn is_decided(tx: &Tx, initiatives: &[Uuid]) -> Result<bool, Problem> {
    let query = gate_row::Entity::find()
        .filter(gate_row::Column::InitiativeId.is_in(initiatives.iter().copied()))
        .filter(gate_row::Column::IsDecided.eq(true));
    let found = query.one(tx.connection()).await.map_err(problem)?;
    Ok(found.is_some())
}

/// Whether something was decided in a process.
pub async fn decided_in(tx: &Tx, process: Uuid) -> Result<bool, Problem> {
    let in_process = Query::select()
        .column("id")
        .from("initiative")
        .and_where(Expr::col("process_id").eq(process))
        .to_owned();
    let query = gate_row::Entity::find()
        .filter(gate_row::Column::InitiativeId.in_subquery(in_process))
        .filter(gate_row::Column::IsDecided.eq(true));
    let found = query.one(tx.connection()).await.map_err(problem)?;
    Ok(found.is_some())
}

/// Whether a gate names the party as an assessor's.
pub async fn gates_name(tx: &Tx, party: &Key) -> Result<bool, Problem> {
    let documents = [gate_row::Column::Document];
    statement::names_key::<gate_row::Entity>(tx, &documents, party.as_str()).await
}

/// The rankings made in these processes, the last first.
pub async fn list_rankings(tx: &Tx, processes: &[Uuid]) -> Result<Vec<KeptRanking>, Problem> {
    use sea_orm::QueryOrder as _;
    if processes.is_empty() {
        return Ok(Vec::new());
    }
    let query = ranking_row::Entity::find()
        .filter(ranking_row::Column::ProcessId.is_in(processes.iter().copied()))
        .order_by_desc(ranking_row::Column::Number);
    statement::list(tx, query, ranking).await
}

/// They are never changed.
pub(crate) async fn insert_ranking(tx: &Tx, one: &KeptRanking) -> Result<(), Problem> {
    let row = ranking_row::ActiveModel {
        id: Set(one.id),
        process_id: Set(one.process),
        phase: Set(one.phase.to_string()),
        number: Set(one.number),
        document: Set(serde_json::to_string(&one.says).map_err(Problem::internal)?),
    };
    statement::insert(tx, ranking_row::Entity::insert(row)).await
}
