"""A mapping that forgets what was used longest ago when it holds too many entries or too many bytes."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass
class Bounded(Generic[_Key, _Value]):
    """At most ``most`` entries of ``most_bytes`` together, those used last; with 0 none is kept.

    The bytes of an entry are what ``put`` is told, an estimate: the bound is one of order, for memory to stay flat.
    """

    most: int
    most_bytes: int
    hits: int = 0
    misses: int = 0
    size: int = 0
    _entries: OrderedDict[_Key, tuple[_Value, int]] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: _Key) -> _Value | None:
        """Return what is kept under ``key``, and keep it longer."""
        found = self._entries.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: _Key, value: _Value, size: int) -> None:
        """Keep ``value`` of about ``size`` bytes under ``key`` and forget what is too much."""
        if key in self._entries:
            self.size -= self._entries.pop(key)[1]
        self._entries[key] = value, size
        self.size += size
        while self._entries and (len(self._entries) > self.most or self.size > self.most_bytes):
            _, (_, freed) = self._entries.popitem(last=False)
            self.size -= freed
