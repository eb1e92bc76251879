"""A model × a place in a file of it -> the keys that may stand there, in the order in which people write them.

That is the order of the model, but for its kind and its id, which come first, what all blocks may have, which comes behind
what they say, and the blocks inside, which come last.
"""

from typing import Final

from pydantic import BaseModel

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.model_keys import Location, entries_at, keys_of, kinds_of
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.editing.yaml_patches import Order

_FIRST: Final = ("kind", "id")
_LAST: Final = "blocks"


def order_of(model: type[BaseModel], data: Data) -> Order:
    """Return the order of keys in a file of ``model`` whose data is ``data``; the kinds of blocks are read from it."""

    def order(path: Path, new: Data) -> tuple[str, ...]:
        location: Location = ()
        held: Data = data
        for length, step in enumerate(path, 1):
            held = _inside(held, step) if length < len(path) else new
            location = (*location, step)
            kind = held.get("kind") if isinstance(held, dict) else None
            if isinstance(kind, str) and any(kind in kinds_of(entry) for entry in entries_at(model, location)):
                location = (*location, kind)
        return tuple(dict.fromkeys(key for entry in entries_at(model, location) for key in _keys(entry)))

    return order


def _keys(entry: type[BaseModel]) -> list[str]:
    keys = keys_of(entry)
    own = {key for name, key in zip(entry.model_fields, keys, strict=True) if name in entry.__annotations__}
    last = _LAST if "kind" in keys else ""
    return sorted(keys, key=lambda key: (_FIRST.index(key) - 2 if key in _FIRST else key == last, key not in own))


def _inside(data: Data, step: str | int) -> Data:
    if isinstance(data, dict):
        return data.get(str(step))
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None
