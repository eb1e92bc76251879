"""Rules that a translation is held against, by what they look at."""
