//! Laws that hold for any corpus: order, threads, files and batches do not matter.

use crate::common::{Folder, NEWS, Run, jsonl, parse_lines};
use proptest::prelude::*;
use serde_json::json;
use tasnif::evaluate::train_calibrated;
use tasnif::{
    Choices, Classifier, Groups, Model, ModelSettings, TokenizedCorpus, Tokenizer, read_model,
    write_model,
};

const WORDS: [&str; 12] = [
    "بنك",
    "سعر",
    "هدف",
    "مباراة",
    "الفريق",
    "و",
    "bank",
    "price",
    "goal",
    "match",
    "ÉTÉ",
    "12.5",
];

/// A labelled text.
type Labelled = (&'static str, String);

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..9)
        .prop_map(|words| words.join(" "))
}

/// A few texts of three labels, two of which have a word at least.
fn corpus() -> impl Strategy<Value = Vec<Labelled>> {
    let label = proptest::sample::select(&["a", "b", "ج"][..]);
    proptest::collection::vec((label, text()), 0..12).prop_map(|mut corpus| {
        corpus.push(("a", WORDS[0].to_owned()));
        corpus.push(("b", WORDS[6].to_owned()));
        corpus
    })
}

fn trained(corpus: &[Labelled]) -> Model {
    let mut tokenized = TokenizedCorpus::default().with_surface_forms();
    for (label, text) in corpus {
        tokenized.push(text, label).unwrap();
    }
    let settings = ModelSettings::default();
    let groups = Groups::copies(&tokenized).unwrap();
    train_calibrated(&tokenized.all(), &groups, &settings, Choices::ALL).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_model_does_not_follow_the_order_of_documents(
        (corpus, shuffled) in corpus().prop_flat_map(|corpus| (Just(corpus.clone()), Just(corpus).prop_shuffle()))
    ) {
        let folder = Folder::new();
        for (name, corpus) in [("a", &corpus), ("b", &shuffled)] {
            write_model(&folder.path(name), &trained(corpus)).unwrap();
        }
        prop_assert!(folder.read("a") == folder.read("b"));
    }

    #[test]
    fn a_model_predicts_the_same_after_it_was_saved(corpus in corpus(), texts in proptest::collection::vec(text(), 5)) {
        let folder = Folder::new();
        let model = trained(&corpus);
        write_model(&folder.path("m"), &model).unwrap();
        let read = read_model(&folder.path("m")).unwrap();
        prop_assert_eq!(&read, &model);
        let (in_memory, from_file) = (Classifier::new(model.clone()), Classifier::new(read.clone()));
        let mut session = from_file.session();
        for text in &texts {
            prop_assert_eq!(in_memory.classify(text), session.classify(text));
        }
    }

    #[test]
    fn predictions_are_sound(corpus in corpus(), text in text()) {
        let model = trained(&corpus);
        let prediction = Classifier::new(model.clone()).classify(&text);
        let total: f64 = prediction.probabilities.iter().sum();
        prop_assert!((total - 1.0).abs() < 1e-9);
        prop_assert!(prediction.known_tokens <= prediction.tokens);
        prop_assert_eq!(prediction.label.is_none(), prediction.known_tokens == 0);
        if let Some(label) = prediction.label {
            prop_assert_eq!(prediction.ranked()[0].0, label);
        }
    }

    #[test]
    fn tokens_lie_in_order_on_the_borders_of_characters(text in any::<String>()) {
        let mut last = 0..0;
        for token in Tokenizer::default().tokens(&text) {
            let span = token.start..token.end;
            prop_assert!(text.get(span.clone()).is_some() && !span.is_empty());
            // The words that one character stands for share its place.
            let shared = span == last && text[span.clone()].chars().count() == 1;
            prop_assert!(last.end <= span.start || shared);
            prop_assert!(!token.text.is_empty());
            last = span;
        }
    }
}

/// A folder of many files, so that many batches are under way at a time.
fn many_files() -> Folder {
    let folder = Folder::new();
    for number in 0..60 {
        let (label, text) = NEWS[number * 5 % NEWS.len()];
        folder.write(
            &format!("data/{label}/{number}.txt"),
            format!("{text} word{}", number % 7),
        );
    }
    folder
}

#[test]
fn models_and_results_do_not_follow_the_number_of_threads() {
    let folder = many_files();
    let model = folder.model("data -j 1");
    folder.write("one.tasnif", &model);
    let classify = |threads: usize| {
        let run = folder.run(&format!("classify -m one.tasnif data -j {threads}"));
        run.stdout()
    };
    let results = classify(1);
    assert_eq!(results.lines().count(), 60);
    for threads in [2, 8] {
        assert!(
            folder.model(&format!("data -j {threads}")) == model,
            "-j {threads}"
        );
        assert_eq!(classify(threads), results, "-j {threads}");
    }
}

#[test]
fn other_commands_do_not_follow_the_number_of_threads() {
    let folder = many_files();
    let run = |line: &str, threads: usize| folder.run(&format!("{line} -j {threads}")).stdout();
    for line in ["tokenize data", "evaluate --cv 3 data"] {
        let expected = run(line, 1);
        for threads in [2, 8] {
            assert_eq!(run(line, threads), expected, "{line} -j {threads}");
        }
    }
    let chart = |threads: usize| {
        run("chart terms data --size 640x480 -o terms.png", threads);
        folder.read("terms.png")
    };
    assert!(chart(1) == chart(8));
}

#[test]
fn shuffled_files_give_the_same_model() {
    let folder = Folder::new();
    let mut documents = NEWS;
    for (name, rotation) in [("a.jsonl", 0), ("b.jsonl", 3), ("c.jsonl", 2)] {
        documents.rotate_left(rotation);
        folder.write(name, jsonl(&documents));
    }
    documents.reverse();
    folder.write("d.jsonl", jsonl(&documents));
    let expected = folder.model("a.jsonl --char-ngrams 3..4 --max-features 40");
    for name in ["b.jsonl", "c.jsonl", "d.jsonl"] {
        let model = folder.model(&format!("{name} --char-ngrams 3..4 --max-features 40"));
        assert!(model == expected, "{name}");
    }
}

#[test]
fn the_program_and_the_library_agree() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    folder.model("news.jsonl");
    let model = trained(&NEWS.map(|(label, text)| (label, text.to_owned())));
    assert_eq!(read_model(&folder.path("trained.tasnif")).unwrap(), model);
    let text = "سجل البنك هدفين in the market";
    let input = json!({"id": "x", "text": text}).to_string();
    let run = folder.run_with("classify -m trained.tasnif", input.as_bytes());
    let result = &parse_lines(&run.stdout())[0];
    let prediction = Classifier::new(model.clone()).classify(text);
    let label = prediction.label.unwrap();
    assert_eq!(result["label"], model.labels.name(label));
    assert_eq!(result["probability"], prediction.probabilities[label]);
    assert_eq!(result["known_tokens"], prediction.known_tokens);
}

#[test]
fn many_documents_at_once_give_what_each_gives_alone() {
    let folder = many_files();
    folder.model("data");
    let together = folder.run("classify -m trained.tasnif data").stdout();
    for line in together.lines().step_by(20) {
        let id = parse_lines(line)[0]["id"].as_str().unwrap().to_owned();
        let text = folder.read(&format!("data/{id}"));
        let input = json!({"id": id, "text": String::from_utf8(text).unwrap()}).to_string();
        let run = folder.run_with("classify -m trained.tasnif --keep none", input.as_bytes());
        assert_eq!(run, Run::new(0, &format!("{line}\n"), ""));
    }
}
