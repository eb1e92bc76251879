"""Structure types and attribute classes of several parts in one file, none of them changing its meaning.

A role map says what a type of the author's own stands for (ISO 32000-1, 14.7.3); PDF 2.0 has one in each namespace
(ISO 32000-2, 14.7.4.2 and 14.8.6). Put together, the map of one part would also apply to the elements of the others:
``Note`` may stand for ``P`` here, for ``Aside`` there, and for itself elsewhere. What decides is the whole chain of a
type: where two parts disagree, the type of the later part is renamed, elements and map together, and reported. A type
that some part uses as it is, mapped to nothing, keeps its name before any that is mapped.
Attribute classes (14.7.5.2) are treated alike: the same name with another content is renamed.
"""

from collections import defaultdict
from collections.abc import Iterable

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Findings, Kind
from factsheet_builder.pdf.joining.objects import (
    dictionary,
    entry,
    items,
    legible,
    name,
    octets,
    one_or_many,
    put,
    record,
    resolve,
)
from factsheet_builder.pdf.joining.sharing import likeness
from factsheet_builder.pdf.joining.volume import Volume

# A structure type: the bytes of its namespace's address (empty for the one of PDF 1.7) and its name with the solidus.
Role = tuple[bytes, str]
Chain = tuple[Role, ...]
Elements = dict[int, list[DictionaryObject]]


def merge(volume: Volume, tagged: list[Graft], elements: Elements, findings: Findings) -> dict[str, PdfObject]:
    """Return the entries RoleMap, Namespaces and ClassMap of the joined structure tree root, elements adjusted.

    Args:
        volume: the objects.
        tagged: the parts with a structure tree.
        elements: number of a part to its structure elements.
        findings: where renamings are reported.
    """
    maps = {graft.number: _role_maps(graft) for graft in tagged}
    renamed = _disagreements(tagged, maps, elements, findings)
    for graft in tagged:
        for element in elements[graft.number]:
            role = _role(element)
            if role in renamed[graft.number]:
                put(element, "/S", NameObject(renamed[graft.number][role][1]))
    joined: dict[Role, Role] = {}
    for graft in tagged:
        own = renamed[graft.number]
        joined |= {own.get(old, old): own.get(new, new) for old, new in maps[graft.number].items()}
    return _written_maps(volume, tagged, joined) | _classes(tagged, elements, findings)


def inherit_namespace(element: DictionaryObject, kids: Iterable[IndirectObject]) -> None:
    """Give a ``Document`` that is put above others their namespace, where all have the same one."""
    spaces = [found.get("/NS") for found in map(dictionary, kids) if found is not None]
    if spaces and isinstance(spaces[0], IndirectObject) and len({id(resolve(space)) for space in spaces}) == 1:
        put(element, "/NS", spaces[0])


def _role(element: DictionaryObject) -> Role:
    return octets(entry(element, "/NS").get("/NS")) or b"", name(element.get("/S"))


def _namespaces(graft: Graft) -> list[DictionaryObject]:
    """Return the namespace dictionaries of a part, each once: those that are listed, then those that are only used."""
    listed = [dictionary(value) for value in items(entry(graft.catalog, "/StructTreeRoot").get("/Namespaces"))]
    used = [dictionary(held.get("/NS")) for held in graft.dictionaries if "/NS" in held]
    found = {id(space): space for space in [*listed, *used] if space is not None and octets(space.get("/NS"))}
    return list(found.values())


def _role_maps(graft: Graft) -> dict[Role, Role]:
    found: dict[Role, Role] = {}
    for key, value in entry(entry(graft.catalog, "/StructTreeRoot"), "/RoleMap").items():
        if name(value):
            found[b"", str(key)] = (b"", name(value))
    for space in _namespaces(graft):
        address = octets(space.get("/NS")) or b""
        for key, value in entry(space, "/RoleMapNS").items():
            target = one_or_many(value)
            if target and name(target[0]):
                other = octets((dictionary(target[1]) or DictionaryObject()).get("/NS")) if len(target) > 1 else None
                found.setdefault((address, str(key)), (other or b"", name(target[0])))
    # A type that is mapped to itself, or round in a circle, stands for itself.
    return {old: new for old, new in found.items() if not _is_circular(old, found)}


def _is_circular(role: Role, maps: dict[Role, Role]) -> bool:
    seen: set[Role] = set()
    while role in maps and role not in seen:
        seen.add(role)
        role = maps[role]
    return role in seen


