"""How cells are set and values of data are said: what tables, charts and texts have in common."""
