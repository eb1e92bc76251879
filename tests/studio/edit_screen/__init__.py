"""Tests of the screen Edit."""
