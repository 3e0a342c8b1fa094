//! Models whose checksum is right and whose numbers make no sense.

use safetensors::SafeTensors;
use safetensors::tensor::TensorView;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::common::{Folder, generated, repository};
use tasnif::{Classifier, read_model};

/// Arrays in the order in which the checksum takes them.
const ARRAYS: [&str; 9] = [
    "vocabulary",
    "vocabulary_ends",
    "document_frequency",
    "class_weight",
    "weights",
    "word_forms",
    "word_form_ends",
    "word_form_bases",
    "word_form_documents",
];

const TEXT: &str = "the goal was late, said the council of the team الفريق والمدرسة match";

/// A model file taken apart.
#[derive(Clone)]
struct Parts {
    header: Value,
    arrays: Vec<(&'static str, Vec<u8>, safetensors::Dtype, Vec<usize>)>,
}

impl Parts {
    fn of(bytes: &[u8]) -> Self {
        let (_, metadata) = SafeTensors::read_metadata(bytes).unwrap();
        let header = &metadata.metadata().as_ref().unwrap()["tasnif"];
        let file = SafeTensors::deserialize(bytes).unwrap();
        let arrays = ARRAYS.iter().filter_map(|&name| {
            let array = file.tensor(name).ok()?;
            let shape = array.shape().to_vec();
            Some((name, array.data().to_vec(), array.dtype(), shape))
        });
        Parts {
            header: serde_json::from_str(header).unwrap(),
            arrays: arrays.collect(),
        }
    }

    /// The file with a checksum that fits.
    fn to_bytes(&self) -> Vec<u8> {
        let mut header = self.header.clone();
        if header.is_object() {
            header["checksum"] = Value::Null;
            let mut hasher = blake3::Hasher::new();
            hasher.update(header.to_string().as_bytes());
            for (name, bytes, ..) in &self.arrays {
                hasher.update(name.as_bytes());
                hasher.update(&(bytes.len() as u64).to_le_bytes());
                hasher.update(bytes);
            }
            header["checksum"] = json!(hasher.finalize().to_hex().to_string());
        }
        let views = self.arrays.iter().map(|(name, bytes, dtype, shape)| {
            let view = TensorView::new(*dtype, shape.clone(), bytes).unwrap();
            (*name, view)
        });
        let metadata = HashMap::from([("tasnif".to_owned(), header.to_string())]);
        safetensors::serialize(views, Some(metadata)).unwrap()
    }
}

/// A calibrated model with grouped word forms and one with biases.
fn models() -> Vec<(Folder, Parts)> {
    let trained = |flags: &str| {
        let folder = Folder::with("news.jsonl", generated::jsonl(&articles()));
        let model = folder.model(&format!("news.jsonl {flags}"));
        let parts = Parts::of(&model);
        // The checksum is taken here as it is there.
        let again = Parts::of(&parts.to_bytes());
        assert_eq!(again.header["checksum"], parts.header["checksum"]);
        (folder, parts)
    };
    vec![
        trained("--clitics --max-features 40 --ngrams 1..2"),
        trained("--algorithm bernoulli --max-features 40 --no-calibration --stop-words arabic"),
        trained("--refine 2 --max-features 60"),
    ]
}

fn articles() -> Vec<(&'static str, String)> {
    generated::Sequence(7).articles(80)
}

/// What the model says of a text, or none when the file is refused. Whatever the file holds, nothing
/// may panic, and probabilities are probabilities.
fn said(folder: &Folder, content: &[u8], what: &str) -> Option<Vec<f64>> {
    folder.write("bad.tasnif", content);
    let path = folder.path("bad.tasnif");
    let run = || {
        let model = read_model(&path).map_err(|error| error.to_string()).ok()?;
        let classifier = Classifier::new(model.clone());
        let mut session = classifier.session();
        let mut probabilities = Vec::new();
        for _ in 0..20 {
            probabilities = session.classify(TEXT).probabilities;
        }
        model.log_priors();
        Some(probabilities)
    };
    let result = catch_unwind(AssertUnwindSafe(run));
    let result = result.unwrap_or_else(|_| panic!("{what}: a panic"));
    if let Some(probabilities) = &result {
        let total: f64 = probabilities.iter().sum();
        assert!((total - 1.0).abs() < 1e-9, "{what}: {probabilities:?}");
    }
    result
}

/// Paths to all values below `value`, itself included.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                paths(value, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(items) => {
            // The ends of long lists stand for the rest.
            for index in [0, items.len() / 2, items.len().saturating_sub(1)] {
                if let Some(item) = items.get(index) {
                    paths(item, &format!("{path}/{index}"), found);
                }
            }
        }
        _ => {}
    }
    found.dedup();
}

