//! What the fields of the domain's kept things hold, for their history.

use samverk_web::ToldAs::{Hundredths, Kronor, Number, Ore, Percent, RelativeYear};
use samverk_web::ToldField;

/// A distribution and a scenario hold copies of the others.
const ALL: &[&str] = &[
    "budget",
    "custom_measure",
    "distribution",
    "distribution_model",
    "scenario",
];

/// Votes are never kronor.
const PURPOSE: &str = "purpose";
const VOTES: &str = "votes";

pub const TOLD_FIELDS: &[ToldField] = &[
    ToldField::new(ALL, "amount", Hundredths)
        .within("result")
        .only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "budget", Hundredths)
        .within("result")
        .only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "cells", Hundredths)
        .within("result")
        .only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "difference", Hundredths)
        .within("result")
        .only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "distributed", Hundredths)
        .within("result")
        .only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "above", Number).only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "amount", Number).only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "base_amount", Number).only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "printed_total", Number).only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "amounts", Number)
        .by_party()
        .only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "last_year", Number)
        .by_party()
        .only_when(PURPOSE, VOTES),
    ToldField::new(ALL, "amount", Ore).within("result"),
    ToldField::new(ALL, "budget", Ore).within("result"),
    ToldField::new(ALL, "cells", Ore).within("result"),
    ToldField::new(ALL, "difference", Ore).within("result"),
    ToldField::new(ALL, "distributed", Ore).within("result"),
    ToldField::new(ALL, "above", Kronor),
    ToldField::new(ALL, "amount", Kronor),
    ToldField::new(ALL, "amounts", Kronor).by_party(),
    ToldField::new(ALL, "base_amount", Kronor),
    ToldField::new(ALL, "last_year", Kronor).by_party(),
    ToldField::new(ALL, "printed_total", Kronor),
    ToldField::new(ALL, "percent", Percent),
    ToldField::new(ALL, "shares", Percent).by_party(),
    ToldField::new(ALL, "below", Number),
    ToldField::new(ALL, "from", Number),
    ToldField::new(ALL, "new", Number),
    ToldField::new(ALL, "old", Number),
    ToldField::new(ALL, "rate", Number),
    ToldField::new(ALL, "to", Number),
    ToldField::new(ALL, "value", Number),
    ToldField::new(ALL, "", Number),
    ToldField::new(ALL, "joined_from", RelativeYear),
    ToldField::new(ALL, "joined_to", RelativeYear),
    ToldField::new(ALL, "year", RelativeYear),
];
