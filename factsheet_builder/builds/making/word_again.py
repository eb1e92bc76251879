"""A Word file that comes back × the project -> the same file, made of the content as it is now."""

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.content.reading.reader import read_factsheet
from factsheet_builder.errors import UsageError
from factsheet_builder.importing.renewing.delivered_words import Delivered
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.word.word_maker import WordMaker


def made_of(deliverable: Deliverable) -> Delivered:
    """Return what the file of a deliverable says of itself."""
    return Delivered(deliverable.factsheet, deliverable.locale, deliverable.party, deliverable.profile)


def make_again(project: Project, came: Delivered) -> bytes:
    """Return the file that came back, as it would be made now.

    Raises:
        UsageError: it is a translation.
        ContentError: the content is not valid.
        RefusedError: the file would not hold what it owes.
    """
    language = read_factsheet(project, came.factsheet).model.language
    if came.locale != language:
        what = f"The file is in the language {came.locale}, the content in {language}."
        remedy = "Import the file in the language of the content; what it says is translated then."
        raise UsageError.of("language", what, remedy)
    kind = Kind.TAILORED if came.party else Kind.FACTSHEET
    deliverable = Deliverable(came.factsheet, came.locale, kind, came.party, came.profile, Edition.DOCX)
    made_from = Drafter(project).draft(deliverable).made_from
    assert isinstance(made_from, Sheet)  # noqa: S101 - it is no pack
    return WordMaker(project).make(made_from.view, made_from.settings.dated).data
