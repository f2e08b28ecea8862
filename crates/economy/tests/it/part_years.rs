//! Which standings pay, what a part of a year costs, and printed tables of shares only.

use crate::site::*;
use crate::world::*;
use samverk_database::Db;
use samverk_economy::{gather_input, store};
use samverk_engine::compute;
use samverk_exchange::Folder;
use samverk_parties::model::{Member, Standing};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_part_of_a_year_and_who_pays_are_said_by_the_model,
    fees_that_decide_the_sum_need_no_budget,
    a_printed_table_may_have_shares_only,
    stated_amounts_stand_on_the_page_of_the_model,
);

const HOME: &str = "collaborations/digitaliseringsradet";
const EQUAL: &str = "[rounding]\nunit = \"krona\"\nmethod = \"largest_remainder\"\n\n\
    [[rules]]\nkey = \"r\"\nname = \"R\"\ntakers = \"all\"\nbase = \"total\"\nmeasure = { kind = \"equal\" }\n";

/// Left, joined, joined the last day, left the first day, notice given, without a vote, and so on.
const MEMBERSHIPS: [(&str, Standing, &str, &str); 8] = [
    ("aneby-kommun", Standing::Member, "", "2026-06-30"),
    ("eksjo-kommun", Standing::Member, "2026-07-01", ""),
    ("habo-kommun", Standing::Member, "", "2025-12-31"),
    ("mullsjo-kommun", Standing::NoticeGiven, "", ""),
    ("tranas-kommun", Standing::NonVoting, "", ""),
    ("nassjo-kommun", Standing::LetterOfIntent, "", ""),
    ("vetlanda-kommun", Standing::Member, "2026-12-31", ""),
    ("savsjo-kommun", Standing::Member, "", "2026-01-01"),
];

