//! Keywords and key phrases of each document on its own.

use std::cmp::Ordering;

use super::Arguments;
use crate::cli::Global;
use crate::cli::corpus_reader::read;
use crate::cli::failure::Failure;
use crate::cli::input::AutoClean;
use crate::corpus::Document;
use crate::features::Terms;
use crate::model::{Model, bundled_model, read_model};
use crate::report::{ReportFormat, ReportWriter, Row};
use crate::stats::{Keyphrase, WordFeatures, keyphrases};
use crate::text::{NgramRange, StopList, Tokenizer};

/// Longest phrase when nothing else is asked for.
const LONGEST: usize = 3;

/// What documents are held against.
struct Judge<'a> {
    arguments: &'a Arguments,
    model: Model,
    tokenizer: Tokenizer,
    stop_list: StopList,
    lengths: NgramRange,
    is_table: bool,
}

/// A phrase with its TF-IDF and the documents of the model that hold it.
struct Judged {
    phrase: Keyphrase,
    tfidf: Option<f64>,
    documents: Option<u64>,
}

/// Writes the keywords of each document.
pub(super) fn run(arguments: &Arguments, global: &Global) -> Result<u8, Failure> {
    let judge = Judge::new(arguments)?;
    let input = &arguments.input;
    let reading = input.reading("keywords", false, AutoClean::TextToo)?;
    let format = arguments.output.format();
    let mut writer = ReportWriter::new(arguments.output.open()?, format);
    read(
        global,
        reading,
        || (),
        |(), _, documents| documents.iter().flat_map(|d| judge.rows(d)).collect(),
        |rows: Vec<Row>| Ok(rows.iter().try_for_each(|row| writer.write(row))?),
    )?;
    writer.finish()?.commit()?;
    Ok(0)
}

impl<'a> Judge<'a> {
    fn new(arguments: &'a Arguments) -> Result<Self, Failure> {
        if arguments.text.tokenizer() != Tokenizer::default() {
            return Err(Failure::Message(
                "--profile, --hamza-seats and --stem do not go with --per-document, which reads \
                 text as the model does"
                    .into(),
            ));
        }
        let model = match &arguments.article.model {
            Some(path) => read_model(path)?,
            None => bundled_model(),
        };
        let tokenizer = model.features.settings.tokenizer();
        let longest = || NgramRange::new(1, LONGEST).expect("1..3 is a valid range");
        Ok(Judge {
            arguments,
            stop_list: arguments.text.stop_list_of("default", &tokenizer)?,
            tokenizer,
            model,
            lengths: arguments.terms.ngrams.unwrap_or_else(longest),
            is_table: arguments.output.format() == ReportFormat::Table,
        })
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
        let features = &self.model.features;
        let vocabulary = &features.vocabulary;
        let base = |word| match &features.clitics {
            Some(clitics) => clitics.base(word).unwrap_or(word),
            None => word,
        };
        let words: Vec<&str> = phrase.term.split(' ').map(base).collect();
        let settings = &features.settings;
        let is_cut = settings
            .max_features
            .is_some_and(|most| vocabulary.len() >= most);
        let documents = match vocabulary.index(&words.join(" ")) {
            Some(term) => Some(u64::from(features.document_frequency[term])),
            // The model would know it, were it in more documents than a few.
            None => (!is_cut && settings.ngrams.contains(words.len())).then_some(0),
        };
        let count = phrase.spans.len() as f64;
        Judged {
            tfidf: documents.map(|df| count * Terms::idf(df, features.documents)),
            documents,
            phrase,
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
