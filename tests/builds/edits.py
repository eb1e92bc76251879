"""Random edits of a project as people make them, one at a time: words, blocks, notes, Parties, styles, templates."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from factsheet_builder.project import Project
from tests.conftest import ROOT

Edit = Callable[[Project, Random], None]
_SHEET = "factsheets/assistance-to-victims.yaml"
_LINE = re.compile(r"^ {10,16}[A-Z“]?[a-z ,’]{30,}$", re.MULTILINE)
"""A line of running text, without marks."""
_BLOCK = re.compile(r"^( {6}|  {8})- kind: (?:paragraph|practice)\n(?:\1  .*\n|\n)+", re.MULTILINE)
_CALL = re.compile(r"\[\^[a-z0-9-]+\]")


def _rewrite(project: Project, change: Callable[[str], str], file: str = _SHEET) -> None:
    path = project.data / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def change_words(project: Project, chance: Random) -> None:
    """Put words in or take one out, somewhere in the running text."""

    def change(text: str) -> str:
        line = chance.choice(list(_LINE.finditer(text)))
        indent, words = re.match(" *", line[0])[0], line[0].split()  # type: ignore[index]
        place = chance.randrange(1, len(words))
        words[place : place + chance.randrange(2)] = chance.choice(
            (["changed"], ["and", "more", "words", "beside"], [])
        )
        return text[: line.start()] + indent + " ".join(words) + text[line.end() :]

    _rewrite(project, change)


def remove_a_block(project: Project, chance: Random) -> None:
    """Take out a paragraph or a practice."""

    def change(text: str) -> str:
        block = chance.choice(list(_BLOCK.finditer(text)))
        return text[: block.start()] + text[block.end() :]

    _rewrite(project, change)


def move_a_note(project: Project, chance: Random) -> None:
    """Call a note somewhere else: at the end of a line of running text."""

    def change(text: str) -> str:
        calls = [call for call in _CALL.finditer(text) if call.start() > text.index("blocks:")]
        call = chance.choice(calls)
        text = text[: call.start()] + text[call.end() :]
        line = chance.choice([line for line in _LINE.finditer(text) if not line[0].endswith(",")])
        return text[: line.end()] + call[0] + text[line.end() :]

    _rewrite(project, change)


def change_a_list(project: Project, chance: Random) -> None:
    """Take a Party out of a list of Parties, or put Norway in."""

    def change(text: str) -> str:
        found = chance.choice(list(re.finditer(r"\b([A-Z]{3}), ([A-Z]{3})\b", text)))
        return text[: found.start()] + chance.choice((found[1], f"{found[1]}, NOR, {found[2]}")) + text[found.end() :]

    _rewrite(project, change)


def change_a_style(project: Project, chance: Random) -> None:
    """Give the project a stylesheet of its own: other lengths, a counter, a rule that looks at what follows."""
    target = project.root / "styles" / "components.css"
    target.parent.mkdir(exist_ok=True)
    rule = chance.choice(
        (
            f"p {{ margin-bottom: {chance.randrange(4, 14)}pt }}",
            f"p:last-child {{ letter-spacing: {chance.uniform(0, 1):.1f}pt }}",
            "main { counter-reset: own } p::before { counter-increment: own; content: counter(own) ' ' }",
            "h2 { break-before: page }",
            "p { word-break: break-all }",
            "p { text-align: justify; overflow-wrap: anywhere; hyphens: none }",
            "li { float: left; width: 40% } .practice { position: relative; left: 2mm }",
            f"p {{ orphans: {chance.randrange(1, 5)}; widows: {chance.randrange(1, 5)} }}",
        )
    )
    target.write_text((ROOT / "styles" / "components.css").read_text(encoding="utf-8") + rule + "\n", encoding="utf-8")


def change_a_template(project: Project, chance: Random) -> None:
    """Give the project a template of its own for paragraphs."""
    target = project.root / "templates" / "components" / "paragraph.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    own = (ROOT / "templates" / "components" / "paragraph.html").read_text(encoding="utf-8")
    target.write_text(own.replace("<p", f'<p data-own="{chance.randrange(3)}"', 1), encoding="utf-8")


def change_the_standard(project: Project, chance: Random) -> None:
    """Claim the standards of PDF 1.7 or those of PDF 2.0."""
    pair = chance.choice(("ua1-a3a", "ua2-a4f"))
    _rewrite(project, lambda text: re.sub(r"(?m)^conformance: .*$", f"conformance: {pair}", text), "publication.yaml")


def change_the_annexes(project: Project, chance: Random) -> None:
    """Put a file beside the packs, or take it away."""
    folder = project.data / "annexes" / "all"
    if folder.is_dir():
        shutil.rmtree(folder)
        return
    folder.mkdir(parents=True)
    fixture = sorted((ROOT / "tests" / "pdf" / "joining").rglob("*.pdf"))
    shutil.copy(chance.choice(fixture), folder / "annex.pdf")


def change_an_update(project: Project, chance: Random) -> None:
    """Date what was received after adoption otherwise, or word it otherwise."""

    def change(text: str) -> str:
        start = text.index("- kind: update")
        return text[:start] + text[start:].replace(" information", f" {'new ' * chance.randrange(1, 3)}information", 1)

    _rewrite(project, change)


EDITS: tuple[Edit, ...] = (
    change_words,
    change_words,
    change_words,
    remove_a_block,
    move_a_note,
    change_a_list,
    change_a_style,
    change_a_template,
    change_the_standard,
    change_an_update,
    change_the_annexes,
)


def copy_of_shipped(folder: Path) -> Project:
    """Return a copy of the shipped project's data in ``folder``."""
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("deliverables.yaml"))
    return Project(folder)
