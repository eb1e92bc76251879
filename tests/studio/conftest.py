"""A studio over a copy of the shipped project: asked in this process, or running for a browser."""

import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from factsheet_builder.project import Project
from factsheet_builder.studio.opening import Opening, application_of
from factsheet_builder.studio.server.serving_loop import settings
from tests.conftest import ROOT

HOST = "127.0.0.1:8766"
ORIGIN = f"http://{HOST}"


@dataclass
class Asked:
    """A studio that is asked in this process, as by one browser."""

    client: TestClient
    project: Project

    def get(self, address: str, **options: Any) -> httpx.Response:
        """Ask for a page."""
        answer: httpx.Response = self.client.get(address, **options)
        return answer

    def token(self) -> str:
        """Return the token of this browser."""
        found = re.search(r'name="studio-token" content="([0-9a-f]+)"', self.client.get("/nothing").text)
        assert found
        return found[1]

    def post(self, address: str, fields: dict[str, Any] | None = None, **options: Any) -> httpx.Response:
        """Send a form as a page of the studio does; redirects are not followed."""
        headers = {"Origin": ORIGIN, **options.pop("headers", {})}
        data = {"token": self.token(), **(fields or {})}
        answer: httpx.Response = self.client.post(
            address, data=data, headers=headers, follow_redirects=False, **options
        )
        return answer


Open = Callable[..., Asked]


@pytest.fixture
def asked(project: Project) -> Iterator[Asked]:
    """A studio of one person on this machine."""
    opening = Opening(project, project.out, 8766, "A. Name")
    with TestClient(application_of(opening, 8766), base_url=ORIGIN, client=("127.0.0.1", 50_000)) as client:
        yield Asked(client, project)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """A studio that many tests ask, none of which changes a file."""
    project = copy_of_shipped(tmp_path_factory.mktemp("still"))
    opening = Opening(project, project.out, 8766, "A. Name")
    app = application_of(opening, 8766)
    app.state.counting = NoCount()
    with TestClient(app, base_url=ORIGIN, client=("127.0.0.1", 50_000)) as client:
        yield Asked(client, project)


class NoCount:
    """Counts nothing, for tests that ask for the first page and not for what is to be done."""

    is_under_way = False

    async def newest(self, *, anew: bool = False) -> None:
        """Return nothing."""


def copy_of_shipped(folder: Path) -> Project:
    """Return a copy of the shipped project's data, as the fixture ``project`` is one."""
    shutil.copytree(ROOT / "data", folder / "project" / "data", ignore=shutil.ignore_patterns("deliverables.yaml"))
    return Project(folder / "project")


@dataclass
class Running:
    """A studio that listens."""

    address: str
    project: Project
    studio: Any = None
    """Its state, of the thread that it runs in."""


def run_studio(project: Project, **wishes: Any) -> Iterator[Running]:
    """Run a studio in a thread of this process until the generator is closed."""
    import uvicorn

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        app = application_of(Opening(project, project.out, port, "A. Name", **wishes), port)
        server = uvicorn.Server(settings(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                httpx.get(address, timeout=5)
                break
            except httpx.HTTPError:
                threading.Event().wait(0.05)
        try:
            yield Running(address, project, app.state.studio)
        finally:
            app.state.studio.news.close()
            server.should_exit = True
            thread.join(20)


@pytest.fixture
def running(project: Project) -> Iterator[Running]:
    """A studio over a copy of the shipped project, for a browser."""
    yield from run_studio(project)


@pytest.fixture
def window(browser: Any) -> Iterator[Any]:
    """A window of a browser in which nothing may be said to the console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []
