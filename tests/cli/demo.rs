//! `tasnif demo`: the main job on the sample data of the repository.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::common::{Folder, Run, parse, parse_lines, repository};
use serde_json::Value;

const TOPICS: [&str; 8] = [
    "politics",
    "economy",
    "sport",
    "health",
    "technology",
    "culture",
    "security",
    "environment",
];

const DEMO_FILES: [&str; 8] = [
    "classes-ar.png",
    "classes-en.png",
    "confusion.png",
    "metrics.json",
    "predictions.jsonl",
    "terms-ar.png",
    "terms-en.png",
    "topics.tasnif",
];

/// What a run of the demonstration wrote and said.
struct Demo {
    files: BTreeMap<String, Vec<u8>>,
    run: Run,
}

/// The demonstration takes seconds, so all tests look at the same run.
static DEMO: LazyLock<Demo> = LazyLock::new(run_demo);

fn run_demo() -> Demo {
    let folder = Folder::new();
    let run = folder.run(&format!(
        "demo --data {} -o out",
        repository("data").display()
    ));
    assert_eq!(run.code, 0, "{run:?}");
    Demo {
        files: folder.files_in("out"),
        run,
    }
}

fn text(name: &str) -> &'static str {
    std::str::from_utf8(&DEMO.files[name]).unwrap()
}

fn predictions() -> Vec<Value> {
    parse_lines(text("predictions.jsonl"))
}

#[test]
fn the_files_are_there_and_no_others() {
    let names: Vec<&String> = DEMO.files.keys().collect();
    assert_eq!(names, DEMO_FILES);
    for name in names.iter().filter(|name| name.ends_with(".png")) {
        let is_png = DEMO.files[*name].starts_with(b"\x89PNG\r\n\x1A\n");
        assert!(is_png, "{name}");
    }
}

#[test]
fn the_articles_get_their_topics() {
    let mut expected = Vec::new();
    for language in ["ar", "en"] {
        for (number, topic) in (1..).zip(TOPICS) {
            expected.push((format!("{language}-{number:02}.txt"), topic));
        }
    }
    expected.push(("page-ar.html".into(), "environment"));
    expected.push(("page-en.html".into(), "sport"));
    let predictions = predictions();
    let found: Vec<(String, &str)> = predictions
        .iter()
        .map(|result| {
            let [id, label] = ["id", "label"].map(|key| result[key].as_str().unwrap());
            (id.to_owned(), label)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_model_is_the_sample_model() {
    let expected = std::fs::read(repository("models/sample.tasnif")).unwrap();
    assert!(DEMO.files["topics.tasnif"] == expected);
}

#[test]
fn what_is_said_fits_the_files() {
    let Run { stdout, stderr, .. } = &DEMO.run;
    let (start, seconds) = stderr.rsplit_once(" (").unwrap();
    assert_eq!(
        start,
        "removed 155 boilerplate lines from 2 documents (page 155)\n\n\
         The model, the predictions and the charts are in out/"
    );
    assert!(seconds.ends_with(" s).\n"), "{stderr}");
    assert!(stdout.starts_with("Cross-validation, 5 folds:\n\n documents         512\n"));
    let metrics = parse(text("metrics.json"));
    assert_eq!(metrics["documents"], 512);
    let accuracy = metrics["accuracy"].as_f64().unwrap();
    assert!(accuracy > 0.7, "{accuracy}");
    assert!(stdout.contains(&format!("\n accuracy          {:.2} %\n", accuracy * 100.0)));
    let (_, articles) = stdout.split_once("\nNew articles:\n\n").unwrap();
    for (line, result) in articles.lines().skip(1).zip(predictions()) {
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), result["id"].as_str());
        assert_eq!(words.next(), result["label"].as_str());
    }
    assert_eq!(articles.lines().count(), 1 + 18);
}

#[test]
fn a_folder_that_is_not_the_data_is_refused() {
    Folder::new().refuses(
        "demo -o out",
        "data is not the sample data; run the demo in the project's folder, or name the data with \
         --data",
    );
}

/// A demo takes long, so the runs that are compared have few paragraphs; nobody reads the second.
#[test]
fn a_run_that_nobody_reads_gives_the_same_bytes() {
    let folder = Folder::new();
    for topic in &TOPICS[..3] {
        for language in ["ar", "en"] {
            let name = format!("paragraphs/{topic}/{language}.txt");
            let text = std::fs::read_to_string(repository("data").join(&name)).unwrap();
            let few: Vec<&str> = text.split("\n\n").take(8).collect();
            folder.write(&format!("few/{name}"), few.join("\n\n"));
        }
    }
    for name in ["ar-01.txt", "page-en.html"] {
        let article = repository("data").join("articles").join(name);
        folder.write(
            &format!("few/articles/{name}"),
            std::fs::read(article).unwrap(),
        );
    }
    let read = folder.run("demo -q --data few -o read");
    assert_eq!((read.code, read.stderr.as_str()), (0, ""));
    let unread = folder.command("demo -q --data few -o unread");
    let unread = crate::common::run_into_closed_pipe(unread);
    assert_eq!(unread, Run::new(0, "", ""));
    assert_eq!(folder.files_in("read").len(), DEMO_FILES.len());
    assert!(folder.files_in("read") == folder.files_in("unread"));
}
