"""Typst setting the same views by a template of its own, tagged as PDF/UA-1: a process for each file, or warm compilers.

A process for each file is a bare interpreter that calls the compiler once; a warm compiler keeps fonts, template and
what it memoised, one for each job.
"""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import typst

from tests.benchmarks.peers.job import Job, Task

_TEMPLATE = Path(__file__).parent / "document.typ"
_ONE_FILE = """
import sys
import typst
template, fonts, data, out = sys.argv[1:]
typst.compile(template, out, root="/", font_paths=[fonts], ignore_system_fonts=True, sys_inputs={"data": data},
              pdf_standards="ua-1", timestamp=0)
"""


def make_each(job: Job, out: Path, jobs: int) -> None:
    """Make every file with a process of its own, ``jobs`` at a time."""

    def make(task: Task) -> None:
        files = [str(_TEMPLATE), str(job.fonts), str(task.data), str(out / f"{task.name}.pdf")]
        subprocess.run([sys.executable, "-c", _ONE_FILE, *files], check=True, timeout=120)

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(make, job.tasks))


def make_warm(job: Job, out: Path, jobs: int) -> None:
    """Make every file with ``jobs`` compilers that stay warm."""
    chunks = [(job.tasks[number::jobs], job.fonts, out) for number in range(jobs)]
    # Never forked from a process that has set with Typst: its threads would be missing in the child, which waits for them.
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver")) as pool:
        list(pool.map(_make_some, chunks))


def _make_some(chunk: tuple[tuple[Task, ...], Path, Path]) -> None:
    tasks, fonts, out = chunk
    compiler: Any = typst.Compiler(str(_TEMPLATE), root="/", font_paths=[str(fonts)], ignore_system_fonts=True)
    for task in tasks:
        file = str(out / f"{task.name}.pdf")
        inputs = {"data": str(task.data)}
        compiler.compile(output=file, sys_inputs=inputs, pdf_standards="ua-1", timestamp=0)
