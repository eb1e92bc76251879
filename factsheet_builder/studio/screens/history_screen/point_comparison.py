"""Two points of the history -> what changed between them, worded, with what can be restored; for another process.

It is the comparison of ``factsheet diff``, of the content as it stood at each point, and its page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from factsheet_builder.changes.change_findings import Change, Finding, Group, RenameFact
from factsheet_builder.changes.change_wording import Wording
from factsheet_builder.changes.compared_contents import Compared, compare_contents
from factsheet_builder.changes.document import anchor, change_document, title_of
from factsheet_builder.changes.history.commits import at
from factsheet_builder.changes.history.past_passages import Restoration, restore_passage
from factsheet_builder.content.reading.reader import read_factsheet, read_publication, read_register
from factsheet_builder.errors import FactsheetError
from factsheet_builder.languages.labels import words_of
from factsheet_builder.languages.locales import read_localiser
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import SOURCE_LOCALE, Project
from factsheet_builder.studio.screens.history_screen.compared_points import ChangedPassage, ChangedSheet, Points
from factsheet_builder.studio.screens.history_screen.passage_restoring import digest_of_places

_MOST_RESTORED: Final = 300
"""Passages that are tried for restoring in one comparison."""
_NOT_ALONE: Final = frozenset({"factsheet", "data-table", "data-row"})
"""Kinds of what is compared that are no passages of a factsheet's file."""


def compare_points(project: Project, points: Points, language: str) -> tuple[ChangedSheet, ...]:
    """Return what changed, in words of ``language`` where the project has it, otherwise in English.

    Raises:
        UsageError, ContentError, SurroundingsError: a point cannot be read.
    """
    with _both(project, points) as (past, newer):
        compared = _compared(project, past, newer, points)
        wording = _wording(project, compared, language)
        tried = iter(range(_MOST_RESTORED))
        return tuple(
            ChangedSheet(
                title_of(group, wording.localiser),
                tuple(
                    _changed(group, finding, wording, past, project, is_tried=next(tried, None) is not None)
                    for finding in group.findings
                ),
            )
            for group in compared.comparison.groups
            if group.findings
        )


def page_of_points(project: Project, points: Points, language: str) -> str:
    """Return what changed as one page with nothing beside it; raises as ``compare_points``."""
    # The typesetter takes a second to load, so only those who ask for the page wait for it.
    from factsheet_builder.changes.delivery import change_page

    with _both(project, points) as (past, newer):
        compared = _compared(project, past, newer, points)
    author = compared.publication.author if compared.publication else ""
    return change_page(change_document(compared.comparison, _wording(project, compared, language), author), project)


@contextmanager
def _both(project: Project, points: Points) -> Iterator[tuple[Project, Project]]:
    with at(project, points.old) as past, at(project, points.new) as newer:
        yield past, newer


def _compared(project: Project, past: Project, newer: Project, points: Points) -> Compared:
    return compare_contents(past.root, newer.root, project, (points.old_name, points.new_name))


def _wording(project: Project, compared: Compared, language: str) -> Wording:
    own = words_of(compared.publication) if compared.publication else {}
    return Wording(_localiser(project, language) or Localiser(SOURCE_LOCALE).with_words(own), compared.parties)


def _localiser(project: Project, language: str) -> Localiser | None:
    """Return how the project speaks the language; nothing where it does not, or where its catalogs have faults."""
    try:
        sheets = [read_factsheet(project, name).model for name in project.factsheet_names()]
        register, publication = read_register(project).model, read_publication(project).model
        return read_localiser(project, language, sheets, register, publication)
    except FactsheetError:
        return None


def _changed(
    group: Group, finding: Finding, wording: Wording, past: Project, project: Project, *, is_tried: bool
) -> ChangedPassage:
    was = next((fact.old for fact in finding.facts if isinstance(fact, RenameFact)), "")
    if was and finding.passage.startswith("note."):
        was = f"note.{was}"
    can_be = is_tried and finding.kind not in _NOT_ALONE and finding.change in {Change.CHANGED, Change.REMOVED}
    seen = _seen(past, project, group, finding, was) if can_be and group.name in project.factsheet_names() else ""
    return ChangedPassage(wording.view(finding, anchor(group, finding)), group.name, finding.passage, was, seen)


def _seen(past: Project, project: Project, group: Group, finding: Finding, was: str) -> str:
    """Return the digest of what a restoration would replace; nothing where there is none."""
    try:
        return _digest_now(project, restore_passage(past, project, group.name, finding.passage, was))
    except FactsheetError:
        return ""


def _digest_now(project: Project, restoration: Restoration) -> str:
    """Return the digest of what stands now where something is to be restored; nothing where nothing is."""
    if not restoration.steps:
        return ""
    text = (project.root / restoration.file).read_bytes().decode("utf-8", "replace")
    return digest_of_places(text, restoration)
