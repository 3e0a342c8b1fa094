//! One corpus in every input format gives the same model.

use crate::common::{Folder, NEWS, Run, gzip, jsonl, parse_lines, zstd};
use serde_json::{Value, json};

/// The corpus as delimited values with these column names; every field quoted.
fn delimited(columns: [&str; 2], delimiter: char, line_end: &str) -> String {
    let quoted = |field: &str| format!("\"{}\"", field.replace('"', "\"\""));
    let row = |(label, text): (&str, &str)| {
        format!("{}{delimiter}{}{line_end}", quoted(label), quoted(text))
    };
    std::iter::once((columns[0], columns[1]))
        .chain(NEWS)
        .map(row)
        .collect()
}

fn fasttext() -> String {
    NEWS.map(|(label, text)| format!("__label__{label} {text}\n"))
        .concat()
}

/// The corpus as file names and contents.
fn formats() -> Vec<(&'static str, String)> {
    vec![
        ("news.jsonl", jsonl(&NEWS)),
        ("news.ndjson", jsonl(&NEWS)),
        ("news.csv", delimited(["label", "text"], ',', "\n")),
        ("news.tsv", delimited(["label", "text"], '\t', "\n")),
        ("news.txt", fasttext()),
    ]
}

/// The model of the corpus, from plain JSON Lines.
fn expected() -> Vec<u8> {
    Folder::with("news.jsonl", jsonl(&NEWS)).model("news.jsonl")
}

#[test]
fn formats_plain_and_compressed_give_the_same_model() {
    let expected = expected();
    let folder = Folder::new();
    for (name, content) in formats() {
        let content = content.as_bytes();
        for (name, content) in [
            (name.to_owned(), content.to_vec()),
            (format!("{name}.gz"), gzip(content)),
            (format!("{name}.zst"), zstd(content)),
            (name.to_uppercase(), content.to_vec()),
        ] {
            folder.write(&name, content);
            assert!(folder.model(&name) == expected, "{name}");
        }
    }
}

#[test]
fn the_folder_that_holds_a_file_is_its_label() {
    let folder = Folder::new();
    for (number, (label, text)) in NEWS.iter().enumerate() {
        let (name, content) = match number % 3 {
            0 => (
                format!("data/{label}/{number}.txt"),
                text.as_bytes().to_vec(),
            ),
            1 => (
                format!("data/deep/{label}/{number}.md.gz"),
                gzip(text.as_bytes()),
            ),
            _ => (
                format!("data/{label}/{number}.txt.zst"),
                zstd(text.as_bytes()),
            ),
        };
        folder.write(&name, content);
    }
    assert!(folder.model("data") == expected());
}

#[test]
fn hidden_files_and_other_endings_in_a_folder_are_passed_over() {
    let folder = Folder::with("data/news.jsonl", jsonl(&NEWS));
    folder.write("data/.hidden.jsonl", "no JSON");
    folder.write("data/.git/x.jsonl", "no JSON");
    folder.write("data/picture.png", "no JSON");
    folder.write("data/news.jsonl.bak", "no JSON");
    assert!(folder.model("data") == expected());
    // Named by hand, a hidden file is read.
    folder.write(".hidden.jsonl", jsonl(&NEWS));
    assert!(folder.model(".hidden.jsonl") == expected());
}

#[test]
fn one_document_for_each_paragraph() {
    let folder = Folder::new();
    for label in ["sport", "economy"] {
        let texts = NEWS
            .iter()
            .filter(|(of, _)| *of == label)
            .map(|(_, text)| *text);
        let paragraphs = texts.collect::<Vec<_>>().join("\n \t\n\n");
        folder.write(
            &format!("data/{label}/all.txt"),
            format!("\n{paragraphs}\r\n\r\n"),
        );
        let record = json!({"label": label, "text": paragraphs});
        folder.write(&format!("records/{label}.jsonl"), format!("{record}\n"));
    }
    assert!(folder.model("data --per paragraph") == expected());
    assert!(folder.model("records --per paragraph") == expected());
    assert!(folder.model("data --per document") != expected());
}

