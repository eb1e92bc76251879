"""What makes a translation that came back unusable: codes, placeholders or characters that must not be so."""

from collections.abc import Collection
from typing import Final

from factsheet_builder.characters import find_deceiving, name_character
from factsheet_builder.languages.codes import CodesError, from_codes
from factsheet_builder.languages.exchange.inline import PLACEHOLDER, Kind, kind_of
from factsheet_builder.languages.exchange.units import unprintable
from factsheet_builder.languages.messages import Message

_WITH_CASES: Final = "party"


def fault_of(text: str, message: Message, source: str, cases: Collection[str]) -> tuple[str, str]:
    """Return the stable code of what is wrong with a translation of ``source``, and the words for it; else nothing."""
    if names := find_deceiving(text):
        return "character", f"it has {', '.join(names)}, which hides words or changes the order in which they are read"
    if letter := unprintable(text):
        return "character", f"{name_character(letter)} cannot be printed"
    match kind_of(message):
        case Kind.PROSE:
            try:
                from_codes(text, message.prose)
            except CodesError as error:
                return "codes", f"{error}"
        case Kind.LABEL:
            if fault := _placeholder_fault(text, source, bool(message.plural), cases):
                return "placeholder", fault
        case Kind.PLAIN:
            pass
    return "", ""


def _placeholder_fault(text: str, source: str, is_plural: bool, cases: Collection[str]) -> str:
    rest = PLACEHOLDER.sub("", text).replace("{{", "").replace("}}", "")
    if "{" in rest or "}" in rest:
        return "a brace is no part of a placeholder; the placeholders are those of the original"
    wanted = {match[1] for match in PLACEHOLDER.finditer(source)}
    found = [(match[1], match[2] or "") for match in PLACEHOLDER.finditer(text)]
    names = {name for name, _ in found}
    if extra := names - wanted:
        return f"{_listed(extra)} is not in the source"
    # A form for one number may leave the number out: “one Party is named”.
    missing = wanted - names - ({"number"} if is_plural else set())
    if missing:
        return f"{_listed(missing)} of the source is missing"
    for name, case in found:
        if case and (name != _WITH_CASES or case not in cases):
            known = ", ".join(sorted(cases)) or "none"
            return f"{{{name}.{case}}} asks for a case that locale.yaml does not name; it has: {known}"
    return ""


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
