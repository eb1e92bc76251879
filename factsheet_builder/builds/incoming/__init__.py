"""Files that come from elsewhere × a project -> what they change in its content."""
