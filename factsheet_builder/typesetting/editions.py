"""The editions of a document: by themselves, since the command line names them and must not load the engine for that."""

from enum import StrEnum


class Edition(StrEnum):
    """For whom a file is made: readers, readers of large print, the printer, readers with a browser, those who comment."""

    SCREEN = "screen"
    PRESS = "press"
    LARGE = "large"
    HTML = "html"
    DOCX = "docx"

    @property
    def is_pdf(self) -> bool:
        """Whether its files have pages."""
        return self not in {Edition.HTML, Edition.DOCX}
