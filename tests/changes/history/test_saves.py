"""Saves as commits of just the files named, whatever the repository is like; versions with names; what stood then."""

import subprocess
from pathlib import Path

import pytest

from factsheet_builder.changes.history.commits import at
from factsheet_builder.changes.history.named_versions import name_version, versions
from factsheet_builder.changes.history.points import in_order, refuse_unknown_save
from factsheet_builder.changes.history.repository import Standing, find_repository
from factsheet_builder.changes.history.saves import Recorded, begin_history, record, record_outside, record_save, saves
from factsheet_builder.errors import SurroundingsError, UsageError
from factsheet_builder.project import Project

SHEET = Path("data/factsheets/one.yaml")


def git(folder: Path, *words: str) -> str:
    """Ask git by hand, as somebody who has a name of their own."""
    named = ("-c", "user.name=A Programmer", "-c", "user.email=a@example.org")
    done = subprocess.run(["git", *named, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which git knows nobody, and where no folder above is a repository."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """Files that stand for a project; whether they are valid content is no matter here."""
    root = tmp_path / "folder of ünits" / "project"
    (root / SHEET).parent.mkdir(parents=True)
    (root / "data" / "publication.yaml").write_text("title: Units\n", encoding="utf-8")
    (root / SHEET).write_text("text: One\n", encoding="utf-8")
    return Project(root)


def write(project: Project, words: str, file: Path = SHEET) -> Path:
    (project.root / file).write_text(words, encoding="utf-8")
    return project.root / file


def test_a_history_begins_where_there_was_none(small: Project) -> None:
    before = find_repository(small)
    assert (before.standing, before.can_begin, before.takes_saves) == (Standing.NO_REPOSITORY, True, False)
    assert record(small, [SHEET], "Lost", "Anna") is None, "a save without a repository is no error"
    first = begin_history(small, "Begin", "Anna Sant")
    assert find_repository(small).standing is Standing.READY
    (save,) = saves(small, 10)
    assert (save.id, save.who, save.words) == (first, "Anna Sant", "Begin")
    assert sorted(save.files) == ["data/factsheets/one.yaml", "data/publication.yaml"]
    assert git(small.root, "log", "-1", "--format=%an|%ae|%cn|%ce") == "Anna Sant||factsheet studio|"
    assert git(small.root, "status", "--porcelain") == ""
    with pytest.raises(UsageError, match="has a history already"):
        begin_history(small, "Again", "Anna")


def test_a_save_takes_its_own_files_and_leaves_all_else_as_it_was(small: Project) -> None:
    begin_history(small, "Begin", "Anna")
    write(small, "title: Staged\n", Path("data/publication.yaml"))
    git(small.root, "add", "data/publication.yaml")
    write(small, "title: Changed\n", Path("data/publication.yaml"))
    write(small, "x", Path("loose.txt"))
    new = write(small, "text: Two\n", Path("data/factsheets/two.yaml"))
    made = record(small, [write(small, "text: Corrected\n"), new], "Correct\nthe note", "Ben", ["vi-3-moldova", "VI-1"])
    (last, _) = saves(small, 10)
    assert made == last.id
    assert (last.words, last.who, last.passages) == ("Correct the note", "Ben", ("vi-3-moldova", "VI-1"))
    assert last.files == ("data/factsheets/one.yaml", "data/factsheets/two.yaml")
    assert git(small.root, "status", "--porcelain").split("\n") == ["MM data/publication.yaml", "?? loose.txt"]
    assert git(small.root, "show", ":data/publication.yaml") == "title: Staged"
    new.unlink()
    record(small, [Path("data/factsheets/two.yaml")], "Take away", "Ben")
    assert "two.yaml" not in git(small.root, "ls-tree", "-r", "--name-only", "HEAD")
    assert record_save(small, [SHEET], "Nothing new", "Ben") == Recorded()
    assert [save.words for save in saves(small, 1, SHEET)] == ["Correct the note"]
    assert [save.words for save in saves(small, 5, skip=2)] == ["Begin"]


def test_what_other_programs_changed_is_not_said_to_be_of_who_saves(small: Project) -> None:
    assert record_outside(small, [SHEET]).problem, "there is no history yet"
    begin_history(small, "Begin", "Anna")
    assert record_outside(small, [SHEET]) == Recorded()
    write(small, "text: By an editor\n")
    assert record_outside(small, [SHEET, Path("data/new.yaml")]).id
    record(small, [write(small, "text: By Ben\n")], "Correct", "Ben")
    assert [save.who for save in saves(small, 3)] == ["Ben", "Outside the studio", "Anna"]


@pytest.mark.parametrize(
    ("who", "kept"),
    [
        ("Zoë <zoe@example.org>", "Zoë zoe@example.org|"),
        ("zoe@example.org", "zoe@example.org|zoe@example.org"),
        (" .,<>;", "Unnamed|"),
        ("", "Unnamed|"),
        ("Anna\nAuthor: Eve\0 (MT)", "Anna Author: Eve (MT)|"),
        ("مريم", "مريم|"),
        ("--amend", "--amend|"),
    ],
)
def test_any_name_of_a_person_is_one_that_git_keeps(small: Project, who: str, kept: str) -> None:
    begin_history(small, "Passage: none\n\nPassage: evil", who)
    assert git(small.root, "log", "-1", "--format=%an|%ae") == kept
    assert saves(small, 1)[0].passages == ()
    git(small.root, "fsck", "--strict")


def test_no_program_that_the_repository_brings_along_is_run(small: Project) -> None:
    begin_history(small, "Begin", "Anna")
    mark = small.root / "was-run"
    program = small.root / "evil"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    for hook in (
        "pre-commit",
        "commit-msg",
        "post-commit",
        "reference-transaction",
        "post-index-change",
        "prepare-commit-msg",
    ):
        (small.root / ".git" / "hooks").mkdir(exist_ok=True)
        (small.root / ".git" / "hooks" / hook).symlink_to(program)
    for key in ("gpg.program", "core.fsmonitor", "core.editor", "core.pager", "core.askPass", "diff.external"):
        git(small.root, "config", key, str(program))
    for key in ("commit.gpgSign", "tag.gpgSign", "log.showSignature"):
        git(small.root, "config", key, "true")
    made = record(small, [write(small, "text: Two\n")], "Correct", "Anna")
    assert made
    name_version(small, made, "One", "Anna")
    saves(small, 5)
    with at(small, made):
        pass
    assert not mark.exists()
    assert (program.is_file(), list(small.root.glob(".git/*.lock"))) == (True, [])
    subprocess.run(["git", "commit", "--allow-empty", "-m", "x"], cwd=small.root, check=False, capture_output=True)
    assert mark.exists(), "the trap works"


def test_a_project_in_a_subfolder_and_one_that_is_left_out(small: Project) -> None:
    top = small.root.parent
    git(top, "init", "--quiet")
    assert find_repository(small).standing is Standing.NOT_BEGUN
    begin_history(small, "Begin", "Anna")
    record(small, [write(small, "text: Two\n")], "Correct", "Anna")
    assert not (small.root / ".git").exists()
    assert [save.files for save in saves(small, 1)] == [("data/factsheets/one.yaml",)]
    with at(small, saves(small, 2)[1].id) as past:
        assert (past.root / SHEET).read_text(encoding="utf-8") == "text: One\n"
    other = Project(top / "other")
    (other.data).mkdir(parents=True)
    (other.data / "publication.yaml").write_text("title: Other\n", encoding="utf-8")
    (top / ".gitignore").write_text("other/\nsecret.yaml\n", encoding="utf-8")
    left_out = find_repository(other)
    assert (left_out.standing, left_out.takes_saves) == (Standing.IGNORED, False)
    begin_history(other, "Begin", "Anna")
    assert find_repository(other).standing is Standing.READY
    assert record_save(small, [write(small, "x", Path("data/secret.yaml"))], "Keep out", "Anna") == Recorded()


@pytest.mark.parametrize("what", ["merge", "rebase", "cherry-pick", "revert"])
def test_while_something_is_under_way_files_are_saved_and_not_recorded(small: Project, what: str) -> None:
    begin_history(small, "Begin", "Anna")
    base = git(small.root, "branch", "--show-current")
    git(small.root, "switch", "--quiet", "-c", "side")
    record(small, [write(small, "text: Side\n")], "Side", "Anna")
    git(small.root, "switch", "--quiet", base)
    record(small, [write(small, "text: Main\n")], "Main", "Anna")
    record(small, [write(small, "text: Last\n")], "Last", "Anna")
    argument = "HEAD~1" if what == "revert" else "side"
    with pytest.raises(subprocess.CalledProcessError):
        git(small.root, what, argument)
    recorded = record_save(small, [write(small, "text: Mine\n")], "Mine", "Anna")
    assert recorded.id is None
    assert recorded.problem
    assert f"git {what} --continue" in recorded.problem.remedy
    assert recorded.problem.severity == "warning"
    assert (small.root / SHEET).read_text(encoding="utf-8") == "text: Mine\n"
    git(small.root, what, "--abort")
    assert find_repository(small).standing is Standing.READY


def test_states_of_a_repository_in_words(small: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begin_history(small, "Begin", "Anna")
    git(small.root, "switch", "--quiet", "--detach")
    detached = find_repository(small)
    assert (detached.standing, detached.takes_saves) == (Standing.DETACHED, True)
    assert detached.problem
    assert "git switch -c" in detached.problem.remedy
    assert record(small, [write(small, "text: Two\n")], "Two", "Anna")
    git(small.root, "switch", "--quiet", "-c", "mine")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{small.root}", "shallow")
    assert find_repository(Project(tmp_path / "shallow")).standing is Standing.SHALLOW
    assert len(saves(Project(tmp_path / "shallow"), 10)) == 1
    git(tmp_path, "clone", "--quiet", "--bare", str(small.root), "bare.git")
    assert find_repository(Project(tmp_path / "bare.git")).standing is Standing.BARE
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert find_repository(small).standing is Standing.READY, "what the environment tells git is left out"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_repository(small).standing is Standing.NO_GIT
    with pytest.raises(SurroundingsError, match="git is not installed"):
        saves(small, 1)


def test_a_repository_of_somebody_else_is_left_alone(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root one cannot give a folder away and be refused everywhere, so git is played by a program that complains."""
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    complaint = "fatal: detected dubious ownership in repository at"
    program.write_text(f"#!/bin/sh\necho '{complaint} x' >&2\nexit 128\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    recorded = record_save(small, [SHEET], "Mine", "Anna")
    assert recorded.problem
    assert "safe.directory" in recorded.problem.remedy


def test_a_lock_that_was_left_is_told_and_the_next_save_takes_all(small: Project) -> None:
    begin_history(small, "Begin", "Anna")
    lock = small.root / ".git" / "index.lock"
    lock.touch()
    told = record_save(small, [write(small, "text: Two\n")], "Two", "Anna")
    assert told.problem
    assert told.problem.code == "history-locked"
    lock.unlink()
    assert record(small, [SHEET], "Two", "Anna")
    assert git(small.root, "show", "HEAD:data/factsheets/one.yaml") == "text: Two"


def test_names_of_versions_may_be_anything(small: Project) -> None:
    first = begin_history(small, "Begin", "Anna")
    names = [
        "As sent to the Bureau",
        "as sent to the bureau",
        "../../evil",
        "--delete",
        "# x",
        "Пленарне засідання",
        "a" * 500,
    ]
    for name in names:
        name_version(small, first, name, "Ben")
    assert {version.name for version in versions(small)} == {*names[:-1], "a" * 199 + "…"}
    assert {(version.save, version.who) for version in versions(small)} == {(first, "Ben")}
    tags = git(small.root, "tag", "--list").split("\n")
    assert all(tag.startswith("studio/") and tag.count("/") == 1 for tag in tags)
    for save, name, code in ((first, names[0], "version-there"), (first, " \n", "no-name"), ("HEAD", "x", "no-save")):
        with pytest.raises(UsageError) as refused:
            name_version(small, save, name, "Ben")
        assert refused.value.diagnostics[0].code == code


def test_only_a_save_of_this_branch_can_be_asked_for(small: Project) -> None:
    first = begin_history(small, "Begin", "Anna")
    refuse_unknown_save(small, first)
    for save in ("HEAD", "--all", first[:8], "0" * 40, ""):
        with pytest.raises(UsageError, match="no such save"):
            refuse_unknown_save(small, save)
    second = record(small, [write(small, "text: Two\n")], "Two", "Anna")
    assert second
    assert in_order(small, first, second) == in_order(small, second, first) == (first, second)
    assert in_order(small, "", first) == in_order(small, first, "") == (first, "")
    for pair in (("", ""), (first, first)):
        with pytest.raises(UsageError, match="the same"):
            in_order(small, *pair)


def test_two_who_record_at_the_same_moment_both_land(small: Project) -> None:
    begin_history(small, "Begin", "Anna")
    other = Path("data/factsheets/two.yaml")
    code = (
        "import sys; from pathlib import Path; from factsheet_builder.project import Project\n"
        "from factsheet_builder.changes.history.saves import record_save\n"
        "project, file = Project(Path(sys.argv[1])), Path(sys.argv[2])\n"
        "for n in range(4):\n"
        "    (project.root / file).write_text(f'text: {n}\\n')\n"
        "    assert record_save(project, [file], str(n), 'Ben').id\n"
    )
    import sys

    running = [subprocess.Popen([sys.executable, "-c", code, str(small.root), str(file)]) for file in (SHEET, other)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert len(saves(small, 20)) == 9
    assert git(small.root, "status", "--porcelain") == ""
