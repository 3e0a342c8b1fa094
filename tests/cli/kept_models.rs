//! `train --keep-corpus`, `update`, `forget` and `merge`: models have the bytes of training on their documents anew.

use crate::common::generated::Sequence;
use crate::common::{Folder, parse, parse_lines};
use serde_json::{Value, json};

type Article = (&'static str, String);

/// JSON Lines without ids.
fn records<T: AsRef<str>>(documents: &[(&str, T)]) -> String {
    let documents = documents.iter();
    documents
        .map(|(label, text)| format!("{}\n", json!({"label": label, "text": text.as_ref()})))
        .collect()
}

/// Articles of the generated language, with the surface forms of some words changed.
fn articles() -> Vec<Article> {
    let mut articles = Sequence(7).articles(150);
    for (number, (_, text)) in articles.iter_mut().enumerate() {
        if number % 3 == 0 {
            *text = text.replacen(' ', "ً ", 1);
        }
    }
    articles
}

/// A folder with a model of each of two parts of the articles, and of all of them.
fn folder_of_parts(flags: &str) -> Folder {
    let all = articles();
    let folder = Folder::with("all.jsonl", records(&all));
    let of_a = |number: &usize| !number.is_multiple_of(5);
    let part = |is_in: &dyn Fn(&usize) -> bool| -> Vec<Article> {
        let numbers = (0..all.len()).filter(is_in);
        numbers.map(|number| all[number].clone()).collect()
    };
    folder.write("a.jsonl", records(&part(&of_a)));
    let mut b = part(&|number| !of_a(number));
    b.reverse();
    folder.write("b.jsonl", records(&b));
    for name in ["a", "b", "all"] {
        let line = format!("train -q {name}.jsonl -o {name}.tasnif --keep-corpus {flags}");
        assert_eq!(folder.run(&line).code, 0);
    }
    folder
}

#[test]
fn changes_give_the_bytes_of_training_anew() {
    for flags in [
        "",
        "--ngrams 1..1",
        "--char-ngrams 2..3 --max-features 300",
        "--quick --clitics",
        "--refine 3 --no-calibration",
        "--algorithm bernoulli --ngrams 1..1",
    ] {
        let folder = folder_of_parts(flags);
        let all = folder.read("all.tasnif");
        for line in [
            "merge a.tasnif b.tasnif",
            "merge b.tasnif a.tasnif -j 1",
            "update a.tasnif b.jsonl",
            "update b.tasnif a.jsonl -j 3 --max-memory 10kB",
        ] {
            let run = folder.run(&format!("{line} -q -o changed.tasnif"));
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line} {flags}");
            assert!(folder.read("changed.tasnif") == all, "{line} {flags}");
        }
        let run = folder.run("forget all.tasnif b.jsonl -q -o changed.tasnif");
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(
            folder.read("changed.tasnif") == folder.read("a.tasnif"),
            "{flags}"
        );
    }
}

#[test]
fn unlabelled_documents_are_kept_and_can_get_labels() {
    let folder = folder_of_parts("");
    let articles = articles().into_iter().take(40);
    let texts: Vec<String> = articles.map(|(_, text)| format!("{text} خبر")).collect();
    folder.write("more.txt", texts.join("\n"));
    let train = |line: &str| {
        let run = folder.run(&format!("train -q {line} -o trained.tasnif"));
        assert_eq!(run.code, 0, "{}", run.stderr);
        folder.read("trained.tasnif")
    };
    folder.write("lines.txt", fasttext(&folder.read_text("a.jsonl")));
    let line = "lines.txt --unlabelled more.txt --input-format fasttext";
    let plain = train(line);
    let kept = train(&format!("{line} --keep-corpus"));
    let info = |bytes: &[u8]| {
        folder.write("m.tasnif", bytes);
        parse(&folder.run("info m.tasnif --format json").stdout())["checksum"].clone()
    };
    assert_eq!(info(&plain), info(&kept));
    folder.write("kept.tasnif", &kept);
    // Adding the unlabelled texts later gives the same.
    folder.write(
        "small.tasnif",
        train("lines.txt --input-format fasttext --keep-corpus"),
    );
    let line =
        "update small.tasnif --unlabelled more.txt --input-format lines -q -o changed.tasnif";
    assert_eq!(folder.run(line).code, 0);
    assert!(folder.read("changed.tasnif") == kept);
    // An unlabelled text gets a label.
    folder.write("answer.txt", format!("__label__رياضة {}\n", texts[0]));
    let run = folder.run("update kept.tasnif answer.txt --input-format fasttext -o changed.tasnif");
    assert!(
        run.stderr.contains("corrected the labels of 1 document"),
        "{}",
        run.stderr
    );
}

