"""From submissions to marks in the journal: one at a time, several at a time, on many machines."""
