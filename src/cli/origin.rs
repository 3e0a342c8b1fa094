//! Where a document comes from, as far as its words are to be told apart by it.

use std::convert::Infallible;
use std::str::FromStr;

use crate::corpus::Document;
use crate::corpus::reading::Reading;

/// What documents are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByArgument {
    /// The label
    Label,
    /// The file that holds it
    File,
    /// The month of its date
    Month,
    /// The value of a field of its record, such as `predicted`
    Field(&'static str),
}

impl FromStr for ByArgument {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "label" => ByArgument::Label,
            "file" => ByArgument::File,
            "month" => ByArgument::Month,
            // One flag of one run: its name may as well stay until the end.
            field => ByArgument::Field(field.to_owned().leak()),
        })
    }
}

impl ByArgument {
    /// Name of the column.
    pub(super) fn column(self) -> &'static str {
        match self {
            ByArgument::Label => "label",
            ByArgument::File => "file",
            ByArgument::Month => "month",
            ByArgument::Field(name) => name,
        }
    }

    /// Whether this is a group that has a value, rather than that of all documents without one.
    pub(super) fn is_value(self, name: &str) -> bool {
        match self {
            ByArgument::Month => name != NO_DATE,
            ByArgument::Field(_) => !name.is_empty(),
            ByArgument::Label | ByArgument::File => true,
        }
    }

    /// Has the field read that documents are put together by.
    pub(super) fn prepare(self, reading: &mut Reading) {
        if let ByArgument::Field(name) = self {
            reading.options.fields.group = Some(name.to_owned());
        }
        reading.options.count_dates |= self == ByArgument::Month;
    }

    /// What is wrong when no document has a value of its own; none when they may be equal.
    pub(super) fn no_value(self) -> Option<String> {
        match self {
            ByArgument::Label | ByArgument::File => None,
            ByArgument::Month => Some("no document has a date that can be read".into()),
            ByArgument::Field(name) => Some(format!(
                "no document has a value in a field \"{name}\" (--by takes label, file, month or the name of a JSON key or column)"
            )),
        }
    }
}

/// Name of the documents that have no date, among months.
pub(super) const NO_DATE: &str = "no date";

/// Parts the properties of an origin; no name of a file holds it, and the label comes last.
const SEPARATOR: char = '\0';

/// The properties that matter; the others are not kept, so that there are few different origins.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kept {
    pub label: bool,
    pub file: bool,
    pub month: bool,
    pub field: bool,
}

/// Where a document comes from; properties that do not matter are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin<'n> {
    pub in_reference: bool,
    pub file: &'n str,
    pub month: &'n str,
    pub field: &'n str,
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
            ByArgument::Field(_) => Kept {
                field: true,
                ..self
            },
        }
    }

    /// The origin of a document, as a name.
    pub(super) fn name(self, in_reference: bool, document: &Document) -> String {
        let label = document.label.as_deref().filter(|_| self.label);
        let file = Some(&*document.place.source).filter(|_| self.file);
        let month = document.date.filter(|_| self.month);
        let month = month.map(|date| date.day().strftime("%Y-%m").to_string());
        let field = document.group.as_deref().filter(|_| self.field);
        // A value that holds the separator shall not be taken for two.
        let field = field.unwrap_or_default().replace(SEPARATOR, "\u{FFFD}");
        format!(
            "{}{SEPARATOR}{}{SEPARATOR}{}{SEPARATOR}{field}{SEPARATOR}{}",
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
        let mut parts = name.splitn(5, SEPARATOR);
        let mut next = || parts.next().unwrap_or_default();
        Origin {
            in_reference: !next().is_empty(),
            file: next(),
            month: next(),
            field: next(),
            label: next(),
        }
    }

    /// The property that `by` names; the documents without a date are a group with a name of its own.
    pub(super) fn value(&self, by: ByArgument) -> &'n str {
        match by {
            ByArgument::Label => self.label,
            ByArgument::File => self.file,
            ByArgument::Month if self.month.is_empty() => NO_DATE,
            ByArgument::Month => self.month,
            ByArgument::Field(_) => self.field,
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
            field: "",
            label: "x\0y",
        };
        assert_eq!(Origin::of_name(&name), origin);
        let name = Kept::default()
            .with(ByArgument::File)
            .name(false, &document);
        assert_eq!(Origin::of_name(&name).value(ByArgument::File), "a/b.txt");
        assert_eq!(Origin::of_name(&name).label, "");
        let mut document = Document::new("a", "");
        document.group = Some("p\0q".into());
        let by: Result<ByArgument, _> = "predicted".parse();
        let by = by.unwrap();
        let name = Kept::default().with(by).name(false, &document);
        assert_eq!(Origin::of_name(&name).value(by), "p\u{FFFD}q");
        assert_eq!(by.column(), "predicted");
    }
}
