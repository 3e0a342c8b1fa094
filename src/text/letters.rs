//! The sets of Arabic-script letters in normalised tokens, by language.

/// The language whose letters are used in Arabic-script tokens.
///
/// The folding is part of the profiles' versions: changing it changes the tokens of existing models,
/// so it needs a new version (see [`super::Profile`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// Profiles `auto` and `arabic`.
    Arabic,
    /// Profile `persian`.
    Persian,
    /// Profile `urdu`.
    Urdu,
}

impl Letters {
    /// All sets; the number of a set is its index here.
    pub(super) const ALL: [Letters; 3] = [Letters::Arabic, Letters::Persian, Letters::Urdu];

    /// The normalised form of the letter `c`.
    pub(super) const fn fold(self, c: char) -> char {
        match self {
            Letters::Arabic => arabic(c),
            Letters::Persian => persian(c),
            Letters::Urdu => urdu(c),
        }
    }

    /// The carrier letter of the hamza in `c`, or `c` itself: the carrier of ؤ is و, of ئ the ya of the
    /// language, of ۓ ے.
    pub(super) const fn fold_seat(self, c: char) -> char {
        match c {
            '\u{624}' => '\u{648}',
            '\u{626}' => self.fold('\u{64A}'),
            '\u{6D3}' => '\u{6D2}',
            other => other,
        }
    }
}

/// Alef with hamza, madda or wasla becomes bare alef, alef maqsura becomes ya, ta marbuta becomes
/// ha, and Persian keheh and yeh become Arabic kaf and ya.
const fn arabic(c: char) -> char {
    match c {
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' | '\u{672}' | '\u{673}' => '\u{627}',
        '\u{649}' | '\u{6CC}' => '\u{64A}',
        '\u{629}' => '\u{647}',
        '\u{6A9}' => '\u{643}',
        other => other,
    }
}

/// Alef with hamza or wasla becomes bare alef, but آ is a separate letter; every ya becomes ی and every kaf
/// ک. Every he becomes ه: ۀ, which only adds the ezafe (also written ه‌ی or not at all), ta marbuta, whose
/// Arabic loans are also written with ه, and the forms of Urdu keyboards.
const fn persian(c: char) -> char {
    match c {
        '\u{623}' | '\u{625}' | '\u{671}' | '\u{672}' | '\u{673}' => '\u{627}',
        '\u{649}' | '\u{64A}' | '\u{6D2}' | '\u{6D3}' => '\u{6CC}',
        '\u{643}' | '\u{6AA}' => '\u{6A9}',
        '\u{629}' | '\u{6BE}' | '\u{6C0}' | '\u{6C1}' | '\u{6C2}' | '\u{6C3}' | '\u{6D5}' => {
            '\u{647}'
        }
        other => other,
    }
}

/// Alef with hamza or wasla becomes bare alef, but آ is a separate letter; ya becomes ی, but ے and ۓ are
/// kept; kaf becomes ک. ه becomes ہ, as does ۂ, which only adds the izafat; ھ, the sign of aspiration, is
/// kept; ta marbuta, which is read t and not h, becomes its Urdu form ۃ.
const fn urdu(c: char) -> char {
    match c {
        '\u{623}' | '\u{625}' | '\u{671}' | '\u{672}' | '\u{673}' => '\u{627}',
        '\u{649}' | '\u{64A}' => '\u{6CC}',
        '\u{643}' | '\u{6AA}' => '\u{6A9}',
        '\u{647}' | '\u{6C0}' | '\u{6C2}' | '\u{6D5}' => '\u{6C1}',
        '\u{629}' => '\u{6C3}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_twice_changes_nothing_more() {
        for letters in Letters::ALL {
            for c in ('\u{600}'..='\u{6FF}').map(|c| letters.fold(c)) {
                assert_eq!(letters.fold(c), c);
                assert_eq!(letters.fold(letters.fold_seat(c)), letters.fold_seat(c));
            }
        }
    }

    #[test]
    fn letters_that_a_language_tells_apart_stay() {
        for c in "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءؤئ".chars()
        {
            assert_eq!(Letters::Persian.fold(c), c);
        }
        for c in "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءؤئیےۓۃ".chars()
        {
            assert_eq!(Letters::Urdu.fold(c), c);
        }
    }
}
