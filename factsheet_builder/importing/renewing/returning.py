"""Content × a Word file that was made of it and comes back -> the content with what was changed in Word, and nothing else.

Word cannot carry all that content says. So the file is held against what Word would say of the content as it is: where these
two say the same, the content stays to the letter. What was changed in the content since the file was made stays as well, and
where both were changed the conflict is shown. How the lines of the YAML are kept is left to ``leaf_splicing``.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.made_ids import with_made_ids, write_ids
from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml_text
from factsheet_builder.importing.remarks import with_lines
from factsheet_builder.importing.renewing.joined_values import UnjoinableError, joined
from factsheet_builder.importing.renewing.later_versions import Merge, Update, conflicts_of, update_lines
from factsheet_builder.importing.renewing.leaf_splicing import splice_leaves
from factsheet_builder.importing.renewing.passage_tree import Node, Tree, calls_in

_UNKNOWN: Final = "\0"
"""What nobody said: the words of a passage that both sides have changed."""


@dataclass(frozen=True, slots=True)
class Said:
    """The draft of a Word file, and digests of its passages by their keys."""

    data: Data
    digests: Mapping[str, str]


def return_content(ours: str, here: Said, now: Said, delivered: Mapping[str, str], file: str) -> Update:
    """Return the content ``ours`` with what was changed in Word.

    ``here`` is the file as it would be made of the content as it is, ``now`` the one that came back, and ``delivered`` has
    the digests that it was made with; none where it does not say them: then the content is taken for what it was made of.

    Raises:
        ContentError: the content is no YAML.
    """
    source = read_yaml_text(ours, file)
    data = with_made_ids(source).data
    trees = Tree.of(here.data), _with_pictures(Tree.of(now.data), here, now)
    before, edited = _delivered(*trees, here, now, delivered)
    merge = _Return(
        Tree.of(data),
        before,
        trees[1],
        is_by_id=True,
        edited=edited,
        head_names=("masthead",),
        kept="The content stays as it is.",
    )
    merge.run()
    text = splice_leaves(source, data, merge.result.data())
    if text is not None:
        text = _with_remarks(read_yaml_text(text, file), merge) if merge.remarks else text
        return Update(text, tuple(merge.changes), tuple(conflicts_of(merge, file)))
    with suppress(ValueError):  # passages are known by their ids: those that were made are written down now
        source = read_yaml_text(write_ids(ours, file)[0], file)
    return update_lines(source, merge)


def _with_remarks(source: YamlSource, merge: Merge) -> str:
    paths: dict[Path, list[str]] = {}
    for key, said in merge.remarks.items():
        node = merge.ours.nodes.get(key)
        paths.setdefault(node.path if node else (), []).extend(said)
    return with_lines(source, paths)


@dataclass
class _Return(Merge):
    """Takes changes over into what Word cannot carry, where the words around them are the same."""

    edited: frozenset[str] = field(default_factory=frozenset)
    """Keys of passages that were changed in the content since the file was made."""
    inner: dict[str, dict[str, Data]] = field(default_factory=dict)
    """Values of passages that hold what was changed in Word."""

    def run(self) -> None:
        """Bring all together; what stands in a passage of the content and beside it in Word is brought there first."""
        inner = {
            str(one["id"]): key
            for key, node in self.ours.nodes.items()
            for one in _blocks(node.values)
            if one["id"] != node.name
        }
        for key in [key for key in self.now.nodes if key in inner and key not in self.ours.nodes]:
            before, now = self.before.nodes.get(key), self.now.nodes[key]
            if before is None or before.values == now.values:
                continue
            try:
                holder = self.ours.nodes[inner[key]]
                values = _with_inner(holder.values, key, before.values, now.values)
            except UnjoinableError:
                self._conflict(inner[key], f"Word does not say “{key}” as the content does", now.words)
            else:
                self.changes.append(f"changed {key}")
                self.inner[holder.key] = values
            self.now.nodes[key] = before
        super().run()
        for key, values in self.inner.items():
            if key in self.result.nodes:
                self.result.nodes[key].values = values

    def _both(self, key: str, mine: Data, was: Data, new: Data) -> Data:
        if key in self.edited:
            return None
        try:
            return joined(mine, was, new)
        except UnjoinableError:
            return None

    def _why(self, key: str, name: str) -> str:
        if key in self.edited:
            return super()._why(key, name)
        return f"Word does not say “{name}” as the content does, and the file says otherwise now"

    def _is_edited(self, key: str) -> bool:
        return key in self.edited

    def _is_own_note(self, key: str) -> bool:
        return key not in self.before.nodes or self.ours.nodes[key].name not in calls_in(self.ours.data())


def _blocks(value: Data) -> Iterator[dict[str, Data]]:
    """Yield what has an id, inside a value and itself."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _blocks(inner)
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        yield value


