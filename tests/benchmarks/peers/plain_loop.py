"""The plain loop: WeasyPrint as its documentation calls it, every document from scratch, tagged, in several processes.

A pack is its parts rendered one after the other and written as one file (``Document.copy``). The notes stand where the
engine puts them in its first and only pass, and nothing that was made is looked at again.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from tests.benchmarks.peers.job import Job, Task


def make_all(job: Job, out: Path, jobs: int) -> None:
    """Make every file of ``job`` into ``out`` in ``jobs`` processes."""
    chunks = [(job.tasks[number::jobs], job.style, out) for number in range(jobs)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        list(pool.map(_make_some, chunks))


def _make_some(chunk: tuple[Sequence[Task], Path, Path]) -> None:
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    tasks, style, out = chunk
    for task in tasks:
        fonts = FontConfiguration()
        sheets = [CSS(filename=style, font_config=fonts)]
        rendered = [
            HTML(filename=part).render(font_config=fonts, stylesheets=sheets, pdf_variant="pdf/ua-1", pdf_forms=True)
            for part in task.parts
        ]
        pages = [page for document in rendered for page in document.pages]
        rendered[0].copy(pages).write_pdf(out / f"{task.name}.pdf", pdf_variant="pdf/ua-1")
