"""Files of translations beyond every measure: refused with place, figure, limit and remedy, in little time and memory."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from factsheet_builder.errors import ContentError, ExitCode
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.catalogs import parse_po, po_bytes
from factsheet_builder.languages.exchange.formats import read_file
from factsheet_builder.languages.exchange.termbase import read_tbx
from factsheet_builder.project import Project

HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Plural-Forms: nplurals={}; plural=(n > 1);\\n"\n\n'
XLIFF = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="x" datatype="x" '
    'source-language="en" target-language="fr"><body>{}</body></file></xliff>'
)
UNIT = '<trans-unit id="{}"><source>A</source><target>{}</target></trans-unit>'
TBX = '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca"><text><body>{}</body></text></tbx>'
CONCEPT = (
    '<conceptEntry id="c{0}"><langSec xml:lang="en"><termSec><term>t{0}{1}</term></termSec></langSec></conceptEntry>'
)

ENTRY = 'msgid "A"\nmsgstr "{}"\n'
HOSTILE = {
    "entry.po": HEAD.format(2) + ENTRY.format("x" * 25_000_000),
    "line.po": HEAD.format(2) + ENTRY.format("x" * 7_000_000),
    "many-lines.po": HEAD.format(2) + ENTRY.format("x") + '"xxxxxxxxxx"\n' * 300_000,
    "old.po": HEAD.format(2) + '#~ msgid "A"\n#~ msgstr ""\n' + '#~ "xxxxxxxxxx"\n' * 300_000,
    "forms.po": HEAD.format(99999999) + 'msgid "A"\nmsgid_plural "B"\nmsgstr[0] "x"\nmsgstr[1] "x"\n',
    "split.po": HEAD.replace("nplurals={};", 'nplurals=9999"\n\n"9999;') + ENTRY.format("x"),
    "none.po": HEAD.format(0) + ENTRY.format("x"),
    "entries.po": HEAD.format(2) + "".join(f'msgid "{n}"\nmsgstr "x"\n' for n in range(150_000)),
    "blank.po": HEAD.format(2) + ENTRY.format("x") + "\n" * 7_000_000,
    "keys.po": HEAD.format(2) + ("# " + "key=" * 4900 + "\n") * 400 + ENTRY.format("x"),
    "spaces.xlf": XLIFF.format("".join(UNIT.format(n, " " * 19_000 + "x") for n in range(400))),
    "target.xlf": XLIFF.format(UNIT.format("a", "x" * 9_000_000)),
    "text.xlf": XLIFF.format(UNIT.format("a", "x" * 7_000_000)),
    "codes.xlf": XLIFF.format(UNIT.format("a", '<x id="n1"/>xxxxxxxxxx' * 100_000)),
    "id.xlf": XLIFF.format(UNIT.format("a" * 7_000_000, "x")),
    "units.xlf": XLIFF.format("".join(UNIT.format(n, "x") for n in range(40_000))),
    "more.xlf": XLIFF.format("".join(UNIT.format(n, "x") for n in range(150_000))),
    "tags.xlf": XLIFF.format("<x/>" * 1_500_000),
    "attributes.xlf": XLIFF.format("<x " + " ".join(f'a{n}="1"' for n in range(500_000)) + "/>"),
    "deep.xlf": XLIFF.format("<g>" * 150 + "</g>" * 150),
}
HOSTILE_TBX = {
    "concepts.tbx": TBX.format("".join(CONCEPT.format(n, "") for n in range(45_000))),
    "term.tbx": TBX.format(CONCEPT.format(1, "x" * 7_000_000)),
    "large.tbx": TBX.format(CONCEPT.format(1, "x" * 25_000_000)),
}


def limited(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in 300 MB; the figure of seconds is for slow machines, each file takes less than one."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (300 << 20, 300 << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    command = [sys.executable, "-m", "factsheet_builder", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "400"}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=300, preexec_fn=limit, env=environment, check=False
    )


def is_refused(line: str) -> bool:
    """Tell whether a line says a limit and a remedy, and is not itself a flood."""
    return any(f"({code})" in line for code in ("too-large", "too-long", "too-many", "too-deep")) and len(line) < 400


OFTEN = ("entry.po", "forms.po", "entries.po", "keys.po", "target.xlf", "more.xlf", "attributes.xlf", "deep.xlf")


@pytest.mark.parametrize(
    "names",
    [OFTEN[:1], pytest.param(OFTEN, marks=pytest.mark.slow), pytest.param(tuple(HOSTILE), marks=pytest.mark.slow)],
    ids=["one", "one of each", "all"],
)
def test_what_comes_back_beyond_measure_is_refused(project: Project, tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).write_text(HOSTILE[name])
    done = limited("messages", "import", "--project", project.root, *(tmp_path / name for name in names))
    lines = [line for line in done.stderr.splitlines() if is_refused(line)]
    # These two are within the limits, and once took minutes.
    within = [name for name in ("keys.po", "spaces.xlf") if name in names]
    assert [name for name in names if not any(line.startswith(name) for line in lines)] == within
    assert done.returncode == ExitCode.CONTENT
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", HOSTILE_TBX)
def test_a_termbase_beyond_measure_is_refused(project: Project, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(HOSTILE_TBX[name])
    done = limited("glossary", "import", "--project", project.root, tmp_path / name)
    assert (done.returncode, is_refused(done.stderr), done.stderr.startswith(name)) == (ExitCode.CONTENT, True, True)


@pytest.mark.slow
def test_a_catalog_of_the_project_beyond_measure_is_refused(project: Project) -> None:
    broken = {"labels": "entry.po", "publication": "forms.po", "assistance-to-victims": "many-lines.po"}
    for domain, name in broken.items():
        project.catalog_path("fr", domain).write_text(HOSTILE[name])
    for verb in (("messages", "update"), ("build", "--locale", "fr")):
        done = limited(*verb, "--project", project.root)
        places = {
            line.split(":")[0].split("/")[-1].split(".")[0] for line in done.stderr.splitlines() if is_refused(line)
        }
        assert (done.returncode, places) == (ExitCode.CONTENT, set(broken)), (verb, done.stderr[-2000:])


def test_the_largest_files_that_are_read() -> None:
    forms = parse_po(HEAD.format(limits.FORMS).encode(), "x.po", "fr")
    assert forms.num_plurals == limits.FORMS
    full = "".join(f'msgid "{n}"\nmsgstr "{n}"\n' for n in range(limits.UNITS - 1))  # the header is one as well
    assert len(parse_po((HEAD.format(2) + full).encode(), "x.po", "fr")) == limits.UNITS - 1
    long = "x" * (limits.TEXT - 20)
    assert long in po_bytes(parse_po((HEAD.format(2) + ENTRY.format(long)).encode(), "x.po", "fr")).decode()
    (unit,) = read_file(XLIFF.format(UNIT.format("a", "x" * limits.TEXT)).encode(), "x.xlf", {}).units
    assert len(unit.target) == limits.TEXT
    with pytest.raises(ContentError):
        read_file(XLIFF.format(UNIT.format("a", "x" * (limits.TEXT + 1))).encode(), "x.xlf", {})
    assert len(read_tbx(TBX.format("".join(CONCEPT.format(n, "") for n in range(2000))).encode(), "x.tbx")) == 2000
