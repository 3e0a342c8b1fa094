//! `tasnif concordance`.

use crate::common::{Folder, Run, parse, parse_lines};
use serde_json::{Value, json};
use unicode_bidi::{BidiInfo, Level};

/// Three invented documents: Arabic, English, both.
fn folder() -> Folder {
    let documents = [
        json!({"id": "ar", "text": "زار الوفد مِصرَ أمس،\nوقالت مصر إن الزيارة\tناجحة"}),
        json!({"id": "en", "text": "The old BANK closed. A new bank opened near the Bank of trees."}),
        json!({"id": "mix", "text": "وقعت مصر اتفاقا مع Green Bank في القاهرة"}),
    ];
    let lines = documents.map(|document| format!("{document}\n"));
    Folder::with("news.jsonl", lines.concat())
}

/// The program with arguments that may hold spaces.
fn run(folder: &Folder, arguments: &[&str]) -> Run {
    let mut command = folder.command("concordance");
    command.args(arguments);
    crate::common::run(command, b"")
}

/// The rows of a run that found something.
fn rows(folder: &Folder, arguments: &[&str]) -> Vec<Value> {
    let run = run(
        folder,
        &[&["-q", "--format", "jsonl", "news.jsonl"], arguments].concat(),
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    parse_lines(&run.stdout)
}

/// What the rows of a run say in one field.
fn column(folder: &Folder, field: &str, arguments: &[&str]) -> Vec<String> {
    let rows = rows(folder, arguments);
    rows.iter()
        .map(|row| row[field].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn json_lines_hold_the_keyword_as_written_in_its_context() {
    let run = run(&folder(), &["news.jsonl", "مصر", "--width", "5"]);
    let expected = [
        r#"{"id":"ar","place":"news.jsonl, line 1","left":"لوفد ","keyword":"مِصرَ","right":" أمس،","start":18,"end":28}"#,
        r#"{"id":"ar","place":"news.jsonl, line 1","left":"قالت ","keyword":"مصر","right":" إن ا","start":49,"end":55}"#,
        r#"{"id":"mix","place":"news.jsonl, line 3","left":"وقعت ","keyword":"مصر","right":" اتفا","start":9,"end":15}"#,
    ];
    assert_eq!(run.stdout.lines().collect::<Vec<_>>(), expected);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (0, "3 hits in 2 of 3 documents\n")
    );
}

#[test]
fn line_breaks_and_tabs_become_spaces_and_nothing_else_changes() {
    let rows = rows(&folder(), &["وقالت", "--width", "100"]);
    assert_eq!(rows[0]["left"], "زار الوفد مِصرَ أمس، ");
    assert_eq!(rows[0]["right"], " مصر إن الزيارة ناجحة");
    let folder = Folder::with("a.txt", "x\u{202E}y\r\nbank\u{200F}\u{7}");
    let csv = run(&folder, &["a.txt", "bank", "--format", "csv", "-q"]).stdout();
    assert_eq!(
        csv,
        "id,place,left,keyword,right,start,end\n\
         a.txt,a.txt,x\u{202E}y  ,bank,\u{200F}\u{7},7,11\n"
    );
}

#[test]
fn terms_are_matched_as_normalised_words() {
    let folder = folder();
    let keywords = |arguments: &[&str]| column(&folder, "keyword", arguments);
    assert_eq!(keywords(&["bank"]), ["BANK", "bank", "Bank", "Bank"]);
    assert_eq!(keywords(&["BANK OF trees"]), ["Bank of trees"]);
    assert_eq!(
        keywords(&["* bank"]),
        ["old BANK", "new bank", "the Bank", "Green Bank"]
    );
    assert_eq!(keywords(&["ال*ة"]), ["الزيارة", "القاهرة"]);
    assert_eq!(keywords(&["*رة"]), ["الزيارة", "القاهرة"]);
    assert_eq!(keywords(&["--term", "مصر إن"]), ["مصر إن"]);
    assert_eq!(keywords(&["tree", "--stem", "english"]), ["trees"]);
    let pairs = keywords(&["bank trees", "--stop-words", "default"]);
    assert_eq!(pairs, ["Bank of trees"]);
}

#[test]
fn regular_expressions_see_the_text_or_its_normalised_words() {
    let folder = folder();
    let keywords = |arguments: &[&str]| column(&folder, "keyword", arguments);
    assert_eq!(
        keywords(&["--regex", r"[Bb]ank\b"]),
        ["bank", "Bank", "Bank"]
    );
    assert_eq!(keywords(&["--regex", "مصر"]), ["مصر", "مصر"]);
    assert_eq!(
        keywords(&["--regex", "مصر", "--normalised"]),
        ["مِصرَ", "مصر", "مصر"]
    );
    assert_eq!(
        keywords(&["--regex", "an", "--normalised", "--top", "1"]),
        ["BANK"]
    );
    // Letters of the pattern are those of the text, however either is written.
    assert_eq!(
        keywords(&["--regex", "مَصْ?ر", "--normalised"]),
        ["مِصرَ", "مصر", "مصر"]
    );
    assert_eq!(
        keywords(&["--regex", "OLD +BAN[K-L]", "--normalised"]),
        ["old BANK"]
    );
    assert_eq!(keywords(&["--regex", "[،.]"]), ["،", ".", "."]);
    let none = run(&folder, &["news.jsonl", "--regex", "x*"]);
    let message = "\"x*\" matches nothing in 3 documents\n";
    assert_eq!(none, Run::new(1, "", message));
}

#[test]
fn spans_hold_the_keyword_and_its_tokens_are_the_term() {
    let folder = folder();
    let texts = parse_lines(&folder.read_text("news.jsonl"));
    for term in ["مصر", "bank", "في القاهره", "green bank"] {
        for row in rows(&folder, &[term]) {
            let document = texts.iter().find(|text| text["id"] == row["id"]).unwrap();
            let [start, end] = ["start", "end"].map(|key| row[key].as_u64().unwrap() as usize);
            let keyword = document["text"].as_str().unwrap().get(start..end).unwrap();
            assert_eq!(row["keyword"], keyword);
            let tokens = parse(&folder.run_with("tokenize", keyword.as_bytes()).stdout());
            let tokens = tokens["tokens"].as_array().unwrap().iter();
            let tokens: Vec<_> = tokens
                .map(|token| token["text"].as_str().unwrap())
                .collect();
            assert_eq!(tokens.join(" "), term);
        }
    }
}

#[test]
fn windows_are_counted_in_words() {
    let folder = folder();
    let row = &rows(&folder, &["اتفاقا", "--window", "2"])[0];
    assert_eq!(
        (&row["left"], &row["right"]),
        (&json!("وقعت مصر "), &json!(" مع Green"))
    );
    let row = &rows(&folder, &["اتفاقا", "--window", "0"])[0];
    assert_eq!((&row["left"], &row["right"]), (&json!(""), &json!("")));
}

#[test]
fn sorting_goes_outwards_and_ends_with_the_place() {
    let documents = ["d c x a", "b c X b", "a x A", "e x b", "a c x b"];
    let lines: String = documents
        .iter()
        .map(|text| format!("{}\n", json!({ "text": text })))
        .collect();
    let folder = Folder::with("news.jsonl", lines);
    let order = |sort: &str| {
        let ids = column(&folder, "id", &["x", "--sort", sort]).into_iter();
        let numbers: Vec<String> = ids.map(|id| id.replace("news.jsonl#", "")).collect();
        numbers.join(" ")
    };
    // Left contexts, outwards: c d; c b; a; e; c a.
    assert_eq!(order("left"), "3 5 2 1 4");
    assert_eq!(order("right"), "1 3 2 4 5");
    assert_eq!(order("right,left"), "3 1 5 2 4");
    assert_eq!(order("keyword"), "1 2 3 4 5");
    assert_eq!(order("position"), "1 2 3 4 5");
    assert_eq!(order("position,left"), "1 2 3 4 5");
    let top = column(&folder, "id", &["x", "--sort", "left", "--top", "2"]);
    assert_eq!(top, ["news.jsonl#3", "news.jsonl#5"]);
}

#[test]
fn samples_are_the_same_every_time_and_whatever_the_threads() {
    let lines: String = (0..500)
        .map(|number| format!("{}\n", json!({"text": format!("{number} x x")})))
        .collect();
    let folder = Folder::with("news.jsonl", lines);
    let sample = |arguments: &[&str]| {
        let arguments = [&["x", "--sample", "20"], arguments].concat();
        let rows = rows(&folder, &arguments);
        rows.into_iter()
            .map(|row| (row["id"].clone(), row["start"].clone()))
            .collect::<Vec<_>>()
    };
    let once = sample(&["-j", "1"]);
    assert_eq!(once.len(), 20);
    assert_eq!(once, sample(&["-j", "4"]));
    assert_ne!(once, sample(&["--seed", "7"]));
    assert_eq!(once[..5], sample(&["--top", "5"]));
    let run = run(&folder, &["news.jsonl", "x", "--sample", "20"]);
    assert_eq!(run.stderr, "1,000 hits in 500 of 500 documents; 20 shown\n");
}

#[test]
fn output_does_not_depend_on_threads() {
    let lines: String = (0..30_000)
        .map(|number| {
            format!(
                "{}\n",
                json!({"text": format!("the {} bank fell", number % 97)})
            )
        })
        .collect();
    let folder = Folder::with("news.jsonl", lines);
    for sort in [&[][..], &["--sort", "left"]] {
        let of = |threads| {
            let arguments = ["news.jsonl", "bank", "-j", threads, "--format", "csv"];
            run(&folder, &[&arguments[..], sort].concat())
        };
        let run = of("1");
        assert_eq!((run.code, run.stdout.lines().count()), (0, 30_001));
        assert!(run == of("4"));
    }
}

/// A table of one of the documents, or of all.
fn table(document: &str, arguments: &[&str]) -> String {
    let all = folder().read_text("news.jsonl");
    let lines = all
        .split_inclusive('\n')
        .filter(|line| line.contains(document));
    let folder = Folder::with("news.jsonl", lines.collect::<String>());
    let table = ["-q", "--format", "table", "news.jsonl"];
    run(&folder, &[&table, arguments].concat()).stdout()
}

/// What a terminal shows of a line, its letters from left to right.
fn on_screen(line: &str) -> String {
    let bidi = BidiInfo::new(line, Some(Level::ltr()));
    let paragraph = &bidi.paragraphs[0];
    let shown = bidi.reorder_line(paragraph, paragraph.range.clone());
    shown.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

fn from_right_to_left(text: &str) -> String {
    text.chars().rev().collect()
}

#[test]
fn a_table_of_english_reads_from_left_to_right() {
    let expected = " id       left  keyword  right
 en    The old  BANK     closed. A
 en  ed. A new  bank     opened ne
 en   near the  Bank     of trees.
";
    assert_eq!(table("\"en\"", &["bank", "--width", "10"]), expected);
}

#[test]
fn a_table_of_arabic_has_what_comes_before_on_the_right() {
    let expected = " id     right  keyword  left
 ar  \u{2067}أمس، وقا\u{2069}      \u{2067}مِصرَ\u{2069}  \u{2067}ار الوفد\u{2069}
 ar  \u{2067}إن الزيا\u{2069}      \u{2067}مصر\u{2069}  \u{2067}س، وقالت\u{2069}
";
    let table = table("\"ar\"", &["مصر", "--width", "9"]);
    assert_eq!(table, expected);
    let [after, keyword, before] = ["إن الزيا", "مصر", "س، وقالت"].map(from_right_to_left);
    let line = table.lines().nth(2).unwrap();
    assert_eq!(
        on_screen(line),
        format!(" ar  {after}      {keyword}  {before}")
    );
}

#[test]
fn a_table_of_both_arranges_each_row_in_its_direction() {
    let expected = " id      context  keyword  context
 en      The old  BANK     closed. A
 en        A new  bank     opened near
 en     near the  Bank     of trees
 mix  \u{2067}في القاهرة\u{2069}     \u{2067}Bank\u{2069}  \u{2067}مع Green\u{2069}
";
    let table = table("", &["bank", "--window", "2"]);
    assert_eq!(table, expected);
    // Read from the right: مع Green, Bank, في القاهرة.
    let [after, before] = ["في القاهرة", "مع"].map(from_right_to_left);
    let line = table.lines().last().unwrap();
    assert_eq!(
        on_screen(line),
        format!(" mix  {after}     Bank  Green {before}")
    );
}

#[test]
fn colour_is_on_the_keyword_where_it_is_asked_for() {
    let colored = table("\"en\"", &["bank", "--width", "3", "--color", "always"]);
    assert!(
        colored.contains("\u{1b}[1m\u{1b}[31mBANK\u{1b}[0m  "),
        "{colored:?}"
    );
    let plain = table("\"en\"", &["bank", "--width", "3"]);
    let stripped = anstream::adapter::strip_str(&colored).to_string();
    assert_eq!(stripped, plain);
    let json = run(
        &folder(),
        &["-q", "news.jsonl", "bank", "--color", "always"],
    )
    .stdout();
    assert!(!json.contains('\u{1b}'));
}

#[test]
fn what_a_terminal_would_obey_does_not_reach_it() {
    let text = "\u{1b}[31mred\u{202E} tide\u{7}\u{200F} bank\t\u{2066}on\r\nsea\u{0}";
    let folder = Folder::with(
        "news.jsonl",
        json!({"id": "a\u{1b}b", "text": text}).to_string(),
    );
    let line = ["-q", "--format", "table", "news.jsonl", "bank"];
    let expected = " id          left  keyword  right\n ab  [31mred tide  bank     on sea\n";
    assert_eq!(run(&folder, &line), Run::new(0, expected, ""));
}

#[test]
fn a_term_that_never_occurs_is_the_answer_no() {
    let folder = folder();
    let no = |arguments: &[&str], stdout: &str, stderr: &str| {
        assert_eq!(
            run(&folder, arguments),
            Run::new(1, stdout, stderr),
            "{arguments:?}"
        );
    };
    let message = "\"لندن\" does not occur in 3 documents\n";
    no(&["news.jsonl", "لندن"], "", message);
    no(&["news.jsonl", "لندن", "--format", "table"], "", message);
    no(
        &["news.jsonl", "لندن", "--format", "json", "-q"],
        "[]\n",
        "",
    );
    let hint = "\"news.jsonl\" does not occur in 3 documents; it was taken as the term, because it \
                is the last argument: name the term after the files\n";
    no(&["news.jsonl", "news.jsonl"], "", hint);
}

#[test]
fn wrong_usage_says_what_to_do() {
    let folder = folder();
    let refused = |arguments: &[&str], message: &str| {
        let run = run(&folder, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(
            run.stderr.contains(message),
            "{arguments:?}: {}",
            run.stderr
        );
    };
    let nothing = "nothing is looked for; name a term after the files, or give --term or --regex";
    refused(&[], nothing);
    for term in ["", " ", "،.", "http://a.example"] {
        refused(
            &["news.jsonl", "--term", term],
            "holds no word; give letters or digits, or --regex",
        );
    }
    refused(&["news.jsonl", ""], "FILES... TERM");
    refused(
        &["news.jsonl", "of", "--stop-words", "default"],
        "the term holds only stop words; look for it with --stop-words none",
    );
    refused(
        &["news.jsonl", "--regex", "مصر(bank"],
        "--regex is wrong at character 4, \"(bank\": unclosed group",
    );
    refused(
        &["news.jsonl", "--regex", "(\\w{900}){900}"],
        "--regex is wrong as a whole",
    );
    refused(
        &["news.jsonl", "x", "--sort", "up"],
        "there are left, right, keyword, position",
    );
    refused(
        &["news.jsonl", "x", "--width", "1", "--window", "1"],
        "cannot be used with",
    );
    refused(&["news.jsonl", "x", "--normalised"], "--regex <PATTERN>");
    refused(&["no.jsonl", "x"], "no.jsonl");
}

#[test]
fn the_term_stands_alone_where_text_comes_from_a_pipe() {
    let mut command = Folder::new().command("concordance -q --format csv bank");
    command.current_dir(std::env::temp_dir());
    let run = crate::common::run(command, b"A bank");
    let expected = "id,place,left,keyword,right,start,end\n-,standard input,A ,bank,,2,6\n";
    assert_eq!(run, Run::new(0, expected, ""));
}

#[test]
fn huge_terms_and_widths_are_read() {
    let folder = folder();
    let width = usize::MAX.to_string();
    for format in ["csv", "table"] {
        let arguments = ["-q", "news.jsonl", "bank", "--format", format];
        let of = |flag, width| run(&folder, &[&arguments[..], &[flag, width]].concat());
        assert_eq!(of("--width", &width), of("--window", "1000"), "{format}");
        assert_eq!(of("--window", &width), of("--window", "1000"), "{format}");
    }
    for term in [
        "م".repeat(10_000),
        "bank ".repeat(2_000),
        "*".repeat(10_000) + "q",
    ] {
        let run = run(&folder, &["news.jsonl", &term]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""));
        assert!(run.stderr.len() < 300, "{}", run.stderr);
    }
    let run = run(&folder, &["news.jsonl", "--regex", &"(".repeat(10_000)]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.len() < 300, "{}", run.stderr);
}
