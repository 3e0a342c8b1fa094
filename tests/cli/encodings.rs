//! Input that is not plain UTF-8: what is found, chosen, replaced and repaired.

use crate::common::{ENCODING_ADVICE, Folder, NEWS, Run, gzip, jsonl, parse};
use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};

const ARABIC: &str = "أعلن البنك المركزي، أمس، رفع سعر الفائدة 2% في ظل ارتفاع التضخم.\n";

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

/// UTF-8 read as `encoding`, and written as UTF-8 again.
fn misread(text: &str, encoding: &'static Encoding) -> String {
    let (text, _) = encoding.decode_without_bom_handling(text.as_bytes());
    text.into_owned()
}

/// The tokens of a file with `text` in UTF-8.
fn tokens(name: &str, text: impl AsRef<[u8]>) -> String {
    Folder::with(name, text)
        .run(&format!("tokenize -q {name}"))
        .stdout()
}

#[test]
fn encodings_are_found_and_said() {
    let marked = format!("\u{FEFF}{ARABIC}");
    for (content, name) in [
        (encoded(ARABIC, WINDOWS_1256), "windows-1256"),
        (marked.as_bytes().to_vec(), "UTF-8 with a byte-order mark"),
        (utf16(&marked, u16::to_le_bytes), "UTF-16LE"),
        (utf16(&marked, u16::to_be_bytes), "UTF-16BE"),
        (utf16(ARABIC, u16::to_le_bytes), "UTF-16LE"),
        (utf16(ARABIC, u16::to_be_bytes), "UTF-16BE"),
    ] {
        let folder = Folder::with("a.txt", &content);
        let want = tokens("a.txt", ARABIC);
        let said = format!("read a.txt as {name}\n");
        assert_eq!(folder.run("tokenize a.txt"), Run::new(0, &want, &said));
        assert_eq!(folder.run("tokenize -q a.txt").stdout(), want);
        let said = format!("read standard input as {name}\n");
        let run = folder.run_with("tokenize", &gzip(&content));
        assert_eq!((run.code, run.stderr), (0, said));
    }
}

#[test]
fn each_encoding_is_said_once() {
    let folder = Folder::new();
    for name in ["a", "b", "c"] {
        folder.write(&format!("{name}.txt"), encoded(ARABIC, WINDOWS_1256));
    }
    folder.write("d.txt", utf16(ARABIC, u16::to_le_bytes));
    folder.write("e.txt", ARABIC);
    for threads in [1, 4] {
        let run = folder.run(&format!("tokenize . -j {threads}"));
        let said = "read d.txt as UTF-16LE\nread 3 files as windows-1256\n";
        assert_eq!((run.code, run.stderr.replace("./", "")), (0, said.into()));
    }
}

#[test]
fn every_format_is_read_alike() {
    let csv: String = NEWS
        .iter()
        .map(|(label, text)| format!("{label},\"{}\"\n", text.replace('"', "\"\"")))
        .collect();
    let lines: String = NEWS
        .iter()
        .map(|(label, text)| format!("__label__{label} {text}\n"))
        .collect();
    let array = format!("[{}]", jsonl(&NEWS).trim_end().replace('\n', ",\n"));
    for (name, content) in [
        ("news.jsonl", jsonl(&NEWS)),
        ("news.json", array),
        ("news.csv", format!("label,text\n{csv}")),
        ("news.txt", lines),
    ] {
        let model = Folder::with(name, &content).model(name);
        for bytes in [
            encoded(&content, WINDOWS_1256),
            utf16(&content, u16::to_le_bytes),
        ] {
            assert!(Folder::with(name, bytes).model(name) == model, "{name}");
        }
    }
}

#[test]
fn pages_declare_their_encoding() {
    let article = format!(
        "<article><h1>Café</h1><p>{}</p></article>",
        "déjà ".repeat(80)
    );
    let page = |charset: &str| format!("<html><head><meta charset={charset}></head>{article}");
    let want = tokens("a.html", page("utf-8"));
    let folder = Folder::with("a.html", encoded(&page("latin1"), WINDOWS_1252));
    let run = folder.run("tokenize a.html");
    assert_eq!(run, Run::new(0, &want, "read a.html as windows-1252\n"));
    // Bytes that are UTF-8 are UTF-8 whatever the page says.
    assert_eq!(tokens("a.html", page("windows-1256")), want);
    folder.write("b.html", encoded(&page("utf-8"), WINDOWS_1252));
    // A page of many is read all the same; what is replaced is counted.
    let run = folder.run("tokenize b.html");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (0, "replaced 161 sequences of bytes that are not UTF-8\n")
    );
}

