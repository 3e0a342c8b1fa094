//! Tables of delimited values: strict quotes, separators, headers; and which inputs are tables.

use crate::common::{Folder, Run, gzip, parse_lines};

/// The ids and texts that `clean` reads.
fn read(folder: &Folder, arguments: &str) -> Vec<(String, String)> {
    rows(folder.run(&format!(
        "clean --clean none --keep none --format jsonl -q {arguments}"
    )))
}

fn rows(run: Run) -> Vec<(String, String)> {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = parse_lines(&run.stdout);
    rows.iter()
        .map(|row| (text(row, "id"), text(row, "text")))
        .collect()
}

fn texts(folder: &Folder, arguments: &str) -> Vec<String> {
    read(folder, arguments)
        .into_iter()
        .map(|(_, text)| text)
        .collect()
}

const CURES: &str = "(--text-field names one; --no-header says that the first row is a record; \
                     --delimiter names a separator other than";

#[test]
fn a_stray_quote_is_an_error_with_the_line_where_it_opens() {
    let table = "text,label\none,a\n\"two,b\nthree,a\n\"four\",b\nfive,a\n\"six\"x,b\n\"seven,a\n";
    let folder = Folder::with("a.csv", table);
    let advice = "Write a quote inside a quoted field twice (\"\"), or read quotes as any other \
                  character with --no-quotes";
    let expected = "expected a separator (\",\") or the end of the line there";
    folder.refuses(
        "measures a.csv",
        &format!(
            "a.csv, line 3: a quote opens column 1, but after the quote that closes it, on line \
             5, stands \"four\",b\"; {expected}. {advice}"
        ),
    );
    let run = folder.run("tokenize a.csv --skip-bad --format csv");
    let want = "id,text,start,end\na.csv#2,one,0,3\na.csv#4,three,0,5\na.csv#5,four,0,4\n\
                a.csv#6,five,0,4\n";
    let said = format!(
        "passed over 3 bad records:\n  \
         a.csv, line 3: a quote opens column 1, but after the quote that closes it, on line 5, \
         stands \"four\",b\"; {expected}. {advice}\n  \
         a.csv, line 7: a quote opens column 1, but after the quote that closes it stands \
         \"x,b\"; {expected}. {advice}\n  \
         a.csv, line 8: a quote opens column 1, but no quote closes it. {advice}\n"
    );
    assert_eq!(run, Run::new(0, want, &said));
    let all = texts(&folder, "a.csv --no-quotes");
    assert_eq!(
        all,
        [
            "one", "\"two", "three", "\"four\"", "five", "\"six\"x", "\"seven"
        ]
    );
}

#[test]
fn tabs_part_lines_and_quotes_inside_a_field_are_ordinary() {
    let folder = Folder::with("a.tsv", "text\tlabel\nsay \"hi\"\ta\n\"two\nlines\"\tb\n");
    assert_eq!(texts(&folder, "a.tsv"), ["say \"hi\"", "two\nlines"]);
    // Quotes of two sentences, not of one field over three rows.
    folder.write(
        "a.tsv",
        "text\tlabel\n\"He left.\ta\nrain\tb\nand came.\"\ta\n",
    );
    folder.refuses(
        "tokenize a.tsv",
        "a.tsv, line 2: a quote opens column 1, which then reaches up to line 4 and holds tabs, so \
         that it seems to be several rows. Write a quote inside a quoted field twice (\"\"), or \
         read quotes as any other character with --no-quotes",
    );
    let all = texts(&folder, "a.tsv --no-quotes");
    assert_eq!(all, ["\"He left.", "rain", "and came.\""]);
    assert_eq!(texts(&folder, "a.tsv --skip-bad"), ["rain", "and came.\""]);
}

