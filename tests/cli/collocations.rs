//! `tasnif collocations`.

use crate::common::{Folder, NEWS, Run, assert_near, jsonl, parse_lines};
use serde_json::Value;

/// 11 tokens in 2 documents: 9 adjacent pairs.
const TEXTS: [(&str, &str); 2] = [
    ("a", "Cold rain and cold rain again cold"),
    ("b", "warm rain cold rain"),
];

fn folder() -> Folder {
    Folder::with("rain.jsonl", jsonl(&TEXTS))
}

fn rows(folder: &Folder, flags: &str) -> Vec<Value> {
    parse_lines(&folder.run(&format!("collocations {flags}")).stdout())
}

fn pairs(rows: &[Value]) -> Vec<String> {
    let word = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    rows.iter()
        .map(|row| {
            format!(
                "{} {} {}",
                word(row, "first"),
                word(row, "second"),
                row["count"]
            )
        })
        .collect()
}

/// "cold rain" three times; cold comes first in 3 of 9 pairs, rain second in 4. NLTK's
/// `BigramAssocMeasures` of (3, (3, 4), 9) for the first four, SciPy's `chi2_contingency` of
/// [[3, 0], [1, 5]] for the other two.
#[test]
fn adjacent_words_are_scored() {
    let found = rows(&folder(), "rain.jsonl");
    assert_eq!(pairs(&found), ["cold rain 3"]);
    let row = &found[0];
    for (name, expected) in [
        ("documents", 2.0),
        ("first_count", 3.0),
        ("second_count", 4.0),
        ("pairs", 9.0),
        ("expected", 3.0 * 4.0 / 9.0),
        ("pmi", (9.0f64 / 4.0).log2()),
        ("npmi", (9.0f64 / 4.0).log2() / 3.0f64.log2()),
        ("t_score", (3.0 - 12.0 / 9.0) / 3.0f64.sqrt()),
        ("log_dice", 14.0 + (6.0f64 / 7.0).log2()),
        ("log_likelihood", 6.958_573_872_356_164),
        ("chi_squared", 5.625),
    ] {
        assert_near(&row[name], expected);
    }
    let all = rows(&folder(), "rain.jsonl --min-count 1 --measure pmi");
    // The first two tie. "and" and "again" are stop words; a pair with them is none.
    assert_eq!(pairs(&all), ["cold rain 3", "warm rain 1", "rain cold 1"]);
}

#[test]
fn windows_pair_words_in_any_order() {
    let folder = folder();
    let found = rows(&folder, "rain.jsonl --window 2 --min-count 1");
    let mut shown = pairs(&found);
    shown.sort_unstable();
    assert_eq!(shown, ["cold rain 6", "cold warm 1", "rain warm 1"]);
    let node = rows(&folder, "rain.jsonl --window 2 --min-count 1 --node WARM");
    let mut shown = pairs(&node);
    shown.sort_unstable();
    assert_eq!(shown, ["warm cold 1", "warm rain 1"]);
    // Rain and cold occur four times each; logDice counts occurrences.
    let cold = found
        .iter()
        .find(|row| row["second"] == "rain" && row["count"] == 6);
    let cold = cold.unwrap();
    assert_eq!(
        (&cold["first_occurrences"], &cold["second_occurrences"]),
        (&4.into(), &4.into())
    );
    assert_near(&cold["log_dice"], 14.0 + (12.0f64 / 8.0).log2());
    // Every pair counts from both sides.
    assert_eq!(node[0]["pairs"], 2 * (6 + 5 + 3 + 2));
    assert_eq!(node[0]["first_count"], 2);
    let adjacent = rows(&folder, "rain.jsonl --min-count 1 --node cold");
    assert_eq!(pairs(&adjacent), ["cold rain 3", "rain cold 1"]);
}

