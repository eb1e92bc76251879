"""Our markup is well formed, and read as XML it is the tree that the engine's HTML parser makes of it."""

from collections.abc import Iterator
from typing import Any

import pytest
import tinyhtml5

from factsheet_builder.typesetting.markup import Layout, Printer
from factsheet_builder.typesetting.markup_reader import read_markup
from tests.pseudo_views import KINDS, PROJECT, english_view, pseudo_view

PRINTER = Printer(PROJECT.template_folders, PROJECT.style("tokens.css"))


def flat(element: Any) -> Iterator[tuple[object, ...]]:
    """Yield what a tree is, comments left out: their words are part of what stands around them."""
    yield element.tag, sorted(element.attrib.items()), element.text or ""
    for child in element:
        yield from flat(child)
        yield "after", child.tail or ""


@pytest.mark.parametrize("tag", ["en", "ar-XB"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_tree_is_that_of_the_html_parser(kind: str, tag: str) -> None:
    view = english_view(kind) if tag == "en" else pseudo_view(kind, tag)
    html = PRINTER.html(view, Layout())
    root = read_markup(html)
    assert root is not None
    assert list(flat(root)) == list(flat(tinyhtml5.parse(html, namespace_html_elements=False)))


@pytest.mark.parametrize(
    "html",
    [
        "<!DOCTYPE html><html><head></head><body><p>Not closed</body></html>",
        "<!DOCTYPE html><html><head></head><body>&nbsp;</body></html>",
        "<!DOCTYPE html><html><body></body></html>",
        "<!DOCTYPE html><html><head><base href='x'></head><body></body></html>",
        "<p>Words</p>",
        "",
    ],
)
def test_what_is_not_well_formed_is_left_to_that_parser(html: str) -> None:
    assert read_markup(html) is None
