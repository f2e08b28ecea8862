//! A draft that somebody lets another see before it is shared asks them what they think.

use crate::browser::{english, page};
use crate::world::*;
use samverk_database::{Db, Tx};
use samverk_economy::DistributionId;
use samverk_economy::actions::{name_readers, share_distribution};
use samverk_economy::records::{DistributionRecord, PrivateDraft};
use samverk_economy::store::{find_distribution, insert_distribution, list_unshared};
use samverk_foundation::{Actor, CollaborationId, PersonId, Role};
use samverk_parties::Scope;
use samverk_talk::CommentId;
use samverk_talk::model::{Audience, Comment};
use samverk_talk::store::{insert_comment, update_comment};
use std::collections::BTreeSet;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    whoever_is_let_see_a_draft_is_asked_what_they_think,
    what_is_said_to_the_maker_does_it,
    whoever_belongs_there_no_more_is_not_asked,
);

const ASKED: &str = "Läs utkastet Försök och skriv i en kommentar vad du tycker";
const KEY: &str = "forsok";

/// Another person with the same roles.
fn somebody_else(like: &Actor, number: u128) -> Actor {
    let mut other = like.clone();
    if let Actor::Person(person) = &mut other {
        person.id = PersonId(uuid::Uuid::from_u128(number));
    }
    other
}

fn id(of: &Actor) -> PersonId {
    of.person().unwrap().id
}

struct Draft {
    db: Db,
    here: CollaborationId,
    maker: Actor,
    /// Whom the maker lets see it.
    reader: Actor,
}

/// A draft of the economist's that a representative is let see.
async fn with_reader(db: Db) -> Draft {
    world(&db).await;
    let representative = at(&db, "aneby-kommun", Role::Representative).await;
    let reader = somebody_else(&representative, 78);
    let tx = db.begin("draft").await.unwrap();
    let here = scope(&tx, COUNCIL).await.collaboration.id;
    let maker = person(&[(here, Role::Economist)], &[]);
    let first = find_distribution(&tx, here, "2021").await.unwrap();
    let draft = DistributionRecord {
        id: DistributionId(tx.new_id()),
        key: key(KEY),
        title: "Försök".into(),
        published: false,
        printed: None,
        adopted: None,
        private: Some(PrivateDraft {
            maker: id(&maker),
            named: BTreeSet::new(),
        }),
        ..first.unwrap()
    };
    insert_distribution(&tx, here, &draft).await.unwrap();
    tx.commit().await.unwrap();
    let draft = Draft {
        db,
        here,
        maker,
        reader,
    };
    draft.name(&[id(&draft.reader)]).await;
    draft
}

impl Draft {
    async fn record(&self, tx: &Tx) -> DistributionRecord {
        let found = find_distribution(tx, self.here, KEY).await;
        found.unwrap().unwrap()
    }

    /// Lets these see it, and no others.
    async fn name(&self, people: &[PersonId]) {
        let tx = self.db.begin("name").await.unwrap();
        let scope = Scope::find(&tx, &self.maker, COUNCIL).await.unwrap();
        let which = (KEY, self.record(&tx).await.revision);
        let named = people.iter().copied().collect();
        let saved = name_readers(&tx, &self.maker, &scope, which, named).await;
        saved.unwrap();
        tx.commit().await.unwrap();
    }

    async fn asks(&self, somebody: &Actor) -> bool {
        page(&self.db, somebody, "/").await.contains(ASKED)
    }

    async fn say(&self, audience: Audience) -> Comment {
        let tx = self.db.begin("say").await.unwrap();
        let said = Comment {
            id: CommentId(tx.new_id()),
            thing_kind: "distribution".into(),
            thing_id: self.record(&tx).await.id.0,
            answers: None,
            person: Some(id(&self.reader)),
            author: "Rut Rep".into(),
            audience,
            party: None,
            question: false,
            text: "Avgiften är för hög.".into(),
            former: Vec::new(),
            mentioned: Vec::new(),
            written_at: tx.now(),
            edited_at: None,
            answered: None,
            removed: None,
            revision: 1,
        };
        insert_comment(&tx, &said).await.unwrap();
        tx.commit().await.unwrap();
        said
    }
}

async fn whoever_is_let_see_a_draft_is_asked_what_they_think(db: Db) {
    let draft = with_reader(db).await;
    let html = page(&draft.db, &draft.reader, "/").await;
    let there = format!("href=\"/samverkan/{COUNCIL}/fordelning/{KEY}\"");
    assert!(html.contains(ASKED) && html.contains(&there), "{html}");
    let all = page(&draft.db, &draft.reader, "/uppgifter").await;
    assert!(all.contains(ASKED), "{all}");
    let told = english(&draft.db, &draft.reader, "/").await;
    assert!(told.contains("Read the draft Försök"), "{told}");
    // The maker is to share it, and nobody else knows of it.
    assert!(!draft.asks(&draft.maker).await);
    let others = [
        somebody_else(&draft.reader, 79),
        somebody_else(&draft.maker, 80),
        somebody_else(&coordinator(&draft.db).await, 81),
    ];
    for other in &others {
        let html = page(&draft.db, other, "/").await;
        assert!(!html.contains("Försök"), "{html}");
    }
    // Withdrawn, asked again, and shared with everybody.
    draft.name(&[]).await;
    assert!(!draft.asks(&draft.reader).await);
    draft.name(&[id(&draft.reader)]).await;
    assert!(draft.asks(&draft.reader).await);
    let tx = draft.db.begin("share").await.unwrap();
    let scope = Scope::find(&tx, &draft.maker, COUNCIL).await.unwrap();
    let which = (KEY, draft.record(&tx).await.revision);
    let shared = share_distribution(&tx, &draft.maker, &scope, which).await;
    shared.unwrap();
    tx.commit().await.unwrap();
    assert!(!draft.asks(&draft.reader).await);
}

async fn what_is_said_to_the_maker_does_it(db: Db) {
    let draft = with_reader(db).await;
    draft.say(Audience::Party).await;
    assert!(
        draft.asks(&draft.reader).await,
        "the maker does not read what is said within a party"
    );
    let said = draft.say(Audience::Owner).await;
    assert!(!draft.asks(&draft.reader).await);
    let tx = draft.db.begin("remove").await.unwrap();
    let removed = Comment {
        removed: Some(samverk_talk::model::Marked {
            at: tx.now(),
            by: "Rut Rep".into(),
        }),
        revision: 2,
        ..said
    };
    update_comment(&tx, &removed, 1).await.unwrap();
    tx.commit().await.unwrap();
    assert!(draft.asks(&draft.reader).await, "it is taken back");
}

async fn whoever_belongs_there_no_more_is_not_asked(db: Db) {
    let draft = with_reader(db).await;
    let elsewhere = at(&draft.db, "umea-kommun", Role::Representative).await;
    let gone = somebody_else(&elsewhere, 78);
    assert_eq!(id(&gone), id(&draft.reader));
    let html = page(&draft.db, &gone, "/").await;
    assert!(!html.contains("Försök"), "{html}");
    let tx = draft.db.read().await.unwrap();
    let nowhere = list_unshared(&tx, &[], id(&gone)).await.unwrap();
    assert!(nowhere.is_empty(), "{nowhere:?}");
}
