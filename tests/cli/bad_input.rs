//! Input that cannot be used: exit code 2, a message that says where and what was expected, and
//! no file written or changed.

use crate::common::{CHINA, ENCODING_ADVICE, Folder, Run, gzip, jsonl, zstd};

/// A folder with one input file and an old model that must survive.
fn folder(name: &str, content: impl AsRef<[u8]>) -> Folder {
    let folder = Folder::with(name, content);
    folder.write("old.tasnif", "old model");
    folder
}

/// Training on `content` is refused with `message`.
fn train_refuses(name: &str, content: impl AsRef<[u8]>, message: &str) {
    folder(name, content).refuses(&format!("train {name} -o old.tasnif"), message);
}

#[test]
fn missing_and_empty_inputs() {
    let folder = folder("empty.jsonl", "");
    std::fs::create_dir(folder.path("nothing")).unwrap();
    for command in [
        "train -o old.tasnif",
        "tokenize",
        "classify",
        "evaluate --cv 2",
        "lint",
    ] {
        folder.refuses_with(&format!("{command} no.jsonl"), &["cannot read no.jsonl: "]);
        folder.refuses(
            &format!("{command} empty.jsonl"),
            "the input holds no document; give files with at least one record",
        );
        folder.refuses(
            &format!("{command} nothing"),
            "nothing: the folder holds no file that can be read (.jsonl, .ndjson, .json, .csv, \
             .tsv, .parquet, .txt, .md, .html, .docx, .odt, each also .gz or .zst; .zip, .tar, .tgz)",
        );
    }
    let stderr = folder.refusal("train -o old.tasnif", b"");
    assert!(stderr.contains("the input holds no document"), "{stderr}");
    train_refuses(
        "head.csv",
        "label,text\n",
        "the input holds no document; give files with at least one record",
    );
}

#[test]
fn an_unknown_ending() {
    train_refuses(
        "news.news",
        "x",
        "news.news: the ending says no format; name one with --input-format (jsonl, json, csv, \
         tsv, parquet, txt, lines, fasttext, html, docx or odt)",
    );
    train_refuses(
        "news",
        "x",
        "news: the ending says no format; name one with --input-format (jsonl, json, csv, tsv, \
         parquet, txt, lines, fasttext, html, docx or odt)",
    );
}

#[test]
fn broken_json_names_line_and_column() {
    let lines = |broken: &str| format!("{}\n{broken}\n", jsonl(&CHINA));
    for (broken, problem) in [
        ("{\"text\": \"x", "at column 11: EOF while parsing a string"),
        (
            "[1]",
            "at column 0: invalid type: sequence, expected an object with a field \"text\"",
        ),
        ("{\"text\": \"x\"} y", "at column 15: trailing characters"),
        (
            "{\"text\": \"\\ud800\"}",
            "at column 17: unexpected end of hex escape",
        ),
    ] {
        // Four documents and a blank line stand before it.
        let message =
            format!("news.jsonl, line 6: expected a JSON object on one line, but {problem}");
        train_refuses("news.jsonl", lines(broken), &message);
    }
}

#[test]
fn what_is_no_text_says_what_was_found() {
    for (value, found, advice) in [
        ("5", "holds the number 5", ""),
        ("null", "is null", ""),
        (
            "[\"a\", {}]",
            "holds a list of other values than strings",
            "",
        ),
        (
            "{\"n\": 1, \"body\": \"x\"}",
            "holds an object",
            " (--text-field text.body names a string in it)",
        ),
    ] {
        let record = format!("{{\"label\": \"x\", \"text\": {value}}}");
        let problem =
            format!("the field \"text\" {found}; expected a string, or a list of strings{advice}");
        train_refuses(
            "news.jsonl",
            format!("{record}\n"),
            &format!("news.jsonl, line 1: {problem}"),
        );
        train_refuses(
            "news.json",
            format!("[{record}]"),
            &format!("news.json, line 1: element 1 of the array, at column 2: {problem}"),
        );
        // Also where the name may be a path.
        let record = format!("{{\"label\": \"x\", \"a\": {{\"text\": {value}}}}}\n");
        folder("a.jsonl", record).refuses_with(
            "train a.jsonl -o old.tasnif --text-field a.text",
            &[&format!(
                "a.jsonl, line 1: the field \"a.text\" {found}; expected"
            )],
        );
    }
}

