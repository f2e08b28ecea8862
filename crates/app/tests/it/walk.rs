//! Every role follows the links that its pages show: none leads to a refusal or a missing page.

use crate::world::House;
use samverk_app::modules::migrations;
use samverk_database::Db;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

samverk_testing::db_tests!(&migrations();
    no_link_leads_nowhere,
);

/// Pages of one kind that each role looks at: 311 parties look alike, and the four collaborations are
/// all among them.
const OF_EACH_KIND: usize = 5;

async fn no_link_leads_nowhere(db: Db) {
    let house = House::in_demo(db).await;
    let people = samverk_identity::demo_sign_ins();
    let mut cookies = vec![("the public".to_owned(), String::new())];
    for person in &people {
        let cookie = house.sign_in(person.email).await;
        cookies.push((person.email.to_owned(), cookie));
    }
    let mut troubles = Vec::new();
    for (who, cookie) in &cookies {
        let seen = walk(&house, who, cookie, &mut troubles).await;
        assert!(seen > 50, "{who} saw {seen} pages only");
    }
    assert!(troubles.is_empty(), "{}", troubles.join("\n"));
}

/// The number of pages seen.
async fn walk(house: &House, who: &str, cookie: &str, troubles: &mut Vec<String>) -> usize {
    let mut queue = VecDeque::from([("/".to_owned(), "the door".to_owned())]);
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut kinds = BTreeMap::new();
    while let Some((path, from)) = queue.pop_front() {
        let answer = house.get(&path, cookie).await;
        if answer.status.as_u16() >= 400 {
            troubles.push(format!("{who}: {from} leads to {path}: {}", answer.status));
        }
        for link in links(&answer.text) {
            let counted = kinds.entry(kind(&link)).or_insert(0_usize);
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
    let files = ["format=", ".pdf", ".xlsx"];
    own.filter(|href| !files.iter().any(|file| href.contains(file)))
        .map(|href| href.replace("&amp;", "&").replace("&#38;", "&"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

/// What the page is, whichever party, group or year it is about.
fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = path.split('/').collect();
    let about: Vec<&str> = (0..parts.len())
        .map(|at| match at.checked_sub(1).map(|before| parts[before]) {
            Some("samverkan" | "aktorer" | "grupper" | "fordelning" | "scenarier" | "personer") => {
                "*"
            }
            _ => parts[at],
        })
        .collect();
    let names = query.split('&').map(|pair| pair.split('=').next());
    let names: Vec<&str> = names.flatten().collect();
    format!("{}?{}", about.join("/"), names.join("&"))
}
