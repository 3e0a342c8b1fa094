//! Probabilities that hold, documents that stay unknown, label sets.

use crate::common::generated::{self, LETTERS, Sequence};
use crate::common::{Folder, Run, jsonl, parse, parse_lines};
use serde_json::{Value, json};
use tasnif::model::{Calibration, FORMAT_VERSION};
use tasnif::{Classifier, Thresholds, read_model, write_model};

/// A folder with a model of a few hundred Arabic articles, `news.tasnif`.
fn folder() -> Folder {
    let folder = Folder::with("news.jsonl", generated::jsonl(&Sequence(1).articles(300)));
    let run = folder.run("train -q news.jsonl -o news.tasnif --ngrams 1..1 --quick");
    assert_eq!(run, Run::new(0, "", ""));
    folder
}

fn classified(folder: &Folder, flags: &str, texts: &[String]) -> Vec<Value> {
    let lines = texts.iter().map(|text| json!({"text": text}).to_string());
    let input = lines.collect::<Vec<_>>().join("\n");
    let line = format!("classify -q -m news.tasnif {flags}");
    let run = folder.run_with(&line, input.as_bytes());
    parse_lines(&run.stdout())
}

fn unknown(documents: &[Value]) -> usize {
    let unknown = documents.iter().filter(|d| d["unknown"] == true);
    unknown.count()
}

fn articles(seed: u64, count: usize) -> Vec<String> {
    let articles = Sequence(seed).articles(count).into_iter();
    articles.map(|(_, text)| text).collect()
}

#[test]
fn other_languages_and_random_letters_are_unknown_and_articles_are_not() {
    let folder = folder();
    let mut sequence = Sequence(5);
    let latin: Vec<char> = ('a'..='z').collect();
    let mut noise = |alphabet: &[char]| -> Vec<String> {
        let mut text = || {
            let words: Vec<String> = (0..30).map(|_| sequence.letters(alphabet)).collect();
            words.join(" ")
        };
        (0..40).map(|_| text()).collect()
    };
    let english = [
        "The team won the final match and the crowd cheered until late in the evening",
        "The central bank raised its key rate while oil prices and shares fell",
        "Doctors at the hospital said that the vaccine protects most patients",
    ]
    .map(str::to_owned);
    let persian = ["تیم ملی فوتبال پس از بازی دیشب به خانه بازگشت و مردم جشن گرفتند".to_owned()];
    assert_eq!(unknown(&classified(&folder, "", &english)), 3);
    assert_eq!(unknown(&classified(&folder, "", &persian)), 1);
    assert_eq!(unknown(&classified(&folder, "", &noise(&latin))), 40);
    assert_eq!(unknown(&classified(&folder, "", &noise(&LETTERS))), 40);
    let lost = unknown(&classified(&folder, "", &articles(9, 300)));
    assert!(lost <= 12, "{lost} of 300");
}

#[test]
fn probabilities_hold_for_new_articles() {
    let folder = folder();
    folder.write("new.jsonl", generated::jsonl(&Sequence(9).articles(400)));
    let evaluate = |model: &str| {
        let line = format!("evaluate -m {model} new.jsonl --format json");
        parse(&folder.run(&line).stdout())
    };
    folder.model("news.jsonl --ngrams 1..1 --no-calibration");
    let (calibrated, plain) = (evaluate("news.tasnif"), evaluate("trained.tasnif"));
    assert_eq!(calibrated["accuracy"], plain["accuracy"]);
    let number = |metrics: &Value, name: &str| metrics[name].as_f64().unwrap();
    for name in ["log_loss", "ece"] {
        let (after, before) = (number(&calibrated, name), number(&plain, name));
        assert!(after < before, "{name}: {after} {before}");
    }
    assert!(number(&calibrated, "ece") < 0.05, "{calibrated}");
    assert!(number(&calibrated, "coverage") > 0.95, "{calibrated}");
    assert_eq!(plain["coverage"], 1.0);
}

