//! The pages of the domain, one file for each family.

mod assessments;
mod collaboration_forms;
mod collaboration_removal;
mod collaborations;
mod differences;
mod group;
mod groups;
mod ladders;
mod levels;
mod map;
mod map_all;
mod map_all_pictures;
mod map_filter;
mod map_pictures;
mod map_print;
mod map_tables;
mod member_forms;
mod member_rows;
mod members;
mod parties;
mod party_forms;
mod population;
mod relations;
mod routes;
mod stairs;
mod stairs_picture;
mod start;
mod words;

pub(crate) use levels::Assessments;
pub(crate) use map::Ground;
pub use map_print::{PrintedMap, PrintedMatrix, printed_map};
pub(crate) use parties::party_ui;
pub(crate) use relations::beside as beside_relations;
pub use stairs_picture::{StairsPicture, stairs_pictures};
pub use words::level_words;

use crate::{KINDS, MIGRATIONS, SHARED_KINDS, policy};
use samverk_foundation::Language;
use samverk_web::{Module, Tab, TextSource};

pub fn module() -> Module {
    Module {
        name: "parties",
        routes: [
            routes::routes(),
            samverk_kept::routes(SHARED_KINDS),
            samverk_kept::routes(KINDS),
        ]
        .concat(),
        actions: policy::rows(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "parties/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "parties/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        tabs: [
            vec![
                Tab {
                    suffix: "",
                    label: "collaboration-tab",
                    order: 10,
                    for_members: false,
                },
                Tab {
                    suffix: "/medlemmar",
                    label: "member-tab",
                    order: 20,
                    for_members: false,
                },
                Tab {
                    suffix: "/karta",
                    label: "map-tab",
                    order: 79,
                    for_members: false,
                },
            ],
            samverk_kept::tabs(KINDS),
        ]
        .concat(),
        search: vec![crate::search::source],
        searched_things: crate::search::things(),
        told_fields: crate::told_fields::TOLD_FIELDS,
        told_forms: Vec::new(),
        scopes: &[crate::api::READ, crate::api::WRITE],
        ..Module::default()
    }
}
