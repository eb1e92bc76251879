"""What a build depends on: every package that is installed for the project, and what these need."""

import re
from importlib.metadata import version

from factsheet_builder.builds.sources import installed_packages
from tests.conftest import ROOT


def pinned(file: str) -> dict[str, str]:
    """Return the versions that a file of requirements pins, by normalised names."""
    found = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): number for name, number in found}


def test_they_are_those_that_are_pinned_for_running() -> None:
    """But for packages of other systems; an upgrade of any of them makes files stale."""
    found, wanted = installed_packages(), pinned("requirements.txt")
    assert {name: wanted.get(name) for name in found} == found
    of_the_studio = {
        "click",
        "h11",
        "pypdfium2",
        "python-multipart",
        "starlette",
        "uvicorn",
    }  # no file is made with them
    assert set(wanted) - set(found) <= {"colorama", "brotlicffi", *of_the_studio}


def test_packages_of_packages_and_of_their_extras_count_and_tools_do_not() -> None:
    found = installed_packages()
    assert found["pyicu-wheels"] == version("pyicu-wheels")  # orders the names of Parties
    assert {"brotli", "zopfli", "cffi", "pycparser", "webencodings"} <= set(found)
    assert not {"pytest", "mypy", "distributed", "factsheet-builder"} & set(found)
