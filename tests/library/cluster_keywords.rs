//! Keywords of parts of the documents are those of all of them.

use serde_json::{Value, json};
use tasnif::corpus::reading::Reading;
use tasnif::jobs::cluster::{ClusterJob, ClusterKeywords, Tally, TallyKind};
use tasnif::jobs::{Environment, KeywordSettings, Ranked};
use tasnif::{Document, KeywordTable, keywords};

use super::cluster::{add, summed, texts};

/// Words that all texts, most texts, or half of the texts contain, some more often, and characters that are several words.
fn common_words(number: usize) -> String {
    let times = |word: &str, times: usize| format!(" {word}").repeat(times);
    let mut words =
        times("التقرير", 1 + number % 3) + &times("Agency", usize::from(!number.is_multiple_of(3)));
    words += &times("وكالة", usize::from(number % 5 < 3) * (1 + number % 2));
    words += &times("وَكالة", usize::from(number.is_multiple_of(4)));
    words += &times("update", number % 2);
    words += match number % 10 {
        0 => " ﷺ ½",
        1 => " ½ Updates",
        _ => "",
    };
    words
}

fn mixed_texts() -> Vec<(String, &'static str)> {
    let numbered = texts().into_iter().enumerate();
    let text = |(number, (text, label))| match number {
        // A text without a word.
        17 => ("...".to_owned(), label),
        _ => (format!("{text}{}", common_words(number)), label),
    };
    numbered.map(text).collect()
}

fn settings(json: &str) -> KeywordSettings {
    serde_json::from_str(json).unwrap()
}

/// A table with everything but the numbers of terms.
fn shown(table: &KeywordTable) -> Value {
    let sizes: Vec<Value> = match &table.ranked {
        Ranked::Key(groups) => groups
            .iter()
            .map(|group| json!([group.name, group.size.documents, group.size.tokens]))
            .collect(),
        _ => Vec::new(),
    };
    let rows: Vec<_> = tasnif::tables::keywords::rows(table, false, true).collect();
    let counts = (table.documents, table.tokens, table.distinct_terms);
    json!({"counts": counts, "sizes": sizes, "rows": rows, "cut": table.is_cut()})
}

fn of_all(texts: &[(String, &str)], settings: &KeywordSettings) -> Value {
    let document = |(text, label): &(String, &str)| {
        let mut document = Document::new("", text);
        document.label = Some((*label).into());
        document
    };
    let documents: Vec<Document> = texts.iter().map(document).collect();
    let readings = vec![Reading::of_documents(&documents).unwrap()];
    shown(&keywords(&Environment::default(), readings, settings).unwrap())
}

/// The table of parts, or the error; and the steps.
fn of_parts(
    parts: &[&[(String, &str)]],
    settings: &KeywordSettings,
) -> (tasnif::Result<Value>, usize) {
    let documents = parts.iter().map(|part| part.len() as u64).sum();
    let mut cluster = ClusterKeywords::new(settings.clone(), documents).unwrap();
    assert!(!cluster.gathers() && cluster.min_df() == 1);
    let mut steps = 0;
    while let Some(step) = cluster.step() {
        for ((kind, label, key), count) in &summed(&step, parts) {
            add(&mut cluster, (*kind, label, key), *count);
        }
        steps += 1;
        if let Err(error) = cluster.advance(&()) {
            return (Err(error), steps);
        }
    }
    (Ok(shown(&cluster.into_table().unwrap())), steps)
}

