"""What pypdf logs while it reads a file, heard instead of printed: a library's warning is ours to report."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Listener(logging.Handler):
    """Keeps what pypdf logs while one file is read, in order."""

    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.WARNING)

    __hash__ = logging.Handler.__hash__

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.heard.append(record.getMessage())


@contextmanager
def hearing(listener: Listener) -> Iterator[None]:
    """Let ``listener`` hear pypdf, and nobody else: its messages would be printed a second time."""
    logger = logging.getLogger("pypdf")
    propagate = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
