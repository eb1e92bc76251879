"""Words of translations, of the glossary and of a locale's own files: without characters that nobody sees.

The harmless ones that pasted texts bring along are dropped, so that words are found by what a reader sees; those that
deceive are refused by name.
"""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from factsheet_builder.characters import drop_harmless, find_deceiving
from factsheet_builder.content.models import Line, Prose


def _without_harmless(value: object) -> object:
    return drop_harmless(value) if isinstance(value, str) else value


def _refuse_deceiving(text: str) -> str:
    if names := find_deceiving(text):
        raise ValueError(f"it has {', '.join(names)}, which hides words or changes the order in which they are read")
    return text


ShownLine = Annotated[Line, BeforeValidator(_without_harmless), AfterValidator(_refuse_deceiving)]
"""A short text whose every character a reader sees, or needs."""

ShownProse = Annotated[Prose, BeforeValidator(_without_harmless), AfterValidator(_refuse_deceiving)]
"""The same for a text that may carry inline marks."""
