//! `make bench`: runs the real binary on a large installation and prints what the README promises
//! beside what is measured. Every figure is taken several times in one run; the yardsticks (a bare
//! handler, raw commits) are measured in turns with it, for machines are noisy.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a measurement that cannot run has nothing better to do than stop"
)]

mod bare;
mod chain;
mod commits;
mod data;
mod engine;
mod pages;
mod planner;
mod registry;
mod report;
mod server;
mod start;
mod visitor;

use report::Report;
use server::Server;
use std::path::{Path, PathBuf};

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("bare") => bare::serve(&mut arguments),
        // To look at what is measured.
        Some("folders") => data::write(Path::new(&arguments.next().expect("name a folder"))),
        Some("registry") => {
            registry::measure(Path::new(&arguments.next().expect("name the binary")))
        }
        Some(binary) => measure(&PathBuf::from(binary)),
        None => panic!("name the binary to measure: samverk-bench PATH"),
    }
}

fn measure(binary: &Path) {
    let place = tempfile::tempdir().unwrap();
    let mut report = Report::default();
    engine::measure(&mut report);
    planner::measure(&mut report);
    let folder = place.path().join("folder");
    data::write(&folder);
    measure_installation(binary, place.path(), &folder, "SQLite", None, &mut report);
    match std::env::var("SAMVERK_TEST_POSTGRES") {
        Ok(address) => {
            let address = format!("{address}/postgres");
            let address = Some(address.as_str());
            measure_installation(
                binary,
                place.path(),
                &folder,
                "PostgreSQL",
                address,
                &mut report,
            );
        }
        Err(_) => println!("PostgreSQL is left out: run with tools/with-postgres"),
    }
    report.print();
}

fn measure_installation(
    binary: &Path,
    place: &Path,
    folder: &Path,
    name: &str,
    address: Option<&str>,
    report: &mut Report,
) {
    report.begin(name);
    let installation = server::Installation::new(binary, &place.join(name), address);
    start::import(&installation, folder, report);
    start::start_and_rest(&installation, folder, report);
    let server = Server::start(&installation);
    server.wait_until_quiet();
    pages::measure(&server, report);
    commits::measure(&server, place, address.is_none(), report);
}
