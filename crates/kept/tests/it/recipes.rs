//! A kind that hangs on the installation itself, has a document for each thing, and ships with one.

use crate::sample::{MIGRATIONS, READ, WRITE, administrator};
use samverk_database::{Db, Migration};
use samverk_exchange::{Folder, Intake};
use samverk_fields::{Line, Lines, Prose, Rows, Title, Whole};
use samverk_foundation::{Actor, Problem, Role};
use samverk_kept::{
    Api, Exchange, FoundRows, GroundKind, Installation, Keeping, Kept, KeptRows, Kind, List, Order,
    Pages, Readers, Row, Rules, Search, Writers, apply, document_schema, documents_of,
    load_shipped, read_documents,
};
use samverk_testing::api::Client;
use samverk_testing::site::{Site, words};
use samverk_web::Module;
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    a_document_goes_out_and_in_unchanged,
    what_ships_is_there_and_stays,
    a_ground_without_collaboration_asks_for_roles_anywhere,
);

/// A part of a recipe.
#[derive(Clone, Debug, PartialEq, Row)]
#[kept("part")]
pub struct Part {
    pub number: Whole<1, 99>,
    pub words: Lines,
}

/// How something is made.
#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("recipe")]
pub struct Recipe {
    #[kept(example = "Soppa")]
    pub name: Title,
    pub source: Line,
    pub text: Prose<3>,
    pub parts: Rows<Part>,
}

pub static INSTALLATION: GroundKind = Installation::ground([READ, WRITE]);

const BREAD: &str = "key = \"brod\"\nname = \"Bröd\"\nsource = \"\"\ntext = \"\"\n\n[[part]]\nnumber = 1\nwords = [\"mjöl\"]\n";

pub static RECIPE: Kind<Recipe> = Kind {
    ground: &INSTALLATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("recipe.save", &[Role::Administrator])
        .adding("recipe.add", &[Role::Administrator, Role::Coordinator]),
    name: |recipe| recipe.name.to_string(),
    targets: &[],
    rules: Rules::NONE,
    list: List {
        order: Order::By(&[Recipe::NAME]),
        columns: &[Recipe::NAME, Recipe::PARTS],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[],
    },
    pages: Pages::elsewhere("recept"),
    api: Api {
        plural: "recipes",
        about: ["Recept.", "Recipes."],
        one: ["ett recept", "a recipe"],
        example: "brod",
        is_made_up: false,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Document {
        path: "recipes/{key}.toml",
        shipped: &[("brod", BREAD)],
    },
    search: Some(Search {
        title: Recipe::NAME,
        words: &[],
        rows: Some(FoundRows {
            field: Recipe::PARTS,
            kind: "recipe_part",
            place: "del-",
            title: &["number"],
            words: &[],
        }),
    }),
    keeping: Keeping::PLAIN,
};

pub const RECIPE_TABLE: Migration = Migration {
    version: 993,
    name: "recipe",
    sql: "CREATE TABLE recipe (
        id {id} PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        revision {int} NOT NULL,
        name TEXT NOT NULL,
        source TEXT NOT NULL,
        text TEXT NOT NULL,
        parts {json} NOT NULL
    ) {strict};
    CREATE INDEX recipe_in_order ON recipe (name, id);",
};

const SYSTEM: Actor = Actor::System("test");

fn module() -> Module {
    Module {
        name: "recipe",
        routes: samverk_kept::routes(&[&RECIPE]),
        actions: samverk_kept::actions(&[&RECIPE]),
        ..Module::default()
    }
}

pub fn visitors(db: &Db, actor: &Actor) -> (Site, Client) {
    let modules = [samverk_web::module(), samverk_kept::module(), module()];
    let words = words(&modules);
    let site = Site::new(db, actor, &modules, &words);
    let resources = vec![samverk_kept::resource(&RECIPE)];
    let client = Client::new(db, actor.clone(), (&module(), resources), &words, "");
    (site, client)
}

async fn import(db: &Db, folder: Folder) -> Vec<Problem> {
    let mut intake = Intake::new(folder);
    let rows = read_documents(&mut intake, &RECIPE, "");
    intake.note_unknown_files();
    let tx = db.begin("import").await.unwrap();
    let at = Installation::seen_by(&SYSTEM);
    let rows = KeptRows::Whole(rows);
    apply(&tx, &SYSTEM, &at, &RECIPE, &rows, &mut intake)
        .await
        .unwrap();
    if intake.problems.is_empty() {
        tx.commit().await.unwrap();
    }
    intake.problems.0
}

async fn export(db: &Db) -> Folder {
    let tx = db.read().await.unwrap();
    let mut folder = Folder::default();
    let at = Installation::seen_by(&SYSTEM);
    documents_of(&tx, &RECIPE, &at, |_| true, &mut folder)
        .await
        .unwrap();
    folder
}

