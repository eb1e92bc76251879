"""The screen Parties: boxes become lists in the file, only their lines change, and nothing wrong is ever saved."""

import re
from typing import Any

import pytest

from factsheet_builder.content.reading.reader import read_factsheet
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.party_screens.addressee_lists import lists_of
from tests.studio.conftest import Asked

SHEET = "assistance-to-victims"
ONE, THREE = "note.vi-1-parties", "note.vi-3-parties"


def lists(project: Project) -> dict[str, tuple[str, ...]]:
    return {one.key: one.parties for one in lists_of(read_factsheet(project, SHEET).model)}


def form(project: Project, **changed: Any) -> dict[str, Any]:
    """Return the form as the page has it, with other values for some fields."""
    now = lists(project)
    fields: dict[str, Any] = {"factsheet": SHEET, "language": "en", "as": "grid", "list": list(now), "do": "save"}
    fields |= {f"was.{key}": " ".join(codes) for key, codes in now.items()}
    fields |= {f"ticked.{key}": list(codes) for key, codes in now.items()}
    return fields | changed


def other(project: Project, *, without: str = "MLT", add: str = "AND") -> list[str]:
    return [*(code for code in lists(project)[THREE] if code != without), *([add] if add else [])]


def changed_lines(old: str, new: str) -> list[str]:
    before, after = old.splitlines(), new.splitlines()
    return [line for line in after if line not in before] + [line for line in before if line not in after]


async def no_problems(_: object) -> tuple[()]:
    return ()


def test_boxes_become_a_list_and_are_taken_back(asked: Asked) -> None:
    asked.client.app.state.studio.saves.problems = no_problems  # type: ignore[attr-defined]
    file = asked.project.factsheet_path(SHEET)
    old = file.read_text(encoding="utf-8")
    answer = asked.post("/parties/lists", form(asked.project, **{f"ticked.{THREE}": other(asked.project)}))
    assert answer.status_code == 303
    new = file.read_text(encoding="utf-8")
    assert all(re.fullmatch(r" {6}[A-Z]{3}(, [A-Z]{3})*,", line) for line in changed_lines(old, new))
    assert lists(asked.project)[THREE][:3] == ("ALB", "AND", "AUT")
    assert "MLT" not in lists(asked.project)[THREE]
    page = asked.get(answer.headers["location"]).text
    assert "Saved. VI-3: Andorra added, Malta removed." in page
    key = re.search(r'name="undo" value="([^"]+)"', page)
    assert key
    back = asked.post("/parties/undo", {"factsheet": SHEET, "language": "en", "undo": key[1]})
    assert "Taken back" in asked.get(back.headers["location"]).text
    assert file.read_text(encoding="utf-8") == old
    again = asked.post("/parties/undo", {"factsheet": SHEET, "language": "en", "undo": key[1]})
    assert "This cannot be taken back any more." in asked.get(again.headers["location"]).text


def test_the_page_has_all_that_is_needed(asked: Asked) -> None:
    page = asked.get("/parties").text
    assert page.count('type="checkbox"') == 96
    assert page.count(" checked") == 45
    assert "Albania, Austria, Belgium, Bulgaria, Estonia" in page
    assert "all Parties that are not already doing so" in page
    assert f'name="was.{THREE}" value="{" ".join(lists(asked.project)[THREE])}"' in page
    plain = asked.get("/parties?as=list&language=fr").text
    assert plain.count("<fieldset>") == 2
    assert re.search(r'<span lang="fr" dir="ltr">Albanie, Autriche', plain)


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({f"ticked.{THREE}": ["ALB", "ZZZ"]}, 422, "“ZZZ” is no Party of the register"),
        ({f"ticked.{THREE}": ["ALB", "<b>x</b>"]}, 422, "“&lt;b&gt;x&lt;/b&gt;” is no Party"),
        ({f"ticked.{THREE}": ["ALB", "ALB"]}, 422, "ALB stands twice"),
        ({f"ticked.{THREE}": []}, 422, "A list names at least one"),
        ({"list": [ONE, THREE, "note.vi-9"]}, 409, "not in the text any more"),
        ({"list": [ONE, THREE, "../../etc/passwd"]}, 409, "not in the text any more"),
        ({f"was.{THREE}": "ALB MLT", f"ticked.{THREE}": ["ALB", "MLT", "AND"]}, 409, "Somebody else changed a list"),
        ({"factsheet": "other"}, 404, ""),
        ({"factsheet": "../publication"}, 404, ""),
        ({"language": "xx"}, 404, ""),
        ({"as": "cube"}, 404, ""),
        ({"do": "set", "which": "list:note.x", "how": "all"}, 404, ""),
        ({"do": "set", "which": f"list:{THREE}", "how": "everything"}, 404, ""),
        ({"token": "x"}, 403, ""),
    ],
)
def test_nothing_wrong_is_saved(asked: Asked, fields: dict[str, Any], status: int, words: str) -> None:
    file = asked.project.factsheet_path(SHEET)
    old = file.read_bytes()
    answer = asked.post("/parties/lists", form(asked.project, **fields))
    assert (answer.status_code, words in answer.text) == (status, True)
    assert file.read_bytes() == old


