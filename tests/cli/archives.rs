//! Archives are read like folders.

use std::io::{Cursor, Write};

use crate::common::{Folder, NEWS, Run, gzip, jsonl, zstd};
use zip::write::SimpleFileOptions;

/// Entries as names and contents; a name that ends with a slash is a folder.
type Entries = Vec<(String, Vec<u8>)>;

fn zip(entries: &Entries) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let options = SimpleFileOptions::default();
        if name.ends_with('/') {
            writer.add_directory(name.as_str(), options).unwrap();
        } else {
            writer.start_file(name.as_str(), options).unwrap();
            writer.write_all(content).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

fn tar(entries: &Entries) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        if name.ends_with('/') {
            header.set_entry_type(tar::EntryType::Directory);
        }
        builder
            .append_data(&mut header, name, content.as_slice())
            .unwrap();
    }
    builder.into_inner().unwrap()
}

fn entry(name: &str, content: impl AsRef<[u8]>) -> (String, Vec<u8>) {
    (name.into(), content.as_ref().to_vec())
}

/// The corpus as a file a document, and what must be passed over.
fn news() -> Entries {
    let mut entries = vec![
        entry("./", ""),
        entry("data/", ""),
        entry("data/.hidden.txt", "hidden"),
        entry(".git/sport/x.txt", "hidden"),
        entry("__MACOSX/sport/._1.txt", "hidden"),
        entry("data/sport/picture.png", b"\xFF\xD8"),
        entry("data/sport/inner.zip", b"PK"),
    ];
    for (number, (label, text)) in NEWS.iter().enumerate() {
        entries.push(match number % 3 {
            0 => entry(&format!("./data/{label}/{number}.txt"), text),
            1 => entry(&format!("{label}/{number}.txt.gz"), gzip(text.as_bytes())),
            _ => entry(&format!("deep/data/{label}/{number}.md"), text),
        });
    }
    entries
}

fn expected() -> Vec<u8> {
    Folder::with("news.jsonl", jsonl(&NEWS)).model("news.jsonl")
}

#[test]
fn archives_give_the_same_model_as_their_files() {
    let (zip, tar) = (zip(&news()), tar(&news()));
    let folder = Folder::new();
    for (name, content) in [
        ("news.zip", zip.clone()),
        ("NEWS.ZIP", zip.clone()),
        ("news.tar", tar.clone()),
        ("news.tar.gz", gzip(&tar)),
        ("news.tgz", gzip(&tar)),
        ("news.tar.zst", zstd(&tar)),
        ("folder/part/news.zip", zip),
    ] {
        folder.write(name, content);
        for threads in [1, 2, 5] {
            let model = folder.model(&format!("{name} -j {threads}"));
            assert!(model == expected(), "{name}, {threads} threads");
        }
    }
    assert!(folder.model("folder") == expected());
}

#[test]
fn entries_are_named_by_archive_and_path() {
    let entries = vec![
        entry("a/one.txt", "x\n\ny"),
        entry("two.jsonl", "{\"text\": \"z\"}\n"),
        entry("a/b/three.json", "[{\"text\": \"v\"}]"),
        entry("empty.txt", ""),
    ];
    let folder = Folder::with("d/news.zip", zip(&entries));
    folder.write("d/e/news.tar", tar(&entries));
    let rows = |prefix: &str| {
        format!(
            "{prefix}/a/one.txt#1,x,0,1\n{prefix}/a/one.txt#2,y,0,1\n\
             {prefix}/two.jsonl#1#1,z,0,1\n{prefix}/a/b/three.json#1#1,v,0,1\n"
        )
    };
    let header = "id,text,start,end\n";
    let flags = "--per paragraph --format csv --clean none";
    let run = folder.run(&format!("tokenize d/news.zip {flags}"));
    assert_eq!(run.stdout(), format!("{header}{}", rows("d/news.zip")));
    let run = folder.run(&format!("tokenize d {flags}"));
    let both = [rows("e/news.tar"), rows("news.zip")].concat();
    assert_eq!(run.stdout(), format!("{header}{both}"));
}

#[test]
fn a_format_that_is_given_is_that_of_the_entries() {
    let entries = vec![entry("sport/1", "one"), entry("x/.2", "hidden")];
    let folder = Folder::with("a.zip", zip(&entries));
    let run = folder.run("tokenize a.zip --input-format txt --format csv");
    assert_eq!(run.stdout(), "id,text,start,end\na.zip/sport/1,one,0,3\n");
}

#[test]
fn errors_name_the_entry() {
    let entries = vec![
        entry("x/good.txt", "good"),
        entry("x/bad.jsonl", "{\"text\": \"x\"}\n{\n"),
    ];
    for (name, content) in [("a.zip", zip(&entries)), ("a.tar", tar(&entries))] {
        let folder = Folder::with(name, content);
        folder.refuses(
            &format!("tokenize {name} -o out.jsonl"),
            &format!(
                "{name}/x/bad.jsonl, line 2: expected a JSON object on one line, but at column 1: \
                 EOF while parsing an object"
            ),
        );
        let run = folder.run(&format!("tokenize {name} --skip-bad --format csv"));
        let said =
            format!("passed over 1 bad record:\n  {name}/x/bad.jsonl, line 2: expected a JSON");
        assert!(run.stderr.starts_with(&said), "{run:?}");
    }
    let folder = Folder::with("a.zip", zip(&vec![entry("1.txt", "at the root")]));
    folder.refuses(
        "train a.zip -o out",
        "a.zip/1.txt: the record has no label; expected the file to lie in a folder named after \
         its label",
    );
}

