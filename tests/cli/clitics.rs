//! `--clitics`: Arabic word forms that are grouped.

use std::sync::Mutex;

use crate::common::{Folder, Run, jsonl, parse, parse_lines};
use serde_json::{Value, json};
use tasnif::features::{Fit, Row, Transformer, TransformerCache};
use tasnif::{FeatureSettings, NgramRange, TokenizedCorpus, read_model};

/// Every form of مدرسة (school) and of سوق (market, protected) that a reader would group, and words
/// that only look alike.
const FORMS: [(&str, &str); 8] = [
    ("education", "مدرسة الحي جديدة وتلميذ المدرسة نجح"),
    ("education", "تلميذ في مدرستهم والمدرسة كبيرة"),
    ("education", "للمدرسة باب وبالمدرسة حديقة وللتلميذ كتاب"),
    ("education", "وزير التعليم زار مدرسة في فلسطين"),
    ("economy", "سعر النفط في السوق وسعر الذهب بالسوق"),
    ("economy", "نفط وذهب في سوق بغداد والنفط غال"),
    ("economy", "ذهب وفضة من واشنطن إلى بيروت"),
    ("economy", "وزير المالية في ألمانيا وفي لبنان"),
];

/// A corpus of some of the documents, in the order of `chosen`.
fn corpus(chosen: &[usize], settings: &FeatureSettings) -> TokenizedCorpus {
    let mut corpus = TokenizedCorpus::new(settings.text(), Default::default());
    for &document in chosen {
        let (label, text) = FORMS[document];
        corpus.push(text, label).unwrap();
    }
    corpus
}

fn settings(longest: usize) -> FeatureSettings {
    FeatureSettings {
        clitics: true,
        ngrams: NgramRange::new(1, longest).unwrap(),
        ..FeatureSettings::default()
    }
}

fn folder() -> Folder {
    let folder = Folder::with("forms.jsonl", jsonl(&FORMS));
    let run = folder.run("train -q forms.jsonl -o forms.tasnif --clitics --ngrams 1");
    assert_eq!(run, Run::new(0, "", ""));
    folder
}

#[test]
fn forms_of_a_word_are_one_term_and_protected_words_are_whole() {
    let folder = folder();
    let model = read_model(&folder.path("forms.tasnif")).unwrap();
    let vocabulary = &model.features.vocabulary;
    let df = |term: &str| {
        let index = vocabulary.index(term);
        index.map(|index| model.features.document_frequency[index])
    };
    assert_eq!(df("مدرسه"), Some(4));
    assert_eq!(df("تلميذ"), Some(3));
    assert_eq!(df("المدرسه"), None);
    for word in [
        "وزير",
        "فلسطين",
        "سوق",
        "بغداد",
        "واشنطن",
        "الي",
        "بيروت",
        "المانيا",
        "لبنان",
    ] {
        assert!(df(word).is_some(), "{word}");
    }
}

#[test]
fn info_lists_the_forms() {
    let folder = folder();
    let info = parse(&folder.run("info forms.tasnif --format json").stdout());
    assert_eq!(info["settings"]["features"]["clitics"], true);
    let groups = parse_lines(&folder.run("info forms.tasnif --clitics").stdout());
    let forms = |group: &Value| group["forms"].as_array().unwrap().len();
    let grouped: usize = groups.iter().map(forms).sum();
    assert_eq!(info["grouped_forms"], grouped);
    let school = json!({"base": "مدرسه", "documents": 2, "forms": [
        {"form": "المدرسه", "documents": 1},
        {"form": "للمدرسه", "documents": 1},
        {"form": "مدرستهم", "documents": 1},
        {"form": "والمدرسه", "documents": 1},
        {"form": "وبالمدرسه", "documents": 1},
    ]});
    assert_eq!(groups[0], school);
    let csv = folder
        .run("info forms.tasnif --clitics --format csv")
        .stdout();
    let first = "مدرسه,2,المدرسه 1 · للمدرسه 1 · مدرستهم 1 · والمدرسه 1 · وبالمدرسه 1";
    assert_eq!(
        csv.lines().take(2).collect::<Vec<_>>(),
        ["base,documents,forms", first]
    );
    let table = folder.run("info forms.tasnif --format table").stdout();
    assert!(
        table.contains(&format!("\n grouped forms   {grouped}\n")),
        "{table}"
    );
}

