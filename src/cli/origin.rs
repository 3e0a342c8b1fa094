//! Where a document comes from, as far as its words are to be told apart by it.

use clap::ValueEnum;

use crate::corpus::Document;

/// What documents are put together by.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByArgument {
    /// The label
    Label,
    /// The file that holds it
    File,
    /// The month of its date
    Month,
}

impl ByArgument {
    /// Name of the column.
    pub(super) fn column(self) -> &'static str {
        match self {
            ByArgument::Label => "label",
            ByArgument::File => "file",
            ByArgument::Month => "month",
        }
    }
}

/// Parts the properties of an origin; no name of a file holds it, and the label comes last.
const SEPARATOR: char = '\0';

/// The properties that matter; the others are not kept, so that there are few different origins.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kept {
    pub label: bool,
    pub file: bool,
    pub month: bool,
}

/// Where a document comes from; properties that do not matter are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin<'n> {
    pub in_reference: bool,
    pub file: &'n str,
    pub month: &'n str,
    pub label: &'n str,
}

impl Kept {
    /// Keeps what `by` tells apart.
    pub(super) fn with(self, by: ByArgument) -> Self {
        match by {
            ByArgument::Label => Kept {
                label: true,
                ..self
            },
            ByArgument::File => Kept { file: true, ..self },
            ByArgument::Month => Kept {
                month: true,
                ..self
            },
        }
    }

    /// The origin of a document, as a name.
    pub(super) fn name(self, in_reference: bool, document: &Document) -> String {
        let label = document.label.as_deref().filter(|_| self.label);
        let file = Some(&*document.place.source).filter(|_| self.file);
        let month = document.date.filter(|_| self.month);
        let month = month.map(|date| date.strftime("%Y-%m").to_string());
        format!(
            "{}{SEPARATOR}{}{SEPARATOR}{}{SEPARATOR}{}",
            if in_reference { "r" } else { "" },
            file.unwrap_or_default(),
            month.unwrap_or_default(),
            label.unwrap_or_default()
        )
    }
}

impl<'n> Origin<'n> {
    /// The origin with this name.
    pub(super) fn of_name(name: &'n str) -> Self {
        let mut parts = name.splitn(4, SEPARATOR);
        let mut next = || parts.next().unwrap_or_default();
        Origin {
            in_reference: !next().is_empty(),
            file: next(),
            month: next(),
            label: next(),
        }
    }

    /// The property that `by` names.
    pub(super) fn value(&self, by: ByArgument) -> &'n str {
        match by {
            ByArgument::Label => self.label,
            ByArgument::File => self.file,
            ByArgument::Month => self.month,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_keep_what_matters() {
        let document = Document::new("a/b.txt", "").with_label("x\0y");
        let kept = Kept::default().with(ByArgument::Label);
        let name = kept.name(true, &document);
        let origin = Origin {
            in_reference: true,
            file: "",
            month: "",
            label: "x\0y",
        };
        assert_eq!(Origin::of_name(&name), origin);
        let name = Kept::default()
            .with(ByArgument::File)
            .name(false, &document);
        assert_eq!(Origin::of_name(&name).value(ByArgument::File), "a/b.txt");
        assert_eq!(Origin::of_name(&name).label, "");
    }
}
