"""The screen Edit: the factsheets, and one of them as forms beside the page that it makes."""

from factsheet_builder.studio.screens.edit_screen.edit_routes import routes as routes
