"""Replies × current content -> every problem: what is unknown, older, missing, or not written as it must be.

Errors are things that nobody should act on; warnings are things to ask about.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from factsheet_builder.characters import find_deceiving
from factsheet_builder.content.findings import suggest
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.replies.answer_models import Answer, Replies, Reply
from factsheet_builder.replies.reply_form import asked_of
from factsheet_builder.replies.reply_names import Status

_EMAIL: Final = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]{2,}")


def check_replies(replies: Replies, sheets: Mapping[str, Factsheet], register: Register) -> list[Diagnostic]:
    """Return every problem of the replies, judged by the current factsheets (by name) and the register."""
    return [problem for reply in replies.replies for problem in _reply(replies.file, reply, sheets, register)]


def _reply(file: str, reply: Reply, sheets: Mapping[str, Factsheet], register: Register) -> Iterator[Diagnostic]:
    place = Place(file, passage=reply.party)
    if reply.party not in register.by_code:
        remedy = suggest(reply.party, register.by_code) or "Correct the register, or ask who replied."
        yield _error("reply-party", f"“{reply.party}” is no Party of the register.", remedy, place)
    sheet = sheets.get(reply.factsheet)
    if sheet is None:
        remedy = suggest(reply.factsheet, sheets) or "Read it in the project that made the form."
        yield _error("reply-factsheet", f"There is no factsheet “{reply.factsheet}”.", remedy, place)
        return
    yield from _edition(reply, sheet, place)
    yield from _recommendations(reply, sheet, register, place)
    if reply.is_untouched:
        yield _warning("reply-untouched", "Nothing has been filled in.", "Ask whether the right file was sent.", place)
    yield from _characters(reply.model_dump(include=_IN_WORDS), place)
    yield from _email(reply.contact_email, place)
    for answer in reply.answers:
        there = Place(file, passage=f"{reply.party} {answer.recommendation}")
        yield from _characters(answer.model_dump(include=_IN_WORDS), there)
        yield from _answer(answer, sheet, there)


def _edition(reply: Reply, sheet: Factsheet, place: Place) -> Iterator[Diagnostic]:
    current = sheet.round.adopted
    if reply.edition < current:
        what = (
            f"The form is of an older edition: it answers the text of {reply.edition}, the current one is of {current}."
        )
        yield _warning("reply-older-edition", what, "Check that each recommendation still says the same.", place)
    elif reply.edition > current:
        what = (
            f"The form answers an edition of {reply.edition}, which is not known here: the current one is of {current}."
        )
        yield _error("reply-edition", what, "Read it in the project that made the form.", place)


def _recommendations(reply: Reply, sheet: Factsheet, register: Register, place: Place) -> Iterator[Diagnostic]:
    """Yield what is answered and was not asked, and what was asked and is not in the file."""
    known = [block.id for _, block in blocks_of(sheet) if block.kind == "recommendation"]
    asked = [block.id for block in asked_of(sheet, reply.party, register)]
    answered = [answer.recommendation for answer in reply.answers]
    for name in answered:
        if name not in known:
            remedy = suggest(name, known) or f"Recommendations: {', '.join(known)}."
            yield _error("reply-recommendation", f"There is no recommendation “{name}”.", remedy, place)
        elif name not in asked:
            what = f"{name} names other Parties and is not open, so it was not asked."
            yield _error("reply-not-asked", what, "Ask whose reply this is.", place)
    for name in asked:
        if name not in answered:
            what = f"The file has no fields for {name}, on which {reply.party} is asked."
            yield _warning("reply-incomplete", what, "Send the current form, or ask for the missing page.", place)
    if not reply.is_untouched:
        for answer in reply.answers:
            if answer.is_untouched:
                what = f"{answer.recommendation} is not answered."
                there = Place(place.file, passage=f"{reply.party} {answer.recommendation}")
                yield _warning("reply-unanswered", what, "Ask whether there is something to report.", there)


_IN_WORDS: Final = {"remarks", "measures", "date_as_written", "reference", "contact_name", "contact_email"}
"""Fields in which a Party writes what it wants."""


def _characters(fields: Mapping[str, str], place: Place) -> Iterator[Diagnostic]:
    for name, words in fields.items():
        if found := find_deceiving(words):
            what = (
                f"The field {name.replace('_', ' ')} has {', '.join(found)}, which hides words or changes their order."
            )
            yield _error("reply-characters", what, "Ask what is meant; nothing of this field is printed.", place)


def _email(address: str, place: Place) -> Iterator[Diagnostic]:
    if address and not _EMAIL.fullmatch(address):
        what = f"“{address[:60]}” is no e-mail address."
        yield _warning("reply-email", what, "Ask for one address, as in name@example.org.", place)


def _answer(answer: Answer, sheet: Factsheet, place: Place) -> Iterator[Diagnostic]:
    if answer.date_as_written:
        what = f"“{answer.date_as_written[:60]}” is no date."
        yield _warning("reply-date", what, "Dates are written year-month-day, as in 2022-03-10.", place)
    elif answer.date and answer.date < sheet.round.adopted:
        what = f"The measures are dated {answer.date}, before the adoption on {sheet.round.adopted}."
        yield _warning("reply-date-early", what, "Ask whether the date is right.", place)
    yield from _email(answer.contact_email, place)
    if answer.measures and answer.status is Status.NOT_ANSWERED:
        what = "Measures are described, but the status is “not answered”."
        yield _warning("reply-status-missing", what, "Ask whether they are taken or planned.", place)
    if answer.status in {Status.TAKEN, Status.PLANNED} and not (answer.measures or answer.reference):
        what = "The status speaks of measures, but none is described."
        yield _warning("reply-measures-missing", what, "Ask which measures are meant.", place)


def _error(code: str, what: str, remedy: str, place: Place) -> Diagnostic:
    return Diagnostic(Severity.ERROR, code, what, remedy, place)


def _warning(code: str, what: str, remedy: str, place: Place) -> Diagnostic:
    return Diagnostic(Severity.WARNING, code, what, remedy, place)
