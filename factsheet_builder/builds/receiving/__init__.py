"""What comes back from Parties, judged by the content as it is now: the same for the command line and for a browser."""
