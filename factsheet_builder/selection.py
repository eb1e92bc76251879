"""Factsheet × Party × profile -> what is kept, flagged or left out, each with its reason and the datum that decides.

Facts about the Party come from the lists of the content and from the register. Being addressed by a recommendation, being
named in a practice and being covered by the round are three independent facts. Words are never changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from factsheet_builder.content import models
from factsheet_builder.content.parties import Party
from factsheet_builder.content.passages import Path, addressees_of, blocks_of, passages_of
from factsheet_builder.content.prose import NoteCall, every_span, parse_prose, plain_text
from factsheet_builder.content.tailoring_rules import Action, Conditions, Profile


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one passage in the version for a Party: why, and from which datum."""

    passage: str
    kind: str
    action: Action
    reason: str
    datum: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The factsheet with what is left of it, and the decision on every block by its id."""

    sheet: models.Factsheet
    decisions: tuple[Decision, ...]

    @property
    def flagged(self) -> frozenset[str]:
        """Ids of the passages that are flagged."""
        return frozenset(decision.passage for decision in self.decisions if decision.action == "flag")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of one passage and the Party: the values of the conditions, and the datum behind them."""

    sections: tuple[str, ...]
    addressee: str = ""
    practice: str = ""
    mentions: bool = False
    datum: str = ""


def select(sheet: models.Factsheet, party: Party, name: str, profile: Profile) -> Selection:
    """Return what the version of ``profile`` for ``party`` has; ``name`` is the profile's name, for the reasons."""
    coverage = party.is_covered(sheet.round.id)
    decisions: list[Decision] = []
    for path, block in blocks_of(sheet):
        if isinstance(block, models.Section) or "items" in path:
            continue
        facts = _facts(sheet, block, party, _sections_around(sheet, path))
        for number, rule in enumerate(profile.rules, 1):
            if _holds(rule.when, block, facts, coverage):
                reason = f"rule {number} of the profile {name}"
                decisions.append(Decision(block.id, block.kind, rule.do, reason, facts.datum))
                break
        else:
            reason = f"no rule of the profile {name} holds"
            decisions.append(Decision(block.id, block.kind, profile.otherwise, reason, facts.datum))
    left_out = frozenset(decision.passage for decision in decisions if decision.action == "leave-out")
    return Selection(_keep(sheet, left_out, party), tuple(decisions))


def _sections_around(sheet: models.Factsheet, path: Path) -> tuple[str, ...]:
    sections = {place: block.id for place, block in blocks_of(sheet) if isinstance(block, models.Section)}
    return tuple(name for place, name in sections.items() if path[: len(place)] == place)


def _facts(sheet: models.Factsheet, block: models.Block, party: Party, sections: tuple[str, ...]) -> _Facts:
    match block:
        case models.Recommendation():
            return _addressee(sheet, block, party, sections)
        case models.Practice():
            is_own = block.party == party.code
            return _Facts(sections, practice="own" if is_own else "other", datum=f"{block.id}: party {block.party}")
        case models.Paragraph() if names_party(block.text, party):
            return _Facts(sections, mentions=True, datum=f"{block.id}: the text names {party.code}")
        case _:
            return _Facts(sections, datum=f"{block.id}: a {block.kind} of the general text")


def _addressee(
    sheet: models.Factsheet, block: models.Recommendation, party: Party, sections: tuple[str, ...]
) -> _Facts:
    match block.addressees:
        case models.OpenPhrase(phrase=phrase):
            return _Facts(sections, addressee="open", datum=f"{block.id}: addressees “{phrase}”")
        case models.NamedInNote(note=note):
            where = f"note {note}"
        case models.NamedInSentence():
            where = f"{block.id}: addressees"
        case _:
            assert_never(block.addressees)
    is_named = party.code in addressees_of(sheet, block)
    datum = f"{where} {'lists' if is_named else 'does not list'} {party.code}"
    return _Facts(sections, addressee="named" if is_named else "other", datum=datum)


def names_party(text: str, party: Party) -> bool:
    """Return whether ``text`` has one of the Party's names as whole words."""
    words = plain_text(parse_prose(text))
    names = {form.name for forms in party.names.values() for form in forms}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in sorted(names))


def _holds(when: Conditions, block: models.Block, facts: _Facts, coverage: str) -> bool:
    wanted = (
        (bool(when.kind), block.kind in when.kind),
        (bool(when.id), block.id in when.id),
        (bool(when.section), not set(when.section).isdisjoint(facts.sections)),
        (when.addressee is not None, when.addressee == facts.addressee),
        (when.practice is not None, when.practice == facts.practice),
        (when.mentions is not None, when.mentions == facts.mentions),
        (when.coverage is not None, when.coverage == coverage),
    )
    return all(holds for asked, holds in wanted if asked)


def _keep(sheet: models.Factsheet, left_out: frozenset[str], party: Party) -> models.Factsheet:
    """Return ``sheet`` without what is left out, without what that empties, and with the Party's practices first."""
    blocks = tuple(_kept(sheet.blocks, left_out, party))
    kept = sheet.model_copy(update={"blocks": blocks})
    called = {
        span.note
        for passage in passages_of(kept)
        for span in every_span(parse_prose(passage.text))
        if isinstance(span, NoteCall)
    }
    return kept.model_copy(update={"notes": tuple(note for note in sheet.notes if note.id in called)})


def _kept(blocks: tuple[models.Block, ...], left_out: frozenset[str], party: Party) -> Iterator[models.Block]:
    kept: list[models.Block] = []
    for block in blocks:
        if isinstance(block, models.Section):
            inner = tuple(_kept(block.blocks, left_out, party))
            if inner:
                kept.append(block.model_copy(update={"blocks": inner}))
        elif block.id not in left_out:
            kept.append(block)
    yield from _own_practice_first(kept, party)


def _own_practice_first(blocks: list[models.Block], party: Party) -> Iterator[models.Block]:
    """Yield the blocks, in each run of practices those of the Party first."""
    run: list[models.Practice] = []
    for block in blocks:
        if isinstance(block, models.Practice):
            run.append(block)
            continue
        yield from sorted(run, key=lambda practice: practice.party != party.code)
        run = []
        yield block
    yield from sorted(run, key=lambda practice: practice.party != party.code)
