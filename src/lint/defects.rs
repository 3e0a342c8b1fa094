//! Detects texts that were damaged.

use crate::corpus::Document;
use crate::report::counted;
use crate::text::is_markup;

/// Minimum number of wrongly decoded letters in a suspect text: fewer may be intended.
const MISREAD: usize = 3;

/// Characters that windows-1252 has for the bytes from 0x80 to 0x9F.
const SIGNS: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// A description of the damage for people; `None` when the text seems intact.
pub(super) fn defects(document: &Document) -> Option<String> {
    let text = &document.text;
    let mut found = Vec::new();
    // Repaired here, but not when others read the file.
    if let Some((written, read)) = document.misread {
        found.push(format!("{written} that had been read as {read}"));
    }
    let mut add = |count: usize, noun: &str| {
        if count > 0 {
            found.push(counted(count as u64, noun));
        }
    };
    add(text.matches('\u{FFFD}').count(), "replacement character");
    add(text.chars().filter(is_control).count(), "control character");
    let misread = misread(text);
    add(
        if misread < MISREAD { 0 } else { misread },
        "misread letter",
    );
    if is_mostly_markup(text) {
        found.push("mostly markup".into());
    }
    (!found.is_empty()).then(|| found.join(", "))
}

/// Control characters that do not occur in texts: all of C0 and C1 except tabs, line ends and form feeds.
fn is_control(c: &char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{85}')
}

/// Number of letters and signs in UTF-8 that were decoded as windows-1252 or ISO-8859-1: `é` as `Ã©`, `’` as
/// `â€™`, `ع` as `Ø¹`.
fn misread(text: &str) -> usize {
    let first = |c: char| matches!(c, 'Â' | 'Ã' | 'â' | 'Ø' | 'Ù' | 'Ú' | 'Û' | 'Ð' | 'Ñ');
    let later = |c: char| matches!(c, '\u{80}'..='\u{BF}') || SIGNS.contains(c);
    let next = text.chars().skip(1);
    let pairs = text.chars().zip(next);
    pairs.filter(|&(a, b)| first(a) && later(b)).count()
}

/// Whether more than half of the text, without white space, is in lines of markup.
fn is_mostly_markup(text: &str) -> bool {
    let lines = text.lines().map(str::trim);
    let of_markup = lines.clone().filter(|line| is_markup(line));
    let markup: usize = of_markup.map(str::len).sum();
    2 * markup > lines.map(str::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_defect_is_named() {
        for (text, want) in [
            ("The pr\u{FFFD}sident spoke", "1 replacement character"),
            ("a\u{0}b\u{1B}[0m \u{9D}", "3 control characters"),
            (
                "La dÃ©cision du prÃ©sident â€œfrancÌ§aisâ€\u{9D}",
                "1 control character, 4 misread letters",
            ),
            ("Ø¹Ù…Ø§Ù†", "4 misread letters"),
            (
                "<div class=\"x\"><a href=\"/y\">z</a></div>\nRead on",
                "mostly markup",
            ),
            ("data-a=“” data-b=“”", "mostly markup"),
        ] {
            assert_eq!(
                defects(&Document::new("x", text)).as_deref(),
                Some(want),
                "{text}"
            );
        }
    }

    #[test]
    fn good_text_has_none() {
        for text in [
            "",
            "مصر: «عاجل»…\tنعم\r\n2%\u{C}",
            "ÂÊÎÔÛ; SÃO PAULO; l’été, là où ça brûle; “Ø…” 5 Ø™",
            "Ørsted og Ålesund; BUITENLANDSE ZAKEN Ñ; ПРИВЕТ",
            "He wrote x = \"1\" once.\nAnd if a < b then nothing else happened that day.",
            "مسجد‌ها \u{200F}نیم‌فاصله\u{200E}",
        ] {
            assert_eq!(defects(&Document::new("x", text)), None, "{text}");
        }
    }
}
