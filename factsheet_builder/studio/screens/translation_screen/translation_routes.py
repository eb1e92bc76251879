"""Requests of the screen Translations -> locales, lists and messages shown; translations checked, saved, vouched for."""

from dataclasses import dataclass, replace
from html import escape
from http import HTTPStatus
from typing import Final

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.studio.saving.kept_drafts import Draft
from factsheet_builder.studio.screens.translation_screen.message_facts import MessageFacts, message_facts, of_field
from factsheet_builder.studio.screens.translation_screen.message_lists import Show, locale_facts, progress
from factsheet_builder.studio.screens.translation_screen.message_saving import (
    Typed,
    Verdict,
    Weighed,
    check_typed,
    save_message,
    text_with,
)
from factsheet_builder.studio.screens.translation_screen.translation_views import (
    ClashView,
    FindingsView,
    FormView,
    MessageView,
)
from factsheet_builder.studio.screens.translation_screen.translation_wording import TranslationWording, changes
from factsheet_builder.studio.server.routing import text_of, write_route
from factsheet_builder.studio.server.studio import Key, studio_of

_MOST_FORMS: Final = 6
_FRAME_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""Beside the policy inside the page, which names the digest of its style: a browser keeps to both."""


def routes() -> list[BaseRoute]:
    """Return the routes of the screen."""
    return [
        Route("/translations", translations, name="translations"),
        Route("/translations/{locale}", locale_page, name="translations-of"),
        Route("/translations/{locale}/message", message_page, name="translations-message"),
        Route("/translations/{locale}/context", context_page, name="translations-context"),
        write_route("/translations/{locale}/context/unsaved", unsaved_context, name="translations-unsaved"),
        write_route("/translations/{locale}/check", check, name="translations-check"),
        write_route("/translations/{locale}/save", save, name="translations-save"),
        write_route("/translations/{locale}/review", review, name="translations-review"),
        write_route("/translations/{locale}/draft", give_up, name="translations-draft"),
    ]


async def translations(request: Request) -> Response:
    """Show all locales and how far each is."""
    studio = studio_of(request)
    found = await studio.workshop.desk(progress, studio.project, studio.project.translated_locales())
    title = studio.words(request).say("Translations")
    return await studio.show(
        request, "translations.html", _wording(request).locales(found), title=title, screen="translations"
    )


async def locale_page(request: Request) -> Response:
    """Show how far one locale is, and the messages of one of its texts."""
    studio, tag, show = studio_of(request), _locale(request), _show_of(request.query_params.get("show", ""))
    facts = await studio.workshop.desk(locale_facts, studio.project, tag, show, request.query_params.get("of", ""))
    wording = _wording(request)
    title = studio.words(request).say("Translations: {language}", language=wording.language(tag))
    return await studio.show(
        request, "translations-of.html", wording.locale(facts, show), title=title, screen="translations"
    )


async def message_page(request: Request) -> Response:
    """Show one message in work."""
    show, key = _show_of(request.query_params.get("show", "")), request.query_params.get("message", "")
    draft = await _draft(request, key)
    if draft and "draft" in request.query_params:
        return await _message(request, key, show, taken=draft)
    return await _message(request, key, show, draft=draft)


async def give_up(request: Request) -> Response:
    """Forget what was typed and not saved."""
    studio, tag, key = studio_of(request), _locale(request), text_of(request, "message")
    person = studio.require_translate(request, tag)
    await anyio.to_thread.run_sync(studio.saves.drafts.drop, person.key, _file_of(request, key), key)
    show = _show_of(text_of(request, "show"))
    return studio.go(request, "translations-message", locale=tag, message=key, show=show.value)


async def check(request: Request) -> Response:
    """Return what is wrong with a translation as it is typed, as a part of the page."""
    studio, tag = studio_of(request), _locale(request)
    studio.require_translate(request, tag)
    problems = await studio.workshop.desk(check_typed, studio.project, tag, _typed(request))
    if problems is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return HTMLResponse(studio.part(request, "parts/findings.html", FindingsView(problems)))


async def save(request: Request) -> Response:
    """Save a translation, and go on to the next of the same filter where that is wanted."""
    studio, tag = studio_of(request), _locale(request)
    person = studio.require_translate(request, tag)
    say, show, typed = studio.words(request).say, _show_of(text_of(request, "show")), _typed(request)
    name = typed.key.partition("/")[2]
    words = say("Translate {name} into {language}", name=name, language=_wording(request).language(tag))
    typed = replace(typed, who=person.name, words=words)
    weighed = await studio.workshop.desk(save_message, studio.project, tag, typed, show)
    if not weighed.is_known:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    drafts, file = studio.saves.drafts, _file_of(request, typed.key)
    if weighed.is_clash or weighed.problems:
        draft = Draft(file, typed.key, list(typed.forms), typed.target_digest)
        await anyio.to_thread.run_sync(drafts.keep, person.key, draft)
        return await _message(request, typed.key, show, _Again(typed, weighed.problems, is_clash=weighed.is_clash))
    await anyio.to_thread.run_sync(drafts.drop, person.key, file, typed.key)
    _tell(request, weighed, say("Saved: {name}.", name=name))
    return _onward(request, tag, typed.key, weighed, show, is_next=text_of(request, "then") == "next")


async def review(request: Request) -> Response:
    """Note what somebody who has read a translation says of it."""
    studio, tag = studio_of(request), _locale(request)
    person = studio.require_translate(request, tag)
    say, show = studio.words(request).say, _show_of(text_of(request, "show"))
    try:
        verdict = Verdict(text_of(request, "verdict"))
    except ValueError:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY) from None
    typed = _typed(request)
    name = typed.key.partition("/")[2]
    said = {
        Verdict.REVIEWED: say("Reviewed: {name}", name=name),
        Verdict.APPROVED: say("Approved: {name}", name=name),
        Verdict.NEEDS_WORK: say("Needs work: {name}", name=name),
    }[verdict]
    typed = replace(typed, verdict=verdict, who=person.name, words=f"{said} ({tag})")
    weighed = await studio.workshop.desk(save_message, studio.project, tag, typed, show)
    if not weighed.is_known:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    if weighed.is_clash or weighed.problems:
        return await _message(request, typed.key, show, _Again(None, weighed.problems, is_clash=weighed.is_clash))
    _tell(request, weighed, said)
    return _onward(request, tag, typed.key, weighed, show, is_next=verdict is not Verdict.NEEDS_WORK)


async def context_page(request: Request) -> Response:
    """Return the page that a message stands on, for a frame."""
    tag, key = _locale(request), request.query_params.get("message", "")
    return await _context(request, tag, key, {})


async def unsaved_context(request: Request) -> Response:
    """Return the same page with what is typed and not saved."""
    studio, tag = studio_of(request), _locale(request)
    studio.require_translate(request, tag)
    typed = _typed(request)
    text = await studio.workshop.desk(text_with, studio.project, tag, typed)
    if text is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    path = studio.project.catalog_path(tag, typed.key.partition("/")[0])
    return await _context(request, tag, typed.key, {studio.project.relative(path): text})


async def _context(request: Request, tag: str, key: str, drafts: dict[str, str]) -> Response:
    studio = studio_of(request)
    facts = await studio.workshop.desk(message_facts, studio.project, tag, key, Show.ALL)
    if facts is None or not facts.factsheet:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    asker = f"translations {studio.visits.of(request).name}"
    try:
        page = await studio.workshop.page(asker, Deliverable(facts.factsheet, tag), drafts)
        html = page.html
    except FactsheetError as error:
        html = _fault_page(studio.words(request).say("The page cannot be made:"), error.diagnostics)
    return Response(html, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": _FRAME_POLICY})


def _fault_page(words: str, problems: tuple[Diagnostic, ...]) -> bytes:
    said = "".join(f"<p>{escape(problem.what)} {escape(problem.remedy)}</p>" for problem in problems)
    return f'<!DOCTYPE html><meta charset="utf-8"><title>{escape(words)}</title><p>{escape(words)}</p>{said}'.encode()


@dataclass(frozen=True, slots=True)
class _Again:
    """What a form is shown again with."""

    typed: Typed | None
    refusals: tuple[Diagnostic, ...] = ()
    is_clash: bool = False


async def _draft(request: Request, key: str) -> tuple[str, ...]:
    """Return the forms that whoever asks has typed of a message and not saved."""
    studio = studio_of(request)
    person, file = studio.person(request), _file_of(request, key)
    kept = await anyio.to_thread.run_sync(studio.saves.drafts.one, person.key, file, key)
    value = kept.draft.value if kept else None
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _file_of(request: Request, key: str) -> str:
    """Return what the project calls the catalog of a message; a name that drafts are found by, and no path."""
    return f"{_locale(request)}/{key.partition('/')[0]}"


async def _message(
    request: Request,
    key: str,
    show: Show,
    again: _Again | None = None,
    *,
    draft: tuple[str, ...] = (),
    taken: tuple[str, ...] = (),
) -> Response:
    studio, tag = studio_of(request), _locale(request)
    facts = await studio.workshop.desk(message_facts, studio.project, tag, key, show)
    if facts is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    say, wording = studio.words(request).say, _wording(request)
    title = say("{language}: {name}", name=facts.name, language=wording.language(tag))
    keys = (Key("Ctrl+Enter", say("Save and go on to the next")),)
    status = HTTPStatus.OK
    if taken:
        again = _Again(Typed(key, taken, "", ""))
    elif again is not None:
        status = HTTPStatus.CONFLICT if again.is_clash else HTTPStatus.UNPROCESSABLE_ENTITY
    own = draft if draft != tuple(form.text for form in facts.forms) else ()
    view = replace(
        _view(request, facts, show, again), draft=tuple(_wording(request).text(text, facts.kind) for text in own)
    )
    return await studio.show(
        request, "translations-message.html", view, title=title, status=status, screen="translations", keys=keys
    )


def _view(request: Request, facts: MessageFacts, show: Show, again: _Again | None) -> MessageView:
    studio, wording = studio_of(request), _wording(request)
    typed = again.typed if again else None
    texts = [form.text for form in facts.forms]
    if typed is not None:
        texts = [*typed.forms, *texts[len(typed.forms) :]][: len(texts)]
    forms = tuple(
        FormView(name, tuple(map(wording.piece, form.source)), text, form.note)
        for name, form, text in zip(wording.form_names(facts), facts.forms, texts, strict=True)
    )
    clash = None
    if again is not None and again.is_clash:
        theirs = tuple(wording.text(form.text, facts.kind) for form in facts.forms)
        clash = ClashView(theirs, wording.state(facts.state))

    def at(name: str, **values: str) -> str:
        return studio.address(request, name, locale=facts.tag, show=show.value, **values)

    return MessageView(
        facts=facts,
        show=show.value,
        source_direction=direction_of(facts.source_tag),
        direction=direction_of(facts.tag),
        language=wording.language(facts.tag),
        state=wording.state(facts.state, is_locked=facts.is_locked),
        forms=forms,
        codes=tuple(map(wording.piece, facts.codes)),
        changed=changes(facts.changed),
        terms=facts.terms,
        matches=tuple(wording.match(match, facts.kind) for match in facts.matches),
        remark=typed.remark if typed else facts.remark,
        needs_work=typed.needs_work if typed else False,
        may_translate=studio.person(request).may_translate(facts.tag) and not facts.is_locked,
        is_vouchable=facts.state not in {State.MISSING, State.STALE},
        has_page=bool(facts.factsheet),
        problems=() if again and again.refusals else facts.problems,
        refusals=again.refusals if again else (),
        clash=clash,
        list_address=at("translations-of", of=facts.domain),
        draft=(),
        draft_address=at("translations-message", message=facts.key, draft="yes"),
        before=at("translations-message", message=facts.before) if facts.before else "",
        after=at("translations-message", message=facts.after) if facts.after else "",
    )


def _tell(request: Request, weighed: Weighed, said: str) -> None:
    """Have the next page say what happened."""
    studio = studio_of(request)
    say = studio.words(request).say
    studio.tell(request, said if weighed.is_written else say("Nothing was changed."))
    if weighed.unrecorded:
        studio.tell(request, say("It is not in the history yet: {reason}", reason=weighed.unrecorded.what))


def _onward(request: Request, tag: str, key: str, weighed: Weighed, show: Show, *, is_next: bool) -> Response:
    studio = studio_of(request)
    if is_next and weighed.next_key:
        return studio.go(request, "translations-message", locale=tag, message=weighed.next_key, show=show.value)
    if is_next:
        studio.tell(request, studio.words(request).say("That was the last of these messages."))
        return studio.go(request, "translations-of", locale=tag, of=key.partition("/")[0], show=show.value)
    return studio.go(request, "translations-message", locale=tag, message=key, show=show.value)


def _wording(request: Request) -> TranslationWording:
    studio = studio_of(request)

    def address(name: str, **values: object) -> str:
        return studio.address(request, name, **values)

    return TranslationWording(studio.words(request), address)


def _locale(request: Request) -> str:
    """Return the locale of an address, which has to be one of the project."""
    tag: str = request.path_params["locale"]
    if tag not in studio_of(request).project.translated_locales():
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return tag


def _show_of(name: str) -> Show:
    return next((show for show in Show if show.value == name), Show.ALL)


def _typed(request: Request) -> Typed:
    """Return the translation that a form holds."""
    form = request.state.form
    forms = tuple(
        of_field(text_of(request, f"form-{number}")) for number in range(_MOST_FORMS) if f"form-{number}" in form
    )
    return Typed(
        text_of(request, "message"),
        forms,
        text_of(request, "source"),
        text_of(request, "target"),
        needs_work=bool(text_of(request, "needs-work")),
        remark=text_of(request, "remark"),
    )