#[test]
fn separators_are_recognised_or_given() {
    let folder = Folder::new();
    for (separator, name) in [
        (",", ","),
        (";", ";"),
        ("\t", "tab"),
        ("|", "|"),
        ("\t", "\\t"),
    ] {
        let table = "id,text,label\n1,\"one, and; a | b\",x\n2,two,y\n";
        let table = table
            .replace(',', separator)
            .replace(&format!("one{separator}"), "one,");
        folder.write("a.csv", &table);
        let want = ["one, and; a | b", "two"];
        assert_eq!(texts(&folder, "a.csv"), want, "{table}");
        assert_eq!(
            texts(&folder, &format!("a.csv --delimiter {name}")),
            want,
            "{table}"
        );
        let run = folder.run_with("clean --clean none -q --format jsonl -", table.as_bytes());
        assert_eq!(rows(run)[0], ("1".into(), want[0].into()), "{table}");
    }
    folder.write("a.csv", "sep=;\r\ntext;label\r\none;x\r\n");
    assert_eq!(read(&folder, "a.csv"), [("a.csv#3".into(), "one".into())]);
    folder.write("a.csv", "text:label\none:x\n");
    assert_eq!(texts(&folder, "a.csv --delimiter :"), ["one"]);
    folder.refuses_with(
        "clean a.csv --delimiter ab",
        &["expected one sign: , or ; or | or tab"],
    );
}

#[test]
fn utf16_with_tabs_as_excel_saves_it() {
    let table: Vec<u8> = "\u{FEFF}text\tlabel\r\nنص\tx\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(texts(&Folder::with("a.csv", table), "a.csv"), ["نص"]);
}

#[test]
fn a_file_without_a_header_names_columns_by_numbers() {
    let folder = Folder::with("a.csv", "good one,pos\nbad one,neg\n");
    let run = folder
        .run("keywords a.csv --no-header --text-field 1 --label-field 2 --target pos --format csv");
    assert!(run.stdout.contains("good"), "{run:?}");
    assert_eq!(
        read(&folder, "a.csv --no-header --text-field 1"),
        [
            ("a.csv#1".into(), "good one".into()),
            ("a.csv#2".into(), "bad one".into())
        ]
    );
    folder.refuses(
        "measures a.csv",
        &format!(
            "a.csv: there is no column \"text\" for the text; the columns are \"good one\", \
             \"pos\" {CURES} \",\")"
        ),
    );
    folder.refuses(
        "measures a.csv --no-header",
        "a.csv: there is no column \"text\" for the text; the columns are 1 (\"good one\"), 2 \
         (\"pos\") (without a header, columns are named by their numbers: --text-field 1)",
    );
    folder.refuses(
        "train a.csv --no-header --text-field 1 -o out",
        "a.csv: there is no column \"label\" for the label; the columns are 1, 2 (without a \
         header, columns are named by their numbers: --label-field 2)",
    );
    folder.write("a.csv", "a,b\nc\n");
    folder.refuses(
        "measures a.csv --no-header --text-field 1",
        "a.csv, line 2: the row has 1 of the first row's 2 columns",
    );
}

#[test]
fn a_tab_in_a_message_is_visible() {
    let folder = Folder::with("a.csv", "text\tlabel\nx\ty\n");
    folder.refuses(
        "measures a.csv --delimiter ,",
        &format!(
            "a.csv: there is no column \"text\" for the text; the columns are \"text\\tlabel\" \
             {CURES} \",\")"
        ),
    );
    folder.write("a.tsv", "body\tlabel\nx\ty\n");
    folder.refuses(
        "measures a.tsv",
        &format!(
            "a.tsv: there is no column \"text\" for the text; the columns are \"body\", \
             \"label\" {CURES} \"\\t\")"
        ),
    );
}

#[test]
fn a_column_that_is_there_twice_is_refused_when_it_is_needed() {
    let folder = Folder::with("a.csv", "text,x,x,text\na,b,c,d\n");
    folder.refuses(
        "measures a.csv",
        "a.csv: the columns 1 and 4 are both called \"text\"; rename one of them",
    );
    folder.write("a.csv", "text,x,x\na,b,c\n");
    assert_eq!(texts(&folder, "a.csv"), ["a"]);
}

