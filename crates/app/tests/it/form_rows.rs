//! Forms with many rows: pasted cells, more rows and fewer, in every form of a described kind and in those made by hand.

use crate::conflicts::{Pairs, fields};
use crate::kinds_place::{Place, pages};
use crate::world::House;
use axum::http::StatusCode;
use form_urlencoded::Serializer;
use samverk_app::modules::{kinds, migrations, texts};
use samverk_database::Db;
use samverk_fields::{FieldKind, Question, Words, from_json, to_form};
use samverk_foundation::Language;
use samverk_kept::{AnyKind, example};

samverk_testing::db_tests!(&migrations();
    rows_are_pasted_added_and_removed_in_every_described_form,
    twenty_pasted_budget_lines_with_a_bad_one,
    members_are_pasted_by_name,
    a_request_cannot_ask_for_rows_without_end,
);

const BUDGET: &str = "/samverkan/digitaliseringsradet/budget/2021/rader";
const MEMBERS: &str = "/samverkan/digitaliseringsradet/medlemmar/redigera";

fn body(pairs: &Pairs, more: &[(&str, &str)]) -> String {
    let is_other = |name: &str| more.iter().all(|(known, _)| *known != name);
    let pairs = pairs.iter().filter(|(name, _)| is_other(name));
    let mut body = Serializer::new(String::new());
    body.extend_pairs(pairs).extend_pairs(more).finish()
}

