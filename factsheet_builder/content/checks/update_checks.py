"""What must hold between received updates and the content that they complete: every problem at once, each at its place."""

from collections.abc import Callable, Iterable

from factsheet_builder.content.addressing import addressees_of
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import Factsheet, Recommendation
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.content.updates import Update
from factsheet_builder.errors import Diagnostic, Place


def check_updates(
    updates: Iterable[Read[Update]], sheet: Factsheet, register: Register, factsheets: tuple[str, ...]
) -> list[Diagnostic]:
    """Return every problem of the updates; those of other factsheets than ``sheet`` are judged with their own.

    ``factsheets`` are the names of all factsheets of the project.
    """
    found: list[Diagnostic] = []
    for read in updates:
        stem = read.source.file.rpartition("/")[2].removesuffix(".yaml")
        if read.model.id != stem:
            what = f"The update calls itself “{read.model.id}”, but its file is called “{stem}”."
            found.append(finding("id-is-not-file", read.source.place(("id",)), what, "Use one name for both."))
        found += check_update(read.model, read.source.place, sheet, register, factsheets)
    return sorted(found, key=lambda problem: problem.place)


def check_update(
    update: Update, place: Callable[[Path], Place], sheet: Factsheet, register: Register, factsheets: tuple[str, ...]
) -> Findings:
    """Yield every problem of one update; ``place`` says where each of its values stands."""
    if update.factsheet not in factsheets:
        remedy = suggest(update.factsheet, factsheets) or f"The project has: {', '.join(factsheets)}."
        yield finding("unknown-factsheet", place(("factsheet",)), f"There is no “{update.factsheet}”.", remedy)
    if update.party not in register.by_code:
        remedy = suggest(update.party, register.by_code) or "Use a code of data/parties.yaml."
        yield finding("unknown-party", place(("party",)), f"“{update.party}” is no Party of the register.", remedy)
    if update.factsheet == sheet.id:
        yield from _in_sheet(update, place, sheet, register)


def _in_sheet(update: Update, place: Callable[[Path], Place], sheet: Factsheet, register: Register) -> Findings:
    known = {block.id: block for _, block in blocks_of(sheet) if isinstance(block, Recommendation)}
    if update.id.casefold() in {note.id.casefold() for note in sheet.notes}:
        what = f"The factsheet has a note “{update.id}” already."
        yield finding("duplicate-id", place(("id",)), what, "Give the update, and its file, another name.")
    if update.recommendation not in known:
        remedy = suggest(update.recommendation, known) or f"Recommendations: {', '.join(known)}."
        what = f"There is no recommendation “{update.recommendation}”."
        yield finding("unknown-recommendation", place(("recommendation",)), what, remedy)
    elif (named := addressees_of(sheet, known[update.recommendation], register)) and update.party not in named:
        what = f"The update is about {update.party}, which {update.recommendation} does not name."
        remedy = "Correct the Party or the recommendation: it is for those that its list names."
        yield finding("update-not-listed", place(("party",)), what, remedy)
    if update.received < sheet.round.adopted:
        what = f"The update was received on {update.received}, before the adoption on {sheet.round.adopted}."
        yield finding("update-too-early", place(("received",)), what, "Correct the date.")
