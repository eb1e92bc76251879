"""The words of a cell -> their canonical text in a column of a type, or what is wrong with them.

The rule for numbers: digits, one sign before their decimals (a point, or a comma in files that have commas there), a minus
before, and spaces between groups of three digits. Nothing else is guessed at: ``1,234`` is refused where a point stands
before decimals. A day is written 2022-03-10 or 10.03.2022; with slashes nobody knows which is the month.
"""

import re
from datetime import date
from typing import Final

from factsheet_builder.content.data_tables.data_table import MOST_DECIMALS, ColumnType

_MINUS: Final = "\N{MINUS SIGN}"
_GROUPING: Final = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_NUMBER: Final = re.compile(r"-?(\d+|\d{1,3}(?: \d{3})+)(\.\d+)?")
_POINTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YES_NO: Final = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
ABSENT: Final = frozenset({"-", "–", "—", "n/a", "na", "n.a.", "..", "...", "?", "nil", "none", "unknown", "x"})
"""What people write where a value is not known; in a column of texts it is a text."""
_LEAVE_EMPTY: Final = "Leave the cell empty where the value is not known."


class CellError(ValueError):
    """A cell that is not what its column holds: what is wrong, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


def canonical(words: str, kind: ColumnType, decimal: str) -> str | None:
    """Return the canonical text of a cell, ``None`` where it is empty; ``decimal`` stands before the decimals of the file.

    Raises:
        CellError: the words are not what the column holds.
    """
    if not words:
        return None
    if kind in {"text", "code"}:
        return words
    if words.casefold() in ABSENT and words.casefold() not in _YES_NO:
        raise CellError(f"“{words}” is no {_NAMES[kind]}.", _LEAVE_EMPTY)
    match kind:
        case "number":
            return _number(words, decimal)
        case "date":
            return _date(words)
        case _:
            return _yes_no(words)


_NAMES: Final[dict[ColumnType, str]] = {"number": "number", "date": "date", "yes-no": "yes or no"}


def _number(words: str, decimal: str) -> str:
    plain = re.sub(f"[{_GROUPING}]", " ", words).replace(_MINUS, "-")
    pointed = plain if decimal == "." else "" if "." in plain else plain.replace(",", ".")
    if not _NUMBER.fullmatch(pointed):
        if plain.endswith("%"):
            remedy = "Write the number alone, and the per cent sign as the column's unit."
        elif re.fullmatch(r"-?[\d., ]+", plain):
            remedy = f"Decimals stand after “{decimal}” here, and no sign stands between thousands; see “decimal”."
        else:
            remedy = _LEAVE_EMPTY
        raise CellError(f"“{words}” is no number.", remedy)
    whole, _, decimals = pointed.replace(" ", "").partition(".")
    if len(decimals) > MOST_DECIMALS or len(whole) > 15:
        raise CellError(f"“{words}” has more digits than are read.", "Round it.")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{digits.lstrip('0') or '0'}{f'.{decimals}' if decimals else ''}"


def _date(words: str) -> str:
    try:
        if pointed := _POINTED.fullmatch(words):
            return date(int(pointed[3]), int(pointed[2]), int(pointed[1])).isoformat()
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
            return date.fromisoformat(words).isoformat()
    except ValueError:
        raise CellError(f"“{words}” is no day of the calendar.", "Correct it.") from None
    raise CellError(f"“{words}” is no date that can be read with certainty.", "Write it as 2022-03-10 or 10.03.2022.")


def _yes_no(words: str) -> str:
    if words.casefold() not in _YES_NO:
        raise CellError(f"“{words}” is neither yes nor no.", f"Write yes or no. {_LEAVE_EMPTY}")
    return _YES_NO[words.casefold()]


def guessed_type(cells: list[str], decimal: str) -> ColumnType:
    """Return the type of a column that is not described: that of all its cells, a text where they differ.

    Digits that begin with a zero are a code, as of a telephone.
    """
    filled = [cell for cell in cells if cell]
    if not filled:
        return "text"
    if any(re.fullmatch(r"0\d+", cell) for cell in filled):
        return "code" if all(re.fullmatch(r"[\d +/-]+", cell) for cell in filled) else "text"
    kinds: tuple[ColumnType, ...] = ("yes-no", "date", "number")
    for kind in kinds:
        try:
            for cell in filled:
                canonical(cell, kind, decimal)
        except CellError:
            continue
        return kind
    return "text"
