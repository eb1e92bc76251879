"""Requests of browsers -> screens: who may ask, in which language, and what all screens share."""
