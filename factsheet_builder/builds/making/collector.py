"""How a process that sets one document after the other treats the collector of cyclic garbage."""

import gc
from typing import Final

_THOROUGH_EVERY: Final = 12


def ease_collector() -> None:
    """Let the collector of cyclic garbage rest more: what is loaded by now stays for good.

    A document being laid out is many small objects that live until it is written, and looking through them again and again
    takes time; a worker collects them once a task instead.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def clean_up(number: int) -> None:
    """Collect what the task of that number left: a finished document is cyclic garbage, and no use to the next.

    What is left then stays (fonts, templates, styles, what is kept) and is not looked through again, but now and then:
    what is kept no longer, such as the reader of an old file, is cyclic garbage too.
    """
    if number % _THOROUGH_EVERY == 0:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
