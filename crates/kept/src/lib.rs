//! Kept things, described once: from one description come list, forms, API, files, search, history
//! and permissions (`docs/how-to/add-a-kind.md`). A kind is what we keep many of; a ground is where
//! it hangs; a record is one of them, field by field.

mod above;
mod apart;
mod api;
mod api_add;
mod api_decide;
mod api_schema;
mod apply;
mod conditions;
mod documents;
mod exchange;
mod facts;
mod foretold;
mod ground;
mod installation;
mod keeping;
mod kept_rows;
mod key_rule;
mod kind;
mod lines;
mod list;
mod module;
mod offer;
mod order;
mod pages;
mod personal;
mod referable;
mod references;
mod remove;
mod rules;
mod save;
mod search;
mod sight;
mod states;
mod store;
mod stored;
mod target;
mod texts;
mod things;
mod told;
mod typed;
mod views;
mod web_form;
mod within;

pub use api::resource;
pub use api_schema::example;
pub use apply::apply;
pub use documents::{document_schema, documents_of, load_shipped, read_documents};
pub use exchange::{
    KeptFile, apply_files, file_schemas, read_files, read_table, table_of, table_schema,
    table_text, write_tables,
};
pub use facts::Facts;
pub use foretold::{Foretell, Foretold};
pub use ground::{Ground, GroundKind, Later, part};
pub use installation::Installation;
pub use keeping::{Carries, Followed, Keeping, Move, OnRemoval, Part, States, StepCalled, Veil};
pub use kept_rows::{KeptRow, KeptRows};
pub use key_rule::{KEY, check_key};
pub use kind::{
    AnyKind, Api, Beside, Exchange, FoundRows, Kept, Kind, Lines, List, Order, OwnPage, Pages,
    Readers, Search, Those, Writers,
};
pub use module::{MIGRATIONS, actions, module, places, routes, searched, told_forms};
pub use offer::{Choosable, LeftAlone, Offer, OfferedHere, Taken, left_alone};
pub use pages::{answer_cell, history};
pub use personal::{NamedIn, PersonalField, address_of, named_in, personal_fields};
pub use referable::{by_id, by_key, offered, unwritten};
pub use references::{find_references, is_named, refers};
pub use remove::remove;
pub use rules::{Checked, Complete, Deciding, Entry, Gathered, Removal, Rules, Step};
pub use samverk_kept_derive::{Kept, Row};
pub use save::{Saved, Seen, save};
pub use search::entries;
pub use sight::check_keeping;
pub use states::{Decision, decide};
pub use store::{
    Due, any_says, count_save, delete_all, has_rows_with, spell_search_texts, statements, told_all,
};
pub use stored::Stored;
pub use target::{Found, Target};
pub use texts::{TextKeys, text_keys, words_of_codes};
pub use things::things;
pub use told::{Told, ToldColumn};
pub use typed::Held;
pub use web_form::{SentForm, form_fields, question_fields, read_fields, words};
pub use within::{below, within, within_by_id};
