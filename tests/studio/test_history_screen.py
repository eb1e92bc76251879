"""The screen History: saves listed, two compared, one passage restored, a version named."""

import re
from importlib import import_module
from typing import Any

import pytest

from factsheet_builder.changes.history.named_versions import versions
from factsheet_builder.changes.history.saves import begin_history, record, saves
from factsheet_builder.project import Project
from factsheet_builder.studio.live.workshop import Workshop
from tests.studio.conftest import Asked

SHEET = "assistance-to-victims"
WAS = "Information services such as helplines"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which git knows nobody."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")


def edit(project: Project, found: str, put: str) -> None:
    path = project.factsheet_path(SHEET)
    text = path.read_text(encoding="utf-8")
    assert text.count(found) == 1
    path.write_text(text.replace(found, put), encoding="utf-8")


def corrected(project: Project) -> tuple[str, str]:
    """Begin a history of two saves; return their ids."""
    first = begin_history(project, "Begin", "Anna")
    edit(project, WAS, "Helplines")
    second = record(project, [project.factsheet_path(SHEET)], "Correct <b>VI-1</b>", "Ben <i>", ["VI-1"])
    assert second
    return first, second


def form_of(page: str, passage: str) -> dict[str, str]:
    """Return the fields of the form that restores a passage."""
    for form in re.findall(r'<form method="post" action="/history/restore">(.*?)</form>', page, re.DOTALL):
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        if fields["passage"] == passage:
            return {name: value for name, value in fields.items() if name != "token"}
    raise AssertionError(passage)


