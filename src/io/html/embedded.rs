//! Embedded posts of social networks.

use dom_query::Document;

/// Elements that a network's script turns into a post.
const POSTS: &str = ".fb-post, .twitter-tweet, .instagram-media, .tiktok-embed";

/// Minimum number of posts on a page that quotes posts.
const ENOUGH_POSTS: usize = 2;

/// Removes a post that is shown next to the article. Several posts are quotations: the article is about their
/// content.
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
