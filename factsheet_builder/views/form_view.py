"""What templates see of a form: groups of fields, each named, worded and offered its choices already; frozen."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from factsheet_builder.views.spans import Reading, read_out

Control = Literal["line", "lines", "choice"]
"""A line of text, several lines, or one choice of a few."""


@dataclass(frozen=True, slots=True)
class OptionView:
    """A choice: the value that the file keeps, and the words that the reader sees."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field to fill in; its label stands in the margin column."""

    id: str
    name: str
    """The name by which programs know it, unique in a pack."""
    label: str
    hint: str
    """How to fill it, printed under the label; empty where nothing needs saying."""
    tooltip: str
    """What a screen reader says of it, after the legend of its group."""
    control: Control
    options: tuple[OptionView, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldGroupView:
    """Fields that belong together under a legend; never divided between pages."""

    kind: ClassVar[str] = "field-group"
    id: str
    legend: str
    fields: tuple[FieldView, ...]
    is_loose: bool = False
    """Whether its fields are lower than usual, since it would leave the page before it half empty."""

    def reading(self) -> Reading:
        """Yield what it reads out."""
        yield from read_out(
            self.id, self.legend, *(words for field in self.fields for words in (field.label, field.hint))
        )
