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
