"""The words of the studio: a domain of their own, said by the project, by what ships or in English; no document has them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.translations import check_interface, check_locale
from factsheet_builder.errors import ExitCode, UsageError
from factsheet_builder.languages.interface import interface_languages, interface_localiser
from factsheet_builder.languages.labels import _modules, labels, studio_words, words_in_template
from factsheet_builder.languages.locales import read_current_catalogs, read_localiser
from factsheet_builder.languages.messages import STUDIO
from factsheet_builder.project import Project
from tests.conftest import ROOT, Run

MISSING = "Missing"
COUNT = ("{number} of {total} message is up to date", "{number} of {total} messages are up to date")


def put(project: Project, tag: str, *entries: str) -> None:
    """Give a locale of the project a catalog of the studio with these entries."""
    path = project.catalog_path(tag, STUDIO)
    header = f'msgid ""\nmsgstr ""\n"Language: {tag}\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
    path.write_text("\n".join((header, *entries)) + "\n", encoding="utf-8")


def test_words_of_a_template_are_found() -> None:
    text = """{{ say("Save {what}", what=view.x) }}<p title="{{ say('It’s \\"it\\"') }}">
    {{ count("{number} file",
             "{number} files", view.files) }} {{ essay(x) }} {{ view.say(x) }} {{ rows|count(x) }}"""
    found = [("Save {what}", ""), ('It’s "it"', ""), ("{number} file", "{number} files")]
    assert list(words_in_template(text, "x.html")) == found


@pytest.mark.parametrize(
    "call", ["say(view.title)", 'say("a" ~ b)', 'say("a" "b")', 'count("a", view.b, 3)', 'count("a", "b")', "say()"]
)
def test_a_template_that_says_no_literal_words_is_named(call: str) -> None:
    with pytest.raises(ValueError, match=r"x\.html:2: "):
        list(words_in_template(f"<p>\n{{{{ {call} }}}}", "x.html"))


def not_literal(source: str) -> Iterator[int]:
    """Yield the line of each call that says something that is found nowhere; what asks for the words of a visitor is none."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "count"}:
            owed = node.args[: 1 if node.func.id == "say" else 2]
            if node.func.id == "count" and len(node.args) == 1:
                continue  # that of itertools
            if not owed or any(not isinstance(one, ast.Constant) or not isinstance(one.value, str) for one in owed):
                yield node.lineno