#[test]
fn metrics_tell_what_is_labelled_and_how_sure_documents_fare() {
    let folder = folder();
    folder.write("new.jsonl", generated::jsonl(&Sequence(9).articles(100)));
    let evaluate = |flags: &str| {
        let line = format!("evaluate -m news.tasnif new.jsonl --format json {flags}");
        parse(&folder.run(&line).stdout())
    };
    let (all, sure) = (
        evaluate("--min-probability 0"),
        evaluate("--min-probability 0.9"),
    );
    for metrics in [&all, &sure] {
        let at = metrics["accuracy_at_coverage"].as_array().unwrap();
        let shares = at.iter().map(|at| at["coverage"].as_f64().unwrap());
        assert!(shares.eq([1.0, 0.99, 0.98, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5]));
        let least = at.iter().map(|at| at["min_probability"].as_f64().unwrap());
        assert!(least.is_sorted());
        assert_eq!(at[0]["accuracy"], metrics["accuracy"]);
    }
    // Thresholds withhold labels; what the model finds most probable stays the same.
    assert_eq!(all["accuracy"], sure["accuracy"]);
    assert_eq!(all["confusion"], sure["confusion"]);
    let number = |metrics: &Value, name: &str| metrics[name].as_f64().unwrap();
    assert!(number(&sure, "coverage") < number(&all, "coverage"));
    assert!(number(&sure, "labelled_accuracy") >= number(&all, "labelled_accuracy"));
}

#[test]
fn given_thresholds_replace_the_learned_ones() {
    let folder = folder();
    let texts = articles(9, 60);
    let thresholds = [
        "--min-probability",
        "--min-margin",
        "--min-known",
        "--min-similarity",
    ];
    for threshold in thresholds {
        let others = thresholds.iter().filter(|other| **other != threshold);
        let none: String = others.map(|other| format!("{other} 0 ")).collect();
        let at = |share: &str| {
            let flags = format!("{none} {threshold} {share}");
            unknown(&classified(&folder, &flags, &texts))
        };
        assert_eq!(at("0"), 0, "{threshold}");
        let counts = ["0.3", "0.6", "0.9", "1"].map(at);
        assert!(counts.is_sorted(), "{threshold}: {counts:?}");
        assert!(counts[3] > 0, "{threshold}: {counts:?}");
    }
}

#[test]
fn a_withheld_label_leaves_the_probabilities() {
    let folder = folder();
    let texts = articles(9, 1);
    let labelled = &classified(&folder, "--min-probability 0", &texts)[0];
    let withheld = &classified(&folder, "--min-margin 1", &texts)[0];
    assert_eq!(withheld["unknown"], true);
    assert!(withheld["label"].is_null() && withheld["probability"].is_null());
    assert_eq!(withheld["labels"], labelled["labels"]);
    assert_eq!(labelled["labels"][0]["label"], labelled["label"]);
}

#[test]
fn label_sets_hold_the_true_label_as_often_as_was_stated() {
    let folder = folder();
    let new = Sequence(9).articles(400);
    let texts: Vec<String> = new.iter().map(|(_, text)| text.clone()).collect();
    for coverage in [0.8, 0.95] {
        let sets = classified(&folder, &format!("--coverage {coverage}"), &texts);
        let held = sets.iter().zip(&new).filter(|(document, (label, _))| {
            let set = document["label_set"].as_array().unwrap();
            set.iter().any(|of_set| of_set == label)
        });
        let share = held.count() as f64 / 400.0;
        assert!(share > coverage - 0.05, "{coverage}: {share}");
        assert!(coverage > 0.9 || share < 0.95, "{coverage}: {share}");
    }
}

