use proptest::prelude::*;

use super::*;

fn lines_of(
    query: Query,
    width: ContextWidth,
    sort: &[SortKey],
    text: &str,
) -> Vec<ConcordanceLine> {
    let tokenizer = Tokenizer::default();
    let concordancer = Concordancer::new(tokenizer, StopList::default(), query, width, sort);
    concordancer.session().lines(Document::new("d", text))
}

fn term(term: &str) -> Query {
    Query::term(&Tokenizer::default(), &StopList::default(), term).unwrap()
}

/// Sorted lines of words that begin with x.
fn sorted(keys: &[SortKey], text: &str) -> Vec<ConcordanceLine> {
    let mut lines = lines_of(term("x*"), ContextWidth::Words(1), keys, text);
    lines.sort_by(|a, b| a.sort_key().cmp(b.sort_key()));
    lines
}

/// The first words after the hits of sorted lines.
fn sorted_rights(keys: &[SortKey], text: &str) -> Vec<String> {
    let lines = sorted(keys, text);
    let rights = lines.iter().map(|line| line.right().trim().to_owned());
    rights.collect()
}

#[test]
fn lines_share_text_and_keep_their_places() {
    let text = "one two مِصر four five six سبعة مصر nine";
    let lines = lines_of(term("مصر"), ContextWidth::Words(1), &[], text);
    let shown: Vec<_> = lines
        .iter()
        .map(|line| (line.left(), line.keyword(), line.right()))
        .collect();
    assert_eq!(shown, [("two ", "مِصر", " four"), ("سبعة ", "مصر", " nine")]);
    for line in &lines {
        assert_eq!(&text[line.span.clone()], line.keyword());
        assert_eq!((line.id(), line.place().line), ("d", None));
    }
}

#[test]
fn lines_sort_from_the_nearest_word_outwards() {
    let text = "b a x 1; A a x 2; c x 3; a x 4";
    let left = sorted_rights(&[SortKey::Left], text);
    assert_eq!(left, ["4", "2", "1", "3"]);
    // A context that ends comes before one that continues.
    let right = sorted_rights(&[SortKey::Right], "x 3 x 10 x 1 x 1 b");
    assert_eq!(right, ["1", "1", "10", "3"]);
}

#[test]
fn later_keys_decide_between_equal_ones_and_the_place_at_last() {
    let text = "b xy 1; a x 2; B X 1; a xY 2";
    let of = |keys: &[SortKey]| {
        let lines = sorted(keys, text);
        lines.iter().map(|line| line.span.start).collect::<Vec<_>>()
    };
    assert_eq!(of(&[SortKey::Keyword]), [10, 17, 2, 24]);
    assert_eq!(of(&[SortKey::Keyword, SortKey::Left]), [10, 17, 24, 2]);
    assert_eq!(of(&[SortKey::Left, SortKey::Keyword]), [24, 10, 2, 17]);
    let word = |key: &str| key.parse().unwrap();
    assert_eq!(of(&[word("1L"), SortKey::Keyword]), [10, 24, 17, 2]);
    assert_eq!(of(&[word("1R")]), [2, 17, 10, 24]);
    assert_eq!(of(&[word("2R"), word("2L")]), [24, 2, 17, 10]);
    assert_eq!(of(&[SortKey::Position, SortKey::Left]), [2, 10, 17, 24]);
    assert_eq!(of(&[]), [2, 10, 17, 24]);
}

#[test]
fn hits_without_words_sort_as_they_are_written() {
    let query = Query::regex("[%!?]").unwrap();
    let lines = lines_of(query, ContextWidth::Chars(0), &[SortKey::Keyword], "? % !");
    let keys: Vec<_> = lines.iter().map(ConcordanceLine::sort_key).collect();
    assert_eq!(keys, ["?\n", "%\n", "!\n"]);
}

#[test]
fn a_sample_does_not_depend_on_the_order_of_documents() {
    let all: Vec<ConcordanceLine> = (0..40)
        .flat_map(|number| {
            let text = format!("{number} x y; x z");
            lines_of(term("x"), ContextWidth::Chars(9), &[], &text)
        })
        .collect();
    let sampled = |seed, size, lines: &mut dyn Iterator<Item = &ConcordanceLine>| {
        let mut sample = Sample::new(size, seed);
        lines.for_each(|line| sample.push(line.clone()));
        let lines = sample.into_lines().into_iter();
        lines
            .map(|line| (line.left().to_owned(), line.span.start))
            .collect::<Vec<_>>()
    };
    let chosen = sampled(1, 7, &mut all.iter());
    assert_eq!(chosen.len(), 7);
    let mut backwards = sampled(1, 7, &mut all.iter().rev());
    backwards.reverse();
    assert_eq!(chosen, backwards);
    assert_ne!(chosen, sampled(2, 7, &mut all.iter()));
    assert_eq!(sampled(1, 99, &mut all.iter()).len(), 80);
    assert!(sampled(1, 0, &mut all.iter()).is_empty());
}

proptest! {
    #[test]
    fn hits_are_the_stretches_whose_tokens_are_the_term(
        text in "(a|b|B|مَ|م|أ|ا| |\\.|-|'|\n|\u{200F}){0,40}",
        words in prop::collection::vec("a|b|م|ا", 1..3),
        count in 0usize..6,
        by_words in any::<bool>(),
    ) {
        let width = if by_words { ContextWidth::Words(count) } else { ContextWidth::Chars(count) };
        let lines = lines_of(term(&words.join(" ")), width, &[SortKey::Left], &text);
        let tokens = Tokenizer::default().tokens(&text);
        let expected: Vec<Range<usize>> = tokens
            .windows(words.len())
            .filter(|window| window.iter().map(|token| &token.text).eq(&words))
            .map(|window| window[0].start..window[window.len() - 1].end)
            .collect();
        let found: Vec<_> = lines.iter().map(|line| line.span.clone()).collect();
        prop_assert_eq!(found, expected);
        for line in &lines {
            prop_assert_eq!(&text[line.span.clone()], line.keyword());
            prop_assert!(text[..line.span.start].ends_with(line.left()));
            prop_assert!(text[line.span.end..].starts_with(line.right()));
        }
    }

    #[test]
    fn any_text_and_pattern_go_together(
        text in "\\PC{0,30}",
        pattern in "[a-zA-Zأةَ.*+?\\[\\]()|\\\\]{0,6}",
        by_words in any::<bool>(),
    ) {
        let width = if by_words { ContextWidth::Words(1) } else { ContextWidth::Chars(3) };
        for query in [Query::regex(&pattern), Query::regex_on_tokens(&Tokenizer::default(), &pattern)] {
            let Ok(query) = query else { continue };
            for line in lines_of(query, width, &[SortKey::Keyword, SortKey::Right], &text) {
                prop_assert!(!line.keyword().is_empty());
                prop_assert_eq!(&text[line.span.clone()], line.keyword());
                prop_assert!(text[..line.span.start].ends_with(line.left()));
                prop_assert!(text[line.span.end..].starts_with(line.right()));
            }
        }
    }
}
