//! Blocks that many pages of one site share: its boilerplate, whatever its words.

use rustc_hash::FxHashMap;
use twox_hash::XxHash3_128;

/// Minimum number of pages of a site that share a block, and of pages of a site that are compared.
pub(crate) const FEWEST_PAGES: u32 = 3;

/// The same for a sentence: articles share some, too.
const FEWEST_OF_SENTENCE: u32 = 5;

/// At least one page in this many contains a shared sentence.
const ONE_IN_OF_SENTENCE: u32 = 50;

/// The same for a label, because articles have the same subheadings.
const ONE_IN_OF_LABEL: u32 = 4;

/// XXH3 of the name of a host.
type Site = u128;

/// XXH3 of a block: its site, its kind of element and its text. The same text in another kind of element, such as
/// the lead of an article in a list of articles, is another block.
pub(crate) type BlockDigest = u128;

/// What a page contributes to the counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct PageBlockDigests {
    /// The host of the page; empty if the page does not state it.
    pub host: String,
    /// Its blocks outside links, if they are counted.
    pub blocks: Vec<BlockDigest>,
}

/// Number of pages of each site, and number of pages that contain each block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SiteBlocks {
    pages: FxHashMap<Site, u32>,
    blocks: FxHashMap<BlockDigest, u32>,
}

/// What several readings of a page find.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PageReading<'s> {
    /// Its host, without parsing it.
    Hosts,
    /// Its blocks, if its site has enough pages.
    Blocks(&'s SiteBlocks),
    /// Its article, without the blocks that the pages of its site share.
    Articles(&'s SiteBlocks),
    /// Its article; sites are not known.
    Single,
}

/// The digest of a block of a page.
#[cfg(feature = "html")]
pub(crate) fn digest(host: &str, kind: &str, text: &str) -> BlockDigest {
    let mut key = String::with_capacity(host.len() + kind.len() + text.len() + 2);
    for part in [host, "\0", kind, "\0", text] {
        key.push_str(part);
    }
    XxHash3_128::oneshot(key.as_bytes())
}

fn site(host: &str) -> Site {
    XxHash3_128::oneshot(host.as_bytes())
}

impl SiteBlocks {
    /// Counts a page of a site.
    pub(crate) fn add_host(&mut self, host: &str) {
        *self.pages.entry(site(host)).or_default() += 1;
    }

    /// Counts the blocks of a page, each block once.
    pub(crate) fn add_blocks(&mut self, mut blocks: Vec<BlockDigest>) {
        blocks.sort_unstable();
        blocks.dedup();
        for block in blocks {
            *self.blocks.entry(block).or_default() += 1;
        }
    }

    /// Adds other counts.
    pub(crate) fn merge(&mut self, other: SiteBlocks) {
        for (site, count) in other.pages {
            *self.pages.entry(site).or_default() += count;
        }
        for (block, count) in other.blocks {
            *self.blocks.entry(block).or_default() += count;
        }
    }

    /// Drops blocks that too few pages share.
    pub(crate) fn shrink(&mut self) {
        self.blocks.retain(|_, count| *count >= FEWEST_PAGES);
        self.blocks.shrink_to_fit();
    }

    /// Whether any site has enough pages to compare them.
    pub(crate) fn has_sites(&self) -> bool {
        self.pages.values().any(|pages| *pages >= FEWEST_PAGES)
    }

    /// Whether the site of a host has enough pages to compare them.
    pub(crate) fn has_site(&self, host: &str) -> bool {
        self.pages(host) >= FEWEST_PAGES
    }

    fn pages(&self, host: &str) -> u32 {
        self.pages.get(&site(host)).copied().unwrap_or_default()
    }

    /// Which blocks of a page are shared; each block has its digest, its number of letters and whether it is a
    /// sentence. Of a copy, most of which some but not most other pages contain, only what most pages contain.
    /// None if all text would be shared.
    pub(crate) fn shared(&self, host: &str, blocks: &[(BlockDigest, usize, bool)]) -> Vec<bool> {
        let pages = self.pages(host);
        if pages < FEWEST_PAGES {
            return vec![false; blocks.len()];
        }
        let counted = blocks.iter().map(|(digest, letters, is_sentence)| {
            let count = self.blocks.get(digest).copied().unwrap_or_default();
            (count, *letters, *is_sentence)
        });
        let sum = |is: &dyn Fn(u32) -> bool| -> usize {
            let those = counted.clone().filter(|(count, ..)| is(*count));
            those.map(|(_, letters, _)| letters).sum()
        };
        let is_of_most = |count: u32| count >= FEWEST_PAGES && count * 2 > pages;
        let all = sum(&|_| true);
        let is_copy = sum(&|count| count >= FEWEST_PAGES && !is_of_most(count)) * 2 > all;
        let is_shared = |(count, _, is_sentence): (u32, usize, bool)| {
            let (fewest, one_in) = match is_sentence {
                true => (FEWEST_OF_SENTENCE, ONE_IN_OF_SENTENCE),
                false => (FEWEST_PAGES, ONE_IN_OF_LABEL),
            };
            is_of_most(count) || !is_copy && count >= fewest.max(pages.div_ceil(one_in))
        };
        let shared: Vec<bool> = counted.clone().map(is_shared).collect();
        let own = counted.zip(&shared).filter(|(_, shared)| !**shared);
        match own.map(|((_, letters, _), _)| letters).sum::<usize>() {
            0 => vec![false; blocks.len()],
            _ => shared,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts of a site whose pages have these blocks.
    fn counts(pages: &[&[BlockDigest]]) -> SiteBlocks {
        let mut counts = SiteBlocks::default();
        for blocks in pages {
            counts.add_host("a.example");
            counts.add_blocks(blocks.to_vec());
        }
        counts.shrink();
        counts
    }

    #[test]
    fn what_most_pages_have_is_shared() {
        let blocks = [(1, 100, true), (2, 100, true)];
        let counts = counts(&[&[1, 2, 2], &[1, 3], &[1, 4], &[5]]);
        assert_eq!(counts.shared("a.example", &blocks), [true, false]);
        assert_eq!(counts.shared("b.example", &blocks), [false, false]);
        // Otherwise nothing would be left.
        assert_eq!(counts.shared("a.example", &blocks[..1]), [false]);
    }

    #[test]
    fn copies_keep_their_sentences() {
        let copy: &[BlockDigest] = &[1, 2, 9];
        let others: Vec<Vec<BlockDigest>> = (10..22).map(|own| vec![own, 9]).collect();
        let mut pages: Vec<&[BlockDigest]> = others.iter().map(Vec::as_slice).collect();
        pages.extend([copy; 5]);
        let counts = counts(&pages);
        let blocks = [(1, 100, true), (2, 100, true), (9, 50, true)];
        assert_eq!(counts.shared("a.example", &blocks), [false, false, true]);
        // In a text of its own, the same sentence is shared.
        let blocks = [(1, 100, true), (50, 500, true)];
        assert_eq!(counts.shared("a.example", &blocks), [true, false]);
    }
}
