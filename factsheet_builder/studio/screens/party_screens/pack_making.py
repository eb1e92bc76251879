"""Requests for the files of one Party -> a job that makes its pack, and its end; which files there are."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from factsheet_builder.builds.deliverable import Kind
from factsheet_builder.errors import Diagnostic, SurroundingsError
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.studio.live.jobs import Job, Phase
from factsheet_builder.studio.screens.party_screens.choices import address_if_there, chosen
from factsheet_builder.studio.screens.party_screens.party_files import OwedFile, owed_files, packs_of
from factsheet_builder.studio.screens.party_screens.party_view import party_place
from factsheet_builder.studio.server.interface_words import InterfaceWords
from factsheet_builder.studio.server.routing import text_of, write_route
from factsheet_builder.studio.server.studio import studio_of


@dataclass(frozen=True, slots=True)
class FileView:
    """A file for the Party."""

    name: str
    file: str
    locale: str
    address: str
    """Where it is taken from; nothing where it is not made."""
    has_failed: bool
    """Whether the last job could not make it."""


@dataclass(frozen=True, slots=True)
class MakingView:
    """What becomes of a job."""

    words: str
    done: int
    count: int
    is_over: bool
    problems: tuple[Diagnostic, ...]


def routes() -> list[BaseRoute]:
    """Return the routes that make files."""
    return [
        write_route("/party/{code}/make", make, name="party-make"),
        write_route("/party/{code}/stop", stop, name="party-stop"),
    ]


async def make(request: Request) -> Response:
    """Begin to make the pack of a Party."""
    studio = studio_of(request)
    person, words = studio.require_edit(request), studio.words(request)
    factsheet = chosen(text_of(request, "factsheet"), studio.project.factsheet_names())
    place = await studio.beside(party_place, studio.project, request.path_params["code"], words.language)
    if place is None or not factsheet:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    code = place.facts.code
    files = await studio.beside(owed_files, studio.project, studio.out, code, factsheet)
    title = words.say("briefing pack for {party}", party=place.facts.name)
    try:
        studio.jobs.begin(chosen=packs_of(files, factsheet), who=person.name, title=title)
    except SurroundingsError as error:
        studio.tell(request, " ".join(f"{one.what} {one.remedy}" for one in error.diagnostics))
    else:
        studio.tell(request, words.say("Begun: {title}.", title=title))
    return studio.go(request, "party", "files", code=code, factsheet=factsheet)


async def stop(request: Request) -> Response:
    """Stop what is being made; what is finished stays."""
    studio = studio_of(request)
    studio.require_edit(request)
    studio.jobs.stop()
    return studio.back(request)


def file_views(request: Request, files: tuple[OwedFile, ...]) -> tuple[FileView, ...]:
    """Return the files of a Party as the screen lists them."""
    studio = studio_of(request)
    say, failed = studio.words(request).say, studio.jobs.last.failures if studio.jobs.last else {}
    found: list[FileView] = []
    for one in files:
        made = one.deliverable
        name = say("Briefing pack") if made.kind is Kind.PACK else say("Version of the factsheet")
        address = address_if_there(request, "deliverable-file", path=str(made.path), save="yes") if one.bytes else ""
        locale = Localiser(made.locale).own_name
        found.append(FileView(name, made.path.name, locale, address, str(made.path) in failed))
    return tuple(found)


def making_view(job: Job | None, files: tuple[OwedFile, ...], words: InterfaceWords) -> MakingView | None:
    """Return what becomes of the job under way, or of the last one if that was for this Party."""
    own = {str(one.deliverable.path) for one in files}
    if job is None or (job.phase.is_over and not own & {*job.files, *job.failures} and not job.problems):
        return None
    say, done = words.say, sum(job.fates.values())
    said = {
        Phase.PLANNING: say("Being made: {title}. What is owed is being looked at.", title=job.title),
        Phase.MAKING: say("Being made: {title}. {done} of {count} files.", title=job.title, done=done, count=job.count),
        Phase.DONE: say("Made: {title}.", title=job.title),
        Phase.INCOMPLETE: say("Not all could be made: {title}. The last good files stay.", title=job.title),
        Phase.STOPPED: say("Stopped: {title}. What was finished stays.", title=job.title),
        Phase.FAILED: say("Not made: {title}.", title=job.title),
    }
    failures = (one for path, why in job.failures.items() if path in own for one in why)
    return MakingView(said[job.phase], done, job.count, job.phase.is_over, (*job.problems, *failures))
