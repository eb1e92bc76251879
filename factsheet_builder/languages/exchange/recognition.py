"""What a program has changed about a unit on its way -> what it is here: an id that was lost, a remark among our notes."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from factsheet_builder.characters import show_hidden
from factsheet_builder.languages.exchange.inline import canonical
from factsheet_builder.languages.exchange.returned import ReturnedFile
from factsheet_builder.languages.exchange.units import Unit
from factsheet_builder.languages.reviews import review_in

_FORM: Final = re.compile(r"(\[[0-9]\])?$")


def with_known_keys(returned: ReturnedFile, offered: Mapping[str, Unit], keys: Mapping[str, str]) -> ReturnedFile:
    """Return the file with units whose ids a converter has lost under the id of the only message that has their English."""
    by_english: dict[str, list[str]] = defaultdict(list)
    for key, unit in offered.items():
        english = unit.source if unit.form is None else unit.message.plural
        if not unit.form:
            by_english[" ".join(canonical(english, unit.kind).split())].append(key.partition("[")[0])
    units = []
    for came in returned.units:
        found = [] if came.key in keys or came.fault else by_english.get(" ".join(came.source.split()), [])
        units.append(replace(came, key=found[0] + _form_in(came.key)) if len(found) == 1 else came)
    return replace(returned, units=tuple(units))


def _form_in(key: str) -> str:
    """Return the number of a form that ends a key, or nothing."""
    match = _FORM.search(key)
    return (match[1] or "") if match else ""


def new_remark(unit: Unit, remarks: Collection[str]) -> str:
    """Return what translators remark on a unit, a line each; nothing where the catalog has it, or the file has lost it."""
    ours = {" ".join(note.text.split()) for note in unit.notes if note.about != "remark"}
    lines = [" ".join(show_hidden(line).split()) for remark in remarks for line in _lines(remark, ours)]
    kept = " ".join(" ".join(note.text.split()) for note in unit.notes if note.about == "remark")
    return "\n".join(lines) if " ".join(lines) != kept else ""


def _lines(remark: str, ours: Collection[str]) -> list[str]:
    if " ".join(remark.split()) in ours:
        return []
    return [line for line in remark.splitlines() if line.strip() and not review_in([line.strip()])]
