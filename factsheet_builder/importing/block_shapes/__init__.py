"""Pieces of a kind -> blocks of that kind, as plain data."""
