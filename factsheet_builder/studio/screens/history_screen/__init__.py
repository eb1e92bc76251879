"""The screen History: who saved what, two points compared, one passage restored, a version with a name."""

from factsheet_builder.studio.screens.history_screen.history_routes import routes as routes
