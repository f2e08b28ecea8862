//! Both documents with rich content: what is printed, and that the file keeps its standards.

mod papers;
mod pictures;
mod plan_sample;
mod printed;
mod samples;
mod standards;