/// The cells of a column, from the first row to the last.
fn column(pairs: &Pairs, field: &str, column: &str) -> Vec<String> {
    let is_cell = |name: &str| {
        let cell = name
            .strip_prefix(field)
            .and_then(|rest| rest.strip_prefix('.'));
        cell.and_then(|cell| cell.split_once('.'))
            .is_some_and(|(_, one)| one == column)
    };
    let cells = pairs.iter().filter(|(name, _)| is_cell(name));
    cells.map(|(_, value)| value.clone()).collect()
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

fn label(words: &Words, language: Language) -> String {
    match words {
        Words::Key(key) => texts().unwrap().get(language, key, &[]),
        Words::Said(_) => panic!("the program's own forms have texts"),
    }
}

/// What stands in a cell of which the example says nothing.
fn stand_in(question: &Question) -> String {
    let word = match &question.kind {
        FieldKind::Choice(choices) => choices.codes().first().copied().unwrap_or_default(),
        FieldKind::Decimal { .. }
        | FieldKind::Amount
        | FieldKind::Integer
        | FieldKind::Percent
        | FieldKind::Scale { .. } => "1",
        FieldKind::Year => "2027",
        FieldKind::Date => "2027-03-01",
        FieldKind::Keyed => "nyckel",
        FieldKind::YesNo => "true",
        _ => "Ord",
    };
    word.to_owned()
}

/// What a spreadsheet says for the cell of the example, and what cannot be read there.
fn cell(question: &Question, written: &str) -> (String, Option<&'static str>) {
    match &question.kind {
        FieldKind::Choice(choices) => {
            let choice = choices.0.iter().find(|one| one.code == written);
            let words = choice.map(|one| label(&one.label, Language::En));
            (words.unwrap_or_default(), Some("zebra"))
        }
        FieldKind::Decimal { .. } | FieldKind::Year | FieldKind::Amount | FieldKind::Integer => {
            (written.to_owned(), Some("zebra"))
        }
        FieldKind::Percent => (format!("{written}\u{a0}%"), Some("zebra")),
        FieldKind::Prose { .. } | FieldKind::Lines => {
            (format!("\"{}\nmera\"", written.replace('"', "\"\"")), None)
        }
        _ => (written.to_owned(), None),
    }
}

async fn rows_are_pasted_added_and_removed_in_every_described_form(db: Db) {
    let place = Place::of(db, true).await;
    for kind in kinds() {
        let elsewhere = kind.facts().keeping.elsewhere;
        let asked = kind.form().questions();
        let rows = asked
            .filter(|one| !elsewhere.contains(&one.key))
            .filter_map(|question| match &question.kind {
                FieldKind::Rows { columns, .. } => Some((question, columns)),
                _ => None,
            });
        for (question, columns) in rows {
            try_rows(&place, kind, question.key.as_str(), columns).await;
        }
    }
}

async fn try_rows(place: &Place, kind: &dyn AnyKind, field: &str, columns: &[Question]) {
    let new = format!("{}/ny", pages(kind));
    let send = async |pairs: &Pairs, more: &[(&str, &str)]| {
        let sent = body(pairs, more);
        place.house.post(&new, &place.cookie, &sent).await
    };
    let first = columns[0].key.as_str();
    let opened = fields(&place.get(&new).await);
    let empty = column(&opened, field, first).len();
    assert!(empty <= 6, "{new}: {empty} rows in an empty form");
    let more = send(&opened, &[("more_rows", field)]).await;
    assert_eq!(more.status.as_u16(), 200, "{new}");
    let more = fields(&more.text);
    assert_eq!(column(&more, field, first).len(), empty + 5, "{new}");

    let record = from_json(kind.form(), &example(kind)).unwrap();
    let cells = to_form(kind.form(), &record);
    let columns: Vec<&Question> = columns.iter().rev().collect();
    let heading = columns.iter().map(|one| label(&one.label, Language::En));
    let heading = heading.collect::<Vec<_>>().join("\t");
    let written = columns.iter().map(|one| {
        let name = format!("{field}.0.{}", one.key);
        let found = cells.iter().find(|(known, _)| *known == name);
        let said = found.map(|(_, text)| text.clone());
        let said = said.filter(|text| !text.is_empty());
        cell(one, &said.unwrap_or_else(|| stand_in(one)))
    });
    let written: Vec<(String, Option<&str>)> = written.collect();
    let good: Vec<&str> = written.iter().map(|(cell, _)| cell.as_str()).collect();
    let bad = written.iter().position(|(_, bad)| bad.is_some());
    let line = |number: usize| match bad.filter(|_| number == 12) {
        Some(at) => {
            let mut cells = good.clone();
            cells[at] = "zebra";
            cells.join("\t")
        }
        None => good.join("\t"),
    };
    let lines: Vec<String> = (0..20).map(line).collect();
    let text = format!("{heading}\r\n{}\r\n", lines.join("\r\n"));
    let box_name = format!("{field}.pasted");
    let none: Pairs = Vec::new();
    let pasted = send(&none, &[("paste_rows", field), (&box_name, &text)]).await;
    let form = fields(&pasted.text);
    let at = bad.unwrap_or(0);
    let of_bad = column(&form, field, columns[at].key.as_str());
    assert_eq!(filled(&of_bad), 20, "{new} {field}: {}", pasted.text);
    if bad.is_some() {
        assert_eq!(of_bad[12], "zebra", "{new}");
        let place_of_it = format!("Rad 13, {}: ", label(&columns[at].label, Language::Sv));
        assert!(pasted.text.contains(&place_of_it), "{new} {place_of_it}");
        let told = format!("id=\"wrong-{field}-12-{}\"", columns[at].key);
        assert!(pasted.text.contains(&told), "{new} {told}");
    }
    let fewer = format!("{field}.12");
    let fewer = fields(&send(&form, &[("fewer_rows", &fewer)]).await.text);
    let left = column(&fewer, field, columns[at].key.as_str());
    assert_eq!(filled(&left), 19, "{new}");
    assert!(
        !left.contains(&"zebra".to_owned()) || bad.is_none(),
        "{new}"
    );
    let unknown = format!("{heading}\tZebra\n1\t2\n");
    let refused = send(&none, &[("paste_rows", field), (&box_name, &unknown)]).await;
    assert_eq!(refused.status.as_u16(), 422, "{new}");
    let kept = fields(&refused.text)
        .into_iter()
        .find(|(name, _)| *name == box_name);
    assert!(
        kept.is_some_and(|(_, text)| text.contains("Zebra")),
        "{new} keeps what was pasted"
    );
}

async fn twenty_pasted_budget_lines_with_a_bad_one(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let opened = house.get(BUDGET, &cookie).await;
    let opened = fields(&opened.text);
    let before = filled(&column(&opened, "lines", "name"));
    let line = |number: usize| {
        let amount = if number == 6 {
            "mycket"
        } else {
            "1\u{a0}657\u{a0}180"
        };
        format!("Rad {number}\tKostnad\t{amount}\n")
    };
    let lines: String = (0..20).map(line).collect();
    let text = format!("Post\tTyp\tBelopp\n{lines}");
    let sent = body(&opened, &[("paste_rows", "lines"), ("lines.pasted", &text)]);
    let pasted = house.post(BUDGET, &cookie, &sent).await;
    assert_eq!(pasted.status.as_u16(), 422, "{}", pasted.text);
    let form = fields(&pasted.text);
    assert_eq!(filled(&column(&form, "lines", "name")), before + 20);
    assert_eq!(filled(&column(&form, "lines", "amount")), before + 20);
    assert!(
        column(&form, "lines", "kind")
            .iter()
            .skip(before)
            .take(20)
            .all(|kind| kind == "cost")
    );
    let wrong = format!("wrong-lines-{}-amount", before + 6);
    assert!(pasted.text.contains(&wrong), "{wrong}");
    let again = fields(&house.get(BUDGET, &cookie).await.text);
    assert_eq!(
        filled(&column(&again, "lines", "name")),
        before,
        "nothing is saved"
    );
    let many = "a\n".repeat(1_001);
    let sent = body(&opened, &[("paste_rows", "lines"), ("lines.pasted", &many)]);
    let refused = house.post(BUDGET, &cookie, &sent).await;
    assert!(refused.text.contains("1001"), "too many are told");
    // From a cell on, as a browser with script sends it.
    let from = [
        ("paste_rows", "lines"),
        ("lines.pasted", "7\n8"),
        ("paste_from", "lines.0.amount"),
    ];
    let pasted = fields(
        &house
            .post(BUDGET, &cookie, &body(&opened, &from))
            .await
            .text,
    );
    assert_eq!(column(&pasted, "lines", "amount")[..2], ["7", "8"]);
    assert_eq!(filled(&column(&pasted, "lines", "name")), before);
}

async fn members_are_pasted_by_name(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let opened = fields(&house.get(MEMBERS, &cookie).await.text);
    let before = filled(&column(&opened, "members", "party"));
    let text = "Kristianstad\nFinns inte\nMalmö\tMedlem\t2025-01-01";
    let sent = body(
        &opened,
        &[("paste_rows", "members"), ("members.pasted", text)],
    );
    let pasted = house.post(MEMBERS, &cookie, &sent).await;
    let form = fields(&pasted.text);
    assert_eq!(filled(&column(&form, "members", "party")), before + 3);
    let wrong = |row: usize| pasted.text.contains(&format!("wrong-members-{row}-party"));
    assert_eq!(
        [0, 1, 2].map(|row| wrong(before + row)),
        [false, true, false]
    );
}

async fn a_request_cannot_ask_for_rows_without_end(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("samordnare").await;
    for empty in ["1000000000000", "18446744073709551615"] {
        let form = format!("members.0.party=Ingen&members.empty={empty}&revision=1");
        let refused = house.post(MEMBERS, &cookie, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let rows = refused.text.matches("name=\"members.").count();
        assert!(rows < 1_000, "{rows} cells");
    }
}
