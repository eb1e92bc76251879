"""What all blocks share: an id, and the editorial corrections made in the passage; what a number to be read may have."""

from decimal import Decimal
from typing import Final, Literal

from pydantic import Field

from factsheet_builder.content.fields import Identifier, Line, Model, Prose

Marker = Literal["bullet", "dash", "decimal", "lower-alpha", "lower-roman", "(1)", "(a)", "(i)", "a)"]
"""What stands before the items of a list."""


class Correction(Model):
    """An editorial correction of a defect of the source file, recorded beside the passage that it mends."""

    found: Prose
    """The words as the source file has them."""
    printed: Prose
    """The words as they are printed."""
    reason: Line
    """Why this is a defect of the file and not of the text."""


class Element(Model):
    """What all blocks share."""

    id: Identifier
    """Name of the passage, stable over editions; unique in the factsheet."""
    corrections: tuple[Correction, ...] = ()
    """Editorial corrections made in this passage."""
    only_for: tuple[Identifier, ...] = Field(default=(), alias="for")
    """Codes of Parties, or groups of the register, whose versions alone have this passage; without them, all have it."""


_MOST_DECIMALS: Final = 9


def legible(value: float) -> float:
    """Return ``value``; raises ``ValueError`` where it has more decimals than a reader can take in."""
    exponent = Decimal(repr(value)).as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MOST_DECIMALS:
        raise ValueError(f"it has more than {_MOST_DECIMALS} decimals, more than a reader can take in")
    return value
