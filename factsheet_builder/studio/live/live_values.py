"""What screens are shown of a text, as values; nothing here loads the engine, which the server's process does without."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from factsheet_builder.builds.making.deliverable_limits import Limits
from factsheet_builder.errors import Diagnostic
from factsheet_builder.project import Project


@dataclass(frozen=True, slots=True)
class Bench:
    """What a process works on: a project, the folder of its copies, the folder of fonts, and what a deliverable may take."""

    project: Project
    folder: Path
    cache: Path
    limits: Limits


@dataclass(frozen=True, slots=True)
class Page:
    """A text as a browser shows it; it leads nowhere but to itself."""

    html: bytes
    anchors: Mapping[str, str]
    """The id of the element that each passage stands in, by the id of the passage, in reading order."""
    diagnostics: tuple[Diagnostic, ...]
    made_at: datetime

    @property
    def passages(self) -> dict[str, str]:
        """The passage that an element is of, by the id of the element: the first where it holds several."""
        found: dict[str, str] = {}
        for passage, anchor in self.anchors.items():
            found.setdefault(anchor, passage)
        return found


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as it is printed."""

    pdf: bytes
    pictures: tuple[bytes, ...]
    """Its pages, as PNG."""
    places: Mapping[str, int]
    """The page, from 1, that each passage begins on, by the id of the passage; nothing is known of packs."""
    diagnostics: tuple[Diagnostic, ...]
    made_at: datetime
