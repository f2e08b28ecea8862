//! What the operator is told when the program cannot run, in words that say what to do.

use crate::survival::samverk;
use sea_orm::{ConnectionTrait, Database};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a command said on its way out, and its exit code.
fn refused(command: &mut Command) -> (Option<i32>, String) {
    let done = command.stderr(Stdio::piped()).output().unwrap();
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    (done.status.code(), told)
}

fn is_told(command: &mut Command, words: &str) {
    let (code, told) = refused(command);
    assert_eq!(code, Some(2), "{told}");
    let line = told.lines().find(|line| line.starts_with("fel:"));
    let line = line.unwrap_or_else(|| panic!("no line begins with fel: {told}"));
    assert!(line.contains(words), "{line}");
}

fn migrated(data: &Path) {
    assert!(samverk(data).arg("migrate").status().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_database_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("other.sqlite");
    let address = format!("sqlite:{}", file.display());
    let other = Database::connect(format!("{address}?mode=rwc")).await;
    let other = other.unwrap();
    let table = "CREATE TABLE invoices (id INTEGER)";
    other.execute_unprepared(table).await.unwrap();
    other.close().await.unwrap();
    for verb in ["migrate", "serve"] {
        let mut command = samverk(&place.path().join("data"));
        let command = command.arg(verb).env("DATABASE_URL", &address);
        is_told(
            command,
            "hör till något annat än Samverk (den har tabellerna invoices)",
        );
    }
}

#[test]
fn a_file_that_is_no_database_is_named() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("samverk.sqlite");
    std::fs::write(&file, "Det här är ett brev. ".repeat(500)).unwrap();
    let mut command = samverk(place.path());
    is_told(
        command.arg("migrate"),
        "samverk.sqlite: Filen är ingen SQLite-databas",
    );
}

#[test]
fn a_damaged_database_is_called_damaged() {
    let place = tempfile::tempdir().unwrap();
    migrated(place.path());
    let file = place.path().join("samverk.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let whole = bytes.len();
    bytes[4096..whole].fill(0xa5);
    std::fs::write(&file, bytes).unwrap();
    is_told(samverk(place.path()).arg("migrate"), "Databasen är skadad");
    let (code, told) = refused(samverk(place.path()).arg("check"));
    assert_eq!(code, Some(1));
    assert!(told.contains("Databasen är skadad"), "{told}");
    let backup = place.path().with_extension("zip");
    let (code, _) = refused(samverk(place.path()).arg("backup").arg(&backup));
    assert_eq!(code, Some(2));
    assert!(!backup.exists(), "no backup of what is damaged");
}

#[test]
fn a_folder_where_nothing_may_be_written_is_told() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("file");
    std::fs::write(&data, "").unwrap();
    let inside = data.join("data");
    is_told(
        samverk(&inside).arg("migrate"),
        "Välj en annan med SAMVERK_DATA",
    );
    // Who may do everything may write in any folder; a disk mounted for reading stops them too.
    let folder = place.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    let mut command = Command::new("unshare");
    let mount = format!("mount -t tmpfs -o ro none '{}'", folder.display());
    let program = samverk(&folder).get_program().to_owned();
    command.args(["--mount", "sh", "-c"]);
    command.arg(format!("{mount} || exit 77\nexec \"$0\" migrate"));
    command.arg(program).env("SAMVERK_DATA", &folder);
    command
        .env_remove("DATABASE_URL")
        .env_remove("SAMVERK_DEMO");
    if refused(&mut command).0 == Some(2) {
        is_told(
            &mut command,
            "Kontrollera att mappen finns och att programmet får läsa och skriva",
        );
    }
}

#[test]
fn an_address_of_another_kind_is_refused_by_name() {
    let place = tempfile::tempdir().unwrap();
    let mut command = samverk(place.path());
    command
        .arg("migrate")
        .env("DATABASE_URL", "mysql://ada:hemligt@localhost/samverk");
    is_told(&mut command, "”mysql”, som Samverk inte känner");
    assert!(!refused(&mut command).1.contains("hemligt"));
}

#[test]
fn a_database_that_is_away_is_told_by_its_place() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let place = tempfile::tempdir().unwrap();
    let mut command = samverk(place.path());
    let address = format!("postgres://ada:hemligt@127.0.0.1:{port}/samverk");
    command.arg("migrate").env("DATABASE_URL", address);
    is_told(
        &mut command,
        &format!("Databasen 127.0.0.1:{port}/samverk svarar inte"),
    );
}

#[test]
fn a_port_that_is_taken_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let place = tempfile::tempdir().unwrap();
    let mut command = samverk(place.path());
    command.arg("serve").env("SAMVERK_LISTEN", &address);
    let words =
        format!("Adressen {address} går inte att lyssna på (upptagen av ett annat program)");
    is_told(&mut command, &words);
}

/// Three processes make the same database at the same moment.
fn at_once(samverk: &dyn Fn() -> Command) {
    let started: Vec<_> = (0..3)
        .map(|_| samverk().arg("migrate").spawn().unwrap())
        .collect();
    for mut process in started {
        assert!(process.wait().unwrap().success());
    }
    assert!(samverk().arg("check").status().unwrap().success());
}

#[test]
fn three_that_migrate_at_once_all_succeed() {
    for _ in 0..3 {
        let place = tempfile::tempdir().unwrap();
        let data = place.path().join("data");
        at_once(&|| samverk(&data));
    }
}

mod postgres {
    use super::*;

    fn on(address: &str, data: &Path) -> Command {
        let mut command = samverk(data);
        command.env("DATABASE_URL", address);
        command
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn three_that_migrate_at_once_all_succeed() {
        samverk_testing::with_postgres_address(|address| async move {
            let place = tempfile::tempdir().unwrap();
            at_once(&|| on(&address, place.path()));
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn somebody_elses_database_is_left_alone() {
        samverk_testing::with_postgres_address(|address| async move {
            let other = Database::connect(&address).await.unwrap();
            let table = "CREATE TABLE invoices (id INTEGER)";
            other.execute_unprepared(table).await.unwrap();
            other.close().await.unwrap();
            let place = tempfile::tempdir().unwrap();
            let words = "hör till något annat än Samverk (den har tabellerna invoices)";
            is_told(on(&address, place.path()).arg("migrate"), words);
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_backup_says_what_to_use_instead() {
        samverk_testing::with_postgres_address(|address| async move {
            let place = tempfile::tempdir().unwrap();
            let file = place.path().join("backup.zip");
            let data = place.path().join("data");
            is_told(on(&address, &data).arg("backup").arg(&file), "pg_dump");
            is_told(on(&address, &data).arg("restore").arg(&file), "pg_restore");
        })
        .await;
    }
}
