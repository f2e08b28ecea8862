//! The gates of initiatives and the rankings in the REST API: the same reads and actions as the pages.

mod gate_content;
mod gates;
mod rankings;

pub(crate) use gates::gates;
pub(crate) use rankings::rankings;

use samverk_rest::Parameter;

pub(crate) const OF_COLLABORATION: Parameter = Parameter::key(
    "collaboration",
    ["Samverkans nyckel.", "The collaboration's key."],
    "e-och-it-i-jamtland",
);
