//! `tasnif tune`: the search for settings.

use crate::common::{Folder, Run, jsonl, parse, parse_lines};

/// Reports of two newsrooms and of a third that is rare; words shared across labels.
fn reports() -> Vec<(&'static str, String)> {
    let subjects = [
        ("sport", ["goal", "match", "team", "coach", "league", "cup"]),
        (
            "money",
            ["bank", "price", "market", "share", "budget", "tax"],
        ),
        (
            "health",
            ["clinic", "doctor", "vaccine", "patient", "nurse", "ward"],
        ),
    ];
    let places = [
        "north", "south", "harbour", "valley", "river", "old town", "station",
    ];
    let mut reports = Vec::new();
    for number in 0..75 {
        let (label, words) = subjects[number % 3];
        let place = places[number % 7];
        let (first, second) = (words[number % 6], words[(number / 6) % 6]);
        let text = format!(
            "Report {number} from the {place}: the {first} and the {second} were named today, number {}",
            number * 37 % 101
        );
        reports.push((label, text));
    }
    reports
}

fn folder() -> Folder {
    let reports = reports();
    let documents: Vec<(&str, &str)> = reports.iter().map(|(l, t)| (*l, t.as_str())).collect();
    let folder = Folder::with("reports.jsonl", jsonl(&documents));
    let mut shuffled = documents.clone();
    shuffled.reverse();
    shuffled.rotate_left(29);
    folder.write("shuffled.jsonl", jsonl(&shuffled));
    folder
}

const TUNE: &str = "tune -q --time-budget 0.02s --folds 3";

#[test]
fn the_best_settings_are_found_and_kept_with_the_model() {
    let folder = folder();
    let run = folder.run(&format!("{TUNE} reports.jsonl -o best.tasnif"));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let trials = parse_lines(&run.stdout);
    assert!(trials.len() >= 10, "{}", run.stdout);
    let best = &trials[0];
    assert_eq!(best["documents"], 75);
    assert!(best["accuracy"].as_f64().unwrap() > 0.9, "{best}");
    for trial in &trials {
        let reached = |trial: &serde_json::Value| {
            let documents = trial["documents"].as_u64().unwrap();
            (documents, trial["accuracy"].as_f64().unwrap())
        };
        assert!(reached(best) >= reached(trial), "{best} {trial}");
    }
    let kept = folder.run("info best.tasnif --trials");
    assert_eq!(kept, Run::new(0, &run.stdout, ""));
    let scored = parse(&folder.run("evaluate -m best.tasnif reports.jsonl").stdout());
    assert!(scored["accuracy"].as_f64().unwrap() > 0.95);
}

#[test]
fn every_kind_of_setting_is_tried() {
    let folder = folder();
    let tune = |flags: &str| {
        let line = format!("tune -q --folds 3 -o best.tasnif {flags}");
        folder.run(&line).stdout()
    };
    let trials = tune("--time-budget 0.5s reports.jsonl");
    for kind in [
        "--algorithm bernoulli",
        "--algorithm multinomial",
        "--norm none",
        "--idf none",
        "--tf binary",
        "--min-df 3",
        "--select chi-squared",
        "--ngrams 1..1",
        "--char-ngrams 3..5",
        "--stem english",
        "--alpha 0.03",
        "--refine ",
    ] {
        assert!(trials.contains(kind), "{kind}: {trials}");
    }
    // A model is to be small: no more terms are tried than there is room for. Of few documents, so that
    // little time is enough to try neighbours of the best, too.
    let lines = folder.read_text("reports.jsonl");
    folder.write(
        "few.jsonl",
        lines.split_inclusive('\n').take(24).collect::<String>(),
    );
    let trials = tune("--time-budget 0.05s --size-budget 20KB few.jsonl");
    let all = parse_lines(&trials);
    let is_small = |trial: &&serde_json::Value| {
        let settings = trial["settings"].as_str().unwrap_or_default();
        // 20,000 bytes less a fifth for trials, 4,000, and 10 for each of 24 documents; of the rest 24
        // for a term and 4 for each of three labels.
        settings.contains("--max-features 326")
    };
    assert!(all.len() > 50, "{trials}");
    assert_eq!(all.iter().filter(is_small).count(), all.len(), "{trials}");
}

