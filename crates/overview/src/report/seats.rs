//! Collaborations, groups and levels; and the party's mandates.

use super::{Desk, Section};
use crate::model::{PlacedMandate, Seat, seats};
use samverk_parties::level_words;
use samverk_parties::model::Assessment;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Ui};

impl Desk<'_> {
    pub(super) fn seats(&self) -> Section {
        let ui = self.ui;
        let headings = [
            "overview-seat",
            "overview-collaboration",
            "overview-standing",
            "overview-level",
            "overview-wanted-level",
            "overview-own-view",
        ];
        let columns = headings.map(|key| Column::new(ui.t(key), ColumnKind::Text));
        let caption = ui.t1("overview-seats-caption", "party", &self.party.name);
        let mut table = Table::new("grupper", caption, columns.to_vec()).narrow(Narrow::Lists);
        for seat in seats(self.known, self.party.id) {
            table.push(self.seat_row(&seat));
        }
        let (heading, none) = (ui.t("overview-seats"), ui.t("overview-seats-none"));
        Section::new("seats", heading, table, none)
    }

    fn seat_row(&self, seat: &Seat) -> Vec<Cell> {
        let level = |of: Option<&Assessment>| {
            of.map(|one| level_words(self.known.ladder(one), one.level))
                .unwrap_or_default()
        };
        let wanted = seat.level.and_then(|one| {
            let wanted = one.wanted_level?;
            Some(level_words(self.known.ladder(one), wanted))
        });
        let collaboration = match seat.group {
            Some(_) => seat.place.collaboration.name.clone(),
            None => String::new(),
        };
        let standing = seat
            .standing
            .map(|one| word(self.ui, "standing", one.code()));
        vec![
            Cell::link(seat.href(), seat.name()),
            Cell::text(collaboration),
            Cell::text(standing.unwrap_or_default()),
            Cell::text(level(seat.level)),
            Cell::text(wanted.unwrap_or_default()),
            Cell::text(level(seat.own)),
        ]
    }

    pub(super) fn mandates(&self) -> Section {
        let ui = self.ui;
        let text = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
        let columns = vec![
            text("overview-mandate"),
            text("overview-mandate-role"),
            text("overview-collaboration"),
            text("overview-group"),
            Column::new(ui.t("overview-from"), ColumnKind::Date),
            Column::new(ui.t("overview-to"), ColumnKind::Date),
        ];
        let caption = ui.t1("overview-mandates-caption", "party", &self.party.name);
        let mut table = Table::new("uppdrag", caption, columns).narrow(Narrow::Lists);
        for placed in self.known.present_mandates_of(self.party.id) {
            table.push(self.mandate_row(placed));
        }
        let (heading, none) = (ui.t("overview-mandates"), ui.t("overview-mandates-none"));
        Section::new("mandates", heading, table, none)
    }

    fn mandate_row(&self, placed: &PlacedMandate) -> Vec<Cell> {
        let mandate = &placed.mandate;
        let place = self.known.place(placed.place);
        let collaboration = place.map(|place| {
            let name = place.collaboration.name.clone();
            Cell::link(place.href(""), name)
        });
        let group = placed.group.and_then(|id| self.known.group(id));
        vec![
            Cell::text(mandate_name(self.ui, placed)),
            Cell::text(word(self.ui, "mandate-role", mandate.role.code())),
            collaboration.unwrap_or_else(Cell::empty),
            Cell::text(
                group
                    .map(|group| group.name.to_string())
                    .unwrap_or_default(),
            ),
            mandate.from.map_or_else(Cell::empty, Cell::date),
            mandate.to.map_or_else(Cell::empty, Cell::date),
        ]
    }
}

/// The function's own name, or else what it is.
pub(crate) fn mandate_name(ui: &Ui, placed: &PlacedMandate) -> String {
    match placed.mandate.title.as_str() {
        "" => word(ui, "mandate-role", placed.mandate.role.code()),
        title => title.to_owned(),
    }
}

fn word(ui: &Ui, group: &str, code: &str) -> String {
    ui.t(&format!("{group}-{}", code.replace('_', "-")))
}
