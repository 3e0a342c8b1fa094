//! The library from outside: numbers of others, pictures, properties and the examples.

mod cluster;
mod cluster_keywords;
mod examples;
mod explain_properties;
mod face;
#[cfg(feature = "charts")]
#[path = "../golden/mod.rs"]
mod golden;
mod leakage;
mod parts;
#[cfg(feature = "charts")]
#[path = "../pictures.rs"]
mod pictures;
#[path = "../reference/mod.rs"]
mod reference;
