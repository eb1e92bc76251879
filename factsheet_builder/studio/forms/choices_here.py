"""A project, the data of a factsheet and the language of the interface -> what its forms offer to choose from.

Parties by the names that they have for the day of adoption, in the order of the language; groups of the register, levels of
the round, recommendations, notes and passages of the factsheet, tables of data, pictures.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from factsheet_builder.builds.asked import PartyNames
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.reading.data_files.data_folder import table_names
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.languages.cldr.collation import sort_key
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.form_fields import Choice, Say
from factsheet_builder.studio.forms.handles import Handle, passages_to_edit, value_of

_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".svg"})
_MOST_PICTURES: Final = 300


@dataclass(frozen=True)
class Around:
    """What the forms of one factsheet offer, and the words of the interface."""

    say: Say
    code_of: Callable[[str], str]
    """Gives the code of a Party by its code or any of its names; raises ``UsageError``."""
    parties: tuple[Choice, ...] = ()
    groups: tuple[Choice, ...] = ()
    levels: tuple[Choice, ...] = ()
    """The levels of urgency of the round."""
    recommendations: tuple[Choice, ...] = ()
    notes: tuple[Choice, ...] = ()
    party_notes: tuple[Choice, ...] = ()
    passages: tuple[Choice, ...] = ()
    """Paragraphs and recommendations."""
    tables: tuple[Choice, ...] = ()
    pictures: tuple[Choice, ...] = ()


def around(project: Project, register: Register, data: Data, say: Say, language: str) -> Around:
    """Return what the forms of a factsheet offer; ``language`` is that of the interface."""
    handles = passages_to_edit(data)
    day = _day(value_of(data, ("round", "adopted")))
    named = sorted(
        ((_named(party, day, language), party.code) for party in register.parties),
        key=lambda pair: sort_key(pair[0][0], language),
    )
    return Around(
        say,
        PartyNames(project, register).code_of,
        tuple(Choice(code, shown) for (_, shown), code in named),
        tuple(Choice(group.id, _by_language(group.names, language)) for group in register.groups),
        _levels(data),
        tuple(_choice(handle) for handle in handles if handle.kind == "recommendation"),
        tuple(_choice(handle) for handle in handles if handle.is_note and handle.id),
        tuple(_choice(handle) for handle in handles if handle.kind == "note-parties"),
        tuple(_choice(handle) for handle in handles if handle.kind in {"paragraph", "recommendation"}),
        tuple(Choice(name, name) for name in table_names(project)),
        _pictures(project),
    )


def _choice(handle: Handle) -> Choice:
    says = handle.first_words
    return Choice(handle.id, says if says.startswith(handle.id) else f"{handle.id}: {says}")


def _named(party: Party, day: date | None, language: str) -> tuple[str, str]:
    """Return what a Party is sorted by, and its name."""
    forms = party.names[party.language_for(language)]
    form = forms[party.position_on(day, party.language_for(language))]
    return form.sort or form.name, form.name


def _by_language(names: dict[str, str], language: str) -> str:
    wanted = (language, language.partition("-")[0], "en")
    return next((names[tag] for tag in wanted if tag in names), next(iter(names.values())))


def _levels(data: Data) -> tuple[Choice, ...]:
    levels = value_of(data, ("round", "urgencies"))
    found = []
    for level in levels if isinstance(levels, list) else ():
        if isinstance(level, dict) and isinstance(name := level.get("level"), str):
            verb = level.get("verb")
            found.append(Choice(name, f"{name} ({verb})" if isinstance(verb, str) else name))
    return tuple(found)


def _pictures(project: Project) -> tuple[Choice, ...]:
    folder = project.data / "pictures"
    names = (
        path.relative_to(project.data).as_posix() for path in folder.rglob("*") if path.suffix.lower() in _PICTURES
    )
    return tuple(Choice(name, name) for name in sorted(names)[:_MOST_PICTURES])


def _day(value: Data) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(str(value))
    return None