def test_modules_of_the_studio_say_literal_words() -> None:
    found = [
        f"{path}:{line}"
        for path in sorted((ROOT / "factsheet_builder" / "studio").rglob("*.py"))
        for line in not_literal(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert list(not_literal('say("a")\nsay(a)\ncount("a", b, 1)\nstudio.say(request)')) == [2, 3]


def test_labels_are_not_those_of_the_studio(tmp_path: Path) -> None:
    (tmp_path / "studio").mkdir()
    for name in ("a.py", "studio/b.py"):
        (tmp_path / name).write_text('say("x")', encoding="utf-8")
    assert [path.name for path in _modules(tmp_path, but="studio")] == ["a.py"]
    assert sorted(path.name for path in _modules(tmp_path)) == ["a.py", "b.py"]
    assert {message.domain for message in studio_words()} == {STUDIO}
    assert STUDIO not in {message.domain for message in labels()}


def test_french_says_every_word(shipped: Project) -> None:
    assert [str(problem) for problem in check_interface(shipped, "fr")] == []
    assert interface_localiser(shipped, "fr").spoken_labels == frozenset(message.source for message in studio_words())


def test_french_says_words_and_numbers(shipped: Project) -> None:
    said = interface_localiser(shipped, "fr")
    assert (said.say(MISSING), said.count(*COUNT, 1, total=3)) == ("Manquants", "1 message sur 3 est à jour")


def test_languages_by_their_own_names(project: Project) -> None:
    assert interface_languages(project) == {"en": "English", "fr": "Français"}
    put(project, "uk")
    project.catalog_path("xx_YY", STUDIO).parent.mkdir(parents=True)
    put(project, "xx_YY")
    assert list(interface_languages(project)) == ["en", "fr", "uk"]
    for tag in ("de", "xx_YY", "../fr", ""):
        with pytest.raises(UsageError, match="does not speak"):
            interface_localiser(project, tag)


def test_the_project_says_first_then_what_ships_then_english(project: Project) -> None:
    put(project, "fr", f'msgid "{MISSING}"\nmsgstr "À faire"')
    french = interface_localiser(project, "fr")
    assert [french.say(MISSING), french.count(*COUNT, 2, total=3)] == ["À faire", "2 messages sur 3 sont à jour"]
    put(project, "uk", f'msgid "{MISSING}"\nmsgstr "Немає"', '#, fuzzy\nmsgid "Stale"\nmsgstr "Старі"')
    ukrainian = interface_localiser(project, "uk")
    assert ukrainian.say(MISSING) == "Немає"
    assert ukrainian.say("Stale") == "\u2066Stale\u2069", "English is marked as such"


@pytest.mark.parametrize("broken", ['msgid "x"\nmsgstr "a" b', "\x00"])
def test_a_catalog_that_is_not_valid_is_passed_over(project: Project, broken: str) -> None:
    put(project, "fr", broken)
    assert interface_localiser(project, "fr").say(MISSING) == "Manquants"


@pytest.mark.parametrize("form", ["{x}", "{number}", "{number} {total} {", "{number.x} {total}", "<b>{number} {total}"])
def test_a_translation_that_cannot_be_filled_is_not_said(project: Project, form: str) -> None:
    first, second = COUNT
    forms = f'msgstr[0] "{form}"\nmsgstr[1] "{form}"'
    put(project, "uk", f'msgid "{first}"\nmsgid_plural "{second}"\n{forms}', f'msgid "{MISSING}"\nmsgstr "Немає"')
    said = interface_localiser(project, "uk")
    assert re.sub("[\u2066-\u2069]", "", said.count(*COUNT, 2, total=3)) == "2 of 3 messages are up to date"
    assert said.say(MISSING) == "Немає", "the negative control"


def test_pseudo_locales_say_all_of_it(shipped: Project) -> None:
    accented, backward = (interface_localiser(shipped, tag) for tag in ("en-XA", "ar-XB"))
    assert accented.say("Save {what}", what="x").startswith("[Šå")
    assert (backward.direction, backward.count("{number} file", "{number} files", 2).isascii()) == ("rtl", False)


def test_no_document_has_them_and_none_is_kept_back(project: Project) -> None:
    common = load_common(project)
    put(project, "fr", f'msgid "{MISSING}"\nmsgstr "{{x}} Manquants"')
    localiser, found = check_locale(project, "fr", (), common)
    assert found == []
    assert STUDIO not in localiser.catalogs
    assert [problem.code for problem in check_interface(project, "fr") if problem.code != "untranslated"] == [
        "placeholder"
    ]
    assert STUDIO not in read_localiser(project, "fr", (), common.register, common.publication).catalogs


@pytest.mark.slow
def test_a_locale_begins_with_them_when_it_is_told_to(factsheet: Run, project: Project) -> None:
    refused = factsheet("messages", "update", "--studio", cwd=project.root)
    assert (refused.returncode, "(no-locale)" in refused.stderr) == (ExitCode.USAGE, True)
    before = factsheet("messages", "status", "--locale", "de", "--json", cwd=project.root).stdout
    begun = factsheet("messages", "update", "--locale", "de", "--studio", cwd=project.root)
    assert begun.stdout.endswith("wrote data/locales/de/LC_MESSAGES/studio.po\n")
    after = factsheet("messages", "status", "--locale", "de", "--json", cwd=project.root).stdout
    assert (f'"domain": "{STUDIO}"' in before, f'"domain": "{STUDIO}"' in after) == (False, True)
    assert factsheet("messages", "update", "--locale", "de", cwd=project.root).stdout == ""
    sent = factsheet("messages", "export", "--locale", "de", "--only", "missing", "--format", "po", cwd=project.root)
    assert sent.stdout.count('msgctxt "studio/') == len(studio_words())


@pytest.mark.slow
def test_what_ships_is_what_a_project_goes_on_with(factsheet: Run, project: Project) -> None:
    domains = {STUDIO: studio_words()}
    ships = read_current_catalogs(project, "fr", domains)[STUDIO]
    project.catalog_path("fr", STUDIO).unlink()
    factsheet("messages", "update", "--locale", "fr", "--studio", cwd=project.root)
    begun = read_current_catalogs(project, "fr", domains)[STUDIO]
    assert [begun.of(message) for message in studio_words()] == [ships.of(message) for message in studio_words()]
    assert any(begun.of(message).state.is_current for message in studio_words())


def test_a_check_names_what_is_wrong_with_them(factsheet: Run, project: Project) -> None:
    put(project, "fr", f'msgid "{MISSING}"\nmsgstr "{{x}} Manquants"')
    done = factsheet("messages", "check", "--locale", "fr", cwd=project.root)
    assert (done.returncode, "studio.po:6:1 [Missing]: error: {x} is no placeholder" in done.stderr) == (3, True), (
        done.stderr
    )


@pytest.mark.slow
def test_changes_since_a_template_tell_of_them(factsheet: Run, project: Project) -> None:
    template = project.template_path(STUDIO)
    factsheet("messages", "update", "--locale", "fr", cwd=project.root)
    told = factsheet("messages", "changes", "--locale", "fr", "--since", str(template), cwd=project.root)
    assert told.stdout == "fr: nothing changed since studio.pot\n"
    template.write_text(
        template.read_text(encoding="utf-8").replace(f'msgid "{MISSING}"', 'msgid "Gone"'), encoding="utf-8"
    )
    told = factsheet("messages", "changes", "--locale", "fr", "--since", str(template), cwd=project.root)
    assert "fr, since studio.pot: 1 new, 1 gone" in told.stdout
