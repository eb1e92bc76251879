"""No word of one body stands in code, templates, styles or labels: whose publication it is, is said by its data."""

import re
from collections.abc import Iterator
from pathlib import Path

from factsheet_builder.languages.labels import labels
from factsheet_builder.project import Project
from tests.conftest import ROOT

OF_ONE_BODY = re.compile(
    r"council of europe|lanzarote|coe\.int|promising practice|monitoring round|\bthe convention\b|\bthe committee\b",
    re.IGNORECASE,
)
IN_LABELS = re.compile(r"\bpart(y|ies)\b|committee|convention|promising|monitoring|\bthe report\b", re.IGNORECASE)
"""Words that a label has only in the names of its values."""
KINDS = {".py", ".html", ".css", ".js", ".yaml"}
SAMPLE = re.compile(r"The Committee(?= \*\*|\", body)")
"""What the skeleton calls the body, until the publication says it."""


def words_of_one_body(folder: Path) -> Iterator[str]:
    """Yield each line of the program that has words of one body."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in KINDS or "shipped" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if OF_ONE_BODY.search(SAMPLE.sub("", line)):
                yield f"{path}:{number}: {line.strip()}"


def test_the_program_knows_no_body() -> None:
    found = [line for name in ("factsheet_builder", "templates", "styles") for line in words_of_one_body(ROOT / name)]
    assert not found, "\n".join(found)


def test_labels_know_no_body() -> None:
    found = [
        form
        for label in labels()
        for form in (label.source, label.plural)
        if IN_LABELS.search(re.sub(r"\{\w+\}", "", form))
    ]
    assert not found, found


def test_a_word_of_one_body_is_found(tmp_path: Path, shipped: Project) -> None:
    (tmp_path / "a.html").write_text("<p>It is not a document of the Council of Europe.</p>", encoding="utf-8")
    assert len(list(words_of_one_body(tmp_path))) == 1
    assert len(list(words_of_one_body(shipped.data))) > 10
    assert IN_LABELS.search("Overview of Parties")
