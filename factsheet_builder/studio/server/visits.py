"""A browser × the secret of the studio -> the visit that its cookie names, its token, and words kept for its next page.

The cookie says nothing but a random name and its signature (HMAC, RFC 2104), so that a form that was open when the studio was
started anew can still be sent; what is kept for a visit is in memory and may be lost. A visit belongs to the person who made
it: in the hands of another one its cookie is none, so that no one can be given a visit that somebody else knows the token of.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from factsheet_builder.errors import Place, SurroundingsError

HIDDEN: Final = ".studio"
"""The folder of a project that the studio keeps drafts and its secret in; no part of the content."""
_MOST_VISITS: Final = 1_000


@dataclass(slots=True)
class Visit:
    """One browser."""

    name: str
    person: str
    """The key of who made it."""
    token: str
    """What every form of this browser carries."""
    told: list[str] = field(default_factory=list)
    """What its next page says first."""
    is_new: bool = False


class Visits:
    """The browsers that are known; ``port`` is in the name of their cookie, as browsers keep one for all ports."""

    def __init__(self, secret: bytes, port: int, *, is_secure: bool = False) -> None:
        """``is_secure`` where the studio is reached by https alone."""
        self._secret, self._is_secure = secret, is_secure
        # Browsers take a cookie of this prefix from the host itself only, not from its neighbours (RFC 6265bis, 4.1.3.2).
        self._cookie = "__Host-studio" if is_secure else f"studio-{port}"
        self._known: dict[str, Visit] = {}

    def of(self, request: Request) -> Visit:
        """Return the visit of a request, a new one where its cookie is missing, not ours or another person's."""
        visit: Visit | None = getattr(request.state, "visit", None)
        if visit is None:
            visit = request.state.visit = self._named(request.cookies.get(self._cookie, ""), request.state.person.key)
        return visit

    def _named(self, cookie: str, person: str) -> Visit:
        name, _, signature = cookie.partition(".")
        if not name or not hmac.compare_digest(signature.encode(), self._signed("visit", name, person).encode()):
            name = secrets.token_urlsafe(18)
            return self._keep(Visit(name, person, self._signed("token", name, person), is_new=True))
        return self._known.get(name) or self._keep(Visit(name, person, self._signed("token", name, person)))

    def remember(self, visit: Visit, response: Response) -> None:
        """Give the cookie of a new visit along with the answer."""
        if visit.is_new:
            value = f"{visit.name}.{self._signed('visit', visit.name, visit.person)}"
            self.give(self._cookie, value, response)
            visit.is_new = False

    def give(self, name: str, value: str, response: Response, *, lasts_s: int | None = None) -> None:
        """Give a cookie along with an answer, out of reach of scripts and of what other sites send."""
        response.set_cookie(
            name, value, max_age=lasts_s, httponly=True, samesite="lax", secure=self._is_secure, path="/"
        )

    def _keep(self, visit: Visit) -> Visit:
        self._known[visit.name] = visit
        for old in list(self._known)[:-_MOST_VISITS]:
            del self._known[old]
        return visit

    def _signed(self, what: str, name: str, person: str) -> str:
        return hmac.new(self._secret, f"{what}:{name}:{person}".encode(), sha256).hexdigest()


def hidden_folder(root: Path) -> Path:
    """Return the studio's own folder in a project, made if need be, which git is told to leave alone.

    Raises:
        SurroundingsError: it cannot be written.
    """
    folder = root / HIDDEN
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        what = f"{folder} cannot be written: {error.strerror or error}."
        raise SurroundingsError.of(
            "cannot-write", what, "Give yourself the right to write there.", Place(HIDDEN)
        ) from error
    return folder


def secret_of(root: Path) -> bytes:
    """Return the secret that cookies and tokens of a project are signed with, made the first time."""
    file = hidden_folder(root) / "secret"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(secrets.token_bytes(32))
    found = file.read_bytes()
    if len(found) < 32:  # the disk was full
        file.write_bytes(secrets.token_bytes(32))
    return file.read_bytes()
