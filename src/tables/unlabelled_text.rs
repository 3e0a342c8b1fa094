//! What unlabelled documents did in training, as sentences.

use crate::model::{SeededTopic, Seeding, UnlabelledText};
use crate::report::{counted, percent};
use crate::text::shown;

/// What training did with unlabelled documents, in one sentence.
pub fn unlabelled_sentence(text: &UnlabelledText) -> String {
    let documents = counted(text.documents, "document");
    let used = match text.weight > 0.0 {
        true => format!(
            "{documents}, weight {}, {} rounds",
            text.weight, text.rounds
        ),
        false => format!("{documents}, not used"),
    };
    let compared = text.held_out.map(|held_out| {
        format!(
            "; accuracy on {} {} with them, {} without",
            counted(held_out.documents, "held-out document"),
            percent(held_out.accuracy),
            percent(held_out.accuracy_without)
        )
    });
    used + &compared.unwrap_or_default()
}

/// How training from words went, in sentences.
pub fn seeding_sentence(seeds: &Seeding) -> String {
    let topics: Vec<String> = seeds.topics.iter().map(topic).collect();
    format!(
        "{} of the documents have a seed word ({}); {} of these keep the topic of their words, and {} of all documents have a topic of probability 0.9 or more",
        percent(seeds.coverage),
        topics.join(", "),
        percent(seeds.agreement),
        percent(seeds.confident)
    )
}

fn topic(topic: &SeededTopic) -> String {
    format!("{} {}", shown(&topic.label), topic.documents)
}
