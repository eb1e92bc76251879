"""The screens, a module or folder each, which says its own routes."""

from importlib import import_module
from pkgutil import iter_modules

from starlette.routing import BaseRoute


def screen_routes() -> list[BaseRoute]:
    """Return the routes of all screens, by their names."""
    screens = sorted(entry.name for entry in iter_modules(__path__))
    return [route for name in screens for route in import_module(f"{__name__}.{name}").routes()]
