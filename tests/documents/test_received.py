"""What a Party sent after adoption is shown as received, apart from what corrects a list, and where it has room."""

from datetime import date

from factsheet_builder.content.updates import Update, with_updates
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.selection import select
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.document_view import DocumentView, GlanceView
from factsheet_builder.views.spans import plain
from tests.documents.versions import content, flags, party


def version_with(*updates: tuple[str, str, str], code: str) -> DocumentView:
    """Return the full version for a Party with updates: recommendation, Party and words."""
    sheet = with_updates(content().sheet, [received(*update) for update in updates])
    common, owner = content().common, party(code)
    chosen = Version(owner, select(sheet, owner, common.rules.profiles["full"], common.register))
    return tailor(sheet, common.register, common.publication, Localiser("en"), chosen)


def received(recommendation: str, code: str, text: str) -> Update:
    values = {"factsheet": content().sheet.id, "received": date(2026, 11, 2), "text": text}
    return Update(id=f"{recommendation}-{code}".lower(), recommendation=recommendation, party=code, **values)


def page(view: DocumentView) -> GlanceView:
    assert isinstance(view.glance, GlanceView)
    return view.glance


def test_received_information_is_no_correction() -> None:
    view = version_with(("VI-1", "MDA", "New law."), ("VI-3", "MDA", "New procedure."), code="MDA")
    assert flags(view) == {
        "VI-1": "addressed to the Republic of Moldova; information received after adoption, see note 5",
        "VI-3": "addressed to the Republic of Moldova; corrected after adoption, see note 9; "
        "information received after adoption, see note 10",
    }
    said = [(plain(quote.lead), plain(quote.spans)) for quote in page(view).updates]
    assert said[1:] == [
        ("VI-1 (note 5). Information received from the Republic of Moldova on 2 November 2026:", "New law."),
        ("VI-3 (note 10). Information received from the Republic of Moldova on 2 November 2026:", "New procedure."),
    ]
    assert {row.id: row.addressed for row in page(view).rows}["VI-3"] == "named; see notes 9 and 10"


def test_it_is_shown_at_a_glance_to_its_party_alone() -> None:
    other = version_with(("VI-1", "MDA", "New law."), code="MLT")
    assert page(other).updates == ()
    assert "received" not in " ".join(flags(other).values())


def test_an_open_recommendation_can_be_answered() -> None:
    view = version_with(("VI-4", "TUN", "New law."), code="TUN")
    assert {row.id: row.addressed for row in page(view).rows}["VI-4"].endswith("”; names no Party; see note 10")
    assert [plain(quote.spans) for quote in page(view).updates] == ["New law."]
    assert flags(view) == {}
