"""What a PDF holds, read with another library than the product's (pikepdf) and told in terms that joining must keep.

Pages are told by their index, headers of table cells by the path to the header's element, destinations by where they
lead: names and object numbers may change, what they stand for may not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pikepdf

STANDARD_SPACE = "http://iso.org/pdf/ssn"


@dataclass(frozen=True)
class Tag:
    """One structure element: what it means, its language, what it holds in reading order."""

    role: tuple[str, ...]
    language: str
    words: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    headers: tuple[tuple[int, ...], ...]
    kids: tuple["Tag | Content", ...]


@dataclass(frozen=True)
class Content:
    """What is drawn (a page and a marked content number) or an annotation (a page, its kind and its place)."""

    page: int
    what: str


class Reading:
    """A PDF opened to be told."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.pages = {page.obj.objgen: index for index, page in enumerate(self.pdf.pages)}
        self.broken: list[str] = []

    @property
    def root(self) -> Any:
        return self.pdf.Root

    def tags(self) -> list[Tag]:
        """Return the children of the structure tree root; faults of the parent tree are put into ``broken``."""
        tree = self.root.get("/StructTreeRoot")
        if tree is None:
            return []
        parents = dict(numbers(tree.get("/ParentTree")))
        places = {
            bytes(element.ID): path
            for path, element in reversed(list(elements(tree)))
            if "/ID" in element and len(path) > 0
        }
        language = str(self.root.get("/Lang", ""))
        return [self._tag(kid, tree, places, parents, language, None) for kid in many(tree.get("/K"))]

    def _tag(
        self,
        element: Any,
        tree: Any,
        places: dict[bytes, tuple[int, ...]],
        parents: dict[int, Any],
        language: str,
        page: Any,
    ) -> Tag:
        language = str(element.get("/Lang", language))
        page = element.get("/Pg", page)
        kids: list[Tag | Content] = []
        for kid in many(element.get("/K")):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") not in ("/MCR", "/OBJR"):
                kids.append(self._tag(kid, tree, places, parents, language, page))
            else:
                kids.append(self._content(kid, element, parents, page))
        attributes = [a for a in many(element.get("/A")) if isinstance(a, pikepdf.Dictionary)]
        headers = [h for a in attributes for h in a.get("/Headers", [])]
        return Tag(
            role(tree, element),
            language,
            tuple((key, str(element[key])) for key in ("/Alt", "/ActualText", "/T", "/E") if key in element),
            tuple(told(tree.ClassMap[name]) for name in many(element.get("/C")) if name in tree.get("/ClassMap", {})),
            tuple(places[bytes(h)] for h in headers if bytes(h) in places),
            tuple(kids),
        )

    def _content(self, kid: Any, element: Any, parents: dict[int, Any], page: Any) -> Content:
        if isinstance(kid, pikepdf.Dictionary):
            page = kid.get("/Pg", page)
        index = self.pages[page.objgen] if page is not None else -1
        if isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR":
            owner = parents.get(int(kid.Obj.get("/StructParent", -1)))
            if index < 0:
                index = next(n for n, p in enumerate(self.pdf.pages) if kid.Obj in list(p.get("/Annots", [])))
            what = f"{kid.Obj.Subtype} {told(kid.Obj.Rect)}"
        else:
            number = int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) else int(kid)
            owners = parents.get(int(page.get("/StructParents", -1)), [])
            owner = owners[number] if number < len(owners) else None
            what = f"MCID {number}"
        if owner is None or owner.objgen != element.objgen:
            self.broken.append(f"page {index}: {what} does not lead back to its element")
        return Content(index, what)

    def place(self, destination: Any) -> tuple[Any, ...] | None:
        """Return where a destination leads: the index of the page and the view on it."""
        if isinstance(destination, pikepdf.Name):
            destination = self.root.get("/Dests", {}).get(destination)
        elif isinstance(destination, pikepdf.String):
            named = dict(names(self.root.get("/Names", {}).get("/Dests")))
            destination = named.get(bytes(destination))
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        if destination is None or not len(destination):
            return None
        first = destination[0]
        index = int(first) if not isinstance(first, pikepdf.Object) else self.pages.get(first.objgen)
        return (index, *(told(value) for value in list(destination)[1:]))

    def links(self) -> list[tuple[int, str, Any]]:
        """Return page, rectangle and target of each link."""
        return [
            (index, told(annotation.Rect), self._target(annotation))
            for index, page in enumerate(self.pdf.pages)
            for annotation in page.get("/Annots", [])
            if annotation.Subtype == "/Link"
        ]

    def _target(self, holder: Any) -> Any:
        action = holder.get("/A", {})
        if action.get("/S") == "/URI":
            return str(action.URI)
        return self.place(holder.get("/Dest", action.get("/D")))

    def outline(self, holder: Any = None) -> list[tuple[str, Any, list[Any]]]:
        """Return title, target and children of each bookmark, and check the chains both ways."""
        holder = self.root.get("/Outlines", {}) if holder is None else holder
        found, item, before = [], holder.get("/First"), None
        while item is not None:
            if item.get("/Parent", item).objgen != holder.objgen or (
                before is not None and item.Prev.objgen != before.objgen
            ):
                self.broken.append(f"bookmark {item.Title} is not chained")
            found.append((str(item.Title), self._target(item), self.outline(item)))
            before, item = item, item.get("/Next")
        if before is not None and holder.Last.objgen != before.objgen:
            self.broken.append("the last bookmark is another one")
        return found

    def fields(self) -> dict[str, tuple[str, str, tuple[tuple[int, str], ...]]]:
        """Return kind, value and widgets (page and place) of each field by its full name."""
        where = {
            annotation.objgen: index
            for index, page in enumerate(self.pdf.pages)
            for annotation in page.get("/Annots", [])
        }
        found: dict[str, tuple[str, str, tuple[tuple[int, str], ...]]] = {}

        def visit(field: Any, path: str, kind: str) -> list[tuple[int, str]]:
            path = ".".join(part for part in (path, str(field.get("/T", ""))) if part)
            kind = str(field.get("/FT", kind))
            own = [(where[field.objgen], told(field.Rect))] if field.get("/Subtype") == "/Widget" else []
            below = [widget for kid in field.get("/Kids", []) for widget in visit(kid, path, kind)]
            if "/T" in field:
                found.setdefault(path, (kind, str(field.get("/V", "")), tuple(own + below)))
            return own + below

        for field in self.root.get("/AcroForm", {}).get("/Fields", []):
            visit(field, "", "")
        return found

    def attachments(self) -> dict[str, tuple[bytes, str]]:
        """Return content and relationship of each attachment by the name that is shown."""
        pairs = names(self.root.get("/Names", {}).get("/EmbeddedFiles"))
        return {
            str(value.get("/UF", value.F)): (value.EF.F.read_bytes(), str(value.get("/AFRelationship", "")))
            for _, value in pairs
        }

    def labels(self) -> list[str]:
        """Return the label of each page."""
        return [page.label for page in self.pdf.pages]


