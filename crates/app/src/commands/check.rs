use super::told;
use crate::config::Config;
use crate::modules::migrations;
use crate::start;
use samverk_files::model::State;
use samverk_files::{Files, Inspected, inspect};
use samverk_foundation::{Clock, Problem, SystemClock};
use samverk_identity::Mailer;
use std::sync::Arc;

/// Looks at configuration and database without changing anything. Answers whether all is well.
pub async fn check(config: &Config) -> Result<bool, Problem> {
    println!("Datamapp: {}", config.data.display());
    println!("Adress: {} ({})", config.listen, config.base_url);
    println!("Demoläge: {}", if config.demo { "ja" } else { "nej" });
    let mut well = true;
    match Mailer::from_settings(config.smtp_url.as_deref(), config.mail_from.as_deref()) {
        Ok(mailer) if mailer.is_configured() => println!("E-post: inställd"),
        Ok(_) => println!("E-post: inte inställd; inbjudningar kan inte skickas"),
        Err(problem) => {
            well = false;
            eprintln!("E-post: {}", told(&problem));
        }
    }
    well &= look_up_providers(config).await;
    match answer(config).await {
        Ok(backend) => println!("Databas: {backend} svarar och är aktuell"),
        Err(problem) => {
            well = false;
            eprintln!("Databas: {}", told(&problem));
        }
    }
    well &= look_at_files(config).await;
    Ok(well)
}

/// Reads every file's bytes. Answers whether they are what came.
async fn look_at_files(config: &Config) -> bool {
    let looked = async {
        let Some(files) = Files::find(&config.files, &config.data)? else {
            return Ok(true);
        };
        match files.storage.newest_key() {
            Some(key) => println!("Kryptering: filer skrivs med nyckeln {key}"),
            None => println!("Kryptering: inte inställd; filer ligger som de kom"),
        }
        let scanner = files.ask_scanner().await?;
        let db = start::connect_existing(config, Arc::new(SystemClock)).await?;
        let found = inspect(&db, &files).await;
        db.close().await;
        Ok::<_, Problem>(tell_of_scanner(scanner) & tell_of_files(&found?))
    };
    looked.await.unwrap_or_else(|problem| {
        eprintln!("Filer: {}", told(&problem));
        false
    })
}

fn tell_of_scanner(said: Option<State>) -> bool {
    match said {
        None => println!("Virusskydd: inte inställt; filer visas som inte virusgranskade"),
        Some(State::Clean) => println!("Virusskydd: svarar"),
        Some(_) => {
            eprintln!("Virusskydd: svarar inte som det ska");
            return false;
        }
    }
    true
}

fn tell_of_files(found: &Inspected) -> bool {
    println!("Filer: {} versioner lästa", found.versions);
    for missing in &found.missing {
        eprintln!("Filer: {missing} saknas i lagret");
    }
    for differing in &found.differing {
        eprintln!("Filer: {differing} har ett annat innehåll än när den kom");
    }
    if found.orphans > 0 {
        println!(
            "Filer: {} som ingen rad nämner, från uppladdningar som avbröts; de tas bort efter sju dygn",
            found.orphans
        );
    }
    found.is_well()
}

/// Asks every identity provider what it says of itself. Answers whether all of them do.
async fn look_up_providers(config: &Config) -> bool {
    let mut well = true;
    for provider in config.providers.all() {
        let (key, issuer) = (&provider.key, provider.issuer());
        match provider.look_up(SystemClock.now()).await {
            Ok(lacking) if lacking.is_empty() => {
                println!("Identitetsutgivare {key}: {issuer} svarar")
            }
            Ok(lacking) => println!(
                "Identitetsutgivare {key}: {issuer} svarar, men anger inte {}",
                lacking.join(", ")
            ),
            Err(problem) => {
                well = false;
                eprintln!("Identitetsutgivare {key}: {}", told(&problem));
            }
        }
    }
    well
}

/// Fails with `database_missing` or `database_behind` when it is not ready for use.
async fn answer(config: &Config) -> Result<&'static str, Problem> {
    let db = start::connect_existing(config, Arc::new(SystemClock)).await?;
    let pending = db.pending_migrations(&migrations()).await?;
    if !pending.is_empty() {
        return Err(Problem::invalid("database_behind").with("steps", pending.join(", ")));
    }
    db.check_integrity().await?;
    Ok(match db.backend() {
        samverk_database::Backend::Sqlite => "SQLite",
        samverk_database::Backend::Postgres => "PostgreSQL",
    })
}