async fn ship(db: &Db) {
    let tx = db.begin("start").await.unwrap();
    let at = Installation::seen_by(&SYSTEM);
    load_shipped(&tx, &SYSTEM, &at, &RECIPE).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_document_goes_out_and_in_unchanged(db: Db) {
    let soup = "key = \"soppa\"\nname = \"Soppa\"\nsource = \"Mormor\"\ntext = \"\"\"\nKoka.\nSmaka.\"\"\"\n\n[[part]]\nnumber = 1\nwords = [\n    \"morot; skalad\",\n    \"lök\",\n]\n\n[[part]]\nnumber = 2\nwords = []\n";
    let mut folder = Folder::default();
    folder.insert("recipes/soppa.toml", soup);
    assert_eq!(import(&db, folder.clone()).await, []);
    let out = export(&db).await;
    let written = String::from_utf8_lossy(out.get("recipes/soppa.toml").unwrap());
    assert_eq!(written, soup);
    assert_eq!(import(&db, out).await, [], "twice changes nothing");
    let wrong = [
        (
            "name = \"Soppa\"",
            "nmae = \"Soppa\"",
            "document_field_unknown",
            Some(2),
            "nmae",
        ),
        (
            "number = 2",
            "number = \"två\"",
            "integer_invalid",
            Some(16),
            "number",
        ),
        (
            "number = 2",
            "number = 100",
            "number_out_of_range",
            Some(16),
            "number",
        ),
        (
            "words = []",
            "words = [[]]",
            "document_shape",
            Some(17),
            "words",
        ),
        (
            "key = \"soppa\"",
            "key = \"sopa\"",
            "key_differs_from_file",
            Some(1),
            "key",
        ),
        (
            "name = \"Soppa\"",
            "name = \"\"",
            "value_missing",
            Some(2),
            "name",
        ),
    ];
    for (right, wrong, code, row, column) in wrong {
        let mut folder = Folder::default();
        folder.insert("recipes/soppa.toml", soup.replace(right, wrong));
        let told = &import(&db, folder).await[0];
        let place = &told.place;
        assert_eq!(place.file.as_deref(), Some("recipes/soppa.toml"), "{wrong}");
        let told = (told.code, place.row, place.column.as_deref());
        assert_eq!(told, (code, row, Some(column)), "{wrong}");
    }
    let schema = document_schema(&RECIPE);
    assert_eq!(schema.file, "recipes/recipe.toml");
    assert_eq!(schema.schema["required"], json!(["key", "name"]));
}

async fn what_ships_is_there_and_stays(db: Db) {
    ship(&db).await;
    ship(&db).await;
    let (site, client) = visitors(&db, &administrator());
    let read = client.get("/recipes/brod").await.told(200);
    assert_eq!(read.body["parts"][0]["words"], json!(["mjöl"]));
    assert!(export(&db).await.get("recipes/brod.toml").is_none());
    let told = client.delete("/recipes/brod", &read.tag).await;
    assert_eq!(told.code(), "ships_with_samverk");
    for page in ["/recept", "/recept/brod", "/recept/brod/redigera"] {
        let page = site.get(page).await.text;
        assert!(!page.contains("/brod/ta-bort"), "{page}");
    }
    let removal = site
        .post("/recept/brod/ta-bort", &[("revision", "1")])
        .await;
    assert_eq!(removal.status.as_u16(), 409);
    // Whoever changes it has the changed one in the folder, and keeps it at the next start.
    let mut changed = read.body.clone();
    changed["source"] = json!("Mormor");
    let fields = changed.as_object_mut().unwrap();
    fields.retain(|name, _| name != "key" && !name.starts_with('_'));
    client
        .put("/recipes/brod", &read.tag, &changed)
        .await
        .told(200);
    ship(&db).await;
    let written = export(&db).await;
    let written = String::from_utf8_lossy(written.get("recipes/brod.toml").unwrap());
    assert_eq!(
        written,
        BREAD.replace("source = \"\"", "source = \"Mormor\"")
    );
}

async fn a_ground_without_collaboration_asks_for_roles_anywhere(db: Db) {
    ship(&db).await;
    let (_, stranger) = visitors(&db, &Actor::Public);
    stranger.get("/recipes").await.told(200);
    let said = json!({ "name": "Sylt" });
    stranger.put("/recipes/sylt", "", &said).await.told(401);
    let (site, keeper) = visitors(&db, &administrator());
    keeper.put("/recipes/sylt", "", &said).await.told(201);
    let list = site.get("/recept").await.text;
    assert!(list.contains("href=\"/recept/sylt/ta-bort\""), "{list}");
    let one = site.get("/recept/sylt").await.text;
    assert!(one.contains("Sylt"), "{one}");
}
