"""The screen Replies: what Parties sent back, beside the recommendations, accepted answer by answer."""

from factsheet_builder.studio.screens.reply_screen.reply_routes import routes as routes