#[test]
fn evaluate_tells_how_label_sets_do() {
    let folder = folder();
    let new = Sequence(9).articles(200);
    let texts: Vec<String> = new.iter().map(|(_, text)| text.clone()).collect();
    let sets = classified(&folder, "--coverage 0.9", &texts);
    let sets = sets.iter().map(|d| d["label_set"].as_array().unwrap());
    let labels: usize = sets.clone().map(Vec::len).sum();
    let empty = sets.clone().filter(|set| set.is_empty()).count();
    let held = sets
        .zip(&new)
        .filter(|(set, (label, _))| set.iter().any(|of_set| of_set == label));
    let share = |count: usize| count as f64 / 200.0;
    let expected = json!({
        "asked": 0.9, "held": share(held.count()), "labels": share(labels), "empty": share(empty),
    });
    folder.write("new.jsonl", generated::jsonl(&new));
    let line = "evaluate -m news.tasnif new.jsonl --coverage 0.9";
    let told = parse(&folder.run(&format!("{line} --format json")).stdout());
    assert_eq!(told["label_sets"], expected);
    let table = folder.run(&format!("{line} --format table")).stdout();
    assert!(table.contains("\n label sets        "), "{table}");
    let plain = parse(
        &folder
            .run("evaluate -m news.tasnif new.jsonl --format json")
            .stdout(),
    );
    assert!(plain.get("label_sets").is_none());
    let refused = folder.refusal("evaluate --cv 3 news.jsonl --coverage 0.9", b"");
    assert!(refused.contains("--coverage"), "{refused}");
    folder.refuses_with(
        &format!("{line} --format csv"),
        &["--coverage goes with tables and JSON"],
    );
}

#[test]
fn explanations_add_up_to_calibrated_log_odds_and_find_words_to_leave_out() {
    let folder = folder();
    let model = read_model(&folder.path("news.tasnif")).unwrap();
    let temperature = model.calibration.as_ref().unwrap().temperature;
    assert_ne!(temperature, 1.0);
    let mut plain = model.clone();
    plain.calibration = None;
    let plain = Classifier::new(plain.clone());
    // Thresholds withhold labels, but the most probable one is explained all the same.
    let strict = Thresholds {
        min_known: 1.0,
        ..Thresholds::default()
    };
    let classifier = Classifier::new(model.clone()).with_thresholds(strict);
    let mut session = classifier.session();
    let mut changed = 0;
    for text in articles(9, 20) {
        let explained = session.explain(&text, None, None).unwrap();
        let prediction = session.classify(&text);
        assert_eq!(Some(explained.predicted), prediction.most_probable);
        assert_eq!(explained.against, prediction.ranked()[1].0);
        let uncalibrated = plain.session().explain(&text, None, None).unwrap();
        let log_odds = uncalibrated.log_odds / temperature;
        assert!((explained.log_odds - log_odds).abs() < 1e-9);
        let terms: f64 = explained.terms.iter().map(|term| term.contribution).sum();
        assert!((explained.prior + terms - explained.log_odds).abs() < 1e-9);
        changed += usize::from(session.flip(&text).is_some());
    }
    assert!(changed > 10, "{changed}");
}

#[test]
fn evaluate_refuses_what_does_not_go_together() {
    let folder = folder();
    folder.refuses(
        "evaluate --cv 2 news.jsonl --min-known 0.5",
        "thresholds such as --min-known go with --model; with --cv each fold has those it learned",
    );
    folder.refuses(
        "evaluate -m news.tasnif news.jsonl --no-calibration",
        "settings of training do not go with --model, which has its own; leave them out, or use --cv",
    );
}

#[test]
fn the_ends_of_coverage() {
    let folder = folder();
    let texts = articles(9, 20);
    let sizes = |coverage: &str| -> Vec<usize> {
        let sets = classified(&folder, &format!("--coverage {coverage}"), &texts);
        let sets = sets
            .iter()
            .map(|d| d["label_set"].as_array().unwrap().len());
        sets.collect()
    };
    assert_eq!(sizes("0"), [0; 20]);
    assert_eq!(sizes("1"), [3; 20]);
    for share in ["1.5", "-0.1", "NaN", "x"] {
        for flag in [
            "--coverage",
            "--min-probability",
            "--min-margin",
            "--min-known",
        ] {
            let line = format!("classify -m news.tasnif news.jsonl {flag}={share}");
            let message = format!("\"{share}\" is not a share from 0 to 1, such as 0.9");
            folder.refuses_with(&line, &[&message]);
        }
    }
    folder.model("news.jsonl --no-calibration");
    folder.refuses(
        "classify -m trained.tasnif news.jsonl --coverage 0.9",
        "--coverage needs a calibrated model; train it on at least 50 documents, without --no-calibration",
    );
}

