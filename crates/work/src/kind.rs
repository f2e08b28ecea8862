//! What can be done as a long work: the app says how, and the machine who, when and how often.

use crate::actions::tell_ended;
use crate::model::{LongWork, State, sight_of};
use crate::{FOLDER, store};
use futures_util::StreamExt;
use samverk_database::Tx;
use samverk_files::{Bytes, Files, Storage, Writer};
use samverk_foundation::{Actor, CollaborationId, Problem};
use samverk_web::{AppState, Ui};
use serde_json::Value;
use std::future::Future;
use std::pin::Pin;
use uuid::Uuid;

/// What is told of a work to whoever may have it done.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// What it is about: a plan's title, a collaboration's name.
    pub about: String,
    /// The page where it is asked for.
    pub back: String,
    pub collaboration: Option<CollaborationId>,
}

pub type AllowFuture<'a> = Pin<Box<dyn Future<Output = Result<Allowed, Problem>> + Send + 'a>>;

/// Whether somebody may have it done, and have the result. Asked when it is started, when it is
/// done and when it is fetched. Fails with `not_found` or `forbidden`.
pub type Allow = for<'a> fn(&'a Tx, &'a Actor, &'a Value) -> AllowFuture<'a>;

/// What came of it.
#[derive(Debug)]
pub enum Ended {
    /// Bytes to fetch, and what they are called.
    File { name: String, bytes: Vec<u8> },
    /// Bytes that have been written to the store as they came ([`Doing::result`]).
    Written { id: Uuid, name: String, size: u64 },
    /// Saved in a transaction that has noted the end ([`Ending::note`]).
    Saved,
    /// Nothing is saved: these must be mended first.
    Refused(Vec<Problem>),
    /// Nothing is saved: these must be confirmed first.
    Unconfirmed(Vec<Problem>),
}

pub type RunFuture<'a> = Pin<Box<dyn Future<Output = Result<Ended, Problem>> + Send + 'a>>;

/// Does it, as the person and in their language. Another server may have begun it before.
pub type Run = for<'a> fn(&'a Doing) -> RunFuture<'a>;

/// What is told, and whether it is to be confirmed.
pub type Tell = fn(&Ui, &[Problem], bool) -> String;

pub struct Kind {
    /// The text `long-work-kind-<code>` is its name.
    pub code: &'static str,
    /// The last part of the address where it is asked for, or empty for what begins elsewhere.
    pub path: &'static str,
    /// What the address says of what is asked for.
    pub fields: &'static [&'static str],
    pub allow: Allow,
    pub run: Run,
    /// What hindered it, or what is to be confirmed, as finished HTML; a sentence each without it.
    pub tell: Option<Tell>,
}

/// What can be done, and where uploads and results lie.
#[derive(Clone)]
pub struct Machine {
    files: Files,
    kinds: &'static [Kind],
}

impl Machine {
    pub fn new(files: &Files, kinds: &'static [Kind]) -> Self {
        let files = files.clone();
        Self { files, kinds }
    }

    /// Fails with `not_found`.
    pub(crate) fn kind(&self, code: &str) -> Result<&'static Kind, Problem> {
        let found = self.kinds.iter().find(|kind| kind.code == code);
        found.ok_or_else(Problem::not_found)
    }

    /// The kind that is asked for at an address. Fails with `not_found`.
    pub(crate) fn kind_at(&self, path: &str) -> Result<&'static Kind, Problem> {
        let found = self.kinds.iter().find(|kind| kind.path == path);
        found
            .filter(|kind| !kind.path.is_empty())
            .ok_or_else(Problem::not_found)
    }

    pub(crate) fn storage(&self) -> Result<Storage, Problem> {
        let away = |cause| Problem::unavailable("file_storage_away").because(cause);
        self.files.storage.beside(FOLDER).map_err(away)
    }

    /// Bytes are there before a row tells of them.
    pub(crate) async fn keep(&self, id: Uuid, bytes: &[u8]) -> Result<(), Problem> {
        let mut writer = self.storage()?.writer(id, u64::MAX);
        for piece in bytes.chunks(PIECE) {
            writer.write(piece).await?;
        }
        writer.finish().await.map(|_| ())
    }
}

