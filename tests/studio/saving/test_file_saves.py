"""Saves: only their lines, nothing lost between two people, errors refused, a way back, and a half-written file never."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from factsheet_builder.changes.history.saves import Recorded
from factsheet_builder.content.reading.yaml_source import read_yaml_text
from factsheet_builder.editing import digest_at, value_at
from factsheet_builder.editing.yaml_edits import ABSENT
from factsheet_builder.errors import ContentError, Diagnostic, Severity, SurroundingsError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.edits import Action
from factsheet_builder.studio.forms.handles import passages_to_edit
from factsheet_builder.studio.saving import file_saves
from factsheet_builder.studio.saving.file_saves import Clash, Refused, Saved, Saves
from factsheet_builder.studio.saving.save_lock import alone
from factsheet_builder.studio.saving.value_edits import Edit

FILE = "data/factsheets/sheet.yaml"
TEXT = """\
# A comment of the file.
id: sheet
blocks:
  # Of the first.
  - kind: paragraph
    id: one
    text: >-
      The first
      passage.
  - kind: paragraph
    id: two
    text: The second passage.  # why
  - { kind: paragraph, id: three, text: The third }
notes: []
"""


@dataclass(frozen=True)
class Somebody:
    name: str
    key: str


ANNA, BEN = Somebody("Anna", "anna"), Somebody("Ben", "ben")


@dataclass
class Studio:
    """What stands around saves: a project, a check that has an error wherever a text says so, a history."""

    project: Project
    recorded: list[tuple[list[str], str, str, tuple[str, ...]]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """What the file said each time that the changes of others were recorded."""

    async def problems(self, texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
        said = {FILE: self.text, **texts}[FILE]
        await asyncio.sleep(0.01)
        return tuple(
            Diagnostic(Severity.ERROR, "wrong", word, "Correct it.") for word in ("ERROR", "OLD") if word in said
        )

    def record(
        self, project: Project, files: Sequence[Path], words: str, who: str, passages: Sequence[str]
    ) -> Recorded:
        self.recorded.append(([project.relative(file) for file in files], words, who, tuple(passages)))
        return Recorded(f"save {len(self.recorded)}")

    def record_others(self, _: Project, __: Sequence[Path]) -> Recorded:
        self.others.append(self.text)
        return Recorded()

    @property
    def file(self) -> Path:
        return self.project.root / FILE

    @property
    def text(self) -> str:
        return self.file.read_bytes().decode()

    def saves(self) -> Saves:
        return Saves(self.project, self.problems, self.record, self.record_others)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    made = Studio(Project(tmp_path.resolve()))
    made.file.parent.mkdir(parents=True)
    made.file.write_bytes(TEXT.encode())
    return made


def set_text(passage: str, words: str, text: str = TEXT) -> Edit:
    number = ["one", "two", "three"].index(passage)
    path = ("blocks", number, "text")
    began = value_at(text, path)
    return Edit(FILE, Action.SET, ("text",), digest_at(text, path), words, passage=passage, began=began)


def test_a_save_changes_its_lines_and_is_in_the_history(studio: Studio) -> None:
    saved = asyncio.run(studio.saves().save(ANNA, [set_text("two", "Corrected.")], "Correct two"))
    assert isinstance(saved, Saved)
    assert studio.text == saved.texts[FILE] == TEXT.replace("The second passage.", "Corrected.")
    assert studio.recorded == [([FILE], "Correct two", "Anna", ("two",))]
    assert saved.save == "save 1"
    assert studio.others == [TEXT]


def test_two_people_on_different_passages_both_land(studio: Studio) -> None:
    async def both() -> None:
        saves = studio.saves()
        found = await asyncio.gather(
            saves.save(ANNA, [set_text("one", "By Anna.")], "one"),
            saves.save(BEN, [set_text("two", "By Ben.")], "two"),
            saves.save(
                BEN, [Edit(FILE, Action.INSERT, value={"kind": "paragraph", "text": "New"}, passage="one")], "new"
            ),
            studio.saves().save(ANNA, [set_text("three", "By another studio")], "three"),
        )
        assert all(isinstance(one, Saved) for one in found)

    asyncio.run(both())
    texts = [value_at(studio.text, ("blocks", number, "text")) for number in range(4)]
    assert texts == ["By Anna.", "New", "By Ben.", "By another studio"]
    assert {"# A comment of the file.", "  # Of the first."} <= set(studio.text.splitlines())


def test_two_people_on_one_passage_clash_and_both_texts_are_kept(studio: Studio) -> None:
    async def both() -> Clash:
        saves = studio.saves()
        await saves.save(ANNA, [set_text("two", "By Anna.")], "two")
        clash = await saves.save(BEN, [set_text("two", "By Ben."), set_text("one", "Also by Ben.")], "two")
        assert isinstance(clash, Clash)
        (draft,) = saves.drafts.of("ben", FILE)[1:]
        assert draft.draft.passage == "two"
        assert "By Ben." in str(draft.draft.value)
        assert saves.drafts.of("anna", FILE) == ()
        return clash

    (conflict,) = asyncio.run(both()).conflicts
    assert (conflict.edit.value, conflict.theirs, conflict.edit.began) == ("By Ben.", "By Anna.", "The second passage.")
    assert "Ben" not in studio.text


def test_what_both_say_alike_is_no_clash_and_an_editor_counts_as_somebody(studio: Studio) -> None:
    studio.file.write_text(TEXT.replace("The second passage.", "Agreed.").replace("# A comment", "# Another"))
    found = asyncio.run(studio.saves().save(BEN, [set_text("two", "Agreed.")], "two"))
    assert isinstance(found, Saved)
    assert not found.undo
    assert isinstance(asyncio.run(studio.saves().save(BEN, [set_text("two", "Other.")], "two")), Clash)
    assert isinstance(asyncio.run(studio.saves().save(BEN, [set_text("one", "Other.")], "one")), Saved)
    assert "# Another" in studio.text


def test_a_passage_that_is_gone_clashes(studio: Studio) -> None:
    studio.file.write_text(TEXT.replace("id: two", "id: other"))
    clash = asyncio.run(studio.saves().save(BEN, [set_text("two", "Other.")], "two"))
    assert isinstance(clash, Clash)
    assert clash.conflicts[0].is_gone


def test_a_new_error_is_refused_and_an_old_one_keeps_nobody_from_saving(studio: Studio) -> None:
    async def story() -> None:
        saves = studio.saves()
        refused = await saves.save(ANNA, [set_text("one", "An ERROR.")], "one")
        assert isinstance(refused, Refused)
        assert [error.what for error in refused.errors] == ["ERROR"]
        assert studio.text == TEXT
        assert len(saves.drafts.of("anna", FILE)) == 1
        studio.file.write_text(TEXT.replace("third", "OLD"))
        assert isinstance(await saves.save(ANNA, [set_text("one", "Mended.")], "one"), Saved)
        assert saves.drafts.of("anna", FILE) == ()

    asyncio.run(story())
    assert len(studio.recorded) == 1


@pytest.mark.parametrize(
    "edit",
    [
        set_text("one", "Other words."),
        Edit(FILE, Action.SET, ("number",), ABSENT, "1", passage="two"),
        Edit(FILE, Action.REMOVE, (), digest_at(TEXT, ("blocks", 0)), passage="one"),
        Edit(FILE, Action.INSERT, (), value={"kind": "paragraph", "id": "new", "text": "New."}, passage="two"),
        Edit(FILE, Action.MOVE, (), digest_at(TEXT, ("blocks", 0)), to=2, passage="one"),
        Edit(FILE, Action.INSERT, ("notes", 0), digest_at(TEXT, ("notes",)), {"kind": "gloss", "id": "n", "text": "x"}),
        Edit(FILE, Action.MOVE, ("blocks", 2), digest_at(TEXT, ("blocks",)), to=0),
    ],
    ids=["set", "new key", "remove", "insert", "move", "insert by number", "move by number"],
)  # fmt: skip
def test_every_edit_can_be_taken_back(studio: Studio, edit: Edit) -> None:
    async def story() -> None:
        saves = studio.saves()
        done = await saves.save(ANNA, [edit], "edit")
        assert isinstance(done, Saved)
        assert done.undo
        changed = studio.text
        assert changed != TEXT
        assert isinstance(await saves.undo(ANNA, done.undo, "back"), Saved)
        assert studio.text == TEXT
        with pytest.raises(UsageError):
            await saves.undo(ANNA, done.undo, "back")
        # What somebody else does elsewhere in the file is no hindrance, and stays.
        done = await saves.save(ANNA, [edit], "edit")
        assert isinstance(done, Saved)
        studio.file.write_text(studio.text.replace("id: sheet", "id: other"))
        assert isinstance(await saves.undo(ANNA, done.undo, "back"), Saved)
        assert value_at(studio.text, ("blocks",)) == value_at(TEXT, ("blocks",))
        assert value_at(studio.text, ("id",)) == "other"

    asyncio.run(story())


def test_old_saves_are_forgotten_and_the_last_is_not(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        saves = studio.saves()
        first = await saves.save(ANNA, [set_text("one", "x")], "x")
        monkeypatch.setattr(file_saves, "_MOST_LETTERS", 10)
        last = await saves.save(ANNA, [set_text("two", "x")], "x")
        assert isinstance(first, Saved)
        assert isinstance(last, Saved)
        assert isinstance(await saves.undo(ANNA, last.undo, "back"), Saved)
        with pytest.raises(UsageError, match="any more"):
            await saves.undo(ANNA, first.undo, "back")

    asyncio.run(story())


def test_several_edits_of_a_passage_without_an_id_of_its_own(studio: Studio) -> None:
    """Its name is made from its words, and is another one as soon as they are."""
    text = TEXT.replace("    id: two\n", '    number: "7"\n')
    studio.file.write_text(text)
    name = passages_to_edit(read_yaml_text(text, "").data)[3].key
    changes = [
        Edit(FILE, Action.SET, ("text",), digest_at(text, ("blocks", 1, "text")), "Other words.", passage=name),
        Edit(FILE, Action.REMOVE, ("number",), digest_at(text, ("blocks", 1, "number")), passage=name),
        Edit(FILE, Action.REMOVE, (), digest_at(text, ("blocks", 0)), passage="one"),
        Edit(FILE, Action.MOVE, (), digest_at(text, ("blocks", 1)), to=1, passage=name),
        Edit(FILE, Action.INSERT, value={"kind": "paragraph", "text": "New"}, passage="three"),
    ]

    async def story() -> None:
        saves = studio.saves()
        done = await saves.save(ANNA, changes, "x")
        assert isinstance(done, Saved)
        texts = [value_at(studio.text, ("blocks", number, "text")) for number in range(3)]
        assert texts == ["The third", "New", "Other words."]
        assert "number" not in studio.text
        studio.file.write_text(text)
        done = await saves.save(ANNA, changes[:2], "x")
        assert isinstance(done, Saved)
        studio.file.write_text(studio.text.replace("The first", "Her first"))
        await saves.undo(ANNA, done.undo, "back")
        assert value_at(studio.text, ("blocks", 1)) == value_at(text, ("blocks", 1))

    asyncio.run(story())


def test_what_was_changed_again_is_not_taken_back(studio: Studio) -> None:
    async def story() -> None:
        saves = studio.saves()
        first = await saves.save(ANNA, [set_text("two", "By Anna.")], "two")
        assert isinstance(first, Saved)
        await saves.save(BEN, [set_text("two", "By Ben.", studio.text)], "two")
        with pytest.raises(UsageError, match="changed again"):
            await saves.undo(ANNA, first.undo, "back")

    asyncio.run(story())
    assert "By Ben." in studio.text


def test_a_plan_is_made_again_from_what_an_editor_saved_meanwhile(studio: Studio) -> None:
    seen: list[str] = []

    def plan(texts: Mapping[str, str]) -> dict[str, str]:
        seen.append(texts[FILE])
        if len(seen) == 1:
            studio.file.write_text(TEXT.replace("sheet", "editor"))
        return {FILE: texts[FILE].replace("third", "3rd")}

    asyncio.run(studio.saves().write(ANNA, [FILE], plan, "third"))
    assert len(seen) == 2
    assert studio.text == TEXT.replace("sheet", "editor").replace("third", "3rd")

    def restless(texts: Mapping[str, str]) -> dict[str, str]:
        studio.file.write_text(texts[FILE] + "#")
        return {FILE: texts[FILE] + "\n"}

    with pytest.raises(ContentError, match="all the time"):
        asyncio.run(studio.saves().write(ANNA, [FILE], restless, "x"))


@pytest.mark.parametrize(
    "name", ["../x.yaml", "data/../../x", "/etc/passwd", "templates/x", "data\\x", "data/link/x", ""]
)
def test_only_files_of_the_content_are_written(studio: Studio, name: str) -> None:
    (studio.project.data / "link").symlink_to("/tmp")
    with pytest.raises(UsageError):
        asyncio.run(studio.saves().write(ANNA, [name], lambda _: {name: "x"}, "x"))


def test_what_is_no_yaml_is_not_edited_and_what_is_no_text_is_not_read(studio: Studio) -> None:
    studio.file.write_text("id: [")
    with pytest.raises(ContentError):
        asyncio.run(studio.saves().save(ANNA, [set_text("one", "x")], "x"))
    studio.file.write_bytes(b"\xff")
    with pytest.raises(ContentError, match="not UTF-8"):
        asyncio.run(studio.saves().save(ANNA, [set_text("one", "x")], "x"))
    assert studio.file.read_bytes() == b"\xff"


def test_a_lock_that_is_held_is_waited_for(studio: Studio) -> None:
    with (
        alone(studio.project),
        pytest.raises(SurroundingsError, match="does not come to an end"),
        alone(studio.project, 0.05),
    ):
        pass
    with alone(studio.project):
        pass


KILLED = """
    import asyncio, itertools, sys
    from pathlib import Path
    from factsheet_builder.changes.history.saves import Recorded
    from factsheet_builder.project import Project
    from factsheet_builder.studio.saving.file_saves import Saves

    async def problems(texts):
        return ()

    class Anna:
        name = key = "anna"

    async def main(root, file):
        saves = Saves(Project(Path(root)), problems, lambda *_: Recorded(), lambda *_: Recorded())
        print("begun", flush=True)
        for number in itertools.count():
            await saves.write(Anna, [file], lambda texts: {file: f"a: {number}\\n" * 20_000}, "x")

    asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("wait_s", [0.0, 0.02, 0.05, 0.1, 0.3])
def test_killed_while_saving_the_file_is_old_or_new(studio: Studio, wait_s: float) -> None:
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(studio.project.root), FILE]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ})
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "begun\n"
    time.sleep(wait_s)
    process.send_signal(signal.SIGKILL)
    process.wait()
    lines = studio.text.splitlines()
    assert studio.text == TEXT or (len(lines) == 20_000 and len(set(lines)) == 1)
    asyncio.run(studio.saves().write(ANNA, [FILE], lambda _: {FILE: "a: new\n"}, "x"))
    assert [path.name for path in studio.file.parent.iterdir()] == ["sheet.yaml"]