/// Records of JSON Lines as lines of fastText.
fn fasttext(lines: &str) -> String {
    let records = parse_lines(lines);
    let lines = records.iter().map(|record| {
        let (label, text) = (
            record["label"].as_str().unwrap(),
            record["text"].as_str().unwrap(),
        );
        format!("__label__{label} {text}\n")
    });
    lines.collect()
}

#[test]
fn a_model_with_its_documents_is_otherwise_the_same() {
    let folder = folder_of_parts("");
    let plain = folder.model("all.jsonl");
    let kept = folder.read("all.tasnif");
    assert!(kept.len() > plain.len());
    let info = |model: &str| folder.run(&format!("info {model} --format json")).stdout();
    let (with, without) = (parse(&info("all.tasnif")), parse(&info("trained.tasnif")));
    assert!(with["kept_corpus_bytes"].as_u64() > Some(1000));
    let rest = |mut info: Value| {
        let fields = info.as_object_mut().unwrap();
        fields.remove("kept_corpus_bytes");
        info
    };
    assert_eq!(rest(with), rest(without));
    let classify = |model: &str| folder.run(&format!("classify -m {model} a.jsonl")).stdout;
    assert_eq!(classify("all.tasnif"), classify("trained.tasnif"));
}

/// A corpus with ids, three labels and one text that two documents have.
fn desk() -> Folder {
    let records = [
        ("1", "sport", "the team won the final match"),
        ("2", "sport", "two goals in the second half"),
        ("3", "economy", "the bank raised its rate again"),
        ("4", "economy", "oil prices fell on the market"),
        ("5", "culture", "the museum shows old manuscripts"),
        ("6", "culture", "two goals in the second half"),
    ];
    let lines = records.map(|(id, label, text)| {
        format!("{{\"id\":\"{id}\",\"label\":\"{label}\",\"text\":\"{text}\"}}\n")
    });
    let folder = Folder::with("news.jsonl", lines.concat());
    let run = folder.run("train -q news.jsonl -o news.tasnif --keep-corpus");
    assert_eq!(run.code, 0);
    folder
}

/// The model that a command writes, and what it says before the summary.
fn changed(folder: &Folder, line: &str) -> (Vec<u8>, String) {
    let run = folder.run(&format!("{line} -o changed.tasnif"));
    assert_eq!(run.code, 0, "{line}: {}", run.stderr);
    let said = run
        .stderr
        .split_once("; learned")
        .map(|(said, _)| said.to_owned());
    (folder.read("changed.tasnif"), said.unwrap())
}

/// The model of `news.jsonl` after a change of its text.
fn trained(folder: &Folder, change: impl Fn(String) -> String) -> Vec<u8> {
    folder.write("anew.jsonl", change(folder.read_text("news.jsonl")));
    let run = folder.run("train -q anew.jsonl -o anew.tasnif --keep-corpus");
    assert_eq!(run.code, 0);
    folder.read("anew.tasnif")
}

#[test]
fn labels_are_corrected_by_id_and_by_text() {
    let folder = desk();
    let expected = trained(&folder, |news| news.replacen("\"economy\"", "\"sport\"", 1));
    folder.write("by_id.csv", "id,label\n3,sport\n");
    let (model, said) = changed(&folder, "update news.tasnif --labels by_id.csv");
    assert_eq!(said, "corrected the labels of 1 document");
    assert!(model == expected);
    folder.write(
        "by_text.jsonl",
        records(&[("sport", "The bank raised its rate again!")]),
    );
    let (model, said) = changed(&folder, "update news.tasnif by_text.jsonl");
    assert_eq!(said, "corrected the labels of 1 document");
    assert!(model == expected);
    // A label that no document has may be misspelled.
    folder.write("by_id.csv", "id,label\n3,sprot\n");
    let (_, said) = changed(&folder, "update news.tasnif --labels by_id.csv");
    assert_eq!(
        said,
        "corrected the labels of 1 document, new label \"sprot\""
    );
    // Without an id, all documents with the text.
    folder.write(
        "both.jsonl",
        records(&[("economy", "two goals in the second half")]),
    );
    let (_, said) = changed(&folder, "update news.tasnif both.jsonl");
    assert_eq!(said, "corrected the labels of 2 documents");
}

