"""Pure calculations: numbers in, numbers out."""
