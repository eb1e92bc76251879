"""Hostile content touches nothing outside.

A process of its own builds one project after the other, with the network blocked, and records every file that is opened
and every program that is asked for.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pikepdf
import pytest
from ruamel.yaml import YAML

from factsheet_builder.characters import find_deceiving
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from tests.conftest import Run
from tests.small_factsheet import start_small

WATCHER: Final = """
import json, os, socket, sys, traceback
opened, asked = set(), []

def watch(event, arguments):
    if event in {"open", "os.listdir", "os.scandir"} and isinstance(arguments[0], (str, bytes)):
        opened.add(os.path.realpath(os.fsdecode(arguments[0])))
    elif event in {"os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork"}:
        asked.append(event)
    elif event.startswith(("socket.", "urllib.", "http.", "ftplib.")):
        asked.append(event)
        raise OSError("no network")

import factsheet_builder.cli.app as cli
import factsheet_builder.builds.runner, factsheet_builder.builds.making.executors, factsheet_builder.cli.progress
for name, verb in cli.VERBS.items():
    verb.load(name)  # what is imported looks for libraries
sys.addaudithook(watch)
results = []
for root in sys.argv[1:]:
    opened.clear(), asked.clear()
    sys.argv = ["factsheet", "build", "--project", root]
    code = 0
    try:
        plant = os.path.join(root, "plant.py")
        if os.path.exists(plant):
            with open(plant) as file:
                exec(file.read())
        cli.main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        code = 1
    results.append({"code": code, "opened": sorted(opened), "asked": list(asked)})
print("\\n" + json.dumps(results))
"""

PARAGRAPH: Final = "This is a sample paragraph"
LIST: Final = "      - kind: list\n        id: sample-list\n"
FIGURE: Final = """\
      - kind: figure
        id: drawing
        title: A drawing
        content: { kind: image, file: picture.svg, alternative: A drawing }
