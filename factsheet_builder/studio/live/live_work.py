"""Project × unsaved texts × deliverable -> what a screen shows of it: the page, the PDF in pictures, the problems.

These functions are done by the processes of a ``workshop``, each of which keeps its copy of the project (``shadow``) and what
an edit leaves as it was. What is shown is made by what makes what is delivered; nothing is written but into that copy.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.making.standing_maker import StandingMaker
from factsheet_builder.builds.project_checks import check_everything
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.pdf.reading.page_images import page_images
from factsheet_builder.studio.live.live_values import Bench, Page, Printed
from factsheet_builder.studio.live.shadow import Drafts, Shadow
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.web.page_anchors import anchors_of

DPI: Final = 100
"""Of pictures of pages: an A4 page is 827 pixels wide."""
_WAY_OUT: Final = re.compile(r'(<a\b[^>]*?)\shref="(?!#)[^"]*"')
_BESIDE: Final = re.compile(r'\s*<link rel="(?:alternate|next|prev)"[^>]*>')


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a process keeps for a project."""

    shadow: Shadow
    maker: StandingMaker


@lru_cache(maxsize=2)
def _kept(bench: Bench) -> _Kept:
    folder = bench.folder / str(os.getpid())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shadow = Shadow(bench.project, folder)
    return _Kept(shadow, StandingMaker(shadow.copy, bench.cache, limits=bench.limits))


def live_page(bench: Bench, deliverable: Deliverable, drafts: Drafts) -> Page:
    """Return the page of a text with ``drafts`` in place of files.

    Raises:
        FactsheetError: as ``StandingMaker.make`` and ``Shadow.follow``.
    """
    with _at_work(bench, drafts) as kept:
        wanted = replace(deliverable, edition=Edition.HTML)
        made = kept.maker.make(wanted)
        html = _BESIDE.sub("", _WAY_OUT.sub(r"\1", made.pdf.decode()))
        anchors = anchors_of(kept.maker.passages(wanted), html)
        return Page(html.encode(), anchors, made.diagnostics, datetime.now().astimezone())


def live_pdf(bench: Bench, deliverable: Deliverable, drafts: Drafts) -> Printed:
    """Return the PDF of a text, with ``drafts`` in place of files, and pictures of its pages; raises as ``live_page``."""
    with _at_work(bench, drafts) as kept:
        made = kept.maker.make(deliverable)
        pages = kept.maker.places(deliverable)
        names = "".join(f' id="{name}"' for name in pages)
        anchors = anchors_of(kept.maker.passages(deliverable), names)
        places = {passage: pages[anchor] for passage, anchor in anchors.items()}
        pictures = page_images(made.pdf, DPI)
        return Printed(made.pdf, pictures, places, made.diagnostics, datetime.now().astimezone())


def live_problems(bench: Bench, drafts: Drafts) -> tuple[Diagnostic, ...]:
    """Return all that the command ``check`` would say of the project with ``drafts`` in place of files, each once."""
    try:
        with _at_work(bench, drafts) as kept:
            found = [problem for checked in check_everything(kept.shadow.copy) for problem in checked.found]
            return tuple(dict.fromkeys(found))
    except FactsheetError as error:
        return error.diagnostics


@contextmanager
def _at_work(bench: Bench, drafts: Drafts) -> Iterator[_Kept]:
    """Give what is kept for a project, brought up to date; problems name the project's files and not the copy's."""
    kept = _kept(bench)
    try:
        kept.shadow.follow(drafts)
        yield kept
    except FactsheetError as error:
        copy, original = str(kept.shadow.folder), str(bench.project.root)
        raise type(error)(elsewhere(problem, copy, original) for problem in error.diagnostics) from None


def elsewhere(problem: Diagnostic, copy: str, original: str) -> Diagnostic:
    """Return a problem of a copy as one of the original."""
    file = replace(problem.place, file=problem.place.file.replace(copy, original))
    what, remedy = (words.replace(copy, original) for words in (problem.what, problem.remedy))
    return replace(problem, what=what, remedy=remedy, place=file)
