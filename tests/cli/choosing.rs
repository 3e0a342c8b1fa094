//! What `train` chooses by held-out documents when no setting is given.

use crate::common::generated::{self, Sequence};
use crate::common::{Folder, Run, parse, parse_lines};
use serde_json::Value;
use tasnif::read_model;

/// A folder with articles of four words, so that parts of words tell something.
fn folder() -> Folder {
    let mut articles = Sequence(1).articles(240);
    for (_, text) in &mut articles {
        let words = text.split_whitespace().take(4).collect::<Vec<_>>();
        *text = words.join(" ");
    }
    Folder::with("news.jsonl", generated::jsonl(&articles))
}

fn info(folder: &Folder, flags: &str) -> Value {
    let line = format!("info trained.tasnif --format json {flags}");
    parse(&folder.run(&line).stdout())
}

fn trials(folder: &Folder) -> Vec<Value> {
    let run = folder.run("info trained.tasnif --trials --format jsonl");
    parse_lines(&run.stdout())
}

fn merit(trial: &Value) -> f64 {
    trial["accuracy"].as_f64().unwrap() - trial["log_loss"].as_f64().unwrap()
}

#[test]
fn the_best_on_held_out_documents_is_chosen() {
    let folder = folder();
    let model = folder.model("news.jsonl");
    let trials = trials(&folder);
    // Three values of smoothing and four shares of naive Bayes, with words and with parts of words.
    assert_eq!(trials.len(), 14);
    assert!(
        trials.is_sorted_by(|a, b| merit(a) >= merit(b)),
        "{trials:#?}"
    );
    assert!(trials.iter().all(|trial| trial["documents"] == 240));
    let choice = &info(&folder, "")["choice"];
    assert_eq!(
        (&choice["candidates"], &choice["documents"]),
        (&14.into(), &240.into())
    );
    for name in ["accuracy", "log_loss"] {
        assert_eq!(choice[name], trials[0][name]);
    }
    // The flags of the chosen trial give the same weights, without a choice.
    let flags = trials[0]["settings"].as_str().unwrap();
    let chosen = read_model(&folder.path("trained.tasnif")).unwrap();
    assert!(folder.model(&format!("news.jsonl --quick {flags}")) != model);
    let given = read_model(&folder.path("trained.tasnif")).unwrap();
    assert!(given.choice.is_none());
    assert_eq!(given.settings, chosen.settings);
    assert_eq!(
        (given.features, given.weights),
        (chosen.features, chosen.weights)
    );
    assert_eq!(given.calibration, chosen.calibration);
}

#[test]
fn settings_that_are_given_are_not_chosen() {
    let folder = folder();
    for (flags, trials_left) in [
        ("--char-ngrams none", 7),
        ("--char-ngrams 3..4", 7),
        ("--alpha 0.1 --char-ngrams none", 5),
        ("--refine 0 --char-ngrams none", 3),
        ("--balanced --char-ngrams none", 3),
        ("--norm l1 --char-ngrams none", 3),
        ("--algorithm multinomial --char-ngrams none", 7),
    ] {
        folder.model(&format!("news.jsonl {flags}"));
        assert_eq!(trials(&folder).len(), trials_left, "{flags}");
    }
    for flags in [
        "--quick",
        "--no-calibration",
        "--refine 2 --char-ngrams none",
        "--algorithm bernoulli",
        "--alpha 0.1 --refine 0 --class-weighting entropy --char-ngrams none",
    ] {
        folder.model(&format!("news.jsonl {flags}"));
        assert!(info(&folder, "").get("choice").is_none(), "{flags}");
        folder.refuses_with("info trained.tasnif --trials", &["its settings were given"]);
    }
    let quick = folder.model("news.jsonl --quick");
    let given = "--alpha 0.1 --refine 0 --class-weighting entropy --char-ngrams none";
    assert!(folder.model(&format!("news.jsonl {given}")) == quick);
}

