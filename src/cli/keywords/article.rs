//! Keywords and key phrases of each document on its own.

use std::cmp::Ordering;

use super::reference::Reference;
use super::{Arguments, IdfArgument};
use crate::cli::Global;
use crate::cli::corpus_reader::read;
use crate::cli::failure::Failure;
use crate::cli::input::AutoClean;
use crate::corpus::Document;
use crate::corpus::reading::Reading;
use crate::report::{ReportFormat, ReportWriter, Row};
use crate::stats::{Keyphrase, WordFeatures, keyphrases};
use crate::text::{NgramRange, StopList, Tokenizer};

/// Longest phrase when nothing else is asked for.
const LONGEST: usize = 3;

/// What finds and judges the phrases of documents.
struct Judge<'a> {
    arguments: &'a Arguments,
    reference: Reference,
    tokenizer: Tokenizer,
    stop_list: StopList,
    lengths: NgramRange,
    is_table: bool,
}

/// A phrase with its TF-IDF and the documents of the reference that hold it.
struct Judged {
    phrase: Keyphrase,
    tfidf: Option<f64>,
    documents: Option<u64>,
}

/// Writes the keywords of each document.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let input = &arguments.input;
    let reading = input.reading("keywords", false, AutoClean::ByKind)?;
    let format = arguments.output.format()?;
    let (judge, reading, global) = Judge::new(arguments, reading, global)?;
    let mut writer = ReportWriter::new(arguments.output.open()?, format);
    let mut found = false;
    read(
        &global,
        reading,
        || (),
        |(), _, documents| documents.iter().flat_map(|d| judge.rows(d)).collect(),
        |rows: Vec<Row>| {
            found |= !rows.is_empty();
            Ok(rows.iter().try_for_each(|row| writer.write(row))?)
        },
    )?;
    if !found {
        return Err(Failure::Message(
            "no document has a keyword: each holds only stop words, numbers and words of one or two \
             letters, or nothing that occurs --min-count times; --stop-words none keeps stop words"
                .into(),
        ));
    }
    writer.finish()?.commit()?;
    Ok(0)
}

impl<'a> Judge<'a> {
    /// A judge, and how to read the documents for it.
    fn new(
        arguments: &'a Arguments,
        reading: Reading,
        global: &Global,
    ) -> Result<(Self, Reading, Global), Failure> {
        let longest = || NgramRange::new(1, LONGEST).expect("1..3 is a valid range");
        let lengths = arguments.terms.ngrams.unwrap_or_else(longest);
        let (reference, reading, global) = match arguments.article.idf_from {
            IdfArgument::Model => {
                check_text(arguments)?;
                let model = arguments.article.model.as_deref();
                (Reference::of_model(model)?, reading, global.clone())
            }
            IdfArgument::Input => {
                check_model(arguments)?;
                let reading = reading.kept()?;
                let reference = Reference::of_input(arguments, reading.clone(), lengths, global)?;
                // What is to be said of the input was said at the first reading.
                let silent = global.silent();
                (reference, reading, silent)
            }
        };
        let tokenizer = reference.tokenizer();
        let (stop_list, reading) = arguments.words.stop_list_for(&tokenizer, reading)?;
        let judge = Judge {
            arguments,
            stop_list,
            tokenizer,
            reference,
            lengths,
            is_table: arguments.output.format()? == ReportFormat::Table,
        };
        Ok((judge, reading, global))
    }

    /// Rows of the most important phrases of a document.
    fn rows(&self, document: &Document) -> Vec<Row> {
        let text = &document.text;
        let found = keyphrases(text, &self.tokenizer, &self.stop_list, self.lengths.high());
        let wanted = found.into_iter().filter(|phrase| {
            self.lengths.contains(phrase.term.split(' ').count())
                && phrase.spans.len() as u64 >= self.arguments.terms.min_count
        });
        let mut judged: Vec<Judged> = wanted.map(|phrase| self.judged(phrase)).collect();
        if self.arguments.article.rank == super::RankArgument::Tfidf {
            // YAKE's order stays where TF-IDF does not decide.
            judged.sort_by(by_tfidf);
        }
        judged.truncate(self.arguments.top.0.unwrap_or(usize::MAX));
        let ranked = judged.iter().enumerate();
        ranked
            .map(|(index, judged)| self.row(document, index + 1, judged))
            .collect()
    }

    fn judged(&self, phrase: Keyphrase) -> Judged {
        let documents = self.reference.documents_with(&phrase.term);
        let tfidf = documents.map(|df| self.reference.tfidf(phrase.spans.len(), df));
        Judged {
            phrase,
            tfidf,
            documents,
        }
    }

    fn row(&self, document: &Document, rank: usize, judged: &Judged) -> Row {
        let phrase = &judged.phrase;
        let mut row = Row::default();
        row.text("id", &*document.id);
        row.count("rank", rank as u64);
        row.text("term", &*phrase.form);
        if !self.is_table {
            row.text("normalised", &*phrase.term);
        }
        row.count("count", phrase.spans.len() as u64);
        row.number("tfidf", judged.tfidf);
        row.count("reference_documents", judged.documents);
        row.number("yake", phrase.yake);
        if !self.is_table {
            features(&mut row, phrase.features.as_ref());
        }
        row.spans("spans", phrase.spans.clone());
        row
    }
}

/// Refuses what would make other tokens than a model's.
fn check_text(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.words.text.tokenizer() == Tokenizer::default() && !arguments.words.clitics {
        return Ok(());
    }
    Err(Failure::Message(
        "--profile, --hamza-seats, --stem and --clitics do not go with --per-document, which reads text \
         as the model does; they do with --idf-from input"
            .into(),
    ))
}

/// Refuses a model that would not be used.
fn check_model(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.article.model.is_none() {
        return Ok(());
    }
    Err(Failure::Message(
        "--model does not go with --idf-from input, which counts the documents that are read; leave \
         out one of them"
            .into(),
    ))
}

/// Higher TF-IDF first, phrases without one last.
fn by_tfidf(a: &Judged, b: &Judged) -> Ordering {
    match (a.tfidf, b.tfidf) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// YAKE's features; phrases of several words have none of their own.
fn features(row: &mut Row, features: Option<&WordFeatures>) {
    row.number("case", features.map(|features| features.case));
    row.number("position", features.map(|features| features.position));
    row.number("frequency", features.map(|features| features.frequency));
    row.number("relatedness", features.map(|features| features.relatedness));
    row.number("spread", features.map(|features| features.spread));
}
