//! Which Arabic-script letters a normalised token tells apart, language by language.

/// Whose letters Arabic-script tokens are written in.
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
    /// All sets; a set's place here is its number.
    pub(super) const ALL: [Letters; 3] = [Letters::Arabic, Letters::Persian, Letters::Urdu];

    /// The letter that stands for `c` in a normalised token.
    pub(super) const fn fold(self, c: char) -> char {
        match self {
            Letters::Arabic => arabic(c),
            Letters::Persian => persian(c),
            Letters::Urdu => urdu(c),
        }
    }

    /// The letter below a hamza that `c` carries, or `c` itself: ؤ is written on و, ئ on the ya of
    /// the language, ۓ on ے.
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

/// Alef with hamza or wasla becomes bare alef, but آ is a letter of its own; every ya becomes ی and
/// every kaf ک; every he becomes ه: ۀ, which adds only the ezafe (also written ه‌ی or not at all),
/// ta marbuta, whose Arabic loans are written with ه too, and the forms of Urdu keyboards.
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

/// Alef with hamza or wasla becomes bare alef, but آ is a letter of its own; ya becomes ی, but ے and
/// ۓ stay; kaf becomes ک; ه becomes ہ, and so does ۂ, which adds only the izafat; ھ, the sign of
/// aspiration, stays; ta marbuta, which is read t and not h, takes its Urdu form ۃ.
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
