"""PDFs from anywhere and the content as it is -> what they hold and what is to be said of it; for a process that has limits.

What reads PDFs is loaded with this module, so the server's process asks for its functions by their names (``NAMES``).
"""

import hashlib
from datetime import date

from factsheet_builder.builds.inputs import load_common, load_content
from factsheet_builder.builds.receiving.reply_desk import answer_to_record, judge_replies
from factsheet_builder.content.addressing import ways_of
from factsheet_builder.content.models import NamedInSentence, Recommendation
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.prose import escape, parse_prose, plain_text
from factsheet_builder.content.reading.reader import read_updates
from factsheet_builder.content.updates import Update
from factsheet_builder.documents.block_wording.addressee_wording import names_of
from factsheet_builder.errors import Diagnostic, FactsheetError, RefusedError
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.replies.answer_models import Replies
from factsheet_builder.replies.answers import read_replies
from factsheet_builder.studio.screens.reply_screen.received_files import ReceivedFile, shown_name, unread
from factsheet_builder.studio.screens.reply_screen.reply_views import ReplyFacts


def read_received(data: bytes, sent_as: str) -> ReceivedFile:
    """Return what a file that somebody sent holds; one that cannot be read says why."""
    name = shown_name(sent_as)
    try:
        replies, doubts = read_replies(data, name)
    except RefusedError as error:
        return unread(data, sent_as, error.diagnostics)
    return ReceivedFile(hashlib.sha256(data).hexdigest(), name, replies, doubts)


def reply_facts(project: Project, files: tuple[Replies, ...]) -> ReplyFacts:
    """Return what the content says now of replies."""
    try:
        return _facts(project, files)
    except FactsheetError as error:
        nothing: tuple[tuple[Diagnostic, ...], ...] = tuple(() for _ in files)
        return ReplyFacts(project.source_locale, {}, {}, {}, (), nothing, error.diagnostics)


def _facts(project: Project, files: tuple[Replies, ...]) -> ReplyFacts:
    updates = tuple(read.model for read in read_updates(project))
    if not files and not updates:  # the content need not be read to say so
        return ReplyFacts(project.source_locale, {}, {}, {}, (), ())
    localiser = Localiser(project.source_locale)
    register = load_common(project).register
    sheets = [load_content(project, name).sheet for name in project.factsheet_names()]
    return ReplyFacts(
        project.source_locale,
        {code: str(localiser.party_name(party)) for code, party in register.by_code.items()},
        {sheet.id: sheet.short_title for sheet in sheets},
        {
            (sheet.id, block.id): asked_in(block, register, localiser)
            for sheet in sheets
            for _, block in blocks_of(sheet)
            if isinstance(block, Recommendation)
        },
        updates,
        tuple(judge_replies(project, replies) for replies in files),
    )


def asked_in(block: Recommendation, register: Register, localiser: Localiser) -> str:
    """Return the words of a recommendation, with the names of the Parties that its sentence has."""
    named = {code for way in ways_of(block) if isinstance(way, NamedInSentence) for code in way.parties}
    names = escape(names_of(sorted(named), register, localiser))
    return plain_text(parse_prose(block.text.replace("{addressees}", names)))


def update_of(
    project: Project, replies: Replies, doubts: tuple[Diagnostic, ...], recommendation: str, received: date, text: str
) -> Update:
    """Return the update that an answer becomes, judged by the content as it is now; raises as ``answer_to_record``."""
    problems = (*doubts, *judge_replies(project, replies))
    return answer_to_record(project, replies, problems, recommendation, received, text=text)[0]
