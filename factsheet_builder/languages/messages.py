"""What there is to translate: every message of the content with its stable id, where it stands and what it is.

The content in its own language is the source, which names here call English. A message of content is known by its domain
(the name of the factsheet, ``parties``, ``publication``) and its id in it (``VI-1.text``), so a changed sentence is the same
message; a label of the program is known by its English words. Lists of Parties, numbers and ids are no messages: they are
generated. Quoted articles are official text: they are listed, locked, so that translators see them where they stand. Reading
and writing catalogs is left to ``catalogs``, labels of the program to ``labels``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from factsheet_builder.content import models
from factsheet_builder.content.addressing import words_of_ways
from factsheet_builder.content.data_tables.data_words import data_texts
from factsheet_builder.content.parties import Group, Party, Register
from factsheet_builder.content.passages import Passage, Path, blocks_of, passages_of
from factsheet_builder.content.publication import Publication
from factsheet_builder.languages.cldr.territories import NO_PROPOSAL, Proposal, territory_proposal
from factsheet_builder.languages.codes import to_codes
from factsheet_builder.languages.tags import PSEUDO
from factsheet_builder.project import SOURCE_LOCALE

LABELS: Final = "labels"
PARTIES: Final = "parties"
PUBLICATION: Final = "publication"
STUDIO: Final = "studio"
OF_PROGRAM: Final = frozenset({LABELS, STUDIO})
"""Domains of the program's own words: labels of documents, and what the studio says. They are known by their English."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: ``source`` is its text in the language of the content, with codes where it may have inline marks."""

    domain: str
    id: str
    """Stable inside the domain; the context of the message in a catalog. Empty for words of the program."""
    source: str
    plural: str = ""
    """The English plural, where the message has forms by number."""
    comment: str = ""
    """What it is and where it stands, for translators."""
    path: Path = ()
    """Where its text stands in its file: keys and indexes."""
    prose: str = ""
    """The source with inline marks as the content has it, where it may have them."""
    is_locked: bool = False
    """Whether it is official text that is supplied, not translated."""
    urgency: str = ""
    """The level of urgency whose verb the message must keep."""
    proposal: Proposal = NO_PROPOSAL
    """What a translation may begin from, and whose it is; nobody of the translators has seen it."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others: its domain, and its id or else its English words."""
        return self.domain, self.id or self.source


def messages_of_factsheet(sheet: models.Factsheet) -> tuple[Message, ...]:
    """Return the messages of a factsheet in reading order, those of its head first."""
    return (*_head(sheet), *_round(sheet), *_body(sheet), *_data(sheet))


_TAILORED: Final = {
    "notice": "Versions for one Party: their standing, after “This version was tailored from the general factsheet”.",
    "not_member_state": "Versions for one Party, of a Party that is no member State of the publisher's organisation.",
}


def messages_of_publication(publication: Publication) -> tuple[Message, ...]:
    """Return the messages of the publication: who answers for it, and what the imprint says."""
    found = [
        Message(PUBLICATION, "author", publication.author, comment="Who answers for the text.", path=("author",)),
        *(
            _prose(PUBLICATION, f"imprint.{number + 1}", text, "Imprint, a paragraph.", ("imprint", number))
            for number, text in enumerate(publication.imprint)
        ),
    ]
    if publication.disclaimer:
        comment = "Imprint, sentence on rights or responsibility."
        found.append(_prose(PUBLICATION, "disclaimer", publication.disclaimer, comment, ("disclaimer",)))
    for name, comment in _TAILORED.items():
        if words := getattr(publication.tailored, name):
            found.append(Message(PUBLICATION, f"tailored.{name}", words, comment=comment, path=("tailored", name)))
    if publication.emblem:
        comment = "What the emblem shows, for those who cannot see it."
        path: Path = ("emblem", "alternative")
        found.append(
            Message(PUBLICATION, "emblem.alternative", publication.emblem.alternative, comment=comment, path=path)
        )
    return tuple(found)


