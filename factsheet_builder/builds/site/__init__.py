"""Files that lead to one another: what a page links to, packs for browsers, and the index of a whole folder."""
