use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A zip archive of these parts.
fn file(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read_word(file: &[u8]) -> Result<String, String> {
    word_text(file, UnpackingLimit::default())
}

fn read_odt(file: &[u8]) -> Result<String, String> {
    odt_text(file, UnpackingLimit::default())
}

fn word(body: &str) -> Result<String, String> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    read_word(&file(&[("word/document.xml", &xml)]))
}

fn odt(body: &str) -> Result<String, String> {
    let xml = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    read_odt(&file(&[("content.xml", &xml)]))
}

#[test]
fn paragraphs_of_word_are_blocks() {
    let text = word(
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>عنوان</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">قال </w:t></w:r><w:r><w:t>الوزير &amp; &#1605;</w:t></w:r>\
         <w:r><w:br/><w:t>سطر</w:t><w:tab/><w:t>ثان</w:t></w:r></w:p><w:p/>\
         <w:p><w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>",
    );
    assert_eq!(
        text.unwrap(),
        "عنوان\n\nقال الوزير & م\nسطر\tثان\n\nA\u{2011}b\n"
    );
}

#[test]
fn what_is_no_text_of_word_is_left_out() {
    let text = word(
        "<w:p><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>\
         <w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>\
         <w:ins><w:r><w:t>added</w:t></w:r></w:ins>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText> PAGE </w:instrText></w:r>\
         <w:r><w:t> 7</w:t></w:r></w:p>\
         <w:p><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>\
         </w:txbxContent></mc:Choice><mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent></w:p>",
    );
    assert_eq!(text.unwrap(), "added 7\n\nbox\n");
}

#[test]
fn cells_of_tables_are_apart() {
    let text = word(
        "<w:p><w:r><w:t>before</w:t></w:r></w:p><w:tbl>\
         <w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>\
         <w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr>\
         <w:tr><w:tc><w:p><w:r><w:t>d</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         <w:p><w:r><w:t>after</w:t></w:r></w:p>",
    );
    assert_eq!(text.unwrap(), "before\n\na b\tc\nd\n\nafter\n");
    let text = odt(
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
         <table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>\
         <text:p>c</text:p>",
    );
    assert_eq!(text.unwrap(), "a\tb\n\nc\n");
}

#[test]
fn the_main_part_of_word_is_where_the_relations_say() {
    let relations = "<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"/word/other.xml\"/></Relationships>";
    let xml = "<w:document><w:p><w:t>here</w:t></w:p></w:document>";
    let found = read_word(&file(&[
        ("_rels/.rels", relations),
        ("word/other.xml", xml),
    ]));
    assert_eq!(found.unwrap(), "here\n");
}

#[test]
fn text_of_open_documents() {
    let text = odt(
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>\
         <text:h>عنوان</text:h>\n  <text:p>one\n   two<text:s text:c=\"2\"/>three<text:tab/>x\
         <text:line-break/>y<text:note><text:note-citation>1</text:note-citation>\
         <text:note-body><text:p>note</text:p></text:note-body></text:note> &lt;</text:p>\
         <text:list><text:list-item><text:p>a <text:span>list</text:span></text:p></text:list-item></text:list>",
    );
    assert_eq!(text.unwrap(), "عنوان\n\none two  three\tx\ny <\n\na list\n");
}

#[test]
fn what_cannot_be_read_says_why() {
    let not_xml = read_word(&file(&[("word/document.xml", "<w:document><w:p>")]));
    assert!(not_xml.unwrap_err().contains("damaged"));
    assert!(
        read_word(b"plain")
            .unwrap_err()
            .contains("cannot read the Word document")
    );
    let old = read_word(&[COMPOUND_FILE, &[0; 600]].concat()).unwrap_err();
    assert!(old.contains("without a password"), "{old}");
    let other = read_word(&file(&[("xl/workbook.xml", "")])).unwrap_err();
    assert!(other.contains("holds no word/document.xml"), "{other}");
    let locked = read_odt(&file(&[
        (ODT_MANIFEST, "<m><encryption-data/></m>"),
        ("content.xml", "\u{1}"),
    ]));
    assert_eq!(locked.unwrap_err(), encrypted());
}

#[test]
fn a_part_beyond_the_limit_is_named() {
    let xml = format!(
        "<w:document><w:p><w:t>{}</w:t></w:p></w:document>",
        "a".repeat(2000)
    );
    let bomb = file(&[("word/document.xml", &xml)]);
    let error = word_text(&bomb, UnpackingLimit::of_bytes(1000)).unwrap_err();
    assert_eq!(
        error,
        "the archive's entry holds more than 1000 B; give `max_unpacked` a larger size if it is meant"
    );
}