fn nonsense() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(1),
        json!(-0.5),
        json!(1e308),
        json!(-1e308),
        json!(u64::MAX),
        json!(u64::from(u32::MAX)),
        json!(""),
        json!("auto@9"),
        json!("1..99999999999"),
        json!([]),
        json!([1e308, -1e308]),
        json!(["b", "a"]),
        json!(["a", "a"]),
        json!({}),
    ]
}

#[test]
fn no_value_of_the_metadata_makes_a_panic() {
    for (folder, parts) in models() {
        let mut all = Vec::new();
        paths(&parts.header, "", &mut all);
        assert!(all.len() > 30, "{all:?}");
        for path in all {
            for value in nonsense() {
                let mut changed = parts.clone();
                let what = format!("{path} = {value}");
                *changed.header.pointer_mut(&path).unwrap() = value;
                said(&folder, &changed.to_bytes(), &what);
            }
            let mut changed = parts.clone();
            if let Some(Value::Array(items)) = changed.header.pointer_mut(&path) {
                items.reverse();
                said(&folder, &changed.to_bytes(), &format!("{path} reversed"));
                let again = changed.header.pointer_mut(&path).unwrap();
                let items = again.as_array_mut().unwrap();
                items.extend(items.clone());
                said(&folder, &changed.to_bytes(), &format!("{path} doubled"));
            }
        }
    }
}

#[test]
fn no_array_makes_a_panic() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 6] = [
        ("zeros", |bytes| bytes.fill(0)),
        ("ones", |bytes| bytes.fill(0xFF)),
        ("not a number", |bytes| {
            let nan = f32::NAN.to_le_bytes().into_iter().cycle();
            bytes.iter_mut().zip(nan).for_each(|(b, n)| *b = n);
        }),
        ("infinite", |bytes| {
            let infinite = f32::INFINITY.to_le_bytes().into_iter().cycle();
            bytes.iter_mut().zip(infinite).for_each(|(b, n)| *b = n);
        }),
        ("reversed", |bytes| {
            let numbers: Vec<[u8; 4]> = bytes.as_chunks().0.to_vec();
            let numbers = numbers.into_iter().rev().flatten();
            bytes.iter_mut().zip(numbers).for_each(|(b, n)| *b = n);
        }),
        ("one bit", |bytes| {
            if let Some(middle) = bytes.len().checked_sub(1) {
                bytes[middle / 2] ^= 0x10;
            }
        }),
    ];
    for (folder, parts) in models() {
        for index in 0..parts.arrays.len() {
            let name = parts.arrays[index].0;
            for (what, damage) in damages {
                let mut changed = parts.clone();
                damage(&mut changed.arrays[index].1);
                said(&folder, &changed.to_bytes(), &format!("{name}: {what}"));
            }
            let width = if name.ends_with('y') || name.ends_with("forms") {
                1
            } else {
                4
            };
            for by in [-1i64, 1] {
                let mut changed = parts.clone();
                let (_, bytes, dtype, shape) = &mut changed.arrays[index];
                let width = if *dtype == safetensors::Dtype::U8 {
                    1
                } else {
                    width.max(4)
                };
                let length = (bytes.len() as i64 + by * width as i64).max(0) as usize;
                bytes.resize(length, b'z');
                *shape = vec![length / width];
                let refused = said(&folder, &changed.to_bytes(), name).is_none();
                let was_empty = parts.arrays[index].1.is_empty() && by < 0;
                assert!(refused || was_empty, "{name}: {by} more");
            }
        }
    }
}

