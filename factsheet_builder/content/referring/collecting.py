"""A list made from the text -> the passages that it lists, in their order."""

from factsheet_builder.content.models import Collected, Factsheet, Paragraph, Recommendation
from factsheet_builder.content.passages import blocks_of

Collectable = Paragraph | Recommendation


def collected_of(sheet: Factsheet, block: Collected) -> tuple[Collectable, ...]:
    """Return what ``block`` lists of ``sheet``; a passage that is not there, as in a version for one Party, is left out."""
    found = {inner.id: inner for _, inner in blocks_of(sheet) if isinstance(inner, Paragraph | Recommendation)}
    if block.of is None:
        return tuple(found[name] for name in block.passages if name in found)
    recommendations = (inner for inner in found.values() if isinstance(inner, Recommendation))
    return tuple(inner for inner in recommendations if not block.urgency or inner.urgency in block.urgency)
