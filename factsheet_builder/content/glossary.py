"""The words that translations have to use: terms with their words per language, and those of the levels of urgency.

The words of a level are binding: they say how strongly a recommendation speaks. Those of other terms are advice. Holding
translations against them is left to ``languages.checks``, exchange with terminologists to ``languages.termbase``.
"""

from typing import Literal

from pydantic import Field, field_validator

from factsheet_builder.content.fields import Identifier, LanguageTag, Line, Model


class Wording(Model):
    """How one language says a term."""

    words: tuple[Line, ...] = Field(min_length=1)
    """The preferred word, the first, and others as good; of a level of urgency exactly those that may stand in bold."""
    forms: tuple[Line, ...] = ()
    """Inflected or related forms, or what is common to them: they are the term too, but no word of urgency."""
    avoid: tuple[Line, ...] = ()
    """Words that translations are not to use for it."""
    note: Line | None = None
    status: Literal["working", "reviewed"] = "working"
    """Whether the secretariat has reviewed the words."""


class Term(Model):
    """A term of the source and its words in other languages."""

    id: Identifier
    term: Line
    """In the language of the content."""
    forms: tuple[Line, ...] = ()
    """Further forms in that language by which it is found, as plurals; found as whole words, capitals as they are written."""
    urgency: Identifier | None = None
    """The level of urgency that it is the verb of."""
    definition: Line | None = None
    languages: dict[LanguageTag, Wording] = Field(default_factory=dict)
    """By language tag; that of a language holds for its regions too."""

    def wording(self, tag: str) -> Wording | None:
        """Return the words in the language of a locale, ``None`` where there are none."""
        return self.languages.get(tag) or self.languages.get(tag.partition("-")[0])


class Glossary(Model):
    """The glossary of a project, in ``data/glossary.yaml``."""

    terms: tuple[Term, ...] = ()

    @field_validator("terms")
    @classmethod
    def _no_id_twice(cls, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        ids = [term.id for term in terms]
        levels = [term.urgency for term in terms if term.urgency]
        for kind, names in (("id", ids), ("level of urgency", levels)):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"the {kind} “{twice[0]}” stands in two terms")
        return terms

    def level_words(self, level: str, tag: str) -> tuple[str, ...]:
        """Return the words that may stand for a level of urgency in the language of a locale; none where not given."""
        for term in self.terms:
            if term.urgency == level and (wording := term.wording(tag)):
                return wording.words
        return ()

    def levels(self, tag: str) -> dict[str, tuple[str, ...]]:
        """Return the words of every level of urgency in the language of a locale."""
        found = {term.urgency: self.level_words(term.urgency, tag) for term in self.terms if term.urgency}
        return {level: words for level, words in found.items() if words}