#[test]
fn what_is_chosen_is_told() {
    let folder = folder();
    let told = folder.run("train news.jsonl -o m.tasnif").stderr;
    let flags = trials_of(&folder, "m.tasnif");
    let chose = format!("{flags}: the best of 14 candidates on 240 held-out documents, accuracy ");
    assert!(told.starts_with(&chose), "{told}");
    let table = folder.run("info m.tasnif --format table").stdout();
    assert!(
        table.contains(" chosen          the best of 14 candidates on 240 "),
        "{table}"
    );
    // The strongest terms are words, though parts of words were counted, too.
    assert!(!table.contains('~'), "{table}");
}

fn trials_of(folder: &Folder, model: &str) -> String {
    let run = folder.run(&format!("info {model} --trials --format jsonl"));
    let first = parse_lines(&run.stdout()).swap_remove(0);
    first["settings"].as_str().unwrap().to_owned()
}

#[test]
fn a_choice_does_not_follow_threads_or_the_order_of_documents() {
    let folder = folder();
    let model = folder.model("news.jsonl -j 1");
    assert!(folder.model("news.jsonl -j 5") == model);
    let news = folder.read_text("news.jsonl");
    let mut lines: Vec<&str> = news.lines().collect();
    Sequence(3).shuffle(&mut lines);
    folder.write("shuffled.jsonl", lines.join("\n"));
    assert!(folder.model("shuffled.jsonl -j 2") == model);
}

#[test]
fn wrong_epochs_are_refused_with_what_they_can_be() {
    let folder = folder();
    let line = "train news.jsonl -o m.tasnif --refine often";
    folder.refuses_with(line, &["\"often\" is neither a number of epochs nor auto"]);
    let line = "train news.jsonl -o m.tasnif --refine auto --refine-blend 0.3";
    folder.refuses_with(line, &["go with a number of epochs, such as --refine 5"]);
    let line = "train news.jsonl -o m.tasnif --refine 2 --refine-blend inf";
    folder.refuses_with(
        line,
        &["--refine-blend inf is no share; give 0 or a number above it"],
    );
}

#[test]
fn a_single_word_is_no_text_to_judge() {
    let folder = Folder::with("news.jsonl", generated::jsonl(&Sequence(1).articles(200)));
    folder.model("news.jsonl");
    let reason = |text: &str, flags: &str| {
        let line = format!("classify -q -m trained.tasnif --format jsonl {flags}");
        let run = folder.run_with(&line, text.as_bytes());
        parse(&run.stdout())["reason"].clone()
    };
    for text in [
        "المباراة",
        "المباراة المباراة المباراة",
        "المباراة من في على إلى عن هذا التي الذي",
    ] {
        assert_eq!(reason(text, ""), "few known words", "{text}");
        assert_ne!(
            reason(text, "--min-content-words 1"),
            "few known words",
            "{text}"
        );
    }
    assert_eq!(
        reason("من في على إلى عن هذا التي الذي", ""),
        "few known words"
    );
    assert_ne!(reason("المباراة هدف اللاعب", ""), "few known words");
    assert_eq!(
        reason("المباراة هدف اللاعب", "--min-content-words 4"),
        "few known words"
    );
}

#[test]
fn a_label_of_one_document_is_learned_whatever_fold_it_is_in() {
    // Of five folds four choose, and one only calibrates: it holds one of these documents.
    let mut articles = Sequence(1).articles(1_500);
    let folder = Folder::new();
    for rare in 0..16 {
        articles.truncate(1_500);
        articles.iter_mut().for_each(|(label, _)| *label = "ham");
        articles.push(("spam", format!("rare{rare} offer{rare}")));
        folder.write("rare.jsonl", generated::jsonl(&articles));
        let run = folder.run("train -q rare.jsonl -o m.tasnif --char-ngrams none --ngrams 1..1");
        assert_eq!(run, Run::new(0, "", ""), "{rare}");
    }
}
