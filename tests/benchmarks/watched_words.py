"""``python -m tests.benchmarks.watched_words``: from a saved word to the page and to the PDF, as JSON.

The verb ``watch`` runs as it is called, on the shipped factsheet; a word is saved, the folder is looked at until the page
and then the checked PDF are others, and the next word is saved. Time is what somebody waits who saved the file.
"""

import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from time import perf_counter, sleep

from tests.benchmarks.projects import SHEET, change_passage, shipped_project

_POLL_S = 0.002
_PATIENCE_S = 120


def saved_words(folder: Path, repeats: int) -> list[tuple[float, float]]:
    """Return the seconds from each of so many saved words to the page and to the PDF."""
    project = shipped_project(folder, "full")
    owed = "deliverables:\n  - { kind: factsheet, editions: [screen, html], locales: en }\n"
    (project / "data" / "deliverables.yaml").write_text(owed, encoding="utf-8")
    page, pdf = (project / "out" / "en" / f"{SHEET}.{ending}" for ending in ("html", "pdf"))
    taken = []
    with _watching(project):
        for number in range(repeats + 1):
            before = _stamp(page), _stamp(pdf)
            change_passage(project, f"{number + 2} professionals who work for the national hotline")
            begun = perf_counter()
            each = [_until_other(file, stamp) - begun for file, stamp in zip((page, pdf), before, strict=True)]
            taken.append((each[0], each[1]))
            sleep(0.3)  # the manifest is written, and the watcher waits again
    return taken[1:]  # the first word finds nothing kept


@contextmanager
def _watching(project: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "factsheet_builder", "watch"]
    with Popen(command, cwd=project, stdout=DEVNULL, stderr=PIPE, text=True) as process:
        try:
            for line in process.stderr or ():
                if line.startswith("watching"):
                    break
            else:
                raise RuntimeError("the watcher ended")
            sleep(1)
            yield
        finally:
            process.send_signal(signal.SIGTERM)


def _stamp(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_ino


def _until_other(file: Path, before: tuple[int, int]) -> float:
    """Return when a file is another one."""
    end = perf_counter() + _PATIENCE_S
    while _stamp(file) == before:
        if perf_counter() > end:
            raise RuntimeError(f"{file} was not made again")
        sleep(_POLL_S)
    return perf_counter()


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="factsheet-bench-") as folder:
        taken = saved_words(Path(folder) / "watched", int(sys.argv[1]))
    sys.stdout.write(json.dumps({"pages_s": [page for page, _ in taken], "pdfs_s": [pdf for _, pdf in taken]}))


if __name__ == "__main__":
    main()