def many(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def told(value: Any) -> str:
    """Return a value in words, numbers rounded as a reader would see them."""
    if isinstance(value, pikepdf.Array):
        return "[" + " ".join(told(held) for held in value) + "]"
    if isinstance(value, pikepdf.Dictionary):
        return "<" + " ".join(f"{key} {told(held)}" for key, held in sorted(value.items())) + ">"
    try:
        return f"{float(value):g}"
    except (TypeError, ValueError, NotImplementedError):
        return str(value)


def leaves(root: Any, key: str) -> Iterator[tuple[Any, Any]]:
    if root is None:
        return
    pairs = list(root.get(key, []))
    yield from zip(pairs[::2], pairs[1::2], strict=True)
    for kid in root.get("/Kids", []):
        yield from leaves(kid, key)


def names(root: Any) -> Iterator[tuple[bytes, Any]]:
    return ((bytes(key), value) for key, value in leaves(root, "/Names"))


def numbers(root: Any) -> Iterator[tuple[int, Any]]:
    return ((int(key), value) for key, value in leaves(root, "/Nums"))


def elements(holder: Any, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Yield the structure elements below a holder with the path to each."""
    for place, kid in enumerate(many(holder.get("/K"))):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") not in ("/MCR", "/OBJR"):
            yield (*path, place), kid
            yield from elements(kid, (*path, place))


def role(tree: Any, element: Any) -> tuple[str, ...]:
    """Return what a type stands for: the last of its chain with its namespace, and how long the chain is."""
    space, name = element.get("/NS"), element.S
    seen = [(str(space.NS) if space is not None else STANDARD_SPACE, str(name))]
    while True:
        mapping = (tree if space is None else space).get("/RoleMap" if space is None else "/RoleMapNS", {})
        if name not in mapping:
            break
        target = mapping[name]
        name, space = (target[0], target[1]) if isinstance(target, pikepdf.Array) else (target, None)
        step = (str(space.NS) if space is not None else STANDARD_SPACE, str(name))
        if step in seen:  # a circle stands for nothing else
            return (*seen[0], "1")
        seen.append(step)
    return (*seen[-1], str(len(seen)))


def moved(tag: Tag | Content, pages: int, place: int) -> Any:
    """Return a part's tag as it has to be in the result: ``pages`` further on, below the element at ``place``."""
    if isinstance(tag, Content):
        return replace(tag, page=tag.page + pages)
    headers = tuple((0, place, *path[1:]) for path in tag.headers)
    return replace(tag, headers=headers, kids=tuple(moved(kid, pages, place) for kid in tag.kids))


def shifted(target: Any, pages: int) -> Any:
    """Return a link's target as it has to be in the result."""
    return (target[0] + pages, *target[1:]) if isinstance(target, tuple) else target
