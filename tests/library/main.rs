//! The library from outside: numbers of others, pictures, properties and the examples.

mod examples;
mod explain_properties;
#[path = "../golden/mod.rs"]
mod golden;
mod leakage;
#[path = "../pictures.rs"]
mod pictures;
#[path = "../reference/mod.rs"]
mod reference;
