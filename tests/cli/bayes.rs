//! Kinds of naive Bayes and class weights, from outside. Their numbers are compared with
//! scikit-learn's in `tests/reference`.

use crate::common::{CHINA_TEST, Folder, NEWS, TEXTBOOK, assert_near, jsonl, parse};
use serde_json::{Value, json};

/// Every kind beside the default, and class weights.
const VARIANTS: [&str; 5] = [
    "--algorithm bernoulli",
    "--algorithm weight-normalised-complement",
    "--balanced",
    "--algorithm bernoulli --balanced",
    "--select chi-squared --max-features 9",
];

/// The first six documents of [`NEWS`]: four of one label, two of the other.
fn unbalanced() -> Folder {
    Folder::with("news.jsonl", jsonl(&NEWS[..6]))
}

fn info(folder: &Folder) -> Value {
    parse(&folder.run("info trained.tasnif --format json").stdout())
}

/// The prediction of `trained.tasnif` for a text.
fn prediction(folder: &Folder, text: &str) -> Value {
    let input = json!({"id": "x", "text": text}).to_string();
    let run = folder.run_with("classify -m trained.tasnif", input.as_bytes());
    parse(&run.stdout())
}

#[test]
fn models_do_not_follow_the_order_of_documents_or_the_number_of_threads() {
    let folder = unbalanced();
    let mut reversed = NEWS[..6].to_vec();
    reversed.reverse();
    folder.write("reversed.jsonl", jsonl(&reversed));
    for variant in VARIANTS {
        let model = folder.model(&format!("news.jsonl {variant} -j 1"));
        let other = folder.model(&format!("reversed.jsonl {variant} -j 3"));
        assert!(model == other, "{variant}");
    }
}

#[test]
fn folds_are_judged_with_every_variant() {
    let folder = unbalanced();
    for variant in VARIANTS {
        let line = format!("evaluate --cv 2 news.jsonl {variant} --format json");
        let metrics = parse(&folder.run(&line).stdout());
        assert_eq!(metrics["documents"], 6, "{variant}");
    }
}

#[test]
fn only_what_older_readers_would_get_wrong_is_of_version_2() {
    let folder = unbalanced();
    for (variant, version) in VARIANTS.into_iter().zip([2, 1, 2, 2, 1]) {
        folder.model(&format!("news.jsonl {variant}"));
        assert_eq!(info(&folder)["format_version"], version, "{variant}");
    }
}

#[test]
fn bernoulli_implies_its_weights_and_refuses_others() {
    let folder = unbalanced();
    let model = folder.model("news.jsonl --algorithm bernoulli");
    let implied = "--tf binary --idf none --class-weighting none --norm none";
    let named = folder.model(&format!("news.jsonl --algorithm bernoulli {implied}"));
    assert!(model == named);
    let features = &info(&folder)["settings"]["features"];
    for (setting, value) in [
        ("tf", "binary"),
        ("idf", "none"),
        ("class_weighting", "none"),
        ("norm", "none"),
    ] {
        assert_eq!(features[setting], value);
    }
    let message = "--algorithm bernoulli sees only whether a term occurs: it implies --tf binary, \
                   --idf none, --class-weighting none and --norm none; leave these out";
    for contradiction in [
        "--tf raw",
        "--idf smooth",
        "--class-weighting entropy",
        "--norm l2",
    ] {
        for command in ["train -o new.tasnif", "evaluate --cv 2"] {
            let line = format!("{command} news.jsonl --algorithm bernoulli {contradiction}");
            folder.refuses(&line, message);
        }
    }
}