#[test]
fn a_chosen_encoding_is_taken() {
    let folder = Folder::with("a.txt", encoded("café naïve", WINDOWS_1252));
    folder.refuses(
        "tokenize a.txt",
        &format!("a.txt: byte 3 is not UTF-8; {ENCODING_ADVICE}"),
    );
    let run = folder.run("tokenize a.txt --encoding latin1");
    assert_eq!(run.stdout(), tokens("a.txt", "café naïve"));
    folder.write("b.txt", encoded(ARABIC, WINDOWS_1256));
    folder.refuses(
        "tokenize b.txt --encoding utf-8",
        &format!("b.txt: byte 0 is not UTF-8; {ENCODING_ADVICE}"),
    );
    folder.write("c.txt", utf16("\u{FEFF}café naïve", u16::to_be_bytes));
    let run = folder.run("tokenize c.txt --encoding utf-16");
    assert_eq!(run.stdout(), tokens("c.txt", "café naïve"));
    folder.refuses_with(
        "tokenize a.txt --encoding arabic-dos",
        &[
            "no encoding \"arabic-dos\"; there are utf-8",
            "windows-1256",
        ],
    );
}

#[test]
fn bytes_are_replaced_and_counted() {
    let folder = Folder::with("a.txt", b"caf\xE9 one \xFF two \xD8");
    let run = folder.run("tokenize a.txt --lossy");
    let want = tokens("a.txt", "caf\u{FFFD} one \u{FFFD} two \u{FFFD}");
    let said = "replaced 3 sequences of bytes that are not UTF-8\n";
    assert_eq!(run, Run::new(0, &want, said));
    assert_eq!(folder.run("tokenize a.txt --lossy -q").stdout(), want);
    folder.write("b.txt", utf16("one two ", u16::to_le_bytes));
    folder.write("c.txt", [&folder.read("b.txt")[..], b"\0\xDCx"].concat());
    folder.refuses(
        "tokenize c.txt",
        &format!("c.txt: byte 16 is not UTF-16LE; {ENCODING_ADVICE}"),
    );
    let run = folder.run("tokenize c.txt --lossy");
    let said = "read c.txt as UTF-16LE\nreplaced 2 sequences of bytes that are not UTF-16LE\n";
    assert_eq!((run.code, run.stderr.as_str()), (0, said));
}

/// JSON Lines of ASCII, of more than one batch.
fn ascii_lines() -> String {
    format!("{{\"text\": \"x\", \"rest\": \"{}\"}}\n", "y".repeat(1000)).repeat(2500)
}

#[test]
fn an_encoding_is_found_late() {
    let late = |text: &str| format!("{}{{\"text\": \"{}\"}}\n", ascii_lines(), text.trim());
    let folder = Folder::new();
    // The same words over and over look like lines that documents share.
    const KEPT_WHOLE: &str = "kept 1 document whole: more than 80 % would have gone\n";
    for (name, more) in [("a.jsonl", ""), ("a.txt", KEPT_WHOLE)] {
        folder.write(name, encoded(&late(ARABIC), WINDOWS_1256));
        let run = folder.run(&format!("tokenize {name}"));
        let want = tokens(name, late(ARABIC));
        let said = format!("read {name} as windows-1256\n{more}");
        assert_eq!((run.code, run.stderr), (0, said));
        assert!(run.stdout == want);
    }
    let damaged = [ascii_lines().as_bytes(), b"\xFF\n"].concat();
    folder.write("b.jsonl", damaged);
    let byte = ascii_lines().len();
    let line = ascii_lines().lines().count() + 1;
    folder.refuses(
        "tokenize b.jsonl -o tokens.jsonl",
        &format!("b.jsonl, line {line}: byte {byte} is not UTF-8; {ENCODING_ADVICE}"),
    );
}

#[test]
fn a_change_of_encoding_is_an_error() {
    let arabic = encoded(ARABIC, WINDOWS_1256);
    let advice = "starts text in UTF-8, but what stands before is windows-1256; expected one \
                  encoding: convert that part, or read all as one with --encoding";
    for ascii in ["", &ascii_lines()] {
        let first = [ascii.as_bytes(), &arabic].concat();
        let byte = first.len();
        let folder = Folder::with("a.txt", [&first, ARABIC.as_bytes()].concat());
        let line = "tokenize a.txt --input-format lines -o tokens.jsonl";
        folder.refuses(line, &format!("a.txt: byte {byte} {advice}"));
        let later = [&first, ascii.as_bytes(), ARABIC.as_bytes()].concat();
        folder.write("a.txt", later);
        let byte = byte + ascii.len();
        folder.refuses(line, &format!("a.txt: byte {byte} {advice}"));
        folder.write(
            "a.txt",
            [ascii.as_bytes(), ARABIC.as_bytes(), &arabic].concat(),
        );
        let byte = ascii.len() + ARABIC.len();
        let number = ascii.lines().count() + ARABIC.lines().count() + 1;
        folder.refuses(
            line,
            &format!("a.txt, line {number}: byte {byte} is not UTF-8; {ENCODING_ADVICE}"),
        );
    }
}

