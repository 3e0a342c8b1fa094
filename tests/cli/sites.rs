//! Boilerplate that the pages of one site share, whatever its words.

use crate::common::{Folder, parse_lines};

/// A paragraph of sentences that no other page has.
fn paragraph(number: usize) -> String {
    format!("The council of town number {number} met on the bridge and talked about its repair. ")
        .repeat(4)
}

/// What a site writes below each of its articles, in the same elements.
const ABOUT: &str = "The Herald is written by people who live in the valley and have never left it. \
    It appears on every day of the week, and two times on the day before a holiday.";

/// A page of a host, or of none.
fn page(host: Option<&str>, title: &str, body: &str) -> String {
    let link = host.map(|host| format!("<link rel=canonical href=https://{host}/{}>", title.len()));
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title>{}</head><body><article><h1>{title}</h1>{body}\
         </article></body></html>",
        link.unwrap_or_default()
    )
}

fn texts(folder: &Folder, arguments: &str) -> Vec<String> {
    let run = folder.run(&format!("clean {arguments} --format jsonl -q"));
    let rows = parse_lines(&run.stdout());
    let texts = rows
        .iter()
        .map(|row| row["text"].as_str().unwrap().to_owned());
    texts.collect()
}

/// Pages of one host, each with an article and the same paragraph below it.
fn site(host: Option<&str>, count: usize) -> Folder {
    let folder = Folder::new();
    for number in 0..count {
        let body = format!("<p>{}</p><p>{ABOUT}</p>", paragraph(number));
        folder.write(
            &format!("in/{number}.html"),
            page(host, &format!("News {number}"), &body),
        );
    }
    folder
}

#[test]
fn what_most_pages_of_a_site_have_goes() {
    for host in [Some("www.herald.example"), None] {
        let folder = site(host, 4);
        let alone = texts(&folder, "in/0.html");
        assert!(alone[0].contains("every day of the week"));
        for (number, text) in texts(&folder, "in").iter().enumerate() {
            assert!(text.contains(&format!("number {number}")), "{text}");
            assert!(!text.contains("every day of the week"), "{text}");
        }
        let run = folder.run("clean in");
        assert_eq!(
            run.stderr,
            "removed 4 boilerplate lines from 4 documents (repeated 4)\n"
        );
        // Pages in records of one file are compared, too.
        let rows = (0..4).map(|number| {
            let path = folder.path(&format!("in/{number}.html"));
            serde_json::json!({"text": std::fs::read_to_string(path).unwrap()}).to_string()
        });
        folder.write("pages.jsonl", rows.collect::<Vec<_>>().join("\n"));
        let records = texts(&folder, "pages.jsonl --clean html");
        assert_eq!(records, texts(&folder, "in"));
    }
}

#[test]
fn pages_of_different_sites_share_nothing() {
    let folder = Folder::new();
    for number in 0..4 {
        let body = format!("<p>{}</p><p>{ABOUT}</p>", paragraph(number));
        let host = format!("site{number}.example");
        folder.write(
            &format!("in/{number}.html"),
            page(Some(&host), "News", &body),
        );
    }
    let texts = texts(&folder, "in");
    assert!(
        texts
            .iter()
            .all(|text| text.contains("every day of the week"))
    );
}

#[test]
fn a_lead_in_a_list_of_articles_stays_in_its_own() {
    let folder = Folder::new();
    let lead = |number: usize| {
        format!("Town {number} will close its oldest bridge to all traffic for half of a year.")
    };
    let teasers: String = (0..5)
        .map(|number| {
            format!(
                "<div class=teaser><a href=/{number}>News {number}</a><p class=short>{}</p></div>",
                lead(number)
            )
        })
        .collect();
    for number in 0..8 {
        let body = format!(
            "<p class=lead>{}</p><p>{}</p>",
            lead(number),
            paragraph(number)
        );
        let page = page(Some("herald.example"), &format!("News {number}"), &body);
        folder.write(
            &format!("in/{number}.html"),
            page.replace("</body>", &format!("<aside>{teasers}</aside></body>")),
        );
    }
    for (number, text) in texts(&folder, "in").iter().enumerate() {
        assert!(text.contains(&lead(number)), "{text}");
    }
}

#[test]
fn a_page_that_was_saved_several_times_stays() {
    let folder = Folder::new();
    let body = format!("<p>{}</p><p>{}</p>", paragraph(1), paragraph(2));
    for copy in 0..6 {
        folder.write(
            &format!("in/{copy}.html"),
            page(Some("herald.example"), "News", &body),
        );
    }
    for text in texts(&folder, "in") {
        assert!(
            text.contains("number 1") && text.contains("number 2"),
            "{text}"
        );
    }
}
