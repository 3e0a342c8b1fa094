//! `tasnif check`.

use crate::common::generated::{self, Sequence};
use crate::common::{Folder, Run, jsonl, parse};
use serde_json::Value;
use tasnif::Model;

/// A folder with a model of 300 articles, and new articles like them.
fn folder() -> Folder {
    let folder = Folder::with("old.jsonl", generated::jsonl(&Sequence(1).articles(300)));
    folder.write("new.jsonl", generated::jsonl(&Sequence(2).articles(200)));
    let run = folder.run("train -q old.jsonl -o news.tasnif");
    assert_eq!(run, Run::new(0, "", ""));
    folder
}

/// The article with the label, of articles that follow from a seed.
fn of_label(label: &str, count: usize) -> Vec<(&'static str, String)> {
    let articles = Sequence(3).articles(10 * count).into_iter();
    articles
        .filter(|article| article.0 == label)
        .take(count)
        .collect()
}

fn checked(folder: &Folder, line: &str, code: i32) -> Value {
    let run = folder.run(&format!("check {line} --format json"));
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (code, ""),
        "{line}: {run:?}"
    );
    parse(&run.stdout)
}

/// Names of the measures that changed.
fn changed(check: &Value) -> Vec<&str> {
    let measures = check["measures"].as_array().unwrap().iter();
    let changed = measures.filter(|measure| measure["changed"] == true);
    changed
        .map(|measure| measure["measure"].as_str().unwrap())
        .collect()
}

#[test]
fn texts_like_those_of_training_are_no_reason_to_worry() {
    let folder = folder();
    let check = checked(&folder, "-m news.tasnif new.jsonl", 0);
    assert_eq!(
        (check["changed"].clone(), changed(&check)),
        (false.into(), vec![])
    );
    assert_eq!(
        (&check["documents"], &check["expected_documents"]),
        (&200.into(), &300.into())
    );
    let labels = check["labels"].as_array().unwrap();
    assert_eq!(labels.len(), 3);
    let expected: u64 = labels
        .iter()
        .map(|label| label["expected_documents"].as_u64().unwrap())
        .sum();
    assert!((250..=300).contains(&expected), "{expected}");
    let table = folder
        .run("check -m news.tasnif new.jsonl --format table")
        .stdout();
    assert!(table.starts_with("The texts are like those that the model expects (200 documents, compared with 300).\n\n"), "{table}");
}

#[test]
fn another_mix_of_topics_is_found() {
    let folder = folder();
    folder.write("sport.jsonl", generated::jsonl(&of_label("رياضة", 150)));
    let check = checked(&folder, "-m news.tasnif sport.jsonl", 1);
    assert_eq!(changed(&check), ["labels"]);
    let sentences = check["sentences"].to_string();
    assert!(
        sentences.contains("The shares of the labels changed") && sentences.contains("رياضة"),
        "{sentences}"
    );
    assert_eq!(check["labels"][0]["label"], "رياضة");
}

#[test]
fn another_language_is_found_and_its_words_are_named() {
    let folder = folder();
    let texts = vec![
        (
            "x",
            "The central bank raised its key rate again, while oil prices fell"
        );
        150
    ];
    folder.write("english.jsonl", jsonl(&texts));
    let check = checked(&folder, "-m news.tasnif english.jsonl", 1);
    let changed = changed(&check);
    for measure in ["unlabelled", "known words", "probability"] {
        assert!(changed.contains(&measure), "{changed:?}");
    }
    // Ties by word.
    assert_eq!(check["unknown_words"][0]["unknown_word"], "again");
    assert_eq!(check["unknown_words"][0]["documents"], 150);
    let run = folder.run("check -m news.tasnif english.jsonl --format table");
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("Fewer words are known: "),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("frequent unknown words: again, bank, central, "),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("More documents stay unlabelled: "),
        "{}",
        run.stdout
    );
}

#[test]
fn few_documents_are_no_proof_and_that_is_said() {
    let folder = folder();
    folder.write("few.jsonl", generated::jsonl(&of_label("رياضة", 3)));
    let run = folder.run("check -m news.tasnif few.jsonl --format csv");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            0,
            "3 documents show only large changes; check at least 100\n"
        )
    );
    let header = "measure,expected,observed,change,limit,p,p_adjusted,changed";
    assert_eq!(run.stdout.lines().next(), Some(header));
    assert_eq!(run.stdout.lines().count(), 5);
    folder.write("no-words.jsonl", "{\"text\": \"\"}\n{\"text\": \"…\"}\n");
    let run = folder.run("check -m news.tasnif no-words.jsonl -q");
    assert_eq!(run.stderr, "", "{run:?}");
}

#[test]
fn other_texts_can_be_the_baseline() {
    let folder = folder();
    folder.write("before.jsonl", generated::jsonl(&Sequence(4).articles(300)));
    let check = checked(
        &folder,
        "-m news.tasnif new.jsonl --baseline before.jsonl",
        0,
    );
    assert_eq!(check["expected_documents"], 300);
    let same = checked(&folder, "-m news.tasnif new.jsonl --baseline new.jsonl", 0);
    for measure in same["measures"].as_array().unwrap() {
        assert_eq!(
            (&measure["change"], &measure["p_adjusted"]),
            (&0.0.into(), &1.0.into()),
            "{measure}"
        );
    }
    folder.refuses_with(
        "check -m news.tasnif --baseline -",
        &["it can be read once"],
    );
}

/// The models of the repository were trained before models recorded what to expect.
#[test]
fn models_without_an_expectation_say_what_to_do() {
    let folder = folder();
    folder.model("old.jsonl --no-calibration");
    let advice = "train it again, or name texts to compare with in --baseline";
    folder.refuses_with(
        "check -m trained.tasnif new.jsonl",
        &["the model does not record what to expect of texts", advice],
    );
    let run = folder.run("check -m trained.tasnif new.jsonl --baseline new.jsonl --format json");
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn wrong_input_is_refused() {
    let folder = folder();
    folder.write("empty.jsonl", "");
    folder.refuses_with(
        "check -m new.jsonl old.jsonl",
        &["new.jsonl: not a tasnif model"],
    );
    folder.refuses_with(
        "check -m news.tasnif empty.jsonl",
        &["the input holds no document"],
    );
    folder.refuses_with(
        "check -m news.tasnif new.jsonl --baseline empty.jsonl",
        &["the input holds no document"],
    );
}

#[test]
fn what_is_expected_does_not_depend_on_threads_and_order() {
    let folder = folder();
    let expected = |name: &str| {
        let model = Model::from_bytes(folder.read(name)).unwrap();
        model.calibration.unwrap().expected.unwrap()
    };
    let first = expected("news.tasnif");
    assert_eq!(first.documents(), 300);
    let mut articles = Sequence(1).articles(300);
    Sequence(9).shuffle(&mut articles);
    folder.write("shuffled.jsonl", generated::jsonl(&articles));
    folder.model("shuffled.jsonl -j 3");
    assert!(folder.read("trained.tasnif") == folder.read("news.tasnif"));
    // A label with a single document is missing in the model of its fold.
    articles.push(("ا", "كلمة أخرى تماما".to_owned()));
    folder.write("rare.jsonl", generated::jsonl(&articles));
    folder.model("rare.jsonl");
    let rare = expected("trained.tasnif");
    assert_eq!(
        (rare.labels.len(), rare.labels[0], rare.documents()),
        (4, 0, 300)
    );
}
