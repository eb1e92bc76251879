"""Laid-out pages -> a tagged PDF: the logical structure of ISO 32000-1, 14.7 and 14.8, one tag for each element."""
