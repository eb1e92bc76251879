"""The decisions on a version for one Party -> plain lines that say what becomes of each passage, and why.

What is decided, and by which rule, is left to ``selection``. A reason is a message of the program with its values, so that a
screen can say it in another language; the lines are for the secretariat, in the language of the command line.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, assert_never

from factsheet_builder.content import models
from factsheet_builder.content.addressing import groups_with, phrases_of, ways_of
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.passages import blocks_of, note_numbers, updates_of
from factsheet_builder.documents.selection import Decision, Facts
from factsheet_builder.languages.filling import FILLER
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import SOURCE_LOCALE

_DONE: Final = {"flag": "Marked", "own-row": "Kept with one row", "keep": "Kept", "leave-out": "Left out"}
_UNSAID: Final = {
    "flag": "Marked",
    "own-row": "Kept with one row",
    "keep": "Kept without a mark",
    "leave-out": "Left out",
}
_COVERAGE: Final = {
    "yes": "the round covered it",
    "no": "the round did not cover it",
    "unconfirmed": "whether the round covered it is not known",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A message of the program, and the values that fill it: words, other reasons, or several of them."""

    message: str
    values: Mapping[str, "str | Reason | tuple[str | Reason, ...]"] = field(default_factory=dict)


Say = Callable[..., str]
"""Says a message in a language, its ``{names}`` filled."""


def in_english(message: str, **values: object) -> str:
    """Say a message in the words of the program."""
    return FILLER.vformat(message, (), values)


def worded(reason: Reason, say: Say = in_english) -> str:
    """Return a reason as ``say`` says it."""
    return say(reason.message, **{name: _worded(value, say) for name, value in reason.values.items()})


def _worded(value: "str | Reason | tuple[str | Reason, ...]", say: Say) -> str:
    match value:
        case Reason():
            return worded(value, say)
        case tuple():
            return ", ".join(_worded(one, say) for one in value)
        case _:
            return value


@dataclass(frozen=True)
class Reasons:
    """What the reasons speak of: the whole factsheet, the register, and the Party whose version it is."""

    sheet: models.Factsheet
    register: Register
    party: Party
    localiser: Localiser = field(default_factory=lambda: Localiser(SOURCE_LOCALE))
    """The language of the names."""

    def in_short(self, decisions: Sequence[Decision]) -> Iterator[str]:
        """Yield a line on each passage that a rule picked out, the marked first, then how many others there are."""
        picked = [decision for decision in decisions if decision.rule or decision.action == "flag"]
        yield from map(self.of_one, sorted(picked, key=lambda decision: list(_DONE).index(decision.action)))
        for action, words in _UNSAID.items():
            others = sum(decision.action == action and decision not in picked for decision in decisions)
            if others:
                count = (
                    f"{others} {'other ' if picked else ''}{'passage or note' if others == 1 else 'passages and notes'}"
                )
                yield f"{words}: {count}; --all lists {'it' if others == 1 else 'them'}."

    def of_each(self, decisions: Sequence[Decision]) -> Iterator[str]:
        """Yield a line on every passage, in reading order, with the number of the rule that decided."""
        for decision in decisions:
            yield self.of_one(decision) + (f" Rule {decision.rule}." if decision.rule else "")

    def of_one(self, decision: Decision) -> str:
        """Return the line on one passage, such as “Marked: recommendation VI-1 names Malta (note 2).”, as a sentence."""
        why = "; ".join(map(worded, self.why(decision)))
        return f"{_DONE[decision.action]}: {decision.kind} {decision.passage} {why}."

    def why(self, decision: Decision) -> tuple[Reason, ...]:
        """Return why one passage is kept, marked or left out: what follows “the passage …”, and what else is to be known."""
        return tuple(self._from_facts(decision, decision.facts)) if decision.facts else (self._from_others(decision),)

    def _from_facts(self, decision: Decision, facts: Facts) -> Iterator[Reason]:
        block = self._blocks[decision.passage]
        if facts.only_for:
            yield self._of_some(block, facts)
            return
        why = self._of_block(block, facts)
        # What else a rule may have asked for.
        has_more = decision.rule and not (facts.addressee or facts.practice or facts.mentions or facts.data)
        if has_more and facts.sections:
            why = Reason("{words} in the section {section}", {"words": why, "section": facts.sections[-1]})
        yield why
        if isinstance(block, models.Recommendation) and not isinstance(block.addressees, models.OpenPhrase):
            received = updates_of(self.sheet, self.party.code, block.id)
            numbers = tuple(self._numbers.get(note.id, note.id) for note in received)
            if numbers:
                yield Reason("information received after adoption: note {numbers}", {"numbers": numbers})
        if has_more:
            covered = Reason(_COVERAGE[self.party.is_covered(self.sheet.round.id)])
            yield self._reason("of {party}: {coverage}", coverage=covered)

    def _of_block(self, block: models.Block, facts: Facts) -> Reason:
        match block:
            case models.Recommendation(addressees=models.OpenPhrase(phrase=phrase)):
                return Reason("names no Party; it addresses {phrase}", {"phrase": f"“{phrase}”"})
            case models.Recommendation():
                return self._of_recommendation(block, facts)
            case models.Practice():
                return Reason("is of {party}", {"party": self._prose(self.register.by_code[block.party])})
            case models.Table(rows_from=models.RowsFrom(table=table)):
                is_own = facts.data == "own"
                words = "has a row of {party}, from {file}" if is_own else "has no row of {party}, from {file}"
                return self._reason(words, file=f"data/tables/{table}")
            case _ if facts.mentions:
                return self._reason("names {party} in its text")
            case _:
                return Reason("is general text")

    def _of_some(self, block: models.Block, facts: Facts) -> Reason:
        if facts.only_for == "other":
            return self._reason("is not for {party}, only for others")
        if not block.only_for:
            return self._reason("stands in a section that is only for {party}")
        return self._reason("is only for {party} and others" if len(block.only_for) > 1 else "is only for {party}")

    def _of_recommendation(self, block: models.Recommendation, facts: Facts) -> Reason:
        if facts.addressee == "subject":
            return self._reason("addresses the State that the document is about, which is {party}")
        if facts.addressee == "group":
            groups = tuple(group.id for group in groups_with(block, self.party.code, self.register))
            return self._reason("addresses {groups}, a group that has {party}", groups=groups)
        if facts.addressee == "open":
            phrases = f"“{'” and “'.join(phrases_of(block))}”"
            return self._reason("names {party} nowhere; it addresses {phrase}", phrase=phrases)
        where = tuple(self._where(block))
        if facts.addressee == "named":
            return self._reason("names {party} ({where})", where=where)
        if any(isinstance(way, models.NamedInNote | models.NamedInSentence) for way in ways_of(block)):
            return self._reason("names others, not {party} ({where})", where=where)
        return self._reason("addresses others, not {party} ({where})", where=where)

    def _where(self, block: models.Recommendation) -> Iterator[str | Reason]:
        """Yield where a recommendation says who is addressed."""
        for way in ways_of(block):
            match way:
                case models.NamedInNote(note=note):
                    yield Reason("note {number}", {"number": self._numbers.get(note, note)})
                case models.NamedInSentence():
                    yield Reason("in its sentence")
                case models.Subject():
                    yield Reason("the State that the document is about")
                case models.GroupsOfParties(groups=groups):
                    yield Reason("the Parties of {groups}", {"groups": groups})
                case models.Others(names=names):
                    yield ", ".join(names)
                case models.OpenPhrase(phrase=phrase):
                    yield f"“{phrase}”"
                case _:
                    assert_never(way)

    @staticmethod
    def _from_others(decision: Decision) -> Reason:
        others, is_kept = {"passages": decision.follows_from}, decision.action == "keep"
        if decision.kind in {"section", "callout"}:
            return Reason("has {passages}" if is_kept else "has nothing that is kept ({passages})", others)
        return Reason(
            "is called in {passages}" if is_kept else "is called only in what is left out ({passages})", others
        )

    def _reason(self, message: str, **values: str | Reason | tuple[str | Reason, ...]) -> Reason:
        """Return a reason with the name of the Party."""
        return Reason(message, {"party": self._prose(self.party), **values})

    @cached_property
    def _blocks(self) -> dict[str, models.Block]:
        return {block.id: block for _, block in blocks_of(self.sheet)}

    @cached_property
    def _numbers(self) -> dict[str, str]:
        return note_numbers(self.sheet)

    def _prose(self, party: Party) -> str:
        return str(self.localiser.party_in_prose(party))
