"""What a process keeps from one file to the next changes no byte: random edits, made with and without."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import Draft, PackDraft
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.making.keeping import Keeping
from factsheet_builder.builds.making.maker import Made, Maker
from factsheet_builder.builds.sources import read_sources
from factsheet_builder.errors import ExitCode, FactsheetError
from factsheet_builder.pdf.engine_caches.flow import Flow
from factsheet_builder.pdf.engine_caches.kept_lines import KeptLines
from factsheet_builder.pdf.engine_caches.kept_pages import KeptPages
from factsheet_builder.project import Project, cache_folder
from factsheet_builder.typesetting.editions import Edition
from tests.builds.conftest import edit, files_of, run
from tests.builds.edits import EDITS, copy_of_shipped

SHEET = "assistance-to-victims"
PARTIES = ("MLT", "HRV", "MDA", "IRL", "TUN", "ALB")
LOCALES = ("en", "en", "en", "fr", "uk", "ar", "ka", "ar-XB", "en-XA")
OFF = Keeping(is_on=False)


@dataclass
class Pair:
    """Two makers of one project, one that keeps and one that does not; both begin anew when templates or styles change."""

    project: Project
    keeping: Keeping

    def __post_init__(self) -> None:
        self.made = Counter[str]()
        self._state: object = None

    def makers(self) -> tuple[Maker, Maker]:
        own = [folder for name in ("templates", "styles") for folder in (self.project.root / name,)]
        state = {file: file.read_bytes() for folder in own for file in folder.rglob("*") if file.is_file()}
        if state != self._state:
            self._state = state
            sources = read_sources(self.project)
            self._makers = tuple(
                Maker(self.project, cache_folder(), sources, keeping=keeping) for keeping in (self.keeping, OFF)
            )
        one, other = self._makers
        return one, other

    def compare(self, deliverable: Deliverable) -> None:
        """Make a deliverable of what the project says now with both, and hold them against each other."""
        try:
            drafter = Drafter(self.project)
            drafts = drafts_of(drafter, deliverable)
        except FactsheetError:
            self.made["not valid"] += 1
            return
        one, other = (outcome(maker, drafts) for maker in self.makers())
        assert type(one) is type(other), (one, other)
        if isinstance(one, Made) and isinstance(other, Made):
            assert one.diagnostics == other.diagnostics
            is_same = (
                one.pdf == other.pdf
            )  # compared here: to say how two files differ takes pytest a quarter of a minute
            assert is_same, f"{deliverable} differs"
            self.made["same"] += 1
        else:
            assert one == other
            self.made["refused"] += 1

    def hits(self) -> int:
        caches = self._makers[0]._typesetter._caches
        return caches.pages.hits if caches else 0


def drafts_of(drafter: Drafter, deliverable: Deliverable) -> list[Draft]:
    draft = drafter.draft(deliverable)
    taken = draft.made_from
    tabs = taken.factsheets if isinstance(taken, PackDraft) else ()
    return [*(drafter.draft(tab) for tab in tabs), draft]


def outcome(maker: Maker, drafts: list[Draft]) -> Made | list[str]:
    """Return the last of the drafts, made, or why it is not."""
    there: dict[Deliverable, Made] = {}
    try:
        for draft in drafts:
            there[draft.deliverable] = maker.make(draft, there)
    except FactsheetError as error:
        return [str(problem) for problem in error.diagnostics]
    finally:
        maker.forget()
    return there[drafts[-1].deliverable]


def any_deliverable(chance: Random, kinds: tuple[Kind, ...]) -> Deliverable:
    kind = chance.choice(kinds)
    party = "" if kind is Kind.FACTSHEET else chance.choice(PARTIES)
    profile = chance.choice(("full", "full", "brief")) if kind is Kind.TAILORED else "full" if party else ""
    edition = Edition.PRESS if kind is not Kind.PACK and chance.random() < 0.2 else Edition.SCREEN
    return Deliverable(SHEET, chance.choice(LOCALES), kind, party, profile, edition)


def story(folder: Path, seed: int, steps: int, kinds: tuple[Kind, ...], keeping: Keeping, per_step: int = 2) -> Pair:
    """Edit a project and make files of it, again and again, with and without what is kept."""
    chance = Random(seed)
    pair = Pair(copy_of_shipped(folder / "project"), keeping)
    for _ in range(steps):
        shutil.copytree(pair.project.root, folder / "before")
        chance.choice(EDITS)(pair.project, chance)
        wrong = pair.made["not valid"], pair.made["refused"]
        for _ in range(per_step):
            pair.compare(any_deliverable(chance, kinds))
        if (pair.made["not valid"], pair.made["refused"]) != wrong:  # such edits are taken back, as people do
            shutil.rmtree(pair.project.root)
            shutil.copytree(folder / "before", pair.project.root)
        shutil.rmtree(folder / "before")
    return pair


@pytest.mark.slow
def test_random_edits_give_the_same_files_with_and_without(tmp_path: Path) -> None:
    pair = story(tmp_path, 3, 3, (Kind.TAILORED, Kind.TAILORED, Kind.FACTSHEET), Keeping(is_for_many=False), 1)
    assert pair.made["same"] >= 2, pair.made


@pytest.mark.slow
@pytest.mark.parametrize("is_for_many", [False, True], ids=["at-once", "many"])
@pytest.mark.parametrize("seed", [3, 4])
def test_long_stories_give_the_same_files_with_and_without(tmp_path: Path, seed: int, is_for_many: bool) -> None:
    pair = story(tmp_path, seed, 6, (*Kind, Kind.TAILORED), Keeping(is_for_many=is_for_many))
    assert pair.made["same"] >= 6, pair.made


def two_versions(folder: Path, keeping: Keeping) -> Pair:
    """Make versions of different Parties, which share most pages."""
    pair = Pair(copy_of_shipped(folder), keeping)
    for party in ("MLT", "ALB"):
        pair.compare(Deliverable(SHEET, "en", Kind.TAILORED, party, "full"))
    return pair


@pytest.mark.slow
def test_pages_are_really_taken_again(tmp_path: Path) -> None:
    pair = two_versions(tmp_path, Keeping(is_for_many=False))
    assert pair.made["same"] == 2
    assert pair.hits() >= 3
    caches = pair._makers[0]._typesetter._caches
    assert caches is not None
    assert caches.paintings.hits >= 3
    assert caches.lines.kept.hits > caches.lines.kept.misses / 2
    assert caches.drawings.kept.hits > caches.drawings.kept.misses / 3


def small_versions(project: Project) -> Pair:
    """Make versions of a small factsheet for different Parties, then all again with other words."""
    pair = Pair(project, Keeping(is_for_many=False))
    for old, new in (("sample text", "changed text"), ("changed text", "sample text")):
        edit(project, old, new)
        for party in ("MLT", "HRV"):
            pair.compare(Deliverable("small", "en", Kind.TAILORED, party, "full"))
    return pair


@pytest.mark.parametrize("left_out", ["texts of pages", "styles of lines"])
@pytest.mark.slow
def test_a_key_that_leaves_something_out_is_noticed(
    bare: Project, monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    """The negative controls: pages that are known without their words, lines and texts without their style."""
    assert small_versions(bare).made["same"] == 4
    if left_out == "texts of pages":
        own = Flow._of_box

        def without_words(*arguments: Any) -> Iterator[object]:
            return (part for part in own(*arguments) if not isinstance(part, str) or "::" in part)

        monkeypatch.setattr(Flow, "_of_box", without_words)
    else:
        for module in ("kept_lines", "kept_drawings"):
            monkeypatch.setattr(f"factsheet_builder.pdf.engine_caches.{module}.style_key", lambda _style: "")
    with pytest.raises(AssertionError):
        small_versions(bare)


@pytest.mark.slow
def test_little_room_changes_nothing(bare: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from factsheet_builder.pdf.engine_caches import caches

    monkeypatch.setattr(caches, "KeptLines", lambda **_: KeptLines(5, 10_000))
    monkeypatch.setattr(caches, "KeptPages", lambda **_: KeptPages(2, 10**9, is_for_many=False))
    pair = small_versions(bare)
    kept = pair._makers[0]._typesetter._caches
    assert kept is not None
    assert len(kept.lines.kept) <= 5
    assert len(kept.pages.kept) <= 2
    assert pair.made["same"] == 4


@pytest.mark.slow
def test_a_build_checks_what_it_keeps(bare: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from factsheet_builder.builds.making.executors import Serial

    versions = {"kinds": (Kind.TAILORED,)}
    for out, keeping in ((tmp_path / "on", Keeping(check_every=2)), (tmp_path / "off", OFF)):
        outcomes = run(bare, out, asked=versions, executor=Serial(), keeping=keeping)
        assert {made.exit_code for made in outcomes.values()} == {ExitCode.DONE}
    assert files_of(tmp_path / "on") == files_of(tmp_path / "off")
    for module in ("kept_lines", "kept_drawings"):
        monkeypatch.setattr(f"factsheet_builder.pdf.engine_caches.{module}.style_key", lambda _style: "")
    outcomes = run(bare, tmp_path / "wrong", asked=versions, executor=Serial(), keeping=Keeping(check_every=1))
    codes = {problem.code for made in outcomes.values() for problem in made.diagnostics}
    assert "kept-differs" in codes
    assert ExitCode.REFUSED in {made.exit_code for made in outcomes.values()}
