"""Facts of a locale × the words of the interface -> the views of the screen Translations."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from factsheet_builder.changes.words import Piece, Sort
from factsheet_builder.languages.exchange.inline import Kind, Part
from factsheet_builder.languages.messages import LABELS, PARTIES, PUBLICATION, STUDIO
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.tags import direction_of, name_of_language
from factsheet_builder.studio.screens.translation_screen.message_facts import (
    MatchFacts,
    MessageFacts,
    TextPiece,
    text_pieces,
)
from factsheet_builder.studio.screens.translation_screen.message_lists import Line, LocaleFacts, Show, Text
from factsheet_builder.studio.screens.translation_screen.translation_views import (
    ChangeView,
    LinkView,
    LocaleRow,
    LocalesView,
    LocaleView,
    MatchView,
    MessageRow,
    PieceView,
    StateView,
)
from factsheet_builder.studio.server.interface_words import InterfaceWords

Address = Callable[..., str]
"""The address of a route by its name and values."""


@dataclass(frozen=True)
class TranslationWording:
    """Words facts in the language of the interface."""

    words: InterfaceWords
    address: Address

    def locales(self, found: Mapping[str, Mapping[State, int]]) -> LocalesView:
        """Return the view of all locales."""
        rows = []
        for tag, counts in found.items():
            total = sum(counts.values())
            rows.append(
                LocaleRow(
                    self.language(tag),
                    tag,
                    self.address("translations-of", locale=tag),
                    sum(number for state, number in counts.items() if state.is_current),
                    total,
                    counts[State.MISSING],
                    counts[State.STALE],
                    counts[State.TRANSLATED],
                )
            )
        return LocalesView(tuple(rows))

    def language(self, tag: str) -> str:
        """Return what a language is called in that of the interface."""
        return name_of_language(tag, self.words.language)

    def locale(self, facts: LocaleFacts, show: Show) -> LocaleView:
        """Return the view of one locale."""
        say = self.words.say
        of = next((text for text in facts.texts if text.domain == facts.of), None)
        nothing = say("There is nothing to translate.")
        if of is not None:
            nothing = say("No message of this text is among those that you asked for.")
        return LocaleView(
            facts.tag,
            facts.source,
            direction_of(facts.source),
            sum(text.current for text in facts.texts),
            sum(text.total for text in facts.texts),
            tuple(self._text(facts, text, show) for text in facts.texts),
            tuple(self._filter(facts, of, one, show) for one in Show) if of else (),
            tuple(self._row(facts.tag, line, show) for line in facts.lines),
            nothing,
        )

    def _text(self, facts: LocaleFacts, text: Text, show: Show) -> LinkView:
        where = self.address("translations-of", locale=facts.tag, of=text.domain, show=show.value)
        is_current = text.domain == facts.of
        language = facts.source if text.title else ""
        return LinkView(self.title_of(text), where, text.current, text.total, is_current, language)

    def title_of(self, text: Text) -> str:
        """Return what one of the texts of a locale is called."""
        say = self.words.say
        names = {
            PUBLICATION: say("Publication and imprint"),
            PARTIES: say("Names of Parties"),
            LABELS: say("Words of the documents"),
            STUDIO: say("Words of this studio"),
        }
        return text.title or names.get(text.domain, text.domain)

    def filter_name(self, show: Show) -> str:
        """Return what a filter is called."""
        say = self.words.say
        match show:
            case Show.ALL:
                return say("All")
            case Show.MISSING:
                return say("Missing")
            case Show.STALE:
                return say("Stale")
            case Show.ERRORS:
                return say("With problems")
            case Show.REVIEW:
                return say("To review")
            case _:
                assert_never(show)

    def _filter(self, facts: LocaleFacts, of: Text, one: Show, show: Show) -> LinkView:
        where = self.address("translations-of", locale=facts.tag, of=of.domain, show=one.value)
        return LinkView(self.filter_name(one), where, of.counts[one], of.total, one is show)

    def _row(self, tag: str, line: Line, show: Show) -> MessageRow:
        count = self.words.count
        where = self.address("translations-message", locale=tag, message=line.key, show=show.value)
        states = [self.state(line.state, is_locked=line.is_locked)]
        if line.errors:
            states.append(StateView(count("{number} error", "{number} errors", line.errors), "error"))
        if line.warnings:
            states.append(StateView(count("{number} warning", "{number} warnings", line.warnings), "warning"))
        return MessageRow(line.name, line.begins, line.what, where, tuple(states))

    def state(self, state: State, *, is_locked: bool = False) -> StateView:
        """Return how a message stands, in words."""
        say = self.words.say
        if is_locked:
            return StateView(say("official text"), "good")
        match state:
            case State.APPROVED:
                return StateView(say("approved"), "good")
            case State.REVIEWED:
                return StateView(say("reviewed"), "good")
            case State.TRANSLATED:
                return StateView(say("translated"), "good")
            case State.STALE:
                return StateView(say("stale"), "warning")
            case State.MISSING:
                return StateView(say("missing"), "error")
            case _:
                assert_never(state)

    def piece(self, piece: TextPiece) -> PieceView:
        """Return words, or a code with its label and what a button puts in for it."""
        if not piece.code:
            return PieceView(piece.text)
        label = self._label(piece)
        if piece.part == Part.OPENING:
            return PieceView(piece.text, label, piece.text, f"</{piece.code}>")
        if piece.part == Part.CLOSING:
            return PieceView(piece.text, self.words.say("end of {code}", code=label))
        return PieceView(piece.text, label)

    def _label(self, piece: TextPiece) -> str:
        say = self.words.say
        name, number = piece.code.rstrip("0123456789"), piece.code.lstrip("abcdefghijklmnopqrstuvwxyz")
        if piece.text.startswith("{"):
            return piece.code
        labels = {
            "b": say("bold"),
            "i": say("italic"),
            "sup": say("raised"),
            "sub": say("lowered"),
            "a": say("link {number}", number=number),
            "n": say("note {number}", number=number),
            "v": say("value {number}", number=number),
            "number": say("number of link {number}", number=number),
            "page": say("page of link {number}", number=number),
            "parties": say("the Parties addressed"),
        }
        return labels.get(name, piece.code)

    def text(self, text: str, kind: Kind) -> tuple[PieceView, ...]:
        """Return a translation with its codes as chips."""
        return tuple(map(self.piece, text_pieces(text, kind)))

    def match(self, match: MatchFacts, kind: Kind) -> MatchView:
        """Return what was translated before, with how much it is alike."""
        share = self.words.say("{share} alike", share=self.words.localiser.percent(match.percent))
        return MatchView(share, changes(match.pieces), match.target, self.text(match.target, kind), match.origin)

    def form_names(self, facts: MessageFacts) -> tuple[str, ...]:
        """Return what the fields of a message are called."""
        say, total = self.words.say, len(facts.forms)
        if total == 1:
            return (say("Translation"),)
        return tuple(say("Form {number} of {total}", number=number, total=total) for number in range(1, total + 1))


def changes(pieces: Iterable[Piece]) -> tuple[ChangeView, ...]:
    """Return a comparison as it is shown."""
    return tuple(ChangeView(one.text, one.sort is Sort.ADDED, one.sort is Sort.REMOVED) for one in pieces)