def test_a_clash_shows_all_three_and_keeps_the_boxes(asked: Asked) -> None:
    sent = form(asked.project, **{f"was.{THREE}": "ALB MLT", f"ticked.{THREE}": ["ALB", "AND"]})
    page = asked.post("/parties/lists", sent).text
    for words in ("Albania, Malta</dd>", "Albania, Austria, Belgium", "Albania, Andorra</dd>"):
        assert words in page
    box = re.search(rf'name="ticked.{THREE}" value="AND"[^>]*>', page)
    assert box
    assert "checked" in box[0]


@pytest.mark.slow
def test_key_figures_follow_where_that_is_wanted(asked: Asked) -> None:
    file = asked.project.factsheet_path(SHEET)
    fields = form(asked.project, **{f"ticked.{THREE}": other(asked.project, add="")})
    old = file.read_text(encoding="utf-8")
    refused = asked.post("/parties/lists", fields)
    assert refused.status_code == 422
    assert "VI-3 names 21 Parties, not 22." in refused.text
    offered = re.search(r'<input type="checkbox" name="figures"[^>]*>', refused.text)
    assert offered
    assert "checked" in offered[0]
    assert "VI-3: 21 in place of 22" in refused.text
    kept_back = asked.post("/parties/lists", fields | {"figures.shown": "yes"})
    assert kept_back.status_code == 422
    offered = re.search(r'<input type="checkbox" name="figures"[^>]*>', kept_back.text)
    assert offered
    assert "checked" not in offered[0]
    assert file.read_text(encoding="utf-8") == old
    assert asked.post("/parties/lists", fields | {"figures.shown": "yes", "figures": "yes"}).status_code == 303
    assert "  - numbers: [23, 21]" in changed_lines(old, file.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_a_list_that_the_checks_refuse_is_not_saved(asked: Asked) -> None:
    old = asked.project.factsheet_path(SHEET).read_bytes()
    fields = {f"ticked.{THREE}": other(asked.project, without="MDA")}
    answer = asked.post("/parties/lists", form(asked.project, **fields))
    assert answer.status_code == 422
    assert "The update is about MDA, which VI-3 does not name." in answer.text
    assert asked.project.factsheet_path(SHEET).read_bytes() == old


def test_boxes_are_tried_before_they_are_saved(asked: Asked) -> None:
    old = asked.project.factsheet_path(SHEET).read_bytes()
    fields = form(asked.project, do="look", **{f"ticked.{THREE}": other(asked.project)})
    page = asked.post("/parties/lists", fields).text
    assert "Andorra added" in page
    assert "Malta removed" in page
    assert "Albania, Andorra, Austria" in page
    part = asked.post("/parties/lists", fields, headers={"X-Studio-Part": "1"}).text
    assert "Andorra added" in part
    assert "<html" not in part
    everybody = asked.post("/parties/lists", form(asked.project, do="set", which="party:AND", how="all")).text
    assert "Andorra added" in everybody
    assert asked.project.factsheet_path(SHEET).read_bytes() == old


def test_a_factsheet_that_cannot_be_read_is_told(asked: Asked) -> None:
    file = asked.project.factsheet_path(SHEET)
    file.write_text(file.read_text(encoding="utf-8").replace("chapter: VI", "chapters: VI"), encoding="utf-8")
    page = asked.get("/parties")
    assert page.status_code == 422
    assert "This factsheet cannot be shown" in page.text
