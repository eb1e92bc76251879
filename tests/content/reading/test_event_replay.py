"""A text taken apart once gives the tree that the engine gives."""

from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.nodes import Node

from factsheet_builder.content.reading.event_replay import replayed
from tests.conftest import ROOT

TEXTS = {
    "nothing": "# a comment alone\n",
    "two documents": "a: 1\n---\nb: 2\n",
    "a directive": "%YAML 1.1\n---\na: no\n",
    "marks": "a: [1, 'two', \"three\"]\nb: |\n  four\nc: {d: 0x10, e: ~}\n",
}
FILES = sorted(file for file in (ROOT / "data").glob("*.yaml"))


def _flat(node: object) -> Any:
    if not isinstance(node, Node):
        return node
    inner = node.value
    if isinstance(inner, list):
        inner = [tuple(map(_flat, one)) if isinstance(one, tuple) else _flat(one) for one in inner]
    return type(node).__name__, str(node.tag), inner, str(node.start_mark), str(node.end_mark)


def _outcome(text: str, *, is_replayed: bool) -> Any:
    engine = YAML(typ="safe", pure=True)
    try:
        events = list(YAML(typ="safe", pure=True).parse(text))
        return _flat(replayed(engine, text, events) if is_replayed else engine.compose(text))
    except Exception as error:
        return str(error)


@pytest.mark.parametrize("text", [*TEXTS.values(), *(file.read_text(encoding="utf-8") for file in FILES[:3])])
def test_the_tree_is_that_of_the_engine(text: str) -> None:
    assert _outcome(text, is_replayed=True) == _outcome(text, is_replayed=False)


def test_the_comparison_can_tell() -> None:
    assert _outcome("a: 1\n", is_replayed=True) != _outcome("a: 2\n", is_replayed=False)
