//! Processor time per page beside a bare handler that returns as many bytes, and what a visit weighs.

use crate::report::{Promise, Report};
use crate::server::Server;
use crate::visitor::Visitor;
use std::collections::BTreeSet;

const ROUNDS: usize = 7;
const REQUESTS: usize = 200;
const MILLISECONDS_MAX: f64 = 1.5;

const PAGES: [(&str, &str); 5] = [
    ("start page", "/"),
    ("plan", "/samverkan/samverkan-01/planer/plan"),
    ("distribution", "/samverkan/samverkan-01/fordelning/avgift"),
    ("list of 50 groups", "/samverkan/samverkan-01/grupper"),
    ("search", "/sok?q=digitala"),
];

pub fn measure(server: &Server, report: &mut Report) {
    let visitor = Visitor::signed_in(&server.address, "samordnare@exempel.se");
    for (name, path) in PAGES {
        let bytes = visitor.get(path, "").bytes;
        let bare = Server::bare(bytes);
        let bare_visitor = Visitor::new(&bare.address);
        let (mut page, mut yardstick, mut compressed) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            yardstick.push(time_per_request(&bare, &bare_visitor, "/", ""));
            page.push(time_per_request(server, &visitor, path, ""));
            compressed.push(time_per_request(server, &visitor, path, BROWSER));
        }
        let size = bytes as f64 / 1e3;
        report.add(
            &format!("{name}, {size:.0} kB"),
            "ms CPU",
            Promise::AtMost(MILLISECONDS_MAX),
            &page,
        );
        report.add(
            &format!("{name}, compressed"),
            "ms CPU",
            Promise::AtMost(MILLISECONDS_MAX),
            &compressed,
        );
        let ratios: Vec<f64> = page
            .iter()
            .zip(&yardstick)
            .map(|(page, bare)| page / bare)
            .collect();
        report.add(
            &format!("{name} against the bare handler"),
            "times",
            Promise::None,
            &ratios,
        );
        let weight = visitor.get(path, BROWSER).bytes as f64 / 1e3;
        report.add(
            &format!("{name}, later visit"),
            "kB compressed",
            Promise::AtMost(15.0),
            &[weight],
        );
    }
    first_visit(server, report);
}

const BROWSER: &str = "gzip, deflate, br, zstd";

fn time_per_request(server: &Server, visitor: &Visitor, path: &str, encoding: &str) -> f64 {
    visitor.get(path, encoding);
    let before = server.processor_milliseconds();
    for _ in 0..REQUESTS {
        visitor.get(path, encoding);
    }
    (server.processor_milliseconds() - before) / REQUESTS as f64
}

/// The start page and everything it asks the browser to fetch.
fn first_visit(server: &Server, report: &mut Report) {
    let visitor = Visitor::new(&server.address);
    let plain = visitor.get("/", "").body;
    let page = String::from_utf8(plain).unwrap();
    let files = fetched_files(&page);
    let weights = files.iter().map(|path| visitor.get(path, BROWSER).bytes);
    let bytes = weights.sum::<usize>() + visitor.get("/", BROWSER).bytes;
    report.add(
        "first visit",
        "kB compressed",
        Promise::AtMost(80.0),
        &[bytes as f64 / 1e3],
    );
    let requests = files.len() + 1;
    report.add(
        "first visit",
        "requests",
        Promise::AtMost(6.0),
        &[requests as f64],
    );
}

/// What stands in `<link href>` and `src`; links that are only followed by people do not count.
fn fetched_files(page: &str) -> BTreeSet<String> {
    let links = page
        .split("<link ")
        .skip(1)
        .filter_map(|rest| attribute(rest, "href=\""));
    let sources = page
        .split("src=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let own = |path: &&str| path.starts_with('/') && path.len() > 1;
    links
        .chain(sources)
        .filter(own)
        .map(str::to_owned)
        .collect()
}

fn attribute<'p>(rest: &'p str, name: &str) -> Option<&'p str> {
    let tag = rest.split('>').next()?;
    tag.split(name).nth(1)?.split('"').next()
}