const PIECE: usize = 1024 * 1024;

/// A work that is being done.
pub struct Doing {
    pub state: AppState,
    /// The person, with what they may now, and their language.
    pub ui: Ui,
    pub work: LongWork,
    pub(crate) machine: Machine,
}

impl Doing {
    /// Tells what is done now, and how far it has come. Fails with `work_cancelled` when it is not
    /// to be done any more. Must not be asked for while a transaction is open that writes.
    pub async fn at(&self, step: &str, done: usize, of: usize) -> Result<(), Problem> {
        let far = (number(done)?, number(of)?);
        let tx = self.state.db.begin("long_work_step").await?;
        if !store::note_step(&tx, &self.work, step, far).await? {
            return Err(Problem::conflict("work_cancelled"));
        }
        tx.commit().await
    }

    /// Where files lie.
    pub fn files(&self) -> &Files {
        &self.machine.files
    }

    /// What came along. Fails with `work_upload_gone`.
    pub async fn upload(&self) -> Result<Vec<u8>, Problem> {
        let gone = || Problem::invalid("work_upload_gone");
        let id = self.work.upload.ok_or_else(gone)?;
        let read = self.machine.storage()?.read(id, None).await;
        let pieces = read.map_err(|problem| match problem.code {
            "file_bytes_missing" => gone(),
            _ => problem,
        })?;
        whole(pieces).await
    }

    /// Takes what comes of it a piece at a time, for what is not to be whole in memory.
    pub fn result(&self) -> Result<ResultWriter, Problem> {
        let id = self.state.db.clock().new_id();
        let writer = self.machine.storage()?.writer(id, u64::MAX);
        Ok(ResultWriter { id, writer })
    }

    /// A part of what was asked for.
    pub fn input(&self, name: &str) -> &str {
        input(&self.work.input, name)
    }

    /// Whether the person has read the warnings.
    pub fn is_confirmed(&self) -> bool {
        let confirmed = self.work.input.get("confirmed");
        confirmed.and_then(Value::as_bool).unwrap_or_default()
    }

    pub fn ending(&self) -> Ending {
        Ending {
            work: self.work.clone(),
            sight: sight_of(&self.ui.actor),
        }
    }
}

/// What comes of a work, on its way to the store.
pub struct ResultWriter {
    id: Uuid,
    writer: Writer,
}

impl ResultWriter {
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.writer.write(bytes).await
    }

    /// The bytes are there before a row tells of them.
    pub async fn finish(self, name: String) -> Result<Ended, Problem> {
        let size = self.writer.finish().await?.size;
        let id = self.id;
        Ok(Ended::Written { id, name, size })
    }
}

/// All of it in memory.
pub async fn whole(mut pieces: Bytes) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next().await {
        let away = |error| Problem::unavailable("file_storage_away").because(error);
        bytes.extend_from_slice(&piece.map_err(away)?);
    }
    Ok(bytes)
}

fn number(count: usize) -> Result<i64, Problem> {
    i64::try_from(count).map_err(Problem::internal)
}

/// A part of what was asked for, or nothing.
pub fn input<'v>(input: &'v Value, name: &str) -> &'v str {
    input.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The end of a work that saves something itself: noted in the same transaction, so that it is
/// never saved twice or told of without being saved.
pub struct Ending {
    work: LongWork,
    sight: String,
}

impl Ending {
    /// Fails with `work_cancelled` when it was cancelled, or another server has taken it up.
    pub async fn note(&self, tx: &Tx) -> Result<(), Problem> {
        match store::end_done(tx, &self.work, &self.sight, None).await? {
            true => tell_ended(tx, &self.work, State::Done).await,
            false => Err(Problem::conflict("work_cancelled")),
        }
    }
}
