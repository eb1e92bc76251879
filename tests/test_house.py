"""The plan of the house holds: names, sizes, one door to the inside of WeasyPrint, and contracts that a breach breaks."""

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "factsheet_builder"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "shipped" not in path.parts)
MANY = {"joining"}
"""Folders that may hold more than one glance takes in."""
PUBLIC = {"weasyprint", "weasyprint.urls", "weasyprint.text.fonts"}
"""What WeasyPrint documents for its users."""


def test_no_two_modules_share_a_name() -> None:
    names = Counter(path.stem for path in MODULES if path.stem not in {"__init__", "__main__"})
    assert [name for name, count in names.items() if count > 1] == []


def test_a_folder_holds_what_one_glance_takes_in() -> None:
    loose = sorted(path.stem for path in PACKAGE.glob("*.py"))
    assert loose == ["__init__", "__main__", "characters", "errors", "project"]
    for folder in sorted({path.parent for path in MODULES} - {PACKAGE}):
        held = [path for path in folder.glob("*.py") if path.stem != "__init__"]
        assert len(held) <= (28 if folder.name in MANY else 22 if folder.name == "builds" else 17), folder


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_have_their_size(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 350
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.body[0].lineno > 50
    ]
    assert long == []


def test_what_is_left_to_another_module_is_there() -> None:
    """Docstrings say where the rest is done: a module that was moved or renamed takes its mentions along."""
    rooms = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}
    mentions = {
        name for text in texts.values() for name in re.findall(r"(?:is|are) left to (?:the room )?``(\w+)``", text)
    }
    assert len(mentions) > 10
    assert sorted(mentions - rooms) == []


def inside_of_the_engine(text: str) -> Iterator[str]:
    """Yield what a module uses of the inside of WeasyPrint."""
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("weasyprint")
            and node.module not in PUBLIC
        ):
            yield str(node.module)
        elif isinstance(node, ast.Attribute) and node.attr == "_page_box":
            yield node.attr


def test_one_module_is_inside_of_the_engine() -> None:
    users = {path.stem for path in MODULES if list(inside_of_the_engine(path.read_text(encoding="utf-8")))}
    assert users == {"engine"}
    assert list(inside_of_the_engine("from weasyprint.layout import x")) == ["weasyprint.layout"]


BREACHES = {
    "Imports run down only": ("content/planted.py", "import factsheet_builder.builds.plan"),
    "The rooms of pdf": ("pdf/reading/planted.py", "import factsheet_builder.pdf.joining.joining"),
    "Jinja2 behind markup": ("documents/planted.py", "import jinja2"),
    "WeasyPrint behind pdf and typesetting": ("documents/planted.py", "import weasyprint"),
    "pypdf behind pdf and the fields of replies": ("builds/planted.py", "import pypdf"),
    "YAML behind yaml_source": ("content/planted.py", "import ruamel.yaml"),
    "openpyxl behind spreadsheet": ("importing/planted.py", "import openpyxl"),
    "Babel behind languages": ("documents/planted.py", "import babel"),
    "RapidFuzz behind likeness": ("content/planted.py", "import rapidfuzz"),
    "lxml behind exchange": ("languages/planted.py", "import lxml.etree"),
    "python-docx behind those who write Word files": ("languages/exchange/planted.py", "import docx"),
    "Typer and Rich behind the command line": ("views/planted.py", "import typer"),
    "Dask behind builds.making.cluster": ("builds/planted.py", "import distributed"),
    "Programs of the system behind changes.history.git_door": ("builds/planted.py", "import subprocess"),
    "Pypdfium2 behind pdf.reading.page_images": ("typesetting/planted.py", "import pypdfium2"),
    "Watchfiles behind builds.watching.file_changes": ("builds/planted.py", "import watchfiles"),
    "Starlette behind the studio": ("builds/planted.py", "import starlette.requests"),
    "Uvicorn behind studio.server.serving_loop": ("studio/server/planted.py", "import uvicorn"),
    "The server of the standard library behind serving.edition_server": ("builds/planted.py", "import http.server"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BREACHES)
def test_a_planted_breach_breaks_its_contract(tmp_path: Path, name: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "factsheet_builder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    file, words = BREACHES[name]
    (tmp_path / "factsheet_builder" / file).write_text(f'"""Planted."""\n\n{words}\n', encoding="utf-8")
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert f"{name} BROKEN" in result.stdout
    assert result.stdout.count(" BROKEN") == 1


def test_every_contract_has_its_breach() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = text[text.index("[tool.importlinter]") :]
    assert [line.split('"')[1] for line in contracts.splitlines() if line.startswith("name = ")] == list(BREACHES)
