"""Requests from anywhere -> those that a page of the studio made, or a person who opens it; the rest is refused.

The host of a request (RFC 9110, 7.2) has to be one that the studio was told, letter for letter, so that a page whose name was
made to lead here (DNS rebinding) is refused. What changes something must come from a page of the studio (Origin, Fetch
Metadata); that it carries the token of its reader is left to ``routing``. Every answer forbids what the pages do not need.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page of the studio may do (Content Security Policy 3); an answer that has a policy of its own keeps it."""
ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Headers of every answer that does not have them already."""
_METHODS: Final = ("GET", "HEAD", "POST")
_LONGEST_ADDRESS: Final = 4_000
_ONCE: Final = ("sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "content-type", "content-length")
"""Headers that a browser sends once; of two, one would be judged and the other believed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is refused."""

    status: HTTPStatus
    words: str


class Guard:
    """Lets through what may be asked, and sets the headers that every answer has."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], origins: frozenset[str]) -> None:
        """``hosts`` are those that a request may name, with their ports; ``origins`` those whose pages may write."""
        self._app, self._hosts, self._origins = app, hosts, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # a websocket: the server closes it

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                message["headers"] = headers.raw
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, with_headers)
        else:
            headers = {"Allow": ", ".join(_METHODS)} if refusal.status is HTTPStatus.METHOD_NOT_ALLOWED else None
            answer = PlainTextResponse(f"{refusal.words}\n", refusal.status, headers)
            await answer(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = Headers(scope=scope)
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, "The address is too long.")
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            words = "This address is not one of the studio's: open it by the address that it printed when it began."
            return Refusal(HTTPStatus.MISDIRECTED_REQUEST, words)
        if scope["method"] not in _METHODS:
            return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET, HEAD and POST are answered.")
        if any(len(headers.getlist(name)) > 1 for name in _ONCE):
            return Refusal(HTTPStatus.BAD_REQUEST, "A header that says who asks stands twice.")
        site, origins = headers.get("sec-fetch-site", ""), headers.getlist("origin")
        if scope["method"] == "POST":
            if len(origins) != 1 or origins[0] not in self._origins or site not in {"", "same-origin"}:
                return Refusal(HTTPStatus.FORBIDDEN, "Only a page of the studio itself may change something.")
            return None
        is_visit = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if site not in {"", "none", "same-origin"} and not is_visit:  # a link from elsewhere may be followed
            return Refusal(HTTPStatus.FORBIDDEN, "A page from elsewhere asked for this.")
        return None
