//! Folders: what is read of them, which labels their files have, and what is passed over.

use std::io::{Cursor, Write};

use crate::common::{Folder, NEWS, Run, jsonl, parse_lines};
use zip::write::SimpleFileOptions;

/// A folder of labelled texts, one file each.
fn labelled() -> Folder {
    let folder = Folder::new();
    for (number, (label, text)) in NEWS.iter().enumerate() {
        folder.write(&format!("data/{label}/{number}.txt"), text);
    }
    folder
}

/// A folder of texts that have no label.
fn articles() -> Folder {
    let folder = Folder::new();
    for number in 0..10 {
        let text = format!("Article number {number} tells of the harbour and of the bank.");
        folder.write(&format!("articles/{number}.txt"), text);
    }
    folder
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(text: &str) -> Vec<u8> {
    let xml = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    );
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &xml),
        (
            "word/header1.xml",
            "<w:hdr><w:p><w:t>header</w:t></w:p></w:hdr>",
        ),
    ])
}

fn odt(text: &str) -> Vec<u8> {
    let mimetype = "application/vnd.oasis.opendocument.text";
    let xml = format!("<office:text><text:p>{text}</text:p></office:text>");
    zip(&[("mimetype", mimetype), ("content.xml", &xml)])
}

fn labels(folder: &Folder, line: &str) -> Vec<String> {
    let run = folder.run(&format!("{line} -q"));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line}");
    let rows = parse_lines(&run.stdout).into_iter();
    rows.filter_map(|row| Some(row["label"].as_str()?.to_owned()))
        .collect()
}

#[test]
fn files_of_unknown_endings_are_named_and_hidden_ones_are_not() {
    let folder = articles();
    for name in [
        "b.pdf",
        "c.PDF",
        "d.jpg",
        "Makefile",
        ".hidden.pdf",
        ".git/x.pdf",
    ] {
        folder.write(&format!("articles/{name}"), "x");
    }
    let run = folder.run("tokenize articles");
    assert_eq!(run.code, 0);
    assert_eq!(
        run.stderr,
        "passed over 4 files whose ending says no format (.pdf 2, none 1, .jpg 1): \
         articles/Makefile, articles/b.pdf, articles/c.PDF and 1 more\n"
    );
    assert_eq!(folder.run("tokenize articles -q").stderr, "");
    let run = folder.run("clean articles");
    assert!(run.stderr.starts_with("passed over 4 files"), "{run:?}");
}

#[test]
fn a_text_beside_the_folders_that_are_labels_has_none() {
    let folder = labelled();
    let without = folder.model("data");
    folder.write("data/readme.txt", "What stands in this folder and why.");
    folder.write("data/more.jsonl", jsonl(&NEWS[..1]));
    folder.write("data/lines.txt", "__label__sport A league match");
    let run = folder.run("train data -o m.tasnif --dry-run");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.stderr.starts_with(
            "passed over 1 file without a label, beside the folders that are labels: data/readme.txt\n\
             learned 2 labels"
        ) && run.stderr.contains("from 10 documents"),
        "{run:?}"
    );
    std::fs::remove_file(folder.path("data/more.jsonl")).unwrap();
    std::fs::remove_file(folder.path("data/lines.txt")).unwrap();
    assert!(folder.model("data") == without);
    // Where no label is needed, the text is read, without one.
    let cleaned = folder.run("clean data --format jsonl -q").stdout();
    assert_eq!(parse_lines(&cleaned).len(), NEWS.len() + 1);
    assert_eq!(
        labels(&folder, "clean data --format jsonl").len(),
        NEWS.len()
    );
}

#[test]
fn the_folder_that_holds_a_file_is_its_label() {
    let folder = labelled();
    let whole = folder.model("data");
    assert!(folder.model("data/economy data/sport") == whole);
    // Also further down: years are labels here, topics are not.
    let deep = Folder::new();
    for (number, (label, text)) in NEWS.iter().enumerate() {
        deep.write(&format!("data/{label}/{}/{number}.txt", number % 2), text);
    }
    let rows = labels(&deep, "measures data --by label --format jsonl");
    assert_eq!(rows, ["0", "1"]);
}

