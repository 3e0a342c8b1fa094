//! Which Arabic word forms are one word with clitics.

pub(crate) mod base_forms;
pub(crate) mod learning;
pub(crate) mod table;
