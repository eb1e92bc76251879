"""Checks of what the build owes against the project: every name in it must exist, and every selection select something."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.content.deliverables import MOST_IN_PACK, Matrix, Owed
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.project import SOURCE_LOCALE

_FIELDS: Final = ("factsheet", "locale", "kind", "party", "profile", "edition")
_GENERAL: Final = {"factsheet": "The general factsheet", "bilingual": "A bilingual edition"}
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their ending."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the project has, each sorted."""

    factsheets: tuple[str, ...]
    locales: tuple[str, ...]
    parties: tuple[str, ...]
    profiles: tuple[str, ...]
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The States of the factsheets that are about some."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The groups of the register."""

    source: str = SOURCE_LOCALE
    """The language of the content."""

    def all_for(self, factsheets: Iterable[str]) -> tuple[str, ...]:
        """Return the Parties that all of the factsheets are for: the States that one is about, or else all."""
        about = [set(self.about[name]) for name in factsheets if name in self.about]
        return tuple(code for code in self.parties if all(code in states for states in about))


def check_matrix(matrix: Matrix, source: YamlSource, known: Known) -> list[Diagnostic]:
    """Return every problem of ``matrix``, each with its place in the file."""
    found = [*_groups(matrix, source, known), *_party_locales(matrix, source, known)]
    for index, owed in enumerate(matrix.deliverables):
        found += _owed(owed, matrix, source, known, index)
    return found


def is_safe(path: str) -> bool:
    """Tell whether a path is one that every system takes: no empty, hidden or reserved name in it, and not too long."""
    names = path.split("/")
    return len(path) <= 200 and all(
        name and not name.startswith(".") and not name.endswith((".", "-")) and not _RESERVED.fullmatch(name)
        for name in names
    )


def _problem(source: YamlSource, path: Path, code: str, what: str, remedy: str) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, what, remedy, source.place(path))


def _unknown(
    source: YamlSource, path: Path, names: tuple[str, ...], known: tuple[str, ...], word: str
) -> Iterator[Diagnostic]:
    for index, name in enumerate(names):
        if name not in known:
            remedy = f"The project has: {', '.join(known) or 'none'}."
            if word == "locale":
                remedy += f" `factsheet messages new --locale {name}` starts one."
            yield _problem(source, (*path, index), f"unknown-{word}", f"There is no {word} “{name}”.", remedy)


def _groups(matrix: Matrix, source: YamlSource, known: Known) -> Iterator[Diagnostic]:
    for name, codes in matrix.groups.items():
        path: Path = ("groups", name)
        if not codes:
            yield _problem(source, path, "empty-group", f"The group “{name}” is empty.", "Name Parties, or delete it.")
        if name == "all" or name in known.parties:
            what = f"A group cannot be called “{name}”."
            yield _problem(source, path, "group-name", what, "Choose a name that is no code of a Party.")
        yield from _unknown(source, path, codes, known.parties, "party")


def _party_locales(matrix: Matrix, source: YamlSource, known: Known) -> Iterator[Diagnostic]:
    for code, tags in matrix.party_locales.items():
        path: Path = ("party_locales", code)
        if code not in known.parties:
            remedy = "Use the three capital letters of data/parties.yaml."
            yield _problem(source, path, "unknown-party", f"There is no party “{code}”.", remedy)
        yield from _unknown(source, path, tags, ("all", *known.locales), "locale")


def _owed(owed: Owed, matrix: Matrix, source: YamlSource, known: Known, index: int) -> Iterator[Diagnostic]:
    path: Path = ("deliverables", index)
    yield from _unknown(source, (*path, "factsheets"), owed.factsheets, ("all", *known.factsheets), "factsheet")
    yield from _unknown(source, (*path, "locales"), owed.locales, ("all", *known.locales), "locale")
    yield from _unknown(source, (*path, "profiles"), owed.profiles, known.profiles, "profile")
    parties = ("all", *matrix.groups, *known.groups, *known.parties)
    yield from _unknown(source, (*path, "parties"), owed.parties, parties, "party")
    is_general = owed.kind in {"factsheet", "bilingual"}
    if is_general and (owed.parties or owed.profiles != ("full",)):
        what = f"{_GENERAL[owed.kind]} is the same for all Parties."
        yield _problem(source, path, "party-without-kind", what, "Delete its parties and profiles, or change the kind.")
    if not is_general and not owed.parties:
        what = f"The kind “{owed.kind}” is made for one Party, and no Party is named here."
        yield _problem(source, path, "no-party", what, "Add “parties: all”, codes or groups.")
    if owed.kind == "bilingual" and owed.editions != ("screen",):
        what = "A bilingual edition has one edition, for the screen."
        yield _problem(source, (*path, "editions"), "bilingual-edition", what, "Delete its editions.")
    if owed.kind == "pack" and not {"screen", "html"}.issuperset(owed.editions):
        what = "A pack has the editions screen and html only."
        yield _problem(source, (*path, "editions"), "pack-edition", what, "Delete the others.")
    if owed.kind == "bilingual" and known.source in owed.locales:
        what = "A bilingual edition sets a translation beside the text as it was written, which has none itself."
        yield _problem(source, (*path, "locales"), "bilingual-locale", what, f"Delete “{known.source}”, or write all.")
    yield from _several(owed, source, known, path)
    if owed.file:
        yield from _file(owed.file, source, (*path, "file"))


def _several(owed: Owed, source: YamlSource, known: Known, path: Path) -> Iterator[Diagnostic]:
    """Find what does not go together in a pack of several factsheets."""
    if owed.name is None:
        if owed.titles:
            what = "Only a pack of several factsheets has titles of its own."
            yield _problem(source, (*path, "titles"), "pack-name", what, "Give it a name, or delete the titles.")
        return
    factsheets = known.factsheets if "all" in owed.factsheets else owed.factsheets
    if owed.kind != "pack":
        what = "Only a pack can hold several factsheets under a name of its own."
        yield _problem(source, (*path, "name"), "pack-name", what, "Delete the name, or change the kind.")
    elif owed.name in known.factsheets:
        what = f"“{owed.name}” is the name of a factsheet."
        yield _problem(source, (*path, "name"), "pack-name", what, "Give the pack another name.")
    if len(factsheets) > MOST_IN_PACK:
        what = f"The pack has {len(factsheets)} factsheets; it has room for {MOST_IN_PACK}."
        yield _problem(source, (*path, "factsheets"), "pack-size", what, "Make two packs of it.")
    if "all" in owed.parties and not known.all_for(factsheets):
        what = "No State is the one that all of these factsheets are about."
        yield _problem(source, (*path, "parties"), "no-party", what, "Name the Parties.")
    yield from _unknown(source, (*path, "titles"), tuple(owed.titles), known.locales, "locale")


def _file(pattern: str, source: YamlSource, path: Path) -> Iterator[Diagnostic]:
    names = re.findall(r"\{(\w*)\}", pattern)
    rest = re.sub(r"\{\w*\}", "x", pattern)
    if "{" in rest or "}" in rest or any(name not in _FIELDS for name in names):
        what = f"The pattern “{pattern}” has a field that does not exist."
        yield _problem(source, path, "file-pattern", what, f"Fields: {', '.join(f'{{{name}}}' for name in _FIELDS)}.")
    elif not is_safe(rest):
        what = f"Files named by “{pattern}” cannot be written everywhere."
        yield _problem(source, path, "file-pattern", what, "Use letters, digits and single signs between slashes.")
