"""Tests of the course. A package, because a library of ours installs a stray ``tests`` too."""
