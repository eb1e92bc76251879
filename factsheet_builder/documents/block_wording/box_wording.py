"""Practices and recommendations: labels, tags, who is addressed."""

from typing import assert_never

from factsheet_builder.content import models
from factsheet_builder.content.passages import addressees_of
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.languages.isolation import without_isolates
from factsheet_builder.views.boxed_views import PracticeView, RecommendationView
from factsheet_builder.views.spans import Span, Spans


def practice_view(desk: Desk, block: models.Practice, level: int) -> PracticeView:
    """Return a practice, headed by its Party."""
    name = desk.context.localiser.party_name(desk.context.register.by_code[block.party])
    label = desk.context.localiser.say("Promising practice")
    is_own = desk.version is not None and block.id in desk.version.selection.flagged
    names = [f"{block.id}.{number}" for number in range(1, len(block.paragraphs) + 1)]
    paragraphs = tuple(map(desk.words.passage, names, block.paragraphs))
    title = without_isolates(desk.context.localiser.say("{label}: {words}", label=label, words=name))
    return PracticeView(block.id, level, name, label, name, paragraphs, is_own, desk.trust.mark(*names), title)


def recommendation_view(desk: Desk, block: models.Recommendation, level: int) -> RecommendationView:
    """Return a recommendation with its verb, who is addressed, and its flag."""
    urgency = next(urgency for urgency in desk.context.sheet.round.urgencies if urgency.level == block.urgency)
    named = addressees_of(desk.context.sheet, block)
    addressed = _addressed(desk, block, len(named))
    verb = desk.context.line(f"urgency.{block.urgency}", urgency.verb)
    passage = f"{block.id}.text"
    spans, flag, mark = desk.words.passage(passage, block.text, named), desk.flag(block), desk.trust.mark(passage)
    return RecommendationView(block.id, level, verb, urgency.mark, addressed, f"{block.id} {verb}", spans, flag, mark)


def _addressed(desk: Desk, block: models.Recommendation, named: int) -> Spans:
    """Return who is addressed in a few words; where a note lists them, a link to it."""
    words = desk.context.localiser.count("{number} Party named", "{number} Parties named", named)
    match block.addressees:
        case models.OpenPhrase(phrase=phrase):
            return (Span("words", desk.context.line(f"{block.id}.addressees", phrase)),)
        case models.NamedInNote(note=note):
            label = desk.context.localiser.say("{words}: go to the list", words=words)
            return (Span("link", spans=(Span("words", words),), address=f"#note-{note}", label=label),)
        case models.NamedInSentence():
            return (Span("words", words),)
        case _:
            assert_never(block.addressees)
