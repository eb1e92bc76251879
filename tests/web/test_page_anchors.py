"""A message leads to its place on the page for a browser."""

import pytest

from factsheet_builder.web.page_anchors import anchor_of

PAGE = (
    '<main><section id="intro"><ul id="four-aims"><li id="four-aims.2"></li></ul><article id="VI-1"></article></section>'
    '<p id="note-rules">'
)


@pytest.mark.parametrize(
    ("key", "anchor"),
    [
        ("chapter/VI-1.text", "VI-1"),
        ("chapter/four-aims.2", "four-aims.2"),
        ("chapter/four-aims.3", "four-aims"),
        ("chapter/note.rules", "note-rules"),
        ("chapter/intro.title", "intro"),
        ("chapter/keyword.1", ""),
        ("labels/3f0a", ""),
    ],
)
def test_the_nearest_place_is_found(key: str, anchor: str) -> None:
    assert anchor_of(key, PAGE) == anchor
