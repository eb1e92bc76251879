"""What was sent of the form of a passage -> the passage saved, kept as a draft, or shown again with what is wrong."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.editing.yaml_edits import digest_of
from factsheet_builder.errors import ContentError
from factsheet_builder.studio.forms import (
    FormEdit,
    Handle,
    form_of,
    own_value,
    posted_of,
    problems_by_field,
    read_form,
    rearranged,
)
from factsheet_builder.studio.saving.file_saves import Refused, Saved
from factsheet_builder.studio.screens.edit_screen.clashes import clash_view, yours_of
from factsheet_builder.studio.screens.edit_screen.passage_edits import ChangedError, plan_of, source_of, with_edits
from factsheet_builder.studio.screens.edit_screen.sheet_screen import Here, LastSaves, Typed, here_of, show_sheet
from factsheet_builder.studio.screens.edit_screen.unsaved_texts import Unsaved, drop_draft, keep_draft
from factsheet_builder.studio.server.routing import text_of
from factsheet_builder.studio.server.studio import studio_of

_PLACES = ("at", "party", "profile", "locale", "look")


async def save_passage(request: Request) -> Response:
    """Save the form of a passage, keep it as a draft, or give the draft up."""
    studio = studio_of(request)
    person = studio.require_edit(request)
    say, here, typed = studio.words(request).say, await here_of_form(request), typed_of(request)
    do, key = text_of(request, "do", "save"), text_of(request, "at")
    if do == "discard":
        await drop_draft(studio, person, here.sheet.file, key)
        studio.tell(request, say("The draft is gone. The form shows what is saved."))
        return go(request, here, key)
    if do == "draft":
        await _keep(request, here, typed, key)
        studio.tell(request, say("Kept as a draft. It is not saved, and nobody else sees it."))
        return go(request, here, key)
    if here.handle is None:
        return await _gone(request, here, typed, key)
    if do == "show":
        return await show_sheet(request, here, typed)
    if turned := rearranged(typed.posted, do):
        return await show_sheet(request, here, replace(typed, posted=turned[0], go_on_with=turned[1]))
    return await _save(request, here, typed, goes_on=do == "next")


async def _save(request: Request, here: Here, typed: Typed, *, goes_on: bool) -> Response:
    studio, handle, sheet = studio_of(request), here.chosen, here.sheet
    person, say = studio.person(request), studio.words(request).say
    filled = read_form(typed.posted, sheet.data, handle, here.around)
    if filled.problems:
        return await refused(request, here, replace(typed, problems=filled.problems))
    if not filled.edits:
        return await _as_it_was(request, here, handle, goes_on=goes_on)

    def wish(data: Data, now: Handle) -> Sequence[FormEdit]:
        return read_form(typed.posted, data, now, here.around).edits

    words = say("Correct {passage}", passage=handle.id or handle.key)
    plan = plan_of(sheet.file, handle.key, typed.base, wish)
    try:
        done = await studio.saves.write(person, (sheet.file,), plan, words, (handle.id or handle.key,))
    except ChangedError:
        return await _clash(request, await here_of_form(request), typed)
    except ContentError as error:
        return await refused(request, here, replace(typed, refused=error.diagnostics))
    if isinstance(done, Refused):
        return await _invalid(request, here, typed, done)
    await drop_draft(studio, person, sheet.file, handle.key)
    noted(request, here, done, words)
    now = await _now(request, handle)
    studio.tell(request, say("Saved: {passage}", passage=(now and now.first_words) or handle.key))
    return go(request, here, now.key if now else "", goes_on=goes_on)


async def _as_it_was(request: Request, here: Here, handle: Handle, *, goes_on: bool = False) -> Response:
    studio = studio_of(request)
    await drop_draft(studio, studio.person(request), here.sheet.file, handle.key)
    studio.tell(request, studio.words(request).say("Nothing was changed: the file says the same."))
    return go(request, here, handle.key, goes_on=goes_on)


async def _clash(request: Request, here: Here, typed: Typed) -> Response:
    """Keep what was sent as a draft, and show both texts."""
    if here.handle is None:
        return await _gone(request, here, typed, text_of(request, "at"))
    now = own_value(here.sheet.data, here.handle)
    if digest_of(yours_of(typed.posted, typed.base_value, here)) == digest_of(now):
        return await _as_it_was(request, here, here.handle)
    await _keep(request, here, typed, here.handle.key)
    clash = clash_view(typed.posted, typed.base_value, here)
    rebased = replace(typed, base=digest_of(now), base_value=now, clash=clash)
    return await show_sheet(request, here, rebased, HTTPStatus.CONFLICT)


async def _gone(request: Request, here: Here, typed: Typed, key: str) -> Response:
    """Keep what was sent as a draft of a passage that is not there any more."""
    studio = studio_of(request)
    await _keep(request, here, typed, key)
    say = studio.words(request).say
    studio.tell(request, say("This passage is not there any more: somebody took it away, or gave it another name."))
    studio.tell(request, say("What you wrote is kept as a draft."))
    return await show_sheet(request, here, status=HTTPStatus.CONFLICT)


async def _invalid(request: Request, here: Here, typed: Typed, done: Refused) -> Response:
    """Keep a text that is not valid as a draft, and say what is wrong beside the fields."""
    handle, sheet = here.chosen, here.sheet
    await _keep(request, here, typed, handle.key)
    form = form_of(sheet.data, handle, here.around, typed.posted)
    edits = read_form(typed.posted, sheet.data, handle, here.around).edits
    text = await studio_of(request).beside(with_edits, sheet.text, sheet.file, handle, edits)
    problems, elsewhere = problems_by_field(form, handle, source_of(text, sheet.file), done.errors)
    return await refused(request, here, replace(typed, problems=problems, refused=elsewhere))


async def refused(request: Request, here: Here, typed: Typed) -> Response:
    """Show what was sent again, with what is wrong."""
    return await show_sheet(request, here, typed, HTTPStatus.UNPROCESSABLE_ENTITY)


async def _keep(request: Request, here: Here, typed: Typed, key: str) -> None:
    studio = studio_of(request)
    unsaved = Unsaved(key, typed.posted, typed.base, typed.base_value, datetime.now().astimezone())
    await keep_draft(studio, studio.person(request), here.sheet.file, unsaved)


async def here_of_form(request: Request) -> Here:
    """Return where a form was sent from."""
    return await here_of(request, {name: text_of(request, name) for name in _PLACES})


def typed_of(request: Request) -> Typed:
    """Return what was sent of a form."""
    try:
        value: Data = json.loads(text_of(request, "base_value") or "null")
    except (ValueError, RecursionError):
        value = None
    return Typed(posted_of(request.state.form.multi_items()), text_of(request, "base"), value)


def noted(request: Request, here: Here, done: Saved, words: str) -> None:
    """Note what can be taken back, and say where a save is not in the history."""
    studio = studio_of(request)
    if done.undo:
        studio.held(LastSaves).note(request, here.sheet.name, done.undo, words)
    if done.unrecorded:
        say = studio.words(request).say
        studio.tell(request, say("It is not in the history yet: {reason}", reason=done.unrecorded.what))


async def _now(request: Request, handle: Handle) -> Handle | None:
    """Return a passage as it is after a save; its id may be another one, and so may its first words."""
    now = await here_of_form(request)
    found = (one for one in now.sheet.handles if one.path == handle.path and one.kind == handle.kind)
    return now.handle or next(found, None)


def go(request: Request, here: Here, key: str, *, goes_on: bool = False) -> Response:
    """Go to a passage, or to the one after it."""
    keys = [handle.key for handle in here.sheet.handles]
    if goes_on and key in keys[:-1]:
        key = keys[keys.index(key) + 1]
    query = {name: value for name, value in here.query(key).items() if value}
    return studio_of(request).go(request, "edit", "passage" if key else "", sheet=here.sheet.name, **query)
