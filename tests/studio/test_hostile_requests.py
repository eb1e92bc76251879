"""Every address that writes, whoever made it, refuses what no page of the studio sends, and nothing changes on the disk.

The addresses are those of the application itself, so that a new one is asked too.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from factsheet_builder.project import Project
from factsheet_builder.studio.opening import Opening, application_of
from factsheet_builder.studio.screens import screen_routes
from factsheet_builder.studio.server import standing_routes
from factsheet_builder.studio.server.routing import WriteRoute
from tests.studio.conftest import copy_of_shipped
from tests.studio.test_office import HEADER, HOST, token_of

ORIGIN: Final = f"https://{HOST}"
EDITOR: Final = "editor@example.org"
PEOPLE: Final = """\
people:
  - { name: editor@example.org, may: edit }
  - { name: second@example.org, may: edit }
  - { name: fr@example.org, may: translate, locales: [fr] }
  - { name: reader@example.org, may: read }
"""
PARTS: Final = {"locale": "de", "sheet": "assistance-to-victims", "code": "MLT", "key": "0" * 64}
"""What stands in addresses where nothing is wrong with it."""
FOR_ALL: Final = frozenset({"language", "deliverables-chosen", "edit-look"})
"""Those that change nothing but the page of whoever asks: its language, an archive of what is there, a preview."""
ROUTES: Final = [
    one for one in (*standing_routes.routes(), *screen_routes()) if isinstance(one, WriteRoute)
]  # fmt: skip
NAMES: Final = [route.name for route in ROUTES]


@dataclass
class Office:
    """A studio behind a proxy, and what is in its folder."""

    client: TestClient
    project: Project

    def token(self, who: str = EDITOR) -> str:
        """Return the token of a person at this browser."""
        return token_of(self.client.get("/nothing", headers={HEADER: who}))

    def post(self, address: str, who: str = EDITOR, **options: Any) -> httpx.Response:
        """Send something as a page of the studio would; ``options`` say what is not as it should be."""
        headers = {HEADER: who, "Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", **options.pop("headers", {})}
        headers = {name: value for name, value in headers.items() if value is not None}
        answer: httpx.Response = self.client.post(address, headers=headers, follow_redirects=False, **options)
        return answer

    @property
    def files(self) -> dict[str, str]:
        """The digest of each file, those aside that the studio keeps for itself."""
        return {
            str(path.relative_to(self.project.root)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.project.root.rglob("*"))
            if path.is_file() and ".studio" not in path.parts
        }


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    project = copy_of_shipped(tmp_path_factory.mktemp("hostile"))
    (project.data / "studio.yaml").write_text(PEOPLE, encoding="utf-8")
    opening = Opening(project, project.out, 8766, "", (HOST,), HEADER)
    app = application_of(opening, 8766)
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        yield Office(client, project)


@pytest.fixture(autouse=True)
def unchanged(office: Office) -> Iterator[None]:
    """Nothing that is refused changes a file."""
    before = office.files
    yield
    assert office.files == before


def address(name: str, **parts: str) -> str:
    """Return the address of a route; a part of it that nobody has named here fails."""
    route = next(one for one in ROUTES if one.name == name)
    path = route.path
    for part in route.param_convertors:
        path = path.replace(f"{{{part}}}", parts.get(part, PARTS[part]))
    return path


def statuses(office: Office, who: str = EDITOR, **options: Any) -> dict[str, int]:
    """Return the status of the same request for every address that writes."""
    return {name: office.post(address(name), who, **options).status_code for name in NAMES}


def all_of(status: int) -> dict[str, int]:
    return dict.fromkeys(NAMES, status)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "https://example.org"},
        {"Origin": f"http://{HOST}"},
        {"Origin": f"{ORIGIN}.example.org"},
        {"Origin": f"{ORIGIN}:8443"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {HEADER: None},
        {HEADER: "stranger@example.org"},
    ],
    ids=str,
)
def test_what_comes_from_elsewhere(office: Office, headers: dict[str, str | None]) -> None:
    token = office.token()
    assert statuses(office, data={"token": token}, headers=headers) == all_of(403)


def test_another_host(office: Office) -> None:
    assert statuses(office, data={"token": office.token()}, headers={"Host": "example.org"}) == all_of(421)


@pytest.mark.parametrize("token", [None, "", "x", "0" * 64])
def test_without_its_token(office: Office, token: str | None) -> None:
    assert statuses(office, data={"token": token} if token is not None else {"language": "en"}) == all_of(403)


def test_with_the_token_of_another_person(office: Office) -> None:
    theirs = office.token("second@example.org")
    assert statuses(office, data={"token": theirs}) == all_of(403)
    assert statuses(office, data={"language": "en"}, headers={"X-Studio-Token": theirs}) == all_of(403)


def test_too_large(office: Office) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for length in ("300000000", "99999999999999999999"):
        assert statuses(office, content=b"token=x", headers={**form, "Content-Length": length}) == all_of(413)


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("text/plain", b"token=x", 415),
        ("application/x-www-form-urlencoded; charset=utf-16", b"token=x", 415),
        ("multipart/form-data", b"--x", 400),
        ("multipart/form-data; boundary=x", b"--y\r\n", 400),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="token', 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="language"\r\n\r\nen\r\n--x\r\n',
            400,
        ),
        ("multipart/form-data; boundary=" + "x" * 5_000, b"--x\r\n", 400),
    ],
)
def test_what_is_no_form(office: Office, kind: str, body: bytes, status: int) -> None:
    headers = {"Content-Type": kind, "X-Studio-Token": office.token()}
    found = statuses(office, content=body, headers=headers)
    assert found == all_of(status)


def test_files_where_none_are_asked_for(office: Office) -> None:
    token = office.token()
    files = [("files", (f"{number}.pdf", b"%PDF-1.7")) for number in range(60)]
    assert statuses(office, data={"token": token}, files=files) == all_of(413)


@pytest.mark.parametrize("who", ["reader@example.org", "fr@example.org"])
def test_one_who_may_not(office: Office, who: str) -> None:
    """One who reads, and one who translates into another language."""
    form = {"token": office.token(who), "do": "save"}
    found = {name: office.post(address(name), who, data=form).status_code for name in NAMES if name not in FOR_ALL}
    assert found == {name: 403 for name in NAMES if name not in FOR_ALL}


ASK_NOTHING: Final = frozenset({"history-begin", "home-make", "home-stop", "party-make", "party-stop"})
"""Those that do their work whatever the fields say, and to stop what is made names of nobody."""
ODD: Final = (
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "assistance-to-victims%00",
    "%00",
    "fr%2f..%2fde",
    "..%5c..%5cwindows",
    "x" * 1_000,
    "%ff%fe",
    "%F0%9F%92%A9",
    "%3Cscript%3E",
    "%E2%80%AE",
    "-",
)


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD)
def test_names_that_nobody_gave(office: Office, odd: str) -> None:
    token = office.token()
    found = {}
    for route in ROUTES:
        for part in route.param_convertors if route.name not in ASK_NOTHING else ():
            where = address(route.name, **{part: odd})
            found[where] = office.post(where, data={"token": token}).status_code
    assert found
    assert {where: status for where, status in found.items() if status != 404} == {}


FIELDS: Final = (
    "language", "name", "key", "file", "files", "id", "at", "sheet", "factsheet", "message", "form", "recommendation",
    "received", "save", "passage", "path", "kind", "where", "back", "point", "old", "new", "from", "to", "forms", "target",
    "code", "digest", "do",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("value", ["", "../../../etc/passwd", "\0", "\u202e<b>", "9" * 5_000, "-1", "TRUE", "%(x)s{}"])
def test_fields_that_nobody_filled_so(office: Office, value: str) -> None:
    fields = {"token": office.token(), **dict.fromkeys(FIELDS, value)}
    names = [name for name in NAMES if name not in ASK_NOTHING]
    found = {name: office.post(address(name), data=fields).status_code for name in names}
    assert {name: status for name, status in found.items() if status >= 500} == {}


@pytest.mark.slow
def test_reading_what_writes(office: Office) -> None:
    """A link or a picture that leads to an address that writes writes nothing."""
    for name in NAMES:
        answer = office.client.get(address(name), headers={HEADER: EDITOR}, follow_redirects=False)
        assert answer.status_code in {404, 405}, name
