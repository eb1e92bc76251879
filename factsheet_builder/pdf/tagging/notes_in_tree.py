"""Places notes where they are called: each note once in the tree, right after its first call, whatever pages print it.

The markup: a call is ``<a class="call" role="doc-noteref" id="call-x" href="#note-x">1</a>``, a note is an element with
``role="doc-footnote"`` and an id, and a further copy of it for a later page has ``data-copy-of="note-x"`` and an id of
its own. A copy is not read again: its text becomes an artifact. Its links stay reachable: a link that the note has too
(same target) is one Link with an annotation on each page, another one (the way back to the call on that page) is added
at the end of the note. Notes at the end of the document (``role="doc-endnote"``) stay there.

Note needs an id (ISO 14289-1, 7.9); FENote says that it is a footnote, and calls and note name each other by ``/Ref``
(ISO 14289-2, 8.2.5.14).
"""

from collections.abc import Iterator

from factsheet_builder.pdf.tagging.logical_tree import Hook, Node

NOTE_KINDS = frozenset({"Note", "FENote"})


def place_notes(root: Node, printed: Node) -> tuple[Node, ...]:
    """Move the notes from ``printed``, the note areas in page order, into the tree; return those without a call."""
    ending = {note.identifier: note for note in root.walk() if note.kind in NOTE_KINDS}
    bodies = [node for node in printed.walk() if node.kind in NOTE_KINDS or _is_copy(node)]
    notes = {note.identifier: note for note in bodies if not _is_copy(note)}
    copies = copies_of_notes(printed)
    for copy in filter(_is_copy, bodies):
        name = copy.get("data-copy-of")
        if name in notes:
            _adopt_links(notes[name], copy)
        else:  # the note itself is printed nowhere: its first copy stands for it
            copy.identifier, notes[name] = name, copy
    calls = list(_calls(root))
    placed: set[int] = set()
    for parent, call in calls:
        name = call.get("href").removeprefix("#")
        if name in ending:
            _refer(ending[name], call, "/Endnote")
            continue
        note = notes.get(copies.get(name, name))
        if note is not None:
            _place(note, parent, call, is_first=id(note) not in placed)
            calls.extend(_calls(note) if id(note) not in placed else ())
            placed.add(id(note))
    return _place_uncalled(root, [note for note in notes.values() if id(note) not in placed])


def copies_of_notes(printed: Node) -> dict[str, str]:
    """Return the id of every further copy with the id of the note it is a copy of."""
    return {node.identifier: node.get("data-copy-of") for node in printed.walk() if _is_copy(node)}


def _place(note: Node, parent: Node, call: Node, *, is_first: bool) -> None:
    if is_first:
        parent.kids.insert(parent.kids.index(call) + 1, note)
    _refer(note, call, "/Footnote")


def _refer(note: Node, call: Node, kind: str) -> None:
    """Let a note and its call name each other, as only PDF 2.0 has it."""
    if note.kind == "FENote":
        note.attributes["FENote"] = {"NoteType": kind}
        note.refs.append(call)
        call.refs.append(note)


def _place_uncalled(root: Node, notes: list[Node]) -> tuple[Node, ...]:
    for note in notes:
        if note.kind == "FENote":
            note.attributes["FENote"] = {"NoteType": "/Footnote"}
        root.kids.append(note)
    return tuple(notes)


def _calls(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield (parent, call) in logical order."""
    for kid in node.nodes:
        if kid.kind == "Reference":
            yield node, kid
        else:
            yield from _calls(kid)


def _is_copy(node: Node) -> bool:
    return bool(node.source is not None and node.part == node.source.tag and node.get("data-copy-of"))


def _adopt_links(note: Node, copy: Node) -> None:
    known = {link.get("href"): link for link in note.walk() if link.kind == "Link"}
    for link in [node for node in copy.walk() if node.kind == "Link"]:
        if (same := known.get(link.get("href"))) is not None:
            same.kids.extend(kid for kid in link.kids if isinstance(kid, Hook))
        else:
            note.kids.append(link)
