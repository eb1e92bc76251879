"""An application -> a server on this machine that answers until it is told to end; the only door to uvicorn."""

import socket
from collections.abc import Callable
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from factsheet_builder.errors import SurroundingsError

ADDRESS: Final = "127.0.0.1"
_LONGEST_END_S: Final = 3


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


def serve(app: ASGIApp, listener: socket.socket, begun: Callable[[], None], ending: Callable[[], None]) -> None:
    """Answer requests until the process is told to end (SIGINT, SIGTERM); ``begun`` is called when the first can come."""

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            begun()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            ending()
            await super().shutdown(sockets=sockets)

    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_LONGEST_END_S,
        h11_max_incomplete_event_size=64_000,
    )
    Server(config).run(sockets=[listener])
