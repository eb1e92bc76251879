"""Files go through the tools of others and come back: Translate Toolkit's converters and classes, gettext's programs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from translate.storage.placeables.xliff import G
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from factsheet_builder.languages.exchange.intake import Verdict
from factsheet_builder.languages.exchange.returned import Format
from factsheet_builder.languages.reviews import State

from .samples import (
    COUNT,
    GOOD,
    NAMES,
    PLAIN,
    SHEET,
    TEXT,
    TITLE,
    answer,
    catalogs,
    received,
    schema_errors,
    sent,
    verdicts,
)


def run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def toolkit(folder: Path, program: str, source: str, made: str) -> None:
    start = f"from translate.convert.{program} import main; main()"
    run(folder, sys.executable, "-c", start, "-i", source, "-o", made, "--progress=none")


@pytest.fixture
def po_file(tmp_path: Path) -> Path:
    """A whole translation, as it is sent in a PO file."""
    path = tmp_path / "sent.po"
    path.write_bytes(sent(Format.PO, catalogs(GOOD, {TITLE: State.REVIEWED})))
    return path


def test_po_goes_through_xliff_and_back_in_the_toolkit(po_file: Path) -> None:
    """Its converters drop the contexts, and write entries with the same English as they like: the keys find them."""
    held = catalogs(GOOD, {TITLE: State.REVIEWED})
    toolkit(po_file.parent, "po2xliff", "sent.po", "on-the-way.xlf")
    toolkit(po_file.parent, "xliff2po", "on-the-way.xlf", "back.po")
    back = (po_file.parent / "back.po").read_text(encoding="utf-8")
    assert "msgctxt" not in back, "if the toolkit keeps contexts by now, the keys in comments may go"
    untouched = received(back.encode(), held)
    assert verdicts(untouched) == {Verdict.UNCHANGED}
    changed = back.replace("Самі слова", "Нові слова").replace("Названо {number} Сторони", "Є {number} Сторони")
    intake = received(changed.encode(), held)
    assert {one.key for one in intake.answers if one.verdict is Verdict.TAKEN} == {
        answer(intake, PLAIN).key,
        answer(intake, COUNT, 1).key,
    }
    assert intake.catalogs["labels"].of(COUNT).forms[1] == "Є {number} Сторони"


def test_a_line_that_was_added_does_not_move_places(po_file: Path) -> None:
    text = po_file.read_text(encoding="utf-8")
    without = re.sub(r"^msgctxt .*\n", "", text, flags=re.MULTILINE)
    broken = without.replace("Самі слова", "Самі <b>слова")
    place = answer(received(broken.encode(), catalogs(GOOD)), PLAIN).place
    assert broken.split("\n")[place.line - 1].startswith("msgid")
    assert "Nothing but words." in "\n".join(broken.split("\n")[place.line - 1 : place.line + 2])


def test_the_toolkit_edits_xliff_1_2(tmp_path: Path) -> None:
    held = catalogs({message: forms for message, forms in GOOD.items() if message is not PLAIN}, {TEXT: State.STALE})
    path = tmp_path / "sent.xlf"
    path.write_bytes(sent(Format.XLIFF12, held))
    store = Xliff1File.parsestring(path.read_bytes())  # type: ignore[no-untyped-call]
    assert store.gettargetlanguage() == "uk"
    units = {unit.getid().partition("/")[2]: unit for unit in store.units}
    assert units["VI-1.text"].isfuzzy()
    assert "older English" in units["VI-1.text"].getnotes()
    units["p.1"].target = "Самі слова & знаки <."
    text = units["VI-1.text"]
    (strong,) = [part for part in text.rich_target[0].depth_first() if isinstance(part, G) and part.id == "b"]
    strong.sub = ["зобов’язує"]
    text.rich_target = text.rich_target[:1]
    text.markfuzzy(False)
    path.write_bytes(bytes(store))
    assert schema_errors(path.read_bytes(), Format.XLIFF12) == []
    intake = received(path.read_bytes(), held)
    assert answer(intake, PLAIN).text == "Самі слова &amp; знаки &lt;."
    assert intake.count(Verdict.REFUSED) == 0
    assert {
        one.verdict for one in intake.answers if one.key not in {answer(intake, PLAIN).key, answer(intake, TEXT).key}
    } == {Verdict.UNCHANGED}


def test_the_toolkit_edits_xliff_2(tmp_path: Path) -> None:
    held = catalogs({message: forms for message, forms in GOOD.items() if message is not PLAIN})
    path = tmp_path / "sent.xlf"
    path.write_bytes(sent(Format.XLIFF2, held))
    store = Xliff2File.parsestring(path.read_bytes())  # type: ignore[no-untyped-call]
    assert store.gettargetlanguage() == "uk"
    (unit,) = [unit for unit in store.units if unit.source == "Nothing but words."]
    unit.target = "Самі слова & знаки <."
    back = bytes(store)
    assert schema_errors(back, Format.XLIFF2) == []
    intake = received(back, held)
    assert (answer(intake, PLAIN).text, answer(intake, PLAIN).state) == (
        "Самі слова &amp; знаки &lt;.",
        State.TRANSLATED,
    )
    assert intake.count(Verdict.TAKEN) == 1
    assert intake.count(Verdict.REFUSED) == 0


def test_gettext_takes_the_file_and_gives_it_back(po_file: Path) -> None:
    """``msgcat`` writes anew, ``msgmerge`` merges with an untranslated export."""
    # gettext takes {party.genitive} for a placeholder of its own.
    held = catalogs({**GOOD, NAMES: ("Відповідь {party} на {id}",)}, {TITLE: State.REVIEWED})
    folder = po_file.parent
    po_file.write_bytes(sent(Format.PO, held))
    (folder / "new.pot").write_bytes(sent(Format.PO, catalogs({})))
    run(folder, "msgfmt", "--check", "--output-file=/dev/null", "sent.po")
    run(folder, "msgcat", "--width=60", "--output-file=cat.po", "sent.po")
    run(folder, "msgmerge", "--quiet", "--previous", "--output-file=merged.po", "cat.po", "new.pot")
    assert verdicts(received((folder / "cat.po").read_bytes(), held)) == {Verdict.UNCHANGED}
    assert verdicts(received((folder / "merged.po").read_bytes(), held)) == {Verdict.UNCHANGED}


def test_gettext_clears_what_was_stale(tmp_path: Path) -> None:
    held = catalogs(GOOD, {PLAIN: State.STALE, TEXT: State.STALE})
    (tmp_path / "sent.po").write_bytes(sent(Format.PO, held, (State.STALE,)))
    run(tmp_path, "msgattrib", "--clear-fuzzy", "--clear-previous", "--output-file=back.po", "sent.po")
    intake = received((tmp_path / "back.po").read_bytes(), held)
    assert {one.key for one in intake.answers if one.state is State.TRANSLATED} == {
        answer(intake, PLAIN).key,
        answer(intake, TEXT).key,
    }
    assert intake.catalogs[SHEET].of(TEXT).state is State.TRANSLATED
