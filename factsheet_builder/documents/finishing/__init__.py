"""What is done to a whole document once its blocks are worded."""