#[test]
fn a_folder_of_articles_is_no_label_of_theirs() {
    let folder = articles();
    let run = folder.run("report articles -o r.html --language english -q");
    assert_eq!(run.code, 0, "{run:?}");
    let page = dom_query::Document::from(folder.read_text("r.html"));
    let figures = page.select("#overview dl div").iter();
    let figures: Vec<String> = figures.map(|figure| figure.text().to_string()).collect();
    assert!(figures.iter().all(|figure| !figure.contains("articles")));
    assert_eq!(
        page.select("h1, h2, h3")
            .iter()
            .filter(|head| &*head.text() == "articles")
            .count(),
        0
    );
    assert!(labels(&folder, "clean articles --format jsonl").is_empty());
    let rows = labels(
        &folder,
        "clean articles/1.txt articles/2.txt --format jsonl",
    );
    assert!(rows.is_empty(), "{rows:?}");
    // One folder below it tells nothing apart either; two do.
    folder.write("articles/old/a.txt", "An older article.");
    assert!(labels(&folder, "clean articles --format jsonl").is_empty());
    folder.write("articles/new/a.txt", "A newer article.");
    let rows = labels(&folder, "clean articles --format jsonl");
    assert_eq!(rows, ["new", "old"]);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_in_a_folder_is_named() {
    use std::os::unix::fs::symlink;
    let folder = articles();
    symlink("nowhere.txt", folder.path("articles/link.txt")).unwrap();
    let said = "error: cannot read articles/link.txt: a link to a file that is not there; take it \
                out of the folder, or pass over such files with --skip-bad\n";
    assert_eq!(folder.run("measures articles").stderr, said);
    symlink("..", folder.path("articles/up")).unwrap();
    symlink(".", folder.path("articles/self")).unwrap();
    symlink("gone", folder.path("articles/.#lock.txt")).unwrap();
    let run = folder.run("measures articles --skip-bad --format csv");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("\n10,"), "{run:?}");
    assert!(
        run.stderr.starts_with(
            "passed over 3 files that cannot be read: articles/link.txt (a link to a file that is not \
             there), articles/self (a link to a folder that holds it), articles/up (a link to a folder \
             that holds it)\n"
        ),
        "{run:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_found_before_others_are() {
    use std::os::unix::fs::PermissionsExt;
    let folder = articles();
    let path = folder.path("articles/5.txt");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&path).is_ok() {
        return; // The superuser may read everything.
    }
    let refused = folder.run("measures articles");
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .stderr
            .contains("cannot read articles/5.txt: Permission denied")
    );
    let run = folder.run("measures articles --skip-bad --format csv");
    assert!(run.stdout.contains("\n9,"), "{run:?}");
    assert!(
        run.stderr.contains("articles/5.txt (Permission denied"),
        "{run:?}"
    );
}

