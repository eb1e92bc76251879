"""A document as a Word file for those who comment on it, read back and held against what it owes."""
