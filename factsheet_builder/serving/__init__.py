"""What a watcher makes, shown to a browser of this machine and brought up to date in place."""