#[test]
fn records_without_text_or_label() {
    train_refuses(
        "news.jsonl",
        "{\"label\": \"x\", \"text\": \"a\"}\n{\"label\": \"x\", \"body\": \"b\"}\n",
        "news.jsonl, line 2: the object has no field \"text\"; expected the text there \
         (--text-field names another)",
    );
    let empty = "the label is empty; write it into the field \"label\", or pass over records \
                 without a label with --skip-bad";
    train_refuses(
        "news.jsonl",
        "{\"label\": \"x\", \"text\": \"a\"}\n{\"text\": \"b\", \"label\": \" \"}\n",
        &format!("news.jsonl, line 2: {empty}"),
    );
    for record in ["{\"text\": \"b\"}", "{\"text\": \"b\", \"label\": null}"] {
        train_refuses(
            "news.jsonl",
            format!("{{\"label\": \"x\", \"text\": \"a\"}}\n{record}\n"),
            "news.jsonl, line 2: the record has no label; expected a field \"label\" that is not \
             empty (--label-field names another)",
        );
    }
    train_refuses(
        "news.csv",
        "text,label\na,x\nb,\n",
        &format!("news.csv, line 3: {empty}"),
    );
    train_refuses(
        "news.txt",
        "__label__x a\nb\n",
        "news.txt, line 2: the record has no label; expected the line to start with __label__X",
    );
    train_refuses(
        "news.txt",
        "__label__x a\n__label__x __label__y b\n",
        "news.txt, line 2: the line has several labels; expected one __label__X and the text \
         after it",
    );
    train_refuses(
        "news.txt",
        "a",
        "news.txt: the record has no label; expected the file to lie in a folder named after its \
         label",
    );
}

#[test]
fn tables_without_the_column_list_their_columns() {
    train_refuses(
        "news.csv",
        "text,topic\na,b\n",
        "news.csv: there is no column \"label\" for the label; the columns are \"text\", \
         \"topic\" (--label-field names one)",
    );
    let folder = folder("news.tsv", "body\tlabel\na\tb\n");
    folder.refuses(
        "classify news.tsv",
        "news.tsv: there is no column \"text\" for the text; the columns are \"body\", \"label\" \
         (--text-field names one; --no-header says that the first row is a record; --delimiter \
         names a separator other than \"\\t\")",
    );
}

#[test]
fn a_row_of_another_length() {
    train_refuses(
        "news.csv",
        "text,label\n\"a\nb\",x\nc,y\nd\n",
        "news.csv, line 5: the row has 1 of the header's 2 columns",
    );
}

#[test]
fn bytes_that_are_not_utf8_are_named() {
    let advice = format!("is not UTF-8; {ENCODING_ADVICE}");
    for (name, content, byte) in [
        ("a.jsonl", &b"{\"text\": \"\xFF\"}\n"[..], 10),
        ("a.jsonl", b"\xEF\xBB\xBF{\"text\": \"\xFF\"}\n", 13),
        ("a.txt", b"__label__x \xC7\xE1\n", 11),
    ] {
        train_refuses(
            name,
            content,
            &format!("{name}, line 1: byte {byte} {advice}"),
        );
    }
    let table = b"text,label\na,x\nb\xC3,y\n";
    train_refuses("a.csv", table, &format!("a.csv, line 3: byte 16 {advice}"));
    let folder = folder("a.txt", b"\xFFabc");
    folder.refuses("tokenize a.txt", &format!("a.txt: byte 0 {advice}"));
    folder.refuses(
        "chart terms a.txt -o a.png",
        &format!("a.txt: byte 0 {advice}"),
    );
    folder.write("a.csv", b"text\n\xFF\nx\n");
    let run = folder.run("tokenize a.csv --skip-bad --format csv");
    let said = format!("passed over 1 bad record:\n  a.csv, line 2: byte 5 {advice}\n");
    let rows = "id,text,start,end\na.csv#3,x,0,1\n";
    assert_eq!(run, Run::new(0, rows, &said));
}

/// Lines of about 1 KB whose bulk is in a field that is passed over.
fn long_lines(count: usize) -> String {
    format!("{{\"text\": \"x\", \"rest\": \"{}\"}}\n", "y".repeat(1000)).repeat(count)
}

#[test]
fn places_are_right_in_long_files() {
    let (before, after) = (long_lines(2500), long_lines(10));
    let folder = folder("a.jsonl", format!("{before}{{\n{after}"));
    folder.refuses(
        "tokenize a.jsonl -o tokens.jsonl",
        "a.jsonl, line 2501: expected a JSON object on one line, but at column 1: EOF while \
         parsing an object",
    );
    folder.write(
        "a.jsonl",
        [before.as_bytes(), b"\xFF\n", after.as_bytes()].concat(),
    );
    folder.refuses(
        "tokenize a.jsonl -o tokens.jsonl",
        &format!(
            "a.jsonl, line 2501: byte {} is not UTF-8; {ENCODING_ADVICE}",
            before.len()
        ),
    );
}

