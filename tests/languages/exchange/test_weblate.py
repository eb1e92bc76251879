"""Weblate's way through the folder, driven by the library that it is built on: every catalog, and a language that it adds."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from translate.convert.pot2po import convertpot
from translate.storage import factory
from translate.storage.pypo import pofile

from factsheet_builder.builds.translation_desk import domains_for, load_sheets
from factsheet_builder.errors import ExitCode
from factsheet_builder.languages.exchange.weblate import Repository, components
from factsheet_builder.languages.locales import read_catalogs
from factsheet_builder.languages.reviews import State
from factsheet_builder.project import Project
from tests.conftest import Run

SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
DOMAINS = ("assistance-to-victims", "publication", "parties", "labels", "studio")


def begun(project: Project, tag: str, *domains: str) -> None:
    """Begin a language as Weblate does: each file from its template, and nothing else."""
    for domain in domains:
        path = project.catalog_path(tag, domain)
        path.parent.mkdir(parents=True, exist_ok=True)
        with project.template_path(domain).open("rb") as template, path.open("wb") as made:
            convertpot(template, made, None, classes={"po": pofile, "pot": pofile})
        store = pofile.parsefile(str(path))  # type: ignore[no-untyped-call]
        store.updateheader(add=True, Language=tag.replace("-", "_"), Plural_Forms=SLAVIC)
        store.save()


def test_there_is_a_component_for_each_catalog(factsheet: Run, project: Project) -> None:
    where = ("--repository", "https://git.example.org/sheets.git", "--slug", "sheets", "--folder", "work/")
    done = factsheet("messages", "weblate", *where, cwd=project.root)
    found = json.loads(done.stdout)
    assert [one["slug"] for one in found] == list(DOMAINS)
    assert [one["repo"] for one in found[:2]] == [
        "https://git.example.org/sheets.git",
        f"weblate://sheets/{DOMAINS[0]}",
    ]
    for one in found:
        assert one["filemask"] == f"work/data/locales/*/LC_MESSAGES/{one['slug']}.po"
        assert (project.root / one["new_base"].removeprefix("work/")).is_file()
        for tag in (*project.translated_locales(), "pt-BR", "sr-Latn"):
            assert re.search(one["language_regex"], tag)
        assert not re.search(one["language_regex"], "pt_BR")
    factsheet("messages", "weblate", *where, "--out", "components.json", cwd=project.root)
    assert json.loads((project.root / "components.json").read_text(encoding="utf-8")) == found
    project.template_path("labels").unlink()
    refused = factsheet("messages", "weblate", *where, cwd=project.root)
    assert (refused.returncode, "(no-template)" in refused.stderr) == (ExitCode.USAGE, True)


def test_the_flag_for_codes_finds_all_of_ours(shipped: Project) -> None:
    (texts, *_) = components(DOMAINS, Repository("x", "main", "sheets"))
    (pattern,) = re.findall(r'placeholders:r"(.*)"', str(texts["check_flags"]))
    sheets, common = load_sheets(shipped)
    for tag in shipped.translated_locales():
        domains = domains_for(shipped, tag, sheets, common)
        catalog = read_catalogs(shipped, tag, domains)[DOMAINS[0]]
        for message in domains[DOMAINS[0]]:
            assert re.sub(pattern, "", message.source).count("<") == 0, message.source
            if not message.is_locked:
                codes = set(re.findall(pattern, message.source))
                assert set(re.findall(pattern, catalog.of(message).text)) == codes, "Weblate compares them as sets"
    assert not re.search(pattern, "a < b <x> <n/>")


def test_every_catalog_is_read_and_written_without_a_loss(project: Project) -> None:
    """Loading, setting a unit to what it is, and saving is all that Weblate does to a file that nobody translates."""
    sheets, common = load_sheets(project)
    for tag in project.translated_locales():
        domains = domains_for(project, tag, sheets, common)
        before = read_catalogs(project, tag, domains)
        for domain in domains:
            path = project.catalog_path(tag, domain)
            if path.is_file():
                store = factory.getobject(str(path))
                for unit in store.units:
                    if unit.istranslatable():
                        unit.target = unit.target
                        unit.markfuzzy(unit.isfuzzy())
                store.save()
        after = read_catalogs(project, tag, domains)
        for domain, messages in domains.items():
            for message in messages:
                assert after[domain].of(message) == before[domain].of(message), (tag, message)


def test_a_language_that_is_added_works_at_once(factsheet: Run, project: Project) -> None:
    begun(project, "hr", *DOMAINS)
    path = project.catalog_path("hr", "labels")
    store = factory.getobject(str(path))
    plural = next(unit for unit in store.units if unit.hasplural())
    words = [str(form) for form in plural.source.strings]
    plural.target = [words[0], words[1], words[1]]
    done, unsure = [unit for unit in store.units if unit.istranslatable() and not unit.hasplural()][:2]
    done.target, unsure.target = "Gotovo", "Nesigurno"
    unsure.markfuzzy(True)
    store.save()

    def asked(*words: str) -> "subprocess.CompletedProcess[str]":
        return factsheet("messages", *words, "--locale", "hr", cwd=project.root)

    (status,) = json.loads(asked("status", "--json").stdout)
    labels = next(one for one in status["domains"] if one["domain"] == "labels")
    assert (labels[State.TRANSLATED], labels[State.STALE]) == (2, 1)
    assert asked("check").returncode in {0, ExitCode.CONTENT}
    assert asked("update").returncode == 0
    assert asked("update").stdout == "", "one update is all it takes"
    again = {unit.source: unit for unit in factory.getobject(str(path)).units}
    assert (again[done.source].target, again[done.source].isfuzzy()) == ("Gotovo", False)
    assert (again[unsure.source].target, again[unsure.source].isfuzzy()) == ("Nesigurno", True)
    assert not (path.parent.parent / "locale.yaml").exists()


@pytest.mark.slow
def test_a_language_of_one_catalog_is_built(factsheet: Run, project: Project, tmp_path: Path) -> None:
    begun(project, "hr", "publication")
    options = ("--locale", "hr", "--kind", "factsheet", "--extra", "--out", str(tmp_path / "out"))
    done = factsheet("build", *options, cwd=project.root)
    assert done.returncode == 0, done.stderr
    assert "0 of 76 passages translated" in done.stdout
    assert (tmp_path / "out" / "hr" / "assistance-to-victims.pdf").is_file()


@pytest.mark.parametrize(
    ("folder", "remedy"), [("pt_BR", "Call it pt-BR."), ("sr@latin", "by the tag of its language")]
)
def test_a_folder_that_is_no_tag_is_refused(factsheet: Run, project: Project, folder: str, remedy: str) -> None:
    begun(project, folder, "publication")
    for words in (("messages", "status"), ("messages", "check"), ("messages", "update"), ("messages", "export")):
        done = factsheet(*words, "--locale", folder, cwd=project.root)
        assert (done.returncode, remedy in done.stderr) == (ExitCode.USAGE, True), done.stderr
    built = factsheet("build", "--locale", folder, "--extra", "--kind", "factsheet", cwd=project.root)
    assert built.returncode != 0
    assert remedy in built.stderr


def test_msgmerge_as_the_add_on_runs_it_loses_nothing(factsheet: Run, project: Project) -> None:
    """A passage put in, the templates updated, then ``msgmerge`` with the add-on's options: all else stays translated."""
    sheet = project.factsheet_path("assistance-to-victims")
    text, second = sheet.read_text(encoding="utf-8"), "          - text: Protect victims;"
    sheet.write_text(text.replace(second, f"          - text: Count;\n{second}"), encoding="utf-8")
    factsheet("messages", "update", "--locale", "de", cwd=project.root)
    path, template = project.catalog_path("fr", "assistance-to-victims"), project.template_path("assistance-to-victims")
    options = ("--no-fuzzy-matching", "--previous", "--no-location", "--update", "--backup=off", "--quiet")
    subprocess.run(["msgmerge", *options, path, template], check=True)
    factsheet("messages", "update", "--locale", "fr", cwd=project.root)
    done = factsheet("messages", "status", "--locale", "fr", "--json", cwd=project.root)
    (status,) = json.loads(done.stdout)
    counts = [(one[State.MISSING], one[State.STALE]) for one in status["domains"] if one["domain"] != "studio"]
    assert counts == [(1, 0), (0, 0), (0, 0)], "msgmerge goes by ids, update by the English"
