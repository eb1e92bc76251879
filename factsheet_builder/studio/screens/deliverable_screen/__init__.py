"""The screen Deliverables: what exists, handed out, and held against what was handed out before."""

from factsheet_builder.studio.screens.deliverable_screen.deliverable_routes import routes as routes
