//! Model files that are whole, damaged, foreign or newer.

use crate::common::{CHINA_TEST, Folder, NEWS, Run, jsonl, parse};
use tasnif::model::FORMAT_VERSION;
use tasnif::{Classifier, Model, read_model, write_model};

/// Position of `needle` in `bytes`.
fn find(bytes: &[u8], needle: &[u8]) -> usize {
    let mut windows = bytes.windows(needle.len());
    windows
        .position(|window| window == needle)
        .expect("the model holds it")
}

fn flipped(bytes: &[u8], at: usize, mask: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= mask;
    bytes
}

/// Every command that reads a model refuses `bad.tasnif` with one of these messages.
fn refused(folder: &Folder, content: &[u8], parts: &[&str]) {
    folder.write("bad.tasnif", content);
    for line in [
        "info bad.tasnif",
        "classify -m bad.tasnif china.jsonl -o new.jsonl",
    ] {
        let parts = [&["error: bad.tasnif: "], parts].concat();
        folder.refuses_with(line, &parts);
    }
}

#[test]
fn truncated_files_are_refused() {
    let folder = Folder::with_china_model();
    let whole = folder.read("china.tasnif");
    for length in [
        0,
        7,
        8,
        100,
        whole.len() / 2,
        whole.len() - 4,
        whole.len() - 1,
    ] {
        let parts = [
            "not a tasnif model, or a damaged one",
            "train it again or copy it anew",
        ];
        refused(&folder, &whole[..length], &parts);
    }
}

#[test]
fn trailing_bytes_are_refused() {
    let folder = Folder::with_china_model();
    let longer = [folder.read("china.tasnif"), vec![0]].concat();
    refused(&folder, &longer, &["not a tasnif model, or a damaged one"]);
}

