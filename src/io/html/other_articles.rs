//! Other articles on the page of an article: teasers, later posts, comments.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef, Selection};

use super::unlinked::Unlinked;

/// Removes the `article` elements other than the one with the headline of the page, if that one has more text
/// than any of them.
pub(super) fn take_out_other_articles(
    document: &Document,
    headline: Option<NodeId>,
    unlinked: &Unlinked,
) {
    let articles = document.select("body article");
    let headline = headline.map(|id| NodeRef::new(id, &document.tree));
    let Some(own) = headline.and_then(|headline| article_around(&headline)) else {
        return;
    };
    let around: HashSet<NodeId> = own.ancestors_it(None).map(|node| node.id).collect();
    let is_other = |node: &&NodeRef<'_>| {
        node.id != own.id
            && !around.contains(&node.id)
            && !node.ancestors_it(None).any(|node| node.id == own.id)
    };
    let others: Vec<_> = articles.nodes().iter().filter(is_other).collect();
    let holds_others = |node: &NodeRef<'_>| Selection::from(*node).select("article").exists();
    let single = others.iter().filter(|node| !holds_others(node));
    let most = single.map(|node| unlinked.of_node(node)).max();
    if most.is_some_and(|most| most < unlinked.of_node(&own)) {
        others.iter().for_each(|node| node.remove_from_parent());
    }
}

/// The innermost `article` that contains an element.
fn article_around<'d>(node: &NodeRef<'d>) -> Option<NodeRef<'d>> {
    node.ancestors_it(None)
        .find(|node| node.has_name("article"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(body: &str) -> Vec<String> {
        let title = "<head><title>The bridge opens – The Herald</title></head>";
        let document = Document::from(format!("{title}<body>{body}"));
        let headline = document.select("h1").nodes().first().map(|node| node.id);
        take_out_other_articles(&document, headline, &Unlinked::of(&document));
        let left = document
            .select("article")
            .iter()
            .map(|left| left.attr_or("id", "").to_string());
        left.collect()
    }

    #[test]
    fn articles_beside_the_one_under_the_headline_go() {
        let text = "A sentence of the article that is long enough to be more than a label is. ";
        let own = format!(
            "<article id=own><h1>The bridge opens</h1><p>{}",
            text.repeat(3)
        );
        let inner = format!("<article id=inner><p>{text}</article></article>");
        let other = format!("<article id=other><p>{text}{text}</article>");
        let many = format!("<article id=many>{other}{other}{other}</article>");
        assert_eq!(
            left(&format!("{own}{inner}{other}{many}")),
            ["own", "inner"]
        );
        // A short one with the headline may only announce the text.
        let longer = format!("<article id=longer><p>{}</article>", text.repeat(4));
        assert_eq!(left(&format!("{own}</article>{longer}")), ["own", "longer"]);
        let around = format!("<article id=around>{own}</article>{other}</article>");
        assert_eq!(left(&around), ["around", "own"]);
        // None of them has the headline.
        assert_eq!(
            left(&format!("<h1>The bridge opens</h1>{other}{longer}")),
            ["other", "longer"]
        );
    }
}
