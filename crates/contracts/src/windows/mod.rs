//! The page on which a collaboration asks: who could buy this together, when at the earliest, and what must each do?

pub mod all;
mod asked;
mod begin;
mod page;
mod picture;
mod tables;
mod words;

pub(crate) use page::{PLACE, routes};
