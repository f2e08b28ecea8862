use super::resource as parties_resource;
use crate::actions::{SaveLadder, remove_ladder, save_ladder};
use crate::model::{Ladder, Level};
use crate::policy::Action;
use crate::store;
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Found, KeySchema, Linked, NoQuery, Operation, Page, Parameter, Refusal, Representation,
    Resource, Saved, Tag, Title, Word,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const LADDER: Parameter = Parameter::key(
    "ladder",
    ["Trappans nyckel.", "The ladder's key."],
    "samverkanstrappan",
);

pub fn resource() -> Resource {
    parties_resource(
        "ladders",
        [
            "Samverkanstrappor med sina steg.",
            "Collaboration ladders with their levels.",
        ],
    )
    .parameter(LADDER)
    .with(
        Operation::list("/ladders", "listLadders", list)
            .about("Samverkanstrappor efter namn.", "Ladders by name."),
    )
    .with(Operation::get("/ladders/{ladder}", "getLadder", get).about("En trappa.", "One ladder."))
    .with(
        Operation::put("/ladders/{ladder}", "putLadder", put)
            .about(
                "Lägger till eller ändrar en trappa.",
                "Adds or changes a ladder.",
            )
            .action(Action::SaveLadder.code())
            .invalid(&[
                "ladder_without_levels",
                "levels_not_rising",
                "level_in_use",
                "key_reserved",
            ])
            .conflict(&["already_exists"]),
    )
    .with(
        Operation::delete("/ladders/{ladder}", "deleteLadder", delete)
            .about(
                "Tar bort en trappa som inte används.",
                "Removes a ladder that is not used.",
            )
            .action(Action::RemoveLadder.code())
            .conflict(&["ladder_ships", "ladder_in_use"]),
    )
}

/// A scale of collaboration.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Ladder")]
pub struct LadderView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: LadderContent,
}

/// What can be said of a ladder.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LadderContent {
    name: Title,
    /// Where the ladder comes from.
    #[serde(default)]
    source: String,
    /// Whether the lowest level means no collaboration at all.
    #[serde(default)]
    first_is_none: bool,
    /// Lowest first; the numbers rise.
    #[schemars(length(min = 1))]
    levels: Vec<LevelContent>,
}

/// A step of a ladder.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "LadderLevel")]
pub struct LevelContent {
    #[schemars(range(min = -1_000, max = 1_000))]
    number: i64,
    name: Word,
    #[serde(default)]
    text: String,
    #[serde(default)]
    characteristics: Vec<String>,
    /// What to answer to reach the level.
    #[serde(default)]
    questions: Vec<String>,
}

impl Representation for LadderContent {
    fn example() -> Self {
        let level = |number, name: &str| LevelContent {
            number,
            name: name.into(),
            text: String::new(),
            characteristics: Vec::new(),
            questions: Vec::new(),
        };
        Self {
            name: "Samverkanstrappan".into(),
            source: String::new(),
            first_is_none: false,
            levels: vec![level(1, "Samtal"), level(2, "Samarbete")],
        }
    }
}

impl Representation for LadderView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Samverkanstrappan"),
            content: LadderContent::example(),
        }
    }
}

impl From<Ladder> for LadderView {
    fn from(ladder: Ladder) -> Self {
        let level = |level: Level| LevelContent {
            number: level.number,
            name: level.name.into(),
            text: level.text,
            characteristics: level.characteristics,
            questions: level.questions,
        };
        Self {
            key: ladder.key,
            content: LadderContent {
                name: ladder.name.into(),
                source: ladder.source,
                first_is_none: ladder.first_is_none,
                levels: ladder.levels.into_iter().map(level).collect(),
            },
        }
    }
}

impl LadderContent {
    fn saving(self, revision: i64) -> SaveLadder {
        let level = |level: LevelContent| Level {
            number: level.number,
            name: level.name.0,
            text: level.text,
            characteristics: level.characteristics,
            questions: level.questions,
        };
        SaveLadder {
            name: self.name.0,
            source: self.source,
            first_is_none: self.first_is_none,
            levels: self.levels.into_iter().map(level).collect(),
            revision,
        }
    }
}

fn tag(ladder: &Ladder) -> Tag {
    Tag::of(&(ladder.id, ladder.revision))
}

fn linked(ladder: Ladder) -> Linked<LadderView> {
    let path = format!("/ladders/{}", ladder.key);
    Linked::at(path, ladder.into()).link("collection", "/ladders")
}

async fn list(call: Call, _: NoQuery) -> Result<Page<LadderView>, Refusal> {
    let tx = call.read().await?;
    let ladders = store::list_ladders(&tx).await?;
    Ok(Page::of(ladders, call.paging, linked))
}

async fn get(call: Call) -> Result<Found<LadderView>, Refusal> {
    let tx = call.read().await?;
    let found = store::find_ladder(&tx, call.part("ladder")).await?;
    let ladder = found.ok_or_else(Problem::not_found)?;
    let tag = tag(&ladder);
    Ok(Found::new(linked(ladder), tag))
}

async fn put(call: Call, content: LadderContent) -> Result<Saved<LadderView>, Refusal> {
    let key = call.key("ladder")?;
    let tx = call.begin("api_put_ladder").await?;
    let before = store::find_ladder(&tx, key.as_str()).await?;
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    let revision = before.as_ref().map_or(0, |ladder| ladder.revision);
    let saved = save_ladder(&tx, &call.actor, key, content.saving(revision)).await?;
    tx.commit().await?;
    let tag = tag(&saved);
    Ok(Saved::new(linked(saved), tag, before.is_none()))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_ladder").await?;
    let found = store::find_ladder(&tx, call.part("ladder")).await?;
    let ladder = found.ok_or_else(Problem::not_found)?;
    call.allow_write(Some(&tag(&ladder)))?;
    remove_ladder(&tx, &call.actor, ladder.key.as_str(), ladder.revision).await?;
    Ok(tx.commit().await?)
}
