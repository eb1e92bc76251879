"""Units ↔ XLIFF 2.0 (OASIS Standard, 5 August 2014; a file of 2.1 is read as well).

One ``<file>`` a domain, one ``<unit>`` with one segment a unit, forms by number in a ``<group>``. Paired marks are ``<pc>``,
all else ``<ph>``, none of them to be copied or deleted. Digests are attributes in a namespace of ours, which programs are to
keep; one that loses them loses only what they guard against. A stale translation is ``initial`` with a substate.
"""

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
from factsheet_builder.languages.exchange.surroundings import surroundings
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
from factsheet_builder.languages.exchange.units import OUR_NOTES, Unit, group_of, kind_named, token
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.project import SOURCE_LOCALE

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
OURS: Final = "urn:factsheet-builder:exchange"

_VERSIONS: Final = frozenset({"2.0", "2.1"})
_MIXED: Final = frozenset({"source", "target", "note"})
_STALE: Final = "factsheet:stale"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_TO_STATE: Final = {
    # Without a state, which is "initial" too: some programs fill in a translation and leave the state as it was.
    State.MISSING: {},
    State.STALE: {"state": "initial", "subState": _STALE},
    State.TRANSLATED: {"state": "translated"},
    State.REVIEWED: {"state": "reviewed"},
    State.APPROVED: {"state": "final"},
}
_FROM_STATE: Final = {
    "initial": State.MISSING,
    "translated": State.TRANSLATED,
    "reviewed": State.REVIEWED,
    "final": State.APPROVED,
}
_PROTECTED: Final = {"canCopy": "no", "canDelete": "no"}


def write_xliff2(units: tuple[Unit, ...], locale: str, content: str = SOURCE_LOCALE) -> bytes:
    """Return the units, at least one, as a document to translate from ``content`` into ``locale``."""
    attributes = {"version": "2.0", "srcLang": content, "trgLang": locale}
    root = new_element(f"{{{NAMESPACE}}}xliff", attributes, {None: NAMESPACE, "fb": OURS})
    for domain, inside in groupby(units, lambda unit: unit.message.domain):
        directions = {"srcDir": direction_of(content), "trgDir": direction_of(locale)}
        file = add(root, "file", {"id": domain, "original": domain, **directions})
        for (key, is_group), members in groupby(inside, group_of):
            parent = add(file, "group", {"id": token(key), "name": key}) if is_group else file
            for unit in members:
                _add_unit(parent, unit)
    return to_bytes(root, _MIXED)


def _add_unit(parent: Element, unit: Unit) -> None:
    attributes = {
        "id": token(unit.key),
        "name": unit.key,
        f"{{{OURS}}}source": unit.source_digest,
        f"{{{OURS}}}target": unit.target_digest,
        "canResegment": "no",
        _SPACE: "preserve",
    }
    if unit.is_locked:
        attributes["translate"] = "no"
    element = add(parent, "unit", attributes)
    if every := (*unit.notes, *surroundings(unit)):
        notes = add(element, "notes")
        for note in every:
            add(notes, "note", {"category": note.about}, note.text)
    segment = add(element, "segment", _TO_STATE[unit.state if unit.target else State.MISSING])
    fill(add(segment, "source"), unit.source, unit, _dress)
    if unit.target:
        fill(add(segment, "target"), unit.target, unit, _dress)


def _dress(code: Code, name: str, unit: Unit) -> tuple[str, dict[str, str]]:
    looks = appearance(code, unit.message)
    attributes = {"id": name, "type": looks.type, **({"subType": looks.sub_type} if looks.sub_type else {})}
    if code.part is Part.OPENING:
        shown = {"dispStart": looks.opening, "dispEnd": looks.closing, "equivStart": "", "equivEnd": ""}
        return "pc", {**attributes, **shown, **_PROTECTED}
    # A placeholder may give way to another form of it, as {party.genitive}.
    protected = {"canCopy": "no"} if unit.kind is Kind.LABEL else _PROTECTED
    return "ph", {**attributes, "disp": looks.opening, "equiv": looks.equivalent, **protected}


def read_xliff2(root: Element, file: str, kinds: Mapping[str, Kind], content: str = SOURCE_LOCALE) -> ReturnedFile:
    """Return what a document says; ``kinds`` tells of each key, or its token, what its texts may have beside words.

    Raises:
        ContentError: it is of another version, or translated from another language than ours, or has more of something than
            ``translation_limits`` allow.
    """
    version, source = root.get("version", ""), root.get("srcLang", "")
    if version not in _VERSIONS:
        what = f"This is XLIFF {version or 'without a version'}; 2.0, 2.1 and 1.2 can be read."
        raise ContentError.of("version", what, "Export it from the translation program as 2.0.", Place(file, 1, 1))
    refuse_other_source(source, file, line_of(root), content)
    elements = list(descendants(root, "unit"))
    refuse_long_units(elements, "units", file)
    units = tuple(_read_unit(unit, kinds) for unit in elements)
    return ReturnedFile(file, Format.XLIFF2, root.get("trgLang", ""), units)


