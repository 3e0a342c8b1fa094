//! What stands around the article in web pages: menus, forms, captions, links to other articles.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef, Selection};

use super::furniture_names::{Name, name_of};
use super::unlinked::{Unlinked, letters};

/// Elements that have a name.
const NAMED: &str = "body [class], body [id], body [data-component], body [data-testid], \
    body [aria-label]";

/// Elements without text that a page shows.
const SILENT: &str = "script, style, noscript, template, select, iframe, object, video, audio";

/// Parts of a page that are never the article, whatever the site: what their names say is a habit
/// of all publishing systems.
const NOT_THE_ARTICLE: &str = "nav, aside, footer, button, \
    figure:not(:has(table, blockquote, pre)), figcaption, dialog, menu, \
    [hidden], [aria-hidden=true], [role=navigation], [role=complementary], [role=dialog], \
    [role=contentinfo], [role=search], amp-ad, amp-carousel, amp-consent, amp-list, \
    amp-sidebar, amp-social-share, amp-user-notification, .fb-post, .twitter-tweet, \
    .instagram-media, .tiktok-embed";

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
    document.select(SILENT).remove();
    let unlinked = Unlinked::of(document);
    take_out_elements(document, &unlinked);
    take_out_forms(document);
    take_out_labels(document);
    take_out_links(document);
    take_out_fields(document);
    take_out_named(document, &unlinked);
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
    let named = named
        .nodes()
        .iter()
        .filter_map(|node| Some((node, name_of(node)?)));
    let named: Vec<_> = named
        .filter(|(node, _)| !node.has_name("main") && !node.has_name("article"))
        .collect();
    let mut kinds: HashMap<String, f64> = HashMap::new();
    for (node, _) in &named {
        *kinds.entry(look(node)).or_default() += unlinked.share(node);
    }
    for (node, name) in named {
        let is_spared = match name {
            Name::Ambiguous => kinds[&look(node)] >= HOLDS_THE_ARTICLE,
            Name::Other => holds_the_page(node, unlinked),
        };
        if is_spared {
            // Its name would count against it once more.
            node.remove_attrs(&["class", "id"]);
        } else {
            node.remove_from_parent();
        }
    }
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

/// Most words of a title that is a link.
const LINK_WORDS: usize = 30;

/// Takes out paragraphs and entries of lists that are nothing but a link: titles of other articles.
fn take_out_links(document: &Document) {
    for block in document.select("body p, body li").iter() {
        let all = letters(&block.text());
        let words = block.text().split_whitespace().count();
        if all == 0 || words > LINK_WORDS || block.select("p, ul, ol").length() > 0 {
            continue;
        }
        let links = block.select("a[href]");
        let linked: usize = links.iter().map(|link| letters(&link.text())).sum();
        if linked * 10 >= all * 9 {
            block.remove();
        }
    }
}

/// Sentences that a page must hold before its short blocks are taken for labels.
const ENOUGH_SENTENCES: usize = 3;

/// Most words of a caption or a label.
const LABEL_WORDS: usize = 20;

/// Sentences beside a short block, in elements of the same kind, that make it a paragraph among
/// paragraphs: an answer, a verse, a quotation.
const ENOUGH_BESIDE: usize = 2;

/// Takes out blocks of few words that are no sentence: captions, dates, buttons. Headings and lists
/// stay, and paragraphs among paragraphs; so does all of a page that is not made of sentences, such
/// as a poem.
fn take_out_labels(document: &Document) {
    let blocks = document.select("body p, body div, body td, body center, body section");
    let leaves: Vec<_> = blocks
        .iter()
        .filter(|block| !block.is(":has(p, div, td, ul, ol, table, blockquote, h1, h2, h3, h4)"))
        .filter(|block| !block.is("li p, li div, blockquote p, blockquote div"))
        .map(|block| {
            (
                is_label(&block.text()) && !heads_comments(&block.text()),
                block,
            )
        })
        .collect();
    let mut sentences: HashMap<Kind, usize> = HashMap::new();
    for (_, block) in leaves.iter().filter(|(is_label, _)| !is_label) {
        *sentences.entry(kind(block)).or_default() += 1;
    }
    if sentences.values().sum::<usize>() < ENOUGH_SENTENCES {
        return;
    }
    for (_, block) in leaves.iter().filter(|(is_label, _)| *is_label) {
        let beside = sentences.get(&kind(block)).copied().unwrap_or_default();
        if !block.is("p, div[class]") || beside < ENOUGH_BESIDE {
            block.remove();
        }
    }
}

/// What paragraphs of one text share: where they stand, what they are, how they look.
type Kind = (Option<NodeId>, String, String);

fn kind(block: &Selection<'_>) -> Kind {
    let node = block.nodes().first();
    let parent = node.and_then(|node| node.parent()).map(|parent| parent.id);
    let name = node.and_then(|node| node.node_name());
    let class = block.attr_or("class", "").to_string();
    (
        parent,
        name.map(|name| name.to_string()).unwrap_or_default(),
        class,
    )
}

/// True for what may stand above comments: where they begin must stay known.
pub(super) fn heads_comments(text: &str) -> bool {
    const WORDS: [&str; 6] = ["comment", "repl", "response", "تعليق", "نظر", "دیدگاه"];
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// True for a few words without the end of a sentence.
fn is_label(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
    });
    let is_sentence = end.ends_with(['.', '!', '?', '؟', '…', '۔', ':', '،', ',', ';', '؛']);
    let words = text.split_whitespace().count();
    words <= LABEL_WORDS && (!is_sentence || words <= 2)
}