def _with_inner(values: dict[str, Data], name: str, before: dict[str, Data], now: dict[str, Data]) -> dict[str, Data]:
    """Return values with a change to the block called ``name`` that stands in them."""

    def of(value: Data) -> Data:
        match value:
            case dict() if value.get("id") == name:
                return joined(value, before, now)
            case dict():
                return {key: of(inner) for key, inner in value.items()}
            case list():
                return [of(inner) for inner in value]
            case _:
                return value

    return {key: of(value) for key, value in values.items()}


def _with_pictures(now: Tree, here: Said, came: Said) -> Tree:
    """Return what came back with the pictures of the content: programs pack the same picture otherwise."""
    known = Tree.of(here.data).nodes
    for key, node in now.nodes.items():
        twin = known.get(key)
        if twin and twin.kind == node.kind == "figure" and came.digests.get(key) == here.digests.get(key):
            node.values = {**node.values, "content": twin.values["content"]}
    return now


def _delivered(
    here: Tree, now: Tree, said_here: Said, said_now: Said, delivered: Mapping[str, str]
) -> tuple[Tree, frozenset[str]]:
    """Return what the file said when it was made, as far as that is known, and what was changed in the content since."""
    if not delivered:
        return here, frozenset()
    edited: set[str] = set()
    nodes: dict[str, Node] = {}
    for key, node in here.nodes.items():
        twin = now.nodes.get(key)
        names = _names(node, twin)
        was = [delivered.get(name) for name in names]
        if [said_here.digests.get(name) for name in names] == was or (twin and twin.values == node.values):
            nodes[key] = node
            continue
        edited.add(key)
        if key in delivered:
            is_left = [said_now.digests.get(name) for name in names] == was
            nodes[key] = twin if twin and is_left else _unknown(node)
    for key, node in now.nodes.items():
        if key not in here.nodes and key in delivered:  # it is no longer in the content
            is_left = all(said_now.digests.get(name) == delivered.get(name) for name in _names(node, None))
            nodes[key] = node if is_left else _unknown(node)
    return _as_ordered(Tree(nodes, here.head), here, now, delivered), frozenset(edited)


def _names(node: Node, twin: Node | None) -> list[str]:
    """Return the keys of a passage and of all that stands in it, in either version."""
    inner = (
        name
        for one in (node, twin)
        if one
        for name in (str(block["id"]) for block in _blocks(one.values))
        if name != one.name
    )
    return [node.key, *dict.fromkeys(inner)]


def _unknown(node: Node) -> Node:
    values: dict[str, Data] = {
        name: value if name in {"id", "kind"} else _UNKNOWN for name, value in node.values.items()
    }
    return replace(node, values=values)


def _as_ordered(before: Tree, here: Tree, now: Tree, delivered: Mapping[str, str]) -> Tree:
    """Return passages where they stood; if the content was put in another order since, that stays."""
    known = [key for key in here.nodes if key in delivered]
    if known == [key for key in delivered if key in here.nodes]:
        return before
    order = [key for key in now.nodes if key in before.nodes]
    order += [key for key in before.nodes if key not in now.nodes]
    return Tree(
        {
            key: replace(before.nodes[key], parent=(now if key in now.nodes else before).nodes[key].parent)
            for key in order
        },
        before.head,
    )