#[test]
fn threads_and_the_order_of_documents_do_not_matter() {
    let folder = folder();
    let first = folder.run(&format!("{TUNE} reports.jsonl -o a.tasnif -j 1"));
    for (input, threads) in [("reports.jsonl", 2), ("shuffled.jsonl", 3)] {
        let run = folder.run(&format!("{TUNE} {input} -o b.tasnif -j {threads}"));
        assert_eq!(run, first);
        assert_eq!(folder.read("b.tasnif"), folder.read("a.tasnif"));
    }
}

#[test]
fn what_was_found_can_be_trained_by_its_flags() {
    let folder = folder();
    let run = folder.run(&format!(
        "{TUNE} reports.jsonl -o best.tasnif --metric log-loss"
    ));
    let trials = parse_lines(&run.stdout());
    let flags = trials[0]["settings"].as_str().unwrap();
    let again = folder.run(&format!("train -q reports.jsonl -o again.tasnif {flags}"));
    assert_eq!(again, Run::new(0, "", ""));
    let settings = |model: &str| {
        let info = parse(&folder.run(&format!("info {model} --format json")).stdout());
        (info["settings"].clone(), info["terms"].clone())
    };
    assert_eq!(settings("again.tasnif"), settings("best.tasnif"));
}

#[test]
fn the_file_is_as_small_as_was_asked_for() {
    let folder = folder();
    let run = folder.run(&format!(
        "{TUNE} reports.jsonl -o small.tasnif --size-budget 60KB"
    ));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(folder.read("small.tasnif").len() <= 60_000);
    let refused = folder.refusal(
        &format!("{TUNE} reports.jsonl -o none.tasnif --size-budget 100B"),
        b"",
    );
    assert!(
        refused.contains("--size-budget 100 leaves room for"),
        "{refused}"
    );
    assert!(!folder.path("none.tasnif").exists());
}

/// Six sites of two labels, whose words tell the site and so its label, and nothing else does.
fn sites() -> Folder {
    let names = ["alef", "beh", "jeem", "dal", "reh", "seen"];
    let reports = (0..36).map(|n| {
        let site = names[n / 6];
        let text = format!("{site} {site}news {site}desk x{n} y{n} z{n}");
        let label = ["a", "b"][n / 6 % 2];
        let day = n * 7 % 36;
        let date = format!("2024-{:02}-{:02}", day / 28 + 1, day % 28 + 1);
        let line = serde_json::json!({"text": text, "label": label, "site": site, "date": date});
        format!("{line}\n")
    });
    Folder::with("sites.jsonl", reports.collect::<String>())
}

/// The trials that reached the last fold, and what the model keeps of the search.
fn tuned(folder: &Folder, flags: &str) -> (Vec<serde_json::Value>, serde_json::Value) {
    let trials = folder.run(&format!("{TUNE} sites.jsonl -o best.tasnif {flags}"));
    let info = folder.run("info best.tasnif --format json");
    (
        parse_lines(&trials.stdout()),
        parse(&info.stdout())["tuning"].clone(),
    )
}

#[test]
fn what_is_alike_is_not_both_learned_and_tested() {
    let folder = sites();
    let (trials, kept) = tuned(&folder, "--group-by copy");
    assert_eq!(trials[0]["accuracy"], 1.0, "words tell the site");
    assert_eq!(kept["group_by"], "copy");
    let (trials, kept) = tuned(&folder, "--group-by site");
    let accuracy = trials[0]["accuracy"].as_f64().unwrap();
    assert!(accuracy < 0.7, "nothing tells an unseen site: {accuracy}");
    assert_eq!(kept["group_by"], "site");
    folder.refuses_with(
        "tune sites.jsonl -o x.tasnif --group-by site --folds 7",
        &["--folds 7 needs as many groups of documents that may be parted, and there are 6"],
    );
    folder.refuses_with(
        "tune sites.jsonl -o x.tasnif --group-by author",
        &["no document has a field \"author\""],
    );
}

