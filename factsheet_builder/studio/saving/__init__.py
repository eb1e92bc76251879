"""An edit in a browser -> the file with only its lines changed, the history, a way back; or a clash, and nothing is lost."""
