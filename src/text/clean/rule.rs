//! The rules by which lines are removed.

use std::fmt;

use serde::Serialize;

/// Why a line is boilerplate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Rule {
    /// A part of a web page outside the article.
    Page,
    /// Remains of tags, attributes, JSON or scripts.
    Markup,
    /// Consecutive short lines before the first sentence or after the last.
    Menu,
    /// A line shared by many documents.
    Repeated,
    /// Links to other articles.
    Related,
    /// Comments, and the form for them.
    Comments,
    /// Site navigation: breadcrumbs, "back to top".
    Navigation,
    /// Advertisements.
    Advertisement,
    /// Share buttons.
    Share,
    /// Invitations to a newsletter.
    Newsletter,
    /// Lists of tags.
    Tags,
    /// Copyright notices.
    Rights,
    /// Notices about cookies.
    Cookies,
    /// Author and date.
    Byline,
    /// Captions and picture credits.
    Caption,
    /// Captions and messages of media players.
    Player,
    /// Lines outside the article by the layout of the text.
    Layout,
}

impl Rule {
    /// All rules, in the order in which they are documented.
    pub const ALL: [Rule; 17] = [
        Rule::Page,
        Rule::Markup,
        Rule::Menu,
        Rule::Repeated,
        Rule::Related,
        Rule::Comments,
        Rule::Navigation,
        Rule::Advertisement,
        Rule::Share,
        Rule::Newsletter,
        Rule::Tags,
        Rule::Rights,
        Rule::Cookies,
        Rule::Byline,
        Rule::Caption,
        Rule::Player,
        Rule::Layout,
    ];

    /// The display name.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Page => "page",
            Rule::Markup => "markup",
            Rule::Menu => "menu",
            Rule::Repeated => "repeated",
            Rule::Related => "related",
            Rule::Comments => "comments",
            Rule::Navigation => "navigation",
            Rule::Advertisement => "advertisement",
            Rule::Share => "share",
            Rule::Newsletter => "newsletter",
            Rule::Tags => "tags",
            Rule::Rights => "rights",
            Rule::Cookies => "cookies",
            Rule::Byline => "byline",
            Rule::Caption => "caption",
            Rule::Player => "player",
            Rule::Layout => "layout",
        }
    }

    /// The rule with this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
