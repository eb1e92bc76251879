"""What tests share: the shipped project and its factsheet built once, copies of the project, and the command itself."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.runner import build
from factsheet_builder.cli.app import main
from factsheet_builder.errors import ExitCode
from factsheet_builder.languages.catalogs import parse_po, po_bytes
from factsheet_builder.project import Project, cache_folder
from tests.web.browsing import AXE, CHROMIUM

# Where tests run in the background of a shell, interrupts are ignored, by what they start too: programs here must hear them.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A test that fails because the machine is busy says nothing.
settings.register_profile("unhurried", parent=settings.default, deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shipped() -> Project:
    """The project of the repository itself; tests read it and never write to it."""
    return Project(ROOT)


@pytest.fixture(scope="session")
def shipped_pdf(shipped: Project, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The English factsheet."""
    out = tmp_path_factory.mktemp("out")
    (outcome,) = build(shipped, (Deliverable("assistance-to-victims", "en"),), out, cache=cache_folder())
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    return outcome.file.read_bytes()


@pytest.fixture(scope="session")
def cache() -> Path:
    """The folder of the fonts."""
    return cache_folder()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the shipped project's data, to be broken at will; templates and styles are those of the package.

    Without ``deliverables.yaml``, by which the shipped project owes a hundred files.
    """
    shutil.copytree(ROOT / "data", tmp_path / "project" / "data", ignore=shutil.ignore_patterns("deliverables.yaml"))
    return Project(tmp_path / "project")


_BEGUN = ("masthead.", "short-title", "description", "keyword.", "key-figure.", "urgency.")
_ALSO = (".short-title", ".summary", ".addressees")


@pytest.fixture
def half_georgian(project: Project) -> Project:
    """A copy of the shipped project in which 47 of the 76 passages are not translated into Georgian."""
    path = project.catalog_path("ka", "assistance-to-victims")
    po = parse_po(path.read_bytes(), path.name, "ka")
    for entry in po:
        name = str(entry.context)
        if entry.id and not name.startswith(_BEGUN) and not name.endswith(_ALSO):
            entry.string = ""
    path.write_bytes(po_bytes(po))
    return project


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium for tests that ask for it with NEEDS_BROWSER; its driver holds the loop until it is closed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    assert AXE
    assert AXE.origin
    return (Path(AXE.origin).parent / "axe.min.js").read_text(encoding="utf-8")


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def factsheet(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in this process: ``factsheet("check", cwd=folder, XDG_CACHE_HOME=…)``; a bug raises."""

    def run(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = ["factsheet", *map(str, arguments)]
        with monkeypatch.context() as patch:
            patch.chdir(cwd)
            patch.setattr(sys, "argv", command)
            for name, value in {"COLUMNS": "200", "NO_COLOR": "1", **environment}.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        said = capsys.readouterr()
        return subprocess.CompletedProcess(command, int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture(scope="session")
def factsheet_process() -> Run:
    """The command in a process of its own, as ``factsheet`` is called; a bug shows a traceback."""

    def run(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "factsheet_builder", *map(str, arguments)]
        surroundings = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", **environment}
        return subprocess.run(
            command, cwd=cwd, env=surroundings, capture_output=True, text=True, timeout=100, check=False
        )

    return run


def text_first(project: Project) -> Project:
    """Return the project after its publication was set to begin factsheets with their text."""
    file = project.data / "publication.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("first_page: glance", "first_page: text"), encoding="utf-8"
    )
    return project
