"""Headless Chromium printing the same HTML, tagged: a process for each file, or one warm browser for each job.

Chromium knows no notes at the foot of a page (``float: footnote``): it prints a note where it is called. The warm browser
is told what to print over its DevTools pipe, the quickest way that it has.
"""

import base64
import fcntl
import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.benchmarks.peers.job import Job, Task

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
    "--allow-file-access-from-files",
)  # fmt: skip


def make_each(job: Job, out: Path, jobs: int) -> None:
    """Make every file with a browser process of its own, ``jobs`` at a time."""

    def make(task: Task) -> None:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            options = ["--export-tagged-pdf", "--no-pdf-header-footer", f"--print-to-pdf={out / task.name}.pdf"]
            command = ["chromium", *_FLAGS, f"--user-data-dir={profile}", *options, task.html.as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=120)

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(make, job.tasks))


def make_warm(job: Job, out: Path, jobs: int) -> None:
    """Make every file with ``jobs`` browsers that stay open."""

    def make_some(tasks: Sequence[Task]) -> None:
        with _Browser() as browser:
            for task in tasks:
                (out / f"{task.name}.pdf").write_bytes(browser.pdf(task.html.as_uri()))

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(make_some, [job.tasks[number::jobs] for number in range(jobs)]))


class _Browser:
    """One browser, spoken to in the DevTools protocol over its pipe: messages of JSON that end in a zero byte."""

    def __init__(self) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        # The browser reads from descriptor 3 and writes to 4; what the shell moves there must be out of the way.
        theirs = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in (to_read, to_write))
        moved = f'exec "$@" 3<&{theirs[0]} 4>&{theirs[1]}'
        command = ["chromium", *_FLAGS, f"--user-data-dir={self._profile.name}", "--remote-debugging-pipe"]
        self._process = subprocess.Popen(
            ["bash", "-c", moved, "bash", *command],
            pass_fds=theirs,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (to_read, to_write, *theirs):
            os.close(end)
        self._number, self._pending, self._session = 0, b"", ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session = ""
        self._ask("Browser.close")
        self._process.wait(30)
        os.close(self._write)
        os.close(self._read)
        self._profile.cleanup()

    def pdf(self, address: str) -> bytes:
        """Return the page at ``address`` as a tagged PDF."""
        self._ask("Page.navigate", url=address)
        while self._message().get("method") != "Page.loadEventFired":
            pass
        options = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}
        return base64.b64decode(self._ask("Page.printToPDF", **options)["data"])

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while (answer := self._message()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._pending:
            read = os.read(self._read, 1 << 20)
            assert read, "the browser closed its pipe"
            self._pending += read
        first, _, self._pending = self._pending.partition(b"\0")
        return dict(json.loads(first))
