"""What a publication may choose of the page without a stylesheet: its size, margins, colours and family of fonts.

The choices become one stylesheet that follows the tokens. Whether colours can be read on one another is left to the checks
of the content.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

_LETTER_OUTER_MM: Final = 22.95
"""Both margins of a sheet of 215.9 mm around the same columns."""
_INNER_MM, _OUTER_MM = 15, 25


@dataclass(frozen=True, slots=True)
class Face:
    """A file inside ``data`` with a face of the publication's own family."""

    file: str
    weight: int
    style: str


@dataclass(frozen=True, slots=True)
class Design:
    """The choices of a publication for one document."""

    size: Literal["A4", "Letter"] = "A4"
    is_mirrored: bool = False
    """Whether right and left pages have their inner margin at the spine."""
    colours: tuple[tuple[str, str], ...] = ()
    """Names of tokens with their values, as ``#16396b``."""
    family: str = ""
    """The publication's own family; FiraGO where it has none, or lacks a letter."""
    faces: tuple[Face, ...] = ()
    is_large: bool = False
    """Whether it is in large print."""

    @property
    def rules(self) -> str:
        """The stylesheet of the choices; nothing where there are none."""
        return "".join(self._rules())

    def _rules(self) -> Iterator[str]:
        for face in self.faces:
            yield (
                f'@font-face {{ font-family: "{self.family}"; font-weight: {face.weight}; font-style: {face.style}; '
                f'src: url("asset:/data/{face.file}") }}\n'
            )
        values = [f"--{name}: {value}" for name, value in self.colours]
        values += [f'--family: "{self.family}", "FiraGO"'] if self.family else []
        if self.size == "Letter":
            values.append(f"--outer: {_LETTER_OUTER_MM}mm")
            yield "@page { size: letter }\n@page landscape { size: letter landscape }\n"
            yield "@page stamps-turned { size: letter landscape }\n.stamp.turned { height: 215.9mm }\n"
        if values:
            yield f":root {{ {'; '.join(values)} }}\n"
        if self.is_mirrored:
            yield from self._mirrored()

    @staticmethod
    def _mirrored() -> Iterator[str]:
        start, end = f"calc({_INNER_MM}mm + var(--margin-offset))", f"{_OUTER_MM}mm"
        yield f"@page :right {{ margin-inline: {start} {end} }}\n"
        yield f"@page :left {{ margin-inline: calc({_OUTER_MM}mm + var(--margin-offset)) {_INNER_MM}mm }}\n"
        sides = f"calc(3mm + {_INNER_MM}mm + var(--margin-offset))", f"calc(3mm + {_OUTER_MM}mm)"
        yield (
            f".masthead {{ margin-inline: calc(-1 * {sides[0]}) calc(-1 * {sides[1]}); "
            f"padding-inline: {sides[0]} {sides[1]} }}\n"
        )
