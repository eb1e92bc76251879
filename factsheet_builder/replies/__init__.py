"""Reply forms and what comes back in them: fields, answers, checks, an answer accepted as an update."""