#[test]
fn label_sets_are_a_column_of_tables() {
    let folder = folder();
    folder.write("one.jsonl", jsonl(&[("", &articles(9, 1)[0])]));
    let run = folder.run("classify -m news.tasnif one.jsonl --coverage 1 --keep none --format csv");
    let csv = run.stdout();
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(
        rows[0],
        "id,label,probability,tokens,known_tokens,best_label,reason,label_set"
    );
    assert!(rows[1].ends_with(",اقتصاد · رياضة · صحة"), "{csv}");
    let run = folder.run("classify -m news.tasnif one.jsonl --keep none --format csv");
    assert!(
        run.stdout()
            .starts_with("id,label,probability,tokens,known_tokens,best_label,reason\n")
    );
}

#[test]
fn calibration_needs_fifty_documents() {
    let articles = Sequence(1).articles(50);
    let folder = Folder::with("few.jsonl", generated::jsonl(&articles[..49]));
    folder.write("enough.jsonl", generated::jsonl(&articles));
    let info = |arguments: &str| {
        folder.model(arguments);
        parse(&folder.run("info trained.tasnif --format json").stdout())
    };
    let few = info("few.jsonl");
    assert!(few["calibration"].is_null());
    assert_eq!(few["format_version"], 1);
    let enough = info("enough.jsonl");
    assert_eq!(enough["calibration"]["documents"], 50);
    assert_eq!(enough["format_version"], 4);
    let without = info("enough.jsonl --no-calibration");
    assert!(without["calibration"].is_null());
    assert_eq!(without["format_version"], 1);
}

#[test]
fn what_cannot_be_learned_in_parts_is_learned_without_calibration() {
    // Of 60 documents four fifths do not reach the bound.
    let folder = Folder::with("news.jsonl", generated::jsonl(&Sequence(1).articles(60)));
    folder.write(
        "most.jsonl",
        jsonl(&[("a", "x y"); 30]) + &jsonl(&[("b", "x z"); 30]),
    );
    folder.model("most.jsonl --min-df 60 --ngrams 1..1");
    let info = parse(&folder.run("info trained.tasnif --format json").stdout());
    assert!(info["calibration"].is_null());
}

#[test]
fn models_do_not_follow_threads_or_the_order_of_documents() {
    let mut articles = Sequence(4).articles(120);
    let folder = Folder::with("news.jsonl", generated::jsonl(&articles));
    let model = folder.model("news.jsonl -j 1");
    for threads in [2, 8] {
        let line = format!("news.jsonl -j {threads}");
        assert!(folder.model(&line) == model, "-j {threads}");
    }
    for seed in 1..=3 {
        Sequence(seed).shuffle(&mut articles);
        folder.write("shuffled.jsonl", generated::jsonl(&articles));
        assert!(folder.model("shuffled.jsonl -j 2") == model, "{seed}");
    }
    let evaluate = |name: &str, threads: usize| {
        let line = format!("evaluate --cv 3 {name} --format json -j {threads}");
        folder.run(&line).stdout()
    };
    assert_eq!(evaluate("news.jsonl", 1), evaluate("shuffled.jsonl", 8));
}

#[test]
fn info_tells_a_person_what_was_learned() {
    let folder = folder();
    let table = folder.run("info news.tasnif --format table").stdout();
    let mut lines = table.lines();
    let line = lines.find(|line| line.starts_with(" calibrated ")).unwrap();
    for part in [
        "by 300 documents: temperature ",
        "unknown below probability ",
    ] {
        assert!(line.contains(part), "{line}");
    }
}

