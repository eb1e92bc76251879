"""What is stamped on the pages of a pack, as templates see it: the folio of each page, and the tab at its edge."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StampView:
    """The stamp of one page."""

    folio: str
    letter: str
    """Of the tab that the page belongs to; empty for a page of none."""
    step: int
    """Which tab it is, from 0: its edge tab stands lower than that of the one before."""
    is_turned: bool = False
    """Whether the page lies on its long side."""


@dataclass(frozen=True, slots=True)
class StampsView:
    """The stamps of all pages, in their order."""

    language: str
    direction: str
    pages: tuple[StampView, ...]