/// Settings with the number of their steps.
const SETTINGS: [(&str, usize); 14] = [
    ("{}", 2),
    (
        r#"{"min_count": 3, "keyness": {"top": 5, "measure": "tfidf"}}"#,
        2,
    ),
    (
        r#"{"words": {"profile": "arabic", "stop_words": []}, "all_tokens": true}"#,
        1,
    ),
    (
        r#"{"ngrams": "1..2", "words": {"stem": "english"}, "keyness": {"top": 40}}"#,
        2,
    ),
    (r#"{"by": "label"}"#, 2),
    (
        r#"{"by": "label", "keyness": {"sign": "both", "top": 7}, "ngrams": "1..2", "min_count": 3}"#,
        2,
    ),
    (
        r#"{"by": "label", "keyness": {"measure": "log-odds", "adjustment": "none"}, "words": {"profile": "auto", "hamza_seats": "fold"}}"#,
        2,
    ),
    (r#"{"by": "label", "words": {"hamza_seats": "fold"}}"#, 3),
    (
        r#"{"by": "label", "keyness": {"test": "documents", "sign": "both"}}"#,
        3,
    ),
    (
        r#"{"by": "label", "keyness": {"test": "documents", "sign": "both"}, "words": {"stop_words": [], "profile": "auto"}, "all_tokens": true}"#,
        2,
    ),
    (
        r#"{"by": "label", "keyness": {"test": "documents", "sign": "both", "adjustment": "bh"}, "ngrams": "1..2", "words": {"stem": "english", "stop_words": ["arabic", {"name": "own", "lines": "goal\nthe"}]}}"#,
        3,
    ),
    (
        r#"{"by": "label", "keyness": {"test": "documents", "measure": "tfidf", "top": 3}, "min_count": 3}"#,
        3,
    ),
    (
        r#"{"by": "label", "keyness": {"test": "documents"}, "ngrams": "4", "words": {"profile": "auto"}}"#,
        2,
    ),
    (r#"{"keyness": {"test": "documents"}, "ngrams": "2"}"#, 2),
];

#[test]
fn any_parts_have_the_keywords_of_all_documents() {
    let all = mixed_texts();
    // Each part reads the step, so parts of one document are of fewer documents.
    for (json, expected_steps) in SETTINGS {
        for (documents, size) in [(400, 400), (400, 133), (400, 37), (60, 1)] {
            let settings = settings(json);
            let mut texts = all[..documents].to_vec();
            let expected = of_all(&texts, &settings);
            let rows = expected["rows"].as_array();
            assert!(rows.is_some_and(|rows| !rows.is_empty()), "{json} {size}");
            texts.reverse();
            let parts: Vec<&[(String, &str)]> = texts.chunks(size).collect();
            let (table, steps) = of_parts(&parts, &settings);
            assert_eq!(table.unwrap(), expected, "{json} {size}");
            assert_eq!(steps, expected_steps, "{json}");
        }
    }
}

#[test]
fn common_words_are_tested_by_their_median() {
    let settings = settings(r#"{"by": "label", "keyness": {"test": "documents"}}"#);
    let texts = mixed_texts();
    let (table, _) = of_parts(&[&texts[..9], &[], &texts[9..]], &settings);
    let rows = table.unwrap()["rows"].clone();
    let of_report = |row: &&Value| row["term"] == "التقرير";
    let row = rows.as_array().unwrap().iter().find(of_report).unwrap();
    // All texts but one have it: those above the median are fewer than those that have it.
    assert_eq!(row["documents"], 399);
    let above = row["target_above_median"].as_u64().unwrap();
    assert!(above < row["target_documents"].as_u64().unwrap());
}

#[test]
fn the_letters_and_stop_words_are_those_of_the_language() {
    let persian = "وزیر نیرو دیروز در تهران گفت که طرح تازه‌ای برای کاهش مصرف آب در دست اجرا است و او \
        نتیجه‌های آن را از ماه آینده اعلام می‌کند. این طرح در مجلس بررسی شده است.";
    let urdu = "وزیر خزانہ نے اسلام آباد میں کہا کہ حکومت نے بجٹ میں عوام کے لیے نئی سہولتیں رکھی ہیں اور \
        قیمتوں کو کم کرنے کے لیے اقدامات کیے جا رہے ہیں۔";
    for (text, label) in [(persian, "a"), (urdu, "b")] {
        let mut texts: Vec<(String, &str)> = vec![(text.to_owned(), label); 6];
        texts.push(("The minister said that the plan was new".to_owned(), "c"));
        let settings = settings(r#"{"by": "label"}"#);
        let (table, steps) = of_parts(&[&texts[..2], &texts[2..]], &settings);
        assert_eq!(table.unwrap(), of_all(&texts, &settings));
        // The profile, the stop lists in its letters, the terms.
        assert_eq!(steps, 3);
    }
}

#[test]
fn what_needs_more_than_counts_is_refused() {
    let told = |json: &str, documents| {
        let error = ClusterKeywords::new(settings(json), documents).unwrap_err();
        error.to_string()
    };
    assert!(told(r#"{"words": {"clitics": true}}"#, 3).starts_with("`clitics` looks at"));
    assert!(told(r#"{"dispersion": "document"}"#, 3).starts_with("`dispersion` looks at"));
    assert!(
        told(r#"{"by": "month"}"#, 3).starts_with("documents in parts are grouped only by label")
    );
    let reference = r#"{"comparison": {"has_reference": true}}"#;
    assert!(told(reference, 3).starts_with("documents in parts are compared by label"));
    assert_eq!(told("{}", 0), "there are no documents");
}

#[test]
fn parts_without_words_or_with_one_label_are_told() {
    let mut texts = mixed_texts();
    texts.iter_mut().for_each(|(_, label)| *label = "news");
    let (table, _) = of_parts(&[&texts], &settings(r#"{"by": "label"}"#));
    let error = table.unwrap_err().to_string();
    assert!(
        error.starts_with("all documents have the same label, \"news\""),
        "{error}"
    );
    let empty = [("...".to_owned(), "a"), (String::new(), "b")];
    let (table, _) = of_parts(&[&empty], &settings("{}"));
    assert_eq!(table.unwrap_err().to_string(), "the documents hold no word");
}

#[test]
fn documents_that_change_between_steps_are_noticed() {
    let texts = mixed_texts();
    let settings = settings(r#"{"by": "label", "keyness": {"test": "documents"}}"#);
    for step_of_change in 0..3 {
        let mut cluster = ClusterKeywords::new(settings.clone(), 400).unwrap();
        for number in 0..=step_of_change {
            let documents = 400 - usize::from(number == step_of_change);
            let rows = summed(&cluster.step().unwrap(), &[&texts[..documents]]);
            for ((kind, label, key), count) in &rows {
                add(&mut cluster, (*kind, label, key), *count);
            }
            let ended = cluster.advance(&());
            assert_eq!(ended.is_err(), number == step_of_change);
            if let Err(error) = ended {
                let error = error.to_string();
                assert!(
                    error.contains("400 documents") && error.contains("399"),
                    "{error}"
                );
            }
        }
    }
}

#[test]
fn rows_of_another_step_are_refused() {
    let mut cluster = ClusterKeywords::new(settings("{}"), 400).unwrap();
    let row = |kind, key, count| Tally {
        kind,
        label: "",
        key,
        count,
    };
    assert!(cluster.add(&row(TallyKind::Term, b"goal", 1)).is_err());
    assert!(
        cluster
            .add(&row(TallyKind::FunctionWords, b"latin", 1))
            .is_err()
    );
    assert!(cluster.add(&row(TallyKind::LabelTokens, b"", -1)).is_err());
    assert!(cluster.into_table().is_err());
}
