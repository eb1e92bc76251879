"""The screens on Parties: whom recommendations address, and what the version for one Party says and why."""

from starlette.routing import BaseRoute

from factsheet_builder.studio.screens.party_screens import parties_screen, party_screen


def routes() -> list[BaseRoute]:
    """Return the routes of the screens."""
    return [*parties_screen.routes(), *party_screen.routes()]
