"""The catalogs that ship: valid for gettext, for the schemas of XLIFF and for Translate Toolkit's filters."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from factsheet_builder.builds.translation_desk import domains_for, load_sheets
from factsheet_builder.languages.exchange.formats import read_file, write_file
from factsheet_builder.languages.exchange.intake import Verdict, take_in
from factsheet_builder.languages.exchange.returned import Format
from factsheet_builder.languages.exchange.units import kinds_of, units_of
from factsheet_builder.languages.labels import studio_words
from factsheet_builder.languages.locales import read_catalogs, settings_of
from factsheet_builder.project import Project

from .samples import schema_errors

ROOT = Path(__file__).resolve().parents[3]
LOCALES = Project(ROOT).translated_locales()
CATALOGS = sorted((ROOT / "data" / "locales").glob("*/LC_MESSAGES/*.po"))

FILTERS = (
    "blank", "compendiumconflicts", "doublespacing", "doublewords", "emails", "endwhitespace", "escapes", "filepaths",
    "functions", "newlines", "nplurals", "numbers", "options", "printf", "purepunc", "pythonbraceformat",
    "startwhitespace", "tabs", "unchanged", "urls", "validchars", "variables", "xmltags",
)  # fmt: skip
"""The filters that can tell a fault in any language.

Left out are those that hold a translation against English typography or capitals (acronyms, brackets, doublequoting,
endpunc, puncspacing, sentencecount, simplecaps, singlequoting, startcaps, startpunc), that guess from lengths (long,
short), that tell a state (hassuggestion, isfuzzy, isreview, untranslated), and those for words or programs not ours.
"""

A_NAME = re.compile(r"[A-Z]{3}(\.[a-z]+)?")
"""The id of a name of a Party, which languages may share."""

JUSTIFIED = {
    # “7 days a week” is “7 jours sur 7”, with a second 7.
    ("fr", "numbers", "mechanisms-in-place"),
    # “24 hours a day, 7 days a week” is one word, or words without digits.
    ("uk", "numbers", "mechanisms-in-place"),
    ("ar", "numbers", "mechanisms-in-place"),
    # Two German articles or pronouns that stand side by side, and a sentence that does not end with the address.
    *(("de", "doublewords", name) for name in ("note.vi-1-ways", "practice-ireland.1", "this-factsheet")),
    ("de", "doublewords", "inputs that the manifests do not name"),
    ("de", "emails", "this-factsheet"),
    ("de", "urls", "practice-bulgaria.1"),
    # Words that French or German and English share.
    ("de", "unchanged", "Status"),
    ("fr", "unchanged", "introduction.title"),
    ("fr", "unchanged", "Contact"),
    ("fr", "unchanged", "Date"),
    ("fr", "unchanged", "Parties"),
    ("fr", "unchanged", "Figure"),
    ("fr", "unchanged", "Page"),
    ("fr", "unchanged", "page {number}"),
    ("fr", "unchanged", "Passage"),
    ("fr", "unchanged", "Passages"),
    ("fr", "unchanged", "Notes"),
    ("de", "unchanged", "Text"),
    ("fr", "unchanged", "Section"),
    ("fr", "unchanged", "correction"),
    # Between the number of a page and that of all pages.
    *((tag, "filepaths", "{page} / {pages}") for tag in ("ar", "fr", "ka", "uk")),
    *((tag, "unchanged", "{page} / {pages}") for tag in ("de", "es", "fr", "ka", "uk")),
    *((tag, "unchanged", "{label}: {count}") for tag in ("ar", "de", "es", "ka", "uk")),
    *((tag, "unchanged", "{label}: {words}") for tag in ("ar", "de", "es", "ka", "uk")),
    *((tag, "unchanged", "{words} ({date})") for tag in ("ar", "de", "es", "fr", "ka", "uk")),
    *((tag, "unchanged", "Total") for tag in ("es", "fr")),
    ("es", "unchanged", "no"),
    ("fr", "unchanged", "Figure {number}"),
    # “passage by passage” is “مقطعاً مقطعاً”.
    ("ar", "doublewords", "What changed between two versions, passage by passage"),
}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_gettext_finds_every_catalog_valid(path: Path) -> None:
    done = msgfmt(path)
    assert (done.returncode, done.stderr) == (0, "")


def msgfmt(path: Path) -> subprocess.CompletedProcess[str]:
    command = ["msgfmt", "--check", "--output-file=/dev/null", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("tag", LOCALES)
def test_every_export_is_valid_and_comes_back_unchanged(shipped: Project, tag: str, form: Format) -> None:
    domains = domains_for(shipped, tag, *load_sheets(shipped))
    held = read_catalogs(shipped, tag, domains)
    cases = settings_of(shipped, tag).cases
    data = write_file(form, units_of(domains, held, cases), held, tag)
    if form in {Format.XLIFF2, Format.XLIFF12}:
        assert schema_errors(data, form) == []
    intake = take_in(read_file(data, "back", kinds_of(domains)), domains, held, cases)
    assert {one.verdict for one in intake.answers} <= {Verdict.UNCHANGED, Verdict.EMPTY}
    assert intake.count(Verdict.UNCHANGED) > 0


def findings(folder: Path, out: Path) -> set[tuple[str, str]]:
    """Return filter and message of all that ``pofilter`` finds in the catalogs of a folder."""
    chosen = [option for name in FILTERS for option in ("-t", name)]
    command = [
        sys.executable,
        "-c",
        "from translate.filters.pofilter import main; main()",
        "--progress=none",
        "--nofuzzy",
        *chosen,
    ]
    done = subprocess.run([*command, "-i", str(folder), "-o", str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = set()
    for path in out.rglob("*.po") if out.is_dir() else ():
        for entry in path.read_text(encoding="utf-8").split("\n\n"):
            names = re.findall(r"^# \(pofilter\) (\w+):", entry, re.MULTILINE)
            # Gettext's own rule: forms for certain numbers may leave the number out; msgfmt holds the rest.
            # Neither knows a placeholder with a case; our own check holds it.
            is_plural = "msgid_plural" in entry and "Unknown named" not in entry
            if is_plural or re.search(r"\{\w+\.\w+\}", entry):
                names = [name for name in names if name != "pythonbraceformat"]
            told = re.search(r'^msgctxt "(.*)"$', entry, re.MULTILINE) or re.search(
                r'^msgid "(.*)"$', entry, re.MULTILINE
            )
            found |= {(name, told[1] if told else entry) for name in names}
    return found


@pytest.mark.parametrize("tag", LOCALES)
def test_the_filters_of_the_toolkit_find_nothing_serious(tag: str, tmp_path: Path) -> None:
    found = findings(ROOT / "data" / "locales" / tag / "LC_MESSAGES", tmp_path / "found")
    of_studio = {message.source for message in studio_words()}
    found -= {
        (name, message)
        for name, message in found
        # Names of Parties, and the short words of the studio's menus and tables, are the same in several languages.
        if name == "unchanged" and (A_NAME.fullmatch(message) or message in of_studio)
    }
    assert found - {(name, message) for locale, name, message in JUSTIFIED if locale == tag} == set()


def test_gettext_and_the_filters_see_what_is_planted(tmp_path: Path) -> None:
    """The negative control."""
    folder = tmp_path / "LC_MESSAGES"
    folder.mkdir()
    text = (ROOT / "data/locales/fr/LC_MESSAGES/labels.po").read_text(encoding="utf-8")
    planted = re.sub(r'(msgid "At a glance: \{party\}"\nmsgstr )".*"', r'\1"En bref : {partie} <b>ici</b>"', text)
    assert planted != text
    (folder / "labels.po").write_text(planted, encoding="utf-8")
    assert {"pythonbraceformat", "xmltags"} <= {name for name, _ in findings(folder, tmp_path / "found")}
    assert "format" in msgfmt(folder / "labels.po").stderr
