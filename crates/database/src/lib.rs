//! The only place that knows which database it is: SQLite by default, PostgreSQL by address.

mod address;
mod adopted;
mod batch;
mod connect;
mod connection;
mod contents;
mod copy;
mod event;
mod event_search;
mod fault;
mod flush;
mod health;
mod job;
mod migrate;
mod naming;
mod news;
mod ours;
mod place;
mod problem;
mod schema;
mod setting;
mod shelf;
mod stale;
pub mod statement;
mod table_row;
mod trust;
mod turn;
mod tx;
mod warning;

pub use address::sqlite_path;
pub use adopted::{
    AdoptedDocument, AdoptedPrint, PRINT_ADOPTED, PrintOrder, find_adopted, find_print,
    keep_adopted, keep_adopted_in_print, keep_print, list_adopted, withdraw_adopted,
};
pub use batch::Batching;
pub use connect::{Backend, Db};
pub use connection::Connection;
pub use contents::{Contents, Filled, Whose, filled};
pub use copy::{copy_database, read_back};
pub use event::{Event, ObjectRef, RecordedEvent};
pub use event_search::{
    EventFilter, count_events, has_more_events_than, is_removed, list_event_kinds,
    list_event_people, list_events, list_last_names, list_object_events, list_object_events_of,
};
pub use job::{
    ClaimedJob, WaitingJob, claim_job, enqueue_job, enqueue_job_after, fail_job, finish_job,
    is_job_unfinished, list_troubled_jobs, unfinished_jobs,
};
pub use migrate::Migration;
pub use naming::{Naming, names, rows_naming, says};
pub use news::{Act, acts_of, list_acts, list_news};
pub use problem::problem;
pub use schema::dump_schema;
pub use setting::{find_setting, hold_setting, put_setting};
pub use shelf::{Shelf, Shelved};
pub use stale::{StaleMark, delete_stale, list_stale};
pub use table_row::{
    TableRow, delete_row_seen_unused, delete_rows_unused, insert_row_later, update_row_seen,
};
pub use tx::Tx;
pub use warning::{KeptWarning, keep_warnings, list_warnings};

/// The tables that every domain leans on: events, jobs, kept warnings, what was adopted, marks of
/// what is stale.
pub const MIGRATIONS: &[Migration] = &[
    migration!(100, "events"),
    migration!(101, "event_search"),
    migration!(110, "stale"),
    migration!(120, "adopted"),
    migration!(121, "heartbeat"),
    migration!(122, "stale_object"),
    migration!(
        130,
        "adopted_withdrawn",
        "ALTER TABLE adopted_document ADD COLUMN withdrawn_at {time}"
    ),
    // The newest of some kinds are found without reading the events of the others.
    migration!(
        140,
        "events_by_kind",
        "DROP INDEX event_collaboration;
         CREATE INDEX event_collaboration ON event (collaboration_id, id, object_kind)"
    ),
];
