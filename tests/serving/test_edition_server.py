"""The server answers a browser of this machine and nobody else, gives only what it knows by name, and tells news."""

import json
import socket
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.errors import Diagnostic, Place, Severity, SurroundingsError
from factsheet_builder.serving.edition_server import EditionServer
from factsheet_builder.serving.showcase import Showcase, texts_of
from factsheet_builder.typesetting.editions import Edition

PAGE = Deliverable("small", "en", edition=Edition.HTML)
PDF = Deliverable("small", "en")
PACK = Deliverable("small", "en", Kind.PACK, "MLT", "full")
ARCHIVE = Deliverable("small", "en", Kind.PACK, "MLT", "full", Edition.HTML)
HTML = b"<!DOCTYPE html><html><body><p id='a'>Words</p></body></html>"


class Looks(list[tuple[Deliverable, ...]]):
    """What was looked at."""


@pytest.fixture
def looks() -> Looks:
    return Looks()


@pytest.fixture
def showcase(tmp_path: Path, looks: Looks) -> Showcase:
    (tmp_path / "en").mkdir()
    (tmp_path / PAGE.path).write_bytes(HTML)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    found = Showcase(tmp_path, looks.append)
    found.update((PAGE, PDF, PACK), (), "made")
    return found


@pytest.fixture
def server(showcase: Showcase) -> Iterator[EditionServer]:
    server = EditionServer(showcase, 0)
    yield server
    server.close()


