"""A later version of a text, brought into content that was edited meanwhile."""