#[test]
fn word_and_open_documents_are_read_like_text() {
    let folder = Folder::with("in/a.docx", docx("The bank by the harbour opens."));
    folder.write("in/b.odt", odt("بنك على الميناء"));
    folder.write("in/c.txt", "The bank by the river closes.");
    let tokens = |run: Run| {
        run.stdout()
            .lines()
            .skip(1)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let read = tokens(folder.run("tokenize in --format csv"));
    assert_eq!(
        read[..3],
        ["a.docx,the,0,3", "a.docx,bank,4,8", "a.docx,by,9,11"]
    );
    assert!(read.iter().any(|row| row.starts_with("b.odt,بنك,0,")));
    assert!(!read.iter().any(|row| row.contains("header")));
    // By another name, from an archive, and by their content.
    std::fs::copy(folder.path("in/a.docx"), folder.path("word")).unwrap();
    let named = tokens(folder.run("tokenize word --input-format docx --format csv"));
    assert_eq!(named.len(), 6);
    folder.write("both.zip", {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("x/a.docx", SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&docx("Hidden in an archive")).unwrap();
        zip.finish().unwrap().into_inner()
    });
    assert_eq!(
        tokens(folder.run("tokenize both.zip --format csv")).len(),
        4
    );
    let piped = folder.run_with("tokenize - --format csv", &docx("From a pipe"));
    assert_eq!(tokens(piped), ["-,from,0,4", "-,a,5,6", "-,pipe,7,11"]);
    let piped = folder.run_with("tokenize - --format csv", &odt("From a pipe"));
    assert_eq!(tokens(piped).len(), 3);
}

#[test]
fn documents_that_are_damaged_are_named_and_passed_over_when_asked() {
    let folder = Folder::with("in/a.txt", "The bank by the river closes.");
    let mut cut = docx("The bank");
    cut.truncate(cut.len() / 2);
    folder.write("in/b.docx", cut);
    folder.write("in/c.odt", zip(&[("content.xml", "<office:text><text:p>")]));
    let run = folder.run("tokenize in");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .starts_with("error: in/b.docx: cannot read the Word document (.docx): "),
        "{run:?}"
    );
    let run = folder.run("tokenize in --skip-bad --format csv");
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("passed over 2 bad records"), "{run:?}");
}

#[test]
fn files_that_are_no_text_are_refused_with_what_to_do() {
    let folder = Folder::with("a.pdf", "%PDF-1.7");
    folder.write("b.doc", "x");
    folder.refuses(
        "tokenize a.pdf",
        "a.pdf: the ending says no format; make text of it, such as with pdftotext FILE.pdf FILE.txt \
         (of Poppler), and give that",
    );
    folder.refuses(
        "tokenize b.doc",
        "b.doc: the ending says no format; save it as .docx, such as with soffice --convert-to docx \
         FILE (of LibreOffice), and give that",
    );
}

/// The advice for a PDF.
const PDF: &str =
    "make text of it, such as with pdftotext FILE.pdf FILE.txt (of Poppler), and give that";

#[test]
fn a_folder_of_files_that_cannot_be_read_says_what_to_do() {
    let folder = Folder::with("in/a.pdf", "%PDF-1.7");
    let said = |which: &str| {
        format!(
            "in: the folder holds no file that can be read (.jsonl, .ndjson, .json, .csv, .tsv, \
             .parquet, .txt, .md, .html, .docx, .odt, each also .gz or .zst; .zip, .tar, .tgz); \
             in/a.pdf {which} not read: {PDF}"
        )
    };
    folder.refuses("tokenize in", &said("is"));
    folder.write("in/b.pdf", "%PDF-1.7");
    folder.refuses("tokenize in", &said("and 1 other file are"));
    folder.write("in/c.jpg", "x");
    folder.refuses("tokenize in", &said("and 2 other files are"));
}

#[test]
fn files_without_a_document_are_named() {
    let folder = Folder::with("in/text.txt", "The bank by the river closes.");
    folder.write("in/empty.csv", "");
    folder.write("in/header.csv", "id,text\n");
    folder.write("in/list.json", "[]");
    folder.write("in/lines.jsonl", "\n\n");
    folder.write("in/word.docx", "");
    folder.write("in/gone.jsonl.gz", crate::common::gzip(b""));
    let named = "passed over 6 files without a document: in/empty.csv, in/gone.jsonl.gz, \
                 in/header.csv and 3 more\n";
    for command in ["tokenize", "keywords", "clean", "measures"] {
        let run = folder.run(&format!("{command} in"));
        assert_eq!((run.code, run.stderr.as_str()), (0, named), "{command}");
    }
    let run = folder.run("tokenize in/list.json in/text.txt");
    let named = "passed over 1 file without a document: in/list.json\n";
    assert_eq!((run.code, run.stderr.as_str()), (0, named));
    // An empty text is a document where no label is needed.
    folder.write("in/empty.txt", "");
    let rows = parse_lines(&folder.run("tokenize in -q").stdout);
    assert_eq!(rows.len(), 2);
}