#[test]
fn labels_are_renamed_and_joined() {
    let folder = desk();
    folder.write("map.tsv", "# old, new\nculture\tarts\nsport\tarts\n");
    let (model, said) = changed(&folder, "update news.tasnif --map-labels map.tsv");
    assert_eq!(said, "renamed the labels of 4 documents");
    let renamed = |news: String| {
        news.replace("\"culture\"", "\"arts\"")
            .replace("\"sport\"", "\"arts\"")
    };
    assert!(model == trained(&folder, renamed));
    for (map, problem) in [
        (
            "culture arts\n",
            "line 1: expected the name of a label, a tab, and its new name",
        ),
        (
            "a\tb\na\tc\n",
            "line 2: \"a\" already becomes \"b\"; leave one of the lines out",
        ),
        (
            "weather\tarts\n",
            "no document has the label \"weather\", so it cannot be renamed; check its name",
        ),
    ] {
        folder.write("map.tsv", map);
        let message = format!("map.tsv: {problem}");
        folder.refuses(
            "update news.tasnif --map-labels map.tsv -o changed.tasnif",
            &message,
        );
    }
}

#[test]
fn known_documents_are_refused_skipped_or_replaced() {
    let folder = desk();
    let before = folder.read("news.tasnif");
    folder.write(
        "new.jsonl",
        "{\"id\":\"1\",\"label\":\"sport\",\"text\":\"the team won the final match\"}\n\
         {\"id\":\"2\",\"label\":\"sport\",\"text\":\"three goals\"}\n\
         {\"id\":\"9\",\"label\":\"sport\",\"text\":\"the coach left\"}\n",
    );
    folder.refuses(
        "update news.tasnif new.jsonl --in-place",
        "2 documents (\"1\" (new.jsonl, line 1), \"2\" (new.jsonl, line 2)) are in the model already, and nothing was \
         changed; skip or replace with --on-duplicate",
    );
    assert!(folder.read("news.tasnif") == before);
    let third = "{\"id\":\"9\",\"label\":\"sport\",\"text\":\"the coach left\"}\n";
    let (model, said) = changed(&folder, "update news.tasnif new.jsonl --on-duplicate skip");
    assert_eq!(
        said,
        "added 1 document, skipped 2 documents that the model has"
    );
    assert!(model == trained(&folder, |news| news + third));
    let (model, said) = changed(
        &folder,
        "update news.tasnif new.jsonl --on-duplicate replace",
    );
    assert_eq!(said, "added 1 document, replaced 2 documents");
    let replaced = |news: String| {
        let of_second = "\"sport\",\"text\":\"two goals in the second half\"";
        news.replacen(of_second, "\"sport\",\"text\":\"three goals\"", 1) + third
    };
    assert!(model == trained(&folder, replaced));
}

#[test]
fn documents_are_forgotten_by_id_and_by_text() {
    let folder = desk();
    let without = |ids: &'static [&str]| {
        trained(&folder, move |news| {
            let is_kept = |line: &&str| {
                !ids.iter()
                    .any(|id| line.contains(&format!("\"id\":\"{id}\"")))
            };
            news.lines()
                .filter(is_kept)
                .map(|line| format!("{line}\n"))
                .collect()
        })
    };
    folder.write("ids.txt", "1\n\n5\n");
    let (model, said) = changed(&folder, "forget news.tasnif --ids ids.txt");
    assert_eq!(said, "forgot 2 documents");
    assert!(model == without(&["1", "5"]));
    // Without an id, all copies of the text.
    folder.write("text.txt", "Two goals in the second half");
    let line = "forget news.tasnif text.txt --input-format lines";
    let (model, said) = changed(&folder, line);
    assert_eq!(said, "forgot 2 documents");
    assert!(model == without(&["2", "6"]));
    folder.write("ids.txt", "1\n7\n8\n");
    folder.refuses(
        "forget news.tasnif --ids ids.txt -o changed.tasnif",
        "the model never learned from 2 documents (\"7\", \"8\"), and nothing was changed; skip such documents with \
         --on-missing",
    );
    let (model, _) = changed(
        &folder,
        "forget news.tasnif --ids ids.txt --on-missing skip",
    );
    assert!(model == without(&["1"]));
    folder.write("ids.txt", "1\n2\n3\n4\n");
    let message = "label";
    folder.refuses_with(
        "forget news.tasnif --ids ids.txt --in-place",
        &[message, "culture"],
    );
}

