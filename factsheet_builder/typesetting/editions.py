"""The editions of a document: by themselves, since the command line names them and must not load the engine for that."""

from enum import StrEnum


class Edition(StrEnum):
    """For whom a PDF is made: readers, readers of large print, or the printer."""

    SCREEN = "screen"
    PRESS = "press"
    LARGE = "large"
