//! Whatever a page or a call takes in goes out, in and out the same, byte for byte; what cannot be
//! kept is refused with its place, also when it comes in another way.

use crate::api_client::Client;
use crate::conflicts::{FORMS, fields, sent_to_save, with};
use crate::examples::same;
use crate::world::House;
use samverk_app::bundle::{self, Outcome};
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use serde_json::json;

samverk_testing::db_tests!(&migrations();
    what_is_taken_in_goes_round,
    what_cannot_be_kept_is_refused_everywhere,
    a_model_without_rules_goes_round,
    parties_stand_in_tables_by_name,
    numbers_of_documents_keep_every_digit,
);

/// What texts are pieced together of: all of it can be kept.
const PIECES: [&str; 30] = [
    "Vik",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\u{b}",
    "\u{c}",
    "\u{2028}",
    "\t",
    "\"",
    "'",
    ";",
    ",",
    "=1+1",
    "_x0041_",
    "&amp;<b>",
    "\\u0041",
    "\"\"\"\n",
    "A\u{30a}",
    "E\u{301}",
    "\u{ad}",
    "\u{200b}",
    "\u{feff}",
    "\u{200d}",
    "\u{202a}",
    "👩\u{200d}👧",
    "نص",
    "\u{a0}",
    "#",
    "- ",
];
const REFUSED: [&str; 7] = [
    "\u{1}", "\u{1b}", "\u{7f}", "\u{85}", "\u{202e}", "\u{fffd}", "\u{ffff}",
];
const TEXTS: usize = 12;

/// The same row of numbers every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn text(random: &mut Random) -> String {
    let count = 1 + random.below(9);
    (0..count)
        .map(|_| PIECES[random.below(PIECES.len())])
        .collect()
}

pub async fn exported(house: &House) -> Folder {
    bundle::export(&house.db, &[]).await.unwrap()
}

pub async fn goes_round(house: &House) {
    let whole = exported(house).await;
    samverk_testing::on_sqlite(&migrations(), |empty| async move {
        let copy = House::empty(empty).await;
        let outcome = copy.import(whole.clone(), true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        same(&whole, &exported(&copy).await);
    })
    .await;
}

async fn what_is_taken_in_goes_round(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let mut random = Random(8);
    for (path, field) in FORMS {
        for name in [*field, "name"] {
            let opened = fields(&house.get(path, &cookie).await.text);
            if !opened.iter().any(|(known, _)| known == name) {
                continue;
            }
            let text = text(&mut random);
            let answer = house
                .post(path, &cookie, &sent_to_save(&opened, name, &text))
                .await;
            let status = answer.status.as_u16();
            assert!(
                matches!(status, 303 | 422),
                "{path} {name} {text:?}: {status}"
            );
        }
    }
    let client = Client::administrator(&house);
    let here = "/collaborations/digitaliseringsradet";
    for number in 0..TEXTS {
        let mut text = || text(&mut random);
        let party = json!({ "kind": "other", "name": text(), "shortName": text(), "note": text() });
        let group = json!({
            "kind": "inside", "reach": "regional", "name": text(), "purpose": text(),
            "organiser": text(), "note": text(), "cost": "100.50",
        });
        let need = json!({ "kind": "need", "area": text(), "text": text() });
        for (path, body) in [
            (format!("/parties/part-{number}"), party),
            (format!("{here}/groups/grupp-{number}"), group),
            (format!("{here}/needs/behov-{number}"), need),
        ] {
            let status = client.put(&path, "", &body).await.status.as_u16();
            assert!(matches!(status, 201 | 422), "{path} {body}: {status}");
        }
    }
    let books = "/samverkan/digitaliseringsradet/kalkylblad/grupper/arbetsbok.xlsx";
    assert_eq!(house.get(books, &cookie).await.status.as_u16(), 200);
    goes_round(&house).await;
}

async fn what_cannot_be_kept_is_refused_everywhere(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let client = Client::administrator(&house);
    let before = exported(&house).await;
    for refused in REFUSED {
        let text = format!("Vik{refused}udde");
        for (path, field) in FORMS {
            let opened = fields(&house.get(path, &cookie).await.text);
            let answer = house
                .post(path, &cookie, &with(&opened, field, &text))
                .await;
            assert_eq!(answer.status.as_u16(), 422, "{path} {refused:?}");
        }
        let party = json!({ "kind": "other", "name": text });
        let answer = client.put("/parties/vik", "", &party).await;
        assert_eq!(answer.status.as_u16(), 422, "{refused:?}");
        assert_eq!(
            answer.body["errors"][0]["pointer"], "/name",
            "{}",
            answer.body
        );
        let mut folder = before.clone();
        let parties = String::from_utf8(folder.get("parties.csv").unwrap().to_vec()).unwrap();
        folder.insert("parties.csv", format!("{parties}vik,other,{text},,,,,\n"));
        let Outcome::Refused(problems) = house.import(folder, true).await else {
            panic!("{refused:?} must be refused");
        };
        let place = &problems[0].place;
        assert_eq!(
            (problems[0].code, place.row, place.column.as_deref()),
            (
                "character_not_allowed",
                Some(parties.lines().count() + 1),
                Some("name")
            )
        );
    }
    for (name, status) in [
        ("\u{200b}", 422),
        ("\u{ad} \u{200d}", 422),
        ("\u{200b}Vik", 201),
    ] {
        let party = json!({ "kind": "other", "name": name });
        let answer = client.put("/parties/osynlig", "", &party).await;
        assert_eq!(answer.status.as_u16(), status, "{name:?}");
    }
}

async fn a_model_without_rules_goes_round(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let here = "/samverkan/digitaliseringsradet";
    let model = format!("{here}/modeller/2021-trettio-procent");
    let page = house.get(&model, &cookie).await.text;
    let rules: Vec<&str> = page
        .split(&format!("\"{model}/regler/"))
        .skip(1)
        .filter_map(|rest| rest.split(['"', '/', '?']).next())
        .collect();
    for rule in rules {
        let path = format!("{model}/regler/{rule}/ta-bort");
        let opened = house.get(&path, &cookie).await;
        if opened.status.as_u16() == 200 {
            let opened = fields(&opened.text);
            let form = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&opened)
                .finish();
            house.post(&path, &cookie, &form).await;
        }
    }
    let whole = exported(&house).await;
    let path = "collaborations/digitaliseringsradet/models/2021-trettio-procent.toml";
    let text = String::from_utf8(whole.get(path).unwrap().to_vec()).unwrap();
    assert!(!text.contains("[[rules]]"), "{text}");
    goes_round(&house).await;
}

