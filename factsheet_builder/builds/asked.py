"""What somebody asks for, as they write it -> the name that the project has for it: Parties, locales, factsheets, profiles.

A Party is known by its code or by any of its names in any locale of the project, older names included; capitals, accents
and spaces do not matter. What is not known is refused with what is near, what stands for several is refused with all of them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from factsheet_builder.builds.deliverable import Order
from factsheet_builder.content.findings import suggest
from factsheet_builder.content.parties import Register
from factsheet_builder.errors import FactsheetError, UsageError
from factsheet_builder.languages.catalogs import entries, forms_of, read_catalog
from factsheet_builder.languages.messages import PARTIES
from factsheet_builder.languages.tags import PSEUDO
from factsheet_builder.project import SOURCE_LOCALE, Project

ALL: Final = "all"
_NEAR: Final = 3
"""So many Parties are suggested at most."""
_ALIKE: Final = 0.72
_ALIKE_CODE: Final = 0.65
"""How much of a name, or of three letters, must be the same."""
_MARKS: Final = re.compile(r"[\W_]+")


def as_known(project: Project, order: Order, register: Register, profiles: Iterable[str]) -> Order:
    """Return the order in the names that the project has.

    Raises:
        UsageError: something that is asked for is not there, or stands for several.
    """
    locales = (*project.locales(), *sorted(PSEUDO))
    names = PartyNames(project, register)
    return replace(
        order,
        factsheets=tuple(factsheet_asked(project, name) for name in order.factsheets),
        locales=tuple(
            one_of(tag, (*locales, ALL), "no-locale", f"There is no locale “{tag}”.", project.locales())
            for tag in order.locales
        ),
        parties=tuple(names.code_of(name) for name in order.parties),
        profile=one_of(order.profile, profiles, "no-profile", f"There is no profile “{order.profile}”.")
        if order.profile
        else "",
    )


def factsheet_asked(project: Project, name: str) -> str:
    """Return the name of a factsheet of the project; raises ``UsageError`` where there is none."""
    return one_of(name, project.factsheet_names(), "no-factsheet", f"There is no factsheet “{name}”.")


def one_of(
    asked: str, known: Iterable[str], code: str, what: str, listed: Iterable[str] | None = None, more: str = ""
) -> str:
    """Return the name that is ``asked`` for in whatever capitals; the refusal names those that are ``listed``, and ``more``.

    Raises:
        UsageError: it is none of those that are ``known``.
    """
    names = tuple(known)
    if asked in names:
        return asked
    same = [name for name in names if name.casefold() == asked.strip().casefold()]
    if len(same) == 1:
        return same[0]
    there = tuple(names if listed is None else listed)
    near = suggest(asked.casefold(), there)
    raise UsageError.of(code, what, f"{near} The project has: {', '.join(there) or 'none yet'}. {more}".strip())


class PartyNames:
    """The names of all Parties of a register, in every locale of a project; catalogs are read where a code will not do."""

    def __init__(self, project: Project, register: Register) -> None:
        self._project, self._register = project, register

    def code_of(self, asked: str) -> str:
        """Return the code of the Party that is asked for, or ``all``.

        Raises:
            UsageError: no Party is called so, or several are.
        """
        word = _folded(asked)
        if word == ALL:
            return ALL
        by_code = self._register.by_code
        if asked.strip().upper() in by_code:
            return asked.strip().upper()
        codes = sorted(self._names.get(word, ()))
        if len(codes) > 1:
            what = f"“{asked}” is a name of several Parties: {self._listed(codes)}."
            raise UsageError.of("ambiguous-party", what, "Ask for one by its code.")
        if not codes:
            raise UsageError.of("unknown-party", f"“{asked}” is no Party of the register.", self._remedy(word))
        return codes[0]

    def _remedy(self, word: str) -> str:
        known = self._names | {code.casefold(): {code} for code in self._register.by_code}
        parts = [name for name in known if len(word) > 2 and word in name.split()]
        near = (
            parts
            or get_close_matches(word, list(known), _NEAR, _ALIKE if len(word) > 3 else _ALIKE_CODE)
            or [n for n in known if _is_part(word, n)]
        )
        codes = list(dict.fromkeys(code for name in near for code in sorted(known[name])))[:_NEAR]
        if codes:
            return f"Did you mean {self._listed(codes)}?"
        return "Use a name or the three letters of data/parties.yaml, or all."

    def _listed(self, codes: Iterable[str]) -> str:
        by_code = self._register.by_code
        return " or ".join(f"“{code}” ({_name(by_code[code].names)})" for code in codes)

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """The codes of all Parties that have a name, by the name without capitals and accents."""
        found: dict[str, set[str]] = defaultdict(set)
        for party in self._register.parties:
            for forms in party.names.values():
                for form in forms:
                    for name in (form.name, form.prose, form.sort):
                        found[_folded(name or form.name)].add(party.code)
        for name, code in self._of_catalogs():
            found[name].add(code)
        return dict(found)

    def _of_catalogs(self) -> Iterator[tuple[str, str]]:
        """Yield the names that translators gave; a catalog that cannot be read is told of where it is used."""
        for tag in self._project.translated_locales():
            path = self._project.catalog_path(tag, PARTIES)
            with suppress(FactsheetError):
                for entry in entries(read_catalog(path, self._project.relative(path), PARTIES, tag).po):
                    code = str(entry.context or "").partition(".")[0]
                    if code in self._register.by_code and (name := _folded(forms_of(entry)[0])):
                        yield name, code


def _is_part(word: str, name: str) -> bool:
    return len(word) > 2 and name.startswith(word)


def _name(names: Mapping[str, tuple[object, ...]]) -> str:
    forms = names.get(SOURCE_LOCALE) or next(iter(names.values()))
    return str(getattr(forms[-1], "name", ""))


def _folded(name: str) -> str:
    """Return a name without capitals, accents and marks, with single spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _MARKS.sub(" ", bare).strip()
