//! Names of settings in the library's messages as flags of the command line.

use std::collections::HashSet;
use std::sync::LazyLock;

use clap::CommandFactory;

use super::Arguments;
use crate::model::Trial;

/// Names of the flags of all commands, as settings are called: `min_df` for `--min-df`.
static SETTINGS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let program = Arguments::command();
    let charts = program.get_subcommands().flat_map(|c| c.get_subcommands());
    let arguments = program
        .get_subcommands()
        .chain(charts)
        .chain([&program])
        .flat_map(clap::Command::get_arguments);
    let names = arguments.filter_map(clap::Arg::get_long);
    names.map(|name| name.replace('-', "_")).collect()
});

/// The message with `` `min_df` `` as `--min-df`. The library puts settings between backticks; fields of
/// a record stand between them in messages of JSON as well, behind the word field.
pub(super) fn with_flags(message: &str) -> String {
    let mut parts = message.split('`');
    let mut written = parts.next().unwrap_or_default().to_owned();
    while let Some(name) = parts.next() {
        let rest = parts.next();
        match rest {
            Some(_) if !written.ends_with("field ") && SETTINGS.contains(name) => {
                written.push_str("--");
                written.push_str(&name.replace('_', "-"));
            }
            Some(_) => written.extend(["`", name, "`"]),
            None => written.extend(["`", name]),
        }
        written.push_str(rest.unwrap_or_default());
    }
    written
}

/// Trials, with their settings as flags.
pub(super) fn trials_with_flags(trials: &[Trial]) -> Vec<Trial> {
    let with_flags = |trial: &Trial| Trial {
        settings: with_flags(&trial.settings),
        ..trial.clone()
    };
    trials.iter().map(with_flags).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_between_backticks_are_flags() {
        for (message, expected) in [
            (
                "lower `min_df` or raise `max_df`",
                "lower --min-df or raise --max-df",
            ),
            ("`alpha` 0 does not smooth", "--alpha 0 does not smooth"),
            ("`label` names one", "--label names one"),
            ("missing field `label`", "missing field `label`"),
            ("a `b` and `no_such_flag`", "a `b` and `no_such_flag`"),
            ("one ` alone", "one ` alone"),
            ("`min_df` and ` alone", "--min-df and ` alone"),
        ] {
            assert_eq!(with_flags(message), expected);
        }
    }

    /// Every setting that a message of the library names is a flag.
    #[test]
    fn messages_of_the_library_name_settings_that_are_flags() {
        let names = "max_unpacked text_field label_field skip_bad no_header delimiter no_quotes \
                     input_format bad keep cues date_format encoding lossy max_memory cv folds group_by \
                     date_field split size_budget min_df max_df max_features stem clitics profile norm tf \
                     idf refine learning_rate refine_start refine_blend alpha algorithm class_weighting \
                     prior balanced regex stop_words min_count target by reference all_tokens top test term \
                     period from until label font baseline";
        for name in names.split(' ') {
            assert!(SETTINGS.contains(name), "{name}");
        }
    }
}
