"""Page × view -> every way in which the page does not hold what it owes: words, notes, links, headings, nothing fetched."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.typesetting.owed_text import check_text
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.web.page_reading import PageParts, read_page


def check_page(view: DocumentView, root: Element) -> list[Diagnostic]:
    """Return the problems of the page whose tree is ``root``, all of them errors."""
    parts = read_page(root)
    return [*check_text(view, parts.body, {}), *_anchors(parts), *_headings(parts.headings), *_closed(parts)]


def _anchors(parts: PageParts) -> Iterator[Diagnostic]:
    counts = Counter(parts.ids)
    for name in sorted(name for name, count in counts.items() if count > 1):
        yield _problem("doubled-anchor", f"Two elements of the page are called “{name}”.", name)
    for address in dict.fromkeys(parts.links):
        if address.startswith("#") and address[1:] not in counts:
            yield _problem("link-nowhere", f"A link leads to “{address}”, which the page does not have.")


def _headings(levels: list[int]) -> Iterator[Diagnostic]:
    if levels.count(1) != 1:
        yield _problem("headings", f"The page has {levels.count(1)} headings of level 1, and one is owed.")
    for before, level in pairwise(levels):
        if level > before + 1:
            yield _problem("headings", f"A heading of level {level} follows one of level {before}.")


def _closed(parts: PageParts) -> Iterator[Diagnostic]:
    for address in dict.fromkeys(parts.fetched):
        if not address.startswith("data:"):
            yield _problem("page-fetches", f"A browser would fetch “{address[:100]}” for the page.")
    for name in dict.fromkeys(parts.handlers):
        yield _problem("page-script", f"The page has a script: {name}.")


def _problem(code: str, what: str, passage: str = "") -> Diagnostic:
    remedy = "The file is not delivered; if the templates are unchanged, report this."
    return Diagnostic(Severity.ERROR, code, what, remedy, Place(passage=passage))