#[test]
fn models_that_overlap_or_differ_are_not_merged() {
    let folder = desk();
    folder.write(
        "more.jsonl",
        "{\"id\":\"3\",\"label\":\"politics\",\"text\":\"the bank raised its rate again\"}\n\
        {\"id\":\"10\",\"label\":\"sport\",\"text\":\"a new stadium\"}\n",
    );
    let run = folder.run("train -q more.jsonl -o more.tasnif --keep-corpus");
    assert_eq!(run.code, 0);
    folder.refuses(
        "merge news.tasnif more.tasnif -o c.tasnif",
        "more.tasnif: 1 document (\"3\") is in the model already, and nothing was changed; skip or replace with \
         --on-duplicate",
    );
    folder.run("merge news.tasnif more.tasnif -o c.tasnif --on-duplicate replace -q");
    let expected = trained(&folder, |news| {
        news.replacen("\"economy\"", "\"politics\"", 1)
            + "{\"id\":\"10\",\"label\":\"sport\",\"text\":\"a new stadium\"}\n"
    });
    assert!(folder.read("c.tasnif") == expected);
    folder.run("train -q more.jsonl -o other.tasnif --keep-corpus --ngrams 1..1");
    folder.refuses(
        "merge news.tasnif other.tasnif -o d.tasnif",
        "news.tasnif and other.tasnif differ in the setting --ngrams, so they cannot be merged; train one of them anew \
         with the settings of the other",
    );
    folder.model("more.jsonl");
    folder.refuses_with(
        "merge news.tasnif trained.tasnif -o d.tasnif",
        &[
            "trained.tasnif: the model does not keep its documents",
            "train it with --keep-corpus",
        ],
    );
    assert!(!folder.files().contains_key("d.tasnif"));
}

#[test]
fn ids_that_occur_twice_and_contradictions_are_refused() {
    let folder = desk();
    folder.write(
        "twice.csv",
        "id,label,text\n8,sport,one\n9,sport,two\n8,economy,three\n",
    );
    for line in [
        "train twice.csv -o t.tasnif --keep-corpus",
        "update news.tasnif twice.csv -o t.tasnif",
    ] {
        folder.refuses(
            line,
            "the id \"8\" occurs twice: twice.csv, line 2 and twice.csv, line 4; documents that a model keeps have \
             different ids, or none: name the field of ids with --id-field",
        );
    }
    folder.write("labels.csv", "id,label\n1,economy\n1,culture\n");
    folder.refuses(
        "update news.tasnif --labels labels.csv -o t.tasnif",
        "the id \"1\" has the labels \"economy\" and \"culture\"; leave one of them out",
    );
    folder.write("labels.csv", "id,label\n77,economy\n");
    folder.refuses(
        "update news.tasnif --labels labels.csv -o t.tasnif",
        "1 document (\"77\") is not in the model, and nothing was changed; give documents that are new with their texts",
    );
    folder.write(
        "contradict.jsonl",
        records(&[
            ("economy", "the team won the final match"),
            ("culture", "the team won the final match"),
        ]),
    );
    folder.refuses_with(
        "update news.tasnif contradict.jsonl -o t.tasnif",
        &["are the same document with the labels \"economy\" and \"culture\""],
    );
}

#[test]
fn damaged_documents_are_found_and_do_not_disturb_classification() {
    let folder = desk();
    let mut bytes = folder.read("news.tasnif");
    let end = bytes.len() - 1;
    bytes[end] ^= 1;
    folder.write("damaged.tasnif", &bytes);
    let run = folder.run("classify -m damaged.tasnif news.jsonl");
    assert_eq!(run.code, 0);
    assert_eq!(parse_lines(&run.stdout).len(), 6);
    folder.refuses_with(
        "forget damaged.tasnif news.jsonl -o c.tasnif",
        &["damaged.tasnif: damaged: the kept documents do not fit their checksum"],
    );
    folder.write("short.tasnif", &bytes[..end]);
    folder.refuses_with("classify -m short.tasnif news.jsonl", &["short.tasnif: "]);
}

#[test]
fn the_model_itself_is_replaced_on_request_only() {
    let folder = desk();
    let news = folder.read("news.tasnif");
    folder.write("labels.csv", "id,label\n1,culture\n");
    folder.refuses_with(
        "update news.tasnif --labels labels.csv -o news.tasnif",
        &["-o news.tasnif is also read"],
    );
    folder.refuses_with(
        "update news.tasnif --labels labels.csv",
        &["--in-place", "--output"],
    );
    assert!(folder.read("news.tasnif") == news);
    let (model, _) = changed(&folder, "update news.tasnif --labels labels.csv");
    let run = folder.run("update news.tasnif --labels labels.csv --in-place");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(folder.read("news.tasnif") == model);
}
