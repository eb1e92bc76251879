"""Whose publication it is: the body, its treaty, and the words that it has for what the program says.

The program says what it says of its own accord in words that are no body's: States, practices, what is recommended. A body
that says “Parties” or “good practice” gives its own phrases, whole ones, so that each language can set them by its
grammar: translators meet them among the labels. What is not given stays as the program says it.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from factsheet_builder.content.fields import Identifier, Line, Model

Phrase = Annotated[Line, StringConstraints(max_length=500)]


class PhraseByNumber(Model):
    """A phrase with a form for one and a form for other numbers."""

    one: Phrase
    other: Phrase


class Body(Model):
    """The body that adopts the texts, as they call it."""

    name: Line
    """Its full name."""
    called: Line | None = None
    """What sentences call it, for example “the Panel”; by default its name."""
    treaty: Line | None = None
    """The treaty that it watches over, where it is a body of one."""
    instrument: Identifier | None = None
    """Short name of that treaty, as articles that are quoted from it have it."""

    @property
    def in_sentences(self) -> str:
        """What sentences call it."""
        return self.called or self.name


Words = Annotated[
    dict[Annotated[str, StringConstraints(max_length=600)], Phrase | PhraseByNumber], Field(max_length=500)
]
"""Phrases of the program, as it says them in English, each with what this body says in the language of its content."""
