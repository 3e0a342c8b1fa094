//! The features of a block: numbers without words of any language.

use super::scene::Scene;
use crate::io::html::elements::{Element, Purpose};
use crate::io::html::page_blocks::Block;
use crate::text::layout::row::{Row, log, share, signed_log};

/// Blocks before and after a block whose numbers count for it.
pub(super) const NEIGHBOURS: [isize; 6] = [-3, -2, -1, 1, 2, 3];

/// Blocks on each side of a block in its wider surroundings.
pub(super) const WIDE: usize = 8;

/// Elements around a block whose numbers count for it.
pub(super) const LEVELS: usize = 5;

/// Heading level of blocks that are no headings.
const NO_HEADING: u8 = 7;

impl Scene<'_> {
    /// Adds all features of a block.
    pub(super) fn describe(&self, at: usize, row: &mut Row) {
        self.wording(at, row);
        self.repetition(at, row);
        self.element(at, row);
        self.place(at, row);
        self.distances(at, row);
        self.surroundings(at, row);
        self.neighbours(at, row);
        self.wide(at, row);
        self.whole(row);
    }

    fn wording(&self, at: usize, row: &mut Row) {
        let block = &self.page.blocks[at];
        let wording = &self.wordings[at];
        row.add("letters", log(block.letters));
        row.add("words", log(wording.words));
        row.add("linked", share(block.linked, block.letters));
        row.add("bold", share(block.emphasised, block.letters));
        wording.describe(row);
    }

    fn repetition(&self, at: usize, row: &mut Row) {
        let block = &self.page.blocks[at];
        let known = self.known;
        row.add("copies", log(self.copies(at)));
        row.flag("is_title", block.text == known.title);
        row.flag("in_title", is_part(&block.text, known.title));
        let is_described = block.letters > 30 && is_part(&block.text, known.description);
        row.flag("in_description", is_described);
        row.flag("chosen", known.chosen[at]);
        row.flag("stated", known.stated[at]);
    }

    fn element(&self, at: usize, row: &mut Row) {
        let block = &self.page.blocks[at];
        let element = self.page.elements.get(block.element);
        let tag = element.map_or("", Element::tag);
        row.flag("is_close", block.is_close);
        row.flag("is_listed", block.is_listed);
        row.flag("p", tag == "p");
        row.flag(
            "div",
            matches!(tag, "div" | "section" | "body" | "article" | "main"),
        );
        row.flag("li", matches!(tag, "li" | "dd" | "dt"));
        row.flag("cell", matches!(tag, "td" | "th" | "tr"));
        row.flag("quotation", tag == "blockquote");
        row.flag("pre", tag == "pre");
        let level = element.and_then(Element::level).unwrap_or(NO_HEADING);
        row.add("heading", f64::from(level));
        row.add("depth", element.map_or(0, |element| element.depth) as f64);
        add_purpose(
            element.map_or(Purpose::default(), |element| element.purpose),
            row,
        );
    }

    fn place(&self, at: usize, row: &mut Row) {
        let count = self.page.blocks.len();
        let marks = &self.landmarks;
        row.add("at", share(at, count));
        row.add("before", share(self.before[at], self.letters));
        row.flag("has_headline", marks.headline.is_some());
        let from = |place: Option<usize>| {
            place.map_or(0.0, |place| signed_log(at as isize - place as isize))
        };
        row.add("from_headline", from(marks.headline));
        row.add("from_described", from(marks.described));
        row.add("from_first_paragraph", from(marks.first_paragraph));
        let (first, last) = marks.chosen.unwrap_or((count, 0));
        row.add("from_first_chosen", from(Some(first)));
        row.add("from_last_chosen", from(Some(last)));
        let same = |place: Option<usize>| {
            place.is_some_and(|place| self.page.blocks[place].kind == self.page.blocks[at].kind)
        };
        row.flag("like_described", same(marks.described));
        row.flag("like_first_paragraph", same(marks.first_paragraph));
    }

    fn distances(&self, at: usize, row: &mut Row) {
        let marks = &self.landmarks;
        let element_of = |at: Option<usize>| at.map(|at| self.page.blocks[at].element);
        for (name, place) in [
            ("centre", marks.centre),
            ("chosen", marks.chosen_centre),
            ("headline", element_of(marks.headline)),
            ("described", element_of(marks.described)),
            ("first_paragraph", element_of(marks.first_paragraph)),
        ] {
            let (up, down) = self.steps(self.page.blocks[at].element, place);
            row.add_of("up_to_", name, up as f64);
            row.add_of("down_to_", name, down as f64);
        }
    }

    fn surroundings(&self, at: usize, row: &mut Row) {
        let kind = self.kind(at);
        row.add("kind_share", share(kind.long, self.long));
        row.add("kind_blocks", log(kind.blocks));
        row.add("kind_mean", log(kind.long / kind.blocks.max(1)));
        for (level, element) in self.page.around(at).take(LEVELS).enumerate() {
            let totals = element.totals;
            row.add_of("share_", level, share(totals.long, self.long));
            row.add_of("linked_", level, share(totals.linked, totals.letters));
            row.add_of("letters_", level, log(totals.letters));
            row.add_of("blocks_", level, log(totals.blocks));
            row.add_of(
                "paragraphs_",
                level,
                share(totals.paragraphs, totals.blocks),
            );
            row.add_of(
                "density_",
                level,
                log(totals.letters / totals.blocks.max(1)),
            );
        }
    }

    fn neighbours(&self, at: usize, row: &mut Row) {
        let blocks = &self.page.blocks;
        for offset in NEIGHBOURS {
            let other = at
                .checked_add_signed(offset)
                .filter(|at| *at < blocks.len());
            let is = |test: &dyn Fn(usize) -> bool| other.is_some_and(test);
            let number =
                |value: &dyn Fn(&Block) -> f64| other.map_or(-1.0, |at| value(&blocks[at]));
            row.add_of("letters", offset, number(&|block| log(block.letters)));
            row.add_of(
                "linked",
                offset,
                number(&|block| share(block.linked, block.letters)),
            );
            row.flag_of("chosen", offset, is(&|at| self.known.chosen[at]));
            row.flag_of(
                "sentence",
                offset,
                is(&|at| self.wordings[at].ends_sentence),
            );
            row.flag_of(
                "same_kind",
                offset,
                is(&|other| blocks[other].kind == blocks[at].kind),
            );
            row.flag_of(
                "same_element",
                offset,
                is(&|other| blocks[other].element == blocks[at].element),
            );
            row.flag_of("heading", offset, is(&|at| blocks[at].is_heading()));
        }
    }

    fn wide(&self, at: usize, row: &mut Row) {
        let from = at.saturating_sub(WIDE);
        let to = (at + WIDE + 1).min(self.page.blocks.len());
        let near = &self.page.blocks[from..to];
        let letters: usize = near.iter().map(|block| block.letters).sum();
        let linked: usize = near.iter().map(|block| block.linked).sum();
        let long: usize = near.iter().map(Block::long_letters).sum();
        let chosen = self.known.chosen[from..to].iter().filter(|chosen| **chosen);
        row.add("near_letters", log(letters));
        row.add("near_linked", share(linked, letters));
        row.add("near_long", share(long, letters));
        row.add("near_chosen", share(chosen.count(), near.len()));
    }

    fn whole(&self, row: &mut Row) {
        row.add("page_blocks", log(self.page.blocks.len()));
        row.add("page_letters", log(self.letters));
        row.add("page_long", share(self.long, self.letters));
        row.add("page_chosen", share(self.chosen, self.long));
        row.add("chosen_letters", log(self.chosen));
        row.flag("has_stated", self.has_stated);
        let centre = self.landmarks.centre;
        let centre = centre.map_or(0, |at| self.page.elements[at].totals.long);
        row.add("centre_share", share(centre, self.long));
    }
}

/// Maximum number of bytes of a title or description that is compared with every block.
const MOST_COMPARED: usize = 5_000;

fn is_part(text: &str, of: &str) -> bool {
    of.len() <= MOST_COMPARED && of.contains(text)
}

fn add_purpose(purpose: Purpose, row: &mut Row) {
    row.flag("in_article", purpose.is_article);
    row.flag("in_main", purpose.is_main);
    row.flag("in_border", purpose.is_border);
    row.flag("in_aside", purpose.is_aside);
    row.flag("in_header", purpose.is_header);
    row.flag("in_form", purpose.is_form);
    row.flag("in_figure", purpose.is_figure);
    row.flag("in_button", purpose.is_button);
    row.flag("in_hidden", purpose.is_hidden);
    row.flag("in_list", purpose.is_list);
    row.flag("in_table", purpose.is_table);
    row.flag("in_quotation", purpose.is_quotation);
    row.flag("in_other", purpose.is_other);
    row.flag("in_ambiguous", purpose.is_ambiguous);
    row.flag("in_content", purpose.is_content);
}
