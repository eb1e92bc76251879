"""Events of a YAML text that was taken apart already -> its tree, by the composer of the engine that is given.

Taking a text apart into events is most of the work of reading it: it is done once, by ``yaml_source``, which looks through
the events before anything is built from them.
"""

import re
from typing import Any, Final

_DIRECTIVE: Final = re.compile(r"^%", re.MULTILINE)
"""A line that may say which version of YAML follows; the engine's parser alone keeps that in mind."""


class _Replay:
    """The events of a text that was taken apart already, as the engine's composer asks its parser for them."""

    def __init__(self, events: list[Any]) -> None:
        self._events, self._next = events, 0

    def check_event(self, *kinds: type) -> bool:
        """Tell whether there is a next event, of one of the ``kinds`` where any are named."""
        return self._next < len(self._events) and (not kinds or isinstance(self._events[self._next], kinds))

    def peek_event(self) -> Any:  # noqa: ANN401 - the engine's events have no common type
        """Return the next event, which stays the next."""
        return self._events[self._next]

    def get_event(self) -> Any:  # noqa: ANN401
        """Return the next event."""
        self._next += 1
        return self._events[self._next - 1]


def replayed(engine: Any, text: str, events: list[Any]) -> Any:  # noqa: ANN401
    """Return the tree of ``text`` from its ``events``, nothing where there is none; raises as ``engine.compose`` does."""
    if _DIRECTIVE.search(text):
        return engine.compose(text)
    engine._parser = _Replay(events)
    return engine.composer.get_single_node()
