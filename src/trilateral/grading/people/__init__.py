"""Who is in the class, and which of two lists' learners are the same person."""
