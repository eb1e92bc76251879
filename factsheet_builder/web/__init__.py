"""View -> one HTML file for a browser, held against what it owes; and the index of a folder of such files."""
