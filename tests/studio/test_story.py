"""One long story, as a person walks it: from a Word file to a pack, a reply, and a passage that is had back; then the files.

It is walked twice: with scripts, and without them, where a person follows a link instead of watching a number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
import pytest

from factsheet_builder.changes.history.saves import Save, saves
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.reading.reader import read_factsheet, read_updates
from factsheet_builder.languages.catalogs import parse_po
from factsheet_builder.project import Project
from tests.conftest import Run
from tests.importing.chapters import small_chapter
from tests.replies.reply_forms import changed, set_values
from tests.studio.conftest import Running, copy_of_shipped, run_studio
from tests.web.browsing import NEEDS_BROWSER

pytestmark = [pytest.mark.slow, NEEDS_BROWSER]

SHEET: Final = "sample-measures"
OLD_NOTE: Final = "A gloss that says a good deal more than a reference would say."
NEW_NOTE: Final = "A gloss that says much more than a reference would say."
REPLIED: Final = "Samples are counted every month."
ITEM: Final = "list-measures-one-kind.1"
FRENCH: Final = "des mesures d’une sorte ;"
MINUTES: Final = 240_000


@dataclass
class Walker:
    """A person before a window, who reads what the studio says."""

    page: Any
    studio: Running
    has_script: bool
    said: list[str]
    """What the console said."""

    def listen(self, said: Any) -> None:
        self.said.append(str(said))

    def to(self, screen: str) -> None:
        """Go to a screen by the menu."""
        self.page.get_by_role("navigation", name="Screens").get_by_role("link", name=screen, exact=True).click()
        self.page.get_by_role("heading", level=1).wait_for()

    def press(self, button: str) -> None:
        """Press the button of that name."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def hear(self, words: str) -> None:
        """Wait until the one place where a page says what happened says so."""
        self.page.get_by_role("status").filter(has_text=words).wait_for(timeout=MINUTES)


@pytest.fixture(params=["with scripts", "without scripts"])
def walker(request: pytest.FixtureRequest, browser: Any, tmp_path: Path) -> Iterator[Walker]:
    """A person at a studio of her own, whose console has to stay silent."""
    has_script = request.param == "with scripts"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        for studio in run_studio(copy_of_shipped(tmp_path)):
            (studio.project.data / "deliverables.yaml").write_text(PACKS, encoding="utf-8")
            context = browser.new_context(
                viewport={"width": 1280, "height": 900}, reduced_motion="reduce", java_script_enabled=has_script
            )
            page = context.new_page()
            page.set_default_timeout(120_000)
            walker = Walker(page, studio, has_script, [])
            page.on("console", walker.listen)
            page.on("pageerror", walker.listen)
            yield walker
            context.close()
            assert walker.said == []


PACKS: Final = "deliverables:\n  - {kind: pack, parties: all, locales: en}\n"


def test_a_chapter_from_word_to_a_note_that_is_had_back(walker: Walker, tmp_path: Path, factsheet: Run) -> None:
    walker.page.goto(walker.studio.address)
    walker.to("History")
    walker.press("Begin the history")
    import_a_word_file(walker, tmp_path / "chapter.docx")
    correct_the_footnote(walker)
    address_andorra(walker)
    translate_one_item(walker)
    pack = make_the_pack_of_malta(walker)
    accept_the_reply(walker, fill(pack, tmp_path / "reply.pdf"))
    have_the_footnote_back(walker)
    project = walker.studio.project
    the_files_say_so(project)
    assert [(save.who, begun(save)) for save in reversed(saves(project, 20))] == [
        ("A. Name", "Begin the history"),
        ("A. Name", "Bring in chapter.docx"),
        ("A. Name", "Correct gloss-says-good-deal"),
        ("A. Name", "III-1: Andorra added"),
        ("A. Name", f"Translate {ITEM} into French"),
        ("A. Name", "Accept what MLT replied on III-3"),
        ("A. Name", "Restore gloss-says-good-deal"),
    ]
    checked = factsheet("check", cwd=project.root)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def begun(save: Save) -> str:
    return save.words.partition(" as of")[0]


def import_a_word_file(walker: Walker, file: Path) -> None:
    file.write_bytes(small_chapter())
    page = walker.page
    walker.to("Edit")
    page.get_by_label("Word file (.docx)").set_input_files(str(file))
    page.get_by_label("Name of the factsheet").fill(SHEET)
    walker.press("See what becomes of it")
    page.get_by_text("Every word is accounted for.").wait_for()
    assert walker.studio.project.factsheet_names() == ("assistance-to-victims",)
    walker.press("Bring it in")
    walker.hear("The file was brought in")
    assert sheet_of(walker.studio.project).short_title == "Sample measures"