"""
SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'

TEXTS: Final = {
    "script": "<script src='https://evil.example/x.js'>alert(1)</script>",
    "image": "<img src='file:///etc/passwd'> <img src='https://evil.example/x.png'>",
    "style": "<link rel='stylesheet' href='https://evil.example/x.css'> <style>@import url(file:///etc/passwd);</style>",
    "attachment": "<a rel='attachment' href='file:///etc/passwd'>x</a>",
    "template": "{{ view.__class__.__mro__ }} {% include '/etc/passwd' %} {# x #}",
}
DRAWINGS: Final = {
    "drawing-file": SVG.format('<image x:href="file:///etc/passwd" width="9" height="9"/>'),
    "drawing-remote": SVG.format('<image href="https://evil.example/x.png" width="9" height="9"/>'),
    "drawing-relative": SVG.format('<image href="../../../../../../etc/passwd" width="9" height="9"/>'),
    "drawing-use": SVG.format('<use x:href="file:///etc/passwd#a"/>'),
    "drawing-import": SVG.format(
        '<style>@import url("file:///etc/passwd"); @import url("https://evil.example");</style>'
    ),
    "drawing-script": SVG.format('<script x:href="https://evil.example/x.js"/><foreignObject>x</foreignObject>'),
    "drawing-entity": '<!DOCTYPE svg [<!ENTITY s SYSTEM "file:///etc/passwd"><!ENTITY % m SYSTEM "https://evil.example/">'
    "%m;]>" + SVG.format("<text>&s;</text>"),
    "drawing-that-is-none": "{{ 7 * 7 }}",
}
STYLES: Final = {
    "import-remote": '@import url("https://evil.example/x.css");',
    "import-file": '@import url("file:///etc/passwd");',
    "background": 'body { background: url("file:///etc/passwd") }',
    "content": 'h2::before { content: url("https://evil.example/x.png") }',
    "font": '@font-face { font-family: X; src: url("https://evil.example/x.ttf") } body { font-family: X }',
}
PLANTS: Final = {
    "plant-file": "open('/etc/passwd').close()",
    "plant-folder": "os.listdir('/home')",
    "plant-network": "try: socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError: pass",
    "plant-program": "os.system('true')",
}


@dataclass(frozen=True)
class Watched:
    """What became of a build, the files outside that it opened, and the network and programs that it asked for."""

    code: int
    outside: tuple[str, ...]
    asked: tuple[str, ...]
    made: bool


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def start(folder: Path, old: str = "", new: str = "") -> Path:
    """Start a small project and make one edit."""
    start_small(folder, "sample")
    sheet = folder / "data" / "factsheets" / "sample.yaml"
    text = sheet.read_text(encoding="utf-8")
    assert not old or text.count(old) == 1
    sheet.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return folder


def allowed(root: Path, temporary: Path) -> tuple[Path, ...]:
    """Folders that a build may open: the project, the package, Python, fonts and what the system's libraries read."""
    own = (root, temporary, Path(__file__).resolve().parents[1])
    python = [Path(folder).resolve() for folder in (sys.prefix, sys.base_prefix) if folder != "/usr"]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache").resolve()
    system = "/usr/lib /usr/local/lib /usr/share /usr/local/share /lib /etc/fonts /dev /proc /var/cache/fontconfig"
    files = "/etc/ld.so.cache /etc/localtime /etc/mime.types"
    return (*own, *python, cache, *map(Path, f"{system} {files}".split()))


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Watched]:
    """Every hostile project, built in one process."""
    base = tmp_path_factory.mktemp("hostile")
    roots = [start(base / "harmless")]
    for name, text in TEXTS.items():
        roots.append(start(base / name, f"text: {PARAGRAPH}", f"text: >-\n          {text} {PARAGRAPH}"))
    for name, drawing in DRAWINGS.items():
        roots.append(start(base / name, LIST, FIGURE + LIST))
        write(roots[-1], "data/picture.svg", drawing)
    for name, style in STYLES.items():
        roots.append(start(base / name))
        write(roots[-1], "styles/screen.css", style)
    for name, plant in PLANTS.items():
        roots.append(start(base / name, "kind: practice", "kind: nothing"))
        write(roots[-1], "plant.py", plant)
    roots.append(start(base / "link", LIST, FIGURE + LIST))
    (roots[-1] / "data" / "picture.svg").symlink_to("/etc/passwd")
    roots.append(start(base / "id", 'id: "sample"', 'id: "../../evil"'))
    temporary = tmp_path_factory.mktemp("temporary")
    result = subprocess.run(
        [sys.executable, "-P", "-c", WATCHER, *map(str, roots)],
        env={**os.environ, "TMPDIR": str(temporary)},
        cwd=base,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    facts = json.loads(result.stdout.splitlines()[-1])
    found = {}
    for root, fact in zip(roots, facts, strict=True):
        folders = allowed(root, temporary)
        outside = [name for name in fact["opened"] if not any(Path(name).is_relative_to(path) for path in folders)]
        made = (root / "out" / "en" / "sample.pdf").is_file()
        found[root.name] = Watched(fact["code"], tuple(outside), tuple(fact["asked"]), made)
    assert sorted(path.name for path in base.iterdir()) == sorted(root.name for root in roots)
    return found


def test_a_harmless_project_is_built(watched: dict[str, Watched]) -> None:
    assert watched["harmless"] == Watched(ExitCode.DONE, (), (), True)


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_is_printed(watched: dict[str, Watched], name: str) -> None:
    assert watched[name] == Watched(ExitCode.DONE, (), (), True)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_hostile_drawing_is_refused_or_drawn_without_what_it_asks_for(watched: dict[str, Watched], name: str) -> None:
    found = watched[name]
    assert (found.outside, found.asked) == ((), ())
    assert (found.code, found.made) in {(ExitCode.DONE, True), (ExitCode.REFUSED, False)}


@pytest.mark.parametrize(
    "name", ["drawing-file", "drawing-remote", "drawing-relative", "drawing-entity", "drawing-that-is-none"]
)
def test_a_drawing_that_cannot_be_drawn_as_it_is_is_refused(watched: dict[str, Watched], name: str) -> None:
    assert watched[name].code == ExitCode.REFUSED


@pytest.mark.parametrize("name", STYLES)
def test_a_hostile_stylesheet_is_refused(watched: dict[str, Watched], name: str) -> None:
    assert watched[name] == Watched(ExitCode.REFUSED, (), (), False)


@pytest.mark.parametrize("name", ["link", "id"])
def test_a_way_out_of_the_project_is_an_error_of_the_content(watched: dict[str, Watched], name: str) -> None:
    assert watched[name] == Watched(ExitCode.CONTENT, (), (), False)


@pytest.mark.parametrize(
    ("name", "outside", "asked"),
    [
        ("plant-file", ("/etc/passwd",), ()),
        ("plant-folder", ("/home",), ()),
        ("plant-network", (), ("socket.__new__", "socket.getaddrinfo")),
        ("plant-program", (), ("os.system",)),
    ],
)
def test_the_watcher_sees_what_is_planted(
    watched: dict[str, Watched], name: str, outside: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    """The negative control: code that does reach outside is seen to do so."""
    assert watched[name].outside == outside
    assert watched[name].asked == asked or (asked and watched[name].asked[0].startswith("socket."))


@pytest.mark.parametrize(
    ("link", "is_folder"),
    [
        ("data/annexes/all/terms.pdf", False),
        ("data/annexes/MLT", True),
        ("data/factsheets/other.yaml", False),
        ("data/updates/secret.yaml", False),
        ("data/locales/fr", True),
        ("data/parties-2.yaml", False),
        ("templates/document.html", False),
        ("styles/screen.css", False),
    ],
)
@pytest.mark.parametrize("command", [["plan"], ["check"], ["build"]], ids=" ".join)
def test_a_link_that_leads_out_of_an_input_folder_is_refused(
    project: Project, tmp_path: Path, factsheet: Run, command: list[str], link: str, is_folder: bool
) -> None:
    """Whatever folder it stands in: a foreign file is not printed, translated from or put into a pack."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.pdf").write_bytes(b"%PDF-1.7 secret")
    path = project.root / link
    shutil.rmtree(path, ignore_errors=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(elsewhere if is_folder else elsewhere / "secret.pdf")
    result = factsheet(*command, cwd=project.root)
    assert result.returncode == ExitCode.CONTENT
    assert result.stderr.startswith(f"{link}: error: This link leads out of the folder {link.partition('/')[0]}")
    assert not (project.root / "out").exists()


def test_a_link_inside_an_input_folder_and_a_linked_input_folder_are_fine(project: Project, tmp_path: Path) -> None:
    """Whoever runs the builder may keep the content elsewhere; inside, one file may serve twice."""
    shutil.move(project.data, tmp_path / "kept")
    project.data.symlink_to(tmp_path / "kept")
    (project.data / "twice.yaml").symlink_to(project.data / "parties.yaml")
    assert Project.at(project.root) == project


HOSTILE = "MLT\n\x1b[31mFAKE\u202e\x07"


@pytest.mark.parametrize(
    "command",
    [
        ["explain", "--party", HOSTILE],
        ["plan", "--party", HOSTILE],
        ["build", "--locale", HOSTILE],
        ["check", "--factsheet", HOSTILE],
        ["messages", "status", "--locale", HOSTILE],
        ["inspect", HOSTILE],
        ["inspect", "hostile.pdf"],
        ["join", "hostile.pdf", HOSTILE, "--out", "joined.pdf"],
        ["new", HOSTILE],
    ],
    ids=lambda command: " ".join(command[:2]).encode("unicode_escape").decode(),
)
def test_no_name_speaks_to_the_terminal(project: Project, factsheet: Run, command: list[str]) -> None:
    """Neither one from the command line nor one in a file; what it holds is shown instead."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = HOSTILE
        pdf.save(project.root / "hostile.pdf")
    result = factsheet(*command, cwd=project.root)
    said = result.stdout + result.stderr
    assert find_deceiving(said) == ()
    assert "<U+001B>" in said or "FAKE" not in said


@pytest.mark.parametrize(
    "command",
    [
        ["inspect", "hostile.pdf", "--json"],
        ["replies", "read", "hostile.pdf"],
        ["replies", "read", "hostile.pdf", "--json"],
    ],
    ids=" ".join,
)
def test_data_for_programs_is_safe_to_look_at_and_unchanged(
    project: Project, factsheet: Run, command: list[str]
) -> None:
    hostile = "Law\u202e of 2020\u2028 \U000e0041"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = hostile
        name = "reply/v1/assistance-to-victims/2022-03-10/HUN/en/VI-2/measures"
        field = pikepdf.Dictionary(T=name, FT=pikepdf.Name.Tx, V=hostile)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
        pdf.save(project.root / "hostile.pdf")
    said = factsheet(*command, cwd=project.root).stdout
    assert find_deceiving(said) == ()
    read = json.loads(said) if "--json" in command else YAML(typ="safe", pure=True).load(said)
    assert hostile in str(read.get("title") or read["files"][0]["replies"][0]["answers"][0]["measures"])


@pytest.mark.parametrize("name", ["\u202etxt.fdp", "a\u2066b", "\x1b[31m", "a\U000e0041"])
def test_the_title_of_a_joined_file_cannot_deceive(tmp_path: Path, factsheet: Run, name: str) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "part.pdf")
    result = factsheet("join", "part.pdf", "--title", name, "--out", "joined.pdf", cwd=tmp_path)
    assert result.returncode == ExitCode.USAGE
    assert "join-title" in result.stderr
    assert not (tmp_path / "joined.pdf").exists()
    assert (
        factsheet("join", "part.pdf", "--title", "A\u200b title", "--out", "joined.pdf", cwd=tmp_path).returncode == 0
    )
    with pikepdf.open(tmp_path / "joined.pdf") as joined:
        assert str(joined.docinfo["/Title"]) == "A title"


def test_the_name_of_an_annex_cannot_deceive(project: Project, factsheet: Run) -> None:
    folder = project.data / "annexes" / "MLT"
    folder.mkdir(parents=True)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(folder / "law\u202e2020.pdf")
    result = factsheet("build", "--kind", "pack", "--party", "MLT", "--extra", cwd=project.root)
    assert result.returncode == ExitCode.CONTENT
    assert "law<U+202E>2020.pdf: error: The name of this file has U+202E" in result.stderr
