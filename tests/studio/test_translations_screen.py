"""The screen Translations: lists, one message in work, and a save that changes the lines of that message alone."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from factsheet_builder.changes.history.saves import begin_history, saves
from factsheet_builder.languages.catalogs import parse_po
from factsheet_builder.project import Project
from factsheet_builder.studio.live.workshop import Workshop
from factsheet_builder.studio.opening import Opening, application_of
from tests.studio.conftest import ORIGIN, Asked, copy_of_shipped

SHEET = "assistance-to-victims"
KEY = f"{SHEET}/VI-1.summary"
OLD, NEW = "All Parties have one or several", "All Parties now have one or several"
STALE = f"{SHEET}/mechanisms-in-place"


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process does takes seconds to begin."""

    async def done(_: Workshop, function: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    monkeypatch.setattr(Workshop, "desk", done)


def message(asked: Asked, key: str = KEY, tag: str = "fr", show: str = "all") -> str:
    answer = asked.get(f"/translations/{tag}/message", params={"message": key, "show": show})
    assert answer.status_code == 200, answer.text[:500]
    return str(answer.text)


def fields(page: str) -> dict[str, str]:
    """Return what the form of a message sends when nothing is typed."""
    (form,) = re.findall(r"<form[^>]*data-translation.*?</form>", page, re.DOTALL)
    hidden = re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)">', form)
    texts = re.findall(r'<textarea[^>]* name="([a-z0-9-]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)
    return {name: unescape(value) for name, value in (*hidden, *texts) if name != "token"}


def save(asked: Asked, sent: dict[str, str], tag: str = "fr", **typed: str) -> Any:
    return asked.post(
        f"/translations/{tag}/save", {**sent, **{name.replace("_", "-"): text for name, text in typed.items()}}
    )


def po(project: Project, tag: str = "fr", domain: str = SHEET) -> str:
    return project.catalog_path(tag, domain).read_text(encoding="utf-8")


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


def make_stale(project: Project) -> None:
    """Change a sentence of the content, and nothing else."""
    path = project.factsheet_path(SHEET)
    text = path.read_text(encoding="utf-8")
    assert OLD in text
    path.write_text(text.replace(OLD, NEW), encoding="utf-8")


@pytest.mark.slow
def test_locales_and_lists(asked: Asked) -> None:
    page = asked.get("/translations").text
    assert all(name in page for name in ("French", "Ukrainian", "Georgian"))
    listed = asked.get(f"/translations/fr?of={SHEET}&show=all").text
    assert listed.count("<li>\n        <a ") == 87
    assert "official text" in listed
    nothing = asked.get(f"/translations/fr?of={SHEET}&show=missing").text
    assert "No message of this text is among those that you asked for." in nothing
    assert asked.get("/translations/fr?of=../x&show=nonsense").status_code == 200, "a list, and nothing of these names"


def test_a_stale_passage_is_shown_with_what_changed_and_saved_in_its_own_lines(asked: Asked) -> None:
    begin_history(asked.project, "Begin", "Anna")
    make_stale(asked.project)
    listed = asked.get("/translations/fr?show=stale").text
    assert listed.count('class="state warning"') == 1
    page = message(asked, STALE, show="stale")
    assert "<ins>now</ins>" in page
    assert "1 of 1" in page
    before = po(asked.project)
    sent = fields(page)
    assert "Toutes les Parties" in sent["form-0"]
    new = sent["form-0"].replace("Toutes les Parties", "Aujourd’hui, toutes les Parties")
    done = save(asked, sent, form_0=new, then="next")
    assert (done.status_code, done.headers["location"]) == (303, f"/translations/fr?of={SHEET}&show=stale")
    shown = asked.get(done.headers["location"]).text
    assert "Saved: mechanisms-in-place." in shown
    assert "That was the last of these messages." in shown
    old, now = changed(before, po(asked.project))
    assert old[0] == now[0] == "" or all("msgctxt" not in line for line in (*old, *now)), "lines of one entry"
    assert f'"{NEW}' in "\n".join(now)
    entry = parse_po(po(asked.project).encode(), "x", "fr").get(_english(asked.project, STALE), "mechanisms-in-place")
    assert entry is not None
    assert (entry.fuzzy, "Aujourd’hui" in str(entry.string)) == (False, True)
    first, *_ = saves(asked.project, 3)
    assert (first.who, first.words, first.passages) == (
        "A. Name", "Translate mechanisms-in-place into French", ("mechanisms-in-place",),
    )  # fmt: skip
    assert first.files == (f"data/locales/fr/LC_MESSAGES/{SHEET}.po",)


def _english(project: Project, key: str) -> str:
    from factsheet_builder.studio.screens.translation_screen.locale_reading import read_locale

    found = read_locale(project, "fr").find(key)
    assert found is not None
    return found.source


def test_what_would_break_a_page_is_not_saved(asked: Asked) -> None:
    before, sent = po(asked.project), fields(message(asked, f"{SHEET}/VI-1.text"))
    broken = save(asked, sent, form_0=sent["form-0"].replace("<n1/>", "").replace("exige", "invite"))
    assert broken.status_code == 422
    assert "&lt;n1/&gt; of the source is missing" in broken.text
    assert 'aria-invalid="true"' in broken.text
    assert "invite&lt;/b&gt;" in broken.text, "what was typed is still there"
    told = asked.post("/translations/fr/check", {**sent, "form-0": sent["form-0"].replace("exige", "invite")})
    assert (told.status_code, "is the word of the level" in told.text) == (200, True)
    assert "No problem was found." in asked.post("/translations/fr/check", sent).text
    assert po(asked.project) == before
    kept = message(asked, f"{SHEET}/VI-1.text")
    assert "You typed this before, and it was not saved." in kept
    taken = asked.get("/translations/fr/message", params={"message": f"{SHEET}/VI-1.text", "draft": "yes"})
    assert (taken.status_code, "invite" in fields(taken.text)["form-0"]) == (200, True)
    assert asked.post("/translations/fr/draft", {"message": f"{SHEET}/VI-1.text"}).status_code == 303
    assert "You typed this before" not in message(asked, f"{SHEET}/VI-1.text")


@pytest.mark.slow
def test_two_who_translate_one_message_lose_nothing(asked: Asked) -> None:
    first = second = fields(message(asked))
    assert save(asked, first, form_0="Le premier texte.").status_code == 303
    before = po(asked.project)
    clash = save(asked, second, form_0="Le second texte.")
    assert clash.status_code == 409
    assert ("Le premier texte." in clash.text, "Le second texte." in clash.text) == (True, True)
    assert po(asked.project) == before
    assert save(asked, second, form_0="Le premier texte.").status_code == 303, "who says the same clashes with nobody"
    again = fields(clash.text)
    assert again["form-0"] == "Le second texte."
    assert save(asked, again).status_code == 303
    assert "Le second texte." in po(asked.project)
    other = fields(message(asked, f"{SHEET}/VI-2.summary"))
    assert save(asked, fields(message(asked)), form_0="Encore.").status_code == 303
    assert save(asked, other, form_0="Un autre.").status_code == 303, "another message of the same file"


@pytest.mark.slow
def test_an_original_that_changed_meanwhile_is_a_clash(asked: Asked) -> None:
    sent = fields(message(asked, STALE))
    make_stale(asked.project)
    before = po(asked.project)
    assert save(asked, sent, form_0=sent["form-0"] + " Oui.").status_code == 409
    assert po(asked.project) == before


@pytest.mark.slow
def test_who_vouches_for_a_translation(asked: Asked) -> None:
    before, sent = po(asked.project), fields(message(asked))
    done = asked.post("/translations/fr/review", {**sent, "verdict": "approved"})
    assert done.status_code == 303
    old, new = changed(before, po(asked.project))
    assert (old, len(new)) == ([], 1)
    assert re.fullmatch(r"# state: approved by A\. Name, \d{4}-\d\d-\d\d \[[0-9a-f]{8}\]", new[0])
    assert "approved by A. Name" in message(asked)
    late = asked.post("/translations/fr/review", {**sent, "verdict": "reviewed"})
    assert late.status_code == 409, "it was read before somebody else approved it"
    doubted = asked.post("/translations/fr/review", {**fields(message(asked)), "verdict": "needs-work"})
    assert doubted.status_code == 303
    assert changed(before, po(asked.project)) == ([], ["#, fuzzy"])
    refused = asked.post("/translations/fr/review", {**fields(message(asked)), "verdict": "approved"})
    assert (refused.status_code, "anybody could vouch for" in refused.text) == (422, True)


@pytest.mark.slow
def test_forms_by_number_and_words_of_the_studio(asked: Asked) -> None:
    listed = asked.get("/translations/uk?of=labels&show=all").text
    plural = next(
        one for one in re.findall(r"message=(labels%2F[0-9a-f]{16})", listed)
        if "Form 3 of 3" in message(asked, one.replace("%2F", "/"), "uk")
    )  # fmt: skip
    sent = fields(message(asked, plural.replace("%2F", "/"), "uk"))
    assert {"form-0", "form-1", "form-2"} <= sent.keys()
    lacking = save(asked, sent, "uk", form_1="")
    assert lacking.status_code == 422
    assert save(asked, sent, "uk", remark="Добре.").status_code == 303
    assert "# Добре." in po(asked.project, "uk", "labels")


def test_official_text_is_not_translated(still: Asked) -> None:
    page = message(still, f"{SHEET}/article-12.title")
    assert "This is official text" in page
    assert "data-translation" not in page
    forged = {"message": f"{SHEET}/article-12.title", "form-0": "x", "source": "", "target": ""}
    assert save(still, forged).status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/translations/xx", 404),
        ("/translations/..%2F..%2Fetc", 404),
        ("/translations/en", 404),
        ("/translations/fr/message?message=nothing/at-all", 404),
        ("/translations/fr/message?message=..%2F..%2Fx", 404),
        ("/translations/fr/message", 404),
        ("/translations/fr/context?message=labels%2Fx", 404),
        (f"/translations/fr/message?message={SHEET}%2FVI-1.text&show=%00", 200),
    ],
)
def test_addresses_that_lead_nowhere(still: Asked, address: str, status: int) -> None:
    assert still.get(address).status_code == status


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"form-0": "a\u202eb"}, 422),
        ({"form-0": "<script>alert(1)</script>"}, 422),
        ({"form-0": "x" * 20_500}, 422),
        ({"message": "publication/../x"}, 404),
        ({"form-0": "y" * 3_000_000}, 413),
    ],
)
def test_what_is_typed_cannot_hurt(still: Asked, typed: dict[str, str], status: int) -> None:
    before, sent = po(still.project), fields(message(still))
    done = still.post("/translations/fr/save", {**sent, **typed})
    assert done.status_code == status
    assert "<script>alert" not in done.text
    assert po(still.project) == before


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    project = copy_of_shipped(tmp_path_factory.mktemp("office"))
    (project.data / "studio.yaml").write_text(
        "people:\n  - { name: fr@example.org, may: translate, locales: [fr] }\n  - { name: kate@example.org, may: read }\n",
        encoding="utf-8",
    )
    opening = Opening(project, project.out, 8766, "", ("studio.example.org",), "X-Who")
    with TestClient(application_of(opening, 8766), base_url="https://studio.example.org") as client:
        yield client


