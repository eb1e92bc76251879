"""Data per Party: what a table of data says of each, where a factsheet uses it; and how tables stand on their grid."""
