"""Verbs that stay until they are ended: a page in a browser goes with them."""
