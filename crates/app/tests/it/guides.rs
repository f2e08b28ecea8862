//! The guides: each is shown, and what it says of the program is so.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::guides::{GUIDES, Guide};
use samverk_app::modules::{migrations, text_sources};
use samverk_database::Db;
use samverk_foundation::{Language, Role, interned};

samverk_testing::db_tests!(&migrations();
    whoever_asks_for_help_gets_the_guide_of_their_role,
    what_a_guide_leads_to_is_there_for_its_role,
);

/// The cookie of the demo's person who has the role; the last guide is read by everybody.
async fn reader(house: &House, guide: &Guide) -> String {
    let person = match guide.role {
        Role::Administrator => "administrator",
        Role::Coordinator => "samordnare",
        Role::Economist => "ekonom",
        Role::PartyAdministrator => "partsadministrator",
        Role::Representative => "representant",
        Role::Opener => "initiativtagare",
        Role::Reader | Role::Public => "lasare",
    };
    house.sign_in(person).await
}

/// What stands in a guide between two such marks.
fn marked<'a>(guide: &'a Guide, mark: &str) -> Vec<&'a str> {
    guide.text.split(mark).skip(1).step_by(2).collect()
}

async fn whoever_asks_for_help_gets_the_guide_of_their_role(db: Db) {
    let house = House::with_council(db).await;
    let roles: Vec<Role> = GUIDES.iter().map(|guide| guide.role).collect();
    let left_out = Role::ALL.iter().find(|role| !roles.contains(role));
    assert_eq!(left_out, None);
    for guide in GUIDES {
        let heading = guide.text.lines().next().unwrap().replace("# ", "");
        let heading = format!(">{heading}</h1>");
        let address = format!("/hjalp/{}", guide.key);
        let shown = house.get(&address, "").await;
        assert_eq!(shown.status, StatusCode::OK, "{address}");
        assert!(shown.text.contains(&heading), "{}", shown.text);
        for other in GUIDES {
            let link = format!("href=\"/hjalp/{}\"", other.key);
            assert!(shown.text.contains(&link), "{address} lacks {link}");
        }
        let cookie = match guide.role {
            Role::Public => String::new(),
            _ => reader(&house, guide).await,
        };
        let own = house.get("/hjalp", &cookie).await.text;
        assert!(own.contains(&heading), "{} has {own}", guide.key);
        let links = own.matches("href=\"/hjalp\"").count();
        assert_eq!(links, 1 + usize::from(!cookie.is_empty()), "{own}");
    }
    let nobodys = house.get("/hjalp/borgmastare", "").await;
    assert_eq!(nobodys.status, StatusCode::NOT_FOUND);
}

async fn what_a_guide_leads_to_is_there_for_its_role(db: Db) {
    let house = House::with_council(db).await;
    for guide in GUIDES {
        let cookie = reader(&house, guide).await;
        let addresses = marked(guide, "`").into_iter();
        for address in addresses.filter(|code| code.starts_with('/')) {
            let status = house.get(address, &cookie).await.status;
            assert_eq!(status, StatusCode::OK, "{}: {address}", guide.key);
        }
    }
}

#[test]
fn what_a_guide_quotes_stands_in_the_texts() {
    let texts = swedish_texts();
    let mut unknown = Vec::new();
    for guide in GUIDES {
        let quotes = marked(guide, "**");
        assert!(
            quotes.len() > 10,
            "{} quotes {} only",
            guide.key,
            quotes.len()
        );
        let missing = quotes
            .iter()
            .filter(|quote| !texts.iter().any(|text| says(text, quote)));
        unknown.extend(missing.map(|quote| format!("{}: {quote}", guide.key)));
    }
    assert!(unknown.is_empty(), "no text says: {unknown:#?}");
}

/// Every text or variant of one, as what stands before, between and after what is filled in.
fn swedish_texts() -> Vec<Vec<&'static str>> {
    let sources = text_sources().into_iter();
    let swedish = sources.filter(|source| source.language == Language::Sv);
    // Where a long word may be parted is not read.
    let plain = swedish.map(|source| interned(source.text.replace('\u{ad}', "")));
    let lines = plain.flat_map(str::lines);
    let values = lines.filter_map(|line| match line.trim_start().starts_with(['[', '*']) {
        true => line.split_once("] ").map(|(_, value)| value),
        false => line.split_once(" = ").map(|(_, value)| value),
    });
    let parts = |value: &'static str| value.split('{').map(|part| part.split_once('}'));
    values
        .map(|value| {
            let after = parts(value).map(|part| part.map(|(_, after)| after));
            let first = value.split('{').next().unwrap_or_default();
            std::iter::once(first).chain(after.flatten()).collect()
        })
        .collect()
}

fn says(text: &[&str], quote: &str) -> bool {
    let [first, between @ .., last] = text else {
        return text == [quote];
    };
    let written: usize = text.iter().map(|part| part.len()).sum();
    let inner = quote.strip_prefix(first);
    let inner = inner.and_then(|rest| rest.strip_suffix(last));
    let found = between.iter().try_fold(inner, |rest, part| {
        rest?.split_once(part).map(|(_, after)| Some(after))
    });
    written > 4 && matches!(found, Some(Some(_)))
}
