"""What a peer is given: a folder with the HTML of each part, the same in one file, and the same views as JSON."""

import json
from dataclasses import dataclass
from pathlib import Path

STYLE = "style.css"


@dataclass(frozen=True, slots=True)
class Task:
    """One file that a peer makes; paths are absolute."""

    name: str
    parts: tuple[Path, ...]
    """The HTML of its parts, in the order of their pages."""
    html: Path
    """The same in one file."""
    data: Path
    """The views that the HTML was made from."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all peers are given: the files to make, the stylesheet, the folder of the fonts."""

    tasks: tuple[Task, ...]
    style: Path
    fonts: Path


def read_job(folder: Path) -> Job:
    """Return the job that ``matrix.prepare`` wrote into ``folder``."""
    written = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    tasks = tuple(
        Task(name, tuple(folder / part for part in parts), folder / f"{name}.html", folder / f"{name}.json")
        for name, parts in written["tasks"].items()
    )
    return Job(tasks, folder / STYLE, Path(written["fonts"]))
