//! `tasnif chart trials` and `tasnif chart drift`.

use crate::common::generated::{self, Sequence};
use crate::common::{Folder, Run, parse, parse_lines};
use serde_json::Value;

/// Flags of a small picture.
const SMALL: &str = "--size 900x600 --scale 1 -o chart.png";

/// A folder with a model of 240 articles, and articles of which every tenth is of a later month.
fn folder() -> Folder {
    let folder = Folder::with("old.jsonl", generated::jsonl(&Sequence(1).articles(240)));
    let lines = generated::jsonl(&Sequence(2).articles(300));
    let dated = lines.lines().enumerate().map(|(n, line)| {
        let month = 1 + n / 30 + usize::from(n >= 150);
        line.replacen('{', &format!("{{\"date\":\"2024-{month:02}-05\","), 1) + "\n"
    });
    folder.write("new.jsonl", dated.collect::<String>());
    let run = folder.run("train -q old.jsonl -o news.tasnif");
    assert_eq!(run, Run::new(0, "", ""));
    folder
}

fn draw(folder: &Folder, line: &str) -> Value {
    let run = folder.run(&format!("chart {line} {SMALL} --data-out data.json"));
    assert_eq!(run, Run::new(0, "", ""), "{line}");
    assert!(folder.read("chart.png").starts_with(b"\x89PNG"));
    parse(&folder.read_text("data.json"))
}

/// The picture with text as text.
fn svg(folder: &Folder, line: &str) -> String {
    let run = folder.run(&format!("chart {line} --svg-text -o chart.svg"));
    assert_eq!(run, Run::new(0, "", ""), "{line}");
    folder.read_text("chart.svg")
}

#[test]
fn trials_are_those_of_info() {
    let folder = folder();
    let drawn = draw(&folder, "trials news.tasnif");
    let drawn = drawn.as_array().unwrap();
    let listed = parse_lines(
        &folder
            .run("info news.tasnif --trials --format jsonl")
            .stdout(),
    );
    assert!((5..=25).contains(&listed.len()));
    assert_eq!(drawn.len(), listed.len());
    for (drawn, listed) in drawn.iter().zip(&listed) {
        for (name, value) in listed.as_object().unwrap() {
            assert_eq!(drawn[name], *value, "{name}");
        }
        let accuracy = drawn["accuracy"].as_f64().unwrap();
        assert!(drawn["accuracy_low"].as_f64().unwrap() < accuracy);
        assert!(drawn["accuracy_high"].as_f64().unwrap() > accuracy);
    }
    assert_eq!(
        draw(&folder, "trials news.tasnif --top 3")
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn captions_of_trials_are_in_the_language_of_the_labels() {
    let folder = folder();
    let arabic = svg(&folder, "trials news.tasnif");
    for text in ["الإعدادات المجربة", "الإعدادات المختارة"] {
        assert!(arabic.contains(text), "{text}");
    }
    let english = svg(&folder, "trials news.tasnif --language english");
    // Settings are flags.
    for text in ["Settings that were tried", "chosen", "--alpha"] {
        assert!(english.contains(text), "{text}");
    }
}

#[test]
fn models_without_trials_are_refused() {
    let folder = Folder::with_china_model();
    folder.refuses_with(
        "chart trials china.tasnif -o no.png",
        &["nothing was chosen for the model"],
    );
    folder.refuses_with(
        "chart trials china.jsonl -o no.png",
        &["not a tasnif model"],
    );
    folder.refuses_with(
        "chart trials china.tasnif --top 999 -o no.png",
        &["--top 999: too many to be drawn"],
    );
}

#[test]
fn drift_has_every_measure_in_every_month() {
    let folder = folder();
    let drawn = draw(&folder, "drift -m news.tasnif new.jsonl");
    let rows = drawn.as_array().unwrap();
    // Ten months with articles, and one between them without.
    assert_eq!(rows.len(), 4 * 11);
    let june = rows.iter().filter(|row| row["period"] == "2024-06");
    for row in june {
        assert_eq!(
            (&row["documents"], &row["value"], &row["band_low"]),
            (&0.into(), &Value::Null, &Value::Null)
        );
    }
    for row in rows
        .iter()
        .filter(|row| row["measure"] == "known words" && row["documents"] == 30)
    {
        let number = |name: &str| row[name].as_f64().unwrap();
        assert!(
            number("band_low") < number("expected") && number("expected") < number("band_high")
        );
        assert!((0.0..=1.0).contains(&number("value")), "{row}");
    }
    let check = folder.run("check -q -m news.tasnif new.jsonl --format json");
    let check = parse(&check.stdout);
    let known = rows
        .iter()
        .filter(|row| row["measure"] == "known words" && row["documents"] == 30);
    let mean = known.map(|row| row["value"].as_f64().unwrap()).sum::<f64>() / 10.0;
    crate::common::assert_near(&check["measures"][2]["observed"], mean);
}

#[test]
fn captions_of_drift_are_in_the_language_of_the_texts() {
    let folder = folder();
    let arabic = svg(&folder, "drift -m news.tasnif new.jsonl");
    for text in [
        "هل ما زالت النصوص كنصوص التدريب؟",
        "النطاق المتوقع",
        "متوسط احتمال الصنف",
    ] {
        assert!(arabic.contains(text), "{text}");
    }
    let english = svg(
        &folder,
        "drift -m news.tasnif new.jsonl --by year --language english",
    );
    for text in [
        "Are the texts still like those of training?",
        "expected range",
        "300 documents, compared with 240",
    ] {
        assert!(english.contains(text), "{text}");
    }
}

#[test]
fn texts_without_dates_are_left_out_or_refused() {
    let folder = folder();
    folder.refuses_with(
        "chart drift -m news.tasnif old.jsonl -o no.png",
        &["no document has a date that can be read; name the field of dates with --date-field"],
    );
    folder.refuses_with(
        "chart drift -m news.tasnif new.jsonl --from 2025 -o no.png",
        &["no document has a date between --from and --until"],
    );
    let run = folder.run(&format!(
        "chart drift -m news.tasnif new.jsonl old.jsonl {SMALL}"
    ));
    assert_eq!(
        run,
        Run::new(0, "", "left out 240 documents without a date\n")
    );
    folder.write("far.jsonl", "{\"text\": \"a\", \"date\": \"1000-01-01\"}\n{\"text\": \"b\", \"date\": \"2024-01-01\"}\n");
    folder.refuses_with(
        "chart drift -m news.tasnif far.jsonl --by day -o no.png",
        &["periods are too many for one chart (at most 5000); choose longer ones with --by"],
    );
    folder.refuses_with(
        "chart drift -m news.tasnif new.jsonl --by colour -o no.png",
        &["possible values: day, week, month, year"],
    );
}
