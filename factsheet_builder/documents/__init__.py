"""Content × Party × locale -> views of documents, with the reason for everything that is kept or flagged."""
