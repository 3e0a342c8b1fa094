//! Web pages that are damaged, or hold no article: each is read or named, and the run goes on.

use crate::common::{Folder, parse_lines};

const SENTENCE: &str = "The committee published its report on the harbour, and the mayor answered.";

/// A page with its headline and three paragraphs, of which `middle` comes second.
fn page(tag: &str, middle: &[u8]) -> Vec<u8> {
    let paragraph = format!("<p>{}</p>", [SENTENCE; 3].join(" "));
    let start = format!("<html><head><title>The harbour</title></head><body><{tag}>{paragraph}");
    [
        start.as_bytes(),
        middle,
        paragraph.as_bytes(),
        b"</body></html>",
    ]
    .concat()
}

#[test]
fn a_damaged_page_ends_no_run() {
    let attributes: Vec<_> = (0..5_000).map(|at| format!("data-a{at}='{at}'")).collect();
    let many = format!("div {}", attributes.join(" "));
    let folder = Folder::with(
        "p/attributes.html",
        page(&many, b"<p>One more sentence.</p>"),
    );
    folder.write(
        "p/bytes.html",
        page("div", b"<p>A caf\xE9 opened there on the same day.</p>"),
    );
    folder.write("p/deep.html", "<div>".repeat(20_000));
    folder.write("p/empty.html", "");
    folder.write(
        "p/menu.html",
        "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>",
    );
    let run = folder.run("clean p --format jsonl");
    let said = "replaced 1 sequence of bytes that are not UTF-8\n\
        passed over p/deep.html: tags are nested more than 1000 deep; expected a web page\n\
        removed 1 boilerplate line from 1 document (page 1)\n\
        found no article in 2 web pages: p/empty.html, p/menu.html\n";
    assert_eq!((run.code, run.stderr.as_str()), (0, said));
    let rows = parse_lines(&run.stdout);
    let ids: Vec<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    let names = ["attributes", "bytes", "empty", "menu"];
    assert_eq!(ids, names.map(|name| format!("{name}.html")));
    let text = |at: usize| rows[at]["text"].as_str().unwrap();
    for (at, middle) in [
        "One more sentence.",
        "A caf\u{FFFD} opened there on the same day.",
    ]
    .into_iter()
    .enumerate()
    {
        let paragraph = [SENTENCE; 3].join(" ");
        let want = format!("The harbour\n\n{paragraph}\n\n{middle}\n\n{paragraph}");
        assert_eq!(text(at), want);
    }
    assert_eq!((text(2), text(3)), ("", ""));
}

#[test]
fn words_at_the_borders_of_blocks_stay_apart() {
    let body = format!(
        "<dl><dt>Opened</dt><dd>On the first of May, in the rain.</dd><dt>Closed</dt>\
         <dd>In the last week of October.</dd></dl><h2>Prices</h2><div>{SENTENCE}</div><div>{SENTENCE}\
         </div><table><tr><td>Adults<td>four</tr><tr><td>Children<td>two</tr></table><p>{SENTENCE}</p>"
    );
    let folder = Folder::with("a.html", page("main", body.as_bytes()));
    let text = folder.run("clean -q a.html").stdout();
    for lines in [
        "Opened\nOn the first of May, in the rain.\nClosed\nIn the last week of October.\n",
        "\nPrices\n\nThe committee",
        "answered.\n\nThe committee",
        "\nAdults four\nChildren two\n",
    ] {
        assert!(text.contains(lines), "{lines}\n{text}");
    }
}

#[test]
fn a_list_in_a_container_of_its_own_stays() {
    let body = format!(
        "<article><div><p>{SENTENCE}</p><p>{SENTENCE}</p><p>{SENTENCE}</p></div><div>\
         <h2>What comes next</h2><ul><li>{SENTENCE}</li><li>{SENTENCE}</li></ul></div></article>\
         <div><h3>Read too</h3><ul><li><a href=\"/a\">Another story of the same day, told at length.</a></li>\
         </ul></div>"
    );
    let folder = Folder::with("a.html", page("main", body.as_bytes()));
    let text = folder.run("clean -q a.html").stdout();
    let end = format!("\n\nWhat comes next\n\n{SENTENCE}\n{SENTENCE}\n");
    assert!(text.contains(&end) && !text.contains("Read too"), "{text}");
}
