//! Processor time per page beside a bare handler that returns as many bytes, and what a visit weighs.

use crate::report::{Promise, Report};
use crate::server::Server;
use crate::visitor::Visitor;
use std::collections::BTreeSet;
use std::time::Instant;

const ROUNDS: usize = 5;
/// So many that a hundredth of a second does not matter.
const REQUESTS: usize = 400;
const MILLISECONDS_MAX: f64 = 1.5;

/// The heaviest page of each domain as the examples have it, and the same kinds in the large
/// installation.
const PAGES: [(&str, &str); 15] = [
    ("my work with 10 000 tasks", "/"),
    ("a page of 10 000 tasks", "/uppgifter"),
    (
        "plan of document 003",
        "/samverkan/digitaliseringsradet/planer/2021-2023",
    ),
    (
        "distribution of document 003 with printed table",
        "/samverkan/digitaliseringsradet/fordelning/2021",
    ),
    ("map of Jämtland", "/samverkan/e-och-it-i-jamtland/karta"),
    ("a party's page", "/aktorer/jonkopings-kommun"),
    ("plan", "/samverkan/samverkan-01/planer/plan"),
    ("distribution", "/samverkan/samverkan-01/fordelning/avgift"),
    ("list of 50 groups", "/samverkan/samverkan-01/grupper"),
    (
        "some of 10 000 needs, sorted",
        "/samverkan/samverkan-02/behov?kind=need&ordning=-text",
    ),
    ("search", "/sok?q=digitala"),
    (
        "portfolio of 200 initiatives",
        "/samverkan/digitaliseringsradet/portfolj",
    ),
    (
        "a meeting with its minutes",
        "/samverkan/digitala-radet-i-exempellanet/moten/styrgruppen-2026-11-05",
    ),
    (
        "a survey that 290 have answered",
        "/samverkan/hela-landet/enkater/lagesbild",
    ),
    (
        "ten of its hundred questions counted",
        "/samverkan/hela-landet/enkater/lagesbild/resultat",
    ),
];

/// Who asks for a page: whoever runs the collaboration, or the installation.
fn who(path: &str) -> &'static str {
    match path.starts_with("/samverkan/hela-landet/") {
        true => "administrator@exempel.se",
        false => "samordnare@exempel.se",
    }
}

/// One who is alone, and some in a busy hour: threads that sleep between questions cost more.
const VISITORS: [(&str, usize); 3] = [("alone", 1), ("four at once", 4), (MANY, 16)];
/// So many that both processors should be busy.
const MANY: &str = "sixteen at once";

pub fn measure(server: &Server, report: &mut Report) {
    for (name, path) in PAGES {
        let visitor = Visitor::signed_in(&server.address, who(path));
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

const BROWSER: &str = "gzip, deflate, br, zstd";

/// Of the page as a browser asks for it, compressed, and in turns with it of the bare handler.
fn processor_time(
    server: &Server,
    bare: &Server,
    (path, count): (&str, usize),
    report: &mut Report,
    name: &str,
) {
    let signed_in = || Visitor::signed_in(&server.address, who(path));
    let visitors: Vec<Visitor> = (0..count).map(|_| signed_in()).collect();
    let strangers: Vec<Visitor> = (0..count).map(|_| Visitor::new(&bare.address)).collect();
    let (mut pages, mut ratios, mut busy) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let yardstick = per_request(bare, &strangers, "/", "", 10 * REQUESTS);
        let page = per_request(server, &visitors, path, BROWSER, REQUESTS);
        ratios.push(page.processor / yardstick.processor);
        busy.push(page.processor / page.clock);
        pages.push(page.processor);
    }
    report.add(name, "ms CPU", Promise::AtMost(MILLISECONDS_MAX), &pages);
    let compared = format!("{name}, against the bare handler");
    report.add(&compared, "times", Promise::None, &ratios);
    if name.ends_with(MANY) {
        let busy_name = format!("{name}, processors kept busy by the server");
        report.add(&busy_name, "number", Promise::None, &busy);
    }
}

/// Milliseconds for each request.
struct Cost {
    processor: f64,
    clock: f64,
}

fn per_request(
    server: &Server,
    visitors: &[Visitor],
    path: &str,
    encoding: &str,
    requests: usize,
) -> Cost {
    let ask = |visitor: &Visitor, count| {
        for _ in 0..count {
            visitor.get(path, encoding);
        }
    };
    visitors.iter().for_each(|visitor| ask(visitor, 2));
    let (before, begin) = (server.processor_milliseconds(), Instant::now());
    let each = requests / visitors.len();
    std::thread::scope(|threads| {
        for visitor in visitors {
            threads.spawn(move || ask(visitor, each));
        }
    });
    let asked = (each * visitors.len()) as f64;
    Cost {
        processor: (server.processor_milliseconds() - before) / asked,
        clock: begin.elapsed().as_secs_f64() * 1e3 / asked,
    }
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
