"""Files that are not of Word -> pieces."""
