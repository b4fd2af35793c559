"""nbgrader's gradebook: marks go in, what people gave comes out. No other room imports it."""
