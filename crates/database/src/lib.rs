//! The only place that knows which database it is: SQLite by default, PostgreSQL by address.

mod connect;
mod event;
mod job;
mod migrate;
mod problem;
mod schema;
mod setting;
mod tx;
mod warning;

pub use connect::{Backend, Db};
pub use event::{Event, EventFilter, ObjectRef, RecordedEvent, list_events, list_object_events};
pub use job::{ClaimedJob, claim_job, enqueue_job, fail_job, finish_job, unfinished_jobs};
pub use migrate::Migration;
pub use problem::problem;
pub use schema::dump_schema;
pub use setting::{find_setting, put_setting};
pub use tx::Tx;
pub use warning::{KeptWarning, keep_warnings, list_warnings};

/// The tables that every domain leans on: events, jobs, kept warnings.
pub const MIGRATIONS: &[Migration] = &[Migration {
    version: 100,
    name: "events",
    sql: include_str!("../migrations/0100_events.sql"),
}];
