"""What must hold between the elements of the content, each rule a small function from content to findings."""
