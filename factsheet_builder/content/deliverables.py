"""What the build owes, declared: kinds, Parties or groups of them, locales, editions, profiles, names of files."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from factsheet_builder.content.fields import Identifier, Line, Model, PartyCode
from factsheet_builder.content.parties import Language


def _listed(value: object) -> object:
    """Let one name stand for a list of one: ``locales: all``."""
    return [value] if isinstance(value, str) else value


_ONE_OR_MORE = (
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
)

Tag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$|^all$")]
"""A language tag (BCP 47), or ``all``."""

FilePattern = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.{}/-]+$", max_length=150)]
"""Name of a file without its ending; fields are factsheet, locale, kind, party, profile and edition, in braces."""


PartyLocales = Annotated[tuple[Tag, ...], *_ONE_OR_MORE, Field(min_length=1)]
"""Language tags, or ``all``."""


MOST_IN_PACK = 8
"""Factsheets of one pack: its tabs have letters."""


class Owed(Model):
    """Deliverables of one kind: every combination of what is listed."""

    kind: Literal["factsheet", "tailored", "pack", "bilingual"]
    name: Identifier | None = None
    """Of a pack of several factsheets: they are its tabs in the order in which they are listed, and it is called so."""
    titles: dict[Tag, Line] = Field(default_factory=dict)
    """What such a pack is called for readers, by language; by default the titles of its factsheets."""
    factsheets: Annotated[tuple[Identifier, ...], *_ONE_OR_MORE] = Field(("all",), min_length=1)
    """Names of factsheets, or ``all``."""
    parties: Annotated[tuple[Identifier, ...], *_ONE_OR_MORE] = ()
    """Codes of Parties, names of ``groups``, or ``all``; only for what is made for one Party."""
    locales: Annotated[tuple[Tag, ...], *_ONE_OR_MORE] = Field(("all",), min_length=1)
    """Language tags, or ``all``."""
    editions: Annotated[tuple[Literal["screen", "press", "large", "html", "docx"], ...], *_ONE_OR_MORE] = Field(
        ("screen",), min_length=1
    )
    profiles: Annotated[tuple[Identifier, ...], *_ONE_OR_MORE] = Field(("full",), min_length=1)
    """Profiles of ``tailoring.yaml``; only for what is made for one Party."""
    file: FilePattern | None = None
    """Pattern of the names of the files; the usual one of the kind if not given."""


class Matrix(Model):
    """All that the build owes."""

    groups: dict[Identifier, tuple[PartyCode, ...]] = Field(default_factory=dict)
    """Parties that are named together."""
    party_locales: dict[PartyCode, PartyLocales] = Field(default_factory=dict)
    """Locales of what is made for a Party, where they are not those of the entry."""
    deliverables: tuple[Owed, ...] = Field(min_length=1)


class AnnexTitles(Model):
    """What the annexes of a folder are called, in ``titles.yaml`` beside them."""

    titles: dict[Line, Line | dict[Language, Line]] = Field(min_length=1)
    """By the name of the file, its ending included: a title in the language of the source, or one for each language."""
