//! `tasnif train`.

use crate::common::{CHINA, Folder, NEWS, Run, TEXTBOOK, jsonl, parse};

fn china() -> Folder {
    Folder::with("china.jsonl", jsonl(&CHINA))
}

/// A summary without the time it took.
fn timeless(run: Run) -> Run {
    let stderr = run.stderr.strip_suffix(" s\n").expect("ends in seconds");
    let (summary, seconds) = stderr.rsplit_once(" in ").unwrap();
    assert!(seconds.parse::<f64>().is_ok(), "{seconds}");
    Run::new(run.code, &run.stdout, summary)
}

#[test]
fn the_summary_is_all_that_is_said() {
    // Six words and, with the default 1..2, seven pairs; nothing of linfa's.
    let folder = china();
    let run = timeless(folder.run("train china.jsonl -o china.tasnif"));
    let summary = "learned 2 labels and 13 terms from 4 documents; wrote china.tasnif (0.0 MB)";
    assert_eq!(run, Run::new(0, "", summary));
    let run = timeless(folder.run(&format!("train china.jsonl -o china.tasnif {TEXTBOOK}")));
    let summary = "learned 2 labels and 6 terms from 4 documents; wrote china.tasnif (0.0 MB)";
    assert_eq!(run, Run::new(0, "", summary));
    assert_eq!(folder.files().len(), 2);
}

#[test]
fn quiet_says_nothing_and_writes_the_same_model() {
    let folder = china();
    folder.run("train china.jsonl -o loud.tasnif");
    for quiet in ["-q", "--quiet"] {
        let run = folder.run(&format!("train {quiet} china.jsonl -o quiet.tasnif"));
        assert_eq!(run, Run::new(0, "", ""));
        assert!(folder.read("loud.tasnif") == folder.read("quiet.tasnif"));
    }
}

#[test]
fn standard_input_gives_the_same_model_as_a_file() {
    let folder = china();
    let from_file = folder.model("china.jsonl");
    for input in ["", "-"] {
        let line = format!("train -q {input} -o stdin.tasnif");
        let run = folder.run_with(&line, jsonl(&CHINA).as_bytes());
        assert_eq!(run, Run::new(0, "", ""));
        assert!(folder.read("stdin.tasnif") == from_file);
    }
}

#[test]
fn a_model_replaces_an_old_one_whole() {
    let folder = china();
    folder.write("china.tasnif", "x".repeat(1 << 20));
    let run = folder.run("train -q china.jsonl -o china.tasnif");
    assert_eq!(run, Run::new(0, "", ""));
    assert!(folder.read("china.tasnif") == folder.model("china.jsonl"));
}

#[test]
fn dry_run_checks_and_writes_nothing() {
    let folder = china();
    let run = folder.run("train --dry-run china.jsonl -o china.tasnif");
    let summary = "learned 2 labels and 13 terms from 4 documents; nothing was written\n";
    assert_eq!(run, Run::new(0, "", summary));
    assert_eq!(folder.files().len(), 1);
    let message = "--alpha 0 does not smooth; give a number above 0, such as 0.1";
    folder.refuses(
        "train --dry-run china.jsonl -o china.tasnif --alpha 0",
        message,
    );
}

#[test]
fn several_inputs_are_one_corpus() {
    let folder = Folder::with("all.jsonl", jsonl(&NEWS));
    folder.write("a/1.jsonl", jsonl(&NEWS[..3]));
    folder.write("b.jsonl", jsonl(&NEWS[3..5]));
    let rest = jsonl(&NEWS[5..]);
    let run = folder.run_with("train -q a b.jsonl - -o parts.tasnif", rest.as_bytes());
    assert_eq!(run, Run::new(0, "", ""));
    assert!(folder.read("parts.tasnif") == folder.model("all.jsonl"));
}

#[test]
fn every_setting_changes_the_model_and_is_kept_in_it() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let default = folder.model("news.jsonl");
    for (flag, value, place) in [
        ("algorithm", "multinomial", "/settings/algorithm"),
        ("algorithm", "bernoulli", "/settings/algorithm"),
        (
            "algorithm",
            "weight-normalised-complement",
            "/settings/algorithm",
        ),
        ("alpha", "0.5", "/settings/alpha"),
        ("prior", "empirical", "/settings/prior"),
        ("ngrams", "1..1", "/settings/features/ngrams"),
        ("profile", "persian@1", "/settings/features/profile"),
        ("hamza-seats", "fold", "/settings/features/hamza_seats"),
        ("stem", "english", "/settings/features/stem"),
        ("char-ngrams", "3..4", "/settings/features/char_ngrams"),
        ("tf", "binary", "/settings/features/tf"),
        ("idf", "none", "/settings/features/idf"),
        ("norm", "l1", "/settings/features/norm"),
        (
            "class-weighting",
            "none",
            "/settings/features/class_weighting",
        ),
        ("min-df", "2", "/settings/features/min_df"),
        ("max-df", "20%", "/settings/features/max_df"),
        ("max-features", "9", "/settings/features/max_features"),
        (
            "select",
            "document-frequency",
            "/settings/features/selection",
        ),
        ("select", "chi-squared", "/settings/features/selection"),
    ] {
        let model = folder.model(&format!("news.jsonl --{flag} {value}"));
        assert!(model != default, "--{flag} {value}");
        let info = parse(&folder.run("info trained.tasnif --format json").stdout());
        let kept = info.pointer(place).expect(place).to_string();
        assert_eq!(kept.trim_matches('"'), value, "--{flag}");
    }
}

#[test]
fn limits_on_terms_hold() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let terms = |flags: &str| {
        folder.model(&format!("news.jsonl --ngrams 1 {flags}"));
        let info = parse(&folder.run("info trained.tasnif --format json").stdout());
        info["terms"].as_u64().unwrap()
    };
    assert_eq!(terms("--max-features 9"), 9);
    // "the" is in 3 documents; في, هدفين, سعر and "match" are in 2.
    assert_eq!(terms("--min-df 2"), 5);
    assert_eq!(terms("--min-df 3"), 1);
    assert_eq!(terms("--min-df 2 --max-df 2"), 4);
    let all = terms("");
    assert_eq!(terms("--max-df 25%"), all - 1);
    folder.write("stop.txt", "THE\nفِي\nmissing\n");
    assert_eq!(terms("--stop-words stop.txt"), all - 2);
}

#[test]
fn a_model_reads_text_as_it_was_trained() {
    let training = [
        ("east", "the minister سؤال رئيس كتاب"),
        ("west", "a runner ملعب كرة"),
    ];
    let folder = Folder::with("news.jsonl", jsonl(&training));
    folder.write("a.txt", "ministers شيء سوال رييس کتاب");
    let known = |flags: &str| {
        folder.model(&format!("news.jsonl --ngrams 1 {flags}"));
        let run = folder.run("classify -m trained.tasnif a.txt");
        parse(&run.stdout())["known_tokens"].as_u64().unwrap()
    };
    // Only the book, whose kaf is folded.
    assert_eq!(known(""), 1);
    assert_eq!(known("--stem english"), 2);
    assert_eq!(known("--hamza-seats fold"), 3);
    assert_eq!(known("--hamza-seats fold --stem english"), 4);
    // Stop words are known before their endings are cut.
    folder.write("stop.txt", "minister\n");
    assert_eq!(known("--stem english --stop-words stop.txt"), 1);
    folder.write("stop.txt", "minist\n");
    assert_eq!(known("--stem english --stop-words stop.txt"), 2);
    assert_eq!(known("--profile persian"), 1);
}
