"""What changed between two versions of the content, or between two builds: found by passage, worded, made a document."""
