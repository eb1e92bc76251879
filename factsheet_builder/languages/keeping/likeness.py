"""Two texts -> how alike they are, from 0 to 1: the one measure by which a changed sentence is known again."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

NEAR: Final = 0.75
"""From here a text that stands elsewhere is taken for the same one, changed; translators' programs offer no less."""

SAME_SENTENCE: Final = 0.6
"""Below, it is another sentence, wherever it stands: neighbours in a list share some words and their form."""

_SENTENCE_WORDS: Final = 5
_CANDIDATES: Final = 10
_CUT: Final = 0.85
_NUMBERS: Final = re.compile(r"<(/?[a-z]+)[0-9]+")


def likeness(one: str, other: str, floor: float = 0.0) -> float:
    """Return how alike two texts are: what they share in order, counted twice, of all they have; 0 below ``floor``.

    Sentences are compared by their words, since those of one field share most of their letters; a few words by their letters.
    """
    words = one.split(), other.split()
    compared = words if min(map(len, words)) >= _SENTENCE_WORDS else (one, other)
    return float(Indel.normalized_similarity(*compared, score_cutoff=floor))


def likest(text: str, others: Sequence[str], floor: float) -> int | None:
    """Return the place of the text in ``others`` that is likest to ``text``; nothing where all are below ``floor``."""
    return next((place for place, _ in alike(text, others, floor)), None)


def alike(text: str, others: Sequence[str], floor: float) -> list[tuple[int, float]]:
    """Return the places of the texts in ``others`` that are like ``text``, and how much, the likest first; ten at most."""
    # By letters first, which is quick over thousands of texts; a sentence that is like by words is like by letters.
    close = process.extract(text, others, scorer=fuzz.ratio, score_cutoff=floor * 80, limit=_CANDIDATES)
    rated = [(place, likeness(text, other, floor)) for other, _, place in close]
    return sorted((one for one in rated if one[1] > 0), key=lambda one: (-one[1], one[0]))


def is_same_sentence(now: str, before: str) -> bool:
    """Tell whether ``now`` can be the text that was ``before``, changed: neither another one, nor a piece cut out of it.

    What a longer text said would be said beside the piece that is left of it.
    """
    if is_inside(now, before) and len(now) < _CUT * len(before):
        return False
    return likeness(now, before, SAME_SENTENCE) > 0


def is_inside(part: str, whole: str) -> bool:
    """Tell whether a text stands in another word for word, however its codes are numbered there."""
    return unnumbered(part) in unnumbered(whole)


@lru_cache(maxsize=4096)
def unnumbered(text: str) -> str:
    """Return a text with its codes without their numbers, which count from its beginning."""
    return _NUMBERS.sub(r"<\1", text)
