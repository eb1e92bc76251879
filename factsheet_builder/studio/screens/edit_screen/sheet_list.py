"""The factsheets of a project -> the list of them, each with how it stands, and a new one from the skeleton."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from factsheet_builder.builds.starter import start_factsheet
from factsheet_builder.changes.history.saves import record_save
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.project import Project
from factsheet_builder.studio.saving.save_lock import alone
from factsheet_builder.studio.screens.edit_screen.saved_problems import SavedProblems, is_error, of_sheet
from factsheet_builder.studio.screens.edit_screen.sheet_texts import SheetText, SheetTexts
from factsheet_builder.studio.screens.edit_screen.unsaved_texts import drafts_of
from factsheet_builder.studio.server.routing import text_of
from factsheet_builder.studio.server.studio import Studio, studio_of


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A factsheet in the list."""

    name: str
    title: str
    language: str
    passages: int
    errors: int
    warnings: int
    is_checked: bool
    drafts: int


@dataclass(frozen=True, slots=True)
class WordTyped:
    """What was typed beside a file, and why it is not taken."""

    name: str = ""
    like: str = ""
    problems: tuple[Diagnostic, ...] = ()
    chapter: str = ""
    title: str = ""
    round_id: str = ""
    parties: str = ""
    adopted: str = ""


@dataclass(frozen=True, slots=True)
class SheetListView:
    """All factsheets, and the two ways to a new one."""

    sheets: tuple[SheetLine, ...]
    may_edit: bool
    may_be_like: tuple[str, ...]
    """Factsheets whose round a new one may belong to."""
    typed: str = ""
    """What was typed as the name of a new one."""
    problem: Diagnostic | None = None
    """Why there is no new one of that name."""
    word: WordTyped = WordTyped()
    """What was typed beside a file that is not taken."""


async def sheet_list(request: Request) -> Response:
    """Show the factsheets."""
    return await show_list(request)


async def new_sheet(request: Request) -> Response:
    """Write a new factsheet from the skeleton, and open it."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    say, name = studio.words(request).say, text_of(request, "name").strip()
    try:
        written = await studio.beside(_begin, studio.project, name)
    except FactsheetError as error:
        return await show_list(request, typed=name, problem=error.diagnostics[0])
    await record(request, written, say("Begin the factsheet {name}", name=name), person.name)
    studio.tell(request, say("The factsheet is there, with sample words to be replaced."))
    return studio.go(request, "edit", sheet=name)


def _begin(project: Project, name: str) -> tuple[Path, ...]:
    """Write a new factsheet; of two people who give the same name, the second is refused."""
    with alone(project):
        return tuple(start_factsheet(project.root, name))


async def record(request: Request, files: list[Path] | tuple[Path, ...], words: str, who: str) -> None:
    """Record files that were written in the history; say so where that cannot be done."""
    studio = studio_of(request)
    recorded = await anyio.to_thread.run_sync(record_save, studio.project, tuple(files), words, who)
    if recorded.problem:
        say = studio.words(request).say
        studio.tell(request, say("It is not in the history yet: {reason}", reason=recorded.problem.what))


async def show_list(
    request: Request, *, typed: str = "", problem: Diagnostic | None = None, word: WordTyped | None = None
) -> Response:
    """Show the list, with what was typed where it was refused."""
    studio = studio_of(request)
    names = await anyio.to_thread.run_sync(studio.project.factsheet_names)
    found = await studio.held(SavedProblems).known()
    sheets = [await studio.held(SheetTexts).read(name) for name in names]
    lines = [await _line(request, studio, sheet, found) for sheet in sheets]
    view = SheetListView(tuple(lines), studio.person(request).may_edit, names, typed, problem, word or WordTyped())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem or word else HTTPStatus.OK
    title = studio.words(request).say("Edit")
    return await studio.show(request, "edit-list.html", view, title=title, status=status, screen="edit-list")


async def _line(request: Request, studio: Studio, sheet: SheetText, found: tuple[Diagnostic, ...] | None) -> SheetLine:
    own = sheet.problems or of_sheet(found or (), sheet)
    errors = sum(map(is_error, own))
    drafts = len(await drafts_of(studio, studio.person(request), sheet.file))
    language = str(sheet.data.get("language") or "en") if isinstance(sheet.data, dict) else "en"
    is_checked = found is not None or bool(sheet.problems)
    return SheetLine(
        sheet.name, sheet.title, language, len(sheet.handles), errors, len(own) - errors, is_checked, drafts
    )
