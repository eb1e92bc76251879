"""Functions of the engine replaced by others for a while: the one place where the engine is told to call us."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

Places = Mapping[tuple[ModuleType | type, str], Any]
"""A module or class of the engine and a name in it -> what stands there meanwhile."""


@contextmanager
def replaced(places: Places) -> Iterator[None]:
    """Let the names in ``places`` stand for what is given, and for what they were afterwards."""
    before = {place: getattr(*place) for place in places}
    try:
        for (holder, name), value in places.items():
            setattr(holder, name, value)
        yield
    finally:
        for (holder, name), value in before.items():
            setattr(holder, name, value)