#[test]
fn the_first_bad_record_is_named_whatever_the_threads() {
    let folder = Folder::new();
    for number in 10..40 {
        let line = if number % 7 == 5 {
            "{"
        } else {
            "{\"text\": \"x\"}"
        };
        folder.write(&format!("data/{number}.jsonl"), format!("{line}\n"));
    }
    let message = format!(
        "{}, line 1: expected a JSON object on one line, but at column 1: EOF while parsing an \
         object",
        std::path::Path::new("data").join("12.jsonl").display()
    );
    for threads in [1, 2, 8] {
        folder.refuses(
            &format!("tokenize data -o out.jsonl -j {threads}"),
            &message,
        );
    }
}

#[test]
fn corrupt_compression() {
    let content = jsonl(&CHINA.repeat(50));
    let (gzip, zstd) = (gzip(content.as_bytes()), zstd(content.as_bytes()));
    for (name, whole) in [("a.jsonl.gz", gzip), ("a.jsonl.zst", zstd)] {
        let cut = &whole[..whole.len() / 2];
        let folder = folder(name, cut);
        let unreadable = format!("error: cannot read {name}: ");
        folder.refuses_with(&format!("train {name} -o old.tasnif"), &[&unreadable]);
        folder.write(name, [&whole[..8], b"garbage garbage garbage"].concat());
        folder.refuses_with(&format!("train {name} -o old.tasnif"), &[&unreadable]);
    }
}

#[test]
fn every_flipped_bit_of_gzip_is_noticed() {
    let whole = gzip(jsonl(&CHINA).as_bytes());
    // The header's time and system say nothing of the content.
    for byte in (10..whole.len()).step_by(11) {
        let mut flipped = whole.clone();
        flipped[byte] ^= 1;
        let folder = folder("a.jsonl.gz", flipped);
        folder.refuses_with(
            "train a.jsonl.gz -o old.tasnif",
            &["error: cannot read a.jsonl.gz: "],
        );
    }
}

#[test]
fn bad_records_can_be_passed_over_and_are_counted() {
    let bad = "{\n{\"label\": \"x\"}\n{\"text\": \"no label\"}\n[]\n";
    let folder = Folder::with("mixed.jsonl", format!("{bad}{}{bad}", jsonl(&CHINA)));
    folder.write("good.jsonl", jsonl(&CHINA));
    let run = folder.run("train --skip-bad mixed.jsonl -o mixed.tasnif");
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    let label = "the record has no label; expected a field \"label\" that is not empty \
                 (--label-field names another)";
    let json = "expected a JSON object on one line, but at column";
    let summary = format!(
        "passed over 8 bad records:\n  \
         mixed.jsonl, line 1: {json} 1: EOF while parsing an object\n  \
         mixed.jsonl, line 2: the object has no field \"text\"; expected the text there \
         (--text-field names another)\n  \
         mixed.jsonl, line 3: {label}\n  \
         mixed.jsonl, line 4: {json} 0: invalid type: sequence, expected an object with a field \
         \"text\"\n  \
         mixed.jsonl, line 9: {json} 1: EOF while parsing an object\n  \
         and 3 more; --bad FILE keeps all of them\n\
         learned 2 labels and 13 terms from 4 documents; "
    );
    assert!(run.stderr.starts_with(&summary), "{}", run.stderr);
    assert!(folder.read("mixed.tasnif") == folder.model("good.jsonl"));
    let run = folder.run("train -q --skip-bad mixed.jsonl -o mixed.tasnif");
    assert_eq!(run, Run::new(0, "", ""));
    folder.write("rows.csv", "text\na\nb,c\nd\n");
    let run = folder.run("tokenize rows.csv --skip-bad --format csv");
    let rows = "id,text,start,end\nrows.csv#2,a,0,1\nrows.csv#4,d,0,1\n";
    let said =
        "passed over 1 bad record:\n  rows.csv, line 3: the row has 2 of the header's 1 columns\n";
    assert_eq!(run, Run::new(0, rows, said));
}

#[test]
fn only_bad_records_leave_no_document() {
    let folder = folder("bad.jsonl", "{\n[\n");
    let run = folder.run("train --skip-bad bad.jsonl -o old.tasnif");
    let problem = "expected a JSON object on one line, but at column";
    let said = format!(
        "passed over 2 bad records:\n  \
                bad.jsonl, line 1: {problem} 1: EOF while parsing an object\n  \
                bad.jsonl, line 2: {problem} 0: invalid type: sequence, expected an object with a \
                field \"text\"\n\
                error: the input holds no document; give files with at least one record\n"
    );
    assert_eq!(run, Run::new(2, "", &said));
    assert_eq!(folder.read("old.tasnif"), b"old model");
    assert_eq!(folder.files().len(), 2);
}
