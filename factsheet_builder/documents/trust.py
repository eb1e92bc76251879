"""What a reader is told of a translation: marks beside passages that are not up to date, and how far the whole is.

Where the factsheet is in the language of its source there is nothing to tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from factsheet_builder.content.models import Factsheet, Provision
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.languages.isolation import in_a_row
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.tags import speaks_english
from factsheet_builder.languages.translation import Coverage, Translated


@dataclass(frozen=True, slots=True)
class Trust:
    """What there is to tell of one factsheet in one locale."""

    translated: Translated
    localiser: Localiser

    def mark(self, *passages: str) -> str:
        """Return what the margin says beside these passages; nothing where all are up to date, or none is translated."""
        states = {passage: self.translated.state(passage) for passage in passages}
        missing = [passage for passage, state in states.items() if state is State.MISSING]
        stale = [passage for passage, state in states.items() if state is State.STALE]
        say = self.localiser.say
        if missing and len(missing) == len(states):
            return ""  # a rule in the margin says so, or the language of the words
        if missing:
            return say("not yet translated")
        if any(passage in self.translated.in_source_language for passage in stale):
            return say("changed since it was translated; not yet translated anew")
        return say("translation of an earlier text; changed since") if stale else ""

    def mark_of_provision(self, passages: tuple[str, ...]) -> str:
        """Return what the margin says beside an article that is quoted in the language of the source."""
        if self.translated.in_source_language.isdisjoint(passages):
            return ""
        return self.localiser.say("official text to be supplied in this language")

    def notice(self) -> str | None:
        """Return what the first page says of the translation; nothing once it was reviewed, or where there is none."""
        coverage, say = self.translated.coverage, self.localiser.say
        if coverage is None:
            return None
        said = [] if self.translated.is_reviewed else [say("Working translation, not reviewed")]
        if coverage.missing:
            share = self.localiser.number(100 * (coverage.total - coverage.missing) // coverage.total)
            said.append(
                say(
                    "{share} % of the passages are translated; a dotted rule runs along those that are not.",
                    share=share,
                )
            )
        return in_a_row(said, " · ") or None

    def draft(self, below_percent: int) -> str | None:
        """Return the word for a document of which less than that share of the passages is translated; else nothing."""
        coverage = self.translated.coverage
        if coverage is None or 100 * (coverage.translated + coverage.stale) >= below_percent * coverage.total:
            return None
        return self.localiser.say("DRAFT")

    def statements(self, sheet: Factsheet) -> Iterator[str]:
        """Yield what the imprint says of the translation; ``sheet`` is the one that is printed."""
        coverage = self.translated.coverage
        if coverage is None:
            return
        is_complete = coverage.reviewed == coverage.total and self.translated.is_reviewed
        if not is_complete:
            yield " ".join(self._how_far(coverage))
        if (vouched := self.translated.vouched) and vouched.names:
            names = self.localiser.join(vouched.names)
            if vouched.state is State.APPROVED:
                yield self.localiser.say("Translation approved by {names}.", names=names)
            else:
                yield self.localiser.say("Translation reviewed by {names}.", names=names)
        quoted = [block for _, block in blocks_of(sheet) if isinstance(block, Provision)]
        if any(f"{block.id}.title" in self.translated.in_source_language for block in quoted):
            yield self._quoted()

    def _quoted(self) -> str:
        say = self.localiser.say
        if speaks_english(self.localiser.source_language):
            return say(
                "Articles of the treaty are quoted in English. A translation of ours is not the text of the treaty; the "
                "official text in this language is to be supplied."
            )
        return say(
            "Articles of the treaty are quoted in the language of the original text. A translation of ours is not the text "
            "of the treaty; the official text in this language is to be supplied."
        )

    def _how_far(self, coverage: Coverage) -> Iterator[str]:
        localiser = self.localiser
        yield localiser.count(
            "{translated} of {number} passage translated.",
            "{translated} of {number} passages translated.",
            coverage.total,
            translated=localiser.number(coverage.translated),
        )
        if coverage.stale and speaks_english(localiser.source_language):
            yield localiser.count(
                "In {number} passage the English text has changed since it was translated.",
                "In {number} passages the English text has changed since they were translated.",
                coverage.stale,
            )
        elif coverage.stale:
            yield localiser.count(
                "In {number} passage the original text has changed since it was translated.",
                "In {number} passages the original text has changed since they were translated.",
                coverage.stale,
            )
        if not self.translated.is_reviewed:
            yield localiser.say("Working translation, not reviewed by the secretariat.")
