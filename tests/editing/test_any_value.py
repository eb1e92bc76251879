"""Any one value of any file that ships: an edit changes its lines and no other, and comes back."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factsheet_builder.content.reading.reader import read_factsheet_text
from factsheet_builder.content.reading.yaml_source import Data, read_yaml_text, write_yaml
from factsheet_builder.editing import insert_entry, move, remove, set_value, set_values
from factsheet_builder.editing.scalar_words import canonical
from factsheet_builder.errors import ContentError
from tests.editing.edited_files import FILES, NASTY, SMALL, assert_only_its_lines, comments, leaves, nodes, text_of

QUICK = settings(max_examples=12, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=250, suppress_health_check=list(HealthCheck))
LETTERS = "ab1.-:?,[]{}#&*!|>'\"%@` \n\t\\\r~=\x85\u200f\u2028\ufeffعé"
VALUES = st.one_of(st.sampled_from(NASTY), st.text(LETTERS, max_size=30))


def text_and_end(data: st.DataObject, *, is_small: bool) -> tuple[str, str]:
    """The text of a file, and what ends its lines."""
    file = data.draw(st.sampled_from(SMALL if is_small else FILES))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    return text_of(FILES.index(file)).replace("\n", end), end


def edit_one_value(data: st.DataObject, *, is_small: bool) -> None:
    text, end = text_and_end(data, is_small=is_small)
    path, old = data.draw(st.sampled_from(leaves(text)))
    new: Data = data.draw(VALUES if is_small else st.one_of(VALUES, st.text(max_size=20)))
    after = set_value(text, path, new)
    wanted = dict(nodes(read_yaml_text(text, "").data))
    said = dict(nodes(read_yaml_text(after, "").data))
    changed = [at for at in wanted if canonical(wanted[at]) != canonical(said.get(at))]
    assert set(changed) <= {path[:length] for length in range(len(path) + 1)}
    assert canonical(said[path]) == canonical(new)
    assert_only_its_lines(text, after, path, end)
    assert not comments(text) - comments(after) or (isinstance(old, str) and "#" in old)
    back = set_value(after, path, old)
    assert canonical(read_yaml_text(back, "").data) == canonical(read_yaml_text(text, "").data)
    assert_only_its_lines(text, back, path, end)


def edit_entries(data: st.DataObject, *, is_small: bool) -> None:
    text, _ = text_and_end(data, is_small=is_small)
    held = list(nodes(read_yaml_text(text, "").data))
    lists = [(path, value) for path, value in held if isinstance(value, list) and value]
    if not lists:
        return
    path, old = data.draw(st.sampled_from(lists))
    at, to = (data.draw(st.integers(0, len(old) - 1)) for _ in range(2))
    new = data.draw(st.one_of(st.sampled_from(NASTY), st.sampled_from([value for _, value in held])))
    longer = insert_entry(text, path, at, new)
    assert not comments(text) - comments(longer)
    assert canonical(read_yaml_text(remove(longer, (*path, at)), "").data) == canonical(held[0][1])
    assert move(move(text, path, at, to), path, to, at) == text


@QUICK
@given(st.data())
def test_a_value(data: st.DataObject) -> None:
    edit_one_value(data, is_small=True)


@QUICK
@given(st.data())
def test_entries(data: st.DataObject) -> None:
    edit_entries(data, is_small=True)


@pytest.mark.slow
@LONG
@given(st.data())
def test_any_value(data: st.DataObject) -> None:
    edit_one_value(data, is_small=False)


def verdict(text: str) -> list[str]:
    """What is wrong with a factsheet, by its codes."""
    try:
        read_factsheet_text(text, "sheet.yaml")
    except ContentError as error:
        return sorted(problem.code for problem in error.diagnostics)
    return []


@pytest.mark.slow
@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_check_agrees(data: st.DataObject) -> None:
    """What is wrong with an edited text is what is wrong with a text that says the same and was written anew."""
    file = data.draw(st.sampled_from([file for file in FILES if file.parent.name == "factsheets"]))
    text = text_of(FILES.index(file))
    path, _ = data.draw(st.sampled_from(leaves(text)))
    after = set_value(text, path, data.draw(VALUES))
    assert verdict(after) == verdict(write_yaml(read_yaml_text(after, "").data, is_content=True))


@pytest.mark.slow
@LONG
@given(st.data())
def test_any_entries(data: st.DataObject) -> None:
    edit_entries(data, is_small=False)


@pytest.mark.slow
@LONG
@given(st.data())
def test_several_values_at_once(data: st.DataObject) -> None:
    """What is said in one edit of several values is said by one edit after the other."""
    text, _ = text_and_end(data, is_small=True)
    paths = data.draw(st.lists(st.sampled_from([path for path, _ in leaves(text)]), max_size=4, unique=True))
    values = {path: data.draw(VALUES) for path in paths}
    one = text
    for path, value in values.items():
        one = set_value(one, path, value)
    assert set_values(text, values) == one


@pytest.mark.slow
@LONG
@given(st.text(LETTERS, max_size=60), st.text(LETTERS, max_size=20))
def test_any_text_is_edited_or_refused(text: str, value: str) -> None:
    """A file that is read at all is edited, or it is said why not: nothing else comes out."""
    with suppress(ContentError):
        for path, _ in leaves(text):
            if path:
                with suppress(ContentError):
                    assert dict(nodes(read_yaml_text(set_value(text, path, value), "").data))[path] == value