#[cfg(unix)]
#[test]
fn pipes_sockets_and_devices_are_named_and_not_waited_for() {
    let folder = articles();
    let pipe = folder.path("articles/pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(pipe).status();
    assert!(made.unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.path("articles/s.txt")).unwrap();
    std::os::unix::fs::symlink("/dev/null", folder.path("articles/null.txt")).unwrap();
    let run = folder.run("tokenize articles");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            0,
            "passed over 3 files that cannot be read: articles/null.txt (a device), \
             articles/pipe.txt (a named pipe; give it by its name to read it), articles/s.txt (a \
             socket)\n"
        )
    );
}

#[test]
fn an_archive_that_cannot_be_read_is_passed_over_when_asked() {
    let folder = Folder::with("in/a.txt", "The bank by the river closes.");
    folder.write("in/b.zip", "");
    let parts = ["cannot read in/b.zip: ", "expected a whole archive"];
    folder.refuses_with("tokenize in", &parts);
    let run = folder.run("tokenize in --skip-bad");
    assert_eq!(run.code, 0, "{run:?}");
    let said = "passed over 1 file that cannot be read: in/b.zip (";
    assert!(run.stderr.starts_with(said), "{run:?}");
    folder.refuses_with("tokenize in/b.zip --skip-bad", &parts[1..]);
}

#[test]
fn a_file_of_another_kind_than_its_name_says_is_named_by_its_first_bytes() {
    let pdf = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj";
    let folder = Folder::with("a.txt", pdf);
    for (name, expected) in [
        ("b.csv", "text"),
        ("b.jsonl", "text"),
        ("b.html", "text"),
        ("b.docx", "a Word document"),
        ("b.parquet", "a Parquet table"),
    ] {
        folder.write(name, pdf);
        let said = format!("{name}: it starts as a PDF document does; expected {expected}: {PDF}");
        folder.refuses(&format!("tokenize {name}"), &said);
    }
    folder.write("b.zip", pdf);
    folder.refuses(
        "tokenize b.zip",
        &format!(
            "cannot read b.zip: it starts as a PDF document does; expected a zip archive: {PDF}"
        ),
    );
    let said = folder.refusal("tokenize", pdf);
    assert!(said.starts_with("error: standard input: it starts as a PDF document does"));
    let said = folder.refusal("tokenize --encoding windows-1256", pdf);
    assert!(said.contains("it starts as a PDF document does"), "{said}");
    folder.write("word.txt", docx("The bank"));
    folder.refuses(
        "tokenize word.txt",
        "word.txt: it starts as a Word document (.docx) does; expected text: name it .docx, or give \
         --input-format docx",
    );
    folder.refuses_with("tokenize a.txt b.csv", &["a.txt: it starts as"]);
    let zipped = zip(&[("a.txt", "text")]);
    let said = folder.refusal("tokenize", &zipped);
    assert!(said.contains("a zip archive does; expected text: save it with the ending .zip"));
    let said = folder.refusal("tokenize", b"\x01\0\x02\xFF\xFE\0\x81 x");
    assert!(
        said.contains("it seems to be no text: it holds NUL bytes"),
        "{said}"
    );
}

#[test]
fn a_wrongly_named_file_is_a_bad_record() {
    let folder = Folder::with("in/a.txt", "The bank by the river closes.");
    folder.write("in/b.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR");
    let run = folder.run("tokenize in --skip-bad");
    assert_eq!(run.code, 0);
    assert_eq!(
        run.stderr,
        "passed over 1 bad record:\n  in/b.txt: it starts as a picture does; expected text: make \
         text of it with a program for character recognition, such as Tesseract, and give that\n"
    );
}
