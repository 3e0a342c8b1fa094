//! `tasnif keywords`.

use crate::common::{Folder, NEWS, Run, assert_near, jsonl, parse_lines};
use serde_json::Value;

/// 8 tokens of sport and 7 of economy; "the" is a stop word, "2024" a number.
const GOALS: [(&str, &str); 4] = [
    ("sport", "Goal goal match the team"),
    ("sport", "goal match 2024"),
    ("economy", "bank Price Price the team"),
    ("economy", "bank goal"),
];

fn folder() -> Folder {
    Folder::with("goals.jsonl", jsonl(&GOALS))
}

fn rows(folder: &Folder, flags: &str) -> Vec<Value> {
    parse_lines(&folder.run(&format!("keywords {flags}")).stdout())
}

fn terms(rows: &[Value]) -> Vec<&str> {
    rows.iter()
        .map(|row| row["term"].as_str().unwrap())
        .collect()
}

#[test]
fn frequent_terms_are_counted_and_shown_as_written() {
    let folder = folder();
    let csv = "rank,term,normalised,count,documents,per_million\n\
               1,goal,goal,4,3,266666.6666666667\n\
               2,bank,bank,2,2,133333.33333333334\n\
               3,match,match,2,2,133333.33333333334\n\
               4,Price,price,2,1,133333.33333333334\n\
               5,team,team,2,2,133333.33333333334\n";
    let run = folder.run("keywords goals.jsonl --format csv");
    assert_eq!(run, Run::new(0, csv, ""));
    let all = rows(&folder, "goals.jsonl --stop-words none --all-tokens");
    assert_eq!(
        terms(&all),
        ["goal", "bank", "match", "Price", "team", "the", "2024"]
    );
    let pairs = rows(&folder, "goals.jsonl --ngrams 2 --stop-words none");
    assert_eq!(terms(&pairs)[..2], ["goal match", "the team"]);
    // A stop word parts what stands around it.
    let pairs = rows(&folder, "goals.jsonl --ngrams 2");
    assert_eq!(
        terms(&pairs),
        [
            "goal match",
            "bank goal",
            "bank Price",
            "goal goal",
            "Price Price"
        ]
    );
}