def ask(server: EditionServer, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    for name, value in {"Host": f"127.0.0.1:{server.port}", **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    return connection.getresponse()


def key_of(*deliverables: Deliverable) -> str:
    return texts_of(deliverables)[0].key


def test_the_shell_runs_its_own_script_and_nothing_else(server: EditionServer) -> None:
    shell = ask(server, "/")
    assert shell.status == 200
    policy = shell.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
    assert "'unsafe-inline'" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    text = shell.read().decode()
    assert "<style" not in text
    assert text.count("<script") == text.count('<script src="/watch.js"') == 1
    assert ask(server, "/watch.js").headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert ask(server, "/watch.css").headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "host",
    ["", "127.0.0.1", "localhost", "example.org", "127.0.0.1:{other}", "127.0.0.1:{port}.example.org", "[::1]:{port}"],
)
def test_another_host_is_refused(server: EditionServer, host: str) -> None:
    named = host.format(port=server.port, other=server.port + 1)
    for path in ("/", "/events", f"/edition/{key_of(PAGE, PDF)}"):
        assert ask(server, path, Host=named).status == 403


def test_both_names_of_this_machine_are_answered_and_none_or_two_are_refused(server: EditionServer) -> None:
    assert ask(server, "/", Host=f"localhost:{server.port}").status == 200
    assert ask(server, "/", Host=f"127.0.0.1:{server.port}").status == 200
    for hosts in ("", f"Host: 127.0.0.1:{server.port}\r\nHost: localhost:{server.port}\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), 20) as line:
            line.sendall(f"GET / HTTP/1.1\r\n{hosts}\r\n".encode())
            assert b" 403 " in line.recv(200).partition(b"\r\n")[0]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_from_elsewhere_is_refused(server: EditionServer, looks: Looks, site: str) -> None:
    path = f"/look/{key_of(PAGE, PDF)}"
    assert ask(server, path, Sec_Fetch_Site=site).status == 403
    assert looks == []
    assert ask(server, path, Sec_Fetch_Site="same-origin").status == 200
    assert looks == [(PAGE, PDF)]


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
def test_only_get_is_answered(server: EditionServer, method: str) -> None:
    answer = ask(server, "/", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET")


@pytest.mark.parametrize(
    "path",
    [
        "/secret.txt", "/edition/secret.txt", "/edition/../secret.txt", "/edition/..%2fsecret.txt", "/edition/en/small.html",
        "/edition//etc/passwd", "/edition/", "/pdf/" + "0" * 12, "/picture/none", "/pages/none", "/look/none",
        "/watch.js/a", "/?a", "/events/", "/shell", "watch.js",
    ],
)  # fmt: skip
def test_nothing_of_a_request_becomes_the_name_of_a_file(server: EditionServer, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 404
    assert b"secret" not in answer.read()


def test_an_edition_is_given_as_it_lies_there_under_a_policy_no_wider(server: EditionServer) -> None:
    answer = ask(server, f"/edition/{key_of(PAGE, PDF)}")
    assert answer.read() == HTML
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert ask(server, f"/pdf/{key_of(PAGE, PDF)}").status == 404  # it is not made yet


def test_pages_of_a_pdf_are_pictures_by_their_digests(
    server: EditionServer, showcase: Showcase, shipped_pdf: bytes
) -> None:
    pytest.importorskip("pypdfium2")
    (showcase.out / PDF.path).write_bytes(shipped_pdf)
    told = json.loads(ask(server, f"/pages/{key_of(PAGE, PDF)}").read())
    assert told["why"] == ""
    assert len(told["pages"]) > 5
    picture = ask(server, f"/picture/{told['pages'][0]}")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.read().startswith(b"\x89PNG")


def test_without_pictures_it_is_said_why(
    server: EditionServer, showcase: Showcase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (showcase.out / PDF.path).write_bytes(b"%PDF-1.7")
    told = json.loads(ask(server, f"/pages/{key_of(PAGE, PDF)}").read())
    assert told["pages"] == []
    assert told["why"].startswith("Pictures of pages need pypdfium2, which is not installed. Install")
    assert ask(server, f"/pdf/{key_of(PAGE, PDF)}").read() == b"%PDF-1.7"


def events(stream: HTTPResponse) -> Iterator[dict[str, object]]:
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def test_the_stream_tells_what_is_there_and_each_news(server: EditionServer, showcase: Showcase) -> None:
    stream = ask(server, "/events")
    assert stream.headers["Content-Type"] == "text/event-stream"
    told = events(stream)
    first = next(told)
    key = key_of(PAGE, PDF)
    assert first["texts"] == [
        {"key": key, "label": "en/small", "page": "en/small.html", "pdf": "en/small.pdf"},
        {"key": key_of(PACK), "label": "en/packs/small-MLT", "page": "", "pdf": "en/packs/small-MLT.pdf"},
    ]
    assert first["files"] == {}
    ask(server, f"/look/{key}")
    before = next(told)["files"]
    (showcase.out / PAGE.path).write_bytes(HTML + b"\n")
    problem = Diagnostic(Severity.ERROR, "yaml", "This is not YAML.", place=Place("data/a.yaml", 3, 1))
    showcase.update((), [problem], "not made")
    last = next(told)
    assert last["problems"] == ["data/a.yaml:3:1: error: This is not YAML. (yaml)"]
    assert last["words"] == "not made"
    assert last["texts"] == first["texts"]  # a plan that cannot be read takes nothing away
    assert last["files"] != before


def test_streams_are_bounded(server: EditionServer) -> None:
    streams = [ask(server, "/events") for _ in range(16)]
    assert {stream.status for stream in streams} == {200}
    assert ask(server, "/events").status == 503
    assert ask(server, "/").status == 200


def test_a_port_in_use_is_told_in_words(server: EditionServer, showcase: Showcase) -> None:
    with pytest.raises(
        SurroundingsError, match=rf"Port {server.port} .* cannot be used: Address already in use"
    ) as caught:
        EditionServer(showcase, server.port)
    assert "--port" in caught.value.diagnostics[0].remedy


def test_closing_ends_the_threads(showcase: Showcase) -> None:
    server = EditionServer(showcase, 0)
    stream = ask(server, "/events")
    next(events(stream))
    server.close()
    assert "serve" not in {thread.name for thread in threading.enumerate()}
    with pytest.raises(ConnectionRefusedError):
        ask(server, "/")


def test_an_archive_of_pages_is_no_page() -> None:
    (text,) = texts_of((ARCHIVE, PACK))
    assert text.deliverables == (PACK,)
    assert [text.label for text in texts_of((PACK, PDF, Deliverable("small", "fr")))] == [
        "en/small", "fr/small", "en/packs/small-MLT",
    ]  # fmt: skip
