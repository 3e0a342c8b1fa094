//! The `meta` and `link` elements of a page, by name.

use dom_query::Document;

use super::super::one_line;

/// Names and contents in page order. Names are in lower case.
#[derive(Debug, Default)]
pub(super) struct Head {
    metas: Vec<(String, String)>,
    links: Vec<(String, String)>,
}

impl Head {
    pub(super) fn of(document: &Document) -> Self {
        let mut head = Head::default();
        for element in document.select("meta[content], link[rel][href]").iter() {
            let attribute = |name| element.attr(name);
            if let Some(address) = attribute("href") {
                let names = attribute("rel").unwrap_or_default().to_ascii_lowercase();
                head.links.push((names, address.trim().to_owned()));
                continue;
            }
            let content = one_line(&attribute("content").unwrap_or_default());
            if content.is_empty() {
                continue;
            }
            for kind in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = attribute(kind) {
                    let name = name.trim().to_ascii_lowercase();
                    head.metas.push((name, content.clone()));
                }
            }
        }
        head
    }

    /// Contents of the elements with this name.
    pub(super) fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        let metas = self.metas.iter().filter(move |(meta, _)| meta == name);
        metas.map(|(_, content)| content.as_str())
    }

    /// The first content of the first of the names that occurs.
    pub(super) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let mut found = self.metas.iter().filter(|(meta, _)| meta == name);
            found.next().map(|(_, content)| content.as_str())
        })
    }

    /// The address of the first link of a kind.
    pub(super) fn link(&self, kind: &str) -> Option<&str> {
        let is_of_kind = |names: &str| names.split_whitespace().any(|name| name == kind);
        let mut links = self.links.iter();
        let found = links.find(|(names, address)| is_of_kind(names) && !address.is_empty());
        found.map(|(_, address)| address.as_str())
    }
}
