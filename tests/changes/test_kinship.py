"""Passages whose ids changed are known again by their words, so that a text that was imported anew is not new altogether."""

import re
import time

import pytest

from factsheet_builder.changes.change_findings import Change, MoveFact, RenameFact, WordsFact
from factsheet_builder.changes.change_wording import Wording
from factsheet_builder.changes.comparison import compare_versions
from factsheet_builder.changes.kinship import Kin, find_kin
from factsheet_builder.changes.plain import change_lines
from factsheet_builder.changes.versions import read_version
from factsheet_builder.languages.localiser import Localiser
from tests.changes.conftest import Versions
from tests.content.broken_files import VALID

MARK = re.compile(r"(?<=\n)blocks:\n")


def rename_all(versions: Versions) -> None:
    """Give every passage and note of the newer version another id, and let all that refers to them follow."""
    text = versions.sheet.read_text(encoding="utf-8")
    head, body = MARK.split(text)
    head = re.sub(r"(?<=passages: \[)[^\]]+", lambda names: _renamed(names[0]), head)
    body = re.sub(r"\bVI-(\d)(?=\n|\]|,)", r"IX-\1", body)
    body = re.sub(r"(?<=\bid: )[a-z]", r"x-\g<0>", body)
    body = re.sub(r"(?<=\[\^)[a-z]|(?<=\bnote: )[a-z]", r"x-\g<0>", body)
    versions.sheet.write_text(f"{head}blocks:\n{body}", encoding="utf-8")


def _renamed(names: str) -> str:
    return re.sub(r"\bVI-", "IX-", re.sub(r"\b[a-z][\w.-]+", r"x-\g<0>", names))


def test_every_id_may_change_and_nothing_is_new(versions: Versions) -> None:
    rename_all(versions)
    found = versions.findings()
    assert {name: finding for name, finding in found.items() if finding.change is not Change.RENAMED} == {}
    assert all(len(finding.facts) == 1 for finding in found.values())
    assert found["x-general-remarks"].facts == (RenameFact("general-remarks", "x-general-remarks"),)
    assert found["IX-1"].facts == (RenameFact("VI-1", "IX-1"),)
    assert found["note.x-vi-2-id"].facts == (RenameFact("vi-2-id", "x-vi-2-id"),)


def test_what_changed_besides_is_told_of_the_same_passage(versions: Versions) -> None:
    versions.edit(versions.sheet, "common challenge faced by", "challenge of")
    versions.put_before("practice-poland", versions.take("practice-malta"))
    versions.edit(versions.sheet, "title: General remarks", "title: Remarks of another kind")
    rename_all(versions)
    found = versions.findings()
    told = {name: finding for name, finding in found.items() if finding.change is not Change.RENAMED}
    assert {name: finding.change for name, finding in told.items()} == {
        "x-common-challenge": Change.CHANGED,
        "x-general-remarks": Change.CHANGED,
        "x-practice-malta": Change.MOVED,
    }
    rename, words = found["x-common-challenge"].facts
    assert rename == RenameFact("common-challenge", "x-common-challenge")
    assert isinstance(words, WordsFact)
    assert not {Change.ADDED, Change.REMOVED} & {finding.change for finding in found.values()}


def test_an_id_that_went_to_another_passage_is_no_change_of_words(versions: Versions) -> None:
    text = versions.sheet.read_text(encoding="utf-8")
    for old, new in (("practice-malta", "@"), ("practice-poland", "practice-malta"), ("@", "practice-poland")):
        text = text.replace(f"id: {old}\n", f"id: {new}\n")
    versions.sheet.write_text(text, encoding="utf-8")
    assert {name: finding.change for name, finding in versions.findings().items()} == {
        "practice-malta": Change.RENAMED,
        "practice-poland": Change.RENAMED,
    }


def test_a_new_passage_under_an_old_id_is_new(versions: Versions) -> None:
    """The negative control: what is not like anything is not known again."""
    versions.edit(versions.sheet, "id: practice-malta", "id: practice-of-malta")
    keys = ("id: practice-malta", "party: MLT", "paragraphs: [Quite new.]")
    new = "".join(["          - kind: practice\n", *(f"            {key}\n" for key in keys)])
    versions.put_before("practice-of-malta", new)
    found = versions.findings()
    assert {name: finding.change for name, finding in found.items()} == {
        "practice-malta": Change.ADDED,
        "practice-of-malta": Change.RENAMED,
    }
    versions.edit(versions.sheet, "paragraphs: [Quite new.]", "paragraphs: [Quite another one.]")
    assert [finding.change for finding in versions.findings().values()].count(Change.ADDED) == 1


