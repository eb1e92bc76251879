"""Values of Parties -> the tiles of all Parties, each in the pattern of its step; what is not known is shown as that."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from factsheet_builder.content.models import Chart
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.documents.charts.chart_data import Line
from factsheet_builder.documents.charts.scale import scale_of
from factsheet_builder.languages.isolation import without_isolates
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.chart_views import ValueMapView
from factsheet_builder.views.tile_views import StateView, TileRoomView, TileView

MOST_STEPS: Final = 6
"""Patterns that are told apart by how much of a tile they cover."""
_UNKNOWN: Final = "unknown"


def value_map(
    chart: Chart,
    lines: Sequence[Line],
    register: Register,
    words: tuple[str, str, str, str],
    localiser: Localiser,
    own: str,
) -> ValueMapView:
    """Return the map; ``words`` are the figure's id, its title, the unit and the alternative."""
    passage, title, unit, alternative = words
    amounts = {line.party.code: line.amounts[0] for line in lines if line.party}
    said = {line.party.code: line.words[0] for line in lines if line.party}
    steps = _Steps(chart, [amount for amount in amounts.values() if amount is not None], localiser)
    parties = localiser.sort_parties(register.parties)
    state_of = {party.code: steps.state(amounts.get(party.code)) for party in parties}
    shown = [state for state in steps.labels if state in state_of.values()]
    return ValueMapView(
        alternative=alternative,
        unit=unit,
        room=TileRoomView(
            1 + max(party.tile.column for party in parties), 1 + max(party.tile.row for party in parties)
        ),
        tiles=tuple(
            TileView(
                party.tile.column,
                party.tile.row,
                party.code,
                state_of[party.code],
                party.code == own,
                _title(party, said.get(party.code), localiser),
            )
            for party in parties
        ),
        states=tuple(
            _state(state, steps.labels[state], [p for p in parties if state_of[p.code] == state], said, localiser)
            for state in shown
        ),
        table_id=f"{passage}.table",
        table_title=localiser.say("The same in numbers: {title}", title=title),
        table_columns=(unit, localiser.say("States")),
    )


class _Steps:
    """The steps of a map from the lowest: those that the content gives, else one for each value, else round ones."""

    def __init__(self, chart: Chart, known: Sequence[float], localiser: Localiser) -> None:
        distinct = sorted(set(known))
        self._is_exact = not chart.steps and len(distinct) <= MOST_STEPS
        if chart.steps:
            self._begins = list(chart.steps)
        elif self._is_exact:
            self._begins = distinct[1:]
        else:
            scales = (scale_of(known, from_zero=False, most=most) for most in range(MOST_STEPS - 1, 0, -1))
            ticks = next(scale.ticks for scale in scales if len(scale.ticks) <= MOST_STEPS + 1)
            self._begins = [float(tick) for tick in ticks[1:-1]]
        names = [localiser.number(value) for value in (distinct if self._is_exact else self._begins)]
        self.labels = self._labels(names, localiser) | {_UNKNOWN: localiser.say("not known")}

    def _labels(self, names: list[str], localiser: Localiser) -> dict[str, str]:
        if self._is_exact:
            labels = names
        else:
            between = pairwise(names)
            labels = [
                localiser.say("under {number}", number=names[0]),
                *(localiser.say("from {low} to under {high}", low=low, high=high) for low, high in between),
                localiser.say("{number} or more", number=names[-1]),
            ]
        return {self._named(index): label for index, label in enumerate(labels)}

    def state(self, amount: float | None) -> str:
        """Return the name of the step that an amount is in."""
        return _UNKNOWN if amount is None else self._named(bisect_right(self._begins, amount))

    def _named(self, index: int) -> str:
        """Return the name of a step by its pattern: the last always covers the whole tile."""
        return f"step-{MOST_STEPS - 1 - len(self._begins) + index}"


def _title(party: Party, number: str | None, localiser: Localiser) -> str:
    words = number or localiser.say("not known")
    title = localiser.say("{label}: {count}", label=localiser.party_name(party), count=words)
    return without_isolates(title)


def _state(state: str, label: str, parties: Sequence[Party], said: dict[str, str], localiser: Localiser) -> StateView:
    names = []
    for party in parties:
        number = "" if state == _UNKNOWN else f" {said[party.code]}"
        names.append(localiser.party_name(party).between("", f" ({party.code}){number}"))
    return StateView(state, label, localiser.number(len(names)), localiser.join(names))
