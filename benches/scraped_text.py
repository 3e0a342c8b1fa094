"""A page as a simple scraper sees it."""
import html.parser

BLOCKS = set("address article aside blockquote body br button caption center dd details div dl dt fieldset figcaption "
             "figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre section select "
             "summary table td th tr ul".split())
SILENT = set("head noscript script style template".split())


class Scraped(html.parser.HTMLParser):
    """The text of a page, a line for each block."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.silent = [""], 0

    def handle_starttag(self, tag, _):
        if tag in BLOCKS:
            self.lines.append("")
        self.silent += tag in SILENT

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.lines.append("")
        self.silent -= tag in SILENT and self.silent > 0

    def handle_data(self, data):
        if not self.silent:
            self.lines[-1] += data


def scraped(page):
    reader = Scraped()
    reader.feed(page)
    lines = (" ".join(line.split()) for line in reader.lines)
    return "\n".join(line for line in lines if line) + "\n"
