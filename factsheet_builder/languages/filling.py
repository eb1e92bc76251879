"""A message and values -> the message with its ``{names}`` filled: names of Parties in the case that the message asks for."""

import string
from collections.abc import Mapping, Sequence
from typing import Any

from factsheet_builder.languages.isolation import Spoken


class Name(Spoken):
    """A name as a sentence has it; a message may ask for another form of it: ``{party.genitive}``."""

    __slots__ = ("cases",)
    cases: Mapping[str, str]

    @classmethod
    def with_cases(cls, name: Spoken, cases: Mapping[str, str]) -> "Name":
        """Return the name with its further forms by case."""
        made = cls(name, name.english, is_foreign=name.is_foreign)
        made.cases = cases
        return made


class _Filler(string.Formatter):
    """Fills ``{names}`` of a message, and nothing else: a translation cannot look into what it is given."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        """Return the value of a name, in the case that stands after it; the plain name where it has no such form."""
        name, _, case = field_name.partition(".")
        value = self.get_value(name, args, kwargs)
        return (value.cases.get(case, value) if case and isinstance(value, Name) else value), name

    def convert_field(self, value: Any, conversion: str | None) -> Any:  # noqa: ANN401
        """Take no conversion."""
        if conversion:
            raise ValueError(f"!{conversion} cannot stand in a message")
        return value


FILLER = _Filler()
"""Fills messages."""
