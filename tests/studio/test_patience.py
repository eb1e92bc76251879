"""Requests that come slowly, never end or are too much: each has its limit, and others are answered meanwhile."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2 as httpx
import pytest

from factsheet_builder.studio.server import routing, serving_loop
from factsheet_builder.studio.server.news import News
from tests.studio.conftest import HOST, ORIGIN, Asked, Running


def say(running: Running, *parts: bytes) -> bytes:
    """Say something to the server as it stands, and return all that it answers until it closes."""
    host, _, port = running.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        for part in parts:
            connection.sendall(part.replace(b"HOST", f"{host}:{port}".encode()))
        said = b""
        while True:
            try:
                data = connection.recv(65_536)
            except ConnectionResetError:
                return said
            if not data:
                return said
            said += data


def test_what_is_slow_or_huge_is_refused(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving_loop, "_LONGEST_HEAD_S", 0.2)
    monkeypatch.setattr(routing, "_LONGEST_BODY_S", -7.8)  # 0.2 s for two million bytes
    assert say(running) == b""
    assert say(running, b"GET / HTTP/1.1\r\nHost: HOST\r\n") == b""
    huge = say(running, b"GET / HTTP/1.1\r\nHost: HOST\r\nX-Huge: ", b"x" * 200_000)
    assert not huge or huge.startswith(b"HTTP/1.1 400 ")
    origin = f"Origin: {running.address}\r\n".encode()
    form = b"Content-Type: application/x-www-form-urlencoded\r\n"
    begun = b"POST /language HTTP/1.1\r\nHost: HOST\r\n" + origin + form
    assert say(running, begun + b"Content-Length: 90\r\n\r\ntoken=").startswith(b"HTTP/1.1 408 ")
    chunk = b"186A0\r\n" + b"x" * 100_000 + b"\r\n"
    never_ending = say(running, begun + b"Transfer-Encoding: chunked\r\n\r\n", *([chunk] * 21))
    assert never_ending.startswith(b"HTTP/1.1 413 ")
    assert say(running, begun + b"Content-Length: 3000000000\r\n\r\nx").startswith(b"HTTP/1.1 413 ")
    twice = begun + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"
    assert say(running, twice).split()[1] in {b"400", b"403"}
    assert say(running, b"GET / HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n").split()[1] in {b"400", b"421"}
    assert say(running, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").split()[1] in {b"400", b"421"}
    assert httpx.get(running.address).status_code == 200


def test_one_that_reads_no_news_is_let_go() -> None:
    async def forget() -> tuple[int, list[bytes]]:
        news = News()
        news.begin()
        stream = news.stream()
        first = await anext(stream)
        for number in range(1_000):
            news.tell("files", {"number": number})
        listeners = len(news._listeners)
        return listeners, [first, *[line async for line in stream]]

    with ThreadPoolExecutor(1) as apart:  # the thread of a browser's driver has a loop of its own
        listeners, lines = apart.submit(asyncio.run, forget()).result()
    assert listeners == 0
    assert len(lines) <= 201


@pytest.mark.parametrize(
    ("referer", "where"),
    [
        (f"{ORIGIN}/?x=1", "/?x=1"),
        (f"{ORIGIN}//example.org/", "/"),
        (f"{ORIGIN}/\\example.org/", "/"),
        (f"{ORIGIN}/language", "/"),
        (f"{ORIGIN}/none", "/"),
        (f"http://{HOST}.example.org/", "/"),
        (f"http://user@{HOST}/", "/"),
        ("https://example.org/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_leads_nowhere_else(still: Asked, referer: str, where: str) -> None:
    answer = still.post("/language", {"language": "en"}, headers={"Referer": referer})
    assert (answer.status_code, answer.headers["location"]) == (303, where)


def test_what_is_told_waits_for_its_reader(still: Asked) -> None:
    still.get("/")
    visits: Any = still.client.app.state.studio.visits  # type: ignore[attr-defined]
    visit = list(visits._known.values())[-1]
    visit.told.append("Saved just now")
    still.client.head("/")
    still.get("/", headers={"Sec-Purpose": "prefetch"})
    still.get("/", headers={"X-Studio-Part": "refresh"})
    assert "Saved just now" in still.get("/").text
    assert "Saved just now" not in still.get("/").text


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b'{"token": 1}', 415),
        ("text/plain", b"token=1", 415),
        ("", b"token=1", 415),
        ("application/x-www-form-urlencoded; charset=unicode_escape", b"token=\\ud800", 415),
        ("multipart/form-data; boundary=x; charset=utf-7", b"--x--", 415),
        ("multipart/form-data", b"--x", 400),
        ("multipart/form-data; boundary=x", b"no boundary at all", 400),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n', 400),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 5_000), 413),
        ("application/x-www-form-urlencoded", b"token=%ff%00&token=x", 403),
        ("application/x-www-form-urlencoded; charset=UTF-8", b"token=", 403),
    ],
)
def test_what_is_no_form_is_refused(still: Asked, kind: str, body: bytes, status: int) -> None:
    token = still.token()
    headers = {"Origin": ORIGIN, "Content-Type": kind} | ({"X-Studio-Token": token} if status == 415 else {})
    answer = still.client.post("/language", content=body, headers=headers)
    assert answer.status_code == status


def test_a_fault_is_told_with_all_headers(still: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    studio: Any = still.client.app.state.studio  # type: ignore[attr-defined]
    shown = studio.show

    async def broken(request: Any, template: str, *rest: Any, **options: Any) -> Any:
        if template == "home.html":
            raise ZeroDivisionError
        return await shown(request, template, *rest, **options)

    monkeypatch.setattr(studio, "show", broken)
    monkeypatch.setattr(still.client._transport, "raise_server_exceptions", False)
    answer = still.get("/")
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "ZeroDivision" not in answer.text


def test_an_address_with_one_more_stroke_is_none(still: Asked) -> None:
    assert still.client.get("/language/", follow_redirects=False).status_code == 404


def test_a_form_of_parts_is_taken_whole(still: Asked) -> None:
    """The control: what ends with its boundary, quoted or not, is a form."""
    for boundary in ("x", '"a b"', "-" * 70):
        plain = boundary.strip('"')
        parts = {"token": still.token(), "language": "en"}
        said = "".join(
            f'--{plain}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in parts.items()
        )
        headers = {"Origin": ORIGIN, "Content-Type": f"multipart/form-data; boundary={boundary}"}
        for end, status in ((f"--{plain}--\r\n", 303), (f"--{plain}--", 303), (f"--{plain}", 400)):
            answer = still.client.post("/language", content=said + end, headers=headers, follow_redirects=False)
            assert answer.status_code == status, (boundary, end)
