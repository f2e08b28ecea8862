//! Import, start and rest.

use crate::report::{Promise, Report};
use crate::server::{Installation, Server};
use std::path::Path;
use std::time::Instant;

/// Brings everything in; the large collaboration is then measured alone, into a copy that is new.
pub fn import(installation: &Installation, folder: &Path, report: &mut Report) {
    run(installation, &["migrate"]);
    let everything = time_of(installation, &folder.join("all"));
    report.add(
        "import of 29 collaborations",
        "s",
        Promise::None,
        &[everything],
    );
    let large = time_of(installation, &folder.join("large"));
    report.add(
        "import of a collaboration with 290 members and 40 budget lines",
        "s",
        Promise::AtMost(3.0),
        &[large],
    );
}

fn time_of(installation: &Installation, folder: &Path) -> f64 {
    let begin = Instant::now();
    let folder = folder.to_string_lossy();
    run(installation, &["import", &folder, "--confirm-warnings"]);
    begin.elapsed().as_secs_f64()
}

fn run(installation: &Installation, arguments: &[&str]) {
    let output = installation.command().args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{arguments:?}: {told}");
}

/// The first start loads the demo; the later ones are those that an operator waits for.
pub fn start_and_rest(installation: &Installation, folder: &Path, report: &mut Report) {
    let first = Server::start(installation);
    first.wait_until_quiet();
    drop(first);
    time_of(installation, &folder.join("tasks"));
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let server = Server::start(installation);
        starts.push(server.start_time.as_secs_f64() * 1e3);
        server.wait_until_quiet();
        memory.push(server.memory_megabytes());
    }
    report.add(
        "start to first answer",
        "ms",
        Promise::AtMost(200.0),
        &starts,
    );
    report.add("idle memory", "MB", Promise::AtMost(50.0), &memory);
}
