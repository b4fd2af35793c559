"""Grading a class: each submission confined, its tests apart from it, nothing lost.

``docs/architecture.md`` has a map of the rooms.
"""