#[test]
fn records_of_a_file_with_any_line_ends_have_names_of_their_own() {
    let folder = Folder::new();
    for (name, format) in [("a.csv", "csv"), ("a.jsonl", "jsonl"), ("a.txt", "lines")] {
        for (end, name_of_end) in [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR")] {
            let lines = match format {
                "csv" => ["text", "one", "", "two"],
                "jsonl" => ["", "{\"text\":\"one\"}", "", "{\"text\":\"two\"}"],
                _ => ["", "one", "", "two"],
            };
            folder.write(name, lines.map(|line| format!("{line}{end}")).concat());
            let want = [
                (format!("{name}#2"), "one".into()),
                (format!("{name}#4"), "two".into()),
            ];
            let rows = read(&folder, &format!("{name} --input-format {format}"));
            assert_eq!(rows, want, "{name} {name_of_end}");
        }
    }
    folder.write("a.json", "[\r{\"text\": \"x\"},\r5]");
    folder.refuses_with(
        "measures a.json",
        &["a.json, line 3: element 2 of the array, at column 1:"],
    );
}

#[test]
fn files_of_one_name_in_two_folders_have_names_of_their_own() {
    let folder = Folder::with("a/x.txt", "one");
    folder.write("b/x.txt", "two");
    folder.write("x.txt", "three");
    let ids = |arguments: &str| -> Vec<String> {
        let rows = read(&folder, arguments).into_iter();
        rows.map(|(id, _)| id.replace('\\', "/")).collect()
    };
    assert_eq!(ids("a b"), ["a/x.txt", "b/x.txt"]);
    assert_eq!(ids("a x.txt"), ["a/x.txt", "x.txt"]);
    assert_eq!(ids("a"), ["x.txt"]);
    assert_eq!(ids("a b/x.txt"), ["x.txt", "b/x.txt"]);
}

#[test]
fn a_large_table_reads_the_same_on_all_threads() {
    let row = |number: usize| {
        format!(
            "\"text {number}\r\n, \"\"quoted\"\"\",{}\r\n",
            "y".repeat(200)
        )
    };
    let table: String = (0..20_000).map(row).collect();
    let folder = Folder::with(
        "a.csv",
        format!("text,rest\r\n{table}\"open,x\r\nlast,y\r\n"),
    );
    let one = folder.run("tokenize a.csv --skip-bad -j 1");
    assert!(
        one.stderr
            .contains("a.csv, line 40002: a quote opens column 1, but no quote")
    );
    assert!(one.stdout.contains("\"a.csv#40000\"") && one.stdout.contains("\"a.csv#40003\""));
    for threads in [2, 7] {
        assert_eq!(
            folder.run(&format!("tokenize a.csv --skip-bad -j {threads}")),
            one
        );
    }
}

