"""A failure of the engine on a style or template of the project -> a message; without such files it stays a bug.

WeasyPrint 70 meets some malformed styles with an assertion (``calc()`` with nothing in it, ``css/__init__.py``).
"""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from weasyprint.urls import FatalURLFetchingError, URLFetchingError

from factsheet_builder.errors import FactsheetError, SurroundingsError
from factsheet_builder.project import Project

_PACKAGE: Final = Path(__file__).resolve().parents[1]


@contextmanager
def engine_faults(project: Project) -> Iterator[None]:
    """Turn what the engine fails with inside into an error of the project's own styles or templates, where it has any.

    Raises:
        SurroundingsError: the engine failed, in code that is not ours.
    """
    try:
        yield
    except (FactsheetError, URLFetchingError, FatalURLFetchingError, MemoryError):  # each is told by others
        raise
    except Exception as error:
        has_own = len(project.style_folders) > 1 or len(project.template_folders) > 1
        is_ours = Path(traceback.extract_tb(error.__traceback__)[-1].filename).resolve().is_relative_to(_PACKAGE)
        if is_ours or not has_own:
            raise
        what = f"The engine fails on a style or template of the project ({type(error).__name__} {error}".rstrip()
        remedy = "Correct what was changed last, or delete the project's own copy."
        raise SurroundingsError.of("engine", f"{what}).", remedy) from error
