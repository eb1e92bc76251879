"""An answer of a reply that the secretariat accepts -> an update of the content, in a file of its own.

What a Party wrote is untrusted: it is kept as text and printed as it stands, never as marks. A file that is there is
never written over.
"""

import os
import tempfile
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from factsheet_builder.content.findings import suggest
from factsheet_builder.content.reading.reader import read_updates
from factsheet_builder.content.reading.shape_problems import problem_in_words
from factsheet_builder.content.reading.yaml_source import write_yaml
from factsheet_builder.content.updates import MAX_LENGTH, Update
from factsheet_builder.errors import ContentError, Diagnostic, Place, SurroundingsError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.replies.answer_models import Answer, Replies, Reply

_HEAD = """\
# yaml-language-server: $schema=../schemas/update.schema.json
#
# Information received from a Party after adoption. It is printed as a note, with its date, as the Party's words.

"""


def accept(replies: Replies, recommendation: str, received: date, *, text: str = "", name: str = "") -> Update:
    """Return the update that the answer on ``recommendation`` becomes.

    ``text`` are the words to print, by default the measures of the answer; ``name`` is the update's, by default made of
    recommendation, Party and day.

    Raises:
        UsageError: the file has no answer on it, or several, or no words to print.
        ContentError: the words cannot be printed, or are more than a note can hold.
    """
    reply, answer = _chosen(replies, recommendation)
    words = (text or answer.measures).strip()
    if not words:
        what = f"The answer on {recommendation} describes no measures."
        raise UsageError.of(
            "reply-no-text", what, "Say in words of your own what was received (--text).", Place(replies.file)
        )
    if len(words) > MAX_LENGTH:
        what = f"The words received have {len(words):,} characters; a note holds {MAX_LENGTH:,}."
        raise ContentError.of(
            "update-too-long", what, "Say it shorter, in words of your own (--text).", Place(replies.file)
        )
    values = {
        "id": name or f"{recommendation}-{reply.party}-{received}".lower(),
        "factsheet": reply.factsheet,
        "recommendation": recommendation,
        "party": reply.party,
        "received": received,
        "text": words,
        "source_sha256": replies.sha256,
    }
    try:
        return Update.model_validate(values)
    except ValidationError as error:
        place = Place(replies.file, passage=recommendation)
        raise ContentError(problem_in_words(e, Update, place) for e in error.errors(include_url=False)) from None


def _chosen(replies: Replies, recommendation: str) -> tuple[Reply, Answer]:
    """Return the one answer on the recommendation, and its reply; where there are several, the one that is filled in."""
    found = [(reply, answer) for reply in replies.replies for answer in reply.answers]
    found = [pair for pair in found if pair[1].recommendation == recommendation]
    filled = [pair for pair in found if not pair[1].is_untouched] or found
    if not found:
        known = sorted({answer.recommendation for reply in replies.replies for answer in reply.answers})
        what = f"The file has no answer on “{recommendation}”."
        raise UsageError.of("reply-no-answer", what, f"It has: {', '.join(known) or 'none'}.", Place(replies.file))
    if len(filled) > 1:
        what = f"The file has {len(filled)} answers on {recommendation}."
        raise UsageError.of("reply-many-answers", what, "Accept from a file with one form.", Place(replies.file))
    return filled[0]


def refuse_taken_name(project: Project, update: Update) -> None:
    """Refuse an update whose name is taken.

    Raises:
        UsageError: there is an update of that name.
    """
    if (target := project.data / "updates" / f"{update.id}.yaml").exists():
        what = f"There is an update “{update.id}” already."
        place = Place(project.relative(target))
        raise UsageError.of("exists", what, "Choose another name with --id, or edit the file.", place)


def record(project: Project, update: Update) -> Path:
    """Write the update to ``data/updates``, into a file named after its id, and return the file.

    Raises:
        UsageError: there is an update of that name.
        SurroundingsError: the file cannot be written.
    """
    refuse_taken_name(project, update)
    folder = project.data / "updates"
    target = folder / f"{update.id}.yaml"
    text = _HEAD + write_yaml(update.model_dump(mode="json", exclude_none=True))
    try:
        folder.mkdir(exist_ok=True)
        # Beside its place first: one that is killed here leaves no half of an update, which would be content.
        with tempfile.NamedTemporaryFile(dir=folder, prefix=f".{target.name}.", suffix=".part") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
            Path(stream.name).chmod(0o644)
            os.link(stream.name, target)  # never over one that is there
    except OSError as error:
        what = f"{target} cannot be written: {error.strerror}."
        raise SurroundingsError.of("cannot-write", what, "Check its folder.") from error
    return target


def withdraw(project: Project, name: str) -> Path:
    """Delete the update ``name``, which was accepted from a reply, and return the file that is gone.

    Raises:
        UsageError: there is no such update, or nobody accepted it from a reply: it was written by hand.
        ContentError: it cannot be read as an update.
        SurroundingsError: the file cannot be deleted.
    """
    accepted = {read.model.id: read for read in read_updates(project)}
    if name not in accepted:
        remedy = suggest(name, accepted) or f"Updates: {', '.join(accepted) or 'none'}."
        raise UsageError.of("no-update", f"There is no update “{name}”.", remedy)
    target = project.data / "updates" / f"{name}.yaml"
    if not accepted[name].model.source_sha256:
        what = f"The update “{name}” was not accepted from a reply."
        raise UsageError.of("not-accepted", what, "Edit or delete its file.", Place(project.relative(target)))
    try:
        target.unlink()
    except OSError as error:
        what = f"{target} cannot be deleted: {error.strerror}."
        raise SurroundingsError.of("cannot-write", what, "Check its folder.") from error
    return target


def concerns(problem: Diagnostic, party: str, recommendation: str) -> bool:
    """Tell whether a problem is about the answer, its form or the file, and not about another answer."""
    passage = f"{problem.place.passage} "
    return passage in {" ", f"{party} "} or passage.startswith(f"{party} {recommendation} ")
