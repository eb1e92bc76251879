"""A factsheet × where somebody is in it -> the screen: its passages with the form of one of them, and the page beside it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.editing.yaml_edits import digest_of
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.studio.forms import (
    Around,
    Handle,
    Posted,
    form_of,
    kind_words,
    own_value,
    problems_by_field,
    read_form,
)
from factsheet_builder.studio.forms.standing import additions, moved, removed
from factsheet_builder.studio.screens.edit_screen.edit_views import (
    AdditionsView,
    ChosenView,
    ClashView,
    EditView,
    HiddenView,
    OptionView,
    PassageLine,
    PreviewView,
)
from factsheet_builder.studio.screens.edit_screen.looking import (
    PAGE,
    PDF,
    Looked,
    ProjectFacts,
    Surroundings,
    looked_of,
    name_of_locale,
)
from factsheet_builder.studio.screens.edit_screen.saved_problems import SavedProblems, handle_at, is_error, of_sheet
from factsheet_builder.studio.screens.edit_screen.sheet_texts import SheetText, SheetTexts
from factsheet_builder.studio.screens.edit_screen.unsaved_texts import Unsaved, drafts_of
from factsheet_builder.studio.server.studio import Key, Studio, studio_of


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent of a form and is shown again."""

    posted: Posted
    base: str
    base_value: Data
    problems: Mapping[str, str] = field(default_factory=dict)
    """By the names of the fields."""
    refused: tuple[Diagnostic, ...] = ()
    clash: ClashView | None = None
    go_on_with: str = ""
    is_sent: bool = True
    """Whether a form was sent; otherwise the form is as it is saved."""


@dataclass(frozen=True)
class Here:
    """A factsheet, and where somebody is in it."""

    sheet: SheetText
    facts: ProjectFacts
    looked: Looked
    handle: Handle | None
    around: Around

    @property
    def chosen(self) -> Handle:
        """The passage that is open, where one is."""
        if self.handle is None:
            raise LookupError(self.sheet.name)
        return self.handle

    def query(self, key: str) -> dict[str, str]:
        """Return what an address says that leads to a passage."""
        return {"at": key, **self.looked.query}


async def here_of(request: Request, given: Mapping[str, str]) -> Here:
    """Return where somebody is by the words of an address or a form; there is none of an unknown factsheet (404).

    Raises:
        ContentError: the register or the rules of tailoring are not valid.
    """
    studio = studio_of(request)
    sheet = await studio.held(SheetTexts).read(request.path_params["sheet"])
    surroundings = studio.held(Surroundings)
    facts = await surroundings.facts()
    looked = looked_of(request, facts, dict(given))
    return Here(sheet, facts, looked, sheet.handle(given.get("at", "")), await surroundings.around(request, sheet))


async def edit(request: Request) -> Response:
    """Show a factsheet."""
    here = await here_of(request, request.query_params)
    asked = request.query_params.get("at", "")
    if asked and here.handle is None and here.sheet.handles:
        studio = studio_of(request)
        studio.tell(request, studio.words(request).say("This passage is not there any more."))
    return await show_sheet(request, here)


async def show_sheet(request: Request, here: Here, typed: Typed | None = None, status: int = HTTPStatus.OK) -> Response:
    """Show a factsheet, with what was typed in the open form where it is not saved."""
    studio = studio_of(request)
    sheet, say = here.sheet, studio.words(request).say
    drafts = await drafts_of(studio, studio.person(request), sheet.file)
    found = await studio.held(SavedProblems).known()
    own = of_sheet(found or (), sheet)
    chosen = _chosen(request, here, typed, drafts, own) if here.handle else None
    language = _language(sheet, studio)
    errors = sum(map(is_error, sheet.problems or own))
    view = EditView(
        sheet.name,
        sheet.title,
        sheet.file,
        language,
        direction_of(language),
        studio.person(request).may_edit,
        _lines(request, here, drafts, own),
        chosen,
        _preview(request, here, is_behind=bool(sheet.problems) or any(map(is_error, found or ()))),
        sheet.problems,
        errors,
        len(sheet.problems or own) - errors,
        found is not None,
        hidden_of(here, here.handle.key if here.handle else ""),
        *studio.held(LastSaves).of(request, sheet.name),
        refused=typed.refused if typed else (),
        clash=typed.clash if typed else None,
    )
    keys = (
        Key("Ctrl+Enter", say("Save and go on to the next passage")),
        Key("Alt+↑ / Alt+↓", say("Go to the passage before or after")),
    )
    title = say("Edit: {title}", title=sheet.title)
    return await studio.show(request, "edit.html", view, title=title, status=status, screen="edit-list", keys=keys)


