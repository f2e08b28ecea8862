//! Backups: taken while people write, checked, and put back only where nothing is lost.

use crate::served::Served;
use crate::survival::samverk;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};

const NEEDS: &str = "/samverkan/digitaliseringsradet/behov";

fn runs(data: &Path, arguments: &[&str]) -> bool {
    samverk(data).args(arguments).status().unwrap().success()
}

fn told(data: &Path, arguments: &[&str]) -> String {
    let done = samverk(data)
        .args(arguments)
        .stderr(Stdio::piped())
        .output();
    let done = done.unwrap();
    assert_eq!(done.status.code(), Some(2));
    String::from_utf8_lossy(&done.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_backup_gives_everything_back() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let (data, file, again) = (at("data"), at("backup.zip"), at("again"));
    let example = ["import", "examples/varmdo", "--confirm-warnings"];
    assert!(runs(&data, &example));
    std::fs::create_dir(data.join("filer")).unwrap();
    std::fs::write(data.join("filer/bilaga.txt"), "Bilaga").unwrap();
    assert!(runs(&data, &["backup", text(&file)]));
    assert!(told(&data, &["backup", text(&file)]).contains("finns redan"));
    let inside = data.join("kopia.zip");
    assert!(told(&data, &["backup", text(&inside)]).contains("datamappen"));
    assert!(told(&data, &["restore", text(&file)]).contains("är inte tom"));
    assert!(runs(&again, &["restore", text(&file)]));
    assert!(runs(&again, &["check"]));
    let kept = std::fs::read_to_string(again.join("filer/bilaga.txt")).unwrap();
    assert_eq!(kept, "Bilaga");
    for (data, out) in [(&data, at("out-1")), (&again, at("out-2"))] {
        assert!(runs(data, &["export", text(&out)]));
    }
    let folder = |name| samverk_exchange::Folder::read(&at(name)).unwrap();
    assert_eq!(folder("out-1"), folder("out-2"));
}

#[test]
fn a_damaged_backup_is_not_put_back() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let (data, file, again) = (at("data"), at("backup.zip"), at("again"));
    assert!(runs(&data, &["migrate"]));
    assert!(runs(&data, &["backup", text(&file)]));
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0);
    std::fs::write(&file, bytes).unwrap();
    let answer = told(&again, &["restore", text(&file)]);
    assert!(answer.contains("är skadad"), "{answer}");
    let left = std::fs::read_dir(&again).map_or(0, |files| files.count());
    assert_eq!(left, 0, "nothing is left of it");
    std::fs::write(&file, "inget arkiv").unwrap();
    let answer = told(&again, &["restore", text(&file)]);
    assert!(
        answer.contains("går inte att läsa som säkerhetskopia"),
        "{answer}"
    );
}

/// An import, an export and a backup, each a process of its own, while people save forms.
#[test]
fn work_on_the_side_hinders_nobody_who_writes() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let served = Served::start(&at("data"), "");
    let is_over = AtomicBool::new(false);
    let saved = std::thread::scope(|threads| {
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                let (served, is_over) = (&served, &is_over);
                threads.spawn(move || write_until(served, writer, is_over))
            })
            .collect();
        assert!(runs(
            &served.data,
            &["import", "examples/varmdo", "--confirm-warnings"]
        ));
        assert!(runs(&served.data, &["export", text(&at("out"))]));
        assert!(runs(&served.data, &["backup", text(&at("backup.zip"))]));
        is_over.store(true, Ordering::SeqCst);
        let counts = writers.into_iter().map(|writer| writer.join().unwrap());
        counts.sum::<usize>()
    });
    assert!(saved >= 3, "only {saved} were saved meanwhile");
    assert!(runs(&served.data, &["export", text(&at("after"))]));
    let rows = at("after/collaborations/digitaliseringsradet/needs.csv");
    let rows = std::fs::read_to_string(rows).unwrap();
    assert_eq!(rows.matches("prov-").count(), saved);
    assert!(runs(&at("again"), &["restore", text(&at("backup.zip"))]));
}

/// Answers how many were saved; each must be.
fn write_until(served: &Served, writer: usize, is_over: &AtomicBool) -> usize {
    let cookie = served.sign_in("samordnare");
    let mut count = 0;
    while !is_over.load(Ordering::SeqCst) {
        let form = format!("key=prov-{writer}-{count}&kind=need&area=Drift&text=Ett&revision=0");
        let reply = served.post(&format!("{NEEDS}/ny"), &cookie, &form);
        assert_eq!(reply.status, 303, "{}", reply.text);
        count += 1;
    }
    count
}
