"""Damaged inputs of every kind, each in a process of its own: nothing ends in a traceback, or takes more than it may."""
