"""Units ↔ XLIFF 1.2 (OASIS Standard, 1 February 2008).

One ``<file>`` a domain, one ``<trans-unit>`` a unit, forms by number in a ``<group>`` as gettext's tools write them.
Paired marks are ``<g>``, all else ``<x>``; ``<bpt>``, ``<bx>``, ``<it>`` and ``<ph>``, which programs may write instead, are
read too. Digests are in ``extradata``, which the strict schema allows. A stale translation needs review.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from factsheet_builder.errors import ContentError, Place
from factsheet_builder.languages.codes import CodesError
from factsheet_builder.languages.exchange.appearance import appearance
from factsheet_builder.languages.exchange.inline import Code, Kind, Part, Piece, code_named
from factsheet_builder.languages.exchange.inline_xml import fill, pieces_inside, text_from
from factsheet_builder.languages.exchange.returned import (
    Format,
    IncompleteError,
    ReturnedFile,
    ReturnedUnit,
    refuse_other_source,
)
from factsheet_builder.languages.exchange.surroundings import room_for
from factsheet_builder.languages.exchange.tree import (
    Element,
    add,
    child,
    children,
    descendants,
    is_empty,
    line_of,
    name_of,
    namespace_of,
    new_element,
    refuse_long_units,
    to_bytes,
)
from factsheet_builder.languages.exchange.units import Unit, group_of, kind_named
from factsheet_builder.languages.reviews import State
from factsheet_builder.project import SOURCE_LOCALE

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"

_MIXED: Final = frozenset({"source", "target", "note"})
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_TO_STATE: Final = {
    State.MISSING: "new",
    State.STALE: "needs-review-translation",
    State.TRANSLATED: "translated",
    State.REVIEWED: "signed-off",
    State.APPROVED: "final",
}
_FROM_STATE: Final = {
    "translated": State.TRANSLATED,
    "signed-off": State.REVIEWED,
    "final": State.APPROVED,
    "new": State.MISSING,
    "needs-translation": State.MISSING,
    "needs-l10n": State.MISSING,
    "needs-adaptation": State.MISSING,
    "needs-review-translation": State.STALE,
    "needs-review-l10n": State.STALE,
    "needs-review-adaptation": State.STALE,
}
_DEVELOPER: Final = "developer"
_DIGESTS: Final = re.compile(r"source=([0-9a-f]*) target=([0-9a-f]*)")


def write_xliff12(units: tuple[Unit, ...], locale: str, content: str = SOURCE_LOCALE) -> bytes:
    """Return the units, at least one, as a document to translate from ``content`` into ``locale``."""
    root = new_element(f"{{{NAMESPACE}}}xliff", {"version": "1.2"}, {None: NAMESPACE})
    for domain, inside in groupby(units, lambda unit: unit.message.domain):
        languages = {"source-language": content, "target-language": locale}
        body = add(add(root, "file", {"original": domain, "datatype": "x-factsheet", **languages}), "body")
        for (key, is_group), members in groupby(inside, group_of):
            parent = add(body, "group", {"id": key, "restype": "x-gettext-plurals"}) if is_group else body
            for unit in members:
                _add_unit(parent, unit)
    return to_bytes(root, _MIXED)


def _add_unit(parent: Element, unit: Unit) -> None:
    state = unit.state if unit.target else State.MISSING
    attributes = {
        "id": unit.key,
        "resname": unit.key,
        "extradata": f"source={unit.source_digest} target={unit.target_digest}",
        _SPACE: "preserve",
    }
    if unit.is_locked:
        attributes["translate"] = "no"
    elif unit.target:
        attributes["approved"] = "yes" if state.is_vouched_for else "no"
    if room := room_for(unit.message):
        attributes |= {"maxwidth": str(room), "size-unit": "char"}
    element = add(parent, "trans-unit", attributes)
    fill(add(element, "source"), unit.source, unit, _dress)
    if unit.target:
        fill(add(element, "target", {"state": _TO_STATE[state]}), unit.target, unit, _dress)
    if unit.place.line:
        group = add(element, "context-group", {"purpose": "location"})
        add(group, "context", {"context-type": "sourcefile"}, unit.place.file)
        add(group, "context", {"context-type": "linenumber"}, str(unit.place.line))
    for note in unit.notes:
        # The names by which gettext's tools and Translate Toolkit know who speaks.
        add(element, "note", {"from": "translator" if note.about == "remark" else _DEVELOPER}, note.text)


def _dress(code: Code, name: str, unit: Unit) -> tuple[str, dict[str, str]]:
    looks = appearance(code, unit.message)
    attributes = {"id": name, "ctype": looks.ctype, "clone": "no", "equiv-text": looks.opening}
    return "g" if code.part is Part.OPENING else "x", attributes


def read_xliff12(root: Element, file: str, kinds: Mapping[str, Kind], content: str = SOURCE_LOCALE) -> ReturnedFile:
    """Return what a document says; ``kinds`` tells of each key what its texts may have beside words.

    Raises:
        ContentError: it is of another version, translated from another language than ours, or into several,
            or has more of something than ``translation_limits`` allow.
    """
    if (version := root.get("version", "")) != "1.2":
        what = f"This is XLIFF {version or 'without a version'}; 2.0, 2.1 and 1.2 can be read."
        raise ContentError.of("version", what, "Export it from the translation program as 1.2.", Place(file, 1, 1))
    targets = {}
    for part in descendants(root, "file"):
        refuse_other_source(part.get("source-language", ""), file, line_of(part), content)
        targets[part.get("target-language", "")] = line_of(part)
    targets.pop("", None)
    if len(targets) > 1:
        what = f"The file has translations into several languages: {', '.join(sorted(targets))}."
        place = Place(file, max(targets.values()), 1)
        raise ContentError.of("target-language", what, "Import a file for each language.", place)
    elements = list(descendants(root, "trans-unit"))
    refuse_long_units(elements, "units", file)
    units = tuple(_read_unit(unit, kinds) for unit in elements)
    return ReturnedFile(file, Format.XLIFF12, next(iter(targets), ""), units)


def _read_unit(unit: Element, kinds: Mapping[str, Kind]) -> ReturnedUnit:
    key = unit.get("id", "")
    # Programs that number units anew keep the name of the resource.
    key = key if kind_named(kinds, key) else unit.get("resname", "") or key
    kind = kind_named(kinds, key) or Kind.PLAIN
    fault, code, source, target = "", "codes", "", ""
    element = child(unit, "target")
    try:
        source = _read(child(unit, "source"), kind)
        _refuse_half(unit, element)
        target = _read(element, kind)
    except CodesError as error:
        fault = str(error)
    except IncompleteError as error:
        fault, code = str(error), "incomplete"
    digests = _DIGESTS.search(unit.get("extradata", ""))
    sent = (digests[1], digests[2]) if digests else ("", "")
    notes = tuple("".join(note.itertext()) for note in children(unit, "note") if note.get("from", "") != _DEVELOPER)
    return ReturnedUnit(key, line_of(unit), target, source, _state(unit, element), *sent, fault, code, notes)


def _refuse_half(unit: Element, target: Element | None) -> None:
    """Raise ``IncompleteError`` where a program has divided the text into sentences and some of them have no translation."""
    whole = child(unit, "seg-source")
    sentences = {part.get("mid", ""): part for part in _sentences(whole)}
    translated = {part.get("mid", ""): part for part in _sentences(target)}
    empty = [mid for mid in (sentences or translated) if mid not in translated or is_empty(translated[mid])]
    owed = [mid for mid in empty if mid not in sentences or not is_empty(sentences[mid])]
    if owed and translated and any(not is_empty(part) for part in translated.values()):
        names = list(sentences or translated)
        said = "".join(sentences[owed[0]].itertext()) if owed[0] in sentences else ""
        raise IncompleteError(str(names.index(owed[0]) + 1), said)


def _sentences(element: Element | None) -> Iterator[Element]:
    parts = descendants(element, "mrk") if element is not None else iter(())
    return (part for part in parts if part.get("mtype") == "seg")


def _state(unit: Element, target: Element | None) -> State | None:
    says = target.get("state", "") if target is not None else "new"
    is_approved = not says and unit.get("approved") == "yes"
    return State.TRANSLATED if is_approved else _FROM_STATE.get(says)


def _read(element: Element | None, kind: Kind) -> str:
    return text_from(pieces_inside(element, _Reader(kind).read), kind) if element is not None else ""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads codes; those that were opened in an element of their own are closed by the one that refers to it."""

    kind: Kind
    opened: dict[str, str] = field(default_factory=dict)

    def read(self, element: Element) -> Iterator[Piece]:
        """Yield the pieces that an element stands for."""
        if namespace_of(element) != NAMESPACE:
            raise CodesError(f"<{name_of(element)}> is no code of XLIFF")
        name = element.get("id", "")
        pair = element.get("rid", "") or name
        match name_of(element):
            case "x" | "ph":
                yield code_named(name, Part.SINGLE, self.kind)
            case "g":
                code = code_named(name, Part.OPENING, self.kind)
                yield from (code, *pieces_inside(element, self.read), Code(code.name, Part.CLOSING))
            case "bpt" | "bx":
                code = code_named(name, Part.OPENING, self.kind)
                self.opened[pair] = code.name
                yield code
            case "ept" | "ex":
                yield code_named(self.opened.get(pair, pair), Part.CLOSING, self.kind)
            case "it":
                yield code_named(name, Part.OPENING if element.get("pos") == "open" else Part.CLOSING, self.kind)
            case "mrk":
                yield from pieces_inside(element, self.read)
            case other:
                raise CodesError(f"<{other}> is no code of XLIFF")
