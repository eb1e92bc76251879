"""An office: who is let in by the proxy's header, what each may do, and that one never has another's visit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from factsheet_builder.builds.project_checks import check_office
from factsheet_builder.project import Project
from factsheet_builder.studio.opening import Opening, application_of
from tests.conftest import Run
from tests.studio.conftest import NoCount, copy_of_shipped

HOST = "studio.example.org"
HEADER = "X-Forwarded-Email"
PEOPLE = """\
people:
  - { name: editor@example.org, shown_as: E. Ditor, may: edit }
  - { name: second@example.org, may: edit }
  - { name: fr@example.org, may: translate, locales: [fr] }
  - { name: kate@example.org, may: read }
  - { name: José, may: read }
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A studio behind a proxy."""
    project = copy_of_shipped(tmp_path_factory.mktemp("office"))
    (project.data / "studio.yaml").write_text(PEOPLE, encoding="utf-8")
    opening = Opening(project, project.out, 8766, "", (HOST,), HEADER)
    app = application_of(opening, 8766)
    app.state.counting = NoCount()
    with TestClient(app, base_url=f"https://{HOST}") as client:
        yield client


def ask(client: TestClient, *headers: tuple[str, str | bytes], address: str = "/") -> httpx.Response:
    """Ask with headers that may stand twice."""
    raw = [(name.encode(), value if isinstance(value, bytes) else value.encode("utf-8")) for name, value in headers]
    answer: httpx.Response = client.request("GET", address, headers=raw)
    return answer


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(HEADER, "editor@example.org")], 200),
        ([(HEADER.upper(), " EDITOR@example.org ")], 200),
        ([(HEADER, "José")], 200),
        ([(HEADER, "editor@example.org"), (HEADER, "kate@example.org")], 403),
        ([(HEADER, "editor@example.org"), (HEADER, "")], 403),
        ([(HEADER, "kate@example.org,editor@example.org")], 403),
        ([(HEADER, "editor@example.org;")], 403),
        ([(HEADER, "\N{KELVIN SIGN}ate@example.org")], 403),
        ([(HEADER, "editor@example.org\t.")], 403),
        ([(HEADER, "e" * 1_000)], 403),
        ([("X_Forwarded_Email", "editor@example.org")], 403),
        ([("X_Forwarded_Email", "editor@example.org"), (HEADER, "nobody@example.org")], 403),
        ([("X-Forwarded-User", "editor@example.org"), ("X-Auth-Request-Email", "editor@example.org")], 403),
        ([("Authorization", "Basic ZWRpdG9yQGV4YW1wbGUub3JnOng=")], 403),
        ([(HEADER, "editor@example.org"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "http")], 200),
        ([("Host", "evil.example"), ("X-Forwarded-Host", HOST), (HEADER, "editor@example.org")], 421),
        ([("Host", "127.0.0.1:8766"), (HEADER, "editor@example.org")], 421),
        ([("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site"), (HEADER, "editor@example.org")], 400),
    ],
)
def test_who_is_let_in(office: TestClient, headers: list[tuple[str, str | bytes]], status: int) -> None:
    assert ask(office, *headers).status_code == status


def test_strangers_read_where_the_list_says_so(project: Project) -> None:
    file = project.data / "studio.yaml"
    opening = Opening(project, project.out, 8766, "", (HOST,), HEADER)
    app = application_of(opening, 8766)
    app.state.counting = NoCount()
    with TestClient(app, base_url=f"https://{HOST}") as client:
        assert ask(client, (HEADER, "x@example.org")).status_code == 403  # there is no list yet
        file.write_text("people: []\nothers_may_read: true\n", encoding="utf-8")
        assert ask(client, (HEADER, "x@example.org")).status_code == 200
        assert ask(client).status_code == 403
        file.write_text("people: []\n", encoding="utf-8")
        assert ask(client, (HEADER, "x@example.org")).status_code == 403
        file.write_text("people: [x]\n", encoding="utf-8")
        assert ask(client, (HEADER, "x@example.org")).status_code == 503


def token_of(answer: httpx.Response) -> str:
    return str(answer.text.partition('name="studio-token" content="')[2].partition('"')[0])


def test_a_visit_belongs_to_its_person(office: TestClient) -> None:
    """Two people at one browser, or one who plants a cookie of hers in another's: neither has the other's token or news."""
    office.cookies.clear()
    first = ask(office, (HEADER, "editor@example.org"))
    visits: Any = office.app.state.studio.visits  # type: ignore[attr-defined]
    visit = list(visits._known.values())[-1]
    visit.told.append("For the editor only")
    assert "studio" in first.headers["set-cookie"]
    second = ask(office, (HEADER, "second@example.org"))  # the client sends the cookie of the first
    assert token_of(second) != token_of(first)
    assert "For the editor only" not in second.text
    headers = {HEADER: "second@example.org", "Origin": f"https://{HOST}"}
    form = {"token": token_of(first), "language": "en"}
    assert office.post("/language", data=form, headers=headers, follow_redirects=False).status_code == 403
    form["token"] = token_of(second)
    assert office.post("/language", data=form, headers=headers, follow_redirects=False).status_code == 303


def test_cookies_are_of_this_host_and_of_https_alone(office: TestClient) -> None:
    office.cookies.clear()
    first = ask(office, (HEADER, "editor@example.org"))
    headers = {HEADER: "editor@example.org", "Origin": f"https://{HOST}"}
    form = {"token": token_of(first), "language": "en"}
    second = office.post("/language", data=form, headers=headers, follow_redirects=False)
    assert first.headers["set-cookie"].startswith("__Host-studio=")
    for answer in (first, second):
        said = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
        assert {"httponly", "secure", "path=/", "samesite=lax"} <= said
        assert not any(part.startswith("domain") for part in said)


def test_http_is_no_origin_of_an_office(office: TestClient) -> None:
    token = token_of(ask(office, (HEADER, "editor@example.org")))
    headers = {HEADER: "editor@example.org", "Origin": f"http://{HOST}"}
    assert office.post("/language", data={"token": token, "language": "en"}, headers=headers).status_code == 403


def test_the_list_is_checked(project: Project) -> None:
    assert list(check_office(project)) == []
    file = project.data / "studio.yaml"
    file.write_text(
        PEOPLE + "  - { name: EDITOR@example.org, may: read }\n  - { name: x, may: edit, locales: [fr] }\n"
        "  - { name: y, may: translate, locales: [xx] }\n",
        encoding="utf-8",
    )
    found = list(check_office(project))
    assert [problem.code for problem in found] == ["person-twice", "person-locales", "person-locale"]
    assert found[0].place.line == 7
    file.write_text("people: 1\n", encoding="utf-8")
    assert list(check_office(project))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--allowed-host", HOST], "needs both"),
        (["--identity-header", HEADER], "needs both"),
        (["--allowed-host", f"https://{HOST}/", "--identity-header", HEADER], "no name of a host"),
        (["--allowed-host", HOST, "--identity-header", "X Email"], "cannot be the header"),
        (["--allowed-host", HOST, "--identity-header", "User-Agent"], "cannot be the header"),
    ],
)
def test_half_an_office_is_refused(factsheet: Run, tmp_path: Path, options: list[str], words: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "publication.yaml").touch()
    said = factsheet("studio", *options, "--no-browser", cwd=tmp_path)
    assert said.returncode == 2
    assert words in said.stderr
