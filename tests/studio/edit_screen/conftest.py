"""A studio whose processes are stood in for, so that a test of the screen takes milliseconds."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anyio.to_thread
import pytest
from starlette.testclient import TestClient

from factsheet_builder.builds.project_checks import check_everything
from factsheet_builder.errors import ContentError, Diagnostic, Severity
from factsheet_builder.project import Project
from factsheet_builder.studio.live.live_values import Page, Printed
from factsheet_builder.studio.live.shadow import Shadow
from factsheet_builder.studio.opening import Opening, application_of
from tests.studio.conftest import ORIGIN, copy_of_shipped
from tests.studio.edit_screen.printed_forms import sent_of

SHEET = "assistance-to-victims"


class QuickWorkshop:
    """Does in this process what takes processes otherwise; pages say no more than which draft they were made of."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._shadow = Shadow(project, folder)
        self._lock = threading.Lock()

    async def problems(self, drafts: Mapping[str, str] | None = None, _: str = "") -> tuple[Diagnostic, ...]:
        return await anyio.to_thread.run_sync(self._check, dict(drafts or {}))

    def _check(self, drafts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
        with self._lock:
            copy = self._shadow.follow(drafts)
            return tuple(dict.fromkeys(problem for one in check_everything(copy) for problem in one.found))

    async def page(self, _: str, __: object, drafts: Mapping[str, str] | None = None) -> Page:
        found = [problem for problem in await self.problems(drafts) if problem.severity is Severity.ERROR]
        if found:
            raise ContentError(found)
        html = f"<!DOCTYPE html><main><p id='VI-1'>{'of a draft' if drafts else 'as saved'}</p></main>"
        return Page(html.encode(), {"VI-1.text": "VI-1"}, (), datetime(2026, 1, 2, 14, 2, 10, tzinfo=UTC))

    async def pdf(self, *_: object) -> Printed:
        return Printed(b"%PDF-", (b"one", b"two"), {"VI-1.text": 2}, (), datetime(2026, 1, 2, 14, 2, 10, tzinfo=UTC))

    async def desk(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await anyio.to_thread.run_sync(lambda: function(*args, **kwargs))


@dataclass
class Editing:
    """A studio that is asked in this process by one browser."""

    client: TestClient
    project: Project

    def get(self, address: str = "", **options: Any) -> Any:
        return self.client.get(f"/edit/{SHEET}{address}" if address[:1] in {"", "?", "/"} else address, **options)

    def open(self, key: str) -> dict[str, list[str]]:
        """Open a passage; return what is sent of its form."""
        answer = self.get(f"?at={key}")
        assert answer.status_code == 200, answer.text
        return sent_of(answer.text)

    def post(self, address: str, fields: Mapping[str, Any], **options: Any) -> Any:
        return self.client.post(
            f"/edit/{SHEET}/{address}", data=dict(fields), headers={"Origin": ORIGIN}, follow_redirects=False, **options
        )

    @property
    def file(self) -> Path:
        return self.project.data / "factsheets" / f"{SHEET}.yaml"

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def history(self) -> list[str]:
        """Return who saved what, the newest first."""
        words = ["git", "-C", str(self.project.root), "log", "--format=%an: %s"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()


def git(project: Project) -> None:
    """Give a project a history."""
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "begin"],
    ):
        subprocess.run(["git", "-C", str(project.root), *words], check=True)


def opened(project: Project, folder: Path) -> Iterator[Editing]:
    """Open a studio."""
    app = application_of(Opening(project, project.out, 8766, "A. Name"), 8766)
    quick = QuickWorkshop(project, folder)
    for name in ("problems", "page", "pdf", "desk"):
        setattr(app.state.studio.workshop, name, getattr(quick, name))
    with TestClient(app, base_url=ORIGIN, client=("127.0.0.1", 50_000)) as client:
        yield Editing(client, project)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editing]:
    """A studio over a copy of the shipped project that has a history."""
    folder = tmp_path_factory.mktemp("editing")
    project = copy_of_shipped(folder)
    git(project)
    yield from opened(project, folder / "shadow")


@pytest.fixture
def editing(lasting: Editing) -> Iterator[Editing]:
    """The same studio for all tests of a module, with the project as it was at the beginning, and no drafts."""
    texts = {path: path.read_bytes() for path in lasting.project.data.rglob("*.yaml")}
    reception = lasting.client.app.state.studio.reception  # type: ignore[attr-defined]
    yield lasting
    for path in lasting.project.data.rglob("*.yaml"):
        if path not in texts:
            path.unlink()
        elif path.read_bytes() != texts[path]:
            path.write_bytes(texts[path])
    shutil.rmtree(lasting.project.root / ".studio" / "drafts", ignore_errors=True)
    lasting.client.app.state.studio.reception = reception  # type: ignore[attr-defined]
    lasting.client.headers.pop("X-Name", None)
    lasting.client.cookies.clear()
