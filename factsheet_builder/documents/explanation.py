"""The decisions on a version for one Party -> plain lines that say what becomes of each passage, and why.

What is decided, and by which rule, is left to ``selection``. These lines are for the secretariat, in the language of the
command line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, assert_never

from factsheet_builder.content import models
from factsheet_builder.content.addressing import groups_with, phrases_of, ways_of
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.passages import blocks_of, note_numbers, updates_of
from factsheet_builder.documents.selection import Decision, Facts
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


@dataclass(frozen=True)
class Reasons:
    """What the reasons speak of: the whole factsheet, the register, and the Party whose version it is."""

    sheet: models.Factsheet
    register: Register
    party: Party

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
        why = self._from_facts(decision, decision.facts) if decision.facts else self._from_others(decision)
        return f"{_DONE[decision.action]}: {decision.kind} {decision.passage} {why}."

    def _from_facts(self, decision: Decision, facts: Facts) -> str:
        block = self._blocks[decision.passage]
        if facts.only_for:
            return self._of_some(block, facts)
        match block:
            case models.Recommendation(addressees=models.OpenPhrase(phrase=phrase)):
                why = f"names no Party; it addresses “{phrase}”"
            case models.Recommendation():
                why = self._of_recommendation(block, facts)
                if received := updates_of(self.sheet, self.party.code, block.id):
                    numbers = ", ".join(self._numbers.get(note.id, note.id) for note in received)
                    why += f"; information received after adoption: note {numbers}"
            case models.Practice():
                why = f"is of {self._prose(self.register.by_code[block.party])}"
            case models.Table(rows_from=models.RowsFrom(table=table)):
                whose = f"a row of {self._name}" if facts.data == "own" else f"no row of {self._name}"
                why = f"has {whose}, from data/tables/{table}"
            case _:
                why = f"names {self._name} in its text" if facts.mentions else "is general text"
        # What else a rule may have asked for.
        if decision.rule and not (facts.addressee or facts.practice or facts.mentions or facts.data):
            section = f" in the section {facts.sections[-1]}" if facts.sections else ""
            why += f"{section}; of {self._name}: {_COVERAGE[self.party.is_covered(self.sheet.round.id)]}"
        return why

    def _of_some(self, block: models.Block, facts: Facts) -> str:
        if facts.only_for == "other":
            return f"is not for {self._name}, only for others"
        return (
            f"is only for {self._name}{' and others' if len(block.only_for) > 1 else ''}"
            if block.only_for
            else (f"stands in a section that is only for {self._name}")
        )

    def _of_recommendation(self, block: models.Recommendation, facts: Facts) -> str:
        if facts.addressee == "subject":
            return f"addresses the State that the document is about, which is {self._name}"
        if facts.addressee == "group":
            groups = groups_with(block, self.party.code, self.register)
            return f"addresses {', '.join(group.id for group in groups)}, a group that has {self._name}"
        if facts.addressee == "open":
            return f"names {self._name} nowhere; it addresses “{'” and “'.join(phrases_of(block))}”"
        others = ", ".join(self._where(block))
        if facts.addressee == "named":
            return f"names {self._name} ({others})"
        if any(isinstance(way, models.NamedInNote | models.NamedInSentence) for way in ways_of(block)):
            return f"names others, not {self._name} ({others})"
        return f"addresses others, not {self._name} ({others})"

    def _where(self, block: models.Recommendation) -> Iterator[str]:
        """Yield where a recommendation says who is addressed."""
        for way in ways_of(block):
            match way:
                case models.NamedInNote(note=note):
                    yield f"note {self._numbers.get(note, note)}"
                case models.NamedInSentence():
                    yield "in its sentence"
                case models.Subject():
                    yield "the State that the document is about"
                case models.GroupsOfParties(groups=groups):
                    yield f"the Parties of {', '.join(groups)}"
                case models.Others(names=names):
                    yield ", ".join(names)
                case models.OpenPhrase(phrase=phrase):
                    yield f"“{phrase}”"
                case _:
                    assert_never(way)

    @staticmethod
    def _from_others(decision: Decision) -> str:
        others = ", ".join(decision.follows_from)
        if decision.kind in {"section", "callout"}:
            return f"has {others}" if decision.action == "keep" else f"has nothing that is kept ({others})"
        return (
            f"is called in {others}" if decision.action == "keep" else f"is called only in what is left out ({others})"
        )

    @cached_property
    def _blocks(self) -> dict[str, models.Block]:
        return {block.id: block for _, block in blocks_of(self.sheet)}

    @cached_property
    def _numbers(self) -> dict[str, str]:
        return note_numbers(self.sheet)

    @property
    def _name(self) -> str:
        return self._prose(self.party)

    @staticmethod
    def _prose(party: Party) -> str:
        return str(Localiser(SOURCE_LOCALE).party_in_prose(party))
