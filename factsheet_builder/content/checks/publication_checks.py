"""What must hold of the publication: its emblem can be printed, its texts are plain, and what is left empty is known."""

from typing import Final

from factsheet_builder.content.checks.figures.picture_checks import EMBLEM_MM, check_picture
from factsheet_builder.content.checks.fill_in_checks import left_to_fill_in
from factsheet_builder.content.checks.foreign_markup import foreign_markup
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.project import Project

_SLOTS: Final = {"reference": "document reference", "published": "day of publication", "contact": "contact"}


def check_publication(read: Read[Publication], project: Project) -> list[Diagnostic]:
    """Return every problem of the emblem, of the texts beside it, and a note for each slot of the imprint that is empty."""
    emblem = read.model.emblem
    pictures = check_picture(emblem.file, read.source.place(("emblem", "file")), project, EMBLEM_MM) if emblem else ()
    return [*pictures, *foreign_markup(read.source), *left_to_fill_in(read.source), *_empty_slots(read), *_packs(read)]


def _packs(read: Read[Publication]) -> Findings:
    packs = read.model.packs
    if packs.general == "link" and packs.address is None:
        what = "Packs are to say where the general factsheet is published, and no address is given."
        yield finding(
            "pack-address", read.source.place(("packs", "general")), what, "Give the “address”, or choose tab."
        )


def _empty_slots(read: Read[Publication]) -> Findings:
    for slot, words in _SLOTS.items():
        if getattr(read.model, slot) is None:
            what = f"No {words} is given, so the imprint has none."
            yield finding("empty-slot", read.source.place((slot,)), what, "Give it once it is known.", Severity.NOTE)
