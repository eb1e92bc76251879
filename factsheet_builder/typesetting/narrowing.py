"""What a passage is given that reaches out of the page: less and less of the usual design, until it fits.

An address or a compound may be longer than a line, a table wider than the text. Most documents have neither, so that
nobody else's lines change for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from factsheet_builder.typesetting.page_layout import Outside

_ANYWHERE: Final = "{ overflow-wrap: anywhere }"
_OF_TABLES: Final = (
    "{ hyphens: auto; margin-inline-start: calc(-1 * var(--margin-offset)); width: calc(100% + var(--margin-offset)) }",
    _ANYWHERE,
)

_TURNED: Final = "{ --margin-offset: 0mm; margin-inline-start: 0; page: landscape }"
"""Of tables of many columns only: others would rather have their words divided than a page of their own."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Passages that reached out of the page, each with the number of steps that it was given."""

    steps: tuple[tuple[Outside, int], ...] = ()

    @property
    def rules(self) -> str:
        """The stylesheet of all steps."""
        return "".join(rule for outside, count in self.steps for rule in _rules(outside)[:count])


def narrow(narrowed: Narrowed, outside: Iterable[Outside]) -> Narrowed:
    """Return ``narrowed`` with one step more for each passage that is still ``outside`` and has one left."""
    steps = dict(narrowed.steps)
    for passage in outside:
        steps[passage] = min(steps.get(passage, 0) + 1, len(_rules(passage)))
    return Narrowed(tuple(sorted(steps.items())))


def _rules(outside: Outside) -> list[str]:
    """Return the rules for a passage, the one that changes least first."""
    if outside.is_table:
        wide, anywhere = (f'table:has([id="{outside.passage}"]) {rule}\n' for rule in _OF_TABLES)
        turned = f'.turns:has([id="{outside.passage}"])'
        return [wide, f"{turned} {_TURNED}\n{turned} + .upright {{ page: upright }}\n", anywhere]
    return [f'[id="{outside.passage}"] {_ANYWHERE}\n']
