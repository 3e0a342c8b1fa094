//! Removes boilerplate from web pages: menus, forms, captions, links to other articles.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef, Selection};

use super::boilerplate_names::{Name, name_of};
use super::embedded::take_out_embedded;
use super::labels::take_out_labels;
use super::links::take_out_links;
use super::other_articles::take_out_other_articles;
use super::unlinked::{Unlinked, letters};

/// Elements with a name.
const NAMED: &str = "body [class], body [id], body [data-component], body [data-testid], \
    body [aria-label]";

/// Elements without visible text.
const SILENT: &str = "script, style, noscript, template, select, iframe, object, video, audio";

/// Parts of a page that are never the article, on any site: publishing systems use these names consistently.
const NOT_THE_ARTICLE: &str = "nav, aside, footer, button, \
    figure:not(:has(table, blockquote, pre)), figcaption, img + small, dialog, menu, \
    [hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=dialog], \
    [role=contentinfo], [role=search], amp-ad, amp-carousel, amp-consent, amp-list, \
    amp-sidebar, amp-social-share, amp-user-notification";

/// Minimum share of the page's long unlinked text for an element with an ambiguous name, alone or with others
/// of its kind, to be taken as the article.
const HOLDS_THE_ARTICLE: f64 = 0.3;

/// The same for elements that are marked as not the article by their type or an attribute.
const HOLDS_THE_PAGE: f64 = 0.5;

/// Minimum share of the page's long unlinked text outside an element with the name of something else:
/// otherwise the name applies to the whole page.
const LEAST_OUTSIDE: f64 = 0.05;

/// Removes parts that are never the article.
pub(super) fn take_out(document: &Document, headline: Option<NodeId>) {
    document.select(SILENT).remove();
    let unlinked = Unlinked::of(document);
    take_out_elements(document, &unlinked);
    take_out_embedded(document);
    take_out_other_articles(document, headline, &unlinked);
    take_out_forms(document);
    take_out_labels(document);
    take_out_links(document);
    take_out_fields(document);
    take_out_named(document, &unlinked);
}

/// Minimum number of letters in content for readers without scripts to be taken for the article.
const ENOUGH_WITHOUT_SCRIPTS: usize = 500;

/// Shows the content for readers without scripts, if it is longer than all other content.
pub(super) fn uncover(document: &Document) {
    let hidden = document.select("body noscript");
    let measured = hidden
        .nodes()
        .iter()
        .map(|part| (part, letters(&part.text())));
    let long: Vec<_> = measured
        .filter(|(_, letters)| *letters >= ENOUGH_WITHOUT_SCRIPTS)
        .collect();
    if long.is_empty() {
        return;
    }
    let all = Unlinked::of(document).all();
    for (part, _) in long.into_iter().filter(|(_, letters)| *letters > all) {
        part.rename("div");
    }
}

/// Removes elements that are not the article by type, unless one contains most of the page, as on pages that
/// a script reveals.
fn take_out_elements(document: &Document, unlinked: &Unlinked) {
    for element in document.select(NOT_THE_ARTICLE).nodes() {
        if unlinked.share(element) < HOLDS_THE_PAGE {
            element.remove_from_parent();
        } else {
            element.remove_attrs(&["hidden", "aria-hidden", "role"]);
            element.rename("div");
        }
    }
}

/// Removes elements whose names mean that they are not the article, unless they contain the article, judged
/// by their share of the page's long unlinked text.
fn take_out_named(document: &Document, unlinked: &Unlinked) {
    let named = document.select(NAMED);
    let named = named.nodes().iter();
    let named: Vec<_> = named
        .filter_map(|node| Some((node, telling_name(node)?)))
        .collect();
    let mut kinds: HashMap<String, f64> = HashMap::new();
    for (node, _) in &named {
        *kinds.entry(look(node)).or_default() += unlinked.share(node);
    }
    for (node, name) in named {
        let is_spared = match name {
            Name::Content => true,
            Name::Ambiguous => kinds[&look(node)] >= HOLDS_THE_ARTICLE,
            Name::Other => {
                kinds[&look(node)] > 1.0 - LEAST_OUTSIDE || holds_the_page(node, unlinked)
            }
        };
        if is_spared {
            // Otherwise its name would count against it again later.
            node.remove_attrs(&["class", "id"]);
        } else {
            node.remove_from_parent();
        }
    }
}

/// What the names of an element mean, unless the element itself is marked as text.
fn telling_name(node: &NodeRef<'_>) -> Option<Name> {
    let name = name_of(node)?;
    let is_text = name == Name::Content || node.has_name("main") || node.has_name("article");
    // A row belongs to the player but is not the player.
    let is_row = name == Name::Ambiguous && node.has_name("tr");
    (!is_text && !is_row).then_some(name)
}

/// True for an element that contains the article and other content.
fn holds_the_page(node: &NodeRef<'_>, unlinked: &Unlinked) -> bool {
    let share = unlinked.share(node);
    share > 1.0 - LEAST_OUTSIDE
        || share >= HOLDS_THE_ARTICLE && Selection::from(*node).select("h1").exists()
}

/// Element and class, which elements of one kind share.
fn look(node: &NodeRef<'_>) -> String {
    let name = node.node_name().unwrap_or_default();
    format!("{name}.{}", node.attr_or("class", ""))
}

/// Removes forms, except one that contains most of the page, as on many older sites.
fn take_out_forms(document: &Document) {
    let all = letters(&document.select("body").text());
    for form in document.select("form").iter() {
        if letters(&form.text()) * 2 <= all {
            form.remove();
        }
    }
}

/// Maximum number of words around an input field: an invitation to subscribe is shorter than an article.
const WORDS_AROUND_FIELDS: usize = 80;

/// Removes the surroundings of input fields on pages that do not use form elements.
fn take_out_fields(document: &Document) {
    let fields = document.select("body input:not([type=hidden]), body textarea");
    for field in fields.iter() {
        let around = field.parent();
        let words = around.text().split_whitespace().count();
        if words <= WORDS_AROUND_FIELDS && !around.is("body, main, article") {
            around.remove();
        }
    }
}
