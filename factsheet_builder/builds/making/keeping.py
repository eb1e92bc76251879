"""Whether a process keeps what it worked out from one file to the next, and how often it proves that this changes nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeping:
    """With ``is_on`` lines, pages and readers are kept; every ``check_every``-th file is made a second time without.

    ``is_for_many`` is for builds of many files: a page is kept once it has come twice. A process that sets one document
    again and again keeps each at once.
    """

    is_on: bool = True
    check_every: int = 0
    is_for_many: bool = True


USUAL_KEEPING = Keeping()