def correct_the_footnote(walker: Walker) -> None:
    page, path = walker.page, walker.studio.project.factsheet_path(SHEET)
    before = path.read_text(encoding="utf-8")
    page.get_by_role("navigation", name="Passages").get_by_role("link", name=OLD_NOTE).click()
    field = page.get_by_label("Text (needed)")
    field.fill(NEW_NOTE)
    if walker.has_script:
        page.frame_locator("#frame").get_by_text(NEW_NOTE).first.wait_for(state="attached")
        field.press("Control+s")
    else:
        page.locator("#passage-form").get_by_role("button", name="Save", exact=True).click()
    walker.hear(f"Saved: {NEW_NOTE}")
    assert path.read_text(encoding="utf-8") == before.replace(OLD_NOTE, NEW_NOTE)


def address_andorra(walker: Walker) -> None:
    page = walker.page
    walker.to("Parties")
    page.get_by_label("Factsheet").select_option(SHEET)
    walker.press("Show")
    page.get_by_role("checkbox", name="Andorra III-1 require").check()
    if walker.has_script:
        page.get_by_text("Not saved: Andorra added").first.wait_for()
    walker.press("Save the lists")
    walker.hear("Saved. III-1: Andorra added.")


def translate_one_item(walker: Walker) -> None:
    page = walker.page
    walker.to("Translations")
    page.get_by_role("listitem").filter(has_text="French").get_by_role("link", name="Missing").click()
    page.get_by_role("navigation", name="Texts").get_by_role("link", name="Sample measures").click()
    page.get_by_role("link", name="measures of one kind;").click()
    page.get_by_label("Translation (French)").fill(FRENCH)
    walker.press("Save and go on")
    walker.hear(f"Saved: {ITEM}.")
    page.get_by_role("heading", name="French: list-measures-one-kind.2").wait_for()


def make_the_pack_of_malta(walker: Walker) -> Path:
    page = walker.page
    walker.to("Parties")
    page.get_by_role("link", name="Malta", exact=True).click()
    page.get_by_label("Factsheet").select_option(SHEET)
    walker.press("Show")
    walker.press("Make the briefing pack")
    if not walker.has_script:
        while page.get_by_role("link", name="Refresh").count():
            page.wait_for_timeout(1_000)
            page.get_by_role("link", name="Refresh").click()
        page.get_by_text("Made: briefing pack for Malta.").wait_for()
    else:
        walker.hear("Made: briefing pack for Malta.")
    link = page.get_by_role("link", name=f"Briefing pack: {SHEET}-MLT.pdf")
    with page.expect_download() as download:
        link.click()
    made = walker.studio.project.out / "en" / "packs" / f"{SHEET}-MLT.pdf"
    assert download.value.path().read_bytes() == made.read_bytes()
    return made


def fill(pack: Path, reply: Path) -> Path:
    """Fill the form in a pack as a delegation does."""
    answers = {
        "III-3/status": pikepdf.Name("/measures-taken"),
        "III-3/measures": REPLIED,
        "III-3/date": "2026-11-02",
    }
    reply.write_bytes(changed(pack.read_bytes(), set_values(answers)))
    with pikepdf.open(BytesIO(reply.read_bytes())) as opened:
        assert len(opened.pages) > 1
    return reply


def accept_the_reply(walker: Walker, reply: Path) -> None:
    page = walker.page
    walker.to("Replies")
    page.get_by_label("Filled reply forms").set_input_files(str(reply))
    walker.press("Read them")
    walker.hear("1 file was read.")
    answer = page.get_by_role("article", name="III-3")
    assert "The Committee requests Croatia, Malta, and Ukraine to count them." in answer.inner_text()
    answer.get_by_label("Received on").fill("2026-11-20")
    answer.get_by_role("button", name="Accept III-3").click()
    walker.hear("Accepted")


def have_the_footnote_back(walker: Walker) -> None:
    page = walker.page
    walker.to("History")
    page.locator("li.save").filter(has_text="Bring in chapter.docx").get_by_label("From").check()
    walker.press("Compare the two")
    names = [name.partition(" –")[0] for name in page.get_by_role("article").get_by_role("heading").all_inner_texts()]
    assert names == ["III-1", "III-3", "gloss-says-good-deal", "iii-3-mlt-2026-11-20"]
    note = page.get_by_role("article", name="gloss-says-good-deal")
    note.get_by_role("button", name="Restore this passage").click()
    walker.hear("Restored: gloss-says-good-deal")


def sheet_of(project: Project) -> Factsheet:
    return read_factsheet(project, SHEET).model


def the_files_say_so(project: Project) -> None:
    text = project.factsheet_path(SHEET).read_text(encoding="utf-8")
    assert (OLD_NOTE in text, NEW_NOTE in text) == (True, False)
    notes = {note.id: note for note in sheet_of(project).notes}
    assert notes["iii-1-parties"].model_dump()["parties"] == ("ALB", "BIH", "NLD", "MDA", "AND")
    (update,) = (read.model for read in read_updates(project))
    assert (update.party, update.recommendation, update.text) == ("MLT", "III-3", REPLIED)
    po = parse_po(project.catalog_path("fr", SHEET).read_bytes(), "x", "fr")
    assert {str(one.context): str(one.string) for one in po if one.id and one.string} == {ITEM: FRENCH}