@pytest.mark.slow
def test_who_may_translate_into_what(office: TestClient) -> None:
    def ask(who: str, tag: str) -> tuple[bool, int]:
        headers = {"X-Who": who, "Origin": "https://studio.example.org"}
        address = f"/translations/{tag}/message"
        page = office.get(address, params={"message": KEY}, headers=headers).text
        token = re.search(r'name="studio-token" content="([0-9a-f]+)"', page)
        assert token
        sent = {"token": token[1], "message": KEY, "form-0": "x", "source": "", "target": ""}
        return "data-translation" in page, office.post(
            f"/translations/{tag}/save", data=sent, headers=headers
        ).status_code

    assert ask("fr@example.org", "fr") == (True, 409)
    assert ask("fr@example.org", "uk") == (False, 403)
    assert ask("kate@example.org", "fr") == (False, 403)


@pytest.mark.slow
def test_isolates_around_codes_are_taken_out(asked: Asked) -> None:
    sent = fields(message(asked, f"{SHEET}/VI-1.text", "ar"))
    shown = re.sub(r"</?[a-z]+[0-9]*/?>", "\u2066\\g<0>\u2069", sent["form-0"])
    before = po(asked.project, "ar")
    assert save(asked, sent, "ar", form_0=shown).status_code == 303
    assert po(asked.project, "ar") == before
    assert save(asked, sent, "ar", form_0=f"{shown} نعم").status_code == 303
    assert "\u2066" not in po(asked.project, "ar")
    clash = save(asked, sent, "ar", form_0=f"{shown} لا")
    assert (clash.status_code, "&lt;span" in clash.text) == (409, False), (
        "isolates of a field are no words of the program"
    )


def test_origin_is_asked_of_every_write(asked: Asked) -> None:
    sent = fields(message(asked))
    for name in ("save", "check", "review", "draft", "context/unsaved"):
        answer = asked.client.post(f"/translations/fr/{name}", data=sent, headers={"Origin": ORIGIN})
        assert answer.status_code == 403, "without a token"