/// Writes the model with other numbers and sees it refused.
fn refused(folder: &Folder, change: impl FnOnce(&mut Value)) {
    let mut model = read_model(&folder.path("news.tasnif")).unwrap();
    let mut calibration = serde_json::to_value(&model.calibration).unwrap();
    change(&mut calibration);
    let shown = calibration.to_string();
    model.calibration = serde_json::from_value(calibration).unwrap();
    write_model(&folder.path("bad.tasnif"), &model).unwrap();
    for line in ["info bad.tasnif", "classify -m bad.tasnif news.jsonl"] {
        let stderr = folder.refusal(line, b"");
        assert!(stderr.contains("damaged"), "{shown}: {stderr}");
    }
}

#[test]
fn damaged_numbers_are_refused() {
    let folder = folder();
    for temperature in [json!(0.0), json!(-1.0), json!(1e300), json!(1e-300)] {
        refused(&folder, |c| c["temperature"] = temperature);
    }
    for threshold in [
        "min_probability",
        "min_margin",
        "min_known",
        "min_similarity",
    ] {
        for wrong in [-0.1, 1.1] {
            refused(&folder, |c| c["thresholds"][threshold] = json!(wrong));
        }
    }
    refused(&folder, |c| c["conformity"] = json!([]));
    refused(&folder, |c| c["conformity"][0] = json!(0.999_999));
    refused(&folder, |c| c["conformity"][299] = json!(1.5));
    for documents in [0u64, 1, 299, u64::MAX] {
        refused(&folder, |c| c["documents"] = json!(documents));
    }
    for (from, to) in [
        (json!([0.0, 1.0]), json!([1.0, 0.0])),
        (json!([0.0, 0.0]), json!([1.0])),
        (json!([]), json!([])),
        (json!([0.0, 2.0]), json!([0.0, 1.0])),
    ] {
        refused(&folder, |c| c["isotonic"] = json!({"from": from, "to": to}));
    }
}

#[test]
fn numbers_that_json_cannot_hold_are_refused() {
    let folder = folder();
    let mut model = read_model(&folder.path("news.tasnif")).unwrap();
    let sound = model.calibration.clone().unwrap();
    let damages: [fn(&mut Calibration); 3] = [
        |c| c.temperature = f64::NAN,
        |c| c.temperature = f64::INFINITY,
        |c| c.thresholds.min_known = f64::NAN,
    ];
    for damage in damages {
        let mut damaged = sound.clone();
        damage(&mut damaged);
        model.calibration = Some(damaged);
        write_model(&folder.path("bad.tasnif"), &model).unwrap();
        folder.refuses_with("info bad.tasnif", &["the model's settings cannot be read"]);
    }
}

#[test]
fn a_calibrated_model_predicts_the_same_after_it_is_saved() {
    let folder = folder();
    let model = read_model(&folder.path("news.tasnif")).unwrap();
    assert_eq!(tasnif::model::format_version(&model), FORMAT_VERSION);
    // Readers of version 3 know no minimum of content words, those of version 2 no threshold of similarity either,
    // and need none here.
    let mut second = model.clone();
    let thresholds = &mut second.calibration.as_mut().unwrap().thresholds;
    thresholds.min_content_words = 0;
    assert_eq!(tasnif::model::format_version(&second), 3);
    let thresholds = &mut second.calibration.as_mut().unwrap().thresholds;
    thresholds.min_similarity = 0.0;
    assert_eq!(tasnif::model::format_version(&second), 2);
    write_model(&folder.path("second.tasnif"), &second).unwrap();
    let bytes = folder.read("second.tasnif");
    assert!(!String::from_utf8_lossy(&bytes).contains("min_similarity"));
    assert_eq!(read_model(&folder.path("second.tasnif")).unwrap(), second);
    write_model(&folder.path("copy.tasnif"), &model).unwrap();
    assert!(folder.read("copy.tasnif") == folder.read("news.tasnif"));
    assert_eq!(read_model(&folder.path("copy.tasnif")).unwrap(), model);
}
