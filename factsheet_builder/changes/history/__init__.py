"""The project's own history: a save becomes a commit by the name of who saved, and what stood once can be looked at."""