#[test]
fn fields_can_have_any_name() {
    let folder = Folder::with("news.csv", delimited(["topic", "body"], ',', "\n"));
    let records = NEWS.map(|(label, text)| {
        format!(
            "{}\n",
            json!({"text": 7, "topic": label, "label": "x", "body": text})
        )
    });
    folder.write("news.jsonl", records.concat());
    for name in ["news.csv", "news.jsonl"] {
        let model = folder.model(&format!("{name} --text-field body --label-field topic"));
        assert!(model == expected(), "{name}");
    }
    folder.write(
        "one.jsonl",
        "{\"key\": 17, \"id\": \"no\", \"text\": \"a\"}\n",
    );
    let run = folder.run("tokenize one.jsonl --id-field key --format csv");
    assert_eq!(run.stdout(), "id,text,start,end\n17,a,0,1\n");
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let folder = Folder::new();
    for (name, content) in formats() {
        folder.write(name, format!("\u{FEFF}{content}"));
        assert!(folder.model(name) == expected(), "{name}");
    }
}

#[test]
fn line_ends_of_windows_and_blank_lines_do_not_matter() {
    let folder = Folder::new();
    for (name, content) in formats() {
        folder.write(name, content.replace('\n', "\r\n"));
        assert!(folder.model(name) == expected(), "{name} with CRLF");
        folder.write(name, format!("{}\n", content.replace('\n', "\n\n\n")));
        assert!(folder.model(name) == expected(), "{name} with blank lines");
        folder.write(name, content.trim_end());
        assert!(
            folder.model(name) == expected(),
            "{name} without the last line end"
        );
    }
}

