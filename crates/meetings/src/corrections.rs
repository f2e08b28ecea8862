//! Corrections: what is said afterwards of what stands for good.

use crate::matters::{MATTER_TARGET, Matter};
use crate::meetings::{MEETING_TARGET, Meeting};
use chrono::NaiveDate;
use samverk_fields::{Filled, Line, Name, One, Prose};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::text;
use samverk_kept::{
    Api, Exchange, Keeping, Kept, Kind, List, Order, Pages, Readers, Rules, Writers,
};
use samverk_parties::COLLABORATION;
use samverk_web::MenuGroup;

/// A note on minutes or a decision that stand for good: the text itself is never changed.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("correction")]
pub struct Correction {
    /// The meeting whose minutes are corrected.
    pub meeting: Option<One<Meeting>>,
    /// The decision that is corrected.
    pub matter: Option<One<Matter>>,
    /// The day of the correction.
    #[kept(example = "2027-04-02")]
    pub date: NaiveDate,
    /// Who corrects.
    #[kept(example = "Sekreteraren", personal)]
    pub author: Name,
    /// What it should say.
    #[kept(example = "Beloppet ska vara 120 000 kr.")]
    pub text: Filled<Prose<3>>,
    /// Why.
    #[kept(example = "Skrivfel i protokollet.")]
    pub why: Line,
}

pub static CORRECTION: Kind<Correction> = Kind {
    ground: &COLLABORATION,
    readers: Readers::Members,
    writers: Writers::of("correction.save", &[Administrator, Coordinator]),
    name: |correction| text::beginning(&correction.text, 60),
    targets: &[&MEETING_TARGET, &MATTER_TARGET],
    rules: Rules::NONE,
    list: List {
        order: Order::By(&[Correction::DATE]),
        columns: &[
            Correction::TEXT,
            Correction::DATE,
            Correction::MEETING,
            Correction::MATTER,
            Correction::AUTHOR,
            Correction::WHY,
        ],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[Correction::DATE],
    },
    pages: Pages::in_menu("rattelser", MenuGroup::Meetings, 45),
    api: Api {
        plural: "corrections",
        about: [
            "Rättelser: anteckningar om protokoll och beslut som står fast.",
            "Corrections: notes on minutes and decisions that stand for good.",
        ],
        one: ["en rättelse", "a correction"],
        example: "skrivfel-i-beloppet",
        is_made_up: true,
        beside: &[("collaboration", "e-och-it-i-jamtland")],
        links: &[],
    },
    exchange: Exchange::Table("corrections.csv"),
    search: None,
    keeping: Keeping::PLAIN,
};