#[test]
fn a_page_of_two_encodings_is_read_in_both() {
    let sentence = "قال الوزير إن الحكومة ستعرض مشروع القانون على البرلمان في الأسبوع المقبل. ";
    let old = encoded(&format!("<p>{}</p>", sentence.repeat(3)), WINDOWS_1256);
    let new = format!("<p>{}</p>", sentence.repeat(3));
    let folder = Folder::with("mixed/a.html", [&old, new.as_bytes(), &old].concat());
    folder.write("mixed/b.html", format!("<p>{}</p>", sentence.repeat(3)));
    let run = folder.run("clean mixed --format jsonl");
    assert_eq!(run.code, 0, "{run:?}");
    let said = "read mixed/a.html as UTF-8, in part\nread mixed/a.html as windows-1256\n";
    assert!(run.stderr.starts_with(said), "{run:?}");
    let texts: Vec<_> = run.stdout.lines().map(parse).collect();
    let count = |at: usize| {
        texts[at]["text"]
            .as_str()
            .unwrap()
            .matches(sentence.trim())
            .count()
    };
    assert_eq!((texts.len(), count(0), count(1)), (2, 9, 3), "{run:?}");
}

#[test]
fn misread_documents_are_repaired_and_counted() {
    for (encoding, name) in [
        (WINDOWS_1252, "windows-1252"),
        (WINDOWS_1256, "windows-1256"),
    ] {
        let wrong = misread(ARABIC.trim(), encoding);
        let documents = [("x", wrong.as_str()), ("x", ARABIC.trim()), ("x", &wrong)];
        let folder = Folder::with("a.jsonl", jsonl(&documents));
        let want = tokens("a.jsonl", jsonl(&[("x", ARABIC.trim()); 3]));
        let said = format!("repaired 2 documents whose UTF-8 had been read as {name}\n");
        for flags in ["", "--encoding utf-8"] {
            let run = folder.run(&format!("tokenize a.jsonl {flags}"));
            assert_eq!(run, Run::new(0, &want, &said));
        }
    }
}

#[test]
fn letters_that_were_misread_and_texts_misread_twice_are_repaired() {
    let want = tokens("a.jsonl", jsonl(&[("x", ARABIC.trim())]));
    let (bytes, _, lost) = WINDOWS_1256.encode(ARABIC.trim());
    assert!(!lost);
    let (letters, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    let once = misread(ARABIC.trim(), WINDOWS_1252);
    for (text, written, read) in [
        (letters.into_owned(), "windows-1256", "windows-1252"),
        (misread(&once, WINDOWS_1252), "UTF-8", "windows-1252"),
    ] {
        let folder = Folder::with("a.jsonl", jsonl(&[("x", &text)]));
        let said = format!("repaired 1 document whose {written} had been read as {read}\n");
        let run = folder.run("tokenize a.jsonl");
        assert_eq!(run, Run::new(0, &want, &said));
    }
}

#[test]
fn counting_lines_first_says_nothing_twice() {
    let folder = Folder::with("a.txt", encoded(ARABIC, WINDOWS_1256));
    let run = folder.run("clean a.txt");
    assert_eq!(run.code, 0, "{run:?}");
    let said = run.stderr.matches("read a.txt as windows-1256").count();
    assert_eq!(said, 1, "{run:?}");
}

#[test]
fn nul_bytes_part_words() {
    let want = "id,text,start,end\na.txt,one,0,3\na.txt,two,4,7\n";
    let folder = Folder::with("a.txt", "one\0two\0\0");
    let run = folder.run("tokenize a.txt --format csv");
    let said = "found NUL bytes in 1 document: they stay, and part words\n";
    assert_eq!(run, Run::new(0, want, said));
}

#[test]
fn utf32_is_refused() {
    let content = b"\xFF\xFE\0\0a\0\0\0b\0\0\0";
    Folder::with("a.txt", content).refuses(
        "tokenize a.txt",
        "a.txt: the file is UTF-32, which is not read; convert it to UTF-8, for example with \
         iconv",
    );
}

#[test]
fn records_that_are_no_text_are_passed_over_when_asked() {
    let folder = Folder::with(
        "a.jsonl",
        b"{\"text\":\"one\"}\n{\"text\":\"\xFF\"}\n{\"text\":\"two\"}\n",
    );
    folder.write("b.txt", b"Some plain text goes here. \xFF");
    folder.write("c.txt", "three");
    let run = folder.run("tokenize --skip-bad a.jsonl b.txt c.txt --format csv");
    let want = "id,text,start,end\na.jsonl#1,one,0,3\na.jsonl#3,two,0,3\nc.txt,three,0,5\n";
    let said = format!(
        "passed over 2 bad records:\n  a.jsonl, line 2: byte 24 is not UTF-8; {ENCODING_ADVICE}\n  \
         b.txt: byte 27 is not UTF-8; {ENCODING_ADVICE}\n"
    );
    assert_eq!(run, Run::new(0, want, &said));
    folder.refuses(
        "tokenize a.jsonl",
        &format!("a.jsonl, line 2: byte 24 is not UTF-8; {ENCODING_ADVICE}"),
    );
}
