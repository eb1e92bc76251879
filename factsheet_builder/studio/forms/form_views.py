"""A form as its template prints it: plain frozen values."""

from dataclasses import dataclass

from factsheet_builder.content.passages import Path
from factsheet_builder.studio.forms.form_fields import Choice


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A value to choose."""

    value: str
    label: str
    is_chosen: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of a list of fields; ``was`` is the number that it had when the form was made, nothing for a new one."""

    name: str
    label: str
    was: str
    fields: tuple["FieldView", ...]
    rare: tuple["FieldView", ...]
    """What is seldom changed."""
    rare_is_open: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class VariantView:
    """One of the kinds that a value may be of."""

    value: str
    label: str
    hint: str
    is_chosen: bool
    fields: tuple["FieldView", ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a table; it may stand over several columns and rows."""

    name: str
    label: str
    value: str
    columns: str
    rows: str
    was: str = ""
    """Its place before its column was moved; nothing where it was not."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table."""

    name: str
    label: str
    was: str
    has_heading: bool
    cells: tuple[CellView, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of a table: its heading, and what its cells hold."""

    name: str
    label: str
    was: str
    value: str
    types: tuple[ChoiceView, ...]
    is_first: bool
    is_last: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CellsView:
    """Columns and rows of a table; where a cell spans others, columns can be neither added nor taken away."""

    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    has_spans: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field: which of its parts are filled depends on its control."""

    name: str
    """Its name in what the browser sends."""
    id: str
    """Its id in the page; that of its problem is ``ID-problem``, that of its hint ``ID-hint``."""
    path: Path
    """Where its value stands, from the passage on."""
    control: str
    label: str
    hint: str = ""
    value: str = ""
    is_on: bool = False
    is_needed: bool = False
    is_rare: bool = False
    may_call: bool = False
    """Whether its text may call notes."""
    problem: str = ""
    lines: int = 1
    """How many lines its text has, by a guess."""
    choices: tuple[ChoiceView, ...] = ()
    fields: tuple["FieldView", ...] = ()
    entries: tuple[EntryView, ...] = ()
    variants: tuple[VariantView, ...] = ()
    cells: CellsView | None = None
    more: str = ""

    @property
    def described_by(self) -> str:
        """The ids of what describes it."""
        parts = [f"{self.id}-problem" if self.problem else "", f"{self.id}-hint" if self.hint else ""]
        return " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class FormView:
    """The form of one passage."""

    key: str
    kind: str
    title: str
    """The kind of passage in words."""
    about: str
    """What is to be known before it is changed; nothing where there is nothing."""
    boxes: tuple[FieldView, ...]
    """Boxes that have to be ticked before official text is changed, or notes are taken away that nothing calls."""
    fields: tuple[FieldView, ...]
    rare: tuple[FieldView, ...]
    """What is seldom changed."""
    rare_is_open: bool
    notes: tuple[Choice, ...]
    """The notes that a text may call."""
    digest: str
    """Of what it was made from."""
    language: str = ""
    direction: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    """Id of the field and what is wrong with it, in the order of the form."""
