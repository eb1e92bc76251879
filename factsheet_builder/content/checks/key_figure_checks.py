"""What must hold of the numbers on the first page: the passage that each names states it."""

import re

from factsheet_builder.content.addressing import addressees_of
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import Factsheet, Recommendation
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import blocks_of, passages_of
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Place


def key_figures(sheet: Factsheet, source: YamlSource, register: Register) -> Findings:
    """Find numbers that the passages named for them do not state."""
    texts = {passage.id: plain_text(parse_prose(passage.text)) for passage in passages_of(sheet) if passage.block}
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
            elif str(number) not in re.findall(r"\d+", texts[passage]):
                what = f"The passage “{passage}” does not have the number {number}."
                remedy = "Correct the number, or name the passage that states it."
                yield finding("key-figure", source.place((*path, "numbers", position)), what, remedy)


def _named(block: Recommendation, named: tuple[str, ...], number: int, place: Place) -> Findings:
    if not named:
        what = f"{block.called} names no Party, so it states no number."
        yield finding("key-figure", place, what, "Name the passage that states it.")
    elif len(named) != number:
        what = f"{block.called} names {len(named)} Parties, not {number}."
        yield finding("key-figure", place, what, f"Write {len(named)}, or correct the list.")
