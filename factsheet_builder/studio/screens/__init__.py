"""The screens, one module or folder each."""

from importlib import import_module
from typing import Final

from starlette.routing import BaseRoute

_SCREENS: Final = ("home_screen", "reply_screen", "history_screen")
"""The modules and folders of this room with the routes of a screen, in the order in which addresses are tried."""


def screen_routes() -> list[BaseRoute]:
    """Return the routes of all screens."""
    return [route for name in _SCREENS for route in import_module(f"{__name__}.{name}").routes()]
