"""The browser's door: what the command does, on pages for people who do not type commands."""
