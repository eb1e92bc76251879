"""Who publishes, whose text it is and in which words, and what the imprint says: facts that no factsheet holds.

The program says what it says of its own accord in words that are no body's: States, practices, what is recommended. A body
that says “Parties” or “good practice” gives its own phrases, whole ones, so that each language can set them by its
grammar: translators meet them among the labels. What is not given stays as the program says it.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from factsheet_builder.content.fields import Day, Identifier, LanguageTag, Line, Model, PictureFile, Prose


class Emblem(Model):
    """An emblem of the publisher; none ships with the builder."""

    file: PictureFile
    alternative: Line


class PressCondition(Model):
    """How press files will be printed, where the printer asks for another condition than coated paper by FOGRA39."""

    profile: Annotated[str, StringConstraints(pattern=r"^[\w][\w. /-]*\.icc$", max_length=200)]
    """ICC profile inside ``data``."""
    identifier: Line
    """Its reference name in the ICC characterisation data registry, for example ``FOGRA51``."""
    condition: Line
    """The same in words."""


class TranslationPolicy(Model):
    """What a PDF in another language prints, with a mark, where a translation is not up to date; or that none is made."""

    stale: Literal["print-translation", "print-source", "block"] = "print-translation"
    """Where the English has changed since: the old translation, the English, or no PDF."""
    missing: Literal["print-source", "block"] = "print-source"
    """Where there is no translation: the English, or no PDF."""
    require: Literal["nothing", "reviewed", "approved"] = "nothing"
    """What somebody must have vouched for, passage by passage, before a PDF in another language is made."""
    draft_below: Annotated[int, Field(ge=0, le=100, strict=True)] = 80
    """Share of passages, in hundredths, below which the first page says that the document is a draft."""


class TailoredWords(Model):
    """What versions for one Party say that only this publisher can say; what is not given is not printed."""

    notice: Line | None = None
    """Standing of a tailored version, after the statement that it was tailored from the general factsheet."""
    not_member_state: Line | None = None
    """Of a Party that the register says is no member State of the publisher's organisation."""


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
"""Red, green and blue in hexadecimal digits, as ``#16396b``."""

ColourName = Literal[
    "ink", "deep-blue", "light-blue", "grey", "rule", "tint", "white", "ochre", "require", "request", "invite"
]


class PageSettings(Model):
    """The sheet."""

    size: Literal["A4", "Letter"] = "A4"
    mirrored: bool = False
    """Whether left and right pages have their inner margin at the spine."""
    multiple_of_four: bool = False
    """Whether blank pages fill press files up to a multiple of four, as folded sheets need."""


class PackSettings(Model):
    """What is in a pack besides the version for the Party, the reply form and annexes."""

    general: Literal["tab", "link"] = "tab"
    """The general factsheet as a tab, or a sentence that says where it is published."""
    address: Annotated[Line, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    """Where that is."""


class FontFile(Model):
    """A face of the publication's own family."""

    file: Annotated[str, StringConstraints(pattern=r"^[\w][\w. /-]*\.(ttf|otf)$", max_length=200)]
    """Inside ``data``."""
    weight: Literal[400, 700] = 400
    style: Literal["normal", "italic"] = "normal"


class DesignSettings(Model):
    """What may be chosen of the look without a stylesheet."""

    colours: dict[ColourName, Colour] = Field(default_factory=dict)
    """In place of those of ``styles/tokens.css``."""
    accents: dict[Identifier, Colour] = Field(default_factory=dict)
    """The deep blue of single factsheets, by their names."""
    family: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 -]*$", max_length=60)] | None = None
    fonts: tuple[FontFile, ...] = ()
    """The faces of ``family``; letters that they lack are set in FiraGO."""


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


class Publication(Model):
    """The publication; an empty slot is left out of what is printed."""

    language: LanguageTag = "en"
    """The language that all content is written in; by default that of the factsheets."""
    body: Body | None = None
    """The body that adopts the texts."""
    words: Words = Field(default_factory=dict)
    """What this body says in place of phrases of the program."""
    conformance: Literal["ua1-a3a", "ua2-a4f"] = "ua1-a3a"
    """The standards that the files keep to: PDF/UA-1 with PDF/A-3a, or PDF/UA-2 with PDF/A-4f."""
    press: PressCondition | None = None
    translation: TranslationPolicy = TranslationPolicy()
    tailored: TailoredWords = TailoredWords()
    first_page: Literal["glance", "text"] = "glance"
    """What the general factsheet begins with: a page that says at a glance what it is about, or the text."""
    packs: PackSettings = PackSettings()
    page: PageSettings = PageSettings()
    design: DesignSettings = DesignSettings()
    author: Line
    """Who answers for the text."""
    emblem: Emblem | None = None
    reference: Line | None = None
    """Document reference, as the publisher writes it."""
    published: Day | None = None
    """Day of publication."""
    contact: Line | None = None
    imprint: tuple[Prose, ...] = ()
    """Paragraphs of the imprint."""
    disclaimer: Prose | None = None
