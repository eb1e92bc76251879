"""What is sent of the cells of a table -> the view of its columns and rows."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from factsheet_builder.studio.forms.flattening import Posted
from factsheet_builder.studio.forms.form_fields import Say
from factsheet_builder.studio.forms.form_views import CellsView, CellView, ChoiceView, ColumnView, RowView

_MOST: Final = 400


def cells_view(posted: Posted, say: Say, problems: Mapping[str, str], name: str) -> CellsView:
    """Return the view of the cells that are named ``name``."""
    types = (
        ("text", say("Text")),
        ("number", say("Numbers")),
        ("date", say("Days")),
        ("code", say("Codes")),
    )
    columns = tuple(
        ColumnView(
            here,
            say("Heading of column {number}", number=number + 1),
            _sent(posted, f"{here}.was"),
            _sent(posted, f"{here}.text"),
            tuple(
                ChoiceView(value, label, value == (_sent(posted, f"{here}.type") or "text")) for value, label in types
            ),
            number == 0,
            is_last,
            problems.get(f"{here}.text", ""),
        )
        for number, here, is_last in _numbered(posted, f"{name}.c")
    )
    rows = tuple(
        _row(posted, say, problems, here, number, len(columns), is_last)
        for number, here, is_last in _numbered(posted, f"{name}.r")
    )
    return CellsView(columns, rows, any(cell.columns or cell.rows for row in rows for cell in row.cells))


def _numbered(posted: Posted, name: str) -> Iterator[tuple[int, str, bool]]:
    """Yield number and name of each column or row that was sent, and whether it is the last."""
    count = 0
    while count < _MOST and f"{name}.{count}.was" in posted:
        yield count, f"{name}.{count}", f"{name}.{count + 1}.was" not in posted
        count += 1


def _row(
    posted: Posted, say: Say, problems: Mapping[str, str], here: str, number: int, columns: int, is_last: bool
) -> RowView:
    found = (re.fullmatch(rf"{re.escape(here)}\.(\d{{1,2}})\.text", key) for key in posted)
    places = sorted(int(match[1]) for match in found if match) or list(range(columns))
    cells = tuple(
        CellView(
            f"{here}.{place}",
            say("Row {row}, column {column}", row=number + 1, column=place + 1),
            _sent(posted, f"{here}.{place}.text"),
            _sent(posted, f"{here}.{place}.columns"),
            _sent(posted, f"{here}.{place}.rows"),
            _sent(posted, f"{here}.{place}.was"),
            problems.get(f"{here}.{place}.text", ""),
        )
        for place in places
    )
    return RowView(
        here,
        say("Row {number}", number=number + 1),
        _sent(posted, f"{here}.was"),
        0 in places,
        cells,
        number == 0,
        is_last,
    )


def _sent(posted: Posted, name: str) -> str:
    return posted.get(name, ("",))[0]
