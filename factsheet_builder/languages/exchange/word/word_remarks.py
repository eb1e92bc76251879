"""Comments of a Word file × what there is to translate -> a warning for each that no catalog can keep.

The others are kept by ``intake``, as remarks of every format are.
"""

from collections.abc import Iterator
from typing import Final

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.languages.exchange.returned import Format, ReturnedFile
from factsheet_builder.languages.exchange.units import message_key
from factsheet_builder.languages.locales import Domains

_SHOWN: Final = 60


def lost_remarks(returned: ReturnedFile, domains: Domains) -> Iterator[Diagnostic]:
    """Yield a warning for each comment at official text, or at a row that nobody offers."""
    if returned.format is not Format.DOCX:
        return
    known = {message_key(message): message for messages in domains.values() for message in messages}
    for unit in returned.units:
        message = known.get(unit.key.partition("[")[0])
        if message is None or message.is_locked:
            why = "official text is in no catalog" if message else "nothing to translate has the id of its row"
            place = Place(returned.file, unit.line, 1, unit.key)
            yield from (lost_remark(remark, why, place) for remark in unit.remarks)


def lost_remark(remark: str, why: str, place: Place) -> Diagnostic:
    """Return the warning that a comment is not kept."""
    shown = remark if len(remark) <= _SHOWN else f"{remark[: _SHOWN - 1]}…"
    what = f"A comment is not kept, since {why}: “{shown}”."
    return Diagnostic(Severity.WARNING, "comment", what, "Pass it on by other means.", place)
