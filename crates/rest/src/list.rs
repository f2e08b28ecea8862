//! A list as it is sent.

use crate::Paging;
use crate::reply::{Asked, link};
use serde_json::{Map, Value, json};

/// A list as it is sent, with where we are in it and the ways to its other parts.
pub(crate) fn list_body(asked: &Asked, total: u64, items: Vec<Value>) -> Value {
    let Paging { limit, offset } = asked.paging;
    let at = |offset: u64, relation| link(asked.address.at_page(limit, offset), relation);
    let mut links = Map::new();
    links.insert("self".to_owned(), link(asked.address.here(), "self"));
    links.insert("first".to_owned(), at(0, "first"));
    let last = total.saturating_sub(1) / limit * limit;
    links.insert("last".to_owned(), at(last, "last"));
    if offset + limit < total {
        links.insert("next".to_owned(), at(offset + limit, "next"));
    }
    if offset > 0 && total > 0 {
        let before = offset.saturating_sub(limit).min(last);
        links.insert("prev".to_owned(), at(before, "prev"));
    }
    let meta = json!({
        "totalRecords": total,
        "limit": limit,
        "offset": offset,
        "count": items.len(),
    });
    json!({ asked.plural.as_str(): items, "_meta": meta, "_links": links })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Address;

    fn offsets(total: u64, limit: u64, offset: u64) -> Vec<(String, String)> {
        let asked = Asked {
            address: Address::new("", "/api/v1/x", &[]),
            paging: Paging { limit, offset },
            plural: "x".to_owned(),
        };
        let body = list_body(&asked, total, Vec::new());
        let links = body["_links"].as_object().unwrap().clone();
        let place = |href: &str| href.rsplit("offset=").next().unwrap().to_owned();
        links
            .into_iter()
            .filter(|(relation, _)| relation != "self")
            .map(|(relation, link)| (relation, place(link["href"].as_str().unwrap())))
            .collect()
    }

    fn named(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |&(a, b): &(&str, &str)| (a.to_owned(), b.to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn every_page_leads_to_those_beside_it() {
        let first = [("first", "0"), ("last", "40"), ("next", "20")];
        assert_eq!(offsets(45, 20, 0), named(&first));
        let last = [("first", "0"), ("last", "40"), ("prev", "20")];
        assert_eq!(offsets(45, 20, 40), named(&last));
        let beyond = [("first", "0"), ("last", "40"), ("prev", "40")];
        assert_eq!(offsets(45, 20, 900), named(&beyond));
        assert_eq!(offsets(0, 20, 0), named(&[("first", "0"), ("last", "0")]));
    }
}
