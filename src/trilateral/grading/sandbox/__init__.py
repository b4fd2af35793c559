"""Processes that submissions and hidden tests run in, each confined and apart from the other."""
