"""A handler that changes something -> a route that only a form of the studio, with the token of its reader, gets through."""

import hmac
from collections.abc import AsyncGenerator, Awaitable, Callable
from email.message import Message
from http import HTTPStatus
from typing import Final

from anyio import fail_after
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from factsheet_builder.studio.server.studio import studio_of

Handler = Callable[[Request], Awaitable[Response]]

USUAL_BYTES: Final = 2_000_000
"""So large a form without files may be."""
_MOST_FIELDS: Final = 4_000
_LONGEST_BOUNDARY: Final = 100
"""With the lines around it; RFC 2046 allows 70 characters."""
_FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_LONGEST_BODY_S: Final = 30
_SLOWEST_BYTES_PER_S: Final = 250_000
"""So much time what is sent may take, whatever its size, and more for what may be large."""
TOKEN: Final = "token"  # noqa: S105 - the name of a field
TOKEN_HEADER: Final = "x-studio-token"  # noqa: S105 - the name of a header


class WriteRoute(Route):
    """A route that writes; made by ``write_route`` only."""


class _Whole(Request):
    """A request whose form is taken as it comes, and is known to have come to its end.

    python-multipart (0.0.32) takes what breaks off for a form of the parts before.
    """

    _end = b""

    async def stream(self) -> AsyncGenerator[bytes, None]:
        async for block in super().stream():
            self._end = (self._end + block)[-_LONGEST_BOUNDARY:]
            yield block

    def refuse_half(self) -> None:
        """Refuse a form of parts that does not end with its boundary (RFC 2046, 5.1.1)."""
        kind = Message()
        kind["content-type"] = self.headers.get("content-type", "")
        boundary = str(kind.get_param("boundary", ""))
        is_whole = f"--{boundary}--".encode() in self._end
        if kind.get_content_type() == "multipart/form-data" and not is_whole:
            raise HTTPException(HTTPStatus.BAD_REQUEST)


def write_route(
    path: str, handler: Handler, *, name: str, most_bytes: int = USUAL_BYTES, most_files: int = 0
) -> WriteRoute:
    """Return a route for POST: ``handler`` finds the form under ``request.state.form``, of at most ``most_bytes``."""

    async def write(request: Request) -> Response:
        _refuse_other_forms(request)
        try:
            with fail_after(_LONGEST_BODY_S + most_bytes / _SLOWEST_BYTES_PER_S):
                sent = _Whole(request.scope, request.receive)
                form = await sent.form(max_files=most_files, max_fields=_MOST_FIELDS, max_part_size=USUAL_BYTES)
        except TimeoutError:
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, headers={"Connection": "close"}) from None
        except HTTPException as error:
            if error.status_code == HTTPStatus.BAD_REQUEST and "Too many f" in str(error.detail):
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from error
            raise HTTPException(error.status_code) from error  # the parser's own words help nobody
        try:
            sent.refuse_half()
            _refuse_without_token(request, form)
            request.state.form = form
            return await handler(request)
        finally:
            await form.close()

    return WriteRoute(path, write, methods=["POST"], name=name, max_body_size=most_bytes)


def _refuse_other_forms(request: Request) -> None:
    """Refuse what no form of a browser sends, and letters of another encoding than the pages'."""
    kind, _, rest = request.headers.get("content-type", "").lower().partition(";")
    charset = next((part for part in rest.split(";") if part.strip().startswith("charset")), "")
    if kind.strip() not in _FORMS or charset.partition("=")[2].strip(' "') not in {"", "utf-8"}:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


def _refuse_without_token(request: Request, form: FormData) -> None:
    studio = studio_of(request)
    given = form.get(TOKEN, request.headers.get(TOKEN_HEADER, ""))
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), studio.visits.of(request).token.encode()):
        say = studio.words(request).say
        words = say("This form is not of this browser any more. Go back, load the page again, and send it once more.")
        raise HTTPException(HTTPStatus.FORBIDDEN, words)


def text_of(request: Request, name: str, default: str = "") -> str:
    """Return a field of the form as text, its line ends those of files here; ``default`` where it is not there or a file."""
    value = request.state.form.get(name, default)
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else default


def texts_of(request: Request, name: str) -> tuple[str, ...]:
    """Return the values of a field that may be there several times, as boxes that are ticked."""
    values = request.state.form.getlist(name)
    return tuple(value.replace("\r\n", "\n") for value in values if isinstance(value, str))


def files_of(request: Request, name: str) -> tuple[UploadFile, ...]:
    """Return the files that were chosen in a field."""
    return tuple(file for file in request.state.form.getlist(name) if isinstance(file, UploadFile) and file.filename)
