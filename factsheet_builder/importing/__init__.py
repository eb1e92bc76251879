"""Word files and pasted text to content, with a count of words in and out."""