class LastSaves:
    """What each browser has saved last, which can be taken back."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._of: dict[tuple[str, str], tuple[str, str]] = {}

    def note(self, request: Request, sheet: str, key: str, words: str) -> None:
        """Note what was done last, and the key by which it is taken back."""
        self._of[self._visit(request), sheet] = key, words

    def of(self, request: Request, sheet: str) -> tuple[str, str]:
        """Return the key and the words of what can be taken back, nothing where there is nothing."""
        return self._of.get((self._visit(request), sheet), ("", ""))

    def forget(self, request: Request, sheet: str) -> None:
        """Note that nothing can be taken back."""
        self._of.pop((self._visit(request), sheet), None)

    def _visit(self, request: Request) -> str:
        return self._studio.visits.of(request).name


def hidden_of(here: Here, key: str) -> tuple[HiddenView, ...]:
    """Return the fields that take along where somebody is."""
    return tuple(HiddenView(name, value) for name, value in here.query(key).items() if value)


def _chosen(
    request: Request,
    here: Here,
    typed: Typed | None,
    drafts: Mapping[str, Unsaved],
    found: tuple[Diagnostic, ...],
) -> ChosenView:
    sheet, handle, around = here.sheet, here.chosen, here.around
    saved = own_value(sheet.data, handle)
    now = digest_of(saved)
    draft = drafts.get(handle.key) if typed is None else None
    shown = typed or (Typed(draft.posted, draft.base, draft.base_value) if draft else None)
    posted = shown.posted if shown and shown.is_sent else None
    base = shown.base if shown else now
    base_value = shown.base_value if shown else saved
    form = form_of(sheet.data, handle, around, posted)
    problems, elsewhere = (dict(shown.problems) if shown else {}), tuple[Diagnostic, ...]()
    if shown is None and sheet.source is not None:
        own = [problem for problem in found if handle_at(sheet, problem) == handle]
        problems, elsewhere = problems_by_field(form, handle, sheet.source, own)
    if problems:
        form = form_of(sheet.data, handle, around, posted, problems)
    position = sheet.handles.index(handle)
    near = [sheet.handles[at] if 0 <= at < len(sheet.handles) else None for at in (position - 1, position + 1)]
    before, after = (_address(request, here, one.key) if one else "" for one in near)
    return ChosenView(
        form,
        base,
        json.dumps(base_value, ensure_ascii=False),
        draft is not None,
        draft.when.astimezone().strftime("%H:%M") if draft else "",
        bool(posted is not None and read_form(posted, sheet.data, handle, around).edits),
        base != now,
        elsewhere,
        hidden_of(here, handle.key),
        moved(sheet.data, handle, -1) is not None,
        moved(sheet.data, handle, 1) is not None,
        removed(sheet.data, handle) is not None,
        _additions(sheet.data, handle, around),
        before,
        after,
        typed.go_on_with if typed else "",
    )


def _additions(data: Data, handle: Handle, around: Around) -> tuple[AdditionsView, ...]:
    groups: dict[str, list[OptionView]] = {}
    for one in additions(data, handle, around):
        groups.setdefault(one.where, []).append(OptionView(one.key, kind_words(one.kind, around.say), is_chosen=False))
    return tuple(AdditionsView(where, tuple(kinds)) for where, kinds in groups.items())


def _lines(
    request: Request, here: Here, drafts: Mapping[str, Unsaved], found: tuple[Diagnostic, ...]
) -> tuple[PassageLine, ...]:
    sheet, errors, warnings = here.sheet, Counter[str](), Counter[str]()
    for problem in found:
        if handle := handle_at(sheet, problem):
            (errors if is_error(problem) else warnings)[handle.key] += 1
    return tuple(
        PassageLine(
            handle.key,
            number,
            kind_words(handle.kind, here.around.say),
            handle.first_words,
            min(handle.depth, 4),
            _address(request, here, handle.key),
            handle == here.handle,
            errors[handle.key],
            warnings[handle.key],
            handle.key in drafts,
        )
        for number, handle in enumerate(sheet.handles, 1)
    )


def _preview(request: Request, here: Here, *, is_behind: bool) -> PreviewView:
    studio, looked, sheet = studio_of(request), here.looked, here.sheet
    say = studio.words(request).say
    key = here.handle.key if here.handle else ""
    page, pdf = (replace(looked, look=look) for look in (PAGE, PDF))
    route = "edit-pdf" if looked.look == PDF else "edit-page"
    frame = studio.address(request, route, sheet=sheet.name, **here.query(key))
    everyone = OptionView("", say("All Parties"), not looked.party)
    chosen = looked.profile or here.facts.profiles[0]
    return PreviewView(
        frame + ("#here" if looked.look == PDF and key else ""),
        looked.look == PDF,
        studio.address(request, "edit", sheet=sheet.name, **replace(here, looked=page).query(key)),
        studio.address(request, "edit", sheet=sheet.name, **replace(here, looked=pdf).query(key)),
        tuple(
            OptionView(tag, name_of_locale(tag), tag == looked.locale, tag, direction_of(tag))
            for tag in here.facts.locales
        ),
        (everyone, *(OptionView(one.value, one.label, one.value == looked.party) for one in here.around.parties)),
        tuple(OptionView(name, name, name == chosen) for name in here.facts.profiles) if looked.party else (),
        tuple(HiddenView(name, value) for name, value in {"at": key, "look": looked.look}.items() if value),
        is_behind,
    )


def _address(request: Request, here: Here, key: str) -> str:
    return studio_of(request).address(request, "edit", sheet=here.sheet.name, **here.query(key)) + "#passage"


def _language(sheet: SheetText, studio: Studio) -> str:
    said = sheet.data.get("language") if isinstance(sheet.data, dict) else None
    return said if isinstance(said, str) and said else studio.project.source_locale