/// Expected by SciPy (`chi2_contingency`, `fisher_exact`) and statsmodels (`multipletests`) on the
/// tables [[3, 1], [5, 6]], [[2, 0], [6, 7]], twice [[0, 2], [8, 5]] and [[1, 1], [7, 6]].
#[test]
fn every_label_is_compared_with_the_rest() {
    let folder = folder();
    let found = rows(&folder, "goals.jsonl --by label --adjust bh");
    let shown: Vec<_> = found
        .iter()
        .map(|row| {
            let number = |name: &str| row[name].as_u64().unwrap();
            (
                row["label"].as_str().unwrap(),
                row["term"].as_str().unwrap(),
                [number("rank"), number("count"), number("documents")],
                [number("target_count"), number("target_tokens")],
                [number("reference_count"), number("reference_tokens")],
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("economy", "bank", [1, 2, 2], [2, 7], [0, 8]),
            ("economy", "Price", [2, 2, 1], [2, 7], [0, 8]),
            ("economy", "team", [3, 2, 2], [1, 7], [1, 8]),
            ("sport", "match", [1, 2, 2], [2, 8], [0, 7]),
            ("sport", "goal", [2, 4, 3], [3, 8], [1, 7]),
        ]
    );
    let goal = &found[4];
    for (name, expected) in [
        ("log_likelihood", 1.070_814_875_977_585_5),
        ("chi_squared", 1.028_814_935_064_935),
        ("fisher", 0.569_230_769_230_769_2),
        ("p_adjusted", 0.375_951_82),
        ("per_million", 4e6 / 15.0),
        ("target_per_million", 3e6 / 8.0),
        ("simple_maths", (3e6 / 8.0 + 1.0) / (1e6 / 7.0 + 1.0)),
    ] {
        assert_near(&goal[name], expected);
    }
}

#[test]
fn a_target_is_compared_with_the_rest_or_with_a_reference() {
    let folder = folder();
    let by_label = rows(&folder, "goals.jsonl --by label");
    let mut sport = by_label[3..].to_vec();
    for row in &mut sport {
        row.as_object_mut().unwrap().remove("label");
    }
    assert_eq!(rows(&folder, "goals.jsonl --target sport"), sport);
    for (number, (label, text)) in GOALS.iter().enumerate() {
        folder.write(&format!("{label}/{number}.txt"), text);
    }
    for target in ["sport", "label:sport", "file:sport", "sport/"] {
        let line = format!("sport economy --target {target}");
        assert_eq!(rows(&folder, &line), sport, "{target}");
    }
    assert_eq!(rows(&folder, "sport --reference economy"), sport);
    let several = "sport --reference economy/2.txt economy/3.txt";
    assert_eq!(rows(&folder, several), sport);
    let several = "sport economy --target sport/0.txt --target sport/1.txt";
    assert_eq!(rows(&folder, several), sport);
    folder.refuses(
        "keywords --reference economy/2.txt economy/3.txt",
        "no input is named: --reference takes all files that follow it; name the input before it, or \
         - for standard input",
    );
    let line = "sport economy --target sport/0.txt --reference economy/2.txt";
    let first = &rows(&folder, line)[0];
    assert_eq!(first["term"], "Goal");
    assert_eq!(first["count"], 2);
    assert_eq!(
        (&first["target_tokens"], &first["reference_tokens"]),
        (&5.into(), &5.into())
    );
}

#[test]
fn a_target_that_matches_nothing_hears_what_there_is() {
    let folder = folder();
    folder.refuses(
        "keywords goals.jsonl --target art",
        "no document has the label \"art\" or lies in a file or folder art; there are the labels \
         economy, sport and the files goals.jsonl",
    );
    folder.refuses(
        "keywords goals.jsonl --target goals.jsonl",
        "every document is in the target, so there is nothing to compare it with; name other \
         documents with --reference",
    );
}

#[test]
fn signs_and_measures_choose_and_order() {
    let folder = folder();
    let of = |flags: &str| rows(&folder, &format!("goals.jsonl --target sport {flags}"));
    assert_eq!(terms(&of("--sign negative")), ["bank", "Price", "team"]);
    let both = of("--sign both --top 1");
    assert_eq!(terms(&both), ["match", "bank"]);
    assert!(both[1]["log_likelihood"].as_f64().unwrap() < 0.0);
    assert!(both[1]["log_ratio"].as_f64().unwrap() < 0.0);
    assert_eq!(terms(&of("--measure simple-maths")), ["match", "goal"]);
    assert_eq!(terms(&of("--measure log-odds")), ["match", "goal"]);
    assert_eq!(terms(&of("--measure log-ratio")), ["match", "goal"]);
    assert_eq!(terms(&of("--measure fisher")), ["match", "goal"]);
    for (measure, column) in [("fisher", "fisher"), ("log-likelihood", "p")] {
        let row = &of(&format!("--measure {measure} --adjust none"))[0];
        assert_eq!(
            (&row["p"], &row["p_adjusted"]),
            (&row[column], &row[column])
        );
    }
    let kept = of("--min-count 3");
    assert_eq!(terms(&kept), ["goal"]);
    assert_eq!(
        kept[0]["p"], kept[0]["p_adjusted"],
        "one test needs no adjustment"
    );
    folder.refuses_with(
        "keywords goals.jsonl --target sport --smoothing 0",
        &["is not a number above 0"],
    );
}

#[test]
fn sides_without_a_word_are_told() {
    let folder = Folder::with("words.jsonl", jsonl(&[("a", "oil price")]));
    folder.write("none.jsonl", jsonl(&[("a", "?")]));
    for (files, side) in [
        ("none.jsonl --reference words.jsonl", "the target"),
        (
            "words.jsonl --reference none.jsonl",
            "what the target is compared with",
        ),
    ] {
        let message = format!("{side} holds no word, so there is nothing to compare");
        folder.refuses(&format!("keywords {files}"), &message);
        folder.refuses(&format!("chart keyness {files} -o no.png"), &message);
    }
}

#[test]
fn what_is_as_frequent_elsewhere_is_no_keyword() {
    let folder = Folder::with(
        "same.jsonl",
        jsonl(&[("a", "oil price"), ("b", "oil price oil price")]),
    );
    for (flags, message) in [
        (
            "--by label",
            "no term is more frequent than elsewhere in 2 of 2 parts\n",
        ),
        (
            "--target a --sign negative",
            "no term is less frequent in the target than in the reference\n",
        ),
        (
            "--target a --sign both",
            "no term is more or less frequent in the target than in the reference\n",
        ),
    ] {
        let run = folder.run(&format!("keywords same.jsonl --clean none {flags}"));
        assert_eq!(run, Run::new(0, "", message));
    }
    let by_tfidf = rows(&folder, "same.jsonl --target a --measure tfidf");
    assert_eq!(terms(&by_tfidf), ["oil", "price"]);
    // Documents that are all equal: no term is key, and that is an answer.
    folder.write(
        "equal.jsonl",
        jsonl(&[("a", "rain heat"), ("b", "rain heat")]),
    );
    let found = rows(
        &folder,
        "equal.jsonl --by label --measure tfidf --dispersion",
    );
    assert_eq!(terms(&found), ["heat", "rain", "heat", "rain"]);
    for row in &found {
        assert_eq!(
            (&row["log_likelihood"], &row["p"]),
            (&0.0.into(), &1.0.into())
        );
    }
}

/// TF-IDF is scikit-learn's, summed over documents without scaling: count · (ln(5 / 4) + 1).
#[test]
fn tfidf_and_dispersion_are_shown_where_asked_for() {
    let folder = folder();
    let whole = &rows(&folder, "goals.jsonl --tfidf --dispersion")[0];
    assert_near(&whole["tfidf"], 4.892_574_205_256_839);
    // Shares of goal: 2/4, 1/4, 0, 1/4; of tokens: 5/15, 3/15, 5/15, 2/15.
    assert_eq!(whole["range"], 3);
    assert_near(&whole["dispersion_dp"], 1.0 / 3.0);
    assert_near(
        &whole["dispersion_dp_norm"],
        (1.0 / 3.0) / (1.0 - 2.0 / 15.0),
    );
    let rates = [2.0 / 5.0, 1.0 / 3.0, 0.0, 1.0 / 2.0];
    let mean = rates.iter().sum::<f64>() / 4.0;
    let variance = rates.iter().map(|r| (r - mean) * (r - mean)).sum::<f64>() / 4.0;
    assert_near(
        &whole["juilland_d"],
        1.0 - variance.sqrt() / mean / 3f64.sqrt(),
    );
    let parts = &rows(&folder, "goals.jsonl --dispersion --parts label")[0];
    assert_eq!(parts["range"], 2);
    assert_near(&parts["dispersion_dp"], 3.0 / 4.0 - 8.0 / 15.0);
    let sport = &rows(&folder, "goals.jsonl --target sport --tfidf --dispersion")[1];
    assert_eq!(sport["term"], "goal");
    assert_near(&sport["tfidf"], 3.669_430_653_942_629);
    // In the target: 2/3 and 1/3 of goal, 5/8 and 3/8 of its tokens.
    assert_near(&sport["dispersion_dp"], 2.0 / 3.0 - 5.0 / 8.0);
}

#[test]
fn tables_are_short_and_say_when_there_is_more() {
    let run = folder().run("keywords goals.jsonl --target sport --format table --top 1");
    let table = " rank  term   target_count  target_documents  target_per_million  reference_count  reference_documents  reference_per_million  log_likelihood  p_adjusted  log_ratio
    1  match             2                 2         250000.0000                0                    0                 0.0000          2.7829      0.3251     1.8074
";
    assert_eq!(
        run,
        Run::new(
            0,
            table,
            "there are 5 terms; --top all shows every one\n\
             p takes tokens for independent, but words repeat inside documents: many terms below 0.05 \
             are there by chance; --test documents tests documents\n"
        )
    );
}

#[test]
fn stems_count_together_and_stop_words_are_known_unstemmed() {
    let text = "Ministers minister MINISTERS having haves";
    let folder = Folder::with("a.txt", text);
    let found = rows(&folder, "a.txt --stem english");
    assert_eq!(terms(&found), ["MINISTERS", "haves"]);
    assert_eq!(
        (&found[0]["normalised"], &found[0]["count"]),
        (&"minist".into(), &3.into())
    );
}

#[test]
fn months_are_compared() {
    let line = |date: &str, text: &str| format!("{{\"date\":\"{date}\",\"text\":\"{text}\"}}\n");
    let lines = [
        line("2024-05-03", "rain rain"),
        line("2024-06-30", "heat"),
        line("2024-05-31", "rain"),
    ];
    let folder = Folder::with("weather.jsonl", lines.concat());
    let found = rows(&folder, "weather.jsonl --by month");
    assert_eq!(terms(&found), ["rain", "heat"]);
    assert_eq!(
        (&found[0]["month"], &found[0]["target_count"]),
        (&"2024-05".into(), &3.into())
    );
}

#[test]
fn results_do_not_follow_threads_or_the_order_of_documents() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let mut reversed = NEWS;
    reversed.reverse();
    folder.write("reversed.jsonl", jsonl(&reversed));
    for flags in [
        "--by label --ngrams 1..3 --dispersion --tfidf --sign both --top all",
        "--ngrams 1..2 --dispersion --top 7",
        "--target sport --top 3 --max-memory 1B",
    ] {
        let expected = folder.run(&format!("keywords news.jsonl {flags}")).stdout();
        for line in [
            format!("keywords reversed.jsonl {flags}"),
            format!("keywords news.jsonl {flags} -j 1"),
            format!("keywords reversed.jsonl {flags} -j 7"),
        ] {
            assert_eq!(folder.run(&line).stdout(), expected, "{line}");
        }
    }
}

