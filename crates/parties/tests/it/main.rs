//! What people do, against a real database of each kind.

mod actions;
mod bundle;
mod register;
mod world;
