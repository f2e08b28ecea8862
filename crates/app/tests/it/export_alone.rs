//! One collaboration goes out of an installation as it came, with nothing of the others.

use crate::examples::same;
use crate::world::{House, example};
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;

samverk_testing::db_tests!(&migrations();
    each_example_comes_out_alone_as_it_came,
    each_comes_out_alone_also_from_a_copy_of_the_whole,
    two_together_bring_what_both_refer_to,
    a_folder_with_the_register_only_goes_round,
    a_title_of_a_collaboration_that_is_not_there_is_told,
);

const EXAMPLES: [(&str, &str); 5] = [
    ("alingsas", "digital-malbild-i-alingsas"),
    ("varmdo", "e-forvaltning-i-varmdo"),
    ("jamtland", "e-och-it-i-jamtland"),
    ("jonkoping", "digitaliseringsradet"),
    ("exempellanet", "digitala-radet-i-exempellanet"),
];

async fn alone(house: &House, keys: &[&str]) -> Folder {
    house.export(keys).await.folder
}

/// What all parties share, what is a party's own, and what is said within one or to an owner go with the whole only.
fn as_alone(name: &str) -> Folder {
    let whole = example(name);
    // But for the areas of need that something of the collaboration is for.
    let is_for_areas = whole
        .paths()
        .any(|path| path.ends_with("/joint_purchases.csv"));
    let areas = if is_for_areas { "" } else { "need_areas.csv" };
    let shared = [
        areas,
        "suppliers.csv",
        "products.csv",
        "user_associations.csv",
    ];
    let mut folder = Folder::default();
    for path in whole
        .paths()
        .filter(|path| !path.ends_with("/comments.csv") && !path.starts_with("parties/"))
        .filter(|path| !shared.contains(path))
    {
        folder.insert_bytes(path, whole.get(path).unwrap());
    }
    folder
}

async fn each_example_comes_out_alone_as_it_came(db: Db) {
    let house = House::in_demo(db).await;
    for (name, key) in EXAMPLES {
        same(&as_alone(name), &alone(&house, &[key]).await);
    }
}

async fn each_comes_out_alone_also_from_a_copy_of_the_whole(db: Db) {
    let house = House::in_demo(db).await;
    let whole = house.export(&[]).await;
    let about = String::from_utf8(whole.folder.get("bundle.toml").unwrap().to_vec()).unwrap();
    assert!(
        about.starts_with("format = 1\ntitle = \"Samverk\"\n"),
        "{about}"
    );
    samverk_testing::on_sqlite(&migrations(), |empty| async move {
        let copy = House::empty(empty).await;
        let outcome = copy.import(whole.folder.clone(), true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        for (name, key) in EXAMPLES {
            same(&as_alone(name), &alone(&copy, &[key]).await);
        }
    })
    .await;
}

async fn two_together_bring_what_both_refer_to(db: Db) {
    let house = House::furnished(db).await;
    let both = alone(&house, &["e-och-it-i-jamtland", "digitaliseringsradet"]).await;
    assert_eq!(
        both.names_in("collaborations"),
        ["digitaliseringsradet", "e-och-it-i-jamtland"]
    );
    let parties = String::from_utf8(both.get("parties.csv").unwrap().to_vec()).unwrap();
    assert!(parties.contains("\nsambruk,") && parties.contains("\njamtlands-gymnasieforbund,"));
    assert_eq!(both.names_in("catalogues").len(), 2);
}

async fn a_folder_with_the_register_only_goes_round(db: Db) {
    let house = House::empty(db).await;
    let mut folder = Folder::default();
    folder.insert(
        "bundle.toml",
        "format = 1\ntitle = \"Myndigheter\"\nsource = \"Egen lista\"\n",
    );
    folder.insert(
        "parties.csv",
        "key,kind,name,short_name,municipality_code,region_code,organisation_number,note\n\
         digg,agency,Digg,Digg,,,,\n",
    );
    house.import(folder.clone(), false).await;
    same(&folder, &alone(&house, &[]).await);
}

async fn a_title_of_a_collaboration_that_is_not_there_is_told(db: Db) {
    let house = House::empty(db).await;
    let mut folder = example("varmdo");
    let text = "format = 1\ntitle = \"x\"\n\n[[collaboration]]\nkey = \"radet\"\ntitle = \"y\"\n";
    folder.insert("bundle.toml", text);
    let Outcome::Refused(problems) = house.import(folder, true).await else {
        panic!("a title of nothing must be mended");
    };
    assert_eq!(problems[0].code, "collaboration_unknown");
    assert_eq!(problems[0].place.file.as_deref(), Some("bundle.toml"));
}
