"""What moves to the next page with a note: the block that calls it, with what leads to it, and nothing that need not."""

from typing import Any

import pytest

from factsheet_builder.typesetting.page_layout import first_block, layout_problems, parted_block, root_of
from factsheet_builder.typesetting.passes import _block_to_move, _leading
from tests.pdf.documents import Render

STYLES = "h2, .margin { break-after: avoid; margin: 0 } .margin { height: 0 } .callout { break-inside: avoid }"
NUMBERED = '<div class="beside"><div class="margin"><p>12.</p></div><p id="numbered">Words.</p></div>'


def moved(document: Any, name: str) -> str:
    root = root_of(document)
    (element,) = [element for element in root.iter() if element.get("id") == name]
    return _block_to_move(root, element, _leading(document))


@pytest.mark.parametrize(
    ("body", "name", "selector"),
    [
        (f"<p>Before.</p><h2>IV.</h2>{NUMBERED}", "numbered", "h2:nth-child(2)"),
        (f"<p>Before.</p>{NUMBERED}", "numbered", "div:nth-child(2)"),
        (
            '<p>Before.</p><aside class="callout"><div class="margin">Now</div><p>One.</p><p id="two">Two.</p></aside>',
            *("two", "aside:nth-child(2)"),
        ),
        (
            "<ul id='list'><li>One.</li><li><p>Two.</p><p id='in'>More.</p></li></ul>",
            "in",
            "ul:nth-child(1) > li:nth-child(2) > p:nth-child(2)",
        ),
        ("<ul id='list'><li>One.</li><li id='bare'>Two.</li></ul>", "bare", "ul:nth-child(1) > li:nth-child(2)"),
    ],
    ids=["heading and number", "number", "callout", "paragraph of an item", "item"],
)
def test_a_passage_takes_along_what_leads_to_it(body: str, name: str, selector: str, render: Render) -> None:
    assert moved(render(f"<main>{body}</main>", css=STYLES), name).endswith(selector.removeprefix(""))


def test_an_item_without_a_name_moves_and_not_its_whole_list(render: Render) -> None:
    document = render("<main><ul id='list'><li>One.</li><li><span id='call'>Two.</span></li></ul></main>")
    assert moved(document, "call").endswith("ul:nth-child(1) > li:nth-child(2)")


def test_what_is_divided_at_the_page_end_is_known_from_what_begins_there(render: Render) -> None:
    lines = "word<br>" * 20
    document = render(f"<p id='whole'>Words.</p><p id='divided'>{lines}</p>")
    parted = parted_block(document, 1)
    assert (first_block(document, 1), parted is not None and parted.get("id")) == (None, "divided")
    document = render("<p>Words.</p><p id='next' style='break-before: page'>Words.</p>")
    first = first_block(document, 1)
    assert (first is not None and first.get("id"), parted_block(document, 1)) == ("next", None)
    assert (first_block(document, 2), parted_block(document, 2)) == (None, None)


def test_a_number_left_alone_at_the_page_end_is_told(render: Render) -> None:
    """The negative control: with a forced break between the number and its paragraph."""
    parted = NUMBERED.replace("<p id", '<p style="break-before: page" id')
    found = layout_problems(render(f"<p>Before.</p>{parted}", css=STYLES))
    assert [problem.code for problem in found] == ["stranded-heading"]
    assert layout_problems(render(f"<p>Before.</p>{NUMBERED}", css=STYLES)) == []
