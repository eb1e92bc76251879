"""Hostile requests are refused with the right status, and what a browser of this machine asks is answered."""

from typing import Any

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from factsheet_builder.project import Project
from factsheet_builder.studio.opening import Opening, application_of
from factsheet_builder.studio.server.application import _refuse_unguarded
from tests.studio.conftest import HOST, ORIGIN, Asked

VISIT = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8766"}, 200),
        ({"Host": "LOCALHOST:8766"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site", **VISIT}, 200),
        ({"Host": "localhost"}, 421),
        ({"Host": "localhost:8767"}, 421),
        ({"Host": "127.0.0.1.example.org:8766"}, 421),
        ({"Host": "example.org"}, 421),
        ({"Host": "127.0.0.1:87660"}, 421),
        ({"Host": f"{HOST},{HOST}"}, 421),
        ({"Host": f"{HOST}/"}, 421),
        ({"Host": ""}, 421),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
    ],
)
def test_who_may_read(still: Asked, headers: dict[str, str], status: int) -> None:
    assert still.get("/", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": ORIGIN}, 404),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}, 404),
        ({}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": f"{ORIGIN}.example.org"}, 403),
        ({"Origin": "https://127.0.0.1:8766"}, 403),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": ORIGIN, "Host": "example.org"}, 421),
    ],
)
def test_who_may_write(still: Asked, headers: dict[str, str], status: int) -> None:
    form = {"token": still.token(), "language": "xx"}
    assert still.client.post("/language", data=form, headers=headers).status_code == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(still: Asked, method: str) -> None:
    answer = still.client.request(method, "/", headers={"Origin": ORIGIN})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_form_without_its_token_is_refused(still: Asked, token: str) -> None:
    still.get("/")
    answer = still.client.post("/language", data={"token": token, "language": "en"}, headers={"Origin": ORIGIN})
    assert answer.status_code == 403


def test_the_token_of_another_browser_is_refused(still: Asked) -> None:
    token = still.token()
    still.client.cookies.clear()
    answer = still.client.post("/language", data={"token": token}, headers={"Origin": ORIGIN})
    assert answer.status_code == 403


def test_a_forged_visit_is_a_new_one(still: Asked) -> None:
    still.client.cookies.clear()
    still.client.cookies.set("studio-8766", "somebody.0000")
    assert "set-cookie" in still.get("/").headers
    still.client.cookies.clear()


def test_what_is_too_large_is_refused(still: Asked) -> None:
    assert still.post("/language", {"language": "x" * 3_000_000}).status_code == 413
    assert still.get("/" + "x" * 5_000).status_code == 414


@pytest.mark.parametrize(
    "address", ["/../etc/passwd", "/static/x/..%2f..%2fpyproject.toml", "/static/x/none.js", "/none"]
)
def test_what_is_not_there(still: Asked, address: str) -> None:
    assert still.get(address).status_code == 404


def test_every_answer_has_its_headers(still: Asked) -> None:
    for address in ("/", "/none", "/favicon.ico"):
        headers = still.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    refused = still.get("/", headers={"Host": "example.org"}).headers
    assert "default-src 'none'" in refused["content-security-policy"]


def test_a_route_that_writes_unguarded_is_refused() -> None:
    async def write(_: Any) -> Any: ...

    with pytest.raises(TypeError, match="write_route"):
        _refuse_unguarded([Route("/x", write, methods=["POST"])])


def test_an_office_whose_list_cannot_be_read_lets_nobody_in(project: Project) -> None:
    (project.data / "studio.yaml").write_text("people: [{ name: x, may: everything }]\n", encoding="utf-8")
    opening = Opening(project, project.out, 8766, "", ("studio.example.org",), "X-Forwarded-Email")
    with TestClient(application_of(opening, 8766), base_url="https://studio.example.org") as client:
        answer = client.get("/", headers={"X-Forwarded-Email": "x"})
        assert answer.status_code == 503
        assert "studio.yaml" in answer.text
