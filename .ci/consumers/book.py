"""Follows the links of a book that mdBook has built: `book.py FOLDER` lists those that lead nowhere inside of it."""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The links of a page, and the places in it that a link can name."""

    def __init__(self, path):
        super().__init__()
        self.links, self.places = [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.places.update(attrs[name] for name in ("id", "name") if attrs.get(name))
        self.links += [attrs[name] for name in ("href", "src") if attrs.get(name)]


book = Path(sys.argv[1]).resolve()
# Made of all the others, for printers, with the links of each.
pages = {path: Page(path) for path in book.rglob("*.html") if path.name not in ("print.html", "404.html")}
links, broken = 0, []
for path, page in pages.items():
    for link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        links += 1
        to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        to = to / "index.html" if to.is_dir() else to
        named = unquote(parts.fragment)
        if not to.exists() or named and to in pages and named not in pages[to].places:
            broken.append(f"{path.relative_to(book)}: {link}")

print(f"{len(pages)} pages, {links} links")
if len(pages) < 60 or broken:
    sys.exit("\n".join(["error: links that lead nowhere, or pages that are missing", *broken]))
