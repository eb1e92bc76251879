"""Stylesheets and the choices of a publication -> the style that stands inside a page, and the policy that names it.

The policy (Content Security Policy 3) lets a browser show what is in the page and do nothing else.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from typing import Final

from factsheet_builder.project import Project
from factsheet_builder.typesetting.design import Design

STYLES: Final = ("tokens.css", "html.css")
_COMMENT: Final = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)


def read_sheets(project: Project) -> tuple[str, ...]:
    """Return the texts of ``STYLES``, those of the project first.

    Raises:
        SurroundingsError: one is missing or no text.
    """
    return tuple(map(project.style, STYLES))


def page_style(sheets: Sequence[str], design: Design) -> str:
    """Return the stylesheet of a design, without comments and indents; the reader's scheme has the last word on colours."""
    values = [f"--{name}: {value}" for name, value in design.colours]
    chosen = f":root {{ {'; '.join(values)} }}\n" if values else ""
    family = f':root {{ --family: "{design.family}", system-ui, sans-serif }}\n' if design.family else ""
    tokens, sheet = sheets
    return _COMMENT.sub("", f"{tokens}\n{chosen}{sheet}\n{family}")


def policy_of(style: str, script: str = "") -> str:
    """Return what a page may do: show its own style and pictures, and run ``script`` if it has one."""
    # Attributes of style are lengths of bars and widths of columns; a digest cannot name them.
    run = f"script-src '{_digest(script)}'; " if script else ""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; style-src-attr 'unsafe-inline'; {run}img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
