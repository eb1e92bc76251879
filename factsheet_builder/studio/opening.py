"""A project and the wishes of who opens it -> a studio that answers browsers until it is ended."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette

from factsheet_builder.project import Project
from factsheet_builder.studio.server.application import application
from factsheet_builder.studio.server.people import Reception
from factsheet_builder.studio.server.serving_loop import ADDRESS, listening, serve
from factsheet_builder.studio.server.studio import Studio
from factsheet_builder.studio.server.visits import Visits, secret_of


@dataclass(frozen=True, slots=True)
class Opening:
    """How a studio is to be opened."""

    project: Project
    out: Path
    port: int
    name: str
    hosts: tuple[str, ...] = ()
    """Names by which browsers reach it through a proxy, by https."""
    header: str = ""
    """In which the proxy names who asks."""


def open_studio(opening: Opening, begun: Callable[[str, int], None]) -> None:
    """Answer browsers until the process is told to end; ``begun`` is told the address and the port.

    Raises:
        SurroundingsError: the port is in use, or the project's folder cannot be written.
    """
    listener = listening(opening.port)
    port = listener.getsockname()[1]
    app = application_of(opening, port)
    app.state.studio.is_warmed = True
    serve(app, listener, lambda: begun(f"http://{ADDRESS}:{port}/", port), app.state.studio.news.close)


def application_of(opening: Opening, port: int) -> Starlette:
    """Return the application of a studio that is reached at ``port`` of this machine, or by its names through a proxy.

    Raises:
        SurroundingsError: the project's folder cannot be written.
    """
    visits = Visits(secret_of(opening.project.root), port, is_secure=bool(opening.hosts))
    reception = Reception(opening.project, opening.name, opening.header)
    studio = Studio(opening.project, opening.out, reception, visits)
    return application(studio, *_let_through(opening.hosts, port))


def _let_through(names: tuple[str, ...], port: int) -> tuple[frozenset[str], frozenset[str]]:
    """Return the hosts and the origins of requests that are answered: those of this machine, or those of the proxy."""
    if names:
        hosts = frozenset(name.lower() for name in names)
        return hosts, frozenset(f"https://{host}" for host in hosts)
    hosts = frozenset({f"{ADDRESS}:{port}", f"localhost:{port}"})
    return hosts, frozenset(f"http://{host}" for host in hosts)
