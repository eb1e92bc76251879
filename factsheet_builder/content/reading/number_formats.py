"""A value of a spreadsheet × the format of its cell -> the words that the cell shows, in English.

Formats of numbers are those that people choose from the menu (ECMA-376, part 1, 18.8.31): decimals, thousands, percentages,
words before and behind, another form for negative numbers and for nothing. Fractions and powers of ten show the plain number.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CellValue = str | int | float | bool | datetime | date | time | timedelta

_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
"""Words as they stand; what only makes room; currencies; colours and conditions."""
_DIGITS: Final = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?,*|\.[0#?]+")
_UNKNOWN: Final = re.compile(r"[EeyYmMdDhHsSgGb/@]")
_PLACES: Final = 15
"""Digits that a spreadsheet keeps."""
_MARK: Final = "\ue000"


def plain_value(value: CellValue) -> str:
    """Return a value as a program reads it: numbers with a point, days and times as in ISO 8601."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return format(_decimal(value), "f")
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes" if not value.second else "seconds")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
        case _:
            return " ".join(value.split())


def shown_value(value: CellValue, form: str) -> str:
    """Return a value as its cell shows it; days and times always as in ISO 8601."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return plain_value(value)
    sections = form.split(";")
    number = _decimal(value)
    if number < 0 and len(sections) > 1 and sections[1]:
        return _formatted(abs(number), sections[1])
    if not number and len(sections) > 2 and sections[2]:
        return _formatted(number, sections[2])
    return _formatted(number, sections[0])


def _decimal(value: float) -> Decimal:
    number = Decimal(format(value, f".{_PLACES}g"))
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _formatted(number: Decimal, form: str) -> str:
    quoted: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quoted.append(next((words for words in match.groups() if words is not None), ""))
        return _MARK

    bare = _QUOTED.sub(keep, form.strip())
    digits = list(_DIGITS.finditer(bare))
    if bare in {"", "General"} or _UNKNOWN.search(bare) or len(digits) > 1:
        return plain_value(float(number) if number % 1 else int(number))
    words = iter(quoted)
    said = re.sub(_MARK, lambda _: next(words), bare) if not digits else ""
    if digits:
        found = digits[0]
        scale = Decimal(100) if "%" in bare else Decimal(1)
        head, tail = (
            re.sub(_MARK, lambda _: next(words), part) for part in (bare[: found.start()], bare[found.end() :])
        )
        said = head + _grouped(number * scale, found[0]) + tail
    return " ".join(said.split())


def _grouped(number: Decimal, digits: str) -> str:
    whole, _, behind = digits.partition(".")
    trimmed = whole.rstrip(",")
    number = number / Decimal(1000) ** (len(whole) - len(trimmed) + len(behind) - len(behind.rstrip(",")))
    places, least = len(behind.rstrip(",")), behind.count("0")
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    said = format(rounded, ",f" if "," in trimmed else "f")
    while places > least and said.endswith("0"):
        said, places = said[:-1], places - 1
    said = said.rstrip(".")
    short = trimmed.count("0") - len(said.lstrip("-").partition(".")[0])
    return said if short <= 0 or "," in trimmed else said.replace("-", "", 1).rjust(len(said.lstrip("-")) + short, "0")
