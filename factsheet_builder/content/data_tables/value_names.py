"""What a text writes for a value of a table of data -> which one it is: of a Party, or a count over all of them.

``helplines.MLT.hours`` is Malta's, ``helplines.hours`` that of the Party that the text is for. ``helplines.count`` counts the
rows; ``total``, ``known``, ``unknown``, ``yes`` and ``no`` in the middle count over a column: ``helplines.known.hours``.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

Count = Literal["count", "total", "known", "unknown", "yes", "no"]

COUNTS: Final[tuple[Count, ...]] = ("count", "total", "known", "unknown", "yes", "no")
"""Words that stand for counts: no column can have them as its key."""

_CODE: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class ValueName:
    """A value by its parts."""

    table: str
    column: str = ""
    party: str = ""
    """Code of the Party; none for the one that the text is for, and for counts."""
    count: Count | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is the value of the Party that the text is for."""
        return not self.party and self.count is None


def value_name(written: str) -> ValueName | None:
    """Return which value is written; ``None`` where the name has not two or three parts that can stand there."""
    match written.split("."):
        case [table, "count"]:
            return ValueName(table, count="count")
        case [table, column] if column not in COUNTS:
            return ValueName(table, column)
        case [table, middle, column] if middle in COUNTS[1:]:
            return ValueName(table, column, count=next(word for word in COUNTS if word == middle))
        case [table, middle, column] if _CODE.fullmatch(middle):
            return ValueName(table, column, middle)
        case _:
            return None
