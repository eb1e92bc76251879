"""Whether the engine says anything while it works: what it complains of must be said each time, so it is not kept."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_LOGGER: Final = logging.getLogger("weasyprint")


class Ear(logging.Handler):
    """Hears warnings and errors of the engine; others hear them too."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.has_heard = False

    def emit(self, _record: logging.LogRecord) -> None:
        """Notice that something is said."""
        self.has_heard = True


@contextmanager
def listening() -> Iterator[Ear]:
    """Listen to the engine for a while."""
    ear = Ear()
    _LOGGER.addHandler(ear)
    try:
        yield ear
    finally:
        _LOGGER.removeHandler(ear)
