"""What joining has to tell: parts, limits, what was renamed, removed or lost, and which claims the result makes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity


@dataclass(frozen=True, slots=True)
class Part:
    """One PDF to be joined.

    Attributes:
        name: what the report calls it, usually the name of its file.
        data: the bytes of the file.
        title: the text of a bookmark that opens on the part's first page and holds the part's own bookmarks; empty for
            no such bookmark: the part's own ones then stand beside those of the other parts.
        label_prefix: what stands before the number in the part's page labels (``"A-"`` for A-1, A-2, …).
        label_style: the numbering style of ISO 32000-1, table 159: ``D``, ``R``, ``r``, ``A`` or ``a``; empty for none.
            The part keeps its own page labels where neither prefix nor style is given.
        key: what addresses ``part:KEY``, or ``part:KEY#NAME`` of a named destination, in a part that leads call it.
        leads: whether addresses ``part:KEY`` in this part become links to other parts; for parts of our own only.
        continues: whether its bookmarks stand under the last one before, as a tab's under that of its divider.
        is_ours: whether it was written and checked here, so that it is read as it was then, and held to no limits.
        doubt: why what the part claims is not believed, as a sentence; empty where nothing is known against it.
    """

    name: str
    data: bytes
    title: str = ""
    label_prefix: str = ""
    label_style: str = ""
    key: str = ""
    leads: bool = False
    continues: bool = False
    is_ours: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a joined file says of itself besides its title, in its metadata."""

    author: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken in; beyond it a part is refused with a message.

    Attributes:
        bytes_per_part: size of one file in bytes.
        pages_per_part: pages of one file.
        pages: pages of the result.
        objects_per_part: indirect objects of one file that its pages, tags and bookmarks need.
        depth: levels of a page tree, structure tree, outline, name tree or form. Documents of people rarely pass 40;
            readers descend by recursion and fail at some hundreds.
    """

    bytes_per_part: int = 128 * 1024 * 1024
    pages_per_part: int = 2_000
    pages: int = 5_000
    objects_per_part: int = 500_000
    depth: int = 200


class Claim(StrEnum):
    """A standard that a file can say it conforms to."""

    UA1 = "PDF/UA-1"
    A3A = "PDF/A-3a"
    UA2 = "PDF/UA-2"
    A4F = "PDF/A-4f"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the result makes a claim, and if not, which parts spoiled it: pairs of a part's name and the reason."""

    claim: Claim
    holds: bool
    spoiled: tuple[tuple[str, str], ...] = ()


class Kind(StrEnum):
    """What a name that had to be changed belongs to."""

    DESTINATION = "destination"
    FIELD = "form field"
    ATTACHMENT = "attachment"
    ELEMENT = "structure element ID"
    ROLE = "structure type"
    CLASS = "attribute class"
    FORM_FONT = "form resource"
    LAYERS = "layer configuration"


@dataclass(frozen=True, slots=True)
class Renaming:
    """A name that another part had already taken, and the one that it has in the result."""

    part: str
    kind: Kind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PartPages:
    """Where a part lies in the result: its first page (from 1) and how many pages it has."""

    part: str
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Joined:
    """The joined file and all that there is to say about it, in the order of the parts."""

    data: bytes
    pages: tuple[PartPages, ...]
    claims: tuple[Verdict, ...]
    renamed: tuple[Renaming, ...]
    diagnostics: tuple[Diagnostic, ...]

    def holds(self, claim: Claim) -> bool:
        """Tell whether the result makes a claim."""
        return any(verdict.claim is claim and verdict.holds for verdict in self.claims)


@dataclass(slots=True)
class Findings:
    """What is collected while the parts are joined."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    renamed: list[Renaming] = field(default_factory=list)
    spoiled: list[tuple[str, frozenset[Claim], str]] = field(default_factory=list)
    """A part, the claims that the result cannot make because of it, and why."""

    def spoil(self, part: str, claims: frozenset[Claim], why: str) -> None:
        """Keep why the joined file cannot make some claims, though the part does."""
        self.spoiled.append((part, claims, why))

    def warn(self, part: str, code: str, what: str, remedy: str = "") -> None:
        """Keep a warning about a part."""
        self.diagnostics.append(Diagnostic(Severity.WARNING, code, what, remedy, Place(part)))

    def note(self, part: str, code: str, what: str, remedy: str = "") -> None:
        """Keep a note about a part."""
        self.diagnostics.append(Diagnostic(Severity.NOTE, code, what, remedy, Place(part)))

    def rename(self, part: str, kind: Kind, old: str, new: str) -> None:
        """Keep a renaming."""
        self.renamed.append(Renaming(part, kind, old, new))


def refusal(part: str, code: str, what: str, remedy: str = "") -> RefusedError:
    """Return the error that refuses a part; the caller raises it."""
    return RefusedError([Diagnostic(Severity.ERROR, code, what, remedy, Place(part))])


def unused(old: str, number: int, is_taken: Callable[[str], bool]) -> str:
    """Return a name that nobody has: ``old`` itself, or with the number of the part (``"a-2"``), or with dashes."""
    new = old
    while is_taken(new):
        new = f"{old}-{number}" if new == old else new + "-"
    return new


def unused_bytes(old: bytes, number: int, is_taken: Callable[[bytes], bool]) -> bytes:
    """Return a name that nobody has, as ``unused`` does, for names that are compared byte by byte."""
    return unused(old.decode("latin-1"), number, lambda new: is_taken(new.encode("latin-1"))).encode("latin-1")


def listed(names: Sequence[str], most: int = 6) -> str:
    """Return names as a list for a message, cut after ``most`` of them."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
