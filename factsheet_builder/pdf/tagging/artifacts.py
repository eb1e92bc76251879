"""What is painted and not read: page margins become pagination artifacts, other marks without an element artifacts.

ISO 32000-1, 14.8.2.2; WeasyPrint 70.0 maps the text of page margins to elements that stand in no tree (#1836).
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

from factsheet_builder.pdf.engine import TaggedPage
from factsheet_builder.pdf.tagging.logical_tree import Mark


def set_aside(page: TaggedPage, claimed: set[Mark], marginal: Mapping[Mark, str]) -> Iterator[Mark]:
    """Turn the unclaimed marks of a page into artifacts; yield the claimed ones that its own content does not hold.

    Those stand in a group of their own (``opacity`` in WeasyPrint 70.0), where a page cannot point at them.
    """
    items, found = page.stream.stream, set()
    for index, item in enumerate(items):
        if not isinstance(item, pydyf.Dictionary) or "MCID" not in item:
            continue
        mark = Mark(page.number, item["MCID"])
        found.add(mark)
        if mark in marginal:
            _make_pagination(items, index, marginal[mark])
        elif mark not in claimed:
            _make_artifact(items, index)
    yield from (mark for mark in claimed if mark.page == page.number and mark not in found)


def _make_pagination(items: list[Any], index: int, kind: str) -> None:
    items[index - 1] = "/Artifact"
    items[index] = pydyf.Dictionary({"Type": "/Pagination", **({"Subtype": f"/{kind}"} if kind else {})})


def _make_artifact(items: list[Any], index: int) -> None:
    end = index + 2
    while items[end] in (b"BT", b"ET"):
        end += 1
    if items[end] == b"EMC":  # nothing is painted between: a space, a hidden text
        items[index - 1 : end + 1] = [b""] * (end + 2 - index)
    else:
        items[index - 1 : index + 2] = ["/Artifact", b"", b"BMC"]
