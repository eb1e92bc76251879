"""At a glance: what the factsheet says about one Party, on one page, each statement from a datum of the content or register.

Nothing is inferred: an open recommendation is said to name nobody, a coverage that no source states is said to be unknown,
and being named in a practice is kept apart from being addressed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheet_builder.content import models
from factsheet_builder.content.addressing import (
    Way,
    addressees_of,
    is_addressed,
    is_of_concern,
    phrases_of,
    way_to,
    words_of_ways,
)
from factsheet_builder.content.parties import Party
from factsheet_builder.content.passages import blocks_of, called_in, updates_of
from factsheet_builder.documents.block_wording.addressee_wording import AddresseeWording
from factsheet_builder.documents.block_wording.box_wording import tags_of
from factsheet_builder.documents.block_wording.topics import WordsPassage, topics
from factsheet_builder.documents.context import Context
from factsheet_builder.documents.overview import tile_map
from factsheet_builder.documents.selection import names_party
from factsheet_builder.languages.isolation import Spoken
from factsheet_builder.languages.localiser import Name, begin_sentence
from factsheet_builder.languages.received import words_before
from factsheet_builder.views.document_view import GlanceQuote, GlanceRow, GlanceView
from factsheet_builder.views.spans import Span, Spans


@dataclass(frozen=True)
class Glance:
    """What the page is made from; ``kept`` is what this version has of the factsheet in the locale."""

    context: Context
    kept: models.Factsheet
    party: Party
    word: WordsPassage
    """Words the passage of an id, a text with inline marks."""

    def view(self) -> GlanceView:
        """Return the page."""
        say, name = self.context.localiser.say, self.context.localiser.party_name(self.party)
        adopted = self.context.localiser.date_in_words(self.context.sheet.round.adopted)
        maps = [block for _, block in blocks_of(self.context.sheet) if isinstance(block, models.TileMap)]
        own = self.party.code
        return GlanceView(
            title=say("At a glance: {party}", party=name),
            lead=say(
                "All this holds as of {date}, when the text was adopted. It has not been updated since.",
                date=adopted,
            ),
            table_title=say("Recommendations and whom they address"),
            table_columns=(say("Recommendation"), say("What it is about"), name),
            rows=tuple(sorted(self._rows(), key=lambda row: not row.is_named)),
            updates=tuple(self._updates()),
            facts_title=say("What else the factsheet says"),
            facts=tuple(self._facts()),
            map=tile_map(maps[0], self.context, 3, own) if maps else None,
            notice=self._notice(),
        )

    def _notice(self) -> str:
        """Return what the foot of the page says: that the version is tailored, and what the publication adds."""
        tailored = self.context.localiser.say(
            "This version was tailored from the general factsheet, whose official words are unchanged."
        )
        return " ".join(filter(None, [tailored, self._of_publisher("notice")]))

    def _of_publisher(self, name: str) -> str:
        """Return what the publication says in versions for one Party, by the name of its setting, or nothing."""
        words = getattr(self.context.publication.tailored, name)
        return self.context.line(f"tailored.{name}", words) if words else ""

    @property
    def _in_prose(self) -> Name:
        return self.context.localiser.party_in_prose(self.party)

    def _recommendations(self) -> list[models.Recommendation]:
        return [block for _, block in blocks_of(self.context.sheet) if isinstance(block, models.Recommendation)]

    def _rows(self) -> Iterator[GlanceRow]:
        about = topics(self.context, self.word)
        for block in self._recommendations():
            way = way_to(self.context.sheet, block, self.party.code, self.context.register)
            tags, addressed = tags_of(self.context, block), self._addressed(block, way)
            yield GlanceRow(block.id, block.called, tags, about[block.id], addressed, is_addressed(way))

    def _addressed(self, block: models.Recommendation, way: Way) -> str:
        say, count = self.context.localiser.say, self.context.localiser.count
        notes = [self.context.numbers[note.id] for note in updates_of(self.context.sheet, self.party.code, block.id)]
        see = self.context.localiser.join(notes)
        if way == "open":
            phrase = self._phrases(block)
            if not notes:
                return say("addresses “{phrase}”; names no State", phrase=phrase)
            return count(
                "addresses “{phrase}”; names no State; see note {notes}",
                "addresses “{phrase}”; names no State; see notes {notes}",
                len(notes),
                phrase=phrase,
                notes=see,
            )
        words = AddresseeWording(self.context).of_party(block, self.party.code)
        if not notes or way == "other":
            return words
        if way == "named":
            return count("named; see note {notes}", "named; see notes {notes}", len(notes), notes=see)
        return count("{words}; see note {notes}", "{words}; see notes {notes}", len(notes), words=words, notes=see)

    def _phrases(self, block: models.Recommendation) -> str:
        ids = [name for name, _, place in words_of_ways(block) if place[-1] == "phrase"]
        lines = map(self.context.line, ids, phrases_of(block))
        return self.context.localiser.join(list(lines)) if len(ids) > 1 else next(lines)

    def _updates(self) -> Iterator[GlanceQuote]:
        for note in updates_of(self.context.sheet, self.party.code):
            called = called_in(self.context.sheet).get(note.recommendation, note.recommendation)
            names = {"recommendation": called, "number": self.context.numbers[note.id]}
            if received := words_before(note, self.context.register, self.context.localiser).strip():
                lead = self.context.localiser.say(
                    "{recommendation} (note {number}). {received}", received=received, **names
                )
            else:
                lead = self.context.localiser.say(
                    "{recommendation}: the list is corrected by information received after adoption (note {number}).",
                    **names,
                )
            yield GlanceQuote((Span("words", lead),), self.word(f"note.{note.id}", note.text))

    def _facts(self) -> Iterator[Spans]:
        yield from self._about()
        if not self.party.member_state and (words := self._of_publisher("not_member_state")):
            yield (Span("words", words),)
        yield from self._former_name()
        kept = {block.id for _, block in blocks_of(self.kept)}
        is_praised, is_subject = False, self.party.code in self.context.sheet.about
        for _, block in blocks_of(self.context.source):
            if isinstance(block, models.Practice) and block.party == self.party.code:
                is_praised = True
                yield self._refer(self._say("{party} is named in a practice"), block.id, kept)
            elif isinstance(block, models.Paragraph) and not is_subject and names_party(block.text, self.party):
                yield self._refer(self._say("The running text names {party}"), block.id, kept)
        if is_praised and any(row.is_named for row in self._rows()):
            text = self.context.localiser.say(
                "Being named in a practice and being addressed by a recommendation are two separate findings."
            )
            yield (Span("words", text),)

    def _say(self, message: str, **values: str) -> str:
        return begin_sentence(self.context.localiser.say(message, party=self._in_prose, **values))

    def _about(self) -> Iterator[Spans]:
        """Yield whose document it is, where it is about States; whether the round covered the Party, where that is known."""
        about, coverage = self.context.sheet.about, self.party.is_covered(self.context.sheet.round.id)
        if not about or coverage != "unconfirmed":
            yield (Span("words", self._coverage()),)
        if not about:
            return
        names = AddresseeWording(self.context).subject()
        words = self.context.localiser.say("This document is about {parties}.", parties=names)
        if not is_of_concern(self.context.sheet, self.party.code):
            words = self.context.localiser.say(
                "This document is about {parties}. It concerns {party} only where it says so.",
                parties=names,
                party=self._in_prose,
            )
        yield (Span("words", words),)

    def _coverage(self) -> str:
        match self.party.is_covered(self.context.sheet.round.id):
            case "yes":
                return self._say("{party} is one of the States that the round covered.")
            case "no":
                return self._say("{party} is not one of the States that the round covered.")
            case "unconfirmed":
                return self._say(
                    "It is not known whether the round covered {party}: the sources of this factsheet do not say."
                )

    def _former_name(self) -> Iterator[Spans]:
        """Yield how official text calls the Party, where its name has changed since."""
        day = self.context.sheet.round.adopted
        then = self.context.localiser.party_in_prose(self.party, day)
        if then != self._in_prose and self._is_listed():
            text = self._say(
                "{party} is called {then} in the official text, as on {date}.",
                then=then,
                date=self.context.localiser.date_in_words(day),
            )
            yield (Span("words", text),)

    def _is_listed(self) -> bool:
        blocks, register = self._recommendations(), self.context.register
        return any(self.party.code in addressees_of(self.context.sheet, block, register) for block in blocks)

    def _refer(self, words: str, passage: str, kept: set[str]) -> Spans:
        """Return a sentence that leads to the passage, where this version has it."""
        if passage not in kept:
            return (Span("words", f"{words}."),)
        there = self.context.localiser.say("see the passage")
        link = Span("link", spans=(Span("words", there),), address=f"#{passage}", label=there)
        mark = "\N{INVISIBLE SEPARATOR}"
        said = Spoken.of(self.context.localiser.say("{label}: {words}", label=words, words=mark))
        before, after = said.around(mark)
        spans = (Span("words", before), link, Span("words", f"{after}."))
        return self.context.said_in(said, spans)