/// Windows of three tokens in [`TEXTS`]: 5 and 2. "and" and "again" are stop words, so that only the
/// second text has n-grams. Rain comes first in 3 windows, cold second in 2, rain third in 2; cold
/// and rain together second and third in 2.
#[test]
fn words_in_a_row_are_scored() {
    let found = rows(&folder(), "rain.jsonl --ngrams 3 --min-count 1");
    let shown: Vec<_> = found
        .iter()
        .map(|row| row["term"].as_str().unwrap())
        .collect();
    assert_eq!(shown, ["rain cold rain", "warm rain cold"]);
    for (name, expected) in [
        ("rank", 1.0),
        ("count", 1.0),
        ("documents", 1.0),
        ("first_count", 3.0),
        ("second_count", 2.0),
        ("third_count", 2.0),
        ("windows", 7.0),
        ("expected", 12.0 / 49.0),
        // NLTK's TrigramAssocMeasures of (1, (1, 1, 2), (3, 2, 2), 7).
        ("pmi", 2.029_747_343_394_052_3),
        ("t_score", 0.755_102_040_816_326_5),
        ("log_likelihood", 8.433_782_313_667_859),
        ("chi_squared", 7.169_166_666_666_666_5),
    ] {
        assert_near(&found[0][name], expected);
    }
    let ranges = rows(
        &folder(),
        "rain.jsonl --ngrams 2..4 --min-count 1 --node WARM",
    );
    let shown: Vec<_> = ranges
        .iter()
        .map(|row| format!("{} {} {}", row["words"], row["rank"], row["normalised"]))
        .collect();
    assert_eq!(
        shown,
        [
            "2 1 \"warm rain\"",
            "3 1 \"warm rain cold\"",
            "4 1 \"warm rain cold rain\""
        ]
    );
    assert_eq!(ranges[0]["fourth_count"], Value::Null);
    assert_eq!(ranges[2]["fourth_count"], 2);
}

#[test]
fn ngrams_that_nothing_is_published_for_are_refused() {
    for (flags, message) in [
        (
            "--ngrams 2..5",
            "--ngrams 2..5: words that go together are 2 to 4; give a length or range of these, such \
             as 3 or 2..3",
        ),
        (
            "--ngrams 3 --measure log-dice",
            "NPMI and logDice are defined for pairs only; rank n-grams of more words by \
             log-likelihood, pmi, t-score or chi-squared",
        ),
        (
            "--ngrams 3 --min-count 2 --node cold",
            "no 3 words in a row with \"cold\" come together 2 times; lower --min-count, or keep \
             stop words with --stop-words none",
        ),
    ] {
        folder().refuses(&format!("collocations rain.jsonl {flags}"), message);
    }
}

#[test]
fn nothing_to_pair_is_said() {
    let folder = folder();
    folder.refuses(
        "collocations rain.jsonl --min-count 9",
        "no two words come together 9 times; lower --min-count, widen --window, or keep stop words \
         with --stop-words none",
    );
    folder.refuses(
        "collocations rain.jsonl --node snow",
        "the word \"snow\" does not occur in the input",
    );
    folder.refuses(
        "collocations rain.jsonl --node and",
        "--node and is no word, or a stop word; --stop-words none keeps stop words",
    );
    let mut command = folder.command("collocations rain.jsonl --node");
    command.arg("cold rain");
    let run = crate::common::run(command, b"");
    assert_eq!(
        (run.code, &*run.stderr),
        (
            2,
            "error: --node cold rain is more than one word; give one\n"
        )
    );
    folder.refuses(
        "collocations rain.jsonl --window 5000",
        "--window 5000 is too wide; give at most 1000",
    );
}

#[test]
fn results_do_not_follow_threads_or_the_order_of_documents() {
    let folder = Folder::with("news.jsonl", jsonl(&NEWS));
    let mut reversed = NEWS;
    reversed.reverse();
    folder.write("reversed.jsonl", jsonl(&reversed));
    for flags in [
        "--min-count 1 --top 5",
        "--min-count 1 --window 3 --measure log-dice --top all",
        "--min-count 1 --window 4 --node سعر",
        "--min-count 1 --ngrams 2..4 --top 5",
    ] {
        let expected = folder
            .run(&format!("collocations news.jsonl {flags}"))
            .stdout();
        for line in [
            format!("collocations reversed.jsonl {flags} -j 1"),
            format!("collocations news.jsonl {flags} -j 5 --max-memory 1B"),
        ] {
            assert_eq!(folder.run(&line).stdout(), expected, "{line}");
        }
    }
}

#[test]
fn the_formats_say_the_same() {
    let csv = folder()
        .run("collocations rain.jsonl --format csv")
        .stdout();
    assert!(csv.starts_with("rank,first,second,first_normalised,second_normalised,count,documents,first_count,second_count,pairs,expected,pmi,npmi,log_likelihood,t_score,chi_squared,log_dice\n1,cold,rain,cold,rain,3,2,3,4,9,"));
    let run = folder().run("collocations rain.jsonl --format table");
    let table = " rank  first  second  count  documents  first_count  second_count     pmi    npmi  log_likelihood  t_score  chi_squared  log_dice
    1  cold   rain        3          2            3             4  1.1699  0.7381          6.9586   0.9623       5.6250   13.7776
";
    assert_eq!(run, Run::new(0, table, ""));
}
