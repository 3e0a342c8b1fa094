//! Each step of training and classification alone, on one thread, in bytes of text a second.
//!
//!     cargo bench --bench steps
//!     TASNIF_BENCH=train.jsonl cargo bench --bench steps
//!
//! Reads the paragraphs in `data/`, many times over, or the JSON Lines file that `TASNIF_BENCH`
//! names (of which the first 20 MB). Every benchmark checks what it has done.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use tasnif::features::Fit;
use tasnif::io::{Batches, find_sources};
use tasnif::model::train;
use tasnif::text::TokenBuffer;
use tasnif::{
    Classifier, Document, FeatureSettings, InputFormat, InputOptions, Model, ModelSettings,
    NgramRange, TokenizedCorpus, Tokenizer, bundled_model, read_model, write_model,
};

/// Bytes of JSON Lines that are read.
const MOST_BYTES: usize = 20 << 20;

/// How often the sample data are repeated.
const COPIES: usize = 40;

/// The documents, and the file they were read from.
struct Input {
    path: PathBuf,
    documents: Vec<Document>,
    tokens: usize,
    /// Keeps a file that was made here.
    _folder: tempfile::TempDir,
}

fn main() {
    // One thread: figures are for one core.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .expect("the pool is made once");
    divan::main();
}

fn options() -> InputOptions {
    InputOptions {
        labelled: true,
        ..InputOptions::default()
    }
}

fn read(path: &Path, options: &InputOptions) -> Vec<Document> {
    let sources = find_sources(&[path.to_path_buf()], options)
        .expect("the input exists")
        .sources;
    let mut batches = Batches::new(sources, options);
    let mut documents = Vec::new();
    while let Some(batch) = batches.next_batch().expect("the input is readable") {
        documents.extend(
            batch
                .documents(options)
                .expect("the input is sound")
                .documents,
        );
    }
    documents
}

/// The sample data as JSON Lines, or the first lines of the file that the environment names.
fn lines() -> Vec<u8> {
    if let Some(path) = std::env::var_os("TASNIF_BENCH") {
        let mut bytes = std::fs::read(path).expect("TASNIF_BENCH names a file");
        if bytes.len() > MOST_BYTES {
            let end = bytes[..MOST_BYTES].iter().rposition(|&b| b == b'\n');
            bytes.truncate(end.expect("a line is shorter than 20 MB") + 1);
        }
        return bytes;
    }
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/paragraphs");
    let mut bytes = Vec::new();
    for document in read(&data, &options()) {
        let line = serde_json::json!({"label": document.label, "text": document.text});
        writeln!(bytes, "{line}").expect("a vector takes all");
    }
    bytes.repeat(COPIES)
}

fn input() -> &'static Input {
    static INPUT: OnceLock<Input> = OnceLock::new();
    INPUT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("input.jsonl");
        std::fs::write(&path, lines()).expect("the folder takes a file");
        let documents = read(&path, &options());
        let mut buffer = TokenBuffer::default();
        let count = |document: &Document| {
            Tokenizer::default().read(&document.text, &mut buffer);
            buffer.len()
        };
        Input {
            tokens: documents.iter().map(count).sum(),
            path,
            documents,
            _folder: folder,
        }
    })
}

fn text_bytes() -> BytesCount {
    let texts = input().documents.iter();
    BytesCount::new(texts.map(|document| document.text.len()).sum::<usize>())
}

fn settings(longest: usize) -> ModelSettings {
    ModelSettings {
        features: FeatureSettings {
            ngrams: NgramRange::new(1, longest).expect("1 to some length is a range"),
            ..FeatureSettings::default()
        },
        ..ModelSettings::default()
    }
}

fn tokenized(longest: usize) -> TokenizedCorpus {
    let settings = settings(longest).features;
    let mut corpus = TokenizedCorpus::new(settings.text(), Default::default());
    for document in &input().documents {
        let label = document
            .label
            .as_deref()
            .expect("the reader insists on labels");
        corpus
            .push(&document.text, label)
            .expect("nothing is written to disk");
    }
    corpus
}

/// Reading, cutting into records, JSON.
#[divan::bench]
fn read_and_parse(bencher: Bencher) {
    let want = input().documents.len();
    let options = InputOptions {
        format: Some(InputFormat::JsonLines),
        ..options()
    };
    bencher
        .counter(text_bytes())
        .bench(|| assert_eq!(read(&input().path, &options).len(), want));
}

/// Cutting and normalising.
#[divan::bench]
fn tokenize(bencher: Bencher) {
    let tokenizer = Tokenizer::default();
    let want = input().tokens;
    bencher.counter(text_bytes()).bench_local(|| {
        let mut buffer = TokenBuffer::default();
        let mut tokens = 0;
        for document in &input().documents {
            tokenizer.read(black_box(&document.text), &mut buffer);
            tokens += buffer.len();
        }
        assert_eq!(tokens, want);
    });
}

/// Cutting, normalising and numbering; with 1, counting within documents too.
#[divan::bench(args = [1, 2])]
fn tokenize_and_number(bencher: Bencher, longest: usize) {
    let want = input().tokens;
    bencher
        .counter(text_bytes())
        .bench(|| assert_eq!(tokenized(longest).token_count(), want));
}

/// Counting n-grams up to a length, and choosing the vocabulary.
#[divan::bench(args = [1, 2])]
fn choose_vocabulary(bencher: Bencher, longest: usize) {
    let corpus = tokenized(longest);
    let settings = settings(longest).features;
    bencher.counter(text_bytes()).bench(|| {
        let fit = Fit::new(&corpus.all(), &settings).expect("there are terms");
        assert_eq!(fit.features().documents, corpus.len() as u64);
    });
}

/// All that follows tokens: vocabulary, rows, class sums, linfa's fit.
#[divan::bench(args = [1, 2])]
fn train_on_tokens(bencher: Bencher, longest: usize) {
    let corpus = tokenized(longest);
    bencher.counter(text_bytes()).bench(|| {
        let model = train(&corpus.all(), &settings(longest)).expect("there are two labels");
        assert_eq!(
            model.class_documents.iter().sum::<u64>(),
            corpus.len() as u64
        );
    });
}

fn trained() -> Model {
    let corpus = tokenized(2);
    train(&corpus.all(), &settings(2)).expect("there are two labels")
}

/// Tokens, look-ups and scores of many texts.
#[divan::bench]
fn classify(bencher: Bencher) {
    let model = trained();
    let classifier = Classifier::new(model.clone());
    bencher.counter(text_bytes()).bench_local(|| {
        let mut session = classifier.session();
        let mut right = 0;
        for document in &input().documents {
            let label = session.classify(black_box(&document.text)).label;
            right += usize::from(
                label.map(|label| model.labels.name(label)) == document.label.as_deref(),
            );
        }
        assert!(
            right * 10 > input().documents.len() * 9,
            "texts it was trained on"
        );
    });
}

/// Opening a model and checking all of it.
#[divan::bench]
fn open_model(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("model.tasnif");
    write_model(&path, &trained()).expect("the folder takes a file");
    bencher.bench(|| {
        let model = read_model(&path).expect("the model is sound");
        assert!(!model.features.vocabulary.is_empty());
    });
}

/// One article with the model inside the program.
#[divan::bench]
fn one_article(bencher: Bencher) {
    let article = &input().documents[0].text;
    bencher.bench(|| {
        let model = bundled_model();
        let prediction = Classifier::new(model.clone()).classify(black_box(article));
        assert_eq!(prediction.probabilities.len(), model.labels.len());
    });
}