#[test]
fn a_quoted_field_may_hold_line_ends_and_delimiters() {
    let folder = Folder::with("a.csv", "id,text\n1,\"one\ntwo, \"\"three\"\"\"\n2,four\n");
    let run = folder.run("tokenize a.csv");
    let results = parse_lines(&run.stdout());
    let words = |result: &Value| -> Vec<String> {
        let tokens = result["tokens"].as_array().unwrap().iter();
        tokens
            .map(|token| token["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(words(&results[0]), ["one", "two", "three"]);
    assert_eq!(words(&results[1]), ["four"]);
    assert_eq!(
        (&results[0]["id"], &results[1]["id"]),
        (&json!("1"), &json!("2"))
    );
}

#[test]
fn records_without_an_id_are_named_by_their_line() {
    let folder = Folder::with(
        "a.jsonl",
        "\n{\"text\": \"x\"}\n\n{\"id\": null, \"text\": \"y\"}\n",
    );
    folder.write("b.csv", "text\nx\n\"two\nlines\"\ny\n");
    folder.write("data/c.txt", "__label__z x\n__label__z y\n");
    folder.write("data/d.txt", "one\n\ntwo");
    let run = folder.run("tokenize a.jsonl b.csv data");
    let ids: Vec<Value> = parse_lines(&run.stdout())
        .iter()
        .map(|result| result["id"].clone())
        .collect();
    let expected = ["a.jsonl#2", "a.jsonl#4", "b.csv#2", "b.csv#3", "b.csv#5"];
    assert_eq!(ids[..5], expected);
    assert_eq!(ids[5..], ["c.txt#1", "c.txt#2", "d.txt"]);
    let run = folder.run("tokenize data/d.txt --per paragraph --format csv");
    let expected = "id,text,start,end\ndata/d.txt#1,one,0,3\ndata/d.txt#2,two,0,3\n";
    assert_eq!(run.stdout(), expected);
}

#[test]
fn standard_input_tells_format_and_compression_by_its_content() {
    let folder = Folder::new();
    for content in [jsonl(&NEWS), fasttext()] {
        let content = content.as_bytes();
        for stdin in [content.to_vec(), gzip(content), zstd(content)] {
            let run = folder.run_with("train -q - -o stdin.tasnif", &stdin);
            assert_eq!(run, Run::new(0, "", ""));
            assert!(folder.read("stdin.tasnif") == expected());
        }
    }
}

#[test]
fn texts_that_start_with_brackets_are_texts_and_objects_may_have_lines() {
    let folder = Folder::new();
    for text in [
        "[Updated] The bank raised its rate.",
        "{{lead}} The bank raised its rate.",
    ] {
        let run = folder.run_with("tokenize - --clean none --format csv", text.as_bytes());
        assert!(run.code == 0 && run.stdout.contains("-,bank,"), "{run:?}");
    }
    let object = "{\n  \"id\": \"x\",\n  \"text\": \"The bank\"\n}\n";
    let run = folder.run_with("tokenize - --format csv", object.as_bytes());
    assert!(run.code == 0 && run.stdout.contains("x,bank,"), "{run:?}");
}

#[test]
fn a_page_on_standard_input_is_known_by_its_first_tag() {
    let page = "\u{FEFF}<!-- saved -->\n<!DOCTYPE html><html><head><title>Rates</title></head><body>\
                <nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>\
                <article><h1>Rates</h1><p>The bank raised its rate on Sunday.</p>\
                <p>The market fell after the decision of the bank.</p></article></body></html>";
    let run = Folder::new().run_with("clean -q -", page.as_bytes());
    let text =
        "The bank raised its rate on Sunday.\n\nThe market fell after the decision of the bank.\n";
    assert!(run.stdout.ends_with(text), "{run:?}");
    assert!(!run.stdout.contains("Home"), "{run:?}");
}

#[test]
fn a_format_can_be_given() {
    let folder = Folder::new();
    for (format, content) in [
        ("jsonl", jsonl(&NEWS)),
        ("csv", delimited(["label", "text"], ',', "\r\n")),
        ("tsv", delimited(["label", "text"], '\t', "\r\n")),
        ("fasttext", fasttext()),
    ] {
        folder.write("news.data", &content);
        let model = folder.model(&format!("news.data --input-format {format}"));
        assert!(model == expected(), "{format}");
        let line = format!("train -q - -o stdin.tasnif --input-format {format}");
        assert_eq!(
            folder.run_with(&line, content.as_bytes()),
            Run::new(0, "", "")
        );
        assert!(folder.read("stdin.tasnif") == expected(), "{format}");
    }
    let run = folder.run_with(
        "tokenize --input-format lines --format csv",
        b"one\n\r\ntwo\n",
    );
    assert_eq!(
        run.stdout(),
        "id,text,start,end\n-#1,one,0,3\n-#3,two,0,3\n"
    );
    let run = folder.run_with("tokenize --input-format txt --format csv", b"__label__x");
    assert!(run.stdout().starts_with("id,text,start,end\n-,"));
}

#[test]
fn gzip_members_and_zstd_frames_may_follow_one_another() {
    let folder = Folder::new();
    let (first, second) = (jsonl(&NEWS[..3]), jsonl(&NEWS[3..]));
    let (first, second) = (first.as_bytes(), second.as_bytes());
    folder.write("news.jsonl.gz", [gzip(first), gzip(second)].concat());
    folder.write("news.jsonl.zst", [zstd(first), zstd(second)].concat());
    assert!(folder.model("news.jsonl.gz") == expected());
    assert!(folder.model("news.jsonl.zst") == expected());
}

#[test]
fn of_a_web_page_the_article_is_read() {
    let paragraph =
        "The committee will publish its full report on the harbour next week. ".repeat(9);
    let second = "Last month the committee heard witnesses from both sides. ".repeat(9);
    let page = format!(
        "<html><head><title>Harbour report</title><script>var tracker = 1;</script></head><body>\
         <nav><a href=/x>Subscribe</a></nav><article><h1>Harbour report</h1><p>{paragraph}</p>\
         <p>{second}</p></article><footer>Copyright</footer></body></html>"
    );
    let folder = Folder::with("page.html", &page);
    folder.write("page.htm.gz", gzip(page.as_bytes()));
    for name in ["page.html", "page.htm.gz"] {
        let words = folder
            .run(&format!("tokenize {name} --format csv -q"))
            .stdout();
        assert_eq!(words.matches(",committee,").count(), 18, "{name}");
        assert!(words.contains(",harbour,"));
        for removed in [",tracker,", ",subscribe,", ",copyright,"] {
            assert!(!words.contains(removed), "{name}: {removed}");
        }
    }
}

#[test]
fn csv_lines_are_counted_with_blank_lines_and_crlf() {
    let folder = Folder::with("a.csv", "text,label\r\nx,y\r\nz,y\r\n");
    folder.write("b.csv", "text,label\n\n\nx,y\n\nz,y\n");
    let run = folder.run("tokenize a.csv b.csv --format jsonl");
    let ids: Vec<Value> = parse_lines(&run.stdout())
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    assert_eq!(ids, ["a.csv#2", "a.csv#3", "b.csv#4", "b.csv#6"]);
    folder.write("c.csv", "text,label\r\nx,y\r\n\r\nz\r\n");
    folder.refuses(
        "tokenize c.csv -o new.jsonl",
        "c.csv, line 4: the row has 1 of the header's 2 columns",
    );
}

#[test]
fn files_that_cannot_be_read_say_what_to_do() {
    let folder = Folder::with("a.txt.xz", "x");
    folder.write("b.xlsx", "x");
    folder.refuses(
        "tokenize a.txt.xz",
        "a.txt.xz: the ending says no format; of compressed files .gz, .zst, .zip and .tar are read; unpack it",
    );
    folder.refuses(
        "tokenize b.xlsx",
        "b.xlsx: the ending says no format; save the sheet as CSV and give that",
    );
}
