"""Content as it is × what its file said before × what the file says now -> the content brought up to date.

A value that only the file changed is taken from it; one that only an editor changed stays; where both changed it, the
editor's stays and the file's is shown as a conflict. Ids stay. Nothing that an editor wrote is lost: a passage that the file
no longer has is deleted only where it is as the file had it. How the lines of the YAML are kept is left to ``splicing``.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.content.reading.made_ids import write_ids
from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml_text
from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.importing.pieces import shown
from factsheet_builder.importing.renewing.passage_tree import NOTES, ROOT, Node, Tree, calls_in, match_passages
from factsheet_builder.importing.renewing.splicing import splice

_HEAD: Final = ("short_title", "description", "masthead")
"""Values beside the passages that come from the file; the others are said by people."""
_LEVELS: Final = 4
_REMEDY: Final = "Decide which is right; the comment in the content shows what the file says."


@dataclass(frozen=True, slots=True)
class Update:
    """Content after an import: its text, what changed, and where edits and the file disagree."""

    text: str
    changes: tuple[str, ...] = ()
    conflicts: tuple[Diagnostic, ...] = ()


def update_content(ours: str, before: str, now: str, file: str) -> Update:
    """Return the content ``ours`` with what changed from ``before`` to ``now``; ``file`` is what messages call it.

    Raises:
        ContentError: one of the texts is no YAML.
    """
    with suppress(ValueError):  # passages are known by their ids: those that were made are written down now
        ours, _ = write_ids(ours, file)
    source = read_yaml_text(ours, file)
    said = [Tree.of(read_yaml_text(text, file).data) for text in (before, now)]
    merge = Merge(Tree.of(source.data), said[0], said[1])
    merge.run()
    return update_lines(source, merge)


def update_lines(source: YamlSource, merge: "Merge") -> Update:
    """Return the lines of ``source`` with what a merge has brought together, and what it says of that."""
    text, is_laid_out_anew = splice(source, merge.ours, merge.result, merge.remarks)
    conflicts = conflicts_of(merge, source.file)
    if is_laid_out_anew:
        what = "The file was written anew, since its layout could not be kept; its comments stand at its beginning."
        conflicts.append(Diagnostic(Severity.NOTE, "layout", what, "Move them where they belong.", Place(source.file)))
    return Update(text, tuple(merge.changes), tuple(conflicts))


def conflicts_of(merge: "Merge", file: str) -> list[Diagnostic]:
    """Return where edits and the file disagree."""
    return [
        Diagnostic(Severity.WARNING, "conflict", what, _REMEDY, Place(file, passage=name.removeprefix("note ")))
        for name, what in merge.conflicts
    ]


@dataclass
class Merge:
    """The three versions, and what comes out; ids of the other two are made those of ``ours`` first."""

    ours: Tree
    before: Tree
    now: Tree
    result: Tree = field(default_factory=Tree)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    """Comments by the keys of passages; those of the head under nothing."""
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    kept: str = "The edit stays."
    head_names: tuple[str, ...] = _HEAD
    is_by_id: bool = False
    """Whether passages of the new version are known by their ids."""

    def run(self) -> None:
        """Bring all together."""
        self._take_names()
        values = {key: self._values(key) for key in self.ours.nodes}
        head = self._head()
        nodes = {
            key: Node(node.name, self._parent(node), values[key], node.path) for key, node in self.ours.nodes.items()
        }
        for key, node in self.now.nodes.items():
            if key not in self.before.nodes and key not in nodes:
                nodes[key] = Node(node.name, node.parent, node.values)
        self._show_deleted()
        gone = self._gone(nodes)
        self._mend_parents(nodes, gone)
        for _ in range(_LEVELS):  # what is kept may be a section, whose own passages are kept next
            self._settle_empty(nodes, gone)
        self._settle_notes(nodes, gone)
        for key in nodes:
            if key not in self.ours.nodes and key not in gone:
                self.changes.append(f"added {_named(key)}: {shown(nodes[key].words)}")
        self.changes += [f"removed {_named(key)}" for key in self.ours.nodes if key in gone]
        self.result = Tree(head=head)
        for parent in (ROOT, NOTES):
            self._put(parent, {key: node for key, node in nodes.items() if key not in gone})
        for key in [key for key in self.remarks if key and key not in self.result.nodes]:
            self.remarks.setdefault("", []).extend(self.remarks.pop(key))

    def _take_names(self) -> None:
        """Give the passages of the other versions the ids that they have in the content."""
        known = match_passages(self.before, self.ours, is_by_id=True)
        used = {key.casefold() for key in self.ours.nodes}
        names = {key: self.ours.nodes[other].name for key, other in known.items()}
        names |= _free_names((node for key, node in self.before.nodes.items() if key not in known), used)
        of_now = match_passages(self.now, self.before, is_by_id=self.is_by_id)
        mine = {key: names[other] for key, other in of_now.items()}
        before = self.before.renamed(names)
        new = [node for key, node in self.now.nodes.items() if key not in of_now]
        only_ours = [node for key, node in self.ours.nodes.items() if key not in before.nodes]
        for node in new:  # what an editor wrote in beforehand is not new
            twin = next((other for other in only_ours if other.words == node.words and other.kind == node.kind), None)
            if twin and (twin.parent == NOTES) == (node.parent == NOTES):
                mine[node.key] = twin.name
                only_ours.remove(twin)
        mine |= _free_names((node for node in new if node.key not in mine), used)
        self.before, self.now = before, self.now.renamed(mine)

    def _values(self, key: str) -> dict[str, Data]:
        """Return the values of a passage of the content, brought up to date."""
        ours, before, now = (tree.nodes.get(key) for tree in (self.ours, self.before, self.now))
        if ours is None or before is None or now is None:
            return ours.values if ours else {}
        if before.kind != now.kind and ours.values == before.values:
            self.changes.append(f"changed {_named(key)}: it is a {now.kind} now")
            return now.values
        return self._three_way(key, ours.values, before.values, now.values)

    def _three_way(
        self, key: str, ours: dict[str, Data], before: dict[str, Data], now: dict[str, Data]
    ) -> dict[str, Data]:
        found = dict(ours)
        for name in dict.fromkeys((*before, *now)):
            mine, was, new = ours.get(name), before.get(name), now.get(name)
            if new in (was, mine):
                continue
            if mine != was and (both := self._both(key, mine, was, new)) is not None:
                self.changes.append(f"changed {_named(key)}, {name}: {shown(_said(was))} → {shown(_said(new))}")
                found[name] = both
            elif mine == was:
                self.changes.append(f"changed {_named(key)}, {name}: {shown(_said(was))} → {shown(_said(new))}")
                if new is None:
                    del found[name]
                else:
                    found[name] = new
            else:
                self._conflict(key, self._why(key, name), _said(new))
        return found

    def _both(self, key: str, mine: Data, was: Data, new: Data) -> Data:  # noqa: ARG002 - for those who know more
        """Return a value that holds both changes, where it can be made."""
        return None

    def _why(self, key: str, name: str) -> str:  # noqa: ARG002 - for those who know more
        """Return why a value is not that of the file."""
        return f"“{name}” was edited here, and the file says otherwise now"

    def _is_edited(self, key: str) -> bool:
        """Tell whether an editor changed a passage."""
        return self.ours.nodes[key].values != self.before.nodes[key].values

    def _conflict(self, key: str, what: str, said: str) -> None:
        self.conflicts.append((key, f"{what}: “{shown(said)}”. {self.kept}"))
        self.remarks.setdefault(key, []).append(f"CONFLICT: {what}: {said}")

    def _head(self) -> dict[str, Data]:
        before, now = ({name: tree.head.get(name) for name in self.head_names} for tree in (self.before, self.now))
        return self._three_way("", self.ours.head, before, now)

    def _parent(self, node: Node) -> str:
        """Return the passage that holds one: as the editor moved it, else as the file has it."""
        before, now = self.before.nodes.get(node.key), self.now.nodes.get(node.key)
        if before is None or now is None or before.parent != node.parent or now.parent == before.parent:
            return node.parent
        self.changes.append(f"moved {_named(node.key)}")
        return now.parent

    def _gone(self, nodes: dict[str, Node]) -> set[str]:
        """Return the passages that the file no longer has and that nobody edited, with nothing that stays inside."""
        gone: set[str] = set()
        for key in reversed(list(self.ours.nodes)):
            before = self.before.nodes.get(key)
            if before is None or key in self.now.nodes:
                continue
            is_edited = self._is_edited(key)
            if is_edited or any(node.parent == key and other not in gone for other, node in nodes.items()):
                why = "it was edited here" if is_edited else "what was edited or added here stands in it"
                self._conflict(key, f"The file no longer has this passage; {why}", self.ours.nodes[key].words)
            else:
                gone.add(key)
        return gone

    def _show_deleted(self) -> None:
        """Show what an editor deleted and the file changed since; what it left as it was stays deleted."""
        for key, now in self.now.nodes.items():
            before = self.before.nodes.get(key)
            if before is not None and key not in self.ours.nodes and before.values != now.values:
                holder = now.parent if now.parent in self.ours.nodes else ""
                self.conflicts.append(
                    (key, f"It was deleted here, and the file says otherwise now: “{shown(now.words)}”.")
                )
                self.remarks.setdefault(holder, []).append(f"CONFLICT: {now.name} was deleted here; now: {now.words}")

    def _mend_parents(self, nodes: dict[str, Node], gone: set[str]) -> None:
        """Give what would stand in a passage that is not there, or in itself, the next one around that is."""

        def is_there(key: str) -> bool:
            return key in {ROOT, NOTES} or (key in nodes and key not in gone and nodes[key].kind == "section")

        for node in nodes.values():
            tried: set[str] = set()
            while not is_there(node.parent):
                tried.add(node.parent)
                around = self.now.nodes.get(node.parent) or self.before.nodes.get(node.parent)
                node.parent = around.parent if around and around.parent not in tried else ROOT
        for key, node in nodes.items():
            ours = self.ours.nodes.get(key)
            for parent in (node.parent, ours.parent if ours else ROOT, ROOT):
                node.parent = parent
                if is_there(parent) and not _is_in_itself(key, nodes):
                    break

    def _settle_notes(self, nodes: dict[str, Node], gone: set[str]) -> None:
        """Keep notes that are still called, and leave out those that nothing calls any more."""
        called: set[str] = set()
        for key, node in nodes.items():
            if key not in gone and node.parent != NOTES:
                called |= calls_in(node.values)
        for key, node in nodes.items():
            if node.parent != NOTES:
                continue
            if node.name in called:
                gone.discard(key)
            elif key not in self.ours.nodes:
                gone.add(key)
                self.conflicts.append(
                    (key, f"The file has a new note, which nothing calls here: “{shown(node.words)}”.")
                )
                self.remarks.setdefault("", []).append(f"CONFLICT: the file has a new note {node.name}: {node.words}")
            elif key in self.before.nodes and not self._is_edited(key):
                gone.add(key)
            elif self._is_own_note(key):
                continue
            else:
                self._conflict(key, "Nothing calls this note any more, and it was edited or added here", node.words)

    def _is_own_note(self, key: str) -> bool:  # noqa: ARG002 - for those who know more
        """Tell whether a note is kept though nothing calls it."""
        return False

    def _settle_empty(self, nodes: dict[str, Node], gone: set[str]) -> None:
        """Keep what the file no longer has where a section would be empty without it; leave out what has nothing at all."""
        for key in (*reversed(list(nodes)), ROOT):
            if key in gone or (key != ROOT and nodes[key].kind != "section"):
                continue
            if any(node.parent == key and name not in gone for name, node in nodes.items()):
                continue
            kept = [name for name in self.ours.children(key) if name in gone and nodes[name].parent == key]
            for name in kept:
                gone.discard(name)
                self._conflict(
                    name, "The file no longer has this passage; nothing else is left here", nodes[name].words
                )
            if not kept and key != ROOT:
                gone.add(key)
                self.conflicts.append(
                    (key, f"Nothing is left in the section “{shown(nodes[key].words)}”; it is left out.")
                )
                said = f"CONFLICT: the section “{nodes[key].words}” was left out, empty."
                self.remarks.setdefault(nodes[key].parent, []).append(said)

    def _put(self, parent: str, nodes: dict[str, Node]) -> None:
        for key in self._order(parent, nodes):
            self.result.nodes[key] = nodes[key]
            self._put(key, nodes)

    def _order(self, parent: str, nodes: dict[str, Node]) -> list[str]:
        """Return what a passage holds in order: the editor's, or the file's where only the file changed it."""
        held = [key for key, node in nodes.items() if node.parent == parent]
        ours = [key for key in self.ours.children(parent) if key in held]
        now = [key for key in self.now.nodes if key in held]
        common = [key for key in self.before.children(parent) if key in ours and key in now]
        if [key for key in now if key in common] != common and [key for key in ours if key in common] == common:
            order = iter([key for key in now if key in common])
            ours = [next(order) if key in common else key for key in ours]
            if parent != NOTES:
                self.changes.append(f"the order in {_named(parent)} is that of the file now")
        for key in held:
            if key not in ours:
                behind = [other for other in now[: now.index(key)] if other in ours] if key in now else ours
                ours.insert(ours.index(behind[-1]) + 1 if behind else 0, key)
        return ours


def _free_names(nodes: Iterable[Node], used: set[str]) -> dict[str, str]:
    """Return ids for passages that nobody else has; their own ones where these are free."""
    found = {}
    for node in nodes:
        name, count = node.name, 1
        prefix = "note " if node.parent == NOTES else ""
        while f"{prefix}{name}".casefold() in used:
            count += 1
            name = f"{node.name}-{count}"
        used.add(f"{prefix}{name}".casefold())
        found[node.key] = name
    return found


def _is_in_itself(key: str, nodes: dict[str, Node]) -> bool:
    seen = {key}
    holder = nodes[key].parent
    while holder in nodes:
        if holder in seen:
            return True
        seen.add(holder)
        holder = nodes[holder].parent
    return False


def _named(key: str) -> str:
    return {ROOT: "the factsheet", NOTES: "the notes", "": "the title"}.get(key, key)


def _said(value: Data) -> str:
    match value:
        case None:
            return "nothing"
        case list():
            return "; ".join(map(_said, value))
        case dict():
            return ", ".join(f"{_said(inner)}" for inner in value.values())
        case _:
            return str(value)
