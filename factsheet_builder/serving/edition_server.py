"""Requests of a browser of this machine -> the shell page, editions, pictures of pages, and a stream of news.

By the standard library's server, bound to 127.0.0.1 only. Whatever is asked for is looked up under names that the showcase
gives; nothing of a request becomes the name of a file. The host of a request (RFC 9110, 7.2) has to be this server's own,
so that a page from elsewhere whose name was made to lead here (DNS rebinding) is refused, and so is a request that a page
of another origin makes (Fetch Metadata). Only GET is answered. An edition keeps the policy that it has on the disk.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from factsheet_builder.errors import SurroundingsError
from factsheet_builder.project import shipped
from factsheet_builder.serving.showcase import Showcase

_ADDRESS: Final = "127.0.0.1"
_HEARTBEAT_S: Final = 10
"""A stream says something at least this often, so that one whose browser has gone is found out."""
_PATIENCE_S: Final = 20
"""So long a request may take to be said."""
_MOST_STREAMS: Final = 16
_SHELL: Final = {
    "": ("templates", "web/watch.html", "text/html"),
    "watch.js": ("templates", "web/watch.js", "text/javascript"),
    "watch.css": ("styles", "watch.css", "text/css"),
}
"""Files of the shell by their addresses."""
_SHELL_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Attributes of style are for editions alone: the script reads the new one as a document, which is under this policy."""
_EDITION_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""Beside the policy inside the page, which names the digest of its style: a browser keeps to both."""
_ALWAYS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class EditionServer:
    """Serves a showcase until it is closed, by threads of its own."""

    def __init__(self, showcase: Showcase, port: int) -> None:
        """Begin to listen; with ``port`` 0 at one that is free.

        Raises:
            SurroundingsError: the port is in use, or may not be used.
        """
        try:
            self._server = _Server((_ADDRESS, port), _Handler)
        except (OSError, OverflowError) as error:
            what = f"Port {port} of this machine cannot be used: {getattr(error, 'strerror', '') or error}."
            remedy = "Choose another with --port, or --port 0 for any that is free."
            raise SurroundingsError.of("port", what, remedy) from error
        self._server.showcase = showcase
        self._server.shell = {
            name: ((shipped(folder) / file).read_bytes(), kind) for name, (folder, file, kind) in _SHELL.items()
        }
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="serve", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port that it listens at."""
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        return f"http://{_ADDRESS}:{self.port}/"

    def close(self) -> None:
        """Stop listening and end the streams."""
        self._server.is_closing = True
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    showcase: Showcase
    shell: dict[str, tuple[bytes, str]]
    is_closing = False

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.streams = threading.BoundedSemaphore(_MOST_STREAMS)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base class has it
        """Say nothing of a browser that went away; anything else is a bug and shows its traceback."""
        import sys

        if not isinstance(sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _PATIENCE_S
    server_version = "factsheet"
    sys_version = ""

    def parse_request(self) -> bool:
        """Read the request, and refuse any but GET."""
        if not super().parse_request():
            return False
        if self.command != "GET":
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET is answered.")
            return False
        return True

    def do_GET(self) -> None:
        """Answer one request."""
        if not self._is_from_here():
            self._refuse(HTTPStatus.FORBIDDEN, "This address is for a browser of this machine.")
            return
        room, _, name = self.path.removeprefix("/").partition("/")
        answers: dict[str, Callable[[str], None]] = {
            "edition": self._edition,
            "pages": self._pages,
            "picture": self._picture,
            "pdf": self._pdf,
            "look": self._look,
        }
        if self.path.startswith("/") and not name and room in self.server.shell:
            data, kind = self.server.shell[room]
            self._send(data, f"{kind}; charset=utf-8", _SHELL_POLICY)
        elif self.path == "/favicon.ico":  # browsers ask for it by themselves
            self._send(b"", "image/x-icon", "default-src 'none'")
        elif self.path == "/events":
            self._events()
        elif room in answers:
            answers[room](name)
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "There is nothing here.")

    def _is_from_here(self) -> bool:
        port = self.server.server_address[1]
        hosts = self.headers.get_all("Host", [])
        site = self.headers.get("Sec-Fetch-Site", "none")
        return hosts in ([f"{_ADDRESS}:{port}"], [f"localhost:{port}"]) and site in {"none", "same-origin"}

    def _edition(self, key: str) -> None:
        self._found(self.server.showcase.page(key), "text/html; charset=utf-8", _EDITION_POLICY)

    def _pdf(self, key: str) -> None:
        self._found(self.server.showcase.pdf(key), "application/pdf")

    def _picture(self, name: str) -> None:
        self._found(self.server.showcase.picture(name), "image/png")

    def _pages(self, key: str) -> None:
        pictures = self.server.showcase.pictures(key)
        self._found(json.dumps(asdict(pictures)).encode() if pictures else None, "application/json")

    def _look(self, key: str) -> None:
        self._found(b"{}" if self.server.showcase.look_at(key) else None, "application/json")

    def _events(self) -> None:
        """Send all that is to be known whenever it changes (Server-Sent Events), as long as the browser listens."""
        if not self.server.streams.acquire(blocking=False):
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "Too many windows show this page.")
            return
        try:
            self._begin("text/event-stream", None, None)
            number = -1
            while not self.server.is_closing:
                new = self.server.showcase.wait(number, _HEARTBEAT_S)
                said = (
                    f"event: state\ndata: {json.dumps(self.server.showcase.state())}\n\n" if new != number else ":\n\n"
                )
                number = new
                self.wfile.write(said.encode())
                self.wfile.flush()
        finally:
            self.server.streams.release()

    def _found(self, data: bytes | None, kind: str, policy: str = "default-src 'none'") -> None:
        if data is None:
            self._refuse(HTTPStatus.NOT_FOUND, "It is not made yet, or there is nothing of that name.")
        else:
            self._send(data, kind, policy)

    def _refuse(self, status: HTTPStatus, words: str) -> None:
        self._send(f"{words}\n".encode(), "text/plain; charset=utf-8", "default-src 'none'", status)

    def _send(self, data: bytes, kind: str, policy: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._begin(kind, policy, len(data), status)
        if self.command != "HEAD":
            self.wfile.write(data)

    def _begin(self, kind: str, policy: str | None, size: int | None, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        if size is not None:
            self.send_header("Content-Length", str(size))
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET")
        for name, value in _ALWAYS.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: the command line says what is done."""
