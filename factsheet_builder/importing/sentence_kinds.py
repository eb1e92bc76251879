"""A paragraph -> a recommendation (by its bold verb) or a practice (by the bold Party that it begins with), or neither.

Who is addressed is a list in a note, a list in the sentence, or a phrase of it; a number that no source gives is named.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.content.reading.id_making import IdMaker
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.importing.note_kinds import Notes
from factsheet_builder.importing.party_lists import PartyNames
from factsheet_builder.importing.pieces import Ledger, Para, Run, shown
from factsheet_builder.importing.siblings import RoundFacts

_PRACTICE: Final = re.compile(r"(?:In|In the|En|Au|Aux|In der|Im)\s+(?:the\s+)?\*\*([^*]+)\*\*", re.IGNORECASE)
_OPEN: Final = re.compile(
    r"(?:all\s+)?(?:other\s+)?(?:States?\s+)?Part(?:ies|y)\s+(?:that|which|who)\s+(?:are|have|is|has)\s+not\s+"
    r"(?:already|yet)\s+(?:doing|done)\s+so|all\s+(?:States?\s+)?Parties|the\s+State\s+party|States\s+parties",
    re.IGNORECASE,
)
_NUMBER_FIRST: Final = r"(?:Recommendation\s+)?({})[.:)]?\s+"
_MOST_IN_PHRASE: Final = 200


@dataclass
class Sentences:
    """Judges paragraphs; counts those recommendations that have no number."""

    facts: RoundFacts
    parties: PartyNames
    notes: Notes
    ids: IdMaker
    chapter: str
    ledger: Ledger
    _numbers: set[str] = field(default_factory=set)

    def block(self, runs: Sequence[Run], prose: str, para: Para) -> dict[str, Data] | None:
        """Return the recommendation or the practice that a paragraph is, or nothing."""
        for match in re.finditer(r"\*\*([^*]+)\*\*", prose):
            if level := self.facts.verbs.get(match[1].strip().casefold()):
                return self._recommendation(runs, prose, match, level, para)
        return self.practice(prose, para) if _PRACTICE.match(prose) else None

    def practice(self, prose: str, para: Para) -> dict[str, Data] | None:
        """Return the practice of the Party that a paragraph begins with, or that its head names; nothing without one."""
        party = _PRACTICE.match(prose)
        words = party[1] if party else ""
        code = self.parties.code(words.strip(" ,")) or next(iter(self.parties.named(para.head)), "")
        if not code:
            return None
        name = self.ids.given_or_made(para.anchor, f"practice {words or code}", "practice")
        return {"kind": "practice", "id": name, "party": code, "paragraphs": [prose]}

    def _recommendation(
        self, runs: Sequence[Run], prose: str, verb: re.Match[str], level: str, para: Para
    ) -> dict[str, Data]:
        calls = [run.note for run in runs if run.note]
        lists = [call for call in calls if call in self.notes.lists]
        name = para.anchor if para.anchor and self.ids.take(para.anchor) else self._number(calls, prose, para.number)
        block: dict[str, Data] = {"kind": "recommendation", "id": name, "urgency": level}
        if lists:
            self._updates(name, calls, lists[0])
            return block | {"addressees": {"kind": "note", "note": self.notes.names[lists[0]]}, "text": prose}
        if named := self._in_sentence(prose, verb):
            start, end, codes = named
            self.ledger.set_aside("names of Parties, which are codes now", prose[start:end])
            text = f"{prose[:start]}{{addressees}}{prose[end:]}"
            return block | {"addressees": {"kind": "sentence", "parties": list(codes)}, "text": text}
        return block | {"addressees": {"kind": "open", "phrase": self._phrase(prose, verb, para)}, "text": prose}

    def _number(self, calls: Sequence[str], prose: str, number: int) -> str:
        """Return the number that a note or the text gives; else the next one that is free, which is named."""
        given = [self.notes.numbers[call] for call in calls if call in self.notes.numbers]
        pattern = str(self.facts.round.get("recommendation_ids", ""))
        if match := re.match(_NUMBER_FIRST.format(pattern), prose):
            given.append(match[1])
        for name in given:
            if self.ids.take(name):
                return name
            what = f"The number {name} stands at two recommendations."
            self.ledger.name("recommendation-twice", number, what, remedy="Correct the one or the other.")
        name = self._next(pattern)
        what = f"The file gives no number to the recommendation “{shown(prose)}”; it is called {name}."
        self.ledger.name("recommendation-without-number", number, what, remedy="Give it the body's own number.")
        return name

    def _next(self, pattern: str) -> str:
        """Return the first number that is free, formed as the round forms them."""
        forms = (f"{self.chapter}-{{}}", "I-{}", "{}", "R{}", "P-{}")
        form = next((form for form in forms if re.fullmatch(pattern, form.format(1))), forms[1])
        count = 1
        while not self.ids.take(form.format(count)):
            count += 1
        return form.format(count)

    def _in_sentence(self, prose: str, verb: re.Match[str]) -> tuple[int, int, tuple[str, ...]] | None:
        """Return where Parties are listed right behind the verb, and which."""
        rest = prose[verb.end() :]
        end = next((match.start() for match in re.finditer(r"\s+to\s+|[.;(]|\[\^", rest)), len(rest))
        words = rest[:end].strip()
        codes = self.parties.listed(words) if words else ()
        if not codes or self.parties.is_twice(words):
            return None
        start = verb.end() + rest.index(words)
        return start, start + len(words), codes

    def _phrase(self, prose: str, verb: re.Match[str], para: Para) -> str:
        """Return the words that say who is addressed, to the letter of the text."""
        words = plain_text(parse_prose(prose))
        if para.role == "recommendation" and para.head and para.head in words:
            return para.head
        if match := _OPEN.search(words):
            return match[0]
        behind = plain_text(parse_prose(prose[verb.end() :])).strip()
        phrase = re.split(r"\s+to\s|[,.;:]", behind, maxsplit=1)[0].strip() or verb[1].strip()
        phrase = phrase if len(phrase) <= _MOST_IN_PHRASE and phrase in words else verb[1].strip()
        what = f"Who is addressed was not recognised; “{shown(phrase)}” is taken for it."
        self.ledger.name("addressees", para.number, what, remedy="Correct the addressees of the recommendation.")
        return phrase

    def _updates(self, name: str, calls: Sequence[str], listing: str) -> None:
        """Make updates of notes that speak of the recommendation and of one Party of its list."""
        for call in calls:
            note = self.notes.data.get(call, {})
            text = str(note.get("text", ""))
            words = plain_text(parse_prose(text))
            named = self.parties.named(words)
            is_about = re.search(rf"recommendation\s+{re.escape(name)}(?!\w)", words, re.IGNORECASE)
            if note.get("kind") == "gloss" and is_about and len(named) == 1 and named[0] in self.notes.parties(listing):
                own = str(note["id"])
                note.clear()
                note |= {"kind": "update", "id": own, "party": named[0], "recommendation": name, "text": text}
                what = f"The note is taken for an update of {name} about {named[0]}."
                self.ledger.name("update", 0, what, note=call)
