//! What people do, against a real database of each kind.

mod adoption;
mod bad_input;
mod bundle;
mod pages;
mod world;
