//! From the engine's place of a problem in a model to the field of the rule's form.

use super::kind::{AMOUNT_COLUMNS, MEASURE_COLUMNS};
use samverk_foundation::{Problem, Problems};
use samverk_web::Values;

/// Points what is wrong with the rule at `index` to its fields. Other places stay as they are.
pub(super) fn in_form(mut problems: Problems, index: usize, values: &Values) -> Problems {
    let own = format!("rules[{index}].");
    for problem in &mut problems.0 {
        let place = problem.place.field.as_deref();
        if let Some(inside) = place.and_then(|place| place.strip_prefix(&own)) {
            problem.place.field = Some(field_of(inside, problem, values));
        }
    }
    problems
}

fn field_of(inside: &str, problem: &Problem, values: &Values) -> String {
    let chosen = |field: &str, choice: &str, list: &str| match values.text(field) == choice {
        true => list.to_owned(),
        false => field.to_owned(),
    };
    match inside {
        "key" => "name".to_owned(),
        "takers" => chosen("takers", "listed", "parties"),
        "base" => chosen("base", "parts", "parts"),
        "function.year" => "table_year".to_owned(),
        _ => {
            if let Some(rest) = inside.strip_prefix("measure") {
                measure_field(rest, problem, values)
            } else if let Some(rest) = inside.strip_prefix("function.amounts") {
                party_cell(values, "amounts", AMOUNT_COLUMNS[1], party(rest, problem))
            } else if inside.starts_with("modifiers[") {
                inside.replace(".above", ".amount").replace(".among", "")
            } else {
                let inside = inside.strip_prefix("function.").unwrap_or(inside);
                inside.to_owned()
            }
        }
    }
}

/// The party that stands last in the place, or among the problem's values.
fn party<'p>(rest: &'p str, problem: &'p Problem) -> Option<&'p str> {
    let named = problem.values.iter().find(|(name, _)| *name == "party");
    let value = named.map(|(_, value)| value.as_str());
    rest.strip_prefix('.').or(value)
}

/// A single measure stands in the first row; of several the place says which.
fn measure_field(rest: &str, problem: &Problem, values: &Values) -> String {
    let (row, inside) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((row, inside)) => (row.parse().unwrap_or_default(), inside),
        None => (0_usize, rest),
    };
    let inside = inside.strip_prefix(".measure").unwrap_or(inside);
    if let Some(rest) = inside.strip_prefix(".shares") {
        let column = format!("share_{}", share_table(values, row));
        return party_cell(values, "shares", &column, party(rest, problem));
    }
    match inside {
        _ if problem.code == "percent_sum_wrong" => "measures".to_owned(),
        ".percent" => format!("measures[{row}].percent"),
        ".year" => format!("measures[{row}].year"),
        _ => format!("measures[{row}].measure"),
    }
}

/// The number of the table of fixed shares that a row of the measures uses.
fn share_table(values: &Values, row: usize) -> usize {
    let rows = values.rows("measures", &MEASURE_COLUMNS);
    let before = rows.iter().take(row + 1);
    before
        .filter(|(_, cells)| cells.iter().any(|cell| cell == "percentages"))
        .count()
        .max(1)
}

/// The party's cell in a table with a row for each party; the table when it has no row.
fn party_cell(values: &Values, table: &str, column: &str, party: Option<&str>) -> String {
    let rows = values.rows(table, &["party", column]);
    let row = rows
        .iter()
        .find(|(_, cells)| cells.first().map(String::as_str) == party);
    match row {
        Some((number, _)) if party.is_some() => format!("{table}.{number}.{column}"),
        _ => table.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(place: &str, problem: Problem, values: &Values) -> String {
        let problems = in_form(problem.at_field(place).into(), 1, values);
        problems.0[0].place.field.clone().unwrap_or_default()
    }

    #[test]
    fn a_problem_leads_to_the_cell_where_it_is_mended() {
        let weighted = ["percent", "measure"];
        let values = Values::default()
            .set("takers", "listed")
            .set("base", "parts")
            .set_rows(
                "measures",
                &weighted,
                &[
                    vec!["60".into(), "percentages".into()],
                    vec!["40".into(), "percentages".into()],
                ],
            )
            .set("shares.4.party", "habo-kommun")
            .set("amounts.2.party", "habo-kommun");
        let negative = || Problem::invalid("number_negative");
        let twice = || Problem::invalid("party_twice").with("party", "habo-kommun");
        for (place, problem, expected) in [
            ("rules[1].key", negative(), "name"),
            ("rules[1].takers", twice(), "parties"),
            ("rules[1].base", negative(), "parts"),
            (
                "rules[1].measure[1].percent",
                negative(),
                "measures[1].percent",
            ),
            (
                "rules[1].measure[1].measure.table",
                negative(),
                "measures[1].measure",
            ),
            (
                "rules[1].measure[1].measure.shares.habo-kommun",
                negative(),
                "shares.4.share_2",
            ),
            (
                "rules[1].measure[0].measure.shares",
                twice(),
                "shares.4.share_1",
            ),
            (
                "rules[1].measure",
                Problem::invalid("percent_sum_wrong"),
                "measures",
            ),
            ("rules[1].function.amounts", twice(), "amounts.2.amount"),
            (
                "rules[1].function.steps[2].from",
                negative(),
                "steps[2].from",
            ),
            (
                "rules[1].modifiers[0].above",
                negative(),
                "modifiers[0].amount",
            ),
            ("rules[0].takers", twice(), "rules[0].takers"),
        ] {
            assert_eq!(field(place, problem, &values), expected, "{place}");
        }
    }
}