def messages_of_register(
    register: Register, tag: str, cases: tuple[str, ...] = (), source: str = SOURCE_LOCALE
) -> tuple[Message, ...]:
    """Return the names of Parties that the locale ``tag`` has to give, because the register has none in its language.

    ``cases`` are the forms beside the plain name that the messages of the locale ask for, as ``genitive``; ``source`` is the
    language of the content.
    """
    names = tuple(
        message
        for party in register.parties
        if register_language(party, tag) is None
        for message in _names(party, party.language_for(source), tag, cases)
    )
    groups = tuple(
        Message(PARTIES, group_id(group), group.names[group_source(group)], comment="Name of a group of Parties.")
        for group in register.groups
        if group_language(group, tag) is None
    )
    return (*names, *groups)


def group_id(group: Group) -> str:
    """Return the id of the name of a group of Parties."""
    return f"group.{group.id}"


def group_language(group: Group, tag: str) -> str | None:
    """Return the language of the register whose name of a group a locale uses; none where its catalog has to give it."""
    candidates = () if tag in PSEUDO else (tag, tag.partition("-")[0])
    return next((language for language in candidates if language in group.names), None)


def group_source(group: Group) -> str:
    """Return the language of the register that the name of a group is translated from."""
    return SOURCE_LOCALE if SOURCE_LOCALE in group.names else next(iter(group.names))


def register_language(party: Party, tag: str) -> str | None:
    """Return the language of the register whose names a locale uses; none where its catalog has to give them."""
    candidates = () if tag in PSEUDO else (tag, tag.partition("-")[0])
    return next((language for language in candidates if language in party.names), None)


def name_id(party: Party, position: int, language: str, form: str = "") -> str:
    """Return the id of a name: that of the Party, with the day on which an older form ends, and the form."""
    forms = party.names[language]
    ends = "" if position == len(forms) - 1 else f".before-{forms[position + 1].seen_from}"
    return ".".join(filter(None, [f"{party.code}{ends}", form]))


def _names(party: Party, language: str, tag: str, cases: tuple[str, ...]) -> Iterator[Message]:
    for position, name in enumerate(party.names[language]):
        is_newest = position == len(party.names[language]) - 1
        about = f"Name of the Party {party.code}{'' if is_newest else ', an older name, used in texts of its time'}"
        proposal = territory_proposal(party, name.name, tag, language) if is_newest else NO_PROPOSAL
        yield Message(
            PARTIES, name_id(party, position, language), name.name, comment=f"{about}, as in lists.", proposal=proposal
        )
        prose = name.prose or name.name
        if name.prose:
            named = name_id(party, position, language, "prose")
            comment = f"{about}, as in a sentence, with its article if it has one."
            yield Message(PARTIES, named, prose, comment=comment, proposal=proposal)
        if name.sort:
            named = name_id(party, position, language, "sort")
            comment = f"{about}: what it is sorted by in lists, the distinctive word first; no reader sees it."
            yield Message(PARTIES, named, name.sort, comment=comment, proposal=proposal)
        for case in cases:
            named = name_id(party, position, language, case)
            yield Message(PARTIES, named, prose, comment=f"{about}, in the {case}, as in a sentence.")


def _head(sheet: models.Factsheet) -> Iterator[Message]:
    masthead = sheet.masthead
    lines: tuple[tuple[str, str | None, str, Path], ...] = (
        (
            "masthead.label",
            masthead.label,
            "Title block: the kind of document; a dash at its end is not printed.",
            ("masthead", "label"),
        ),
        ("masthead.title", masthead.title, "Title block: the title.", ("masthead", "title")),
        ("masthead.lead-in", masthead.lead_in, "Title block: leads to the theme.", ("masthead", "lead_in")),
        ("masthead.theme", masthead.theme, "Title block: the theme.", ("masthead", "theme")),
        ("short-title", sheet.short_title, "Short title, for running headers and bookmarks.", ("short_title",)),
        ("description", sheet.description, "One sentence for the properties of the file.", ("description",)),
        *(
            (f"keyword.{number + 1}", word, "Keyword for the properties of the file.", ("keywords", number))
            for number, word in enumerate(sheet.keywords)
        ),
    )
    for name, text, comment, path in lines:
        if text:
            yield Message(sheet.id, name, text, comment=comment, path=path)
    for number, figure in enumerate(sheet.key_figures):
        comment = f"First page, under “{' + '.join(map(str, figure.numbers))}” in large type: what it counts."
        path = ("key_figures", number, "caption")
        yield Message(sheet.id, f"key-figure.{number + 1}", figure.caption, comment=comment, path=path)


