"""The tables of the exercises, a module for each, as the course has them.

An exercise's set-up cell takes its tables from here, and so do its checks: each call makes a new
table, so that nothing a learner does to one reaches another.
"""
