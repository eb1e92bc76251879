"""From settled nodes to the objects of a PDF: structure elements, parent tree, ids, and what is left as artifacts.

Objects follow ISO 32000-1, 14.7 and ISO 32000-2, 14.7: an element names its page, marked content on another page says
so itself, every page and annotation finds its element through the parent tree, ids are found through the id tree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pydyf

from factsheet_builder.pdf.engine import TaggedPage
from factsheet_builder.pdf.tagging.logical_tree import Hook, Mark, Node
from factsheet_builder.pdf.tagging.semantics import PDF_2

_POINTS_PER_PX = 0.75
_NAMESPACE = "http://iso.org/pdf2/ssn"


@dataclass(slots=True)
class TreeWriter:
    """Writes one tree into one PDF; ``references``: the objects of its nodes, ``claimed``: the marks it reads."""

    pdf: Any
    pages: list[TaggedPage]
    is_pdf_2: bool
    references: dict[Node, bytes] = field(default_factory=dict)
    claimed: set[Mark] = field(default_factory=set)
    hooked: set[int] = field(default_factory=set)
    _owners: dict[Mark, bytes] = field(default_factory=dict)
    _annotations: list[tuple[bytes, Any]] = field(default_factory=list)
    _namespace: bytes = b""

    def write(self, root: Node) -> None:
        """Write the tree below ``root``, and its root dictionary into the catalog."""
        top = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(top)
        if self.is_pdf_2:
            namespace = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(_NAMESPACE)})
            self.pdf.add_object(namespace)
            self._namespace = namespace.reference
            top["Namespaces"] = pydyf.Array([self._namespace])
        elements = self._add(root, top.reference)
        top["K"] = pydyf.Array([self.references[root]])
        for node, element in elements:
            if node.refs and self.is_pdf_2:
                element["Ref"] = pydyf.Array([self.references[other] for other in node.refs])
        self._write_parent_tree(top)
        self._write_id_tree(top, elements)
        self.pdf.catalog["StructTreeRoot"] = top.reference

    def _add(self, node: Node, parent: bytes) -> list[tuple[Node, Any]]:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        self.pdf.add_object(element)
        self.references[node] = element.reference
        if self.is_pdf_2 and node.kind in PDF_2:
            element["NS"] = self._namespace
        self._describe(node, element)
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            element["Pg"] = self.pdf.page_references[page]
        added = [(node, element)]
        entries = pydyf.Array()
        for hook in _merged_hooks(node, self.pdf):
            entries.append(self._hook(hook, element))
        for kid in node.kids:
            if isinstance(kid, Mark):
                entries.append(self._mark(kid, page, element))
            elif isinstance(kid, Node):
                added += self._add(kid, element.reference)
                entries.append(self.references[kid])
        element["K"] = entries
        return added

    def _describe(self, node: Node, element: Any) -> None:  # noqa: ANN401
        texts = {"Lang": node.language, "T": node.title, "Alt": node.alt, "E": node.expansion, "ID": node.identifier}
        element.update({key: pydyf.String(text) for key, text in texts.items() if text})
        if node.kind == "Figure" and node.frames:
            node.attributes.setdefault("Layout", {})["BBox"] = self._bounding_box(*node.frames[0])
        attributes = pydyf.Array(
            pydyf.Dictionary({"O": f"/{owner}", **{name: _attribute(value) for name, value in values.items()}})
            for owner, values in node.attributes.items()
        )
        if attributes:
            element["A"] = attributes

    def _bounding_box(self, number: int, box: Any) -> Any:  # noqa: ANN401
        """Return the box in points from the lower left corner of the page (ISO 32000-1, table 344)."""
        height, x, y = self.pages[number].height, box.content_box_x(), box.content_box_y()
        edges = (x, height - y - box.height, x + box.width, height - y)
        return pydyf.Array([round(edge * _POINTS_PER_PX, 3) for edge in edges])

    def _mark(self, mark: Mark, page: int | None, element: Any) -> Any:  # noqa: ANN401
        self.claimed.add(mark)
        self._owners[mark] = element.reference
        if mark.page == page:
            return mark.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pdf.page_references[mark.page], "MCID": mark.mcid})

    def _hook(self, hook: Hook, element: Any) -> Any:  # noqa: ANN401
        self.hooked.add(hook.annotation.number)
        self._annotations.append((element.reference, hook.annotation))
        page = self.pdf.page_references[hook.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": page, "Obj": hook.annotation.reference})

    def _write_parent_tree(self, top: Any) -> None:  # noqa: ANN401
        numbers = pydyf.Array()
        for page, reference in zip(self.pages, self.pdf.page_references, strict=True):
            count = max(page.marks.values(), default=-1) + 1
            owners = (self._owners.get(Mark(page.number, mcid), b"null") for mcid in range(count))
            numbers.extend([page.number, pydyf.Array(owners)])
            _object(self.pdf, reference).update({"StructParents": page.number, "Tabs": "/S"})
        for number, (owner, annotation) in enumerate(self._annotations, len(self.pages)):
            annotation["StructParent"] = number
            numbers.extend([number, owner])
        tree = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(tree)
        top["ParentTree"], top["ParentTreeNextKey"] = tree.reference, len(numbers) // 2

    def _write_id_tree(self, top: Any, elements: Iterable[tuple[Node, Any]]) -> None:  # noqa: ANN401
        found: dict[str, bytes] = {}
        for node, element in elements:
            if node.identifier in found:
                del element["ID"]
            elif node.identifier:
                found[node.identifier] = element.reference
        if found:
            names = [(pydyf.String(name), reference) for name, reference in found.items()]
            names.sort(key=lambda entry: _raw(entry[0].string))
            limits = pydyf.Array([names[0][0], names[-1][0]])
            leaf = pydyf.Dictionary({"Limits": limits, "Names": pydyf.Array(part for pair in names for part in pair)})
            self.pdf.add_object(leaf)
            top["IDTree"] = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})


def _attribute(value: Any) -> Any:  # noqa: ANN401
    """Return the value of an attribute as it is written: a list of names, as of headings, as an array of strings."""
    return pydyf.Array(map(pydyf.String, value)) if type(value) is list else value


def _raw(text: str) -> bytes:
    """Return the bytes of a string as pydyf writes it: a name tree is sorted by them."""
    return text.encode() if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")


def _object(pdf: Any, reference: bytes) -> Any:  # noqa: ANN401
    return pdf.objects[int(reference.split()[0])]


def _merged_hooks(node: Node, pdf: Any) -> list[Hook]:  # noqa: ANN401
    """Return one hook per page: the rectangles of a link on several lines become one annotation with QuadPoints."""
    hooks = [kid for kid in node.kids if isinstance(kid, Hook)]
    merged = []
    for page, group in groupby(hooks, key=lambda hook: hook.page):
        first, *others = group
        merged.append(first)
        if others and first.annotation.get("Subtype") == "/Link":
            _merge_links(first, others, _object(pdf, pdf.page_references[page]))
        else:
            merged.extend(others)
    return merged


def _merge_links(first: Hook, others: list[Hook], page: Any) -> None:  # noqa: ANN401
    rectangles = [_normal(hook.annotation["Rect"]) for hook in (first, *others)]
    points = [point for x1, y1, x2, y2 in rectangles for point in (x1, y2, x2, y2, x1, y1, x2, y1)]
    first.annotation["QuadPoints"] = pydyf.Array(points)
    left, bottom, right, top = zip(*rectangles, strict=True)
    first.annotation["Rect"] = pydyf.Array([min(left), min(bottom), max(right), max(top)])
    drop_annotations(page, {hook.annotation.reference: hook.annotation for hook in others})


def _normal(rectangle: list[float]) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = rectangle
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def drop_annotations(page: Any, dropped: Mapping[bytes, Any]) -> None:  # noqa: ANN401
    """Take annotations off a page; the objects stay as empty dictionaries, since numbers cannot move any more."""
    page["Annots"] = pydyf.Array([reference for reference in page["Annots"] if reference not in dropped])
    if not page["Annots"]:
        del page["Annots"]
    for annotation in dropped.values():
        annotation.clear()