def _round(sheet: models.Factsheet) -> Iterator[Message]:
    for number, urgency in enumerate(sheet.round.urgencies):
        comment = f"Level of urgency “{urgency.level}”: the word set bold in its recommendations. See the glossary."
        path = ("round", "urgencies", number, "verb")
        yield Message(
            sheet.id, f"urgency.{urgency.level}", urgency.verb, comment=comment, path=path, urgency=urgency.level
        )


def _body(sheet: models.Factsheet) -> Iterator[Message]:
    places = dict(blocks_of(sheet))
    received = {f"note.{note.id}" for note in sheet.notes if isinstance(note, models.UpdateNote) and note.is_quoted}
    for passage in passages_of(sheet):
        if passage.id in received:
            continue  # words received from a Party are printed as they came
        yield _of_passage(sheet, passage, _where(passage.path, places))
        block = passage.block
        if isinstance(block, models.Recommendation):
            yield from _beside_recommendation(sheet, block, passage.path[:-1])
        elif isinstance(block, models.Section) and block.short_title:
            named, path = f"{block.id}.short-title", (*passage.path[:-1], "short_title")
            comment = "Short title of the same section, for the heads of pages: one line of at most 60 letters."
            yield Message(sheet.id, named, block.short_title, comment=comment, path=path)
        elif isinstance(block, models.Figure) and passage.path[-1] == "title":
            yield from _inside_figure(sheet, block, (*passage.path[:-1], "content"))


def _data(sheet: models.Factsheet) -> Iterator[Message]:
    """Yield the words of the tables of data that the factsheet uses."""
    for text in data_texts(sheet):
        comment = f"Table of data: {text.what[0].lower()}{text.what[1:]}."
        yield Message(sheet.id, text.id, text.text, comment=comment, path=text.path)


def _of_passage(sheet: models.Factsheet, passage: Passage, where: str) -> Message:
    match passage.block:
        case models.Provision():
            comment = "Official text of the treaty: supplied, never translated."
            return Message(
                sheet.id, passage.id, to_codes(passage.text), comment=comment, path=passage.path, is_locked=True
            )
        case models.Recommendation() as block:
            rule = f" {_URGENCY_RULE}" if block.urgency else ""
            comment = f"Recommendation {block.called}, its text.{rule}"
            return _prose(sheet.id, passage.id, passage.text, comment, passage.path, _level_said(sheet, block))
        case None:
            kind = sheet.note_by_id[passage.id.removeprefix("note.")].kind
            return _prose(sheet.id, passage.id, passage.text, f"Note at the foot of the page: {kind}.", passage.path)
        case block:
            return _prose(sheet.id, passage.id, passage.text, f"{_KINDS[block.kind]}{where}.", passage.path)


def _level_said(sheet: models.Factsheet, block: models.Recommendation) -> str:
    """Return the level whose verb the text has, and no other; what follows the text may have it instead."""
    verb = next((urgency.verb for urgency in sheet.round.urgencies if urgency.level == block.urgency), "")
    is_said = bool(verb) and f"**{verb}**".casefold() in block.text.casefold()
    return block.urgency or "" if is_said and not block.also else ""