async fn have_members(db: &Db) {
    let tx = db.begin("members").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let date = |text: &str| (!text.is_empty()).then(|| day(text));
    let member = |(party, standing, from, to): (&str, Standing, &str, &str)| {
        let known = scope.members.iter();
        let mut known = known.filter(|known| known.party.key == key(party));
        Member {
            party: known.next().unwrap().party.clone(),
            standing,
            from: date(from),
            to: date(to),
            note: String::new(),
        }
    };
    let members = MEMBERSHIPS.map(member);
    samverk_parties::store::replace_members(&tx, scope.collaboration.id, None, &members)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// What they pay in 2026 by a model that also says this, in kronor.
async fn paid(db: &Db, says: &str, rules: &str) -> Vec<(String, i64)> {
    let model = format!("key = \"m\"\nname = \"M\"\npurpose = \"cost\"\n{says}\n{rules}");
    let mut folder = Folder::default();
    folder.insert(format!("{HOME}/models/m.toml"), model);
    let imported = import(db, &folder).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    let written = export(db).await;
    let written = written.get(&format!("{HOME}/models/m.toml")).unwrap();
    let written = String::from_utf8(written.to_vec()).unwrap();
    assert!(says.lines().all(|line| written.contains(line)), "{written}");
    let tx = db.read().await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let input = gather_input(&tx, &scope, 2026, &key("m")).await.unwrap();
    let result = compute(&input).unwrap();
    assert_eq!(result.difference, kronor(0));
    let row = |row: &samverk_engine::Row| {
        let name = row.party.as_str().trim_end_matches("-kommun");
        (name.to_owned(), row.amount.0 / 100)
    };
    let mut rows: Vec<_> = result.rows.iter().map(row).collect();
    rows.sort();
    rows
}

fn rows(rows: &[(&str, i64)]) -> Vec<(String, i64)> {
    let row = |(party, paid): &(&str, i64)| ((*party).to_owned(), *paid);
    rows.iter().map(row).collect()
}

async fn have_budget(db: &Db) {
    let mut folder = Folder::default();
    let about = "year = 2026\ntitle = \"B\"\nstatus = \"draft\"\npublished = false\nsource = \"\"\n\
                 note = \"\"\n[[part]]\nkey = \"drift\"\nname = \"drift\"\nkind = \"other\"\n";
    folder.insert(format!("{HOME}/budgets/2026/budget.toml"), about);
    let lines = "part,name,kind,amount,note\ndrift,a,cost,90000,\n";
    folder.insert(format!("{HOME}/budgets/2026/lines.csv"), lines);
    let imported = import(db, &folder).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
}

async fn a_part_of_a_year_and_who_pays_are_said_by_the_model(db: Db) {
    world(&db).await;
    have_members(&db).await;
    have_budget(&db).await;
    let names = ["aneby", "eksjo", "mullsjo", "savsjo", "tranas", "vetlanda"];
    let all = |paid: [i64; 6]| rows(&names.into_iter().zip(paid).collect::<Vec<_>>());
    assert_eq!(paid(&db, "", EQUAL).await, all([15_000; 6]));
    let months = paid(&db, "part_year = \"months\"", EQUAL).await;
    assert_eq!(months, all([14_211, 14_211, 28_421, 2_368, 28_421, 2_368]));
    let days = "payers = [\"member\"]\npart_year = \"days\"";
    let four = [
        ("aneby", 44_387),
        ("eksjo", 45_123),
        ("savsjo", 245),
        ("vetlanda", 245),
    ];
    assert_eq!(paid(&db, days, EQUAL).await, rows(&four));
}

async fn fees_that_decide_the_sum_need_no_budget(db: Db) {
    world(&db).await;
    have_members(&db).await;
    let fee = EQUAL.replace(
        "measure = { kind = \"equal\" }",
        "function = { kind = \"fixed\", amount = 1200 }",
    );
    let says = "fees_decide = true\npayers = [\"member\"]\npart_year = \"months\"";
    let four = [
        ("aneby", 600),
        ("eksjo", 600),
        ("savsjo", 100),
        ("vetlanda", 100),
    ];
    assert_eq!(paid(&db, says, &fee).await, rows(&four));
}

async fn a_printed_table_may_have_shares_only(db: Db) {
    world(&db).await;
    let table = "party,share,amount\naneby-kommun,\"1,90 %\",\neksjo-kommun,\"4,90 %\",\n";
    let mut folder = bare_example();
    let path = format!("{HOME}/distributions/2021-30-procent/printed.csv");
    folder.insert(path.clone(), table);
    let edited = edited(
        &folder,
        "2021-30-procent/distribution.toml",
        "printed_total",
        "# printed_total",
    );
    let imported = import(&db, &edited).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    let differs = imported
        .warnings
        .iter()
        .filter(|w| w.code == "printed_share_differs");
    assert_eq!(differs.count(), 1, "{:#?}", imported.warnings);
    assert_eq!(export(&db).await.get(&path), Some(table.as_bytes()));
    let tx = db.read().await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let of = scope.collaboration.id;
    let found = store::find_distribution(&tx, of, "2021-30-procent").await;
    assert!(!found.unwrap().unwrap().printed.unwrap().table.has_amounts());
    drop(tx);
    let neither = "party,share,amount\naneby-kommun,,\n";
    folder.insert(path, neither);
    assert_eq!(
        codes(&import(&db, &folder).await.problems.0),
        ["printed_row_empty"]
    );
}

async fn stated_amounts_stand_on_the_page_of_the_model(db: Db) {
    world(&db).await;
    have_members(&db).await;
    have_budget(&db).await;
    let says = "stated_amounts = { year = 2025, source = \"Beslut § 45\", amounts = { aneby-kommun = 100000 } }";
    let mut folder = Folder::default();
    let model = format!("key = \"m\"\nname = \"M\"\npurpose = \"cost\"\n{says}\n{EQUAL}");
    folder.insert(format!("{HOME}/models/m.toml"), model);
    let imported = import(&db, &folder).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    let html = page(&db, &coordinator(&db).await, "/modeller/m").await;
    assert!(
        html.contains("Antal med belopp för 2025: 1. Källa: Beslut § 45"),
        "{html}"
    );
    assert!(!html.contains('\u{27e6}'), "{html}");
}
