"""The quiz: question banks, their marking, the widget, and what it remembers."""
