"""What a field of a form is: the key of the content that it edits, its words for people, and its control.

The fields of each kind of passage are written by hand in the modules ``*_fields``; how a field is shown is left to
``showing``, how it is read back to ``posting``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Say = Callable[..., str]
"""Gives a message of the interface, its ``{names}`` filled."""
NUMBER: Final = "{number}"
"""What stands in the name of an entry for its number."""


class Control(StrEnum):
    """What a value is edited by."""

    PROSE = "prose"
    """A text with inline marks."""
    LINE = "line"
    """A short text without marks."""
    CHOICE = "choice"
    """One of several."""
    YES_NO = "yes-no"
    DATE = "date"
    NUMBER = "number"
    NUMBERS = "numbers"
    """Several numbers on one line, with semicolons between them."""
    PARTIES = "parties"
    """Any of the Parties, by check boxes and in words."""
    ANY_OF = "any-of"
    """Any of several, by check boxes."""
    LINES = "lines"
    """Short texts, one on each line."""
    GROUP = "group"
    """Several fields that belong together."""
    ENTRIES = "entries"
    """A list of fields, or of groups of fields, that can be added to, taken from and put in another order."""
    VARIANTS = "variants"
    """One of several groups of fields."""
    CELLS = "cells"
    """The columns and rows of a table."""
    SOURCE = "source"
    """The value as it stands in the file."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a field may have, and its words."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the kinds that a value may be of, with its fields."""

    value: str
    label: str
    fields: tuple["Field", ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``key`` is that of the content; the one field of an entry that is no mapping has none."""

    key: str
    control: Control
    label: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    is_needed: bool = False
    """Whether the content is not valid without it: then it is emptied and not taken away, and the check says so."""
    is_rare: bool = False
    """Whether it stands with what is seldom changed."""
    default: str = ""
    """What a choice is where the content says nothing."""
    is_truth: bool = False
    """Whether the choices are yes and no."""
    may_be_unknown: bool = False
    """Whether ``unknown`` stands for a number."""
    parts: tuple["Field", ...] = ()
    """The fields of a group, or of each entry."""
    variants: tuple[Variant, ...] = ()
    one: str = ""
    """What an entry is called, with its ``{number}``."""
    more: str = ""
    """What the button says that adds one."""
    least: int = 0
    """So many entries are offered at least."""
