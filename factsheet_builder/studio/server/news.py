"""What happens in the studio -> a line for every browser that listens (Server-Sent Events, HTML 9.2)."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Final

_HEARTBEAT_S: Final = 15
_MOST_LISTENERS: Final = 64
_MOST_WAITING: Final = 200
"""So many lines are kept for one that reads slowly."""


class News:
    """Tells all who listen; used by the thread of the server's loop only, but for ``tell_from_thread``."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[tuple[str, str] | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.is_closed = False

    def begin(self) -> None:
        """Belong to the loop that runs."""
        self._loop = asyncio.get_running_loop()

    def tell(self, event: str, data: Mapping[str, object]) -> None:
        """Tell all who listen of an event, by its name, with plain data."""
        line = (event, json.dumps(data))
        for queue in tuple(self._listeners):
            try:
                queue.put_nowait(line)
            except asyncio.QueueFull:  # its window does not read: it will ask again
                self._listeners.discard(queue)
                queue.get_nowait()
                queue.put_nowait(None)

    def tell_from_thread(self, event: str, data: Mapping[str, object]) -> None:
        """Tell it from another thread."""
        if self._loop is not None and not self.is_closed:
            self._loop.call_soon_threadsafe(self.tell, event, data)

    def close(self) -> None:
        """End all streams."""
        self.is_closed = True
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

    async def stream(self) -> AsyncIterator[bytes]:
        """Yield what is told from now on, and a sign of life in between."""
        queue: asyncio.Queue[tuple[str, str] | None] = asyncio.Queue(_MOST_WAITING)
        self._listeners.add(queue)
        try:
            yield b"retry: 1000\n\n"
            while not self.is_closed:
                try:
                    said = await asyncio.wait_for(queue.get(), _HEARTBEAT_S)
                except TimeoutError:
                    yield b":\n\n"
                    continue
                if said is None:
                    return
                yield f"event: {said[0]}\ndata: {said[1]}\n\n".encode()
        finally:
            self._listeners.discard(queue)

    @property
    def is_full(self) -> bool:
        """Whether nobody more can listen."""
        return len(self._listeners) >= _MOST_LISTENERS
