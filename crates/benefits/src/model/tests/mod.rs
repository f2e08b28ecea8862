//! Known cases, and what holds of every case.

mod dividing;
mod known;
mod properties;
mod sample;
