//! Posts of social networks that pages show.

use dom_query::Document;

/// Elements that a script of a network makes a post of.
const POSTS: &str = ".fb-post, .twitter-tweet, .instagram-media, .tiktok-embed";

/// Posts that make a page one that quotes posts.
const ENOUGH_POSTS: usize = 2;

/// Takes out a post that is shown beside the article. Several of them are quotations: the article is
/// about what they say.
pub(super) fn take_out_embedded(document: &Document) {
    let posts = document.select(POSTS);
    if posts.length() < ENOUGH_POSTS {
        posts.remove();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_posts_are_quotations_and_one_is_none() {
        let post = "<blockquote class=twitter-tweet><p>We did it!</p></blockquote>";
        for (posts, left) in [(1, 0), (2, 2)] {
            let document = Document::from(format!("<p>text</p>{}", post.repeat(posts)));
            take_out_embedded(&document);
            assert_eq!(document.select("blockquote").length(), left);
        }
    }
}
