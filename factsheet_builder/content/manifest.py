"""What a build says of what it delivered: the shape of ``manifest.json``, for programs that read it."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from factsheet_builder.content.fields import Model

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}$")]
"""The first 24 hexadecimal digits of a SHA-256."""


class Coverage(Model):
    """How much of the text is translated, in passages: each of them is either translated, or stale, or missing."""

    total: int
    translated: int
    """From the present English, those that were reviewed included."""
    stale: int
    """From an earlier English."""
    reviewed: int
    missing: int

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.translated + self.stale + self.missing != self.total:
            raise ValueError("translated, stale and missing passages are not all that there are")
        return self


class Warned(Model):
    """A warning about a deliverable."""

    about: Literal["content", "file"]
    severity: Literal["error", "warning", "note"]
    code: str
    what: str
    remedy: str = ""
    file: str = ""
    passage: str = ""
    expected: bool = False
    """Whether the content declares it, with its number; absent where it does not."""


class Preflight(Model):
    """What the finished file was found to be when it was read back; a file with an error is never delivered."""

    errors: int
    warnings: int


class Entry(Model):
    """One delivered file."""

    path: str
    """Inside the folder of the manifest, with slashes."""
    factsheet: str
    """Its name; of a pack of several, that of the pack."""
    factsheets: tuple[str, ...] = ()
    """Of a pack of several, those that are its tabs, in their order; absent of anything else."""
    kind: Literal["factsheet", "tailored", "pack", "bilingual"]
    party: str
    """Code of the Party, or empty."""
    locale: str
    profile: str
    edition: Literal["screen", "press", "large", "html", "docx"]
    sha256: Sha256
    size: int
    """Bytes."""
    pages: int
    """None of a page for browsers."""
    as_of: str
    """The day that the text speaks as of."""
    conformance: tuple[str, ...]
    """The standards that the file claims to keep."""
    coverage: Coverage | None = None
    """Absent for the language of the source."""
    preflight: Preflight
    warnings: tuple[Warned, ...]
    inputs: dict[str, Digest]
    """By part of the deliverable (``text``; of a pack its tabs): the digest of what the part was made from."""
    old: tuple[Warned, ...] = ()
    """Why a newer file could not be made, where that is so: this one is then the last good file."""


class Manifest(Model):
    """All delivered files of a folder."""

    format: Literal[1]
    builder: str
    """Version of the factsheet builder."""
    versions: dict[str, str]
    """Of packages and libraries, by name."""
    fonts: dict[str, Digest]
    deliverables: tuple[Entry, ...]
    """In the order of their paths."""
    inputs: dict[Digest, Annotated[dict[str, str], Field()]]
    """By digest, what a part was made from: the name of each input (``passage VI-1``) and its digest or version."""
