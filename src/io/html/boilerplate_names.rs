//! Names of elements that are not the article, compared as whole words.

use std::sync::LazyLock;

use dom_query::NodeRef;
use rustc_hash::FxHashMap;

/// Attributes that show the purpose of an element.
pub(super) const NAMING: [&str; 5] = ["class", "id", "data-component", "data-testid", "aria-label"];

/// The meaning of an element's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// The element of the article, whatever its other names.
    Content,
    /// Also used for the container of the article on many sites, as by page builders.
    Ambiguous,
    /// Content other than the article, however long: comments, related stories.
    Other,
}

/// Words of names that are [`Name::Other`]; words of one name are separated by spaces.
const OTHER: &str = "comment,comments,cmt,cmts,commentlist,commentarea,commentary list,comment list,respond,\
    disqus,related,relatedposts,relatedarticles,relatednews,relateds,cookie,cookies,cookiebar,\
    cookiebanner,cookieconsent,consent,gdpr,newsletter,newsletters,breadcrumb,breadcrumbs,\
    recommend,recommended,recommendation,recommendations,recommends,read also,\
    readalso,see also,also read,most read,mostread,trending,popular,mostpopular,outbrain,taboola,author box,authorbox,author bio,donate,donation";

/// Words of names that are [`Name::Ambiguous`].
const AMBIGUOUS: &str = "widget,widgets,sidebar,sidebars,share,shares,sharing,sharedaddy,\
    sharebar,sharethis,addthis,addtoany,social,socials,socialmedia,subscribe,subscription,\
    subscriptions,advert,adverts,advertise,advertisement,advertisements,advertising,sponsor,\
    sponsored,sponsors,promo,promos,promotion,promoted,caption,captions,player,players,\
    videoplayer,tags,taglist,tag list,byline,bylines,post meta,postmeta,entry meta,embed,\
    embeds,embedded,pagination,signup,sign up,cta,read more,readmore";

/// Prefixes of names that publishing systems give to the element of the article: its other names
/// (`entry-content-read-more`, `with-sidebar`) then only describe its layout.
const CONTENT: [&str; 12] = [
    "entry content",
    "post content",
    "post body",
    "postbody",
    "article content",
    "article body",
    "articlebody",
    "story body",
    "storybody",
    "main content",
    "main story",
    "page content",
];

/// Number of bytes of the shortest of them.
const LEAST_CONTENT: usize = "postbody".len();

/// The meaning of the names of an element.
pub(super) fn name_of(element: &NodeRef<'_>) -> Option<Name> {
    let element = element.element_ref()?;
    let attributes = element.attrs.iter();
    let values = attributes.filter(|attribute| NAMING.contains(&&*attribute.name.local));
    let values = values.map(|attribute| attribute.value.as_ref());
    if values.clone().any(is_content) {
        return Some(Name::Content);
    }
    values.filter_map(said_by).max()
}

/// Whether a name belongs to the article.
fn is_content(value: &str) -> bool {
    let may_be = |name: &&str| name.len() >= LEAST_CONTENT;
    let mut names = value.split_whitespace().filter(may_be).map(words);
    names.any(|name| {
        let rest = CONTENT
            .iter()
            .find_map(|content| name.strip_prefix(content));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

fn said_by(value: &str) -> Option<Name> {
    static NAMES: LazyLock<FxHashMap<&str, Name>> = LazyLock::new(|| {
        let names = |list: &'static str| list.split(',').map(str::trim);
        let ambiguous = names(AMBIGUOUS).map(|name| (name, Name::Ambiguous));
        ambiguous
            .chain(names(OTHER).map(|name| (name, Name::Other)))
            .collect()
    });
    let words = words(value);
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    let found = starts.flat_map(|from| {
        let rest = &words[from..];
        let ends = rest.match_indices(' ').map(|(at, _)| at);
        let names = ends
            .chain([rest.len()])
            .take(2)
            .map(move |end| &rest[..end]);
        names.filter_map(|name| NAMES.get(name).copied())
    });
    found.max()
}

/// The words of a name, in lower case separated by single spaces: signs and capital letters inside a word
/// split it.
fn words(value: &str) -> String {
    let mut words = String::with_capacity(value.len() + 8);
    let mut is_start = true;
    let mut after_lower = false;
    for letter in value.chars() {
        let is_letter = letter.is_alphanumeric();
        is_start |= !is_letter || (after_lower && letter.is_uppercase());
        if is_letter {
            if is_start && !words.is_empty() {
                words.push(' ');
            }
            is_start = false;
            match letter.is_ascii() {
                true => words.push(letter.to_ascii_lowercase()),
                false => words.extend(letter.to_lowercase()),
            }
        }
        after_lower = letter.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_articles_own_names_outweigh_others() {
        for name in [
            "entry-content entry-content-read-more",
            "page-content w-sidebar",
            "x articleBody",
        ] {
            assert!(is_content(name), "{name}");
        }
        for name in [
            "related-post-content",
            "page-contents",
            "sidebar",
            "comments main",
        ] {
            assert!(!is_content(name), "{name}");
        }
    }

    #[test]
    fn names_are_compared_as_whole_words() {
        for name in [
            "comments",
            "post-comments",
            "RelatedPosts related_posts",
            "see-also",
        ] {
            assert_eq!(said_by(name), Some(Name::Other), "{name}");
        }
        for name in [
            "readMore",
            "elementor-widget",
            "widget Blog",
            "videoPlayer",
            "tag_list",
            "shareBar sharing",
        ] {
            assert_eq!(said_by(name), Some(Name::Ambiguous), "{name}");
        }
        for name in [
            "",
            "unrelated",
            "commented-text",
            "vintage",
            "shareholders",
            "playground",
        ] {
            assert_eq!(said_by(name), None, "{name}");
        }
    }
}
