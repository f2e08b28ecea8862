use samverk_engine::{DistributionModel, Function, Modifier};
use samverk_foundation::Key;
use std::collections::BTreeSet;

/// The tables that the rules of the model read, in any year.
pub fn tables_read(model: &DistributionModel) -> BTreeSet<Key> {
    let mut tables = BTreeSet::new();
    for rule in &model.rules {
        let measures = rule.measure.each().into_iter();
        let needed = measures.filter_map(|one| one.needed_figures(0));
        tables.extend(needed.filter_map(|needed| Key::parse(&needed.table).ok()));
        if let Function::PassThrough { table, .. } = &rule.function {
            tables.insert(table.clone());
        }
        let modifiers = rule.modifiers.iter().filter_map(|one| match one {
            Modifier::PassThrough { table, .. } => Some(table.clone()),
            _ => None,
        });
        tables.extend(modifiers);
    }
    tables
}
