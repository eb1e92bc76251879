"""The other programs, each as a small command of its own: nothing of the build is imported into their time."""
