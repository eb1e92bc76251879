"""Factsheet × locale -> the view of its bilingual edition: English and the translation side by side, for those who review it.

What is around the passages is in English; the column of the translation keeps its own language and direction. Calls of notes
are links to the rows of the notes. How it looks is left to the templates.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, groupby
from typing import Final
from unicodedata import bidirectional

from factsheet_builder.content import models
from factsheet_builder.content.addressing import in_sentence_of
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.content.publication import Publication, TranslationPolicy
from factsheet_builder.documents.context import Context
from factsheet_builder.documents.imprint import Imprint
from factsheet_builder.documents.original_words import OriginalWords
from factsheet_builder.documents.trust import Trust
from factsheet_builder.documents.wording import Wording
from factsheet_builder.languages.codes import plain_words
from factsheet_builder.languages.isolation import without_isolates
from factsheet_builder.languages.labels import words_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import Message, messages_of_factsheet
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.tags import name_of_language
from factsheet_builder.languages.translation import Translated, translate_factsheet
from factsheet_builder.views.block_views import BlockView, ParagraphView, SectionView
from factsheet_builder.views.document_view import DocumentView, ImprintView, MastheadView
from factsheet_builder.views.figure_views import ImageView
from factsheet_builder.views.pairs_view import PairNoteView, PairsView, PairView, Standing
from factsheet_builder.views.spans import Span, Spans, letters_in, plain, shortened
from factsheet_builder.views.table_views import RowView, TableView

_TALL: Final = 350
"""Letters of a cell that takes more than eight lines; its row may break over pages."""
_LONGEST_RUNNING: Final = 55
"""Letters of 8 pt that stand beside the title of the document in the head of a page."""
_STANDINGS: Final[dict[State, Standing]] = {State.STALE: "stale", State.MISSING: "missing"}


def for_review(localiser: Localiser) -> Localiser:
    """Return the localiser for a bilingual edition: what must not be printed elsewhere is what a reviewer looks for."""
    return replace(localiser, policy=TranslationPolicy())


def bilingual_edition(
    sheet: models.Factsheet,
    register: Register,
    publication: Publication,
    localiser: Localiser,
    original: Localiser | None = None,
) -> DocumentView:
    """Return the view of both languages side by side.

    The content must have passed its checks; ``localiser`` is one that is made ``for_review``, ``original`` that of the
    language of the content, by default one that says labels as the program does.

    Raises:
        ContentError: a translation cannot be put in its place.
    """
    words = words_of(publication)
    says = original or Localiser(sheet.language)
    return _Edition(sheet, register, publication, localiser.with_words(words), says.with_words(words)).view()


@dataclass
class _Edition:
    source: models.Factsheet
    register: Register
    publication: Publication
    localiser: Localiser
    """Of the translation."""
    english: Localiser
    """Of the source."""

    def __post_init__(self) -> None:
        self.translated = translate_factsheet(self.source, self.localiser)
        untranslated = Translated(self.source, {}, frozenset())
        self.words = Wording(self.source, untranslated, self.register, self.english)
        shown = replace(self.translated, in_source_language=frozenset(), states={})
        self.other_words = Wording(self.source, shown, self.register, self.localiser)
        self.language = name_of_language(self.localiser.tag, self.source.language)
        self.original = OriginalWords(self.english, self.language)
        self.messages = messages_of_factsheet(self.source)

    def view(self) -> DocumentView:
        say = self.english.say
        title = self.original.title(self.source.short_title)
        sections = tuple(self.sections())
        return DocumentView(
            template="bilingual.html",
            id=self.source.id,
            language=self.english.tag,
            direction=self.english.direction,
            title=without_isolates(say("Bilingual edition: {title}", title=title)),
            author=self.publication.author,
            description=without_isolates(self.original.description),
            keywords=self.source.keywords,
            masthead=self.masthead(),
            running_title=title,
            folio=self.english.folio(),
            blocks=(self.summary(sections), *sections),
            notes=(),
            imprint=self.imprint(),
            source_language=self.source.language,
        )

    def masthead(self) -> MastheadView:
        say, words, emblem = self.english.say, self.source.masthead, self.publication.emblem
        return MastheadView(
            chapter_label=say("Chapter") if self.source.chapter else "",
            chapter=self.source.chapter,
            label=say("BILINGUAL EDITION"),
            title=words.title,
            lead_in=words.lead_in,
            theme=words.theme,
            emblem=ImageView(emblem.file, emblem.alternative) if emblem else None,
            version=self.original.both,
            notice=Trust(self.translated, self.english).notice(),
        )

    def imprint(self) -> ImprintView:
        context = Context(self.source, self.source, self.register, self.publication, self.english, self.words.numbers)
        view = Imprint(context, self.source, self.words, Trust(self.translated, self.english)).view()
        what = self.english.say("This bilingual edition is for review. It takes the place of neither text.")
        return replace(view, paragraphs=(_words(what), *view.paragraphs))

    def summary(self, sections: tuple[SectionView, ...]) -> SectionView:
        """Return what the edition is, and how many passages are in which state."""
        say = self.english.say
        pairs = [
            pair
            for section in sections
            for block in section.blocks
            if isinstance(block, PairsView)
            for pair in block.pairs
        ]
        states = list(dict.fromkeys(pair.state for pair in pairs))
        rows = tuple(
            RowView(_words(state), (_words(self.english.number(sum(pair.state == state for pair in pairs))),))
            for state in states
        )
        columns = _words(say("State of the translation")), _words(say("Passages"))
        as_of = say("As of {date}", date=self.english.date_in_words(self.source.round.adopted))
        table = TableView("states", _words(as_of), columns, rows, numeric=(False, True))
        paragraph = ParagraphView("how", None, _words(self.original.how), introduces=False)
        return _section("summary", say("About this edition"), (paragraph, table))

    # Rows

    def sections(self) -> Iterator[SectionView]:
        for name, group in groupby(self.numbered, lambda pair: pair[0]):
            pairs = tuple(pair for _, pair in group)
            columns = (self.english.say("Passage"), self.original.name, self.language)
            table = PairsView(f"pairs.{name}", columns, self.localiser.tag, self.localiser.direction, pairs)
            yield _section(f"part.{name}", self._title(name), (table,), self._running(name))

    def _running(self, part: str) -> str:
        block = self.source.blocks[int(part)] if part.isdecimal() else None
        return block.short_title or "" if isinstance(block, models.Section) else ""

    def _title(self, part: str) -> str:
        match part:
            case "head":
                return self.english.say("Title block and description")
            case "notes":
                return self.english.say("Notes")
            case "data":
                return self.english.say("Tables of data")
            case "text":
                return self.english.say("Text")
            case _:
                block = self.source.blocks[int(part)]
                words = (
                    (block.number, plain(self.words.spans(block.title))) if isinstance(block, models.Section) else ()
                )
                return " ".join(filter(None, words))

    @cached_property
    def numbered(self) -> list[tuple[str, PairView]]:
        """The pairs in order, each with the part of the document that it belongs to."""
        numbers = count(1)
        found = [
            (self._part(message.path), self.pair(message, str(next(numbers))))
            for message in self.messages
            if not message.id.startswith("note.")
        ]
        by_id = {message.id: message for message in self.messages}
        for note in self.notes:
            known, number = by_id.get(f"note.{note.id}"), str(next(numbers))
            pair = self.pair(known, number) if known else self.made(note, number)
            called = self.words.numbers[note.id]
            found.append(("notes", replace(pair, id=_row(note.id), name=f"[{called}] {pair.name}")))
        return found

    @cached_property
    def notes(self) -> list[models.Note]:
        numbers = self.words.numbers
        return sorted(
            (note for note in self.source.notes if note.id in numbers), key=lambda note: int(numbers[note.id])
        )

    def _part(self, path: Path) -> str:
        if path[0] != "blocks":
            return "data" if path[0] == "data" else "head"
        return str(path[1]) if isinstance(self.source.blocks[int(path[1])], models.Section) else "text"

    def pair(self, message: Message, number: str) -> PairView:
        """Return a passage in both languages."""
        if message.is_locked:
            return self.official(message, number)
        translation = self.localiser.translation(message)
        state, notes = translation.state, []
        is_printed = message.id not in self.translated.in_source_language
        if state is State.STALE:
            previous = plain_words(translation.source) if message.prose else translation.source
            notes.append(PairNoteView(self.original.translated_text, _words(previous)))
        notes += [
            PairNoteView(self.english.say("Remark:"), self.foreign(line)) for line in translation.note.splitlines()
        ]
        shown: Spans = ()
        if is_printed:
            shown = self.text(self.other_words, self.translated.sheet, message)
        elif translation.text:  # its codes are those of an older English
            shown = self.isolated(_words(plain_words(translation.text)))
        source = self.text(self.words, self.source, message)
        said = letters_in(source) + sum(letters_in(note.spans) for note in notes)
        tall = max(said, letters_in(shown)) > _TALL
        standing = _STANDINGS.get(state, "current")
        return PairView(
            f"row.{number}", number, message.id, self.state(state), standing, source, shown, tuple(notes), tall
        )

    def official(self, message: Message, number: str) -> PairView:
        """Return a passage of a quoted article: its text in the language of the locale where that is supplied."""
        is_supplied = message.id not in self.translated.in_source_language
        say = self.english.say
        state = say("official text") if is_supplied else say("official text, to be supplied")
        shown = self.text(self.other_words, self.translated.sheet, message) if is_supplied else ()
        source = self.text(self.words, self.source, message)
        return PairView(f"row.{number}", number, message.id, state, "official" if shown else "missing", source, shown)

    def made(self, note: models.Note, number: str) -> PairView:
        """Return a note that nobody translates: a list that the register makes, or words as they were received."""
        say = self.english.say
        state = say("made from the register") if isinstance(note, models.PartyListNote) else say("as received")
        source, shown = self.words.note(note).spans, self.other_words.note(note).spans
        tall = letters_in(source) > _TALL
        return PairView("", number, f"note.{note.id}", state, "made", source, self.isolated(shown), is_tall=tall)

    def state(self, state: State) -> str:
        """Return the word for a state."""
        say = self.english.say
        known = {
            State.MISSING: say("missing"),
            State.STALE: say("stale"),
            State.TRANSLATED: say("translated"),
            State.REVIEWED: say("reviewed"),
            State.APPROVED: say("approved"),
        }
        return known[state]

    # Texts

    def text(self, words: Wording, sheet: models.Factsheet, message: Message) -> Spans:
        """Return a text of a factsheet where a message has its place."""
        around = self.blocks.get(message.path[:-1])
        text = _value(sheet, message.path)
        if isinstance(around, models.Provision):  # its title is one passage with its name
            text = f"{_value(sheet, (*message.path[:-1], 'label'))} – {text}"
        named = in_sentence_of(around) if isinstance(around, models.Recommendation) else ()
        is_prose = bool(message.prose) or message.is_locked
        spans = self.linked(words.spans(text, named) if is_prose else words.divided(text))
        return self.isolated(spans) if words is self.other_words else spans

    @cached_property
    def blocks(self) -> dict[Path, models.Block]:
        return dict(blocks_of(self.source))

    def linked(self, spans: Spans) -> Spans:
        """Return spans for a narrow column, whose calls of notes lead to the rows of the notes."""
        return tuple(self._linked(span) for span in spans)

    def _linked(self, span: Span) -> Span:
        if span.kind == "compound":  # in a narrow column a compound that is kept whole tears the line before it
            return replace(span, kind="words")
        if span.kind == "link" and span.address.startswith("#"):  # the passages are rows here
            return Span("list", spans=self.linked(span.unpaged or span.spans))
        if span.kind != "call":
            return replace(span, spans=self.linked(span.spans))
        label = self.english.say("Note {number}", number=span.text)
        return Span("link", spans=(Span("whole-words", f"[{span.text}]"),), address=f"#{_row(span.note)}", label=label)

    def isolated(self, spans: Spans) -> Spans:
        """Return spans for the column of the translation; names and addresses that run against it say so.

        The template compares with the direction of the document, which is not that of this column.
        """
        if self.localiser.direction == self.english.direction:
            return spans
        return tuple(
            Span("foreign", spans=(span,), direction=self.english.direction)
            if span.kind in {"whole-words", "link"} and _runs(plain((span,))) == "L"
            else replace(span, spans=self.isolated(span.spans))
            for span in spans
        )

    def foreign(self, line: str) -> Spans:
        """Return a remark, in whichever language it is."""
        if _runs(line) in {"", "L"}:
            return _words(line)
        return (Span("foreign", spans=_words(line), language=self.localiser.tag, direction="rtl"),)


def _runs(text: str) -> str:
    """Return the class of the first letter that has a direction (UAX 9, P2), nothing if none has."""
    return next((kind for kind in map(bidirectional, text) if kind in {"L", "R", "AL"}), "")


def _row(note: str) -> str:
    return f"row.note.{note}"


def _value(sheet: models.Factsheet, path: Path) -> str:
    value: object = sheet
    for step in path:
        value = value[step] if isinstance(step, int) and isinstance(value, tuple) else getattr(value, str(step))
    return str(value)


def _words(text: str) -> Spans:
    return (Span("words", text),)


def _section(name: str, title: str, blocks: tuple[BlockView, ...], running: str = "") -> SectionView:
    return SectionView(name, 2, None, _words(title), title, shortened(running or title, _LONGEST_RUNNING), blocks)
