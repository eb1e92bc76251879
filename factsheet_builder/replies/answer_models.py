"""What a Party answers, as typed values; nothing here reads a PDF, so that whoever shows answers need not load what does."""

import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from factsheet_builder.content.fields import Identifier, Model, PartyCode
from factsheet_builder.content.parties import Language
from factsheet_builder.replies.reply_names import Status

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Answer(Model):
    """What a Party answers on one recommendation; empty where it wrote nothing."""

    recommendation: Identifier
    status: Status = Status.NOT_ANSWERED
    measures: str = ""
    """In the Party's words, lines divided by line feeds."""
    date: datetime.date | None = None
    """Day of the measures."""
    date_as_written: str = ""
    """What stands in the field of the date where it is no date."""
    reference: str = ""
    contact_name: str = ""
    """In forms that ask for a contact beside each recommendation; so the address."""
    contact_email: str = ""

    @property
    def is_untouched(self) -> bool:
        """Whether the Party has filled nothing in."""
        return self == Answer(recommendation=self.recommendation)


class Reply(Model):
    """The answers of one form, in the order of the names of the recommendations."""

    factsheet: Identifier
    edition: datetime.date
    """Day of adoption of the text that is answered."""
    party: PartyCode
    locale: Language
    answers: tuple[Answer, ...] = ()
    remarks: str = ""
    """On all of it."""
    contact_name: str = ""
    contact_email: str = ""

    @property
    def is_untouched(self) -> bool:
        """Whether the Party has filled nothing in."""
        return not (self.remarks or self.contact_name or self.contact_email) and all(
            answer.is_untouched for answer in self.answers
        )


class Replies(Model):
    """What one file holds: the reply of each form in it, in the order of factsheet, edition, Party and locale."""

    file: str
    sha256: Sha256
    """Of the file as it was received."""
    replies: tuple[Reply, ...] = Field(min_length=1)
