"""What a recommendation is about, in a line or two of a page at a glance: its summary, or the heading that it stands under.

A heading says something only where recommendations stand under more than one. Where neither is there, its text begins.
"""

from typing import Final, Protocol

from factsheet_builder.content import models
from factsheet_builder.content.addressing import in_sentence_of
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.prose import escape, parse_prose, plain_text
from factsheet_builder.documents.context import Context
from factsheet_builder.views.spans import Span, Spans, beginning, rewritten, without_reference

_MOST: Final = 150
"""Letters of a text that stand for it."""


class WordsPassage(Protocol):
    """Words the passage of an id, a text with inline marks, as ``Wording.passage`` does."""

    def __call__(self, name: str, text: str, parties: tuple[str, ...] = (), *, has_calls: bool = True) -> Spans:
        """Return its spans."""


def topics(context: Context, word: WordsPassage) -> dict[str, Spans]:
    """Return for the id of each recommendation what it is about; ``word`` words the passage of an id."""
    blocks = list(blocks_of(context.sheet))
    sections = {path: block for path, block in blocks if isinstance(block, models.Section)}
    found = {}
    for path, block in blocks:
        if isinstance(block, models.Recommendation):
            around = [sections[path[:end]] for end in range(len(path), 0, -1) if path[:end] in sections]
            found[block.id] = block, around[0] if around else None
    says_something = len({section.id for _, section in found.values() if section}) > 1
    return {
        name: word(f"{name}.summary", escape(block.summary))
        if block.summary
        else _heading(context, section)
        if section and says_something
        else _beginning(block, word)
        for name, (block, section) in found.items()
    }


def _beginning(block: models.Recommendation, word: WordsPassage) -> Spans:
    """Return the first words of a recommendation, without the calls and links that stand in its text."""
    spans = word(f"{block.id}.text", block.text, in_sentence_of(block), has_calls=False)
    return beginning(rewritten(spans, _unlinked), _MOST)


def _unlinked(span: Span) -> Span:
    return without_reference(span) if span.kind in {"link", "unknown-link"} else span


def _heading(context: Context, section: models.Section) -> Spans:
    if section.short_title:
        return (Span("words", context.line(f"{section.id}.short-title", section.short_title)),)
    return (Span("words", context.line(f"{section.id}.title", plain_text(parse_prose(section.title)))),)
