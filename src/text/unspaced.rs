//! Texts in scripts without spaces, in which words are not found.

/// Letters at the start of a text that are examined.
const LOOKED_AT: usize = 200;

/// At least one in this many letters of a Japanese text is kana.
const KANA_SHARE: usize = 20;

/// The name for a text when most of its letters are of a script without spaces between words; each of their
/// characters becomes a separate token.
///
/// ```
/// use tasnif::text::unspaced_script;
///
/// assert_eq!(unspaced_script("ภาษาไทย"), Some("Thai"));
/// assert_eq!(unspaced_script("日本語の文章です"), Some("Japanese"));
/// assert_eq!(unspaced_script("한국어 문장"), None);
/// ```
pub fn unspaced_script(text: &str) -> Option<&'static str> {
    let mut counts = [0; SCRIPTS.len()];
    let mut all = 0;
    for c in text.chars().filter(is_letter).take(LOOKED_AT) {
        all += 1;
        if let Some(script) = script_of(c) {
            counts[script] += 1;
        }
    }
    if counts.iter().sum::<usize>() * 2 <= all {
        return None;
    }
    let [han, kana, ..] = counts;
    if kana > 0 && kana * KANA_SHARE >= han + kana {
        return Some("Japanese");
    }
    let most = (0..counts.len())
        .rev()
        .max_by_key(|&script| counts[script])?;
    Some(SCRIPTS[most])
}

/// Like [`char::is_alphabetic`], which searches a table for each Arabic letter.
fn is_letter(c: &char) -> bool {
    matches!(c, '\u{621}'..='\u{64A}') || c.is_alphabetic()
}

/// Names of texts in each script, Han first and kana second.
const SCRIPTS: [&str; 6] = ["Chinese", "Japanese", "Thai", "Lao", "Burmese", "Khmer"];

/// Index of the script of a letter in [`SCRIPTS`].
fn script_of(c: char) -> Option<usize> {
    Some(match c {
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => 0,
        '\u{20000}'..='\u{3FFFF}' => 0,
        '\u{3041}'..='\u{30FF}' => 1,
        '\u{E01}'..='\u{E5B}' => 2,
        '\u{E81}'..='\u{EDF}' => 3,
        '\u{1000}'..='\u{109F}' => 4,
        '\u{1780}'..='\u{17FF}' => 5,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_without_spaces_are_named() {
        for (text, name) in [
            ("北京市政府宣布新的经济政策。", Some("Chinese")),
            ("東京都は新しい政策を発表しました", Some("Japanese")),
            ("ភាសាខ្មែរ គឺជាភាសា", Some("Khmer")),
            ("ພາສາລາວ", Some("Lao")),
            ("မြန်မာဘာသာ", Some("Burmese")),
            ("نص عربي فيه 北京", None),
            ("English text on 北京", None),
            ("", None),
            ("2024", None),
        ] {
            assert_eq!(unspaced_script(text), name, "{text}");
        }
    }
}
