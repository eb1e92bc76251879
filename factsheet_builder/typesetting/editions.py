"""The editions of a document: by themselves, since the command line names them and must not load the engine for that."""

from enum import StrEnum


class Edition(StrEnum):
    """For whom a file is made: readers, readers of large print, the printer, or readers with a browser."""

    SCREEN = "screen"
    PRESS = "press"
    LARGE = "large"
    HTML = "html"
