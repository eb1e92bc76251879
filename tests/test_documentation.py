"""The pages say what is there: the reference is the command's own, command lines parse, functions and files exist."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factsheet_builder.cli.app import VERBS as LISTED
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.conftest import Run
from tests.reference import commands, reference

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
VERBS: dict[str, Any] = {words: command for _, words, command in commands()}


def command_lines(text: str = README) -> list[str]:
    """Return every command line of the text: in backticks, and indented or in blocks of code."""
    inline = re.findall(r"`((?:factsheet|\S*python -m factsheet_builder) [^`]+)`", text)
    blocks = re.findall(r"^\s*(?:\$ )?(factsheet .+?)\s*(?:#.*)?$", text, re.MULTILINE)
    return [*inline, *blocks]


def exit_codes(text: str = README) -> dict[int, str]:
    return {int(code): words for code, words in re.findall(r"^\| (\d+) \| (.+?) \|$", text, re.MULTILINE)}


def test_the_reference_is_current() -> None:
    assert (ROOT / ".github" / "reference.md").read_text(encoding="utf-8") == reference(), "run `make reference`"


def test_the_list_of_verbs_says_what_each_says_of_itself() -> None:
    for name, verb in LISTED.items():
        said = " ".join((verb.load(name).help or "").split())
        assert said.startswith(verb.sentence), name


def test_the_command_alone_lists_all_verbs_and_imports_none(factsheet: Run, tmp_path: Path) -> None:
    alone = factsheet(cwd=tmp_path)
    assert [name for name in LISTED if not re.search(rf"│ {name} ", alone.stdout)] == []
    assert all("completion" not in factsheet(name, "--help", cwd=tmp_path).stdout for name in LISTED)
    code = (
        "import sys; from factsheet_builder.cli.app import app\n"
        "try: app(['--help'])\nexcept SystemExit: print(sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "factsheet_builder.cli.app" in loaded
    assert "factsheet_builder.builds" not in loaded


@pytest.mark.parametrize("words", [["check"], ["explain", "--party", "MLT"], ["schema"]], ids=" ".join)
def test_verbs_that_make_no_pdf_load_no_engine(words: list[str]) -> None:
    code = (
        "import sys; from factsheet_builder.cli.app import app\n"
        f"try: app({words!r})\n"
        "except SystemExit: print(sorted({'weasyprint', 'pypdf', 'jinja2', 'PIL'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("page", PAGES)
def test_functions_and_files_that_pages_name_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "factsheet_builder").rglob("*.py")))
    defined = set(re.findall(r"^\s*(?:def|class) (\w+)", source, re.MULTILINE)) | set(
        re.findall(r"^(\w+) = ", source, re.MULTILINE)
    )
    modules = {path.stem for path in (ROOT / "factsheet_builder").rglob("*.py")}
    named = set(re.findall(r"`([a-z]+_[a-z_]+|[A-Z][a-z]+[A-Za-z]*)(?:\.\w+)?`", text))
    assert sorted(named - defined - modules - _WORDS) == []
    files = re.findall(r"`((?:factsheet_builder|templates|styles|data|tests)/[\w./-]+)`", text)
    missing = [
        name for name in files if not (ROOT / name).exists() and not re.search("TAG|NAME|KIND|MLT|annexes", name)
    ]
    assert missing == []


_WORDS = {"XDG_CACHE_HOME"}


@pytest.mark.parametrize("line", command_lines())
def test_every_command_line_parses(line: str) -> None:
    parses(line)


def parses(line: str) -> None:
    words = shlex.split(re.sub(r"^\S*python -m factsheet_builder", "factsheet", line))[1:]
    size = 2 if " ".join(words[:2]) in VERBS else 1
    name = " ".join(words[:size])
    VERBS[name].make_context(name, words[size:], resilient_parsing=False)


def test_exit_codes_are_those_of_the_command() -> None:
    assert set(exit_codes()) == {int(code) for code in ExitCode}


def test_the_documentation_is_read_and_its_faults_are_seen() -> None:
    """The negative control: each reader of the README meets something, and sees a fault that is planted."""
    assert command_lines()
    assert exit_codes("| 7 | something else |") == {7: "something else"}
    assert command_lines("Run `factsheet build --colour`.") == ["factsheet build --colour"]
    with pytest.raises(Exception, match="No such option"):
        parses("factsheet build --colour")
    with pytest.raises(KeyError):
        parses("factsheet print")


def test_the_example_of_code_runs(shipped: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.+?)```", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(shipped.root)
    names: dict[str, Any] = {}
    exec(compile(code, "ARCHITECTURE.md", "exec"), names)
    assert names["pdf"].startswith(b"%PDF-")
