//! What was asked for on the command line.

use std::path::PathBuf;

use super::Arguments;
use crate::cli::failure::Failure;
use crate::cli::input::InputArguments;
use crate::error::Error;
use crate::stats::Query;
use crate::text::{StopList, Tokenizer};

/// Characters of a term or pattern that a message shows.
const MOST_SHOWN: usize = 60;

/// What is looked for.
pub(super) enum Asked {
    /// The last argument.
    Last(String),
    /// What `--term` gives.
    Term(String),
    Regex {
        pattern: String,
        normalised: bool,
    },
}

impl Asked {
    /// Parts the term from the files: it is the last of them, unless a flag gives it.
    pub(super) fn new(arguments: &Arguments) -> Result<(Asked, InputArguments), Failure> {
        let mut input = arguments.input.clone();
        let asked = if let Some(pattern) = &arguments.regex {
            Asked::Regex {
                pattern: pattern.clone(),
                normalised: arguments.normalised,
            }
        } else if let Some(term) = &arguments.term {
            Asked::Term(term.clone())
        } else {
            Asked::Last(last(&mut input.files)?)
        };
        Ok((asked, input))
    }

    pub(super) fn query(
        &self,
        tokenizer: &Tokenizer,
        stop_list: &StopList,
    ) -> Result<Query, Error> {
        match self {
            Asked::Last(term) | Asked::Term(term) => Query::term(tokenizer, stop_list, term),
            Asked::Regex {
                pattern,
                normalised: false,
            } => Query::regex(pattern),
            Asked::Regex { pattern, .. } => Query::regex_on_tokens(tokenizer, pattern),
        }
    }

    /// Says that there is no hit, and what may be wrong.
    pub(super) fn not_found_in(&self, documents: &str) -> String {
        match self {
            Asked::Last(term) if PathBuf::from(term).exists() => format!(
                "\"{}\" does not occur in {documents}; it was taken as the term, because it is the \
                 last argument: name the term after the files",
                shown(term)
            ),
            Asked::Last(term) | Asked::Term(term) => {
                format!("\"{}\" does not occur in {documents}", shown(term))
            }
            Asked::Regex { pattern, .. } => {
                format!("\"{}\" matches nothing in {documents}", shown(pattern))
            }
        }
    }
}

fn last(files: &mut Vec<PathBuf>) -> Result<String, Failure> {
    let Some(term) = files.pop() else {
        return Err(Failure::Message(
            "nothing is looked for; name a term after the files, or give --term or --regex".into(),
        ));
    };
    term.into_os_string().into_string().map_err(|term| {
        Failure::Message(format!(
            "the term \"{}\" is not UTF-8; expected text",
            term.display()
        ))
    })
}

/// The beginning of a text, fit to be shown.
fn shown(text: &str) -> String {
    let mut chars = text.chars().filter(|c| !c.is_control());
    let mut shown: String = chars.by_ref().take(MOST_SHOWN).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}
