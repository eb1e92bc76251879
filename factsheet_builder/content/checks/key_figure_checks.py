"""What must hold of the numbers on the first page: the passage that each names states it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from factsheet_builder.content.addressing import addressees_of
from factsheet_builder.content.data_tables.value_names import value_name
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import Factsheet, Recommendation
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import blocks_of, passages_of
from factsheet_builder.content.prose import ValueMark, every_span, parse_prose, plain_text
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Place

_NUMBER: Final = re.compile(r"\d{1,3}(?:(?P<sign>[, .’\u00a0\u2009\u202f])\d{3}(?:(?P=sign)\d{3})*)?(?!\d)|\d+")
"""A number, its thousands apart or not, in the way of any language."""


def key_figures(sheet: Factsheet, source: YamlSource, register: Register) -> Findings:
    """Find numbers that the passages named for them do not state."""
    texts = {passage.id: passage.text for passage in passages_of(sheet) if passage.block}
    recommendations = {block.id: block for _, block in blocks_of(sheet) if isinstance(block, Recommendation)}
    for index, figure in enumerate(sheet.key_figures):
        path = ("key_figures", index)
        if len(figure.numbers) != len(figure.passages):
            what = f"It has {len(figure.numbers)} numbers and {len(figure.passages)} passages."
            yield finding("key-figure", source.place((*path, "passages")), what, "Name one passage for each number.")
            continue
        for position, (number, passage) in enumerate(zip(figure.numbers, figure.passages, strict=True)):
            place = source.place((*path, "passages", position))
            if passage in recommendations:
                named = addressees_of(sheet, recommendations[passage], register)
                place = source.place((*path, "numbers", position))
                yield from _named(recommendations[passage], named, number, place)
            elif passage not in texts:
                remedy = (
                    suggest(passage, [*texts, *recommendations]) or "Use the id of a paragraph or a recommendation."
                )
                yield finding("key-figure", place, f"There is no passage “{passage}”.", remedy)
            elif Decimal(number) not in set(_stated(texts[passage], sheet)):
                what = f"The passage “{passage}” does not have the number {number}."
                remedy = "Correct the number, or name the passage that states it."
                yield finding("key-figure", source.place((*path, "numbers", position)), what, remedy)


def _stated(text: str, sheet: Factsheet) -> Iterator[Decimal]:
    """Yield the whole numbers that a text states, and the values of tables of data that it has."""
    spans = parse_prose(text)
    words = plain_text(spans)
    yield from map(Decimal, re.findall(r"\d+", words))
    yield from (Decimal(re.sub(r"\D", "", number[0])) for number in _NUMBER.finditer(words))
    for span in every_span(spans):
        name = value_name(span.name) if isinstance(span, ValueMark) else None
        if name and (name.count or name.party) and (table := sheet.data_by_name.get(name.table)):
            value = table.counted(name.column, name.count) if name.count else table.value(name.party, name.column)
            if isinstance(value, Decimal):
                yield value


def _named(block: Recommendation, named: tuple[str, ...], number: int, place: Place) -> Findings:
    if not named:
        what = f"{block.called} names no Party, so it states no number."
        yield finding("key-figure", place, what, "Name the passage that states it.")
    elif len(named) != number:
        what = f"{block.called} names {len(named)} Parties, not {number}."
        yield finding("key-figure", place, what, f"Write {len(named)}, or correct the list.")
