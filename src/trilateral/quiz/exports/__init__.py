"""Question banks as files that a learning platform imports."""
