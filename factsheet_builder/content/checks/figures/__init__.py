"""What must hold of figures: of the values of charts, and of the files of pictures."""
