"""What would be printed as nobody means it is told by ``check``: markup of other programs, letters that no font has."""

from pathlib import Path

import pytest

from factsheet_builder.builds.starter import start_factsheet
from factsheet_builder.content.checks.foreign_markup import find_markup
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.builds.conftest import edit
from tests.conftest import Run

DIALECT = "another dialect of Markdown"
SAMPLE = "This is a sample paragraph"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <b>bold</b> word", [("<b>", "HTML"), ("</b>", "HTML")]),
        ("this &amp; that &#8217;s", [("&amp;", "HTML"), ("&#8217;", "HTML")]),
        ("H<sub>2</sub>O", [("<sub>", "HTML"), ("</sub>", "HTML")]),
        ("H~2~O", [("~2~", "another dialect of Markdown")]),
        ("~~gone~~", [("~~gone~~", "another dialect of Markdown")]),
        ("`code`", [("`code`", "another dialect of Markdown")]),
        ("# Title", [("# ", "another dialect of Markdown")]),
        ("__x__ and __two words__", [("__x__", DIALECT), ("__two words__", DIALECT)]),
        ("- item", [("- ", DIALECT)]),
        ("One:\n- first\n* second", [("- ", DIALECT), ("* ", DIALECT)]),
        ("Words\n## Heading", [("## ", DIALECT)]),
        ("Words\n1. first", [("1. ", DIALECT)]),
        ("> said", [("> ", DIALECT)]),
        ("| a | b |\n|---|---|", [("| a | b |", DIALECT), ("|---|---|", DIALECT)]),
        ("Words\n---", [("---", DIALECT)]),
        ("![words](picture.png)", [("![", "another dialect of Markdown")]),
        ("see [url]there[/url]", [("[url]", "a bulletin board"), ("[/url]", "a bulletin board")]),
        ("{{ title }}", [("{{", "a template"), ("}}", "a template")]),
        # What texts of treaties have, and the marks that content may have.
        ("[…] the Party [concerned] shall", []),
        ("**strong**, *emphasis*, [b](https://example.org), [^note], {addressees}", []),
        ("– a dash\n– another; 1. a number, snake_case__x, a __ b; x > y; a | b", []),
        ("Brothers & Sisters, AT&T; 3 < 4 > 2; about ~5 and ~6 cases; § 4 # 5; R&D", []),
    ],
)
def test_markup_is_told_from_text(text: str, found: list[tuple[str, str]]) -> None:
    assert list(find_markup(text)) == found


@pytest.fixture
def small(tmp_path: Path) -> Project:
    start_factsheet(tmp_path, "sample")
    return Project(tmp_path)


def test_words_off_the_line_are_marks_where_marks_are_read(small: Project, factsheet: Run) -> None:
    edit(small, SAMPLE, "This H~2~O is", "factsheets/sample.yaml")
    assert "markup" not in factsheet("check", cwd=small.root).stderr
    edit(small, "title: SAMPLE TITLE", "title: SAMPLE H~2~O", "factsheets/sample.yaml")
    assert "“~2~”: markup of another dialect" in factsheet("check", cwd=small.root).stderr


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        ("This <i>is</i> &amp;", "markup", "“<i>”, “</i>”, “&amp;”: markup of HTML, which is printed as it stands."),
        ("This 😀 is", "letter-without-font", "FiraGO lacks the letter “😀” (U+1F600)."),
        ("This 字 is", "letter-without-font", "FiraGO lacks the letter “字” (U+5B57)."),
    ],
)
def test_the_check_names_it_at_its_place(small: Project, factsheet: Run, words: str, code: str, what: str) -> None:
    edit(small, SAMPLE, f"{words} a sample paragraph", "factsheets/sample.yaml")
    text = (small.data / "factsheets/sample.yaml").read_text(encoding="utf-8")
    line, column = next((n, row.index(words)) for n, row in enumerate(text.splitlines(), 1) if words in row)
    result = factsheet("check", cwd=small.root)
    assert result.returncode == ExitCode.DONE
    assert result.stdout == "sample: valid, 1 warning\n"
    assert f"data/factsheets/sample.yaml:{line}:{column + 6}: warning: {what}" in result.stderr
    assert f"({code})" in result.stderr
    assert factsheet("check", "--strict", cwd=small.root).returncode == ExitCode.CONTENT


def test_a_drawing_with_letters_is_named(small: Project, factsheet: Run) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text x="1" y="8">A</text></svg>'
    (small.data / "emblem.svg").write_text(drawing, encoding="utf-8")
    edit(small, "emblem:\n", "emblem: { file: emblem.svg, alternative: An emblem }\n", "publication.yaml")
    result = factsheet("check", cwd=small.root)
    assert "The picture “emblem.svg” has letters, which are drawn in whatever font the machine has." in result.stderr
    (small.data / "emblem.svg").write_text(drawing.replace("text", "path"), encoding="utf-8")
    assert factsheet("check", "--strict", cwd=small.root).returncode == ExitCode.DONE
