"""The screen Home: what is to be done, and one button that has it made."""

from factsheet_builder.studio.screens.home_screen.home_routes import routes as routes
