//! All statistics of one term in a target against a reference.

use super::contingency::Contingency;
use super::effect::{LogOdds, LogRatio, log_odds, log_ratio, simple_maths};
use super::fisher::fisher_exact;

/// Statistics of a term in a target against a reference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keyness {
    /// See [`Contingency::log_likelihood`].
    pub log_likelihood: f64,
    /// See [`Contingency::chi_squared`].
    pub chi_squared: f64,
    /// See [`Contingency::chi_squared_yates`].
    pub chi_squared_yates: f64,
    /// See [`fisher_exact`].
    pub fisher: f64,
    /// See [`log_ratio`].
    pub log_ratio: Option<LogRatio>,
    /// See [`log_odds`].
    pub log_odds: Option<LogOdds>,
    /// See [`simple_maths`].
    pub simple_maths: Option<f64>,
}

impl Keyness {
    /// All statistics of a table, with `smoothing` for simple maths.
    pub fn of(table: &Contingency, smoothing: f64) -> Self {
        Keyness {
            log_likelihood: table.log_likelihood(),
            chi_squared: table.chi_squared(),
            chi_squared_yates: table.chi_squared_yates(),
            fisher: fisher_exact(table),
            log_ratio: log_ratio(table),
            log_odds: log_odds(table),
            simple_maths: simple_maths(table, smoothing),
        }
    }
}
