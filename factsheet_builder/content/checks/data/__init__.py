"""What must hold of tables, of what is used of tables of data, and of passages for some Parties only."""
