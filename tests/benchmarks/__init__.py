"""What the build costs, beside what other programs need for the same files; `make bench` runs it."""
