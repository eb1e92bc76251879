"""A reader of PDFs that were just written here: pypdf's, with the objects of an object stream read by one expression.

Object streams (ISO 32000-1, 7.5.7) hold all that a tagged file says of its structure, and reading them character by
character is what reading such a file takes. They are read here as this project's writers and the engine's write them; one
that has anything else is left to pypdf, so that the objects are the same. Files from elsewhere are read by pypdf alone.
"""

import re
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
)
from pypdf.generic._utils import create_string_object, read_string_from_stream

_TOKEN: Final = re.compile(
    rb"[\0\t\n\f\r ]*(?:"
    rb"(/[^\0-\x20()<>\[\]{}/%#\x7f-\xff]*)"
    rb"|(\d+) 0 R(?![^\0\t\n\f\r /<>\[\]()])"
    rb"|([+-]?\d+)(?![.\d])"
    rb"|([+-]?(?:\d+\.\d*|\.\d+))"
    rb"|(<<)|(>>)|(\[)|(\])"
    rb"|\(((?:[^\\()\r]|\\[^\r\n])*)\)"
    rb"|<((?:[0-9A-Fa-f]{2})*)>"
    rb"|(true|false|null)(?![^\0\t\n\f\r /<>\[\]()])"
    rb")",
)
_NAME, _REFERENCE, _INTEGER, _REAL, _OPEN, _CLOSE, _OPEN_ARRAY, _CLOSE_ARRAY, _STRING, _HEX, _WORD = range(1, 12)


class _OddError(Exception):
    """An object is not written as this project writes."""


class OwnReader(PdfReader):
    """A reader of a file of this project; it gives the objects that ``PdfReader`` gives."""

    def _get_object_from_stream(self, indirect_reference: IndirectObject) -> PdfObject:
        number, _ = self.xref_objStm[indirect_reference.idnum]
        try:
            found = self._read_object_stream(number)
        except _OddError:
            return super()._get_object_from_stream(indirect_reference)
        for identity, value in found.items():
            if (0, identity) not in self.resolved_objects and self.xref_objStm.get(identity, (0, 0))[0] == number:
                self.cache_indirect_object(0, identity, value)
        if indirect_reference.idnum not in found:
            return super()._get_object_from_stream(indirect_reference)
        return found[indirect_reference.idnum]

    def _read_object_stream(self, number: int) -> dict[int, PdfObject]:
        stream = IndirectObject(number, 0, self).get_object()
        first = stream.get("/First") if isinstance(stream, EncodedStreamObject) else None
        if not isinstance(stream, EncodedStreamObject) or not isinstance(first, NumberObject):
            raise _OddError
        data = stream.get_data()
        head = [int(word) for word in data[:first].split()]
        pairs = zip(head[::2], head[1::2], strict=True)
        return {identity: _read_object(data, first + offset, self) for identity, offset in pairs}


def _read_object(data: bytes, place: int, reader: PdfReader) -> PdfObject:
    """Return the object that begins at ``place``; raises ``_OddError`` where it is written in another way."""
    around: list[PdfObject] = []
    match_token, names = _TOKEN.match, _NAMES
    key: NameObject | None = None
    keys: list[NameObject | None] = []
    while (token := match_token(data, place)) is not None:
        place, kind = token.end(), token.lastindex
        value: PdfObject
        if kind == _NAME:
            name = token[_NAME]
            value = names.get(name) or _name(name)
            if key is None and around and type(around[-1]) is DictionaryObject:
                key = value
                continue
        elif kind == _REFERENCE:
            value = IndirectObject(int(token[_REFERENCE]), 0, reader)
        elif kind in {_CLOSE, _CLOSE_ARRAY}:
            if not around or key is not None:
                raise _OddError
            value = around.pop()
            if (type(value) is DictionaryObject) is not (kind == _CLOSE):
                raise _OddError
            key = keys.pop()
        elif kind in {_OPEN, _OPEN_ARRAY}:
            around.append(DictionaryObject() if kind == _OPEN else ArrayObject())
            keys.append(key)
            key = None
            continue
        else:
            value = _scalar(token)
        if not around:
            return value
        holder = around[-1]
        if type(holder) is ArrayObject:
            list.append(holder, value)
        elif type(holder) is DictionaryObject and key is not None and key not in holder:
            dict.__setitem__(holder, key, value)
            key = None
        else:
            raise _OddError
    raise _OddError


_NAMES: Final[dict[bytes, NameObject]] = {}
_MOST_NAMES: Final = 4096


def _name(written: bytes) -> NameObject:
    """Return a name; the same object each time, since most names of a file stand in it thousands of times."""
    name = NameObject(written.decode("ascii"))
    if len(_NAMES) < _MOST_NAMES:
        _NAMES[written] = name
    return name


def _scalar(token: re.Match[bytes]) -> PdfObject:
    kind = token.lastindex
    if kind == _INTEGER:
        return NumberObject(token[_INTEGER])
    if kind == _REAL:
        return FloatObject(token[_REAL])
    if kind == _STRING:
        text = token[_STRING]
        return read_string_from_stream(BytesIO(b"(%s)" % text)) if b"\\" in text else _string(text)
    if kind == _HEX:
        return _string(bytes.fromhex(token[_HEX].decode("ascii")))
    word = token[_WORD]
    return NullObject() if word == b"null" else BooleanObject(word == b"true")


def _string(value: bytes) -> PdfObject:
    made: PdfObject = create_string_object(value)
    return made
