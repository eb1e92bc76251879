"""A studio that is killed with a form open in a browser, and begun again: what was typed is saved from the same window."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx2 as httpx
import pytest

from factsheet_builder.changes.history.saves import begin_history, saves
from factsheet_builder.project import Project
from tests.conftest import ROOT
from tests.studio.conftest import copy_of_shipped
from tests.web.browsing import NEEDS_BROWSER

pytestmark = [NEEDS_BROWSER, pytest.mark.slow]

SHEET: Final = "assistance-to-victims"
OPENED: Final = f"/edit/{SHEET}?at=mechanisms-in-place"
OLD, NEW, NEWER = "All Parties have one or several", "All Parties now have one or several", "All Parties today have one"


@contextmanager
def begun(project: Project, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the command until it answers, and kill it in the end, as a machine does that loses power."""
    command = [sys.executable, "-m", "factsheet_builder", "studio", "--no-browser", "--name", "A. Name"]
    whole = [*command, "--project", str(project.root), "--port", str(port)]
    with subprocess.Popen(
        whole, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            answers(port)
            yield process
        finally:
            process.send_signal(signal.SIGKILL)


def answers(port: int) -> None:
    for _ in range(600):
        try:
            httpx.get(f"http://127.0.0.1:{port}/replies", timeout=60)
        except httpx.HTTPError:
            threading.Event().wait(0.1)
        else:
            return
    raise AssertionError


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def save_button(page: Any) -> Any:
    return page.locator("#passage-form").get_by_role("button", name="Save", exact=True)


@pytest.mark.parametrize("has_script", [True, False])
def test_an_open_form_is_saved_after_the_studio_was_killed(browser: Any, tmp_path: Path, has_script: bool) -> None:
    project, port = copy_of_shipped(tmp_path), free_port()
    begin_history(project, "Begin", "A. Name")
    path = project.factsheet_path(SHEET)
    old = path.read_text(encoding="utf-8")
    context = browser.new_context(java_script_enabled=has_script, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(120_000)
    field = page.get_by_label("Text (needed)")
    with begun(project, port):
        page.goto(f"http://127.0.0.1:{port}{OPENED}", wait_until="domcontentloaded")
        field.fill(field.input_value().replace(OLD, NEW))
        page.get_by_role("button", name="Keep as a draft").click()
        page.get_by_role("status").filter(has_text="Kept as a draft").wait_for()
        field.fill(field.input_value().replace(NEW, NEWER))
    if has_script:
        save_button(page).click()
        page.get_by_role("status").filter(has_text="The studio does not answer.").wait_for()
        assert NEWER in field.input_value(), "what was typed stays in the window"
    assert path.read_text(encoding="utf-8") == old
    with begun(project, port):
        other = context.new_page()
        other.goto(f"http://127.0.0.1:{port}{OPENED}", wait_until="domcontentloaded")
        assert NEW in other.get_by_label("Text (needed)").input_value(), "the draft is there"
        save_button(page).click()
        page.get_by_role("status").filter(has_text="Saved: ").wait_for()
        if has_script:
            page.frame_locator("#frame").get_by_text(NEWER).first.wait_for(state="attached")
    assert path.read_text(encoding="utf-8") == old.replace(OLD, NEWER)
    assert saves(project, 1)[0].who == "A. Name"
    context.close()