#[test]
fn flipped_bytes_change_no_prediction() {
    for (folder, parts) in models() {
        let whole = parts.to_bytes();
        let expected = said(&folder, &whole, "whole").unwrap();
        let mut random = generated::Sequence(11);
        for _ in 0..400 {
            let mut changed = whole.clone();
            let at = random.below(changed.len());
            changed[at] ^= 1 << random.below(8);
            if let Some(have) = said(&folder, &changed, &format!("byte {at}")) {
                assert_eq!(have, expected, "byte {at}");
            }
        }
    }
}

#[test]
fn numbers_that_make_no_sense_are_named() {
    let folder = Folder::with_china_model();
    let parts = Parts::of(&folder.read("china.tasnif"));
    for (path, value, message) in [
        (
            "/format_version",
            json!(0),
            "the model has format version 0; expected 1 to 4",
        ),
        (
            "/class_documents",
            json!([u64::MAX, 5]),
            "the documents of its labels do not add up to 4",
        ),
        (
            "/class_documents",
            json!([4, 0]),
            "the label \"japan\" has no document",
        ),
        (
            "/class_documents",
            json!([4]),
            "\"class_documents\" holds 1 numbers; expected 2",
        ),
        (
            "/documents",
            json!(3),
            "the documents of its labels do not add up to 3",
        ),
        (
            "/labels",
            json!(["japan", "china"]),
            "its labels are not sorted and distinct",
        ),
        (
            "/labels",
            json!(["china", "china"]),
            "its labels are not sorted and distinct",
        ),
        (
            "/labels",
            json!(["china"]),
            "it has 1 labels, fewer than two",
        ),
        (
            "/settings/alpha",
            json!(-1.0),
            "its settings cannot work: --alpha -1 does not smooth",
        ),
        (
            "/settings/alpha",
            json!(0.0),
            "its settings cannot work: --alpha 0 does not smooth",
        ),
        (
            "/settings/max_unknown",
            json!(2.0),
            "max_unknown is 2, which is no share",
        ),
        ("/biases", json!([0.0, 1e200]), "a bias is 1e200"),
    ] {
        let mut changed = parts.clone();
        let (parent, key) = path.rsplit_once('/').unwrap();
        changed.header.pointer_mut(parent).unwrap()[key] = value;
        folder.write("bad.tasnif", changed.to_bytes());
        let message = format!("error: bad.tasnif: damaged: {message}");
        folder.refuses_with("info bad.tasnif", &[&message]);
        folder.refuses_with("classify -m bad.tasnif china.jsonl", &[&message]);
    }
    for (name, number, message) in [
        (
            "weights",
            f32::NAN.to_bits(),
            "a weight is not a finite number",
        ),
        (
            "document_frequency",
            5,
            "the document frequency of term 0 is 5, of 4 documents",
        ),
        (
            "document_frequency",
            0,
            "the document frequency of term 0 is 0, of 4 documents",
        ),
        (
            "vocabulary_ends",
            90,
            "the vocabulary's offsets do not fit its text",
        ),
    ] {
        let mut changed = parts.clone();
        let array = changed.arrays.iter_mut().find(|array| array.0 == name);
        array.unwrap().1[..4].copy_from_slice(&number.to_le_bytes());
        folder.write("bad.tasnif", changed.to_bytes());
        folder.refuses_with("info bad.tasnif", &[&format!("damaged: {message}")]);
    }
}

/// What another program does to the file after it was read changes nothing.
#[test]
fn a_model_that_is_overwritten_while_it_is_used_predicts_the_same() {
    let folder = Folder::new();
    let bundled = std::fs::read(repository("models/arabic-news.tasnif")).unwrap();
    folder.write("m.tasnif", &bundled);
    let model = read_model(&folder.path("m.tasnif")).unwrap();
    let text = "فاز الفريق بكأس البطولة";
    let expected = Classifier::new(model.clone()).classify(text);
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(folder.path("m.tasnif"));
    file.unwrap().set_len(100).unwrap();
    assert_eq!(Classifier::new(model.clone()).classify(text), expected);
}