#[test]
fn poor_corpora_are_answered_clearly() {
    let none = "no term is left: the text holds only stop words, numbers or single letters, or \
                nothing that is frequent enough; --stop-words none and --all-tokens keep what is \
                passed over, --min-count 1 what is rare";
    let folder = Folder::with("stop.txt", "the and of في من 12 x");
    folder.refuses("keywords stop.txt", none);
    folder.write("none.txt", "?!");
    folder.refuses("keywords none.txt", "the documents hold no word");
    folder.write("one.jsonl", jsonl(&[("a", "rain rain heat")]));
    assert_eq!(
        terms(&rows(&folder, "one.jsonl --dispersion")),
        ["rain", "heat"]
    );
    folder.refuses("keywords one.jsonl --min-count 3", none);
    folder.refuses(
        "keywords one.jsonl --by label",
        "all documents have the same label, \"a\", so there is nothing to compare; leave out --by, \
         or name other documents with --reference",
    );
    folder.refuses(
        "keywords one.jsonl --by month",
        "no document has a date that can be read, so there is nothing to compare; leave out --by, \
         or name other documents with --reference",
    );
}

#[test]
fn many_labels_are_compared_or_refused() {
    let texts: Vec<(String, String)> = (0..17_000)
        .map(|n| (format!("label{n:05}"), format!("word{n} rain heat")))
        .collect();
    let documents: Vec<(&str, &str)> = texts.iter().map(|(l, t)| (&**l, &**t)).collect();
    let folder = Folder::with("many.jsonl", jsonl(&documents));
    folder.write("some.jsonl", jsonl(&documents[..1_000]));
    folder.refuses(
        "keywords many.jsonl --by label",
        "17002 terms in each of 17000 classes are too many tests; raise --min-count, or choose one \
         class with --target",
    );
    let found = rows(&folder, "some.jsonl --by label --dispersion --top 1");
    assert_eq!(found.len(), 1_000);
    let target = rows(&folder, "many.jsonl --target label00007 --top 1");
    assert_eq!(terms(&target), ["word7"]);
}

