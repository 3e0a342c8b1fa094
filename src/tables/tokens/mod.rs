//! Tokens and terms of documents as rows.

mod steps;

use std::io::Write;

use serde::Serialize;

use self::steps::Explained;
use crate::corpus::Document;
use crate::jobs::TextReading;
use crate::report::{Record, ReportFormat, ReportWriter};
use crate::text::Token;

/// A token or term and its position in the original text.
#[derive(Debug, Serialize, PartialEq, Eq)]
struct Spanned {
    text: String,
    start: usize,
    end: usize,
}

/// A document's tokens and, if requested, terms.
#[derive(Debug, Serialize)]
pub struct Tokenized {
    id: String,
    tokens: Vec<Spanned>,
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<Vec<Spanned>>,
}

/// The output for a document.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum TokenizedDocument {
    /// Its tokens.
    Tokens(Tokenized),
    /// Its words and the steps from each to its token.
    Steps(Explained),
}

/// One token or term as a row.
#[derive(Debug, Serialize)]
struct TokenRow<'d> {
    id: &'d str,
    text: &'d str,
    start: usize,
    end: usize,
}

impl Record for TokenRow<'_> {
    fn columns(&self) -> Vec<String> {
        ["id", "text", "start", "end"].map(str::to_owned).to_vec()
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.into(),
            self.text.into(),
            self.start.to_string(),
            self.end.to_string(),
        ]
    }

    fn is_numeric(&self, column: usize) -> bool {
        column > 1
    }
}

impl TokenizedDocument {
    /// The tokens of a document; with `with_terms`, also its terms.
    pub fn tokens(reading: &TextReading, document: Document, with_terms: bool) -> Self {
        let tokens = reading.tokens(&document.text);
        let spanned = |tokens: Vec<Token>| tokens.into_iter().map(Spanned::from).collect();
        TokenizedDocument::Tokens(Tokenized {
            id: document.id,
            terms: with_terms.then(|| spanned(reading.terms(&tokens))),
            tokens: spanned(tokens),
        })
    }

    /// The words of a document, and the steps to their tokens.
    pub fn steps(reading: &TextReading, document: Document) -> Self {
        TokenizedDocument::Steps(Explained::new(reading, document))
    }
}

/// Writes a document: as one object, or one row for each token, term or step.
pub fn write_tokens<W: Write>(
    document: &TokenizedDocument,
    format: ReportFormat,
    writer: &mut ReportWriter<W>,
) -> std::io::Result<()> {
    match (format, document) {
        (ReportFormat::Json | ReportFormat::JsonLines, _) => writer.write_json(document),
        (_, TokenizedDocument::Tokens(tokens)) => {
            rows(tokens).try_for_each(|row| writer.write(&row))
        }
        (_, TokenizedDocument::Steps(words)) => words.rows().try_for_each(|row| writer.write(&row)),
    }
}

fn rows(document: &Tokenized) -> impl Iterator<Item = TokenRow<'_>> {
    let shown = document.terms.as_ref().unwrap_or(&document.tokens);
    shown.iter().map(|token| TokenRow {
        id: &document.id,
        text: &token.text,
        start: token.start,
        end: token.end,
    })
}

impl From<Token> for Spanned {
    fn from(token: Token) -> Self {
        Spanned {
            text: token.text,
            start: token.start,
            end: token.end,
        }
    }
}
