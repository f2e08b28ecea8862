//! The pages of the domain, one file for each family.

mod assess_groups;
mod assessment_form;
mod assessments;
mod beginning;
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
mod new_members;
mod parties;
mod party;
mod party_forms;
mod population;
mod relations;
mod routes;
mod stairs;
mod stairs_picture;
mod start;
mod words;

pub(crate) use groups::{TOLD_OF_GROUPS, beside_groups};
pub(crate) use levels::Assessments;
pub(crate) use map::Ground;
pub use map_print::{PrintedMap, PrintedMatrix, printed_map};
pub(crate) use party::below_party;
pub(crate) use relations::beside as beside_relations;
pub use stairs_picture::{StairsPicture, stairs_pictures};
pub use start::start as start_page;
pub use words::level_words;

use crate::policy::{Action, may};
use crate::store::ASSESSED;
use crate::{KINDS, MIGRATIONS, SHARED_KINDS, policy};
use samverk_database::Contents;
use samverk_foundation::Language;
use samverk_web::{By, FirstStep, MenuGroup, MenuPlace, Module, TextSource};

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
        places: [own_places(), samverk_kept::places(KINDS)].concat(),
        first_steps: FIRST_STEPS,
        party_places: party_places(),
        search: vec![crate::search::source],
        searched_things: crate::search::things(),
        things: crate::things::things(),
        asked_place: Some(crate::things::asked_place),
        told_fields: crate::told_fields::TOLD_FIELDS,
        scopes: &[crate::api::READ, crate::api::WRITE],
        ..Module::default()
    }
}

const FIRST_STEPS: &[FirstStep] = &[
    FirstStep {
        order: 10,
        code: "members",
        form: "/medlemmar/lagg-till",
        place: "/medlemmar",
        done: Contents::open("membership"),
    },
    FirstStep {
        order: 30,
        code: "groups",
        form: "/grupper/ny/flera",
        place: "/grupper",
        done: Contents::open("working_group"),
    },
];

fn own_places() -> Vec<MenuPlace> {
    use MenuGroup::{Cooperation, Overview};
    let assessors = By::When(|role| may(role, Action::RecordAssessment));
    vec![
        MenuPlace::new(Overview, 10, "", "collaboration-tab"),
        MenuPlace::new(Cooperation, 10, "/medlemmar", "member-tab"),
        MenuPlace::new(Cooperation, 30, "/trappa", "stairs-tab").filled_by(ASSESSED, assessors),
        MenuPlace::new(Cooperation, 50, "/karta", "map-tab"),
    ]
}

fn party_places() -> Vec<MenuPlace> {
    use MenuGroup::{Overview, Settings};
    let editors = By::When(|role| may(role, Action::SaveSharedParty));
    vec![
        MenuPlace::new(Overview, 10, "", "collaboration-tab"),
        MenuPlace::new(Settings, 20, "/redigera", "party-edit-button").seen_by(editors),
    ]
}