def test_a_passage_that_is_gone_is_not_taken_for_what_has_its_id_now(versions: Versions) -> None:
    gone = versions.take("practice-malta")
    versions.edit(versions.sheet, "id: practice-poland", "id: practice-malta")
    assert "Malta" in gone
    found = compare_versions(read_version(versions.old), read_version(versions.new)).groups[0].findings
    assert sorted((finding.passage, finding.change.value) for finding in found) == [
        ("practice-malta", "removed"),
        ("practice-malta", "renamed"),
    ]


def test_it_is_said_in_words(versions: Versions) -> None:
    rename_all(versions)
    comparison = compare_versions(read_version(versions.old), read_version(versions.new))
    lines = list(change_lines(comparison, Wording(Localiser("en"), {})))
    assert "  IX-1 – Recommendation: the same under another name" in lines
    assert "    Name of the passage: [removed: VI-1] [added: IX-1]" in lines


def test_sections_of_one_title_are_told_apart_by_what_they_hold() -> None:
    def version(prefix: str, *chapters: str) -> dict[str, Kin]:
        found = {}
        for chapter in chapters:
            found[f"{prefix}-{chapter}"] = Kin("section", "Recommendations")
            for number in range(3):
                words = f"The Committee requires Parties to {chapter} their {chapter} number {number} before long."
                found[f"{prefix}-{chapter}-{number}"] = Kin("paragraph", words, f"{prefix}-{chapter}")
        return found

    old, new = version("a", "helplines", "courts", "schools"), version("b", "schools", "helplines")
    kin = find_kin(old, new)
    assert kin == {key: key.replace("b-", "a-", 1) for key in new}


@pytest.mark.parametrize("count", [1500])
def test_long_texts_take_no_time(count: int) -> None:
    def text(number: int, *, is_edited: bool) -> str:
        words = [f"word{(number * 31 + step * 17) % 997}" for step in range(40)]
        return " ".join([*words, *(["anew"] if is_edited else []), "the Parties of the Convention", f"case{number}"])

    old = {f"a{number}": Kin("paragraph", text(number, is_edited=False)) for number in range(count)}
    new = {f"b{number}": Kin("paragraph", text(number, is_edited=True)) for number in range(count)}
    began = time.process_time()
    kin = find_kin(old, new)
    assert time.process_time() - began < 3
    assert kin == {key: key.replace("b", "a") for key in new}


def test_a_passage_that_moved_and_has_another_name(versions: Versions) -> None:
    lines = versions.take("practice-malta").replace("id: practice-malta", "id: practice-of-malta")
    versions.put_before("practice-poland", lines)
    (finding,) = versions.findings().values()
    assert (finding.passage, finding.change) == ("practice-of-malta", Change.MOVED)
    assert [type(fact) for fact in finding.facts] == [RenameFact, MoveFact]


def test_a_factsheet_that_has_another_name_is_the_same(versions: Versions) -> None:
    versions.edit(versions.sheet, "id: assistance-to-victims\n", "id: help-for-victims\n")
    versions.sheet.rename(versions.sheet.with_name("help-for-victims.yaml"))
    (finding,) = versions.findings().values()
    assert (finding.passage, finding.change) == ("factsheet", Change.RENAMED)
    assert finding.facts == (RenameFact("assistance-to-victims", "help-for-victims"),)


def test_another_factsheet_is_another(versions: Versions) -> None:
    """The negative control."""
    other = versions.sheet.with_name("other.yaml")
    other.write_text(VALID.replace('id: "sample"', "id: other"), encoding="utf-8")
    versions.sheet.unlink()
    comparison = compare_versions(read_version(versions.old), read_version(versions.new))
    changes = {group.name: {finding.change for finding in group.findings} for group in comparison.groups[:2]}
    assert changes == {"assistance-to-victims": {Change.REMOVED}, "other": {Change.ADDED}}
