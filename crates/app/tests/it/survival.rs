//! What happens to the process must not happen to the data.

use crate::world::{example, project_root};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The program itself, with an embedded database in the folder.
pub fn samverk(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samverk"));
    command
        .env("SAMVERK_DATA", data)
        .env_remove("DATABASE_URL")
        .env_remove("SAMVERK_DEMO");
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir(project_root());
    command
}

/// A folder that takes a while: the Värmdö example with very many needs.
fn slow_folder(root: &Path) {
    let mut folder = example("varmdo");
    let rows: Vec<String> = (0..20_000)
        .map(|n| format!("behov-{n},need,Drift,Behov nummer {n}\n"))
        .collect();
    folder.insert(
        "collaborations/e-forvaltning-i-varmdo/needs.csv",
        format!("key,kind,area,text\n{}", rows.concat()),
    );
    folder.write(root).unwrap();
}

#[test]
fn a_killed_import_leaves_nothing_behind_in_sqlite() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    a_killed_import_leaves_nothing_behind(place.path(), &|| samverk(&data));
}

fn a_killed_import_leaves_nothing_behind(place: &Path, samverk: &dyn Fn() -> Command) {
    let folder = place.join("folder");
    slow_folder(&folder);
    assert!(samverk().arg("migrate").status().unwrap().success());
    let mut interrupted = 0;
    for pause in [300, 700, 1500] {
        let mut import = samverk().arg("import").arg(&folder).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        if import.try_wait().unwrap().is_none() {
            import.kill().unwrap();
            interrupted += 1;
        }
        import.wait().unwrap();
        if interrupted == 0 {
            break;
        }
        let out = place.join(format!("export-{pause}"));
        assert!(
            samverk()
                .arg("export")
                .arg(&out)
                .status()
                .unwrap()
                .success()
        );
        let half = out.join("collaborations").exists();
        assert!(!half, "half an import after {pause} ms");
        if interrupted == 2 {
            break;
        }
    }
    assert!(
        interrupted > 0,
        "the import ended before it could be killed"
    );
    let mut import = samverk();
    import.arg("import").arg(&folder).arg("--confirm-warnings");
    assert!(import.status().unwrap().success(), "it works afterwards");
}

#[test]
fn the_commands_say_how_it_went() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let code = |arguments: &[&str]| samverk(&data).args(arguments).status().unwrap().code();
    assert_eq!(code(&["check"]), Some(1), "there is no database yet");
    assert!(!data.exists(), "check changes nothing");
    assert_eq!(code(&["migrate"]), Some(0));
    assert_eq!(code(&["check"]), Some(0));
    assert_eq!(
        code(&["import", "examples/jonkoping"]),
        Some(1),
        "warnings need confirming"
    );
    assert_eq!(
        code(&["import", "examples/jonkoping", "--confirm-warnings"]),
        Some(0)
    );
    assert_eq!(code(&["import", "no-such-folder"]), Some(2));
    let person = [
        "person",
        "add",
        "--name",
        "Ada Exempel",
        "--email",
        "ada@exempel.se",
    ];
    assert_eq!(code(&person), Some(0));
    assert_eq!(
        code(&["person", "reset", "--email", "ada@exempel.se"]),
        Some(0)
    );
    assert_eq!(
        code(&["person", "reset", "--email", "ingen@exempel.se"]),
        Some(2)
    );
}

/// Several processes on one PostgreSQL database, as behind a load balancer.
mod postgres {
    use super::*;

    fn samverk_on(address: &str, data: &Path) -> Command {
        let mut command = samverk(data);
        command.env("DATABASE_URL", address);
        command
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_killed_import_leaves_nothing_behind_in_postgres() {
        samverk_testing::with_postgres_address(|address| async move {
            let place = tempfile::tempdir().unwrap();
            let data = place.path().join("data");
            a_killed_import_leaves_nothing_behind(place.path(), &|| samverk_on(&address, &data));
        })
        .await;
    }

    /// Three processes start on an empty database at the same moment, each with its own import.
    #[tokio::test(flavor = "multi_thread")]
    async fn processes_that_start_at_once_share_one_database() {
        samverk_testing::with_postgres_address(|address| async move {
            let place = tempfile::tempdir().unwrap();
            let imports: Vec<_> = ["jonkoping", "varmdo", "jamtland"]
                .into_iter()
                .map(|name| {
                    let mut import = samverk_on(&address, &place.path().join(name));
                    import.arg("import").arg(format!("examples/{name}"));
                    import.arg("--confirm-warnings").spawn().unwrap()
                })
                .collect();
            for mut import in imports {
                assert!(import.wait().unwrap().success());
            }
            let out = place.path().join("out");
            let mut export = samverk_on(&address, place.path());
            assert!(export.arg("export").arg(&out).status().unwrap().success());
            let count = std::fs::read_dir(out.join("collaborations"))
                .unwrap()
                .count();
            assert!(count >= 3, "{count} collaborations came in");
        })
        .await;
    }
}
