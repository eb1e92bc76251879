"""Words of another language inside a text: marked so that they are read in their own direction.

The marks are Unicode's isolates (UAX 9), since a text may come to stand in a bookmark, a running head or an attribute, where
nothing else can say its direction. Where it becomes HTML, ``typesetting.markup`` puts elements with their language in their
place: words of the content's language stand in an isolate of their direction, words of the program's own, where that is
another language, in one that begins with the mark ``FIRST_STRONG``.
"""

import re
from collections.abc import Sequence
from typing import Final

from factsheet_builder.languages.tags import direction_of
from factsheet_builder.project import SOURCE_LOCALE

POP: Final = "\N{POP DIRECTIONAL ISOLATE}"
MARKS: Final = {"ltr": "\N{LEFT-TO-RIGHT ISOLATE}", "rtl": "\N{RIGHT-TO-LEFT ISOLATE}"}

FIRST_STRONG: Final = "\N{FIRST STRONG ISOLATE}"
"""Begins words of the program's own language in a project whose content is in another."""
OPENINGS: Final = "".join((*MARKS.values(), FIRST_STRONG))

_MARKED: Final = re.compile(f"[{OPENINGS}][^{POP}]*{POP}")
_UNMARKED: Final = str.maketrans("", "", f"{OPENINGS}{POP}")


class Spoken(str):
    """Words of a locale that know how the source says the same, for a message that has no translation."""

    __slots__ = ("english", "is_foreign")
    english: str
    is_foreign: bool
    """Whether the words are those of the source, because the locale has none."""

    def __new__(cls, words: str, english: str, *, is_foreign: bool = False) -> "Spoken":
        """Return ``words`` with the ``english`` for them."""
        made = super().__new__(cls, words)
        made.english, made.is_foreign = english, is_foreign
        return made

    @classmethod
    def of(cls, words: str) -> "Spoken":
        """Return words as they are, with what they know of the source's; plain words say the same in both."""
        return words if isinstance(words, Spoken) else cls(words, words)

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Go to another process as words alone: what is worded there is finished."""
        return str, (str(self),)

    def around(self, mark: str) -> tuple[str, str]:
        """Return what stands before a mark and behind it, as words of one language without the marks of another."""
        before, _, after = (self.english if self.is_foreign else str(self)).partition(mark)
        return before, after

    def same(self, words: str) -> "Spoken":
        """Return other words of the same language, marked where these are."""
        opening = self._opening
        return Spoken(f"{opening}{words}{POP}", words, is_foreign=True) if opening else Spoken(words, words)

    @property
    def _opening(self) -> str:
        """The mark that the words begin with, where they are of another language."""
        return next((letter for letter in self if letter in OPENINGS), "") if self.is_foreign else ""

    @property
    def is_of_program(self) -> bool:
        """Whether the words are of the program's language, in a project whose content is in another."""
        return self._opening == FIRST_STRONG

    def between(self, before: str, after: str) -> "Spoken":
        """Return the words with others around them, which are the same in all languages."""
        return Spoken(f"{before}{self}{after}", f"{before}{self.english}{after}", is_foreign=self.is_foreign)


def foreign(words: str, language: str = SOURCE_LOCALE) -> Spoken:
    """Return words of the source, which is in ``language``, for a text in another language."""
    return Spoken(isolate(words, MARKS[direction_of(language)]), words, is_foreign=True)


def of_program(words: str) -> Spoken:
    """Return words of the program's language for a text in another, in a project whose content is in a third or in that."""
    return Spoken(isolate(words, FIRST_STRONG), words, is_foreign=True)


def in_a_row(parts: Sequence[str], separator: str) -> str:
    """Return words one after the other: as one text of the source where all of them are the source's."""
    if parts and all(isinstance(part, Spoken) and part.is_foreign and part[:1] == parts[0][:1] for part in parts):
        return Spoken.of(parts[0]).same(separator.join(str(english_of(part)) for part in parts))
    return separator.join(parts)


def isolate(words: str, opening: str) -> str:
    """Return words with marks around them; nothing for nothing."""
    return f"{opening}{words}{POP}" if words else ""


def without_isolates(text: str) -> str:
    """Return ``text`` without the marks."""
    return text.translate(_UNMARKED)


def without_foreign(text: str) -> str:
    """Return what of ``text`` is not marked."""
    return _MARKED.sub("", text)


def english_of(value: object) -> object:
    """Return a value as the source says it."""
    return value.english if isinstance(value, Spoken) else value
