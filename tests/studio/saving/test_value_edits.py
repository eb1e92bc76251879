"""Several edits at once: what each means does not depend on those before it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from factsheet_builder.content.reading.yaml_source import read_yaml_text
from factsheet_builder.editing import digest_at, value_at
from factsheet_builder.studio.forms.edits import Action
from factsheet_builder.studio.saving.value_edits import Edit, edited

NAMES = ["one", "two", "three", "four", "five"]
TEXT = "blocks:\n" + "".join(f"  # Of {name}.\n  - {{ kind: paragraph, id: {name}, text: Words }}\n" for name in NAMES)
FILE = "data/factsheets/sheet.yaml"
EDITS = st.tuples(st.sampled_from([Action.REMOVE, Action.MOVE, Action.INSERT, Action.SET]), st.integers(-3, 3))


def edit_of(name: str, action: Action, to: int) -> Edit:
    path = ("blocks", NAMES.index(name))
    match action:
        case Action.SET:
            return Edit(
                FILE, action, ("text",), digest_at(TEXT, (*path, "text")), f"Other words of {name}", passage=name
            )
        case Action.INSERT:
            return Edit(FILE, action, value={"kind": "paragraph", "id": f"after-{name}", "text": "New"}, passage=name)
        case _:
            return Edit(FILE, action, (), digest_at(TEXT, path), to=to, passage=name)


def wanted(edits: dict[str, tuple[Action, int]]) -> list[str]:
    """The names after the edits, as a list has them."""
    found = list(NAMES)
    for name, (action, to) in edits.items():
        at = found.index(name)
        if action is Action.REMOVE:
            del found[at]
        elif action is Action.INSERT:
            found.insert(at + 1, f"after-{name}")
        elif action is Action.MOVE:
            found.insert(max(0, min(len(found) - 1, at + to)), found.pop(at))
    return found


@settings(max_examples=6)
@given(st.dictionaries(st.sampled_from(NAMES), EDITS, max_size=4))
def test_passages_come_go_and_move_together(edits: dict[str, tuple[Action, int]]) -> None:
    changes = [edit_of(name, *edit) for name, edit in edits.items()]
    made = edited({FILE: TEXT}, changes).texts[FILE]
    names = [value_at(made, ("blocks", number, "id")) for number in range(len(wanted(edits)))]
    assert names == wanted(edits)
    assert isinstance(read_yaml_text(made, "").data, dict)
    for name in set(NAMES) & set(wanted(edits)):
        at = names.index(name)
        is_set = edits.get(name, (None, 0))[0] is Action.SET
        assert value_at(made, ("blocks", at, "text")) == (f"Other words of {name}" if is_set else "Words")
        assert made.index(f"# Of {name}.") < made.index(f"id: {name},")


@settings(max_examples=6)
@given(st.sampled_from(NAMES), EDITS)
def test_one_edit_leads_back(name: str, edit: tuple[Action, int]) -> None:
    done = edited({FILE: TEXT}, [edit_of(name, *edit)])
    again = edited(done.texts, done.back)
    assert read_yaml_text(again.texts[FILE], "").data == read_yaml_text(TEXT, "").data