#[test]
fn later_documents_test_what_was_learned_from_earlier_ones() {
    let folder = sites();
    let (trials, kept) = tuned(&folder, "--split time");
    // The first of four blocks is only learned from.
    assert_eq!(trials[0]["documents"], 27);
    assert_eq!(trials[0]["accuracy"], 1.0);
    assert_eq!(kept["split"], "time");
    let (_, kept) = tuned(&folder, "");
    assert_eq!(
        (&kept["split"], &kept["group_by"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    folder.refuses_with(
        "tune sites.jsonl -o x.tasnif --split time --date-field day",
        &[
            "36 of 36 documents have no date that can be read",
            "--date-field",
        ],
    );
}

#[test]
fn a_dry_run_checks_and_writes_nothing() {
    let folder = sites();
    let run = folder.run("tune sites.jsonl -o x.tasnif --folds 3 --dry-run");
    let said =
        "36 documents of 2 labels; 36 documents would be tested in 3 parts; nothing was written\n";
    assert_eq!(run, Run::new(0, "", said));
    assert!(!folder.path("x.tasnif").exists());
    folder.refuses_with(
        "tune sites.jsonl -o x.tasnif --folds 40 --dry-run",
        &["--folds 40 needs from 2 folds up to the number of documents, 36"],
    );
}

#[test]
fn hundreds_of_labels_cost_time_too() {
    let trials = |labels: usize| {
        let document = |n: usize| {
            let text = format!("word{} about{} x{n} news", n / 4, n / 8);
            (format!("l{}", n * labels / 400), text)
        };
        let documents: Vec<(String, String)> = (0..400).map(document).collect();
        let documents: Vec<_> = documents
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        let folder = Folder::with("labels.jsonl", jsonl(&documents));
        let line = "tune -q labels.jsonl -o x.tasnif --folds 4 --time-budget 0.05s";
        parse_lines(&folder.run(line).stdout())
    };
    // There is nothing to compare the only settings with, so one fold of them is enough.
    let many = trials(200);
    assert_eq!((many.len(), &many[0]["documents"]), (1, &100.into()));
    let few = trials(2);
    assert!(few.len() > 5 && few[0]["documents"] == 400, "{few:?}");
}

#[test]
fn folds_that_test_nothing_are_refused() {
    let folder = sites();
    let message = "on some folds there are not two labels to learn, or none of them is tested";
    for flags in [
        "--group-by label --folds 2",
        "--group-by label --folds 2 --dry-run",
    ] {
        folder.refuses_with(&format!("tune sites.jsonl -o x.tasnif {flags}"), &[message]);
    }
    let one_each = [
        ("a", "one text"),
        ("b", "another text"),
        ("c", "third"),
        ("d", "fourth"),
    ];
    folder.write("each.jsonl", jsonl(&one_each));
    folder.refuses_with("tune each.jsonl -o x.tasnif --folds 2", &[message]);
    assert!(!folder.path("x.tasnif").exists());
    folder.refuses_with(
        "tune sites.jsonl -o x.tasnif --split time --seed 3",
        &["--split time parts documents by their dates alone"],
    );
    folder.refuses_with(
        "tune sites.jsonl -o x.tasnif --split time --folds 18446744073709551615",
        &["needs at least 18446744073709551615 different dates"],
    );
    let run = folder.run(&format!(
        "{TUNE} sites.jsonl -o x.tasnif --split folds --group-by copy --seed 3"
    ));
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn wrong_wishes_are_refused() {
    let folder = folder();
    folder.refuses(
        "tune reports.jsonl -o x.tasnif --folds 1",
        "--folds 1 needs from 2 folds up to the number of documents, 75",
    );
    for wrong in ["--metric speed", "--time-budget 5d", "--time-budget -1s"] {
        let refused = folder.refusal(&format!("tune reports.jsonl -o x.tasnif {wrong}"), b"");
        assert!(refused.contains("error"), "{refused}");
    }
    folder.write(
        "one.jsonl",
        jsonl(&[("a", "one text"), ("a", "another text")]),
    );
    let refused = folder.refusal("tune one.jsonl -o x.tasnif --folds 2", b"");
    assert!(
        refused.contains("there are not two labels to learn"),
        "{refused}"
    );
    let tuned = folder.run("train -q reports.jsonl -o plain.tasnif --quick");
    assert_eq!(tuned.code, 0);
    folder.refuses(
        "info plain.tasnif --trials",
        "nothing was chosen for the model: its settings were given, or it had too few documents to hold some out; tune searches",
    );
}

#[test]
fn standard_input_is_enough() {
    let folder = folder();
    let input = folder.read("reports.jsonl");
    let run = folder.run_with(
        &format!("{TUNE} - --input-format jsonl -o stdin.tasnif"),
        &input,
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    folder.run(&format!("{TUNE} reports.jsonl -o file.tasnif"));
    assert_eq!(folder.read("stdin.tasnif"), folder.read("file.tasnif"));
}
