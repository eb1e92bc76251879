"""Exchange files say where the English stands and how much room there is; catalogs do not change by it."""

import re
from pathlib import Path

import pytest
from translate.storage.pypo import pofile
from translate.storage.xliff import Xliff1File

from factsheet_builder.builds.translation_desk import domains_for, load_sheets
from factsheet_builder.content.reading.reader import read_locale_settings
from factsheet_builder.languages.exchange.formats import read_file, write_file
from factsheet_builder.languages.exchange.intake import Verdict, take_in
from factsheet_builder.languages.exchange.returned import Format
from factsheet_builder.languages.exchange.surroundings import located, room_for
from factsheet_builder.languages.exchange.units import Unit, kinds_of, units_of
from factsheet_builder.languages.locales import Domains, read_catalogs
from factsheet_builder.project import Project
from tests.conftest import Run

from .samples import schema_errors

SHEET = "assistance-to-victims"
SHORT = f"{SHEET}/reporting-mechanisms.short-title"


@pytest.fixture(scope="module")
def ukrainian(shipped: Project) -> tuple[Domains, tuple[Unit, ...]]:
    sheets, common = load_sheets(shipped)
    domains = domains_for(shipped, "uk", sheets, common)
    settings = read_locale_settings(shipped, "uk")
    assert settings is not None
    units = units_of(domains, read_catalogs(shipped, "uk", domains), settings.model.cases)
    return domains, located(units, shipped, domains)


@pytest.fixture(scope="module")
def files(ukrainian: tuple[Domains, tuple[Unit, ...]], shipped: Project) -> dict[Format, bytes]:
    domains, units = ukrainian
    catalogs = read_catalogs(shipped, "uk", domains)
    return {form: write_file(form, units, catalogs, "uk") for form in Format}


def test_every_text_of_the_content_has_its_line(ukrainian: tuple[Domains, tuple[Unit, ...]], shipped: Project) -> None:
    _, units = ukrainian
    without = {unit.message.domain for unit in units if not unit.place.line}
    assert without == {"labels"}
    lines = {
        file: (shipped.root / file).read_text(encoding="utf-8").split("\n")
        for file in {u.place.file for u in units} - {""}
    }
    assert sorted(lines) == ["data/factsheets/assistance-to-victims.yaml", "data/parties.yaml", "data/publication.yaml"]
    for unit in units:
        if unit.place.line:
            near = " ".join(lines[unit.place.file][unit.place.line - 1 : unit.place.line + 2])
            first = re.split(r"[\W_]", re.sub(r"<[^>]*>", " ", unit.message.source).strip())[0]
            assert first in near or unit.message.domain == "parties", unit.key


def test_each_format_says_it_in_its_own_way(
    files: dict[Format, bytes], ukrainian: tuple[Domains, tuple[Unit, ...]]
) -> None:
    _, units = ukrainian
    (unit,) = [one for one in units if one.key == SHORT]
    place = f"{unit.place.file}:{unit.place.line}"
    po = files[Format.PO].decode()
    entry = next(part for part in po.split("\n\n") if f'msgctxt "{SHORT}"' in part)
    assert f"#: {place}\n" in entry
    assert "#. There is room for 60 letters; a longer translation is refused.\n" in entry
    old = files[Format.XLIFF12].decode()
    assert re.search(rf'<trans-unit id="{SHORT}"[^>]* maxwidth="60" size-unit="char"', old)
    assert f'<context context-type="linenumber">{unit.place.line}</context>' in old
    new = files[Format.XLIFF2].decode()
    assert f'<note category="location">{place}</note>' in new
    assert '<note category="room">There is room for 60 letters' in new
    assert {room_for(one.message) for one in units} == {0, 60, 100}
    for form in (Format.XLIFF12, Format.XLIFF2):
        assert schema_errors(files[form], form) == []


def test_the_toolkit_finds_the_places(files: dict[Format, bytes]) -> None:
    as_po = pofile.parsestring(files[Format.PO])  # type: ignore[no-untyped-call]
    as_xliff = Xliff1File.parsestring(files[Format.XLIFF12])  # type: ignore[no-untyped-call]
    for store in (as_po, as_xliff):
        found = [unit.getlocations() for unit in store.units if "short-title" in str(unit.getid())]
        assert len(found) > 2
        assert all(one and one[0].startswith("data/factsheets/assistance-to-victims.yaml:") for one in found)


@pytest.mark.parametrize("form", Format)
def test_what_comes_back_changes_nothing(
    files: dict[Format, bytes], ukrainian: tuple[Domains, tuple[Unit, ...]], shipped: Project, form: Format
) -> None:
    domains, _ = ukrainian
    catalogs = read_catalogs(shipped, "uk", domains)
    intake = take_in(read_file(files[form], "back", kinds_of(domains)), domains, catalogs, ("genitive",))
    assert {answer.verdict for answer in intake.answers} == {Verdict.UNCHANGED}
    assert not intake.catalogs


def test_catalogs_keep_no_places(factsheet: Run, project: Project) -> None:
    """A line put in at the top of the content changes exported files, and no catalog."""
    before = {path: path.read_bytes() for path in (project.data / "locales").rglob("*.po*")}
    assert all(b"\n#: " not in data for data in before.values())
    command = ("messages", "export", "--locale", "fr", "--format", "po")
    sent = factsheet(*command, cwd=project.root).stdout
    sheet: Path = project.factsheet_path(SHEET)
    sheet.write_text("# A remark.\n" + sheet.read_text(encoding="utf-8"), encoding="utf-8")
    assert factsheet(*command, cwd=project.root).stdout != sent
    factsheet("messages", "update", cwd=project.root)
    assert {path: path.read_bytes() for path in (project.data / "locales").rglob("*.po*")} == before
