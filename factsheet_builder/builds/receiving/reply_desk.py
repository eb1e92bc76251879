"""A filled reply form × the project -> its answers with every problem, and an accepted answer as a file of the content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from factsheet_builder.builds.inputs import load_common, load_content
from factsheet_builder.content.checks.update_checks import check_update
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.updates import Update
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity
from factsheet_builder.project import Project
from factsheet_builder.replies.acceptance import accept, concerns, record, refuse_taken_name
from factsheet_builder.replies.answer_models import Replies
from factsheet_builder.replies.answers import read_replies
from factsheet_builder.replies.reply_checks import check_replies


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer that was accepted: the update, its file, and what is doubtful about the answer all the same."""

    update: Update
    file: Path
    doubts: tuple[Diagnostic, ...]


def read_reply(project: Project, pdf: bytes, name: str) -> tuple[Replies, tuple[Diagnostic, ...]]:
    """Return the replies in a file, which messages call ``name``, with every problem of theirs.

    Raises:
        RefusedError: it is no file with a reply form that can be read.
        ContentError, SurroundingsError: the content cannot be read.
    """
    replies, doubts = read_replies(pdf, name)
    return replies, (*doubts, *judge_replies(project, replies))


def judge_replies(project: Project, replies: Replies) -> tuple[Diagnostic, ...]:
    """Return what the content as it is now has to say of replies that were read; raises as ``read_reply``."""
    sheets: dict[str, Factsheet] = {name: load_content(project, name).sheet for name in project.factsheet_names()}
    return tuple(check_replies(replies, sheets, load_common(project).register))


def accept_answer(
    project: Project,
    replies: Replies,
    problems: Sequence[Diagnostic],
    recommendation: str,
    received: date,
    *,
    text: str = "",
    name: str = "",
) -> Accepted:
    """Make the answer on ``recommendation`` an update of the content, in a file of its own.

    ``problems`` are those that the file was read with; ``text`` and ``name`` as ``acceptance.accept`` has them.

    Raises:
        UsageError: the file has no answer on it, or several, or no words to print, or the name is taken.
        ContentError: an error concerns the answer, or the update does not fit the content.
        SurroundingsError: the file cannot be written.
    """
    update, doubts = answer_to_record(project, replies, problems, recommendation, received, text=text, name=name)
    return Accepted(update, record(project, update), doubts)


def answer_to_record(
    project: Project,
    replies: Replies,
    problems: Sequence[Diagnostic],
    recommendation: str,
    received: date,
    *,
    text: str = "",
    name: str = "",
) -> tuple[Update, tuple[Diagnostic, ...]]:
    """Return the update that ``accept_answer`` writes, and what is doubtful about the answer; raises the same."""
    update = accept(replies, recommendation, received, text=text, name=name)
    refuse_taken_name(project, update)
    concerning = tuple(problem for problem in problems if concerns(problem, update.party, recommendation))
    if any(problem.severity is Severity.ERROR for problem in concerning):
        raise ContentError(concerning)
    content = load_content(project, update.factsheet)
    place = Place(replies.file, passage=f"{update.party} {recommendation}")
    if found := [
        *check_update(update, lambda _: place, content.sheet, content.common.register, project.factsheet_names())
    ]:
        raise ContentError(found)
    return update, concerning
