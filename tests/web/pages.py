"""What the tests of pages share: names, and a page as a tree."""

from typing import Final
from xml.etree.ElementTree import Element

from factsheet_builder.builds.deliverable import Kind
from factsheet_builder.typesetting.markup_reader import read_markup

CHAPTER: Final = "assistance-to-victims"
LOCALES: Final = ("en", "fr", "ar", "uk")
OWED: Final = """\
deliverables:
  - {kind: factsheet, editions: [html]}
  - {kind: tailored, parties: [MLT], editions: [html]}
"""
FILES: Final = ["en/small.html", "en/tailored/small-MLT.html"]
Pages = dict[tuple[Kind, str], bytes]


def tree(page: bytes) -> Element:
    root = read_markup(page.decode())
    assert root is not None
    return root


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