@pytest.fixture(autouse=True)
def in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process does takes seconds to begin; slow tests have the real one."""

    async def done(workshop: Workshop, name: str, *args: Any) -> Any:
        module, _, function = name.partition(":")
        return getattr(import_module(module), function)(*args)

    async def problems(workshop: Workshop, drafts: Any, asker: str = "") -> Any:
        return ()

    if "slow" not in request.keywords:
        monkeypatch.setattr(Workshop, "problems", problems)
        monkeypatch.setattr(Workshop, "desk_of", done)


def test_a_history_is_begun_from_the_screen(asked: Asked) -> None:
    page = asked.get("/history").text
    assert "This project has no history yet" in page
    assert asked.post("/history/begin").status_code == 303
    page = asked.get("/history").text
    assert ("The history has begun" in page, "Begin the history" in page) == (True, True)
    assert saves(asked.project, 5)[0].who == "A. Name"
    assert asked.post("/history/begin").status_code == 404, "there is one already"
    assert not [path for path in saves(asked.project, 1)[0].files if not path.startswith("data/")]


def test_a_passage_is_restored_from_a_comparison(asked: Asked) -> None:
    first, _ = corrected(asked.project)
    path = asked.project.factsheet_path(SHEET)
    changed = path.read_text(encoding="utf-8")
    page = asked.get("/history").text
    assert ("Correct &lt;b&gt;VI-1&lt;/b&gt;" in page, "<code>VI-1</code>" in page) == (True, True)
    page = asked.get(f"/history/compare?from={first}").text
    assert "1 passage changed." in page
    assert re.search(r"<del>.*?Information services such as helplines</del>", page)
    done = asked.post("/history/restore", form_of(page, "VI-1"))
    assert (done.status_code, done.headers["location"]) == (303, f"/history/compare?from={first}")
    restored = path.read_text(encoding="utf-8")
    assert restored == changed.replace("summary: Helplines", f"summary: {WAS}")
    page = asked.get(done.headers["location"]).text
    assert ("Restored: VI-1 is as it was." in page, "Both say the same." in page) == (True, True)
    last = saves(asked.project, 1)[0]
    assert (last.who, last.passages) == ("A. Name", ("VI-1",))
    assert last.words.startswith("Restore VI-1 as of ")


def test_what_was_changed_meanwhile_is_not_overwritten(asked: Asked) -> None:
    first, _ = corrected(asked.project)
    fields = form_of(asked.get(f"/history/compare?from={first}").text, "VI-1")
    edit(asked.project, "summary: Helplines", "summary: Newer words")
    clash = asked.post("/history/restore", fields)
    assert clash.status_code == 409
    assert "the passage was changed meanwhile" in clash.text
    assert "Newer words" in clash.text
    assert "summary: Newer words" in asked.project.factsheet_path(SHEET).read_text(encoding="utf-8")
    assert len(saves(asked.project, 9)) == 2


@pytest.mark.slow
def test_content_that_would_not_hold_is_not_restored(asked: Asked) -> None:
    """A note that is called by the words of then is gone now."""
    path = asked.project.factsheet_path(SHEET)
    text = path.read_text(encoding="utf-8")
    first = begin_history(asked.project, "Begin", "Anna")
    call = re.search(r"\[\^(vi-3-moldova)\]", text)
    assert call
    without = text.replace(call[0], "")
    start = without.index("  - kind: update\n    id: vi-3-moldova")
    end = without.find("\n  - ", start)
    path.write_text(without[:start] + (without[end + 1 :] if end > 0 else ""), encoding="utf-8")
    page = asked.get(f"/history/compare?from={first}").text
    (caller,) = (name for name in re.findall(r'name="passage" value="([^"]*)"', page) if not name.startswith("note."))
    before = path.read_bytes()
    refused = asked.post("/history/restore", form_of(page, caller))
    assert refused.status_code == 422
    assert "the content would not hold" in refused.text
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_version_has_a_name(asked: Asked) -> None:
    first, _ = corrected(asked.project)
    name = "As sent to the Bureau <script>"
    assert asked.post("/history/version", {"save": first, "name": name}).status_code == 303
    page = asked.get("/history").text
    assert "As sent to the Bureau &lt;script&gt;" in page
    assert versions(asked.project)[0].who == "A. Name"
    again = asked.post("/history/version", {"save": first, "name": name})
    assert (again.status_code, "Choose another name" in again.text) == (422, True)
    assert "As sent to the Bureau &lt;script&gt; (" in asked.get(f"/history/compare?from={first}").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/history/compare?from=HEAD", 404),
        ("/history/compare?from=--output=/tmp/x", 404),
        ("/history/compare?from=" + "0" * 40, 404),
        ("/history/compare", 422),
        ("/history/page?from=../../etc/passwd", 404),
        ("/history?skip=-1", 200),
        ("/history?skip=99999999999999999999", 200),
        ("/history?skip=x", 200),
    ],
)
def test_only_points_of_the_history_can_be_asked_for(asked: Asked, address: str, status: int) -> None:
    begin_history(asked.project, "Begin", "Anna")
    assert asked.get(address).status_code == status


def test_hostile_forms_are_refused(asked: Asked) -> None:
    first, _ = corrected(asked.project)
    good = form_of(asked.get(f"/history/compare?from={first}").text, "VI-1")
    cases: list[tuple[str, dict[str, Any], int]] = [
        ("restore", {**good, "sheet": "../parties"}, 404),
        ("restore", {**good, "passage": "nowhere"}, 404),
        ("restore", {**good, "from": "HEAD~1"}, 404),
        ("restore", {**good, "seen": ""}, 409),
        ("restore", {}, 404),
        ("version", {"save": "HEAD", "name": "x"}, 404),
        ("version", {"save": first, "name": " "}, 422),
    ]
    for address, fields, status in cases:
        assert asked.post(f"/history/{address}", fields).status_code == status, (address, fields)
    assert len(saves(asked.project, 9)) == 2


@pytest.mark.slow
def test_another_process_compares_and_restores(asked: Asked) -> None:
    first, _ = corrected(asked.project)
    page = asked.get(f"/history/compare?from={first}").text
    whole = asked.get(f"/history/page?from={first}")
    assert whole.headers["content-security-policy"].endswith("sandbox")
    assert "<del>" in whole.text
    assert asked.post("/history/restore", form_of(page, "VI-1")).status_code == 303
    assert "Both say the same." in asked.get(f"/history/compare?from={first}").text
