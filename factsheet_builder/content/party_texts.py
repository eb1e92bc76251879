"""A factsheet -> what of it a reader gets: the general text, and beside it the passages that are for one Party only.

A passage that says whom it is for is in the versions and packs of those Parties, and nowhere else: not in the general text,
nor in the data that a file carries. Its notes and what it uses of tables of data go with it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from factsheet_builder.content.data_tables.data_uses import with_tables
from factsheet_builder.content.models import Block, Callout, Factsheet, ListBlock, Recommendation, Section
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path, blocks_of, passages_of
from factsheet_builder.content.prose import NoteCall, every_span, parse_prose
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Place


def parties_meant(names: Iterable[str], register: Register) -> tuple[str, ...]:
    """Return the codes of the Parties that ``names`` stand for, codes or groups of the register, each once."""
    groups = register.group_by_id
    codes = (code for name in names for code in (groups[name].parties if name in groups else (name,)))
    return tuple(dict.fromkeys(code for code in codes if code in register.by_code))


def with_parties_meant(sheet: Factsheet, register: Register) -> Factsheet:
    """Return ``sheet`` with the codes of Parties in the place of groups, wherever a passage says whom it is for."""
    if not any(block.only_for for _, block in blocks_of(sheet)):
        return sheet
    return sheet.model_copy(update={"blocks": tuple(_resolved(sheet.blocks, register))})


def _resolved(blocks: tuple[Block, ...], register: Register) -> Iterator[Block]:
    for block in blocks:
        found = block
        if block.only_for:
            found = found.model_copy(update={"only_for": parties_meant(block.only_for, register)})
        yield _with_inner(found, lambda inner: tuple(_resolved(inner, register)))


def _with_inner(block: Block, change: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> Block:
    match block:
        case Section() | Callout() | Recommendation():
            return block.model_copy(update={"blocks": change(block.blocks)})
        case ListBlock():
            items = tuple(item.model_copy(update={"blocks": change(item.blocks)}) for item in block.items)
            return block.model_copy(update={"items": items})
        case _:
            return block


def text_for(sheet: Factsheet, party: str = "") -> Factsheet:
    """Return the general text, or with the code of a ``party`` that and what is for this Party; codes stand for groups."""
    if not any(block.only_for for _, block in blocks_of(sheet)):
        return sheet
    kept = sheet.model_copy(update={"blocks": tuple(_kept(sheet.blocks, party))})
    called, called_before = _called(kept), _called(sheet)
    notes = tuple(note for note in sheet.notes if note.id in called or note.id not in called_before)
    kept = kept.model_copy(update={"notes": notes})
    return with_tables(kept, sheet.data)


def _kept(blocks: tuple[Block, ...], party: str) -> Iterator[Block]:
    for block in blocks:
        if block.only_for and party not in block.only_for:
            continue
        found = _with_inner(block, lambda inner: tuple(_kept(inner, party)))
        if not isinstance(found, Section | Callout) or found.blocks:
            yield found


def _called(sheet: Factsheet) -> frozenset[str]:
    spans = (span for passage in passages_of(sheet) for span in every_span(parse_prose(passage.text)))
    return frozenset(span.note for span in spans if isinstance(span, NoteCall))


@dataclass(frozen=True, slots=True)
class OwnLines:
    """The lines of a file with a passage that is for some Parties only."""

    file: str
    first: int
    last: int
    parties: tuple[str, ...]

    def hide(self, place: Place, party: str) -> bool:
        """Tell whether what stands at a place is no business of a Party, or of the general text."""
        return place.file == self.file and self.first <= place.line <= self.last and party not in self.parties


def lines_for_some(sheet: Factsheet, source: YamlSource) -> Iterator[OwnLines]:
    """Yield where the passages stand that are for some Parties only, and their notes."""
    own: dict[str, set[str]] = {}
    for path, block in blocks_of(sheet):
        if block.only_for:
            yield _lines(path, block.only_for, source)
    general = _called(text_for(sheet))
    for party in sorted({code for _, block in blocks_of(sheet) for code in block.only_for}):
        for called in _called(text_for(sheet, party)) - general:
            own.setdefault(called, set()).add(party)
    for index, note in enumerate(sheet.notes):
        if note.id in own:
            yield _lines(("notes", index), tuple(sorted(own[note.id])), source)


def _lines(path: Path, parties: tuple[str, ...], source: YamlSource) -> OwnLines:
    first = source.place(path).line
    return OwnLines(source.file, first, source.ends.get(path, first), parties)
