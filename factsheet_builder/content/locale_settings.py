"""What a locale says of itself: how far its translation is trusted, and which forms of names its sentences ask for."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from factsheet_builder.content.fields import Identifier, Line, Model, Prose

Case = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=30)]
Mark = Annotated[str, StringConstraints(min_length=1, max_length=1)]


class LocaleSettings(Model):
    """The settings of one locale, in ``data/locales/TAG/locale.yaml``."""

    status: Literal["working-translation", "reviewed"] = "working-translation"
    """Whether the secretariat has reviewed the translation as a whole; until then every PDF says that it has not."""
    cases: tuple[Case, ...] = ()
    """Forms of the names of Parties that sentences of this language ask for, as ``{party.genitive}``."""
    articles: tuple[Line, ...] = ()
    """Beginnings of names that this language leaves out of account in sorting, as the Arabic article."""
    alike: tuple[Line, ...] = ()
    """Groups of letters that this language takes for one in sorting, as the forms of alef: اأإآ."""
    quotes: tuple[Mark, ...] = Field(default=(), max_length=4)
    """Quotation marks, where the translators use others than CLDR's: opening, closing, then those inside a quotation."""
    translators: Line | None = None
    """Who answers for the translation."""

    @field_validator("quotes")
    @classmethod
    def _in_pairs(cls, quotes: tuple[str, ...]) -> tuple[str, ...]:
        if len(quotes) % 2:
            raise ValueError("quotation marks come in pairs: the opening and the closing one")
        return quotes


class OfficialArticle(Model):
    """A quoted article in another authentic or official language, word for word."""

    label: Line
    title: Line
    paragraphs: tuple[Prose, ...] = Field(min_length=1)
    """The paragraphs and indents of the article, in the order in which the factsheet quotes them, without numbers."""


class OfficialText(Model):
    """The official text of the articles that factsheets quote, in ``data/locales/TAG/provisions.yaml``."""

    source: Line
    """Where the text is published, as it is cited."""
    articles: dict[Identifier, OfficialArticle]
    """By id of the provision."""
