//! Hosts of addresses, and the host of a page.

/// Maximum number of places in a page where its address may be declared.
const MOST_PLACES: usize = 16;

/// The host that a page declares as its own, found without parsing the page; empty if it declares none.
pub(super) fn host_of_page(page: &str) -> String {
    let declared = [("canonical", "href"), ("og:url", "content")];
    let found = declared.iter().find_map(|(name, attribute)| {
        let places = memchr::memmem::find_iter(page.as_bytes(), name.as_bytes());
        places.take(MOST_PLACES).find_map(|at| {
            let start = page[..at].rfind('<')?;
            let end = at + page[at..].find('>')?;
            let host = host(attribute_of(&page[start..end], attribute)?)?;
            Some(without_www(&host).to_owned())
        })
    });
    found.unwrap_or_default()
}

/// The value of an attribute in a tag.
fn attribute_of<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!("{name}="))?;
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
        _ => rest.split_ascii_whitespace().next(),
    }
}

/// The host of an absolute address in lower case.
pub(super) fn host(address: &str) -> Option<String> {
    let address = address.trim().to_ascii_lowercase();
    let rest = address
        .strip_prefix("https:")
        .or_else(|| address.strip_prefix("http:"));
    let rest = rest.unwrap_or(&address).strip_prefix("//")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    host.contains('.').then(|| host.to_owned())
}

pub(super) fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_from_the_head() {
        for (page, expected) in [
            (
                "<link rel=\"canonical\" href=\"https://www.A.example/x\">",
                "a.example",
            ),
            ("<link href='//b.example:80/x' rel=canonical>", "b.example"),
            (
                "<link rel=canonical href=/x><meta content=http://c.example property=og:url>",
                "c.example",
            ),
            (
                "<meta property='og:url' content='http://c.example?x'>",
                "c.example",
            ),
            ("canonical", ""),
            ("", ""),
        ] {
            assert_eq!(host_of_page(page), expected, "{page}");
        }
    }
}