#[test]
fn strange_terms_stay_in_their_place() {
    let long = "x".repeat(10_000);
    let text = format!("{long} {long} ab\u{202E}cd مص\u{200F}ر مص\u{200F}ر");
    let folder = Folder::with("strange.jsonl", jsonl(&[("a", &text)]));
    let found = rows(&folder, "strange.jsonl");
    assert_eq!(terms(&found), [&*long, "مصر", "abcd"]);
    let table = folder.run("keywords strange.jsonl --format table").stdout();
    assert!(
        table.lines().all(|line| line.chars().count() < 200),
        "{table}"
    );
    assert!(!table.contains(['\u{202E}', '\u{200F}']));
}

/// A city and a port that the bundled model knows, and a name that it does not.
const ARTICLE: &str =
    "افتتح الوزير ميناء صلالة الجديد. وقال الوزير: ميناء صلالة كبير، وزار زبردغوش ميناء صلالة.";

#[test]
fn key_phrases_of_an_article_have_spans() {
    let folder = Folder::with("article.txt", ARTICLE);
    let found = rows(&folder, "article.txt --per-document --top all");
    let port = found
        .iter()
        .find(|row| row["normalised"] == "ميناء صلاله")
        .unwrap();
    assert_eq!(
        (&port["id"], &port["count"]),
        (&"article.txt".into(), &3.into())
    );
    for span in port["spans"].as_array().unwrap() {
        let [start, end] = [0, 1].map(|at| span[at].as_u64().unwrap() as usize);
        assert_eq!(&ARTICLE[start..end], "ميناء صلالة");
    }
    let known: Vec<bool> = found.iter().map(|row| !row["tfidf"].is_null()).collect();
    assert!(
        known.is_sorted_by(|a, b| a >= b) && known[0],
        "unknown phrases come last"
    );
    let name = found.iter().find(|row| row["term"] == "زبردغوش").unwrap();
    assert_eq!(
        (&name["tfidf"], &name["reference_documents"]),
        (&Value::Null, &Value::Null)
    );
    assert!(name["yake"].as_f64().unwrap() > 0.0 && name["spread"].as_f64().unwrap() > 0.0);
    assert!(
        port["spread"].is_null(),
        "a phrase has no features of its own"
    );
    let by_yake = rows(&folder, "article.txt --per-document --rank yake --top all");
    let scores = by_yake.iter().map(|row| row["yake"].as_f64().unwrap());
    assert!(scores.is_sorted());
    let words = rows(
        &folder,
        "article.txt --per-document --ngrams 1 --min-count 2",
    );
    let mut shown = terms(&words);
    shown.sort_unstable();
    assert_eq!(shown, ["الوزير", "صلالة", "ميناء"]);
}

