//! Grouping of Arabic word forms that differ only in clitics.

pub(crate) mod base_forms;
pub(crate) mod learning;
pub(crate) mod table;
