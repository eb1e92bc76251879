"""The last block of a document: who publishes, as of when it speaks, how far its translation is, what its marks mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factsheet_builder.content import models
from factsheet_builder.content.passages import blocks_of, passages_of
from factsheet_builder.content.prose import UNKNOWN_ADDRESS, Link, every_span, parse_prose, plain_text
from factsheet_builder.documents.context import Context
from factsheet_builder.documents.trust import Trust
from factsheet_builder.documents.wording import Wording
from factsheet_builder.views.document_view import ImprintView
from factsheet_builder.views.spans import Span, Spans


@dataclass(frozen=True)
class Imprint:
    """What the imprint is made from; ``kept`` is what this document has of the factsheet, in its locale."""

    context: Context
    kept: models.Factsheet
    words: Wording
    trust: Trust

    def view(self) -> ImprintView:
        """Return the block."""
        say, publication = self.context.localiser.say, self.context.publication
        day = publication.published
        slots = (
            (say("Reference"), publication.reference),
            (say("Date"), self.context.localiser.date_in_words(day) if day else ""),
            (say("Contact"), publication.contact),
        )
        facts = tuple((label, self.words.divided(value)) for label, value in slots if value)
        texts = {f"imprint.{number}": text for number, text in enumerate(publication.imprint, 1)}
        texts |= {"disclaimer": publication.disclaimer} if publication.disclaimer else {}
        foreign = self.context.in_source_language
        paragraphs = [
            (self.words.of_source(spans),) if name in foreign else spans
            for name, spans in ((name, self.words.spans(text)) for name, text in texts.items())
        ]
        as_of = say(
            "The recommendations speak as of their adoption on {date}. What has happened since then is not "
            "shown, except where a note says so.",
            date=self.context.localiser.date_in_words(self.context.sheet.round.adopted),
        )
        paragraphs.append((Span("words", as_of),))
        paragraphs += [(Span("words", words),) for words in self._figures_without_data()]
        paragraphs += [(Span("words", statement),) for statement in self.trust.statements(self.kept)]
        remark: Spans = ()
        if any(finding.address == UNKNOWN_ADDRESS for finding in self._links()):
            words = say("A dotted line under words marks a link whose address the source does not give.")
            remark = (Span("words", words),)
        return ImprintView(say("About this factsheet"), tuple(paragraphs), facts, remark)

    def _figures_without_data(self) -> Iterator[str]:
        """Yield a sentence on the figures that the source announces and does not show."""
        titles = [
            plain_text(parse_prose(block.title))
            for _, block in blocks_of(self.kept)
            if isinstance(block, models.Figure) and isinstance(block.content, models.UnavailableData)
        ]
        say = self.context.localiser.say
        quoted = self.context.localiser.join([say("“{title}”", title=title) for title in titles])
        if len(titles) == 1:
            yield say("The source has one figure, {titles}, whose data is not available.", titles=quoted)
        elif titles:
            yield say("The source has figures whose data is not available: {titles}.", titles=quoted)

    def _links(self) -> Iterable[Link]:
        """Yield the links that the reader of this document meets."""
        for passage in passages_of(self.kept):
            yield from (span for span in every_span(parse_prose(passage.text)) if isinstance(span, Link))
