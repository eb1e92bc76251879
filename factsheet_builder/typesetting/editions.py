"""The two editions of a document: by itself, since the command line names them and must not load the engine for that."""

from enum import StrEnum


class Edition(StrEnum):
    """For whom a PDF is made: readers, or the printer."""

    SCREEN = "screen"
    PRESS = "press"
