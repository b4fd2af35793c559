"""Explorers of lesson 02: clauses, instruments, and sources set side by side."""
