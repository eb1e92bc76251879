"""A filled reply form -> typed answers: what a Party says of each recommendation, found alone or inside a pack.

Nothing is judged by the current content here (see ``reply_checks``), and nothing that was written is lost: what is no
date is kept as it was written.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity
from factsheet_builder.replies.answer_models import Answer, Replies, Reply
from factsheet_builder.replies.reply_fields import FoundField, read_fields
from factsheet_builder.replies.reply_names import (
    CONTACT,
    GENERAL,
    FieldName,
    FormKey,
    Part,
    Status,
    find_name,
    is_of_a_reply,
)


def read_replies(pdf: bytes, name: str) -> tuple[Replies, tuple[Diagnostic, ...]]:
    """Return the replies in the file, which messages call ``name``, and what is doubtful about its fields.

    Raises:
        RefusedError: the file is encrypted, damaged, no PDF, or has no field of a reply form.
    """
    found = read_fields(pdf, name)
    forms = _forms(found.fields, name)
    read = tuple(forms[key].reply() for key in sorted(forms))
    problems = [problem for key in sorted(forms) for problem in forms[key].problems]
    if found.irregularity:
        what = f"The file is irregular but can be read ({found.irregularity[:160].rstrip('.')})."
        remedy = "Compare the answers with what a reader shows."
        problems.append(Diagnostic(Severity.WARNING, "reply-irregular", what, remedy, Place(name)))
    return Replies(file=name, sha256=hashlib.sha256(pdf).hexdigest(), replies=read), tuple(problems)


def _forms(fields: tuple[FoundField, ...], file: str) -> dict[FormKey, "_Form"]:
    forms: dict[FormKey, _Form] = {}
    for found in fields:
        if name := find_name(found.name):
            forms.setdefault(name.form, _Form(name.form, file)).add(name, found)
    if forms:
        return forms
    place = Place(file)
    if any(is_of_a_reply(found.name) for found in fields):
        what = "The form is of a version that this builder does not know."
        raise RefusedError.of("reply-version", what, "Use the builder that made it, or a newer one.", place)
    if fields:
        what = "The file has a form, but it is no reply form of this builder."
        raise RefusedError.of("reply-foreign", what, "Ask for the reply form.", place)
    what = "The file has no form: it was never one, or its fields were lost, for example by printing it to a PDF."
    raise RefusedError.of("reply-no-form", what, "Ask for the file as it was saved in the reader.", place)


_DEFAULTS: Final = {"", Status.NOT_ANSWERED}


@dataclass(slots=True)
class _Form:
    """The values of one form while its fields come in; a form that stands twice in a file is one form."""

    key: FormKey
    file: str
    values: dict[tuple[str, Part], str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def add(self, name: FieldName, found: FoundField) -> None:
        place = (name.recommendation, name.part)
        value, other = (_chosen(text, name.part, found.labels) for text in (found.value, found.other_value))
        before = self.values.get(place, "")
        if other and other != value:
            self.doubt(*place, "shows another value than it keeps", "Compare with the file; the one kept is read.")
        if before not in _DEFAULTS and value not in _DEFAULTS and value != before:
            self.doubt(*place, "stands twice in the file, with two values", "Ask which one counts; the first is read.")
        if before in _DEFAULTS:
            self.values[place] = value if value not in _DEFAULTS else before or value

    def doubt(self, recommendation: str, part: Part, what: str, remedy: str, code: str = "reply-two-values") -> None:
        place = Place(self.file, passage=f"{self.key.party} {recommendation} {part}")
        self.problems.append(Diagnostic(Severity.ERROR, code, f"The field {what}.", remedy, place))

    def reply(self) -> Reply:
        named = sorted({recommendation for recommendation, _ in self.values} - {GENERAL})
        is_older = any((name, part) in self.values for name in named for part in CONTACT)
        for part in CONTACT if not is_older else ():
            if (GENERAL, part) not in self.values:
                self.doubt(GENERAL, part, "is not in the file any more", "Ask for the form again.", "reply-field-lost")
        return Reply(
            factsheet=self.key.factsheet,
            edition=self.key.edition,
            party=self.key.party,
            locale=self.key.locale,
            answers=tuple(map(self.answer, named)),
            remarks=self.values.get((GENERAL, Part.REMARKS), ""),
            contact_name=self.values.get((GENERAL, Part.CONTACT_NAME), ""),
            contact_email=self.values.get((GENERAL, Part.CONTACT_EMAIL), "").strip(),
        )

    def answer(self, recommendation: str) -> Answer:
        given = {part: self.values.get((recommendation, part), "") for part in Part}
        for part in self.lost(recommendation):
            self.doubt(
                recommendation, part, "is not in the file any more", "Ask for the form again.", "reply-field-lost"
            )
        status, day = given[Part.STATUS], _day(given[Part.DATE])
        if status and status not in set(Status):
            self.doubt(recommendation, Part.STATUS, f"has “{status}”, which is no choice", "Ask again.", "reply-status")
        return Answer(
            recommendation=recommendation,
            status=Status(status) if status in set(Status) else Status.NOT_ANSWERED,
            measures=given[Part.MEASURES],
            date=day,
            date_as_written="" if day else given[Part.DATE],
            reference=given[Part.REFERENCE],
            contact_name=given[Part.CONTACT_NAME],
            contact_email=given[Part.CONTACT_EMAIL].strip(),
        )

    def lost(self, recommendation: str) -> Iterator[Part]:
        owed = (part for part in Part if part is not Part.REMARKS and part not in CONTACT)
        return (part for part in owed if (recommendation, part) not in self.values)


def _chosen(value: str, part: Part, labels: tuple[tuple[str, str], ...]) -> str:
    """Return the value of a choice: some programs write its label instead."""
    return dict(labels).get(value, value) if part is Part.STATUS else value


def _day(text: str) -> datetime.date | None:
    """Return the day that is written as ISO 8601 has it, year-month-day with hyphens."""
    try:
        return datetime.date.fromisoformat(text.strip()) if len(text.strip()) == len("2022-03-10") else None
    except ValueError:
        return None