def _read_unit(unit: Element, kinds: Mapping[str, Kind]) -> ReturnedUnit:
    key, name = unit.get("id", ""), unit.get("name", "")
    # Programs that number units anew keep the name.
    key = key if kind_named(kinds, key) or not kind_named(kinds, name) else name
    kind = kind_named(kinds, key) or Kind.PLAIN
    parts = list(children(unit, "segment", "ignorable"))
    fault, code, source, target = "", "codes", "", ""
    try:
        source = text_from((piece for part in parts for piece in _pieces(child(part, "source"), kind)), kind)
        target = _target(parts, kind)
    except CodesError as error:
        fault = str(error)
    except IncompleteError as error:
        fault, code = str(error), "incomplete"
    notes = tuple(
        "".join(note.itertext())
        for holder in children(unit, "notes")
        for note in children(holder, "note")
        if note.get("category", "") not in OUR_NOTES
    )
    ours = {name: unit.get(f"{{{OURS}}}{name}", "") for name in ("source", "target")}
    return ReturnedUnit(
        key, line_of(unit), target, source, _state(parts), ours["source"], ours["target"], fault, code, notes
    )  # fmt: skip


def _target(parts: list[Element], kind: Kind) -> str:
    """Return the translation of a unit whose segments may have been split, and may stand in another order."""
    targets = [child(part, "target") for part in parts]
    segments = [(part, target) for part, target in zip(parts, targets, strict=True) if name_of(part) == "segment"]
    written = [target is not None and not is_empty(target) for _, target in segments]
    if not any(written):
        return ""
    if not all(written):
        source = child(segments[written.index(False)][0], "source")
        raise IncompleteError(str(written.index(False) + 1), "".join(source.itertext()) if source is not None else "")
    orders = [_order(target, position) for position, target in enumerate(targets, 1)]
    pieces: list[Piece] = []
    for _, part, target in sorted(zip(orders, parts, targets, strict=True), key=lambda each: each[0]):
        pieces += _pieces(target if target is not None else child(part, "source"), kind)
    return text_from(pieces, kind)


def _order(target: Element | None, position: int) -> int:
    """Return the place of a segment's translation among the others; its own where the file says nothing valid."""
    says = target.get("order", "") if target is not None else ""
    return int(says) if says.isdecimal() and len(says) < 6 else position


def _state(parts: list[Element]) -> State | None:
    """Return the state of the least of the segments; nothing where the file says nothing."""
    states = set()
    for part in parts:
        if name_of(part) == "segment":
            is_stale = part.get("subState", "") == _STALE and part.get("state", "initial") == "initial"
            states.add(State.STALE if is_stale else _FROM_STATE.get(part.get("state", "")))
    order = (State.STALE, State.MISSING, None, State.TRANSLATED, State.REVIEWED, State.APPROVED)
    return next((state for state in order if state in states), None)


def _pieces(element: Element | None, kind: Kind) -> Iterator[Piece]:
    return pieces_inside(element, _Reader(kind).read) if element is not None else iter(())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads codes; those that were opened in ``<sc>`` are closed by its ``<ec>``."""

    kind: Kind
    opened: dict[str, str] = field(default_factory=dict)

    def read(self, element: Element) -> Iterator[Piece]:
        """Yield the pieces that an element stands for."""
        if namespace_of(element) != NAMESPACE:
            raise CodesError(f"<{name_of(element)}> is no code of XLIFF")
        name = element.get("copyOf", "") or element.get("id", "")
        match name_of(element):
            case "ph":
                yield code_named(name, Part.SINGLE, self.kind)
            case "pc":
                code = code_named(name, Part.OPENING, self.kind)
                yield from (code, *pieces_inside(element, self.read), Code(code.name, Part.CLOSING))
            case "sc":
                code = code_named(name, Part.OPENING, self.kind)
                self.opened[element.get("id", "")] = code.name
                yield code
            case "ec":
                start = element.get("startRef", "") or name
                yield code_named(self.opened.get(start, start), Part.CLOSING, self.kind)
            case "mrk":
                yield from pieces_inside(element, self.read)
            case "sm" | "em":
                return
            case "cp":
                yield _code_point(element.get("hex", ""))
            case other:
                raise CodesError(f"<{other}> is no code of XLIFF")


def _code_point(digits: str) -> str:
    try:
        letter = chr(int(digits, 16))
        letter.encode()  # half of a pair is none
        return letter
    except (ValueError, OverflowError):
        raise CodesError(f"“{digits[:20]}” is no character") from None
