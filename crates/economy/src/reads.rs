use samverk_engine::{DistributionModel, Function, Modifier, Rule};

/// Whether a rule of the model reads the table, in any year.
pub fn reads(model: &DistributionModel, table: &str) -> bool {
    let by_measure = |rule: &Rule| {
        let needed = rule
            .measure
            .each()
            .into_iter()
            .filter_map(|m| m.needed_figures(0));
        needed.into_iter().any(|needed| needed.table == table)
    };
    let by_function = |rule: &Rule| match &rule.function {
        Function::PassThrough { table: known, .. } => known.as_str() == table,
        _ => false,
    };
    let by_modifier = |modifier: &Modifier| match modifier {
        Modifier::PassThrough { table: known, .. } => known.as_str() == table,
        _ => false,
    };
    model
        .rules
        .iter()
        .any(|rule| by_measure(rule) || by_function(rule) || rule.modifiers.iter().any(by_modifier))
}
