//! Tables whose columns a reader can sort.

use maud::{Markup, html};

use super::number_column::NumberColumn;
use super::page::PageWords;
use crate::report::writer::Record;

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its text.
    pub text: String,
    /// The tooltip; may be empty.
    pub note: String,
}

/// A table of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlTable {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    is_searched: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    /// The name for programs.
    name: String,
    heading: Heading,
    is_numeric: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell {
    /// In the form for people.
    shown: String,
    /// In the form for programs.
    value: String,
}

impl HtmlTable {
    /// A table of `records`, which all have the columns of the first; `heading` gives their headings.
    pub fn new<R: Record>(
        caption: impl Into<String>,
        records: &[R],
        heading: impl Fn(&str) -> Heading,
    ) -> Self {
        let columns = records.first().map(|first| {
            let names = first.columns().into_iter().enumerate();
            let column = |(index, name): (usize, String)| Column {
                heading: heading(&name),
                is_numeric: first.is_numeric(index),
                name,
            };
            names.map(column).collect()
        });
        let row = |record: &R| {
            let cells = record.shown().into_iter().zip(record.cells());
            cells.map(|(shown, value)| Cell { shown, value }).collect()
        };
        let mut table = HtmlTable {
            caption: caption.into(),
            columns: columns.unwrap_or_default(),
            rows: records.iter().map(row).collect(),
            is_searched: false,
        };
        table.write_numbers();
        table
    }

    /// Formats the numbers of each column in one way.
    fn write_numbers(&mut self) {
        let columns = self.columns.iter().enumerate();
        let numeric: Vec<usize> = columns
            .filter(|(_, column)| column.is_numeric)
            .map(|(index, _)| index)
            .collect();
        for index in numeric {
            let cells = self.rows.iter().filter_map(|row| row.get(index));
            let format = NumberColumn::of(cells.map(|cell| (&*cell.shown, &*cell.value)));
            for cell in self.rows.iter_mut().filter_map(|row| row.get_mut(index)) {
                cell.shown = format.write(&cell.shown, &cell.value);
            }
        }
    }

    /// The table with a search field for its rows.
    #[must_use]
    pub fn searched(self) -> Self {
        HtmlTable {
            is_searched: true,
            ..self
        }
    }

    /// The table with `write` applied to the page's own texts, and to numbers as shown.
    pub(super) fn rewritten(mut self, write: &dyn Fn(&str) -> String) -> Self {
        self.caption = write(&self.caption);
        for (index, column) in self.columns.iter_mut().enumerate() {
            column.heading.text = write(&column.heading.text);
            column.heading.note = write(&column.heading.note);
            if column.is_numeric {
                let cells = self.rows.iter_mut().filter_map(|row| row.get_mut(index));
                cells.for_each(|cell| cell.shown = write(&cell.shown));
            }
        }
        self
    }

    pub(super) fn render(&self, words: &PageWords) -> Markup {
        html! {
            div.tools {
                @if self.is_searched {
                    label { (words.search) " " input type="search" dir="auto"; }
                }
                button.download type="button" { (words.download) }
            }
            div.table {
                table {
                    caption { (self.caption) }
                    thead { tr { @for column in &self.columns { (column.render()) } } }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (cell, column) in row.iter().zip(&self.columns) {
                                    (cell.render(column.is_numeric))
                                }
                            }
                        }
                    }
                }
            }
            (self.meanings(words))
        }
    }

    /// The meanings of the columns, for readers without a mouse and on paper.
    fn meanings(&self, words: &PageWords) -> Markup {
        let headings = self.columns.iter().map(|column| &column.heading);
        let noted: Vec<_> = headings
            .filter(|heading| !heading.note.is_empty())
            .collect();
        html! {
            @if !noted.is_empty() {
                details.meanings {
                    summary { (words.columns) }
                    dl { @for heading in noted { div { dt { (heading.text) } dd { (heading.note) } } } }
                }
            }
        }
    }
}

impl Column {
    fn render(&self) -> Markup {
        let note = Some(&self.heading.note).filter(|note| !note.is_empty());
        html! {
            th class=[self.is_numeric.then_some("number")] scope="col" data-name=(self.name) title=[note] {
                button type="button" { (self.heading.text) }
            }
        }
    }
}

impl Cell {
    fn render(&self, is_numeric: bool) -> Markup {
        if is_numeric {
            return html! { td.number dir="ltr" data-value=(self.value) { (self.shown) } };
        }
        let cut = Some(&self.value).filter(|value| **value != self.shown);
        html! { td dir="auto" title=[cut] { (self.shown) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Row;

    #[test]
    fn cells_have_values_to_sort_by_and_no_markup_of_their_own() {
        let mut row = Row::default();
        row.text("term", "<b>&\"مصر\"");
        row.count("count", 12_345);
        row.number("p", 1.25e-9);
        row.number("ratio", None);
        let heading = |name: &str| Heading {
            text: name.to_uppercase(),
            note: if name == "p" {
                "p < 1".into()
            } else {
                String::new()
            },
        };
        let table = HtmlTable::new("Terms", &[row], heading).searched();
        let table = table.render(&PageWords {
            columns: "Meaning".into(),
            download: "CSV".into(),
            search: "Find".into(),
        });
        assert_eq!(
            table.into_string(),
            "<div class=\"tools\"><label>Find <input type=\"search\" dir=\"auto\"></label>\
             <button class=\"download\" type=\"button\">CSV</button></div>\
             <div class=\"table\"><table><caption>Terms</caption><thead><tr>\
             <th scope=\"col\" data-name=\"term\"><button type=\"button\">TERM</button></th>\
             <th class=\"number\" scope=\"col\" data-name=\"count\"><button type=\"button\">COUNT</button></th>\
             <th class=\"number\" scope=\"col\" data-name=\"p\" title=\"p &lt; 1\"><button type=\"button\">P</button></th>\
             <th class=\"number\" scope=\"col\" data-name=\"ratio\"><button type=\"button\">RATIO</button></th>\
             </tr></thead><tbody><tr>\
             <td dir=\"auto\">&lt;b&gt;&amp;&quot;مصر&quot;</td>\
             <td class=\"number\" dir=\"ltr\" data-value=\"12345\">12,345</td>\
             <td class=\"number\" dir=\"ltr\" data-value=\"1.25e-9\">1.3e−9</td>\
             <td class=\"number\" dir=\"ltr\" data-value=\"\"></td>\
             </tr></tbody></table></div>\
             <details class=\"meanings\"><summary>Meaning</summary><dl><div><dt>P</dt><dd>p &lt; 1</dd></div></dl></details>"
        );
    }
}
