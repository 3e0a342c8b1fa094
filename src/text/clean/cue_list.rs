//! Reading lists of cues.

use super::Rule;
use super::cues::{Cue, Place};
use super::words::Words;

/// The built-in list of cues: a documented table, tab-separated.
pub const LIST: &str = include_str!("cues.tsv");

/// One line of a list.
pub(super) enum Entry {
    Phrase(Cue, String),
    Words(Rule, Vec<String>),
}

/// # Errors
/// Names the invalid line.
pub(super) fn parse_list(list: &str) -> Result<Vec<Entry>, String> {
    let lines = list.lines().enumerate();
    let cues = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    cues.map(|(index, line)| {
        parse(line).ok_or_else(|| {
            format!(
                "line {}: expected four columns parted by tabs: line, start, field, opens, has, short, label, words, count, block or end; a rule such as related or share; languages; a phrase",
                index + 1
            )
        })
    })
    .collect()
}

fn parse(line: &str) -> Option<Entry> {
    let mut columns = line.split('\t');
    let (place, rule) = (columns.next()?, Rule::of_name(columns.next()?)?);
    let (_languages, phrase) = (columns.next()?, columns.next()?);
    let mut words = Words::default();
    if words.read(phrase) == 0 || columns.next().is_some() {
        return None;
    }
    let place = match place {
        "line" => Place::Line,
        "start" => Place::Start,
        "field" => Place::Field,
        "has" => Place::Has,
        "opens" => Place::Opens,
        "short" => Place::Short,
        "label" => Place::Label,
        "count" => Place::Count,
        "block" => Place::Block,
        "end" => Place::End,
        "words" => {
            let list = words.tokens.iter().map(str::to_owned).collect();
            return Some(Entry::Words(rule, list));
        }
        _ => return None,
    };
    Some(Entry::Phrase(Cue { place, rule }, words.text))
}
