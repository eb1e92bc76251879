"""Tests of the processes behind the screens."""
