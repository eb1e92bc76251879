"""A later version of a file comes into content that was edited meanwhile: nothing that anybody wrote is lost."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheet_builder.content.reading.yaml_source import Data, read_yaml_text, write_yaml
from factsheet_builder.importing.renewing.later_versions import Update, update_content
from factsheet_builder.importing.renewing.passage_tree import Tree

HEAD: dict[str, Data] = {
    "id": "a",
    "short_title": "Sample",
    "description": "A sample.",
    "masthead": {"title": "SAMPLE"},
}


def paragraph(name: str, text: str) -> dict[str, Data]:
    return {"kind": "paragraph", "id": name, "text": text}


def section(name: str, *blocks: Data) -> dict[str, Data]:
    return {"kind": "section", "id": name, "title": f"Title of {name}", "blocks": list(blocks)}


def content(*blocks: Data, notes: tuple[Data, ...] = ()) -> str:
    return write_yaml({**HEAD, "blocks": list(blocks), **({"notes": list(notes)} if notes else {})}, is_content=True)


FIRST = "The first paragraph says what the measures are and why they were taken."
SECOND = "Another one, of other words, tells how many Parties have reported so far."
THIRD = "Lastly, readers learn where to send an answer by the end of next month."
BEFORE = content(
    section("one", paragraph("first", f"{FIRST}[^gloss]"), paragraph("second", SECOND)),
    section("two", paragraph("third", THIRD)),
    notes=({"kind": "gloss", "id": "gloss", "text": "A gloss on the first paragraph, of some length."},),
)


def updated(ours: Callable[[str], str], now: Callable[[str], str]) -> Update:
    return update_content(ours(BEFORE), BEFORE, now(BEFORE), "a.yaml")


def same(text: str) -> str:
    return text


def test_what_only_the_file_changed_is_taken() -> None:
    update = updated(same, lambda text: text.replace("Another one", "A second one"))
    assert update.text == BEFORE.replace("Another one", "A second one")
    assert len(update.changes) == 1
    assert not update.conflicts


def test_what_only_an_editor_changed_stays_to_the_letter() -> None:
    def edit(text: str) -> str:
        text = text.replace("SAMPLE", "'SAMPLE'  # as printed").replace(
            "    blocks:\n", "    # Ours.\n    blocks:\n", 1
        )
        return text.replace("Another one", "Quite another one")

    update = updated(edit, same)
    assert update.text == edit(BEFORE)
    assert update == Update(edit(BEFORE))


def test_what_both_changed_is_a_conflict_and_the_edit_stays() -> None:
    update = updated(
        lambda text: text.replace("Another one", "Quite another one"),
        lambda text: text.replace("Another one", "A second one"),
    )
    (conflict,) = update.conflicts
    assert (conflict.code, conflict.place.passage) == ("conflict", "second")
    assert "Quite another one" in update.text
    assert "# CONFLICT" in update.text
    assert "A second one" in update.text
    assert "A second one" not in str(read_yaml_text(update.text, "a.yaml").data)


def test_ids_stay_and_those_of_the_editor_win() -> None:
    update = updated(
        lambda text: text.replace("id: second", "id: reported"),
        lambda text: text.replace("id: second", "id: how-many").replace("Another one", "A second one"),
    )
    assert "id: reported" in update.text
    assert "A second one" in update.text
    assert "how-many" not in update.text


def test_a_note_keeps_its_id_where_the_file_calls_it_otherwise() -> None:
    update = updated(same, lambda text: text.replace("gloss\n", "other\n").replace("[^gloss]", "[^other] too"))
    assert "[^gloss] too" in update.text
    assert "other" not in Tree.of(read_yaml_text(update.text, "a").data).nodes


def test_passages_come_go_and_move() -> None:
    def now(text: str) -> str:
        del text
        fresh = paragraph("fresh", "A passage that nobody has seen before.")
        gloss: Data = {"kind": "gloss", "id": "gloss", "text": "A gloss on the first paragraph, of some length."}
        one = section("one", paragraph("third", THIRD), fresh, paragraph("first", f"{FIRST}[^gloss]"))
        return content(one, notes=(gloss,))

    update = updated(
        lambda text: text.replace("  - kind: section\n    id: two", "  # Keep me.\n  - kind: section\n    id: two"), now
    )
    tree = Tree.of(read_yaml_text(update.text, "a").data)
    assert tree.children("one") == ["third", "fresh", "first"]
    assert "second" not in tree.nodes
    assert "# Keep me." in update.text
    assert {"added fresh: A passage that nobody has seen before.", "removed second", "removed two"} <= set(
        update.changes
    )


def test_what_was_edited_is_not_deleted() -> None:
    update = updated(
        lambda text: text.replace("Lastly", "At last"), lambda _: content(section("one", paragraph("second", SECOND)))
    )
    assert "At last" in update.text
    assert any("no longer has this passage" in conflict.what for conflict in update.conflicts)


def test_what_an_editor_deleted_stays_deleted_and_is_shown_where_it_changed() -> None:
    without = content(section("one", paragraph("second", SECOND)), section("two", paragraph("third", THIRD)))
    assert update_content(without, BEFORE, BEFORE, "a").text == without
    update = update_content(without, BEFORE, BEFORE.replace("why they", "for what reason they"), "a")
    assert "first" not in Tree.of(read_yaml_text(update.text, "a").data).nodes
    assert "for what reason they" in update.text
    assert update.conflicts


def test_what_an_editor_added_beforehand_is_not_added_again() -> None:
    more = paragraph("ours", "A passage that the editor knew of before the file did.")

    def data(name: str) -> str:
        return content(section("one", paragraph("second", SECOND), {**more, "id": name}))

    update = update_content(data("ours"), content(section("one", paragraph("second", SECOND))), data("theirs"), "a")
    assert update.text == data("ours")


def test_a_file_that_is_laid_out_otherwise_keeps_its_words_and_comments() -> None:
    head = "id: a, short_title: Sample, description: A sample., masthead: {title: SAMPLE}"
    ours = f'# Mine.\n{{{head}, blocks: [{{kind: paragraph, id: p, text: "'
    update = update_content(
        f'{ours}{FIRST}"}}]}}\n',
        content(paragraph("p", FIRST)),
        content(paragraph("p", FIRST.replace("first", "very first"))),
        "a",
    )
    assert "very first" in update.text
    assert "# Mine." in update.text
    assert [problem.code for problem in update.conflicts] == ["layout"]


WORDS = st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "mu"])
SENTENCES = st.lists(WORDS, min_size=4, max_size=9).map(" ".join)


@st.composite
def sheets(draw: st.DrawFn) -> list[Data]:
    blocks: list[Data] = []
    for number in range(draw(st.integers(1, 3))):
        held = [paragraph(f"p{number}-{index}", draw(SENTENCES)) for index in range(draw(st.integers(1, 3)))]
        blocks.append(section(f"s{number}", *held))
    return blocks


def changed(draw: Callable[..., Any], blocks: list[Data], tag: str) -> list[Data]:
    """Return the blocks after some edits: texts changed, passages added, deleted and moved."""
    found = deepcopy(blocks)
    for number in range(draw(st.integers(0, 4))):
        holder = draw(st.sampled_from(found))
        held = holder["blocks"]
        match draw(st.sampled_from(["text", "add", "delete", "swap"])):
            case "text":
                block = draw(st.sampled_from(held))
                block["text"] = f"{block['text']} {tag}{number}"
            case "add":
                held.insert(
                    draw(st.integers(0, len(held))), paragraph(f"{tag}-{number}", f"{draw(SENTENCES)} {tag}{number}")
                )
            case "delete" if len(held) > 1:
                held.pop(draw(st.integers(0, len(held) - 1)))
            case _:
                held.reverse()
    return found


def lost(result: str, ours: str, before: str, now: str) -> list[str]:
    """Return the texts of the editor that are not in the result, and those of the file that are not even shown in it."""
    mine, was, new = (texts_of(text) for text in (ours, before, now))
    there = texts_of(result)
    shown = " ".join(line.strip().removeprefix("# ") for line in result.split("\n"))
    return [*sorted(mine - was - there), *(text for text in sorted(new - was - there) if text not in shown)]


def texts_of(text: str) -> set[str]:
    nodes = Tree.of(read_yaml_text(text, "t").data).nodes.values()
    return {str(node.values["text"]) for node in nodes if "text" in node.values}


def test_what_is_lost_would_be_seen() -> None:
    ours, now = BEFORE.replace("Another one", "Quite another one"), BEFORE.replace("Lastly", "At last")
    assert lost(now, ours, BEFORE, now) == [SECOND.replace("Another one", "Quite another one")]
    assert lost(ours, ours, BEFORE, now) == [THIRD.replace("Lastly", "At last")]


@pytest.mark.parametrize("comment", ["", "# A word of the editor."])
@settings(max_examples=60)
@given(data=st.data())
def test_import_edit_import_loses_nothing(comment: str, data: st.DataObject) -> None:
    """Every text of the editor is in the content; every text of the file is in it, or beside it as a conflict."""
    blocks = data.draw(sheets())
    before, now = content(*blocks), content(*changed(data.draw, blocks, "file"))
    edited = changed(data.draw, blocks, "editor")
    ours = content(*edited).replace("blocks:\n", f"{comment}\nblocks:\n", 1)
    update = update_content(ours, before, now, "a.yaml")
    assert lost(update.text, ours, before, now) == []
    found = Tree.of(read_yaml_text(update.text, "a").data)
    assert comment in update.text
    assert len(found.nodes) == len({node.name for node in found.nodes.values()})
    again = update_content(update.text, now, now, "a.yaml")
    assert again == Update(update.text)


def test_a_section_is_not_emptied_by_both() -> None:
    ours = content(section("one", paragraph("first", FIRST)))
    before = content(section("one", paragraph("first", FIRST), paragraph("second", SECOND)))
    update = update_content(ours, before, content(section("one", paragraph("second", SECOND))), "a")
    assert "first" in Tree.of(read_yaml_text(update.text, "a").data).nodes
    assert any("nothing else is left here" in conflict.what for conflict in update.conflicts)
