mod bad_input;
mod documentation;
mod explanations;
mod fixture;
mod jonkoping;
mod printed;
mod properties;
mod rules;
