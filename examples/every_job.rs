//! Does each job of the library on a few paragraphs, without the program.
//!
//! `cargo run --example every_job`

use tasnif::jobs::{collocations, concordance, evaluate, explain, labelled_corpus, lint};
use tasnif::{jobs, *};

pub fn main() -> Result<()> {
    let options = InputOptions {
        per: Per::Paragraph,
        labelled: true, // The folder that holds a file is its label.
        ..InputOptions::default()
    };
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/paragraphs");
    let reading = || Reading::new(&[folder], options.clone());
    let environment = &Environment::default();

    let settings = ModelSettings::default();
    let corpus = training_corpus(environment, reading()?, &settings.features)?;
    let model = train(&corpus.all(), &settings, Choices::ALL, &())?;
    println!("train: {} terms", model.features.vocabulary.len());

    let new = Reading::of_documents(&[Document::new("a", "رفع البنك المركزي سعر الفائدة")])?;
    let classifier = DocumentClassifier::new(model.clone(), &Default::default())?;
    classifier.run(environment, new.clone(), |documents| {
        println!("classify: {:?}", documents[0].prediction.label_name());
        Ok::<_, Error>(())
    })?;
    let explainer = Explainer::new(model, Default::default())?;
    let found = explain::explain_one(environment, new, &explainer, None)?;
    println!("explain: {:?}", found.comparison.map(|found| found.label));

    let (features, splits) = (&settings.features, Default::default());
    let labelled =
        labelled_corpus::LabelledCorpus::read(environment, reading()?, features, splits)?;
    let found = evaluate::cross_validation(environment, labelled, 2, &settings, Choices::ALL)?;
    println!("evaluate: {:.2}", Metrics::new(&found.outcomes).accuracy);

    let by_label = KeywordSettings {
        by: Some(Column::Label),
        ..KeywordSettings::default()
    };
    let found = keywords(environment, vec![reading()?], &by_label)?;
    println!("keywords: of {} documents", found.documents);
    let found = collocations::collocations(environment, reading()?, &Default::default())?;
    let rows = tables::collocation_rows(&found, true);
    println!("collocations: {} rows", rows.len());
    let found = measures(environment, reading()?, &Default::default())?;
    println!("measures: {} words", found.words);
    let found = jobs::occurrences(environment, reading()?, &Default::default())?;
    println!("occurrences: of {:?}", found.terms);
    let search = concordance::Search::Term("البنك".into());
    let search = concordance::Concordance::new(&search, Default::default())?;
    let found = search.run(environment, reading()?, |_| Ok::<_, Error>(()))?;
    println!("concordance: {} hits", found.hits);
    let found = lint::lint_documents(environment, reading()?, None, &Default::default())?;
    println!("lint: {} findings", found.findings.len());
    let mut cleaned = 0;
    jobs::clean::clean(environment, reading()?, Default::default(), |documents| {
        cleaned += documents.len();
        Ok::<_, Error>(())
    })?;
    println!("clean: {cleaned} documents");
    Ok(())
}
