//! Learning from unlabelled documents, and from words without labels.

use crate::common::generated::{self, Sequence};
use crate::common::{Folder, parse};
use serde_json::Value;
use tasnif::read_model;

const SEEDS: &str = "\"رياضة\" = [\"المباراة\", \"اللاعب\", \"الملعب\"]\n\
                     \"اقتصاد\" = [\"البنك\", \"الأسهم\", \"التضخم\"]\n\
                     \"صحة\" = [\"المريض\", \"العلاج\", \"اللقاح\"]\n";

type Articles = Vec<(&'static str, String)>;

/// The first `count` articles of each label, and the others.
fn few(articles: Articles, count: usize) -> (Articles, Articles) {
    let mut taken = std::collections::HashMap::new();
    articles.into_iter().partition(|(label, _)| {
        let taken = taken.entry(*label).or_insert(0);
        *taken += 1;
        *taken <= count
    })
}

/// Labelled, unlabelled and test documents: `few.jsonl`, `more.jsonl`, `test.jsonl`.
fn folder(count: usize) -> (Folder, Articles) {
    let (labelled, more) = few(Sequence(1).articles(400), count);
    let folder = Folder::with("few.jsonl", generated::jsonl(&labelled));
    folder.write("more.jsonl", generated::jsonl(&more));
    folder.write("test.jsonl", generated::jsonl(&Sequence(9).articles(300)));
    folder.write("topics.toml", SEEDS);
    (folder, more)
}

fn info(folder: &Folder) -> Value {
    parse(&folder.run("info trained.tasnif --format json").stdout())
}

fn accuracy(folder: &Folder) -> f64 {
    let run = folder.run("evaluate -m trained.tasnif test.jsonl --format json");
    parse(&run.stdout)["accuracy"].as_f64().unwrap()
}

/// Runs `train` and returns what it says.
fn said(folder: &Folder, line: &str) -> String {
    let run = folder.run(&format!("train {line} -o trained.tasnif"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stderr
}

fn refused(folder: &Folder, line: &str, expected: &str) {
    let run = folder.run(&format!("train {line} -o refused.tasnif"));
    assert_eq!(run.code, 2, "{line}: {}", run.stderr);
    assert!(run.stderr.contains(expected), "{line}: {}", run.stderr);
    assert!(!folder.path("refused.tasnif").exists());
}

#[test]
fn unlabelled_documents_help_and_the_model_says_how() {
    let (folder, more) = folder(4);
    said(&folder, "few.jsonl");
    let without = accuracy(&folder);
    let said = said(&folder, "few.jsonl --unlabelled more.jsonl");
    assert!(
        said.contains("learning from 388 unlabelled documents beside 12 labelled ones"),
        "{said}"
    );
    assert!(
        said.contains("unlabelled: 388 documents, weight "),
        "{said}"
    );
    assert!(accuracy(&folder) > without + 0.02, "{without}");
    let info = info(&folder);
    let record = &info["unlabelled"];
    assert_eq!(record["documents"], more.len());
    assert_eq!(record["held_out"]["documents"], 12);
    assert_eq!(info["documents"], 400);
}

#[test]
fn the_model_follows_neither_threads_nor_order_nor_labels_nor_memory() {
    let (folder, mut more) = folder(20);
    let line = "few.jsonl --unlabelled";
    said(&folder, &format!("{line} more.jsonl -j 1"));
    let bytes = |folder: &Folder| std::fs::read(folder.path("trained.tasnif")).unwrap();
    let model = bytes(&folder);
    assert!(info(&folder)["unlabelled"]["weight"].as_f64() > Some(0.0));
    Sequence(3).shuffle(&mut more);
    for article in &mut more {
        article.0 = "another label";
    }
    let half = more.split_off(more.len() / 2);
    folder.write("a.jsonl", generated::jsonl(&more));
    folder.write("b.jsonl", generated::jsonl(&half));
    said(
        &folder,
        &format!("{line} a.jsonl --unlabelled b.jsonl -j 3 --max-memory 1MiB"),
    );
    assert!(bytes(&folder) == model);
}

#[test]
fn where_nothing_is_gained_the_model_is_the_one_without() {
    let (folder, _) = folder(100);
    // Texts of another script share no word with the labelled ones.
    let mut numbers = Sequence(5);
    let alphabet: Vec<char> = ('a'..='e').collect();
    let texts = (0..80).map(|_| {
        let words: Vec<String> = (0..9).map(|_| numbers.letters(&alphabet)).collect();
        ("x", words.join(" "))
    });
    folder.write("latin.jsonl", generated::jsonl(&texts.collect::<Vec<_>>()));
    said(&folder, "few.jsonl");
    let without = read_model(&folder.path("trained.tasnif")).unwrap();
    let said = said(&folder, "few.jsonl --unlabelled latin.jsonl");
    assert!(
        said.contains("unlabelled: 80 documents, not used; accuracy on "),
        "{said}"
    );
    let mut with = read_model(&folder.path("trained.tasnif")).unwrap();
    assert_eq!(with.unlabelled.take().unwrap().weight, 0.0);
    assert!(with == without);
}

#[test]
fn settings_that_do_not_go_with_unlabelled_documents_are_refused() {
    let (folder, _) = folder(4);
    folder.write("one.jsonl", "{\"text\": \"a b\", \"label\": \"x\"}\n");
    folder.write("empty.jsonl", "");
    for (flags, expected) in [
        (
            "few.jsonl --algorithm bernoulli",
            "--algorithm bernoulli does not go with unlabelled documents",
        ),
        ("few.jsonl --balanced", "--balanced does not go"),
        ("few.jsonl --norm none", "--norm other than l2 does not go"),
        (
            "few.jsonl --refine 3",
            "--refine with a number of epochs does not go",
        ),
        ("one.jsonl", "training needs at least two labels"),
        ("- ", "--unlabelled"),
    ] {
        match flags {
            "- " => refused(
                &folder,
                "- --unlabelled -",
                "standard input can be read once",
            ),
            _ => refused(
                &folder,
                &format!("{flags} --unlabelled more.jsonl"),
                expected,
            ),
        }
    }
    refused(
        &folder,
        "few.jsonl --unlabelled empty.jsonl",
        "the input holds no document",
    );
    for algorithm in ["multinomial", "weight-normalised-complement"] {
        said(
            &folder,
            &format!("few.jsonl --unlabelled more.jsonl --algorithm {algorithm}"),
        );
    }
}

#[test]
fn words_are_enough_to_start_from() {
    let (folder, _) = folder(4);
    let said = said(&folder, "--seeds topics.toml more.jsonl");
    assert!(
        said.contains("unlabelled: 388 documents, weight 1, 8 rounds"),
        "{said}"
    );
    assert!(
        said.contains("of the documents have a seed word (اقتصاد "),
        "{said}"
    );
    assert!(accuracy(&folder) > 0.9);
    let seeds = info(&folder)["unlabelled"]["seeds"].clone();
    assert_eq!(seeds["topics"][0]["label"], "اقتصاد");
    // Normalised as the texts are.
    assert_eq!(seeds["topics"][0]["found"][0], "الاسهم");
    assert!(seeds["agreement"].as_f64() > Some(0.8), "{seeds}");
}

#[test]
fn words_and_labels_count_together() {
    let (folder, _) = folder(4);
    let line = "--seeds topics.toml few.jsonl --unlabelled more.jsonl";
    let words = {
        said(&folder, "--seeds topics.toml more.jsonl");
        folder.read("trained.tasnif")
    };
    assert!(said(&folder, line).contains("unlabelled: 388 documents, weight 1, 8 rounds"));
    assert!(accuracy(&folder) > 0.9);
    assert!(folder.read("trained.tasnif") != words);
    // A model of the words alone and one label of another name.
    let renamed = folder.read_text("few.jsonl").replacen("صحة", "طب", 1);
    folder.write("few.jsonl", renamed);
    let problem =
        "the label \"طب\" is no topic of --seeds; add it there with a few words, or rename it";
    refused(&folder, line, problem);
}

#[test]
fn seeds_that_tell_nothing_are_named() {
    let (folder, _) = folder(4);
    for (topics, expected) in [
        (
            "a = [\"البنك\"",
            "--seeds topics.toml: TOML parse error at line 1",
        ),
        (
            "a = \"البنك\"",
            "expected a line for each topic, such as sport = [\"match\", \"goal\"]",
        ),
        ("a = [\"البنك\"]", "at least two topics"),
        ("a = [\"البنك\"]\nb = []", "the topic \"b\" has no word"),
        (
            "a = [\"البنك\"]\nb = [\"البَنك\", \"هدف\"]",
            "the word \"البنك\" stands in the topics \"a\" and \"b\"",
        ),
        (
            "a = [\"البنك\"]\nb = [\"unheard\", \"لم يكتب\"]",
            "no word of the topic \"b\" is a term of the documents (--min-df 2 by default): unheard, لم يكتب",
        ),
        ("a = [\"البنك\"]\na = [\"هدف\"]", "duplicate key"),
    ] {
        folder.write("topics.toml", topics);
        refused(&folder, "--seeds topics.toml more.jsonl", expected);
    }
    folder.write(
        "topics.toml",
        format!("{SEEDS}\"x\" = [\"هدف\", \"unheard\"]"),
    );
    let said = said(&folder, "--seeds topics.toml more.jsonl");
    assert!(
        said.contains("words of the topic \"x\" that are no term of the documents: unheard"),
        "{said}"
    );
    refused(
        &folder,
        "--seeds none.toml more.jsonl",
        "--seeds none.toml: ",
    );
}