#[test]
fn without_the_flag_nothing_is_grouped_and_info_says_so() {
    let folder = folder();
    folder.model("forms.jsonl --ngrams 1");
    folder.refuses(
        "info trained.tasnif --clitics",
        "the model groups no word forms; train it with --clitics",
    );
    let info = parse(&folder.run("info trained.tasnif --format json").stdout());
    assert_eq!(info.get("grouped_forms"), None);
    assert_eq!(info["settings"]["features"].get("clitics"), None);
    folder.refuses(
        "train forms.jsonl -o x.tasnif --clitics --stem arabic",
        "--stem arabic takes clitics away itself, attested or not; give it or --clitics",
    );
    for profile in ["latin", "plain"] {
        folder.refuses(
            &format!("train forms.jsonl -o x.tasnif --clitics --profile {profile}"),
            &format!(
                "--clitics needs normalised Arabic tokens, which --profile {profile} does not make; use auto or arabic"
            ),
        );
    }
}

#[test]
fn the_order_of_documents_and_threads_do_not_matter() {
    let folder = folder();
    let mut turned = FORMS;
    turned.rotate_left(3);
    turned.swap(0, 5);
    folder.write("turned.jsonl", jsonl(&turned));
    for range in ["1", "1..2"] {
        let flags = format!("--clitics --char-ngrams 3..4 --ngrams {range}");
        let model = folder.model(&format!("forms.jsonl {flags}"));
        assert!(folder.model(&format!("turned.jsonl {flags}")) == model);
        assert!(folder.model(&format!("forms.jsonl {flags} -j 1")) == model);
        assert!(folder.model(&format!("forms.jsonl {flags} --max-memory 1")) == model);
    }
}

#[test]
fn a_training_document_gets_the_same_row_in_serving() {
    for longest in [1, 2] {
        let settings = settings(longest);
        let corpus = corpus(&[0, 1, 2, 3, 4, 5, 6, 7], &settings);
        let fit = Fit::new(&corpus.all(), &settings).unwrap();
        let trained = Mutex::new(Vec::new());
        let take = |_: usize, row: &[(u32, f64)]| trained.lock().unwrap().push(row.to_vec());
        fit.for_each_row(take).unwrap();
        let weights = TransformerCache::default();
        let mut transformer = Transformer::new(fit.features(), &weights);
        // Three times, so that texts are also looked up in the lexicon.
        for _ in 0..3 {
            let rows: Vec<Row> = FORMS
                .iter()
                .map(|(_, text)| transformer.row(text))
                .collect();
            let trained = trained.lock().unwrap();
            assert!(rows.iter().all(|row| trained.contains(&row.weights)));
            assert!(rows.iter().all(|row| row.tokens == row.known_tokens));
        }
    }
}

#[test]
fn only_included_documents_attest() {
    let settings = settings(2);
    let all = corpus(&[0, 1, 2, 3, 4, 5, 6, 7], &settings);
    let included = [true, false, true, true, true, true, false, true];
    let of_some = Fit::new(&all.select(|document| included[document]), &settings)
        .unwrap()
        .into_features();
    let some = corpus(&[0, 2, 3, 4, 5, 7], &settings);
    let alone = Fit::new(&some.all(), &settings).unwrap().into_features();
    assert_eq!(of_some, alone);
    let run = folder().run("evaluate --cv 2 forms.jsonl --clitics --format json");
    assert_eq!(parse(&run.stdout())["documents"], 8);
}

#[test]
fn a_new_form_is_parted_where_its_base_is_known() {
    let folder = folder();
    let line = "classify -q -m forms.tasnif --input-format lines";
    let known = |text: &str| {
        let run = folder.run_with(line, text.as_bytes());
        parse(&run.stdout())["known_tokens"].clone()
    };
    assert_eq!(known("فللمدرسة"), 1);
    assert_eq!(known("ومدرستنا"), 1);
    assert_eq!(known("بالكلب"), 0);
}

#[test]
fn damaged_word_forms_are_refused() {
    let folder = folder();
    let mut bytes = folder.read("forms.tasnif");
    let form = "وبالمدرسه".as_bytes();
    let place = bytes.windows(form.len()).position(|window| window == form);
    bytes[place.unwrap() + 1] ^= 1;
    folder.write("bad.tasnif", bytes);
    folder.refuses(
        "info bad.tasnif",
        "bad.tasnif: damaged: the content does not fit its checksum; train it again or copy it anew",
    );
}

#[test]
fn charts_count_word_forms_as_one_when_asked_to() {
    let folder = Folder::with("forms.jsonl", jsonl(&FORMS));
    for (name, flag) in [("apart.png", ""), ("grouped.png", "--clitics")] {
        let run = folder.run(&format!(
            "chart terms forms.jsonl {flag} --size 400x300 -o {name}"
        ));
        assert_eq!(run, Run::new(0, "", ""));
    }
    assert_ne!(folder.read("apart.png"), folder.read("grouped.png"));
    folder.refuses(
        "chart terms forms.jsonl --clitics --profile latin -o x.png",
        "--clitics needs normalised Arabic tokens, which --profile latin does not make; use auto or arabic",
    );
}

