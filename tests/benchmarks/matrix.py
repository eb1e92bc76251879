"""Project × Parties -> what the other programs are given: the same views as finished HTML, and as JSON for Typst.

A peer starts from words that are selected, ordered and printed already: reading, checking and tailoring the content is
left out of its time. Each part of a pack is a document of its own, as in the build.
"""

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final

from factsheet_builder.builds.drafts import selection
from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.content.parties import Party
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.packs.assembly import Tab, front
from factsheet_builder.project import Project
from factsheet_builder.replies.reply_form import reply_form
from factsheet_builder.typesetting.fonts import font_faces
from factsheet_builder.typesetting.markup import Layout, Printer
from factsheet_builder.views.document_view import DocumentView
from tests.benchmarks.peers.job import STYLE

_STYLES: Final = ("tokens.css", "base.css", "components.css", "screen.css")


def prepare(
    project: Project,
    name: str,
    codes: Iterable[str],
    folder: Path,
    cache: Path,
    kinds: Iterable[str] = ("tailored", "pack"),
) -> None:
    """Write the tailored version and the pack of each Party in ``codes`` into ``folder``, as a job for the peers."""
    content = load_content(project, name)
    printer = Printer(project.template_folders, project.style("tokens.css"))
    faces = font_faces(cache)
    rules = "\n".join(face.rule.replace("asset:/fonts/", f"{(cache / 'fonts').as_uri()}/") for face in faces)
    (folder / STYLE).write_text("\n".join([rules, *map(project.style, _STYLES)]), encoding="utf-8")
    shutil.copy(Path(__file__).parent / "peers" / "chromium.css", folder)
    tasks: dict[str, list[str]] = {}
    for code in codes:
        party = content.common.register.by_code[code]
        for kind in kinds:
            views = (tailored(content, party),) if kind == "tailored" else tuple(pack(content, party))
            tasks[f"{kind}-{code}"] = _write(folder, f"{kind}-{code}", views, printer)
    job = {"fonts": str(cache / "fonts"), "tasks": tasks}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")


def _write(folder: Path, name: str, views: tuple[DocumentView, ...], printer: Printer) -> list[str]:
    """Write the parts of a file, the same in one document and as JSON; return the names of the parts."""
    parts = [printer.html(view, Layout()) for view in views]
    names = [f"{name}.{number}.html" for number, _ in enumerate(parts)]
    for part, file in zip(parts, names, strict=True):
        (folder / file).write_text(part, encoding="utf-8")
    (folder / f"{name}.html").write_text(in_one(parts), encoding="utf-8")
    (folder / f"{name}.json").write_text(json.dumps({"parts": [as_data(view) for view in views]}), encoding="utf-8")
    return names


def tailored(content: Content, party: Party) -> DocumentView:
    """Return the view of the full version for ``party``."""
    common, version = content.common, Version(party, selection(content, party, "full"))
    return tailor(content.sheet, common.register, common.publication, Localiser("en"), version)


def pack(content: Content, party: Party) -> Iterator[DocumentView]:
    """Yield the views of the pack of ``party`` in the order of its pages."""
    common, localiser = content.common, Localiser("en")
    general = tailor(content.sheet, common.register, common.publication, localiser)
    form = reply_form(content.sheet, common.register, common.publication, localiser, party)
    titles = (f"Factsheet for {localiser.party_in_prose(party)}", "General factsheet", "Reply form")
    tabs = [Tab(letter, title, title, b"", f"{letter}-") for letter, title in zip("ABC", titles, strict=True)]
    views = (tailored(content, party), general, form)
    yield front(general, localiser, party, list(zip(tabs, views, strict=True)))
    yield from views


def in_one(parts: Sequence[str]) -> str:
    """Return the parts as one HTML document, each on pages of its own, its anchors told apart by its number."""
    head = parts[0].partition("<body")[0]
    bodies = []
    for number, part in enumerate(parts):
        found = re.search(r'<body class="([^"]*)">(.*)</body>', part, re.DOTALL)
        assert found is not None
        anchored = re.sub(r'(\b(?:id|for)="|href="#)', rf"\g<1>p{number}.", found[2])
        bodies.append(f'<div class="{found[1]}" style="break-before: page">{anchored}</div>')
    links = f'<link rel="stylesheet" href="{STYLE}"><link rel="stylesheet" href="chromium.css">'
    return f"{head.replace('</head>', f'{links}</head>')}<body>{''.join(bodies)}</body></html>"


def as_data(value: Any) -> Any:
    """Return a view as JSON knows it; each block says of which kind it is."""
    if is_dataclass(value):
        data = {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
        return data | ({"kind": value.kind} if hasattr(value, "kind") else {})
    if isinstance(value, tuple):
        return [as_data(part) for part in value]
    return value
