//! What every command does first: open the database, bring the schema and the register up to date.

use crate::bundle::{self, Outcome};
use crate::config::Config;
use crate::directory::{named_collaboration, named_party};
use crate::modules::{kinds, migrations, search_sources};
use crate::reason::reason;
use samverk_database::{Db, Tx, find_setting, hold_setting, put_setting, sqlite_path};
use samverk_exchange::Folder;
use samverk_files::Files;
use samverk_foundation::{Actor, Clock, Problem, ProblemKind, SystemClock};
use samverk_identity::DemoPlace;
use samverk_parties::store::{find_collaboration, find_parties, find_party};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// Creates the data folder if it is missing and connects. Nothing is changed in the database.
pub async fn connect(config: &Config, clock: Arc<dyn Clock>) -> Result<Db, Problem> {
    if sqlite_path(&config.database_url).is_some() {
        std::fs::create_dir_all(&config.data).map_err(|error| {
            Problem::invalid("data_folder_unusable")
                .with("folder", config.data.display())
                .with("reason", reason(&error))
        })?;
    }
    Db::connect(&config.database_url, clock).await
}

/// Does a command's work on a database that is up to date, and closes it, so that all is in one file.
pub async fn with_database<T>(
    config: &Config,
    work: impl AsyncFnOnce(&Db) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let db = connect(config, Arc::new(SystemClock)).await?;
    let done = match prepare(&db).await {
        Ok(()) => work(&db).await,
        Err(problem) => Err(problem),
    };
    db.close().await;
    done
}

/// Connects to a database that is there already. Fails with `database_missing` otherwise.
pub async fn connect_existing(config: &Config, clock: Arc<dyn Clock>) -> Result<Db, Problem> {
    let missing = |path: &str| path != ":memory:" && !Path::new(path).exists();
    if sqlite_path(&config.database_url).is_some_and(missing) {
        return Err(Problem::invalid("database_missing").with("database", &config.database_url));
    }
    connect(config, clock).await
}

/// Brings schema and register up to date. Processes that start at once may meet at the register:
/// the one that comes second looks again, and then finds it loaded.
pub async fn prepare(db: &Db) -> Result<(), Problem> {
    db.migrate(&migrations()).await?;
    keep_what_was_adopted(db).await?;
    samverk_talk::actions::forget_lost_comments(db).await?;
    for _ in 1..REGISTER_ATTEMPTS {
        match load_register(db).await {
            Err(problem) if problem.kind == ProblemKind::Conflict => {
                tokio::time::sleep(REGISTER_PAUSE).await;
            }
            settled => {
                settled?;
                return samverk_search::mark_all_if_new(db).await;
            }
        }
    }
    load_register(db).await?;
    samverk_search::mark_all_if_new(db).await
}

/// An installation that is older than the keeping of what is adopted keeps it now, once.
async fn keep_what_was_adopted(db: &Db) -> Result<(), Problem> {
    once(db, "adopted_kept", |tx| {
        Box::pin(async move {
            samverk_goals::actions::keep_what_was_adopted(tx).await?;
            samverk_economy::keep_what_was_adopted(tx).await
        })
    })
    .await?;
    once(db, "consultations_kept", |tx| {
        Box::pin(samverk_consultations::keep_what_was_settled(tx))
    })
    .await
}

type Done<'a> = Pin<Box<dyn Future<Output = Result<(), Problem>> + Send + 'a>>;

/// Done when the setting that says so is there and empty: a migration puts it there.
async fn once(
    db: &Db,
    setting: &'static str,
    todo: impl for<'a> Fn(&'a Tx) -> Done<'a>,
) -> Result<(), Problem> {
    let waits = |setting: Option<String>| setting.is_some_and(|done| done.is_empty());
    let tx = db.read().await?;
    if !waits(find_setting(&tx, setting).await?) {
        return Ok(());
    }
    drop(tx);
    let tx = db.begin("keep_what_was_adopted").await?;
    if !waits(hold_setting(&tx, setting).await?) {
        return Ok(());
    }
    put_setting(&tx, setting, "true").await?;
    todo(&tx).await?;
    tx.commit().await
}

const REGISTER_ATTEMPTS: usize = 5;
const REGISTER_PAUSE: Duration = Duration::from_millis(200);

async fn load_register(db: &Db) -> Result<(), Problem> {
    samverk_parties::store::spell_sort_names(db).await?;
    samverk_kept::spell_search_texts(db, &kinds()).await?;
    let tx = db.begin("load_register").await?;
    samverk_parties::load_register(&tx).await?;
    samverk_goals::load_register(&tx).await?;
    samverk_contracts::load_register(&tx).await?;
    tx.commit().await
}

/// The living one last, so that what it holds is the newest.
const EXAMPLES: [&str; 5] = [
    "varmdo",
    "alingsas",
    "jamtland",
    "jonkoping",
    "exempellanet",
];

/// The collaborations in which the demo people have their roles, and the party that some act for.
const DEMO_PLACES: [(&str, &str); 3] = [
    ("digitaliseringsradet", "jonkopings-kommun"),
    ("e-och-it-i-jamtland", "bracke-kommun"),
    ("digitala-radet-i-exempellanet", "provkopings-kommun"),
];

/// Demo mode's content: the examples, once, and one person for each role.
pub async fn prepare_demo(db: &Db, files: &Files, examples: &Path) -> Result<(), Problem> {
    let tx = db.read().await?;
    let loaded = find_setting(&tx, "examples_loaded").await?.is_some();
    drop(tx);
    if !loaded {
        for name in EXAMPLES {
            let folder = Folder::read(&examples.join(name))?;
            let actor = Actor::System("demo");
            match bundle::import_with_files(db, &actor, (folder, Some(files)), true).await? {
                Outcome::Saved(_) => println!("Exemplet {name} är inläst."),
                Outcome::Refused(problems) | Outcome::Unconfirmed(problems) => {
                    return Err(problems
                        .into_iter()
                        .next()
                        .unwrap_or_else(Problem::not_found));
                }
            }
        }
        let tx = db.begin("note_examples").await?;
        put_setting(&tx, "examples_loaded", "true").await?;
        tx.commit().await?;
    }
    let tx = db.begin("ensure_demo_people").await?;
    for (collaboration, party) in DEMO_PLACES {
        if let Some(place) = demo_place(&tx, collaboration, party).await? {
            samverk_identity::ensure_demo_people(&tx, true, &place).await?;
        }
    }
    tx.commit().await
}

/// Nothing when somebody has removed one of them.
async fn demo_place(
    tx: &Tx,
    collaboration: &str,
    party: &str,
) -> Result<Option<DemoPlace>, Problem> {
    let found = find_collaboration(tx, collaboration).await?;
    let party = find_party(tx, party).await?;
    let (Some(collaboration), Some(party)) = (found, party) else {
        return Ok(None);
    };
    let host = match collaboration.host {
        Some(id) => find_parties(tx, &[id]).await?.pop(),
        None => None,
    };
    Ok(Some(DemoPlace {
        collaboration: named_collaboration(collaboration),
        party: named_party(party),
        host: host.map(named_party),
    }))
}

/// Makes the search whole before anybody asks; later the job loop keeps it in step.
pub async fn prepare_search(db: &Db) -> Result<(), Problem> {
    samverk_search::refresh_all(db, &search_sources()).await
}