/// Manning, Raghavan and Schütze (2008), example 13.2: the document's repeated "Chinese" counts
/// once, and that it lacks "Beijing", "Shanghai" and "Macao" speaks against the label.
#[test]
fn bernoulli_is_the_textbooks() {
    let folder = Folder::with_china_model();
    folder.model("china.jsonl --algorithm bernoulli --alpha 1 --ngrams 1");
    let china = 3.0 / 4.0 * 4.0 / 5.0 * 1.0 / 25.0 * 27.0 / 125.0;
    let japan = 1.0 / 4.0 * 8.0 / 27.0 * 8.0 / 27.0;
    let result = prediction(&folder, CHINA_TEST);
    assert_eq!(result["label"], "japan");
    assert_near(&result["probability"], japan / (china + japan));
    // Without a word that it knows still unknown, although the absence of all words would speak.
    let run = folder.run_with("classify -m trained.tasnif", br#"{"text": "Ottawa"}"#);
    assert_eq!(parse(&run.stdout)["label"], Value::Null);
}

/// By the textbook's equations, with the counts of each class times 4 / (2 · 3) and 4 / (2 · 1).
#[test]
fn balanced_classes_multiply_the_textbooks_counts() {
    let folder = Folder::with_china_model();
    folder.model(&format!("china.jsonl {TEXTBOOK} --balanced"));
    let probability =
        |weight: f64, count: f64, all: f64| (weight * count + 1.0) / (weight * all + 6.0);
    let of_china = |count| probability(4.0 / 6.0, count, 8.0);
    let of_japan = |count| probability(2.0, count, 3.0);
    let china = of_china(5.0).powi(3) * of_china(0.0).powi(2);
    let japan = of_japan(1.0).powi(5);
    let result = prediction(&folder, CHINA_TEST);
    assert_eq!(result["label"], "japan");
    assert_near(&result["probability"], japan / (china + japan));
    // An empirical prior stays the share of the documents: 3 : 1.
    folder.model(&format!(
        "china.jsonl {TEXTBOOK} --balanced --prior empirical"
    ));
    let result = prediction(&folder, CHINA_TEST);
    assert_near(
        &result["probability"],
        (3.0 * china).max(japan) / (3.0 * china + japan),
    );
}

#[test]
fn balanced_is_stored_only_when_it_is_given() {
    let folder = unbalanced();
    folder.model("news.jsonl");
    assert_eq!(info(&folder)["settings"]["balanced"], Value::Null);
    folder.model("news.jsonl --balanced");
    assert_eq!(info(&folder)["settings"]["balanced"], true);
}

#[test]
fn balancing_classes_of_the_same_size_changes_no_prediction() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let classify = |flags: &str| {
        folder.model(&format!("news.jsonl {flags}"));
        folder.run("classify -m trained.tasnif news.jsonl").stdout()
    };
    for algorithm in ["complement", "multinomial", "bernoulli"] {
        let flags = format!("--algorithm {algorithm} --prior uniform");
        assert_eq!(classify(&flags), classify(&format!("{flags} --balanced")));
    }
}

#[test]
fn an_empirical_prior_does_not_go_with_normalised_weights() {
    let message = "--prior empirical would outweigh the small weights of --algorithm \
                   weight-normalised-complement; leave it out";
    let flags = "--algorithm weight-normalised-complement --prior empirical";
    unbalanced().refuses(&format!("train news.jsonl -o new.tasnif {flags}"), message);
}

#[test]
fn one_term_in_all_documents_still_makes_a_model() {
    let corpus = [("a", "word"), ("b", "word"), ("b", "word")];
    let folder = Folder::with("one.jsonl", jsonl(&corpus));
    for variant in VARIANTS {
        folder.model(&format!("one.jsonl {variant}"));
        let probability = prediction(&folder, "word")["probability"].as_f64();
        assert!(probability.is_some_and(|p| p >= 0.5), "{variant}");
    }
}

#[test]
fn smoothing_past_all_numbers_is_refused() {
    let folder = unbalanced();
    let message = "the weights overflow: --alpha or --learning-rate is far too large or too small; use numbers near 0.1 and 5";
    for variant in ["--algorithm bernoulli", "--algorithm bernoulli --balanced"] {
        let line = format!("train news.jsonl -o new.tasnif {variant} --alpha 1e308");
        folder.refuses(&line, message);
    }
}

/// The balanced sum of a term that all documents of a label hold is 5 / 3, rounded up: it must not
/// leave fewer than no documents without the term.
#[test]
fn hardly_any_smoothing_goes_with_balanced_presence() {
    let corpus = [("a", "x"), ("a", "x"), ("a", "x"), ("b", "y"), ("c", "z")];
    let folder = Folder::with("five.jsonl", jsonl(&corpus));
    folder.model("five.jsonl --algorithm bernoulli --balanced --alpha 1e-300");
    for (label, text) in corpus {
        let result = prediction(&folder, text);
        assert_eq!(result["label"], label);
        assert_near(&result["probability"], 1.0);
    }
}