#[test]
fn flipped_bits_are_refused() {
    let folder = Folder::with_china_model();
    let whole = folder.read("china.tasnif");
    let damaged = "damaged: the content does not fit its checksum; train it again or copy it anew";
    let vocabulary = find(&whole, b"beijingchinese");
    let label = find(&whole, b"china");
    let alpha = find(&whole, br#"\"alpha\":1.0"#) + 10;
    for (place, mask) in [
        (vocabulary, 1),
        (label, 2),
        (alpha, 1),
        (whole.len() - 1, 0x80),
        (whole.len() - 48, 1),
        (find(&whole, br#"\"checksum\":\""#) + 15, 1),
    ] {
        refused(&folder, &flipped(&whole, place, mask), &[damaged]);
    }
    refused(&folder, &flipped(&whole, 0, 0x10), &["not a tasnif model"]);
    refused(&folder, &flipped(&whole, 7, 0x80), &["not a tasnif model"]);
}

/// A flip may hit what says nothing, such as the name of a setting that is null.
#[test]
fn no_flipped_bit_changes_a_model_unnoticed() {
    let folder = Folder::with_china_model();
    let whole = folder.read("china.tasnif");
    let model = read_model(&folder.path("china.tasnif")).unwrap();
    let path = folder.path("bad.tasnif");
    let mut refused = 0;
    for place in 0..whole.len() {
        folder.write("bad.tasnif", flipped(&whole, place, 1 << (place % 8)));
        match read_model(&path) {
            Ok(read) => assert_eq!(read, model, "byte {place}"),
            Err(error) => {
                assert!(error.to_string().contains("bad.tasnif"), "{error}");
                refused += 1;
            }
        }
    }
    assert!(
        refused > whole.len() * 95 / 100,
        "{refused} of {}",
        whole.len()
    );
}

#[test]
fn a_newer_format_is_named_before_its_content_is_judged() {
    let folder = Folder::with_china_model();
    let whole = folder.read("china.tasnif");
    let place = find(&whole, br#"\"format_version\":1"#) + br#"\"format_version\":"#.len();
    let mut newer = whole.clone();
    newer[place] = b'0' + u8::try_from(FORMAT_VERSION + 1).unwrap();
    let message = format!(
        "the model has format version {}, newer than {FORMAT_VERSION}, the newest that this \
         version of tasnif reads; update tasnif",
        FORMAT_VERSION + 1
    );
    refused(&folder, &newer, &[&message]);
    newer[place] = b'0';
    refused(&folder, &newer, &["damaged"]);
}

/// A safetensors file with this header and four bytes of data.
fn safetensors(header: &str) -> Vec<u8> {
    let length = (header.len() as u64).to_le_bytes();
    [&length[..], header.as_bytes(), &[0; 4]].concat()
}

#[test]
fn foreign_files_are_refused() {
    let folder = Folder::with_china_model();
    let array = r#""a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#;
    let foreign = "not a tasnif model: its metadata lack the entry \"tasnif\"";
    refused(&folder, &safetensors(&format!("{{{array}}}")), &[foreign]);
    let other = format!("{{\"__metadata__\":{{\"format\":\"pt\"}},{array}}}");
    refused(&folder, &safetensors(&other), &[foreign]);
    let impostor = format!("{{\"__metadata__\":{{\"tasnif\":\"yes\"}},{array}}}");
    refused(&folder, &safetensors(&impostor), &["not a tasnif model"]);
    refused(
        &folder,
        b"PK\x03\x04 not safetensors at all",
        &["not a tasnif model"],
    );
    refused(&folder, jsonl(&NEWS).as_bytes(), &["not a tasnif model"]);
}

#[test]
fn missing_models_and_folders_are_named() {
    let folder = Folder::with_china_model();
    std::fs::create_dir(folder.path("models")).unwrap();
    for name in ["no.tasnif", "models"] {
        let message = format!("error: cannot read {name}: ");
        folder.refuses_with(&format!("info {name}"), &[&message]);
        folder.refuses_with(&format!("classify -m {name} china.jsonl"), &[&message]);
        folder.refuses_with(&format!("evaluate -m {name} china.jsonl"), &[&message]);
    }
}

#[test]
fn the_arrays_can_be_read_by_any_safetensors_reader() {
    let folder = Folder::with_china_model();
    let bytes = folder.read("china.tasnif");
    let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let vocabulary = file.tensor("vocabulary").unwrap();
    assert_eq!(vocabulary.data(), b"beijingchinesejapanmacaoshanghaitokyo");
    let numbers = |name: &str| -> Vec<u32> {
        let (chunks, rest) = file.tensor(name).unwrap().data().as_chunks();
        assert_eq!(rest, [0; 0]);
        chunks
            .iter()
            .map(|chunk| u32::from_le_bytes(*chunk))
            .collect()
    };
    assert_eq!(numbers("vocabulary_ends"), [7, 14, 19, 24, 32, 37]);
    assert_eq!(numbers("document_frequency"), [1, 4, 1, 1, 1, 1]);
    assert_eq!(file.tensor("weights").unwrap().shape(), [6, 2]);
    let model: Model = read_model(&folder.path("china.tasnif")).unwrap();
    // Equations of the textbook: P(Chinese|china) = 6/14, P(Chinese|japan) = 2/9.
    let odds = model.weights_of(1)[0] - model.weights_of(1)[1];
    assert!(
        (odds - (6.0f32 / 14.0 / (2.0 / 9.0)).ln()).abs() < 1e-6,
        "{odds}"
    );
}

#[test]
fn reading_and_writing_keeps_every_byte() {
    let folder = Folder::with_china_model();
    let model = read_model(&folder.path("china.tasnif")).unwrap();
    write_model(&folder.path("copy.tasnif"), &model).unwrap();
    assert!(folder.read("copy.tasnif") == folder.read("china.tasnif"));
    let run = folder.run("info copy.tasnif --format csv --top 0");
    assert_eq!(
        run,
        Run::new(0, "label,documents,top_terms\nchina,3,\njapan,1,\n", "")
    );
}

#[test]
fn a_bias_for_each_class_makes_a_model_of_version_2() {
    let folder = Folder::with_china_model();
    let plain = read_model(&folder.path("china.tasnif")).unwrap();
    let mut biased = plain.clone();
    biased.biases = vec![-1.5, 1e-300];
    write_model(&folder.path("biased.tasnif"), &biased).unwrap();
    let read = read_model(&folder.path("biased.tasnif")).unwrap();
    assert_eq!(read, biased);
    for (name, version) in [("china.tasnif", 1), ("biased.tasnif", 2)] {
        let header = format!(r#"\"format_version\":{version},"#);
        find(&folder.read(name), header.as_bytes());
        let info = parse(&folder.run(&format!("info {name} --format json")).stdout());
        assert_eq!(info["format_version"], version);
    }
    let log_odds = |model: &Model| {
        let probabilities = Classifier::new(model.clone())
            .classify(CHINA_TEST)
            .probabilities;
        (probabilities[0] / probabilities[1]).ln()
    };
    assert!((log_odds(&read) - (log_odds(&plain) - 1.5)).abs() < 1e-12);
}

#[test]
fn biases_that_do_not_fit_are_refused() {
    let folder = Folder::with_china_model();
    let mut model = read_model(&folder.path("china.tasnif")).unwrap();
    for biases in [vec![0.5], vec![0.5; 3]] {
        model.biases = biases;
        write_model(&folder.path("wrong.tasnif"), &model).unwrap();
        let content = folder.read("wrong.tasnif");
        refused(&folder, &content, &["\"biases\" holds "]);
    }
}
