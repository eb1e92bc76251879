"""What the screen Edit shows, as its templates print it: plain frozen values."""

from dataclasses import dataclass

from factsheet_builder.changes.words import Piece
from factsheet_builder.errors import Diagnostic
from factsheet_builder.studio.forms.form_views import FormView


@dataclass(frozen=True, slots=True)
class OptionView:
    """A value to choose."""

    value: str
    label: str
    is_chosen: bool
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A passage in the list."""

    key: str
    number: int
    kind: str
    """In words."""
    words: str
    """How it begins."""
    depth: int
    address: str
    is_chosen: bool
    errors: int
    warnings: int
    has_draft: bool


@dataclass(frozen=True, slots=True)
class HiddenView:
    """A field that nobody sees, which takes along where somebody is."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One field of a passage in three states, where they differ."""

    label: str
    started: str
    theirs: tuple[Piece, ...]
    """What is in the file now, held against what was started from."""
    yours: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ClashView:
    """A passage that two have changed."""

    rows: tuple[RowView, ...]
    is_gone: bool
    """Whether the passage is not there any more."""


@dataclass(frozen=True, slots=True)
class AdditionsView:
    """What may be added in one place."""

    where: str
    kinds: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class ChosenView:
    """The passage that is open."""

    form: FormView
    base: str
    base_value: str
    is_draft: bool
    draft_time: str
    """When the draft that is shown was kept."""
    is_unsaved: bool
    """Whether the form says something else than the file."""
    is_behind: bool
    """Whether the file says something else than what the form was made from."""
    problems: tuple[Diagnostic, ...]
    """Those of the passage that are of no field."""
    hidden: tuple[HiddenView, ...]
    may_go_up: bool
    may_go_down: bool
    may_be_deleted: bool
    additions: tuple[AdditionsView, ...]
    before: str
    """The address of the passage before."""
    after: str
    go_on_with: str = ""
    """The id of the field that was added or moved."""


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What is looked at beside the forms."""

    frame: str
    """The address of the frame."""
    is_pdf: bool
    page_address: str
    pdf_address: str
    locales: tuple[OptionView, ...]
    parties: tuple[OptionView, ...]
    profiles: tuple[OptionView, ...]
    hidden: tuple[HiddenView, ...]
    is_behind: bool
    """Whether the content has errors, so that the last good page is shown."""


@dataclass(frozen=True, slots=True)
class EditView:
    """A factsheet as forms beside its page."""

    name: str
    title: str
    file: str
    language: str
    direction: str
    may_edit: bool
    passages: tuple[PassageLine, ...]
    chosen: ChosenView | None
    preview: PreviewView
    problems: tuple[Diagnostic, ...]
    """Those that are of no passage, and why the file cannot be read."""
    errors: int
    warnings: int
    is_checked: bool
    here: tuple[HiddenView, ...] = ()
    """Where somebody is, for forms beside that of the passage."""
    undo: str = ""
    """The key of what can be taken back."""
    undo_words: str = ""
    refused: tuple[Diagnostic, ...] = ()
    """Why what was sent is not saved, where it is of no field."""
    clash: ClashView | None = None
