//! Processor time per page beside a bare handler that returns as many bytes, and what a visit weighs.

use crate::report::{Promise, Report};
use crate::server::Server;
use crate::visitor::Visitor;
use std::collections::BTreeSet;

const ROUNDS: usize = 5;
/// So many that a hundredth of a second does not matter.
const REQUESTS: usize = 400;
const MILLISECONDS_MAX: f64 = 1.5;

const PAGES: [(&str, &str); 5] = [
    ("start page", "/"),
    ("plan", "/samverkan/samverkan-01/planer/plan"),
    ("distribution", "/samverkan/samverkan-01/fordelning/avgift"),
    ("list of 50 groups", "/samverkan/samverkan-01/grupper"),
    ("search", "/sok?q=digitala"),
];

/// One who is alone, and some in a busy hour: threads that sleep between questions cost more.
const VISITORS: [(&str, usize); 2] = [("alone", 1), ("four at once", 4)];

pub fn measure(server: &Server, report: &mut Report) {
    for (name, path) in PAGES {
        let visitor = Visitor::signed_in(&server.address, COORDINATOR);
        let plain = visitor.get(path, "").bytes;
        let bare = Server::bare(plain);
        let name = format!("{name}, {:.0} kB", plain as f64 / 1e3);
        for (how, count) in VISITORS {
            processor_time(
                server,
                &bare,
                (path, count),
                report,
                &format!("{name}, {how}"),
            );
        }
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

const COORDINATOR: &str = "samordnare@exempel.se";
const BROWSER: &str = "gzip, deflate, br, zstd";

/// Of the page as a browser asks for it, compressed, and in turns with it of the bare handler.
fn processor_time(
    server: &Server,
    bare: &Server,
    (path, count): (&str, usize),
    report: &mut Report,
    name: &str,
) {
    let signed_in = || Visitor::signed_in(&server.address, COORDINATOR);
    let visitors: Vec<Visitor> = (0..count).map(|_| signed_in()).collect();
    let strangers: Vec<Visitor> = (0..count).map(|_| Visitor::new(&bare.address)).collect();
    let (mut pages, mut ratios) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let yardstick = time_per_request(bare, &strangers, "/", "", 10 * REQUESTS);
        let page = time_per_request(server, &visitors, path, BROWSER, REQUESTS);
        ratios.push(page / yardstick);
        pages.push(page);
    }
    report.add(name, "ms CPU", Promise::AtMost(MILLISECONDS_MAX), &pages);
    let compared = format!("{name}, against the bare handler");
    report.add(&compared, "times", Promise::None, &ratios);
}

fn time_per_request(
    server: &Server,
    visitors: &[Visitor],
    path: &str,
    encoding: &str,
    requests: usize,
) -> f64 {
    let ask = |visitor: &Visitor, count| {
        for _ in 0..count {
            visitor.get(path, encoding);
        }
    };
    visitors.iter().for_each(|visitor| ask(visitor, 2));
    let before = server.processor_milliseconds();
    let each = requests / visitors.len();
    std::thread::scope(|threads| {
        for visitor in visitors {
            threads.spawn(move || ask(visitor, each));
        }
    });
    (server.processor_milliseconds() - before) / (each * visitors.len()) as f64
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
