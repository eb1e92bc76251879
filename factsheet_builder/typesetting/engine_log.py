"""What the engine says while it works, collected as diagnostics instead of printed."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from weasyprint.urls import FatalURLFetchingError, URLFetchingError

from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity


@contextmanager
def engine_log() -> Iterator["EngineLog"]:
    """Collect what the engine says while it works, instead of printing it.

    Raises:
        RefusedError: an address was asked for that may not be opened, or an image cannot be drawn.
    """
    handler = EngineLog()
    logger = logging.getLogger("weasyprint")
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield handler
        if errors := [problem for problem in handler.found if problem.severity is Severity.ERROR]:
            raise RefusedError(dict.fromkeys(errors))
    except (URLFetchingError, FatalURLFetchingError) as error:
        what = f"Something that may not be opened was asked for: {error.__cause__ or error}."
        raise RefusedError.of("address-refused", what, "Use files inside data only.") from error
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


class EngineLog(logging.Handler):
    """Keeps what is said: diagnostics, and letters apart."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Diagnostic] = []
        self.missing: list[str] = []
        """Letters that no font has."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        message = record.getMessage()
        if image := re.search("Failed to (?:load|render).*asset:/(data/[^']+)", message):
            what = f"The image {unquote(image[1])} cannot be drawn."
            remedy = "Save it again as PNG, JPEG or SVG, without references to other files."
            self.found.append(Diagnostic(Severity.ERROR, "image-unreadable", what, remedy, Place(unquote(image[1]))))
            return
        if ".notdef" in message and isinstance(record.args, tuple):
            self.missing.append(str(record.args[0]))
            return
        remedy = "Report this, unless the project has styles or templates of its own."
        self.found.append(Diagnostic(Severity.WARNING, "engine", f"The engine says: {message}.", remedy))
