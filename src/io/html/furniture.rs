//! What stands around the article in web pages: menus, forms, captions, links to other articles.

use std::collections::HashMap;

use dom_query::{Document, NodeRef, Selection};

use super::embedded::take_out_embedded;
use super::furniture_names::{Name, name_of};
use super::labels::take_out_labels;
use super::links::take_out_links;
use super::other_articles::take_out_other_articles;
use super::unlinked::{Unlinked, letters};

/// Elements that have a name.
const NAMED: &str = "body [class], body [id], body [data-component], body [data-testid], \
    body [aria-label]";

/// Elements without text that a page shows.
const SILENT: &str = "script, style, noscript, template, select, iframe, object, video, audio";

/// Parts of a page that are never the article, whatever the site: what their names say is a habit
/// of all publishing systems.
const NOT_THE_ARTICLE: &str = "nav, aside, footer, button, \
    figure:not(:has(table, blockquote, pre)), figcaption, img + small, dialog, menu, \
    [hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=dialog], \
    [role=contentinfo], [role=search], amp-ad, amp-carousel, amp-consent, amp-list, \
    amp-sidebar, amp-social-share, amp-user-notification";

/// Share of the page's long unlinked text above which an element with an ambiguous name, alone or
/// with others of its kind, holds the article.
const HOLDS_THE_ARTICLE: f64 = 0.3;

/// The same for elements that say by themselves, or by an attribute, that they are no article.
const HOLDS_THE_PAGE: f64 = 0.5;

/// Share of the page's long unlinked text that must stand outside of an element with a name of
/// something else: otherwise it is the whole page that is named so.
const LEAST_OUTSIDE: f64 = 0.05;

/// Takes out what is never the article.
pub(super) fn take_out(document: &Document) {
    uncover(document);
    document.select(SILENT).remove();
    let unlinked = Unlinked::of(document);
    take_out_elements(document, &unlinked);
    take_out_embedded(document);
    take_out_other_articles(document, &unlinked);
    take_out_forms(document);
    take_out_labels(document);
    take_out_links(document);
    take_out_fields(document);
    take_out_named(document, &unlinked);
}

/// Letters that a page holds for readers without scripts before they are taken for its article.
const ENOUGH_WITHOUT_SCRIPTS: usize = 500;

/// Shows what a page has for readers without scripts, where that is more than all else.
fn uncover(document: &Document) {
    let hidden = document.select("body noscript");
    let all = Unlinked::of(document).all();
    for part in hidden.nodes() {
        let letters = letters(&part.text());
        if letters >= ENOUGH_WITHOUT_SCRIPTS && letters > all {
            part.rename("div");
        }
    }
}

/// Takes out elements that are not the article by what they are, unless most of the page stands in
/// one, as on pages that a script uncovers.
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

/// Takes out elements whose names say that they are not the article, unless the article stands in
/// them: by the share of the page's long unlinked text that they hold.
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
            Name::Ambiguous => kinds[&look(node)] >= HOLDS_THE_ARTICLE,
            Name::Other => {
                kinds[&look(node)] > 1.0 - LEAST_OUTSIDE || holds_the_page(node, unlinked)
            }
        };
        if is_spared {
            // Its name would count against it once more.
            node.remove_attrs(&["class", "id"]);
        } else {
            node.remove_from_parent();
        }
    }
}

/// What the names of an element say of it, unless the element itself says that it holds text.
fn telling_name(node: &NodeRef<'_>) -> Option<Name> {
    let name = name_of(node)?;
    let is_text = node.has_name("main") || node.has_name("article");
    // A row is of the player, not the player.
    let is_row = name == Name::Ambiguous && node.has_name("tr");
    (!is_text && !is_row).then_some(name)
}

/// True for an element that stands around the article and other things.
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

/// Takes out forms, but not one in which most of the page stands, as on many older sites.
fn take_out_forms(document: &Document) {
    let all = letters(&document.select("body").text());
    for form in document.select("form").iter() {
        if letters(&form.text()) * 2 <= all {
            form.remove();
        }
    }
}

/// Most words around a field to fill in: of an invitation to subscribe, not of an article.
const WORDS_AROUND_FIELDS: usize = 80;

/// Takes out what stands around fields to fill in, where pages have no form for them.
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
