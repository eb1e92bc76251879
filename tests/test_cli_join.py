"""``factsheet join`` from outside: what it writes, what it says of each part, and that a failure writes nothing."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from tests.pdf.joining.documents import Craft, fixture, weasyprint_file

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files to join: two that claim PDF/UA-1 and have a form, one that claims nothing, and two that cannot be joined."""
    for number, name in enumerate(("one", "two"), 1):
        (tmp_path / f"{name}.pdf").write_bytes(weasyprint_file(number, form=True))
    (tmp_path / "plain.pdf").write_bytes(fixture("chromium"))
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        pdf.save(tmp_path / "secret.pdf", encryption=pikepdf.Encryption(user="word", owner="word"))
    (tmp_path / "broken.pdf").write_bytes(b"no PDF at all")
    return tmp_path


def test_join_tells_where_parts_lie_what_is_claimed_and_what_was_renamed(factsheet: Run, folder: Path) -> None:
    result = factsheet("join", "one.pdf", "two.pdf", "-o", "joined.pdf", "--title", "Both", "--strict", cwd=folder)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:4] == [
        "joined joined.pdf (4 pages)",
        "  one.pdf: pages 1 to 2",
        "  two.pdf: pages 3 to 4",
        "  claims PDF/UA-1, as every part does",
    ]
    assert "  renamed in two.pdf: form field “name” is now “name-2”" in lines
    assert "  renamed in two.pdf: 5 × destination, everything that uses it included" in lines
    assert not [line for line in lines if "“t”" in line]
    assert (folder / "joined.pdf").stat().st_mode & 0o777 == 0o644
    with pikepdf.open(folder / "joined.pdf") as pdf:
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == ["name", "r", "name-2", "r-2"]
        assert str(pdf.docinfo["/Title"]) == "Both"
        assert str(pdf.Root.Lang) == "en"
        assert len(pdf.Root.StructTreeRoot.K[0].K) == 2
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["one", "two"]


def test_join_names_the_part_that_spoils_a_claim(factsheet: Run, folder: Path) -> None:
    result = factsheet("join", "one.pdf", "plain.pdf", "--out", "joined.pdf", "--language", "fr", cwd=folder)
    assert result.returncode == 0
    assert "  does not claim PDF/UA-1, because of plain.pdf\n" in result.stdout
    assert "plain.pdf: warning: The result does not claim PDF/UA-1: this part does not claim it." in result.stderr
    with pikepdf.open(folder / "joined.pdf") as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()


def test_join_names_what_it_removed(factsheet: Run, folder: Path) -> None:
    def finish(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    (folder / "script.pdf").write_bytes(Craft(finish=finish).data())
    result = factsheet("join", "script.pdf", "-o", "joined.pdf", cwd=folder)
    assert result.returncode == 0
    assert "script.pdf: warning: Removed what a delivered file must not run: " in result.stderr
    assert "JavaScript" in result.stderr
    assert "no part claims a standard" in result.stdout
    with pikepdf.open(folder / "script.pdf") as before, pikepdf.open(folder / "joined.pdf") as after:
        assert "/OpenAction" in before.Root
        assert "/OpenAction" not in after.Root


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("one.pdf", "plain.pdf", "--strict"), 4, ["plain.pdf: warning", "(join-claim-spoiled)"]),
        (("one.pdf", "secret.pdf", "broken.pdf"), 4, ["secret.pdf: error", "broken.pdf: error"]),
        (("no.pdf", "one.pdf", "nor.pdf"), 5, ["no.pdf: error: The file cannot be read", "nor.pdf: error"]),
        (("one.pdf", "--title", "two\nlines"), 2, ["needs a title of one line"]),
        (("one.pdf", "--language", "the language"), 2, ["is not a language"]),
        ((), 2, ["Missing argument"]),
    ],
)
def test_what_fails_writes_nothing(
    factsheet: Run, folder: Path, arguments: tuple[str, ...], code: int, words: list[str]
) -> None:
    (folder / "joined.pdf").write_bytes(b"the last good file")
    result = factsheet("join", *arguments, "-o", "joined.pdf", cwd=folder)
    assert result.returncode == code, result.stderr
    assert [word for word in words if word not in result.stderr] == []
    assert result.stdout == ""
    assert (folder / "joined.pdf").read_bytes() == b"the last good file"
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_part_is_not_overwritten_and_a_result_is_asked_for(factsheet: Run, folder: Path) -> None:
    before = (folder / "one.pdf").read_bytes()
    result = factsheet("join", "one.pdf", "two.pdf", "-o", "./one.pdf", cwd=folder)
    assert (result.returncode, "(join-onto-part)" in result.stderr) == (2, True)
    assert (folder / "one.pdf").read_bytes() == before
    assert factsheet("join", "one.pdf", cwd=folder).returncode == 2
    assert factsheet("join", "one.pdf", "-o", "no/such/folder.pdf", cwd=folder).returncode == 5