/// TF-IDF: count · (ln((1 + 4) / (1 + df)) + 1), with df 3 for goal, 2 for match and 0 for snow.
#[test]
fn tfidf_is_that_of_the_model() {
    let folder = folder();
    let run = folder.run("train -q goals.jsonl -o goals.tasnif");
    assert_eq!(run, Run::new(0, "", ""));
    folder.write("a.txt", "Goal match goal: snow");
    let found = rows(&folder, "a.txt --per-document -m goals.tasnif --ngrams 1");
    assert_eq!(terms(&found), ["snow", "Goal", "match"]);
    for (row, expected, documents) in [
        (&found[0], 5f64.ln() + 1.0, 0),
        (&found[1], 2.0 * ((5.0f64 / 4.0).ln() + 1.0), 3),
        (&found[2], (5.0f64 / 3.0).ln() + 1.0, 2),
    ] {
        assert_near(&row["tfidf"], expected);
        assert_eq!(row["reference_documents"], documents);
    }
    folder.refuses(
        "keywords a.txt --per-document --profile latin",
        "--profile, --hamza-seats, --stem and --clitics do not go with --per-document, which reads text as \
         the model does; they do with --idf-from input",
    );
    folder.refuses_with("keywords a.txt --rank yake", &["--per-document"]);
}

/// SciPy's `fisher_exact` of documents: gold is in 4 of 5 reports of markets and in none of 7 others
/// ([[4, 1], [0, 7]]: 5 of 495 tables).
#[test]
fn documents_are_tested_where_asked_for() {
    let mut texts: Vec<(&str, String)> = Vec::new();
    for word in ["rates", "shares", "bonds", "metal"] {
        texts.push(("market", format!("gold gold gold {word} gold gold")));
    }
    texts.push(("market", "exchange".into()));
    for word in [
        "rain", "match", "school", "court", "harvest", "music", "road",
    ] {
        texts.push(("other", format!("{word} news")));
    }
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(label, text)| (*label, &**text))
        .collect();
    let folder = Folder::with("reports.jsonl", jsonl(&texts));
    let of = |flags: &str| {
        rows(
            &folder,
            &format!("reports.jsonl --clean none --target market {flags}"),
        )
    };
    let gold = &of("--test documents --adjust none")[0];
    assert_eq!(gold["term"], "gold");
    assert_near(&gold["p"], 5.0 / 495.0);
    assert_eq!(
        (
            &gold["target_above_median"],
            &gold["reference_above_median"]
        ),
        (&4.into(), &0.into())
    );
    // Twenty tokens of gold are many, were each a draw of its own.
    let by_tokens = &of("--adjust none")[0];
    assert!(by_tokens["p"].as_f64().unwrap() < 1e-4);
    assert_eq!(by_tokens["log_likelihood"], gold["log_likelihood"]);
    assert_eq!(by_tokens.get("target_above_median"), None);
    // Both labels are adjusted together, 28 tests; news has a smaller p in both: 1 of 792
    // tables, as all of its documents use it at the same rate.
    let by_label = &rows(
        &folder,
        "reports.jsonl --clean none --by label --test documents",
    )[0];
    assert_near(&by_label["p_adjusted"], 5.0 / 495.0 * 26.0);
    folder.refuses(
        "keywords reports.jsonl --test documents",
        "--test documents tests what is compared, and nothing is: name a side with --by, --target or \
         --reference",
    );
}

#[test]
fn tables_say_what_p_of_tokens_leaves_out() {
    let note = "p takes tokens for independent, but words repeat inside documents: many terms below 0.05 \
                are there by chance; --test documents tests documents\n";
    let stderr = |flags: &str| {
        folder()
            .run(&format!("keywords goals.jsonl {flags}"))
            .stderr
    };
    assert!(stderr("--by label --format table").contains(note));
    for silent in [
        "--by label --format csv",
        "--by label --format table --test documents",
        "--by label --format table --quiet",
        "--format table",
    ] {
        assert!(!stderr(silent).contains("independent"), "{silent}");
    }
}
