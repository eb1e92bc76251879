"""A passage is opened, saved, kept as a draft, moved, added, taken away, taken back; its file changes by its lines only."""

import difflib

import pytest

from factsheet_builder.studio.screens.edit_screen.sheet_texts import SheetTexts
from tests.studio.edit_screen.conftest import SHEET, Editing
from tests.studio.edit_screen.printed_forms import sent_of, text_of

MOLDOVA = "note.vi-3-moldova"


def changed_lines(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def typed(fields: dict[str, list[str]], old: str, new: str, name: str = "f.text") -> dict[str, list[str]]:
    assert old in fields[name][0]
    return {**fields, name: [fields[name][0].replace(old, new)]}


def test_a_note_is_corrected_in_its_lines_and_taken_back(editing: Editing) -> None:
    before = editing.text
    sent = typed(editing.open(MOLDOVA), "Training material on", "Training materials on")
    answer = editing.post("save", {**sent, "do": "save"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/edit/{SHEET}?at={MOLDOVA}#passage")
    lines = changed_lines(before, editing.text)
    assert [line for line in lines if line.startswith("+")] == [
        line for line in lines if "Training materials on" in line
    ]
    assert len(lines) == 2
    page = editing.get(f"?at={MOLDOVA}").text
    assert "Saved: After the adoption" in page
    assert editing.history()[0] == "A. Name: Correct vi-3-moldova"
    undo = sent_of(page, "undo-form")
    assert editing.post("undo", undo).status_code == 303
    assert editing.text == before
    assert editing.history()[0] == "A. Name: Take back: Correct vi-3-moldova"
    assert (
        "cannot be taken back"
        in editing.client.post(f"/edit/{SHEET}/undo", data=undo, headers={"Origin": "http://127.0.0.1:8766"}).text
    )


@pytest.mark.slow
def test_a_form_that_is_sent_as_it_came_changes_nothing(editing: Editing) -> None:
    before = editing.text
    for key in ("head", "VI-3", "article-14", "four-aims", "figure-legislation"):
        assert editing.post("save", editing.open(key)).status_code == 303
        assert "Nothing was changed" in editing.get().text
    assert editing.text == before


@pytest.mark.slow
def test_go_on_leads_to_the_next_passage(editing: Editing) -> None:
    answer = editing.post("save", {**editing.open("VI-1"), "do": "next"})
    assert answer.headers["location"] == f"/edit/{SHEET}?at=VI-2#passage"


@pytest.mark.slow
def test_where_somebody_is_goes_along(editing: Editing) -> None:
    sent = sent_of(editing.get("?at=VI-1&party=MLT&locale=fr&look=pdf").text)
    location = editing.post("save", sent).headers["location"]
    assert location == f"/edit/{SHEET}?at=VI-1&party=MLT&locale=fr&look=pdf#passage"


def test_what_is_not_valid_is_kept_as_a_draft_and_said_beside_its_field(editing: Editing) -> None:
    before = editing.text
    sent = typed(editing.open(MOLDOVA), "In", "[^nowhere] In")
    answer = editing.post("save", sent)
    assert answer.status_code == 422
    assert editing.text == before
    assert 'aria-describedby="f-text-problem' in answer.text
    assert 'href="#f-text"' in answer.text
    assert "nowhere" in sent_of(answer.text)["f.text"][0]
    page = editing.get(f"?at={MOLDOVA}").text
    assert "This is your draft of" in page
    assert "nowhere" in sent_of(page)["f.text"][0]
    assert "1 draft of yours" in editing.get("http://127.0.0.1:8766/edit").text
    assert editing.post("save", {**sent_of(page), "do": "discard"}).status_code == 303
    assert "nowhere" not in editing.open(MOLDOVA)["f.text"][0]


@pytest.mark.slow
def test_a_draft_is_kept_until_it_is_saved(editing: Editing) -> None:
    before = editing.text
    sent = typed(editing.open("topic"), "exponential", "rapid")
    assert editing.post("save", {**sent, "do": "draft"}).status_code == 303
    assert editing.text == before
    again = editing.open("topic")
    assert "rapid" in again["f.text"][0]
    assert editing.post("save", again).status_code == 303
    assert "rapid" in editing.text
    assert "This is your draft" not in editing.get("?at=topic").text


def test_who_comes_second_sees_both_texts_and_loses_none(editing: Editing) -> None:
    mine, other = editing.open("topic"), editing.open("topic")
    assert editing.post("save", typed(other, "exponential", "rapid")).status_code == 303
    answer = editing.post("save", typed(mine, "exponential", "steep"))
    assert answer.status_code == 409
    assert "<ins>rapid</ins>" in answer.text
    assert "<ins>steep</ins>" in answer.text
    assert "What you started from" in answer.text
    assert "by the rapid increase" in editing.text
    kept = sent_of(editing.get("?at=topic").text)
    assert "steep" in kept["f.text"][0], "the draft is gone"
    sent = sent_of(answer.text)
    assert editing.post("save", sent).status_code == 303
    assert "by the steep increase" in editing.text


@pytest.mark.slow
def test_what_both_have_typed_is_no_clash(editing: Editing) -> None:
    mine, other = (typed(editing.open("topic"), "exponential", "rapid") for _ in range(2))
    assert editing.post("save", other).status_code == 303
    assert editing.post("save", mine).status_code == 303
    assert "Nothing was changed" in editing.get().text


def test_passages_of_one_file_are_no_clash_wherever_they_have_gone(editing: Editing) -> None:
    mine, other = editing.open(MOLDOVA), editing.open("introduction")
    text = editing.text  # an editor puts something above
    editing.file.write_text(
        text.replace("blocks:\n  - kind: section", "blocks:\n  - kind: paragraph\n    text: New.\n  - kind: section", 1)
    )
    assert editing.post("save", typed(other, "Introduction", "Beginning", "f.title")).status_code == 303
    assert editing.post("save", typed(mine, "Training material on", "Training materials on")).status_code == 303
    assert all(words in editing.text for words in ("text: New.", "title: Beginning", "Training materials on"))


@pytest.mark.slow
def test_a_passage_that_is_gone_is_said_and_the_text_kept(editing: Editing) -> None:
    mine = typed(editing.open("topic"), "exponential", "steep")
    editing.file.write_text(editing.text.replace("id: topic", "id: subject").replace("[topic]", "[subject]"))
    answer = editing.post("save", mine)
    assert answer.status_code == 409
    assert "not there any more" in text_of(answer.text)
    assert "This passage is not there any more" in editing.get("?at=topic").text


@pytest.mark.slow
def test_passages_are_moved_added_and_taken_away(editing: Editing) -> None:
    before = editing.text
    sent = sent_of(editing.get("?at=VI-1").text, "arrange-form")
    assert editing.post("arrange", {**sent, "do": "down"}).status_code == 303
    assert editing.text.index("id: VI-2") < editing.text.index("id: VI-1\n")
    sent = sent_of(editing.get("?at=VI-1").text, "arrange-form")
    assert editing.post("arrange", {**sent, "do": "up"}).status_code == 303
    assert editing.text == before
    sent = sent_of(editing.get("?at=topic").text, "arrange-form")
    answer = editing.post("arrange", {**sent, "do": "add", "kind": "after:paragraph"})
    new = answer.headers["location"].partition("at=")[2].partition("#")[0]
    assert f"id: {new}\n" in editing.text
    page = editing.get(f"?at={new}").text
    assert "words of an example" in page
    sent = sent_of(page, "arrange-form")
    assert editing.post("arrange", {**sent, "do": "delete"}).status_code == 303
    assert editing.text == before
    assert editing.post("undo", sent_of(editing.get("?at=topic").text, "undo-form")).status_code == 303
    assert f"id: {new}\n" in editing.text


def test_a_passage_takes_the_notes_that_it_alone_calls_along(editing: Editing) -> None:
    before = editing.text
    sent = sent_of(editing.get("?at=urgency-definitions").text, "arrange-form")
    assert editing.post("arrange", {**sent, "do": "delete"}).status_code == 303
    assert "rules-of-procedure" in before
    assert "rules-of-procedure" not in editing.text


@pytest.mark.slow
def test_what_others_need_is_not_taken_away(editing: Editing) -> None:
    before = editing.text
    sent = sent_of(editing.get("?at=note.vi-1-parties").text, "arrange-form")
    answer = editing.post("arrange", {**sent, "do": "delete"})
    assert answer.status_code == 422
    assert "vi-1-parties" in text_of(answer.text)
    assert editing.text == before


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        ("arrange", {"do": "explode"}, 404),
        ("arrange", {"do": "up", "base": "0" * 32}, 303),
        ("save", {"at": "../../etc/passwd", "do": "draft"}, 303),
        ("save", {"base_value": "{", "f.text": "x", "base": ""}, 409),
        ("save", {"do": "f.items:remove"}, 303),
        ("undo", {"undo": "x"}, 303),
        ("look", {"party": "QQQ", "locale": "../x", "look": "?"}, 200),
    ],
)
def test_odd_forms_change_nothing(editing: Editing, address: str, fields: dict[str, str], status: int) -> None:
    before = editing.text
    sent = {name: editing.open("topic")[name] for name in ("token", "at", "base")}
    answer = editing.post(address, {**sent, **fields})
    assert answer.status_code == status
    assert editing.text == before


@pytest.mark.parametrize(
    "address", ["/edit/none", "/edit/..%2fx", f"/edit/{SHEET}/pdf/none", f"/edit/{SHEET}/pdf/x/1", "/edit/word/x"]
)
def test_what_is_not_there(editing: Editing, address: str) -> None:
    assert editing.get("http://127.0.0.1:8766" + address).status_code == 404


@pytest.mark.slow
def test_lists_in_a_form_are_changed_without_a_script_and_nothing_is_saved(editing: Editing) -> None:
    before = editing.text
    answer = editing.post("save", {**editing.open("four-aims"), "do": "f.items.0:after"})
    assert answer.status_code == 200
    sent = sent_of(answer.text)
    assert sent["f.items.1.text"] == [""]
    assert 'data-go-on="f-items-1"' in answer.text
    assert editing.text == before
    answer = editing.post("save", {**sent, "f.items.1.text": ["A new aim;"]})
    assert answer.status_code == 303
    assert changed_lines(before, editing.text) == ["+           - text: A new aim;"]


@pytest.mark.slow
def test_a_file_that_is_no_yaml_is_said_with_its_place(editing: Editing) -> None:
    editing.file.write_text(editing.text.replace("title: Introduction", "title: [Introduction", 1))
    answer = editing.get()
    assert answer.status_code == 200
    assert "The file cannot be read" in answer.text
    assert f"data/factsheets/{SHEET}.yaml:" in answer.text
    assert editing.get("/page").status_code == 200
    assert "1 error" in editing.get("http://127.0.0.1:8766/edit").text


def test_problems_stand_with_their_passages(editing: Editing) -> None:
    editing.file.write_text(editing.text.replace("party: MLT", "party: QQQ", 1))
    for _ in range(50):
        page = editing.get("?at=practice-malta").text
        if "Being checked" not in page:
            break
    assert "1 error" in page.split('id="line-practice-malta"')[1].split("</a>")[0]
    assert 'id="f-party-problem"' in page
    assert "is-behind" in page


@pytest.mark.slow
def test_a_version_is_looked_at_by_its_own_name(editing: Editing) -> None:
    page = editing.get("?at=VI-1&party=MLT&locale=fr").text
    assert f'src="/edit/{SHEET}/page?at=VI-1&amp;party=MLT&amp;locale=fr"' in page
    frame = editing.get("/page?at=VI-1", follow_redirects=False)
    assert frame.headers["location"] == f"/edit/{SHEET}/page#VI-1"
    assert "sandbox allow-same-origin" in editing.get("/page").headers["content-security-policy"]
    pages = editing.get("/pdf?at=VI-1&look=pdf").text
    assert "Pages as of" in pages
    assert 'id="here"' in pages.split("<li")[-1]
    picture = pages.split('<img src="')[1].split('"')[0]
    assert editing.get(f"http://127.0.0.1:8766{picture}").content == b"one"


def test_what_is_typed_is_looked_at_and_not_saved(editing: Editing) -> None:
    before = editing.text
    sent = editing.open(MOLDOVA)
    found = editing.post("look", sent).json()
    assert (found["unsaved"], found["behind"], found["valid"], found["owners"]) == (
        False,
        False,
        True,
        {"VI-1": "VI-1"},
    )
    found = editing.post("look", typed(sent, "material", "materials")).json()
    assert (found["unsaved"], "of a draft" in found["html"]) == (True, True)
    found = editing.post("look", typed(sent, "material", "[^nowhere]")).json()
    assert (found["valid"], "nowhere" in found["problems"]["f-text"]) == (False, True)
    found = editing.post("look", {**sent, "base": "0" * 32}).json()
    assert found["behind"]
    assert editing.text == before


def test_one_who_may_only_read_sees_forms_that_send_nothing(editing: Editing) -> None:
    from factsheet_builder.studio.server.people import Reception

    studio = editing.client.app.state.studio  # type: ignore[attr-defined]
    sent = editing.open("VI-1")
    studio.reception = Reception(editing.project, "", "X-Name")
    (editing.project.data / "studio.yaml").write_text("people: [{ name: a@b, may: read }]\n")
    editing.client.headers["X-Name"] = "a@b"
    page = editing.get("?at=VI-1").text
    assert "<fieldset disabled" in page
    assert 'id="passage-form"' not in page
    assert "undo-form" not in page
    sent["token"] = [page.split('name="studio-token" content="')[1].split('"')[0]]
    for address in ("save", "arrange", "undo"):
        assert editing.post(address, sent).status_code == 403
    assert editing.post("look", typed(sent, "requires", "asks")).json()["unsaved"] is False


@pytest.mark.slow
def test_a_factsheet_is_taken_apart_once(editing: Editing) -> None:
    texts = editing.client.app.state.studio.held(SheetTexts)  # type: ignore[attr-defined]
    first = editing.client.portal.call(texts.read, SHEET)  # type: ignore[union-attr]
    assert editing.client.portal.call(texts.read, SHEET) is first  # type: ignore[union-attr]


def test_what_is_told_is_for_the_next_page_and_not_for_one_that_is_brought_up_to_date(editing: Editing) -> None:
    assert editing.post("save", editing.open("VI-1")).status_code == 303
    assert "Nothing was changed" not in editing.get(headers={"X-Studio-Part": "refresh"}).text
    assert "Nothing was changed" in editing.get().text
    assert "Nothing was changed" not in editing.get().text
