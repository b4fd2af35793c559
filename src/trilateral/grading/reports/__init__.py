"""What leaves grading: a page for each learner, a file for the platform."""
