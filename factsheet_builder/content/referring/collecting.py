"""A list made from the text -> the passages that it lists, in their order."""

from factsheet_builder.content.addressing import addressees_of
from factsheet_builder.content.models import Collected, Factsheet, Paragraph, Recommendation
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import blocks_of

Collectable = Paragraph | Recommendation


def collected_of(sheet: Factsheet, block: Collected, register: Register) -> tuple[Collectable, ...]:
    """Return what ``block`` lists of ``sheet``; a passage that is not there, as in a version for one Party, is left out."""
    found = {inner.id: inner for _, inner in blocks_of(sheet) if isinstance(inner, Paragraph | Recommendation)}
    if block.of is None:
        return tuple(found[name] for name in block.passages if name in found)
    recommendations = (inner for inner in found.values() if isinstance(inner, Recommendation))
    return tuple(inner for inner in recommendations if _is_asked(sheet, inner, block, register))


def _is_asked(sheet: Factsheet, recommendation: Recommendation, block: Collected, register: Register) -> bool:
    addressed = set(addressees_of(sheet, recommendation, register)) if block.addressee else set()
    return (
        (not block.urgency or not set(block.urgency).isdisjoint(recommendation.levels))
        and (not block.addressee or not addressed.isdisjoint(block.addressee))
        and block.priority in {None, recommendation.priority}
    )
