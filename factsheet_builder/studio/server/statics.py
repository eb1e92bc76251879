"""Scripts and styles of the pages, by names that the program gives, each with the digest of what it holds in its address."""

from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from factsheet_builder.project import shipped

KINDS: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


class Statics:
    """The files that ship for the browser."""

    @cached_property
    def _files(self) -> dict[str, Path]:
        scripts = sorted((shipped("templates") / "studio" / "scripts").glob("*.js"))
        styles = sorted((shipped("styles")).glob("studio*.css"))
        return {path.name: path for path in (*scripts, *styles)}

    def address(self, name: str) -> str:
        """Return where a browser finds a file.

        All have the digest of all in their addresses: what has changed is fetched anew, and scripts that name each other
        ("./studio.js") mean the same address as the page does.
        """
        content = b"".join(path.read_bytes() for path in self._files.values())
        return f"/static/{sha256(content).hexdigest()[:12]}/{name}"

    def content(self, name: str) -> bytes:
        """Return what a file holds.

        Raises:
            KeyError: there is no such file.
        """
        return self._files[name].read_bytes()
