"""Who works on a project in a browser, and what each may do: ``data/studio.yaml``, for an office whose proxy names people."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from factsheet_builder.content.fields import LanguageTag, Line, Model

OFFICE_FILE = "studio.yaml"


class Role(StrEnum):
    """What a person may do."""

    READ = "read"
    TRANSLATE = "translate"
    EDIT = "edit"


class Member(Model):
    """A person of an office."""

    name: Line
    """As the proxy names the person, often an address of electronic mail; capital letters are as small ones."""
    shown_as: Line | None = None
    """The name in the history; by default ``name``."""
    may: Literal["read", "translate", "edit"]
    """``read`` everything; ``translate`` as well; or ``edit`` all that there is, which includes both."""
    locales: tuple[LanguageTag, ...] = ()
    """What one who translates may translate: all locales where none is named."""


class Office(Model):
    """Who may do what."""

    people: tuple[Member, ...] = Field(max_length=1_000)
    others_may_read: bool = False
    """Whether one who is signed in and not named may read; by default the studio is closed to them."""


def comparable(name: str) -> str:
    """Return a name as it is compared: letters of ASCII in small.

    Others stay: by Unicode's rules the sign of Kelvin is a small k, and somebody of that name would be somebody else.
    """
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)
