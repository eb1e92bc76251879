"""Factsheet × Party × profile -> what is kept, flagged or left out, each with the rule and the facts that decide.

Facts about the Party come from the lists of the content and from the register. Being addressed by a recommendation, being
named in a practice and being covered by the round are three independent facts. Words are never changed; saying in words
why is left to ``explanation``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from factsheet_builder.content import models
from factsheet_builder.content.addressing import Way, is_addressed, way_to
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.party_texts import text_for
from factsheet_builder.content.passages import blocks_of, passages_of, units_of
from factsheet_builder.content.prose import NoteCall, every_span, parse_prose, plain_text
from factsheet_builder.content.referring.collecting import collected_of
from factsheet_builder.content.tailoring_rules import Action, Conditions, Profile

_HOLDERS = (models.Section, models.Callout)
"""What becomes of these follows from what is in them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one passage and the Party: the values of the conditions."""

    sections: tuple[str, ...]
    addressee: Way | None = None
    practice: str = ""
    mentions: bool = False
    data: str = ""
    """Whether a table made from data has a row of the Party: ``own`` or ``other``."""
    only_for: str = ""
    """Of a passage for some Parties only, whether the Party is one of them: ``own`` or ``other``."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one passage in the version for a Party, and what decides it."""

    passage: str
    kind: str
    action: Action
    facts: Facts | None = None
    """``None`` for sections and notes: what becomes of them follows from other passages."""
    rule: int = 0
    """Number of the rule that holds, from 1; 0 where none does."""
    follows_from: tuple[str, ...] = ()
    """For a section the passages in it, for a note those that call it: those that are kept, or all where none is."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The factsheet with what is left of it, and the decision on every block by its id."""

    sheet: models.Factsheet
    decisions: tuple[Decision, ...]

    @property
    def flagged(self) -> frozenset[str]:
        """Ids of the passages that are flagged."""
        return frozenset(decision.passage for decision in self.decisions if decision.action == "flag")


def select(sheet: models.Factsheet, party: Party, profile: Profile, register: Register) -> Selection:
    """Return what the version of ``profile`` for ``party`` has."""
    decided: dict[str, Decision] = {}
    here = text_for(sheet, party.code)
    there = {block.id for _, block in blocks_of(here)}
    own = {block.id for _, block in blocks_of(sheet) if party.code in block.only_for}
    for around, block in units_of(sheet):
        facts = _facts(sheet, block, party, register, around)
        if block.id not in there or not own.isdisjoint((block.id, *around)):
            decided[block.id] = _of_some(block, facts, is_there=block.id in there)
        else:
            decided[block.id] = _decide(block, facts, party, sheet, profile)
    actions = {decision.passage: decision.action for decision in decided.values()}
    kept = _keep(here, actions, party, register)
    what_follows = {decision.passage: decision for decision in _what_follows(sheet, kept)}
    # In reading order: what decides of a section is found in it, of a note who calls it.
    ids = [*(block.id for _, block in blocks_of(sheet)), *(note.id for note in sheet.notes)]
    decisions = [decided.get(passage) or what_follows.get(passage) for passage in ids]
    return Selection(kept, tuple(decision for decision in decisions if decision))


def _decide(block: models.Block, facts: Facts, party: Party, sheet: models.Factsheet, profile: Profile) -> Decision:
    coverage = party.is_covered(sheet.round.id)
    for number, rule in enumerate(profile.rules, 1):
        if _holds(rule.when, block, facts, coverage):
            # A document about the Party names it all the time: a mark would say nothing.
            is_said = rule.do == "flag" and facts.mentions and party.code in sheet.about
            return Decision(block.id, block.kind, "keep" if is_said else rule.do, facts, number)
    return Decision(block.id, block.kind, profile.otherwise, facts)


def _of_some(block: models.Block, facts: Facts, *, is_there: bool) -> Decision:
    """Return what becomes of a passage for some Parties only; no rule leaves it out of their versions."""
    action: Action = "leave-out" if not is_there else "flag" if block.only_for else "keep"
    return Decision(block.id, block.kind, action, replace(facts, only_for="own" if is_there else "other"))


