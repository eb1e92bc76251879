"""Paragraphs that are items of lists -> lists, and lists inside their items, as plain data."""

import re
from dataclasses import dataclass, field

from factsheet_builder.content.reading.id_making import IdMaker
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.importing.pieces import Ledger, ListMark, Para

Block = dict[str, Data]


@dataclass
class ListShaper:
    """Puts items into lists, one after the other."""

    ids: IdMaker
    ledger: Ledger
    _depths: dict[str, int] = field(default_factory=dict)
    """How deep the items of a list stand in the file, by the id of the list: one may begin below a paragraph."""

    def add(self, last: Block, mark: ListMark, prose: str, para: Para) -> Block | None:
        """Put an item into the list ``last``, into one inside its last item, or into a new list, which is returned."""
        steps = mark.level - self._depths.get(str(last.get("id", "")), 0)
        for step in range(1, steps + 1):
            inner = _last_item(last)
            if inner is None:
                break
            nested = blocks_of(inner)
            found = nested[-1] if nested else {}
            is_new = step == steps and para.anchor and _last_item(found)
            if found.get("kind") != "list" or is_new:
                last = self._list(mark, para)
                inner["blocks"] = [*nested, last]
                break
            last = found
        items = last.get("items")
        is_other = items and (last["marker"] != mark.marker or para.anchor)
        made = None
        if last.get("kind") != "list" or not isinstance(items, list) or is_other:
            made = last = self._list(mark, para)
            items = last["items"]
        if isinstance(items, list):
            items.append({"text": prose})
        return made

    def _list(self, mark: ListMark, para: Para) -> Block:
        name = self.ids.given_or_made(para.anchor, f"list {para.text}", "list")
        if para.counted and re.findall(r"\w+", para.counted.casefold())[-1:] not in (["1"], ["a"], ["i"]):
            what = f"The list begins with “{para.counted}” in the file; lists begin with their first number."
            self.ledger.name("list-start", para.number, what)
        self._depths.setdefault(name, mark.level)
        return {"kind": "list", "id": name, "marker": mark.marker, "items": []}


def put_into_item(last: Block, depth: int, block: Block) -> bool:
    """Put a block into the last item of a list, or of one inside it, that stands at ``depth``; tell whether there is one."""
    for _ in range(depth - 1):
        lists = [inner for inner in blocks_of(_last_item(last)) if inner.get("kind") == "list"]
        last = lists[-1] if lists else last
    item = _last_item(last)
    if item is None:
        return False
    item["blocks"] = [*blocks_of(item), block]
    return True


def blocks_of(item: Block | None) -> list[Block]:
    """Return what stands in an item beside its text."""
    blocks = item.get("blocks") if item else None
    return [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []


def _last_item(block: Block) -> Block | None:
    items = block.get("items") if block.get("kind") == "list" else None
    last = items[-1] if isinstance(items, list) and items else None
    return last if isinstance(last, dict) else None
