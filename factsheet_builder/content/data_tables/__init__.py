"""Data per Party: what a table of data says of each, and where a factsheet uses it."""
