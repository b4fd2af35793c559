"""Grading a class: each submission confined, its tests apart from it, nothing lost."""
