"""``python -m tests.benchmarks.studio_speed``: the studio as a browser meets it, as JSON.

The verb ``studio`` runs as it is called, on the shipped factsheet: how long until its first page; from a word typed in a
field of the screen Edit to the page that it makes; and how long other pages take while a PDF is made again and again.
"""

import json
import re
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from time import perf_counter, sleep
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from tests.benchmarks.projects import SHEET, shipped_project

_EDITED = "common-challenge"
_OTHERS = ("/", "/edit", f"/edit/{SHEET}?at={_EDITED}", "/translations")
_PATIENCE_S = 120
_WARM_S = 2.0


class _Form(HTMLParser):
    """The fields of the form of a passage."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._is_inside = False
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = given.get("id") == "passage-form"
        elif self._is_inside and tag == "textarea" and given.get("name"):
            self.fields.append((given["name"], ""))
            self._text = given["name"]
        elif (
            self._is_inside and tag == "input" and given.get("name") and given.get("type") not in {"checkbox", "radio"}
        ):
            self.fields.append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a field."""
        self._text = "" if tag == "textarea" else self._text
        self._is_inside = self._is_inside and tag != "form"

    def handle_data(self, data: str) -> None:
        """Note what stands in a field of several lines."""
        if self._text:
            name, before = self.fields[-1]
            self.fields[-1] = (name, before + data)


@dataclass
class _Browser:
    """Asks as one browser does."""

    address: str
    opener: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))

    def get(self, path: str) -> str:
        """Return a page."""
        with self.opener.open(self.address + path, timeout=_PATIENCE_S) as answer:
            return str(answer.read().decode())

    def look(self, fields: list[tuple[str, str]]) -> dict[str, object]:
        """Return what the typed fields make."""
        request = Request(f"{self.address}/edit/{SHEET}/look", urlencode(fields).encode())
        request.add_header("Origin", self.address)
        with self.opener.open(request, timeout=_PATIENCE_S) as answer:
            found: dict[str, object] = json.loads(answer.read() or b"{}")
            return found


@contextmanager
def _studio(project: Path) -> Iterator[tuple[_Browser, float]]:
    """Run the studio; yield who asks it, and how many seconds it took until its first page was there."""
    command = [sys.executable, "-m", "factsheet_builder", "studio", "--no-browser", "--port", "0"]
    begun = perf_counter()
    with Popen(command, cwd=project, stdout=PIPE, stderr=DEVNULL, text=True) as process:
        try:
            for line in process.stdout or ():
                if found := re.search(r"(http://\S+?)/?\s*$", line):
                    browser = _Browser(found[1])
                    browser.get("/")
                    yield browser, perf_counter() - begun
                    return
            raise RuntimeError("the studio ended")
        finally:
            process.send_signal(signal.SIGINT)


def _typed(fields: list[tuple[str, str]], number: int, look: str) -> list[tuple[str, str]]:
    """Return the fields with another word at the end of the longest text."""
    longest = max(fields, key=lambda one: len(one[1]) if one[0] not in {"token", "base", "base_value"} else -1)[0]
    kept = [(name, f"{value} Word {number}." if name == longest else value) for name, value in fields]
    return [*kept, ("look", look)] if "look" not in dict(kept) else [(n, look if n == "look" else v) for n, v in kept]


def measured(folder: Path, repeats: int) -> dict[str, object]:
    """Return the seconds to the first page, from fields to pages, of other pages while PDFs are made, and of those PDFs."""
    project = shipped_project(folder, "full")
    with _studio(project) as (browser, first_s):
        form = _Form()
        form.feed(browser.get(f"/edit/{SHEET}?at={_EDITED}"))
        browser.look(_typed(form.fields, 0, "page"))
        browser.look(_typed(form.fields, 0, "pdf"))
        sleep(_WARM_S)
        fields_s = []
        for number in range(repeats):
            begun = perf_counter()
            found = browser.look(_typed(form.fields, number + 2, "page"))
            fields_s.append(perf_counter() - begun)
            if f"Word {number + 2}." not in str(found.get("html", "")):
                raise RuntimeError(f"the word is not on the page: {str(found)[:500]}")
        others_s, pdfs_s = _while_pdfs(browser, form.fields, repeats)
    return {"first_s": first_s, "fields_s": fields_s, "others_s": others_s, "pdfs_s": pdfs_s}


def _while_pdfs(browser: _Browser, fields: list[tuple[str, str]], repeats: int) -> tuple[list[float], list[float]]:
    """Return how long pages took, each asked for after a while, as long as another asked for one PDF after the other."""
    pdfs_s: list[float] = []
    is_done = threading.Event()

    def make() -> None:
        number = 0
        while not is_done.is_set():
            number += 1
            begun = perf_counter()
            browser.look(_typed(fields, 1000 + number, "pdf"))
            pdfs_s.append(perf_counter() - begun)

    maker = threading.Thread(target=make)
    maker.start()
    others_s = []
    try:
        for number in range(4 * repeats):
            sleep(0.1)
            begun = perf_counter()
            browser.get(_OTHERS[number % len(_OTHERS)])
            others_s.append(perf_counter() - begun)
    finally:
        is_done.set()
        maker.join()
    return others_s, pdfs_s


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="factsheet-bench-") as folder:
        sys.stdout.write(json.dumps(measured(Path(folder) / "studio", int(sys.argv[1]))))


if __name__ == "__main__":
    main()