async fn parties_stand_in_tables_by_name(db: Db) {
    let house = House::furnished(db).await;
    let before = exported(&house).await;
    let path = "collaborations/digitaliseringsradet/members.csv";
    let members = String::from_utf8(before.get(path).unwrap().to_vec()).unwrap();
    assert!(members.contains("\n,aneby-kommun,") && members.contains("\n,jonkopings-kommun,"));
    let named = members
        .replace("\n,aneby-kommun,", "\n,ANEBY,")
        .replace("\n,jonkopings-kommun,", "\n,Jo\u{308}nko\u{308}ping,");
    let mut folder = before.clone();
    folder.insert(path, named);
    let outcome = house.import(folder, true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    same(&before, &exported(&house).await);
}

async fn numbers_of_documents_keep_every_digit(db: Db) {
    let house = House::furnished(db).await;
    let before = exported(&house).await;
    let path = "collaborations/digitaliseringsradet/models/lika.toml";
    let parties = ["aneby-kommun", "eksjo-kommun", "habo-kommun"];
    let model = |last: &str| {
        let [aneby, eksjo, habo] = parties;
        let third = "33.333333333333333333";
        format!(
            "key = \"lika\"\nname = \"Tre delar\"\npurpose = \"cost\"\n\n[[rules]]\nkey = \"r\"\nname = \"R\"\n\
             takers = [\"{aneby}\", \"{eksjo}\", \"{habo}\"]\nbase = \"total\"\nmeasure = {{ kind = \"percentages\", \
             shares = {{ {aneby} = {third}, {eksjo} = \"{third} %\", {habo} = {last} }} }}\n"
        )
    };
    for (last, is_hundred) in [
        ("33.333333333333333334", true),
        ("33.333333333333333333", false),
    ] {
        let mut folder = before.clone();
        folder.insert(path, model(last));
        match house.import(folder, true).await {
            Outcome::Saved(_) if is_hundred => {
                let saved = exported(&house).await;
                let saved = String::from_utf8_lossy(saved.get(path).unwrap()).into_owned();
                assert!(saved.contains(last), "{saved}");
            }
            Outcome::Refused(problems) if !is_hundred => {
                assert_eq!(problems[0].code, "percent_sum_wrong");
            }
            other => panic!("{last}: {other:?}"),
        }
    }
}
