"""The screen Translations: one locale, one message at a time, from what is owed to the catalog on the disk."""

from factsheet_builder.studio.screens.translation_screen.translation_routes import routes as routes
