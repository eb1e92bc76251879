"""At a glance: what the general factsheet says, on its first page, each statement from a datum of the content.

Numbers are those that the content declares with the passages that state them; recommendations are in the order of the
text, in a few words of ours. The page says that it is made from the text and no part of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factsheet_builder.content import models
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.documents.block_wording.addressee_wording import AddresseeWording
from factsheet_builder.documents.block_wording.box_wording import tags_of
from factsheet_builder.documents.block_wording.topics import WordsPassage, topics
from factsheet_builder.documents.context import Context
from factsheet_builder.languages.isolation import Spoken, english_of, without_isolates
from factsheet_builder.views.document_view import GeneralGlanceView, GlanceFact, GlanceFigure, GlanceLine
from factsheet_builder.views.spans import Span, Spans

_PLACES = re.compile(r"(\d+)")


@dataclass(frozen=True)
class GeneralGlance:
    """What the page is made from; ``word`` words the passage of an id, a text with inline marks."""

    context: Context
    word: WordsPassage

    def view(self) -> GeneralGlanceView | None:
        """Return the page; nothing where the factsheet has neither numbers nor recommendations for it."""
        say = self.context.localiser.say
        figures, lines = tuple(self._figures()), tuple(self._lines())
        if not figures and not lines:
            return None
        return GeneralGlanceView(
            title=say("At a glance"),
            figures=figures,
            table_title=say("What is recommended"),
            table_columns=(say("Recommendation"), say("What it is about"), say("Page")),
            lines=lines,
            facts=(*self._practices(), self._as_of()),
            notice=say(
                "This page is an overview made from the text and no part of it. "
                "The wording that counts is on the pages named."
            ),
        )

    # Numbers

    def _figures(self) -> Iterator[GlanceFigure]:
        for position, figure in enumerate(self.context.sheet.key_figures, 1):
            pairs = zip(figure.numbers, figure.passages, strict=True)
            links = [self._link(self.context.localiser.number(number), passage) for number, passage in pairs]
            number = tuple(span for link in links for span in (Span("words", " + "), link))[1:]
            yield GlanceFigure(number, self.context.line(f"key-figure.{position}", figure.caption))

    def _link(self, words: str, passage: str) -> Span:
        label = self.context.localiser.say("{words}: go to the passage", words=words)
        return Span("link", spans=(Span("whole-words", words),), address=f"#{passage}", label=label)

    # Recommendations

    def _lines(self) -> Iterator[GlanceLine]:
        about = topics(self.context, self.word)
        for _, block in blocks_of(self.context.sheet):
            if isinstance(block, models.Recommendation):
                summary = about[block.id]
                page = self.context.page_link(block.id)
                tags, addressed = tags_of(self.context, block), self._addressed(block)
                yield GlanceLine(block.id, block.called, tags, summary, addressed, page)

    def _addressed(self, block: models.Recommendation) -> Spans:
        localiser, numbers = self.context.localiser, self.context.numbers
        corrected = [
            note
            for note in self.context.sheet.notes
            if isinstance(note, models.UpdateNote) and note.recommendation == block.id and not note.is_quoted
        ]
        addressed = AddresseeWording(self.context).in_short(block, has_links=False)
        if isinstance(block.addressees, models.OpenPhrase):
            return addressed
        spans: list[Span] = [*addressed]
        for note in corrected:
            party = localiser.party_in_prose(self.context.register.by_code[note.party])
            text = localiser.say("corrected for {party} (note {number})", party=party, number=numbers[note.id])
            spans += [Span("words", " · "), Span("words", text)]
        return self.context.in_one_language(tuple(spans))

    # What else

    def _practices(self) -> Iterator[GlanceFact]:
        """Yield the practices of each section of the text, with the page of the first."""
        localiser, label = self.context.localiser, self.context.localiser.say("Practices")
        for section in self.context.sheet.blocks:
            inner = blocks_of(self.context.sheet.model_copy(update={"blocks": (section,)}))
            practices = [block for _, block in inner if isinstance(block, models.Practice)]
            if not practices:
                continue
            names = [localiser.party_name(self.context.register.by_code[block.party]) for block in practices]
            links = [
                self._link(str(english_of(name)) if name.is_foreign else name, block.id)
                for name, block in zip(names, practices, strict=True)
            ]
            yield GlanceFact(label, self._joined(links, names), self.context.page_link(practices[0].id))
            label = ""

    def _joined(self, links: list[Span], names: list[Spoken]) -> Spans:
        """Return the links as a list in a sentence, by the rules of the locale, or of English where all names are."""
        is_foreign = all(name.is_foreign for name in names)
        places = [Spoken(str(number), str(number), is_foreign=is_foreign) for number in range(len(links))]
        parts = _PLACES.split(without_isolates(self.context.localiser.join(places)))
        spans = tuple(
            links[int(part)] if index % 2 else Span("words", part) for index, part in enumerate(parts) if part
        )
        return self.context.said_in(names[0], spans) if is_foreign else spans

    def _as_of(self) -> GlanceFact:
        localiser = self.context.localiser
        day = localiser.date_in_words(self.context.sheet.round.adopted)
        notes = [
            self.context.numbers[note.id] for note in self.context.sheet.notes if isinstance(note, models.UpdateNote)
        ]
        text = localiser.say("{date}, when the text was adopted. It has not been updated since.", date=day)
        if notes:
            text = localiser.count(
                "{date}, when the text was adopted. It has not been updated since, but for note {notes}.",
                "{date}, when the text was adopted. It has not been updated since, but for notes {notes}.",
                len(notes),
                date=day,
                notes=localiser.join(notes),
            )
        return GlanceFact(localiser.say("As of"), (Span("words", text),))
