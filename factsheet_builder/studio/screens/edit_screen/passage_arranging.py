"""A button beside a passage -> the passage moved up or down, taken away, a new one added; or the last save taken back."""

from collections.abc import Sequence
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.editing.yaml_edits import digest_of
from factsheet_builder.errors import ContentError, UsageError
from factsheet_builder.studio.forms import Action, FormEdit, Handle, own_value
from factsheet_builder.studio.forms.standing import added, at_path, moved, taken_away
from factsheet_builder.studio.saving.file_saves import Refused
from factsheet_builder.studio.screens.edit_screen.passage_edits import ChangedError, plan_of
from factsheet_builder.studio.screens.edit_screen.passage_writing import go, here_of_form, noted, refused
from factsheet_builder.studio.screens.edit_screen.sheet_screen import Here, LastSaves, Typed
from factsheet_builder.studio.server.routing import text_of
from factsheet_builder.studio.server.studio import studio_of

_STEPS = {"up": -1, "down": 1}


async def arrange_passages(request: Request) -> Response:
    """Move the passage, take it away, or add another one."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    say, here = studio.words(request).say, await here_of_form(request)
    do, kind, handle = text_of(request, "do"), text_of(request, "kind"), here.handle
    if handle is None:
        studio.tell(request, say("This passage is not there any more."))
        return go(request, here, "")
    words = _words(request, handle, do)
    came: list[FormEdit] = []

    def wish(data: Data, now: Handle) -> Sequence[FormEdit]:
        came[:] = _arranged(data, now, here, do, kind)
        return came

    plan = plan_of(here.sheet.file, handle.key, text_of(request, "base"), wish)
    try:
        done = await studio.saves.write(person, (here.sheet.file,), plan, words, (handle.id or handle.key,))
    except ChangedError:
        studio.tell(request, say("This passage was changed meanwhile. Look at it before you move it or take it away."))
        return go(request, here, handle.key)
    except ContentError as error:
        return await refused(request, here, replace(as_saved(here), refused=error.diagnostics))
    if isinstance(done, Refused):
        return await refused(request, here, replace(as_saved(here), refused=done.errors))
    if done.undo:
        noted(request, here, done, words)
        studio.tell(request, say("Done: {words}.", words=words))
        if do == "add":
            studio.tell(request, say("It has the words of an example, which are saved already: write what is meant."))
    else:
        studio.tell(request, say("This cannot be done here."))
    return go(request, here, await _key_after(request, handle, do, came))


def _words(request: Request, handle: Handle, do: str) -> str:
    """Return what is done, as the history says it; raises where it is nothing that a button says."""
    say, name = studio_of(request).words(request).say, handle.id or handle.key
    words = {
        "up": say("Move {passage} up", passage=name),
        "down": say("Move {passage} down", passage=name),
        "delete": say("Take {passage} away", passage=name),
        "add": say("Add a passage beside {passage}", passage=name),
    }
    if do not in words:
        raise HTTPException(404)
    return words[do]


def _arranged(data: Data, handle: Handle, here: Here, do: str, kind: str) -> Sequence[FormEdit]:
    if do == "delete":
        return taken_away(data, handle)
    edit = moved(data, handle, _STEPS[do]) if do in _STEPS else added(data, handle, kind, here.around)
    return [edit] if edit else []


async def _key_after(request: Request, handle: Handle, do: str, came: Sequence[FormEdit]) -> str:
    """Return the key of the passage to go on with."""
    if do not in {"delete", "add"} or not came:
        return handle.key
    now = await here_of_form(request)
    path = handle.path
    if do == "add":
        path = came[0].path if came[0].action is Action.INSERT else (*came[0].path, 0)
    found = at_path(now.sheet.data, path)
    return found.key if found else ""


async def take_back(request: Request) -> Response:
    """Take back what was saved last."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    say, here = studio.words(request).say, await here_of_form(request)
    key, words = studio.held(LastSaves).of(request, here.sheet.name)
    asked = text_of(request, "undo")
    if asked != key or not key:
        studio.tell(request, say("This cannot be taken back any more. See the history."))
        return go(request, here, text_of(request, "at"))
    try:
        done = await studio.saves.undo(person, key, say("Take back: {words}", words=words))
    except UsageError as error:
        studio.held(LastSaves).forget(request, here.sheet.name)
        studio.tell(request, " ".join(f"{one.what} {one.remedy}" for one in error.diagnostics))
        return go(request, here, text_of(request, "at"))
    if isinstance(done, Refused):
        return await refused(request, here, replace(as_saved(here), refused=done.errors))
    studio.held(LastSaves).forget(request, here.sheet.name)
    studio.tell(request, say("Taken back: {words}.", words=words))
    now = await here_of_form(request)
    return go(request, now, now.handle.key if now.handle else "")


def as_saved(here: Here) -> Typed:
    """Return the form of a passage as it is saved."""
    own = own_value(here.sheet.data, here.handle) if here.handle else None
    return Typed({}, digest_of(own), own, is_sent=False)
