"""Who makes what a build owes, and how: makers, tasks, workers of this machine and of a cluster."""