def _chain(role: Role, maps: dict[Role, Role]) -> Chain:
    chain: list[Role] = []
    while role in maps:
        role = maps[role]
        chain.append(role)
    return tuple(chain)


def _disagreements(
    tagged: list[Graft], maps: dict[int, dict[Role, Role]], elements: Elements, findings: Findings
) -> dict[int, dict[Role, Role]]:
    """Return, for each part, which of its types are renamed to what."""
    taken: dict[Role, Chain] = {}
    for graft in tagged:
        own = maps[graft.number]
        meant = {_role(element) for element in elements[graft.number]} | set(own.values())
        taken |= {role: () for role in meant if role not in own}
    renamed: dict[int, dict[Role, Role]] = defaultdict(dict)
    for graft in tagged:
        own = maps[graft.number]
        used = {_role(element) for element in elements[graft.number]}
        for role in own:
            chain = _chain(role, own)
            new = _place(role, chain, taken, own)
            taken[new] = chain
            if new != role:
                renamed[graft.number][role] = new
                if role in used:
                    findings.rename(graft.name, Kind.ROLE, legible(role[1]), legible(new[1]))
    return renamed


def _place(role: Role, chain: Chain, taken: dict[Role, Chain], own: dict[Role, Role]) -> Role:
    space, old = role
    candidate, count = role, 1
    while taken.get(candidate, chain) != chain or (candidate != role and candidate in own):
        count += 1
        candidate = (space, f"{old}-{count}")
    return candidate


def _written_maps(volume: Volume, tagged: list[Graft], joined: dict[Role, Role]) -> dict[str, PdfObject]:
    """Write the maps: one dictionary for each namespace, to which every element and attribute is then directed."""
    spaces: dict[bytes, IndirectObject] = {}
    for graft in tagged:
        for old in _namespaces(graft):
            address = octets(old.get("/NS")) or b""
            if address not in spaces:
                kept = {key: value for key, value in old.items() if key != "/RoleMapNS"}
                spaces[address] = volume.add(record(kept))
    for graft in tagged:
        for held in graft.dictionaries:
            space = octets(entry(held, "/NS").get("/NS")) if "/NS" in held else None
            if space:
                put(held, "/NS", spaces[space])
    plain = DictionaryObject()
    for (address, old_name), (other, new_name) in joined.items():
        if not address:
            put(plain, old_name, NameObject(new_name))
            continue
        space_map = entry(spaces[address], "/RoleMapNS")
        target = ArrayObject([NameObject(new_name), spaces[other]]) if other in spaces else NameObject(new_name)
        put(space_map, old_name, target)
        put(dictionary(spaces[address]) or DictionaryObject(), "/RoleMapNS", space_map)
    entries: dict[str, PdfObject] = {"/RoleMap": plain} if plain else {}
    return entries | ({"/Namespaces": ArrayObject(spaces.values())} if spaces else {})


def _classes(tagged: list[Graft], elements: Elements, findings: Findings) -> dict[str, PdfObject]:
    merged = DictionaryObject()
    taken: dict[str, bytes] = {}
    for graft in tagged:
        own = entry(entry(graft.catalog, "/StructTreeRoot"), "/ClassMap")
        for element in elements[graft.number]:
            # A class that is used but not defined means nothing; it must not come to mean what another part says.
            taken |= {used: b"" for used in map(name, one_or_many(element.get("/C"))) if used and used not in own}
    for graft in tagged:
        own = entry(entry(graft.catalog, "/StructTreeRoot"), "/ClassMap")
        renamed: dict[str, str] = {}
        for old, value in own.items():
            content = likeness(value)
            new, count = str(old), 1
            while taken.get(new, content) != content or (new != old and new in own):
                count += 1
                new = f"{old}-{count}"
            taken[new] = content
            put(merged, new, value)
            if new != old:
                renamed[str(old)] = new
                findings.rename(graft.name, Kind.CLASS, legible(str(old)), legible(new))
        for element in elements[graft.number] if renamed else ():
            _rename_classes(element, renamed)
    return {"/ClassMap": merged} if merged else {}


def _rename_classes(element: DictionaryObject, renamed: dict[str, str]) -> None:
    used = one_or_many(element.get("/C"))
    if any(name(value) in renamed for value in used):
        put(element, "/C", ArrayObject([NameObject(renamed.get(name(v), name(v))) if name(v) else v for v in used]))