_URGENCY_RULE: Final = "The bold word is the glossary's word for its level of urgency."
_KINDS: Final = {
    "section": "Heading",
    "paragraph": "Paragraph",
    "list": "Item of a list",
    "practice": "Practice",
    "figure": "Figure",
    "table": "Table",
    "callout": "Heading of a box",
    "quotation": "Quotation",
    "definitions": "Definition",
    "bibliography": "Entry of a bibliography",
    "collected": "Heading of a list made from the text",
}


def _where(path: Path, places: dict[Path, models.Block]) -> str:
    """Return under which heading a passage stands, in words; nothing at the top."""
    around = [places[path[:size]] for size in range(len(path) - 1) if path[:size] in places]
    titles = [block.title for block in around if isinstance(block, models.Section) and places.get(path[:-1]) != block]
    return f" under “{titles[-1]}”" if titles else ""


def _beside_recommendation(sheet: models.Factsheet, block: models.Recommendation, path: Path) -> Iterator[Message]:
    if block.summary:
        comment = f"Recommendation {block.called}: what it is about, in a few words of ours, for overviews."
        yield Message(sheet.id, f"{block.id}.summary", block.summary, comment=comment, path=(*path, "summary"))
    for named, words, place in words_of_ways(block):
        is_phrase = place[-1] == "phrase"
        comment = f"Recommendation {block.called}: {_PHRASE if is_phrase else _OTHERS}"
        yield Message(sheet.id, named, words, comment=comment, path=(*path, "addressees", *place))
    if block.deadline:
        comment, place = f"Recommendation {block.called}: by when, below its text.", (*path, "deadline", "words")
        yield Message(sheet.id, f"{block.id}.deadline", block.deadline.words, comment=comment, path=place)
    if block.follow_up:
        comment = f"Recommendation {block.called}: what is to be reported back, below its text."
        yield Message(sheet.id, f"{block.id}.follow-up", block.follow_up, comment=comment, path=(*path, "follow_up"))


_PHRASE: Final = "the words of its text that say who is addressed, to the letter."
_OTHERS: Final = "addressees that are no Parties, beside its number."


def _inside_figure(sheet: models.Factsheet, block: models.Figure, path: Path) -> Iterator[Message]:
    for name, text, comment, rest in _figure_lines(block.content):
        if text:
            yield Message(sheet.id, f"{block.id}.{name}", text, comment=comment, path=(*path, *rest))


_SHOWS: Final = "What a picture shows, for those who cannot see it."


def _figure_lines(content: models.FigureContent) -> Iterator[tuple[str, str | None, str, Path]]:
    """Yield the name, the words, what they are and where they stand for each line inside a figure."""
    match content:
        case models.Image():
            yield "alternative", content.alternative, _SHOWS, ("alternative",)
            yield "credit", content.credit, "Below a picture: who made it or holds the rights.", ("credit",)
        case models.Bars():
            yield "unit", content.unit, "Figure: the unit of its values.", ("unit",)
            for number, value in enumerate(content.values):
                yield f"value.{number + 1}", value.label, "Figure: label of a value.", ("values", number, "label")
        case models.Chart():
            yield "unit", content.unit, "Figure: the unit of its values.", ("unit",)
            yield "rows-are", content.rows_are, "Figure: what its labels are, as the head of a column.", ("rows_are",)
            for number, name in enumerate(content.series):
                yield f"series.{number + 1}", name, "Figure: what one of the numbers of a row is.", ("series", number)
            for number, row in enumerate(content.values):
                yield f"value.{number + 1}", row.label, "Figure: label of a value.", ("values", number, "label")
            yield "summary", content.summary, _SHOWS, ("summary",)
            yield "source", content.source, "Below a figure, after “Source:”.", ("source",)
        case models.UnavailableData():
            return  # readers do not see its words
        case _:
            assert_never(content)


def _prose(domain: str, name: str, text: str, comment: str, path: Path, urgency: str = "") -> Message:
    return Message(domain, name, to_codes(text), comment=comment, path=path, prose=text, urgency=urgency)
