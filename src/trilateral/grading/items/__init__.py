"""How well each task and quiz question tells those who know from those who do not."""
