"""The values of a chart as they are drawn: labels in the locale, in their order, what is not known as nothing."""

from dataclasses import dataclass

from factsheet_builder.content.models import Chart, ChartRow
from factsheet_builder.content.parties import Party
from factsheet_builder.documents.context import Context
from factsheet_builder.languages.cldr.collation import sort_key


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its numbers, one for each series; ``None`` where one is not known."""

    label: str
    amounts: tuple[float | None, ...]
    party: Party | None = None


def lines_of(chart: Chart, context: Context, passage: str) -> tuple[Line, ...]:
    """Return the lines of a chart in the order in which they are drawn; ``passage`` is the id of its figure."""
    lines = tuple(_line(row, context, f"{passage}.value.{index}") for index, row in enumerate(chart.values, 1))
    if chart.sort == "values":
        return tuple(sorted(lines, key=lambda line: _largest_first(line.amounts[0])))
    return _by_name(lines, context) if chart.sort == "names" else lines


def _line(row: ChartRow, context: Context, name: str) -> Line:
    amounts = tuple(amount if isinstance(amount, float) else None for amount in row.amounts)
    if row.party:
        party = context.register.by_code[row.party]
        return Line(context.localiser.party_name(party), amounts, party)
    return Line(context.line(name, row.label or ""), amounts)


def _largest_first(amount: float | None) -> tuple[bool, float]:
    return (True, 0.0) if amount is None else (False, -amount)


def _by_name(lines: tuple[Line, ...], context: Context) -> tuple[Line, ...]:
    """Return the lines by their names: Parties as in every list of them, other labels after them."""
    localiser = context.localiser
    by_code = {line.party.code: line for line in lines if line.party}
    parties = localiser.sort_parties(line.party for line in lines if line.party)
    others = (line for line in lines if not line.party)
    return (
        *(by_code[party.code] for party in parties),
        *sorted(others, key=lambda line: sort_key(line.label, localiser.tag)),
    )
