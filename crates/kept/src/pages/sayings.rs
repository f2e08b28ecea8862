//! What the ground and the domain say of the rows of a list beyond what stands in them.

use super::Visit;
use super::columns::{Shows, shown};
use crate::offer::Offers;
use crate::{Ground, Stored};
use samverk_database::Tx;
use samverk_fields::{FieldKind, Question};
use samverk_foundation::Problem;
use samverk_web::Cell;
use std::collections::HashMap;
use uuid::Uuid;

pub(super) struct Sayings {
    /// What the fields that are shown and filtered by may say.
    pub(super) offers: Offers,
    /// What the domain tells of each row, in the order of its columns.
    told: HashMap<Uuid, Vec<Cell>>,
}

impl Sayings {
    /// In a fixed number of statements, however many rows there are.
    pub(super) async fn of(
        visit: &Visit,
        tx: &Tx,
        at: &dyn Ground,
        rows: &[&Stored],
    ) -> Result<Self, Problem> {
        let columns = shown(visit).columns;
        let mut fields: Vec<&Question> = columns.iter().filter_map(Shows::question).collect();
        fields.extend(narrowed_by_words(visit));
        let offers = Offers::shown(tx, at, visit.kind, &fields).await?;
        let mut said = HashMap::new();
        if let Some(told) = visit.facts().pages.told
            && columns.iter().any(|one| told.has(one.name()))
            && !rows.is_empty()
        {
            let cells = (told.tell)(tx, at, &visit.ui, rows).await?;
            said.extend(rows.iter().map(|row| row.id).zip(cells));
        }
        Ok(Self { offers, told: said })
    }

    /// What the domain tells in the column with this name.
    pub(super) fn told(&self, visit: &Visit, row: &Stored, name: &str) -> Option<Cell> {
        let columns = visit.facts().pages.told?.columns;
        let place = columns.iter().position(|column| column.name == name)?;
        self.told.get(&row.id)?.get(place).cloned()
    }
}

/// Fields that are filtered by and whose choices the ground has.
pub(super) fn narrowed_by_words(visit: &Visit) -> impl Iterator<Item = &'static Question> {
    let form = visit.kind.form();
    let filters = visit.facts().list.filters.iter();
    let questions = filters.filter_map(|field| form.find(field.as_str()));
    questions.filter(|one| matches!(one.kind, FieldKind::Keyed | FieldKind::Line))
}
