"""A hostile or careless translation cannot reach a page, from the PO file to the folder of the PDFs."""

import subprocess
from collections.abc import Callable

import pytest

from factsheet_builder.project import Project

Run = Callable[..., subprocess.CompletedProcess[str]]
NAME = "assistance-to-victims"

# What a translator or a program may do: the file, what stands in it, what it becomes, and what the build says of it.
FAULTS = {
    "weaker verb": (
        NAME,
        "Le Comité de Lanzarote <b>exige</b>",
        "Le Comité de Lanzarote <b>invite</b>",
        "urgency-word",
    ),
    "weaker level": (NAME, 'msgstr "exige"', 'msgstr "invite"', "urgency-word"),
    "changed number": (NAME, "Dans 18\u00a0d’entre elles", "Dans 19\u00a0d’entre elles", "number"),
    "lost note": (NAME, ")<n1/>\u202f;", ")\u202f;", "codes"),
    "broken mark": (NAME, "<b>«\u00a0Exiger\u00a0»</b>", "<b>«\u00a0Exiger\u00a0»", "codes"),
    "HTML in marked text": (NAME, "En <b>Croatie</b>", "<script>alert(1)</script>En <b>Croatie</b>", "codes"),
    "HTML escaped twice": (NAME, "En <b>Croatie</b>", "&lt;script&gt;En <b>Croatie</b>", "markup"),
    "HTML in a line": (NAME, 'msgstr "ASSISTANCE AUX VICTIMES"', 'msgstr "ASSISTANCE<img src=x onerror=x>"', "markup"),
    "template": (NAME, 'msgstr "ASSISTANCE AUX VICTIMES"', 'msgstr "{{ cycler.__init__ }}"', "markup"),
    "address": (NAME, "lanzarote.committee@coe.int", "lanzarote.committee@coe.example", "address"),
    "direction": (NAME, 'msgstr "ASSISTANCE AUX VICTIMES"', 'msgstr "\u202eSEMITCIV\u202c"', "characters"),
    "who is addressed": (NAME, 'msgstr "toutes les Parties', 'msgstr "certaines Parties', "addressees-phrase"),
    "another Party": (NAME, "à <b>Malte</b>", "en <b>Pologne</b>", "party"),
    "attribute": ("labels", 'msgstr "Version pour {party}"', 'msgstr "Version pour {party.__class__}"', "placeholder"),
    "unknown name": ("labels", 'msgstr "Version pour {party}"', 'msgstr "Version pour {partie}"', "placeholder"),
    "width": ("labels", 'msgstr "Version pour {party}"', 'msgstr "Version pour {party:>999999999}"', "placeholder"),
    "lone brace": ("labels", 'msgstr "Version pour {party}"', 'msgstr "Version pour {party}}"', "placeholder"),
    "lost form": ("labels", 'msgstr[0] "{number} Partie nommée"', 'msgstr[0] ""', "plural-forms"),
}


def spoil(project: Project, domain: str, old: str, new: str) -> int:
    """Make one edit in a French catalog; return the line."""
    path = project.catalog_path("fr", domain)
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old} does not stand in {path}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_translation_makes_no_pdf_and_keeps_the_last_good_one(
    factsheet: Run, project: Project, fault: str
) -> None:
    domain, old, new, code = FAULTS[fault]
    spoil(project, domain, old, new)
    good = project.out / "fr" / f"{NAME}.pdf"
    good.parent.mkdir(parents=True)
    good.write_bytes(b"the last good file")
    result = factsheet("build", "--locale", "fr", cwd=project.root)
    assert result.returncode == 3, result.stderr
    assert f"({code})" in result.stderr
    assert f"data/locales/fr/LC_MESSAGES/{domain}.po:" in result.stderr
    assert "Traceback" not in result.stderr
    assert f"not made out/fr/{NAME}.pdf, the file that was there is kept" in result.stderr
    assert good.read_bytes() == b"the last good file"


@pytest.mark.slow
def test_the_translation_that_ships_makes_a_pdf_and_other_languages_do_not_suffer(
    factsheet: Run, project: Project
) -> None:
    """The negative control, and that the guard stops one language only."""
    assert factsheet("build", "--locale", "fr", cwd=project.root).returncode == 0
    assert (project.out / "fr" / f"{NAME}.pdf").read_bytes().startswith(b"%PDF")
    domain, old, new, _ = FAULTS["weaker verb"]
    spoil(project, domain, old, new)
    assert factsheet("messages", "check", "--locale", "uk", cwd=project.root).returncode == 0
    assert factsheet("messages", "check", cwd=project.root).returncode == 3


def test_a_language_without_words_for_a_level_makes_no_pdf(factsheet: Run, project: Project) -> None:
    path = project.data / "glossary.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("      fr: { words: [exige], forms: [exiger] }\n", ""), encoding="utf-8")
    result = factsheet("build", "--locale", "fr", cwd=project.root)
    assert result.returncode == 3
    assert "(glossary-level)" in result.stderr
    assert "“urgency: require”: languages: fr: words:" in result.stderr
    assert not (project.out / "fr").exists()


def test_a_glossary_that_is_not_valid_is_refused_with_its_place(factsheet: Run, project: Project) -> None:
    path = project.data / "glossary.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("- id: invite", "- id: require"), encoding="utf-8")
    result = factsheet("messages", "check", cwd=project.root)
    assert result.returncode == 3
    assert "data/glossary.yaml:" in result.stderr
    assert "stands in two terms" in result.stderr


def test_a_stale_label_is_said_in_english_whatever_stands_in_it(factsheet: Run, project: Project) -> None:
    path = project.catalog_path("fr", "labels")
    text = path.read_text(encoding="utf-8")
    old = '#, python-brace-format\nmsgid "Version for {party}"\nmsgstr "Version pour {party}"'
    assert old in text
    spoilt = old.replace("#, ", "#, fuzzy, ").replace("pour {party}", "{party.__class__}")
    path.write_text(text.replace(old, spoilt), encoding="utf-8")
    assert factsheet("messages", "check", "--locale", "fr", cwd=project.root).returncode == 0


def test_a_project_without_a_glossary_uses_the_one_that_ships(factsheet: Run, project: Project) -> None:
    (project.data / "glossary.yaml").unlink()
    assert factsheet("messages", "check", cwd=project.root).returncode == 0


def test_the_shipped_locales_have_no_error_and_no_warning(factsheet: Run, shipped: Project) -> None:
    result = factsheet("messages", "check", "--strict", cwd=shipped.root)
    assert (result.returncode, result.stderr) == (0, "")
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == list(shipped.translated_locales())
