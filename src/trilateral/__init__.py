"""*Promises to Power*: the library behind the course's notebooks."""