#[test]
fn archives_without_a_readable_file_are_refused() {
    let entries = vec![entry("dir/", ""), entry(".x.txt", "x"), entry("x.png", "x")];
    let picture = |archive: &str| {
        format!(
            "; {archive}/x.png is not read: make text of it with a program for character \
             recognition, such as Tesseract, and give that"
        )
    };
    for (name, content, other) in [
        ("a.zip", zip(&entries), picture("a.zip")),
        ("a.tar", tar(&entries), picture("a.tar")),
        ("b.zip", zip(&Vec::new()), String::new()),
        ("b.tar", Vec::new(), String::new()),
    ] {
        Folder::with(name, content).refuses(
            &format!("tokenize {name} -o out.jsonl"),
            &format!(
                "{name}: the archive holds no file that can be read (.jsonl, .ndjson, .json, \
                 .csv, .tsv, .parquet, .txt, .md, .html, .docx, .odt, each also .gz or .zst; .zip, .tar, .tgz){other}"
            ),
        );
    }
}

#[test]
fn damaged_archives_are_refused() {
    let (zip, tar) = (zip(&news()), tar(&news()));
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    for (name, content) in [
        ("a.zip", half(&zip)),
        ("a.zip", b"no archive".to_vec()),
        ("a.zip", Vec::new()),
        ("a.tar", tar[..tar.len() - 1024 - 300].to_vec()),
        ("a.tar", vec![b'x'; 2000]),
        ("a.tar.gz", half(&gzip(&tar))),
        ("a.tar.zst", half(&zstd(&tar))),
    ] {
        let message = format!("error: cannot read {name}");
        Folder::with(name, content)
            .refuses_with(&format!("tokenize {name} -o out.jsonl"), &[&message]);
    }
}

#[test]
fn no_flipped_byte_is_read_as_text_or_panics() {
    let text = "a word or two of text, and some more. ".repeat(20);
    let whole = zip(&vec![entry("x/1.txt", &text)]);
    let sound = Folder::with("a.zip", &whole).run("tokenize a.zip --format csv");
    for at in (0..whole.len()).step_by(3) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x15;
        let run = Folder::with("a.zip", flipped).run("tokenize a.zip --format csv");
        let same_rows = run.code == 0 && run.stdout.lines().count() == sound.stdout.lines().count();
        let refused = run.code == 2 && run.stderr.starts_with("error: ");
        assert!(same_rows || refused, "byte {at}: {run:?}");
    }
}

#[test]
fn a_closed_pipe_ends_the_reading() {
    let many = (0..2000).map(|n| entry(&format!("{n}.txt"), "word ".repeat(1000)));
    let folder = Folder::with("a.tar", tar(&many.collect()));
    let run = crate::common::run_into_closed_pipe(folder.command("tokenize a.tar"));
    assert_eq!(run, Run::new(0, "", ""));
}

/// What is passed over in an archive is named, and its folders are labels as those of a folder are.
#[test]
fn labels_and_files_passed_over_are_those_of_a_folder() {
    let entries = vec![
        entry("news/readme.txt", "all about the archive"),
        entry("news/sport/1.txt", "the team won the match"),
        entry("news/sport/2.txt", "the match was late"),
        entry("news/money/1.txt", "the bank raised its rate"),
        entry("news/money/scan.pdf", "%PDF"),
    ];
    for (name, content) in [("a.zip", zip(&entries)), ("a.tar", tar(&entries))] {
        let folder = Folder::with(name, content);
        let run = folder.run(&format!("train {name} -o m.tasnif --no-calibration"));
        assert_eq!(run.code, 0, "{run:?}");
        let said = format!(
            "passed over 1 file whose ending says no format (.pdf 1): {name}/news/money/scan.pdf\n\
             passed over 1 file without a label, beside the folders that are labels: {name}/news/readme.txt\n"
        );
        assert!(run.stderr.starts_with(&said), "{run:?}");
        let info = folder.run("info m.tasnif --format json").stdout();
        assert!(info.contains("\"documents\": 3"), "{info}");
        // Where no label is needed, the text is read and has none.
        let run = folder.run(&format!("clean {name} --format jsonl -q"));
        let first = run.stdout.lines().next().unwrap_or_default();
        let expected = format!("{{\"id\":\"{name}/news/readme.txt\",\"script\"");
        assert!(first.starts_with(&expected), "{run:?}");
    }
}

#[test]
fn a_single_folder_of_an_archive_is_no_label() {
    let entries = vec![
        entry("articles/1.txt", "one text of several words"),
        entry("articles/2.txt", "another text of several words"),
    ];
    let folder = Folder::with("a.zip", zip(&entries));
    let labels = |line: &str| folder.run(line).stdout().matches("\"label\"").count();
    assert_eq!(labels("clean a.zip --format jsonl"), 0);
    folder.write("b.zip", zip(&vec![entry("other/1.txt", "a third text")]));
    assert_eq!(labels("clean a.zip b.zip --format jsonl"), 3);
}