#[test]
fn top_terms_are_shown_in_the_form_of_most_documents() {
    let documents = [
        ("city", "المدينة كبيرة"),
        ("city", "المدينة والمدينة"),
        ("city", "المدينة مدينة"),
        ("city", "مدينة صغيرة"),
        ("sea", "سفينة وبحر"),
        ("sea", "سفينة أخرى"),
    ];
    let folder = Folder::with("d.jsonl", jsonl(&documents));
    let run = folder.run("train -q d.jsonl -o d.tasnif --clitics --ngrams 1");
    assert_eq!(run, Run::new(0, "", ""));
    let info = parse(&folder.run("info d.tasnif --top 1 --format json").stdout());
    let top = &info["labels"][0]["top_terms"][0];
    assert_eq!(
        (&top["term"], &top["form"]),
        (&json!("مدينه"), &json!("المدينة"))
    );
    let table = folder.run("info d.tasnif --top 1 --format table").stdout();
    assert!(
        table.contains(" city           4  \u{2068}المدينة\u{2069}\n"),
        "{table}"
    );
}

/// The seven words of which مدرسة is the base, as the list of forms has them.
#[test]
fn commands_that_count_words_group_their_forms() {
    let folder = Folder::with("forms.jsonl", jsonl(&FORMS));
    let first_row = |command: &str| {
        let lines = folder.run(&format!("{command} --format csv")).stdout();
        lines.lines().nth(1).unwrap_or_default().to_owned()
    };
    let row = first_row("keywords forms.jsonl --clitics");
    assert!(row.starts_with("1,مدرسة,مدرسه,7,4,"), "{row}");
    let row = first_row("keywords forms.jsonl");
    assert!(row.starts_with("1,مدرسة,مدرسه,2,2,"), "{row}");
    let pairs = "collocations forms.jsonl --min-count 1 --window 3 --node تلميذ --clitics";
    let row = first_row(pairs);
    assert!(row.starts_with("1,تلميذ,مدرسة,تلميذ,مدرسه,5,3,"), "{row}");
    let row =
        first_row("collocations forms.jsonl --ngrams 3 --min-count 1 --node المدرسة --clitics");
    assert!(row.starts_with("1,"), "{row}");
    let types = |flags: &str| {
        let measured = folder
            .run(&format!("measures forms.jsonl {flags}"))
            .stdout();
        parse_lines(&measured)[0]["types"].as_u64().unwrap()
    };
    assert!(types("--clitics") < types(""));
    let occurrences = |flags: &str| {
        let line = "chart dispersion forms.jsonl --term مدرسة -o d.svg --data-out d.csv -q";
        assert_eq!(folder.run(&format!("{line} {flags}")).stdout(), "");
        let table = std::fs::read_to_string(folder.path("d.csv")).unwrap();
        table.lines().count() - 1
    };
    assert_eq!((occurrences("--clitics"), occurrences("")), (7, 2));
    let refused = "keywords forms.jsonl --clitics --profile latin";
    folder.refuses_with(refused, &["--clitics needs normalised Arabic tokens"]);
}

#[test]
fn tokens_are_shown_as_the_model_sees_them() {
    let folder = folder();
    let run = |flags: &str| {
        let line = format!("tokenize -m forms.tasnif {flags}");
        parse_lines(
            &folder
                .run_with(&line, "زار مدرستهم وللمدرسة".as_bytes())
                .stdout(),
        )
    };
    let token = |text: &str, start, end| json!({"text": text, "start": start, "end": end});
    let tokens = [
        token("زار", 0, 6),
        token("مدرسه", 7, 21),
        token("مدرسه", 22, 38),
    ];
    assert_eq!(run("")[0]["tokens"], json!(tokens));
    // The model has no n-grams of words.
    assert_eq!(run("--terms")[0]["terms"], json!(tokens));
    let explained = &run("--explain")[0]["tokens"];
    let steps = json!([{"step": "clitics", "result": "مدرسه"}]);
    assert_eq!(explained[1]["steps"], steps);
    assert_eq!(explained[1]["text"], "مدرسه");
    let line = "tokenize -m forms.tasnif --stem arabic forms.jsonl";
    let run = folder.run(line);
    assert_eq!(run.code, 2, "{}", run.stderr);
}
