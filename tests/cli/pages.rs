//! Saved web pages and scraped texts in the shapes of real news sites: how much of the article is
//! kept, and how much else. All texts were written for these tests.

use std::collections::BTreeSet;
use std::path::Path;

use crate::common::{Folder, parse, repository};
use tasnif::Tokenizer;

/// Share of sentences that must be right, over all pages.
const LEAST: f64 = 0.97;

/// Web pages of which one line too many is kept, and why. Each other has [`LEAST`] for itself.
const BELOW: [(&str, &str); 3] = [
    (
        "ar-07-table-old.html",
        "a dateline between two line breaks, as verses stand",
    ),
    (
        "en-01-wp-classic.html",
        "the notice of a blog below its text: when it was posted, and how to respond",
    ),
    (
        "en-06-tables-font.html",
        "a title that names the site and not the article, whose headline is no heading",
    ),
];

/// Sentences as sequences of words, so that quotation marks and spaces do not matter.
fn sentences(text: &str, title: &str) -> BTreeSet<String> {
    let title = words(title);
    let ends = ['.', '؟', '?', '!', '…', '\n', '۔'];
    text.split(ends)
        .map(words)
        .filter(|sentence| !sentence.is_empty() && *sentence != title)
        .collect()
}

fn words(text: &str) -> String {
    let tokens = Tokenizer::default().tokens(text);
    let words: Vec<_> = tokens.into_iter().map(|token| token.text).collect();
    words.join(" ")
}

/// Pages, and for each the known text of its article.
fn pages() -> Vec<(String, String)> {
    let folder = repository("tests/pages");
    let entries = folder.read_dir().unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut pages: Vec<_> = names
        .filter(|name| !name.ends_with(".article.txt"))
        .map(|name| {
            let stem = Path::new(&name).file_stem().unwrap().to_str().unwrap();
            let known = folder.join(format!("{stem}.article.txt"));
            let known = std::fs::read_to_string(known).unwrap();
            (name, known)
        })
        .collect();
    pages.sort();
    pages
}

#[test]
fn articles_are_found_and_nothing_else_is() {
    let folder = Folder::new();
    let mut below = Vec::new();
    let (mut kept, mut right, mut known_sentences) = (0, 0, 0);
    let pages = pages();
    assert!(pages.len() >= 40, "{}", pages.len());
    for (name, known) in &pages {
        let path = repository("tests/pages").join(name);
        let line = format!("clean -q --format jsonl {}", path.display());
        let cleaned = parse(&folder.run(&line).stdout());
        let title = known.lines().next().unwrap();
        let known = sentences(known, title);
        let found = sentences(cleaned["text"].as_str().unwrap(), title);
        let both = known.intersection(&found).count();
        let most = known.len().max(found.len());
        if name.ends_with(".html") && (both as f64) < LEAST * most as f64 {
            below.push(name.as_str());
        }
        kept += found.len();
        right += both;
        known_sentences += known.len();
        if std::env::var_os("TASNIF_SHOW").is_some() {
            println!(
                "{name}: {both} of {} known, {} kept",
                known.len(),
                found.len()
            );
            known
                .difference(&found)
                .for_each(|missing| println!("  - {missing}"));
            found
                .difference(&known)
                .for_each(|extra| println!("  + {extra}"));
        }
    }
    let precision = right as f64 / kept as f64;
    let recall = right as f64 / known_sentences as f64;
    println!(
        "{} pages: precision {precision:.4}, recall {recall:.4}",
        pages.len()
    );
    assert_eq!(below, BELOW.map(|(name, _)| name));
    assert!(
        precision >= LEAST && recall >= LEAST,
        "precision {precision}, recall {recall}"
    );
}
