"""A message of a locale -> all that the screen tells of it: texts with codes, what changed, terms, memory, problems.

Facts are plain values, which a process hands to another; how they are worded is left to ``translation_views``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.changes.words import Piece, compare_words
from factsheet_builder.content.models import Provision
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.catalogs import Translation
from factsheet_builder.languages.codes import CodesError, plain_words
from factsheet_builder.languages.exchange.inline import Kind, Part, kind_of, pieces_of, text_of
from factsheet_builder.languages.exchange.units import Unit, digest, units_of
from factsheet_builder.languages.keeping.memory import Memory, as_message_has
from factsheet_builder.languages.messages import PUBLICATION, Message
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.rules.terms import stands_in
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.translation_screen.locale_reading import ReadLocale, known_segments, read_locale
from factsheet_builder.studio.screens.translation_screen.message_lists import BEGINS, Show, around

_OFFERED: Final = 3
_ISOLATED: Final = re.compile("\u2066(<[^<>]*>|\\{[^{}]*\\})\u2069")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Words, or a code that stands for something."""

    text: str
    code: str = ""
    """What the code is, as ``n1``; nothing of words."""
    part: str = Part.SINGLE


@dataclass(frozen=True, slots=True)
class Form:
    """A text to write: of a message with forms by number, one form."""

    source: tuple[TextPiece, ...]
    text: str
    """The translation as a field has it."""
    note: str
    """For which numbers it is."""


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A term of the glossary that the source has."""

    term: str
    words: tuple[str, ...]
    avoid: tuple[str, ...]
    note: str
    definition: str


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """What was translated before."""

    percent: int
    pieces: tuple[Piece, ...]
    """From its source to the one at hand."""
    target: str
    origin: str


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """One message, with what stands beside it."""

    tag: str
    source_tag: str
    key: str
    name: str
    domain: str
    comment: str
    notes: tuple[str, ...]
    kind: Kind
    """What its texts may have beside words."""
    state: State
    review: str
    remark: str
    is_locked: bool
    official: str
    """Of official text, what the locale supplies."""
    forms: tuple[Form, ...]
    codes: tuple[TextPiece, ...]
    """Each code of the source once; of pairs the one that opens."""
    changed: tuple[Piece, ...]
    """From the words that were translated to the present ones; nothing where they are the same."""
    terms: tuple[TermFacts, ...]
    matches: tuple[MatchFacts, ...]
    problems: tuple[Diagnostic, ...]
    source_digest: str
    target_digest: str
    number: int
    """Its place among the messages that are shown, from 1; 0 where it is none of them any more."""
    total: int
    before: str
    after: str
    """The keys of those around it; empty at the ends."""
    factsheet: str
    """Whose page shows it; empty where none does."""
    anchor: str


def message_facts(project: Project, tag: str, key: str, show: Show) -> MessageFacts | None:
    """Return a message by its key, nothing where there is none; raises as ``read_locale``."""
    locale = read_locale(project, tag)
    message = locale.find(key)
    if message is None:
        return None
    translation = locale.translation(message)
    units = units_of(
        {message.domain: (message,)}, {message.domain: locale.catalogs[message.domain]}, locale.settings.cases
    )
    before, number, total, after = around(locale, message, show)
    return MessageFacts(
        tag=tag,
        source_tag=project.source_locale,
        key=key,
        name=message.id or message.source[:BEGINS],
        domain=message.domain,
        comment=message.comment,
        notes=tuple(note.text for note in units[0].notes if note.about == "message" and note.text != message.comment),
        kind=kind_of(message),
        state=translation.state,
        review=translation.review.said if translation.review else "",
        remark=translation.note,
        is_locked=message.is_locked,
        official=_official(locale, message),
        forms=tuple(_form(unit) for unit in units),
        codes=tuple(_codes(message)),
        changed=_changed(message, translation),
        terms=tuple(_terms(locale, message)),
        matches=tuple(_matches(locale, message, key)),
        problems=locale.problems.get(key, ()),
        source_digest=source_digest(message),
        target_digest=target_digest(translation),
        number=number,
        total=total,
        before=before,
        after=after,
        factsheet=_page_of(locale, message),
        anchor=_anchor(message.id),
    )


def source_digest(message: Message) -> str:
    """Return what tells whether the words to translate are still the same."""
    return digest(f"{message.source}\x1f{message.plural}")


def target_digest(translation: Translation) -> str:
    """Return what tells whether somebody else has translated or reviewed a message meanwhile."""
    review = translation.review.comment if translation.review else ""
    return digest("\x1f".join((*translation.forms, translation.state, review, translation.note)))


def _form(unit: Unit) -> Form:
    note = next((note.text for note in unit.notes if note.about == "form"), "")
    return Form(text_pieces(unit.source, unit.kind), unit.stored, note)


def text_pieces(text: str, kind: Kind) -> tuple[TextPiece, ...]:
    """Return a text as words and codes; one whose codes are broken as it stands."""
    try:
        pieces = pieces_of(text, kind)
    except CodesError:
        return (TextPiece(text),)
    return tuple(
        TextPiece(piece) if isinstance(piece, str) else TextPiece(text_of([piece], kind), piece.name, piece.part)
        for piece in pieces
    )


def _codes(message: Message) -> Iterator[TextPiece]:
    found: dict[str, TextPiece] = {}
    for text in filter(None, (message.source, message.plural)):
        for piece in text_pieces(text, kind_of(message)):
            if piece.code and piece.part != Part.CLOSING:
                found.setdefault(piece.code, piece)
    yield from found.values()


def of_field(text: str) -> str:
    """Return the translation that stands in a field: there codes may be in isolates, to keep their own direction (UAX 9)."""
    return _ISOLATED.sub(r"\1", text)


def _changed(message: Message, translation: Translation) -> tuple[Piece, ...]:
    if translation.state is not State.STALE or not translation.source or translation.source == message.source:
        return ()
    return compare_words(translation.source, message.source)


def _terms(locale: ReadLocale, message: Message) -> Iterator[TermFacts]:
    source = plain_words(message.source) if kind_of(message) is Kind.PROSE else message.source
    for term in locale.glossary.terms:
        wording = term.wording(locale.tag)
        if wording and stands_in(term, source):
            yield TermFacts(term.term, wording.words, wording.avoid, wording.note or "", term.definition or "")


def _matches(locale: ReadLocale, message: Message, key: str) -> Iterator[MatchFacts]:
    if message.is_locked or message.plural:
        return
    kind = kind_of(message)
    source = text_of(pieces_of(message.source, kind), Kind.PROSE)
    for segment, likeness in Memory(known_segments(locale, key)).offer(source)[:_OFFERED]:
        if target := as_message_has(segment.target, kind):
            pieces = compare_words(segment.source, source)
            yield MatchFacts(round(likeness * 100), pieces, target, segment.origin)


def _official(locale: ReadLocale, message: Message) -> str:
    """Return what the locale supplies of the article that a locked message is of."""
    if not message.is_locked or locale.localiser.official is None:
        return ""
    sheet = next(sheet for sheet in locale.sheets if sheet.id == message.domain)
    for _, block in blocks_of(sheet):
        if isinstance(block, Provision) and message.id.startswith(f"{block.id}."):
            article = locale.localiser.official.articles.get(block.id)
            return "\n".join((f"{article.label} {article.title}", *article.paragraphs)) if article else ""
    return ""


def _page_of(locale: ReadLocale, message: Message) -> str:
    if any(sheet.id == message.domain for sheet in locale.sheets):
        return message.domain
    return locale.sheets[0].id if message.domain == PUBLICATION and locale.sheets else ""


def _anchor(name: str) -> str:
    """Return where on a page the words of a message of content are likely to stand."""
    if name.startswith("note."):
        return f"note-{name.removeprefix('note.')}"
    return name.partition(".")[0]
