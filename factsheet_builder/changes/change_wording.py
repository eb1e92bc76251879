"""Findings × Localiser -> what a reader is told: a title, what became of the passage, and its words piece by piece."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from factsheet_builder.changes.change_findings import (
    CauseFact,
    Change,
    Fact,
    Finding,
    MarksFact,
    MoveFact,
    NameFact,
    PartiesFact,
    RenameFact,
    Turn,
    UrgencyFact,
    ValueFact,
    WordsFact,
)
from factsheet_builder.changes.words import Piece, Sort
from factsheet_builder.content.parties import Party
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.change_view import ChangeLineView, ChangeView, PieceView


@dataclass(frozen=True, slots=True)
class Wording:
    """Words findings in one locale; ``parties`` gives the Parties of the registers that were compared, by code."""

    localiser: Localiser
    parties: dict[str, Party]

    def view(self, finding: Finding, name: str, level: int = 3) -> ChangeView:
        """Return what is said of a finding; ``name`` is the anchor of its view."""
        lines = tuple(replace(line, label=f"{line.label}:") for fact in finding.facts for line in self.lines(fact))
        return ChangeView(name, level, self.title(finding), self.verdict(finding), lines)

    def title(self, finding: Finding) -> str:
        """Return what the passage is called: its name, and what it is."""
        if finding.kind == "party":
            return f"{self.names([finding.passage])} ({finding.passage})"
        kind = self._kind(finding.kind)
        is_named = finding.kind not in {"masthead", "round", "factsheet", "sources", "groups", "versions"}
        return f"{finding.passage.removeprefix('note.')} – {kind}" if is_named else kind

    def _kind(self, kind: str) -> str:
        say = self.localiser.say
        known = {
            "section": say("Section"),
            "paragraph": say("Paragraph"),
            "list": say("List"),
            "provision": say("Quoted article"),
            "practice": say("Practice"),
            "recommendation": say("Recommendation"),
            "figure": say("Figure"),
            "table": say("Table"),
            "tile-map": say("Overview of States"),
            "callout": say("Box"),
            "quotation": say("Quotation"),
            "definitions": say("Definitions"),
            "bibliography": say("Bibliography"),
            "collected": say("List made from the text"),
            "masthead": say("Title block"),
            "round": say("Round"),
            "factsheet": say("Facts about the factsheet"),
            "note-parties": say("Note, a list of States"),
            "note-gloss": say("Note, a remark"),
            "note-reference": say("Note, a reference"),
            "note-update": say("Note, information received after adoption"),
            "data-table": say("Table of data"),
            "data-row": say("Row of a table of data"),
            "sources": say("Sources of the register"),
            "groups": say("Groups of States"),
            "file": say("File"),
            "versions": say("Versions of packages"),
        }
        return known.get(kind, kind)

    def verdict(self, finding: Finding) -> str:
        """Return what became of the passage, in a few words."""
        say = self.localiser.say
        weighty = [fact for fact in finding.facts if finding.change is Change.CHANGED]
        words = [self.turn(fact.turn) for fact in weighty if isinstance(fact, UrgencyFact)]
        words += [say("list of States changed") for fact in weighty if isinstance(fact, PartiesFact)]
        words += [say("name in lists changed") for fact in weighty if isinstance(fact, NameFact)]
        words += [say("moved") for fact in weighty if isinstance(fact, MoveFact)]
        return "; ".join(dict.fromkeys(words)) or self.change(finding.change)

    def change(self, change: Change) -> str:
        """Return the word for what became of a passage."""
        say = self.localiser.say
        return {
            Change.ADDED: say("added"),
            Change.REMOVED: say("removed"),
            Change.CHANGED: say("changed"),
            Change.MOVED: say("moved"),
            Change.RENAMED: say("the same under another name"),
        }[change]

    def turn(self, turn: Turn) -> str:
        """Return the words for which way an urgency went."""
        say = self.localiser.say
        return {
            Turn.STRENGTHENED: say("urgency strengthened"),
            Turn.WEAKENED: say("urgency weakened"),
            Turn.CHANGED: say("urgency changed"),
        }[turn]

    def lines(self, fact: Fact) -> Iterator[ChangeLineView]:
        """Yield what is said of one fact."""
        say = self.localiser.say
        match fact:
            case WordsFact("party" as part, pieces):
                named = (Piece(piece.sort, self.names([piece.text])) for piece in pieces)
                yield ChangeLineView(self.part(part), tuple(map(self.piece, named)))
            case WordsFact(part, pieces):
                yield ChangeLineView(self.part(part), tuple(map(self.piece, pieces)))
            case MarksFact(part, _, _):
                same = PieceView("same", say("the words are the same; emphasis or links without words changed"))
                yield ChangeLineView(self.part(part), (same,))
            case UrgencyFact(turn, old, new):
                yield ChangeLineView(say("Urgency"), (PieceView("same", self.turn(turn)), *self.pair(old, new)))
            case PartiesFact(added, removed):
                yield ChangeLineView(say("States"), self.pair(self.names(removed), self.names(added)))
            case ValueFact(part, old, new):
                yield ChangeLineView(self.part(part), self.pair(old, new))
            case MoveFact(old, new) if old == new:
                where = say("elsewhere in “{section}”", section=new) if new else say("elsewhere at the highest level")
                yield ChangeLineView(say("Place"), (PieceView("same", where),))
            case MoveFact(old, new):
                top = say("the highest level")
                yield ChangeLineView(say("Place"), self.pair(old or top, new or top))
            case RenameFact(old, new):
                yield ChangeLineView(say("Name of the passage"), self.pair(old, new))
            case NameFact(old, new, shown_in):
                yield ChangeLineView(say("Name in lists"), self.pair(old, new))
                if shown_in:
                    where = self.localiser.join([name.removeprefix("note.") for name in shown_in])
                    yield ChangeLineView(say("Printed in"), (PieceView("same", where),))
            case CauseFact(inputs):
                unknown = say("inputs that the manifests do not name")
                yield ChangeLineView(say("Because of"), (PieceView("same", "; ".join(inputs) or unknown),))
            case _:
                assert_never(fact)

    def names(self, codes: Iterable[str]) -> str:
        """Return the names of the Parties as a list in a sentence; a code that no register knows stands for itself."""
        known = self.localiser.sort_parties(self.parties[code] for code in codes if code in self.parties)
        names: list[str] = [self.localiser.party_name(party) for party in known]
        names += sorted(code for code in codes if code not in self.parties)
        return self.localiser.join(names) if names else ""

    def piece(self, piece: Piece) -> PieceView:
        """Return a piece with the label that is read before it."""
        match piece.sort:
            case Sort.SAME:
                return PieceView("same", piece.text)
            case Sort.ADDED:
                return PieceView("added", piece.text, self.localiser.say("added:"))
            case Sort.REMOVED:
                return PieceView("removed", piece.text, self.localiser.say("removed:"))
            case _:
                assert_never(piece.sort)

    def pair(self, old: str, new: str) -> tuple[PieceView, ...]:
        """Return what was there and what is there now; an empty one is left out."""
        pieces = (Piece(Sort.REMOVED, old), Piece(Sort.ADDED, new))
        return tuple(self.piece(piece) for piece in pieces if piece.text)

    def part(self, path: str) -> str:
        """Return the words for a part of a passage: ``paragraphs.1.items.2`` is “Paragraph 1, item 2”."""
        steps: list[str] = []
        for step in path.split("."):
            if step.isdigit() and steps:
                steps[-1] = f"{self._singular(steps[-1])} {step}"
            elif step != "text" or not steps:
                steps.append(step.replace("_", " "))
        words = ", ".join(steps)
        return words[:1].upper() + words[1:]

    def _singular(self, name: str) -> str:
        say = self.localiser.say
        known = {
            "items": say("item"),
            "paragraphs": say("paragraph"),
            "rows": say("row"),
            "cells": say("cell"),
            "entries": say("entry"),
            "columns": say("column"),
            "values": say("value"),
            "corrections": say("correction"),
            "urgencies": say("level of urgency"),
            "keywords": say("keyword"),
            "facts": say("fact"),
            "recommendations": say("recommendation"),
            "expected warnings": say("expected warning"),
        }
        return known.get(name, name)
