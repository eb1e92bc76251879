"""What was handed out, and what would be now: files as they were before, pages in pictures, several files in one."""
