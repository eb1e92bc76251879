"""``factsheet watch`` from outside: it hears of saves, tells errors with their place, goes on, and ends in order."""

import re
import signal
import socket
import sys
import webbrowser
from pathlib import Path

import pytest

from factsheet_builder.cli.staying.browser import invite
from factsheet_builder.project import Project
from tests.conftest import Run
from tests.small_factsheet import start_small
from tests.watching import watching

PAGES = ("--edition", "html", "--extra")
FILE = "out/en/small.html"


@pytest.fixture
def small(tmp_path: Path) -> Project:
    start_small(tmp_path, "small")
    return Project(tmp_path)


@pytest.mark.slow
def test_saves_errors_haste_and_the_end(small: Project, factsheet: Run) -> None:
    sheet = small.data / "factsheets" / "small.yaml"
    text = sheet.read_text(encoding="utf-8")
    with watching(small.root, *PAGES) as process:
        assert any(line.startswith(f"made {FILE} in ") for line in process.until("watching; Ctrl+C ends it"))
        sheet.write_text(text.replace("sample text", "first text"), encoding="utf-8")
        lines = process.until(f"made {FILE}")
        assert lines[0] == "changed data/factsheets/small.yaml"
        assert re.fullmatch(rf"made {FILE} in \d+\.\d\d s", lines[-1])
        good = (small.root / FILE).read_bytes()
        assert b"first text" in good

        sheet.write_text(text.replace("kind: section", "kind: sectoin"), encoding="utf-8")
        lines = process.until("not made: the last good files stay; mend it and save")
        assert any(re.match(r"data/factsheets/small\.yaml:\d+:\d+: error: ", line) for line in lines)
        assert (small.root / FILE).read_bytes() == good
        sheet.write_text(text.replace("sample text", "second text"), encoding="utf-8")
        process.until("the error is mended")
        assert b"second text" in (small.root / FILE).read_bytes()

        for number in range(20):
            sheet.write_text(text.replace("sample text", f"text {number} of twenty"), encoding="utf-8")
        while b"text 19 of twenty" not in (small.root / FILE).read_bytes():
            process.until(f"made {FILE}")
        assert process.end() == 0
        assert process.until("ended")
    factsheet("build", *PAGES, "--out", "anew", cwd=small.root)
    assert (small.root / "anew/en/small.html").read_bytes() == (small.root / FILE).read_bytes()


@pytest.mark.slow
def test_one_that_is_served_says_where_and_ends_in_order(small: Project) -> None:
    with watching(small.root, *PAGES, "--serve", "--port", "0", "--no-browser") as process:
        shown = process.until("showing http://127.0.0.1:")[-1]
        assert re.fullmatch(r"showing http://127\.0\.0\.1:\d+/", shown)
        process.until("watching")
        assert process.end(signal.SIGTERM) == 0


def test_what_cannot_be_is_told_at_the_start(small: Project, factsheet: Run) -> None:
    unknown = factsheet("watch", "--locale", "xx", cwd=small.root)
    assert unknown.returncode == 2
    assert "xx" in unknown.stderr
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        taken = factsheet("watch", "--serve", "--port", str(port), cwd=small.root)
    assert taken.returncode == 5
    assert f"Port {port} of this machine cannot be used: Address already in use. Choose another" in taken.stderr
    assert not small.out.exists()


@pytest.mark.parametrize(
    ("surroundings", "opens", "said"),
    [
        ({"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22", "DISPLAY": ":1"}, True, "This is a remote shell"),
        ({}, True, "No browser was found here"),
        ({"DISPLAY": ":1"}, False, "No browser was found here"),
        ({"DISPLAY": ":1"}, True, ""),
    ],
)
def test_where_no_browser_can_be_opened_it_is_said_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    surroundings: dict[str, str],
    opens: bool,
    said: str,
) -> None:
    for name in ("SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    opened: list[str] = []

    def open_one(address: str) -> bool:
        opened.append(address)
        return opens

    monkeypatch.setattr(webbrowser, "open", open_one)
    monkeypatch.setattr(sys, "platform", "linux")
    invite("http://127.0.0.1:8765/", 8765, is_to_open=True)
    told = capsys.readouterr()
    assert told.out == "showing http://127.0.0.1:8765/\n"
    assert told.err.startswith(said)
    assert bool(told.err) is bool(said)
    assert bool(opened) is ("SSH_CONNECTION" not in surroundings and "DISPLAY" in surroundings)
