"""From what a platform gives to one folder for each learner, with a receipt beside each file."""
