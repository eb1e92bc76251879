"""Plain frozen values that templates see: everything selected, ordered, worded and formatted already."""
