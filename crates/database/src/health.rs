//! Whether what is saved can be found again: one row is written and read back.

use crate::{Db, Tx, problem};
use samverk_foundation::{Problem, ProblemKind};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::time::{Duration, Instant};

/// An answer is given again this long, so that whoever asks often does not keep the disk busy.
const KEPT: Duration = Duration::from_secs(1);

/// The last answer, and when it was given.
pub(crate) type LastHealth = tokio::sync::Mutex<Option<(Instant, Result<(), Problem>)>>;

impl Db {
    /// Fails when the database does not keep what it is told, or not within the time.
    pub async fn check_health(&self, within: Duration) -> Result<(), Problem> {
        let late = |_| Problem::unavailable("database_away").because("no answer in time");
        let asked = tokio::time::timeout(within, async {
            let mut last = self.last_health().lock().await;
            if let Some((_, answer)) = last.as_ref().filter(|(at, _)| at.elapsed() < KEPT) {
                return answer.clone();
            }
            let answer = tokio::time::timeout(within, self.write_and_read_back())
                .await
                .map_err(late)
                .flatten();
            *last = Some((Instant::now(), answer.clone()));
            answer
        });
        asked.await.map_err(late).flatten().map_err(as_unavailable)
    }

    async fn write_and_read_back(&self) -> Result<(), Problem> {
        let tx = self.begin("heartbeat").await?;
        let written = beat(&tx, WRITE).await?;
        tx.commit().await?;
        let read = beat(&self.read_once(), READ).await?;
        match written.zip(read) {
            // Another process may have written since.
            Some((written, read)) if read >= written => Ok(()),
            found => Err(Problem::unavailable("database_away")
                .because(format!("written and read back: {found:?}"))),
        }
    }
}

/// Whoever asks for health wants to know whether, not why; why stands in the log.
fn as_unavailable(problem: Problem) -> Problem {
    match problem.kind {
        ProblemKind::Unavailable => problem,
        _ => Problem::unavailable("database_away").because(problem),
    }
}

const WRITE: &str = "INSERT INTO heartbeat (name, beats) VALUES ('ready', 1) \
    ON CONFLICT (name) DO UPDATE SET beats = heartbeat.beats + 1 RETURNING beats";
const READ: &str = "SELECT beats FROM heartbeat WHERE name = 'ready'";

async fn beat(tx: &Tx, sql: &str) -> Result<Option<i64>, Problem> {
    let backend = match tx.is_postgres() {
        true => DbBackend::Postgres,
        false => DbBackend::Sqlite,
    };
    let statement = Statement::from_string(backend, sql);
    let row = tx.connection().query_one_raw(statement).await;
    let row = row.map_err(problem)?;
    row.map(|row| row.try_get_by_index(0).map_err(problem))
        .transpose()
}