#[test]
fn bad_records_are_kept_in_a_file() {
    let mut lines = String::new();
    for number in 0..30_000 {
        lines += &match number % 5_000 {
            7 => format!("{{\"text\": {number}}}\n"),
            _ => format!("{{\"text\": \"good {}\"}}\n", "x".repeat(100)),
        };
    }
    let folder = Folder::with("a.jsonl", &lines);
    folder.write("b.csv", b"text,label\none,x\ntwo\nthr\xFFee,y\n");
    folder.write("c.txt", "__label__x __label__y both\n__label__x one\n");
    let said = folder
        .run("tokenize a.jsonl b.csv c.txt --bad bad.jsonl -o out.jsonl")
        .stderr;
    assert!(
        said.starts_with("passed over 9 bad records:\n  a.jsonl, line 8: "),
        "{said}"
    );
    assert!(said.ends_with("\n  and 4 more\n"), "{said}");
    let bad = folder.read_text("bad.jsonl");
    let rows = parse_lines(&bad);
    let lines: Vec<_> = rows
        .iter()
        .map(|row| row["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [8, 5008, 10008, 15008, 20008, 25008, 3, 4, 1]);
    assert_eq!(rows[0]["record"], "{\"text\": 7}");
    assert_eq!(
        bad.lines().nth(6).unwrap(),
        "{\"source\":\"b.csv\",\"line\":3,\"problem\":\"the row has 1 of the header's 2 \
         columns\",\"record\":\"two\"}"
    );
    assert_eq!(rows[7]["record"], "thr\u{FFFD}ee,y");
    assert!(
        rows[7]["problem"]
            .as_str()
            .unwrap()
            .starts_with("byte 24 is not UTF-8")
    );
    for threads in [1, 8] {
        folder.run(&format!(
            "measures a.jsonl b.csv c.txt --bad bad.jsonl -j {threads}"
        ));
        assert!(folder.read_text("bad.jsonl") == bad, "{threads}");
    }
    let run = folder.run("tokenize b.csv --skip-bad --format csv");
    assert_eq!(run.stdout, "id,text,start,end\nb.csv#2,one,0,3\n");
    // Without a bad record nothing old stays.
    folder.write("good.jsonl", "{\"text\": \"x\"}\n");
    assert_eq!(folder.run("measures -q good.jsonl --bad bad.jsonl").code, 0);
    assert_eq!(folder.read_text("bad.jsonl"), "");
    folder.refuses(
        "measures b.csv --bad b.csv",
        "--bad b.csv is also read: it is the input b.csv, and would be replaced; name another file to \
         write",
    );
    folder.write("only.jsonl", "{\n");
    assert_eq!(folder.run("measures only.jsonl --bad bad.jsonl").code, 2);
    assert_eq!(folder.read_text("bad.jsonl").lines().count(), 1);
}

#[cfg(unix)]
#[test]
fn pipes_are_read_as_standard_input_is() {
    let folder = Folder::with("a.csv", "text;label\none two;x\nthree;y\n");
    folder.write("b.jsonl.gz", gzip(b"{\"text\": \"four\"}\n"));
    let program = env!("CARGO_BIN_EXE_tasnif");
    let bash = |script: &str| {
        let mut command = std::process::Command::new("bash");
        command.args(["-c", &script.replace("tasnif", program)]);
        command.current_dir(folder.path(""));
        crate::common::run(command, b"")
    };
    if bash("true").code != 0 {
        return;
    }
    let flags = "--clean none --format jsonl -q";
    for script in [
        format!("tasnif clean {flags} <(cat a.csv) <(cat b.jsonl.gz)"),
        format!("tasnif clean {flags} /dev/stdin < a.csv && tasnif clean {flags} - < b.jsonl.gz"),
        format!("mkfifo p && (cat a.csv > p &) && tasnif clean {flags} p b.jsonl.gz"),
    ] {
        let texts: Vec<_> = rows(bash(&script))
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert_eq!(texts, ["one two", "three", "four"], "{script}");
    }
    // Cleaning reads twice.
    let run = bash("tasnif clean --format jsonl --clean text -q <(cat a.csv)");
    assert_eq!(run.stdout.lines().count(), 2, "{run:?}");
    let run = bash("tasnif measures -q --input-format txt --format jsonl <(cat a.csv)");
    assert!(run.stdout.contains("\"documents\":1"), "{run:?}");
}

#[test]
fn a_text_that_may_be_meant_as_a_table_is_told() {
    let folder = Folder::new();
    let told = "read standard input as one text, although its first line names a column \"text\"; \
                --input-format csv reads a table\n";
    for input in ["text\noil fell\n", "id,text\n1,oil, gas\n"] {
        let run = folder.run_with("tokenize --format jsonl", input.as_bytes());
        assert_eq!((run.code, run.stderr.as_str()), (0, told), "{input}");
        assert_eq!(run.stdout.lines().count(), 1);
    }
    let one = folder.run_with(
        "tokenize --input-format csv --format jsonl",
        b"text\na\nb\n",
    );
    assert_eq!(one.stdout().lines().count(), 2);
    // Prose whose lines hold commas is one text, and all of it.
    let prose = "Oil, gas and coal\nfell, rose and fell\n";
    let run = folder.run_with("tokenize --format csv", prose.as_bytes());
    let words = run.stdout().lines().skip(1).count();
    assert_eq!(words, prose.split_whitespace().count());
}
