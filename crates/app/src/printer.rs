//! Typesetting takes hundreds of megabytes and now and then long, so a served PDF is made by a
//! process of its own: what it held goes back to the system, and one that hangs is ended.

use chrono::{DateTime, Utc};
use samverk_documents::{Document, Manuscript};
use samverk_foundation::Problem;
use samverk_web::aside;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

const PATIENCE: Duration = Duration::from_secs(60);
/// More at once would only take memory.
static TURNS: Semaphore = Semaphore::const_new(2);
/// The program itself, once it serves. Without it, as in tests, this process typesets.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From now on PDFs are made by processes of this program.
pub fn print_apart() -> Result<(), Problem> {
    let program = std::env::current_exe().map_err(Problem::internal)?;
    PROGRAM.get_or_init(|| program);
    Ok(())
}

/// The document as a PDF, with these pictures by the names that its texts call them. The same document and
/// time give the same bytes.
pub async fn print(
    document: Document,
    pictures: Vec<(String, Vec<u8>)>,
    now: DateTime<Utc>,
) -> Result<Vec<u8>, Problem> {
    let _turn = TURNS.acquire().await.map_err(Problem::internal)?;
    let manuscript = Manuscript::of(&document, now)?.with_pictures(pictures);
    match PROGRAM.get() {
        Some(program) => printed_by(program, manuscript).await,
        None => aside(move || manuscript.typeset()).await?,
    }
}

async fn printed_by(program: &PathBuf, manuscript: Manuscript) -> Result<Vec<u8>, Problem> {
    let child = Command::new(program)
        .arg("typeset")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Problem::internal)?;
    let child = Arc::new(Mutex::new(child));
    let ended = End(Arc::clone(&child));
    let answer = aside(move || answer_of(&child, &manuscript));
    let answer = tokio::time::timeout(PATIENCE, answer).await;
    drop(ended);
    answer.map_err(|_| Problem::internal("typesetting took more than a minute"))??
}

/// Ends the process, also when whoever waits has gone.
struct End(Arc<Mutex<Child>>);

impl Drop for End {
    fn drop(&mut self) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn answer_of(child: &Mutex<Child>, manuscript: &Manuscript) -> Result<Vec<u8>, Problem> {
    let (input, output, errors) = {
        let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    };
    let gone = || Problem::internal("the process has no pipes");
    let mut input = input.ok_or_else(gone)?;
    let written = serde_json::to_vec(manuscript).map_err(Problem::internal)?;
    // The process reads everything before it writes anything.
    let sent = input.write_all(&written);
    drop(input);
    let (mut pdf, mut told) = (Vec::new(), String::new());
    let received = output.ok_or_else(gone)?.read_to_end(&mut pdf);
    let _ = errors.ok_or_else(gone)?.read_to_string(&mut told);
    match (sent.and(received), pdf.starts_with(b"%PDF")) {
        (Ok(_), true) => Ok(pdf),
        (Err(error), _) => Err(Problem::internal(format!("{error}: {told}"))),
        (Ok(_), false) => Err(Problem::internal(told)),
    }
}

/// What the process does: a manuscript from standard input, its PDF to standard output.
pub fn typeset() -> Result<(), Problem> {
    let manuscript = serde_json::from_reader(std::io::stdin().lock());
    let manuscript: Manuscript = manuscript.map_err(Problem::internal)?;
    let pdf = manuscript.typeset()?;
    std::io::stdout()
        .lock()
        .write_all(&pdf)
        .map_err(Problem::internal)
}
