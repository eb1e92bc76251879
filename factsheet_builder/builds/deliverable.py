"""One file that the build owes: what it is, and where it goes."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from factsheet_builder.typesetting.editions import Edition


class Kind(StrEnum):
    """What a deliverable is.

    The general factsheet, its version for one Party, the briefing pack of one Party, or a translation beside its English.
    """

    FACTSHEET = "factsheet"
    TAILORED = "tailored"
    PACK = "pack"
    BILINGUAL = "bilingual"

    @property
    def is_for_one(self) -> bool:
        """Whether it is made for one Party."""
        return self in {Kind.TAILORED, Kind.PACK}

    @property
    def is_for_screens(self) -> bool:
        """Whether it has one edition, for the screen."""
        return self in {Kind.PACK, Kind.BILINGUAL}


USUAL_FILES: Final = {
    Kind.FACTSHEET: "{locale}/{factsheet}",
    Kind.TAILORED: "{locale}/tailored/{factsheet}-{party}",
    Kind.PACK: "{locale}/packs/{factsheet}-{party}",
    Kind.BILINGUAL: "{locale}/bilingual/{factsheet}",
}
"""Patterns of file names, without their ending, where ``data/deliverables.yaml`` gives none."""


@dataclass(frozen=True, slots=True, order=True)
class Deliverable:
    """One file that the build owes."""

    factsheet: str
    locale: str
    kind: Kind = Kind.FACTSHEET
    party: str = ""
    profile: str = ""
    edition: Edition = Edition.SCREEN
    pattern: str = ""
    """Of its file name, with ``{names}`` of the fields above; the usual one of its kind if empty."""
    factsheets: tuple[str, ...] = ()
    """Of a pack of several, those that are its tabs, in their order; ``factsheet`` is then the name of the pack."""
    titles: tuple[tuple[str, str], ...] = ()
    """What such a pack is called for readers, by language."""

    @property
    def members(self) -> tuple[str, ...]:
        """The names of the factsheets that it is made from."""
        return self.factsheets or (self.factsheet,)

    @property
    def path(self) -> PurePosixPath:
        """Where it goes, inside the folder of what the build makes.

        A profile other than ``full`` and an edition that is a PDF too show in the name even where the pattern forgets them.
        """
        pattern = self.pattern or USUAL_FILES[self.kind]
        if self.profile not in {"", "full"} and "{profile}" not in pattern:
            pattern += "-{profile}"
        if self.edition.is_pdf and self.edition is not Edition.SCREEN and "{edition}" not in pattern:
            pattern += ".{edition}"
        values = {"factsheet": self.factsheet, "locale": self.locale, "kind": self.kind.value, "party": self.party}
        name = pattern.format(**values, profile=self.profile or "full", edition=self.edition.value)
        if self.edition.is_pdf:
            return PurePosixPath(f"{name}.pdf")
        if self.edition is Edition.DOCX:
            return PurePosixPath(f"{name}.docx")
        return PurePosixPath(f"{name}.zip" if self.kind is Kind.PACK else f"{name}.html")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for; an empty part asks for all that is owed.

    ``parties`` and ``locales`` are names, codes and tags, or ``all``. With ``is_extra`` what is asked for is made even where
    the project does not owe it; empty parts then stand for the usual values.
    """

    factsheets: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    parties: tuple[str, ...] = ()
    profile: str = ""
    editions: tuple[Edition, ...] = ()
    is_extra: bool = False
