"""Kinds of values that models are made of: identifiers, texts with and without inline marks, codes of Parties, days.

What pasted texts bring along and nobody sees is dropped here; characters that deceive a reader are refused here.
"""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from factsheet_builder.characters import drop_harmless, find_deceiving

_IDENTIFIER = r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$"


def _as_meant(value: object) -> object:
    """Drop what pasted texts and folded lines bring along and nobody sees: invisible characters, spaces at the ends."""
    return drop_harmless(value).strip() if isinstance(value, str) else value


def _printable(text: str) -> str:
    if names := find_deceiving(text):
        raise ValueError(f"it has {', '.join(names)}, which hides words, or changes the order in which they are read")
    if "\ufffd" in text:
        raise ValueError("it has U+FFFD (replacement character): a letter was lost when the file was converted")
    return text


_AS_MEANT = BeforeValidator(_as_meant)

Identifier = Annotated[str, StringConstraints(pattern=_IDENTIFIER, max_length=60)]
"""Letters and digits joined by single hyphens or dots: safe in addresses, file names and structure trees."""

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=60)]
"""Letters and digits joined by single hyphens: a part of a name whose parts are joined by dots."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=500), _AS_MEANT, AfterValidator(_printable)]
"""A short text without inline marks: a title, a label."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=8000), _AS_MEANT, AfterValidator(_printable)]
"""A text that may carry the inline marks of ``prose``."""

CellText = Annotated[str, StringConstraints(max_length=8000), _AS_MEANT, AfterValidator(_printable)]
"""The text of a cell of a table, which may be empty; inline marks as in ``Prose``."""

PictureFile = Annotated[
    str,
    StringConstraints(
        pattern=(
            r"^[\w][\w. /-]*\."
            r"([Pp][Nn][Gg]|[Jj][Pp][Ee]?[Gg]|[Ww][Ee][Bb][Pp]|[Gg][Ii][Ff]|[Tt][Ii][Ff][Ff]?|[Ss][Vv][Gg])$"
        ),
        max_length=200,
    ),
]
"""A picture inside ``data``: PNG, JPEG, WebP, GIF, TIFF or SVG, its ending in small or capital letters."""

LanguageTag = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", max_length=20)
]
"""A language by its tag of BCP 47, in its usual letters: ``fr``, ``en-GB``, ``sr-Latn``."""

PartyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3 code of an entry of the register of Parties."""


def _written(value: object) -> object:
    if isinstance(value, int | float):  # Pydantic would take it for seconds since 1970
        raise ValueError("a day is written as year, month and day: 2022-03-10")
    return value


Day = Annotated[date, BeforeValidator(_written)]
"""A day, written as in ISO 8601."""


class Model(BaseModel):
    """What all models share: they cannot change and know all their fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        validate_by_name=True,  # a key that is a word of Python has another name there
        validate_by_alias=True,
        serialize_by_alias=True,
    )
