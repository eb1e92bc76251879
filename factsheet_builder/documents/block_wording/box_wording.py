"""Practices and recommendations: labels, tags, who is addressed, what follows the text."""

from collections.abc import Callable, Iterator

from factsheet_builder.content import models
from factsheet_builder.content.addressing import in_sentence_of
from factsheet_builder.documents.block_wording.addressee_wording import AddresseeWording
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.documents.context import Context
from factsheet_builder.languages.isolation import without_isolates
from factsheet_builder.views.block_views import BlockView
from factsheet_builder.views.boxed_views import DetailView, PracticeView, RecommendationView, TagsView, TagView
from factsheet_builder.views.spans import Span, joined

WordBlocks = Callable[[Desk, tuple[models.Block, ...], int], tuple[BlockView, ...]]
"""Words blocks in reading order."""


def practice_view(desk: Desk, block: models.Practice, level: int) -> PracticeView:
    """Return a practice, headed by its Party."""
    name = desk.context.localiser.party_name(desk.context.register.by_code[block.party])
    label = desk.context.localiser.say("Practice")
    is_own = desk.version is not None and block.id in desk.version.selection.flagged
    names = [f"{block.id}.{number}" for number in range(1, len(block.paragraphs) + 1)]
    paragraphs = tuple(map(desk.words.passage, names, block.paragraphs))
    title = without_isolates(desk.context.localiser.say("{label}: {words}", label=label, words=name))
    return PracticeView(block.id, level, name, label, name, paragraphs, is_own, desk.trust.mark(*names), title)


def recommendation_view(
    desk: Desk, block: models.Recommendation, level: int, word_blocks: WordBlocks
) -> RecommendationView:
    """Return a recommendation with its verbs, who is addressed, its flag and all of its parts."""
    passage, tags = f"{block.id}.text", tags_of(desk.context, block)
    verbs = joined(tags.verb, *(tag.verb for tag in tags.also))
    called = (
        joined(block.called, verbs) if verbs else desk.context.localiser.say("Recommendation {id}", id=block.called)
    )
    return RecommendationView(
        id=block.id,
        level=level,
        number=block.called,
        tags=tags,
        addressed=AddresseeWording(desk.context).in_short(block),
        bookmark=called,
        spans=desk.words.passage(passage, block.text, in_sentence_of(block)),
        flag=desk.flag(block),
        state=desk.trust.mark(passage),
        blocks=word_blocks(desk, block.blocks, level),
        details=tuple(_details(desk, block)),
    )


def tags_of(context: Context, block: models.Recommendation) -> TagsView:
    """Return what stands beside the number of a recommendation."""
    known = {urgency.level: urgency for urgency in context.sheet.round.urgencies}
    tags = [TagView(context.line(f"urgency.{level}", known[level].verb), known[level].mark) for level in block.levels]
    priority = context.localiser.say("priority") if block.priority else ""
    if not tags:
        return TagsView(priority=priority)
    return TagsView(tags[0].verb, tags[0].mark, tuple(tags[1:]), priority)


def _details(desk: Desk, block: models.Recommendation) -> Iterator[DetailView]:
    """Yield the deadline and what is to be reported back."""
    say, line = desk.context.localiser.say, desk.context.line
    if block.deadline:
        words = line(f"{block.id}.deadline", block.deadline.words)
        if block.deadline.day:
            day = desk.context.localiser.date_in_words(block.deadline.day)
            words = say("{words} ({date})", words=words, date=day)
        yield DetailView(f"{block.id}.deadline", say("Deadline:"), (Span("words", words),))
    if block.follow_up:
        words = line(f"{block.id}.follow-up", block.follow_up)
        yield DetailView(f"{block.id}.follow-up", say("Follow-up:"), (Span("words", words),))
