"""An application -> a server on this machine that answers until it is told to end; the only door to uvicorn."""

import asyncio
import socket
from collections.abc import Callable
from typing import Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from factsheet_builder.errors import SurroundingsError

ADDRESS: Final = "127.0.0.1"
_LONGEST_END_S: Final = 3
_LONGEST_HEAD_S: Final = 20
"""So long a browser may take to say what it asks for."""
_MOST_CONNECTIONS: Final = 400
"""More than a window for each of a large office; what comes on top of them is told to come back (503)."""


def listening(port: int) -> socket.socket:
    """Return a socket that listens on this machine only; with ``port`` 0 at one that is free.

    Raises:
        SurroundingsError: the port is in use, or may not be used.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        what = f"Port {port} of this machine cannot be used: {getattr(error, 'strerror', '') or error}."
        raise SurroundingsError.of(
            "port", what, "Choose another with --port, or --port 0 for any that is free."
        ) from error
    return listener


class _Impatient(H11Protocol):
    """The engine's way with a connection, but for one that has asked nothing, or was answered, and goes on: it is closed.

    uvicorn (0.54) waits without end for the rest of a request's head, and for the rest of a body that it has no use for; only
    between requests it has a limit.
    """

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_at_work:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._stop_waiting()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    @property
    def _is_at_work(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        if not self.transport.is_closing():
            self._waiting = self.loop.call_later(_LONGEST_HEAD_S, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        if not self._is_at_work:
            self.transport.close()


def settings(app: ASGIApp) -> uvicorn.Config:
    """Return how the server serves."""
    return uvicorn.Config(
        app,
        http=_Impatient,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_LONGEST_END_S,
        h11_max_incomplete_event_size=64_000,
        limit_concurrency=_MOST_CONNECTIONS,
    )


def serve(app: ASGIApp, listener: socket.socket, begun: Callable[[], None], ending: Callable[[], None]) -> None:
    """Answer requests until the process is told to end (SIGINT, SIGTERM); ``begun`` is called when the first can come."""

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            begun()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            ending()
            await super().shutdown(sockets=sockets)

    Server(settings(app)).run(sockets=[listener])