def _what_follows(sheet: models.Factsheet, kept: models.Factsheet) -> Iterator[Decision]:
    """Yield what becomes of sections and notes: it follows from the passages that are left."""
    left = {block.id for _, block in blocks_of(kept)}
    for _, block in blocks_of(sheet):
        if isinstance(block, _HOLDERS):
            inner = tuple(found.id for found in block.blocks)
            stay = tuple(passage for passage in inner if passage in left)
            yield Decision(block.id, block.kind, "keep" if stay else "leave-out", follows_from=stay or inner)
    calls_then, calls_now = _calls(sheet), _calls(kept)
    for note in sheet.notes:
        stay = tuple(calls_now.get(note.id, ()))
        callers = stay or tuple(calls_then.get(note.id, ()))
        yield Decision(note.id, "note", "keep" if stay else "leave-out", follows_from=callers)


def _calls(sheet: models.Factsheet) -> dict[str, list[str]]:
    """Return the passages that call each note, by the note's id."""
    found: dict[str, list[str]] = {}
    for passage in passages_of(sheet):
        for span in every_span(parse_prose(passage.text)):
            if isinstance(span, NoteCall):
                found.setdefault(span.note, []).append(passage.id)
    return found


def _facts(
    sheet: models.Factsheet, block: models.Block, party: Party, register: Register, sections: tuple[str, ...]
) -> Facts:
    match block:
        case models.Recommendation():
            return Facts(sections, addressee=way_to(sheet, block, party.code, register))
        case models.Practice():
            return Facts(sections, practice="own" if block.party == party.code else "other")
        case models.Paragraph():
            return Facts(sections, mentions=names_party(block.text, party))
        case models.Table(rows_from=models.RowsFrom() as rows):
            has_row = party.code in (rows.parties or sheet.data_by_name[rows.table].parties)
            return Facts(sections, data="own" if has_row else "other")
        case _:
            return Facts(sections)


def names_party(text: str, party: Party) -> bool:
    """Return whether ``text`` has one of the Party's names as whole words."""
    words = plain_text(parse_prose(text))
    names = {form.name for forms in party.names.values() for form in forms}
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in sorted(names))


def _holds(when: Conditions, block: models.Block, facts: Facts, coverage: str) -> bool:
    wanted = (
        (bool(when.kind), block.kind in when.kind),
        (bool(when.id), block.id in when.id),
        (bool(when.section), not set(when.section).isdisjoint(facts.sections)),
        (when.addressee is not None, _is_so_addressed(when, facts)),
        (when.practice is not None, when.practice == facts.practice),
        (when.data is not None, when.data == facts.data),
        (when.mentions is not None, when.mentions == facts.mentions),
        (when.coverage is not None, when.coverage == coverage),
    )
    return all(holds for asked, holds in wanted if asked)


def _is_so_addressed(when: Conditions, facts: Facts) -> bool:
    """Tell whether the condition holds; “named” is true of every Party that is addressed, whichever words do it."""
    if when.addressee == "named":
        return facts.addressee is not None and is_addressed(facts.addressee)
    return when.addressee == facts.addressee


def _keep(sheet: models.Factsheet, actions: Mapping[str, Action], party: Party, register: Register) -> models.Factsheet:
    """Return ``sheet`` without what is left out, without what that empties, and with the Party's practices first."""
    blocks = tuple(_kept(sheet.blocks, actions, party))
    left = sheet.model_copy(update={"blocks": blocks})
    lists = [block for _, block in blocks_of(left) if isinstance(block, models.Collected)]
    empty: dict[str, Action] = {block.id: "leave-out" for block in lists if not collected_of(left, block, register)}
    blocks = tuple(_kept(blocks, empty, party)) if empty else blocks
    kept = sheet.model_copy(update={"blocks": blocks})
    called = _calls(kept)
    return kept.model_copy(update={"notes": tuple(note for note in sheet.notes if note.id in called)})


def _kept(blocks: tuple[models.Block, ...], actions: Mapping[str, Action], party: Party) -> Iterator[models.Block]:
    kept: list[models.Block] = []
    for block in blocks:
        if isinstance(block, _HOLDERS):
            inner = tuple(_kept(block.blocks, actions, party))
            if inner:
                kept.append(block.model_copy(update={"blocks": inner}))
        elif actions.get(block.id) == "own-row" and isinstance(block, models.Table):
            kept.append(_with_own_row(block, party))
        elif actions.get(block.id) != "leave-out":
            kept.append(block)
    yield from _own_practice_first(kept, party)


def _with_own_row(block: models.Table, party: Party) -> models.Table:
    """Return a table made from data with the row of the Party alone; nothing is added up over one row."""
    if block.rows_from is None:
        return block
    rows = block.rows_from.model_copy(update={"parties": (party.code,), "total": False, "group_by": None, "groups": ()})
    return block.model_copy(update={"rows_from": rows})


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
