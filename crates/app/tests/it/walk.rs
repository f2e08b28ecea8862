//! Every role follows the links that its pages show: none leads to a refusal or a missing page.

use crate::world::House;
use samverk_app::modules::{migrations, modules};
use samverk_database::Db;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

samverk_testing::db_tests!(&migrations();
    no_link_leads_nowhere,
);

/// Pages of one kind that each role looks at.
const OF_EACH_KIND: usize = 2;

async fn no_link_leads_nowhere(db: Db) {
    let house = House::in_demo(db).await;
    let people = samverk_identity::demo_sign_ins();
    let mut cookies = vec![("the public".to_owned(), String::new())];
    for person in &people {
        let cookie = house.sign_in(person.email).await;
        cookies.push((person.email.to_owned(), cookie));
    }
    let (mut troubles, mut kinds) = (Vec::new(), Kinds::new());
    for (who, cookie) in &cookies {
        let seen = walk(&house, (who, cookie), &mut kinds, &mut troubles).await;
        assert!(seen > 50, "{who} saw {seen} pages only");
    }
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

/// The number of pages seen.
async fn walk(
    house: &House,
    (who, cookie): (&str, &str),
    kinds: &mut Kinds,
    troubles: &mut Vec<String>,
) -> usize {
    let mut queue = VecDeque::from([("/".to_owned(), "the door".to_owned())]);
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut looked_at = BTreeMap::new();
    while let Some((path, from)) = queue.pop_front() {
        let answer = house.get(&path, cookie).await;
        if answer.status.as_u16() >= 400 {
            troubles.push(format!("{who}: {from} leads to {path}: {}", answer.status));
        }
        for link in links(&answer.text) {
            let counted = looked_at.entry(kinds.of(&link)).or_insert(0_usize);
            if *counted < OF_EACH_KIND && seen.insert(link.clone()) {
                *counted += 1;
                queue.push_back((link, path.clone()));
            }
        }
    }
    seen.len()
}

/// The house's own pages that the page links to; files take long to write and have tests of
/// their own.
fn links(html: &str) -> Vec<String> {
    let hrefs = html.split("href=\"").skip(1);
    let hrefs = hrefs.filter_map(|rest| rest.split_once('"').map(|(href, _)| href));
    let own = hrefs.filter(|href| href.starts_with('/') && !href.starts_with("/static/"));
    let files = ["format=", ".pdf", ".xlsx", ".docx", ".zip"];
    own.filter(|href| !files.iter().any(|file| href.contains(file)))
        .map(|href| href.replace("&amp;", "&").replace("&#38;", "&"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

/// What the pages are: all routes, and what has been asked before.
struct Kinds {
    routes: Vec<&'static str>,
    known: BTreeMap<String, String>,
}

impl Kinds {
    fn new() -> Self {
        let routes = modules().into_iter().flat_map(|module| module.routes);
        Self {
            routes: routes.map(|route| route.path).collect(),
            known: BTreeMap::new(),
        }
    }

    fn of(&mut self, path: &str) -> String {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let found = kind(&self.routes, path);
        self.known.insert(path.to_owned(), found.clone());
        found
    }
}

/// What the page is: its route and what is asked of it, whatever it is about. Only the lists of each
/// collaboration are of a kind of their own: what is in them differs.
fn kind(routes: &[&'static str], path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let names = query.split('&').map(|pair| pair.split('=').next());
    let names: Vec<&str> = names.flatten().collect();
    let parts: Vec<&str> = path.split('/').collect();
    let route = match parts[..] {
        ["", "samverkan", _, _] => path.to_owned(),
        // Names and keys stand by turns.
        ["", "api", _, ref rest @ ..] => rest
            .iter()
            .step_by(2)
            .copied()
            .collect::<Vec<_>>()
            .join("/"),
        _ => {
            let fitting = routes.iter().filter(|route| fits(route, path));
            let nearest = fitting.min_by_key(|route| route.matches('{').count());
            nearest.map_or(path, |route| *route).to_owned()
        }
    };
    format!("{route}?{}", names.join("&"))
}

fn fits(route: &str, path: &str) -> bool {
    let (of_route, of_path) = (route.split('/'), path.split('/'));
    let is_same = |(named, said): (&str, &str)| named.starts_with('{') || named == said;
    of_route.clone().count() == of_path.clone().count() && of_route.zip(of_path).all(is_same)
}
